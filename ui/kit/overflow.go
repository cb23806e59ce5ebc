package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Overflow gives content all the room there is, and lets it be scrolled where it
// needs more: a page under large text in a small window, the fields of a long
// form. What gets the keyboard is brought into view.
type Overflow struct {
	widget.BaseWidget
	// Across lets the content be scrolled sideways as well; without it the content
	// has the width it asks for.
	Across bool
	// Least is the room asked for.
	Least fyne.Size

	content fyne.CanvasObject
	off     fyne.Position
	whole   fyne.Size // of the content now
	asked   fyne.Size // by the content at the last layout
	down    *overBar
	side    *overBar
}

var _ fyne.Scrollable = (*Overflow)(nil)

// overflows are those on the screen, for reveal.
var overflows []*Overflow

// NewOverflow scrolls content down where it is too high.
func NewOverflow(content fyne.CanvasObject, least fyne.Size) *Overflow {
	o := &Overflow{content: content, Least: least}
	o.down, o.side = newOverBar(o, false), newOverBar(o, true)
	o.ExtendBaseWidget(o)
	overflows = slices.DeleteFunc(overflows, func(old *Overflow) bool { return canvasOf(old) == nil })
	overflows = append(overflows, o)
	return o
}

// Overflowing says whether there is more than can be seen.
func (o *Overflow) Overflowing() bool { return o.more().X > 0.5 || o.more().Y > 0.5 }

// Fit lays out again when the content asks for another size than before: another
// page, a form that was opened.
func (o *Overflow) Fit() {
	if o.content.MinSize() != o.asked && !o.Size().IsZero() {
		o.Refresh()
	}
}

// view is the room for the content, beside the bars.
func (o *Overflow) view() fyne.Size {
	s := o.Size()
	if o.down.Visible() {
		s.Width -= barWide
	}
	if o.side.Visible() {
		s.Height -= barWide
	}
	return s
}

// more is how far the content can be scrolled.
func (o *Overflow) more() fyne.Position {
	v := o.view()
	return fyne.NewPos(max(o.whole.Width-v.Width, 0), max(o.whole.Height-v.Height, 0))
}

// Scrolled is the toolkit's hook for the wheel.
func (o *Overflow) Scrolled(ev *fyne.ScrollEvent) {
	dx, dy := ev.Scrolled.DX, ev.Scrolled.DY
	if heldModifiers()&fyne.KeyModifierShift != 0 && dx == 0 || o.more().Y == 0 && dx == 0 {
		dx, dy = dy, 0
	}
	o.scrollTo(o.off.SubtractXY(dx*2, dy*2))
}

func (o *Overflow) scrollTo(p fyne.Position) {
	m := o.more()
	o.off = fyne.NewPos(min(max(p.X, 0), m.X), min(max(p.Y, 0), m.Y))
	o.place()
}

// place puts content and bars where they belong.
func (o *Overflow) place() {
	m, v := o.more(), o.view()
	o.off = fyne.NewPos(min(o.off.X, m.X), min(o.off.Y, m.Y))
	o.content.Move(fyne.NewPos(-o.off.X, -o.off.Y))
	put(o.down, v.Width, 0, barWide, v.Height)
	put(o.side, 0, v.Height, v.Width, barWide)
	o.down.Refresh()
	o.side.Refresh()
	canvas.Refresh(o)
}

// fit measures the content and decides which bars are needed.
func (o *Overflow) fit(s fyne.Size) {
	show(o.down, false)
	show(o.side, false)
	for range 2 { // a bar takes room, and may make the other one necessary
		v := o.view()
		o.content.Resize(fyne.NewSize(v.Width, o.content.Size().Height))
		relayout(o.content)
		need := o.content.MinSize() // what wraps knows its height by its width
		o.whole = fyne.NewSize(max(v.Width, need.Width), max(v.Height, need.Height))
		show(o.down, o.down.Visible() || o.whole.Height > v.Height+0.5)
		show(o.side, o.Across && (o.side.Visible() || o.whole.Width > v.Width+0.5))
	}
	v, need := o.view(), o.content.MinSize()
	o.asked = need
	o.whole = fyne.NewSize(max(v.Width, need.Width), max(v.Height, need.Height))
	o.content.Resize(o.whole)
	relayout(o.content)
	o.place()
}

// relayout lays containers out again that keep their size: a text that wraps may
// have got another line.
func relayout(o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, child := range c.Objects {
		relayout(child)
	}
}

// CreateRenderer is the toolkit's hook.
func (o *Overflow) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(o, func() fyne.Size {
		if o.Across {
			return o.Least
		}
		return fyne.NewSize(max(o.Least.Width, o.content.MinSize().Width), o.Least.Height)
	}, o.fit, func() {}, o.content, o.down, o.side)
}

// holds says whether an object is inside: it moves when the content moves.
func (o *Overflow) holds(x fyne.CanvasObject) bool {
	drv := fyne.CurrentApp().Driver()
	before, at := drv.AbsolutePositionForObject(x), o.content.Position()
	o.content.Move(at.AddXY(1, 1))
	after := drv.AbsolutePositionForObject(x)
	o.content.Move(at)
	return before != after
}

// reveal scrolls until the object can be seen.
func reveal(x fyne.CanvasObject) {
	c := canvasOf(x)
	if c == nil {
		return
	}
	drv := fyne.CurrentApp().Driver()
	for _, o := range overflows {
		if !o.Visible() || canvasOf(o) != c || !o.Overflowing() || !o.holds(x) {
			continue
		}
		in := drv.AbsolutePositionForObject(x).Subtract(drv.AbsolutePositionForObject(o))
		v, s := o.view(), x.Size()
		// step is how far to scroll along one side, with a margin for a label.
		step := func(at, size, room float32) float32 {
			const margin = 28
			switch {
			case at < margin || size > room:
				return at - margin
			case at+size > room-margin/2:
				return at + size - room + margin/2
			}
			return 0
		}
		o.scrollTo(o.off.AddXY(step(in.X, s.Width, v.Width), step(in.Y, s.Height, v.Height)))
	}
}

// overBar is a scroll bar of an Overflow.
type overBar struct {
	widget.BaseWidget
	o      *Overflow
	across bool
	hover  bool
}

var (
	_ fyne.Draggable    = (*overBar)(nil)
	_ desktop.Hoverable = (*overBar)(nil)
)

func newOverBar(o *Overflow, across bool) *overBar {
	b := &overBar{o: o, across: across}
	b.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// thumb is the place of the handle along the bar, and how many pixels of content
// one pixel of the bar stands for.
func (b *overBar) thumb() (at, long, ratio float32) {
	room, view, whole, off := b.Size().Height, b.o.view().Height, b.o.whole.Height, b.o.off.Y
	if b.across {
		room, view, whole, off = b.Size().Width, b.o.view().Width, b.o.whole.Width, b.o.off.X
	}
	if whole <= view || room <= 0 {
		return 0, room, 0
	}
	long = max(room*view/whole, 24)
	ratio = (whole - view) / max(room-long, 1)
	return off / ratio, long, ratio
}

// Dragged is the toolkit's hook.
func (b *overBar) Dragged(ev *fyne.DragEvent) {
	_, _, ratio := b.thumb()
	if b.across {
		b.o.scrollTo(b.o.off.AddXY(ev.Dragged.DX*ratio, 0))
		return
	}
	b.o.scrollTo(b.o.off.AddXY(0, ev.Dragged.DY*ratio))
}

// DragEnd is the toolkit's hook.
func (b *overBar) DragEnd() {}

// MouseIn is the toolkit's hook.
func (b *overBar) MouseIn(*desktop.MouseEvent) { b.hover = true; b.Refresh() }

// MouseMoved is the toolkit's hook.
func (b *overBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (b *overBar) MouseOut() { b.hover = false; b.Refresh() }

// CreateRenderer is the toolkit's hook.
func (b *overBar) CreateRenderer() fyne.WidgetRenderer {
	track, handle := canvas.NewRectangle(none), canvas.NewRectangle(none)
	return newDrawn(b, func() fyne.Size { return fyne.NewSize(barWide, barWide) }, func(s fyne.Size) {
		put(track, 0, 0, s.Width, s.Height)
		at, long, _ := b.thumb()
		if b.across {
			put(handle, at, 2, long, barWide-4)
		} else {
			put(handle, 2, at, barWide-4, long)
		}
	}, func() {
		track.FillColor, handle.FillColor, handle.CornerRadius = none, colorOf(b, theme.ColorNameScrollBar), 3
		if b.hover {
			track.FillColor = colorOf(b, theme.ColorNameScrollBarBackground)
		}
	}, track, handle)
}
