package bill

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Deposit is money received that goes to the bank together, on one slip. The
// total is counted first from the papers in hand; the deposit is closed when its
// receipts come to it, and never changes from then on.
type Deposit struct {
	ID         int64
	Date       cal.Date
	Account    string // the bank account as the firm calls it
	Currency   money.Currency
	Expected   money.Amount // as counted; 0: not counted yet
	Closed     bool
	Note       string
	CreatedAt  time.Time
	RowVersion int64
}

// DepositSlip is a deposit as it is printed for the bank.
type DepositSlip struct {
	Firm     PaperFirm
	No       int64
	Date     cal.Date
	Account  string
	Currency money.Currency
	Note     string
	Expected money.Amount
	Total    money.Amount
	Draft    bool // not closed yet
	Items    []DepositLine
}

// DepositLine is a receipt on the slip: one check may pay several clients and
// stands on the slip once.
type DepositLine struct {
	From      string // who paid
	Method    PaymentMethod
	Reference string
	Received  cal.Date
	Amount    money.Amount
	Clients   []string // codes
	Payments  []int64
}

// Difference is what is missing to the expected total; negative when there is
// more.
func (s DepositSlip) Difference() money.Amount { return s.Expected - s.Total }
