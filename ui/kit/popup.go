package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// dropdown shows a panel under a field while the keyboard stays with the
// field. On the toolkit's overlay the panel would take the keys; so the overlay
// holds an invisible proxy that passes every key and letter to the field, which
// never loses its focus look, its cursor or what is typed.
type dropdown struct {
	widget.BaseWidget
	owner   fyne.Focusable // the field
	panel   fyne.CanvasObject
	natural bool // the panel keeps its own width, else it is as wide as the field
	onClose func()

	canvas fyne.Canvas
	proxy  *keyProxy
	back   *filler
	frame  *canvas.Rectangle
}

// openDropdown shows the panel under the owner. onClose is called once when it
// goes, by Escape, a click elsewhere or close.
func openDropdown(owner fyne.Focusable, panel fyne.CanvasObject, natural bool, onClose func()) *dropdown {
	c := canvasOf(owner.(fyne.CanvasObject))
	if c == nil {
		return nil
	}
	d := &dropdown{owner: owner, panel: panel, natural: natural, onClose: onClose, canvas: c, frame: canvas.NewRectangle(none)}
	d.proxy = &keyProxy{to: owner, leave: d.close}
	d.proxy.ExtendBaseWidget(d.proxy)
	d.back = newFiller(d.close)
	d.ExtendBaseWidget(d)
	c.Overlays().Add(d)
	c.Focus(d.proxy)
	return d
}

// close takes the panel away.
func (d *dropdown) close() {
	if d == nil || d.canvas == nil {
		return
	}
	c := d.canvas
	d.canvas = nil
	c.Overlays().Remove(d)
	if d.onClose != nil {
		d.onClose()
	}
}

func (d *dropdown) open() bool { return d != nil && d.canvas != nil }

// keepKeys gives the keyboard back to the proxy after a click in the panel.
func (d *dropdown) keepKeys() {
	if d.open() && d.canvas.Focused() != fyne.Focusable(d.proxy) {
		d.canvas.Focus(d.proxy)
	}
}

// CreateRenderer is the toolkit's hook.
func (d *dropdown) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(d, func() fyne.Size { return fyne.Size{} }, d.place, func() {
		d.frame.FillColor = colorOf(d, theme.ColorNameOverlayBackground)
		d.frame.StrokeColor, d.frame.StrokeWidth = colorOf(d, ColorButtonLine), 1
		d.frame.CornerRadius = sizeOf(d, theme.SizeNamePopupRadius)
		d.frame.Shadow = canvas.Shadow{Color: colorOf(d, theme.ColorNameShadow), BlurRadius: 10, Offset: fyne.NewPos(0, 3)}
	}, d.back, d.proxy, d.frame, d.panel)
}

// place puts the panel under the field, or above it where there is more room,
// and inside the window in any case.
func (d *dropdown) place(s fyne.Size) {
	put(d.back, 0, 0, s.Width, s.Height)
	put(d.proxy, 0, 0, 1, 1)
	o := d.owner.(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	need := d.panel.MinSize()
	w := need.Width
	if !d.natural {
		w = max(w, o.Size().Width)
	}
	w = min(w, s.Width-8)
	x := min(at.X, s.Width-w-4)
	x = max(x, 4)
	below, above := s.Height-at.Y-o.Size().Height-6, at.Y-6
	h, y := need.Height, at.Y+o.Size().Height+2
	if h > below && above > below {
		h = min(h, above)
		y = at.Y - h - 2
	} else {
		h = min(h, below)
	}
	put(d.panel, x, y, w, h)
	put(d.frame, x-1, y-1, w+2, h+2)
}

// keyProxy holds the overlay's focus and passes everything to the field.
type keyProxy struct {
	widget.BaseWidget
	to    fyne.Focusable
	leave func()
}

var (
	_ fyne.Focusable    = (*keyProxy)(nil)
	_ fyne.Tabbable     = (*keyProxy)(nil)
	_ fyne.Shortcutable = (*keyProxy)(nil)
	_ desktop.Keyable   = (*keyProxy)(nil)
)

func (p *keyProxy) FocusGained()     {}
func (p *keyProxy) FocusLost()       {}
func (p *keyProxy) AcceptsTab() bool { return true }

func (p *keyProxy) TypedRune(r rune) { p.to.TypedRune(r) }

// TypedKey passes the key on. Tab closes the panel and moves the focus of the
// page, as if there had been no panel.
func (p *keyProxy) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name != fyne.KeyTab {
		p.to.TypedKey(ev)
		return
	}
	c := canvasOf(p.to.(fyne.CanvasObject))
	if t, ok := p.to.(tabChooser); ok {
		t.chooseOnTab()
	}
	p.leave()
	if heldModifiers()&fyne.KeyModifierShift != 0 {
		c.FocusPrevious()
	} else {
		c.FocusNext()
	}
}

// tabChooser is a field that takes the marked line of its list when Tab leaves it.
type tabChooser interface{ chooseOnTab() }

func (p *keyProxy) TypedShortcut(s fyne.Shortcut) {
	if t, ok := p.to.(fyne.Shortcutable); ok {
		t.TypedShortcut(s)
	}
}

func (p *keyProxy) KeyDown(ev *fyne.KeyEvent) {
	if k, ok := p.to.(desktop.Keyable); ok {
		k.KeyDown(ev)
	}
}

func (p *keyProxy) KeyUp(ev *fyne.KeyEvent) {
	if k, ok := p.to.(desktop.Keyable); ok {
		k.KeyUp(ev)
	}
}

func (p *keyProxy) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(none))
}
