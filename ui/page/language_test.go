package page

import (
	"encoding/json"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"matterbook/app/apptest"
	"matterbook/assets"
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

// Every screen of a firm at work says in German what it has German for, and
// keeps inside the window with the longer words.
func TestEveryScreenSpeaksGerman(t *testing.T) {
	var table map[string]string
	if err := json.Unmarshal(assets.Translations()["de"], &table); err != nil {
		t.Fatal(err)
	}
	german := map[string]bool{}
	for _, said := range table {
		german[said] = true // "Name", "Status": the same word in both
	}
	for book, office := range map[string]*apptest.Office{"lively": lively(t), "empty": apptest.New(t)} {
		t.Run(book, func(t *testing.T) {
			b := open(t, office, "", "light", 1366, 768)
			t.Cleanup(func() { b.shell.setLanguage("en") })
			b.w.Frame().SetLook(func(l *present.Look) { l.Language = "de" })
			for _, r := range b.shell.Window().Frame().Routes() {
				b.shell.Window().Frame().Go(r.Name, "")
				b.win.Canvas().Capture()
				texts := shown(b.win.Canvas().Content())
				if len(texts) < 10 {
					t.Errorf("%s shows only %q", r.Name, texts)
				}
				for _, text := range texts {
					if said, ok := table[text]; ok && said != text && !german[text] {
						t.Errorf("%s says %q; in German %q", r.Name, text, said)
					}
				}
				b.fits()
			}
		})
	}
}

// shown are the texts that are seen in an object.
func shown(o fyne.CanvasObject) []string {
	if !o.Visible() {
		return nil
	}
	var texts []string
	switch x := o.(type) {
	case *canvas.Text:
		texts = append(texts, x.Text)
	case *fyne.Container:
		for _, c := range x.Objects {
			texts = append(texts, shown(c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			texts = append(texts, shown(c)...)
		}
	}
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
