package kit

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chips are the quick filters over a list: Unpaid, Draft, Over 90 days. Several
// may be on unless Single is set. They wrap when the row is full.
type Chips struct {
	widget.BaseWidget
	Items []Tab
	// Single lets at most one be on.
	Single bool
	// OnChanged is told what is on, in the order of the items.
	OnChanged func(on []string)

	on      map[string]bool
	marked  int
	hover   int
	focused bool
	places  []chipBox
}

type chipBox struct{ x, y, w, h float32 }

var (
	_ fyne.Focusable    = (*Chips)(nil)
	_ fyne.Tappable     = (*Chips)(nil)
	_ fyne.Shortcutable = (*Chips)(nil)
	_ desktop.Hoverable = (*Chips)(nil)
	_ Parted            = (*Chips)(nil)
)

// NewChips has none on.
func NewChips(items []Tab, onChanged func(on []string)) *Chips {
	c := &Chips{Items: saidTabs(items), OnChanged: onChanged, on: map[string]bool{}, hover: -1}
	c.ExtendBaseWidget(c)
	return c
}

// On lists what is on.
func (c *Chips) On() []string {
	var ids []string
	for _, it := range c.Items {
		if c.on[it.ID] {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// SetOn switches exactly these on; OnChanged is not called.
func (c *Chips) SetOn(ids ...string) {
	clear(c.on)
	for _, it := range c.Items {
		c.on[it.ID] = slices.Contains(ids, it.ID)
	}
	c.Refresh()
}

// SetCount changes the number after a chip's text.
func (c *Chips) SetCount(id string, n int) {
	for i := range c.Items {
		if c.Items[i].ID == id && c.Items[i].Count != n {
			c.Items[i].Count = n
			c.Refresh()
		}
	}
}

// TextShown is what is on.
func (c *Chips) TextShown() string { return fmt.Sprint(c.On()) }

// Part answers "chip:<id>".
func (c *Chips) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, it := range c.Items {
		if path == "chip:"+it.ID && i < len(c.places) {
			p := c.places[i]
			return fyne.NewPos(p.x, p.y), fyne.NewSize(p.w, p.h), it.Text, true
		}
	}
	return
}

func (c *Chips) toggle(i int) {
	if i < 0 || i >= len(c.Items) {
		return
	}
	id := c.Items[i].ID
	was := c.on[id]
	if c.Single {
		clear(c.on)
	}
	c.on[id] = !was
	c.marked = i
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.On())
	}
}

func (c *Chips) at(p fyne.Position) int {
	return slices.IndexFunc(c.places, func(b chipBox) bool {
		return p.X >= b.x && p.X < b.x+b.w && p.Y >= b.y && p.Y < b.y+b.h
	})
}

// Tapped is the toolkit's hook.
func (c *Chips) Tapped(ev *fyne.PointEvent) {
	focusOn(c)
	c.toggle(c.at(ev.Position))
}

// TypedKey moves the mark and switches.
func (c *Chips) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.marked = max(c.marked-1, 0)
	case fyne.KeyRight:
		c.marked = min(c.marked+1, len(c.Items)-1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.toggle(c.marked)
		return
	default:
		forward(c, ev)
		return
	}
	c.Refresh()
}

// TypedRune is the toolkit's hook.
func (c *Chips) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (c *Chips) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c, s) }

// FocusGained is the toolkit's hook.
func (c *Chips) FocusGained() { c.focused = true; c.Refresh(); reveal(c) }

// FocusLost is the toolkit's hook.
func (c *Chips) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn is the toolkit's hook.
func (c *Chips) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved is the toolkit's hook.
func (c *Chips) MouseMoved(ev *desktop.MouseEvent) {
	if i := c.at(ev.Position); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut is the toolkit's hook.
func (c *Chips) MouseOut() { c.hover = -1; c.Refresh() }

// place gives each chip its box and returns the height used.
func (c *Chips) place(width float32) float32 {
	ts := sizeOf(c, theme.SizeNameCaptionText) + 1
	h := smallControl(c)
	x, y := float32(0), float32(0)
	c.places = c.places[:0]
	for _, it := range c.Items {
		w := textWidth(it.label(), ts, fyne.TextStyle{}) + 24
		if c.on[it.ID] {
			w += 14
		}
		if width > 0 {
			w = min(w, width)
			if x > 0 && x+w > width {
				x, y = 0, y+h+5
			}
		}
		c.places = append(c.places, chipBox{x, y, w, h})
		x += w + 6
	}
	return y + h
}

type chipLine struct {
	ground, ring *canvas.Rectangle
	tick         *canvas.Image
	text         *canvas.Text
}

// CreateRenderer is the toolkit's hook.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer {
	var lines []chipLine
	d := &drawn{w: c}
	ts := func() float32 { return sizeOf(c, theme.SizeNameCaptionText) + 1 }
	d.min = func() fyne.Size { return fyne.NewSize(80, c.place(c.Size().Width)) }
	d.layout = func(s fyne.Size) {
		c.place(s.Width)
		for i, p := range c.places {
			l := lines[i]
			put(l.ground, p.x, p.y, p.w, p.h)
			put(l.ring, p.x-2, p.y-2, p.w+4, p.h+4)
			x := p.x + 12
			if c.on[c.Items[i].ID] {
				put(l.tick, p.x+7, p.y+(p.h-14)/2, 14, 14)
				x += 14
			}
			room := p.x + p.w - 11 - x
			l.text.Text = fitText(c.Items[i].label(), room+1, ts(), fyne.TextStyle{})
			put(l.text, x, p.y+(p.h-lineHeight(ts()))/2, room, lineHeight(ts()))
		}
	}
	d.paint = func() {
		for len(lines) < len(c.Items) {
			lines = append(lines, chipLine{canvas.NewRectangle(none), canvas.NewRectangle(none), newIcon(nil), canvas.NewText("", none)})
		}
		d.objects = d.objects[:0]
		radius := smallControl(c) / 2
		for i, it := range c.Items {
			l, on := lines[i], c.on[it.ID]
			l.ground.CornerRadius, l.ground.StrokeWidth = radius, 1
			l.ground.FillColor, l.ground.StrokeColor = none, colorOf(c, ColorButtonLine)
			name := theme.ColorNameForeground
			switch {
			case on:
				l.ground.FillColor, l.ground.StrokeColor = colorOf(c, ColorInfoGround), colorOf(c, ColorInfo)
				name = ColorInfo
			case i == c.hover:
				l.ground.FillColor = colorOf(c, ColorQuietHover)
			}
			ink(l.text, it.label(), colorOf(c, name), ts(), fyne.TextStyle{})
			show(l.tick, on)
			setIcon(l.tick, Tinted(iconTick, ColorInfo))
			l.ring.StrokeColor, l.ring.StrokeWidth, l.ring.CornerRadius = colorOf(c, ColorRing), 1.5, radius+2
			show(l.ring, c.focused && i == c.marked)
			d.objects = append(d.objects, l.ground, l.tick, l.text, l.ring)
		}
	}
	d.paint()
	return d
}
