package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/trust"
)

// ReverseTrust asks that a trust entry be taken back by its mirror: a void for
// a check the bank has not paid, a reversal for a wrong posting.
type ReverseTrust struct {
	Request
	Entry  int64
	Date   cal.Date // the day of the mirror, never of what it takes back
	Reason string

	extID string // of an imported row
}

// ReverseTrust takes a wrong posting back. A transfer to the firm is taken back
// together with the payment it made. Refused when it was taken back before,
// when a ledger cannot bear it, or in a closed period.
func (d *Desk) ReverseTrust(ctx context.Context, req ReverseTrust) (TrustPosted, error) {
	return change(ctx, d, spec{act: "trust.reverse", right: mayTrust, object: fmt.Sprintf("trust entry %d", req.Entry), reason: req.Reason, req: req.Request},
		func(tx Tx) (TrustPosted, error) { return mirrorTrust(tx, d, trust.Reversal, req) })
}

// VoidTrust takes a check back that the bank has not paid; the money is the
// client's again from the day of the void. Refused for anything but an
// uncleared check.
func (d *Desk) VoidTrust(ctx context.Context, req ReverseTrust) (TrustPosted, error) {
	return change(ctx, d, spec{act: "trust.void", right: mayTrust, object: fmt.Sprintf("trust entry %d", req.Entry), reason: req.Reason, req: req.Request},
		func(tx Tx) (TrustPosted, error) { return mirrorTrust(tx, d, trust.VoidItem, req) })
}

func mirrorTrust(tx Tx, d *Desk, kind trust.Kind, req ReverseTrust) (TrustPosted, error) {
	txn, err := tx.TrustTxn(req.Entry)
	if err != nil {
		return TrustPosted{}, err
	}
	account, err := tx.TrustAccount(txn.AccountID)
	if err != nil {
		return TrustPosted{}, err
	}
	if err := mayMirror(tx, kind, txn, req); err != nil {
		return TrustPosted{}, err
	}
	if txn.Kind == trust.Transfer && txn.PaymentID != 0 {
		if err := reversePaymentOf(tx, d, txn, req); err != nil {
			return TrustPosted{}, err
		}
	}
	mirror := txn.Mirror(kind, req.Date, strings.TrimSpace(req.Reason))
	parts := make([]part, len(mirror.Splits))
	for i, s := range mirror.Splits {
		parts[i].amount = s.Amount
		if s.MatterID != 0 {
			if parts[i].matter, err = tx.Matter(s.MatterID); err != nil {
				return TrustPosted{}, err
			}
		}
	}
	mirror.Splits, mirror.ExtID = nil, req.extID
	if mirror, err = savePosting(tx, d, account, mirror, parts); err != nil {
		return TrustPosted{}, err
	}
	return trustPosted(tx, d, mirror)
}

func mayMirror(q Query, kind trust.Kind, txn trust.Txn, req ReverseTrust) error {
	if strings.TrimSpace(req.Reason) == "" {
		return fault.New(fault.Invalid, "reason.required", "Say why entry %d is taken back: the reason is printed with it.", txn.ID)
	}
	if req.Date.IsZero() || req.Date < txn.PostedOn {
		return fault.New(fault.Invalid, "date.early", "Entry %d was posted on %s; what takes it back is dated that day or later.", txn.ID, txn.PostedOn)
	}
	if txn.ReversesID != 0 {
		return fault.Refuse("trust.is_mirror", "Entry %d is itself a %s of entry %d.", txn.ID, txn.Kind, txn.ReversesID).
			Advise("Post the right entry anew instead.")
	}
	by, err := q.ReversalOf(txn.ID)
	if err != nil {
		return err
	}
	if by != 0 {
		return fault.Refuse("trust.reversed", "Entry %d was already taken back by entry %d.", txn.ID, by)
	}
	if kind != trust.VoidItem {
		return nil
	}
	if txn.Kind != trust.Check {
		return fault.Refuse("trust.not_a_check", "Entry %d is a %s; only a check is voided.", txn.ID, txn.Kind).Advise("Reverse it instead.")
	}
	cleared, err := q.ClearedOn(txn.ID)
	if err != nil {
		return err
	}
	if !cleared.IsZero() {
		return fault.Refuse("trust.cleared", "Check %s was paid by the bank on %s and cannot be voided.", txn.Reference, cleared).
			Advise("If the money came back, post it as a receipt.")
	}
	return nil
}
