package work

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"matterbook/app/firm"
	"matterbook/app/money"
)

// DayHours is the most one entry, and one day of one timekeeper, can hold.
const DayHours = 24 * money.Hour

const wantHours = "hours such as 1.5, 1:30, 90m, 1h30 or .3"

var errHours = errors.New("not hours")

// ParseHours reads hours as people type them: 1.5, 1,5, .3, 1.5h, 1:30, :30,
// 90m, 18 min, 1h30, 1h 30m. Minutes are rounded to four decimals of an hour,
// half away from zero. A comma is a decimal comma, never a thousands mark.
//
// Negative numbers, more than 24 hours, more than four decimals, and everything
// that would have to be guessed ("1:5", "1h5.5m") are a [money.FormatError].
func ParseHours(s string) (money.Quantity, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	q, err := parseHours(text)
	if err != nil {
		return 0, &money.FormatError{What: "number of hours", Text: s, Want: wantHours}
	}
	if q > DayHours {
		return 0, &money.FormatError{What: "number of hours", Text: s, Want: "at most 24 hours; a day has no more"}
	}
	return q, nil
}

func parseHours(s string) (money.Quantity, error) {
	if h, m, ok := strings.Cut(s, ":"); ok { // 1:30, :30
		if h == "" {
			h = "0"
		}
		return clockHours(h, m, 2)
	}
	if body, ok := cutUnit(s, "minutes", "mins", "min", "m"); ok {
		if h, m, ok := cutHours(body); ok { // 1h30m, 1h 30 min
			return clockHours(h, m, 1)
		}
		minutes, ok := digits(body) // 90m
		if !ok {
			return 0, errHours
		}
		return fromMinutes(minutes), nil
	}
	if body, ok := cutUnit(s, "hours", "hour", "hrs", "hr", "h"); ok {
		return decimalHours(body) // 1.5h
	}
	if h, m, ok := cutHours(s); ok { // 1h30
		return clockHours(h, m, 1)
	}
	return decimalHours(s)
}

// cutUnit takes the unit and the blanks before it off the end.
func cutUnit(s string, units ...string) (body string, ok bool) {
	for _, u := range units {
		if body, ok = strings.CutSuffix(s, u); ok {
			return strings.TrimSpace(body), true
		}
	}
	return s, false
}

// cutHours takes "1h 30" apart.
func cutHours(s string) (h, m string, ok bool) {
	for _, u := range []string{"hours", "hour", "hrs", "hr", "h"} {
		if h, m, ok = strings.Cut(s, u); ok {
			return strings.TrimSpace(h), strings.TrimSpace(m), true
		}
	}
	return "", "", false
}

// clockHours reads whole hours and minutes below sixty, written with at least
// so many digits.
func clockHours(h, m string, least int) (money.Quantity, error) {
	hours, okH := digits(h)
	minutes, okM := digits(m)
	if !okH || !okM || len(m) < least || len(m) > 2 || minutes > 59 {
		return 0, errHours
	}
	return fromMinutes(60*hours + minutes), nil
}

// fromMinutes rounds to four decimals, half away from zero.
func fromMinutes(n int64) money.Quantity { return money.Quantity((n*int64(money.Hour) + 30) / 60) }

func decimalHours(s string) (money.Quantity, error) {
	if s == "" || len(s) > 12 || strings.Trim(s, "0123456789.,") != "" {
		return 0, errHours
	}
	return money.ParseQuantity(strings.Replace(s, ",", ".", 1))
}

func digits(s string) (int64, bool) {
	if s == "" || len(s) > 6 {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// Bill turns measured seconds into hours to bill: nothing for no time, at
// least the minimum, then up to the next increment (ABA Formal Opinion 93-379
// tolerates rounding up to the unit agreed, once per entry). With tenths, 360
// seconds are 0.1 and 361 are 0.2; with quarters, 6 minutes are 0.25 and 18 are 0.50.
//
// Seconds that no clock can mean (above 10^12) are cut there.
func Bill(seconds int64, rule firm.TimeRule) money.Quantity {
	if seconds <= 0 {
		return 0
	}
	seconds = min(seconds, 1e12)
	inc := max(int64(rule.Increment), 1)
	if inc > math.MaxInt64/3600/2 {
		return rule.Minimum
	}
	steps := ceil(seconds*int64(money.Hour), 3600*inc)
	return atLeast(seconds*int64(money.Hour) <= 3600*int64(rule.Minimum), steps, inc, rule)
}

// RoundHours turns typed hours into hours to bill: as typed when they are a
// multiple of the increment and not below the minimum, else up. The hours as
// typed are kept beside them as the hours worked.
func RoundHours(typed money.Quantity, rule firm.TimeRule) money.Quantity {
	if typed <= 0 {
		return 0
	}
	inc := max(int64(rule.Increment), 1)
	return atLeast(typed <= rule.Minimum, ceil(int64(typed), inc), inc, rule)
}

func atLeast(small bool, steps, inc int64, rule firm.TimeRule) money.Quantity {
	if small && rule.Minimum > 0 {
		return rule.Minimum
	}
	return max(money.Quantity(steps*inc), rule.Minimum)
}

func ceil(a, b int64) int64 { return (a-1)/b + 1 }

// Seconds is the whole seconds of a quantity of hours, rounded half up.
func Seconds(hours money.Quantity) int64 {
	return (int64(hours)*3600 + int64(money.Hour)/2) / int64(money.Hour)
}

// BracketHours sums the times written in square brackets inside a narrative:
// "e-mail J. Doe re costs [.2]; call re same [.5]" is 0.7 hours in 2 brackets.
// Brackets that hold no hours count for nothing.
func BracketHours(narrative string) (sum money.Quantity, brackets int) {
	for rest := narrative; ; {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			return sum, brackets
		}
		rest = after
		inside, _, ok := strings.Cut(after, "]")
		if !ok {
			return sum, brackets
		}
		if q, err := ParseHours(inside); err == nil && q > 0 {
			sum, brackets = sum+q, brackets+1
		}
	}
}

// FormatClock writes seconds as a timer shows them: "1:02:07".
func FormatClock(seconds int64) string {
	seconds = max(seconds, 0)
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}
