package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// SetOffice asks for a change of an office; nil fields stay.
type SetOffice struct {
	Request
	Code          string // which is changed
	Version       int64
	NewCode, Name *string
	Address       *firm.Address
	Phone         *string
	Closed        *bool
}

// SetOffice changes an office. Invoices that were issued keep the address they
// were issued with. A closed office is not offered any more; what belongs to it
// stays.
func (d *Desk) SetOffice(ctx context.Context, req SetOffice) (firm.Office, error) {
	return change(ctx, d, spec{act: "office.set", right: maySetUp, object: "office " + req.Code, req: req.Request}, func(tx Tx) (firm.Office, error) {
		o, err := tx.OfficeByCode(strings.TrimSpace(req.Code))
		if err != nil {
			return firm.Office{}, err
		}
		if err := stale("office", o.Code, req.Version, o.RowVersion); err != nil {
			return firm.Office{}, err
		}
		whole := AddOffice{Code: o.Code, Name: o.Name, Address: o.Address, Phone: o.Phone}
		set(&whole.Code, req.NewCode)
		set(&whole.Name, req.Name)
		set(&whole.Address, req.Address)
		set(&whole.Phone, req.Phone)
		set(&o.Closed, req.Closed)
		if o, err = decideOffice(o, whole); err != nil {
			return firm.Office{}, err
		}
		return o, tx.SetOffice(&o)
	})
}

// officeID finds the office a person or matter is given; blank is none. A closed
// one is refused unless it was the one before.
func (c *checks) officeID(q Query, code string, before int64) int64 {
	if code = strings.TrimSpace(code); code == "" {
		return 0
	}
	o, err := q.OfficeByCode(code)
	if c.Fail("office", err) {
		return 0
	}
	if o.Closed && o.ID != before {
		c.Fail("office", fault.Refuse("office.closed", "The office %s is closed.", o.Code).Advise("Choose another one, or open it again in the settings."))
	}
	return o.ID
}

// officeCode is the code of an office; blank for none.
func officeCode(q Query, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	o, err := q.Office(id)
	return o.Code, err
}
