package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

const paymentColumns = `client_id, paid_on, amount_minor, currency, method, reference, note, trust_txn_id, reverses_id,
	reason, ext_id, created_ms`

var (
	paymentTable    = register("payment", "payment", paymentColumns)
	allocationTable = register("allocation", "allocation", "payment_id, invoice_id, applied_on, amount_minor")
	shareTable      = register("share", "share", "allocation_id, credit_id, invoice_id, part, timekeeper_id, amount_minor")
)

func scanPayment(row scanner) (p bill.Payment, err error) {
	err = row.Scan(&p.ID, &p.ClientID, asDate(&p.Date), &p.Amount, &p.Currency, &p.Method, &p.Reference, &p.Note,
		asRef(&p.TrustTxnID), asRef(&p.ReversesID), &p.Reason, asText(&p.ExtID), asTime(&p.CreatedAt))
	return p, err
}

// Payment reads one with its allocations.
func (q *query) Payment(id int64) (bill.Payment, error) {
	p, err := one(q, "payment", fmt.Sprint(id), scanPayment, "SELECT id, "+paymentColumns+" FROM payment WHERE id = $1", id)
	if err != nil {
		return bill.Payment{}, err
	}
	found := []bill.Payment{p}
	err = q.fillAllocations(found)
	return found[0], err
}

// Payments lists newest first, with allocations.
func (q *query) Payments(f app.PaymentFilter, p app.Page) ([]bill.Payment, error) {
	var c clause
	if f.ClientID != 0 {
		c.and("client_id = %s", f.ClientID)
	}
	if f.InvoiceID != 0 {
		c.and("id IN (SELECT payment_id FROM allocation WHERE invoice_id = %s)", f.InvoiceID)
	}
	if len(f.IDs) > 0 {
		c.oneOfIDs("id", f.IDs)
	}
	for _, word := range strings.Fields(f.Text) {
		like := c.arg("%" + likeSigns.Replace(word) + "%")
		c.conds = append(c.conds, fmt.Sprintf(`(reference LIKE %s ESCAPE '\' OR note LIKE %[1]s ESCAPE '\')`, like))
	}
	c.between("paid_on", f.From, f.To)
	if p.AfterID != 0 {
		c.and("(paid_on, id) < (%s, %s)", p.AfterDate, p.AfterID)
	}
	found, err := list(q, scanPayment, "SELECT id, "+paymentColumns+" FROM payment"+c.where()+" ORDER BY paid_on DESC, id DESC"+c.limit(p.Limit), c.args...)
	if err != nil {
		return nil, err
	}
	return found, q.fillAllocations(found)
}

// PaymentByExt finds an imported payment, 0 when there is none.
func (q *query) PaymentByExt(extID string) (int64, error) {
	if extID == "" {
		return 0, nil
	}
	return q.number("SELECT id FROM payment WHERE ext_id = $1", extID)
}

// Unapplied is what the client paid and no invoice has taken, at a day (zero:
// now). Allocations count by the day they were applied on, so money that was
// laid on an invoice later was still unapplied.
func (q *query) Unapplied(clientID int64, asOf cal.Date) (money.Amount, error) {
	c := clause{args: []any{clientID}}
	paid, laid := "", ""
	if asOf != 0 {
		day := c.arg(asOf)
		paid, laid = " AND paid_on <= "+day, " AND a.applied_on <= "+day
	}
	n, err := q.number(`SELECT (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE client_id = $1`+paid+`)
		- (SELECT coalesce(sum(a.amount_minor), 0) FROM payment p JOIN allocation a ON a.payment_id = p.id WHERE p.client_id = $1`+laid+`)`, c.args...)
	return money.Amount(n), err
}

// fillAllocations reads the allocations of many payments and their shares in
// two walks.
func (q *query) fillAllocations(payments []bill.Payment) error {
	ids, at := make([]int64, len(payments)), make(map[int64]int, len(payments))
	for i, p := range payments {
		ids[i], at[p.ID] = p.ID, i
	}
	type place struct{ payment, allocation int }
	places := map[int64]place{}
	var allocations []int64
	err := q.bulk(ids, "SELECT id, payment_id, invoice_id, applied_on, amount_minor FROM allocation WHERE payment_id IN (%s) ORDER BY id", func(row scanner) error {
		var a bill.Allocation
		if err := row.Scan(&a.ID, &a.PaymentID, &a.InvoiceID, asDate(&a.AppliedOn), &a.Amount); err != nil {
			return err
		}
		p := &payments[at[a.PaymentID]]
		places[a.ID] = place{at[a.PaymentID], len(p.Allocations)}
		p.Allocations = append(p.Allocations, a)
		allocations = append(allocations, a.ID)
		return nil
	})
	if err != nil {
		return err
	}
	return q.bulk(allocations, "SELECT allocation_id, part, timekeeper_id, amount_minor FROM share WHERE allocation_id IN (%s) ORDER BY id", func(row scanner) error {
		id, s, err := scanShare(row)
		if err != nil {
			return err
		}
		where := places[id]
		a := &payments[where.payment].Allocations[where.allocation]
		a.Shares = append(a.Shares, s)
		return nil
	})
}

func scanShare(row scanner) (of int64, s bill.Share, err error) {
	err = row.Scan(asRef(&of), &s.Part, asRef(&s.TimekeeperID), &s.Amount)
	return of, s, err
}

// Shares are all shares laid on the invoice, of allocations and credits.
func (q *query) Shares(invoiceID int64) ([]bill.Share, error) {
	return list(q, func(row scanner) (bill.Share, error) {
		_, s, err := scanShare(row)
		return s, err
	}, "SELECT allocation_id, part, timekeeper_id, amount_minor FROM share WHERE invoice_id = $1 ORDER BY id", invoiceID)
}

// AddPayment adds a payment, or the reversal of one, with its allocations. The
// database refuses more than the invoices owe, and more than was paid.
func (t *tx) AddPayment(p *bill.Payment) error {
	t.made(&p.CreatedAt)
	id, err := t.insert(paymentTable, 0, []any{p.ClientID, p.Date, p.Amount, p.Currency, p.Method, p.Reference, p.Note,
		ref(p.TrustTxnID), ref(p.ReversesID), p.Reason, orNone(p.ExtID), p.CreatedAt})
	if err != nil {
		return err
	}
	p.ID = id
	for i := range p.Allocations {
		a := &p.Allocations[i]
		a.PaymentID = id
		if err := t.AddAllocation(a); err != nil {
			return err
		}
	}
	return nil
}

// AddAllocation lays more of a payment on an invoice.
func (t *tx) AddAllocation(a *bill.Allocation) error {
	if err := addUp(a.Shares, a.Amount, a.InvoiceID); err != nil {
		return err
	}
	id, err := t.insert(allocationTable, 0, []any{a.PaymentID, a.InvoiceID, a.AppliedOn, a.Amount})
	if err != nil {
		return err
	}
	a.ID = id
	return t.addShares(a.Shares, id, 0, a.InvoiceID)
}

func (t *tx) addShares(shares []bill.Share, allocationID, creditID, invoiceID int64) error {
	for _, s := range shares {
		if _, err := t.insert(shareTable, 0, []any{ref(allocationID), ref(creditID), invoiceID, s.Part, ref(s.TimekeeperID), s.Amount}); err != nil {
			return err
		}
	}
	return nil
}

// addUp tests that shares are the whole of what they divide: collections by
// timekeeper would be wrong by what is missing.
func addUp(shares []bill.Share, whole money.Amount, invoiceID int64) error {
	var sum money.Amount
	for _, s := range shares {
		var err error
		if sum, err = sum.Add(s.Amount); err != nil {
			return fault.Wrap(err, "adding up the shares on invoice %d", invoiceID)
		}
	}
	if sum != whole {
		return fault.New(fault.Internal, "share.sum", "The shares on invoice %d add up to %d minor units and should be %d.", invoiceID, sum, whole)
	}
	return nil
}
