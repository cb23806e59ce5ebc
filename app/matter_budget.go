package app

import (
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// BudgetBilled is what the invoices of a matter take from its budget as of a day
// (zero: now): fees after discount and costs of those that are not void, without
// tax and interest. Credits do not give budget back. Work in progress is added by
// who asks.
func BudgetBilled(q Query, matterID int64, asOf cal.Date) (money.Amount, error) {
	list, err := q.Standings(StandingFilter{MatterID: matterID, AsOf: asOf})
	if err != nil {
		return 0, err
	}
	var sum money.Amount
	for _, s := range list {
		if s.Status == bill.Void {
			continue
		}
		inv, err := q.Invoice(s.InvoiceID)
		if err != nil {
			return 0, err
		}
		if sum, err = sum.Add(inv.Totals.Work()); err != nil {
			return 0, err
		}
	}
	return sum, nil
}
