package sqlite

import (
	"encoding/json"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

const invoiceColumns = `number, client_id, matter_id, prebill_id, issued_on, due_on, period_from, period_to, currency,
	fees_minor, discount_minor, hard_minor, soft_minor, tax_minor, interest_minor, total_minor,
	hours_e4, no_charge_e4, worked_e4, worked_minor, status, sent_on, sent_how, voided_on, void_reason, paper`

const invoiceLineColumns = `invoice_id, line_no, kind, line_date, entry_id, expense_id, timekeeper_id,
	timekeeper_code, timekeeper_name, ledes_name, class, task, activity, expense, text,
	worked_e4, units_e4, rate_e4, amount_minor, value_minor, no_charge, trust_paid`

const invoiceTimekeeperColumns = `invoice_id, timekeeper_id, code, name, class, hours_e4, no_charge_e4, rate_e4, mixed,
	fees_minor, discount_minor`

var (
	invoiceTable           = register("invoice", "invoice", invoiceColumns)
	invoiceLineTable       = register("invoice_line", "invoice_line", invoiceLineColumns)
	invoiceTimekeeperTable = register("invoice_timekeeper", "invoice_timekeeper", invoiceTimekeeperColumns)
)

func invoiceValues(inv *bill.Invoice) ([]any, error) {
	paper, err := json.Marshal(inv.Paper)
	if err != nil {
		return nil, fault.Wrap(err, "freezing the paper of invoice %s", inv.Number)
	}
	t := inv.Totals
	return []any{inv.Number, inv.ClientID, inv.MatterID, ref(inv.PreBillID), inv.Date, inv.DueOn, inv.PeriodFrom, inv.PeriodTo, inv.Currency,
		t.Fees, t.Discount, t.Hard, t.Soft, t.Tax, t.Interest, t.Total,
		t.Hours, t.NoChargeHours, t.WorkedHours, t.WorkedValue, inv.Status, inv.SentOn, inv.SentHow, inv.VoidedOn, inv.VoidReason, string(paper)}, nil
}

func scanInvoice(row scanner) (inv bill.Invoice, err error) {
	var paper []byte
	t := &inv.Totals
	err = row.Scan(&inv.ID, &inv.Number, &inv.ClientID, &inv.MatterID, asRef(&inv.PreBillID),
		asDate(&inv.Date), asDate(&inv.DueOn), asDate(&inv.PeriodFrom), asDate(&inv.PeriodTo), &inv.Currency,
		&t.Fees, &t.Discount, &t.Hard, &t.Soft, &t.Tax, &t.Interest, &t.Total,
		&t.Hours, &t.NoChargeHours, &t.WorkedHours, &t.WorkedValue,
		&inv.Status, asDate(&inv.SentOn), &inv.SentHow, asDate(&inv.VoidedOn), &inv.VoidReason, &paper)
	if err == nil {
		err = fault.Wrap(json.Unmarshal(paper, &inv.Paper), "reading the paper of invoice %s", inv.Number)
	}
	return inv, err
}

func invoiceLineValues(invoiceID int64, l *bill.Line) []any {
	return []any{invoiceID, l.No, l.Kind, l.Date, ref(l.EntryID), ref(l.ExpenseID), ref(l.TimekeeperID),
		l.TimekeeperCode, l.TimekeeperName, l.LEDESName, l.Class, l.Task, l.Activity, l.Expense, l.Text,
		l.Worked, l.Units, l.Rate, l.Amount, l.Value, l.NoCharge, l.TrustPaid}
}

func scanInvoiceLine(row scanner) (l bill.Line, err error) {
	var id, invoiceID int64
	err = row.Scan(&id, &invoiceID, &l.No, &l.Kind, asDate(&l.Date), asRef(&l.EntryID), asRef(&l.ExpenseID), asRef(&l.TimekeeperID),
		&l.TimekeeperCode, &l.TimekeeperName, &l.LEDESName, &l.Class, &l.Task, &l.Activity, &l.Expense, &l.Text,
		&l.Worked, &l.Units, &l.Rate, &l.Amount, &l.Value, &l.NoCharge, &l.TrustPaid)
	return l, err
}

func scanInvoiceTimekeeper(row scanner) (k bill.TimekeeperTotal, err error) {
	var id, invoiceID int64
	err = row.Scan(&id, &invoiceID, &k.TimekeeperID, &k.Code, &k.Name, &k.Class, &k.Hours, &k.NoChargeHours, &k.Rate, &k.Mixed,
		&k.Fees, &k.Discount)
	return k, err
}

// Invoice reads one whole.
func (q *query) Invoice(id int64) (bill.Invoice, error) {
	inv, err := one(q, "invoice", fmt.Sprint(id), scanInvoice, "SELECT id, "+invoiceColumns+" FROM invoice WHERE id = $1", id)
	return q.whole(inv, err)
}

// InvoiceByNumber reads one whole.
func (q *query) InvoiceByNumber(number string) (bill.Invoice, error) {
	inv, err := one(q, "invoice", number, scanInvoice, "SELECT id, "+invoiceColumns+" FROM invoice WHERE number = $1", number)
	return q.whole(inv, err)
}

func (q *query) whole(inv bill.Invoice, err error) (bill.Invoice, error) {
	if err != nil {
		return bill.Invoice{}, err
	}
	inv.Lines, err = list(q, scanInvoiceLine, "SELECT id, "+invoiceLineColumns+" FROM invoice_line WHERE invoice_id = $1 ORDER BY line_no", inv.ID)
	if err != nil {
		return bill.Invoice{}, err
	}
	inv.Timekeepers, err = list(q, scanInvoiceTimekeeper,
		"SELECT id, "+invoiceTimekeeperColumns+" FROM invoice_timekeeper WHERE invoice_id = $1 ORDER BY id", inv.ID)
	return inv, err
}

// AddInvoice issues an invoice: its lines and timekeepers go in first, then the
// head, whose arrival seals them. The database refuses totals that differ from
// the lines, a number that is taken, and a date in the closed books.
func (t *tx) AddInvoice(inv *bill.Invoice) error {
	head, err := invoiceValues(inv)
	if err != nil {
		return err
	}
	id, err := t.nextID(invoiceTable)
	if err != nil {
		return err
	}
	for i := range inv.Lines {
		if _, err := t.insert(invoiceLineTable, 0, invoiceLineValues(id, &inv.Lines[i])); err != nil {
			return err
		}
	}
	for _, k := range inv.Timekeepers {
		values := []any{id, k.TimekeeperID, k.Code, k.Name, k.Class, k.Hours, k.NoChargeHours, k.Rate, k.Mixed, k.Fees, k.Discount}
		if _, err := t.insert(invoiceTimekeeperTable, 0, values); err != nil {
			return err
		}
	}
	if _, err := t.insert(invoiceTable, id, head); err != nil {
		return err
	}
	inv.ID = id
	return nil
}

// MarkInvoice saves how the invoice was sent or voided. Everything else is
// written back as it is kept, so nothing else can change.
func (t *tx) MarkInvoice(inv *bill.Invoice) error {
	kept, err := one(&t.query, "invoice", fmt.Sprint(inv.ID), invoiceTable.scanRaw(0), invoiceTable.texts.load, inv.ID)
	if err != nil {
		return err
	}
	for column, v := range map[string]any{
		"status": inv.Status, "sent_on": inv.SentOn, "sent_how": inv.SentHow, "voided_on": inv.VoidedOn, "void_reason": inv.VoidReason,
	} {
		kept[invoiceTable.position(column)] = v
	}
	return t.update(invoiceTable, inv.ID, nil, kept)
}

// position of a column among the values.
func (t *table) position(column string) int {
	for i, c := range t.columns {
		if c == column {
			return i
		}
	}
	panic("store: " + t.name + " has no column " + column)
}
