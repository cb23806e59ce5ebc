package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/work"
)

// payFor adds a payment laid on one invoice, all of it.
func (d *desk) payFor(clientID, invoiceID int64, on string, amount money.Amount, reverses int64) int64 {
	d.t.Helper()
	p := bill.Payment{ClientID: clientID, Date: day(on), Amount: amount, Currency: money.USD, Method: bill.ByCheck, ReversesID: reverses, CreatedAt: deskTime,
		Allocations: []bill.Allocation{{InvoiceID: invoiceID, AppliedOn: day(on), Amount: amount, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: amount}}}}}
	d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
	return p.ID
}

func (d *desk) creditOn(invoiceID int64, on string, amount money.Amount) {
	d.t.Helper()
	c := bill.Credit{InvoiceID: invoiceID, Date: day(on), Amount: amount, Reason: "courtesy", CreatedAt: deskTime, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: amount}}}
	d.do(func(tx app.Tx) error { return tx.AddCredit(&c) })
}

func (d *desk) mark(id int64, change func(*bill.Invoice)) {
	d.t.Helper()
	d.do(func(tx app.Tx) error {
		inv, err := tx.Invoice(id)
		if err != nil {
			return err
		}
		change(&inv)
		return tx.MarkInvoice(&inv)
	})
}

// story issues three invoices and lets things happen to them: A is sent, part
// paid, credited, the payment comes back, and it is paid; B is void; C is sent.
func (d *desk) story() (a, b, c int64) {
	a = d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	b = d.issue(d.second, "2026-0002", "2026-06-05", 10000)
	c = d.issue(d.otherMatter, "2026-0003", "2026-06-10", 8000)
	d.mark(a, func(i *bill.Invoice) { i.Status, i.SentOn, i.SentHow = bill.Sent, day("2026-06-02"), "mail" })
	d.mark(c, func(i *bill.Invoice) { i.Status, i.SentOn, i.SentHow = bill.Sent, day("2026-06-11"), "mail" })
	p := d.payFor(d.client, a, "2026-06-10", 25000, 0)
	d.creditOn(a, "2026-06-12", 5000)
	d.mark(b, func(i *bill.Invoice) {
		i.Status, i.VoidedOn, i.VoidReason = bill.Void, day("2026-06-15"), "wrong matter"
	})
	d.payFor(d.client, a, "2026-06-20", -25000, p)
	d.payFor(d.client, a, "2026-07-01", 45000, 0)
	return a, b, c
}

func standings(d *desk, f app.StandingFilter) []bill.Standing {
	d.t.Helper()
	return see(d, func(q app.Query) ([]bill.Standing, error) { return q.Standings(f) })
}

// told is a standing in few words: number, state, paid, credited, balance.
func told(all []bill.Standing) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s %s %d %d %d\n", s.Number[5:], s.Word(), s.Paid, s.Credited, s.Balance())
	}
	return b.String()
}

func testStandingAsOf(t *testing.T, d *desk) {
	a, _, _ := d.story()
	for _, c := range []struct{ asOf, want string }{
		{"2026-05-30", ""},
		{"2026-05-31", "0001 final 0 0 50000\n"},
		{"2026-06-01", "0001 final 0 0 50000\n"},
		{"2026-06-02", "0001 sent 0 0 50000\n"},
		{"2026-06-05", "0001 sent 0 0 50000\n0002 final 0 0 10000\n"},
		{"2026-06-09", "0001 sent 0 0 50000\n0002 final 0 0 10000\n"},
		{"2026-06-10", "0001 part paid 25000 0 25000\n0002 final 0 0 10000\n0003 final 0 0 8000\n"},
		{"2026-06-11", "0001 part paid 25000 0 25000\n0002 final 0 0 10000\n0003 sent 0 0 8000\n"},
		{"2026-06-12", "0001 part paid 25000 5000 20000\n0002 final 0 0 10000\n0003 sent 0 0 8000\n"},
		{"2026-06-14", "0001 part paid 25000 5000 20000\n0002 final 0 0 10000\n0003 sent 0 0 8000\n"},
		{"2026-06-15", "0001 part paid 25000 5000 20000\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
		{"2026-06-19", "0001 part paid 25000 5000 20000\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
		{"2026-06-20", "0001 sent 0 5000 45000\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
		{"2026-06-30", "0001 sent 0 5000 45000\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
		{"2026-07-01", "0001 paid 45000 5000 0\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
		{"", "0001 paid 45000 5000 0\n0002 void 0 0 0\n0003 sent 0 0 8000\n"},
	} {
		if got := told(standings(d, app.StandingFilter{AsOf: day(c.asOf)})); got != c.want {
			t.Errorf("as of %q:\n%swant\n%s", c.asOf, got, c.want)
		}
		var open string
		for _, line := range strings.SplitAfter(c.want, "\n") {
			if line != "" && !strings.HasSuffix(line, " 0\n") {
				open += line
			}
		}
		if got := told(standings(d, app.StandingFilter{AsOf: day(c.asOf), Open: true})); got != open {
			t.Errorf("open as of %q:\n%swant\n%s", c.asOf, got, open)
		}
	}
	one := standings(d, app.StandingFilter{InvoiceID: a, AsOf: day("2026-06-12")})
	same(t, "standing", one, []bill.Standing{{InvoiceID: a, Number: "2026-0001", ClientID: d.client, MatterID: d.matter, Date: day("2026-05-31"), DueOn: day("2026-06-30"),
		Status: bill.Sent, SentOn: day("2026-06-02"), Currency: money.USD, Total: 50000, Paid: 25000, Credited: 5000}})
	if before := standings(d, app.StandingFilter{InvoiceID: a, AsOf: day("2026-06-01")}); before[0].SentOn != 0 {
		t.Errorf("on 1 June the invoice was sent on %s", before[0].SentOn)
	}
}

// Every filter gives what the same filter, applied by hand to the whole list,
// leaves.
func testStandingFilters(t *testing.T, d *desk) {
	a, b, c := d.story()
	ids := []int64{0, a, b, c}
	for _, asOf := range []string{"", "2026-06-11", "2026-06-15"} {
		for i := range 4 * 3 * 4 * 3 * 4 * 2 * 2 * 3 {
			f := app.StandingFilter{AsOf: day(asOf)}
			pick := func(n int) int { k := i % n; i /= n; return k }
			f.InvoiceID = ids[pick(4)]
			f.ClientID = []int64{0, d.client, d.other}[pick(3)]
			f.MatterID = []int64{0, d.matter, d.second, d.otherMatter}[pick(4)]
			f.From = day([]string{"", "2026-06-05", "2026-06-06"}[pick(3)])
			f.Text = []string{"", "SOCIETE", "matter 2", "-0003"}[pick(4)]
			f.Open, f.Newest = pick(2) == 1, pick(2) == 1
			f.Limit = []int{0, 1, 2}[pick(3)]
			if f.InvoiceID != 0 && f.ClientID != 0 && f.Text != "" {
				continue // enough of those
			}
			var want []bill.Standing
			for _, s := range standings(d, app.StandingFilter{AsOf: f.AsOf}) {
				if hand(d, f, s) {
					want = append(want, s)
				}
			}
			if f.Newest {
				slices.Reverse(want)
			}
			if f.Limit > 0 && len(want) > f.Limit {
				want = want[:f.Limit]
			}
			if got := standings(d, f); told(got) != told(want) {
				t.Fatalf("%+v:\n%swant\n%s", f, told(got), told(want))
			}
		}
	}
	if got := told(standings(d, app.StandingFilter{To: day("2026-06-05")})); !strings.HasSuffix(got, "0002 void 0 0 0\n") {
		t.Errorf("to 5 June:\n%s", got)
	}
	if got := told(standings(d, app.StandingFilter{IDs: []int64{c, a}})); !strings.HasPrefix(got, "0001 ") || strings.Contains(got, "0002 ") || !strings.Contains(got, "0003 ") {
		t.Errorf("two by their ids:\n%s", got)
	}
	for _, text := range []string{"%", "_", "2026_0001", `\`} {
		if got := standings(d, app.StandingFilter{Text: text}); len(got) != 0 {
			t.Errorf("the text %q is no pattern, but found %d", text, len(got))
		}
	}
}

func hand(d *desk, f app.StandingFilter, s bill.Standing) bool {
	texts := map[string]bool{"": true, "SOCIETE": s.ClientID == d.client, "matter 2": s.MatterID == d.second, "-0003": s.Number == "2026-0003"}
	return (f.InvoiceID == 0 || s.InvoiceID == f.InvoiceID) && (f.ClientID == 0 || s.ClientID == f.ClientID) &&
		(f.MatterID == 0 || s.MatterID == f.MatterID) && (f.From == 0 || s.Date >= f.From) && (!f.Open || s.Balance() != 0) && texts[f.Text]
}

// A hundred random movements, kept beside in a slice and added up by hand for
// every day.
func testStandingModel(t *testing.T, d *desk) {
	type moved struct {
		invoice int
		on      cal.Date
		paid    money.Amount
		credit  money.Amount
	}
	r := rand.New(rand.NewPCG(20260601, 7))
	start := day("2026-06-01")
	var (
		ids      []int64
		invoices []bill.Invoice
		voided   = map[int]cal.Date{}
		moves    []moved
	)
	owed := func(i int) money.Amount {
		sum := invoices[i].Totals.Total
		for _, m := range moves {
			if m.invoice == i {
				sum -= m.paid + m.credit
			}
		}
		return sum
	}
	d.do(func(tx app.Tx) error {
		for i := range 25 {
			inv := d.invoice([]int64{d.matter, d.second, d.otherMatter}[i%3], fmt.Sprintf("2026-%04d", i), start.AddDays(r.IntN(20)).String(), money.Amount(1+r.Int64N(10000)))
			if err := tx.AddInvoice(&inv); err != nil {
				return err
			}
			ids, invoices = append(ids, inv.ID), append(invoices, inv)
		}
		for range 100 {
			i := r.IntN(len(invoices))
			on := invoices[i].Date.AddDays(r.IntN(20))
			left := owed(i)
			if _, void := voided[i]; void || left <= 0 {
				continue
			}
			amount := money.Amount(1 + r.Int64N(int64(left)))
			shares := []bill.Share{{Part: bill.PartFees, Amount: amount}}
			switch {
			case left == invoices[i].Totals.Total && r.IntN(5) == 0:
				inv := invoices[i]
				inv.Status, inv.VoidedOn, inv.VoidReason = bill.Void, on, "wrong"
				if err := tx.MarkInvoice(&inv); err != nil {
					return err
				}
				voided[i] = on
			case r.IntN(3) == 0:
				if err := tx.AddCredit(&bill.Credit{InvoiceID: ids[i], Date: on, Amount: amount, Reason: "r", Shares: shares}); err != nil {
					return err
				}
				moves = append(moves, moved{i, on, 0, amount})
			default:
				p := bill.Payment{ClientID: invoices[i].ClientID, Date: on, Amount: amount, Currency: money.USD, Method: bill.ByWire,
					Allocations: []bill.Allocation{{InvoiceID: ids[i], AppliedOn: on, Amount: amount, Shares: shares}}}
				if err := tx.AddPayment(&p); err != nil {
					return err
				}
				moves = append(moves, moved{i, on, amount, 0})
			}
		}
		return nil
	})
	if len(moves) < 40 || len(voided) == 0 {
		t.Fatalf("%d movements and %d voids prove too little", len(moves), len(voided))
	}
	for asOf := start.AddDays(-1); asOf < start.AddDays(45); asOf++ {
		var want []bill.Standing
		for i, inv := range invoices {
			if inv.Date > asOf {
				continue
			}
			s := bill.Standing{InvoiceID: ids[i], Number: inv.Number, ClientID: inv.ClientID, MatterID: inv.MatterID, Date: inv.Date, DueOn: inv.DueOn,
				Status: bill.Final, Currency: money.USD, Total: inv.Totals.Total}
			for _, m := range moves {
				if m.invoice == i && m.on <= asOf {
					s.Paid, s.Credited = s.Paid+m.paid, s.Credited+m.credit
				}
			}
			if on, void := voided[i]; void && on <= asOf {
				s.Status, s.Voided = bill.Void, s.Total
			}
			want = append(want, s)
		}
		slices.SortFunc(want, func(a, b bill.Standing) int {
			return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.InvoiceID, b.InvoiceID))
		})
		same(t, "standings as of "+asOf.String(), standings(d, app.StandingFilter{AsOf: asOf}), want)
	}
}

// Of the story May has the 500.00 of A, June the 80.00 of C (B is void
// at the end of June); 250.00 came and went in June, 450.00 came in July.
func testTurnover(t *testing.T, d *desk) {
	d.story()
	sums := func(from, to string) (billed, collected, fees map[string]money.Amount, n int) {
		billed, collected, fees = map[string]money.Amount{}, map[string]money.Amount{}, map[string]money.Amount{}
		for _, x := range see(d, func(q app.Query) ([]app.Turnover, error) { return q.Turnover(day(from), day(to)) }) {
			m := x.Month.String()
			billed[m] += x.Billed
			collected[m] += x.Collected
			fees[m] += x.FeesCollected
			n += x.Invoices
		}
		return
	}
	billed, collected, fees, n := sums("2026-05-01", "2026-07-31")
	if billed["2026-05-01"] != 50000 || billed["2026-06-01"] != 8000 || n != 2 {
		t.Errorf("billed %v in %d invoices", billed, n)
	}
	if collected["2026-06-01"] != 0 || collected["2026-07-01"] != 45000 || fees["2026-07-01"] != 45000 {
		t.Errorf("collected %v, fees %v", collected, fees)
	}
	// B was not void yet.
	if billed, collected, _, _ = sums("2026-06-01", "2026-06-14"); billed["2026-06-01"] != 18000 || collected["2026-06-01"] != 25000 {
		t.Errorf("to the 14th: billed %v, collected %v", billed, collected)
	}
	of := see(d, func(q app.Query) ([]app.Turnover, error) { return q.Turnover(day("2026-05-01"), day("2026-06-15")) })
	if i := slices.IndexFunc(of, func(x app.Turnover) bool { return x.Month == day("2026-05-01") }); i < 0 || of[i].OfItCollected != 25000 {
		t.Errorf("of the fees of May collected by mid June: %+v", of)
	}
}

// Work of three kinds, of which drafts and what is not billable do not count.
func testWorkedValue(t *testing.T, d *desk) {
	at := func(from, to string) (sum money.Amount) {
		for _, w := range see(d, func(q app.Query) ([]app.WorkedValue, error) { return q.WorkedValue(day(from), day(to)) }) {
			if w.Currency != money.USD {
				t.Errorf("in %s", w.Currency)
			}
			sum += w.Amount
		}
		return sum
	}
	before := at("2026-04-01", "2026-04-30")
	for i, e := range []work.Entry{{Date: day("2026-04-02"), Amount: 10000, Status: work.Released, Billable: work.Yes}, {Date: day("2026-04-30"), Amount: 500, Status: work.WrittenOff, Billable: work.Yes, WhyOff: "late"},
		{Date: day("2026-04-03"), Amount: 700, Status: work.Draft, Billable: work.Yes}, {Date: day("2026-04-04"), Amount: 900, Status: work.Released, Billable: work.NonBillable}, {Date: day("2026-05-01"), Amount: 1100, Status: work.Released, Billable: work.Yes}} {
		e.MatterID, e.TimekeeperID, e.Hours, e.Worked, e.Narrative, e.Rate, e.ExtID = d.matter, d.tk1, money.Hour, money.Hour, "Work", 100*money.RateScale, fmt.Sprint("worked value ", i)
		d.do(func(tx app.Tx) error { return tx.AddEntry(&e) })
	}
	if got := at("2026-04-01", "2026-04-30") - before; got != 10500 {
		t.Errorf("worked %d, want 105.00", got)
	}
}
