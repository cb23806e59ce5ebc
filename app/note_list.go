package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
)

// NoteRow is a note as lists show it.
type NoteRow struct {
	firm.Note
	MatterCode, MatterName string
	Author                 firm.User
}

// Notes lists notes of a matter, or of all with a blank code, newest first.
func (d *Desk) Notes(ctx context.Context, matter string, f NoteFilter) ([]NoteRow, error) {
	return read(ctx, d, func(q Query) ([]NoteRow, error) {
		if matter = strings.TrimSpace(matter); matter != "" {
			m, err := q.MatterByCode(matter)
			if err != nil {
				return nil, err
			}
			f.MatterID = m.ID
		}
		return NoteRows(q, f)
	})
}

// NoteRows are notes with the names a list shows, on the snapshot of a screen.
func NoteRows(q Query, f NoteFilter) ([]NoteRow, error) {
	notes, err := q.Notes(f)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	users, err := q.Users()
	if err != nil {
		return nil, err
	}
	rows := make([]NoteRow, len(notes))
	matters := map[int64]firm.Matter{}
	for i, n := range notes {
		m, ok := matters[n.MatterID]
		if !ok {
			if m, err = q.Matter(n.MatterID); err != nil {
				return nil, err
			}
			matters[n.MatterID] = m
		}
		rows[i] = NoteRow{Note: n, MatterCode: m.Code, MatterName: m.Name}
		for _, u := range users {
			if u.ID == n.UserID {
				rows[i].Author = u
			}
		}
	}
	return rows, nil
}
