package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// The registry gives widgets names, so that a test of the real window can ask
// where "entries.search" stands instead of knowing coordinates. Names are a
// contract; a page lists its own in one place.
var registry = map[string][]fyne.CanvasObject{}

// Parted is a widget with addressable parts: a grid answers "row:7/col:hours".
type Parted interface {
	// Part returns the box of the part inside the widget, and its text.
	Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool)
}

// ID names the object and returns it, to be used where the object is built:
//
//	search := kit.ID("entries.search", kit.NewEntry())
//
// The same name may stand once in each window.
func ID[T fyne.CanvasObject](name string, o T) T {
	drv := fyne.CurrentApp().Driver()
	c := drv.CanvasForObject(o)
	kept := slices.DeleteFunc(registry[name], func(old fyne.CanvasObject) bool {
		oc := drv.CanvasForObject(old)
		return oc == nil || oc == c || old == fyne.CanvasObject(o)
	})
	registry[name] = append(kept, o)
	return o
}

// Names lists the registered names in order.
func Names() []string {
	names := make([]string, 0, len(registry))
	for n := range registry {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Box is where a named widget or part of one stands on its canvas.
type Box struct {
	Object        fyne.CanvasObject
	Part          string // path below the widget, "" for the whole
	Pos           fyne.Position
	Size          fyne.Size
	X, Y          int // upper left corner in pixels
	Width, Height int // pixels
	Text          string
	Visible       bool
	Enabled       bool
	Focused       bool
}

// Find looks up "name" or "name/part" on the canvas. It must run on the UI
// goroutine.
func Find(c fyne.Canvas, path string) (Box, bool) {
	name, part, _ := strings.Cut(path, "/")
	drv := fyne.CurrentApp().Driver()
	if o := newest(registry[name], c); o != nil {
		b := Box{Object: o, Part: part, Pos: drv.AbsolutePositionForObject(o), Size: o.Size(), Visible: shown(o), Enabled: true}
		if d, ok := o.(fyne.Disableable); ok {
			b.Enabled = !d.Disabled()
		}
		f := c.Focused()
		if p, open := f.(*keyProxy); open { // the field's list is open; its keys are the field's
			f = p.to
		}
		if f != nil && fyne.CanvasObject(f.(fyne.CanvasObject)) == o {
			b.Focused = true
		}
		b.Text = textOf(o)
		if part != "" {
			p, ok := o.(Parted)
			if !ok {
				return Box{}, false
			}
			pos, size, text, ok := p.Part(part)
			if !ok {
				return Box{}, false
			}
			b.Pos, b.Size, b.Text = b.Pos.Add(pos), size, text
		}
		b.X, b.Y = c.PixelCoordinateForPosition(b.Pos)
		x2, y2 := c.PixelCoordinateForPosition(b.Pos.AddXY(b.Size.Width, b.Size.Height))
		b.Width, b.Height = x2-b.X, y2-b.Y
		return b, true
	}
	return Box{}, false
}

// newest is the object of the canvas that was named last; one that can be seen
// wins over one of a dialog or page that is gone.
func newest(named []fyne.CanvasObject, c fyne.Canvas) (found fyne.CanvasObject) {
	drv := fyne.CurrentApp().Driver()
	for _, o := range slices.Backward(named) {
		if drv.CanvasForObject(o) != c {
			continue
		}
		if shown(o) {
			return o
		}
		if found == nil {
			found = o
		}
	}
	return found
}

// shown says whether the object is in the visible tree. The toolkit answers
// (0,0) for one that is not, which is also an honest place; there the object is
// moved for a moment to see whether the answer follows.
func shown(o fyne.CanvasObject) bool {
	if !o.Visible() {
		return false
	}
	drv := fyne.CurrentApp().Driver()
	if !drv.AbsolutePositionForObject(o).IsZero() {
		return true
	}
	at := o.Position()
	o.Move(at.AddXY(1, 1))
	defer o.Move(at)
	return !drv.AbsolutePositionForObject(o).IsZero()
}

// Texter is a widget that can say what it shows.
type Texter interface{ TextShown() string }

func textOf(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case Texter:
		return o.TextShown()
	case *Label:
		return o.Text
	}
	return ""
}
