package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// DiscardPreBill asks that a pre-bill be given up.
type DiscardPreBill struct {
	Request
	PreBill   int64
	KeepEdits bool // carry the reviewer's edits over to the work
	Reason    string
}

// PreBillDiscarded says what went back to work in progress.
type PreBillDiscarded struct {
	PreBill  bill.PreBill
	Returned int
	// NotKept are lines whose edit could not be carried over: an amount that is
	// not hours x rate has no place on a time entry.
	NotKept []int
}

// DiscardPreBill gives a live pre-bill up. Its work goes back to work in
// progress unchanged; or with the edits kept: hours, rate, text, no charge, hold
// and write-off are written to the entries and expenses.
func (d *Desk) DiscardPreBill(ctx context.Context, req DiscardPreBill) (PreBillDiscarded, error) {
	s := spec{act: "prebill.discard", right: mayPreBill, object: preBillObject(req.PreBill), reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (PreBillDiscarded, error) {
		b, err := livePreBill(tx, d, req.PreBill)
		if err != nil {
			return PreBillDiscarded{}, err
		}
		done := PreBillDiscarded{NotKept: []int{}}
		for _, l := range b.lines {
			if l.Action == bill.LineTransferred {
				continue
			}
			kept, err := giveBack(tx, l, req.KeepEdits, b.client.Currency)
			if err != nil {
				return PreBillDiscarded{}, err
			}
			done.Returned++
			if !kept {
				done.NotKept = append(done.NotKept, l.No)
			}
		}
		b.pre.Status, b.pre.Holder = bill.PreBillDiscarded, ""
		done.PreBill = b.pre
		return done, tx.SetPreBill(&b.pre)
	})
}

// giveBack returns the work of a line to work in progress. kept is false when
// an edit could not be carried over.
func giveBack(tx Tx, l bill.PreBillLine, keepEdits bool, cur money.Currency) (kept bool, err error) {
	kept = true
	if l.EntryID != 0 {
		e, err := tx.Entry(l.EntryID)
		if err != nil {
			return false, err
		}
		e.Status, e.PreBillID = work.Released, 0
		if keepEdits {
			if e.Hours, e.Narrative = l.Now.Units, l.Now.Text; l.Now.Rate != e.Rate {
				e.Rate, e.RateRule, e.RateRowID = l.Now.Rate, firm.RateTyped, 0
			}
			keepAction(l, &e.Status, &e.Billable, &e.HoldReason, &e.WhyOff)
			if err := e.Price(cur); err != nil {
				return false, err
			}
			value, err := e.Value(cur)
			if err != nil {
				return false, err
			}
			kept = value == l.Now.Amount
		}
		return kept, tx.SetEntry(&e)
	}
	x, err := tx.Expense(l.ExpenseID)
	if err != nil {
		return false, err
	}
	x.Status, x.PreBillID = work.Released, 0
	if keepEdits {
		x.Units, x.UnitPrice, x.Description = l.Now.Units, l.Now.Rate, l.Now.Text
		keepAction(l, &x.Status, &x.Billable, &x.HoldReason, &x.WhyOff)
		if err := x.Price(cur); err != nil {
			return false, err
		}
		value, err := x.Value(cur)
		if err != nil {
			return false, err
		}
		kept = value == l.Now.Amount || l.TrustPaid != ""
	}
	return kept, tx.SetExpense(&x)
}

// keepAction writes what a reviewer decided to the work itself.
func keepAction(l bill.PreBillLine, status *work.Status, billable *work.Billable, hold, off *string) {
	switch l.Action {
	case bill.LineKept:
		*billable = work.Yes
	case bill.LineNoCharge:
		*billable = work.AtNoCharge
	case bill.LineHeld:
		*hold = l.Reason
	case bill.LineWrittenOff:
		*status, *off = work.WrittenOff, l.Reason
	}
}
