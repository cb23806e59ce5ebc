package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Select picks one of a few. Letters go to the item that begins with them;
// Space, Up, Down, F4 and Alt+Down open the list, Enter takes the marked item,
// Escape leaves things as they were. Left and Right change nothing.
type Select struct {
	widget.DisableableWidget
	tipped
	faulty
	Items       []Item
	PlaceHolder string
	// OnChanged is called when another item was picked.
	OnChanged func(Item)
	// Width is the least width; 0 fits the longest item, up to 240.
	Width float32
	// Flat leaves out the border, for filter bars.
	Flat bool

	selected         int
	focused, hovered bool
	typed            string
	stopTyping       func()
	list             *choices
	drop             *dropdown
}

var (
	_ fyne.Focusable    = (*Select)(nil)
	_ fyne.Tappable     = (*Select)(nil)
	_ fyne.Shortcutable = (*Select)(nil)
	_ desktop.Hoverable = (*Select)(nil)
)

// NewSelect offers the items; none is picked.
func NewSelect(items []Item, onChanged func(Item)) *Select {
	s := &Select{Items: items, OnChanged: onChanged, selected: -1}
	s.repaint = s.Refresh
	s.ExtendBaseWidget(s)
	return s
}

// NewTextSelect offers plain texts; each is its own ID.
func NewTextSelect(texts []string, onChanged func(string)) *Select {
	items := make([]Item, len(texts))
	for i, t := range texts {
		items[i] = Item{ID: t, Text: t}
	}
	return NewSelect(items, func(it Item) {
		if onChanged != nil {
			onChanged(it.ID)
		}
	})
}

// Selected is the picked item.
func (s *Select) Selected() (Item, bool) {
	if s.selected < 0 || s.selected >= len(s.Items) {
		return Item{}, false
	}
	return s.Items[s.selected], true
}

// SelectedID is the picked item's ID, "" for none.
func (s *Select) SelectedID() string {
	it, _ := s.Selected()
	return it.ID
}

// SetSelected picks the item of the ID without telling OnChanged; an unknown ID
// picks none.
func (s *Select) SetSelected(id string) {
	s.selected = -1
	for i, it := range s.Items {
		if it.ID == id {
			s.selected = i
		}
	}
	s.SetFault("")
	s.Refresh()
}

// SetItems offers other items and keeps the pick when it is still among them.
func (s *Select) SetItems(items []Item) {
	id := s.SelectedID()
	s.Items = items
	s.SetSelected(id)
}

// TextShown is the picked item's text.
func (s *Select) TextShown() string {
	if it, ok := s.Selected(); ok {
		return it.Text
	}
	return ""
}

func (s *Select) pick(i int) {
	s.drop.close()
	if i < 0 || i >= len(s.Items) || i == s.selected {
		return
	}
	s.selected = i
	s.SetFault("")
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(s.Items[i])
	}
}

// Open shows the list.
func (s *Select) Open() {
	if s.Disabled() || s.drop.open() {
		return
	}
	s.tipOut(s)
	s.list = newChoices(12, s.pick)
	marked := max(s.selected, 0)
	note := ""
	if len(s.Items) == 0 {
		marked, note = -1, words.L("Nothing to choose from")
	}
	s.list.set(s.Items, marked, note)
	s.drop = openDropdown(s, s.list, false, func() { s.Refresh() })
	if s.drop != nil {
		s.list.onClick = s.drop.keepKeys
	}
	s.Refresh()
}

// Tapped is the toolkit's hook.
func (s *Select) Tapped(*fyne.PointEvent) {
	if s.Disabled() {
		return
	}
	focusOn(s)
	s.Open()
}

// chooseOnTab takes the marked item when Tab leaves the open list.
func (s *Select) chooseOnTab() { s.pick(s.list.marked) }

// TypedKey opens, moves and picks.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	if !s.drop.open() {
		switch ev.Name {
		case fyne.KeySpace, fyne.KeyDown, fyne.KeyUp, fyne.KeyF4:
			s.Open()
		case fyne.KeyLeft, fyne.KeyRight:
		default:
			forward(s, ev)
		}
		return
	}
	switch ev.Name {
	case fyne.KeyDown:
		s.list.move(1)
	case fyne.KeyUp:
		s.list.move(-1)
	case fyne.KeyPageDown:
		s.list.move(s.list.page())
	case fyne.KeyPageUp:
		s.list.move(-s.list.page())
	case fyne.KeyHome:
		s.list.mark(0)
	case fyne.KeyEnd:
		s.list.mark(len(s.Items) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if ev.Name == fyne.KeySpace && s.typed != "" {
			return // a space inside the letters typed
		}
		s.pick(s.list.marked)
	case fyne.KeyEscape, fyne.KeyF4:
		s.drop.close()
	}
}

// TypedRune goes to the next item that begins with the letters typed within a
// second; the list opens to show it.
func (s *Select) TypedRune(r rune) {
	if s.Disabled() || r == ' ' && s.typed == "" {
		return
	}
	s.typed += strings.ToLower(string(r))
	if s.stopTyping != nil {
		s.stopTyping()
	}
	from := max(s.selected, 0)
	s.Open()
	if s.drop.open() && s.list.marked >= 0 {
		from = s.list.marked
	}
	s.stopTyping = s.forgetLater()
	start := from
	if len(s.typed) == 1 { // the same letter again goes to the next one
		start = from + 1
	}
	for i := range s.Items {
		n := (start + i) % len(s.Items)
		if strings.HasPrefix(strings.ToLower(s.Items[n].Text), s.typed) {
			s.list.mark(n)
			return
		}
	}
	// No item begins so: start over with this letter alone.
	if only := strings.ToLower(string(r)); s.typed != only {
		s.typed = ""
		s.TypedRune(r)
	}
}

func (s *Select) forgetLater() (stop func()) {
	if h := hostOf(s); h != nil {
		if _, inline := h.hostRunner().(Inline); inline {
			return nil // a test forgets with ForgetTyped
		}
	}
	return after(s, time.Second, s.ForgetTyped)
}

// ForgetTyped starts the letters over, as a pause in typing does.
func (s *Select) ForgetTyped() { s.typed = "" }

// TypedShortcut opens on Alt+Down and hands the rest on.
func (s *Select) TypedShortcut(sc fyne.Shortcut) {
	if isAltDown(sc) {
		s.Open()
		return
	}
	forwardShortcut(s, sc)
}

func isAltDown(sc fyne.Shortcut) bool {
	cs, ok := sc.(*desktop.CustomShortcut)
	return ok && cs.KeyName == fyne.KeyDown && cs.Modifier == fyne.KeyModifierAlt
}

// FocusGained is the toolkit's hook.
func (s *Select) FocusGained() { s.focused = true; s.Refresh(); reveal(s) }

// FocusLost is the toolkit's hook.
func (s *Select) FocusLost() { s.focused = false; s.Refresh() }

// MouseIn is the toolkit's hook.
func (s *Select) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.tipIn(s); s.Refresh() }

// MouseMoved is the toolkit's hook.
func (s *Select) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (s *Select) MouseOut() { s.hovered = false; s.tipOut(s); s.Refresh() }

// Hide closes the list too.
func (s *Select) Hide() {
	s.drop.close()
	s.DisableableWidget.Hide()
}

// CreateRenderer is the toolkit's hook.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(none)
	text := canvas.NewText("", none)
	arrow := newIcon(nil)
	ts := func() float32 { return sizeOf(s, theme.SizeNameText) }
	is := func() float32 { return sizeOf(s, theme.SizeNameInlineIcon) }
	words := func() (string, fyne.ThemeColorName) {
		if it, ok := s.Selected(); ok {
			if s.Disabled() {
				return it.Text, theme.ColorNameDisabled
			}
			return it.Text, theme.ColorNameForeground
		}
		return s.PlaceHolder, theme.ColorNamePlaceHolder
	}
	return newDrawn(s,
		func() fyne.Size {
			w := s.Width * growth(s)
			if w == 0 {
				w = textWidth(s.PlaceHolder, ts(), fyne.TextStyle{})
				for i, it := range s.Items {
					if i == 40 {
						break
					}
					w = max(w, textWidth(it.Text, ts(), fyne.TextStyle{}))
				}
				w = min(w, 240*growth(s)) + is() + 22
			}
			return fyne.NewSize(w, sizeOf(s, SizeControl))
		},
		func(size fyne.Size) {
			put(box, 0, 0, size.Width, size.Height)
			lh := lineHeight(ts())
			room := size.Width - is() - 18
			w, _ := words()
			text.Text = fitText(w, room, ts(), fyne.TextStyle{})
			put(text, 9, (size.Height-lh)/2, room, lh)
			put(arrow, size.Width-is()-6, (size.Height-is())/2, is(), is())
		},
		func() {
			w, name := words()
			ink(text, w, colorOf(s, name), ts(), fyne.TextStyle{})
			box.CornerRadius = sizeOf(s, theme.SizeNameInputRadius)
			box.FillColor, box.StrokeColor, box.StrokeWidth = colorOf(s, theme.ColorNameInputBackground), colorOf(s, theme.ColorNameInputBorder), 1
			if s.Flat {
				box.FillColor, box.StrokeColor = none, none
				if s.hovered {
					box.FillColor = colorOf(s, ColorQuietHover)
				}
			}
			switch {
			case s.fault != "":
				box.StrokeColor, box.StrokeWidth = colorOf(s, theme.ColorNameError), 1.5
			case s.Disabled():
				box.StrokeColor = colorOf(s, ColorLine)
			case s.focused || s.drop.open():
				box.StrokeColor, box.StrokeWidth = colorOf(s, ColorRing), 1.5
			case s.hovered && !s.Flat:
				box.StrokeColor = colorOf(s, theme.ColorNameForeground)
			}
			mark := ColorMuted
			if s.Disabled() {
				mark = theme.ColorNameDisabled
			}
			setIcon(arrow, Tinted(theme.MenuDropDownIcon(), mark))
		},
		box, text, arrow)
}
