package app

import (
	"context"

	"matterbook/app/cal"
	"matterbook/app/trust"
)

// LedgerRoom is how much may leave a ledger on a day.
type LedgerRoom struct {
	trust.Room
	Account trust.Account
	On      cal.Date
	New     bool // nothing was ever posted to the ledger
}

// TrustRoom answers, before anything is typed, what a payment of a matter
// (blank: the firm's cushion) on a day would be tested against: the same figures
// as the refusal "trust.insufficient" carries. A matter without a ledger in the
// account has room for nothing.
func (d *Desk) TrustRoom(ctx context.Context, account, matter string, on cal.Date) (LedgerRoom, error) {
	return read(ctx, d, func(q Query) (LedgerRoom, error) {
		if on.IsZero() {
			on = d.Today()
		}
		a, err := q.TrustAccountByCode(account)
		if err != nil {
			return LedgerRoom{}, err
		}
		r := LedgerRoom{Account: a, On: on}
		var matterID int64
		if matter != "" {
			m, err := q.MatterByCode(matter)
			if err != nil {
				return r, err
			}
			matterID = m.ID
		}
		list, err := q.Ledgers(TrustFilter{AccountID: a.ID, MatterID: matterID})
		if err != nil {
			return r, err
		}
		for _, l := range list {
			if l.MatterID == matterID {
				r.Room, err = roomOf(q, l.ID, on)
				return r, err
			}
		}
		r.New, r.LowestOn = true, on
		return r, nil
	})
}
