package app

import (
	"context"

	"matterbook/app/bill"
)

// PreBillLineHistory is what a line was from the run to now, oldest first: who
// changed it, when, and why.
func (d *Desk) PreBillLineHistory(ctx context.Context, preBill int64, line int) ([]bill.PreBillStep, error) {
	return read(ctx, d, func(q Query) ([]bill.PreBillStep, error) { return q.PreBillLineSteps(preBill, line) })
}

// PreBillComments are the remarks on a pre-bill, oldest first.
func (d *Desk) PreBillComments(ctx context.Context, preBill int64) ([]bill.PreBillComment, error) {
	return read(ctx, d, func(q Query) ([]bill.PreBillComment, error) { return q.PreBillComments(preBill) })
}
