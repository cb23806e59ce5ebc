package ledes

import (
	"math"
	"math/bits"
	"strconv"

	"matterbook/app/money"
)

// Fixed4 is a number of the file with four decimals, the most that LEDES
// allows: 12.5 is 125000. It holds money, units and prices alike, because the
// file does not say its currency.
type Fixed4 int64

const scale4 = 10_000

// digitsKept is how many digits before the point fit in a Fixed4.
const digitsKept = 14

// String writes no needless decimals: "148", "1.3", "-115.2".
func (v Fixed4) String() string { return v.Money(0) }

// Money writes at least the given decimals (0 to 4), and more when the value
// has them: "402.00", "0.005".
func (v Fixed4) Money(least int) string {
	sign, u := "", uint64(v)
	if v < 0 {
		sign, u = "-", -u
	}
	frac := strconv.FormatUint(scale4+u%scale4, 10)[1:]
	for len(frac) > least && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + strconv.FormatUint(u/scale4, 10) + frac
}

// adjustment is the form of field 12: a plain 0 when there is none.
func (v Fixed4) adjustment(least int) string {
	if v == 0 {
		return "0"
	}
	return v.Money(least)
}

// amount4 takes minor units of a currency to four decimals.
func amount4(a money.Amount, cur money.Currency) (Fixed4, bool) {
	v := int64(a)
	for range 4 - cur.Digits() {
		if v > math.MaxInt64/10 || v < math.MinInt64/10 {
			return 0, false
		}
		v *= 10
	}
	return Fixed4(v), true
}

// fits says that the number has at most max digits before the point.
func (v Fixed4) fits(max int) bool {
	limit := int64(scale4)
	for range min(max, digitsKept) {
		limit *= 10
	}
	return int64(v) < limit && int64(v) > -limit
}

type numberState uint8

const (
	numberOK      numberState = iota
	numberBad                 // not a number by the rules of the format
	numberTooLong             // a number, with more digits before the point than can be kept
)

// parseFixed4 reads a number of the file: an optional minus, digits, an
// optional point and up to four decimals. A leading plus and a trailing point
// are seen in files of the committee itself and are read, never written. The
// second result is the count of digits before the point without leading zeros.
func parseFixed4(b []byte) (Fixed4, int, numberState) {
	i, neg := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg = b[0] == '-'
		i = 1
	}
	var v uint64
	whole, first := 0, i
	for ; i < len(b); i++ {
		d := b[i] - '0'
		if d > 9 {
			break
		}
		if v != 0 || d != 0 {
			whole++
		}
		if whole <= digitsKept {
			v = v*10 + uint64(d)
		}
	}
	if i == first {
		return 0, 0, numberBad
	}
	dec := 0
	if i < len(b) && b[i] == '.' {
		for i++; i < len(b); i++ {
			d := b[i] - '0'
			if d > 9 || dec == 4 {
				return 0, whole, numberBad
			}
			if whole <= digitsKept {
				v = v*10 + uint64(d)
			}
			dec++
		}
	}
	if i != len(b) {
		return 0, whole, numberBad
	}
	if whole > digitsKept {
		return 0, whole, numberTooLong
	}
	for ; dec < 4; dec++ {
		v *= 10
	}
	if neg {
		return -Fixed4(v), whole, numberOK
	}
	return Fixed4(v), whole, numberOK
}

// wide is a signed integer of 128 bits: products of two Fixed4 and sums over
// any number of rows stay exact in it.
type wide struct {
	hi int64
	lo uint64
}

func wideOf(v int64) wide { return wide{v >> 63, uint64(v)} }

func (a wide) add(b wide) wide {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(uint64(a.hi), uint64(b.hi), carry)
	return wide{int64(hi), lo}
}

func (a wide) neg() wide {
	lo, borrow := bits.Sub64(0, a.lo, 0)
	hi, _ := bits.Sub64(0, uint64(a.hi), borrow)
	return wide{int64(hi), lo}
}

func (a wide) abs() wide {
	if a.hi < 0 {
		return a.neg()
	}
	return a
}

// mul is the exact product of two numbers of 64 bits.
func mul(a, b int64) wide {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// Mul64 takes its factors as unsigned: take back what a sign bit added.
	hi -= uint64(a>>63)&uint64(b) + uint64(b>>63)&uint64(a)
	return wide{int64(hi), lo}
}

// within says that the magnitude of a is at most limit (limit >= 0).
func (a wide) within(limit int64) bool {
	a = a.abs()
	return a.hi == 0 && a.lo <= uint64(limit)
}

func (a wide) isZero() bool { return a.hi == 0 && a.lo == 0 }

// fixed4 gives the number back when it fits.
func (a wide) fixed4() (Fixed4, bool) {
	v := int64(a.lo)
	return Fixed4(v), a.hi == v>>63
}

// lineDifference is units x cost + adjustment - total with eight decimals.
func lineDifference(units, cost, adjustment, total Fixed4) wide {
	d := mul(int64(units), int64(cost))
	d = d.add(mul(int64(adjustment), scale4))
	return d.add(mul(int64(total), -scale4))
}

// lineTotal is units x cost + adjustment rounded to four decimals, half away
// from zero, for messages.
func lineTotal(units, cost, adjustment Fixed4) (Fixed4, bool) {
	p := mul(int64(units), int64(cost))
	neg := p.hi < 0
	p = p.abs()
	if p.hi >= scale4/2 { // the quotient would not fit
		return 0, false
	}
	q, r := bits.Div64(uint64(p.hi), p.lo, scale4)
	if r >= scale4/2 {
		q++
	}
	if q > math.MaxInt64/2 {
		return 0, false
	}
	v := int64(q)
	if neg {
		v = -v
	}
	return wideOf(v).add(wideOf(int64(adjustment))).fixed4()
}

// parseDay reads YYYYMMDD as the number yyyymmdd and says whether the day
// exists.
func parseDay(b []byte) (int32, bool) {
	if len(b) != 8 {
		return 0, false
	}
	var v int32
	for _, c := range b {
		d := c - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + int32(d)
	}
	year, month, day := v/10000, v/100%100, v%100
	if year == 0 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	if day <= 28 {
		return v, true
	}
	last := int32(monthDays[month])
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		last = 29
	}
	return v, day <= last
}

var monthDays = [13]int8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
