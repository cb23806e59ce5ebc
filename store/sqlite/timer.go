package sqlite

import (
	"errors"
	"fmt"

	"matterbook/app/fault"
	"matterbook/app/work"
)

var timerTable = func() *table {
	t := register("timer", "timer", `user_id, timekeeper_id, matter_id, narrative, task, activity, banked_seconds, started_ms,
		seen_ms, worked_on, away_seconds, flag, kept, position, row_version`)
	t.memory = true
	return t
}()

const timerColumns = `SELECT id, user_id, timekeeper_id, matter_id, narrative, task, activity, banked_seconds, started_ms,
	seen_ms, worked_on, away_seconds, flag, kept, position, row_version FROM timer`

func scanTimer(row scanner) (m work.Timer, err error) {
	err = row.Scan(&m.ID, &m.UserID, asRef(&m.TimekeeperID), asRef(&m.MatterID), &m.Narrative, &m.Task, &m.Activity, &m.Banked,
		asTime(&m.StartedAt), asTime(&m.Seen), asDate(&m.Date), &m.Away, &m.Flag, &m.Kept, &m.Position, &m.RowVersion)
	return m, err
}

// Timers of a user in the order of their buttons.
func (q *query) Timers(userID int64) ([]work.Timer, error) {
	return list(q, scanTimer, timerColumns+" WHERE user_id = $1 ORDER BY position, id", userID)
}

// Timer by id.
func (q *query) Timer(id int64) (work.Timer, error) {
	return one(q, "timer", fmt.Sprint(id), scanTimer, timerColumns+" WHERE id = $1", id)
}

func timerValues(m *work.Timer) []any {
	return []any{m.UserID, ref(m.TimekeeperID), ref(m.MatterID), m.Narrative, m.Task, m.Activity, m.Banked, m.StartedAt,
		m.Seen, m.Date, m.Away, m.Flag, m.Kept, m.Position}
}

// AddTimer adds a timer. A second running timer of the user is a Conflict.
func (t *tx) AddTimer(m *work.Timer) (err error) {
	m.ID, err = t.insert(timerTable, m.ID, timerValues(m))
	m.RowVersion = 1
	return oneRuns(err)
}

// SetTimer saves a timer.
func (t *tx) SetTimer(m *work.Timer) error {
	return oneRuns(t.update(timerTable, m.ID, &m.RowVersion, timerValues(m)))
}

// TouchTimer notes what the timer measured, without a new row version.
func (t *tx) TouchTimer(m *work.Timer) error {
	v := normal([]any{m.ID, m.StartedAt, m.Seen, m.Banked, m.Away, m.Flag})
	done, err := t.run(`UPDATE timer SET started_ms = $2, seen_ms = $3, banked_seconds = $4, away_seconds = $5, flag = $6
	                    WHERE id = $1`, v...)
	if err != nil {
		return oneRuns(timerTable.translate(err, nil))
	}
	if n, err := done.RowsAffected(); err == nil && n == 0 {
		return fault.NotFound("timer", fmt.Sprint(m.ID))
	}
	return nil
}

// DeleteTimer takes a timer away.
func (t *tx) DeleteTimer(id int64) error { return t.delete(timerTable, id) }

// oneRuns says in words what the unique index timer_one_runs means.
func oneRuns(err error) error {
	var e *fault.Error
	if errors.As(err, &e) && e.Code == "timer.duplicate" {
		return fault.New(fault.Conflict, "timer.running", "Another timer of this user runs already.").
			Advise("Stop it first.").Because(err)
	}
	return err
}
