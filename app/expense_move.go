package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/work"
)

// MoveExpenses asks for one move of many expenses.
type MoveExpenses struct {
	Request
	IDs    []int64
	Reason string
}

func (d *Desk) moveExpenses(ctx context.Context, act string, req MoveExpenses, step func(l *lookup, x *work.Expense) error) (Moved, error) {
	s := spec{act: act, right: mayAllTime, object: fmt.Sprintf("%d expenses", len(req.IDs)), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (Moved, error) {
		l := newLookup(tx, d.Today())
		return many(req.IDs, func(id int64) error {
			x, err := tx.Expense(id)
			if err != nil {
				return err
			}
			if err := step(l, &x); err != nil {
				return err
			}
			return tx.SetExpense(&x)
		})
	})
}

// ReleaseExpenses makes drafts work in progress.
func (d *Desk) ReleaseExpenses(ctx context.Context, req MoveExpenses) (Moved, error) {
	return d.moveExpenses(ctx, "expense.release", req, func(_ *lookup, x *work.Expense) error {
		return moveTo("expense", &x.Status, work.Released)
	})
}

// UnreleaseExpenses takes the release back.
func (d *Desk) UnreleaseExpenses(ctx context.Context, req MoveExpenses) (Moved, error) {
	return d.moveExpenses(ctx, "expense.unrelease", req, func(_ *lookup, x *work.Expense) error {
		return moveTo("expense", &x.Status, work.Draft)
	})
}

// WriteOffExpenses takes expenses out of what is to be billed, with a reason.
func (d *Desk) WriteOffExpenses(ctx context.Context, req MoveExpenses) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveExpenses(ctx, "expense.write_off", req, func(_ *lookup, x *work.Expense) error {
		if err := x.Status.Editable("expense"); err != nil {
			return err
		}
		x.WhyOff = strings.TrimSpace(req.Reason)
		return moveTo("expense", &x.Status, work.WrittenOff)
	})
}

// TakeBackExpenses takes a write-off back.
func (d *Desk) TakeBackExpenses(ctx context.Context, req MoveExpenses) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveExpenses(ctx, "expense.take_back", req, func(_ *lookup, x *work.Expense) error {
		if x.Status != work.WrittenOff {
			return fault.Refuse("work.state", "The expense is %s, not written off.", x.Status.Words())
		}
		x.WhyOff = ""
		return moveTo("expense", &x.Status, work.Released)
	})
}

// TransferExpenses asks to move expenses to another matter.
type TransferExpenses struct {
	MoveExpenses
	To string // code of the matter
}

// TransferExpenses moves unbilled expenses to another matter. Refused:
// "expense.currency" for another currency, "expense.from_trust" for a cost that
// the matter's own trust money paid, "books.closed" for a cost of closed books.
func (d *Desk) TransferExpenses(ctx context.Context, req TransferExpenses) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveExpenses(ctx, "expense.transfer", req.MoveExpenses, func(l *lookup, x *work.Expense) error {
		if err := x.Status.Editable("expense"); err != nil {
			return err
		}
		from, err := l.MatterByID(x.MatterID)
		if err != nil {
			return err
		}
		to, err := l.Matter(req.To)
		if err != nil {
			return err
		}
		switch {
		case from.Matter.ID == to.Matter.ID:
			return fault.Refuse("expense.same_matter", "The expense stands on matter %s already.", to.Matter.Code)
		case x.TrustTxnID != 0:
			return fault.Refuse("expense.from_trust", "This expense was paid from the trust money of matter %s and stays there.", from.Matter.Code)
		case from.Client.Currency != to.Client.Currency:
			return fault.Refuse("expense.currency", "The expense is in %s, and the client of matter %s is billed in %s.", from.Client.Currency, to.Matter.Code, to.Client.Currency)
		}
		if err := closedFigures(l, x.Date, "expense"); err != nil {
			return err
		}
		x.MatterID = to.Matter.ID
		return matterTakes(to)
	})
}
