package app_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/store/sqlite"

	"github.com/google/go-cmp/cmp"
)

// billing is a fresh book of a small firm with a clock that can be set.
type billing struct {
	*app.Desk
	t     testing.TB
	clock *cal.Fixed
}

func billingDesk(t testing.TB) billing {
	t.Helper()
	ctx := context.Background()
	b := billing{t: t, clock: &cal.Fixed{T: time.Date(2026, 6, 18, 12, 0, 0, 0, time.UTC)}}
	s, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "firm.matterbook"), sqlite.Options{Clock: b.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	_, err = app.Init(ctx, s, b.clock, app.InitFirm{Name: "Marlow & Dunne PLLC", Codes: []firm.Code{
		{Set: "litigation", Code: "L120", Name: "Analysis/Strategy"}, {Set: "litigation", Code: "L160", Name: "Settlement/Non-Binding ADR"},
		{Set: "litigation", Code: "L210", Name: "Pleadings"}, {Set: "litigation", Code: "L310", Name: "Written Discovery"},
		{Set: "activity", Code: "A103", Name: "Draft/revise"}, {Set: "activity", Code: "A104", Name: "Review/analyze"},
		{Set: "activity", Code: "A105", Name: "Communicate (in firm)"}, {Set: "activity", Code: "A106", Name: "Communicate (with client)"},
		{Set: "activity", Code: "A107", Name: "Communicate (other outside counsel)"}, {Set: "activity", Code: "A111", Name: "Other"},
		{Set: "expense", Code: "E101", Name: "Copying"}, {Set: "expense", Code: "E106", Name: "Online research"},
		{Set: "expense", Code: "E112", Name: "Court fees"}, {Set: "expense", Code: "E113", Name: "Subpoena fees"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if b.Desk, err = app.Open(s, b.clock, nil).SignIn(ctx, ""); err != nil {
		t.Fatal(err)
	}
	for _, k := range []app.AddTimekeeper{
		{Code: "RMD", FirstName: "Ruth M.", LastName: "Dunne", Class: "PARTNR", StandardRate: "325.00"},
		{Code: "JLK", FirstName: "Jonas L.", LastName: "Keller", Class: "ASSOC", StandardRate: "240.00"},
		{Code: "PAS", FirstName: "Priya A.", LastName: "Shah", Class: "PARALG", StandardRate: "115.00"},
	} {
		must(b.Desk.AddTimekeeper(ctx, k))(t)
	}
	must(b.Desk.AddClient(ctx, app.AddClient{Code: "DEVI", Name: "Anjali Devi"}))(t)
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "DEVI-001", Client: "DEVI", Name: "Devi v. Northgate Properties, lease dispute", OpenedOn: "2026-04-20",
		Responsible: "RMD", CodeSet: "litigation", TrustFloor: "1500.00", TrustTarget: "2000.00", TrustWaitDays: 7}))(t)
	return b
}

// must is the value of a call that may not fail.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (b billing) on(day string) { b.clock.T = cal.MustParse(day).Time().Add(12 * time.Hour) }

func (b billing) time(matter, tk, date, hours, text string) work.Entry {
	b.t.Helper()
	return must(b.Desk.AddTime(context.Background(), app.AddTime{Matter: matter, Timekeeper: tk, Date: date, Hours: hours, Narrative: text}))(b.t).Entry
}

func (b billing) preBill(matter string) int64 {
	b.t.Helper()
	run := must(b.RunPreBills(context.Background(), app.RunPreBills{Matter: matter}))(b.t)
	if len(run.Taken) != 1 {
		b.t.Fatalf("no pre-bill for %s: %+v", matter, run.Skipped)
	}
	return run.Taken[0].ID
}

func (b billing) invoice(matter string) app.Finalized {
	b.t.Helper()
	return must(b.Finalize(context.Background(), app.Finalize{PreBills: []int64{b.preBill(matter)}}))(b.t)[0]
}

func (b billing) pay(amount string, to ...app.PayTo) app.PaymentPosted {
	b.t.Helper()
	return must(b.AddPayment(context.Background(), app.AddPayment{Client: "DEVI", Amount: amount, To: to}))(b.t)
}

func (b billing) balance(number string) money.Amount {
	b.t.Helper()
	inv := must(b.Invoice(context.Background(), number))(b.t)
	return inv.Standing.Balance()
}

// devisWork enters the work of the worked invoice and her trust money.
func (b billing) devisWork() {
	b.t.Helper()
	ctx := context.Background()
	must(b.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client Trust Account (IOLTA)", Kind: "pooled", Last4: "4471"}))(b.t)
	must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: "DEVI-001", Amount: "3000.00", Date: "2026-05-01", Party: "Anjali Devi", Purpose: "Security retainer", Instrument: "wire"}))(b.t)
	check := must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "check", Matter: "DEVI-001", Amount: "435.00", Date: "2026-06-05", Party: "Clerk of Court", Purpose: "Filing fee", Reference: "1089"}))(b.t)
	for _, l := range billtest.WorkedInvoice().Lines {
		if l.Kind == bill.Fee {
			must(b.Desk.AddTime(ctx, app.AddTime{Matter: "DEVI-001", Timekeeper: l.TimekeeperCode, Date: l.Date.String(), Hours: l.Worked.Plain(),
				Narrative: l.Text, Task: l.Task, Activity: l.Activity}))(b.t)
			continue
		}
		cost := app.AddExpense{Matter: "DEVI-001", Date: l.Date.String(), Code: l.Expense, Units: l.Units.Plain(), UnitPrice: l.Rate.Plain(),
			Description: l.Text, Kind: string(l.Kind)}
		if l.TrustPaid != "" {
			cost.TrustEntry = check.Txn.ID
		}
		must(b.Desk.AddExpense(ctx, cost))(b.t)
	}
}

func p[T any](v T) *T { return &v }

// Billing practice, section 22: the worked invoice from time entries to the last
// cent of the account, through the acts alone.
func TestTheWorkedInvoiceThroughTheActs(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	id := b.preBill("DEVI-001")

	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 5, NoCharge: true, Reason: "client relations"}))(t)
	down := must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 6, Hours: p("1.5"), Reason: "duplicate effort"}))(t)
	if down.Before.Now.Amount != 45600 || down.After.Now.Amount != 36000 || down.After.WriteDown() != 9600 {
		t.Errorf("line 6 before and after: %+v", down)
	}
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("80.00")}))(t)
	draft := must(b.Preview(ctx, id, 0))(t)
	must(b.ApprovePreBill(ctx, app.ApprovePreBill{PreBill: id}))(t)
	done := must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}, Date: cal.MustParse("2026-06-18")}))(t)[0]
	got := must(b.Invoice(ctx, done.Number))(t).Invoice

	want := billtest.WorkedInvoice()
	if d := cmp.Diff(want.Totals, got.Totals); d != "" {
		t.Errorf("totals (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want.Timekeepers, got.Timekeepers); d != "" {
		t.Errorf("timekeepers (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want.Paper.Tasks, got.Paper.Tasks); d != "" {
		t.Errorf("tasks (-want +got):\n%s", d)
	}
	for i := range got.Lines {
		got.Lines[i].EntryID, got.Lines[i].ExpenseID = want.Lines[i].EntryID, want.Lines[i].ExpenseID
	}
	if d := cmp.Diff(want.Lines, got.Lines); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	box := got.Paper.Trust
	if box.Balance != 256500 || box.ToApply != 218040 || box.After != 38460 || box.Floor != 150000 || box.Target != 200000 || box.Replenish != 161540 || box.ApplyAfter != 7 {
		t.Errorf("trust box %+v", box)
	}
	if got.Number != "2026-0001" || got.Date.String() != "2026-06-18" || got.DueOn.String() != "2026-07-18" || got.PeriodFrom.String() != "2026-06-01" || got.PeriodTo.String() != "2026-06-18" {
		t.Errorf("number %s, dated %s, due %s, for %s to %s", got.Number, got.Date, got.DueOn, got.PeriodFrom, got.PeriodTo)
	}
	// The preview is the invoice, but for number and id.
	draft.ID, draft.Number, draft.Draft = got.ID, got.Number, false
	for i := range draft.Lines {
		draft.Lines[i].EntryID, draft.Lines[i].ExpenseID = want.Lines[i].EntryID, want.Lines[i].ExpenseID
	}
	if d := cmp.Diff(draft, got); d != "" {
		t.Errorf("preview and invoice differ:\n%s", d)
	}

	// Sent 18 June; trust may be drawn from the 25th; then nothing is owed.
	must(b.SendInvoice(ctx, app.SendInvoice{Number: got.Number, How: "mail"}))(t)
	b.on("2026-06-24")
	must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: "DEVI-001", Amount: "1500.00", Date: "2026-06-24", Party: "Anjali Devi", Purpose: "Replenishment", Instrument: "wire"}))(t)
	_, err := b.ApplyTrust(ctx, app.ApplyTrust{Invoice: got.Number})
	wantRefused(t, err, "trust.too_early")
	b.on("2026-06-25")
	applied := must(b.ApplyTrust(ctx, app.ApplyTrust{Invoice: got.Number}))(t)
	if applied.Payment.Amount != 218040 || applied.Balance.Book != 188460 || b.balance(got.Number) != 0 {
		t.Errorf("applied %d, ledger %d, owed %d", applied.Payment.Amount, applied.Balance.Book, b.balance(got.Number))
	}
	parts := map[bill.Part]money.Amount{}
	for _, s := range applied.Payment.Allocations[0].Shares {
		parts[s.Part] += s.Amount
	}
	if d := cmp.Diff(map[bill.Part]money.Amount{bill.PartHard: 15750, bill.PartSoft: 840, bill.PartFees: 201450}, parts); d != "" {
		t.Errorf("payment by part:\n%s", d)
	}

	// The entry keeps what was recorded, the line what was billed.
	entries := must(b.ListTime(ctx, app.ListTime{Matter: "DEVI-001"}, app.Page{}))(t)
	for _, e := range entries {
		if e.Date.String() == "2026-06-16" && (e.Hours != 19000 || e.Amount != 45600 || e.Status != work.Billed) {
			t.Errorf("the entry behind line 6 is %+v", e.Entry)
		}
		if e.Date.String() == "2026-06-10" && (e.Status != work.NoCharge || e.Billable != work.Yes) {
			t.Errorf("the entry behind line 5 is %+v", e.Entry)
		}
	}

	// The next bill says what went before.
	b.on("2026-07-31")
	b.time("DEVI-001", "RMD", "2026-07-06", "1.0", "Attend mediation")
	next := must(b.Preview(ctx, b.preBill("DEVI-001"), 0))(t)
	a := next.Paper.Account
	if a.Previous != 218040 || a.Payments != 218040 || a.Credits != 0 || a.Balance() != 0 || len(a.Open) != 0 {
		t.Errorf("account %+v", a)
	}
	if next.PeriodFrom.String() != "2026-06-19" || next.PeriodTo.String() != "2026-07-31" || next.Paper.Trust.Opening != 256500 || next.Paper.Trust.Balance != 188460 {
		t.Errorf("period %s to %s, trust %+v", next.PeriodFrom, next.PeriodTo, next.Paper.Trust)
	}
	if checks := must(b.Store().Verify(ctx, nil))(t); !allOK(checks) {
		t.Errorf("verify: %+v", checks)
	}
}

func allOK(checks []app.Check) bool {
	for _, c := range checks {
		if !c.OK {
			return false
		}
	}
	return true
}

func TestPreBillRunLeavesWithReasons(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	for code, fee := range map[string]string{"M-FLAT": "flat", "M-EMPTY": "hourly", "M-DRAFT": "hourly", "M-HELD": "hourly", "M-BLEND": "blended"} {
		must(b.Desk.AddMatter(ctx, app.AddMatter{Code: code, Client: "DEVI", Name: code, FeeArrangement: fee, FeeAmount: map[string]string{"flat": "1500.00"}[fee], OpenedOn: "2026-01-02", Billing: "JLK"}))(t)
	}
	for _, m := range []string{"M-FLAT", "M-HELD", "M-BLEND"} {
		b.time(m, "RMD", "2026-06-01", "1", "Review file")
	}
	must(b.Desk.AddTime(ctx, app.AddTime{Matter: "M-DRAFT", Timekeeper: "RMD", Date: "2026-06-01", Hours: "1", Narrative: "Review", Draft: true}))(t)
	held := must(b.ListTime(ctx, app.ListTime{Matter: "M-HELD"}, app.Page{}))(t)
	must(b.HoldTime(ctx, app.HoldTime{MoveTime: app.MoveTime{IDs: []int64{held[0].ID}, Reason: "settlement pending"}}))(t)
	b.time("M-BLEND", "RMD", "2026-06-19", "1", "Tomorrow's work")

	run := must(b.RunPreBills(ctx, app.RunPreBills{Attorney: "JLK"}))(t)
	if len(run.Taken) != 1 || run.Taken[0].Matter != "M-BLEND" || run.Taken[0].Lines != 1 || run.Taken[0].Fees != 32500 {
		t.Errorf("taken %+v", run.Taken)
	}
	got := map[string]string{}
	for _, s := range run.Skipped {
		got[s.Matter] = s.Reason
	}
	want := map[string]string{"M-FLAT": "fee arrangement flat is not billed by time", "M-EMPTY": "no unbilled work",
		"M-DRAFT": "nothing to bill: 1 draft not released", "M-HELD": "nothing to bill: 1 item held"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("skipped (-want +got):\n%s", d)
	}
	b.on("2026-06-20")
	again := must(b.RunPreBills(ctx, app.RunPreBills{Matter: "M-BLEND"}))(t)
	if len(again.Taken) != 0 || again.Skipped[0].Reason != "already on pre-bill 1, 1 later items can be added to it" || again.Skipped[0].Late != 1 {
		t.Errorf("run again: %+v", again)
	}
	late := must(b.AddLateWork(ctx, app.AddLateWork{PreBill: 1, Through: cal.MustParse("2026-06-20")}))(t)
	if len(late) != 1 || late[0].No != 2 {
		t.Errorf("late work %+v", late)
	}
	if _, err := b.RunPreBills(ctx, app.RunPreBills{Matter: "NOPE"}); fault.Of(err) != fault.Missing {
		t.Errorf("an unknown matter: %v", err)
	}
}

func TestARunOverManyMattersIsResumableAndRepeatable(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	for i := range 120 {
		code := "M" + string(rune('A'+i/26)) + string(rune('A'+i%26))
		must(b.Desk.AddMatter(ctx, app.AddMatter{Code: code, Client: "DEVI", Name: code, OpenedOn: "2026-01-02"}))(t)
		if i%2 == 0 {
			b.time(code, "PAS", "2026-06-01", "0.2", "Review file")
		}
	}
	ctx2, cancel := context.WithCancel(ctx)
	req := app.RunPreBills{Request: app.Request{Key: "run-1"}, Tell: func(done, total int) {
		if total != 121 {
			t.Errorf("of %d matters", total)
		}
		cancel()
	}}
	if _, err := b.RunPreBills(ctx2, req); err == nil {
		t.Fatal("a cancelled run ended well")
	}
	stopped := len(must(b.PreBills(ctx, app.PreBillFilter{}))(t))
	if stopped == 0 || stopped == 60 {
		t.Fatalf("%d pre-bills after the stop", stopped)
	}
	req.Tell = nil
	whole := must(b.RunPreBills(ctx, req))(t)
	if len(whole.Taken) != 60 || len(whole.Skipped) != 61 {
		t.Fatalf("%d taken, %d skipped", len(whole.Taken), len(whole.Skipped))
	}
	same := must(b.RunPreBills(ctx, req))(t)
	if d := cmp.Diff(whole, same); d != "" {
		t.Errorf("the same request again answers differently:\n%s", d)
	}
	if n := len(must(b.PreBills(ctx, app.PreBillFilter{}))(t)); n != 60 {
		t.Errorf("%d pre-bills", n)
	}
}

func TestFinalizeIssuesAllOrNothingAndNumbersWithoutGaps(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.time("DEVI-001", "RMD", "2026-06-01", "1", "Review lease")
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "M2", Client: "DEVI", Name: "Second"}))(t)
	b.time("M2", "RMD", "2026-06-01", "2", "Review lease")
	one, two := b.preBill("DEVI-001"), b.preBill("M2")
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: two, Holder: p("RMD")}))(t)
	_, err := b.Finalize(ctx, app.Finalize{PreBills: []int64{one, two}})
	wantRefused(t, err, "invoice.cannot_issue")
	if list := must(b.Invoices(ctx, app.AskInvoices{}))(t); len(list) != 0 {
		t.Fatalf("%d invoices after a refused call", len(list))
	}
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: two, Holder: p("")}))(t)
	req := app.Finalize{Request: app.Request{Key: "k"}, PreBills: []int64{one, two}}
	done := must(b.Finalize(ctx, req))(t)
	if done[0].Number != "2026-0001" || done[1].Number != "2026-0002" {
		t.Errorf("numbers %s, %s", done[0].Number, done[1].Number)
	}
	if d := cmp.Diff(done, must(b.Finalize(ctx, req))(t)); d != "" {
		t.Errorf("the same request again answers differently:\n%s", d)
	}
	_, err = b.Finalize(ctx, app.Finalize{PreBills: []int64{one}})
	wantRefused(t, err, "prebill.not_live")
	_, err = b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: one, Line: 1, Hours: p("2"), Reason: "x"})
	wantRefused(t, err, "prebill.not_live")
	must(b.VoidInvoice(ctx, app.VoidInvoice{Number: "2026-0002", Reason: "wrong matter"}))(t)
	if n := b.invoice("M2").Number; n != "2026-0003" {
		t.Errorf("after a void the next number is %s", n)
	}
	b.on("2027-01-04")
	b.time("M2", "RMD", "2027-01-02", "1", "New year")
	if n := b.invoice("M2").Number; n != "2027-0001" {
		t.Errorf("the first number of the year is %s", n)
	}
}

func TestFinalizeRefuses(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.time("DEVI-001", "RMD", "2026-06-10", "1", "Review lease")
	id := b.preBill("DEVI-001")
	for name, c := range map[string]struct{ date, code string }{
		"before the work": {"2026-06-09", "invoice.before_work"},
		"far ahead":       {"2026-08-01", "invoice.date_ahead"},
	} {
		_, err := b.Finalize(ctx, app.Finalize{PreBills: []int64{id}, Date: cal.MustParse(c.date)})
		if fault.Code(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := b.Finalize(ctx, app.Finalize{PreBills: []int64{999}})
	wantRefused(t, err, "prebill.missing")
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, Hold: true, Reason: "wait"}))(t)
	_, err = b.Finalize(ctx, app.Finalize{PreBills: []int64{id}})
	wantRefused(t, err, "prebill.empty")
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, Charge: true, Reason: "ready"}))(t)
	_, err = b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("325.01")})
	wantRefused(t, err, "discount.above_fees")
	f := must(b.Firm(ctx))(t)
	f.ClosedThrough = cal.MustParse("2026-06-30")
	if err := b.Store().Update(ctx, app.Act{Name: "test.close", User: "admin", At: b.clock.T}, func(tx app.Tx) error { return tx.SetFirm(&f) }); err != nil {
		t.Fatal(err)
	}
	_, err = b.Finalize(ctx, app.Finalize{PreBills: []int64{id}})
	wantRefused(t, err, "books.closed")
	_, err = b.AddPayment(ctx, app.AddPayment{Client: "DEVI", Amount: "1.00"})
	wantRefused(t, err, "books.closed")
}
