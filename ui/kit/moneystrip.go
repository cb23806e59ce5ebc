package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// MoneyFigure is one figure of a [MoneyStrip]. The value is written by the caller, by
// the money type's own form.
type MoneyFigure struct {
	Key   string
	Label string // "Trust available"
	Value string // "$1,200.00"
	Tone  Tone   // Bad when negative, Warn below the floor
	Tip   string // how it is made up: "Book 1,500.00 - uncollected 300.00"
}

// MoneyStrip shows what a matter has and owes beside every form that touches
// its money: WIP, AR, trust available today. Labels give way when there is
// little room; a figure is never cut.
type MoneyStrip struct {
	widget.BaseWidget
	Title   string
	figures []MoneyFigure
	places  []navBox // x and width
	over    int
}

var (
	_ desktop.Hoverable = (*MoneyStrip)(nil)
	_ Parted            = (*MoneyStrip)(nil)
)

// NewMoneyStrip shows the figures under a title such as the matter's name.
func NewMoneyStrip(title string, figures ...MoneyFigure) *MoneyStrip {
	m := &MoneyStrip{Title: title, figures: saidFigures(figures), over: -1}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows other figures.
func (m *MoneyStrip) Set(title string, figures ...MoneyFigure) {
	m.Title, m.figures = title, saidFigures(figures)
	m.Refresh()
}

// Part answers a figure's key.
func (m *MoneyStrip) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, f := range m.figures {
		if f.Key == path && i < len(m.places) {
			return fyne.NewPos(m.places[i].y, 0), fyne.NewSize(m.places[i].h, m.Size().Height), f.Value, true
		}
	}
	return
}

// MouseIn is the toolkit's hook.
func (m *MoneyStrip) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved explains the figure under the mouse.
func (m *MoneyStrip) MouseMoved(ev *desktop.MouseEvent) {
	over := -1
	for i, p := range m.places {
		if ev.Position.X >= p.y && ev.Position.X < p.y+p.h {
			over = i
		}
	}
	if over == m.over {
		return
	}
	m.over = over
	if h := hostOf(m); h != nil && h.hostTips() != nil {
		h.hostTips().hide()
		if over >= 0 {
			place := m.places[over]
			h.hostTips().restOn(m, m.figures[over].Tip, func() (fyne.Position, fyne.Size) {
				return fyne.NewPos(place.y, 0), fyne.NewSize(place.h, m.Size().Height)
			})
		}
	}
}

// MouseOut is the toolkit's hook.
func (m *MoneyStrip) MouseOut() {
	m.over = -1
	if h := hostOf(m); h != nil && h.hostTips() != nil {
		h.hostTips().hide()
	}
}

type moneyLine struct {
	label, value *canvas.Text
	div          *canvas.Rectangle
}

// CreateRenderer is the toolkit's hook.
func (m *MoneyStrip) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(none)
	title := canvas.NewText("", none)
	var lines []moneyLine
	d := &drawn{w: m}
	cs := func() float32 { return sizeOf(m, theme.SizeNameCaptionText) }
	vs := func() float32 { return sizeOf(m, theme.SizeNameText) + 1 }
	valueW := func(f MoneyFigure) float32 { return float32(int(textWidth(f.Value, vs(), bold) + 1)) }
	const gap = 22
	d.min = func() fyne.Size {
		w := float32(20)
		for _, f := range m.figures {
			w += valueW(f) + gap
		}
		return fyne.NewSize(w, lineHeight(cs())+lineHeight(vs())+11)
	}
	d.layout = func(s fyne.Size) {
		put(back, 0, 0, s.Width, s.Height)
		// Figures stand at the right; the title takes what is left over.
		widths := make([]float32, len(m.figures))
		need := float32(12)
		for i, f := range m.figures {
			widths[i] = max(valueW(f), textWidth(f.Label, cs(), fyne.TextStyle{})+1)
			need += widths[i] + gap
		}
		if need > s.Width { // labels give way
			for i, f := range m.figures {
				need -= widths[i] - valueW(f)
				widths[i] = valueW(f)
			}
			if spare := (s.Width - need) / float32(max(len(widths), 1)); spare > 0 {
				for i, f := range m.figures {
					widths[i] = min(widths[i]+spare, max(valueW(f), textWidth(f.Label, cs(), fyne.TextStyle{})+1))
				}
			}
		}
		x := s.Width - 12
		m.places = append(m.places[:0], make([]navBox, len(m.figures))...)
		top := (s.Height - lineHeight(cs()) - lineHeight(vs())) / 2
		for i := len(m.figures) - 1; i >= 0; i-- {
			f, l := m.figures[i], lines[i]
			x -= widths[i]
			m.places[i] = navBox{x, widths[i]}
			ink(l.label, fitText(f.Label, widths[i]+1, cs(), fyne.TextStyle{}), colorOf(m, ColorMuted), cs(), fyne.TextStyle{})
			l.label.Alignment, l.value.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
			put(l.label, x, top, widths[i], lineHeight(cs()))
			put(l.value, x, top+lineHeight(cs()), widths[i], lineHeight(vs()))
			show(l.div, i > 0)
			put(l.div, x-gap/2, 9, 1, s.Height-18)
			x -= gap
		}
		title.Text = fitText(m.Title, x-2, sizeOf(m, theme.SizeNameText), bold)
		lh := lineHeight(sizeOf(m, theme.SizeNameText))
		put(title, 12, (s.Height-lh)/2, max(x-2, 0), lh)
	}
	d.paint = func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = colorOf(m, ColorSurface), colorOf(m, ColorLine), 1
		back.CornerRadius = sizeOf(m, theme.SizeNameCardRadius)
		ink(title, m.Title, colorOf(m, theme.ColorNameForeground), sizeOf(m, theme.SizeNameText), bold)
		for len(lines) < len(m.figures) {
			lines = append(lines, moneyLine{canvas.NewText("", none), canvas.NewText("", none), canvas.NewRectangle(none)})
		}
		d.objects = append(d.objects[:0], back, title)
		for i, f := range m.figures {
			name := theme.ColorNameForeground
			if f.Tone != Neutral {
				name = f.Tone.Text()
			}
			ink(lines[i].value, f.Value, colorOf(m, name), vs(), bold)
			lines[i].div.FillColor = colorOf(m, ColorLine)
			d.objects = append(d.objects, lines[i].label, lines[i].value, lines[i].div)
		}
	}
	d.paint()
	return d
}

// saidFigures are the figures with their labels in the language of the window.
func saidFigures(figures []MoneyFigure) []MoneyFigure {
	said := slices.Clone(figures)
	for i := range said {
		said[i].Label, said[i].Tip = words.Of(said[i].Label), words.Of(said[i].Tip)
	}
	return said
}
