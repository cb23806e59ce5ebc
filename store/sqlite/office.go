package sqlite

import (
	"fmt"

	"matterbook/app/firm"
)

var officeTable = register("office", "office", "code, name, address1, address2, city, region, postcode, country, phone, closed, row_version")

const officeColumns = "SELECT id, code, name, address1, address2, city, region, postcode, country, phone, closed, row_version FROM office"

func scanOffice(row scanner) (o firm.Office, err error) {
	a := &o.Address
	err = row.Scan(&o.ID, &o.Code, &o.Name, &a.Line1, &a.Line2, &a.City, &a.Region, &a.Postcode, &a.Country, &o.Phone, &o.Closed, &o.RowVersion)
	return o, err
}

// Offices lists by code.
func (q *query) Offices() ([]firm.Office, error) {
	return list(q, scanOffice, officeColumns+" ORDER BY code")
}

// Office by id.
func (q *query) Office(id int64) (firm.Office, error) {
	return one(q, "office", fmt.Sprint(id), scanOffice, officeColumns+" WHERE id = $1", id)
}

// OfficeByCode finds an office by exact code.
func (q *query) OfficeByCode(code string) (firm.Office, error) {
	return one(q, "office", code, scanOffice, officeColumns+" WHERE code = $1", code)
}

func officeValues(o *firm.Office) []any {
	a := o.Address
	return []any{o.Code, o.Name, a.Line1, a.Line2, a.City, a.Region, a.Postcode, a.Country, o.Phone, o.Closed}
}

// AddOffice adds an office.
func (t *tx) AddOffice(o *firm.Office) (err error) {
	o.ID, err = t.insert(officeTable, o.ID, officeValues(o))
	o.RowVersion = 1
	return err
}

// SetOffice saves an office.
func (t *tx) SetOffice(o *firm.Office) error {
	return t.update(officeTable, o.ID, &o.RowVersion, officeValues(o))
}
