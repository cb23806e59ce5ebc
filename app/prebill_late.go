package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// AddLateWork asks that work released after the run be put on the pre-bill.
type AddLateWork struct {
	Request
	PreBill int64
	Through cal.Date // last work date; zero: as the pre-bill was run
}

// AddLateWork takes work that became available since the run; the new lines
// come after those that stand. Refused: nothing to add ("prebill.no_late_work"),
// an approved pre-bill.
func (d *Desk) AddLateWork(ctx context.Context, req AddLateWork) ([]bill.PreBillLine, error) {
	s := spec{act: "prebill.late", right: mayPreBill, object: preBillObject(req.PreBill), req: req.Request}
	return change(ctx, d, s, func(tx Tx) ([]bill.PreBillLine, error) {
		b, err := reviewedBill(tx, d, req.PreBill)
		if err != nil {
			return nil, err
		}
		if !req.Through.IsZero() {
			b.pre.Through = req.Through
		}
		t, err := unbilled(tx, b.matter.ID, b.pre.Through, d.Today())
		if err != nil {
			return nil, err
		}
		if !t.Any() {
			return nil, fault.Refuse("prebill.no_late_work", "There is no more work to bill on matter %s through %s (%s).", b.matter.Code, b.pre.Through, t.WhyNot()).
				Advise("Release drafts first, or give a later date.")
		}
		last := 0
		for _, l := range b.lines {
			last = max(last, l.No)
		}
		lines, err := linesOf(tx, b.pre.ID, last, t, b.client.Currency)
		if err != nil {
			return nil, err
		}
		for i := range lines {
			if err := tx.AddPreBillLine(&lines[i]); err != nil {
				return nil, err
			}
		}
		if err := putOnPreBill(tx, b.pre.ID, t); err != nil {
			return nil, err
		}
		return lines, tx.SetPreBill(&b.pre)
	})
}
