// Package cal holds the civil day. Bills, trust postings and work dates are
// days, not instants: they do not move when the time zone changes. Instants
// (UTC) belong to the audit log and the timers alone.
//
// Start with [Parse] for files ("2026-06-18"), [ParseTyped] for what people
// type ("t", "+3", "6/18"), and [Of] to take the day of an instant in a zone.
package cal

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a civil day, counted from 0001-01-01 = 1. The zero value is no date.
// Dates compare with == and < through [Date.Compare].
type Date int32

// Day range that the program accepts; anything outside is a slip of the finger
// or a hostile file.
var (
	First = Of(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
	Last  = Of(time.Date(2199, 12, 31, 0, 0, 0, 0, time.UTC))
)

// Error says which text was not a day, and what would have been.
type Error struct {
	Text string
	Want string
}

func (e *Error) Error() string {
	return e.Said(func(text string) string { return text })
}

// Said is the message in another language; say translates its parts.
func (e *Error) Said(say func(text string) string) string {
	return fmt.Sprintf(say("%q is not a date: write %s"), e.Text, say(e.Want))
}

const wantISO = "a day that exists as YYYY-MM-DD, like 2026-06-18"

// New returns the day, or an error when it does not exist (31 February).
func New(year, month, day int) (Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	d := Of(t)
	if y, m, dd := t.Date(); y != year || int(m) != month || dd != day || d < First || d > Last {
		return 0, &Error{Text: fmt.Sprintf("%04d-%02d-%02d", year, month, day), Want: wantISO}
	}
	return d, nil
}

// MustParse is Parse for constants in code and tests.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Parse reads exactly YYYY-MM-DD, the form of every file, column and interface.
func Parse(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, &Error{Text: clip(s), Want: wantISO}
	}
	return fromParts(s, s[:4], s[5:7], s[8:])
}

// ParseCompact reads exactly YYYYMMDD, the form of LEDES 1998B.
func ParseCompact(s string) (Date, error) {
	if len(s) != 8 {
		return 0, &Error{Text: clip(s), Want: "eight digits YYYYMMDD of a day that exists"}
	}
	return fromParts(s, s[:4], s[4:6], s[6:])
}

func fromParts(s, ys, ms, ds string) (Date, error) {
	y, okY := digits(ys)
	m, okM := digits(ms)
	d, okD := digits(ds)
	if !okY || !okM || !okD {
		return 0, &Error{Text: clip(s), Want: wantISO}
	}
	date, err := New(y, m, d)
	if err != nil {
		return 0, &Error{Text: clip(s), Want: wantISO}
	}
	return date, nil
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

const wantTyped = "a day such as 18, 6/18, 6/18/2026, 2026-06-18, t (today), y (yesterday), m, h, +3 or -1"

// ParseTyped reads a day as bookkeepers type it, relative to from (the day now
// in the field, else today): t today, y yesterday, m and h the first and last
// day of the month, w and k of the week, +n and -n days, "18" a day of the
// month, "6/18" and "6/18/26" month first when monthFirst, and ISO.
func ParseTyped(s string, from, today Date, monthFirst bool) (Date, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	if from == 0 {
		from = today
	}
	switch text {
	case "t", "today":
		return today, nil
	case "y", "yesterday":
		return today.AddDays(-1), nil
	case "m":
		return from.MonthStart(), nil
	case "h":
		return from.MonthEnd(), nil
	case "w":
		return from.WeekStart(), nil
	case "k":
		return from.WeekStart().AddDays(6), nil
	case "+":
		return from.AddDays(1), nil
	case "-":
		return from.AddDays(-1), nil
	}
	bad := &Error{Text: clip(s), Want: wantTyped}
	if len(text) > 1 && (text[0] == '+' || text[0] == '-') {
		n, err := strconv.Atoi(text[1:])
		if err != nil || n > 40_000 {
			return 0, bad
		}
		if text[0] == '-' {
			n = -n
		}
		if d := from.AddDays(n); d >= First && d <= Last {
			return d, nil
		}
		return 0, bad
	}
	if d, err := Parse(text); err == nil {
		return d, nil
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == ' ' })
	nums := make([]int, len(parts))
	for i, p := range parts {
		n, ok := digits(p)
		if !ok || len(p) > 4 {
			return 0, bad
		}
		nums[i] = n
	}
	y, m, d := from.Year(), from.Month(), 0
	switch len(nums) {
	case 1:
		d = nums[0]
	case 3:
		y = nums[2]
		if y < 100 {
			y += 2000
		}
		fallthrough
	case 2:
		m, d = nums[0], nums[1]
		if !monthFirst {
			m, d = d, m
		}
	default:
		return 0, bad
	}
	date, err := New(y, m, d)
	if err != nil {
		return 0, bad
	}
	return date, nil
}

// Of is the civil day on which the instant falls in its own location.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return Date(midnight.Unix()/86400 + unixDay)
}

const unixDay = 719163 // 1970-01-01 as a Date

// Time is midnight UTC of the day, for formatting only.
func (d Date) Time() time.Time { return time.Unix(int64(d-unixDay)*86400, 0).UTC() }

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == 0 }

// String is YYYY-MM-DD, or empty for no date.
func (d Date) String() string { return d.layout("2006-01-02") }

// Compact is YYYYMMDD, the form of LEDES 1998B, or empty for no date.
func (d Date) Compact() string { return d.layout("20060102") }

// Long is the form of papers in the United States: "June 18, 2026".
func (d Date) Long() string { return d.layout("January 2, 2006") }

// Short is the form of tables: "18 Jun 2026", the same in every country.
func (d Date) Short() string { return d.layout("02 Jan 2006") }

func (d Date) layout(l string) string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(l)
}

// Year, Month and Day take the date apart.
func (d Date) Year() int  { return d.Time().Year() }
func (d Date) Month() int { return int(d.Time().Month()) }
func (d Date) Day() int   { return d.Time().Day() }

// Weekday of the day.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// AddDays moves by whole days.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths moves by whole months and stays inside the month: 31 January plus
// one month is the last day of February.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := Of(time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	return min(first.AddDays(t.Day()-1), first.MonthEnd())
}

// Sub is the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d - e) }

// MonthStart and MonthEnd are the first and last day of the month.
func (d Date) MonthStart() Date { return d.AddDays(1 - d.Day()) }
func (d Date) MonthEnd() Date {
	t := d.Time()
	return Of(time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC))
}

// WeekStart is the Monday on or before the day.
func (d Date) WeekStart() Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// Compare orders dates for slices.SortFunc.
func (d Date) Compare(e Date) int { return cmp.Compare(d, e) }

// MarshalText and UnmarshalText give JSON and YAML the ISO form; an empty text
// is no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := Parse(string(b))
	*d = v
	return err
}
