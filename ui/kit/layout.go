package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// VBox stacks objects with a gap between them.
func VBox(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container(&columnLayout{gap: gap, fill: -1}, objects...)
}

// VFill is VBox in which one object, by its number, takes the height that is left.
func VFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container(&columnLayout{gap: gap, fill: fill}, objects...)
}

// HBox sets objects side by side with a gap, each at its own width and centred
// in height.
func HBox(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container(&rowLayout{gap: gap, fill: -1}, objects...)
}

// HFill is HBox in which one object, by its number, takes the room that is left.
func HFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container(&rowLayout{gap: gap, fill: fill}, objects...)
}

// Pad puts air around an object.
func Pad(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Frame puts a centre between edges; nil is no edge. Tab goes top, left,
// centre, right, bottom: the toolkit's own border begins with the centre.
func Frame(gap float32, top, bottom, left, right, centre fyne.CanvasObject) *fyne.Container {
	f := &frameLayout{gap: gap, top: top, bottom: bottom, left: left, right: right}
	c := container(f)
	for _, o := range []fyne.CanvasObject{top, left, centre, right, bottom} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

// Tiles sets objects of one width side by side, as many as fit with at least
// the least width each, and begins new rows.
func Tiles(least, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container(&tilesLayout{least: least, gap: gap}, objects...)
}

// FormRow sets fields side by side, each with its share of the width; their
// control lines meet at the top.
func FormRow(gap float32, shares []float32, fields ...fyne.CanvasObject) *fyne.Container {
	return container(&shareLayout{gap: gap, shares: shares}, fields...)
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var v []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			v = append(v, o)
		}
	}
	return v
}

type rowLayout struct {
	gap  float32
	fill int
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range visible(objects) {
		m := o.MinSize()
		if i > 0 {
			s.Width += l.gap
		}
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
	}
	return s
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if i == l.fill {
			m.Width += spare
		}
		put(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + l.gap
	}
}

// columnLayout gives each object its width before it asks for its height: text
// that wraps, tiles and faults know their height only then.
type columnLayout struct {
	gap  float32
	fill int
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range visible(objects) {
		m := o.MinSize()
		if i > 0 {
			s.Height += l.gap
		}
		s.Height += m.Height
		s.Width = max(s.Width, m.Width)
	}
	return s
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range visible(objects) {
		if o.Size().Width != size.Width {
			o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		}
	}
	spare := size.Height - l.MinSize(objects).Height
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		if i == l.fill {
			h += max(spare, 0)
		}
		put(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}

type frameLayout struct {
	gap                      float32
	top, bottom, left, right fyne.CanvasObject
}

func on(o fyne.CanvasObject) bool { return o != nil && o.Visible() }

func (l *frameLayout) centre(objects []fyne.CanvasObject) fyne.CanvasObject {
	for _, o := range objects {
		if o != l.top && o != l.bottom && o != l.left && o != l.right {
			return o
		}
	}
	return nil
}

func (l *frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	if c := l.centre(objects); on(c) {
		s = c.MinSize()
	}
	for _, o := range []fyne.CanvasObject{l.left, l.right} {
		if on(o) {
			m := o.MinSize()
			s = fyne.NewSize(s.Width+m.Width+l.gap, max(s.Height, m.Height))
		}
	}
	for _, o := range []fyne.CanvasObject{l.top, l.bottom} {
		if on(o) {
			m := o.MinSize()
			s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height+l.gap)
		}
	}
	return s
}

func (l *frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, w, h := float32(0), float32(0), size.Width, size.Height
	if on(l.top) {
		// The width first: a top with wrapping text knows its height only then.
		l.top.Resize(fyne.NewSize(w, l.top.Size().Height))
		m := l.top.MinSize()
		put(l.top, 0, 0, w, m.Height)
		y, h = m.Height+l.gap, h-m.Height-l.gap
	}
	if on(l.bottom) {
		m := l.bottom.MinSize()
		put(l.bottom, 0, size.Height-m.Height, w, m.Height)
		h -= m.Height + l.gap
	}
	if on(l.left) {
		m := l.left.MinSize()
		put(l.left, 0, y, m.Width, h)
		x, w = m.Width+l.gap, w-m.Width-l.gap
	}
	if on(l.right) {
		m := l.right.MinSize()
		put(l.right, size.Width-m.Width, y, m.Width, h)
		w -= m.Width + l.gap
	}
	if c := l.centre(objects); c != nil {
		put(c, x, y, w, h)
	}
}

type tilesLayout struct {
	least, gap float32
	width      float32 // of the last layout
}

// rows groups the visible objects by the width there is.
func (l *tilesLayout) rows(objects []fyne.CanvasObject) (rows [][]fyne.CanvasObject, each float32) {
	v := visible(objects)
	n := len(v)
	if l.width > 0 {
		n = max(min(int((l.width+l.gap)/(l.least+l.gap)), len(v)), 1)
	}
	for i := 0; i < len(v); i += max(n, 1) {
		rows = append(rows, v[i:min(i+n, len(v))])
	}
	return rows, (l.width - float32(n-1)*l.gap) / float32(max(n, 1))
}

func (l *tilesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(l.least, 0)
	rows, _ := l.rows(objects)
	for i, row := range rows {
		h := float32(0)
		for _, o := range row {
			h = max(h, o.MinSize().Height)
		}
		if i > 0 {
			h += l.gap
		}
		s.Height += h
	}
	return s
}

func (l *tilesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	spare := size.Height - l.MinSize(objects).Height
	rows, each := l.rows(objects)
	y := float32(0)
	for _, row := range rows {
		h := float32(0)
		for _, o := range row {
			h = max(h, o.MinSize().Height)
		}
		h += max(spare, 0) / float32(len(rows))
		for i, o := range row {
			put(o, float32(i)*(each+l.gap), y, each, h)
		}
		y += h + l.gap
	}
}

type shareLayout struct {
	gap    float32
	shares []float32
}

func (l *shareLayout) share(i int) float32 {
	if i < len(l.shares) {
		return l.shares[i]
	}
	return 1
}

func (l *shareLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range visible(objects) {
		m := o.MinSize()
		if i > 0 {
			s.Width += l.gap
		}
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
	}
	return s
}

// Layout shares out what is left over the least widths.
func (l *shareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	total := float32(0)
	for i, o := range objects {
		if o.Visible() {
			total += l.share(i)
		}
	}
	spare := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w := m.Width + spare*l.share(i)/max(total, 0.001)
		put(o, x, 0, w, size.Height)
		x += w + l.gap
	}
}
