package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func TestATableFromTheClipboardBecomesDraftsByKeysAlone(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "jlk", "light", 1366, 768)
	b.w.Frame().Go("today", "")
	grid := b.focusGrid("today.grid")
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("Matter\tHours\tNarrative\n100-01\t1.2\tCall with client\n100-09\t.5\tLetter")
	grid.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if !kit.Modal(b.win.Canvas()) {
		t.Fatal("nothing asks about the rows")
	}
	b.fits()
	rows := b.win.Canvas().Focused().(*kit.Grid)
	rows.SetCursor(0)
	for rows.CurrentColumn() != "matter" {
		b.keys(fyne.KeyRight)
	}
	b.keys(fyne.KeyF2, "100-02", fyne.KeyReturn)
	box, _ := kit.Find(b.win.Canvas(), "paste")
	box.Object.(*kit.Dialog).Submit()
	if kit.Modal(b.win.Canvas()) {
		t.Error("the rows are saved and the dialog is still there")
	}
	list, err := b.office.ListTime(t.Context(), app.ListTime{}, app.Page{})
	if err != nil || len(list) != 2 || list[0].TimekeeperCode != "JLK" {
		t.Fatalf("%d entries: %v", len(list), err)
	}
	if n := b.w.Frame().Screen().(*present.Today).List.Len(); n != 2 {
		t.Errorf("the sheet shows %d entries", n)
	}
}

// focusGrid gives a named list the keyboard.
func (b *bench) focusGrid(name string) *kit.Grid {
	b.t.Helper()
	b.focus(name)
	return b.win.Canvas().Focused().(*kit.Grid)
}

func TestARangeOfHoursIsPastedIntoTheWeekByKeysAlone(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "jlk", "light", 1366, 768)
	_, err := b.office.AddTime(t.Context(), app.AddTime{Matter: "100-01", Timekeeper: "JLK", Date: "2026-06-15", Hours: "1", Narrative: "Call"})
	if err != nil {
		t.Fatal(err)
	}
	b.w.Frame().Go("week", "2026-06-15")
	grid := b.focusGrid("week.grid")
	// The cursor stands on today, Thursday.
	for range 2 {
		b.keys(fyne.KeyLeft)
	}
	if grid.CurrentColumn() != "tue" {
		t.Fatalf("the cursor stands in %s", grid.CurrentColumn())
	}
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("1.5\t2")
	grid.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	box, ok := kit.Find(b.win.Canvas(), "paste")
	if !ok {
		t.Fatal("nothing asks about the hours")
	}
	b.fits()
	box.Object.(*kit.Dialog).Submit()
	w := b.w.Frame().Screen().(*present.Week)
	r, _ := w.List.Value(w.List.AllIDs()[0])
	if r.Hours(1) != 15000 || r.Hours(2) != 20000 {
		t.Errorf("the week shows %v", r.Days)
	}
}
