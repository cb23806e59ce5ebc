package app

import (
	"context"
	"strings"

	"matterbook/app/bill"
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
	Paper                  *firm.Paper
	CodeSet                *string // a set of the book, blank: none
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
		if req.CodeSet != nil {
			if err := knownSet(tx, f.CodeSet); err != nil {
				return firm.Firm{}, err
			}
		}
		return f, tx.SetFirm(&f)
	})
}

// CheckFirm says what SetFirm would refuse of the settings, without saving.
func CheckFirm(f firm.Firm, req SetFirm) error {
	_, err := decideSettings(f, req)
	return err
}

func decideSettings(f firm.Firm, req SetFirm) (firm.Firm, error) {
	for _, field := range []struct{ to, from *string }{
		{&f.Name, req.Name}, {&f.Phone, req.Phone}, {&f.Email, req.Email}, {&f.Website, req.Website}, {&f.LEDESFirmID, req.LEDESFirmID},
		{&f.Preset, req.Preset}, {&f.InvoiceSeries, req.InvoiceSeries}, {&f.PaymentText, req.PaymentText}, {&f.TermsText, req.TermsText}, {&f.CodeSet, req.CodeSet},
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
	if req.Paper != nil {
		f.Paper = *req.Paper
		f.Paper.Foot = strings.TrimSpace(f.Paper.Foot)
	}
	if req.AgeBy != nil {
		f.AgeBy = firm.AgeBy(*req.AgeBy)
	}
	var check checks
	f.Check(&check.Check)
	_, err := bill.ParsePattern(f.InvoiceSeries)
	check.Fail("invoice_series", err)
	return f, check.Result("firm.invalid", "The firm")
}

// knownSet refuses a set of codes the book has not.
func knownSet(q Query, set string) error {
	if set == "" {
		return nil
	}
	codes, err := q.Codes(set)
	if err != nil {
		return err
	}
	var check checks
	if len(codes) == 0 {
		check.Add("code_set", "code_set.unknown", "code_set %q is not a code set of this book.", set)
	}
	return check.Result("firm.invalid", "The firm")
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
