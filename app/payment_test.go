package app_test

import (
	"fmt"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"

	"github.com/google/go-cmp/cmp"
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
	must(b.CloseBooks(ctx, app.CloseBooks{Through: "2026-06-01"}))(t)
	_, err = b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: 1, Transfer: "M2", Reason: "other dispute"})
	wantRefused(t, err, "books.closed")
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
