package kit

import (
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func TestKeysOfAMenuStandInItsTextAndFireStill(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("the system draws the menu")
	}
	stand(t, Dark, 400, 300, NewLabel(""))
	items := []*fyne.MenuItem{fyne.NewMenuItem("Find anything", nil), fyne.NewMenuItem("Pause the timer, or let it go on", nil), fyne.NewMenuItem("Without a key", nil)}
	items[0].Shortcut = MustChord("Ctrl+K").Shortcut()
	items[1].Shortcut = MustChord("Ctrl+Shift+Space").Shortcut()
	fires := items[1].Shortcut.ShortcutName()
	WithKeys(fyne.NewMenu("Go", items...))
	size := fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText)
	a, b := textWidth(items[0].Label, size, fyne.TextStyle{}), textWidth(items[1].Label, size, fyne.TextStyle{})
	if !strings.HasSuffix(items[0].Label, "Ctrl+K") || a-b > 1 || b-a > 1 {
		t.Errorf("%q is %v wide, %q %v", items[0].Label, a, items[1].Label, b)
	}
	if _, drawn := items[1].Shortcut.(fyne.KeyboardShortcut); drawn || items[1].Shortcut.ShortcutName() != fires {
		t.Error("the key is drawn twice or fires otherwise")
	}
	if items[2].Label != "Without a key" {
		t.Errorf("%q", items[2].Label)
	}
}
