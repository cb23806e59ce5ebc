package present_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func TestEntryIsRecordedAsPeopleTypeIt(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	d := s.today()
	f := d.Form
	if d.Keeper().Code != "JLK" {
		t.Fatalf("the sheet is %q's, want the user's own", d.Keeper().Code)
	}
	s.pick(f.Matter, "harbor")
	f.SetNarrative("E-mail J. Doe re costs [.2]; call re same [.5]")
	if f.Hours.Text != "0.7" || !f.FromBrackets() {
		t.Errorf("hours of the brackets are %q", f.Hours.Text)
	}
	// 0.7 h x 240.00 = 168.00, the associate's standard rate.
	text, why, _ := f.Preview()
	if !contains(text, "0.70 h × 240.00 = $168.00") || !contains(why, "standard rate") {
		t.Errorf("the preview says %q, %q", text, why)
	}
	f.Save()
	s.said("Saved as draft: 0.70 h on 100-01, $168.00")
	row := cells(t, d.List, 0)
	if row["hours"] != "0.70" || row["amount"] != "168.00" || row["status"] != "Draft" || row["matter"] != "100-01" {
		t.Errorf("the list shows %v", row)
	}
	if f.Narrative.Text != "" || f.Hours.Text != "" || f.Matter.Choice.Key != "100-01" {
		t.Error("after saving, text and hours go and the matter stays")
	}
	if day, week, month := d.Totals(); day.Plain() != "0.70" || week.Plain() != "0.70" || month.Plain() != "0.70" {
		t.Errorf("totals %s %s %s", day.Plain(), week.Plain(), month.Plain())
	}
}

func TestTypedHoursStopTheBrackets(t *testing.T) {
	f := sit(t, apptest.New(t).Seed(), "jlk").today().Form
	f.SetNarrative("call [.5]")
	f.SetHours("1.2")
	f.SetNarrative("call [.5]; more [.5]")
	if f.Hours.Text != "1.2" {
		t.Errorf("brackets overwrote typed hours: %q", f.Hours.Text)
	}
	f.SetHours("")
	if f.Hours.Text != "1.0" {
		t.Errorf("emptied, the hours are those of the brackets again: %q", f.Hours.Text)
	}
}

func TestShortFormsExpand(t *testing.T) {
	f := sit(t, apptest.New(t).Seed(), "jlk").today().Form
	f.SetNarrative("tc")
	if long, ok := f.Expand("tc"); !ok || long[0] != 'T' {
		t.Errorf("at the start: %q", long)
	}
	f.SetNarrative("Review; tc")
	if long, ok := f.Expand("tc"); !ok || long[0] != 't' {
		t.Errorf("in the middle: %q", long)
	}
	if _, ok := f.Expand("xyzzy"); ok {
		t.Error("what is no short form expands")
	}
}

func TestFaultsComeToTheirFieldsAndNothingIsSaved(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	d := s.today()
	d.Form.SetHours("1.2.3")
	d.Form.Save()
	f := d.Form
	if f.Hours.Fault == "" || f.Matter.Fault == "" {
		t.Errorf("faults: hours %q, matter %q", f.Hours.Fault, f.Matter.Fault)
	}
	if f.FirstFault() != "matter" || f.Saving {
		t.Errorf("first fault %q", f.FirstFault())
	}
	f.SetHours("1.2")
	if f.Hours.Fault != "" {
		t.Error("a fault stays after its text was mended")
	}
	if d.List.Len() != 0 {
		t.Error("something was saved")
	}
}

func TestCodesAreAskedWhereTheMatterWantsThem(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "admin")
	f := s.today().Form
	s.pick(f.Matter, "100-01")
	if f.WantsCodes() {
		t.Error("100-01 has no code set")
	}
	s.pick(f.Matter, "200-01")
	if !f.WantsCodes() || !f.CodesRequired() {
		t.Error("200-01 requires codes")
	}
	found := false
	for _, c := range f.Tasks() {
		found = found || c.Key == "L120"
		if c.Key == "L100" {
			t.Error("L100 is a heading and must not be offered")
		}
	}
	if !found || len(f.Activities()) == 0 {
		t.Error("L120 or the activities are missing")
	}
}

func TestTypingIsKeptInTheBookAndOfferedAgain(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	f := s.today().Form
	s.pick(f.Matter, "100-02")
	f.SetNarrative("Half a thou")
	s.run.Advance(second)
	f.SetNarrative("Half a thought")
	s.run.Advance(2 * second) // three seconds after the first letter, without a pause of typing

	again := sit(t, o, "jlk") // the first window was never closed: a crash
	g := again.today().Form
	if g.Narrative.Text != "Half a thought" || g.Matter.Choice.Key != "100-02" {
		t.Fatalf("the form holds %q on %q", g.Narrative.Text, g.Matter.Choice.Key)
	}
	again.notice("not saved")
	again.frame.Notice().Do()
	if g.Narrative.Text != "" {
		t.Error("thrown away, it is still there")
	}
	if third := sit(t, o, "jlk"); third.today().Form.Narrative.Text != "" {
		t.Error("thrown away, it is offered once more")
	}
}

func TestSavedEntryLeavesNoDraftBehind(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	f := s.today().Form
	s.pick(f.Matter, "100-02")
	f.SetNarrative("Done")
	f.SetHours(".3")
	s.run.Advance(3 * second)
	f.Save()
	s.run.Advance(3 * second)
	if again := sit(t, o, "jlk"); again.today().Form.Narrative.Text != "" || again.frame.Notice().Text != "" {
		t.Error("what was saved is offered as unsaved")
	}
}

func TestDraftsAreReleasedDuplicatedAndDeleted(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Hours: "1.2", Narrative: "First", Draft: true})
	add(t, o, app.AddTime{Matter: "100-02", Timekeeper: "JLK", Hours: "0.4", Narrative: "Second", Draft: true})
	s := sit(t, o, "jlk")
	d := s.today()
	if d.Drafts() != 2 || s.frame.Nav()[0].Badge != 2 {
		t.Errorf("%d drafts, badge %d", d.Drafts(), s.frame.Nav()[0].Badge)
	}
	id := d.List.IDs(0, 0)
	d.List.Select(id)
	d.Duplicate()
	if d.List.Len() != 3 || d.Drafts() != 3 {
		t.Errorf("after duplicating: %d entries, %d drafts", d.List.Len(), d.Drafts())
	}
	d.Delete()
	s.notice("Deleted: 1 entry")
	if d.List.Len() != 2 {
		t.Errorf("after deleting: %d entries", d.List.Len())
	}
	s.frame.Notice().Do()
	if d.List.Len() != 3 {
		t.Errorf("taken back: %d entries", d.List.Len())
	}
	d.List.Select(nil)
	d.Release()
	if d.Drafts() != 0 {
		t.Errorf("%d drafts after the release", d.Drafts())
	}
	d.List.Select(d.List.IDs(0, 0))
	d.Delete()
	s.notice("Only drafts are deleted")
	if d.List.Len() != 3 {
		t.Error("released work was deleted")
	}
	o.Sound()
}

func TestCellsAreEditedInPlace(t *testing.T) {
	o := apptest.New(t).Seed()
	e := add(t, o, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Hours: "1.2"})
	d := sit(t, o, "jlk").today()
	if text, ok := d.EditCell(e.Entry.ID, "hours"); !ok || text != "1.20" {
		t.Fatalf("the cell is edited as %q", text)
	}
	if err := d.SetCell(e.Entry.ID, "hours", "1.2.3"); err == nil {
		t.Error("nonsense is taken for hours")
	}
	noErr(t, d.SetCell(e.Entry.ID, "hours", "1:30"))
	if row := cells(t, d.List, 0); row["hours"] != "1.50" || row["amount"] != "360.00" {
		t.Errorf("the row shows %v", row)
	}
}

func TestDaysMoveAndEntriesFollow(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Date: "2026-06-17", Hours: "2"})
	s := sit(t, o, "jlk")
	d := s.today()
	if d.List.Len() != 0 || d.Heading() != "Today, Thursday, 18 Jun 2026" {
		t.Errorf("%d entries, %q", d.List.Len(), d.Heading())
	}
	d.Move(-1)
	if d.List.Len() != 1 || d.Form.Date.Text != "2026-06-17" {
		t.Errorf("%d entries, new ones dated %s", d.List.Len(), d.Form.Date.Text)
	}
	week := d.Week()
	if len(week) != 7 || week[2].Hours.Plain() != "2.00" || !week[2].Shown || !week[3].Today {
		t.Errorf("the week is %v", week)
	}
	d.Do("day.today")
	if d.Day() != o.Today() {
		t.Error("not back at today")
	}
}

func TestAnotherUsersWorkIsSeenAtOnce(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "admin")
	d := s.today()
	d.SetKeeper("JLK")
	if _, err := s.frame.Desk().AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Date: "2026-06-18", Hours: "1", Narrative: "By the act itself"}); err != nil {
		t.Fatal(err)
	}
	if d.List.Len() != 1 {
		t.Error("the screen did not hear of the act")
	}
}

func TestMoneyOfTheMatterStandsBesideTheForm(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "2"})              // 650.00
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1", Draft: true}) // not counted
	s := sit(t, o, "admin")
	d := s.today()
	s.pick(d.Form.Matter, "100-01")
	got := map[string]present.Figure{}
	for _, f := range d.Strip.Figures {
		got[f.Key] = f
	}
	if got["wip"].Value != "$650.00" || !contains(got["wip"].Tip, "Drafts not counted: 325.00") || got["ar"].Value != "$0.00" || got["trust"].Value != "$0.00" {
		t.Errorf("the strip shows %+v", d.Strip.Figures)
	}
}

func TestWhyIsOneStep(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Hours: "1.5"})
	s := sit(t, o, "jlk")
	d := s.today()
	d.List.Select(d.List.IDs(0, 0))
	d.Do("why")
	s.notice("1.50 h × 240.00 = $360.00")
	s.notice("standard rate")
}

func TestEmptySheetTeaches(t *testing.T) {
	s := sit(t, apptest.New(t), "admin")
	if e := s.today().List.Empty(); !contains(e.Text, "timekeeper") {
		t.Errorf("a firm without timekeepers reads %+v", e)
	}
	s = sit(t, apptest.New(t).Seed(), "jlk")
	if e := s.today().List.Empty(); e.Title != "Nothing recorded today" {
		t.Errorf("an empty day reads %+v", e)
	}
}

func TestAttorneysSeeOnlyTheirOwnSheet(t *testing.T) {
	o := apptest.New(t).Seed()
	if got := sit(t, o, "jlk").today().Keepers(); len(got) != 1 || got[0].Code != "JLK" {
		t.Errorf("an attorney may choose %v", got)
	}
	if got := sit(t, o, "bea").today().Keepers(); len(got) != 3 {
		t.Errorf("the billing desk may choose %v", got)
	}
}

func TestADayIsFilledFromEarlierWork(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-10", Hours: "1.0", Narrative: "Attend trial"})
	add(t, o, app.AddTime{Matter: "100-01", Date: "2026-06-11", Hours: "2.0", Narrative: "attend  trial"})
	add(t, o, app.AddTime{Matter: "100-02", Date: "2026-06-11", Hours: "0.5", Narrative: "Call landlord"})
	add(t, o, app.AddTime{Matter: "100-02", Date: "2026-04-11", Hours: "0.5", Narrative: "Too old"})
	s := sit(t, o, "admin")
	d := s.today()
	d.SetKeeper("RMD")
	d.Do("previous")
	d.Do("day.earlier")
	if d.Earlier.Len() != 2 { // the same work once, the old one not
		t.Fatalf("%d kinds of work", d.Earlier.Len())
	}
	d.CopyEarlier(d.Earlier.IDs(1, 1)[0])
	if row := cells(t, d.List, 0); row["narrative"] != "attend  trial" && row["narrative"] != "attend trial" || row["hours"] != "2.00" || row["status"] != "Draft" {
		t.Errorf("the day holds %v", row)
	}
	if d.Day().String() != "2026-06-17" {
		t.Errorf("the day is %s", d.Day())
	}
	s.frame.Do("undo")
	if d.List.Len() != 0 {
		t.Error("the copy cannot be undone")
	}
	if again := sit(t, o, "admin").today(); !again.EarlierShown() {
		t.Error("the next window has forgotten the list")
	}
}
