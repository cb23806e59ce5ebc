package present_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/work"
	"matterbook/ui/present"
)

func (s *seat) week(keeper string) *present.Week {
	s.t.Helper()
	s.frame.Go("week", "")
	w := s.frame.Screen().(*present.Week)
	w.SetKeeper(keeper)
	return w
}

// weekOf opens the sheet of RMD with entries of the week of 15 June 2026.
func weekOf(t *testing.T, reqs ...app.AddTime) (*seat, *present.Week) {
	o := apptest.New(t).Seed()
	for _, r := range reqs {
		add(t, o, r)
	}
	s := sit(t, o, "admin", present.WeekRoute.Any(), present.TodayRoute.Any())
	return s, s.week("RMD")
}

func weekRow(t *testing.T, w *present.Week, matter string) (int64, present.WeekRow) {
	t.Helper()
	for _, id := range w.List.AllIDs() {
		if r, ok := w.List.Value(id); ok && r.Matter.Key == matter {
			return id, r
		}
	}
	t.Fatalf("no row of %s", matter)
	return 0, present.WeekRow{}
}

func TestWeekAddsUpByRowDayAndWeek(t *testing.T) {
	_, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0"}, app.AddTime{Matter: "100-01", Date: "2026-06-17", Hours: "2.0"},
		app.AddTime{Matter: "100-02", Date: "2026-06-17", Hours: "0.5"}, app.AddTime{Matter: "100-01", Date: "2026-06-22", Hours: "9.0"},
		app.AddTime{Matter: "100-01", Date: "2026-06-16", Hours: "7.0", Timekeeper: "JLK"})
	if w.List.Len() != 3 { // two matters, and what is missing
		t.Fatalf("%d rows", w.List.Len())
	}
	_, totals := w.List.Totals()
	if totals["mon"] != "1.0" || totals["tue"] != "" || totals["wed"] != "2.5" || totals["sum"] != "3.5" {
		t.Errorf("totals %v", totals)
	}
	if row := cells(t, w.List, 0); row["matter"] != "100-01" || row["wed"] != "2.0" || row["sum"] != "3.0" {
		t.Errorf("first row %v", row)
	}
	// Eight hours were expected on Monday to Thursday, the 18th; Friday is still to come.
	if row := cells(t, w.List, 2); row["mon"] != "7.0" || row["tue"] != "8.0" || row["fri"] != "" || row["sum"] != "28.5" {
		t.Errorf("missing %v", row)
	}
}

func TestHoursTypedIntoACellMakeChangeAndDeleteADraft(t *testing.T) {
	s, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0"})
	id, _ := weekRow(t, w, "100-01")
	noErr(t, w.TypeHours(id, "tue", "1:30"))
	_, r := weekRow(t, w, "100-01")
	if e := r.Days[1]; len(e) != 1 || e[0].Hours != 15000 || e[0].Status != work.Draft || e[0].Date.String() != "2026-06-16" {
		t.Fatalf("Tuesday holds %+v", e)
	}
	if err := w.TypeHours(id, "wed", "soon"); err == nil {
		t.Error("nonsense was taken")
	}
	noErr(t, w.TypeHours(id, "tue", "2"))
	if _, r = weekRow(t, w, "100-01"); r.Hours(1) != 20000 {
		t.Errorf("Tuesday has %s", r.Hours(1).Plain())
	}
	// A day has 24 hours: the book refuses, the cell keeps what it had.
	noErr(t, w.TypeHours(id, "tue", "24"))
	noErr(t, w.TypeHours(id, "tue", "24"))
	noErr(t, w.TypeHours(id, "tue", "2"))
	noErr(t, w.TypeHours(id, "tue", "0"))
	if _, r = weekRow(t, w, "100-01"); len(r.Days[1]) != 0 {
		t.Errorf("Tuesday still holds %+v", r.Days[1])
	}
	s.frame.Do("undo") // the deletion
	if _, r = weekRow(t, w, "100-01"); r.Hours(1) != 20000 {
		t.Errorf("after the undo Tuesday has %s", r.Hours(1).Plain())
	}
	s.office.Sound()
}

func TestReleasedAndSeveralEntriesAreReadOnlyAndSayWhy(t *testing.T) {
	s, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0"}, app.AddTime{Matter: "100-01", Date: "2026-06-16", Hours: "1.0", Draft: true},
		app.AddTime{Matter: "100-01", Date: "2026-06-16", Hours: "0.5", Narrative: "Second", Draft: true})
	id, _ := weekRow(t, w, "100-01")
	if _, ok := w.EditCell(id, "mon"); ok {
		t.Error("a released entry is edited in the sheet")
	}
	s.said("released and no draft")
	if _, ok := w.EditCell(id, "tue"); ok {
		t.Error("a sum of two entries is edited")
	}
	s.said("There are 2 entries")
	w.MoveTo(id, "tue")
	list := w.CellEntries()
	if len(list) != 2 || w.Edit != nil {
		t.Fatalf("beside the sheet: %+v, %v", list, w.Edit)
	}
	w.Choose(list[1].ID)
	if w.Edit == nil || w.Edit.Narrative.Text != "Second" {
		t.Fatalf("the second entry is not opened: %+v", w.Edit)
	}
	if row := cells(t, w.List, 0); row["tue"] != "1.5" {
		t.Errorf("Tuesday shows %q", row["tue"])
	}
	if _, ok := w.EditCell(-1, "mon"); ok {
		t.Error("the row of what is missing is edited")
	}
}

func TestTextBesideTheSheetIsSavedWhenTheCellIsLeft(t *testing.T) {
	s, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0", Draft: true})
	id, _ := weekRow(t, w, "100-01")
	w.MoveTo(id, "mon")
	w.Edit.SetNarrative("Draft the reply")
	w.MoveTo(id, "tue")
	_, r := weekRow(t, w, "100-01")
	if r.Days[0][0].Narrative != "Draft the reply" || w.Edit != nil {
		t.Errorf("Monday says %q; beside Tuesday stands %v", r.Days[0][0].Narrative, w.Edit)
	}
	w.MoveTo(id, "mon")
	w.Edit.SetNarrative("Draft the reply and send")
	if !w.Escape() || w.Edit.Narrative.Text != "Draft the reply" {
		t.Error("Escape does not give the text up")
	}
	s.office.Sound()
}

func TestTextBesideTheSheetOutlivesACrash(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-09", Hours: "1.0", Draft: true, Narrative: "Old"})
	s := sit(t, o, "admin", present.WeekRoute.Any())
	w := s.week("RMD")
	w.Move(-1)
	id, _ := weekRow(t, w, "100-01")
	w.MoveTo(id, "tue")
	w.Edit.SetNarrative("New and long")
	s.run.Advance(3 * time.Second)
	again := sit(t, o, "admin", present.WeekRoute.Any())
	next := again.week("RMD")
	if next.Start().String() != "2026-06-08" || next.Edit == nil || next.Edit.Narrative.Text != "New and long" {
		t.Fatalf("the week of %s, beside it %+v", next.Start(), next.Edit)
	}
	again.notice("not saved")
	next.Edit.Save()
	last := sit(t, o, "admin", present.WeekRoute.Any())
	if w := last.week("RMD"); w.Edit != nil && w.Edit.Narrative.Text == "New and long" && w.Edit.Edited() {
		t.Error("what was saved is offered again")
	}
}

func TestRowsOfLastWeekAreCopiedWithoutHours(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-09", Hours: "1.0"})
	add(t, o, app.AddTime{Matter: "200-01", Date: "2026-06-10", Hours: "1.0", Task: "L120", Activity: "A104"})
	s := sit(t, o, "admin", present.WeekRoute.Any())
	w := s.week("RMD")
	w.CopyRows()
	s.said("2 rows copied")
	id, r := weekRow(t, w, "200-01")
	if r.Sum() != 0 || r.Code != "L120 A104" {
		t.Fatalf("the row is %+v", r)
	}
	noErr(t, w.TypeHours(id, "thu", ".5"))
	if _, r = weekRow(t, w, "200-01"); r.Days[3][0].Task != "L120" {
		t.Errorf("the entry has the task %q", r.Days[3][0].Task)
	}
	// They stand there in the next window, too, and can be taken away.
	w = sit(t, o, "admin", present.WeekRoute.Any()).week("RMD")
	id, _ = weekRow(t, w, "100-01")
	w.MoveTo(id, "mon")
	w.Clear()
	if w.List.Len() != 2 { // the other one, and what is missing
		t.Errorf("%d rows", w.List.Len())
	}
}

func TestTheDayBeforeIsRepeatedInTheRow(t *testing.T) {
	s, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0", Narrative: "Attend trial"})
	id, _ := weekRow(t, w, "100-01")
	w.MoveTo(id, "tue")
	w.Repeat()
	_, r := weekRow(t, w, "100-01")
	if len(r.Days[1]) != 1 || r.Days[1][0].Narrative != "Attend trial" || r.Days[1][0].Status != work.Draft {
		t.Fatalf("Tuesday holds %+v", r.Days[1])
	}
	w.Repeat()
	s.said("has hours in this row already")
	if n, bare := w.Drafts(); n != 1 || bare != 0 {
		t.Errorf("%d drafts, %d without a text", n, bare)
	}
	w.Release()
	s.notice("Released: 1 entry.")
	s.frame.Do("undo")
	if n, _ := w.Drafts(); n != 1 {
		t.Errorf("after the undo %d drafts", n)
	}
	noErr(t, w.TypeHours(id, "fri", "1"))
	if !w.NextBare() || w.At().Day != 4 {
		t.Errorf("the next cell without a text is day %d", w.At().Day)
	}
}

func TestAnAttorneyFillsTheOwnWeekAlone(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk", present.WeekRoute.Any())
	w := s.week("RMD")
	if w.Keeper().Code != "JLK" || len(w.Keepers()) != 1 {
		t.Errorf("the week of %s, %d to choose from", w.Keeper().Code, len(w.Keepers()))
	}
}

func TestARangeOfHoursFromASpreadsheetLiesOnTheSheet(t *testing.T) {
	s, w := weekOf(t, app.AddTime{Matter: "100-01", Date: "2026-06-15", Hours: "1.0"}, app.AddTime{Matter: "100-02", Date: "2026-06-19", Hours: "0.5"})
	id, _ := weekRow(t, w, "100-01")
	at := func(day string) { w.MoveTo(id, day) }
	refused := func(why string, rows ...[]string) {
		t.Helper()
		if got := w.PasteTable(rows); got != nil {
			t.Errorf("pasted as %v", got)
		}
		s.said(why)
	}
	at("mon")
	refused("has hours in the row of 100-01 already", []string{"2", "1"})
	at("sun")
	refused("wider than the week", []string{"2", "1"})
	at("tue")
	refused("more lines than there are matters", []string{"2"}, []string{"1"}, []string{"3"})

	// Two rows over three days; one cell says nothing, one says too much for a day.
	p := present.NewTimePaste(s.frame, w.PasteTable([][]string{{"1:30", "", "0.4"}, {"-", "23.9", "0"}}), w.Start(), w.Keeper().Code, func() {}, func(int) {})
	if p.Len() != 3 || p.Good != 3 {
		t.Fatalf("%d rows, %d good: %v", p.Len(), p.Good, cells(t, &p.List, 0))
	}
	p.SetField(p.List.AllIDs()[2], "hours", "25")
	if first := cells(t, &p.List, 0); p.Bad != 1 || first["state"] != "To mend" || first["matter"] != "100-02" || first["fault"] == "" {
		t.Errorf("%d to mend, first %v", p.Bad, first)
	}
	p.SetField(p.List.AllIDs()[0], "hours", "3")
	p.Save()
	_, one := weekRow(t, w, "100-01")
	_, two := weekRow(t, w, "100-02")
	if one.Hours(1) != 15000 || one.Hours(2) != 0 || one.Hours(3) != 4000 || two.Hours(2) != 30000 || one.Days[1][0].Status != work.Draft {
		t.Errorf("the sheet shows %v and %v", one.Days, two.Days)
	}
	s.frame.Do("undo")
	if _, one = weekRow(t, w, "100-01"); one.Sum() != 10000 {
		t.Errorf("after undo the row has %d", one.Sum())
	}

	// A whole table with its own matters is read as anywhere else.
	table := [][]string{{"Matter", "Hours", "Narrative"}, {"100-02", "1", "Letter"}}
	if got := w.PasteTable(table); len(got) != 2 || got[1][0] != "100-02" {
		t.Errorf("a table became %v", got)
	}
}
