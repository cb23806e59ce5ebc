package app

import (
	"context"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// MatterRow is a matter as a list shows it: its names, and the money on it.
// Amounts are in the client's currency.
type MatterRow struct {
	firm.Matter
	Client      firm.Client
	Responsible firm.Timekeeper // zero: nobody is named
	Billing     firm.Timekeeper
	Originating firm.Timekeeper
	// Active is the last day on which work, a cost, a bill or a note is dated.
	Active cal.Date
	// WIP is the unbilled work, released or on a pre-bill: fees and costs, without
	// costs that trust money paid.
	WIP    money.Amount
	Drafts money.Amount // fees and costs in draft
	Owed   money.Amount // open balances of its invoices
	// Trust is the client money held, one sum for each currency, the client's
	// first; none when the matter has no ledger.
	Trust []TrustSum
}

// TrustSum is the trust money of a matter in one currency, over all accounts.
type TrustSum struct {
	Currency  money.Currency
	Book      money.Amount
	Available money.Amount // may be paid out today
}

// MatterRows lists matters by code with their money, all from one snapshot: one
// read for each kind of money, whatever the number of matters.
func (d *Desk) MatterRows(ctx context.Context, f MatterFilter) ([]MatterRow, error) {
	return read(ctx, d, func(q Query) ([]MatterRow, error) { return matterRows(q, d.Today(), f) })
}

func matterRows(q Query, today cal.Date, f MatterFilter) ([]MatterRow, error) {
	rows, err := namedRows(q, f)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	at := make(map[int64]*MatterRow, len(rows))
	for i := range rows {
		at[rows[i].ID] = &rows[i]
	}
	if err := matterWork(q, at); err != nil {
		return nil, err
	}
	active, err := q.MatterActivity()
	if err != nil {
		return nil, err
	}
	for id, day := range active {
		if r, ok := at[id]; ok {
			r.Active = day
		}
	}
	return rows, matterTrust(q, today, at)
}

// namedRows are the rows without money.
func namedRows(q Query, f MatterFilter) ([]MatterRow, error) {
	matters, err := q.Matters(f)
	if err != nil || len(matters) == 0 {
		return nil, err
	}
	rows := make([]MatterRow, len(matters))
	for i, m := range matters {
		rows[i].Matter = m
	}
	return rows, nameMatters(q, rows)
}

func nameMatters(q Query, rows []MatterRow) error {
	list, err := q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return err
	}
	clients := make(map[int64]firm.Client, len(list))
	for _, c := range list {
		clients[c.ID] = c
	}
	people, err := q.Timekeepers()
	if err != nil {
		return err
	}
	who := make(map[int64]firm.Timekeeper, len(people))
	for _, t := range people {
		who[t.ID] = t
	}
	for i := range rows {
		r := &rows[i]
		r.Client = clients[r.ClientID]
		r.Responsible, r.Billing, r.Originating = who[r.ResponsibleID], who[r.BillingID], who[r.OriginatingID]
	}
	return nil
}

func matterWork(q Query, at map[int64]*MatterRow) error {
	work, err := q.UnbilledWork()
	if err != nil {
		return err
	}
	for id, w := range work {
		if r, ok := at[id]; ok {
			r.WIP, r.Drafts = w.WIP, w.Drafts
		}
	}
	open, err := q.Standings(StandingFilter{Open: true})
	if err != nil {
		return err
	}
	for _, s := range open {
		if r, ok := at[s.MatterID]; ok {
			if r.Owed, err = r.Owed.Add(s.Balance()); err != nil {
				return err
			}
		}
	}
	return nil
}

func matterTrust(q Query, today cal.Date, at map[int64]*MatterRow) error {
	balances, err := q.TrustBalances(TrustFilter{}, 0, today)
	if err != nil {
		return err
	}
	accounts, err := q.TrustAccounts()
	if err != nil {
		return err
	}
	currency := map[int64]money.Currency{}
	for _, a := range accounts {
		currency[a.ID] = a.Currency
	}
	for _, b := range balances {
		r, ok := at[b.MatterID]
		if !ok {
			continue // the firm's cushion
		}
		cur := currency[b.AccountID]
		i := slices.IndexFunc(r.Trust, func(s TrustSum) bool { return s.Currency == cur })
		if i < 0 {
			if i = len(r.Trust); cur == r.Client.Currency {
				i = 0
			}
			r.Trust = slices.Insert(r.Trust, i, TrustSum{Currency: cur})
		}
		s := &r.Trust[i]
		if s.Book, err = s.Book.Add(b.Book); err != nil {
			return err
		}
		if s.Available, err = s.Available.Add(b.Available()); err != nil {
			return err
		}
	}
	return nil
}
