package app

import (
	"context"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/work"
)

// HoldExpenses asks to keep expenses off bills.
type HoldExpenses struct {
	MoveExpenses
	Until string // blank: until taken off
}

// HoldExpenses keeps expenses off bills until a day, or until the hold is taken off.
func (d *Desk) HoldExpenses(ctx context.Context, req HoldExpenses) (Moved, error) {
	var check checks
	check.Fail("reason", reasonRequired(req.Reason))
	check.Text("reason", req.Reason, 1000)
	until := check.date("until", req.Until, false)
	if err := check.Result("expense.invalid", "The hold"); err != nil {
		return Moved{}, err
	}
	return d.moveExpenses(ctx, "expense.hold", req.MoveExpenses, func(_ *lookup, x *work.Expense) error {
		x.HoldReason, x.HoldUntil = strings.TrimSpace(req.Reason), until
		return x.Status.Editable("expense")
	})
}

// UnholdExpenses takes holds off.
func (d *Desk) UnholdExpenses(ctx context.Context, req MoveExpenses) (Moved, error) {
	return d.moveExpenses(ctx, "expense.unhold", req, func(_ *lookup, x *work.Expense) error {
		x.HoldReason, x.HoldUntil = "", cal.Date(0)
		return x.Status.Editable("expense")
	})
}
