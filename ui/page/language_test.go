package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// The window is drawn anew in another language; the place and the screens stay.
func TestTheLanguageChangesWhileTheWindowIsOpen(t *testing.T) {
	b := open(t, apptest.New(t), "", "light", 1366, 768)
	t.Cleanup(func() { b.shell.setLanguage("en") })
	was := b.w.Frame().Screen()
	before := b.w
	b.shell.Window().Frame().SetLook(func(l *present.Look) { l.Language = "de" })
	if words.In().Tag != "de" {
		t.Fatal("the window speaks", words.In().Tag)
	}
	now := b.shell.Window()
	if now == before || now.frame != before.frame || now.frame.Screen() != was {
		t.Error("the frame and its screens stay, the drawing is new")
	}
	if got := now.frame.Nav()[0].Title; got != "Heute" {
		t.Errorf("the first place is called %q", got)
	}
	if len(now.pages) == 0 || now.slot.Objects[0] == fyne.CanvasObject(nil) {
		t.Error("nothing is drawn")
	}
	if _, _, book, ok := now.status.Part("item:book"); !ok || book == "" {
		t.Error("the status line has lost the name of the book")
	}
	now.frame.SetLook(func(l *present.Look) { l.Language = "en" })
	if got := b.shell.Window().frame.Nav()[0].Title; got != "Today" || words.L("Close") != "Close" {
		t.Errorf("back in English it is called %q", got)
	}
}
