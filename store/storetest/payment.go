package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
)

func testPayment(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	b := d.issue(d.second, "2026-0002", "2026-05-31", 10000)
	first := d.payFor(d.client, a, "2026-06-01", 100, 0)
	p := bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: 60000, Currency: money.USD, Method: bill.ByWire, Reference: "wire 7", Note: "two bills",
		ExtID: "x-1", CreatedAt: deskTime.Add(5 * time.Millisecond), Reason: "r",
		Allocations: []bill.Allocation{
			{InvoiceID: a, AppliedOn: day("2026-06-10"), Amount: 40000, Shares: []bill.Share{{Part: bill.PartHard, Amount: 10000}, {Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 30000}}},
			{InvoiceID: b, AppliedOn: day("2026-06-11"), Amount: 7000, Shares: []bill.Share{{Part: bill.PartTax, Amount: 7000}}},
		}}
	d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
	full(t, p, "TrustTxnID", "ReversesID")
	read := func(id int64) bill.Payment {
		return see(d, func(q app.Query) (bill.Payment, error) { return q.Payment(id) })
	}
	same(t, "payment", read(p.ID), p)

	more := bill.Allocation{PaymentID: p.ID, InvoiceID: b, AppliedOn: day("2026-06-20"), Amount: 3000, Shares: []bill.Share{{Part: bill.PartSoft, Amount: 3000}}}
	d.do(func(tx app.Tx) error { return tx.AddAllocation(&more) })
	p.Allocations = append(p.Allocations, more)
	same(t, "payment with a later allocation", read(p.ID), p)
	if got := read(p.ID).Unapplied(); got != 10000 {
		t.Errorf("unapplied %d, want 100.00", got)
	}

	back := bill.Payment{ClientID: d.client, Date: day("2026-06-15"), Amount: -100, Currency: money.USD, Method: bill.ByCheck, ReversesID: first, Reason: "returned unpaid", CreatedAt: deskTime,
		Allocations: []bill.Allocation{{InvoiceID: a, AppliedOn: day("2026-06-15"), Amount: -100, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: -100}}}}}
	d.do(func(tx app.Tx) error { return tx.AddPayment(&back) })
	same(t, "reversal", read(back.ID), back)
	if err := d.try(func(tx app.Tx) error {
		twice := back
		return tx.AddPayment(&twice)
	}); fault.Of(err) != fault.Conflict {
		t.Errorf("a payment reversed twice: %v, want Conflict", err)
	}

	for ext, want := range map[string]int64{"x-1": p.ID, "x-2": 0, "": 0} {
		if got := see(d, func(q app.Query) (int64, error) { return q.PaymentByExt(ext) }); got != want {
			t.Errorf("payment imported as %q: %d, want %d", ext, got, want)
		}
	}
	if err := d.try(func(tx app.Tx) error {
		return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: 1, Currency: money.USD, Method: bill.ByWire, ExtID: "x-1"})
	}); fault.Of(err) != fault.Conflict {
		t.Errorf("a payment imported twice: %v, want Conflict", err)
	}
	for text, want := range map[string]int{"WIRE": 1, "bills 7": 1, "wire 8": 0, "w_re": 0} {
		got := see(d, func(q app.Query) ([]bill.Payment, error) {
			return q.Payments(app.PaymentFilter{Text: text}, app.Page{Limit: 5})
		})
		if len(got) != want {
			t.Errorf("%q finds %d payments, want %d", text, len(got), want)
		}
	}
	missing(d, "payment", func(q app.Query) (bill.Payment, error) { return q.Payment(p.ID + 100) })
}

func testPayments(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	b := d.issue(d.otherMatter, "2026-0002", "2026-05-31", 50000)
	var want []bill.Payment
	for i := range 12 {
		client, invoice := d.client, a
		if i%3 == 0 {
			client, invoice = d.other, b
		}
		id := d.payFor(client, invoice, day("2026-06-01").AddDays(i*7%5).String(), money.Amount(100+i), 0)
		want = append(want, see(d, func(q app.Query) (bill.Payment, error) { return q.Payment(id) }))
	}
	slices.SortFunc(want, func(a, b bill.Payment) int { return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(b.ID, a.ID)) })
	of := func(keep func(bill.Payment) bool) (some []bill.Payment) {
		for _, p := range want {
			if keep(p) {
				some = append(some, p)
			}
		}
		return some
	}
	for _, c := range []struct {
		f    app.PaymentFilter
		want []bill.Payment
	}{
		{app.PaymentFilter{}, want},
		{app.PaymentFilter{ClientID: d.client}, of(func(p bill.Payment) bool { return p.ClientID == d.client })},
		{app.PaymentFilter{InvoiceID: b}, of(func(p bill.Payment) bool { return p.ClientID == d.other })},
		{app.PaymentFilter{From: day("2026-06-02"), To: day("2026-06-03")}, of(func(p bill.Payment) bool { return p.Date >= day("2026-06-02") && p.Date <= day("2026-06-03") })},
		{app.PaymentFilter{ClientID: d.client, InvoiceID: b}, nil},
		{app.PaymentFilter{Text: "no such reference"}, nil},
		{app.PaymentFilter{Text: "%"}, nil}, // a sign of the search is no sign of the pattern
	} {
		got := see(d, func(q app.Query) ([]bill.Payment, error) { return q.Payments(c.f, app.Page{}) })
		same(t, fmt.Sprintf("%+v", c.f), got, c.want)
		var paged []bill.Payment
		page := app.Page{Limit: 5}
		for {
			some := see(d, func(q app.Query) ([]bill.Payment, error) { return q.Payments(c.f, page) })
			paged = append(paged, some...)
			if len(some) < page.Limit {
				break
			}
			last := some[len(some)-1]
			page.AfterDate, page.AfterID = last.Date, last.ID
		}
		same(t, fmt.Sprintf("%+v by pages", c.f), paged, c.want)
	}
}

func testPaymentLimits(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	void := d.issue(d.second, "2026-0002", "2026-05-31", 50000)
	d.mark(void, func(i *bill.Invoice) { i.Status, i.VoidedOn, i.VoidReason = bill.Void, day("2026-06-01"), "x" })
	d.creditOn(a, "2026-06-02", 10000)
	pay := func(invoice int64, paid, laid money.Amount, cur money.Currency) func(app.Tx) error {
		return func(tx app.Tx) error {
			return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: paid, Currency: cur, Method: bill.ByWire,
				Allocations: []bill.Allocation{{InvoiceID: invoice, AppliedOn: day("2026-06-10"), Amount: laid, Shares: []bill.Share{{Part: bill.PartFees, Amount: laid}}}}})
		}
	}
	d.refused(fault.Refused, "invoice.overpaid", pay(a, 90000, 40001, money.USD))
	d.refused(fault.Refused, "payment.over_allocated", pay(a, 39999, 40000, money.USD))
	d.refused(fault.Refused, "invoice.void", pay(void, 1, 1, money.USD))
	d.refused(fault.Refused, "payment.currency", pay(a, 1, 1, money.CAD))
	if n := len(see(d, func(q app.Query) ([]bill.Payment, error) { return q.Payments(app.PaymentFilter{}, app.Page{}) })); n != 0 {
		t.Errorf("%d payments were left behind by refusals", n)
	}
	d.refused(fault.Internal, "share.sum", func(tx app.Tx) error {
		return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: 10, Currency: money.USD, Method: bill.ByWire,
			Allocations: []bill.Allocation{{InvoiceID: a, AppliedOn: day("2026-06-10"), Amount: 10, Shares: []bill.Share{{Part: bill.PartFees, Amount: 9}}}}})
	})
	d.do(pay(a, 90000, 40000, money.USD))
	d.refused(fault.Refused, "invoice.overpaid", func(tx app.Tx) error {
		return tx.AddCredit(&bill.Credit{InvoiceID: a, Date: day("2026-06-12"), Amount: 1, Reason: "x", Shares: []bill.Share{{Part: bill.PartFees, Amount: 1}}})
	})
	d.refused(fault.Refused, "invoice.paid", func(tx app.Tx) error {
		inv, err := tx.Invoice(a)
		if err != nil {
			return err
		}
		inv.Status, inv.VoidedOn = bill.Void, day("2026-06-30")
		return tx.MarkInvoice(&inv)
	})
	if got := told(standings(d, app.StandingFilter{InvoiceID: a})); got != "0001 paid 40000 10000 0\n" {
		t.Errorf("after all refusals: %s", got)
	}
}

// The worked example of practice: 2,000.00 on A (900.00) and B (1,650.00:
// expenses 250.00; fees 1,400.00, of which 910.00 TK1 and 490.00 TK2).
func testShares(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 90000)
	inv := d.invoice(d.matter, "2026-0002", "2026-06-05", 140000)
	inv.Lines = append(inv.Lines, bill.Line{No: 2, Kind: bill.Hard, Date: day("2026-06-05"), Text: "Filing", Amount: 25000})
	inv.Totals.Hard, inv.Totals.Total = 25000, 165000
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	onA := []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 90000}}
	onB := []bill.Share{{Part: bill.PartHard, Amount: 25000}, {Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 55250}, {Part: bill.PartFees, TimekeeperID: d.tk2, Amount: 29750}}
	d.do(func(tx app.Tx) error {
		return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: day("2026-06-20"), Amount: 200000, Currency: money.USD, Method: bill.ByCheck,
			Allocations: []bill.Allocation{{InvoiceID: a, AppliedOn: day("2026-06-20"), Amount: 90000, Shares: onA}, {InvoiceID: inv.ID, AppliedOn: day("2026-06-20"), Amount: 110000, Shares: onB}}})
	})
	d.creditOn(inv.ID, "2026-06-21", 1000)
	shares := func(id int64) []bill.Share {
		return see(d, func(q app.Query) ([]bill.Share, error) { return q.Shares(id) })
	}
	same(t, "shares on A", shares(a), onA)
	same(t, "shares on B", shares(inv.ID), append(slices.Clone(onB), bill.Share{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 1000}))
	if got := told(standings(d, app.StandingFilter{AsOf: day("2026-06-20")})); got != "0001 paid 90000 0 0\n0002 part paid 110000 0 55000\n" {
		t.Errorf("B still owes 550.00:\n%s", got)
	}
}

func testUnapplied(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	p := bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: 60000, Currency: money.USD, Method: bill.ByWire}
	d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
	lay := func(on string, amount money.Amount) {
		d.do(func(tx app.Tx) error {
			return tx.AddAllocation(&bill.Allocation{PaymentID: p.ID, InvoiceID: a, AppliedOn: day(on), Amount: amount, Shares: []bill.Share{{Part: bill.PartFees, Amount: amount}}})
		})
	}
	lay("2026-06-12", 50000)
	lay("2026-06-20", -20000) // taken back by a dated re-allocation
	d.payFor(d.other, d.issue(d.otherMatter, "2026-0002", "2026-05-31", 100), "2026-06-11", 100, 0)
	for asOf, want := range map[string]money.Amount{"2026-06-09": 0, "2026-06-10": 60000, "2026-06-11": 60000, "2026-06-12": 10000, "2026-06-19": 10000, "2026-06-20": 30000, "": 30000} {
		if got := see(d, func(q app.Query) (money.Amount, error) { return q.Unapplied(d.client, day(asOf)) }); got != want {
			t.Errorf("unapplied as of %q: %d, want %d", asOf, got, want)
		}
	}
	if got := see(d, func(q app.Query) (money.Amount, error) { return q.Unapplied(d.other, 0) }); got != 0 {
		t.Errorf("the other client's money: %d", got)
	}
}

func testCredit(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	later := bill.Credit{InvoiceID: a, Date: day("2026-06-20"), Amount: 300, Reason: "courtesy", CreatedAt: deskTime,
		Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 200}, {Part: bill.PartSoft, Amount: 100}}}
	earlier := bill.Credit{InvoiceID: a, Date: day("2026-06-10"), Amount: 50, Reason: "copying", CreatedAt: deskTime, Shares: []bill.Share{{Part: bill.PartSoft, Amount: 50}}}
	full(t, later, "ID")
	d.do(func(tx app.Tx) error {
		return errors.Join(tx.AddCredit(&later), tx.AddCredit(&earlier))
	})
	same(t, "credits", see(d, func(q app.Query) ([]bill.Credit, error) { return q.Credits(a) }), []bill.Credit{earlier, later})
	if got := see(d, func(q app.Query) ([]bill.Credit, error) { return q.Credits(a + 9) }); len(got) != 0 {
		t.Errorf("credits of another invoice: %+v", got)
	}
	if err := d.try(func(tx app.Tx) error {
		return tx.AddCredit(&bill.Credit{InvoiceID: a, Date: day("2026-06-12"), Amount: 1, Shares: []bill.Share{{Part: bill.PartFees, Amount: 1}}})
	}); fault.Of(err) != fault.Invalid {
		t.Errorf("a credit without a reason: %v, want Invalid", err)
	}
}
