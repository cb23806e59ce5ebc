package app

import (
	"context"
	"fmt"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// SetNote asks for a change of a note; nil fields stay.
type SetNote struct {
	Request
	ID                  int64
	Version             int64
	Kind, On, Text, Due *string
	Done                *bool
}

// SetNote changes a note; the log keeps what it said. Whether a task is done may
// be changed by everybody who may write notes, the rest by its author and
// administrators only ("note.others").
func (d *Desk) SetNote(ctx context.Context, req SetNote) (firm.Note, error) {
	s := spec{act: "note.set", right: mayNotes, object: "note " + fmt.Sprint(req.ID), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.Note, error) {
		n, matter, err := noteOf(tx, req.ID)
		if err != nil {
			return n, err
		}
		tx.Concerning("matter " + matter.Code)
		if err := stale("note", fmt.Sprint(n.ID), req.Version, n.RowVersion); err != nil {
			return n, err
		}
		whole := AddNote{Matter: matter.Code, Kind: string(n.Kind), On: n.On.String(), Text: n.Text, Done: !n.DoneOn.IsZero()}
		if !n.Due.IsZero() {
			whole.Due = n.Due.String()
		}
		was := whole
		set(&whole.Kind, req.Kind)
		set(&whole.On, req.On)
		set(&whole.Text, req.Text)
		set(&whole.Due, req.Due)
		same := whole == was
		set(&whole.Done, req.Done)
		if !same {
			if err := d.owns(n, "changed"); err != nil {
				return n, err
			}
		}
		if err := d.decideNote(newLookup(tx, d.Today()), &n, whole); err != nil {
			return n, err
		}
		return n, tx.SetNote(&n)
	})
}

func noteOf(q Query, id int64) (firm.Note, firm.Matter, error) {
	n, err := q.Note(id)
	if err != nil {
		return n, firm.Matter{}, err
	}
	m, err := q.Matter(n.MatterID)
	return n, m, err
}

// owns refuses what only the author of a note and administrators may do.
func (d *Desk) owns(n firm.Note, what string) error {
	if n.UserID == d.User.ID || d.User.Role == firm.Admin {
		return nil
	}
	return fault.Refuse("note.others", "A note is %s by who wrote it, or by an administrator.", what).
		Advise("Write a note of your own beside it.")
}
