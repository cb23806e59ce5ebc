package app

import (
	"context"

	"matterbook/app/firm"
)

// SetRate asks for a change of a rate row; nil fields stay. To with a day ends it.
type SetRate struct {
	Request
	ID       int64
	Version  int64
	Rate     *string
	From, To *string
}

// SetRate changes the rate or the days of a row. What the row holds for does
// not change: end it and add another.
func (d *Desk) SetRate(ctx context.Context, req SetRate) (firm.RateRow, error) {
	return change(ctx, d, spec{act: "rate.set", right: maySetUp, object: "rate", req: req.Request}, func(tx Tx) (firm.RateRow, error) {
		rows, err := tx.RateRows(0, 0)
		if err != nil {
			return firm.RateRow{}, err
		}
		row, err := rateRow(rows, req.ID)
		if err != nil {
			return row, err
		}
		if err := stale("rate", row.String(), req.Version, row.RowVersion); err != nil {
			return row, err
		}
		var check checks
		if req.Rate != nil {
			row.Rate = check.rate("rate", *req.Rate)
		}
		if req.From != nil {
			row.From = check.date("from", *req.From, false)
		}
		if req.To != nil {
			row.To = check.date("to", *req.To, false)
		}
		row.Check(&check.Check)
		if err := check.Result("rate.invalid", "The rate"); err != nil {
			return row, err
		}
		if err := overlap(row, rows); err != nil {
			return row, err
		}
		return row, tx.SetRateRow(&row)
	})
}
