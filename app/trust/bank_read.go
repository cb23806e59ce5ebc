package trust

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// bankRows is a CSV file taken apart.
type bankRows struct {
	header []string
	rows   [][]string
	lines  []int
}

const bankMost = 100_000 // lines of one file

func readBankRows(data []byte, comma rune) (bankRows, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, false
	var out bankRows
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		var p *csv.ParseError
		if errors.As(err, &p) {
			return out, bankFault("bank.quotes", p.Line, "Line %d: the quotes are not those of CSV, so nobody can tell where fields end.", p.Line)
		}
		if err != nil {
			return out, fault.Wrap(err, "reading the bank's file")
		}
		line, _ := r.FieldPos(0)
		if !slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" }) {
			continue
		}
		if out.header == nil {
			out.header = fields
			continue
		}
		if len(out.rows) == bankMost {
			return out, bankFault("bank.too_many", line, "The file has more than %d lines.", bankMost)
		}
		out.rows, out.lines = append(out.rows, fields), append(out.lines, line)
	}
}

func bankFault(code string, line int, format string, args ...any) *fault.Error {
	e := fault.New(fault.Invalid, code, format, args...)
	e.Faults = []fault.Fault{{Code: code, Line: line, Message: e.Message}}
	return e
}

// ReadBankCSV reads the export of a bank. With a zero mapping the header must be
// the program's own, or one that banks are known to write. All that is wrong is
// told at once, each with its line.
func ReadBankCSV(data []byte, m BankMapping, cur money.Currency, today cal.Date) (BankStatement, error) {
	comma := ','
	if m.Comma != "" {
		comma = []rune(m.Comma)[0]
	}
	sheet, err := readBankRows(data, comma)
	if err != nil {
		return BankStatement{}, err
	}
	if sheet.header == nil {
		return BankStatement{}, bankFault("bank.empty", 0, "The file is empty.").Advise("The first line names the columns: date*, amount*, reference, description, balance (* required).")
	}
	if m, err = mappingOf(sheet.header, m); err != nil {
		return BankStatement{}, err
	}
	if len(sheet.rows) == 0 {
		return BankStatement{}, bankFault("bank.empty", 1, "The file names its columns but has no line.").Advise("Export the days of the statement again.")
	}
	r := bankReader{m: m, cur: cur, today: today, index: map[string]int{}}
	for i, h := range sheet.header {
		if _, twice := r.index[columnName(h)]; !twice {
			r.index[columnName(h)] = i
		}
	}
	if r.dates = m.Dates; r.dates == "" {
		r.dates = r.orderOfDates(sheet)
	}
	st := BankStatement{Format: "csv", Mapping: m}
	for i, fields := range sheet.rows {
		if len(fields) != len(sheet.header) {
			r.check.AddLine(sheet.lines[i], "", "row.fields", "The line has %d fields, the header %d.", len(fields), len(sheet.header))
			continue
		}
		st.Lines = append(st.Lines, r.line(fields, sheet.lines[i]))
	}
	if r.check.OK() {
		st.finish(&r.check, cur)
	}
	return st, lineFaults(r.check.Faults())
}

// lineFaults is one error of all that is wrong, nil for nothing.
func lineFaults(faults []fault.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	e := fault.New(fault.Invalid, "import.rejected", "%d things are wrong in the bank's file; nothing was imported.", len(faults))
	if f := faults[0]; len(faults) == 1 {
		e.Message = fmt.Sprintf("Line %d of the bank's file is wrong, so nothing was imported: %s", f.Line, f.Message)
	}
	e.Faults = faults
	return e.Advise("Export the statement again, or mend the file; a bank's file is imported whole or not at all.")
}

type bankReader struct {
	m     BankMapping
	cur   money.Currency
	today cal.Date
	index map[string]int
	dates string
	check fault.Check
}

func (r *bankReader) get(fields []string, column string) string {
	if column == "" {
		return ""
	}
	i, ok := r.index[column]
	if !ok || i >= len(fields) {
		return ""
	}
	return strings.TrimSpace(fields[i])
}

func (r *bankReader) line(fields []string, no int) BankLine {
	l := BankLine{No: no, Reference: clipText(r.get(fields, r.m.Reference), 60), Description: clipText(r.get(fields, r.m.Description), 300)}
	l.On = r.day(r.get(fields, r.m.Date), no)
	if r.m.Amount != "" {
		l.Amount = r.amount("amount", r.get(fields, r.m.Amount), no)
		if r.m.Negate {
			l.Amount = -l.Amount
		}
	} else {
		out, in := r.get(fields, r.m.Debit), r.get(fields, r.m.Credit)
		switch {
		case out != "" && in != "" && r.amount("debit", out, no) != 0 && r.amount("credit", in, no) != 0:
			r.check.AddLine(no, "amount", "amount.twice", "The line has both a debit and a credit.")
		case in != "" && r.amount("credit", in, no) != 0:
			l.Amount = r.amount("credit", in, no).Abs()
		case out != "":
			l.Amount = -r.amount("debit", out, no).Abs()
		default:
			r.check.AddLine(no, "amount", "amount.required", "The line has neither a debit nor a credit.")
		}
	}
	if l.Amount == 0 && r.check.OK() {
		r.check.AddLine(no, "amount", "amount.zero", "The line moves nothing.")
	}
	if text := r.get(fields, r.m.Balance); text != "" {
		l.HasBalance, l.Balance = true, r.amount("balance", text, no)
	}
	if c := r.get(fields, r.m.Currency); c != "" && !strings.EqualFold(c, string(r.cur)) {
		r.check.AddLine(no, "currency", "bank.currency", "The line is in %s; the account is kept in %s.", clipText(c, 10), r.cur)
	}
	return l
}

func clipText(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// amount reads what banks write: a sign before or after, brackets, a currency's
// mark, groups.
func (r *bankReader) amount(path, text string, no int) money.Amount {
	a, err := parseBankAmount(text, r.cur, r.m.DecimalComma)
	if err == nil {
		return a
	}
	code, message := path+".format", fmt.Sprintf("%q is no amount.", clipText(text, 40))
	if other := otherCurrency(text, r.cur); other != "" {
		code, message = "bank.currency", fmt.Sprintf("%q is in %s; the account is kept in %s.", clipText(text, 40), other, r.cur)
	}
	r.check.AddLine(no, path, code, "%s", message)
	return 0
}

func otherCurrency(text string, cur money.Currency) string {
	for _, mark := range []string{"€", "£", "EUR", "GBP", "CAD", "AUD", "USD", "CHF", "$"} {
		if strings.Contains(strings.ToUpper(text), mark) && mark != string(cur) && mark != cur.Symbol() {
			return mark
		}
	}
	return ""
}

func parseBankAmount(text string, cur money.Currency, decimalComma bool) (money.Amount, error) {
	s := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(text), "\u00a0", ""), "\u2212", "-")
	signs := 0 // one is minus; two contradict or repeat each other, and nobody can tell which
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[1 : len(s)-1])
		signs++
	}
	if rest, minus := strings.CutSuffix(s, "-"); minus {
		s = rest
		signs++
	}
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		s = rest
		signs++
	}
	s = strings.TrimPrefix(strings.TrimSpace(s), "+")
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, string(cur)), string(cur)))
	if mark := cur.Symbol(); mark != "" {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		s = rest
		signs++
	}
	if decimalComma {
		s = strings.ReplaceAll(s, ",", "\x00")
		s = strings.ReplaceAll(s, ".", "")
		s = strings.ReplaceAll(s, "\x00", ".")
	}
	a, err := money.ParseAmount(s, cur)
	if err != nil || a < 0 || signs > 1 {
		return 0, fmt.Errorf("%q is no amount", text)
	}
	if signs == 1 {
		a = -a
	}
	return a, nil
}

// orderOfDates finds how the file writes days: ymd by its shape, else by a day
// that can be no month. Blank: it cannot be told.
func (r *bankReader) orderOfDates(sheet bankRows) string {
	first, second := false, false
	for _, f := range sheet.rows {
		parts := dateParts(r.get(f, r.m.Date))
		if len(parts) != 3 {
			continue
		}
		if len(parts[0]) == 4 {
			return "ymd"
		}
		first = first || number(parts[0]) > 12
		second = second || number(parts[1]) > 12
	}
	switch {
	case first && !second:
		return "dmy"
	case second && !first:
		return "mdy"
	}
	return ""
}

func dateParts(s string) []string {
	s, _, _ = strings.Cut(s, " ")
	s, _, _ = strings.Cut(s, "T")
	if len(s) == 8 && number(s) > 0 {
		return []string{s[:4], s[4:6], s[6:]}
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 99999999 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

func (r *bankReader) day(text string, no int) cal.Date {
	if text == "" {
		r.check.AddLine(no, "date", "date.required", "date is required.")
		return 0
	}
	p := dateParts(text)
	var y, m, d int
	switch {
	case len(p) != 3:
		r.check.AddLine(no, "date", "date.format", "%q is no day.", clipText(text, 40))
		return 0
	case r.dates == "ymd" || len(p[0]) == 4:
		y, m, d = number(p[0]), number(p[1]), number(p[2])
	case r.dates == "mdy":
		m, d, y = number(p[0]), number(p[1]), number(p[2])
	case r.dates == "dmy":
		d, m, y = number(p[0]), number(p[1]), number(p[2])
	default:
		r.check.AddLine(no, "date", "date.order", "%q may be two days: nothing in the file tells the day from the month. Say which it is (dates=mdy or dates=dmy).", clipText(text, 40))
		return 0
	}
	if y >= 0 && y < 100 {
		y += 2000
	}
	on, err := cal.New(y, m, d)
	if err != nil || y < 0 || m < 0 || d < 0 {
		r.check.AddLine(no, "date", "date.format", "%q is no day.", clipText(text, 40))
		return 0
	}
	absurdDay(&r.check, on, r.today, no)
	return on
}
