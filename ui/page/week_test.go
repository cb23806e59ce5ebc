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

func TestWeekPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		o := lively(t)
		for i, req := range []app.AddTime{{Matter: "100-01", Date: "2026-06-17", Hours: "0.4", Narrative: "Call with the court's clerk about the hearing date"},
			{Matter: "300-01", Date: "2026-06-18", Hours: "2.5", Task: "L120", Activity: "A104"}, {Matter: "100-02", Date: "2026-06-15", Hours: "1.25", Narrative: "Mark up the lease"}} {
			req.Timekeeper, req.Draft = "JLK", i != 2
			if _, err := o.AddTime(context.Background(), req); err != nil {
				t.Fatal(err)
			}
		}
		b := open(t, o, "", theme, width, height)
		b.w.Frame().Go("week", "")
		b.fits()
		b.shot("week-" + suffix)
		s := b.w.Frame().Screen().(*present.Week)
		for _, id := range s.List.AllIDs() {
			r, ok := s.List.Value(id)
			for day := range r.Days {
				if ok && len(r.Days[day]) > 1 {
					s.MoveTo(id, present.WeekDays[day])
				}
			}
		}
		b.fits()
		b.shot("week-several-" + suffix)
	})
}

func TestEmptyWeekTeaches(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	b.w.Frame().Go("week", "")
	b.fits()
	b.shot("week-empty")
}

// A week is filled by keys alone: a row, hours across its days, the text beside.
func TestWeekIsFilledByKeysAlone(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	b.w.Frame().Go("week", "")
	s := b.w.Frame().Screen().(*present.Week)
	s.SetKeeper("RMD")
	b.focus("week.matter")
	b.keys("100-02")
	b.run.Advance(time.Second)
	b.keys(fyne.KeyReturn)
	if s.List.Len() != 2 || !b.has("week.grid") { // the row, and what is missing
		t.Fatalf("%d rows, the focus is on %T", s.List.Len(), b.win.Canvas().Focused())
	}
	grid := b.object("week.grid").(*kit.Grid)
	if grid.CurrentColumn() != "thu" { // today
		t.Fatalf("the cursor stands in %s", grid.CurrentColumn())
	}
	b.keys("1.5")
	b.keys(fyne.KeyTab)
	b.keys("45m")
	b.keys(fyne.KeyReturn)
	row, _ := s.List.Value(s.List.IDs(0, 0)[0])
	if row.Hours(3).Plain() != "1.50" || row.Hours(4).Plain() != "0.80" {
		t.Errorf("Thursday %s, Friday %s", row.Hours(3).Plain(), row.Hours(4).Plain())
	}
	// What cannot be read stays in the cell with its message.
	grid.SetCell(0, "mon")
	b.keys("x")
	b.keys(fyne.KeyReturn)
	if !grid.Editing() {
		t.Error("nonsense was taken")
	}
	b.keys(fyne.KeyEscape)
	// Enter on a cell goes to its text.
	grid.SetCell(0, "thu")
	b.win.Canvas().Focus(grid)
	b.keys(fyne.KeyReturn)
	b.keys("rv lease")
	b.keys(fyne.KeyReturn)
	row, _ = s.List.Value(s.List.IDs(0, 0)[0])
	if got := row.Days[3][0].Narrative; got != "Review lease" {
		t.Errorf("the text is %q", got)
	}
	if !b.has("week.grid") {
		t.Errorf("after the text the focus is on %T", b.win.Canvas().Focused())
	}
}

// object is a widget by its name.
func (b *bench) object(name string) fyne.CanvasObject {
	b.t.Helper()
	box, ok := kit.Find(b.win.Canvas(), name)
	if !ok {
		b.t.Fatalf("no widget %q", name)
	}
	return box.Object
}

// has says whether the named widget has the keyboard.
func (b *bench) has(name string) bool {
	return fyne.CanvasObject(b.win.Canvas().Focused().(fyne.CanvasObject)) == b.object(name)
}
