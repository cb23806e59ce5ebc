package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// HoldTrust asks that money be set aside on a ledger: a dispute, a lien, a court
// order, an undertaking (ABA Model Rule 1.15(e)).
type HoldTrust struct {
	Request
	Account, Matter string
	Amount          string
	Reason          string
	Claimant        string
	From            cal.Date // zero: today
}

// HoldTrust sets money aside. It stays on the ledger and cannot be paid out
// until the hold is released. Refused when the ledger does not hold as much.
func (d *Desk) HoldTrust(ctx context.Context, req HoldTrust) (trust.Hold, error) {
	return change(ctx, d, spec{act: "trust.hold", right: mayTrust, object: "matter " + req.Matter, reason: req.Reason, req: req.Request},
		func(tx Tx) (trust.Hold, error) {
			account, ledger, err := findLedger(tx, req.Account, req.Matter)
			if err != nil {
				return trust.Hold{}, err
			}
			h := trust.Hold{LedgerID: ledger.ID, Reason: strings.TrimSpace(req.Reason), Claimant: strings.TrimSpace(req.Claimant), From: req.From}
			if h.From.IsZero() {
				h.From = d.Today()
			}
			var check fault.Check
			h.Amount, err = money.ParseAmount(req.Amount, account.Currency)
			check.Err("amount", "amount.format", err)
			if err == nil && h.Amount <= 0 {
				check.Add("amount", "amount.positive", "A hold sets a positive amount aside.")
			}
			check.Require("reason", h.Reason)
			if err := check.Result("trust_hold.invalid", "The hold"); err != nil {
				return trust.Hold{}, err
			}
			room, err := roomOf(tx, ledger.ID, h.From)
			if err != nil {
				return trust.Hold{}, err
			}
			if free := room.Lowest - room.Held; h.Amount > free {
				return trust.Hold{}, fault.Refuse("trust.insufficient", "Matter %s holds %s that is not held yet; %s was to be set aside.",
					req.Matter, max(free, 0).Format(account.Currency), h.Amount.Format(account.Currency)).With("available", max(free, 0).Plain(account.Currency))
			}
			return h, tx.AddHold(&h)
		})
}

// ReleaseHold asks that a hold end.
type ReleaseHold struct {
	Request
	Hold   int64
	Reason string // the authority: agreement, order
	On     cal.Date
}

// ReleaseHold frees what was set aside. The hold stays in the record.
func (d *Desk) ReleaseHold(ctx context.Context, req ReleaseHold) (trust.Hold, error) {
	return change(ctx, d, spec{act: "trust.release", right: mayTrust, object: fmt.Sprintf("hold %d", req.Hold), reason: req.Reason, req: req.Request},
		func(tx Tx) (trust.Hold, error) {
			h, err := tx.Hold(req.Hold)
			if err != nil {
				return h, err
			}
			if !h.ReleasedOn.IsZero() {
				return h, fault.Refuse("trust.released", "Hold %d was released on %s.", h.ID, h.ReleasedOn)
			}
			if strings.TrimSpace(req.Reason) == "" {
				return h, fault.New(fault.Invalid, "reason.required", "Say on whose authority hold %d is released.", h.ID)
			}
			h.ReleasedOn, h.ReleaseReason = req.On, strings.TrimSpace(req.Reason)
			if h.ReleasedOn.IsZero() {
				h.ReleasedOn = d.Today()
			}
			if h.ReleasedOn < h.From {
				return h, fault.New(fault.Invalid, "date.early", "Hold %d is in force from %s; it cannot be released on %s.", h.ID, h.From, h.ReleasedOn)
			}
			return h, tx.SetHold(&h)
		})
}

// findLedger finds the ledger of a matter in an account, both by code. Missing
// when nothing was ever posted to it.
func findLedger(q Query, account, matter string) (trust.Account, trust.Ledger, error) {
	a, err := q.TrustAccountByCode(account)
	if err != nil {
		return a, trust.Ledger{}, err
	}
	var matterID int64
	if matter != "" {
		m, err := q.MatterByCode(matter)
		if err != nil {
			return a, trust.Ledger{}, err
		}
		matterID = m.ID
	}
	l, err := q.Ledger(a.ID, matterID)
	return a, l, err
}
