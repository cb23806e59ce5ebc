package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// noFocus shows a button that is no stop for Tab: the small button inside a
// field, whose work the field's own keys do as well.
type noFocus struct {
	widget.BaseWidget
	b       *Button
	hovered bool
}

var (
	_ fyne.Tappable     = (*noFocus)(nil)
	_ desktop.Hoverable = (*noFocus)(nil)
)

func newNoFocus(b *Button) *noFocus {
	n := &noFocus{b: b}
	n.ExtendBaseWidget(n)
	return n
}

// Tapped is the toolkit's hook.
func (n *noFocus) Tapped(*fyne.PointEvent) {
	if n.b.OnTapped != nil {
		n.b.OnTapped()
	}
}

// MouseIn is the toolkit's hook.
func (n *noFocus) MouseIn(*desktop.MouseEvent) { n.hovered = true; n.Refresh() }

// MouseMoved is the toolkit's hook.
func (n *noFocus) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (n *noFocus) MouseOut() { n.hovered = false; n.Refresh() }

// Cursor is an arrow, not the text cursor of the field around it.
func (n *noFocus) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer is the toolkit's hook.
func (n *noFocus) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(none)
	icon := newIcon(nil)
	size := func() float32 { return sizeOf(n, SizeControl) - 6 }
	return newDrawn(n,
		func() fyne.Size { return fyne.NewSize(size(), size()) },
		func(s fyne.Size) {
			w := size()
			put(back, s.Width-w, (s.Height-w)/2, w, w)
			put(icon, s.Width-w+5, (s.Height-w)/2+5, w-10, w-10)
		},
		func() {
			back.FillColor, back.CornerRadius = none, 3
			if n.hovered {
				back.FillColor = colorOf(n, ColorQuietHover)
			}
			setIcon(icon, Tinted(n.b.Icon, ColorMuted))
		},
		back, icon)
}
