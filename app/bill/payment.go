package bill

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Payment is money received from a client. It is never edited: a mistake is
// reversed by a payment of the opposite amount that points at it.
type Payment struct {
	ID         int64
	ClientID   int64
	Date       cal.Date
	Amount     money.Amount // negative on a reversal
	Currency   money.Currency
	Method     PaymentMethod
	Reference  string // check number, wire id
	Note       string
	TrustTxnID int64 // the trust transfer that paid it
	ReversesID int64 // the payment this one takes back
	Reason     string
	ExtID      string
	CreatedAt  time.Time

	Allocations []Allocation
}

// Allocated is what has been laid on invoices.
func (p Payment) Allocated() money.Amount {
	var sum money.Amount
	for _, a := range p.Allocations {
		sum += a.Amount
	}
	return sum
}

// Unapplied is what stays as the client's credit. It is never income.
func (p Payment) Unapplied() money.Amount { return p.Amount - p.Allocated() }

// PaymentMethod is how money came.
type PaymentMethod string

// Methods of payment.
const (
	ByCheck PaymentMethod = "check"
	ByWire  PaymentMethod = "wire"
	ByACH   PaymentMethod = "ach"
	ByCard  PaymentMethod = "card"
	ByCash  PaymentMethod = "cash"
	ByTrust PaymentMethod = "trust"
)

// PaymentMethods in the order they are offered; trust only comes from the
// trust desk.
var PaymentMethods = []PaymentMethod{ByCheck, ByWire, ByACH, ByCard, ByCash}

// Part is a part of an invoice that a payment is laid on.
type Part string

// Parts in the order in which a payment fills them: interest, tax, hard costs,
// soft costs, fees. What the firm has laid out or owes comes back first.
const (
	PartInterest Part = "interest"
	PartTax      Part = "tax"
	PartHard     Part = "hard"
	PartSoft     Part = "soft"
	PartFees     Part = "fees"
)

// Parts in the default order of payment.
var Parts = []Part{PartInterest, PartTax, PartHard, PartSoft, PartFees}

// Allocation lays part of a payment on one invoice.
type Allocation struct {
	ID        int64
	PaymentID int64
	InvoiceID int64
	AppliedOn cal.Date
	Amount    money.Amount // negative when taken back
	Shares    []Share      // adds up to Amount
}

// Share is the piece of an allocation that belongs to one part, and for fees
// to one timekeeper.
type Share struct {
	Part         Part
	TimekeeperID int64 // fees only
	Amount       money.Amount
}

// Credit reduces what is owed on an issued invoice, with a reason. It has its
// own number and is never edited.
type Credit struct {
	ID        int64
	InvoiceID int64
	Date      cal.Date
	Amount    money.Amount // positive
	Reason    string
	CreatedAt time.Time
	Shares    []Share
}

// Standing is what an invoice has come to at a date.
type Standing struct {
	InvoiceID int64
	Number    string
	ClientID  int64
	MatterID  int64
	Date      cal.Date
	DueOn     cal.Date
	Status    InvoiceStatus
	SentOn    cal.Date
	Currency  money.Currency
	Total     money.Amount
	Paid      money.Amount // payments laid on it, to the date
	Credited  money.Amount
	Voided    money.Amount // the total, when void at the date
}

// Balance is what is still owed.
func (s Standing) Balance() money.Amount { return s.Total - s.Paid - s.Credited - s.Voided }

// Word is the state as people say it: final, sent, part paid, paid, credited, void.
func (s Standing) Word() string {
	switch {
	case s.Status == Void:
		return "void"
	case s.Balance() == 0 && s.Paid != 0:
		return "paid"
	case s.Balance() == 0 && s.Credited != 0:
		return "credited"
	case s.Paid != 0:
		return "part paid"
	}
	return string(s.Status)
}
