package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// drawn is the renderer of every hand-painted widget of the kit: state lives in
// the widget, the canvas objects here. paint re-reads theme and state; layout
// places; neither makes new objects that could be reused.
type drawn struct {
	w       fyne.Widget
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func()
}

// newDrawn paints once, so that the first picture is right.
func newDrawn(w fyne.Widget, min func() fyne.Size, layout func(fyne.Size), paint func(), objects ...fyne.CanvasObject) *drawn {
	d := &drawn{w: w, objects: objects, min: min, layout: layout, paint: paint}
	paint()
	return d
}

func (d *drawn) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawn) MinSize() fyne.Size           { return d.min() }
func (d *drawn) Layout(s fyne.Size)           { d.layout(s) }
func (d *drawn) Destroy()                     {}

// Refresh repaints our own primitives. Child widgets refresh themselves: the
// toolkit visits each of them when the theme changes.
func (d *drawn) Refresh() {
	d.paint()
	if s := d.w.Size(); !s.IsZero() {
		d.layout(s)
	}
	for _, o := range d.objects {
		switch o := o.(type) {
		case fyne.Widget, *fyne.Container, *canvas.Image:
		default:
			o.Refresh()
		}
	}
	canvas.Refresh(d.w)
}

// ink sets a text's words, colour, size and style.
func ink(t *canvas.Text, text string, c color.Color, size float32, style fyne.TextStyle) {
	t.Text, t.Color, t.TextSize, t.TextStyle = text, c, size, style
}

// put moves and sizes an object.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
}

// show hides or shows an object only when that changes something.
func show(o fyne.CanvasObject, visible bool) {
	if o.Visible() == visible {
		return
	}
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// none is no colour at all; the painter cannot take nil.
var none color.Color = color.Transparent

var bold = fyne.TextStyle{Bold: true}

// textWidth is the width of a line of text.
func textWidth(s string, size float32, style fyne.TextStyle) float32 {
	if s == "" {
		return 0
	}
	return fyne.MeasureText(s, size, style).Width
}

// lineHeight is the height of a line of text of the size.
func lineHeight(size float32) float32 { return fyne.MeasureText("Ág", size, fyne.TextStyle{}).Height }

// iconKey names a coloured icon.
type iconKey struct {
	name  string
	color fyne.ThemeColorName
}

var coloured = map[iconKey]fyne.Resource{}

// Tinted is the icon in the named theme colour; it follows a change of theme.
// The same icon and colour give the same resource, so nothing is drawn twice.
func Tinted(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	if icon == nil {
		return nil
	}
	k := iconKey{icon.Name(), name}
	r, ok := coloured[k]
	if !ok {
		r = theme.NewColoredResource(icon, name)
		coloured[k] = r
	}
	return r
}

// SVG wraps the bytes of an icon drawn by the caller. The name must be unique;
// the drawing is recoloured by [Tinted] wherever the kit shows it.
func SVG(name string, data []byte) fyne.Resource { return fyne.NewStaticResource(name+".svg", data) }

// newIcon is an image that keeps the icon's shape.
func newIcon(r fyne.Resource) *canvas.Image {
	img := canvas.NewImageFromResource(r)
	img.FillMode = canvas.ImageFillContain
	return img
}

// setIcon changes the picture when it is another one. A change of theme needs
// the force: the resource is the same, its colour is not.
func setIcon(img *canvas.Image, r fyne.Resource) {
	img.Resource = r
	if r != nil {
		img.Refresh()
	}
}
