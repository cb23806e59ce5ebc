package app

import (
	"context"
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/trust"
)

// ClearTrust asks to note the day the bank cleared an entry.
type ClearTrust struct {
	Request
	Entry int64
	On    cal.Date
}

// ClearTrust notes the day an entry stands on the bank's statement. A receipt
// that cleared counts as collected from that day.
func (d *Desk) ClearTrust(ctx context.Context, req ClearTrust) (trust.Txn, error) {
	return change(ctx, d, spec{act: "trust.clear", right: mayTrust, object: fmt.Sprintf("trust entry %d", req.Entry), req: req.Request},
		func(tx Tx) (trust.Txn, error) {
			txn, err := tx.TrustTxn(req.Entry)
			if err != nil {
				return txn, err
			}
			account, err := tx.TrustAccount(txn.AccountID)
			if err != nil {
				return txn, err
			}
			if req.On.IsZero() || req.On < txn.PostedOn {
				return txn, fault.New(fault.Invalid, "date.early", "Entry %d was posted on %s; the bank cannot have cleared it on %s.", txn.ID, txn.PostedOn, req.On)
			}
			if req.On > d.Today() && req.On > txn.PostedOn {
				return txn, fault.New(fault.Invalid, "date.ahead", "The bank cannot have cleared entry %d on %s, which is still to come; today is %s.", txn.ID, req.On, d.Today())
			}
			if err := closedTrust(account, req.On); err != nil {
				return txn, err
			}
			return txn, tx.SetClearedOn(txn.ID, req.On)
		})
}
