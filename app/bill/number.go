package bill

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// DefaultPattern is the pattern of invoice numbers of a new firm: "2026-0125".
const DefaultPattern = "{YYYY}-{NNNN}"

// maxNumber is the longest invoice number (LEDES 1998B field 2 INVOICE_NUMBER).
const maxNumber = 20

// Pattern is how invoice numbers are written: {YYYY} or {YY} the year of the
// invoice date, {MM} its month, one run of {N...} the counter padded to that
// many digits, and letters, digits, "-", "_", "." or "/" as they stand.
//
// With a year in the pattern the counter starts at 1 each year, else it never
// restarts. A counter wider than its field takes more digits, so no two
// numbers of a pattern are the same.
type Pattern struct {
	text   string
	pieces []piece
	yearly bool
}

type piece struct {
	text  string // as it stands, when width is 0
	field string // "YYYY", "YY", "MM", "N"
	width int
}

var (
	fieldPattern   = regexp.MustCompile(`^(YYYY|YY|MM|N{1,12})$`)
	literalPattern = regexp.MustCompile(`^[A-Za-z0-9._/-]*$`)
)

// ParsePattern reads a pattern; a blank one is [DefaultPattern]. Invalid
// ("invoice_series.invalid") says what is wrong with it.
func ParsePattern(s string) (Pattern, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		s = DefaultPattern
	}
	bad := func(format string, args ...any) (Pattern, error) {
		return Pattern{}, fault.New(fault.Invalid, "invoice_series.invalid", "The pattern %q for invoice numbers %s.", s, fmt.Sprintf(format, args...)).
			Advise("Write a pattern such as {YYYY}-{NNNN}, {YY}{NNNNN} or {NNNNNN}.")
	}
	p := Pattern{text: s}
	counters := 0
	for rest := s; rest != ""; {
		literal, after, field := strings.Cut(rest, "{")
		if !literalPattern.MatchString(literal) {
			return bad("holds %q: outside braces only letters, digits, -, _, . and / can be written in every file", literal)
		}
		if literal != "" {
			p.pieces = append(p.pieces, piece{text: literal})
		}
		if !field {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || !fieldPattern.MatchString(name) {
			return bad("holds an unknown field {%s}", name)
		}
		switch {
		case name[0] == 'N':
			counters++
			p.pieces = append(p.pieces, piece{field: "N", width: len(name)})
		default:
			p.yearly = p.yearly || name[0] == 'Y'
			p.pieces = append(p.pieces, piece{field: name, width: len(name)})
		}
		rest = tail
	}
	if counters != 1 {
		return bad("must hold the counter {NNNN} exactly once, not %d times", counters)
	}
	if n, err := p.Number(1, cal.First); err != nil || strings.HasPrefix(n, "-") {
		return bad("gives a number that is longer than %d characters or begins with a dash", maxNumber)
	}
	return p, nil
}

// String is the pattern as it was written.
func (p Pattern) String() string { return p.text }

// Series names the counter that numbers invoices of the date: each year its own
// when the pattern has the year.
func (p Pattern) Series(on cal.Date) string {
	if p.yearly {
		return fmt.Sprintf("invoice %04d", on.Year())
	}
	return "invoice"
}

// Number writes the nth number of the series on the date. Refused
// ("invoice.number_length") when it would be longer than 20 characters.
func (p Pattern) Number(n int64, on cal.Date) (string, error) {
	var b strings.Builder
	for _, pc := range p.pieces {
		switch pc.field {
		case "":
			b.WriteString(pc.text)
		case "N":
			fmt.Fprintf(&b, "%0*d", pc.width, n)
		case "YYYY":
			fmt.Fprintf(&b, "%04d", on.Year())
		case "YY":
			fmt.Fprintf(&b, "%02d", on.Year()%100)
		case "MM":
			fmt.Fprintf(&b, "%02d", on.Month())
		}
	}
	if b.Len() > maxNumber {
		return "", fault.Refuse("invoice.number_length", "The invoice number %s is longer than %d characters (the limit of LEDES).", b.String(), maxNumber).
			Advise("Choose a shorter pattern for invoice numbers in the firm's settings.")
	}
	return b.String(), nil
}

// Counter reads the counter back out of a number written with the pattern on
// the date; ok is false when the number was not written with it.
func (p Pattern) Counter(number string, on cal.Date) (n int64, ok bool) {
	before, after := "", ""
	width, seen := 0, false
	for _, pc := range p.pieces {
		text := pc.text
		switch pc.field {
		case "N":
			width, seen = pc.width, true
			continue
		case "YYYY":
			text = fmt.Sprintf("%04d", on.Year())
		case "YY":
			text = fmt.Sprintf("%02d", on.Year()%100)
		case "MM":
			text = fmt.Sprintf("%02d", on.Month())
		}
		if seen {
			after += text
		} else {
			before += text
		}
	}
	digits, ok1 := strings.CutPrefix(number, before)
	digits, ok2 := strings.CutSuffix(digits, after)
	if !ok1 || !ok2 || len(digits) < width || len(digits) > width && digits[0] == '0' {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil && n > 0 && digits[0] != '+'
}
