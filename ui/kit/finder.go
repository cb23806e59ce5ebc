package kit

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/words"
)

// finderWait is the pause in typing after which the source is asked.
const finderWait = 100 * time.Millisecond

// Finder picks one of many by typing a few letters of its number or name: a
// matter, a client, a payer, a command. The list under it never takes the
// keyboard: Up, Down, PgUp and PgDn mark, Enter and Tab take the marked line,
// Escape puts back what stood there. Empty, it offers what was used last.
type Finder struct {
	Entry
	// OnPicked is called when an item was taken.
	OnPicked func(Item)
	// OnCleared is called when the text was emptied and the field left.
	OnCleared func()
	// Recents are offered while nothing is typed.
	Recents func() []Item
	// Noun names what is looked for in messages: "matter".
	Noun string
	// Most is how many lines are shown at once; 0 is 9.
	Most int
	// TwoLines puts Secondary beneath Text.
	TwoLines bool
	// Required makes an empty field a fault.
	Required bool
	// MoveOn goes to the next field after a pick, so that Enter chooses and the
	// hands go on typing.
	MoveOn bool
	// ClearOnPick empties the field after a pick, for the command finder.
	ClearOnPick bool

	run    Runner
	source func(ctx context.Context, query string) ([]Item, error)

	item    Item
	picked  bool
	setting bool
	items   []Item
	answer  string // the query the items answer
	gen     int
	cancel  func()
	stop    func()
	pending bool // take the first item when the answer comes
	list    *choices
	drop    *dropdown
}

var _ fyne.Focusable = (*Finder)(nil)

// NewFinder asks source, in the background, for what is typed.
func NewFinder(run Runner, noun string, source func(ctx context.Context, query string) ([]Item, error)) *Finder {
	f := &Finder{run: run, Noun: noun, source: source}
	f.init(f)
	f.Width = 200
	f.Icon = Tinted(theme.SearchIcon(), ColorMuted)
	f.OnChanged = func(string) {
		if !f.setting {
			f.changed()
		}
	}
	f.OnKey = f.key
	f.OnLeave = f.leave
	return f
}

// StaticSource finds in a fixed list, by any part of either text; items that
// begin with the query come first.
func StaticSource(items []Item) func(context.Context, string) ([]Item, error) {
	return func(_ context.Context, query string) ([]Item, error) {
		q := strings.ToLower(strings.TrimSpace(query))
		var first, rest []Item
		for _, it := range items {
			a, b := strings.ToLower(it.Text), strings.ToLower(it.Secondary)
			switch {
			case strings.HasPrefix(a, q):
				first = append(first, it)
			case strings.Contains(a, q) || strings.Contains(b, q):
				rest = append(rest, it)
			}
		}
		return append(first, rest...), nil
	}
}

// Item is what was picked.
func (f *Finder) Item() (Item, bool) { return f.item, f.picked }

// ItemID is the picked item's ID, "" for none.
func (f *Finder) ItemID() string { return f.item.ID }

// SetItem shows an item as picked. OnPicked is not called.
func (f *Finder) SetItem(it Item) {
	f.item, f.picked = it, true
	f.write(it.Text)
	f.SetFault("")
}

// Clear empties the field.
func (f *Finder) Clear() {
	f.item, f.picked = Item{}, false
	f.write("")
	f.SetFault("")
}

func (f *Finder) write(text string) {
	f.setting = true
	f.replace(text)
	f.setting = false
	f.Refresh()
}

// changed asks the source after a short pause.
func (f *Finder) changed() {
	f.SetFault("")
	f.pending = false
	f.halt()
	if f.Text == "" {
		f.showRecents()
		return
	}
	gen := f.gen
	f.stop = f.run.After(finderWait, func() {
		if gen == f.gen {
			f.ask()
		}
	})
}

// halt gives up the question on the way.
func (f *Finder) halt() {
	f.gen++
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

func (f *Finder) ask() {
	f.gen++
	gen, query := f.gen, f.Text
	answered := false
	cancel := Go(f.run, func(ctx context.Context) ([]Item, error) { return f.source(ctx, query) },
		func(items []Item, err error) {
			answered = true
			if gen != f.gen {
				return
			}
			f.cancel = nil
			f.answer = query
			note := ""
			switch {
			case err != nil:
				items, note = nil, words.Err(err)
			case len(items) == 0:
				note = words.L("No %s found for “%s”", words.Of(f.Noun), query)
			}
			if at := firstItem(items); f.pending && at >= 0 {
				f.pick(items[at])
				f.moveOn()
				return
			}
			f.pending = false
			f.offer(items, note)
		})
	if !answered {
		f.cancel = cancel
	}
}

func (f *Finder) showRecents() {
	var items []Item
	if f.Recents != nil {
		items = f.Recents()
	}
	f.answer = ""
	if len(items) == 0 {
		f.items = nil
		f.drop.close()
		return
	}
	f.offer(items, "")
}

// offer shows the list under the field.
func (f *Finder) offer(items []Item, note string) {
	f.items = items
	if !f.focused {
		return
	}
	marked := firstItem(items)
	if !f.drop.open() {
		f.list = newChoices(f.most(), func(i int) {
			f.pick(f.items[i])
			f.moveOn()
		})
		f.list.twoLines = f.TwoLines
		f.list.set(items, marked, note)
		f.drop = openDropdown(f, f.list, false, nil)
		if f.drop != nil {
			f.list.onClick = f.drop.keepKeys
		}
		return
	}
	f.list.most = f.most()
	f.list.set(items, marked, note)
	f.drop.Refresh()
}

func (f *Finder) most() int {
	if f.Most > 0 {
		return f.Most
	}
	return 9
}

// Open shows the list for what stands in the field.
func (f *Finder) Open() {
	if f.Disabled() {
		return
	}
	if f.Text == "" || f.picked && f.Text == f.item.Text {
		if f.showRecents(); f.drop.open() {
			return
		}
	}
	f.halt()
	f.ask()
}

func (f *Finder) pick(it Item) {
	f.halt()
	f.pending = false
	f.drop.close()
	f.SetItem(it)
	if f.ClearOnPick {
		f.Clear()
	}
	if f.OnPicked != nil {
		f.OnPicked(it)
	}
}

func (f *Finder) moveOn() {
	if c := canvasOf(f.self); f.MoveOn && f.focused && c != nil {
		c.FocusNext()
	}
}

// chooseOnTab takes the marked line when Tab leaves the open list.
func (f *Finder) chooseOnTab() {
	if f.drop.open() && f.list.marked >= 0 && f.Text != "" && !(f.picked && f.Text == f.item.Text) {
		f.pick(f.items[f.list.marked])
	}
}

func (f *Finder) key(ev *fyne.KeyEvent) bool {
	if !f.drop.open() {
		switch ev.Name {
		case fyne.KeyDown, fyne.KeyF4:
			f.Open()
		case fyne.KeyReturn, fyne.KeyEnter:
			if f.Text != "" && (!f.picked || f.Text != f.item.Text) {
				// The answer is still on the way: take its first line.
				f.pending = true
				if f.cancel == nil {
					f.halt()
					f.ask()
				}
				return true
			}
			return false
		case fyne.KeyEscape:
			return f.restore()
		default:
			return false
		}
		return true
	}
	switch ev.Name {
	case fyne.KeyDown:
		f.list.move(1)
	case fyne.KeyUp:
		f.list.move(-1)
	case fyne.KeyPageDown:
		f.list.move(f.list.page())
	case fyne.KeyPageUp:
		f.list.move(-f.list.page())
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.answer != f.Text && f.Text != "" && !(f.picked && f.Text == f.item.Text) {
			f.pending = true // the list still answers fewer letters
			if f.cancel == nil {
				f.halt()
				f.ask()
			}
			return true
		}
		if f.list.marked >= 0 {
			f.pick(f.items[f.list.marked])
			f.moveOn()
		}
	case fyne.KeyEscape, fyne.KeyF4:
		f.drop.close()
		f.restore()
	default:
		return false
	}
	return true
}

// restore puts back the item that stood here; false when nothing was typed.
func (f *Finder) restore() bool {
	f.halt()
	if f.picked && f.Text != f.item.Text {
		f.SetItem(f.item)
		return true
	}
	if !f.picked && f.Text != "" {
		f.Clear()
		return true
	}
	return false
}

// leave settles what was typed: the only match is taken, anything else is kept
// with a message.
func (f *Finder) leave() {
	f.drop.close()
	f.halt()
	f.settle()
}

func (f *Finder) settle() bool {
	text := strings.TrimSpace(f.Text)
	switch {
	case text == "":
		had := f.picked
		f.item, f.picked = Item{}, false
		if had && f.OnCleared != nil {
			f.OnCleared()
		}
		if f.Required {
			f.SetFault(words.L("Choose a %s.", words.Of(f.Noun)))
			return false
		}
		return true
	case f.picked && text == strings.TrimSpace(f.item.Text):
		return true
	}
	if f.answer == f.Text {
		if len(f.items) == 1 {
			f.pick(f.items[0])
			return true
		}
		for _, it := range f.items {
			if strings.EqualFold(it.Text, text) {
				f.pick(it)
				return true
			}
		}
	}
	f.picked, f.item = false, Item{}
	f.SetFault(words.L("Choose a %s from the list; “%s” is not one yet.", words.Of(f.Noun), text))
	return false
}

// Check shows the fault, if any, and tells whether there is none.
func (f *Finder) Check() bool { return f.settle() }

// TypedShortcut opens on Alt+Down.
func (f *Finder) TypedShortcut(s fyne.Shortcut) {
	if isAltDown(s) {
		f.Open()
		return
	}
	f.Entry.TypedShortcut(s)
}
