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

// BankMapping says how a bank writes its CSV: which of its columns is what, and
// how it writes days and amounts. It is remembered for each account.
type BankMapping struct {
	Date        string `json:"date"`
	Amount      string `json:"amount,omitempty"` // or Debit and Credit
	Debit       string `json:"debit,omitempty"`
	Credit      string `json:"credit,omitempty"`
	Reference   string `json:"reference,omitempty"`
	Description string `json:"description,omitempty"`
	Balance     string `json:"balance,omitempty"`
	Currency    string `json:"currency,omitempty"`
	// Dates is ymd, mdy or dmy; blank: as the days of the file show.
	Dates string `json:"dates,omitempty"`
	// Comma stands between fields: one of , ; | or a tab; blank: a comma.
	Comma string `json:"comma,omitempty"`
	// DecimalComma: 1.234,56 for 1,234.56.
	DecimalComma bool `json:"decimal_comma,omitempty"`
	// Negate: the bank writes money that goes out as positive.
	Negate bool `json:"negate,omitempty"`
}

// IsZero says that nothing is set.
func (m BankMapping) IsZero() bool { return m == BankMapping{} }

// OwnMapping are the columns of the program's own form.
var OwnMapping = BankMapping{Date: "date", Amount: "amount", Reference: "reference", Description: "description", Balance: "balance"}

// BankStatement is what a file of a bank says, its lines from the oldest day to
// the newest.
type BankStatement struct {
	Format     string
	Mapping    BankMapping // of a CSV file: as it was read
	Lines      []BankLine
	From, To   cal.Date
	HasClosing bool
	Closing    money.Amount
	Last4      string // of the account the file is of, blank when it does not say
}

// fieldsOf are the parts of a mapping with the names they have in the program.
func (m *BankMapping) fields() []struct {
	name string
	col  *string
} {
	return []struct {
		name string
		col  *string
	}{{"date", &m.Date}, {"amount", &m.Amount}, {"debit", &m.Debit}, {"credit", &m.Credit}, {"reference", &m.Reference},
		{"description", &m.Description}, {"balance", &m.Balance}, {"currency", &m.Currency}}
}

// ParseBankMapping reads a mapping as a person writes it:
// "date=Posting Date, amount=Amount, dates=mdy". Names are those of
// [BankMapping], columns those of the bank's header.
func ParseBankMapping(text string) (BankMapping, error) {
	var m BankMapping
	var check fault.Check
	for part := range strings.SplitSeq(text, ",") {
		name, column, ok := strings.Cut(part, "=")
		name, column = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(column)
		if name == "" && column == "" && !ok {
			continue
		}
		if !ok || column == "" {
			check.Add("map", "map.format", "%q is no part of a mapping: write name=column, as date=Posting Date.", strings.TrimSpace(part))
			continue
		}
		if !m.set(name, column) {
			check.Add("map", "map.unknown", "%q is nothing that can be mapped: date, amount, debit, credit, reference, description, balance, currency, dates (ymd, mdy, dmy), decimal (comma), sign (out).", name)
		}
	}
	if m.Date == "" {
		check.Add("map", "map.date", "The mapping names no column of the day.")
	}
	if (m.Amount == "") == (m.Debit == "" && m.Credit == "") {
		check.Add("map", "map.amount", "The mapping names either the column of the amount, or those of debit and credit.")
	}
	return m, check.Result("map.invalid", "The mapping")
}

func (m *BankMapping) set(name, column string) bool {
	for _, f := range m.fields() {
		if f.name == name {
			*f.col = strings.ToLower(column)
			return true
		}
	}
	switch {
	case name == "dates" && slices.Contains([]string{"ymd", "mdy", "dmy"}, column):
		m.Dates = column
	case name == "decimal" && column == "comma":
		m.DecimalComma = true
	case name == "sign" && column == "out":
		m.Negate = true
	default:
		return false
	}
	return true
}

// known names of columns in the exports of banks.
var bankWords = map[string][]string{
	"date":        {"date", "posting date", "posted date", "post date", "transaction date", "trans date", "booking date", "value date", "effective date"},
	"amount":      {"amount", "transaction amount", "amount (usd)", "net amount"},
	"debit":       {"debit", "debits", "debit amount", "withdrawal", "withdrawals", "withdrawal amount", "money out", "paid out", "payments"},
	"credit":      {"credit", "credits", "credit amount", "deposit", "deposits", "deposit amount", "money in", "paid in", "receipts"},
	"reference":   {"reference", "check number", "check no", "check no.", "check #", "check or slip #", "check", "cheque number", "serial number", "ref", "ref no", "reference number", "bank reference"},
	"description": {"description", "details", "memo", "payee", "narrative", "transaction description", "text", "name"},
	"balance":     {"balance", "running balance", "running bal.", "ledger balance", "account balance"},
	"currency":    {"currency", "ccy"},
}

// GuessMapping finds what a header of a bank most likely means. ok is false when
// it has no day or no amount.
func GuessMapping(header []string) (m BankMapping, ok bool) {
	used := map[string]bool{}
	for _, f := range m.fields() {
		for _, word := range bankWords[f.name] {
			if !used[word] && slices.ContainsFunc(header, func(h string) bool { return columnName(h) == word }) {
				*f.col, used[word] = word, true
				break
			}
		}
	}
	if m.Amount != "" {
		m.Debit, m.Credit = "", ""
	}
	return m, m.Date != "" && (m.Amount != "" || m.Debit != "" || m.Credit != "")
}

func columnName(h string) string { return strings.ToLower(strings.TrimSpace(h)) }

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

// mappingOf tests a mapping against the header, or finds one.
func mappingOf(header []string, m BankMapping) (BankMapping, error) {
	var check fault.Check
	has := func(name string) bool {
		return slices.ContainsFunc(header, func(h string) bool { return columnName(h) == name })
	}
	hint := "The columns are date*, amount*, reference, description, balance (* required). A bank's own file is read with --map, which is remembered: --map \"date=Posting Date,amount=Amount,dates=mdy\"."
	if m.Date != "" {
		for _, f := range m.fields() {
			if *f.col != "" && !has(*f.col) {
				check.AddLine(1, *f.col, "column.missing", "The file has no column %q, which the mapping of this account takes for the %s.", *f.col, f.name)
			}
		}
	} else if has("date") && has("amount") {
		own := OwnMapping
		own.Dates, own.Comma, own.DecimalComma, own.Negate = m.Dates, m.Comma, m.DecimalComma, m.Negate
		m = own
		for _, f := range m.fields() {
			if *f.col != "" && !has(*f.col) {
				*f.col = ""
			}
		}
		seen := map[string]bool{}
		for i, h := range header {
			name := columnName(h)
			switch known := []string{"date", "amount", "reference", "description", "balance", "currency"}; {
			case name == "":
				check.AddLine(1, fmt.Sprintf("column %d", i+1), "column.blank", "Column %d has no name.", i+1)
			case !slices.Contains(known, name):
				check.AddLine(1, name, "column.unknown", "There is no column %q in this kind of file.", name)
			case seen[name]:
				check.AddLine(1, name, "column.twice", "Column %q stands there twice.", name)
			case name == "currency":
				m.Currency = name
			}
			seen[name] = true
		}
	} else {
		guess, ok := GuessMapping(header)
		if !ok {
			if guess.Date == "" {
				check.AddLine(1, "date", "column.missing", "Column \"date\" is missing.")
			}
			if guess.Amount == "" && guess.Debit == "" && guess.Credit == "" {
				check.AddLine(1, "amount", "column.missing", "Column \"amount\" is missing.")
			}
		}
		guess.Dates, guess.Comma, guess.DecimalComma, guess.Negate = m.Dates, m.Comma, m.DecimalComma, m.Negate
		m = guess
	}
	err := check.Result("import.header", "The header")
	var e *fault.Error
	if errors.As(err, &e) {
		e.Hint = hint
	}
	return m, err
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
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, negative = s[1:len(s)-1], true
	}
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, "-") {
		s, negative = s[:len(s)-1], !negative
	}
	if strings.HasPrefix(s, "-") {
		s, negative = s[1:], !negative
	}
	s = strings.TrimPrefix(strings.TrimSpace(s), "+")
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, string(cur)), string(cur)))
	if mark := cur.Symbol(); mark != "" {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	if strings.HasPrefix(s, "-") {
		s, negative = s[1:], !negative
	}
	if decimalComma {
		s = strings.ReplaceAll(s, ",", "\x00")
		s = strings.ReplaceAll(s, ".", "")
		s = strings.ReplaceAll(s, "\x00", ".")
	}
	a, err := money.ParseAmount(s, cur)
	if err != nil || a < 0 {
		return 0, fmt.Errorf("%q is no amount", text)
	}
	if negative {
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

// bankYears is how far back a statement may reach: longer than any court rule
// asks that records be kept.
const bankYears = 20

func absurdDay(check *fault.Check, on, today cal.Date, no int) {
	switch {
	case on > today.AddDays(1):
		check.AddLine(no, "date", "date.ahead", "%s is still to come; today is %s. A bank tells what has happened.", on, today)
	case on < today.AddMonths(-12*bankYears):
		check.AddLine(no, "date", "date.old", "%s is more than %d years ago.", on, bankYears)
	}
}

// finish puts the lines in the order of their days and tests what a whole file
// must hold: no line twice, and balances that follow from the amounts.
func (st *BankStatement) finish(check *fault.Check, cur money.Currency) {
	if len(st.Lines) == 0 {
		return
	}
	first, last := st.Lines[0], st.Lines[len(st.Lines)-1]
	if first.On > last.On || first.On == last.On && !runs(st.Lines) && runs(reversed(st.Lines)) {
		slices.Reverse(st.Lines) // newest first, as many banks write
	}
	if !slices.ContainsFunc(st.Lines, func(l BankLine) bool { return l.HasBalance }) {
		slices.SortStableFunc(st.Lines, func(a, b BankLine) int { return a.On.Compare(b.On) })
	}
	seen := map[string]int{}
	for _, l := range st.Lines {
		key := "id " + l.BankID
		if l.BankID == "" {
			key = fmt.Sprintf("%s|%d|%s|%s|%v|%d", l.On, l.Amount, l.Reference, l.Description, l.HasBalance, l.Balance)
		}
		if first, twice := seen[key]; twice {
			check.AddLine(l.No, "", "bank.doubled", "The line says the same as line %d: %s on %s.", first, l.Amount.Format(cur), l.On)
			continue
		}
		seen[key] = l.No
	}
	st.balances(check, cur)
	st.From, st.To = st.Lines[0].On, st.Lines[0].On
	for _, l := range st.Lines {
		st.From, st.To = min(st.From, l.On), max(st.To, l.On)
	}
	if last := st.Lines[len(st.Lines)-1]; last.HasBalance {
		st.HasClosing, st.Closing = true, last.Balance
	}
}

func reversed(lines []BankLine) []BankLine {
	c := slices.Clone(lines)
	slices.Reverse(c)
	return c
}

// runs says whether each balance follows from the one before.
func runs(lines []BankLine) bool {
	for i := 1; i < len(lines); i++ {
		if lines[i].HasBalance && lines[i-1].HasBalance && lines[i-1].Balance+lines[i].Amount != lines[i].Balance {
			return false
		}
	}
	return true
}

func (st *BankStatement) balances(check *fault.Check, cur money.Currency) {
	known := false
	var balance money.Amount
	for _, l := range st.Lines {
		sum, err := balance.Add(l.Amount)
		if err != nil {
			check.AddLine(l.No, "amount", "amount.range", "%s.", err)
			return
		}
		balance = sum
		if !l.HasBalance {
			continue
		}
		if known && balance != l.Balance {
			check.AddLine(l.No, "balance", "bank.balance", "The balance should be %s here: the line before and this amount come to that, not to %s.", balance.Format(cur), l.Balance.Format(cur))
		}
		known, balance = true, l.Balance
	}
}

// BankHeader is the header of a CSV file, to be asked about; nil when it has none.
func BankHeader(data []byte) []string {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\n"))
	r := csv.NewReader(bytes.NewReader(line))
	header, err := r.Read()
	if err != nil {
		return nil
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	return header
}

// SameColumn says whether two texts name the same column.
func SameColumn(a, b string) bool { return columnName(a) == columnName(b) }
