package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// NavItem is one place in the side navigation.
type NavItem struct {
	ID    string
	Label string
	Icon  fyne.Resource
	// Section is a caption above this item; it begins a group.
	Section string
	// Badge is a number at the right, 0 for none; BadgeTone Bad or Warn colours it.
	Badge     int
	BadgeTone Tone
	// Low puts the item, and those after it, at the foot of the column.
	Low bool
}

// Nav is the dark column at the left of the window. It shows only icons when
// it is collapsed; the labels are then tooltips.
type Nav struct {
	widget.BaseWidget
	Title string
	Items []NavItem
	// OnSelect is told which place was chosen.
	OnSelect func(id string)
	// OnNarrow is called by the arrow beside the title, to show only the icons or
	// the words again; nil leaves the arrow out. NarrowTip says its keys.
	OnNarrow  func()
	NarrowTip string

	active    string
	collapsed bool
	focused   bool
	marked    int // item with the keyboard's mark
	hover     int
	boxes     []navBox // places of the items, from the last layout
	arrow     navArrow
	onArrow   bool // the mouse is on it
}

// navArrow is where the arrow beside the title stands.
type navArrow struct {
	pos  fyne.Position
	size fyne.Size
}

func (a navArrow) holds(p fyne.Position) bool {
	return p.X >= a.pos.X && p.X < a.pos.X+a.size.Width && p.Y >= a.pos.Y && p.Y < a.pos.Y+a.size.Height
}

type navBox struct{ y, h float32 }

var (
	_ fyne.Focusable    = (*Nav)(nil)
	_ fyne.Tappable     = (*Nav)(nil)
	_ fyne.Shortcutable = (*Nav)(nil)
	_ desktop.Hoverable = (*Nav)(nil)
	_ Parted            = (*Nav)(nil)
)

// NewNav is the column with the program's name on top.
func NewNav(title string, items []NavItem, onSelect func(id string)) *Nav {
	for i := range items {
		items[i].Label, items[i].Section = words.Of(items[i].Label), words.Of(items[i].Section)
	}
	n := &Nav{Title: title, Items: items, OnSelect: onSelect, hover: -1}
	n.ExtendBaseWidget(n)
	return n
}

// SetActive marks the place that is shown; OnSelect is not called.
func (n *Nav) SetActive(id string) {
	n.active = id
	for i, it := range n.Items {
		if it.ID == id {
			n.marked = i
		}
	}
	n.Refresh()
}

// Active is the place that is shown.
func (n *Nav) Active() string { return n.active }

// SetBadge changes the number beside an item.
func (n *Nav) SetBadge(id string, count int, tone Tone) {
	for i := range n.Items {
		if it := &n.Items[i]; it.ID == id && (it.Badge != count || it.BadgeTone != tone) {
			it.Badge, it.BadgeTone = count, tone
			n.Refresh()
		}
	}
}

// SetCollapsed shows only the icons. The window does it when it is narrow.
func (n *Nav) SetCollapsed(on bool) {
	if n.collapsed != on {
		n.collapsed = on
		n.Refresh()
	}
}

// Collapsed says whether only icons are shown.
func (n *Nav) Collapsed() bool { return n.collapsed }

// TextShown is the label of the active item.
func (n *Nav) TextShown() string {
	for _, it := range n.Items {
		if it.ID == n.active {
			return it.Label
		}
	}
	return ""
}

// Part answers "item:<id>" and "narrow".
func (n *Nav) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	if path == "narrow" && n.OnNarrow != nil {
		return n.arrow.pos, n.arrow.size, n.NarrowTip, true
	}
	for i, it := range n.Items {
		if path == "item:"+it.ID && i < len(n.boxes) {
			b := n.boxes[i]
			return fyne.NewPos(6, b.y), fyne.NewSize(n.Size().Width-12, b.h), it.Label, true
		}
	}
	return
}

func (n *Nav) choose(i int) {
	if i < 0 || i >= len(n.Items) {
		return
	}
	n.SetActive(n.Items[i].ID)
	if n.OnSelect != nil {
		n.OnSelect(n.Items[i].ID)
	}
}

func (n *Nav) at(p fyne.Position) int {
	for i, b := range n.boxes {
		if p.Y >= b.y && p.Y < b.y+b.h {
			return i
		}
	}
	return -1
}

// Tapped is the toolkit's hook.
func (n *Nav) Tapped(ev *fyne.PointEvent) {
	if n.OnNarrow != nil && n.arrow.holds(ev.Position) {
		n.OnNarrow()
		return
	}
	n.choose(n.at(ev.Position))
}

// TypedKey moves the mark and chooses.
func (n *Nav) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		n.marked = min(n.marked+1, len(n.Items)-1)
	case fyne.KeyUp:
		n.marked = max(n.marked-1, 0)
	case fyne.KeyHome:
		n.marked = 0
	case fyne.KeyEnd:
		n.marked = len(n.Items) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		i := n.marked
		later(n, func() { n.choose(i) })
		return
	default:
		forward(n, ev)
		return
	}
	n.Refresh()
}

// TypedRune is the toolkit's hook.
func (n *Nav) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (n *Nav) TypedShortcut(s fyne.Shortcut) { forwardShortcut(n, s) }

// FocusGained is the toolkit's hook.
func (n *Nav) FocusGained() { n.focused = true; n.Refresh() }

// FocusLost is the toolkit's hook.
func (n *Nav) FocusLost() { n.focused = false; n.Refresh() }

// MouseIn is the toolkit's hook.
func (n *Nav) MouseIn(ev *desktop.MouseEvent) { n.MouseMoved(ev) }

// MouseMoved lights the item under the mouse and names it when collapsed.
func (n *Nav) MouseMoved(ev *desktop.MouseEvent) {
	i := n.at(ev.Position)
	if on := n.OnNarrow != nil && n.arrow.holds(ev.Position); on != n.onArrow {
		n.onArrow = on
		if h := hostOf(n); h != nil && h.hostTips() != nil {
			h.hostTips().hide()
			if on {
				h.hostTips().restOn(n, n.NarrowTip, func() (fyne.Position, fyne.Size) { return n.arrow.pos, n.arrow.size })
			}
		}
		n.Refresh()
		return
	}
	if i == n.hover {
		return
	}
	n.hover = i
	n.Refresh()
	if h := hostOf(n); h != nil && h.hostTips() != nil {
		h.hostTips().hide()
		if n.collapsed && i >= 0 {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(n)
			b := n.boxes[i]
			h.hostTips().show(n.Items[i].Label, at.AddXY(n.Size().Width+4, b.y), fyne.NewSize(0, b.h/2-14))
		}
	}
}

// MouseOut is the toolkit's hook.
func (n *Nav) MouseOut() {
	n.hover, n.onArrow = -1, false
	if h := hostOf(n); h != nil && h.hostTips() != nil {
		h.hostTips().hide()
	}
	n.Refresh()
}

// navLine holds the objects of one item.
type navLine struct {
	ground, bar, badgeBg, ring *canvas.Rectangle
	icon                       *canvas.Image
	text, badge, section       *canvas.Text
}

// CreateRenderer is the toolkit's hook.
func (n *Nav) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(none)
	title := canvas.NewText("", none)
	r := &navRenderer{n: n, back: back, title: title, arrow: newIcon(nil), arrowBg: canvas.NewRectangle(none)}
	r.Refresh()
	return r
}

type navRenderer struct {
	n       *Nav
	back    *canvas.Rectangle
	title   *canvas.Text
	arrow   *canvas.Image
	arrowBg *canvas.Rectangle
	lines   []navLine
	objects []fyne.CanvasObject
}

func (r *navRenderer) Destroy()                     {}
func (r *navRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *navRenderer) MinSize() fyne.Size {
	n := r.n
	w := 13 * sizeOf(n, theme.SizeNameText) // 169 at 100 %
	if n.collapsed {
		w = sizeOf(n, theme.SizeNameInlineIcon) + 30
	}
	return fyne.NewSize(w, 200)
}

func (r *navRenderer) Layout(s fyne.Size) {
	n := r.n
	ts, cs := sizeOf(n, theme.SizeNameText), sizeOf(n, theme.SizeNameCaptionText)
	is := sizeOf(n, theme.SizeNameInlineIcon)
	put(r.back, 0, 0, s.Width, s.Height)
	hs := sizeOf(n, theme.SizeNameSubHeadingText)
	head := float32(8)
	show(r.title, n.Title != "" && !n.collapsed)
	if n.Title != "" {
		ink(r.title, fitText(n.Title, s.Width-18-lineHeight(hs)-16, hs, bold), colorOf(n, ColorSideBright), hs, bold)
		put(r.title, 18, 12, s.Width-30, lineHeight(hs))
		head = 12 + lineHeight(hs) + 14
	}
	side := lineHeight(hs) + 4
	n.arrow = navArrow{fyne.NewPos(s.Width-side-8, 10), fyne.NewSize(side, side)}
	if n.collapsed {
		n.arrow.pos.X = (s.Width - side) / 2
	}
	show(r.arrow, n.OnNarrow != nil)
	put(r.arrowBg, n.arrow.pos.X, n.arrow.pos.Y, side, side)
	put(r.arrow, n.arrow.pos.X+(side-is)/2, n.arrow.pos.Y+(side-is)/2, is, is)
	lineH := sizeOf(n, SizeControl)
	sectionH := float32(0)
	total, low := head, -1
	for i, it := range n.Items {
		if it.Section != "" {
			total += lineHeight(cs) + 14
		}
		if it.Low && low < 0 {
			low = i
		}
		total += lineH + 2
	}
	if over := total - s.Height; over > 0 && len(n.Items) > 0 {
		// A low window squeezes the items, not their text.
		lineH = max(lineH-over/float32(len(n.Items)), lineHeight(ts)+2)
	}
	spare := max(s.Height-total-8, 0)
	n.boxes = n.boxes[:0]
	y := head
	for i, it := range n.Items {
		l := r.lines[i]
		if i == low {
			y += spare
		}
		show(l.section, it.Section != "" && !n.collapsed)
		if it.Section != "" {
			sectionH = lineHeight(cs) + 14
			l.section.Text = fitText(it.Section, s.Width-30, cs, bold)
			put(l.section, 18, y+10, s.Width-30, lineHeight(cs))
			y += sectionH
		}
		n.boxes = append(n.boxes, navBox{y, lineH})
		put(l.ground, 6, y, s.Width-12, lineH)
		put(l.ring, 6, y, s.Width-12, lineH)
		put(l.bar, 6, y+5, 3, lineH-10)
		x := float32(18)
		if n.collapsed {
			x = (s.Width - is) / 2
		}
		put(l.icon, x, y+(lineH-is)/2, is, is)
		right := s.Width - 14
		show(l.badgeBg, it.Badge > 0)
		show(l.badge, it.Badge > 0 && !n.collapsed)
		if it.Badge > 0 {
			if n.collapsed {
				put(l.badgeBg, x+is-3, y+5, 8, 8)
			} else {
				w := max(textWidth(l.badge.Text, cs, bold)+10, lineHeight(cs)+2)
				h := lineHeight(cs) + 2
				put(l.badgeBg, right-w, y+(lineH-h)/2, w, h)
				put(l.badge, right-w, y+(lineH-h)/2+1, w, h-2)
				right -= w + 6
			}
			l.badgeBg.CornerRadius = l.badgeBg.Size().Height / 2
		}
		show(l.text, !n.collapsed)
		l.text.Text = fitText(it.Label, right-x-is-12, ts, l.text.TextStyle)
		put(l.text, x+is+12, y+(lineH-lineHeight(ts))/2, max(right-x-is-12, 0), lineHeight(ts))
		y += lineH + 2
	}
}

func (r *navRenderer) Refresh() {
	n := r.n
	for len(r.lines) < len(n.Items) {
		rect := func() *canvas.Rectangle { return canvas.NewRectangle(none) }
		text := func() *canvas.Text { return canvas.NewText("", none) }
		r.lines = append(r.lines, navLine{ground: rect(), bar: rect(), badgeBg: rect(), ring: rect(), icon: newIcon(nil), text: text(), badge: text(), section: text()})
	}
	r.back.FillColor = colorOf(n, ColorSide)
	r.arrowBg.FillColor, r.arrowBg.CornerRadius = none, 4
	if n.onArrow {
		r.arrowBg.FillColor = colorOf(n, ColorSideHover)
	}
	way := theme.NavigateBackIcon()
	if n.collapsed {
		way = theme.NavigateNextIcon()
	}
	setIcon(r.arrow, Tinted(way, ColorSideMuted))
	r.objects = append(r.objects[:0], r.back, r.title, r.arrowBg, r.arrow)
	ts, cs := sizeOf(n, theme.SizeNameText), sizeOf(n, theme.SizeNameCaptionText)
	for i, it := range n.Items {
		l := r.lines[i]
		active := it.ID == n.active
		l.ground.CornerRadius, l.bar.CornerRadius, l.ring.CornerRadius = 4, 1.5, 4
		l.ground.FillColor = none
		name, style := ColorSideText, fyne.TextStyle{}
		switch {
		case active:
			l.ground.FillColor = colorOf(n, ColorSideActive)
			name, style = ColorSideBright, bold
		case i == n.hover:
			l.ground.FillColor = colorOf(n, ColorSideHover)
		}
		l.bar.FillColor = colorOf(n, ColorSideAccent)
		show(l.bar, active)
		l.ring.StrokeColor, l.ring.StrokeWidth = colorOf(n, ColorSideAccent), 1.5
		show(l.ring, n.focused && i == n.marked)
		ink(l.text, it.Label, colorOf(n, name), ts, style)
		ink(l.section, it.Section, colorOf(n, ColorSideMuted), cs, bold)
		setIcon(l.icon, Tinted(it.Icon, name))
		count := strconv.Itoa(it.Badge)
		if it.Badge > 999 {
			count = "999+"
		}
		ink(l.badge, count, colorOf(n, ColorSideBright), cs, bold)
		l.badge.Alignment = fyne.TextAlignCenter
		l.badgeBg.FillColor = colorOf(n, ColorSideBadge)
		if it.BadgeTone == Bad || it.BadgeTone == Warn {
			l.badgeBg.FillColor = colorOf(n, ColorSideAlert)
		}
		r.objects = append(r.objects, l.ground, l.bar, l.icon, l.text, l.badgeBg, l.badge, l.section, l.ring)
	}
	if s := n.Size(); !s.IsZero() {
		r.Layout(s)
	}
	for _, o := range r.objects {
		if _, image := o.(*canvas.Image); !image {
			o.Refresh()
		}
	}
	canvas.Refresh(n)
}
