package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/work"
)

// HoldPreBill asks that a pre-bill wait, or no longer wait.
type HoldPreBill struct {
	Request
	PreBill int64
	Version int64  // row version that was looked at; 0: not checked
	Reason  string // why it waits, mandatory; blank with Go
	Go      bool   // it waits no longer
}

// HoldPreBill keeps a pre-bill, with its work and its edits, from being issued
// until it is let go; it can be edited and reviewed meanwhile.
func (d *Desk) HoldPreBill(ctx context.Context, req HoldPreBill) (bill.PreBill, error) {
	s := spec{act: "prebill.hold", right: mayApprove, object: preBillObject(req.PreBill), reason: req.Reason, req: req.Request}
	if req.Go {
		s.act = "prebill.go"
	}
	return change(ctx, d, s, func(tx Tx) (bill.PreBill, error) {
		b, err := livePreBill(tx, d, req.PreBill)
		if err != nil {
			return bill.PreBill{}, err
		}
		if err := stale("prebill", fmt.Sprint(req.PreBill), req.Version, b.pre.RowVersion); err != nil {
			return bill.PreBill{}, err
		}
		p := b.pre
		if req.Go {
			if p.Held == "" {
				return p, fault.Refuse("prebill.not_held", "Pre-bill %d does not wait.", p.ID)
			}
			p.Held = ""
			return p, tx.SetPreBill(&p)
		}
		var check fault.Check
		p.Held = work.CleanLine(req.Reason)
		check.Require("reason", p.Held)
		check.Text("reason", p.Held, 200)
		if err := check.Result("prebill.hold_invalid", "The hold"); err != nil {
			return p, err
		}
		return p, tx.SetPreBill(&p)
	})
}
