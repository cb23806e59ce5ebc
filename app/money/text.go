package money

import (
	"fmt"
	"math"
	"strings"

	"github.com/shopspring/decimal"
)

// FormatError says which text could not be read, and what would have been.
type FormatError struct {
	What string // "amount", "rate", "hours", ...
	Text string // what was typed
	Want string // what is accepted
}

func (e *FormatError) Error() string {
	return e.Said(func(text string) string { return text })
}

// Said is the message in another language; say translates its parts.
func (e *FormatError) Said(say func(text string) string) string {
	return fmt.Sprintf(say("%q is not a valid %s: write %s"), clip(e.Text), say(e.What), say(e.Want))
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// ParseAmount reads "1234.50", "-3", "1,234.50" or "$1,234.50" as money of cur.
// More decimals than the currency has are refused, not rounded; so are
// exponents and anything that is not a plain number.
func ParseAmount(s string, cur Currency) (Amount, error) {
	want := "digits and at most " + decimals(cur.Digits()) + ", like " + Amount(123450).Plain(cur)
	text := strings.TrimPrefix(strings.TrimSpace(s), cur.Symbol())
	v, err := parseScaled(text, cur.Digits())
	if err != nil {
		return 0, &FormatError{What: "amount", Text: s, Want: want}
	}
	return Amount(v), nil
}

// ParseRate reads the price of a unit with up to four decimals.
func ParseRate(s string) (Rate, error) {
	v, err := parseScaled(strings.TrimSpace(s), 4)
	if err != nil {
		return 0, &FormatError{What: "rate", Text: s, Want: "a number with at most four decimals, like 325.00"}
	}
	return Rate(v), nil
}

// ParseQuantity reads a plain number of hours or units with up to four
// decimals. Hours as people type them ("1:30", "90m") are read by work.ParseHours.
func ParseQuantity(s string) (Quantity, error) {
	v, err := parseScaled(strings.TrimSpace(s), 4)
	if err != nil {
		return 0, &FormatError{What: "quantity", Text: s, Want: "a number with at most four decimals, like 1.3"}
	}
	return Quantity(v), nil
}

// ParsePercent reads "12.5" or "12.5 %" with up to six decimals.
func ParsePercent(s string) (Percent, error) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	v, err := parseScaled(text, 6)
	if err != nil {
		return 0, &FormatError{What: "percentage", Text: s, Want: "a number with at most six decimals, like 12.5"}
	}
	return Percent(v), nil
}

func decimals(n int) string {
	switch n {
	case 0:
		return "no decimals"
	case 1:
		return "one decimal"
	case 2:
		return "two decimals"
	}
	return fmt.Sprintf("%d decimals", n)
}

var errNumber = fmt.Errorf("not a number")

// parseScaled reads an optional sign, digits (with commas only where thousands
// are grouped), and up to digits decimals, and returns the number counted in
// units of the last decimal.
func parseScaled(s string, digits int) (int64, error) {
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 || body == "" || len(body) > 40 {
		return 0, errNumber
	}
	whole, frac, dotted := strings.Cut(body, ".")
	whole, ok := ungroup(whole)
	if !ok || !allDigits(frac) || whole == "" && frac == "" || dotted && whole == "" && frac == "" {
		return 0, errNumber
	}
	d, err := decimal.NewFromString(s[:len(s)-len(body)] + "0" + whole + "." + frac + "0")
	if err != nil || !d.Equal(d.Truncate(int32(digits))) {
		return 0, errNumber
	}
	n := d.Shift(int32(digits)).BigInt()
	if !n.IsInt64() || n.Int64() == math.MinInt64 {
		return 0, ErrOverflow
	}
	return n.Int64(), nil
}

func ungroup(s string) (string, bool) {
	groups := strings.Split(s, ",")
	for i, g := range groups {
		if !allDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (g == "" || len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Plain writes the amount with the decimals of cur and a leading minus, without
// grouping: "1234.50". It is the form of files, JSON and LEDES.
func (a Amount) Plain(cur Currency) string { return scaled(int64(a), cur.Digits(), cur.Digits()) }

// Format writes the amount for people: grouped thousands, "1,234.50", negative
// in a leading minus. Papers and screens use the same form.
func (a Amount) Format(cur Currency) string { return group(a.Plain(cur)) }

// WithSymbol is Format with the currency sign: "$1,234.50", "-$80.00".
func (a Amount) WithSymbol(cur Currency) string {
	s := a.Format(cur)
	if rest, neg := strings.CutPrefix(s, "-"); neg {
		return "-" + cur.Symbol() + rest
	}
	return cur.Symbol() + s
}

// Plain writes at least two and at most four decimals: "325.00", "0.125".
func (r Rate) Plain() string { return scaled(int64(r), 4, 2) }

// Format is Plain with grouped thousands.
func (r Rate) Format() string { return group(r.Plain()) }

// Plain writes at least two and at most four decimals: "1.70", "0.3333".
func (q Quantity) Plain() string { return scaled(int64(q), 4, 2) }

// Tenths writes at least one decimal, as hours stand on screen and in LEDES: "1.7".
func (q Quantity) Tenths() string { return scaled(int64(q), 4, 1) }

// Short writes no decimals that are not needed: "148", "1.5".
func (q Quantity) Short() string { return scaled(int64(q), 4, 0) }

// Plain writes the percentage without needless zeros: "12.5".
func (p Percent) Plain() string { return scaled(int64(p), 6, 0) }

// scaled writes v / 10^digits and drops trailing zeros down to least decimals.
func scaled(v int64, digits, least int) string {
	neg := v < 0
	s := fmt.Sprintf("%0*d", digits+1, magnitude(v))
	whole, frac := s[:len(s)-digits], s[len(s)-digits:]
	for len(frac) > least && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	if frac != "" {
		whole += "." + frac
	}
	if neg {
		return "-" + whole
	}
	return whole
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return uint64(-(v + 1)) + 1
	}
	return uint64(v)
}

func group(s string) string {
	sign := ""
	if rest, neg := strings.CutPrefix(s, "-"); neg {
		sign, s = "-", rest
	}
	whole, frac, dotted := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if dotted {
		b.WriteString("." + frac)
	}
	return sign + b.String()
}
