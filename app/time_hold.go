package app

import (
	"context"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/work"
)

// HoldTime asks to keep entries off bills.
type HoldTime struct {
	MoveTime
	Until string // blank: until taken off
}

// HoldTime keeps entries off bills until a day, or until the hold is taken off.
func (d *Desk) HoldTime(ctx context.Context, req HoldTime) (Moved, error) {
	var check checks
	check.Fail("reason", reasonRequired(req.Reason))
	check.Text("reason", req.Reason, 1000)
	until := check.date("until", req.Until, false)
	if err := check.Result("time.invalid", "The hold"); err != nil {
		return Moved{}, err
	}
	return d.moveTime(ctx, "time.hold", mayAllTime, req.MoveTime, func(_ *lookup, e *work.Entry) error {
		e.HoldReason, e.HoldUntil = strings.TrimSpace(req.Reason), until
		return e.Status.Editable("time entry")
	})
}

// UnholdTime takes holds off.
func (d *Desk) UnholdTime(ctx context.Context, req MoveTime) (Moved, error) {
	return d.moveTime(ctx, "time.unhold", mayAllTime, req, func(_ *lookup, e *work.Entry) error {
		e.HoldReason, e.HoldUntil = "", cal.Date(0)
		return e.Status.Editable("time entry")
	})
}
