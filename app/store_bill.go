package app

import (
	"time"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// BillQuery reads pre-bills, invoices, payments and what is owed.
type BillQuery interface {
	PreBill(id int64) (bill.PreBill, error)
	// PreBills lists newest first.
	PreBills(f PreBillFilter) ([]bill.PreBill, error)
	PreBillLines(preBillID int64) ([]bill.PreBillLine, error)
	// PreBillLineSteps are what a line was from the run to now, oldest first.
	PreBillLineSteps(preBillID int64, no int) ([]bill.PreBillStep, error)
	// PreBillsTouched is when each live pre-bill or one of its lines last changed.
	PreBillsTouched() (map[int64]time.Time, error)
	// PreBillComments are those of a pre-bill, oldest first; 0: of all live ones.
	PreBillComments(preBillID int64) ([]bill.PreBillComment, error)

	// Invoice with lines, timekeepers and paper.
	Invoice(id int64) (bill.Invoice, error)
	InvoiceByNumber(number string) (bill.Invoice, error)
	// Standings are invoices with what they have come to at f.AsOf, oldest first.
	Standings(f StandingFilter) ([]bill.Standing, error)

	// Turnover sums, by month, invoices dated in the days that are not void at their
	// end, and what was laid on any invoice on the days.
	Turnover(from, to cal.Date) ([]Turnover, error)

	Payment(id int64) (bill.Payment, error)
	// Payments lists newest first, with allocations.
	Payments(f PaymentFilter, p Page) ([]bill.Payment, error)
	PaymentByExt(extID string) (int64, error)
	// Unapplied is the client's money received and not allocated, at a date.
	Unapplied(clientID int64, asOf cal.Date) (money.Amount, error)
	Credits(invoiceID int64) ([]bill.Credit, error)
	// Shares are all shares of allocations and credits on the invoice; credits
	// count like payments. Used to see what each part still owes.
	Shares(invoiceID int64) ([]bill.Share, error)

	// Paper is the kept bytes of what left the firm, Missing when never kept.
	Paper(invoiceID int64, format string) (Paper, error)
	Papers(invoiceID int64) ([]Paper, error) // without bytes
}

// PreBillFilter limits pre-bills.
type PreBillFilter struct {
	MatterID int64
	ClientID int64
	Live     bool // open, in review or approved
	Statuses []bill.PreBillStatus
	Limit    int
}

// StandingFilter limits invoices.
type StandingFilter struct {
	ClientID  int64
	MatterID  int64
	AsOf      cal.Date // zero: now; else only movements to that day count
	Open      bool     // balance not zero
	Unsent    bool     // issued, neither sent nor void
	From, To  cal.Date // invoice date
	Text      string   // part of number, client or matter
	Limit     int
	Newest    bool // newest first
	InvoiceID int64
	IDs       []int64 // only these; none: all
}

// PaymentFilter limits payments.
type PaymentFilter struct {
	ClientID  int64
	InvoiceID int64
	From, To  cal.Date
	IDs       []int64 // only these; none: all
	Text      string  // words of the reference and the note, all of them
}

// Paper is what left the firm, byte for byte.
type Paper struct {
	ID        int64
	InvoiceID int64
	Format    string // "pdf", "ledes1998b"
	Name      string // file name
	SHA256    string // hex
	Bytes     []byte
	CreatedAt time.Time
}

// BillTx writes them. Invoices, payments, allocations and credits are never
// changed once added, but for an invoice being marked sent or void.
type BillTx interface {
	AddPreBill(*bill.PreBill, []bill.PreBillLine) error
	SetPreBill(*bill.PreBill) error
	SetPreBillLine(*bill.PreBillLine) error
	AddPreBillLine(*bill.PreBillLine) error // late work
	AddPreBillComment(*bill.PreBillComment) error
	// SetPreBillComment settles one, or opens it again; its words never change.
	SetPreBillComment(*bill.PreBillComment) error

	AddInvoice(*bill.Invoice) error
	// MarkInvoice saves Status, SentOn, SentHow, VoidedOn, VoidReason; nothing
	// else of an issued invoice can change.
	MarkInvoice(*bill.Invoice) error
	AddPayment(*bill.Payment) error
	// AddAllocation lays more of a payment on an invoice.
	AddAllocation(*bill.Allocation) error
	AddCredit(*bill.Credit) error
	AddPaper(*Paper) error
}

// Turnover is what was invoiced and what was laid on invoices in a month, by the
// timekeeper who is responsible for the matter.
type Turnover struct {
	Month         cal.Date // its first day
	ResponsibleID int64    // 0: nobody
	Currency      money.Currency
	Invoices      int
	Billed        money.Amount // totals of invoices
	Fees          money.Amount // on them, after discount
	Worked        money.Amount // value of the work on them at the agreed rates
	Collected     money.Amount // payments laid on invoices, whenever dated
	FeesCollected money.Amount // of that, on fees
	OfItCollected money.Amount // of Fees, collected to the last day
}
