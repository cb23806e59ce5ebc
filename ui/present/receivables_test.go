package present_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/ui/present"
)

// late is the group of two clients, half a year later: 100 owes 1,950.00 for
// more than 90 days, 200 owes 720.00 as long.
func late(t *testing.T) (*desk, *present.Receivables) {
	t.Helper()
	d, _ := group(t)
	d.o.Clock.T = cal.MustParse("2026-10-20").Time().Add(12 * time.Hour)
	d.f.Go("receivables", "")
	return d, d.f.ScreenOf("receivables").(*present.Receivables)
}

func (d *desk) chooseClient(v *present.Receivables, code string) {
	d.t.Helper()
	d.f.Go("receivables", "receivable "+code)
	if r := v.List.Picked(); len(r) != 1 || r[0].Client.Code != code {
		d.t.Fatalf("client %s is not selected: %+v", code, r)
	}
}

func TestTheBoardIsNarrowedAndGrouped(t *testing.T) {
	d, v := late(t)
	if text, totals := v.List.Totals(); text != "2 lines" || totals["total"] != "2,670.00" || totals["d120"] != "2,670.00" {
		t.Errorf("foot %q %v", text, totals)
	}
	d.chooseClient(v, "100")
	why := "the hours of May"
	_, err := d.d.AddARNote(t.Context(), app.AddARNote{Client: "100", Text: "Will call back", Dispute: &why, Next: &app.NextAction{On: d.o.Today(), Action: "Call the controller"}})
	must(t, err)
	_, err = d.d.AddARNote(t.Context(), app.AddARNote{Client: "200", Date: d.o.Today().AddDays(-9), PromiseAmount: "720", PromiseBy: d.o.Today().AddDays(-1)})
	must(t, err)
	for only, want := range map[string]string{"90": "100 200", "today": "100", "disputed": "100", "broken": "200"} {
		v.SetOnly([]string{only})
		var got []string
		for _, r := range v.List.Values() {
			got = append(got, r.Client.Code)
		}
		if strings.Join(got, " ") != want || v.Counts[only] != len(got) {
			t.Errorf("%s: %v, counted %d, want %s", only, got, v.Counts[only], want)
		}
	}
	v.SetOnly([]string{"today", "broken"})
	if v.List.Len() != 0 || v.List.Empty().Action != "Show all" {
		t.Error("chips narrow each other")
	}
	v.SetOnly(nil)
	d.chooseClient(v, "100")
	title, figures, lines := v.Card()
	if title != "Devi, Anjali" || figure(figures, "open") != "$1,950.00" || !strings.Contains(strings.Join(lines, " "), "Disputed: the hours of May. Next, on 20 Oct 2026: Call the controller (admin).") {
		t.Errorf("card %s %+v %v", title, figures, lines)
	}
	if c := cells(t, &v.Notes, 0); c["text"] != "Will call back" || c["by"] != "admin" {
		t.Errorf("note %v", c)
	}
	v.SetBy(app.ARByMatter)
	if v.List.Len() != 3 {
		t.Errorf("by matter %d", v.List.Len())
	}
	v.SetBy(app.ARByAttorney)
	if c := cells(t, &v.List, 0); v.List.Len() != 1 || c["name"] != "RMD  Ruth M. Dunne" || c["total"] != "2,670.00" {
		t.Errorf("by attorney %d %v", v.List.Len(), c)
	}
	v.Do("receivables.note")
	if v.Side != nil {
		t.Error("a contact is noted with an attorney")
	}
	// As of a day in the past nothing was said and nothing late.
	v.SetBy(app.ARByClient)
	v.SetAsOf(cal.MustParse("2026-06-30"))
	if r := v.List.Values()[0]; r.Aging.Current != 195000 || r.Contact.ID != 0 {
		t.Errorf("then: %+v", r)
	}
	v.SetSearch("castellan")
	d.run.Advance(second)
	if v.List.Len() != 1 {
		t.Errorf("searched %d", v.List.Len())
	}
}

func TestAContactIsNotedInOneForm(t *testing.T) {
	d, v := late(t)
	d.chooseClient(v, "200")
	v.Do("new")
	f := v.Side
	f.Send()
	if f.In("text").Fault == "" {
		t.Error("nothing was noted")
	}
	f.Set("text", "Spoke to the controller; half by Friday")
	f.Set("promise_amount", "360.00")
	f.Send()
	if f.In("promise_by").Fault == "" {
		t.Error("a promise without a day was taken")
	}
	f.Set("promise_by", "2026-10-23")
	f.Set("next_action", "Look at the bank")
	f.Set("next_on", "2026-10-24")
	f.Send()
	if v.Side != nil {
		t.Fatalf("not kept: %s %+v", f.Fault, f.In("text"))
	}
	c := cells(t, &v.List, v.List.IndexOf(v.List.Selection()[0]))
	if c["promise"] != "360.00 by 23 Oct" || c["next"] != "24 Oct Look at the bank (admin)" || c["contact"] != "20 Oct" {
		t.Errorf("row %v", c)
	}
	// Another note leaves what is next as it is.
	v.Do("new")
	if v.Side.In("next_action").Text != "Look at the bank" {
		t.Errorf("the next action is %q", v.Side.In("next_action").Text)
	}
	v.Side.Set("text", "Mail sent")
	v.Side.Set("kind", "email")
	v.Side.Tick("disputed", true)
	v.Side.Send()
	if v.Side == nil || v.Side.In("dispute").Fault == "" {
		t.Fatal("disputed without a reason")
	}
	v.Side.Set("dispute", "Rates")
	v.Side.Send()
	v.Do("receivables.done")
	r := v.List.Picked()[0]
	if r.Follow.Action != "" || !r.Follow.Disputed || r.Promise.Amount != 36000 || v.Notes.Len() != 3 {
		t.Errorf("after: %+v, %d notes", r.Follow, v.Notes.Len())
	}
	d.o.Sound()
}

func TestStatementsAndRemindersInTwoSteps(t *testing.T) {
	d, v := late(t)
	why := "hours"
	_, err := d.d.AddARNote(t.Context(), app.AddARNote{Client: "200", Dispute: &why})
	must(t, err)
	v.Do("receivables.run")
	f := v.Side
	if figure(f.In("who").Figures, "tone3") != "1" || figure(f.In("who").Figures, "left") != "1" {
		t.Errorf("preview %+v", f.In("who").Figures)
	}
	folder := filepath.Join(t.TempDir(), "reminders")
	f.Set("folder", folder)
	f.Set("days", "thirty")
	f.Send()
	if f.In("days").Fault == "" {
		t.Error("thirty is no number")
	}
	f.Set("days", "30")
	f.Send()
	o := v.Outcome
	if o == nil || o.Title != "1 written to, 1 left out" || o.Failed() != 0 || len(o.Rows) != 2 {
		t.Fatalf("outcome %+v; %q", o, f.Fault)
	}
	entries, err := os.ReadDir(folder)
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("files %v", entries)
	}
	d.chooseClient(v, "100")
	if c := cells(t, &v.Notes, 0); c["kind"] != "reminder" || !strings.Contains(c["text"], "Statement and reminder 3") {
		t.Errorf("noted %v", c)
	}
	// What fails stands first.
	blocked := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(blocked, nil, 0o600))
	v.StartRun()
	v.Side.Set("folder", blocked)
	v.Side.Send()
	if v.Outcome == nil || v.Outcome.Failed() != 1 || v.Outcome.Rows[0].OK || !strings.Contains(v.Outcome.Rows[0].Text, "cannot be made") {
		t.Errorf("blocked: %+v", v.Outcome)
	}
	if v.Notes.Len() != 1 {
		t.Errorf("a reminder that was not written is noted: %d", v.Notes.Len())
	}
	d.o.Sound()
}

func TestAStatementAndItsLetterAreShown(t *testing.T) {
	d, v := late(t)
	d.f.Open("statement", "100")
	p := v.Paper
	if p == nil || p.Statement == nil || p.Statement.Closing != 195000 || v.Title() != "Statement of Devi, Anjali" {
		t.Fatalf("statement %+v", p)
	}
	p.SetLetter(true)
	if p.Reminder.Level != 3 {
		t.Errorf("tone %d", p.Reminder.Level)
	}
	p.SetLevel(1)
	if p.Reminder.Level != 1 || !strings.HasPrefix(p.Reminder.Subject, "A reminder") {
		t.Errorf("chosen tone %+v", p.Reminder)
	}
	v.Do("statement.open")
	if !strings.HasSuffix(d.s.Shown, "reminder_100_2026-10-20.pdf") {
		t.Errorf("shown %q", d.s.Shown)
	}
	v.Do("statement.mail")
	d.f.Notice()
	if !strings.Contains(d.f.Notice().Text, "no e-mail address") {
		t.Errorf("a message to nobody: %q", d.f.Notice().Text)
	}
	v.Do("statement.note")
	p.SetAsOf(cal.MustParse("2026-06-20"))
	if p.Reminder != nil || p.NoLetter == "" {
		t.Error("a reminder of what is not due")
	}
	v.Escape()
	d.chooseClient(v, "100")
	if c := cells(t, &v.Notes, 0); c["kind"] != "reminder" {
		t.Errorf("noted %v", c)
	}
}

func TestTheWordsOfTheRemindersAreSettings(t *testing.T) {
	d, v := late(t)
	v.Do("receivables.texts")
	f := v.Side
	if f.Text("from_days") != "30" || !strings.Contains(f.Text("body"), "{amount}") {
		t.Fatalf("the words in force are not shown: %+v", f.In("body"))
	}
	f.Set("level", "3")
	if f.Text("from_days") != "90" {
		t.Errorf("from %s", f.Text("from_days"))
	}
	f.Set("body", "Pay {amout} now.")
	f.Send()
	if v.Side == nil || f.In("body").Fault == "" {
		t.Error("a mark nobody fills in was taken")
	}
	f.Set("body", "Pay {amount} now.")
	f.Send()
	texts, err := d.d.ReminderTexts(t.Context())
	must(t, err)
	if v.Side != nil || texts[2].Body != "Pay {amount} now." || texts[0] != (bill.UsualReminders())[0] {
		t.Errorf("texts %+v", texts)
	}
}
