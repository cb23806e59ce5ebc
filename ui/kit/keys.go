package kit

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Chord is a key with the modifiers held down. The zero value is no key.
type Chord struct {
	Key fyne.KeyName
	Mod fyne.KeyModifier
}

// Names of keys as people write them.
var keyWords = map[string]fyne.KeyName{
	"esc": fyne.KeyEscape, "escape": fyne.KeyEscape, "enter": fyne.KeyReturn, "return": fyne.KeyReturn,
	"space": fyne.KeySpace, "tab": fyne.KeyTab, "del": fyne.KeyDelete, "delete": fyne.KeyDelete,
	"ins": fyne.KeyInsert, "insert": fyne.KeyInsert, "backspace": fyne.KeyBackspace,
	"up": fyne.KeyUp, "down": fyne.KeyDown, "left": fyne.KeyLeft, "right": fyne.KeyRight,
	"home": fyne.KeyHome, "end": fyne.KeyEnd, "pgup": fyne.KeyPageUp, "pgdn": fyne.KeyPageDown,
	"menu": desktop.KeyMenu, "plus": fyne.KeyPlus, "minus": fyne.KeyMinus,
}

var functionKeys = map[string]bool{"F1": true, "F2": true, "F3": true, "F4": true, "F5": true, "F6": true,
	"F7": true, "F8": true, "F9": true, "F10": true, "F11": true, "F12": true}

// ParseChord reads "Ctrl+K", "Ctrl+Shift+Enter", "F5" or "" (no key). Ctrl is
// the command key on macOS.
func ParseChord(s string) (Chord, error) {
	if strings.TrimSpace(s) == "" {
		return Chord{}, nil
	}
	var c Chord
	parts := strings.Split(s, "+")
	for i, p := range parts {
		word := strings.ToLower(strings.TrimSpace(p))
		if i < len(parts)-1 {
			switch word {
			case "ctrl", "cmd":
				c.Mod |= fyne.KeyModifierShortcutDefault
			case "alt":
				c.Mod |= fyne.KeyModifierAlt
			case "shift":
				c.Mod |= fyne.KeyModifierShift
			default:
				return Chord{}, fmt.Errorf("%q is not a key combination: %q is not Ctrl, Alt or Shift", s, p)
			}
			continue
		}
		if k, ok := keyWords[word]; ok {
			c.Key = k
			continue
		}
		name := strings.ToUpper(word)
		if len(name) == 1 || functionKeys[name] {
			c.Key = fyne.KeyName(name)
			continue
		}
		return Chord{}, fmt.Errorf("%q is not a key combination: write for example Ctrl+K, F5 or Ctrl+Shift+Enter", s)
	}
	return c, nil
}

// MustChord is ParseChord for tables in code.
func MustChord(s string) Chord {
	c, err := ParseChord(s)
	if err != nil {
		panic(err)
	}
	return c
}

// String is the form of menus and the cheat sheet: "Ctrl+Shift+K".
func (c Chord) String() string {
	if c.Key == "" {
		return ""
	}
	var b strings.Builder
	if c.Mod&fyne.KeyModifierShortcutDefault != 0 {
		if runtime.GOOS == "darwin" {
			b.WriteString("Cmd+")
		} else {
			b.WriteString("Ctrl+")
		}
	}
	if c.Mod&fyne.KeyModifierAlt != 0 {
		b.WriteString("Alt+")
	}
	if c.Mod&fyne.KeyModifierShift != 0 {
		b.WriteString("Shift+")
	}
	switch c.Key {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.WriteString("Enter")
	case fyne.KeyEscape:
		b.WriteString("Esc")
	case fyne.KeyPageUp:
		b.WriteString("PgUp")
	case fyne.KeyPageDown:
		b.WriteString("PgDn")
	default:
		b.WriteString(string(c.Key))
	}
	return b.String()
}

// Shortcut is the toolkit's form, for menu items; nil for no key. A chord
// without a modifier is shown by the menu but reaches [Keys] as a plain key.
func (c Chord) Shortcut() fyne.Shortcut {
	if c.Key == "" {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Mod}
}

// Accel is one action that a key can start.
type Accel struct {
	ID    string // "time.new"; a contract with tests and settings
	Title string // as in the menu and the cheat sheet
	Group string // heading of the cheat sheet
	Key   Chord
	Twin  Chord // second key; every function key has a Ctrl twin, for keyboards without F keys
}

// KeyMap is the table of all actions and their keys.
type KeyMap struct{ list []Accel }

// NewKeyMap returns a table with the given actions.
func NewKeyMap(accels ...Accel) *KeyMap { return &KeyMap{list: slices.Clone(accels)} }

// DefaultKeyMap holds the actions that every window has, with the keys people
// bring along from other billing and ledger programs. Pages add their own.
func DefaultKeyMap() *KeyMap {
	a := func(group, id, title, key, twin string) Accel {
		return Accel{ID: id, Title: title, Group: group, Key: MustChord(key), Twin: MustChord(twin)}
	}
	return NewKeyMap(
		a("Everywhere", "find", "Find anything", "Ctrl+K", ""),
		a("Everywhere", "help", "Help", "F1", "Ctrl+H"),
		a("Everywhere", "back", "Back", "Alt+Left", "Ctrl+["),
		a("Everywhere", "pane.next", "Next pane", "F6", "Ctrl+J"),
		a("Everywhere", "print", "Print or export the list", "Ctrl+P", ""),
		a("Everywhere", "search", "Search in this list", "Ctrl+F", ""),
		a("Everywhere", "reload", "Read again", "Ctrl+R", ""),
		a("Everywhere", "quit", "Quit", "Ctrl+Q", ""),
		a("Records", "new", "New", "Ctrl+N", ""),
		a("Records", "duplicate", "Duplicate", "Ctrl+D", ""),
		a("Records", "save", "Save", "Ctrl+S", ""),
		a("Records", "save.new", "Save and new", "Ctrl+Enter", ""),
		a("Records", "edit", "Edit cell", "F2", "Ctrl+E"),
		a("Records", "repeat", "Repeat the value of the previous entry", "F3", "Ctrl+Shift+R"),
		a("Records", "choose", "Open chooser", "F4", "Alt+Down"),
		a("Records", "delete", "Delete", "Ctrl+Delete", ""),
		a("Records", "previous", "Previous record", "Alt+Up", "Ctrl+PgUp"),
		a("Records", "next", "Next record", "Ctrl+PgDn", "Ctrl+."),
		a("Time and bills", "timer", "Start or stop the timer", "F5", "Ctrl+T"),
		a("Time and bills", "spell", "Check spelling", "F7", "Ctrl+Shift+S"),
		a("Time and bills", "preview", "Preview the page", "F8", "Ctrl+Shift+P"),
		a("Time and bills", "pay", "Apply trust or payment", "F9", "Ctrl+Shift+T"),
	)
}

// Add puts an action into the table, in place of one with the same ID.
func (m *KeyMap) Add(a Accel) {
	if i := m.index(a.ID); i >= 0 {
		m.list[i] = a
		return
	}
	m.list = append(m.list, a)
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

// normal makes the two Enter keys one.
func (c Chord) normal() Chord {
	if c.Key == fyne.KeyEnter {
		c.Key = fyne.KeyReturn
	}
	return c
}

// Rebind gives the action other keys. A chord that another action or text
// editing has is refused, and nothing changes.
func (m *KeyMap) Rebind(id string, key, twin Chord) error {
	i := m.index(id)
	if i < 0 {
		return fmt.Errorf("there is no action %q", id)
	}
	old := m.list[i]
	m.list[i].Key, m.list[i].Twin = key, twin
	if bad := m.Conflicts(); len(bad) > 0 {
		m.list[i] = old
		return fmt.Errorf("%s", bad[0])
	}
	return nil
}

// Keys that belong to text editing everywhere; an action on them would take
// cut, copy and paste away from the person who types.
var reserved = []string{"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+Left", "Ctrl+Right",
	"Ctrl+Backspace", "Enter", "Esc", "Tab", "Shift+Tab", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn",
	"Backspace", "Delete", "F10"}

// Conflicts describes every chord that is given away twice, that text editing
// needs, or that is a bare letter.
func (m *KeyMap) Conflicts() []string {
	taken := map[Chord]string{}
	for _, r := range reserved {
		taken[MustChord(r).normal()] = "text editing and moving about"
	}
	var bad []string
	for _, a := range m.list {
		for _, c := range []Chord{a.Key, a.Twin} {
			if c.Key == "" {
				continue
			}
			n := c.normal()
			if n.Mod&^fyne.KeyModifierShift == 0 && len(n.Key) == 1 {
				bad = append(bad, fmt.Sprintf("%s is an ordinary letter; %q needs Ctrl or Alt with it.", c, a.Title))
				continue
			}
			if who, ok := taken[n]; ok {
				bad = append(bad, fmt.Sprintf("%s is already used for %s; choose another key for %q.", c, who, a.Title))
				continue
			}
			taken[n] = fmt.Sprintf("%q", a.Title)
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
	item := fyne.NewMenuItem(a.Title, func() {
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
