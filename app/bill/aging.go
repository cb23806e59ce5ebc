package bill

import (
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Aging is open money by age in days since the due date (or the invoice date,
// by setting): not yet due, 1-30, 31-60, 61-90, 91-120, over 120. Unapplied
// credits stand beside it and are not netted into any bucket.
type Aging struct {
	Current money.Amount `json:"current_minor"`
	D30     money.Amount `json:"d30_minor"`
	D60     money.Amount `json:"d60_minor"`
	D90     money.Amount `json:"d90_minor"`
	D120    money.Amount `json:"d120_minor"`
	Over    money.Amount `json:"over_minor"`
}

// AgingLabels are the column titles of [Aging.Buckets].
var AgingLabels = [6]string{"Current", "1–30", "31–60", "61–90", "91–120", "Over 120"}

// Add puts an open balance of the given age into its bucket.
func (a *Aging) Add(from, asOf cal.Date, balance money.Amount) {
	*a.bucket(asOf.Sub(from)) += balance
}

func (a *Aging) bucket(days int) *money.Amount {
	switch {
	case days <= 0:
		return &a.Current
	case days <= 30:
		return &a.D30
	case days <= 60:
		return &a.D60
	case days <= 90:
		return &a.D90
	case days <= 120:
		return &a.D120
	}
	return &a.Over
}

// Buckets are the six amounts in the order of [AgingLabels].
func (a Aging) Buckets() [6]money.Amount {
	return [6]money.Amount{a.Current, a.D30, a.D60, a.D90, a.D120, a.Over}
}

// Total is the sum of the buckets.
func (a Aging) Total() money.Amount {
	return a.Current + a.D30 + a.D60 + a.D90 + a.D120 + a.Over
}

// Age puts the balances of invoices into buckets at a date, by due date or by
// invoice date as the firm has set.
func Age(list []Standing, by firm.AgeBy, asOf cal.Date) Aging {
	var a Aging
	for _, s := range list {
		a.Add(s.AgesFrom(by), asOf, s.Balance())
	}
	return a
}

// AgesFrom is the day an invoice ages from.
func (s Standing) AgesFrom(by firm.AgeBy) cal.Date {
	if by == firm.AgeByInvoice {
		return s.Date
	}
	return s.DueOn
}

// Open lists the invoices with a balance, as they stand in a list.
func Open(list []Standing, matterCode func(int64) string) []OpenInvoice {
	var open []OpenInvoice
	for _, s := range list {
		if s.Balance() != 0 {
			open = append(open, OpenInvoice{Number: s.Number, Date: s.Date, DueOn: s.DueOn, Matter: matterCode(s.MatterID),
				Total: s.Total, Paid: s.Paid + s.Credited, Balance: s.Balance()})
		}
	}
	return open
}
