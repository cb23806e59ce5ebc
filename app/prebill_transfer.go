package app

import (
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/work"
)

// move takes the work of a line off the pre-bill and gives it to another
// matter, released and as it was recorded: edits made on this pre-bill stay on
// its line. With reRate the time is priced by the rates of that matter on the
// day of the work (a typed rate stays); else it keeps its rate. The line
// remains, marked as moved. Refused as a transfer of work in progress is.
func (b *aPreBill) move(tx Tx, d *Desk, l bill.PreBillLine, to string, reRate bool, reason string) (bill.PreBillLine, error) {
	if l.Action == bill.LineTransferred {
		return l, fault.Refuse("prebill.line_gone", "Line %d was moved to another matter already.", l.No)
	}
	reason = work.CleanLine(reason)
	if reason == "" {
		return l, fault.New(fault.Invalid, "reason.required", "Moving line %d needs a reason.", l.No).Advise("Say why the work belongs to the other matter.")
	}
	look := newLookup(tx, d.Today())
	from, err := look.keepMatter(b.matter)
	if err != nil {
		return l, err
	}
	target, err := look.Matter(to)
	if err != nil {
		return l, err
	}
	switch {
	case target.Matter.ID == b.matter.ID:
		return l, fault.New(fault.Invalid, "prebill.same_matter", "Line %d is of matter %s already.", l.No, target.Matter.Code)
	case l.TrustPaid != "":
		return l, fault.Refuse("prebill.trust_paid", "Line %d was %s for matter %s.", l.No, l.TrustPaid, b.matter.Code).Advise("Correct the trust posting instead.")
	}
	if l.EntryID != 0 {
		err = moveEntry(tx, look, l.EntryID, from, target, reRate)
	} else {
		err = moveExpense(tx, look, l.ExpenseID, from, target)
	}
	if err != nil {
		return l, err
	}
	l.Action, l.MovedTo, l.Reason, l.EditedBy, l.EditedAt = bill.LineTransferred, target.Matter.ID, reason, d.User.ID, d.Now().UTC()
	return l, nil
}

func moveEntry(tx Tx, look *lookup, id int64, from, to *matterFacts, reRate bool) error {
	e, err := tx.Entry(id)
	if err != nil {
		return err
	}
	if err := transfer(look, &e, from, to, reRate); err != nil {
		return err
	}
	e.Status, e.PreBillID = work.Released, 0
	return tx.SetEntry(&e)
}

func moveExpense(tx Tx, look *lookup, id int64, from, to *matterFacts) error {
	if from.Client.Currency != to.Client.Currency {
		return fault.Refuse("expense.currency", "The expense is in %s, and the client of matter %s is billed in %s.", from.Client.Currency, to.Matter.Code, to.Client.Currency).
			Advise("Write the line off here and record the cost anew there.")
	}
	if err := matterTakes(to); err != nil {
		return err
	}
	x, err := tx.Expense(id)
	if err != nil {
		return err
	}
	if err := closedFigures(look, x.Date, "expense"); err != nil {
		return err
	}
	x.MatterID, x.Status, x.PreBillID = to.Matter.ID, work.Released, 0
	return tx.SetExpense(&x)
}
