package page

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// busy is a window in the middle of a day: an entry half typed, a timer that
// runs, one that waits.
func busy(t *testing.T, theme string, width, height float32) *bench {
	t.Helper()
	o := lively(t)
	ctx := context.Background()
	for i, x := range []struct{ m, h, text string }{{"300-01", "0.7", "Review lease schedule; mark up clause 14.2"}, {"100-01", "1.2", "Prepare hearing bundle"}, {"400-01", "0.3", "Telephone conference with executor re inventory"}} {
		if _, err := o.AddTime(ctx, app.AddTime{Matter: x.m, Timekeeper: "JLK", Date: "2026-06-18", Hours: x.h, Narrative: x.text, Draft: i != 1}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Kept: true, Watched: true}); err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(11 * time.Minute)
	if _, err := o.StartTimer(ctx, app.StartTimer{Matter: "300-01", Narrative: "Call with opposing counsel", Watched: true}); err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(4*time.Minute + 17*time.Second)
	b := open(t, o, "", theme, width, height)
	today := b.w.Frame().Screen().(*present.Today)
	found, err := today.Form.Matter.Search(ctx, "300-01")
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	today.Form.Matter.Pick(found[0])
	today.Form.SetNarrative("E-mail J. Doe re costs [.2]; call re same [.5]")
	return b
}

func TestTodayPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := busy(t, theme, width, height)
		b.fits()
		b.shot("today-" + suffix)
		b.w.Frame().Timers().Review()
		b.fits()
		b.shot("timer-" + suffix)
	})
}

func TestTimePageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, lively(t), "", theme, width, height)
		b.w.Frame().Go("time", "")
		b.fits()
		b.shot("time-" + suffix)
		s := b.w.Frame().Screen().(*present.Time)
		s.OpenEdit(s.List.IDs(3, 3)[0])
		b.fits()
		b.shot("time-edit-" + suffix)
		s.List.Select(s.List.IDs(0, 5))
		s.OpenAct("time.rerate")
		b.fits()
		b.shot("time-rerate-" + suffix)
		s.OpenAct("time.split")
		s.Act.AddPart()
		s.Act.SetShare(0, "60")
		b.fits()
		b.shot("time-split-" + suffix)
		s.OpenAct("time.combine")
		b.fits()
		b.shot("time-combine-" + suffix)
		s.Do("time.release")
		b.fits()
		b.shot("time-outcome-" + suffix)
		s.ShowMissing("")
		b.fits()
		b.shot("time-missing-" + suffix)
		s.Missing.OpenForm("")
		b.fits()
		b.shot("time-expected-" + suffix)
	})
}

func TestTabGoesThroughTheEntryInItsOrder(t *testing.T) {
	b := busy(t, "light", 1366, 768)
	b.tabs("today.matter", "today.narrative", "today.hours", "today.save", "today.task", "today.activity", "today.charge", "today.atonce", "today.grid", "nav")
}

func TestDoubtfulTimerShowsBothFigures(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		b := busy(t, theme, 1366, 768)
		b.office.Clock.Advance(90 * time.Minute)
		b.run.Advance(2 * time.Second)
		b.fits()
		b.shot("doubt-bar-" + theme)
		b.w.Frame().Timers().Review()
		b.fits()
		b.shot("doubt-" + theme)
		if box, ok := kit.Find(b.win.Canvas(), "timer.count"); !ok || !box.Visible {
			t.Error("the choice of figures is not shown")
		}
	}
}

func TestEmptyPagesTeachAndFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		b.fits()
		b.shot("empty-today-" + suffix)
		b.w.Frame().Go("time", "")
		b.fits()
		b.shot("empty-time-" + suffix)
	})
}

func TestEveryKeyOfTheTableIsInTheMenuOnce(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "", 1366, 768)
	if bad := b.shell.keys.Map.Conflicts(); len(bad) > 0 {
		t.Errorf("keys given away twice: %v", bad)
	}
	inMenu := map[string]bool{}
	for _, r := range routes { // the menu "Act" is the screen's
		b.w.Frame().Go(r.route.Name, "")
		for _, m := range b.shell.menu().Items {
			for _, it := range m.Items {
				inMenu[it.Label] = true
			}
		}
	}
	for _, a := range b.shell.keys.Map.All() {
		if !inMenu[a.Title] {
			t.Errorf("%q (%s) is in no menu, so its key does not work from a field", a.Title, a.Key)
		}
	}
}

func TestFinderAndKeysOpenAndClose(t *testing.T) {
	b := open(t, lively(t), "", "dark", 1366, 768)
	b.shell.do("find")
	b.shot("finder")
	if !kit.Modal(b.win.Canvas()) {
		t.Fatal("the finder is not there")
	}
	b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if kit.Modal(b.win.Canvas()) {
		t.Error("Escape does not close the finder in one step")
	}
	b.shell.do("find")
	b.keys("dunne")
	b.run.Advance(time.Second)
	b.shot("finder-typed")
	b.keys(fyne.KeyDown, fyne.KeyReturn)
	if kit.Modal(b.win.Canvas()) || b.w.Frame().Place().Route != "settings" {
		t.Errorf("a person leads to %+v", b.w.Frame().Place())
	}
}
