package present_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/ui/present"
)

// month is an office with five entries of June and one of May.
func month(t testing.TB) *apptest.Office {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-01", Hours: "1.0", Narrative: "Review lease"})
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-02", Hours: "3.0", Narrative: "Draft reply", Timekeeper: "JLK"})
	add(t, o, app.AddTime{Matter: "100-02", Date: "2026-06-03", Hours: "0.5", Narrative: "Call re lease", Draft: true})
	add(t, o, app.AddTime{Matter: "200-01", Date: "2026-06-04", Hours: "2.0", Narrative: "=SUM(A1)", Task: "L120", Activity: "A104"})
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-05", Hours: "0.2", Narrative: "E-mail", Billable: "NC"})
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-05-29", Hours: "4.0", Narrative: "Old work"})
	return o
}

func TestRegisterShowsTheMonthWithTotals(t *testing.T) {
	l := sit(t, month(t), "admin").time().List
	if l.Len() != 5 {
		t.Fatalf("%d entries of June, want 5", l.Len())
	}
	text, totals := l.Totals()
	// 1.0 x 325 + 3.0 x 240 + 0.5 x 325 + 2.0 x 325 = 1,857.50; the one at no charge adds hours alone.
	if text != "5 entries" || totals["hours"] != "6.70" || totals["amount"] != "1,857.50" {
		t.Errorf("totals %q %v", text, totals)
	}
	if row := cells(t, l, 0); row["date"] != "5 Jun 2026" && row["date"] != "05 Jun 2026" || row["amount"] != "no charge" {
		t.Errorf("newest first: %v", row)
	}
}

func TestRegisterFindsAndSorts(t *testing.T) {
	s := sit(t, month(t), "admin")
	r := s.time()
	r.SetSearch("lea")
	r.SetSearch("lease")
	if r.List.Len() != 5 {
		t.Error("searched before the pause in typing")
	}
	s.run.Advance(150 * time.Millisecond)
	if r.List.Len() != 2 {
		t.Errorf("%d entries with the word lease, want 2", r.List.Len())
	}
	r.SetFilter(func(f *present.TimeFilter) { f.Search, f.Statuses = "", []string{"draft"} })
	if r.List.Len() != 1 {
		t.Errorf("%d drafts", r.List.Len())
	}
	r.ClearFilter()
	if r.List.Len() != 6 {
		t.Errorf("%d entries in all", r.List.Len())
	}
	r.List.SortBy("hours", true)
	if row := cells(t, r.List, 0); row["hours"] != "4.00" {
		t.Errorf("longest first: %v", row)
	}
	r.SetDates(cal.MustParse("2026-05-01"), cal.MustParse("2026-05-31"))
	if r.List.Len() != 1 || r.Filter().Period != "chosen" {
		t.Errorf("%d entries of May, period %q", r.List.Len(), r.Filter().Period)
	}
}

func TestFilterAndSortComeBack(t *testing.T) {
	o := month(t)
	r := sit(t, o, "admin").time()
	r.SetFilter(func(f *present.TimeFilter) { f.Timekeeper, f.Period, f.From, f.To = "JLK", "", "", "" })
	r.List.SortBy("amount", false)
	r.List.SetLook([]byte(`{"columns":[{"key":"date","width":120}]}`))
	again := sit(t, o, "admin").time()
	by, desc := again.List.SortedBy()
	if again.Filter().Timekeeper != "JLK" || by != "amount" || desc || again.List.Len() != 1 || string(again.List.Look()) == "" {
		t.Errorf("the next window has %+v sorted by %s, %d entries, look %s", again.Filter(), by, again.List.Len(), again.List.Look())
	}
	if other := sit(t, o, "bea").time(); other.Filter().Timekeeper != "" {
		t.Error("another user has it, too")
	}
}

func TestManyAreReleasedAndWhatStaysIsSaidFirst(t *testing.T) {
	s := sit(t, month(t), "admin")
	r := s.time()
	r.List.Select(r.List.AllIDs())
	if !contains(r.Summary(), "5 entries chosen") {
		t.Errorf("summary %q", r.Summary())
	}
	r.Do("time.release")
	s.said("Released: 1 entry")
	o := r.Outcome
	if o == nil || o.Failed() != 4 || len(o.Rows) != 5 || o.Rows[0].OK || !o.Rows[4].OK {
		t.Fatalf("the results are %+v", o)
	}
	if !contains(o.Rows[0].Text, "released already") {
		t.Errorf("why it stayed: %q", o.Rows[0].Text)
	}
	o.Close()
	if r.Outcome != nil {
		t.Error("the results stay open")
	}
}

func TestWriteOffAsksForAReason(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.IDs(3, 4))
	r.Do("time.write_off")
	r.Act.Run()
	if r.Act == nil || r.Act.Reason.Fault == "" {
		t.Fatal("written off without a reason")
	}
	r.Act.SetReason("Courtesy")
	r.Act.Run()
	if r.Act != nil {
		t.Fatalf("still open: %+v", r.Act.Reason)
	}
	s.said("Written off: 2 entries")
	o.Sound()
}

func TestTransferMovesToTheChosenMatter(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.IDs(4, 4)) // 1 June, 100-01
	r.Do("time.transfer")
	r.Act.SetReason("Wrong matter")
	r.Act.Run()
	if r.Act.Matter.Fault == "" {
		t.Error("transferred to nowhere")
	}
	s.pick(r.Act.Matter, "100-02")
	r.Act.Run()
	s.said("Transferred to 100-02: 1 entry")
	if row := cells(t, r.List, 4); row["matter"] != "100-02" {
		t.Errorf("the entry stands on %v", row)
	}
}

func TestReRateShowsBeforeAndAfterAndDoesExactlyThat(t *testing.T) {
	o := month(t)
	rate := "350.00"
	if _, err := o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "RMD", StandardRate: &rate}); err != nil {
		t.Fatal(err)
	}
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.AllIDs())
	r.Do("time.rerate")
	if r.Act.Plan == nil || !r.Act.Ready() {
		t.Fatalf("no plan: %s", r.Act.Advice())
	}
	// 1.0, 0.5 and 2.0 h of RMD: 1,137.50 becomes 1,225.00; the no-charge entry changes its rate, too.
	if !contains(r.Act.Advice(), "$1,137.50 becomes $1,225.00") {
		t.Errorf("the plan says %q", r.Act.Advice())
	}
	r.Act.SetReason("New rates")
	r.Act.Run()
	if r.Act != nil {
		t.Fatalf("not done: %s", s.frame.Notice().Text)
	}
	if _, totals := r.List.Totals(); totals["amount"] != "1,945.00" {
		t.Errorf("the total is %s", totals["amount"])
	}
	o.Sound()
}

func TestAttorneysAreNotOfferedWhatTheyMayNot(t *testing.T) {
	s := sit(t, month(t), "jlk")
	r := s.time()
	r.List.Select(r.List.AllIDs())
	for _, c := range r.Commands() {
		if c.ID == "time.rerate" && c.Off == "" {
			t.Error("an attorney is offered to re-rate")
		}
	}
	r.OpenAct("time.write_off")
	r.Act.SetReason("x")
	r.Act.Run()
	if !contains(r.Act.Fault, "does not allow") {
		t.Errorf("the panel says %q", r.Act.Fault)
	}
}

func TestPanelChangesOneEntry(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	id := r.List.IDs(4, 4)[0]
	r.List.Need(0, 4)
	r.List.Select([]int64{id})
	r.OpenEdit(id)
	f := r.Edit
	if f == nil || f.Hours.Text != "1.00" || f.Edited() {
		t.Fatalf("the panel holds %+v", f)
	}
	f.SetHours("1.25") // rounded up by the firm's tenth
	if !f.Edited() {
		t.Error("not seen as changed")
	}
	f.Save()
	if row := cells(t, r.List, 4); row["hours"] != "1.30" || row["amount"] != "422.50" {
		t.Errorf("the entry is %v", row)
	}
	if r.Edit != nil {
		t.Error("the panel stays open after saving")
	}
}

func TestPanelSaysWhenSomebodyElseWasFaster(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	id := r.List.IDs(4, 4)[0]
	r.List.Need(0, 4)
	r.OpenEdit(id)
	text := "Theirs"
	_, err := o.As("bea").SetTime(ctx, app.SetTime{ID: id, Narrative: &text})
	noErr(t, err)
	r.Edit.SetNarrative("Mine")
	r.Edit.Save()
	s.notice("changed by somebody else")
	if r.Edit == nil || r.Edit.Narrative.Text != "Mine" {
		t.Error("what was typed is lost")
	}
}

func TestPresetsAreOneStep(t *testing.T) {
	o := month(t)
	r := sit(t, o, "jlk").time()
	r.Do("preset.unbilled")
	if r.List.Len() != 6 {
		t.Errorf("%d unbilled entries, want 6", r.List.Len())
	}
	r.Do("preset.mine")
	if r.List.Len() != 0 || r.Filter().Timekeeper != "JLK" {
		t.Errorf("%d drafts of one's own, filter %+v", r.List.Len(), r.Filter())
	}
	o.Clock.Advance(70 * 24 * time.Hour) // 27 August: all of June is older than 60 days
	r.Do("preset.old")
	if r.List.Len() != 5 {
		t.Errorf("%d released entries older than 60 days, want 5", r.List.Len())
	}
}

func TestEveryCellIsEditedInPlace(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	id := r.List.IDs(4, 4)[0] // 1 June, 100-01, 1.0 h of RMD
	r.List.Need(0, 4)
	row := func() app.TimeRow {
		t.Helper()
		r.List.Need(0, r.List.Len()-1)
		v, ok := r.List.Value(id)
		if !ok {
			t.Fatal("the entry is gone")
		}
		return v
	}
	was := row().Entry
	for _, c := range []struct {
		column, text string
		got          func() string
		want         string
	}{
		{"hours", "1:30", func() string { return row().Hours.Plain() }, "1.50"},
		{"date", "2", func() string { return row().Date.String() }, "2026-06-02"},
		{"matter", "lease", func() string { return row().MatterCode }, "100-02"},
		{"timekeeper", "pas", func() string { return row().TimekeeperCode }, "PAS"},
		{"rate", "400", func() string { return row().Rate.Plain() }, "400.00"},
		{"narrative", "Mark up", func() string { return row().Narrative }, "Mark up"},
		{"code", "a104", func() string { return row().Task + "/" + row().Activity }, "/A104"},
		{"charge", "nc", func() string { return string(row().Billable) }, "NC"},
	} {
		if _, ok := r.EditCell(id, c.column); !ok {
			t.Errorf("%s cannot be edited", c.column)
		}
		noErr(t, r.SetCell(id, c.column, c.text))
		if got := c.got(); got != c.want {
			t.Errorf("%s became %q, want %q (%s)", c.column, got, c.want, s.frame.Notice().Text)
		}
	}
	for range 8 {
		s.frame.Do("undo")
	}
	now := row().Entry
	now.RowVersion = was.RowVersion
	if now != was {
		t.Errorf("after eight undos it is\n%+v, it was\n%+v", now, was)
	}
	for column, text := range map[string]string{"hours": "x", "date": "31/31", "charge": "maybe", "matter": ""} {
		if err := r.SetCell(id, column, text); err == nil {
			t.Errorf("%q was taken as %s", text, column)
		}
	}
	noErr(t, r.SetCell(id, "matter", "nowhere"))
	s.notice("no matter \"nowhere\"")
	o.Sound()
}

func TestEntriesAreDividedOverMatters(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.IDs(3, 4)) // 3.0 h and 1.0 h on 100-01
	r.Do("time.split")
	a := r.Act
	if !a.Percent {
		t.Error("several entries are divided by hours")
	}
	s.pick(a.Parts[1].Matter, "100-02")
	a.SetShare(0, "60")
	a.Run()
	if r.Act == nil || a.Parts[1].Hours.Fault == "" {
		t.Fatal("divided without the second share")
	}
	a.SetShare(1, "30")
	a.Run()
	if !contains(a.Fault, "100 per cent") {
		t.Errorf("the panel says %q", a.Fault)
	}
	a.FillRest(1)
	a.Run()
	if r.Act != nil {
		t.Fatalf("not done: %s %+v", a.Fault, a.Parts[1])
	}
	sums := map[string]string{}
	list, err := o.ListTime(ctx, app.ListTime{From: "2026-06-01", To: "2026-06-02", Oldest: true}, app.Page{})
	noErr(t, err)
	for _, e := range list {
		sums[e.Date.String()+" "+e.MatterCode] = e.Hours.Plain()
	}
	if len(list) != 4 || sums["2026-06-01 100-01"] != "0.60" || sums["2026-06-01 100-02"] != "0.40" || sums["2026-06-02 100-02"] != "1.20" {
		t.Errorf("the parts are %v", sums)
	}
	s.frame.Do("undo")
	if list, _ = o.ListTime(ctx, app.ListTime{From: "2026-06-01", To: "2026-06-02"}, app.Page{}); len(list) != 2 {
		t.Errorf("after the undo %d entries", len(list))
	}
	o.Sound()
}

func TestEntriesBecomeOneAndSeveralAgain(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "0.3", Narrative: "Call client."})
	add(t, o, app.AddTime{Matter: "100-01", Hours: "0.2", Narrative: "Call court"})
	add(t, o, app.AddTime{Matter: "100-02", Hours: "0.2", Narrative: "Other"})
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.AllIDs())
	r.Do("time.combine")
	r.Act.Run()
	if r.Act == nil || !contains(r.Act.Fault, "differs") {
		t.Fatalf("entries of two matters became one: %+v", r.Act)
	}
	r.Escape()
	r.List.Select(r.List.IDs(1, 2))
	r.Do("time.combine")
	if !contains(r.Act.Text.Text, "Call c") {
		t.Errorf("the text offered is %q", r.Act.Text.Text)
	}
	r.Act.Run()
	if r.List.Len() != 2 {
		t.Fatalf("%d entries", r.List.Len())
	}
	s.frame.Do("undo")
	if _, totals := r.List.Totals(); r.List.Len() != 3 || totals["hours"] != "0.70" {
		t.Errorf("after the undo %d entries, %v", r.List.Len(), totals)
	}
	o.Sound()
}

func TestHoldsAreSetFoundAndTakenOff(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.IDs(0, 1))
	r.Do("time.hold")
	r.Act.SetUntil("2026-07-01")
	r.Act.Run()
	if r.Act == nil || r.Act.Reason.Fault == "" {
		t.Fatal("held without a reason")
	}
	r.Act.SetReason("Ask the client")
	r.Act.Run()
	r.SetOnly([]string{"held"})
	if r.List.Len() != 2 {
		t.Errorf("%d entries on hold", r.List.Len())
	}
	r.List.Select(r.List.AllIDs())
	r.Do("time.unhold")
	if r.List.Len() != 0 {
		t.Errorf("%d entries still on hold", r.List.Len())
	}
	s.frame.Do("undo")
	if r.List.Len() != 2 {
		t.Errorf("after the undo %d on hold", r.List.Len())
	}
	o.Sound()
}

func TestDraftsAreDeletedAndWhatIsNoneIsListed(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.List.Select(r.List.AllIDs())
	r.Do("delete")
	if r.Outcome == nil || r.Outcome.Failed() != 4 || r.Outcome.Rows[0].Fix != "Take the release back" {
		t.Fatalf("the results are %+v", r.Outcome)
	}
	r.Outcome.Rows[0].Do()
	s.said("Drafts again: 1 entry")
	s.frame.Do("undo")
	s.frame.Do("undo")
	if r.List.Len() != 5 {
		t.Errorf("after two undos %d entries", r.List.Len())
	}
	o.Sound()
}

func TestOpenWorkThatLacksSomethingIsOneStepAway(t *testing.T) {
	o := month(t)
	add(t, o, app.AddTime{Matter: "200-01", Date: "2026-06-06", Hours: "0.3", Draft: true})
	r := sit(t, o, "admin").time()
	r.Do("preset.uncoded")
	if r.List.Len() != 1 || r.Filter().Only != "uncoded" {
		t.Errorf("%d entries without codes, filter %+v", r.List.Len(), r.Filter())
	}
	again := sit(t, o, "admin").time()
	if again.Filter().Only != "uncoded" || again.List.Len() != 1 {
		t.Errorf("the next window has %+v", again.Filter())
	}
}

func TestDaysThatLackTimeAreShownByPersonAndOpened(t *testing.T) {
	o := month(t)
	s := sit(t, o, "admin")
	r := s.time()
	r.Do("time.missing")
	m := r.Missing
	if m == nil || !m.Ready || len(m.Rows()) != 3 {
		t.Fatalf("the month is %+v", m)
	}
	var rmd present.MissingRow
	for _, row := range m.Rows() {
		if row.Code == "RMD" {
			rmd = row
		}
	}
	// 1 June: 1.0 of 8 h; 2 June: nothing; 6 June is a Saturday; 19 June is still to come.
	for i, want := range map[int]present.MissingDay{0: {Text: "1.0", Step: 3}, 1: {Text: "–", Step: 4}, 5: {Step: -1, Free: true}, 18: {Step: -1, Ahead: true}} {
		d := rmd.Days[i]
		if d.Text != want.Text || d.Step != want.Step || d.Free != want.Free || d.Ahead != want.Ahead {
			t.Errorf("day %d is %+v, want %+v", i+1, d, want)
		}
	}
	m.Move(-1)
	if m.Month().String() != "2026-05-01" {
		t.Errorf("the month is %s", m.Month())
	}
	m.OpenForm("RMD")
	for _, path := range []string{"monday", "tuesday", "wednesday", "thursday"} {
		m.Form.Set(path, "")
	}
	m.Form.Set("friday", "25")
	m.Form.Send()
	if m.Form == nil || m.Form.In("friday").Fault == "" {
		t.Fatal("25 hours of a day were taken")
	}
	m.Form.Set("friday", "4")
	m.Form.Send()
	if m.Form != nil {
		t.Fatalf("not saved: %+v", m.Form.Fault)
	}
	m.SetMonth(o.Today())
	for _, row := range m.Rows() {
		// 0.2 of 4 h on the 5th, nothing on the 12th; the 19th is still to come.
		if row.Code == "RMD" && (row.Days[0].Step != 0 || row.Missing != "7.8") {
			t.Errorf("RMD lacks %s, the first is %+v", row.Missing, row.Days[0])
		}
	}
	m.OpenDay("JLK", o.Today())
	if d := s.today(); d.Keeper().Code != "JLK" || d.Day() != o.Today() {
		t.Errorf("opened %s of %s", d.Day(), d.Keeper().Code)
	}
}
