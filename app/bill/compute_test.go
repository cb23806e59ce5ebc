package bill_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var people = map[int64]firm.Timekeeper{
	1: {ID: 1, Code: "RMD", FirstName: "Ruth M.", LastName: "Dunne", Class: "PARTNR"},
	2: {ID: 2, Code: "JLK", FirstName: "Jonas L.", LastName: "Keller", Class: "ASSOC"},
	3: {ID: 3, Code: "PAS", FirstName: "Priya A.", LastName: "Shah", Class: "PARALG"},
}

// workedWork is the work behind the worked invoice, before any review: line 5
// not yet at no charge, line 6 at the 1.9 hours worked.
func workedWork(t *testing.T) ([]bill.PreBillLine, bill.Invoice) {
	t.Helper()
	inv := billtest.WorkedInvoice()
	var taken bill.Taken
	paid := map[int64]string{}
	for _, l := range inv.Lines {
		if l.Kind == bill.Fee {
			e := work.Entry{ID: l.EntryID, Date: l.Date, TimekeeperID: l.TimekeeperID, Worked: l.Worked, Hours: l.Worked,
				Narrative: l.Text, Task: l.Task, Activity: l.Activity, Billable: work.Yes, Rate: l.Rate, Status: work.Released}
			if err := e.Price(money.USD); err != nil {
				t.Fatal(err)
			}
			taken.Entries = append(taken.Entries, e)
			continue
		}
		x := work.Expense{ID: l.ExpenseID, Date: l.Date, Kind: work.ExpenseKind(l.Kind), Code: l.Expense, Units: l.Units, UnitPrice: l.Rate,
			Description: l.Text, Billable: work.Yes, Status: work.Released}
		if l.TrustPaid != "" {
			x.TrustTxnID = 9
			paid[9] = l.TrustPaid
		}
		if err := x.Price(money.USD); err != nil {
			t.Fatal(err)
		}
		taken.Expenses = append(taken.Expenses, x)
	}
	lines, err := bill.NewLines(31, 0, taken, paid, money.USD)
	if err != nil {
		t.Fatal(err)
	}
	return lines, inv
}

func ptr[T any](v T) *T { return &v }

func edit(t *testing.T, lines []bill.PreBillLine, no int, c bill.Change) {
	t.Helper()
	next, err := bill.Edit(lines[no-1], c, money.USD, 1, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	lines[no-1] = next
}

// Billing practice, section 22: the worked invoice, from the work through the
// reviewer's edits to the figures.
func TestComputeGivesTheWorkedInvoice(t *testing.T) {
	lines, want := workedWork(t)
	edit(t, lines, 5, bill.Change{Action: ptr(bill.LineNoCharge), Reason: "training"})
	edit(t, lines, 6, bill.Change{Units: ptr(money.Quantity(15000)), Reason: "duplicate effort"})
	got, err := bill.Compute(lines, people, 8000, money.USD)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want.Totals, got.Totals); d != "" {
		t.Errorf("totals (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want.Timekeepers, got.Timekeepers); d != "" {
		t.Errorf("timekeepers (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want.Lines, got.Lines); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	for i, task := range want.Paper.Tasks {
		task.Name = ""
		if got.Tasks[i] != task {
			t.Errorf("task %v, want %v", got.Tasks[i], task)
		}
	}
	if down := lines[5].WriteDown(); down != 9600 {
		t.Errorf("line 6 written down by %d, want 96.00", down)
	}
	if down := lines[4].WriteDown(); down != 12000 {
		t.Errorf("line 5 given away: %d, want 120.00", down)
	}
	r, err := got.Totals.Realization()
	if err != nil || (r+5000)/10000 != 8719 {
		t.Errorf("realization %s %v, want 87.19", r.Plain(), err)
	}
}

func TestComputeRefusesWhatCannotBeBilled(t *testing.T) {
	lines, _ := workedWork(t)
	if _, err := bill.Compute(lines, people, 99999999, money.USD); fault.Code(err) != "discount.above_fees" {
		t.Errorf("discount above fees: %v", err)
	}
	if _, err := bill.Compute(lines, people, -1, money.USD); fault.Code(err) != "discount.above_fees" {
		t.Errorf("negative discount: %v", err)
	}
	refund := []bill.PreBillLine{{No: 1, Kind: bill.Hard, Was: bill.LineFigures{Amount: -1}, Now: bill.LineFigures{Units: -10000, Rate: 100, Amount: -1}}}
	if _, err := bill.Compute(refund, people, 0, money.USD); fault.Code(err) != "invoice.negative" {
		t.Errorf("a bill below zero: %v", err)
	}
	big := []bill.PreBillLine{{No: 1, Kind: bill.Hard}, {No: 2, Kind: bill.Hard}}
	for i := range big {
		big[i].Now = bill.LineFigures{Units: 10000, Rate: math.MaxInt64 / 100, Amount: math.MaxInt64}
	}
	if _, err := bill.Compute(big, people, 0, money.USD); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("overflow: %v", err)
	}
	if _, err := bill.Compute(lines, nil, 0, money.USD); fault.Of(err) != fault.Internal {
		t.Errorf("unknown timekeeper: %v", err)
	}
}

func TestAverageRateWhenSeveralAreCharged(t *testing.T) {
	line := func(no int, units money.Quantity, rate money.Rate, amount money.Amount) bill.PreBillLine {
		f := bill.LineFigures{Units: units, Rate: rate, Amount: amount}
		return bill.PreBillLine{No: no, Kind: bill.Fee, EntryID: int64(no), TimekeeperID: 1, Worked: units, Was: f, Now: f}
	}
	for name, c := range map[string]struct {
		lines []bill.PreBillLine
		rate  string
		mixed bool
	}{
		"two rates":             {[]bill.PreBillLine{line(1, 10000, 3000000, 30000), line(2, 10000, 4000000, 40000)}, "350.00", true},
		"one rate":              {[]bill.PreBillLine{line(1, 10000, 3000000, 30000), line(2, 5000, 3000000, 15000)}, "300.00", false},
		"one rate, a sum typed": {[]bill.PreBillLine{line(1, 20000, 3000000, 50000)}, "250.00", true},
	} {
		got, err := bill.Compute(c.lines, people, 0, money.USD)
		if err != nil {
			t.Fatal(err)
		}
		k := got.Timekeepers[0]
		if k.Rate.Plain() != c.rate || k.Mixed != c.mixed {
			t.Errorf("%s: rate %s mixed %v", name, k.Rate.Plain(), k.Mixed)
		}
	}
}

// Whatever is edited, the parts of a bill add up to the whole: lines to fees,
// timekeepers to fees and discount, billed shares to the total.
func TestEveryBillAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "lines")
		var lines []bill.PreBillLine
		for i := range n {
			kind := rapid.SampledFrom([]bill.LineKind{bill.Fee, bill.Fee, bill.Hard, bill.Soft}).Draw(t, "kind")
			f := bill.LineFigures{Units: money.Quantity(rapid.Int64Range(0, 240000).Draw(t, "units")), Rate: money.Rate(rapid.Int64Range(0, 9999999).Draw(t, "rate"))}
			f.Amount, _ = f.Rate.Times(f.Units, money.USD)
			l := bill.PreBillLine{No: i + 1, Kind: kind, Date: cal.Date(739000 + i%3), Worked: f.Units, Was: f, Now: f,
				Action: rapid.SampledFrom([]bill.LineAction{"", "", "", bill.LineNoCharge, bill.LineHeld, bill.LineWrittenOff, bill.LineTransferred}).Draw(t, "action")}
			if kind == bill.Fee {
				l.TimekeeperID, l.EntryID = rapid.Int64Range(1, 3).Draw(t, "tk"), int64(i+1)
			}
			if rapid.Bool().Draw(t, "override") {
				l.Now.Amount = money.Amount(rapid.Int64Range(0, 5_000_00).Draw(t, "amount"))
			}
			if kind != bill.Fee && rapid.IntRange(0, 5).Draw(t, "refund") == 0 {
				l.Now.Amount = -l.Now.Amount
			}
			lines = append(lines, l)
		}
		discount := money.Amount(rapid.Int64Range(0, 3_000_00).Draw(t, "discount"))
		c, err := bill.Compute(lines, people, discount, money.USD)
		if err != nil {
			if code := fault.Code(err); code != "discount.above_fees" && code != "invoice.negative" {
				t.Fatal(err)
			}
			return
		}
		var fees, costs, keeperFees, shares, asked money.Amount
		for i, l := range c.Lines {
			if l.No != i+1 {
				t.Fatalf("line %d is numbered %d", i+1, l.No)
			}
			if l.NoCharge && l.Amount != 0 {
				t.Fatal("a no charge line is charged")
			}
			if l.Kind == bill.Fee {
				fees += l.Amount
			} else {
				costs += l.Amount
			}
		}
		for _, k := range c.Timekeepers {
			keeperFees += k.Fees
			shares += k.Discount
			if k.Discount < 0 || k.Discount > k.Fees {
				t.Fatalf("discount share %d of fees %d", k.Discount, k.Fees)
			}
		}
		if fees != c.Totals.Fees || keeperFees != fees || shares != discount || c.Totals.Total != fees-discount+costs {
			t.Fatalf("fees %d, keepers %d, shares %d, totals %+v", fees, keeperFees, shares, c.Totals)
		}
		for _, s := range bill.BilledShares(bill.Invoice{Totals: c.Totals, Timekeepers: c.Timekeepers}) {
			if s.Amount <= 0 {
				t.Fatalf("a billed share of %d", s.Amount)
			}
			asked += s.Amount
		}
		if asked != c.Totals.Total {
			t.Fatalf("billed shares add up to %d, the invoice to %d", asked, c.Totals.Total)
		}
	})
}

func TestPeriodWords(t *testing.T) {
	for _, c := range [][3]string{
		{"2026-05-01", "2026-05-31", "Services in May 2026"},
		{"2026-05-04", "2026-06-17", "Services May 4, 2026 through June 17, 2026"},
		{"2026-06-17", "2026-06-17", "Services on June 17, 2026"},
	} {
		if got := bill.Period(cal.MustParse(c[0]), cal.MustParse(c[1])); got != c[2] {
			t.Errorf("%q, want %q", got, c[2])
		}
	}
}
