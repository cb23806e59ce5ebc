package kit

import (
	"slices"

	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Tab is one choice of [Tabs] or [Chips].
type Tab struct {
	ID    string
	Text  string
	Count int // shown after the text; -1 or 0 shows none
}

// Tabs switches between the parts of a page, or, Boxed, between views of the
// same thing (Day, Week, Month). Left and Right move, at once.
type Tabs struct {
	widget.BaseWidget
	Items []Tab
	// OnChanged is told the tab that was chosen.
	OnChanged func(id string)
	// Boxed draws one box with segments instead of underlined words.
	Boxed bool

	selected int
	hover    int
	focused  bool
	places   []navBox
}

var (
	_ fyne.Focusable    = (*Tabs)(nil)
	_ fyne.Tappable     = (*Tabs)(nil)
	_ fyne.Shortcutable = (*Tabs)(nil)
	_ desktop.Hoverable = (*Tabs)(nil)
	_ Parted            = (*Tabs)(nil)
)

// NewTabs shows the first tab as chosen.
func NewTabs(items []Tab, onChanged func(id string)) *Tabs {
	t := &Tabs{Items: saidTabs(items), OnChanged: onChanged, hover: -1}
	t.ExtendBaseWidget(t)
	return t
}

// NewSegments is Tabs in a box.
func NewSegments(items []Tab, onChanged func(id string)) *Tabs {
	t := NewTabs(items, onChanged)
	t.Boxed = true
	return t
}

// Selected is the chosen tab's ID.
func (t *Tabs) Selected() string {
	if t.selected < len(t.Items) {
		return t.Items[t.selected].ID
	}
	return ""
}

// SetSelected chooses without telling OnChanged.
func (t *Tabs) SetSelected(id string) {
	for i, it := range t.Items {
		if it.ID == id {
			t.selected = i
		}
	}
	t.Refresh()
}

// SetCount changes the number after a tab's text.
func (t *Tabs) SetCount(id string, n int) {
	for i := range t.Items {
		if t.Items[i].ID == id && t.Items[i].Count != n {
			t.Items[i].Count = n
			t.Refresh()
		}
	}
}

// TextShown is the chosen tab.
func (t *Tabs) TextShown() string { return t.Selected() }

// Part answers "tab:<id>".
func (t *Tabs) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, it := range t.Items {
		if path == "tab:"+it.ID && i < len(t.places) {
			return fyne.NewPos(t.places[i].y, 0), fyne.NewSize(t.places[i].h, t.Size().Height), it.Text, true
		}
	}
	return
}

func (t *Tabs) choose(i int) {
	if i < 0 || i >= len(t.Items) || i == t.selected {
		return
	}
	t.selected = i
	t.Refresh()
	if t.OnChanged != nil {
		t.OnChanged(t.Items[i].ID)
	}
}

func placeAt(places []navBox, x float32) int {
	for i, p := range places {
		if x >= p.y && x < p.y+p.h {
			return i
		}
	}
	return -1
}

// Tapped is the toolkit's hook.
func (t *Tabs) Tapped(ev *fyne.PointEvent) {
	focusOn(t)
	t.choose(placeAt(t.places, ev.Position.X))
}

// TypedKey moves.
func (t *Tabs) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		t.choose(t.selected - 1)
	case fyne.KeyRight:
		t.choose(t.selected + 1)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.Items) - 1)
	default:
		forward(t, ev)
	}
}

// TypedRune is the toolkit's hook.
func (t *Tabs) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (t *Tabs) TypedShortcut(s fyne.Shortcut) { forwardShortcut(t, s) }

// FocusGained is the toolkit's hook.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh(); reveal(t) }

// FocusLost is the toolkit's hook.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// MouseIn is the toolkit's hook.
func (t *Tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved is the toolkit's hook.
func (t *Tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := placeAt(t.places, ev.Position.X); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut is the toolkit's hook.
func (t *Tabs) MouseOut() { t.hover = -1; t.Refresh() }

func (it Tab) label() string {
	if it.Count > 0 {
		return fmt.Sprintf("%s  %d", it.Text, it.Count)
	}
	return it.Text
}

type tabLine struct {
	ground, bar, ring *canvas.Rectangle
	text, count       *canvas.Text
}

// CreateRenderer is the toolkit's hook.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	frame, base := canvas.NewRectangle(none), canvas.NewRectangle(none)
	var lines []tabLine
	d := &drawn{w: t}
	ts := func() float32 { return sizeOf(t, theme.SizeNameText) }
	cs := func() float32 { return sizeOf(t, theme.SizeNameCaptionText) }
	width := func(it Tab) float32 {
		w := textWidth(it.Text, ts(), bold) + 26
		if it.Count > 0 {
			w += textWidth(fmt.Sprint(it.Count), cs(), fyne.TextStyle{}) + 8
		}
		return float32(int(w + 1))
	}
	d.min = func() fyne.Size {
		w := float32(0)
		for _, it := range t.Items {
			w += width(it)
		}
		return fyne.NewSize(w, sizeOf(t, SizeControl))
	}
	d.layout = func(s fyne.Size) {
		total := float32(0)
		for _, it := range t.Items {
			total += width(it)
		}
		squeeze := float32(1)
		if total > s.Width && s.Width > 0 {
			squeeze = s.Width / total
		}
		put(frame, 0, 0, min(total, s.Width), s.Height)
		put(base, 0, s.Height-1, s.Width, 1)
		x := float32(0)
		t.places = t.places[:0]
		for i, it := range t.Items {
			l, w := lines[i], width(it)*squeeze
			t.places = append(t.places, navBox{x, w})
			lh := lineHeight(ts())
			style := l.text.TextStyle
			cw := float32(0)
			show(l.count, it.Count > 0)
			if it.Count > 0 {
				cw = textWidth(l.count.Text, cs(), fyne.TextStyle{}) + 7
			}
			l.text.Text = fitText(it.Text, w-12-cw, ts(), style)
			tw := textWidth(l.text.Text, ts(), style)
			tx := x + (w-tw-cw)/2
			put(l.text, tx, (s.Height-lh)/2, tw+1, lh)
			put(l.count, tx+tw+7, (s.Height-lineHeight(cs()))/2, cw, lineHeight(cs()))
			if t.Boxed {
				put(l.ground, x+2, 2, w-4, s.Height-4)
				put(l.ring, x+2, 2, w-4, s.Height-4)
				put(l.bar, 0, 0, 0, 0)
			} else {
				put(l.ground, x+2, 3, w-4, s.Height-8)
				put(l.ring, x+2, 2, w-4, s.Height-6)
				put(l.bar, x+6, s.Height-3, w-12, 3)
			}
			x += w
		}
	}
	d.paint = func() {
		for len(lines) < len(t.Items) {
			rect := func() *canvas.Rectangle { return canvas.NewRectangle(none) }
			lines = append(lines, tabLine{rect(), rect(), rect(), canvas.NewText("", none), canvas.NewText("", none)})
		}
		show(frame, t.Boxed)
		show(base, !t.Boxed)
		frame.FillColor, frame.CornerRadius = colorOf(t, ColorHeader), 5
		base.FillColor = colorOf(t, ColorLine)
		d.objects = append(d.objects[:0], frame, base)
		for i, it := range t.Items {
			l := lines[i]
			on := i == t.selected
			name, style := ColorMuted, fyne.TextStyle{}
			if on {
				name, style = theme.ColorNameForeground, bold
			}
			ink(l.text, it.Text, colorOf(t, name), ts(), style)
			ink(l.count, fmt.Sprint(it.Count), colorOf(t, ColorMuted), cs(), fyne.TextStyle{})
			l.ground.FillColor, l.ground.CornerRadius, l.ground.StrokeWidth = none, 4, 0
			switch {
			case on && t.Boxed:
				l.ground.FillColor = colorOf(t, theme.ColorNameBackground)
				l.ground.StrokeColor, l.ground.StrokeWidth = colorOf(t, ColorButtonLine), 1
			case i == t.hover && !on:
				l.ground.FillColor = colorOf(t, ColorQuietHover)
			}
			l.bar.FillColor = colorOf(t, theme.ColorNamePrimary)
			l.bar.TopLeftCornerRadius, l.bar.TopRightCornerRadius = 2, 2
			show(l.bar, on && !t.Boxed)
			l.ring.StrokeColor, l.ring.StrokeWidth, l.ring.CornerRadius = colorOf(t, ColorRing), 2, 4
			show(l.ring, on && t.focused)
			d.objects = append(d.objects, l.ground, l.bar, l.text, l.count, l.ring)
		}
	}
	d.paint()
	return d
}

// saidTabs are the tabs with their words in the language of the window.
func saidTabs(items []Tab) []Tab {
	said := slices.Clone(items)
	for i := range said {
		said[i].Text = words.Of(said[i].Text)
	}
	return said
}
