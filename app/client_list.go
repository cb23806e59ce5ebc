package app

import (
	"context"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// ClientRow is a client as a list shows it, with the sums of its matters.
// Amounts are in the client's currency.
type ClientRow struct {
	firm.Client
	Matters, Open int // all, and those that take work
	WIP, Drafts   money.Amount
	Owed          money.Amount // open balances of its invoices
	Trust         []TrustSum
	Last          LastPayment // zero: nothing was paid yet
	Active        cal.Date    // last day on which something of its matters is dated
}

// Registers are the firm's clients and matters with their money, all from one
// snapshot, by code.
type Registers struct {
	Clients []ClientRow
	Matters []MatterRow
}

// Registers lists every client and every matter.
func (d *Desk) Registers(ctx context.Context) (Registers, error) {
	return read(ctx, d, func(q Query) (r Registers, err error) {
		if r.Matters, err = matterRows(q, d.Today(), MatterFilter{}); err != nil {
			return r, err
		}
		r.Clients, err = clientRows(q, r.Matters)
		return r, err
	})
}

// RegisterNames lists the same without money and days: it is there at once,
// however much work the book holds.
func (d *Desk) RegisterNames(ctx context.Context) (Registers, error) {
	return read(ctx, d, func(q Query) (r Registers, err error) {
		if r.Matters, err = namedRows(q, MatterFilter{}); err != nil {
			return r, err
		}
		r.Clients, err = clientRows(q, r.Matters)
		return r, err
	})
}

func clientRows(q Query, matters []MatterRow) ([]ClientRow, error) {
	clients, err := q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return nil, err
	}
	paid, err := q.LastPayments()
	if err != nil {
		return nil, err
	}
	rows, at := make([]ClientRow, len(clients)), make(map[int64]*ClientRow, len(clients))
	for i, c := range clients {
		rows[i].Client, rows[i].Last = c, paid[c.ID]
		at[c.ID] = &rows[i]
	}
	for _, m := range matters {
		c := at[m.ClientID]
		c.Matters++
		if m.Status == firm.MatterOpen {
			c.Open++
		}
		c.Active = max(c.Active, m.Active)
		for _, x := range []struct {
			to  *money.Amount
			add money.Amount
		}{{&c.WIP, m.WIP}, {&c.Drafts, m.Drafts}, {&c.Owed, m.Owed}} {
			if *x.to, err = x.to.Add(x.add); err != nil {
				return nil, err
			}
		}
		for _, s := range m.Trust {
			if c.Trust, err = addTrust(c.Trust, s); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// addTrust adds to the sum of the currency.
func addTrust(sums []TrustSum, s TrustSum) (_ []TrustSum, err error) {
	i := slices.IndexFunc(sums, func(x TrustSum) bool { return x.Currency == s.Currency })
	if i < 0 {
		return append(sums, s), nil
	}
	if sums[i].Book, err = sums[i].Book.Add(s.Book); err != nil {
		return nil, err
	}
	sums[i].Available, err = sums[i].Available.Add(s.Available)
	return sums, err
}
