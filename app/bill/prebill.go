package bill

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// PreBillStatus is where a pre-bill stands.
type PreBillStatus string

// States of a pre-bill.
const (
	PreBillOpen      PreBillStatus = "open"
	PreBillReview    PreBillStatus = "review" // with the reviewer
	PreBillApproved  PreBillStatus = "approved"
	PreBillFinal     PreBillStatus = "final"     // an invoice was issued from it
	PreBillDiscarded PreBillStatus = "discarded" // everything went back to work in progress
)

// Live says whether the pre-bill still holds its work.
func (s PreBillStatus) Live() bool {
	return s == PreBillOpen || s == PreBillReview || s == PreBillApproved
}

// PreBill is a bill being prepared for one matter. Its ID is the number people
// use for it.
type PreBill struct {
	ID           int64
	MatterID     int64
	ClientID     int64
	Through      cal.Date // last work date taken
	CreatedOn    cal.Date
	Status       PreBillStatus
	Holder       string       // who has it
	Note         string       // of the reviewer, not printed
	Discount     money.Amount // courtesy discount on fees, positive
	DiscountText string       // wording on the invoice
	Message      string       // to the client
	ApprovedBy   int64        // user
	ApprovedAt   time.Time
	InvoiceID    int64
	Held         string // why it waits and is not issued; blank: it does not wait
	RowVersion   int64
}

// LineAction is what a reviewer did with a line.
type LineAction string

// Actions on a line of a pre-bill.
const (
	LineKept        LineAction = ""            // as it came, or edited
	LineNoCharge    LineAction = "no_charge"   // shown with its value, charged nothing
	LineHeld        LineAction = "hold"        // stays work in progress, not on this bill
	LineWrittenOff  LineAction = "write_off"   // never billed
	LineTransferred LineAction = "transferred" // moved to another matter
)

// PreBillLine is one entry or expense on a pre-bill, as it came and as it
// stands. What came is never overwritten.
type PreBillLine struct {
	PreBillID int64
	No        int // stays the same while the pre-bill lives
	Kind      LineKind
	Date      cal.Date
	EntryID   int64
	ExpenseID int64

	TimekeeperID int64
	Task         string
	Activity     string
	Expense      string
	Worked       money.Quantity
	TrustPaid    string

	Was LineFigures // as it came
	Now LineFigures // as it will be billed

	Action   LineAction
	Reason   string // of the last change
	MovedTo  int64  // matter, when transferred
	EditedBy int64  // user of the last change
	EditedAt time.Time
}

// LineFigures are what a reviewer may change.
type LineFigures struct {
	Units  money.Quantity
	Rate   money.Rate
	Amount money.Amount
	Text   string
}

// PreBillComment is what somebody said about a pre-bill or one line of it. It is
// never changed; who has dealt with it settles it.
type PreBillComment struct {
	ID         int64
	PreBillID  int64
	Line       int // 0: the bill as a whole
	UserID     int64
	Text       string
	At         time.Time
	ResolvedBy int64 // user, 0: it is still open
	ResolvedAt time.Time
	RowVersion int64
}

// PreBillStep is a line as it became by one act.
type PreBillStep struct {
	At   time.Time
	User string // code
	Act  string
	Line PreBillLine
}

// Billed says whether the line will stand on the invoice.
func (l PreBillLine) Billed() bool { return l.Action == LineKept || l.Action == LineNoCharge }

// Charged is what the line adds to the bill as it stands.
func (l PreBillLine) Charged() money.Amount {
	if l.Action != LineKept {
		return 0
	}
	return l.Now.Amount
}

// WriteDown is how much less than it came the line is charged; negative is a
// write-up.
func (l PreBillLine) WriteDown() money.Amount {
	if !l.Billed() {
		return 0
	}
	if l.Action == LineNoCharge {
		return l.Was.Amount
	}
	return l.Was.Amount - l.Now.Amount
}
