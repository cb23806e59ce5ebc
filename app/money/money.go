// Package money holds the four quantities every bill is made of, as integers.
//
//   - [Amount]   minor units of a currency (cents), int64
//   - [Rate]     price of one unit in major units, four decimals (325.00 = 3250000)
//   - [Quantity] hours or units, four decimals (1.3 h = 13000)
//   - [Percent]  six decimals (12.5 % = 12500000)
//
// Start with [ParseAmount], [ParseRate], [ParseQuantity], [ParsePercent] and the
// String and Format methods. The one way from time to money is [Rate.Times];
// the one way to divide money is [Split] or [Share]. Each rounds once, half
// away from zero, and reports overflow as an error instead of wrapping.
//
// No function here takes or returns a floating point number, and there is no
// product of two amounts: it would have no meaning.
package money

import (
	"errors"
	"math"

	"github.com/shopspring/decimal"
)

// ErrOverflow reports a result that does not fit in 64 bits. It is an error of
// the input, never a wrapped number.
var ErrOverflow = errors.New("the amount is too large to be kept exactly")

// Amount is money in minor units of the currency of the document that holds it
// (US cents, yen). The zero value is a real zero; values compare with ==.
type Amount int64

// Rate is the price of one unit (an hour, a page) in major units with four
// decimals, as LEDES allows: 325.00 is 3250000.
type Rate int64

// Quantity is a number of hours or units with four decimals, as LEDES allows:
// 1.3 hours is 13000.
type Quantity int64

// Percent is a percentage with six decimals: 12.5 % is 12500000. It is applied
// once, to a base that the caller names.
type Percent int64

// Scales of the integers above.
const (
	RateScale     = 10_000
	QuantityScale = 10_000
	PercentScale  = 1_000_000
	// Hour is one hour as a Quantity.
	Hour Quantity = QuantityScale
)

// Add returns a+b or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	s := a + b
	if b != 0 && (s > a) != (b > 0) {
		return 0, ErrOverflow
	}
	return s, nil
}

// Sub returns a-b or ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	s := a - b
	if b != 0 && (s < a) != (b > 0) {
		return 0, ErrOverflow
	}
	return s, nil
}

// Sum adds amounts of one currency. ErrOverflow if any partial sum leaves 64 bits.
func Sum(amounts ...Amount) (Amount, error) {
	var total Amount
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// Add returns q+r or ErrOverflow.
func (q Quantity) Add(r Quantity) (Quantity, error) {
	s, err := Amount(q).Add(Amount(r))
	return Quantity(s), err
}

// Abs returns the amount without its sign. The most negative int64 has no
// counterpart and is refused by every parser here, so it cannot occur.
func (a Amount) Abs() Amount {
	if a < 0 {
		return -a
	}
	return a
}

// Times prices a quantity: rate x quantity, rounded once, half away from zero,
// to the minor unit of cur. 0.3 h x 212.15 = 63.645 gives 63.65 (bankers'
// rounding would give 63.64 and is not used on invoices).
//
// It is the only way from time to money.
func (r Rate) Times(q Quantity, cur Currency) (Amount, error) {
	exact := decimal.New(int64(r), -4).Mul(decimal.New(int64(q), -4))
	return fromDecimal(exact, cur.Digits())
}

// Of applies the percentage to base, rounded once, half away from zero.
func (p Percent) Of(base Amount) (Amount, error) {
	exact := decimal.New(int64(p), -8).Mul(decimal.New(int64(base), 0))
	return fromDecimal(exact, 0)
}

// Ratio returns part/whole as a percentage rounded to six decimals; zero when
// the whole is zero, because a realization of nothing is shown as a blank.
func Ratio(part, whole Amount) (Percent, error) {
	if whole == 0 {
		return 0, nil
	}
	pct := decimal.New(int64(part), 8).DivRound(decimal.New(int64(whole), 0), 0)
	v, err := fromDecimal(pct, 0)
	return Percent(v), err
}

// RateOf returns the price of one unit that gives total for q units, rounded to
// four decimals: the average rate printed in a timekeeper summary. Zero units
// have no rate and give zero.
func RateOf(total Amount, q Quantity, cur Currency) (Rate, error) {
	if q == 0 {
		return 0, nil
	}
	major := decimal.New(int64(total), -int32(cur.Digits()))
	per := major.DivRound(decimal.New(int64(q), -4), 4)
	v, err := fromDecimal(per, 4)
	return Rate(v), err
}

// fromDecimal rounds to digits decimals, half away from zero, and returns the
// result counted in units of the last digit.
func fromDecimal(d decimal.Decimal, digits int) (Amount, error) {
	n := d.Round(int32(digits)).Shift(int32(digits)).BigInt()
	if !n.IsInt64() || n.Int64() == math.MinInt64 {
		return 0, ErrOverflow
	}
	return Amount(n.Int64()), nil
}
