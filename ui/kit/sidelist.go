package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SideItem is a part of a page in a [SideList].
type SideItem struct {
	ID   string
	Text string
	// Section is a caption above the item; it begins a group.
	Section string
	// Mark is a word at the right: "read only".
	Mark string
}

// SideList chooses one part of a page: the sections of the settings, the topics
// of the help. Up and Down choose at once, letters go to the next item that
// begins with them. It scrolls in whatever holds it; OnReveal is told which
// stretch must be in view.
type SideList struct {
	widget.BaseWidget
	// OnSelect is told which item was chosen.
	OnSelect func(id string)
	// OnReveal is told where the chosen item stands.
	OnReveal func(top, bottom float32)

	items    []SideItem
	selected int
	hover    int
	focused  bool
	boxes    []navBox
}

var (
	_ fyne.Focusable    = (*SideList)(nil)
	_ fyne.Tappable     = (*SideList)(nil)
	_ fyne.Shortcutable = (*SideList)(nil)
	_ desktop.Hoverable = (*SideList)(nil)
	_ Parted            = (*SideList)(nil)
)

// NewSideList shows the items; none is chosen.
func NewSideList(items []SideItem, onSelect func(id string)) *SideList {
	l := &SideList{items: items, OnSelect: onSelect, selected: -1, hover: -1}
	l.ExtendBaseWidget(l)
	return l
}

// SetItems shows others; what was chosen stays chosen when it is among them.
func (l *SideList) SetItems(items []SideItem) {
	was := l.Selected()
	l.items, l.selected, l.hover = items, -1, -1
	for i, it := range items {
		if it.ID == was {
			l.selected = i
		}
	}
	l.Refresh()
}

// Selected is the chosen item's ID, "" for none.
func (l *SideList) Selected() string {
	if l.selected >= 0 && l.selected < len(l.items) {
		return l.items[l.selected].ID
	}
	return ""
}

// SetSelected chooses without telling OnSelect.
func (l *SideList) SetSelected(id string) {
	for i, it := range l.items {
		if it.ID == id {
			l.selected = i
			l.Refresh()
			l.reveal()
			return
		}
	}
	l.selected = -1
	l.Refresh()
}

// TextShown is the chosen item.
func (l *SideList) TextShown() string {
	if l.selected >= 0 && l.selected < len(l.items) {
		return l.items[l.selected].Text
	}
	return ""
}

// Part answers "item:<id>".
func (l *SideList) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, it := range l.items {
		if path == "item:"+it.ID && i < len(l.boxes) {
			return fyne.NewPos(0, l.boxes[i].y), fyne.NewSize(l.Size().Width, l.boxes[i].h), it.Text, true
		}
	}
	return
}

func (l *SideList) reveal() {
	if l.OnReveal != nil && l.selected >= 0 && l.selected < len(l.boxes) {
		b := l.boxes[l.selected]
		l.OnReveal(b.y, b.y+b.h)
	}
}

func (l *SideList) choose(i int) {
	if i < 0 || i >= len(l.items) || i == l.selected {
		return
	}
	l.selected = i
	l.Refresh()
	l.reveal()
	if l.OnSelect != nil {
		l.OnSelect(l.items[i].ID)
	}
}

func (l *SideList) at(p fyne.Position) int {
	for i, b := range l.boxes {
		if p.Y >= b.y && p.Y < b.y+b.h {
			return i
		}
	}
	return -1
}

// Tapped is the toolkit's hook.
func (l *SideList) Tapped(ev *fyne.PointEvent) {
	focusOn(l)
	l.choose(l.at(ev.Position))
}

// TypedKey chooses.
func (l *SideList) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		l.choose(l.selected + 1)
	case fyne.KeyUp:
		l.choose(l.selected - 1)
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(len(l.items) - 1)
	case fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter:
		// Into what is shown.
		if c := canvasOf(l); c != nil {
			later(l, c.FocusNext)
		}
	default:
		forward(l, ev)
	}
}

// TypedRune goes to the next item that begins with the letter.
func (l *SideList) TypedRune(r rune) {
	for n := 1; n <= len(l.items); n++ {
		i := (l.selected + n) % len(l.items)
		if i >= 0 && strings.HasPrefix(strings.ToLower(l.items[i].Text), strings.ToLower(string(r))) {
			l.choose(i)
			return
		}
	}
}

// TypedShortcut hands every shortcut on.
func (l *SideList) TypedShortcut(s fyne.Shortcut) { forwardShortcut(l, s) }

// FocusGained is the toolkit's hook.
func (l *SideList) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost is the toolkit's hook.
func (l *SideList) FocusLost() { l.focused = false; l.Refresh() }

// MouseIn is the toolkit's hook.
func (l *SideList) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved is the toolkit's hook.
func (l *SideList) MouseMoved(ev *desktop.MouseEvent) {
	if i := l.at(ev.Position); i != l.hover {
		l.hover = i
		l.Refresh()
	}
}

// MouseOut is the toolkit's hook.
func (l *SideList) MouseOut() { l.hover = -1; l.Refresh() }

type sideLine struct {
	ground, bar, ring   *canvas.Rectangle
	text, mark, section *canvas.Text
}

// CreateRenderer is the toolkit's hook.
func (l *SideList) CreateRenderer() fyne.WidgetRenderer {
	var lines []sideLine
	d := &drawn{w: l}
	ts := func() float32 { return sizeOf(l, theme.SizeNameText) }
	cs := func() float32 { return sizeOf(l, theme.SizeNameCaptionText) }
	row := func() float32 { return sizeOf(l, SizeRow) + 4 }
	caption := func() float32 { return lineHeight(cs()) + 14 }
	d.min = func() fyne.Size {
		h := float32(8)
		for _, it := range l.items {
			if it.Section != "" {
				h += caption()
			}
			h += row()
		}
		return fyne.NewSize(13*ts(), h)
	}
	d.layout = func(s fyne.Size) {
		l.boxes = l.boxes[:0]
		y := float32(0)
		for i, it := range l.items {
			x := lines[i]
			if it.Section != "" {
				x.section.Text = fitText(it.Section, s.Width-20, cs(), bold)
				put(x.section, 10, y+9, s.Width-20, lineHeight(cs()))
				y += caption()
			}
			h := row()
			l.boxes = append(l.boxes, navBox{y, h})
			put(x.ground, 0, y, s.Width, h)
			put(x.ring, 1, y+1, s.Width-2, h-2)
			put(x.bar, 0, y+4, 3, h-8)
			room := s.Width - 22
			if it.Mark != "" {
				w := textWidth(it.Mark, cs(), fyne.TextStyle{})
				put(x.mark, s.Width-8-w, y+(h-lineHeight(cs()))/2, w+1, lineHeight(cs()))
				room -= w + 10
			}
			x.text.Text = fitText(it.Text, room, ts(), x.text.TextStyle)
			put(x.text, 12, y+(h-lineHeight(ts()))/2, room+1, lineHeight(ts()))
			y += h
		}
	}
	d.paint = func() {
		for len(lines) < len(l.items) {
			rect := func() *canvas.Rectangle { return canvas.NewRectangle(none) }
			text := func() *canvas.Text { return canvas.NewText("", none) }
			lines = append(lines, sideLine{rect(), rect(), rect(), text(), text(), text()})
		}
		d.objects = d.objects[:0]
		for i, it := range l.items {
			x := lines[i]
			on := i == l.selected
			x.ground.FillColor, x.ground.CornerRadius = none, 4
			style := fyne.TextStyle{}
			switch {
			case on:
				x.ground.FillColor, style = colorOf(l, ColorRowSelected), bold
			case i == l.hover:
				x.ground.FillColor = colorOf(l, ColorRowHover)
			}
			x.bar.FillColor, x.bar.CornerRadius = colorOf(l, theme.ColorNamePrimary), 1.5
			show(x.bar, on)
			x.ring.StrokeColor, x.ring.StrokeWidth, x.ring.CornerRadius = colorOf(l, ColorRing), 1.5, 4
			show(x.ring, on && l.focused)
			ink(x.text, it.Text, colorOf(l, theme.ColorNameForeground), ts(), style)
			ink(x.mark, it.Mark, colorOf(l, ColorMuted), cs(), fyne.TextStyle{})
			show(x.mark, it.Mark != "")
			ink(x.section, it.Section, colorOf(l, ColorMuted), cs(), bold)
			show(x.section, it.Section != "")
			d.objects = append(d.objects, x.ground, x.bar, x.text, x.mark, x.section, x.ring)
		}
	}
	d.paint()
	return d
}
