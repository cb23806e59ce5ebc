package page

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
)

// columnLayout stacks objects; the last one takes the room that is left. It
// asks for little height, so that no page keeps the window from shrinking.
type columnLayout struct {
	gap float32
	pad float32 // left and right
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height + l.gap
	}
	return s.AddWidthHeight(2*l.pad, -min(l.gap, s.Height))
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		w := max(size.Width-2*l.pad, 0)
		// Text that wraps knows its height only once it has its width.
		o.Resize(fyne.NewSize(w, o.Size().Height))
		h := o.MinSize().Height
		if i == len(objects)-1 {
			h = max(size.Height-y, h)
		}
		o.Move(fyne.NewPos(l.pad, y))
		o.Resize(fyne.NewSize(w, h))
		y += h + l.gap
	}
}

// Column stacks objects with a gap; the last one takes the room that is left.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap}, objects...)
}

// rowLayout puts objects side by side at their least width; the one at grow
// takes what is left. Rows that do not fit give up the grower first.
type rowLayout struct {
	gap  float32
	grow int // -1: nobody, the row stands at the left
	// centre puts objects in the middle of the row's height instead of stretching them.
	centre bool
	low    bool // at the lower edge: a button beside labelled fields
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width += m.Width + l.gap
		s.Height = max(s.Height, m.Height)
	}
	return s.AddWidthHeight(-min(l.gap, s.Width), 0)
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	used := float32(0)
	for i, o := range objects {
		if o.Visible() {
			used += l.gap
			if i != l.grow {
				used += o.MinSize().Width
			}
		}
	}
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w := m.Width
		if i == l.grow {
			w = max(size.Width-used+l.gap, 0)
		}
		y, h := float32(0), size.Height
		switch {
		case l.centre:
			y, h = (size.Height-m.Height)/2, m.Height
		case l.low:
			y, h = size.Height-m.Height, m.Height
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

// Row puts objects side by side.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, grow: -1}, objects...)
}

// GrowRow is a Row in which the object at grow takes the room that is left.
func GrowRow(gap float32, grow int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, grow: grow}, objects...)
}

// Pad keeps a distance around an object.
func Pad(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Space is an empty object of a size.
func Space(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

// evenLayout shares the width evenly among columns.
type evenLayout struct{ gap float32 }

func (l *evenLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height = max(s.Height, m.Height)
	}
	n := float32(len(objects))
	return fyne.NewSize(s.Width*n+l.gap*(n-1), s.Height)
}

func (l *evenLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	w := (size.Width - l.gap*(n-1)) / n
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(w+l.gap), 0))
		o.Resize(fyne.NewSize(w, size.Height))
	}
}

func newRow(l fyne.Layout, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(l, objects...)
}

// formLine is a row of labelled fields that ends in a button: the button stands
// beside the controls, not beside their labels.
type formLine struct {
	gap  float32
	grow int
}

func (l *formLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return (&rowLayout{gap: l.gap}).MinSize(objects)
}

func (l *formLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	(&rowLayout{gap: l.gap, grow: l.grow}).Layout(objects, size)
	last := objects[len(objects)-1]
	m := last.MinSize()
	label := fyne.MeasureText("X", theme.CaptionTextSize(), fyne.TextStyle{}).Height
	last.Move(fyne.NewPos(last.Position().X, label+2))
	last.Resize(m)
}

// previewLayout writes a bold result and, after it, its muted reason.
type previewLayout struct{}

func (*previewLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, 30)
}

func (*previewLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	result := objects[0].(*kit.Label)
	w := float32(0)
	if result.Text != "" {
		w = min(fyne.MeasureText(result.Text, theme.TextSize(), fyne.TextStyle{Bold: true}).Width+14, size.Width)
	}
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Move(fyne.NewPos(w, 0))
	objects[1].Resize(fyne.NewSize(size.Width-w, size.Height))
}

// sizedLayout gives one object a least size; zero is its own.
type sizedLayout struct{ wide, high float32 }

func (l *sizedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	if l.wide > 0 {
		m.Width = l.wide
	}
	return fyne.NewSize(m.Width, max(m.Height, l.high))
}

func (l *sizedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// Sized gives an object a width, and at least a height; zero is its own.
func Sized(wide, high float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&sizedLayout{wide, high}, o)
}

// flowLayout sets objects side by side at their own widths, and begins a new line
// where they do not fit.
type flowLayout struct {
	gap, line float32
	wide      float32 // as last laid out
}

func (l *flowLayout) walk(objects []fyne.CanvasObject, wide float32, place func(o fyne.CanvasObject, x, y float32, m fyne.Size)) float32 {
	x, y, high := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && x+m.Width > wide {
			x, y, high = 0, y+high+l.line, 0
		}
		if place != nil {
			place(o, x, y, m)
		}
		x += m.Width + l.gap
		high = max(high, m.Height)
	}
	return y + high
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	wide := float32(0)
	for _, o := range objects {
		if o.Visible() {
			wide = max(wide, o.MinSize().Width)
		}
	}
	room := l.wide
	if room == 0 {
		room = 1000
	}
	return fyne.NewSize(wide, l.walk(objects, room, nil))
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width
	l.walk(objects, size.Width, func(o fyne.CanvasObject, x, y float32, m fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(m)
	})
}
