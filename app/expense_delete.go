package app

import (
	"context"
	"fmt"

	"matterbook/app/work"
)

// DeleteExpense asks to delete a draft.
type DeleteExpense struct {
	Request
	ID int64
}

// DeleteExpense deletes a draft. Refused ("expense.not_draft") for anything
// further on its way.
func (d *Desk) DeleteExpense(ctx context.Context, req DeleteExpense) (work.Expense, error) {
	s := spec{act: "expense.delete", right: mayAllTime, object: "expense " + fmt.Sprint(req.ID), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (work.Expense, error) {
		x, err := tx.Expense(req.ID)
		if err != nil {
			return x, err
		}
		if err := x.Status.Editable("expense"); err != nil {
			return x, err
		}
		if x.Status != work.Draft {
			return x, notDraft("expense", "expense")
		}
		return x, tx.DeleteExpense(x.ID)
	})
}
