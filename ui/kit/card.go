package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Card sets a part of a page apart: a title, buttons at its right, the content.
type Card struct {
	widget.BaseWidget
	Title   string
	content fyne.CanvasObject
	actions []fyne.CanvasObject
}

// NewCard frames the content; an empty title leaves no room for one.
func NewCard(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *Card {
	c := &Card{Title: words.Of(title), content: content, actions: actions}
	for _, a := range actions {
		if b, ok := a.(*Button); ok {
			b.Small = true
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is the toolkit's hook.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	back, title := canvas.NewRectangle(none), canvas.NewText("", none)
	pad := func() float32 { return sizeOf(c, SizeGap) }
	ts := func() float32 { return sizeOf(c, theme.SizeNameText) + 1 }
	head := func() float32 {
		if c.Title == "" && len(c.actions) == 0 {
			return 0
		}
		h := max(lineHeight(ts()), sizeOf(c, SizeControl)-6)
		for _, a := range c.actions {
			h = max(h, a.MinSize().Height)
		}
		return h + 6
	}
	objects := append([]fyne.CanvasObject{back, title}, c.actions...)
	return newDrawn(c,
		func() fyne.Size {
			m := c.content.MinSize()
			return fyne.NewSize(m.Width+2*pad(), m.Height+2*pad()+head())
		},
		func(s fyne.Size) {
			put(back, 0, 0, s.Width, s.Height)
			x, h := s.Width-pad(), head()
			for i := len(c.actions) - 1; i >= 0; i-- {
				m := c.actions[i].MinSize()
				x -= m.Width
				put(c.actions[i], x, pad()-5+(h-6-m.Height)/2, m.Width, m.Height)
				x -= 6
			}
			title.Text = fitText(c.Title, x-pad(), ts(), bold)
			put(title, pad(), pad()-5+(h-6-lineHeight(ts()))/2, max(x-pad(), 0), lineHeight(ts()))
			put(c.content, pad(), pad()+h, s.Width-2*pad(), s.Height-2*pad()-h)
		},
		func() {
			back.FillColor, back.StrokeColor, back.StrokeWidth = colorOf(c, theme.ColorNameBackground), colorOf(c, ColorLine), 1
			back.CornerRadius = sizeOf(c, theme.SizeNameCardRadius)
			ink(title, c.Title, colorOf(c, theme.ColorNameForeground), ts(), bold)
		}, append(objects, c.content)...)
}

// Figure is a tile with a big number: unbilled time, receivables over 90 days.
// With OnTapped it leads to the list behind the number.
type Figure struct {
	widget.BaseWidget
	tipped
	Label    string
	Value    string
	Note     string // beneath: "12 % more than October"
	Tone     Tone   // of the value; Neutral is plain
	NoteTone Tone
	OnTapped func()

	trend            *Chart
	hovered, focused bool
}

var (
	_ fyne.Focusable    = (*Figure)(nil)
	_ fyne.Tappable     = (*Figure)(nil)
	_ desktop.Hoverable = (*Figure)(nil)
)

// NewFigure is a tile.
func NewFigure(label, value, note string) *Figure {
	f := &Figure{Label: words.Of(label), Value: value, Note: note}
	f.ExtendBaseWidget(f)
	return f
}

// Set changes value, note and tone.
func (f *Figure) Set(value, note string, tone Tone) {
	f.Value, f.Note, f.Tone = value, note, tone
	f.Refresh()
}

// SetTrend draws a small line at the right of the number.
func (f *Figure) SetTrend(values []float64) {
	if f.trend == nil {
		f.trend = NewSparkline(values)
	}
	f.trend.SetSeries(nil, Series{Values: values})
	f.Refresh()
}

// TextShown is label and value.
func (f *Figure) TextShown() string { return f.Label + ": " + f.Value }

// Tapped is the toolkit's hook.
func (f *Figure) Tapped(*fyne.PointEvent) {
	if f.OnTapped != nil {
		focusOn(f)
		f.OnTapped()
	}
}

// TypedKey opens on Space and Enter.
func (f *Figure) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if f.OnTapped != nil {
			later(f, f.OnTapped)
		}
	default:
		forward(f, ev)
	}
}

// TypedRune is the toolkit's hook.
func (f *Figure) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (f *Figure) TypedShortcut(s fyne.Shortcut) { forwardShortcut(f, s) }

// Disabled keeps a tile that leads nowhere out of the Tab order.
func (f *Figure) Disabled() bool { return f.OnTapped == nil }

// Enable and Disable are the toolkit's hooks; OnTapped decides.
func (f *Figure) Enable()  {}
func (f *Figure) Disable() {}

// FocusGained is the toolkit's hook.
func (f *Figure) FocusGained() { f.focused = true; f.Refresh(); reveal(f) }

// FocusLost is the toolkit's hook.
func (f *Figure) FocusLost() { f.focused = false; f.Refresh() }

// MouseIn is the toolkit's hook.
func (f *Figure) MouseIn(*desktop.MouseEvent) { f.hovered = true; f.tipIn(f); f.Refresh() }

// MouseMoved is the toolkit's hook.
func (f *Figure) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (f *Figure) MouseOut() { f.hovered = false; f.tipOut(f); f.Refresh() }

// CreateRenderer is the toolkit's hook.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(none)
	label, value, note := canvas.NewText("", none), canvas.NewText("", none), canvas.NewText("", none)
	cs := func() float32 { return sizeOf(f, theme.SizeNameCaptionText) + 0.5 }
	vs := func() float32 { return sizeOf(f, SizeFigure) }
	d := &drawn{w: f}
	d.min = func() fyne.Size {
		return fyne.NewSize(max(textWidth(f.Value, vs(), bold)+26, 130), lineHeight(cs())*2+lineHeight(vs())+22)
	}
	d.layout = func(s fyne.Size) {
		put(back, 0, 0, s.Width, s.Height)
		const pad = 13
		w := s.Width - 2*pad
		y := (s.Height - lineHeight(cs())*2 - lineHeight(vs()) - 2) / 2
		label.Text = fitText(f.Label, w, cs(), fyne.TextStyle{})
		put(label, pad, y, w, lineHeight(cs()))
		y += lineHeight(cs()) + 1
		put(value, pad, y, w, lineHeight(vs()))
		if f.trend != nil {
			vw := textWidth(f.Value, vs(), bold)
			show(f.trend, w-vw > 50)
			tw := min(w-vw-16, 110)
			put(f.trend, pad+w-tw, y+4, tw, lineHeight(vs())-8)
		}
		y += lineHeight(vs()) + 1
		note.Text = fitText(f.Note, w, cs(), fyne.TextStyle{})
		put(note, pad, y, w, lineHeight(cs()))
	}
	d.paint = func() {
		d.objects = append(d.objects[:0], back, label, value, note)
		if f.trend != nil {
			d.objects = append(d.objects, f.trend)
		}
		back.FillColor, back.StrokeColor, back.StrokeWidth = colorOf(f, theme.ColorNameBackground), colorOf(f, ColorLine), 1
		back.CornerRadius = sizeOf(f, theme.SizeNameCardRadius)
		if f.hovered && f.OnTapped != nil {
			back.FillColor = colorOf(f, ColorRowHover)
		}
		if f.focused {
			back.StrokeColor, back.StrokeWidth = colorOf(f, ColorRing), 2
		}
		ink(label, f.Label, colorOf(f, ColorMuted), cs(), fyne.TextStyle{})
		name := theme.ColorNameForeground
		if f.Tone != Neutral {
			name = f.Tone.Text()
		}
		ink(value, f.Value, colorOf(f, name), vs(), bold)
		noteName := ColorMuted
		if f.NoteTone != Neutral {
			noteName = f.NoteTone.Text()
		}
		ink(note, f.Note, colorOf(f, noteName), cs(), fyne.TextStyle{})
	}
	d.paint()
	return d
}
