package work

import (
	"matterbook/app/money"
)

// Price sets Amount: Hours x Rate, rounded once; nothing for work that is not
// charged (N, NC). [money.ErrOverflow] when the product cannot be kept.
func (e *Entry) Price(cur money.Currency) error {
	v, err := e.Value(cur)
	if e.Billable != Yes {
		v = 0
	}
	e.Amount = v
	return err
}

// Value is what the work is worth at its rate, charged or not: what a line
// "no charge" shows.
func (e Entry) Value(cur money.Currency) (money.Amount, error) { return e.Rate.Times(e.Hours, cur) }

// Price sets Amount: Units x UnitPrice, rounded once; nothing for a cost that
// is not charged (N, NC).
func (x *Expense) Price(cur money.Currency) error {
	v, err := x.Value(cur)
	if x.Billable != Yes {
		v = 0
	}
	x.Amount = v
	return err
}

// Value is what the cost comes to, charged or not.
func (x Expense) Value(cur money.Currency) (money.Amount, error) {
	return x.UnitPrice.Times(x.Units, cur)
}
