package kit

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"matterbook/ui/words"
)

// Accel is one action that a key can start. Title and Group are English and
// marked; [Accel.Name] says the title in the reader's language.
type Accel struct {
	ID    string // "time.new"; a contract with tests and settings
	Title string // as in the menu and the cheat sheet
	Group string // heading of the cheat sheet
	Key   Chord
	Twin  Chord // second key; every function key has a Ctrl twin, for keyboards without F keys
}

// Name is the title in the reader's language.
func (a Accel) Name() string { return words.Of(a.Title) }

// Words are the keys of the action for a person: "F5 or Ctrl+T".
func (a Accel) Words() string {
	key, twin := a.Key.Words(), a.Twin.Words()
	switch {
	case key == "":
		return twin
	case twin == "":
		return key
	}
	return words.L("%s or %s", key, twin)
}

// KeyMap is the table of all actions and their keys: the usual ones, and what
// the user has changed.
type KeyMap struct{ list, usual []Accel }

// NewKeyMap returns a table with the given actions.
func NewKeyMap(accels ...Accel) *KeyMap {
	return &KeyMap{list: slices.Clone(accels), usual: slices.Clone(accels)}
}

// Groups of the cheat sheet.
const (
	Everywhere = "Everywhere"
	Records    = "Records"
	Working    = "Time and bills"
	GoTo       = "Go to"
)

var _ = []string{words.Mark("Everywhere"), words.Mark("Records"), words.Mark("Time and bills"), words.Mark("Go to")}

// DefaultKeyMap holds the actions that every window has, with the keys people
// bring along from other billing and ledger programs. Pages add their own.
func DefaultKeyMap() *KeyMap {
	a := func(group, id, title, key, twin string) Accel {
		return Accel{ID: id, Title: title, Group: group, Key: MustChord(key), Twin: MustChord(twin)}
	}
	return NewKeyMap(
		a(Everywhere, "find", words.Mark("Find anything"), "Ctrl+K", ""),
		a(Everywhere, "help", words.Mark("Help"), "F1", "Ctrl+H"),
		a(Everywhere, "back", words.Mark("Back"), "Alt+Left", "Ctrl+["),
		a(Everywhere, "pane.next", words.Mark("Next pane"), "F6", "Ctrl+J"),
		a(Everywhere, "menu", words.Mark("Open the menu"), "F10", "Ctrl+Shift+M"),
		a(Everywhere, "print", words.Mark("Print what is shown"), "Ctrl+P", ""),
		a(Everywhere, "search", words.Mark("Search in this list"), "Ctrl+F", ""),
		a(Everywhere, "reload", words.Mark("Read again"), "Ctrl+R", ""),
		a(Everywhere, "quit", words.Mark("Quit"), "Ctrl+Q", ""),
		a(Records, "new", words.Mark("New"), "Ctrl+N", ""),
		a(Records, "duplicate", words.Mark("Duplicate"), "Ctrl+D", ""),
		a(Records, "save", words.Mark("Save"), "Ctrl+S", ""),
		a(Records, "save.new", words.Mark("Save and new"), "Ctrl+Enter", ""),
		a(Records, "edit", words.Mark("Edit cell"), "F2", "Ctrl+E"),
		a(Records, "repeat", words.Mark("Repeat the value of the previous entry"), "F3", "Ctrl+Shift+R"),
		a(Records, "choose", words.Mark("Open chooser"), "F4", "Ctrl+Down"),
		a(Records, "delete", words.Mark("Delete"), "Ctrl+Delete", ""),
		// A chooser that has the focus opens on Alt+Down; everywhere else the keys
		// go through the records. The menu shows the first key of each and would
		// take it from the chooser, so Alt+Down is the second.
		a(Records, "previous", words.Mark("Previous record"), "Ctrl+PgUp", "Alt+Up"),
		a(Records, "next", words.Mark("Next record"), "Ctrl+PgDn", "Alt+Down"),
		a(Working, "timer", words.Mark("Start or stop the timer"), "F5", "Ctrl+T"),
		a(Working, "preview", words.Mark("Preview the page"), "F8", "Ctrl+Shift+P"),
		a(Working, "pay", words.Mark("Apply trust or payment"), "F9", "Ctrl+Shift+T"),
	)
}

// Add puts an action into the table, in place of one with the same ID.
func (m *KeyMap) Add(a Accel) {
	if i := m.index(a.ID); i >= 0 {
		m.list[i], m.usual[i] = a, a
		return
	}
	m.list, m.usual = append(m.list, a), append(m.usual, a)
}

func (m *KeyMap) index(id string) int {
	return slices.IndexFunc(m.list, func(a Accel) bool { return a.ID == id })
}

// All lists the actions in the order they were added.
func (m *KeyMap) All() []Accel { return slices.Clone(m.list) }

// Get is the action of the ID.
func (m *KeyMap) Get(id string) (Accel, bool) {
	if i := m.index(id); i >= 0 {
		return m.list[i], true
	}
	return Accel{}, false
}

// Usual is the action with the keys it has unless the user says otherwise.
func (m *KeyMap) Usual(id string) (Accel, bool) {
	if i := m.index(id); i >= 0 {
		return m.usual[i], true
	}
	return Accel{}, false
}

// Find is the action that the chord starts.
func (m *KeyMap) Find(c Chord) (Accel, bool) {
	if c.Key == "" {
		return Accel{}, false
	}
	c = c.normal()
	for _, a := range m.list {
		if a.Key.normal() == c || a.Twin.normal() == c {
			return a, true
		}
	}
	return Accel{}, false
}

// Rebind gives the action other keys. A chord that another action or text
// editing has is refused with its name, and nothing changes.
func (m *KeyMap) Rebind(id string, key, twin Chord) error {
	i := m.index(id)
	if i < 0 {
		return errors.New(words.L("There is no action %q.", id))
	}
	old := m.list[i]
	m.list[i].Key, m.list[i].Twin = key, twin
	if bad := m.Conflicts(); len(bad) > 0 {
		m.list[i] = old
		return errors.New(bad[0])
	}
	return nil
}

// Reset gives the action its usual keys, unless another one has them now.
func (m *KeyMap) Reset(id string) error {
	u, ok := m.Usual(id)
	if !ok {
		return errors.New(words.L("There is no action %q.", id))
	}
	return m.Rebind(id, u.Key, u.Twin)
}

// ResetAll gives every action its usual keys.
func (m *KeyMap) ResetAll() { m.list = slices.Clone(m.usual) }

// Changes are the actions that have other keys than the usual ones, as [Use]
// takes them: key and twin by the action's ID.
func (m *KeyMap) Changes() map[string][2]string {
	changes := map[string][2]string{}
	for i, a := range m.list {
		if u := m.usual[i]; a.Key != u.Key || a.Twin != u.Twin {
			changes[a.ID] = [2]string{a.Key.String(), a.Twin.String()}
		}
	}
	return changes
}

// Use sets the keys a user has chosen in place of the usual ones. What cannot
// be read, or collides since the program has new keys, keeps its usual keys.
func (m *KeyMap) Use(changes map[string][2]string) {
	m.ResetAll()
	// All at once: two actions may have exchanged their keys.
	for id, keys := range changes {
		key, err1 := ParseChord(keys[0])
		twin, err2 := ParseChord(keys[1])
		if i := m.index(id); i >= 0 && err1 == nil && err2 == nil {
			m.list[i].Key, m.list[i].Twin = key, twin
		}
	}
	for range m.list {
		if len(m.Conflicts()) == 0 {
			return
		}
		for i := range m.list {
			if u := m.usual[i]; m.list[i] != u && m.bad(i) {
				m.list[i] = u
			}
		}
	}
	if len(m.Conflicts()) > 0 {
		m.ResetAll()
	}
}

// bad says whether a key of the action stands in any conflict.
func (m *KeyMap) bad(i int) bool {
	for _, c := range []Chord{m.list[i].Key, m.list[i].Twin} {
		if c.Key == "" {
			continue
		}
		n := c.normal()
		if n.bare() || isReserved(n) {
			return true
		}
		for j, o := range m.list {
			if j != i && (o.Key.normal() == n || o.Twin.normal() == n) {
				return true
			}
		}
	}
	return false
}

// Keys that belong to text editing everywhere; an action on them would take
// cut, copy and paste away from the person who types.
var reserved = []string{"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+Left", "Ctrl+Right",
	"Ctrl+Backspace", "Enter", "Esc", "Tab", "Shift+Tab", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn",
	"Backspace", "Delete"}

func isReserved(c Chord) bool {
	return slices.ContainsFunc(reserved, func(r string) bool { return MustChord(r).normal() == c })
}

// Conflicts describes every chord that is given away twice, that text editing
// needs, or that is a bare letter.
func (m *KeyMap) Conflicts() []string {
	taken := map[Chord]string{}
	var bad []string
	for _, a := range m.list {
		for _, c := range []Chord{a.Key, a.Twin} {
			if c.Key == "" {
				continue
			}
			n := c.normal()
			switch who, ok := taken[n]; {
			case n.bare():
				bad = append(bad, words.L("%s is an ordinary letter; “%s” needs %s or %s with it.", c.Words(), a.Name(), words.Of(ctrlName()), words.Of("Alt")))
			case isReserved(n):
				bad = append(bad, words.L("%s belongs to text editing and moving about; choose another key for “%s”.", c.Words(), a.Name()))
			case ok:
				bad = append(bad, words.L("%s is already the key of “%s”; choose another key for “%s”.", c.Words(), who, a.Name()))
			default:
				taken[n] = a.Name()
			}
		}
	}
	return bad
}

// Keys is where every key of a window ends that the focused widget did not
// use. The kit's widgets hand over function keys, Escape and shortcuts.
type Keys struct {
	Map *KeyMap
	// Do runs the action; false says that the page has no such action now.
	Do func(id string) bool
	// Escape goes back; false when there is nothing to leave.
	Escape func() bool
	// EnterMovesOn makes Enter leave an entry for the next field, as Tab does.
	EnterMovesOn bool
	// Capture, when set, is given the next chords instead of running them: a
	// [KeyCapture] has the focus. Menus ask it as well, because the toolkit gives
	// a menu's key to the menu first.
	Capture func(Chord)
}

// TypedKey takes a plain key; it tells whether the key was used.
func (k *Keys) TypedKey(ev *fyne.KeyEvent) bool {
	if k == nil {
		return false
	}
	mods := heldModifiers()
	if ev.Name == fyne.KeyEscape && mods == 0 {
		return k.Escape != nil && k.Escape()
	}
	return k.run(Chord{ev.Name, mods})
}

// TypedShortcut takes a key with modifiers.
func (k *Keys) TypedShortcut(s fyne.Shortcut) bool {
	if k == nil {
		return false
	}
	ks, ok := s.(fyne.KeyboardShortcut)
	return ok && k.run(Chord{ks.Key(), ks.Mod()})
}

func (k *Keys) run(c Chord) bool {
	if k.Map == nil || k.Do == nil {
		return false
	}
	a, ok := k.Map.Find(c)
	return ok && k.Do(a.ID)
}

// MenuItem is the action as an item of the main menu. The item does nothing
// while a dialog is open on the canvas: the toolkit fires menu keys even then.
func (k *Keys) MenuItem(id string, canvas func() fyne.Canvas) *fyne.MenuItem {
	a, _ := k.Map.Get(id)
	item := fyne.NewMenuItem(a.Name(), func() {
		if k.Capture != nil {
			k.Capture(a.Key)
			return
		}
		if canvas != nil {
			if c := canvas(); c != nil && Modal(c) {
				return
			}
		}
		if k.Do != nil {
			k.Do(id)
		}
	})
	item.Shortcut = a.Key.Shortcut()
	return item
}

// WithKey is a tip that ends in the keys of an action: "Release (Ctrl+Shift+E)".
func (k *Keys) WithKey(tip, id string) string {
	if k == nil || k.Map == nil {
		return tip
	}
	a, ok := k.Map.Get(id)
	keys := a.Key
	if keys.Key == "" {
		keys = a.Twin
	}
	if !ok || keys.Key == "" {
		return tip
	}
	return words.L("%s (%s)", tip, keys.Words())
}

// testModifiers stands for the keyboard in tests, which have none.
var testModifiers fyne.KeyModifier

// HoldModifiers makes the kit believe the keys are held, until release. It is
// for tests: the headless driver knows no modifier keys.
func HoldModifiers(m fyne.KeyModifier) (release func()) {
	old := testModifiers
	testModifiers = m
	return func() { testModifiers = old }
}

// heldModifiers are the modifier keys held down now.
func heldModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers() | testModifiers
	}
	return testModifiers
}
