package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Split shows two panes with a line between them that can be dragged. One pane
// keeps its size when the window grows; three panes are a split in a split.
type Split struct {
	widget.BaseWidget
	// OnMoved is told the size of the fixed pane, to be kept per user.
	OnMoved func(size float32)

	first, second fyne.CanvasObject
	down          bool // one above the other
	fixSecond     bool
	size          float32 // of the fixed pane
	line          *splitLine
}

// NewSplit puts two panes side by side. size is the width of the fixed pane:
// the first, or with fixSecond the second.
func NewSplit(first, second fyne.CanvasObject, size float32, fixSecond bool) *Split {
	s := &Split{first: first, second: second, size: size, fixSecond: fixSecond}
	s.line = &splitLine{s: s}
	s.line.ExtendBaseWidget(s.line)
	s.ExtendBaseWidget(s)
	return s
}

// NewSplitDown puts two panes one above the other.
func NewSplitDown(first, second fyne.CanvasObject, size float32, fixSecond bool) *Split {
	s := NewSplit(first, second, size, fixSecond)
	s.down = true
	return s
}

// SetSize sets the size of the fixed pane.
func (s *Split) SetSize(size float32) {
	s.size = size
	s.Refresh()
}

// PaneSize is the size of the fixed pane asked for.
func (s *Split) PaneSize() float32 { return s.size }

const splitWide = 7

func (s *Split) along(z fyne.Size) float32 {
	if s.down {
		return z.Height
	}
	return z.Width
}

// CreateRenderer is the toolkit's hook.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(s,
		func() fyne.Size {
			a, b := s.first.MinSize(), s.second.MinSize()
			if s.down {
				return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+splitWide)
			}
			return fyne.NewSize(a.Width+b.Width+splitWide, max(a.Height, b.Height))
		},
		func(z fyne.Size) {
			room := s.along(z) - splitWide
			a := s.size
			if s.fixSecond {
				a = room - s.size
			}
			switch {
			case !s.first.Visible() || !s.second.Visible():
				// A hidden pane gives all its room away.
				show(s.line, false)
				for _, o := range []fyne.CanvasObject{s.first, s.second} {
					if o.Visible() {
						put(o, 0, 0, z.Width, z.Height)
					}
				}
				return
			}
			show(s.line, true)
			least, most := s.along(s.first.MinSize()), room-s.along(s.second.MinSize())
			a = max(min(a, most), least)
			if s.down {
				put(s.first, 0, 0, z.Width, a)
				put(s.line, 0, a, z.Width, splitWide)
				put(s.second, 0, a+splitWide, z.Width, room-a)
				return
			}
			put(s.first, 0, 0, a, z.Height)
			put(s.line, a, 0, splitWide, z.Height)
			put(s.second, a+splitWide, 0, room-a, z.Height)
		}, func() {}, s.first, s.line, s.second)
}

// drag moves the line by d pixels.
func (s *Split) drag(d float32) {
	room := s.along(s.Size()) - splitWide
	a := s.along(s.first.Size()) + d
	a = max(min(a, room-s.along(s.second.MinSize())), s.along(s.first.MinSize()))
	s.size = a
	if s.fixSecond {
		s.size = room - a
	}
	s.Refresh()
}

// splitLine is the line that is dragged.
type splitLine struct {
	widget.BaseWidget
	s       *Split
	hovered bool
}

var (
	_ fyne.Draggable     = (*splitLine)(nil)
	_ desktop.Hoverable  = (*splitLine)(nil)
	_ desktop.Cursorable = (*splitLine)(nil)
)

func (l *splitLine) Dragged(ev *fyne.DragEvent) {
	if l.s.down {
		l.s.drag(ev.Dragged.DY)
	} else {
		l.s.drag(ev.Dragged.DX)
	}
}

func (l *splitLine) DragEnd() {
	if l.s.OnMoved != nil {
		l.s.OnMoved(l.s.size)
	}
}

func (l *splitLine) Cursor() desktop.Cursor {
	if l.s.down {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}

func (l *splitLine) MouseIn(*desktop.MouseEvent)    { l.hovered = true; l.Refresh() }
func (l *splitLine) MouseMoved(*desktop.MouseEvent) {}
func (l *splitLine) MouseOut()                      { l.hovered = false; l.Refresh() }

func (l *splitLine) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(none)
	return newDrawn(l,
		func() fyne.Size { return fyne.NewSize(splitWide, splitWide) },
		func(z fyne.Size) {
			w := float32(1)
			if l.hovered {
				w = 3
			}
			if l.s.down {
				put(line, 0, (z.Height-w)/2, z.Width, w)
			} else {
				put(line, (z.Width-w)/2, 0, w, z.Height)
			}
		},
		func() {
			line.FillColor = colorOf(l, ColorLine)
			if l.hovered {
				line.FillColor = colorOf(l, theme.ColorNamePrimary)
			}
		}, line)
}
