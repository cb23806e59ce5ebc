package app

import (
	"context"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// CloseBooks asks to close the books through a day, or to open them again.
type CloseBooks struct {
	Request
	Through string // YYYY-MM-DD; blank opens everything
	Reason  string // asked when a closed period is opened again
}

// CloseBooks closes the books: no new fact can be dated on or before the day.
// Opening a closed period again is possible, asks for a reason, and stands in
// the log. Refused ("books.future") for a day that is not over.
func (d *Desk) CloseBooks(ctx context.Context, req CloseBooks) (firm.Firm, error) {
	s := spec{act: "firm.close", right: maySetUp, object: "books through " + req.Through, reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.Firm, error) {
		f, err := tx.Firm()
		if err != nil {
			return firm.Firm{}, err
		}
		if f, err = decideClose(f, req, d.Today()); err != nil {
			return firm.Firm{}, err
		}
		return f, tx.SetFirm(&f)
	})
}

func decideClose(f firm.Firm, req CloseBooks, today cal.Date) (firm.Firm, error) {
	var check checks
	through := check.date("through", req.Through, false)
	if through >= today {
		check.Fail("through", fault.Refuse("books.future", "The books cannot be closed through %s: that day is not over.", through))
	}
	if through < f.ClosedThrough && strings.TrimSpace(req.Reason) == "" {
		check.Fail("reason", fault.Refuse("books.reason", "The books are closed through %s; opening a closed period again needs a reason.", f.ClosedThrough).
			Advise("Say why in reason: it is kept in the log."))
	}
	f.ClosedThrough = through
	return f, check.Result("firm.invalid", "The closing")
}
