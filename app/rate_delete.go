package app

import (
	"context"

	"matterbook/app/firm"
)

// DeleteRate asks to take a rate row away that was entered by mistake.
type DeleteRate struct {
	Request
	ID int64
}

// DeleteRate takes a rate row away. Entries keep the rate they were priced with.
func (d *Desk) DeleteRate(ctx context.Context, req DeleteRate) (firm.RateRow, error) {
	return change(ctx, d, spec{act: "rate.delete", right: maySetUp, object: "rate", req: req.Request}, func(tx Tx) (firm.RateRow, error) {
		rows, err := tx.RateRows(0, 0)
		if err != nil {
			return firm.RateRow{}, err
		}
		row, err := rateRow(rows, req.ID)
		if err != nil {
			return row, err
		}
		return row, tx.DeleteRateRow(row.ID)
	})
}
