package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/work"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// billed issues an invoice of hours x 325.00 dated on the day.
func (b billing) billed(day, hours string) app.Finalized {
	b.t.Helper()
	b.on(day)
	b.time("DEVI-001", "RMD", day, hours, "Review file")
	return b.invoice("DEVI-001")
}

func TestPaymentsGoToTheOldestInvoiceAndTheRestStaysCredit(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	one, two := b.billed("2026-05-04", "2"), b.billed("2026-06-04", "4")
	got := b.pay("1000.00")
	if b.balance(one.Number) != 0 || b.balance(two.Number) != 95000 || got.Unapplied() != 0 {
		t.Errorf("open %d and %d", b.balance(one.Number), b.balance(two.Number))
	}
	rest := b.pay("1000.00")
	if b.balance(two.Number) != 0 || rest.Unapplied() != 5000 {
		t.Errorf("open %d, left %d", b.balance(two.Number), rest.Unapplied())
	}
	three := b.billed("2026-06-10", "1")
	laid := must(b.AllocatePayment(ctx, app.AllocatePayment{Payment: rest.Payment.ID}))(t)
	if b.balance(three.Number) != 27500 || laid.Unapplied() != 0 {
		t.Errorf("open %d, left %d", b.balance(three.Number), laid.Unapplied())
	}
	_, err := b.AllocatePayment(ctx, app.AllocatePayment{Payment: rest.Payment.ID})
	wantRefused(t, err, "payment.nothing_left")

	// As of a past day the credit was not laid yet.
	past := must(b.Invoices(ctx, app.AskInvoices{AsOf: cal.MustParse("2026-06-09"), Open: true}))(t)
	if len(past) != 0 {
		t.Errorf("open on 9 June: %+v", past)
	}

	// The check bounces: its invoices owe again, and age from their own dates.
	b.on("2026-07-20")
	back := must(b.ReversePayment(ctx, app.ReversePayment{Payment: rest.Payment.ID, Reason: "check returned unpaid"}))(t)
	if back.Payment.Amount != -100000 || b.balance(two.Number) != 95000 || b.balance(three.Number) != 32500 {
		t.Errorf("after the reversal: %d, %d", b.balance(two.Number), b.balance(three.Number))
	}
	_, err = b.ReversePayment(ctx, app.ReversePayment{Payment: rest.Payment.ID, Reason: "again"})
	wantRefused(t, err, "payment.reversed")
	_, err = b.ReversePayment(ctx, app.ReversePayment{Payment: back.Payment.ID, Reason: "the reversal"})
	wantRefused(t, err, "payment.is_reversal")
	s := must(b.Statement(ctx, app.AskStatement{Client: "DEVI"}))(t)
	if s.Aging.D30 != 127500 || s.Closing != 127500 {
		t.Errorf("aged %+v, closing %d", s.Aging, s.Closing)
	}
}

func TestPaymentsAreRefused(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	inv := b.billed("2026-06-10", "1")
	must(b.Desk.AddClient(ctx, app.AddClient{Code: "OTHER", Name: "Other"}))(t)
	day := cal.MustParse
	for name, c := range map[string]struct {
		req  app.AddPayment
		code string
	}{
		"trust":               {app.AddPayment{Client: "DEVI", Amount: "1", Method: "trust"}, "payment.trust"},
		"zero":                {app.AddPayment{Client: "DEVI", Amount: "0"}, "payment.invalid"},
		"negative":            {app.AddPayment{Client: "DEVI", Amount: "-1"}, "payment.invalid"},
		"half a cent":         {app.AddPayment{Client: "DEVI", Amount: "1.005"}, "payment.invalid"},
		"barter":              {app.AddPayment{Client: "DEVI", Amount: "1", Method: "barter"}, "payment.invalid"},
		"tomorrow":            {app.AddPayment{Client: "DEVI", Amount: "1", Date: day("2026-06-11")}, "date.ahead"},
		"unknown client":      {app.AddPayment{Client: "NOBODY", Amount: "1"}, "client.missing"},
		"unknown invoice":     {app.AddPayment{Client: "DEVI", Amount: "1", To: []app.PayTo{{Invoice: "X"}}}, "invoice.missing"},
		"other client's bill": {app.AddPayment{Client: "OTHER", Amount: "1", To: []app.PayTo{{Invoice: inv.Number}}}, "payment.other_client"},
		"above the balance":   {app.AddPayment{Client: "DEVI", Amount: "900", To: []app.PayTo{{Invoice: inv.Number, Amount: "325.01"}}}, "payment.above_balance"},
		"above the payment":   {app.AddPayment{Client: "DEVI", Amount: "100", To: []app.PayTo{{Invoice: inv.Number, Amount: "101"}}}, "payment.over_allocated"},
		"twice":               {app.AddPayment{Client: "DEVI", Amount: "100", To: []app.PayTo{{inv.Number, "1"}, {inv.Number, "1"}}}, "payment.invoice_twice"},
		"kept and laid":       {app.AddPayment{Client: "DEVI", Amount: "100", Keep: true, To: []app.PayTo{{inv.Number, "1"}}}, "payment.keep"},
		"unknown rule":        {app.AddPayment{Client: "DEVI", Amount: "100", Rule: "luckiest"}, "payment.rule"},
	} {
		if _, err := b.AddPayment(ctx, c.req); fault.Code(err) != c.code {
			t.Errorf("%s: %v (%s)", name, err, fault.Code(err))
		}
	}
	if b.balance(inv.Number) != 32500 || len(must(b.Payments(ctx, app.AskPayments{}))(t)) != 0 {
		t.Error("a refused payment left something behind")
	}
}

func TestTrustPaymentsAreTakenBackByTheTrustDesk(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	inv := b.invoice("DEVI-001")
	must(b.SendInvoice(ctx, app.SendInvoice{Number: inv.Number, How: "email"}))(t)
	b.on("2026-06-25")
	paid := must(b.ApplyTrust(ctx, app.ApplyTrust{Invoice: inv.Number}))(t)
	_, err := b.ReversePayment(ctx, app.ReversePayment{Payment: paid.Payment.ID, Reason: "x"})
	wantRefused(t, err, "payment.trust")
}

func TestFinalizeWithTrust(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "NOWAIT", Client: "DEVI", Name: "No days between"}))(t)
	must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: "NOWAIT", Amount: "100.00", Date: "2026-05-01", Party: "Anjali Devi", Purpose: "Advance", Instrument: "wire"}))(t)
	b.time("NOWAIT", "RMD", "2026-06-11", "1", "Review file")
	list := must(b.Finalize(ctx, app.Finalize{PreBills: []int64{b.preBill("DEVI-001"), b.preBill("NOWAIT")}, ApplyTrust: true}))(t)
	if list[0].Trust.Amount != 0 || list[0].Trust.Why != "trust is drawn 7 days after the bill is sent" {
		t.Errorf("%+v", list[0].Trust)
	}
	if st := must(b.Invoice(ctx, list[0].Number))(t).Invoice.Status; st != bill.Final {
		t.Errorf("an invoice that drew nothing is marked %s", st)
	}
	if list[1].Trust.Amount != 10000 || list[1].Trust.Why != "" || b.balance(list[1].Number) != 22500 {
		t.Errorf("%+v", list[1].Trust)
	}
	if inv := must(b.Invoice(ctx, list[1].Number))(t).Invoice; inv.SentOn != inv.Date || inv.SentHow != "trust notice" {
		t.Errorf("sent %s %q", inv.SentOn, inv.SentHow)
	}
}

func TestVoidReturnsTheWork(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	id := b.preBill("DEVI-001")
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 6, Hours: p("1.5"), Reason: "duplicate effort"}))(t)
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 5, NoCharge: true, Reason: "training"}))(t)
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, WriteOff: true, Reason: "over budget"}))(t)
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 2, Hold: true, Reason: "not yet"}))(t)
	inv := must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)[0]
	pay := b.pay("50.00")
	_, err := b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "wrong"})
	wantRefused(t, err, "invoice.has_money")
	must(b.ReversePayment(ctx, app.ReversePayment{Payment: pay.Payment.ID, Reason: "wrong"}))(t)
	_, err = b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number})
	if fault.Code(err) != "reason.required" {
		t.Errorf("no reason: %v", err)
	}
	void := must(b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "wrong matter"}))(t)
	if void.Returned != 11 || b.balance(inv.Number) != 0 {
		t.Errorf("%d returned, %d owed", void.Returned, b.balance(inv.Number))
	}
	for _, e := range must(b.ListTime(ctx, app.ListTime{Matter: "DEVI-001"}, app.Page{}))(t) {
		want := work.Released
		if e.Date.String() == "2026-06-02" {
			want = work.WrittenOff
		}
		if e.Status != want || e.InvoiceID != 0 || e.PreBillID != 0 {
			t.Errorf("entry of %s: %s", e.Date, e.Status)
		}
	}
	_, err = b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "again"})
	wantRefused(t, err, "invoice.void")
	_, err = b.SendInvoice(ctx, app.SendInvoice{Number: inv.Number, How: "mail"})
	wantRefused(t, err, "invoice.void")
	if again := b.invoice("DEVI-001"); again.Number != "2026-0002" || again.Totals.WorkedValue != 231050-26000 {
		t.Errorf("billed again: %+v", again)
	}
}

func TestCredits(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	inv := b.invoice("DEVI-001")
	for amount, code := range map[string]string{"0": "credit.invalid", "-5": "credit.invalid", "999999": "credit.above_balance", "x": "credit.invalid"} {
		if _, err := b.AddCredit(ctx, app.AddCredit{Invoice: inv.Number, Amount: amount, Reason: "x"}); fault.Code(err) != code {
			t.Errorf("%s: %v", amount, err)
		}
	}
	if _, err := b.AddCredit(ctx, app.AddCredit{Invoice: inv.Number, Amount: "5"}); fault.Of(err) != fault.Invalid {
		t.Errorf("no reason: %v", err)
	}
	c := must(b.AddCredit(ctx, app.AddCredit{Invoice: inv.Number, Amount: "100.00", Reason: "duplicate effort"}))(t)
	if c.Balance != inv.Totals.Total-10000 || b.balance(inv.Number) != c.Balance || c.Credit.Shares[0].Part != bill.PartFees {
		t.Errorf("%+v", c)
	}
	b.pay(c.Balance.Plain(money.USD))
	if b.balance(inv.Number) != 0 {
		t.Error("not settled")
	}
	if v := must(b.Invoice(ctx, inv.Number))(t); len(v.Owed.Shares) != 0 || v.Standing.Word() != "paid" {
		t.Errorf("%+v %s", v.Owed, v.Standing.Word())
	}
	_, err := b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "x"})
	wantRefused(t, err, "invoice.has_money")
}

func TestDiscardAndTransfer(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "M2", Client: "DEVI", Name: "Second"}))(t)
	must(b.Desk.AddRate(ctx, app.AddRate{Scope: "matter", Key: "M2", Timekeeper: "RMD", Rate: "300.00"}))(t)
	for i := range 4 {
		b.time("DEVI-001", "RMD", fmt.Sprintf("2026-06-0%d", i+1), "1", "Review file")
	}
	id := b.preBill("DEVI-001")
	moved := must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 4, Transfer: "M2", ReRate: true, Reason: "other dispute"}))(t)
	e := must(b.ListTime(ctx, app.ListTime{Matter: "M2"}, app.Page{}))(t)
	if len(e) != 1 || e[0].Amount != 30000 || e[0].Status != work.Released || moved.After.Action != bill.LineTransferred {
		t.Errorf("moved: %+v", e)
	}
	_, err := b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 4, NoCharge: true, Reason: "x"})
	wantRefused(t, err, "prebill.line_gone")
	edits := must(b.MarkUpPreBill(ctx, app.MarkUpPreBill{PreBill: id, Text: "1 h 0.5 duplicate\n2 nc training\n3 a 300 even sum"}))(t)
	if len(edits) != 3 {
		t.Errorf("%d edits", len(edits))
	}
	if _, err := b.MarkUpPreBill(ctx, app.MarkUpPreBill{PreBill: id, Text: "1 h 0.1 x\n9 nc y"}); fault.Of(err) != fault.Missing {
		t.Errorf("a markup of a line that is not there: %v", err)
	}
	v := must(b.PreBill(ctx, id))(t)
	if v.Lines[0].Now.Units != 5000 {
		t.Error("a refused markup was half done")
	}
	done := must(b.DiscardPreBill(ctx, app.DiscardPreBill{PreBill: id, KeepEdits: true}))(t)
	if d := cmp.Diff([]int{3}, done.NotKept); d != "" || done.Returned != 3 {
		t.Errorf("not kept %v, returned %d", done.NotKept, done.Returned)
	}
	got := map[string]string{}
	for _, e := range must(b.ListTime(ctx, app.ListTime{Matter: "DEVI-001"}, app.Page{}))(t) {
		got[e.Date.String()] = fmt.Sprintf("%s %s %s %s", e.Hours.Tenths(), e.Amount.Plain(money.USD), e.Billable, e.Status)
	}
	want := map[string]string{"2026-06-01": "0.5 162.50 Y released", "2026-06-02": "1.0 0.00 NC released", "2026-06-03": "1.0 325.00 Y released"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	_, err = b.DiscardPreBill(ctx, app.DiscardPreBill{PreBill: id})
	wantRefused(t, err, "prebill.not_live")
}

func TestAttorneysReviewTheirOwnMattersOnly(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	keepers := must(b.Timekeepers(ctx))(t)
	byCode := map[string]int64{}
	for _, k := range keepers {
		byCode[k.Code] = k.ID
	}
	for _, u := range []app.AddUser{{Code: "ruth", Name: "Ruth", Role: string(firm.Attorney), Timekeeper: "RMD"}, {Code: "jonas", Name: "Jonas", Role: string(firm.Attorney), Timekeeper: "JLK"},
		{Code: "audit", Name: "Auditor", Role: string(firm.Auditor)}} {
		must(b.Desk.AddUser(ctx, u))(t)
	}
	b.time("DEVI-001", "JLK", "2026-06-01", "1", "Review file")
	id := b.preBill("DEVI-001")
	ruth, jonas, auditor := must(b.SignIn(ctx, "ruth"))(t), must(b.SignIn(ctx, "jonas"))(t), must(b.SignIn(ctx, "audit"))(t)
	edit := app.EditPreBillLine{PreBill: id, Line: 1, Text: p("Review the file")}
	_, err := jonas.EditPreBillLine(ctx, edit)
	wantRefused(t, err, "prebill.not_yours")
	_, err = jonas.ApprovePreBill(ctx, app.ApprovePreBill{PreBill: id})
	wantRefused(t, err, "prebill.not_yours")
	_, err = auditor.EditPreBillLine(ctx, edit)
	wantRefused(t, err, "user.not_allowed")
	must(ruth.EditPreBillLine(ctx, edit))(t)
	done := must(ruth.ApprovePreBill(ctx, app.ApprovePreBill{PreBill: id}))(t)
	if done.ApprovedBy != ruth.User.ID || done.ApprovedAt.IsZero() {
		t.Errorf("who approved, when: %+v", done)
	}
	_, err = b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, NoCharge: true, Reason: "x"})
	wantRefused(t, err, "prebill.approved")
	_, err = ruth.Finalize(ctx, app.Finalize{PreBills: []int64{id}})
	wantRefused(t, err, "user.not_allowed")
	_, err = ruth.RunPreBills(ctx, app.RunPreBills{})
	wantRefused(t, err, "user.not_allowed")
	must(b.UnapprovePreBill(ctx, app.UnapprovePreBill{PreBill: id}))(t)
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, NoCharge: true, Reason: "x"}))(t)
	_, err = b.ApprovePreBill(ctx, app.ApprovePreBill{PreBill: id, Version: 1})
	if fault.Of(err) != fault.Conflict {
		t.Errorf("approving what was changed meanwhile: %v", err)
	}
}

func TestWhyTracesEveryCent(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	id := b.preBill("DEVI-001")
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 5, NoCharge: true, Reason: "client relations"}))(t)
	must(b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 6, Hours: p("1.5"), Reason: "duplicate effort"}))(t)
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("80.00")}))(t)
	inv := must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)[0]
	w := must(b.Why(ctx, inv.Number, 0))(t)
	six := w.Lines[5]
	if six.Priced != "1.5 h × 240.00 = 360.00" || six.Down != 9600 || six.Was.Units != 19000 || six.Reason != "duplicate effort" || six.Entry.Hours != 19000 ||
		len(six.Steps) != 1 || six.Steps[0].User != "admin" || six.Steps[0].Reason != "duplicate effort" {
		t.Errorf("line 6: %+v", six)
	}
	if !strings.HasPrefix(six.RateWhy, "240.00: timekeeper's standard rate, looked up for 2026-06-16") {
		t.Errorf("rate: %s", six.RateWhy)
	}
	if w.Lines[4].Priced != "0.5 h × 240.00 = 120.00, at no charge: 0" {
		t.Errorf("line 5: %s", w.Lines[4].Priced)
	}
	if w.Sum != "2,094.50 fees − 80.00 discount + 157.50 hard costs + 8.40 soft costs = 2,180.40" {
		t.Errorf("sum: %s", w.Sum)
	}
	var shares money.Amount
	for _, l := range w.Lines {
		shares += l.DiscountShare
	}
	if shares != 8000 {
		t.Errorf("the lines bear %d of the discount of 80.00", shares)
	}
	if len(w.Steps) < 2 {
		t.Errorf("steps: %+v", w.Steps)
	}
	if _, err := b.Why(ctx, inv.Number, 99); fault.Of(err) != fault.Missing {
		t.Errorf("line 99: %v", err)
	}
}

// A walk of random acts beside a plain model in maps: totals, balances, credit,
// work in progress and statements agree after every step.
func TestBillingWalk(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &walk{billing: billingDesk(t), rt: rt, total: map[string]money.Amount{}, laid: map[string]money.Amount{}, void: map[string]bool{}, payments: map[int64]money.Amount{}, wip: map[int64]money.Amount{}}
		w.on("2026-06-01")
		steps := map[string]func(){"enter": w.enter, "bill": w.bill, "pay": w.pay1, "reverse": w.reverse, "credit": w.credit, "void": w.voidOne, "allocate": w.allocate, "day": w.nextDay}
		names := []string{"enter", "enter", "bill", "bill", "pay", "pay", "reverse", "credit", "void", "allocate", "day"}
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			steps[rapid.SampledFrom(names).Draw(rt, "step")]()
			w.agree()
		}
		w.nextDay()
		w.reports()
		if checks := must(w.Store().Verify(context.Background(), nil))(t); !allOK(checks) {
			rt.Fatalf("verify: %+v", checks)
		}
	})
}

type walk struct {
	billing
	rt       *rapid.T
	total    map[string]money.Amount // of issued invoices
	laid     map[string]money.Amount // payments and credits on them
	void     map[string]bool
	numbers  []string
	payments map[int64]money.Amount // standing payments
	received money.Amount           // of all payments, less reversals
	applied  money.Amount           // of payments on invoices
	wip      map[int64]money.Amount // entries in progress
	billedBy map[string][]int64
	days     []dayEnd
}

func (w *walk) ctx() context.Context { return context.Background() }

func (w *walk) amount(label string, most money.Amount) money.Amount {
	return money.Amount(rapid.Int64Range(1, int64(most)).Draw(w.rt, label))
}

// nextDay keeps what the model says at the end of the day, for the reports of
// that day.
func (w *walk) nextDay() {
	var open, wip money.Amount
	for _, n := range w.numbers {
		open += w.open(n)
	}
	for _, a := range w.wip {
		wip += a
	}
	w.days = append(w.days, dayEnd{w.Today(), open, w.received - w.applied, wip})
	w.clock.Advance(24 * 3600e9)
}

// dayEnd is what the model came to at the end of a day.
type dayEnd struct {
	day                  cal.Date
	open, unapplied, wip money.Amount
}

func (w *walk) report(ask app.AskReport) *report.Table {
	return must(w.Report(w.ctx(), ask))(w.t)
}

// reports made now for each past day say what the model said then, and the
// roll-forwards between any two of them tie.
func (w *walk) reports() {
	for i, d := range w.days {
		aging, wip := w.report(app.AskReport{Name: "aging", AsOf: d.day}), w.report(app.AskReport{Name: "wip", AsOf: d.day})
		if money.Amount(aging.Total("total")) != d.open || money.Amount(aging.Total("unapplied")) != d.unapplied {
			w.rt.Fatalf("aging as of %s: open %d, unapplied %d; it was %+v", d.day, aging.Total("total"), aging.Total("unapplied"), d)
		}
		if money.Amount(wip.Total("total")) != d.wip {
			w.rt.Fatalf("WIP as of %s: %d; it was %d", d.day, wip.Total("total"), d.wip)
		}
		before := dayEnd{day: d.day.AddDays(-1)}
		if i > 0 {
			before = w.days[i-1]
		}
		ar := w.report(app.AskReport{Name: "ar-rollforward", From: before.day.AddDays(1), To: d.day})
		sum := ar.Total("opening") + ar.Total("invoiced") + ar.Total("payments") + ar.Total("taken_back") + ar.Total("credits") + ar.Total("voids")
		if money.Amount(ar.Total("opening")) != before.open || money.Amount(ar.Total("closing")) != d.open || sum != ar.Total("closing") {
			w.rt.Fatalf("receivables to %s do not tie: %+v", d.day, ar.Totals)
		}
		roll := w.report(app.AskReport{Name: "wip-rollforward", From: before.day.AddDays(1), To: d.day})
		sum = roll.Total("opening") + roll.Total("worked") + roll.Total("back") + roll.Total("billed") + roll.Total("written_off")
		if money.Amount(roll.Total("opening")) != before.wip || money.Amount(roll.Total("closing")) != d.wip || sum != roll.Total("closing") {
			w.rt.Fatalf("WIP to %s does not tie: %+v, it was %+v and %+v", d.day, roll.Totals, before, d)
		}
	}
	got := w.report(app.AskReport{Name: "collections", From: w.days[0].day, To: w.Today()})
	if money.Amount(got.Total("total")) != w.received {
		w.rt.Fatalf("collections come to %d, received were %d", got.Total("total"), w.received)
	}
	if gaps := w.report(app.AskReport{Name: "number-gaps"}); len(gaps.Rows) != len(w.void) {
		w.rt.Fatalf("numbers: %+v", gaps.Rows)
	}
	register := w.report(app.AskReport{Name: "invoice-register", From: w.days[0].day, To: w.Today()})
	if last := w.days[len(w.days)-1]; len(register.Rows) != len(w.numbers) || money.Amount(register.Total("balance")) != last.open {
		w.rt.Fatalf("register: %d rows, balance %d", len(register.Rows), register.Total("balance"))
	}
}

func (w *walk) enter() {
	tk := rapid.SampledFrom([]string{"RMD", "JLK", "PAS"}).Draw(w.rt, "tk")
	h := fmt.Sprintf("0.%d", rapid.IntRange(1, 5).Draw(w.rt, "tenths"))
	e := w.time("DEVI-001", tk, w.Today().String(), h, "Review file")
	w.wip[e.ID] = e.Amount
}

func (w *walk) bill() {
	run := must(w.RunPreBills(w.ctx(), app.RunPreBills{}))(w.t)
	if len(run.Taken) == 0 {
		if len(w.wip) != 0 {
			w.rt.Fatalf("work in progress, and nothing taken: %+v", run)
		}
		return
	}
	id := run.Taken[0].ID
	v := must(w.PreBill(w.ctx(), id))(w.t)
	total := money.Amount(0)
	var billed []int64
	for _, l := range v.Lines {
		req := app.EditPreBillLine{PreBill: id, Line: l.No, Reason: "review"}
		switch rapid.IntRange(0, 6).Draw(w.rt, "edit") {
		case 0:
			req.NoCharge = true
			billed = append(billed, l.EntryID)
		case 1:
			req.Hold = true
		case 2:
			req.WriteOff = true
			delete(w.wip, l.EntryID)
		case 3:
			a := w.amount("amount", 50000)
			if a == l.Now.Amount {
				a++
			}
			req.Amount = p(a.Plain(money.USD))
			total += a
			billed = append(billed, l.EntryID)
		default:
			total += l.Now.Amount
			billed = append(billed, l.EntryID)
			continue
		}
		must(w.EditPreBillLine(w.ctx(), req))(w.t)
	}
	if total > 0 && rapid.Bool().Draw(w.rt, "discount?") {
		d := w.amount("discount", total)
		must(w.SetPreBill(w.ctx(), app.SetPreBill{PreBill: id, Discount: p(d.Plain(money.USD))}))(w.t)
		total -= d
	}
	if len(billed) == 0 {
		_, err := w.Finalize(w.ctx(), app.Finalize{PreBills: []int64{id}})
		if fault.Code(err) != "prebill.empty" {
			w.rt.Fatalf("an empty bill: %v", err)
		}
		must(w.DiscardPreBill(w.ctx(), app.DiscardPreBill{PreBill: id}))(w.t)
		for _, l := range v.Lines {
			w.wip[l.EntryID] = l.Was.Amount
		}
		return
	}
	done := must(w.Finalize(w.ctx(), app.Finalize{PreBills: []int64{id}}))(w.t)[0]
	if done.Totals.Total != total {
		w.rt.Fatalf("invoice %s comes to %d, the model to %d", done.Number, done.Totals.Total, total)
	}
	if want := fmt.Sprintf("2026-%04d", len(w.numbers)+1); done.Number != want {
		w.rt.Fatalf("number %s, want %s", done.Number, want)
	}
	w.numbers = append(w.numbers, done.Number)
	w.total[done.Number] = total
	if w.billedBy == nil {
		w.billedBy = map[string][]int64{}
	}
	w.billedBy[done.Number] = billed
	for _, e := range billed {
		delete(w.wip, e)
	}
}

func (w *walk) open(number string) money.Amount {
	if w.void[number] {
		return 0
	}
	return w.total[number] - w.laid[number]
}

// oldest lays an amount on the model's open invoices in order of number, which
// is the order of their due dates here.
func (w *walk) oldest(amount money.Amount) {
	for _, n := range w.numbers {
		piece := min(amount, w.open(n))
		w.laid[n] += piece
		w.applied += piece
		amount -= piece
	}
}

func (w *walk) pay1() {
	a := w.amount("payment", 100000)
	got := w.pay(a.Plain(money.USD))
	w.payments[got.Payment.ID] = a
	w.received += a
	w.oldest(a)
}

func (w *walk) allocate() {
	credits := must(w.ClientCredits(w.ctx(), "DEVI"))(w.t)
	if len(credits) == 0 {
		return
	}
	before := w.applied
	_, err := w.AllocatePayment(w.ctx(), app.AllocatePayment{Payment: credits[0].Payment.ID})
	if w.oldest(credits[0].Left); w.applied == before {
		if fault.Code(err) != "payment.no_invoice" {
			w.rt.Fatalf("nothing open: %v", err)
		}
	} else if err != nil {
		w.rt.Fatal(err)
	}
}

func (w *walk) reverse() {
	for _, id := range slices.Sorted(maps.Keys(w.payments)) {
		amount := w.payments[id]
		if rapid.Bool().Draw(w.rt, "this one?") {
			continue
		}
		back := must(w.ReversePayment(w.ctx(), app.ReversePayment{Payment: id, Reason: "returned unpaid"}))(w.t)
		delete(w.payments, id)
		w.received -= amount
		for _, a := range back.Payment.Allocations {
			w.laid[back.Invoices[a.InvoiceID]] += a.Amount
			w.applied += a.Amount
		}
		return
	}
}

func (w *walk) credit() {
	for _, n := range w.numbers {
		if w.open(n) > 0 {
			a := w.amount("credit", w.open(n))
			must(w.AddCredit(w.ctx(), app.AddCredit{Invoice: n, Amount: a.Plain(money.USD), Reason: "courtesy"}))(w.t)
			w.laid[n] += a
			return
		}
	}
}

func (w *walk) voidOne() {
	if len(w.numbers) == 0 {
		return
	}
	n := rapid.SampledFrom(w.numbers).Draw(w.rt, "void")
	if w.void[n] {
		return
	}
	_, err := w.VoidInvoice(w.ctx(), app.VoidInvoice{Number: n, Reason: "wrong"})
	if w.laid[n] != 0 {
		if fault.Code(err) != "invoice.has_money" {
			w.rt.Fatalf("void with money on it: %v", err)
		}
		return
	}
	if err != nil {
		w.rt.Fatal(err)
	}
	w.void[n] = true
	for _, id := range w.billedBy[n] {
		err := w.Store().View(w.ctx(), func(q app.Query) error {
			e, err := q.Entry(id)
			w.wip[id] = e.Amount
			return err
		})
		if err != nil {
			w.rt.Fatal(err)
		}
	}
}

func (w *walk) agree() {
	var open money.Amount
	for _, n := range w.numbers {
		open += w.open(n)
		v := must(w.Invoice(w.ctx(), n))(w.t)
		if v.Standing.Balance() != w.open(n) || v.Owed.Balance() != w.open(n) {
			w.rt.Fatalf("invoice %s owes %d, by parts %d, the model says %d", n, v.Standing.Balance(), v.Owed.Balance(), w.open(n))
		}
	}
	s := must(w.Statement(w.ctx(), app.AskStatement{Client: "DEVI"}))(w.t)
	if s.Unapplied != w.received-w.applied || s.Closing != open-s.Unapplied || s.Aging.Total() != open {
		w.rt.Fatalf("statement closes at %d with %d unapplied and %d aged; the model has %d open and %d unapplied", s.Closing, s.Unapplied, s.Aging.Total(), open, w.received-w.applied)
	}
	strip := must(w.MoneyStrip(w.ctx(), "DEVI-001"))(w.t)
	var wip money.Amount
	for _, a := range w.wip {
		wip += a
	}
	if strip.WIP != wip || strip.AR != open || strip.Unapplied != s.Unapplied {
		w.rt.Fatalf("strip %+v; the model has WIP %d, AR %d", strip, wip, open)
	}
}
