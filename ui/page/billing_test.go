package page

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	paper "matterbook/invoice/page"
	"matterbook/ui/present"
)

// issued is an office in the middle of a month's billing: four live pre-bills
// in different states, invoices of earlier months open, part paid and paid, and
// trust money under way.
func issued(t testing.TB) *apptest.Office {
	t.Helper()
	o := lively(t)
	ctx := context.Background()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, m := range []string{"100-01", "100-02", "300-01", "400-01"} {
		run, err := o.RunPreBills(ctx, app.RunPreBills{Matter: m, Through: o.Today().AddDays(-14 + i)})
		check(err)
		_, err = o.Finalize(ctx, app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: o.Today().AddDays(-10 + i)})
		check(err)
	}
	_, err := o.SendInvoice(ctx, app.SendInvoice{Number: "2026-0001", How: "mail", On: o.Today().AddDays(-8)})
	check(err)
	_, err = o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "900.00", Method: "check", Reference: "4411"})
	check(err)
	for _, m := range []string{"100-01", "100-02", "300-01", "400-01"} {
		_, err := o.AddExpense(ctx, app.AddExpense{Matter: m, Date: o.Today().AddDays(-3).String(), Code: "E101", Kind: "soft", Units: "84", UnitPrice: "0.10", Description: "Copies of exhibits"})
		check(err)
	}
	run, err := o.RunPreBills(ctx, app.RunPreBills{Through: o.Today().AddDays(-1)})
	check(err)
	reviewer := "Ruth M. Dunne"
	_, err = o.SetPreBill(ctx, app.SetPreBill{PreBill: run.Taken[1].ID, Holder: &reviewer})
	check(err)
	_, err = o.ApprovePreBill(ctx, app.ApprovePreBill{PreBill: run.Taken[3].ID})
	check(err)
	day := o.Today()
	for _, p := range []app.PostTrust{
		{Kind: "receipt", Matter: "100-01", Amount: "2500.00", Date: day.AddDays(-20).String(), Party: "Anjali Devi", Purpose: "Advance for fees", Instrument: "wire", Reference: "W 8812"},
		{Kind: "receipt", Matter: "100-01", Amount: "1500.00", Date: day.AddDays(-1).String(), Party: "Anjali Devi", Purpose: "Advance for fees", Instrument: "check", Reference: "dep 613"},
		{Kind: "cushion", Amount: "200.00", Date: day.AddDays(-22).String(), Party: "Dunne & Keller LLP", Purpose: "Cushion for bank charges"},
		{Kind: "charge", Amount: "18.00", Date: day.AddDays(-6).String(), Party: "Cascade Bank", Purpose: "Bank charge"},
		{Kind: "check", Matter: "100-01", Amount: "435.00", Date: day.AddDays(-9).String(), Party: "Clerk of Court", Purpose: "Filing fee", Reference: "1089"},
		{Kind: "receipt", Matter: "400-01", Amount: "12500.00", Date: day.AddDays(-15).String(), Party: "Executor of R. Ainsley", Purpose: "Estate funds", Instrument: "wire", Reference: "W 8840"},
	} {
		p.Account = "IOLTA"
		_, err := o.PostTrust(ctx, p)
		check(err)
	}
	_, err = o.HoldTrust(ctx, app.HoldTrust{Account: "IOLTA", Matter: "400-01", Amount: "3000.00", Reason: "Claim of a creditor of the estate", Claimant: "First Savings"})
	check(err)
	txns, err := o.TrustTxns(ctx, app.TrustFilter{}, app.Page{})
	check(err)
	for _, x := range txns {
		if x.PostedOn < day.AddDays(-14) {
			_, err := o.ClearTrust(ctx, app.ClearTrust{Entry: x.ID, On: x.PostedOn})
			check(err)
		}
	}
	return o
}

func (b *bench) billing() *present.Billing {
	b.t.Helper()
	b.w.Frame().Go("billing", "")
	return b.w.Frame().Screen().(*present.Billing)
}

func TestBillingPagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		s := b.billing()
		b.fits()
		b.shot("billing-queue-" + suffix)
		s.Queue.Select(s.Queue.AllIDs()[:2])
		s.StartFinalize()
		b.fits()
		b.shot("billing-finalize-" + suffix)
		s.Escape()
		s.StartRun()
		s.Side.Send()
		b.fits()
		b.shot("billing-outcome-" + suffix)
		s.Escape()

		s.OpenPreBill(s.Queue.AllIDs()[1])
		b.fits()
		b.shot("prebill-" + suffix)
		s.Bill.SetLine(s.Bill.View.Lines[1].No)
		s.Bill.Mark("nc")
		b.fits()
		b.shot("prebill-reason-" + suffix)
		s.Bill.Accept("2")
		s.Bill.StartDetails()
		b.fits()
		b.shot("prebill-details-" + suffix)
		s.Escape()
		s.Escape()
	})
}

func TestBillingPagesWithoutData(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		b.billing()
		b.fits()
		b.shot("billing-empty-" + suffix)
		b.w.Frame().Go("trust", "")
		b.fits()
		b.shot("trust-empty-" + suffix)
		b.w.Frame().Screen().(*present.Trust).StartAccount()
		b.fits()
		b.shot("trust-account-" + suffix)
	})
}

func TestTrustPagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		b.w.Frame().Go("trust", "")
		s := b.w.Frame().Screen().(*present.Trust)
		b.fits()
		b.shot("trust-" + suffix)
		s.StartPayment()
		s.Side.Set("amount", "5000.00")
		s.Side.Set("party", "Expert witness")
		s.Side.Set("purpose", "Report")
		s.Side.Set("reference", "1090")
		s.Side.Send()
		b.fits()
		b.shot("trust-refused-" + suffix)
		s.Escape()
		s.StartApply()
		b.fits()
		b.shot("trust-apply-" + suffix)
		s.Escape()
		s.StartProof()
		s.Proof.Set("as_of", "2026-06-18")
		s.Proof.Set("statement", "22182.00")
		b.fits()
		b.shot("trust-proof-" + suffix)
		s.Proof.Set("statement", "20000.00")
		b.fits()
		b.shot("trust-difference-" + suffix)
	})
}

// keys sends letters and keys to whatever has the focus, as the driver does.
func (b *bench) keys(list ...any) {
	b.t.Helper()
	for _, k := range list {
		f := b.win.Canvas().Focused()
		if f == nil {
			b.t.Fatalf("nothing has the focus for %v", k)
		}
		switch k := k.(type) {
		case string:
			for _, r := range k {
				f = b.win.Canvas().Focused()
				f.TypedRune(r)
			}
		case fyne.KeyName:
			f.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
}

func TestAPreBillIsEditedByKeysAlone(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := b.billing()
	b.win.Canvas().Focus(b.w.pages["billing"].First())
	b.keys(fyne.KeyHome, "e")
	if s.Bill == nil || !s.Bill.Loaded {
		t.Fatal("E does not open the pre-bill under the cursor")
	}
	if s.Bill.Locked() != "" { // the approved one is the newest
		s.Do("prebill.unapprove")
	}
	p := s.Bill
	fees := p.Draft.Totals.Fees
	first := p.View.Lines[0]
	b.win.Canvas().Focus(b.w.pages["billing"].(*billingPage).bill.grid)
	b.keys(fyne.KeyHome, "n")
	if p.Pending == nil {
		t.Fatal("N does not mark the line")
	}
	b.keys("2", fyne.KeyReturn)
	if p.Pending != nil || p.Draft.Totals.Fees != fees-first.Now.Amount {
		t.Fatalf("fees %d, were %d: %+v", p.Draft.Totals.Fees, fees, p.Pending)
	}
	// The list has the keyboard again, and its letters type into no field.
	b.keys("c", fyne.KeyReturn)
	if p.Pending != nil || p.Draft.Totals.Fees != fees {
		t.Fatalf("charged again with the last reason: fees %d", p.Draft.Totals.Fees)
	}
	b.keys("/", "1 nc training", fyne.KeyReturn)
	if p.Command.Fault != "" || p.Draft.Totals.Fees != fees-first.Now.Amount {
		t.Errorf("command: %q fees %d", p.Command.Fault, p.Draft.Totals.Fees)
	}
	if left := b.w.pages["billing"].(*billingPage).bill.command.Text; left != "" {
		t.Errorf("the command that was done still stands in its line: %q", left)
	}
	b.win.Canvas().Focus(b.w.pages["billing"].(*billingPage).bill.command)
	b.keys("hold h nc", fyne.KeyReturn)
	if p.Command.Fault == "" || p.Pending != nil {
		t.Error("letters typed into the command line act on the list")
	}
}

func TestAClickOnThePageSelectsTheLineAndTwoEditIt(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := b.billing()
	for _, r := range s.Queue.Rows() {
		if r.Status == bill.PreBillOpen {
			s.OpenPreBill(r.ID)
		}
	}
	view := b.w.pages["billing"].(*billingPage).bill
	no := s.Bill.LineOfDraft(3)
	view.tapped(paper.Ref{Part: paper.PartFees, Line: 3}, false)
	if s.Bill.Line != no || view.grid.Editing() {
		t.Errorf("line %d, want %d", s.Bill.Line, no)
	}
	view.tapped(paper.Ref{Part: paper.PartFees, Line: 3}, true)
	if !view.grid.Editing() {
		t.Error("two clicks do not open the editor")
	}
}

func TestTabOrderOfBillingAndTrust(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := b.billing()
	b.tabs("billing.run", "billing.search", "billing.status", "billing.queue")
	s.StartRun()
	b.tabs("billing.queue", "billing.run.through", "billing.run.attorney", "billing.run.client", "billing.run.matter", "billing.run.cancel", "billing.run.submit")
	s.Escape()
	b.w.Frame().Go("trust", "")
	b.tabs("trust.search", "trust.ledgers", "trust.card")
	b.w.Frame().Screen().(*present.Trust).StartReceipt()
	b.tabs("trust.receipt.matter", "trust.receipt.amount", "trust.receipt.date", "trust.receipt.party", "trust.receipt.purpose", "trust.receipt.instrument",
		"trust.receipt.reference", "trust.receipt.available_on", "trust.receipt.cancel", "trust.receipt.submit")
}

// What is typed into the fields is what is posted.
func TestMoneyIsReceivedByKeysAlone(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	b.w.Frame().Go("trust", "")
	s := b.w.Frame().Screen().(*present.Trust)
	before := s.Ledgers.Rows()[0].Book
	b.w.do("trust.receipt")
	if b.win.Canvas().Focused() == nil {
		t.Fatal("the form does not take the keyboard")
	}
	b.keys("1,250.5", fyne.KeyReturn, "Anjali Devi", fyne.KeyReturn, "Advance", fyne.KeyReturn)
	if s.Side != nil {
		for _, in := range s.Side.Inputs {
			t.Logf("%s: %q %s", in.Path, in.Text, in.Fault)
		}
		t.Fatalf("not posted: %q", s.Side.Fault)
	}
	if got := s.Ledgers.Rows()[0].Book - before; got != 125050 {
		t.Errorf("received %d, want 1,250.50", got)
	}
}

func TestAWholeBillIsDrawnWithinTheTimeOfAGlance(t *testing.T) {
	o := lively(t)
	ctx := context.Background()
	for i := range 200 {
		if _, err := o.AddTime(ctx, app.AddTime{Matter: "100-02", Timekeeper: "RMD", Date: o.Today().AddDays(-i % 28).String(), Hours: "0.1",
			Narrative: fmt.Sprintf("Work %d of a long month with a text that wraps over more than one line of the page", i)}); err != nil {
			t.Fatal(err)
		}
	}
	b := open(t, o, "", "light", 1366, 768)
	s := b.billing()
	if _, err := b.w.Frame().Desk().RunPreBills(ctx, app.RunPreBills{Matter: "100-02"}); err != nil {
		t.Fatal(err)
	}
	s.OpenPreBill(s.Queue.AllIDs()[0])
	p := s.Bill
	view := b.w.pages["billing"].(*billingPage).bill
	shown := view.shown
	if !p.RunCommand("6 nc training") || view.shown == shown || len(p.Draft.Lines) < 200 {
		t.Fatalf("the page did not follow the edit: %d lines", len(p.Draft.Lines))
	}
}
