package sqlite

import "matterbook/app/bill"

var creditTable = register("credit", "credit", "invoice_id, credited_on, amount_minor, reason, created_ms")

// Credits are the credits of an invoice, oldest first, with their shares.
func (q *query) Credits(invoiceID int64) ([]bill.Credit, error) {
	at := map[int64]int{}
	var credits []bill.Credit
	err := q.each(func(row scanner) error {
		var c bill.Credit
		if err := row.Scan(&c.ID, &c.InvoiceID, asDate(&c.Date), &c.Amount, &c.Reason, asTime(&c.CreatedAt)); err != nil {
			return err
		}
		at[c.ID] = len(credits)
		credits = append(credits, c)
		return nil
	}, "SELECT id, invoice_id, credited_on, amount_minor, reason, created_ms FROM credit WHERE invoice_id = $1 ORDER BY credited_on, id", invoiceID)
	if err != nil || len(credits) == 0 {
		return nil, err
	}
	err = q.each(func(row scanner) error {
		id, s, err := scanShare(row)
		if err != nil {
			return err
		}
		c := &credits[at[id]]
		c.Shares = append(c.Shares, s)
		return nil
	}, "SELECT credit_id, part, timekeeper_id, amount_minor FROM share WHERE invoice_id = $1 AND credit_id IS NOT NULL ORDER BY id", invoiceID)
	return credits, err
}

// AddCredit reduces what is owed on an invoice; the database refuses more than
// it owes.
func (t *tx) AddCredit(c *bill.Credit) error {
	if err := addUp(c.Shares, c.Amount, c.InvoiceID); err != nil {
		return err
	}
	t.made(&c.CreatedAt)
	id, err := t.insert(creditTable, 0, []any{c.InvoiceID, c.Date, c.Amount, c.Reason, c.CreatedAt})
	if err != nil {
		return err
	}
	c.ID = id
	return t.addShares(c.Shares, 0, id, c.InvoiceID)
}
