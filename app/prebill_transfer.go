package app

import (
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// move takes the work of a line off the pre-bill and gives it to another
// matter, released and as it was recorded: edits made on this pre-bill stay on
// its line. With reRate the time is priced by the rates of that matter on the
// day of the work; else it keeps its rate. The line remains, marked as moved.
func (b *aPreBill) move(tx Tx, d *Desk, l bill.PreBillLine, to string, reRate bool, reason string) (bill.PreBillLine, error) {
	if l.Action == bill.LineTransferred {
		return l, fault.Refuse("prebill.line_gone", "Line %d was moved to another matter already.", l.No)
	}
	reason = work.CleanLine(reason)
	if reason == "" {
		return l, fault.New(fault.Invalid, "reason.required", "Moving line %d needs a reason.", l.No).Advise("Say why the work belongs to the other matter.")
	}
	target, err := tx.MatterByCode(strings.TrimSpace(to))
	if err != nil {
		return l, err
	}
	client, err := tx.Client(target.ClientID)
	if err != nil {
		return l, err
	}
	switch {
	case target.ID == b.matter.ID:
		return l, fault.New(fault.Invalid, "prebill.same_matter", "Line %d is of matter %s already.", l.No, target.Code)
	case target.Status == firm.MatterClosed:
		return l, fault.Refuse("matter.closed", "Matter %s is closed and takes no work.", target.Code).Advise("Reopen the matter, or choose another.")
	case client.Currency != b.client.Currency:
		return l, fault.Refuse("prebill.currency", "Matter %s is billed in %s and this work in %s.", target.Code, client.Currency, b.client.Currency).
			Advise("Write the line off here and record the work anew there.")
	case l.TrustPaid != "":
		return l, fault.Refuse("prebill.trust_paid", "Line %d was %s for matter %s.", l.No, l.TrustPaid, b.matter.Code).Advise("Correct the trust posting instead.")
	}
	if l.EntryID != 0 {
		err = moveEntry(tx, l.EntryID, target, client, reRate)
	} else {
		var x work.Expense
		if x, err = tx.Expense(l.ExpenseID); err == nil {
			x.MatterID, x.Status, x.PreBillID = target.ID, work.Released, 0
			err = tx.SetExpense(&x)
		}
	}
	if err != nil {
		return l, err
	}
	l.Action, l.MovedTo, l.Reason, l.EditedBy, l.EditedAt = bill.LineTransferred, target.ID, reason, d.User.ID, d.Now().UTC()
	return l, nil
}

func moveEntry(tx Tx, id int64, m firm.Matter, c firm.Client, reRate bool) error {
	e, err := tx.Entry(id)
	if err != nil {
		return err
	}
	e.MatterID, e.Status, e.PreBillID = m.ID, work.Released, 0
	if reRate {
		tk, err := tx.Timekeeper(e.TimekeeperID)
		if err != nil {
			return err
		}
		rows, err := tx.RateRows(m.ID, m.ClientID)
		if err != nil {
			return err
		}
		quote, ok := firm.FindRate(firm.RateAsk{On: e.Date, Timekeeper: tk, Matter: m, Task: e.Task, Activity: e.Activity}, rows)
		if !ok {
			return fault.Refuse("rate.none", "No rate is agreed for %s on matter %s on %s.", tk.Code, m.Code, e.Date).
				Advise("Set a standard rate for the timekeeper or a rate for the matter, or move the work at its present rate.")
		}
		e.StandardRate, e.Rate, e.RateRule, e.RateRowID = quote.Standard, quote.Rate, quote.Rule, quote.RowID
		if err := e.Price(c.Currency); err != nil {
			return err
		}
	}
	return tx.SetEntry(&e)
}
