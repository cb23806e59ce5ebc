package kit

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// firing is a key of a menu that fires as usual but is not drawn by the toolkit:
// it draws the keys of a menu at a fifth of the text's strength, which nobody
// reads. They stand in the item's text instead.
type firing string

func (f firing) ShortcutName() string { return string(f) }

// WithKeys puts the keys of the items into their texts, at the right edge, and
// gives the menu back. On macOS the system draws the main menu, and its own way.
func WithKeys(m *fyne.Menu) *fyne.Menu {
	if runtime.GOOS == "darwin" {
		return m
	}
	size := fallback.Size(theme.SizeNameText)
	if app := fyne.CurrentApp(); app != nil {
		size = app.Settings().Theme().Size(theme.SizeNameText)
	}
	w := func(s string) float32 { return textWidth(s, size, fyne.TextStyle{}) }
	keys := map[*fyne.MenuItem]string{}
	edge := float32(0)
	for _, it := range m.Items {
		if it.ChildMenu != nil {
			WithKeys(it.ChildMenu)
		}
		s, ok := it.Shortcut.(fyne.KeyboardShortcut)
		if !ok {
			continue
		}
		keys[it] = Chord{Key: s.Key(), Mod: s.Mod()}.String()
		edge = max(edge, w(it.Label)+w(keys[it])+3*size)
	}
	if len(keys) == 0 {
		return m
	}
	const hair = "\u200a" // a tenth of a letter
	for _, it := range m.Items {
		edge = max(edge, w(it.Label))
	}
	for it, key := range keys {
		gap := edge - w(it.Label) - w(key)
		spaces := max(int(gap/w(" ")), 1)
		text := it.Label + strings.Repeat(" ", spaces)
		for range 3 {
			if w(text+hair+key) <= edge+0.7 {
				text += hair
			}
		}
		it.Label, it.Shortcut = text+key, firing(it.Shortcut.ShortcutName())
	}
	return m
}

// MainMenu is WithKeys for the main menu.
func MainMenu(m *fyne.MainMenu) *fyne.MainMenu {
	for _, sub := range m.Items {
		WithKeys(sub)
	}
	return m
}

// ShowMenu opens a menu at a place of the canvas.
func ShowMenu(m *fyne.Menu, c fyne.Canvas, at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(WithKeys(m), c, at)
}
