package kit

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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

// CreateRenderer is the toolkit's hook.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{c: c}
	r.Refresh()
	return r
}

// chartRenderer keeps pools of primitives; a drawing takes them in order.
type chartRenderer struct {
	c       *Chart
	rects   []*canvas.Rectangle
	lines   []*canvas.Line
	texts   []*canvas.Text
	nr      int
	nl      int
	nt      int
	objects []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *chartRenderer) MinSize() fyne.Size {
	if r.c.Kind == Sparkline {
		return fyne.NewSize(40, 14)
	}
	return fyne.NewSize(160, 110)
}

func (r *chartRenderer) rect(name fyne.ThemeColorName, x, y, w, h float32) *canvas.Rectangle {
	if r.nr == len(r.rects) {
		r.rects = append(r.rects, canvas.NewRectangle(none))
	}
	o := r.rects[r.nr]
	r.nr++
	*o = canvas.Rectangle{FillColor: colorOf(r.c, name)}
	put(o, x, y, w, h)
	r.objects = append(r.objects, o)
	return o
}

func (r *chartRenderer) line(name fyne.ThemeColorName, width, x1, y1, x2, y2 float32) {
	if r.nl == len(r.lines) {
		r.lines = append(r.lines, canvas.NewLine(none))
	}
	o := r.lines[r.nl]
	r.nl++
	o.StrokeColor, o.StrokeWidth = colorOf(r.c, name), width
	o.Position1, o.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.objects = append(r.objects, o)
}

func (r *chartRenderer) text(s string, name fyne.ThemeColorName, align fyne.TextAlign, x, y, w float32, style fyne.TextStyle) {
	if r.nt == len(r.texts) {
		r.texts = append(r.texts, canvas.NewText("", none))
	}
	o := r.texts[r.nt]
	r.nt++
	size := sizeOf(r.c, theme.SizeNameCaptionText)
	ink(o, s, colorOf(r.c, name), size, style)
	o.Alignment = align
	put(o, x, y, w, lineHeight(size))
	r.objects = append(r.objects, o)
}

func (r *chartRenderer) Refresh() {
	r.Layout(r.c.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
	canvas.Refresh(r.c)
}

func (r *chartRenderer) Layout(s fyne.Size) {
	c := r.c
	r.objects = r.objects[:0]
	r.nr, r.nl, r.nt = 0, 0, 0
	if s.Width < 8 || s.Height < 8 || len(c.series) == 0 {
		return
	}
	if c.Kind == Sparkline {
		r.spark(s)
		return
	}
	cs := lineHeight(sizeOf(c, theme.SizeNameCaptionText))
	lo, hi := c.span()
	marks := c.marks(lo, hi, max(int(s.Height/44), 2))
	if len(marks) > 0 {
		lo, hi = min(lo, marks[0]), max(hi, marks[len(marks)-1])
	}
	left, top, bottom := c.axisW(), float32(4), s.Height-cs-6
	if r.legend(s, cs) {
		top = cs + 10
	}
	y := func(v float64) float32 { return bottom - float32((v-lo)/(hi-lo))*(bottom-top) }
	for _, v := range marks {
		r.rect(ColorLine, left, float32(int(y(v))), s.Width-left, 1)
		r.text(c.format(v), ColorMuted, fyne.TextAlignTrailing, 0, y(v)-cs/2, left-7, fyne.TextStyle{})
	}
	n := len(c.labels)
	if n == 0 {
		return
	}
	band := (s.Width - left) / float32(n)
	if c.hover >= 0 && c.hover < n {
		mark := r.rect(theme.ColorNameHover, left+band*float32(c.hover), top, band, bottom-top)
		mark.CornerRadius = 3
		if c.focused {
			mark.StrokeColor, mark.StrokeWidth = colorOf(c, ColorRing), 1.5
		}
	}
	if c.Kind == Lines {
		r.plotLines(left, band, y)
	} else {
		r.plotBars(left, band, y, lo)
	}
	r.captions(left, band, bottom+4, s.Width)
}

// captions writes the labels that fit, at even steps.
func (r *chartRenderer) captions(left, band, y, width float32) {
	c := r.c
	size := sizeOf(c, theme.SizeNameCaptionText)
	widest := float32(1)
	for _, l := range c.labels {
		widest = max(widest, textWidth(l, size, fyne.TextStyle{}))
	}
	every := max(int(math.Ceil(float64((widest+8)/band))), 1)
	for i, l := range c.labels {
		if i%every != 0 {
			continue
		}
		w := band * float32(every)
		x := left + band*float32(i) + band/2 - w/2
		x = min(max(x, left-4), max(width-w, left-4))
		style := fyne.TextStyle{Bold: i == c.hover}
		r.text(fitText(l, w, size, style), ColorMuted, fyne.TextAlignCenter, x, y, w, style)
	}
}

func (r *chartRenderer) plotBars(left, band float32, y func(float64) float32, lo float64) {
	c := r.c
	zero := y(max(lo, 0))
	if lo < 0 {
		zero = y(0)
	}
	gap := max(band*0.22, 2)
	for i := range c.labels {
		x := left + band*float32(i) + gap/2
		w := band - gap
		if c.Kind == StackedBars {
			r.stack(i, x, min(w, 46), (w-min(w, 46))/2, y)
			continue
		}
		each := min(w/float32(len(c.series)), 34)
		x += (w - each*float32(len(c.series))) / 2
		for k, s := range c.series {
			if i >= len(s.Values) || s.Values[i] == 0 {
				continue
			}
			v := y(s.Values[i])
			bar := r.rect(c.seriesColor(k), x+each*float32(k), min(v, zero), max(each-1.5, 1), max(abs(v-zero), 1))
			if v < zero {
				bar.TopLeftCornerRadius, bar.TopRightCornerRadius = min(3, each/3), min(3, each/3)
			} else {
				bar.BottomLeftCornerRadius, bar.BottomRightCornerRadius = min(3, each/3), min(3, each/3)
			}
			r.pattern(k, bar)
			if len(c.series) == 1 && s.Values[i] > 0 {
				r.above(k, i, x+each/2, v, band)
			}
		}
	}
}

// pattern tells a series apart for those who do not see its colour: the second is
// striped, the third is an outline, and so on.
func (r *chartRenderer) pattern(k int, bar *canvas.Rectangle) {
	p, s := bar.Position(), bar.Size()
	switch k % 3 {
	case 1:
		for y := p.Y + 4; y < p.Y+s.Height-2; y += 5 {
			r.rect(theme.ColorNameBackground, p.X, y, s.Width, 1.5)
		}
	case 2:
		bar.StrokeColor, bar.StrokeWidth = bar.FillColor, 1.5
		bar.FillColor = none
	}
}

// above writes the value over a bar where it has room.
func (r *chartRenderer) above(k, i int, middle, y, band float32) {
	c := r.c
	if i >= len(c.series[k].Texts) {
		return
	}
	size := sizeOf(c, theme.SizeNameCaptionText)
	text := c.series[k].Texts[i]
	if textWidth(text, size, fyne.TextStyle{}) > band-4 || y < lineHeight(size) {
		return
	}
	r.text(text, theme.ColorNameForeground, fyne.TextAlignCenter, middle-band/2, y-lineHeight(size)-1, band, fyne.TextStyle{})
}

func (r *chartRenderer) stack(i int, x, w, inset float32, y func(float64) float32) {
	up, down := 0.0, 0.0
	for k, s := range r.c.series {
		if i >= len(s.Values) || s.Values[i] == 0 {
			continue
		}
		from := up
		if s.Values[i] < 0 {
			from = down
			down += s.Values[i]
		} else {
			up += s.Values[i]
		}
		a, b := y(from), y(from+s.Values[i])
		r.pattern(k, r.rect(r.c.seriesColor(k), x+inset, min(a, b), w, max(abs(a-b)-1, 1)))
	}
}

func (r *chartRenderer) plotLines(left, band float32, y func(float64) float32) {
	for k, s := range r.c.series {
		name := r.c.seriesColor(k)
		for i := range s.Values {
			x := left + band*(float32(i)+0.5)
			if i > 0 {
				r.line(name, 2, x-band, y(s.Values[i-1]), x, y(s.Values[i]))
			}
			if size := float32(6); len(s.Values) <= 40 || i == r.c.hover {
				if i == r.c.hover {
					size = 8
				}
				r.rect(name, x-size/2, y(s.Values[i])-size/2, size, size).CornerRadius = size / 2
			}
		}
	}
}

// legend names the series, or shows the values under the mouse; a single series
// without a name needs none.
func (r *chartRenderer) legend(s fyne.Size, h float32) bool {
	c := r.c
	if len(c.series) == 1 && c.series[0].Name == "" && c.hover < 0 {
		return false
	}
	size := sizeOf(c, theme.SizeNameCaptionText)
	x := c.axisW()
	if c.hover >= 0 && c.hover < len(c.labels) {
		l := c.labels[c.hover]
		r.text(l, theme.ColorNameForeground, fyne.TextAlignLeading, x, 0, 200, bold)
		x += textWidth(l, size, bold) + 14
	}
	for k, se := range c.series {
		label := se.Name
		if c.hover >= 0 && c.hover < len(se.Values) {
			label = c.valueText(k, c.hover)
		}
		w := textWidth(label, size, fyne.TextStyle{})
		if x+w+14 > s.Width && k > 0 {
			break
		}
		swatch := r.rect(c.seriesColor(k), x, (h-9)/2, 9, 9)
		swatch.CornerRadius = 2
		r.pattern(k, swatch)
		r.text(fitText(label, s.Width-x-14, size, fyne.TextStyle{}), ColorMuted, fyne.TextAlignLeading, x+14, 0, w+2, fyne.TextStyle{})
		x += w + 30
	}
	return true
}

func (r *chartRenderer) spark(s fyne.Size) {
	v := r.c.series[0].Values
	if len(v) < 2 {
		return
	}
	lo, hi := r.c.span()
	at := func(i int) (float32, float32) {
		return 3 + (s.Width-6)*float32(i)/float32(len(v)-1), s.Height - 3 - float32((v[i]-lo)/(hi-lo))*(s.Height-6)
	}
	name := r.c.seriesColor(0)
	for i := 1; i < len(v); i++ {
		x1, y1 := at(i - 1)
		x2, y2 := at(i)
		r.line(name, 1.5, x1, y1, x2, y2)
		r.rect(name, x1-0.75, y1-0.75, 1.5, 1.5).CornerRadius = 0.75
	}
	x, y := at(len(v) - 1)
	r.rect(name, x-2.5, y-2.5, 5, 5).CornerRadius = 2.5
}
