package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/ui/words"
)

func TestChordsAreReadAsTheyAreWritten(t *testing.T) {
	for _, s := range []string{"Ctrl+K", "F5", "Ctrl+Shift+Enter", "Ctrl+Comma", "Ctrl+Plus", "Ctrl+Minus", "Alt+Left", "Ctrl+[", "Ctrl+.", "Ctrl+Shift+W", "Ctrl+9", "Shift+F10", "Ctrl+Delete", "Ctrl+PgDn", "Ctrl+Alt+Z"} {
		c, err := ParseChord(s)
		if err != nil {
			t.Errorf("%s: %v", s, err)
			continue
		}
		again, err := ParseChord(c.String())
		if err != nil || again != c {
			t.Errorf("%s is written as %s, which reads %+v %v", s, c, again, err)
		}
	}
	if c := MustChord("Ctrl+,"); c != MustChord("Ctrl+Comma") || c.String() != "Ctrl+Comma" {
		t.Errorf("the comma is %s", c)
	}
}

func TestAMacCallsItCmd(t *testing.T) {
	defer func(was bool) { macKeyboard = was }(macKeyboard)
	macKeyboard = true
	c := MustChord("Ctrl+Shift+K")
	if c.String() != "Cmd+Shift+K" || MustChord(c.String()) != c {
		t.Errorf("written as %s", c)
	}
}

func TestKeysAreSaidInTheLanguage(t *testing.T) {
	defer words.Use(words.English, nil)
	words.Use(words.German, func(s string) string {
		return map[string]string{"Ctrl": "Strg", "Shift": "Umschalt", "New": "Neu", "%s (%s)": "%s (%s)"}[s]
	})
	c := MustChord("Ctrl+Shift+K")
	if c.Words() != "Strg+Umschalt+K" || c.String() != "Ctrl+Shift+K" {
		t.Errorf("said %s, kept %s", c.Words(), c)
	}
}

// Every function key has a twin on Ctrl, for keyboards where F keys are far.
func TestFunctionKeysHaveTwins(t *testing.T) {
	for _, a := range DefaultKeyMap().All() {
		if strings.HasPrefix(string(a.Key.Key), "F") && len(a.Key.Key) > 1 && a.Twin.Mod&fyne.KeyModifierShortcutDefault == 0 {
			t.Errorf("%s on %s has no twin with Ctrl", a.ID, a.Key)
		}
	}
}

func TestKeysOfAUser(t *testing.T) {
	m := DefaultKeyMap()
	if err := m.Rebind("new", MustChord("Ctrl+Shift+N"), Chord{}); err != nil {
		t.Fatal(err)
	}
	if err := m.Rebind("timer", MustChord("F5"), MustChord("Ctrl+N")); err != nil {
		t.Fatalf("a key that was given up: %v", err)
	}
	kept := m.Changes()
	if len(kept) != 2 || kept["new"] != [2]string{"Ctrl+Shift+N", ""} {
		t.Errorf("kept %v", kept)
	}
	other := DefaultKeyMap()
	other.Use(kept)
	if a, ok := other.Find(MustChord("Ctrl+N")); !ok || a.ID != "timer" {
		t.Errorf("Ctrl+N starts %+v", a)
	}
	// The usual key of "new" is taken now: to reset it alone is refused by name.
	if err := other.Reset("new"); err == nil || !strings.Contains(err.Error(), "Start or stop the timer") {
		t.Errorf("reset: %v", err)
	}
	other.ResetAll()
	if a, _ := other.Find(MustChord("Ctrl+N")); a.ID != "new" || len(other.Changes()) != 0 {
		t.Errorf("after the reset Ctrl+N starts %s", a.ID)
	}
}

// What a book keeps of another version of the program never breaks the keys.
func TestKeysThatCannotBeUsedAreLeft(t *testing.T) {
	m := DefaultKeyMap()
	m.Use(map[string][2]string{"new": {"Ctrl+K", ""}, "save": {"Hyper+S", ""}, "gone": {"Ctrl+G", ""}, "timer": {"Ctrl+B", "Ctrl+T"}, "quit": {"q", ""}})
	if bad := m.Conflicts(); len(bad) > 0 {
		t.Fatal(bad)
	}
	for chord, id := range map[string]string{"Ctrl+K": "find", "Ctrl+N": "new", "Ctrl+S": "save", "Ctrl+B": "timer", "Ctrl+Q": "quit"} {
		if a, _ := m.Find(MustChord(chord)); a.ID != id {
			t.Errorf("%s starts %q, want %s", chord, a.ID, id)
		}
	}
}

func TestACaptureTakesTheNextChord(t *testing.T) {
	var got []string
	k := NewKeyCapture(func(c Chord) { got = append(got, c.String()) })
	w, s := stand(t, Light, 400, 200, VBox(0, k, NewButton("x", nil)))
	did := 0
	s.Keys.Do = func(string) bool { did++; return true }
	item := s.Keys.MenuItem("new", w.Canvas)
	w.Canvas().Focus(k)
	if k.TextShown() != "Press the new key…" {
		t.Errorf("it shows %q", k.TextShown())
	}
	press(w, fyne.KeyF8)
	k.TypedShortcut(MustChord("Ctrl+Shift+B").Shortcut())
	k.TypedShortcut(&fyne.ShortcutCopy{})
	item.Action() // the toolkit gives a menu's key to the menu first
	press(w, fyne.KeyDelete)
	if want := "F8 Ctrl+Shift+B Ctrl+C Ctrl+N "; strings.Join(got, " ") != want {
		t.Errorf("took %q, want %q", strings.Join(got, " "), want)
	}
	press(w, fyne.KeyEscape)
	if w.Canvas().Focused() != nil || s.Keys.Capture != nil {
		t.Error("Escape does not leave the field")
	}
	item.Action()
	if did != 1 {
		t.Errorf("%d actions were run, want the one after the field was left", did)
	}
}
