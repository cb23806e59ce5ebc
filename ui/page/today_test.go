package page

import (
	"context"
	"testing"
	"time"

	"matterbook/app"
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
	})
}
