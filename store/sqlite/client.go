package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

var clientTable = register("client", "client", `code, name, sort_key, address1, address2, city, region, postcode, country,
	email, terms_days, currency, ledes_client_id, minimum_e4, increment_e4, instructions, archived, row_version`)

const clientColumns = `SELECT id, code, name, address1, address2, city, region, postcode, country,
	email, terms_days, currency, ledes_client_id, minimum_e4, increment_e4, instructions, archived, row_version FROM client`

func scanClient(row scanner) (c firm.Client, err error) {
	a, r := &c.Address, &c.TimeRule
	err = row.Scan(&c.ID, &c.Code, &c.Name, &a.Line1, &a.Line2, &a.City, &a.Region, &a.Postcode, &a.Country,
		&c.Email, &c.TermsDays, &c.Currency, &c.LEDESClientID, &r.Minimum, &r.Increment, &c.Instructions, &c.Archived, &c.RowVersion)
	return c, err
}

// Client by id.
func (q *query) Client(id int64) (firm.Client, error) {
	return one(q, "client", fmt.Sprint(id), scanClient, clientColumns+" WHERE id = $1", id)
}

// ClientByCode finds a client by exact code.
func (q *query) ClientByCode(code string) (firm.Client, error) {
	return one(q, "client", code, scanClient, clientColumns+" WHERE code = $1", code)
}

// Clients lists by code.
func (q *query) Clients(f app.ClientFilter) ([]firm.Client, error) {
	var c clause
	if !f.Archived {
		c.conds = append(c.conds, "archived = 0")
	}
	for _, word := range strings.Fields(f.Text) {
		c.and(`sort_key LIKE %s ESCAPE '\'`, containing(word))
	}
	return list(q, scanClient, clientColumns+c.where()+" ORDER BY code"+c.limit(f.Limit), c.args...)
}

func clientValues(c *firm.Client) []any {
	a, r := c.Address, c.TimeRule
	return []any{c.Code, c.Name, fold(c.Code, c.Name), a.Line1, a.Line2, a.City, a.Region, a.Postcode, a.Country,
		c.Email, c.TermsDays, c.Currency, c.LEDESClientID, r.Minimum, r.Increment, c.Instructions, c.Archived}
}

// AddClient adds a client.
func (t *tx) AddClient(c *firm.Client) (err error) {
	c.ID, err = t.insert(clientTable, c.ID, clientValues(c))
	c.RowVersion = 1
	return err
}

// SetClient saves a client.
func (t *tx) SetClient(c *firm.Client) error {
	return t.update(clientTable, c.ID, &c.RowVersion, clientValues(c))
}
