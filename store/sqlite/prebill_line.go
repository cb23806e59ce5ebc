package sqlite

import (
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

const preBillLineColumns = `prebill_id, line_no, kind, line_date, entry_id, expense_id, timekeeper_id, task, activity, expense,
	worked_e4, trust_paid, was_units_e4, was_rate_e4, was_minor, was_text, now_units_e4, now_rate_e4, now_minor, now_text,
	action, reason, moved_to, edited_by, edited_ms`

var preBillLineTable = register("prebill_line", "prebill_line", preBillLineColumns)

func preBillLineValues(l *bill.PreBillLine) []any {
	return []any{l.PreBillID, l.No, l.Kind, l.Date, ref(l.EntryID), ref(l.ExpenseID), ref(l.TimekeeperID), l.Task, l.Activity, l.Expense,
		l.Worked, l.TrustPaid, l.Was.Units, l.Was.Rate, l.Was.Amount, l.Was.Text, l.Now.Units, l.Now.Rate, l.Now.Amount, l.Now.Text,
		l.Action, l.Reason, ref(l.MovedTo), ref(l.EditedBy), l.EditedAt}
}

func scanPreBillLine(row scanner) (l bill.PreBillLine, err error) {
	_, l, err = scanPreBillLineID(row)
	return l, err
}

func scanPreBillLineID(row scanner) (id int64, l bill.PreBillLine, err error) {
	err = row.Scan(&id, &l.PreBillID, &l.No, &l.Kind, asDate(&l.Date), asRef(&l.EntryID), asRef(&l.ExpenseID), asRef(&l.TimekeeperID),
		&l.Task, &l.Activity, &l.Expense, &l.Worked, &l.TrustPaid, &l.Was.Units, &l.Was.Rate, &l.Was.Amount, &l.Was.Text,
		&l.Now.Units, &l.Now.Rate, &l.Now.Amount, &l.Now.Text, &l.Action, &l.Reason, asRef(&l.MovedTo), asRef(&l.EditedBy), asTime(&l.EditedAt))
	return id, l, err
}

// PreBillLines are the lines of a pre-bill by number.
func (q *query) PreBillLines(preBillID int64) ([]bill.PreBillLine, error) {
	return list(q, scanPreBillLine, "SELECT id, "+preBillLineColumns+" FROM prebill_line WHERE prebill_id = $1 ORDER BY line_no", preBillID)
}

// AddPreBillLine adds late work; without a number it goes to the end.
func (t *tx) AddPreBillLine(l *bill.PreBillLine) error {
	if l.No == 0 {
		last, err := t.number("SELECT max(line_no) FROM prebill_line WHERE prebill_id = $1", l.PreBillID)
		if err != nil {
			return err
		}
		l.No = int(last) + 1
	}
	_, err := t.insert(preBillLineTable, 0, preBillLineValues(l))
	return err
}

// SetPreBillLine saves a line as it stands. What came (Was) is what came, and
// an attempt to change it is a fault of the program.
func (t *tx) SetPreBillLine(l *bill.PreBillLine) error {
	type kept struct {
		id   int64
		line bill.PreBillLine
	}
	k, err := one(&t.query, "prebill_line", fmt.Sprintf("%d/%d", l.PreBillID, l.No), func(row scanner) (k kept, err error) {
		k.id, k.line, err = scanPreBillLineID(row)
		return k, err
	}, "SELECT id, "+preBillLineColumns+" FROM prebill_line WHERE prebill_id = $1 AND line_no = $2", l.PreBillID, l.No)
	if err != nil {
		return err
	}
	if l.Was != k.line.Was || l.EntryID != k.line.EntryID || l.ExpenseID != k.line.ExpenseID {
		return fault.New(fault.Internal, "prebill_line.was", "Line %d of pre-bill %d: what came onto the pre-bill is never overwritten.", l.No, l.PreBillID)
	}
	return t.update(preBillLineTable, k.id, nil, preBillLineValues(l))
}
