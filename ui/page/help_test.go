package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

func TestHelpFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, lively(t), "", theme, width, height)
		b.w.Frame().Go("help", "")
		m := b.w.Frame().Screen().(*present.Help)
		for _, topic := range []string{"first-admin", "trust-rules", "today", "keys", "about", "licences"} {
			m.Choose(topic)
			b.fits()
			b.shot("help-" + topic + "-" + suffix)
		}
		m.SetSearch("check")
		b.fits()
		b.shot("help-search-" + suffix)
	})
}

// F1 explains the page in view, with the keys as the user has them.
func TestF1ExplainsThePage(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	if err := b.w.Bind("timer", "Ctrl+Shift+B", ""); err != nil {
		t.Fatal(err)
	}
	b.w.Frame().Go("time", "")
	b.win.Canvas().Unfocus()
	b.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	m, ok := b.w.Frame().Screen().(*present.Help)
	if !ok || m.Topic != "time" {
		t.Fatalf("F1 shows %+v", b.w.Frame().Place())
	}
	b.shell.do("keys")
	keys := ""
	for _, x := range m.Current().Blocks {
		keys += x.Mark + " " + x.Text + "\n"
	}
	if m.Topic != "keys" || !strings.Contains(keys, "Ctrl+Shift+B Start or stop the timer") {
		t.Errorf("the page of keys says\n%s", keys)
	}
	// Back leads to the page that was explained.
	b.shell.escape()
	if at := b.w.Frame().Place().Route; at != "help" && at != "time" {
		t.Errorf("Escape leads to %s", at)
	}
	_ = kit.Light
}

// Every screen has a topic, in every language.
func TestEveryScreenIsExplained(t *testing.T) {
	defer words.Use(words.English, nil)
	for _, l := range words.Locales() {
		words.Use(l, nil)
		b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
		b.w.Frame().Go("help", "")
		m := b.w.Frame().Screen().(*present.Help)
		for _, r := range b.w.Frame().Routes() {
			if r.Name == "help" {
				continue
			}
			m.Open("topic " + r.Name)
			if m.Topic != r.Name {
				t.Errorf("%s: F1 on %s shows %q", l.Tag, r.Name, m.Topic)
			}
		}
	}
}
