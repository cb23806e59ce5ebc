package sqlite

import "matterbook/app/firm"

var workWeekTable = register("work_week", "work_week",
	"timekeeper_id, monday_e4, tuesday_e4, wednesday_e4, thursday_e4, friday_e4, saturday_e4, sunday_e4")

// WorkWeeks are the hours expected by day of the week, the firm's first.
func (q *query) WorkWeeks() ([]firm.WorkWeek, error) {
	return list(q, func(row scanner) (w firm.WorkWeek, err error) {
		h := &w.Hours
		err = row.Scan(asRef(&w.TimekeeperID), &h[0], &h[1], &h[2], &h[3], &h[4], &h[5], &h[6])
		return w, err
	}, `SELECT timekeeper_id, monday_e4, tuesday_e4, wednesday_e4, thursday_e4, friday_e4, saturday_e4, sunday_e4
		FROM work_week ORDER BY coalesce(timekeeper_id, 0)`)
}

func (q *query) workWeekID(timekeeperID int64) (int64, error) {
	return q.number("SELECT id FROM work_week WHERE coalesce(timekeeper_id, 0) = $1", timekeeperID)
}

// SetWorkWeek keeps the week of a timekeeper, of the firm for 0.
func (t *tx) SetWorkWeek(w firm.WorkWeek) error {
	id, err := t.workWeekID(w.TimekeeperID)
	if err != nil {
		return err
	}
	values := []any{ref(w.TimekeeperID)}
	for _, h := range w.Hours {
		values = append(values, h)
	}
	if id == 0 {
		_, err = t.insert(workWeekTable, 0, values)
		return err
	}
	return t.update(workWeekTable, id, nil, values)
}

// DeleteWorkWeek gives a timekeeper the firm's week again.
func (t *tx) DeleteWorkWeek(timekeeperID int64) error {
	id, err := t.workWeekID(timekeeperID)
	if err != nil || id == 0 {
		return err
	}
	return t.delete(workWeekTable, id)
}
