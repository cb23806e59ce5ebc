package sqlite

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"matterbook/app/bill"
	"matterbook/app/money"
)

// PreBillsTouched is when each live pre-bill or one of its lines last changed,
// as the log tells it.
func (q *query) PreBillsTouched() (map[int64]time.Time, error) {
	touched := map[int64]time.Time{}
	err := q.each(func(row scanner) error {
		var id int64
		var at, line time.Time
		if err := row.Scan(&id, asTime(&at), asTime(&line)); err != nil {
			return err
		}
		if line.After(at) {
			at = line
		}
		touched[id] = at
		return nil
	}, `SELECT p.id, (SELECT a.at_ms FROM audit_change c JOIN audit a ON a.seq = c.seq WHERE c.tbl = 'prebill' AND c.row_id = p.id ORDER BY c.seq DESC LIMIT 1),
	      (SELECT max(l.edited_ms) FROM prebill_line l WHERE l.prebill_id = p.id)
	    FROM prebill p WHERE p.status IN ('open', 'review', 'approved')`)
	return touched, err
}

// lineBefore are the columns of a line that a review changes, as the log keeps
// what they were.
type lineBefore struct {
	Units  *money.Quantity  `json:"now_units_e4"`
	Rate   *money.Rate      `json:"now_rate_e4"`
	Amount *money.Amount    `json:"now_minor"`
	Text   *string          `json:"now_text"`
	Action *bill.LineAction `json:"action"`
	Reason *string          `json:"reason"`
}

func (b lineBefore) onto(l *bill.PreBillLine) {
	put(&l.Now.Units, b.Units)
	put(&l.Now.Rate, b.Rate)
	put(&l.Now.Amount, b.Amount)
	put(&l.Now.Text, b.Text)
	put(&l.Action, b.Action)
	put(&l.Reason, b.Reason)
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// PreBillLineSteps walks back from the line as it is through what the log kept.
func (q *query) PreBillLineSteps(preBillID int64, no int) ([]bill.PreBillStep, error) {
	type kept struct {
		id   int64
		line bill.PreBillLine
	}
	k, err := one(q, "prebill_line", fmt.Sprintf("%d/%d", preBillID, no), func(row scanner) (k kept, err error) {
		k.id, k.line, err = scanPreBillLineID(row)
		return k, err
	}, "SELECT id, "+preBillLineColumns+" FROM prebill_line WHERE prebill_id = $1 AND line_no = $2", preBillID, no)
	if err != nil {
		return nil, err
	}
	type change struct {
		step   bill.PreBillStep
		before string
	}
	changes, err := list(q, func(row scanner) (c change, err error) {
		err = row.Scan(asTime(&c.step.At), &c.step.User, &c.step.Act, asText(&c.before))
		return c, err
	}, `SELECT a.at_ms, a.user, a.act, c.before FROM audit_change c JOIN audit a ON a.seq = c.seq
	    WHERE c.tbl = 'prebill_line' AND c.row_id = $1 ORDER BY c.seq DESC, c.n DESC`, k.id)
	if err != nil {
		return nil, err
	}
	steps := make([]bill.PreBillStep, len(changes))
	for i, c := range changes {
		c.step.Line = k.line
		steps[i] = c.step
		if c.before != "" {
			var b lineBefore
			_ = json.Unmarshal([]byte(c.before), &b) // what cannot be read is left as it is now; verify names it
			b.onto(&k.line)
		}
	}
	slices.Reverse(steps)
	return steps, nil
}
