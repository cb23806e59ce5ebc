package app

import (
	"fmt"

	"matterbook/app/fault"
	"matterbook/app/trust"
	"matterbook/app/work"
)

// paidFromTrust tests that a trust entry paid the cost: a check or eft of the
// same matter over the same amount, still standing, and not linked to another
// cost. Such a cost is the client's own money spent for the client; it stands on
// the bill with nothing due.
func paidFromTrust(q Query, x work.Expense, entry int64, matter string) error {
	txn, err := q.TrustTxn(entry)
	if err != nil {
		return err
	}
	if txn.Kind != trust.Check && txn.Kind != trust.EFT {
		return fault.Refuse("expense.trust_kind", "Trust entry %d is a %s; a cost is paid by a check or an eft.", entry, txn.Kind)
	}
	by, err := q.ReversalOf(entry)
	if err != nil {
		return err
	}
	if by != 0 {
		return fault.Refuse("trust.reversed", "Trust entry %d was taken back by entry %d; it pays nothing.", entry, by)
	}
	pays := false
	for _, s := range txn.Splits {
		pays = pays || s.MatterID == x.MatterID && s.Amount == -x.Amount
	}
	if !pays {
		return fault.Refuse("expense.trust_amount", "Trust entry %d does not pay exactly this amount for matter %s.", entry, matter).
			Advise("A cost paid from trust has one entry over the same amount; post the rest as a cost of its own.")
	}
	others, err := q.Expenses(EntryFilter{MatterID: x.MatterID}, Page{})
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.TrustTxnID == entry {
			return fault.Refuse("expense.trust_twice", "Trust entry %d already pays the cost of %s, %q.", entry, o.Date, o.Description).With("expense", fmt.Sprint(o.ID))
		}
	}
	return nil
}
