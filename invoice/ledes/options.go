package ledes

import (
	"matterbook/app/money"
)

// EOL is how lines end.
type EOL string

// Line ends. Windows receivers expect CRLF; one public validator takes LF only.
const (
	CRLF EOL = ""
	LF   EOL = "lf"
)

func (e EOL) bytes() string {
	if e == LF {
		return "\n"
	}
	return "\r\n"
}

// Rounding says what is written where units x rate is not a whole cent.
type Rounding string

// Roundings. 0.3 x 275.55 is 82.665: tolerant writes 82.67 and no adjustment
// (half a cent is within what receivers bear), exact writes 82.67 with the
// adjustment 0.005, so that the equation of the line holds to the last digit.
const (
	Tolerant Rounding = ""
	Exact    Rounding = "exact"
)

// FlatFee says how a fee without a timekeeper (a fixed fee) is written.
type FlatFee string

// Ways to write a fixed fee; clients differ, ask.
const (
	FlatAsAdjustment FlatFee = ""    // an IF row with a positive adjustment
	FlatAsFee        FlatFee = "fee" // an F row of one unit, by a stand-in timekeeper of class FLTFEE
)

// Options are what a receiver wants of a file. The zero value is the form most
// receivers take: 1998B, ASCII, CRLF, every line, nothing cut.
type Options struct {
	Format   *Format  // nil: 1998B
	Charset  Charset  // ASCII unless the receiver takes Windows-1252
	EOL      EOL      // CRLF unless the receiver wants LF
	Rounding Rounding // tolerant unless the receiver computes exactly
	FlatFee  FlatFee

	FirmID  string            // LAW_FIRM_ID the client gave the firm; blank: the one on the invoice
	Classes map[string]string // timekeeper class -> the receiver's code ("PARTNR": "PT"); others as they are

	FlatFeeTimekeeper string // TIMEKEEPER_ID of the stand-in, for FlatAsFee; blank: FLATFEE
	ExpenseCode       string // code of an expense that has none ("E124"); blank: refused
	TaxCode           string // expense code of the row that carries tax ("E124"); blank: a taxed bill is refused
	InterestCode      string // expense code of the row that carries interest; blank: such a bill is refused

	CutText        int  // narrative and description are cut to so many characters; 0: never cut
	DropZero       bool // leave out lines that charge nothing
	ShowTrustPaid  bool // show expenses paid from trust, with a total of 0
	NoDiscountLine bool // refuse a bill with a courtesy discount: some receivers take no IF row

	Currency money.Currency // what the receiver expects; blank: USD. The file itself has no currency
}

func (o Options) format() *Format {
	if o.Format == nil {
		return Format1998B
	}
	return o.Format
}

// Report says what a file holds and everything that is not in it word for
// word as on the bill.
type Report struct {
	Format   string   `json:"format"`
	Invoices int      `json:"invoices"`
	Rows     int      `json:"rows"`
	Bytes    int      `json:"bytes"`
	Lost     int      `json:"lost"` // characters for which a question mark stands
	Changes  []Change `json:"changes"`
	Notes    []Note   `json:"notes"`
}

// Change is a text that differs from the bill: which characters were replaced,
// and by what, or that a text was cut.
type Change struct {
	Invoice string `json:"invoice"`
	Line    string `json:"line"` // LINE_ITEM_NUMBER; blank for what stands on every row
	Field   string `json:"field"`
	What    string `json:"what"`  // "replaced", "dropped", "lost", "cut"
	From    string `json:"from"`  // "U+2019 ’", or the length before the cut
	To      string `json:"to"`    // what stands there now
	Count   int    `json:"count"` // how often
}

// Note is something the sender should know: a line left out, a currency the
// file cannot name.
type Note struct {
	Invoice string `json:"invoice"`
	Line    string `json:"line"`
	Code    string `json:"code"` // stable word, "ledes.currency"
	Message string `json:"message"`
}
