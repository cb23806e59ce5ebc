package app

import (
	"context"
	"fmt"

	"matterbook/app/work"
)

// DeleteTime asks to delete a draft.
type DeleteTime struct {
	Request
	ID int64
}

// DeleteTime deletes a draft. Refused ("time.not_draft") for anything further
// on its way: that is written off instead, with a reason.
func (d *Desk) DeleteTime(ctx context.Context, req DeleteTime) (work.Entry, error) {
	s := spec{act: "time.delete", right: mayOwnTime, object: "time entry " + fmt.Sprint(req.ID), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (work.Entry, error) {
		e, err := d.editableEntry(tx, req.ID)
		if err != nil {
			return e, err
		}
		if e.Status != work.Draft {
			return e, notDraft("time", "time entry")
		}
		return e, tx.DeleteEntry(e.ID)
	})
}
