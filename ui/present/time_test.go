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
