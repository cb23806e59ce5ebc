package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/work"
)

var expenseTable = register("expense", "expense", `incurred_on, matter_id, timekeeper_id, kind, code, units_e4, unit_price_e4,
	amount_minor, description, vendor, billable, trust_txn_id, status, prebill_id, invoice_id, hold_reason, hold_until,
	why_off, ext_id, created_ms, row_version`)

const expenseColumns = `SELECT e.id, e.incurred_on, e.matter_id, e.timekeeper_id, e.kind, e.code, e.units_e4, e.unit_price_e4,
	e.amount_minor, e.description, e.vendor, e.billable, e.trust_txn_id, e.status, e.prebill_id, e.invoice_id, e.hold_reason, e.hold_until,
	e.why_off, e.ext_id, e.created_ms, e.row_version FROM expense e`

func scanExpense(row scanner) (e work.Expense, err error) {
	err = row.Scan(&e.ID, asDate(&e.Date), &e.MatterID, asRef(&e.TimekeeperID), &e.Kind, &e.Code, &e.Units, &e.UnitPrice,
		&e.Amount, &e.Description, &e.Vendor, &e.Billable, asRef(&e.TrustTxnID), &e.Status, asRef(&e.PreBillID), asRef(&e.InvoiceID),
		&e.HoldReason, asDate(&e.HoldUntil), &e.WhyOff, asText(&e.ExtID), asTime(&e.CreatedAt), &e.RowVersion)
	return e, err
}

func expenseValues(e *work.Expense) []any {
	return []any{e.Date, e.MatterID, ref(e.TimekeeperID), e.Kind, e.Code, e.Units, e.UnitPrice,
		e.Amount, e.Description, e.Vendor, e.Billable, ref(e.TrustTxnID), e.Status, ref(e.PreBillID), ref(e.InvoiceID),
		e.HoldReason, e.HoldUntil, e.WhyOff, orNone(e.ExtID), e.CreatedAt}
}

// AddExpense adds an expense.
func (t *tx) AddExpense(e *work.Expense) (err error) {
	t.made(&e.CreatedAt)
	e.ID, err = t.insert(expenseTable, e.ID, expenseValues(e))
	e.RowVersion = 1
	return err
}

// SetExpense saves an expense. What stands on an issued invoice is Refused.
func (t *tx) SetExpense(e *work.Expense) error {
	return t.update(expenseTable, e.ID, &e.RowVersion, expenseValues(e))
}

// DeleteExpense deletes a draft.
func (t *tx) DeleteExpense(id int64) error { return t.delete(expenseTable, id) }

// Expense by id.
func (q *query) Expense(id int64) (work.Expense, error) {
	return one(q, "expense", fmt.Sprint(id), scanExpense, expenseColumns+" WHERE e.id = $1", id)
}

// Expenses lists by date and id. Words are looked for in description and vendor.
func (q *query) Expenses(f app.EntryFilter, p app.Page) ([]work.Expense, error) {
	var c clause
	if f.PreBillID != 0 {
		c.and("e.prebill_id = %s", f.PreBillID)
	}
	if f.InvoiceID != 0 {
		c.and("e.invoice_id = %s", f.InvoiceID)
	}
	if f.MatterID != 0 {
		c.and("e.matter_id = %s", f.MatterID)
	}
	if f.ClientID != 0 {
		c.and("e.matter_id IN (SELECT id FROM matter WHERE client_id = %s)", f.ClientID)
	}
	if f.TimekeeperID != 0 {
		c.and("e.timekeeper_id = %s", f.TimekeeperID)
	}
	if len(f.Statuses) > 0 {
		oneOf(&c, "e.status", f.Statuses)
	}
	c.between("e.incurred_on", f.From, f.To)
	for _, word := range strings.Fields(f.Text) {
		like := c.arg("%" + likeSigns.Replace(word) + "%")
		c.conds = append(c.conds, fmt.Sprintf(`(e.description LIKE %s ESCAPE '\' OR e.vendor LIKE %[1]s ESCAPE '\')`, like))
	}
	order := after(&c, "e.incurred_on", "e.id", p, f.Oldest)
	return list(q, scanExpense, expenseColumns+c.where()+order+c.limit(p.Limit), c.args...)
}

// ExpenseByExt finds an imported expense.
func (q *query) ExpenseByExt(extID string) (int64, error) {
	return q.number("SELECT id FROM expense WHERE ext_id = $1", extID)
}

// ExpensesByExt finds which of many were imported before.
func (q *query) ExpensesByExt(extIDs []string) (map[string]int64, error) {
	return q.byExt("expense", extIDs)
}
