package money

import "strings"

// Currency is an ISO 4217 code such as "USD". Every invoice and every trust
// account has exactly one; amounts of different currencies are never added.
type Currency string

// Common currencies.
const (
	USD Currency = "USD"
	CAD Currency = "CAD"
	GBP Currency = "GBP"
	EUR Currency = "EUR"
	JPY Currency = "JPY"
)

type currencyFact struct {
	digits int
	symbol string
}

// The currencies a firm may keep books in, with the exponent of ISO 4217 and
// the sign printed on invoices.
var currencies = map[Currency]currencyFact{
	"USD": {2, "$"}, "CAD": {2, "CA$"}, "AUD": {2, "A$"}, "NZD": {2, "NZ$"},
	"GBP": {2, "£"}, "EUR": {2, "€"}, "CHF": {2, "CHF "}, "SEK": {2, "SEK "},
	"NOK": {2, "NOK "}, "DKK": {2, "DKK "}, "PLN": {2, "PLN "}, "CZK": {2, "CZK "},
	"JPY": {0, "¥"}, "KRW": {0, "₩"}, "CNY": {2, "CN¥"}, "INR": {2, "₹"},
	"HKD": {2, "HK$"}, "SGD": {2, "S$"}, "MXN": {2, "MX$"}, "BRL": {2, "R$"},
	"ZAR": {2, "R "}, "ILS": {2, "₪"}, "AED": {2, "AED "}, "KWD": {3, "KWD "},
	"BHD": {3, "BHD "}, "TND": {3, "TND "}, "ISK": {0, "ISK "}, "HUF": {2, "HUF "},
}

// ParseCurrency accepts a known ISO 4217 code in any case.
func ParseCurrency(s string) (Currency, error) {
	c := Currency(strings.ToUpper(strings.TrimSpace(s)))
	if _, ok := currencies[c]; !ok {
		return "", &FormatError{What: "currency", Text: s, Want: "a three-letter ISO 4217 code such as USD"}
	}
	return c, nil
}

// Known says whether the currency is one the program can keep books in.
func (c Currency) Known() bool { _, ok := currencies[c]; return ok }

// Digits is the number of decimals of the minor unit: 2 for USD, 0 for JPY.
// An unknown code counts as two decimals; input is checked by [ParseCurrency].
func (c Currency) Digits() int {
	if f, ok := currencies[c]; ok {
		return f.digits
	}
	return 2
}

// Symbol is the sign printed before an amount: "$", "£".
func (c Currency) Symbol() string {
	if f, ok := currencies[c]; ok {
		return f.symbol
	}
	return string(c) + " "
}
