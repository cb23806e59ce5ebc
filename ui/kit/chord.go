package kit

import (
	"fmt"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"matterbook/ui/words"
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
	"menu": desktop.KeyMenu, "plus": fyne.KeyPlus, "minus": fyne.KeyMinus, "comma": fyne.KeyComma, "period": fyne.KeyPeriod,
}

var functionKeys = map[string]bool{"F1": true, "F2": true, "F3": true, "F4": true, "F5": true, "F6": true,
	"F7": true, "F8": true, "F9": true, "F10": true, "F11": true, "F12": true}

// shortKeys are the names of keys that are written otherwise than the toolkit
// names them. "Plus" and "Comma" stand out in a list better than their sign.
var shortKeys = map[fyne.KeyName]string{fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc", fyne.KeyPageUp: "PgUp",
	fyne.KeyPageDown: "PgDn", fyne.KeyPlus: "Plus", fyne.KeyMinus: "Minus", fyne.KeyComma: "Comma", desktop.KeyMenu: "Menu"}

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

// macKeyboard says that Ctrl is called Cmd. Tests set it.
var macKeyboard = runtime.GOOS == "darwin"

func ctrlName() string {
	if macKeyboard {
		return "Cmd"
	}
	return "Ctrl"
}

// parts are the names of the keys, modifiers first.
func (c Chord) parts() []string {
	if c.Key == "" {
		return nil
	}
	var p []string
	if c.Mod&fyne.KeyModifierShortcutDefault != 0 {
		p = append(p, ctrlName())
	}
	if c.Mod&fyne.KeyModifierAlt != 0 {
		p = append(p, "Alt")
	}
	if c.Mod&fyne.KeyModifierShift != 0 {
		p = append(p, "Shift")
	}
	name, ok := shortKeys[c.Key]
	if !ok {
		name = string(c.Key)
	}
	return append(p, name)
}

// String is the form that [ParseChord] reads, the same in every language:
// "Ctrl+Shift+K".
func (c Chord) String() string { return strings.Join(c.parts(), "+") }

// Marked so that they are translated in [Chord.Words].
var _ = []string{words.Mark("Ctrl"), words.Mark("Shift"), words.Mark("Alt"), words.Mark("Enter"), words.Mark("Esc"), words.Mark("PgUp"), words.Mark("PgDn"),
	words.Mark("Home"), words.Mark("End"), words.Mark("Delete"), words.Mark("Insert"), words.Mark("Space"), words.Mark("Up"), words.Mark("Down"),
	words.Sense("Left", "key"), words.Sense("Right", "key"), words.Mark("BackSpace"), words.Mark("Tab"), words.Mark("Plus"), words.Mark("Minus"), words.Mark("Comma"), words.Mark("Menu")}

// Words is the chord as it stands on the reader's keyboard: "Ctrl+Shift+K",
// "Strg+Umschalt+K". It is what menus of our own, tips and lists show.
func (c Chord) Words() string {
	p := c.parts()
	for i, name := range p {
		if len(name) > 1 {
			p[i] = words.Sense(name, "key")
		}
	}
	return strings.Join(p, "+")
}

// Shortcut is the toolkit's form, for menu items; nil for no key. A chord
// without a modifier is shown by the menu but reaches [Keys] as a plain key.
func (c Chord) Shortcut() fyne.Shortcut {
	if c.Key == "" {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Mod}
}

// normal makes the two Enter keys one.
func (c Chord) normal() Chord {
	if c.Key == fyne.KeyEnter {
		c.Key = fyne.KeyReturn
	}
	return c
}

// bare says that the chord is an ordinary letter or sign, with or without Shift.
func (c Chord) bare() bool { return c.Mod&^fyne.KeyModifierShift == 0 && len(c.Key) == 1 }
