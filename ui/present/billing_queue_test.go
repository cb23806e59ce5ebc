package present_test

import (
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// threeMatters is an office with a little unbilled work on three matters.
func threeMatters(t *testing.T) *apptest.Office {
	t.Helper()
	o := apptest.New(t).Seed()
	for i, m := range []string{"100-01", "100-02", "200-01"} {
		req := app.AddTime{Matter: m, Timekeeper: "RMD", Date: "2026-06-02", Hours: []string{"2.0", "0.1", "1.0"}[i], Narrative: "Call with Mr. Smyth on " + m}
		if m == "200-01" {
			req.Task, req.Activity = "L120", "A106"
		}
		_, err := o.AddTime(t.Context(), req)
		must(t, err)
	}
	return o
}

func TestARunKeptByNameIsSeenBeforeItIsMade(t *testing.T) {
	d := at(t, threeMatters(t), "admin", "billing")
	b := d.billing()
	b.StartRun()
	b.Side.Set("rule", present.ThroughLastMonth)
	if got := b.Side.Text("through"); got != "2026-05-31" {
		t.Errorf("the end of last month is %s", got)
	}
	b.Side.Set("through", "2026-06-05")
	if got := b.Side.Text("rule"); got != present.ThroughDay {
		t.Errorf("a day that is written is a day: %s", got)
	}
	b.Side.Set("rule", present.ThroughToday)
	b.Side.Set("threshold", "much")
	b.Side.Send()
	if b.Review != nil || b.Side.In("threshold").Fault == "" {
		t.Fatal("an amount that is none was taken")
	}
	b.Side.Set("threshold", "100")
	b.Side.Set("name", "Month end")
	b.Side.Send()
	if b.Review == nil || len(b.Saved) != 1 {
		t.Fatal("nothing is shown")
	}
	// A new window knows it; choosing it shows what it takes, and nothing is made.
	d = at(t, d.o, "admin", "billing")
	b = d.billing()
	if len(b.Saved) != 1 || !b.Do("billing.saved Month end") || b.Review == nil {
		t.Fatalf("kept: %+v", b.Saved)
	}
	v := b.Review
	if v.List.Len() != 2 || len(v.Skipped) != 1 || !strings.Contains(v.SkippedWord(), "1 matter is skipped") {
		t.Errorf("takes %d, skips %+v", v.List.Len(), v.Skipped)
	}
	if text, sums := v.Totals(); text != "2 of 2 matters taken" || sums["total"] != "975.00" {
		t.Errorf("%s %v", text, sums)
	}
	if live, _ := d.d.PreBills(t.Context(), app.PreBillFilter{Live: true}); len(live) != 0 {
		t.Error("the review made pre-bills")
	}
	v.Tick(v.List.AllIDs()[:1])
	if text, sums := v.Totals(); text != "1 of 2 matters taken" || sums["total"] != "650.00" || v.MakeWord() != "Make 1 pre-bill" {
		t.Errorf("unticked: %s %v %s", text, sums, v.MakeWord())
	}
	v.Tick(nil)
	b.Do("billing.make")
	if b.Review == nil {
		t.Error("a run over nothing was made")
	}
	v.Tick(v.List.AllIDs()[:1])
	b.Do("billing.make")
	if b.Review != nil || len(b.Queue.Rows()) != 1 || b.Queue.Rows()[0].Matter != "100-01" {
		t.Fatalf("made %+v", b.Queue.Rows())
	}
	first := b.Outcome.Rows[0]
	if first.OK || !strings.Contains(first.Text, "below the threshold") || first.Fix != "Open matter 100-02" {
		t.Errorf("what was skipped comes first: %+v", first)
	}
	b.DropRun("Month end")
	if len(b.Saved) != 0 {
		t.Error("a run that was forgotten is still there")
	}
}

// queued is a desk with three pre-bills.
func queued(t *testing.T) (*desk, *present.Billing) {
	t.Helper()
	d := at(t, threeMatters(t), "admin", "billing")
	b := d.runPreBills()
	b.Escape() // the results
	if len(b.Queue.Rows()) != 3 {
		t.Fatalf("%d pre-bills", len(b.Queue.Rows()))
	}
	return d, b
}

func pick(b *present.Billing, matters ...string) {
	var ids []int64
	for _, r := range b.Queue.Rows() {
		for _, m := range matters {
			if r.Matter == m {
				ids = append(ids, r.ID)
			}
		}
	}
	b.Queue.Select(ids)
}

func TestTheQueueIsFilteredByWhatAPreBillWaitsFor(t *testing.T) {
	d, b := queued(t)
	pick(b, "100-01")
	b.Do("billing.hold")
	b.Side.Send()
	if b.Side.In("reason").Fault == "" {
		t.Error("held for no reason")
	}
	b.Side.Set("reason", "settlement pending")
	b.Side.Send()
	pick(b, "200-01")
	b.Do("billing.forward")
	b.Side.Set("holder", "Jonas Keller")
	b.Side.Set("note", "Is the rate right?")
	b.Side.Send()
	if b.Outcome != nil || b.Side != nil {
		t.Fatalf("%+v", b.Outcome)
	}
	count := func(filter string) int { return b.CountOf(filter) }
	if count("open") != 1 || count("review") != 1 || count(present.QueueHeld) != 1 || count(present.QueueUrgent) != 0 {
		t.Errorf("pending %d, with reviewer %d, on hold %d, urgent %d", count("open"), count("review"), count(present.QueueHeld), count(present.QueueUrgent))
	}
	b.SetOnly([]string{present.QueueHeld})
	if got := cells(t, &b.Queue, 0); b.Queue.Len() != 1 || got["status"] != "On hold" || got["holder"] != "settlement pending" {
		t.Errorf("on hold: %v", got)
	}
	b.SetOnly([]string{"review"})
	if got := cells(t, &b.Queue, 0); got["holder"] != "Jonas Keller" || got["flags"] != "1 comment" {
		t.Errorf("with the reviewer: %v", got)
	}
	// Five days on, what nobody touched is urgent; what waits is not.
	d.o.Clock.Advance(5 * 24 * time.Hour)
	d.f.Do("reload")
	b.SetOnly([]string{present.QueueUrgent})
	if b.Queue.Len() != 2 {
		t.Errorf("%d are urgent", b.Queue.Len())
	}
	// Touched today, it no longer is.
	pick(b, "200-01")
	b.Do("billing.return")
	if b.CountOf(present.QueueUrgent) != 1 || b.CountOf("open") != 2 {
		t.Errorf("urgent %d, pending %d", b.CountOf(present.QueueUrgent), b.CountOf("open"))
	}
	b.SetOnly(nil)
	pick(b, "100-01")
	b.Do("billing.hold")
	if b.CountOf(present.QueueHeld) != 0 {
		t.Error("it waits still")
	}
	d.f.Do("undo")
	if b.CountOf(present.QueueHeld) != 1 {
		t.Error("letting go was not taken back")
	}
}

func TestAllThatAreReviewedAreNumberedInTwoSteps(t *testing.T) {
	d, b := queued(t)
	pick(b, "100-02")
	b.Do("billing.hold")
	b.Side.Set("reason", "wait")
	b.Side.Send()
	b.Do("billing.finalize.all")
	if b.Side == nil || figure(b.Side.In("sum").Figures, "n") != "2" || b.Side.Submit != "Number 2 invoices" {
		t.Fatalf("asks %+v", b.Side)
	}
	b.Side.Send()
	if len(d.s.Questions) != 0 || b.Outcome == nil || b.Outcome.Title != "2 invoices numbered" || b.Outcome.Failed() != 0 {
		t.Fatalf("%+v", b.Outcome)
	}
	if len(b.Queue.Rows()) != 1 {
		t.Errorf("%d pre-bills stay", len(b.Queue.Rows()))
	}
	pick(b, "100-02")
	b.Do("billing.finalize")
	b.Side.Send()
	if b.Side == nil || !strings.Contains(b.Side.Fault, "waits") {
		t.Errorf("a pre-bill that waits was numbered")
	}
	d.o.Sound()
}

func TestTrustIsDrawnForAllBillsWithOneAnswer(t *testing.T) {
	d, b := queued(t)
	_, err := d.d.AddTrustAccount(t.Context(), app.AddTrustAccount{Code: "IOLTA", Title: "Client trust", Kind: "pooled"})
	must(t, err)
	for _, m := range []string{"100-01", "200-01"} {
		_, err := d.d.PostTrust(t.Context(), app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: m, Amount: "500.00", Date: "2026-06-01", Party: "Client", Purpose: "Advance", Instrument: "wire"})
		must(t, err)
	}
	b.Do("billing.finalize.all")
	b.Side.Send()
	for _, n := range []string{"2026-0001", "2026-0003"} {
		_, err := d.d.SendInvoice(t.Context(), app.SendInvoice{Number: n, How: "mail"})
		must(t, err)
	}
	b.Do("billing.trust")
	if b.Side == nil || b.Side.Title != "Draw trust for 2 bills" {
		t.Fatalf("%+v", b.Side)
	}
	printed := &presenttest.Printing{Names: []string{"Office"}}
	d.s.Printing = printed
	b.Side.Send()
	if b.Outcome == nil || b.Outcome.Failed() != 0 || b.Outcome.Title != "2 transfers from trust, $825.00" {
		t.Fatalf("%s\n%s", b.Outcome.Title, rowsText(b.Outcome))
	}
	if b.Outcome.Actions[0].Title != "Print the schedule" || b.Outcome.Actions[1].Title != "Export it…" {
		t.Errorf("actions %+v", b.Outcome.Actions)
	}
	b.Do("billing.trust")
	if b.Side != nil {
		t.Error("offered though nothing can be drawn")
	}
	d.said("No bill that was sent is open")
	d.o.Sound()
}

func TestCommentsHistoryAndReplacementOfALine(t *testing.T) {
	d, b := queued(t)
	pick(b, "100-01")
	b.Do("billing.edit")
	p := b.Bill
	p.SetLine(1)
	p.StartComments()
	b.Side.Send()
	if b.Side.In("text").Fault == "" {
		t.Error("nothing was said and it was kept")
	}
	b.Side.Set("text", "Is two hours right?")
	b.Side.Send()
	if b.Side != nil || p.OpenComments(1) != 1 || p.OpenComments(-1) != 1 {
		t.Fatalf("%+v", p.View.Comments)
	}
	if _, row, _ := p.Lines.Row(0); row[3].Symbol != "comment" {
		t.Error("the line does not show its comment")
	}
	p.StartComments()
	b.Side.Tick(b.Side.Inputs[1].Path, true)
	b.Side.Send()
	if p.OpenComments(-1) != 0 {
		t.Error("it was not settled")
	}

	p.StartReplace()
	b.Side.Set("find", "smyth")
	if got := figure(b.Side.In("find").Figures, "found"); got != "1 in 1 line" {
		t.Errorf("found %s", got)
	}
	b.Side.Set("with", "Smith")
	b.Side.Send()
	if p.View.Lines[0].Now.Text != "Call with Mr. Smith on 100-01" {
		t.Errorf("%q", p.View.Lines[0].Now.Text)
	}
	if p.RunCommand("1 h 1.5 duplicate effort"); p.Command.Fault != "" {
		t.Fatal(p.Command.Fault)
	}
	p.ShowHistory()
	text := rowsText(b.Outcome)
	for _, want := range []string{"2.00 × 325.00 = 650.00 as it came", "Text: Call with Mr. Smith", "Changed to 1.50 × 325.00, 487.50", "Reason: duplicate effort"} {
		if !strings.Contains(text, want) {
			t.Errorf("the history says not %q:\n%s", want, text)
		}
	}
	// Somebody else changed the line since: it is not taken back.
	hours := "1.8"
	_, err := d.o.EditPreBillLine(t.Context(), app.EditPreBillLine{PreBill: p.ID, Line: 1, Hours: &hours, Reason: "other"})
	must(t, err)
	d.f.Do("reload")
	d.f.Do("undo")
	if p.View.Lines[0].Now.Units != 18000 || !strings.Contains(d.f.Notice().Text, "was changed since") {
		t.Errorf("%v, notice %q", p.View.Lines[0].Now, d.f.Notice().Text)
	}
}

func TestTheStripSaysWhatIsLeftOfTheBudget(t *testing.T) {
	d, b := queued(t)
	budget := "700.00"
	_, err := d.d.SetMatter(t.Context(), app.SetMatter{Code: "100-01", Budget: &budget})
	must(t, err)
	pick(b, "100-01")
	b.Do("billing.preview")
	if !b.Bill.AtPage {
		t.Error("the page does not get the keyboard")
	}
	get := func() present.Figure {
		for _, f := range b.Bill.Strip() {
			if f.Key == "budget" {
				return f
			}
		}
		return present.Figure{}
	}
	if f := get(); f.Value != "92.86 % of $700.00" || f.Tone != present.Warn {
		t.Errorf("%+v", f)
	}
	_, err = d.d.AddTime(t.Context(), app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "1.0", Narrative: "More"})
	must(t, err)
	if f := get(); f.Value != "139.29 % of $700.00" || f.Tone != present.Bad || !strings.Contains(f.Tip, "other work in progress 325.00") {
		t.Errorf("over the budget: %+v", f)
	}
}

func TestAnotherScreenOpensAPreBillAtALine(t *testing.T) {
	d, b := queued(t)
	id := b.Queue.AllIDs()[0]
	d.f.Go("trust", "")
	if !d.f.Open("prebill", string(rune('0'+id))+" 1") || d.billing().Bill == nil || d.billing().Bill.GoTo != 1 {
		t.Error("it did not open at its line")
	}
	d.billing().Next(1)
	if d.billing().Bill.ID == id {
		t.Error("the next one did not open")
	}
	if bill.PreBillOpen != d.billing().Bill.View.PreBill.Status || d.billing().Bill.View.PreBill.CreatedOn != cal.MustParse("2026-06-18") {
		t.Error("it was not read")
	}
}
