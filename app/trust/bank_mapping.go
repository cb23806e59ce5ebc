package trust

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/fault"
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
