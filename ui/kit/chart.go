package kit

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ChartKind is the form of a chart.
type ChartKind int

// The forms.
const (
	Bars ChartKind = iota
	StackedBars
	Lines
	Sparkline
)

// Series is one row of values, one for each label of the chart. Charts are
// drawings: the values are floats made for them, never money to count with.
type Series struct {
	Name   string
	Values []float64
	// Texts are the values for people, one each; without them Format writes them.
	Texts []string
	// Tone colours the series by meaning; Neutral takes the series colours in order.
	Tone Tone
}

// Chart draws bars, stacked bars or lines over labels. The mouse over a label, or
// the arrow keys, show its values in words; series are told apart by a pattern as
// well as by colour.
type Chart struct {
	widget.BaseWidget
	Kind ChartKind
	// Format writes a value at the axis and beside the mouse; nil writes it short
	// (12k).
	Format func(v float64) string

	// OnOpen is told the label that was clicked, or that Enter was pressed on; Opens
	// says whether a label opens anything.
	OnOpen func(label int)
	Opens  bool

	labels  []string
	series  []Series
	hover   int
	focused bool
}

var (
	_ desktop.Hoverable  = (*Chart)(nil)
	_ desktop.Cursorable = (*Chart)(nil)
	_ fyne.Focusable     = (*Chart)(nil)
	_ fyne.Tappable      = (*Chart)(nil)
	_ Parted             = (*Chart)(nil)
)

// NewChart draws the series over the labels.
func NewChart(kind ChartKind, labels []string, series ...Series) *Chart {
	c := &Chart{Kind: kind, labels: labels, series: series, hover: -1}
	c.ExtendBaseWidget(c)
	return c
}

// NewSparkline is a small line without words.
func NewSparkline(values []float64) *Chart {
	return NewChart(Sparkline, nil, Series{Values: values})
}

// SetSeries draws other values.
func (c *Chart) SetSeries(labels []string, series ...Series) {
	c.labels, c.series = labels, series
	if c.hover >= len(labels) {
		c.hover = -1
	}
	c.Refresh()
}

// Disabled keeps a chart without labels out of the Tab order.
func (c *Chart) Disabled() bool { return c.Kind == Sparkline || len(c.labels) == 0 }

// Enable and Disable are the toolkit's hooks; what is drawn decides.
func (c *Chart) Enable()  {}
func (c *Chart) Disable() {}

// FocusGained is the toolkit's hook: the first label is read out.
func (c *Chart) FocusGained() {
	if c.focused = true; c.hover < 0 && len(c.labels) > 0 {
		c.hover = 0
	}
	c.Refresh()
}

// FocusLost is the toolkit's hook.
func (c *Chart) FocusLost() { c.focused, c.hover = false, -1; c.Refresh() }

// TypedRune is the toolkit's hook.
func (c *Chart) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (c *Chart) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c, s) }

// TypedKey walks the labels and opens the one that is marked.
func (c *Chart) TypedKey(ev *fyne.KeyEvent) {
	last := len(c.labels) - 1
	switch ev.Name {
	case fyne.KeyLeft:
		c.hover = max(c.hover-1, 0)
	case fyne.KeyRight:
		c.hover = min(c.hover+1, last)
	case fyne.KeyHome:
		c.hover = 0
	case fyne.KeyEnd:
		c.hover = last
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if c.OnOpen != nil && c.Opens && c.hover >= 0 {
			i := c.hover
			later(c, func() { c.OnOpen(i) })
		}
		return
	default:
		forward(c, ev)
		return
	}
	c.Refresh()
}

// Tapped opens the label under the mouse.
func (c *Chart) Tapped(ev *fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	i := c.labelAt(ev.Position.X)
	focusOn(c)
	if i < 0 {
		return
	}
	c.hover = i
	c.Refresh()
	if c.OnOpen != nil && c.Opens {
		c.OnOpen(i)
	}
}

// Cursor shows that a label opens something.
func (c *Chart) Cursor() desktop.Cursor {
	if c.Opens && c.hover >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// TextShown is what the marked label stands for, in words.
func (c *Chart) TextShown() string {
	if c.hover < 0 || c.hover >= len(c.labels) {
		return ""
	}
	text := c.labels[c.hover]
	for k := range c.series {
		text += "; " + c.valueText(k, c.hover)
	}
	return text
}

// Part answers "bar:<number>", from 0.
func (c *Chart) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	n, found := strings.CutPrefix(path, "bar:")
	i, err := strconv.Atoi(n)
	if !found || err != nil || i < 0 || i >= len(c.labels) {
		return
	}
	left := c.axisW()
	band := (c.Size().Width - left) / float32(len(c.labels))
	text = c.labels[i]
	for k := range c.series {
		text += "; " + c.valueText(k, i)
	}
	return fyne.NewPos(left+band*float32(i), 0), fyne.NewSize(band, c.Size().Height), text, true
}

// valueText is the value of a series at a label, with the series' name.
func (c *Chart) valueText(k, i int) string {
	s := c.series[k]
	if i >= len(s.Values) {
		return s.Name
	}
	text := c.format(s.Values[i])
	if i < len(s.Texts) {
		text = s.Texts[i]
	}
	if s.Name != "" {
		text = s.Name + " " + text
	}
	return text
}

// MouseIn is the toolkit's hook.
func (c *Chart) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved shows the values of the label under the mouse.
func (c *Chart) MouseMoved(ev *desktop.MouseEvent) {
	if c.Kind == Sparkline || len(c.labels) == 0 {
		return
	}
	if i := c.labelAt(ev.Position.X); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

func (c *Chart) labelAt(x float32) int {
	left, width := c.axisW(), c.Size().Width-c.axisW()
	i := int(math.Floor(float64((x - left) / width * float32(len(c.labels)))))
	if x < left || i >= len(c.labels) {
		return -1
	}
	return i
}

// MouseOut is the toolkit's hook.
func (c *Chart) MouseOut() {
	if c.hover >= 0 && !c.focused {
		c.hover = -1
		c.Refresh()
	}
}

func (c *Chart) format(v float64) string {
	if c.Format != nil {
		return c.Format(v)
	}
	return shortNumber(v)
}

// shortNumber is 950, 12k, 1.5M.
func shortNumber(v float64) string {
	a := math.Abs(v)
	switch {
	case a >= 1e6:
		return strconv.FormatFloat(math.Round(v/1e5)/10, 'f', -1, 64) + "M"
	case a >= 1e3:
		return strconv.FormatFloat(math.Round(v/100)/10, 'f', -1, 64) + "k"
	}
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// span is the lowest and highest value to be drawn; zero is always in it,
// except in a sparkline.
func (c *Chart) span() (lo, hi float64) {
	if c.Kind == Sparkline {
		lo, hi = math.Inf(1), math.Inf(-1)
	}
	n := 0
	for _, s := range c.series {
		n = max(n, len(s.Values))
		if c.Kind != StackedBars {
			for _, v := range s.Values {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	if c.Kind == StackedBars {
		for i := range n {
			up, down := 0.0, 0.0
			for _, s := range c.series {
				if i < len(s.Values) {
					up += max(s.Values[i], 0)
					down += min(s.Values[i], 0)
				}
			}
			lo, hi = min(lo, down), max(hi, up)
		}
	}
	if c.Kind == Lines {
		lo = c.lineFloor(lo, hi)
	}
	if lo > hi || lo == hi {
		return lo, lo + 1
	}
	return lo, hi
}

// lineFloor lets lines that lie high begin above zero, where they can be told
// apart; bars always stand on zero.
func (c *Chart) lineFloor(lo, hi float64) float64 {
	least := math.Inf(1)
	for _, s := range c.series {
		for _, v := range s.Values {
			least = min(least, v)
		}
	}
	if lo == 0 && least > hi/2 && !math.IsInf(least, 0) {
		return least - (hi-least)*0.25
	}
	return lo
}

// steps are the round values of the axis, at most most of them.
func steps(lo, hi float64, most int) []float64 {
	if math.IsInf(lo, 0) || math.IsNaN(hi-lo) {
		return nil
	}
	raw := (hi - lo) / float64(max(most-1, 1))
	mag := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * mag
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*mag >= raw {
			step = m * mag
			break
		}
	}
	var out []float64
	for k := math.Floor(lo / step); k*step <= hi+step*0.999 && len(out) < 20; k++ {
		out = append(out, k*step)
	}
	return out
}

// marks are the values at the axis; where there is nothing, zero alone.
func (c *Chart) marks(lo, hi float64, most int) []float64 {
	for _, s := range c.series {
		for _, v := range s.Values {
			if v != 0 {
				return steps(lo, hi, most)
			}
		}
	}
	return []float64{0}
}

func (c *Chart) axisW() float32 {
	if c.Kind == Sparkline {
		return 0
	}
	lo, hi := c.span()
	w := float32(0)
	for _, v := range c.marks(lo, hi, 5) {
		w = max(w, textWidth(c.format(v), sizeOf(c, theme.SizeNameCaptionText), fyne.TextStyle{}))
	}
	return float32(int(w)) + 10
}

func (c *Chart) seriesColor(i int) fyne.ThemeColorName {
	if t := c.series[i].Tone; t != Neutral {
		return t.Text()
	}
	return seriesNames[i%len(seriesNames)]
}
