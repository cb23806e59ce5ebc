package storetest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// bills is the part of the suite for pre-bills, invoices, payments, credits,
// papers and the counters.
func bills(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"prebill":                    testPreBill,
		"prebill lines":              testPreBillLines,
		"prebill list":               testPreBills,
		"prebill comments":           testPreBillComments,
		"prebill line steps":         testPreBillSteps,
		"invoice":                    testInvoice,
		"invoice refused":            testInvoiceRefused,
		"invoice marked":             testMarkInvoice,
		"standing as of a day":       testStandingAsOf,
		"standing filters":           testStandingFilters,
		"turnover":                   testTurnover,
		"worked value":               testWorkedValue,
		"standing as the model says": testStandingModel,
		"payment":                    testPayment,
		"payment list":               testPayments,
		"payment limits":             testPaymentLimits,
		"payment shares":             testShares,
		"unapplied money":            testUnapplied,
		"credit":                     testCredit,
		"deposit":                    testDeposit,
		"deposit refused":            testDepositRefused,
		"payor":                      testPayor,
		"received":                   testReceived,
		"receivable notes":           testARNotes,
		"promise":                    testPromise,
		"next action":                testFollow,
		"reminder texts":             testReminderTexts,
		"paper":                      testPaper,
		"counter":                    testCounter,
		"closed books":               testClosedBooks,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func testPreBill(t *testing.T, d *desk) {
	p := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillOpen,
		Holder: "desk", Note: "check the rate", Discount: 5000, DiscountText: "Courtesy", Message: "Thank you"}
	d.do(func(tx app.Tx) error { return tx.AddPreBill(&p, nil) })
	read := func() bill.PreBill {
		return see(d, func(q app.Query) (bill.PreBill, error) { return q.PreBill(p.ID) })
	}
	same(t, "pre-bill", read(), p)

	inv := d.invoice(d.matter, "2026-0001", "2026-06-10", 40000)
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	old := p
	p.Status, p.ApprovedBy, p.ApprovedAt, p.InvoiceID = bill.PreBillFinal, d.user, deskTime.Add(1234567*time.Microsecond).Truncate(time.Millisecond), inv.ID
	p.Holder, p.Note, p.Discount, p.DiscountText, p.Message, p.Through = "ann", "fine", 6000, "As agreed", "Regards", day("2026-06-02")
	p.Held = "the client asked to wait"
	d.do(func(tx app.Tx) error { return tx.SetPreBill(&p) })
	full(t, p)
	same(t, "pre-bill when saved", read(), p)
	if p.RowVersion != old.RowVersion+1 {
		t.Errorf("row version %d after %d", p.RowVersion, old.RowVersion)
	}

	old.Note = "from an old window"
	d.refused(fault.Conflict, "prebill.changed", func(tx app.Tx) error { return tx.SetPreBill(&old) })
	same(t, "pre-bill after a stale save", read(), p)
	missing(d, "pre-bill", func(q app.Query) (bill.PreBill, error) { return q.PreBill(p.ID + 100) })
}

func testPreBillLines(t *testing.T, d *desk) {
	p := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillOpen}
	var lines []bill.PreBillLine
	var late bill.PreBillLine
	d.do(func(tx app.Tx) error {
		entry, err := d.addEntry(tx, d.matter, "2026-05-04")
		if err != nil {
			return err
		}
		cost, err := d.addExpense(tx, d.matter, "2026-05-05")
		if err != nil {
			return err
		}
		after, err := d.addEntry(tx, d.matter, "2026-05-06")
		if err != nil {
			return err
		}
		lines = []bill.PreBillLine{
			{No: 1, Kind: bill.Fee, Date: day("2026-05-04"), EntryID: entry, TimekeeperID: d.tk1, Task: "L210", Activity: "A103", Worked: 13000,
				Was: bill.LineFigures{Units: 13000, Rate: 3_850_000, Amount: 50050, Text: "Draft"}, Now: bill.LineFigures{Units: 13000, Rate: 3_850_000, Amount: 50050, Text: "Draft"}},
			{No: 2, Kind: bill.Hard, Date: day("2026-05-05"), ExpenseID: cost, Expense: "E112", TrustPaid: "paid from trust 05-05, check 1089",
				Was: bill.LineFigures{Units: 10000, Rate: 1_150_000, Amount: 11500, Text: "Filing"}, Now: bill.LineFigures{Units: 10000, Rate: 1_150_000, Text: "Filing"}},
		}
		late = bill.PreBillLine{Kind: bill.Fee, Date: day("2026-05-06"), EntryID: after, TimekeeperID: d.tk1, Worked: 1000,
			Was: bill.LineFigures{Units: 1000, Rate: 3_850_000, Amount: 3850, Text: "Call"}, Now: bill.LineFigures{Units: 1000, Rate: 3_850_000, Amount: 3850, Text: "Call"}}
		return tx.AddPreBill(&p, lines)
	})
	read := func() []bill.PreBillLine {
		return see(d, func(q app.Query) ([]bill.PreBillLine, error) { return q.PreBillLines(p.ID) })
	}
	if lines[0].PreBillID != p.ID || p.ID == 0 {
		t.Errorf("line of pre-bill %d, want %d", lines[0].PreBillID, p.ID)
	}
	same(t, "lines", read(), lines)

	late.PreBillID = p.ID
	d.do(func(tx app.Tx) error { return tx.AddPreBillLine(&late) })
	if late.No != 3 {
		t.Errorf("late work stands on line %d, want 3", late.No)
	}

	l := lines[0]
	l.Now = bill.LineFigures{Units: 10000, Rate: 3_000_000, Amount: 30000, Text: "Drafted the lease"}
	l.Action, l.Reason, l.MovedTo, l.EditedBy, l.EditedAt = bill.LineTransferred, "wrong matter", d.second, d.user, deskTime
	l.Task, l.Activity, l.TrustPaid, l.Expense = "L120", "A102", "no", "E1"
	full(t, l, "ExpenseID")
	d.do(func(tx app.Tx) error { return tx.SetPreBillLine(&l) })
	same(t, "lines after an edit", read(), []bill.PreBillLine{l, lines[1], late})

	forged := l
	forged.Was.Amount = 1
	d.refused(fault.Internal, "prebill_line.was", func(tx app.Tx) error { return tx.SetPreBillLine(&forged) })
	same(t, "what came", read()[0].Was, l.Was)
	forged.No = 99
	if err := d.try(func(tx app.Tx) error { return tx.SetPreBillLine(&forged) }); fault.Of(err) != fault.Missing {
		t.Errorf("a line that is not there: %v, want Missing", err)
	}
}

func testPreBills(t *testing.T, d *desk) {
	add := func(matter, client int64, status bill.PreBillStatus) int64 {
		p := bill.PreBill{MatterID: matter, ClientID: client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: status}
		d.do(func(tx app.Tx) error { return tx.AddPreBill(&p, nil) })
		return p.ID
	}
	a := add(d.matter, d.client, bill.PreBillDiscarded)
	b := add(d.matter, d.client, bill.PreBillReview)
	c := add(d.second, d.client, bill.PreBillOpen)
	e := add(d.otherMatter, d.other, bill.PreBillFinal)
	for _, c := range []struct {
		f    app.PreBillFilter
		want []int64
	}{
		{app.PreBillFilter{}, []int64{e, c, b, a}},
		{app.PreBillFilter{Limit: 2}, []int64{e, c}},
		{app.PreBillFilter{MatterID: d.matter}, []int64{b, a}},
		{app.PreBillFilter{ClientID: d.client}, []int64{c, b, a}},
		{app.PreBillFilter{Live: true}, []int64{c, b}},
		{app.PreBillFilter{MatterID: d.matter, Live: true}, []int64{b}},
		{app.PreBillFilter{Statuses: []bill.PreBillStatus{bill.PreBillFinal, bill.PreBillDiscarded}}, []int64{e, a}},
	} {
		var got []int64
		for _, p := range see(d, func(q app.Query) ([]bill.PreBill, error) { return q.PreBills(c.f) }) {
			got = append(got, p.ID)
		}
		same(t, fmt.Sprintf("%+v", c.f), got, c.want)
	}

	second := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-06-30"), CreatedOn: day("2026-07-01"), Status: bill.PreBillOpen}
	d.refused(fault.Conflict, "prebill.duplicate", func(tx app.Tx) error { return tx.AddPreBill(&second, nil) })
}

// invoice is one with a single fee line, ready to be issued.
func (d *desk) invoice(matterID int64, number, on string, total money.Amount) bill.Invoice {
	clientID := d.client
	if matterID == d.otherMatter {
		clientID = d.other
	}
	return bill.Invoice{
		Number: number, Status: bill.Final, ClientID: clientID, MatterID: matterID, Date: day(on), DueOn: day(on).AddDays(30),
		PeriodFrom: day(on).MonthStart(), PeriodTo: day(on), Currency: money.USD,
		Lines:  []bill.Line{{No: 1, Kind: bill.Fee, Date: day(on), TimekeeperID: d.tk1, Text: "Work", Units: money.Hour, Amount: total, Value: total}},
		Totals: bill.Totals{Fees: total, Total: total},
	}
}

// issue adds such an invoice and gives its id.
func (d *desk) issue(matterID int64, number, on string, total money.Amount) int64 {
	d.t.Helper()
	inv := d.invoice(matterID, number, on, total)
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	return inv.ID
}

func testInvoice(t *testing.T, d *desk) {
	p := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillApproved}
	var entry, cost int64
	d.do(func(tx app.Tx) (err error) {
		if err := tx.AddPreBill(&p, nil); err != nil {
			return err
		}
		if entry, err = d.addEntry(tx, d.matter, "2026-05-04"); err != nil {
			return err
		}
		cost, err = d.addExpense(tx, d.matter, "2026-05-05")
		return err
	})
	inv := bill.Invoice{
		Number: "2026-0125", Status: bill.Final, ClientID: d.client, MatterID: d.matter, PreBillID: p.ID, Date: day("2026-05-31"), DueOn: day("2026-06-30"),
		PeriodFrom: day("2026-05-01"), PeriodTo: day("2026-05-30"), Currency: money.USD, SentHow: "mail", SentOn: day("2026-05-31"),
		Lines: []bill.Line{
			{No: 1, Kind: bill.Fee, Date: day("2026-05-04"), EntryID: entry, TimekeeperID: d.tk1, TimekeeperCode: "TK1", TimekeeperName: "Ada Dunne", LEDESName: "Dunne, Ada",
				Class: "PARTNR", Task: "L210", Activity: "A103", Text: "Draft motion – re: “Ém”", Worked: 14000, Units: 13000, Rate: 3_850_000, Amount: 50050, Value: 53900},
			{No: 2, Kind: bill.Fee, Date: day("2026-05-04"), TimekeeperID: d.tk2, Text: "Call", Worked: 2000, Units: 2000, Rate: 3_850_000, Value: 7700, NoCharge: true},
			{No: 3, Kind: bill.Hard, Date: day("2026-05-05"), ExpenseID: cost, Expense: "E112", Text: "Filing", Units: 10000, Rate: 1_150_000, Amount: 11500, Value: 11500, TrustPaid: "check 1089"},
			{No: 4, Kind: bill.Soft, Date: day("2026-05-06"), Expense: "E101", Text: "Copies", Units: 1200000, Rate: 2500, Amount: 3000, Value: 3000},
		},
		Timekeepers: []bill.TimekeeperTotal{
			{TimekeeperID: d.tk2, Code: "TK2", Name: "Ada Dunne", Class: "PARTNR", NoChargeHours: 2000, Rate: 3_850_000},
			{TimekeeperID: d.tk1, Code: "TK1", Name: "Ada Dunne", Class: "PARTNR", Hours: 13000, Rate: 3_850_000, Mixed: true, Fees: 50050, Discount: 1000},
		},
		Totals: bill.Totals{Fees: 50050, Discount: 1000, Hard: 11500, Soft: 3000, Tax: 700, Interest: 250, Total: 64500,
			Hours: 13000, NoChargeHours: 2000, WorkedHours: 16000, WorkedValue: 61600},
		Paper: bill.Paper{
			Firm: bill.PaperFirm{Name: "Marlow & Dunne PLLC", Address: firm.Address{Line1: "41 Harbor St", Line2: "Suite 9", City: "Portland", Region: "OR", Postcode: "97201", Country: "USA"},
				Phone: "1", Email: "e", Website: "w", LEDESFirmID: "12-345", PaymentText: "Pay <here> & \"now\"", TermsText: "Net 30", TermsDays: 30},
			Client: bill.PaperClient{Code: "100", Name: "Société Devi", Address: firm.Address{Line1: "1", Line2: "2", City: "3", Region: "4", Postcode: "5", Country: "6"}, Email: "d", LEDESClientID: "x"},
			Matter: bill.PaperMatter{Code: "100-01", Name: "Lease", ClientMatterID: "c", ClaimNo: "k", PONumber: "p", CodeSet: "litigation", Responsible: "Ada Dunne"},

			Description: "Services in May 2026", DiscountText: "Courtesy", Message: "line one\nline two",
			Account: bill.PaperAccount{Previous: 100, Payments: 20, Credits: 5, AgeBy: "due", Aging: bill.Aging{Current: 1, D30: 2, D60: 3, D90: 4, D120: 5, Over: 6},
				Open: []bill.OpenInvoice{{Number: "2026-0100", Date: day("2026-04-30"), DueOn: day("2026-05-30"), Matter: "100-01", Total: 100, Paid: 25, Balance: 75}}},
			Trust: &bill.PaperTrust{From: day("2026-05-01"), To: day("2026-05-31"), Opening: 300000, Balance: 256500, ToApply: 64500, After: 192000, Floor: 1, Target: 2, Replenish: 3, ApplyAfter: 4, AccountName: "IOLTA",
				Movements: []bill.PaperTrustLine{{Date: day("2026-05-05"), Text: "Clerk", Ref: "1089", Amount: -43500, Balance: 256500}}},
			Tasks: []bill.TaskTotal{{Code: "L210", Name: "Pleadings", Hours: 13000, Fees: 50050}},
			Show:  firm.Paper{Size: firm.A4, HideCodes: true, HideHours: true, HideRates: true, NoSlip: true, Foot: "VAT 1"},
		},
	}
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	full(t, inv, "Draft", "VoidedOn", "VoidReason")
	got := see(d, func(q app.Query) (bill.Invoice, error) { return q.Invoice(inv.ID) })
	same(t, "invoice", got, inv)
	same(t, "invoice by number", see(d, func(q app.Query) (bill.Invoice, error) { return q.InvoiceByNumber("2026-0125") }), inv)
	missing(d, "invoice", func(q app.Query) (bill.Invoice, error) { return q.Invoice(inv.ID + 9) })
	missing(d, "invoice by number", func(q app.Query) (bill.Invoice, error) { return q.InvoiceByNumber("2026-0126") })

	bare := d.invoice(d.second, "2026-0126", "2026-06-01", 0)
	bare.Lines = nil
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&bare) })
	same(t, "invoice of nothing", see(d, func(q app.Query) (bill.Invoice, error) { return q.Invoice(bare.ID) }), bare)
}

func testInvoiceRefused(t *testing.T, d *desk) {
	d.issue(d.matter, "2026-0001", "2026-06-10", 40000)
	twice := d.invoice(d.second, "2026-0001", "2026-06-11", 40000)
	d.refused(fault.Conflict, "invoice.duplicate", func(tx app.Tx) error { return tx.AddInvoice(&twice) })

	wrong := d.invoice(d.second, "2026-0002", "2026-06-11", 40000)
	wrong.Lines[0].Amount--
	d.refused(fault.Refused, "invoice.sum", func(tx app.Tx) error { return tx.AddInvoice(&wrong) })
	missing(d, "the refused invoice", func(q app.Query) (bill.Invoice, error) { return q.InvoiceByNumber("2026-0002") })

	// An act that goes on after the refusal leaves lines without a head and is
	// not kept either.
	if err := d.try(func(tx app.Tx) error { _ = tx.AddInvoice(&wrong); return nil }); err == nil {
		t.Error("an act with half an invoice was kept")
	}
	nobody := d.invoice(d.second, "2026-0003", "2026-06-11", 40000)
	nobody.MatterID = 9999
	if err := d.try(func(tx app.Tx) error { return tx.AddInvoice(&nobody) }); fault.Of(err) != fault.Refused {
		t.Errorf("an invoice of no matter: %v, want Refused", err)
	}
	dateless := d.invoice(d.second, "2026-0003", "2026-06-11", 40000)
	dateless.DueOn = 0
	if err := d.try(func(tx app.Tx) error { return tx.AddInvoice(&dateless) }); fault.Of(err) != fault.Invalid {
		t.Errorf("an invoice without a due date: %v, want Invalid", err)
	}
}

func testMarkInvoice(t *testing.T, d *desk) {
	inv := d.invoice(d.matter, "2026-0001", "2026-06-10", 40000)
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	want := inv
	want.Status, want.SentOn, want.SentHow = bill.Sent, day("2026-06-12"), "portal"
	handed := want
	handed.Totals.Total, handed.DueOn, handed.Number, handed.Paper.Message, handed.Lines = 1, day("2027-01-01"), "2026-0009", "x", nil
	d.do(func(tx app.Tx) error { return tx.MarkInvoice(&handed) })
	read := func() bill.Invoice {
		return see(d, func(q app.Query) (bill.Invoice, error) { return q.Invoice(inv.ID) })
	}
	same(t, "sent invoice", read(), want)

	want.Status, want.VoidedOn, want.VoidReason = bill.Void, day("2026-06-20"), "wrong client"
	d.do(func(tx app.Tx) error { return tx.MarkInvoice(&want) })
	same(t, "void invoice", read(), want)

	again := want
	again.Status, again.VoidedOn, again.VoidReason = bill.Sent, 0, ""
	d.refused(fault.Refused, "invoice.void", func(tx app.Tx) error { return tx.MarkInvoice(&again) })
	same(t, "void invoice", read(), want)
	d.refused(fault.Conflict, "invoice.duplicate", func(tx app.Tx) error {
		other := d.invoice(d.matter, "2026-0001", "2026-06-21", 1) // a void keeps its number
		return tx.AddInvoice(&other)
	})
	lost := bill.Invoice{ID: inv.ID + 9, Status: bill.Sent, SentOn: day("2026-06-12")}
	if err := d.try(func(tx app.Tx) error { return tx.MarkInvoice(&lost) }); fault.Of(err) != fault.Missing {
		t.Errorf("an invoice that is not there: %v, want Missing", err)
	}
}

func testPaper(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	pdf := app.Paper{InvoiceID: a, Format: "pdf", Name: "2026-0001.pdf", Bytes: []byte("%PDF-1.4\x00\xff"), CreatedAt: deskTime.Add(time.Millisecond)}
	ledes := app.Paper{InvoiceID: a, Format: "ledes1998b", Name: "2026-0001.txt", Bytes: []byte("LEDES1998B[]\r\n"), CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return errors.Join(tx.AddPaper(&pdf), tx.AddPaper(&ledes)) })
	full(t, pdf)
	if want := fmt.Sprintf("%x", sha256.Sum256(pdf.Bytes)); pdf.SHA256 != want {
		t.Errorf("hash %q, want %s", pdf.SHA256, want)
	}
	same(t, "paper", see(d, func(q app.Query) (app.Paper, error) { return q.Paper(a, "pdf") }), pdf)
	list := []app.Paper{pdf, ledes}
	list[0].Bytes, list[1].Bytes = nil, nil
	same(t, "papers", see(d, func(q app.Query) ([]app.Paper, error) { return q.Papers(a) }), list)
	missing(d, "paper", func(q app.Query) (app.Paper, error) { return q.Paper(a, "docx") })
	missing(d, "paper", func(q app.Query) (app.Paper, error) { return q.Paper(a+9, "pdf") })
	d.refused(fault.Refused, "paper.kept", func(tx app.Tx) error {
		other := app.Paper{InvoiceID: a, Format: "pdf", Name: "again.pdf", Bytes: []byte("x")}
		return tx.AddPaper(&other)
	})
	d.refused(fault.Internal, "paper.hash", func(tx app.Tx) error {
		other := app.Paper{InvoiceID: a, Format: "xml", Name: "x", Bytes: []byte("x"), SHA256: pdf.SHA256}
		return tx.AddPaper(&other)
	})
}

// Numbers are given inside the transaction that uses them: what is given up is
// given again, and none is skipped.
func testCounter(t *testing.T, d *desk) {
	next := func(series string) (n int64) {
		d.do(func(tx app.Tx) (err error) { n, err = tx.NextNumber(series); return err })
		return n
	}
	for want := int64(1); want <= 3; want++ {
		if got := next("2026"); got != want {
			t.Fatalf("number %d, want %d", got, want)
		}
	}
	changed := errors.New("changed my mind")
	for range 3 {
		err := d.try(func(tx app.Tx) error {
			n, err := tx.NextNumber("2026")
			if err != nil || n != 4 {
				t.Errorf("number %d (%v) after a rollback, want 4", n, err)
			}
			if n, err = tx.NextNumber("2026"); err != nil || n != 5 {
				t.Errorf("number %d (%v) inside one act, want 5", n, err)
			}
			inv := d.invoice(d.matter, "2026-0004", "2026-06-01", 1)
			if err := tx.AddInvoice(&inv); err != nil {
				return err
			}
			return changed
		})
		if err == nil {
			t.Fatal("an act that failed was kept")
		}
	}
	// A firm that comes from another program goes on with its numbers.
	d.do(func(tx app.Tx) error { return tx.StartCounter("2028", 499) })
	counted := func(series string) [2]int64 {
		return see(d, func(q app.Query) ([2]int64, error) {
			last, before, err := q.Counted(series)
			return [2]int64{last, before}, err
		})
	}
	if got := counted("2028"); got != [2]int64{499, 499} {
		t.Errorf("a series begun after 499 counts %v", got)
	}
	if got := next("2028"); got != 500 || counted("2028") != [2]int64{500, 499} {
		t.Errorf("it goes on with %d, %v", got, counted("2028"))
	}
	if got := counted("1999"); got != [2]int64{} {
		t.Errorf("a series that has not begun counts %v", got)
	}
	if got := next("2027"); got != 1 {
		t.Errorf("another series starts at %d, want 1", got)
	}
	if got := next("2026"); got != 4 {
		t.Errorf("number %d, want 4", got)
	}
	missing(d, "the invoice that was given up", func(q app.Query) (bill.Invoice, error) { return q.InvoiceByNumber("2026-0004") })
	d.issue(d.matter, "2026-0004", "2026-06-01", 1)
}

func testClosedBooks(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	d.do(func(tx app.Tx) error {
		f, err := tx.Firm()
		if err != nil {
			return err
		}
		f.ClosedThrough = day("2026-06-30")
		return tx.SetFirm(&f)
	})
	for name, act := range map[string]func(tx app.Tx, on cal.Date) error{
		"invoice": func(tx app.Tx, on cal.Date) error {
			inv := d.invoice(d.matter, "2026-0002", on.String(), 100)
			return tx.AddInvoice(&inv)
		},
		"payment": func(tx app.Tx, on cal.Date) error {
			return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: on, Amount: 100, Currency: money.USD, Method: bill.ByWire})
		},
		"allocation": func(tx app.Tx, on cal.Date) error {
			p := bill.Payment{ClientID: d.client, Date: day("2026-07-02"), Amount: 100, Currency: money.USD, Method: bill.ByWire,
				Allocations: []bill.Allocation{{InvoiceID: a, AppliedOn: on, Amount: 100, Shares: []bill.Share{{Part: bill.PartFees, Amount: 100}}}}}
			return tx.AddPayment(&p)
		},
		"credit": func(tx app.Tx, on cal.Date) error {
			return tx.AddCredit(&bill.Credit{InvoiceID: a, Date: on, Amount: 100, Reason: "x", Shares: []bill.Share{{Part: bill.PartFees, Amount: 100}}})
		},
		"void": func(tx app.Tx, on cal.Date) error {
			inv, err := tx.Invoice(a)
			if err != nil {
				return err
			}
			inv.Status, inv.VoidedOn, inv.VoidReason = bill.Void, on, "x"
			return tx.MarkInvoice(&inv)
		},
	} {
		d.refused(fault.Refused, "books.closed", func(tx app.Tx) error { return act(tx, day("2026-06-30")) })
		later := errors.New("only a trial")
		if err := d.try(func(tx app.Tx) error { return errors.Join(act(tx, day("2026-07-01")), later) }); !errors.Is(err, later) || fault.Code(err) == "books.closed" {
			t.Errorf("%s on the first open day: %v", name, err)
		}
	}
}
