package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/work"
)

// SetExpense asks for a change of an expense; nil fields stay.
type SetExpense struct {
	Request
	ID                            int64
	Version                       int64
	Matter, Date, Code            *string
	Units, UnitPrice, Description *string
	Kind, Vendor, Timekeeper      *string
	Billable                      *string
	Reason                        string
}

// SetExpense changes an expense that is a draft or released. Refused:
// "work.on_prebill", "work.billed", "work.written_off", "books.closed", and
// "expense.from_trust" when the figures of one that was paid from trust would
// change.
func (d *Desk) SetExpense(ctx context.Context, req SetExpense) (ExpenseSaved, error) {
	s := spec{act: "expense.set", right: mayAllTime, object: "expense " + fmt.Sprint(req.ID), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (ExpenseSaved, error) {
		old, err := tx.Expense(req.ID)
		if err != nil {
			return ExpenseSaved{}, err
		}
		if err := old.Status.Editable("expense"); err != nil {
			return ExpenseSaved{}, err
		}
		if err := stale("expense", fmt.Sprint(req.ID), req.Version, old.RowVersion); err != nil {
			return ExpenseSaved{}, err
		}
		l := newLookup(tx, d.Today())
		whole, err := expenseRequest(l, old)
		if err != nil {
			return ExpenseSaved{}, err
		}
		for _, f := range []struct{ to, from *string }{
			{&whole.Matter, req.Matter}, {&whole.Date, req.Date}, {&whole.Code, req.Code}, {&whole.Units, req.Units},
			{&whole.UnitPrice, req.UnitPrice}, {&whole.Description, req.Description}, {&whole.Kind, req.Kind},
			{&whole.Vendor, req.Vendor}, {&whole.Timekeeper, req.Timekeeper}, {&whole.Billable, req.Billable},
		} {
			set(f.to, f.from)
		}
		facts, check, err := expenseFacts(l, whole, &old)
		if err != nil {
			return ExpenseSaved{}, err
		}
		x := decideExpense(facts, whole, check)
		if x.Date != old.Date || x.MatterID != old.MatterID || x.Amount != old.Amount || x.Kind != old.Kind || x.Billable != old.Billable {
			check.Fail("date", closed(facts.firm, old.Date, "a change of its figures"))
			if x.Date != old.Date {
				check.Fail("date", closed(facts.firm, x.Date, "an expense"))
			}
			if old.TrustTxnID != 0 {
				check.Fail("amount", fault.Refuse("expense.from_trust", "This expense was paid from trust; its figures follow the trust entry and never change.").
					Advise("Reverse the trust entry and enter both anew."))
			}
		}
		if err := check.Result("expense.invalid", "The expense"); err != nil {
			return ExpenseSaved{}, err
		}
		return ExpenseSaved{Expense: x, Currency: facts.matter.Client.Currency}, tx.SetExpense(&x)
	})
}

// expenseRequest is the request that would make the expense as it is.
func expenseRequest(l *lookup, x work.Expense) (AddExpense, error) {
	m, err := l.MatterByID(x.MatterID)
	if err != nil {
		return AddExpense{}, err
	}
	req := AddExpense{
		Matter: m.Matter.Code, Date: x.Date.String(), Code: x.Code, Units: x.Units.Plain(), UnitPrice: x.UnitPrice.Plain(),
		Description: x.Description, Kind: string(x.Kind), Vendor: x.Vendor, Billable: string(x.Billable), ExtID: x.ExtID,
	}
	if x.TimekeeperID != 0 {
		t, err := l.q.Timekeeper(x.TimekeeperID)
		if err != nil {
			return req, err
		}
		req.Timekeeper = t.Code
	}
	return req, nil
}
