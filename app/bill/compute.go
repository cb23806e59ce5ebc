package bill

import (
	"cmp"
	"fmt"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Computed is a bill added up: what stands frozen on the invoice.
type Computed struct {
	Lines       []Line
	Timekeepers []TimekeeperTotal
	Totals      Totals
	Tasks       []TaskTotal // by code; nil when no fee line has a task
}

// Compute adds up a bill from the lines of a pre-bill. Held, transferred and
// written-off lines stay out. Fees come first, each kind by date, numbered from
// one; every figure is the line's own, already rounded: nothing is priced
// again, totals only add.
//
// The courtesy discount is on fees and is divided over timekeepers by their
// fees (money.Split). The worked value is worked hours at the rate the work
// came with, of the lines on the bill, charged or not: the base of billing
// realization.
//
// Refused: a discount above the fees ("discount.above_fees") and a total below
// zero ("invoice.negative"). money.ErrOverflow when a sum does not fit.
func Compute(lines []PreBillLine, people map[int64]firm.Timekeeper, discount money.Amount, cur money.Currency) (Computed, error) {
	var c Computed
	var sum adder
	t := &c.Totals
	for _, p := range lines {
		if !p.Billed() {
			continue
		}
		l, err := freeze(p, people, cur)
		if err != nil {
			return Computed{}, err
		}
		c.Lines = append(c.Lines, l)
		if l.Kind == Fee {
			value, err := p.Was.Rate.Times(p.Worked, cur)
			if err != nil {
				return Computed{}, err
			}
			sum.money(&t.WorkedValue, value)
		}
	}
	slices.SortStableFunc(c.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(order(a.Kind), order(b.Kind)), a.Date.Compare(b.Date), cmp.Compare(a.No, b.No))
	})

	for i := range c.Lines {
		l := &c.Lines[i]
		l.No = i + 1
		switch l.Kind {
		case Fee:
			sum.money(&t.Fees, l.Amount)
			sum.hours(&t.WorkedHours, l.Worked)
			if l.NoCharge {
				sum.hours(&t.NoChargeHours, l.Units)
			} else {
				sum.hours(&t.Hours, l.Units)
			}
		case Hard:
			sum.money(&t.Hard, l.Amount)
		case Soft:
			sum.money(&t.Soft, l.Amount)
		}
	}
	if discount < 0 || discount > t.Fees {
		return Computed{}, fault.Refuse("discount.above_fees", "The courtesy discount of %s must lie between zero and the fees of %s.", discount.Format(cur), t.Fees.Format(cur)).
			Advise("Lower the discount, or write lines down.").With("fees", t.Fees.Plain(cur)).With("discount", discount.Plain(cur))
	}
	t.Discount = discount
	sum.money(&t.Total, t.Fees-discount)
	sum.money(&t.Total, t.Hard)
	sum.money(&t.Total, t.Soft)
	sum.money(&t.Total, t.Tax)
	sum.money(&t.Total, t.Interest)
	if sum.err != nil {
		return Computed{}, sum.err
	}
	if t.Total < 0 {
		return Computed{}, fault.Refuse("invoice.negative", "The bill would come to %s; an invoice cannot be below zero.", t.Total.Format(cur)).
			Advise("Hold the refund for a later bill, or credit it on the invoice it belongs to.").With("total", t.Total.Plain(cur))
	}
	var err error
	if c.Timekeepers, err = timekeepers(c.Lines, discount, cur); err != nil {
		return Computed{}, err
	}
	c.Tasks, err = tasks(c.Lines)
	return c, err
}

func order(k LineKind) int {
	if k == Fee {
		return 0
	}
	return 1
}

// freeze turns a pre-bill line into the line of an invoice.
func freeze(p PreBillLine, people map[int64]firm.Timekeeper, cur money.Currency) (Line, error) {
	l := Line{
		No: p.No, Kind: p.Kind, Date: p.Date, EntryID: p.EntryID, ExpenseID: p.ExpenseID, TimekeeperID: p.TimekeeperID,
		Task: p.Task, Activity: p.Activity, Expense: p.Expense, Text: p.Now.Text,
		Worked: p.Worked, Units: p.Now.Units, Rate: p.Now.Rate, Amount: p.Now.Amount,
		NoCharge: p.Action == LineNoCharge, TrustPaid: p.TrustPaid,
	}
	var err error
	if l.Value, err = l.Rate.Times(l.Units, cur); err != nil {
		return Line{}, fmt.Errorf("line %d: %w", p.No, err)
	}
	if l.NoCharge || l.TrustPaid != "" {
		l.Amount = 0
	}
	if p.TimekeeperID != 0 {
		who, ok := people[p.TimekeeperID]
		if !ok {
			return Line{}, fault.New(fault.Internal, "prebill.timekeeper", "Line %d names timekeeper %d, who is not in the book.", p.No, p.TimekeeperID)
		}
		l.TimekeeperCode, l.TimekeeperName, l.LEDESName, l.Class = who.Code, who.Name(), who.LEDESName(), who.Class
	}
	return l, nil
}

// timekeepers sums the fee lines by timekeeper in the order of their first
// line. Where several rates were charged, or a line is charged at another sum
// than hours x rate, the rate printed is the average.
func timekeepers(lines []Line, discount money.Amount, cur money.Currency) ([]TimekeeperTotal, error) {
	var totals []TimekeeperTotal
	var sum adder
	at := map[int64]int{}
	rated := map[int64]bool{}
	for _, l := range lines {
		if l.Kind != Fee {
			continue
		}
		i, ok := at[l.TimekeeperID]
		if !ok {
			i = len(totals)
			at[l.TimekeeperID] = i
			totals = append(totals, TimekeeperTotal{TimekeeperID: l.TimekeeperID, Code: l.TimekeeperCode, Name: l.TimekeeperName, Class: l.Class, Rate: l.Rate})
		}
		t := &totals[i]
		if l.NoCharge {
			sum.hours(&t.NoChargeHours, l.Units)
			continue
		}
		if !rated[l.TimekeeperID] {
			t.Rate, rated[l.TimekeeperID] = l.Rate, true
		}
		t.Mixed = t.Mixed || l.Rate != t.Rate || l.Amount != l.Value
		sum.hours(&t.Hours, l.Units)
		sum.money(&t.Fees, l.Amount)
	}
	if sum.err != nil {
		return nil, sum.err
	}
	fees := make([]money.Amount, len(totals))
	for i := range totals {
		t := &totals[i]
		fees[i] = t.Fees
		if t.Mixed && t.Hours != 0 {
			var err error
			if t.Rate, err = money.RateOf(t.Fees, t.Hours, cur); err != nil {
				return nil, err
			}
		}
	}
	for i, share := range money.Split(discount, money.Weights(fees)) {
		totals[i].Discount = share
	}
	return totals, nil
}

// tasks sums charged fees by task code; hours at no charge do not count.
func tasks(lines []Line) ([]TaskTotal, error) {
	var sum adder
	by := map[string]*TaskTotal{}
	coded := false
	for _, l := range lines {
		if l.Kind != Fee {
			continue
		}
		coded = coded || l.Task != ""
		t := by[l.Task]
		if t == nil {
			t = &TaskTotal{Code: l.Task}
			by[l.Task] = t
		}
		if !l.NoCharge {
			sum.hours(&t.Hours, l.Units)
			sum.money(&t.Fees, l.Amount)
		}
	}
	if !coded || sum.err != nil {
		return nil, sum.err
	}
	var list []TaskTotal
	for _, t := range by {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b TaskTotal) int {
		return cmp.Or(cmp.Compare(btoi(a.Code == ""), btoi(b.Code == "")), cmp.Compare(a.Code, b.Code))
	})
	return list, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// adder adds until the first overflow, which it keeps.
type adder struct{ err error }

func (a *adder) money(to *money.Amount, v money.Amount) {
	s, err := to.Add(v)
	if *to = s; err != nil && a.err == nil {
		a.err = err
	}
}

func (a *adder) hours(to *money.Quantity, v money.Quantity) {
	s, err := to.Add(v)
	if *to = s; err != nil && a.err == nil {
		a.err = err
	}
}

// Realization is net fees over the worked value of the same entries; zero when
// no time was worked.
func (t Totals) Realization() (money.Percent, error) { return money.Ratio(t.NetFees(), t.WorkedValue) }

// Period words the days a bill is for: "Services in May 2026" for a whole
// month, else "Services May 4, 2026 through June 17, 2026".
func Period(from, to cal.Date) string {
	switch {
	case from == from.MonthStart() && to == from.MonthEnd():
		return "Services in " + from.Time().Format("January 2006")
	case from == to:
		return "Services on " + from.Long()
	}
	return "Services " + from.Long() + " through " + to.Long()
}
