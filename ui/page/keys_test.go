package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	"matterbook/ui/kit"
)

func menuOf(t *testing.T, b *bench, title string) *fyne.Menu {
	t.Helper()
	for _, m := range b.win.MainMenu().Items {
		if m.Label == title {
			return m
		}
	}
	t.Fatalf("no menu %q", title)
	return nil
}

func itemOf(t *testing.T, m *fyne.Menu, title string) *fyne.MenuItem {
	t.Helper()
	for _, it := range m.Items {
		if it.Label == title || strings.HasPrefix(it.Label, title+"  ") { // the key stands at its right edge
			return it
		}
	}
	t.Fatalf("no item %q in %s", title, m.Label)
	return nil
}

func TestKeysAUserHasChosen(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	if err := b.w.Bind("find", "Ctrl+N", ""); err == nil || !strings.Contains(err.Error(), "New") {
		t.Errorf("a key that is taken: %v", err)
	}
	if err := b.w.Bind("go.time", "Ctrl+B", "Ctrl+2"); err != nil {
		t.Fatal(err)
	}
	if it := itemOf(t, menuOf(t, b, "Go"), "Time"); it.Shortcut.ShortcutName() != kit.MustChord("Ctrl+B").Shortcut().ShortcutName() {
		t.Errorf("the menu shows %s", it.Shortcut.ShortcutName())
	}
	// Another window of the same user has them too; the key works.
	b.w.Frame().Close()
	again := open(t, b.office, "", "", 1366, 768)
	again.shell.keys.TypedShortcut(kit.MustChord("Ctrl+B").Shortcut())
	if at := again.w.Frame().Place().Route; at != "time" {
		t.Errorf("Ctrl+B goes to %s", at)
	}
	if err := again.w.ResetKeys(""); err != nil {
		t.Fatal(err)
	}
	for _, r := range again.w.KeyRows() {
		if r.Changed {
			t.Errorf("%s has still %s", r.ID, r.Key)
		}
	}
}

// Every command of the screen in view can be reached in the menu, and what
// cannot be done now is pale.
func TestMenuShowsWhatThePageCanDo(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	m := b.matters()
	m.List.Select(nil)
	b.run.Advance(menuWait)
	acts := menuOf(t, b, "Act")
	if len(acts.Items) != len(m.Commands()) {
		t.Errorf("%d items for %d commands", len(acts.Items), len(m.Commands()))
	}
	if it := itemOf(t, acts, "Close the matter"); !it.Disabled {
		t.Error("nothing is selected, yet a matter can be closed")
	}
	m.List.Select(m.List.AllIDs()[:1])
	b.run.Advance(menuWait)
	if it := itemOf(t, menuOf(t, b, "Act"), "Close the matter"); it.Disabled {
		t.Error("a matter is selected, yet it cannot be closed")
	}
}
