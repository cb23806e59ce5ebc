package sqlite

import (
	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// Turnover is one walk over the invoices of the days, and one over the
// allocations; the fees among them are added up by month from their shares.
func (q *query) Turnover(from, to cal.Date) ([]app.Turnover, error) {
	type key struct {
		month string
		lead  int64
		cur   money.Currency
	}
	at := map[key]int{}
	var rows []app.Turnover
	row := func(k key) (*app.Turnover, error) {
		i, ok := at[k]
		if !ok {
			month, err := cal.Parse(k.month + "-01")
			if err != nil {
				return nil, err
			}
			i = len(rows)
			at[k] = i
			rows = append(rows, app.Turnover{Month: month, ResponsibleID: k.lead, Currency: k.cur})
		}
		return &rows[i], nil
	}
	err := q.each(func(s scanner) error {
		var k key
		var n int
		var billed, fees, worked, ofIt money.Amount
		if err := s.Scan(&k.month, &k.lead, &k.cur, &n, &billed, &fees, &worked, &ofIt); err != nil {
			return err
		}
		x, err := row(k)
		if err == nil {
			x.Invoices, x.Billed, x.Fees, x.Worked, x.OfItCollected = n, billed, fees, worked, ofIt
		}
		return err
	}, `SELECT substr(i.issued_on, 1, 7), coalesce(m.responsible_id, 0), i.currency, count(*), sum(i.total_minor), sum(i.fees_minor - i.discount_minor), sum(i.worked_minor),
	      sum((SELECT coalesce(sum(s.amount_minor), 0) FROM share s JOIN allocation a ON a.id = s.allocation_id WHERE s.invoice_id = i.id AND s.part = 'fees' AND a.applied_on <= $2))
	    FROM invoice i JOIN matter m ON m.id = i.matter_id
	    WHERE i.issued_on BETWEEN $1 AND $2 AND (i.voided_on IS NULL OR i.voided_on > $2) GROUP BY 1, 2, 3`, from, to)
	if err != nil {
		return nil, err
	}
	err = q.each(func(s scanner) error {
		var k key
		var paid, fees money.Amount
		if err := s.Scan(&k.month, &k.lead, &k.cur, &paid, &fees); err != nil {
			return err
		}
		x, err := row(k)
		if err == nil {
			x.Collected, x.FeesCollected = paid, fees
		}
		return err
	}, `SELECT substr(a.applied_on, 1, 7), coalesce(m.responsible_id, 0), i.currency, sum(a.amount_minor),
	      sum((SELECT coalesce(sum(s.amount_minor), 0) FROM share s WHERE s.allocation_id = a.id AND s.part = 'fees'))
	    FROM allocation a JOIN invoice i ON i.id = a.invoice_id JOIN matter m ON m.id = i.matter_id
	    WHERE a.applied_on BETWEEN $1 AND $2 GROUP BY 1, 2, 3`, from, to)
	return rows, err
}

// WorkedValue adds up the days from the entries by date.
func (q *query) WorkedValue(from, to cal.Date) ([]app.WorkedValue, error) {
	return list(q, func(s scanner) (w app.WorkedValue, err error) {
		err = s.Scan(&w.ResponsibleID, &w.Currency, &w.Amount)
		return w, err
	}, `SELECT coalesce(m.responsible_id, 0), c.currency, sum(w.amount) FROM (
	      SELECT matter_id, sum(amount_minor) AS amount FROM time_entry WHERE worked_on BETWEEN $1 AND $2 AND status <> 'draft' AND billable <> 'N' GROUP BY matter_id
	      UNION ALL SELECT matter_id, sum(amount_minor) FROM expense WHERE incurred_on BETWEEN $1 AND $2 AND status <> 'draft' AND billable <> 'N' AND trust_txn_id IS NULL GROUP BY matter_id) w
	    JOIN matter m ON m.id = w.matter_id JOIN client c ON c.id = m.client_id GROUP BY 1, 2`, from, to)
}
