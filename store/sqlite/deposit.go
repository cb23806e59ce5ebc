package sqlite

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

const depositColumns = "deposited_on, account, currency, expected_minor, status, note, created_ms, row_version"

var (
	payorTable       = register("payment_payor", "payment", "payment_id, payor")
	depositTable     = register("deposit", "deposit", depositColumns)
	depositItemTable = register("deposit_item", "deposit", "deposit_id, payment_id")
)

// Payors are from whom payments came, where it was not the client itself.
func (q *query) Payors(paymentIDs []int64) (map[int64]string, error) {
	payors := map[int64]string{}
	err := q.bulk(paymentIDs, "SELECT payment_id, payor FROM payment_payor WHERE payment_id IN (%s)", func(row scanner) error {
		var id int64
		var payor string
		err := row.Scan(&id, &payor)
		payors[id] = payor
		return err
	})
	return payors, err
}

// SetPayor says from whom a payment came.
func (t *tx) SetPayor(paymentID int64, payor string) error {
	_, err := t.insert(payorTable, 0, []any{paymentID, payor})
	return err
}

func scanDeposit(row scanner) (d bill.Deposit, err error) {
	var status string
	err = row.Scan(&d.ID, asDate(&d.Date), &d.Account, &d.Currency, &d.Expected, &status, &d.Note, asTime(&d.CreatedAt), &d.RowVersion)
	d.Closed = status == "closed"
	return d, err
}

func depositValues(d *bill.Deposit) []any {
	status := "open"
	if d.Closed {
		status = "closed"
	}
	return []any{d.Date, d.Account, d.Currency, d.Expected, status, d.Note, d.CreatedAt}
}

// Deposit reads one.
func (q *query) Deposit(id int64) (bill.Deposit, error) {
	return one(q, "deposit", fmt.Sprint(id), scanDeposit, "SELECT id, "+depositColumns+" FROM deposit WHERE id = $1", id)
}

// Deposits lists newest first.
func (q *query) Deposits(f app.DepositFilter) ([]bill.Deposit, error) {
	var c clause
	if f.Open {
		c.and("status = 'open'")
	}
	c.between("deposited_on", f.From, f.To)
	return list(q, scanDeposit, "SELECT id, "+depositColumns+" FROM deposit"+c.where()+" ORDER BY deposited_on DESC, id DESC"+c.limit(f.Limit), c.args...)
}

func scanID(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err }

// DepositPayments are the payments of a deposit in the order they were put in.
func (q *query) DepositPayments(depositID int64) ([]int64, error) {
	return list(q, scanID, "SELECT payment_id FROM deposit_item WHERE deposit_id = $1 ORDER BY id", depositID)
}

// DepositOf is the deposit a payment stands in, 0 for none.
func (q *query) DepositOf(paymentID int64) (int64, error) {
	return q.number("SELECT coalesce((SELECT deposit_id FROM deposit_item WHERE payment_id = $1), 0)", paymentID)
}

// DepositsOf are the deposits that payments stand in, by payment.
func (q *query) DepositsOf(paymentIDs []int64) (map[int64]int64, error) {
	return q.pairs(paymentIDs, "SELECT payment_id, deposit_id FROM deposit_item WHERE payment_id IN (%s)")
}

// ReversedOf are the reversals of payments that were taken back, by payment.
func (q *query) ReversedOf(paymentIDs []int64) (map[int64]int64, error) {
	return q.pairs(paymentIDs, "SELECT reverses_id, id FROM payment WHERE reverses_id IN (%s)")
}

func (q *query) pairs(ids []int64, text string) (map[int64]int64, error) {
	found := map[int64]int64{}
	err := q.bulk(ids, text, func(row scanner) error {
		var from, to int64
		err := row.Scan(&from, &to)
		found[from] = to
		return err
	})
	return found, err
}

// Undeposited are the payments that could go to the bank and stand in no
// deposit, oldest first.
func (q *query) Undeposited(from cal.Date) ([]bill.Payment, error) {
	var c clause
	c.between("paid_on", from, 0)
	found, err := list(q, scanPayment, "SELECT id, "+paymentColumns+` FROM payment p WHERE method <> 'trust' AND reverses_id IS NULL
		AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
		AND NOT EXISTS (SELECT 1 FROM deposit_item i WHERE i.payment_id = p.id)`+c.plus()+" ORDER BY paid_on, id", c.args...)
	if err != nil {
		return nil, err
	}
	return found, q.fillAllocations(found)
}

// AddDeposit begins one.
func (t *tx) AddDeposit(d *bill.Deposit) error {
	t.made(&d.CreatedAt)
	id, err := t.insert(depositTable, 0, depositValues(d))
	if err != nil {
		return err
	}
	d.ID, d.RowVersion = id, 1
	return nil
}

// SetDeposit saves one; the database refuses to change a closed one.
func (t *tx) SetDeposit(d *bill.Deposit) error {
	return t.update(depositTable, d.ID, &d.RowVersion, depositValues(d))
}

// AddDepositItem puts a payment into an open deposit.
func (t *tx) AddDepositItem(depositID, paymentID int64) error {
	_, err := t.insert(depositItemTable, 0, []any{depositID, paymentID})
	return err
}

// RemoveDepositItem takes a payment out of an open deposit.
func (t *tx) RemoveDepositItem(depositID, paymentID int64) error {
	id, err := t.number("SELECT coalesce((SELECT id FROM deposit_item WHERE deposit_id = $1 AND payment_id = $2), 0)", depositID, paymentID)
	if err != nil {
		return err
	}
	if id == 0 {
		return fault.NotFound("payment", fmt.Sprintf("%d of deposit %d", paymentID, depositID))
	}
	return t.delete(depositItemTable, id)
}

// DeleteDeposit gives an open deposit up; its receipts wait for another.
func (t *tx) DeleteDeposit(id int64) error {
	items, err := list(&t.query, scanID, "SELECT id FROM deposit_item WHERE deposit_id = $1 ORDER BY id", id)
	if err != nil {
		return err
	}
	for _, item := range items {
		if err := t.delete(depositItemTable, item); err != nil {
			return err
		}
	}
	return t.delete(depositTable, id)
}
