package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
)

// AddOffice asks for a place where the firm works.
type AddOffice struct {
	Request
	Code, Name string
	Address    firm.Address
	Phone      string
}

// AddOffice adds an office. Conflict ("office.duplicate") when the code is taken.
func (d *Desk) AddOffice(ctx context.Context, req AddOffice) (firm.Office, error) {
	return change(ctx, d, spec{act: "office.add", right: maySetUp, object: "office " + req.Code, req: req.Request}, func(tx Tx) (firm.Office, error) {
		o, err := decideOffice(firm.Office{}, req)
		if err != nil {
			return firm.Office{}, err
		}
		return o, tx.AddOffice(&o)
	})
}

// CheckOffice says what would be refused of an office, without saving.
func CheckOffice(req AddOffice) error {
	_, err := decideOffice(firm.Office{}, req)
	return err
}

func decideOffice(o firm.Office, req AddOffice) (firm.Office, error) {
	var check checks
	o.Code, o.Name, o.Address, o.Phone = strings.TrimSpace(req.Code), strings.TrimSpace(req.Name), req.Address.Trim(), strings.TrimSpace(req.Phone)
	o.Check(&check.Check)
	return o, check.Result("office.invalid", "The office")
}

// Offices lists the offices by code.
func (d *Desk) Offices(ctx context.Context) ([]firm.Office, error) {
	return read(ctx, d, Query.Offices)
}
