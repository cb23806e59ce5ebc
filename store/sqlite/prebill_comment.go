package sqlite

import "matterbook/app/bill"

const preBillCommentColumns = `prebill_id, line_no, user_id, text, made_ms, resolved_by, resolved_ms, row_version`

var preBillCommentTable = register("prebill_comment", "comment", preBillCommentColumns)

func preBillCommentValues(c *bill.PreBillComment) []any {
	return []any{c.PreBillID, c.Line, c.UserID, c.Text, c.At, ref(c.ResolvedBy), c.ResolvedAt}
}

// PreBillComments are those of a pre-bill, oldest first; 0: of all live ones.
func (q *query) PreBillComments(preBillID int64) ([]bill.PreBillComment, error) {
	where, args := " WHERE prebill_id = $1", []any{preBillID}
	if preBillID == 0 {
		where, args = " WHERE prebill_id IN (SELECT id FROM prebill WHERE status IN ('open', 'review', 'approved'))", nil
	}
	return list(q, func(row scanner) (c bill.PreBillComment, err error) {
		err = row.Scan(&c.ID, &c.PreBillID, &c.Line, &c.UserID, &c.Text, asTime(&c.At), asRef(&c.ResolvedBy), asTime(&c.ResolvedAt), &c.RowVersion)
		return c, err
	}, "SELECT id, "+preBillCommentColumns+" FROM prebill_comment"+where+" ORDER BY id", args...)
}

// AddPreBillComment adds what somebody said.
func (t *tx) AddPreBillComment(c *bill.PreBillComment) (err error) {
	t.made(&c.At)
	c.ID, err = t.insert(preBillCommentTable, 0, preBillCommentValues(c))
	c.RowVersion = 1
	return err
}

// SetPreBillComment settles it or opens it again.
func (t *tx) SetPreBillComment(c *bill.PreBillComment) error {
	return t.update(preBillCommentTable, c.ID, &c.RowVersion, preBillCommentValues(c))
}
