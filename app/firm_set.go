package app

import (
	"context"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// SetFirm asks for a change of the firm's settings; nil fields stay.
type SetFirm struct {
	Request
	Version                int64 // row version the form was filled from, 0 for any
	Name                   *string
	Address                *firm.Address
	Phone, Email, Website  *string
	LEDESFirmID, Preset    *string
	Minimum, Increment     *money.Quantity
	TermsDays              *int
	InvoiceSeries          *string
	AgeBy                  *string
	PaymentText, TermsText *string
}

// SetFirm changes the firm's settings. The currency of a book never changes:
// its figures have no meaning in another.
func (d *Desk) SetFirm(ctx context.Context, req SetFirm) (firm.Firm, error) {
	return change(ctx, d, spec{act: "firm.set", right: maySetUp, object: "firm", req: req.Request}, func(tx Tx) (firm.Firm, error) {
		f, err := tx.Firm()
		if err != nil {
			return firm.Firm{}, err
		}
		if err := stale("firm", f.Name, req.Version, f.RowVersion); err != nil {
			return firm.Firm{}, err
		}
		if f, err = decideSettings(f, req); err != nil {
			return firm.Firm{}, err
		}
		return f, tx.SetFirm(&f)
	})
}

func decideSettings(f firm.Firm, req SetFirm) (firm.Firm, error) {
	for _, field := range []struct{ to, from *string }{
		{&f.Name, req.Name}, {&f.Phone, req.Phone}, {&f.Email, req.Email}, {&f.Website, req.Website}, {&f.LEDESFirmID, req.LEDESFirmID},
		{&f.Preset, req.Preset}, {&f.InvoiceSeries, req.InvoiceSeries}, {&f.PaymentText, req.PaymentText}, {&f.TermsText, req.TermsText},
	} {
		if field.from != nil {
			*field.to = strings.TrimSpace(*field.from)
		}
	}
	if req.Address != nil {
		f.Address = req.Address.Trim()
	}
	set(&f.TimeRule.Minimum, req.Minimum)
	set(&f.TimeRule.Increment, req.Increment)
	set(&f.TermsDays, req.TermsDays)
	if req.AgeBy != nil {
		f.AgeBy = firm.AgeBy(*req.AgeBy)
	}
	var check checks
	f.Check(&check.Check)
	_, err := bill.ParsePattern(f.InvoiceSeries)
	check.Fail("invoice_series", err)
	return f, check.Result("firm.invalid", "The firm")
}

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

// Firm reads the firm and its settings.
func (d *Desk) Firm(ctx context.Context) (firm.Firm, error) {
	return read(ctx, d, Query.Firm)
}

// read is view for those who may read the book.
func read[T any](ctx context.Context, d *Desk, fn func(q Query) (T, error)) (T, error) {
	if err := d.may(mayRead); err != nil {
		var zero T
		return zero, err
	}
	return view(ctx, d, fn)
}
