package app

import (
	"context"
	"fmt"

	"matterbook/app/firm"
)

// DeleteNote asks to delete a note.
type DeleteNote struct {
	Request
	ID      int64
	Version int64
}

// DeleteNote deletes a note of the user's own; administrators delete any
// ("note.others"). The log keeps what it said.
func (d *Desk) DeleteNote(ctx context.Context, req DeleteNote) (firm.Note, error) {
	s := spec{act: "note.delete", right: mayNotes, object: "note " + fmt.Sprint(req.ID), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.Note, error) {
		n, matter, err := noteOf(tx, req.ID)
		if err != nil {
			return n, err
		}
		tx.Concerning("matter " + matter.Code)
		if err := stale("note", fmt.Sprint(n.ID), req.Version, n.RowVersion); err != nil {
			return n, err
		}
		if err := d.owns(n, "deleted"); err != nil {
			return n, err
		}
		return n, tx.DeleteNote(n.ID)
	})
}
