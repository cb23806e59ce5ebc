package app

import (
	"context"

	"matterbook/app/money"
	"matterbook/app/work"
)

// ExpenseRow is an expense as lists show it.
type ExpenseRow struct {
	work.Expense
	MatterCode, ClientCode, TimekeeperCode string
	Currency                               money.Currency
}

// ListExpenses lists expenses; Search does not apply.
func (d *Desk) ListExpenses(ctx context.Context, req ListTime, p Page) ([]ExpenseRow, error) {
	return read(ctx, d, func(q Query) ([]ExpenseRow, error) {
		l := newLookup(q, d.Today())
		f, check := entryFilter(l, req)
		if err := check.Result("expense.invalid", "The list"); err != nil {
			return nil, err
		}
		if p.Limit == 0 {
			p.Limit = req.Limit
		}
		list, err := q.Expenses(f, p)
		if err != nil {
			return nil, err
		}
		matters, err := q.Matters(MatterFilter{ClientID: f.ClientID})
		if err != nil {
			return nil, err
		}
		clients, err := q.Clients(ClientFilter{Archived: true})
		if err != nil {
			return nil, err
		}
		keepers, err := q.Timekeepers()
		if err != nil {
			return nil, err
		}
		rows := make([]ExpenseRow, len(list))
		for i, x := range list {
			r := ExpenseRow{Expense: x}
			for _, m := range matters {
				if m.ID != x.MatterID {
					continue
				}
				r.MatterCode = m.Code
				for _, c := range clients {
					if c.ID == m.ClientID {
						r.ClientCode, r.Currency = c.Code, c.Currency
					}
				}
			}
			for _, t := range keepers {
				if t.ID == x.TimekeeperID {
					r.TimekeeperCode = t.Code
				}
			}
			rows[i] = r
		}
		return rows, nil
	})
}
