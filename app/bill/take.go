package bill

import (
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// Taken is the work of one matter that a pre-bill takes, and what it leaves.
type Taken struct {
	Entries  []work.Entry
	Expenses []work.Expense

	Drafts      int // not released yet
	Held        int // kept off bills with a reason
	NonBillable int // the firm's own, never on a bill
	OnPreBill   int // on a live pre-bill already
}

// Any says whether there is anything to bill.
func (t Taken) Any() bool { return len(t.Entries)+len(t.Expenses) > 0 }

// Take chooses what a bill through a day may hold: released work dated by then,
// meant for the client (Y or NC), and not held on the day of the run. A hold
// "until" a day ends on that day.
func Take(entries []work.Entry, expenses []work.Expense, through, today cal.Date) Taken {
	var t Taken
	takes := func(on cal.Date, s work.Status, b work.Billable, hold string, until cal.Date) bool {
		switch {
		case on > through:
		case s == work.OnPreBill:
			t.OnPreBill++
		case b == work.NonBillable:
			t.NonBillable++
		case s == work.Draft:
			t.Drafts++
		case s != work.Released:
		case hold != "" && (until.IsZero() || today < until):
			t.Held++
		default:
			return true
		}
		return false
	}
	for _, e := range entries {
		if takes(e.Date, e.Status, e.Billable, e.HoldReason, e.HoldUntil) {
			t.Entries = append(t.Entries, e)
		}
	}
	for _, x := range expenses {
		if takes(x.Date, x.Status, x.Billable, x.HoldReason, x.HoldUntil) {
			t.Expenses = append(t.Expenses, x)
		}
	}
	return t
}

// WhyNot says why nothing was taken, the reason of a skipped matter.
func (t Taken) WhyNot() string {
	var parts []string
	note := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	note(t.Drafts, "draft not released", "drafts not released")
	note(t.Held, "item held", "items held")
	note(t.NonBillable, "item not billable", "items not billable")
	if len(parts) == 0 {
		return "no unbilled work"
	}
	return "nothing to bill: " + strings.Join(parts, ", ")
}

// Unbillable says why a matter cannot be billed from its time at all; blank
// when it can.
func Unbillable(m firm.Matter) string {
	switch m.Arrangement {
	case firm.Hourly, firm.Blended, "":
		return ""
	}
	return fmt.Sprintf("fee arrangement %s is not billed by time", m.Arrangement)
}

// NewLines makes pre-bill lines of the work, fees first, each by date, numbered
// on from last. trustPaid words how a cost was paid from trust.
//
// Work recorded at no charge comes with its value beside a charge of zero. A
// cost paid with the client's own money comes with nothing due.
func NewLines(preBillID int64, last int, t Taken, trustPaid map[int64]string, cur money.Currency) ([]PreBillLine, error) {
	entries, expenses := slices.Clone(t.Entries), slices.Clone(t.Expenses)
	slices.SortStableFunc(entries, func(a, b work.Entry) int { return a.Date.Compare(b.Date) })
	slices.SortStableFunc(expenses, func(a, b work.Expense) int { return a.Date.Compare(b.Date) })
	lines := make([]PreBillLine, 0, len(entries)+len(expenses))
	add := func(l PreBillLine, amount, value money.Amount, b work.Billable) {
		last++
		l.PreBillID, l.No = preBillID, last
		l.Was.Amount, l.Now = amount, l.Was
		l.Now.Amount = value
		if b == work.AtNoCharge {
			l.Action, l.Reason = LineNoCharge, "recorded at no charge"
		}
		lines = append(lines, l)
	}
	for _, e := range entries {
		value, err := e.Value(cur)
		if err != nil {
			return nil, err
		}
		add(PreBillLine{Kind: Fee, Date: e.Date, EntryID: e.ID, TimekeeperID: e.TimekeeperID, Task: e.Task, Activity: e.Activity,
			Worked: e.Worked, Was: LineFigures{Units: e.Hours, Rate: e.Rate, Text: e.Narrative}}, e.Amount, value, e.Billable)
	}
	for _, x := range expenses {
		value, err := x.Value(cur)
		if err != nil {
			return nil, err
		}
		l := PreBillLine{Kind: Soft, Date: x.Date, ExpenseID: x.ID, TimekeeperID: x.TimekeeperID, Expense: x.Code,
			Was: LineFigures{Units: x.Units, Rate: x.UnitPrice, Text: x.Description}}
		if x.Kind == work.HardCost {
			l.Kind = Hard
		}
		amount := x.Amount
		if x.TrustTxnID != 0 {
			l.TrustPaid = trustPaid[x.TrustTxnID]
			if l.TrustPaid == "" {
				l.TrustPaid = "paid from trust"
			}
			amount, value = 0, 0
		}
		add(l, amount, value, x.Billable)
	}
	return lines, nil
}
