package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Item is one line of a finder or select: what is shown, and what it stands for.
type Item struct {
	ID        string
	Text      string // first line
	Secondary string // muted second part, at the right or beneath
	Icon      fyne.Resource
	Muted     bool // shown but pale, such as a closed matter
	Header    bool // a caption above the items that follow; it cannot be picked
	Value     any  // for the caller
}

// choices is the list inside a dropdown: it draws only the lines in view, marks
// one, and never takes the focus.
type choices struct {
	widget.BaseWidget
	items  []Item
	marked int
	// twoLines puts Secondary beneath Text.
	twoLines bool
	note     string // shown instead of items: "No matter found", "Searching…"
	most     int    // most lines shown at once
	onPick   func(i int)
	onClick  func() // after any click, to get the keyboard back

	first int // first line in view
}

var (
	_ fyne.Tappable     = (*choices)(nil)
	_ fyne.Scrollable   = (*choices)(nil)
	_ desktop.Hoverable = (*choices)(nil)
)

func newChoices(most int, onPick func(int)) *choices {
	c := &choices{most: most, onPick: onPick, marked: -1}
	c.ExtendBaseWidget(c)
	return c
}

// set shows other items; the mark goes to the first unless there is none.
func (c *choices) set(items []Item, marked int, note string) {
	c.items, c.marked, c.note, c.first = items, marked, note, 0
	c.reveal()
	c.Refresh()
}

// move marks the line n further, staying inside.
func (c *choices) move(n int) {
	if len(c.items) == 0 {
		return
	}
	at := min(max(c.marked+n, 0), len(c.items)-1)
	step := 1
	if n < 0 {
		step = -1
	}
	for at >= 0 && at < len(c.items) && c.items[at].Header {
		at += step
	}
	if at >= 0 && at < len(c.items) { // above the first caption there is nothing
		c.marked = at
	}
	c.reveal()
	c.Refresh()
}

func (c *choices) mark(i int) {
	c.marked = i
	c.reveal()
	c.Refresh()
}

// page is the number of lines shown.
func (c *choices) page() int { return max(min(c.most, len(c.items)), 1) }

func (c *choices) reveal() {
	if c.marked < 0 {
		return
	}
	if c.marked < c.first {
		c.first = c.marked
		if c.first > 0 && c.items[c.first-1].Header { // with its caption
			c.first--
		}
	}
	if c.marked >= c.first+c.page() {
		c.first = c.marked - c.page() + 1
	}
}

func (c *choices) lineHeight() float32 {
	if c.twoLines {
		return 2 * lineHeight(sizeOf(c, theme.SizeNameText))
	}
	return sizeOf(c, SizeRow) + 2
}

func (c *choices) at(y float32) int {
	i := c.first + int((y-4)/c.lineHeight())
	if y < 4 || i >= len(c.items) || i >= c.first+c.page() || c.items[i].Header {
		return -1
	}
	return i
}

// Tapped picks the line.
func (c *choices) Tapped(ev *fyne.PointEvent) {
	if i := c.at(ev.Position.Y); i >= 0 {
		c.onPick(i)
		return
	}
	if c.onClick != nil {
		c.onClick()
	}
}

// Scrolled is the toolkit's hook; a notch moves two lines.
func (c *choices) Scrolled(ev *fyne.ScrollEvent) {
	step := 2
	if ev.Scrolled.DY > 0 {
		step = -2
	}
	c.first = max(min(c.first+step, len(c.items)-c.page()), 0)
	c.Refresh()
}

// MouseIn is the toolkit's hook.
func (c *choices) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved marks the line under the mouse.
func (c *choices) MouseMoved(ev *desktop.MouseEvent) {
	if i := c.at(ev.Position.Y); i >= 0 && i != c.marked {
		c.marked = i
		c.Refresh()
	}
}

// MouseOut is the toolkit's hook.
func (c *choices) MouseOut() {}

// CreateRenderer is the toolkit's hook.
func (c *choices) CreateRenderer() fyne.WidgetRenderer {
	r := &choicesRenderer{c: c, mark: canvas.NewRectangle(none), bar: canvas.NewRectangle(none), note: canvas.NewText("", none)}
	r.Refresh()
	return r
}

type choiceLine struct {
	icon            *canvas.Image
	text, secondary *canvas.Text
}

type choicesRenderer struct {
	c         *choices
	mark, bar *canvas.Rectangle
	note      *canvas.Text
	lines     []choiceLine
	objects   []fyne.CanvasObject
}

func (r *choicesRenderer) Destroy()                     {}
func (r *choicesRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *choicesRenderer) MinSize() fyne.Size {
	c := r.c
	ts, cs := sizeOf(c, theme.SizeNameText), sizeOf(c, theme.SizeNameCaptionText)
	w := float32(80)
	for i := c.first; i < min(c.first+c.page(), len(c.items)); i++ {
		it := c.items[i]
		a, b := textWidth(it.Text, ts, fyne.TextStyle{}), textWidth(it.Secondary, cs, fyne.TextStyle{})
		if c.twoLines {
			w = max(w, a, b)
		} else if b > 0 {
			w = max(w, a+b+24)
		} else {
			w = max(w, a)
		}
	}
	if c.note != "" {
		w = max(w, textWidth(c.note, ts, fyne.TextStyle{}))
	}
	lines := c.page()
	if len(c.items) > 0 && c.note != "" {
		lines++
	}
	return fyne.NewSize(min(w+40, 620), float32(lines)*c.lineHeight()+8)
}

func (r *choicesRenderer) Layout(s fyne.Size) {
	c := r.c
	c.shrink(s)
	ts, cs := sizeOf(c, theme.SizeNameText), sizeOf(c, theme.SizeNameCaptionText)
	th, ch, lh := lineHeight(ts), lineHeight(cs), c.lineHeight()
	for len(r.lines) < c.page() {
		l := choiceLine{newIcon(nil), canvas.NewText("", none), canvas.NewText("", none)}
		r.lines = append(r.lines, l)
	}
	r.objects = append(r.objects[:0], r.mark, r.bar)
	x, w := float32(12), s.Width-24
	for i, l := range r.lines {
		n := c.first + i
		on := i < c.page() && n < len(c.items)
		show(l.text, on)
		show(l.icon, on && c.items[min(n, max(len(c.items)-1, 0))].Icon != nil)
		if !on {
			show(l.secondary, false)
			continue
		}
		r.objects = append(r.objects, l.icon, l.text, l.secondary)
		it := c.items[n]
		y := 4 + float32(i)*lh
		lx, lw := x, w
		if it.Icon != nil {
			is := sizeOf(c, theme.SizeNameInlineIcon)
			put(l.icon, x, y+(lh-is)/2, is, is)
			setIcon(l.icon, Tinted(it.Icon, ColorMuted))
			lx, lw = x+is+8, w-is-8
		}
		name := theme.ColorNameForeground
		if it.Muted {
			name = ColorMuted
		}
		if it.Header {
			show(l.icon, false)
			show(l.secondary, false)
			ink(l.text, fitText(it.Text, w, cs, bold), colorOf(c, ColorMuted), cs, bold)
			put(l.text, x, y+lh-ch-3, w, ch)
			continue
		}
		show(l.secondary, it.Secondary != "")
		if c.twoLines {
			top := y + (lh-th-ch)/2
			ink(l.text, fitText(it.Text, lw, ts, fyne.TextStyle{}), colorOf(c, name), ts, fyne.TextStyle{})
			put(l.text, lx, top, lw, th)
			ink(l.secondary, fitText(it.Secondary, lw, cs, fyne.TextStyle{}), colorOf(c, ColorMuted), cs, fyne.TextStyle{})
			l.secondary.Alignment = fyne.TextAlignLeading
			put(l.secondary, lx, top+th-1, lw, ch)
			continue
		}
		// The first part gets what it needs up to two thirds, the second the rest.
		sw := float32(0)
		if it.Secondary != "" {
			sw = min(textWidth(it.Secondary, cs, fyne.TextStyle{}), max(lw/3, lw-textWidth(it.Text, ts, fyne.TextStyle{})-16))
			ink(l.secondary, fitText(it.Secondary, sw+1, cs, fyne.TextStyle{}), colorOf(c, ColorMuted), cs, fyne.TextStyle{})
			l.secondary.Alignment = fyne.TextAlignTrailing
			put(l.secondary, lx+lw-sw, y+(lh-ch)/2, sw, ch)
			sw += 16
		}
		ink(l.text, fitText(it.Text, lw-sw, ts, fyne.TextStyle{}), colorOf(c, name), ts, fyne.TextStyle{})
		put(l.text, lx, y+(lh-th)/2, lw-sw, th)
	}
	marked := c.marked >= c.first && c.marked < c.first+c.page() && c.marked < len(c.items)
	show(r.mark, marked)
	put(r.mark, 4, 4+float32(c.marked-c.first)*lh, s.Width-8, lh)
	// A thin bar tells that there is more than fits.
	more := len(c.items) > c.page()
	show(r.bar, more)
	if more {
		track := s.Height - 8
		h := max(track*float32(c.page())/float32(len(c.items)), 16)
		y := (track - h) * float32(c.first) / float32(max(len(c.items)-c.page(), 1))
		put(r.bar, s.Width-6, 4+y, 3, h)
	}
	r.objects = append(r.objects, r.note)
	show(r.note, c.note != "")
	ink(r.note, fitText(c.note, w, ts, fyne.TextStyle{}), colorOf(c, ColorMuted), ts, fyne.TextStyle{})
	y := float32(4)
	if len(c.items) > 0 {
		y += float32(c.page()) * lh
	}
	put(r.note, x, y+(lh-th)/2, w, th)
}

// shrink lowers the number of lines when the window leaves less room.
func (c *choices) shrink(s fyne.Size) {
	if fit := int((s.Height - 8) / c.lineHeight()); fit >= 1 && fit < c.page() {
		c.most = fit
		c.reveal()
	}
}

func (r *choicesRenderer) Refresh() {
	c := r.c
	r.mark.FillColor = colorOf(c, ColorRowSelected)
	r.mark.CornerRadius = 4
	r.bar.FillColor = colorOf(c, theme.ColorNameScrollBar)
	r.bar.CornerRadius = 1.5
	r.Layout(c.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
	canvas.Refresh(c)
}

// firstItem is the first of the items that can be picked, -1 for none.
func firstItem(items []Item) int {
	for i, it := range items {
		if !it.Header {
			return i
		}
	}
	return -1
}
