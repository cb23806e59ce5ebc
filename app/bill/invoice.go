package bill

import (
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// InvoiceStatus is where an issued invoice stands. Part paid and paid follow
// from the payments and are not stored; see [Standing].
type InvoiceStatus string

// Invoice states that are stored.
const (
	Final InvoiceStatus = "final" // numbered, in receivables, not yet delivered
	Sent  InvoiceStatus = "sent"  // delivered; trust may be drawn
	Void  InvoiceStatus = "void"  // taken back; the number stays used
)

// LineKind says what a line of a bill is.
type LineKind string

// Kinds of lines. Hard costs were paid to a third party, soft costs are the
// firm's own services (ABA Formal Opinion 93-379).
const (
	Fee  LineKind = "fee"
	Hard LineKind = "hard"
	Soft LineKind = "soft"
)

// Line is one line of an invoice, frozen when the invoice is finalized.
type Line struct {
	No        int // 1..n, also LEDES LINE_ITEM_NUMBER
	Kind      LineKind
	Date      cal.Date
	EntryID   int64 // time entry billed, fees
	ExpenseID int64 // expense billed

	TimekeeperID   int64
	TimekeeperCode string
	TimekeeperName string // "First Last"
	LEDESName      string // "Last, First", at most 30 characters
	Class          string

	Task     string // UTBMS task code, fees
	Activity string // UTBMS activity code, fees
	Expense  string // UTBMS expense code, costs
	Text     string // what the client reads

	Worked money.Quantity // hours worked; zero on costs
	Units  money.Quantity // hours or units charged
	Rate   money.Rate     // price of one unit
	Amount money.Amount   // what is charged; zero when no charge or paid from trust
	Value  money.Amount   // Units x Rate before any reduction of the amount

	NoCharge  bool   // shown with its value, charged nothing
	TrustPaid string // "paid from trust 06-05, check 1089": shown, nothing due
}

// Reduction is how far the line is charged below its value (LEDES adjustment,
// as a positive number for a discount).
func (l Line) Reduction() money.Amount { return l.Value - l.Amount }

// TimekeeperTotal is one row of the timekeeper summary.
type TimekeeperTotal struct {
	TimekeeperID  int64
	Code          string
	Name          string
	Class         string
	Hours         money.Quantity // charged
	NoChargeHours money.Quantity
	Rate          money.Rate // the one rate, or the average when several
	Mixed         bool       // several rates were charged
	Fees          money.Amount
	Discount      money.Amount // share of the courtesy discount, positive
}

// Totals are the sums of an invoice in minor units. Every screen, paper, file
// and report shows these integers; none computes its own.
type Totals struct {
	Fees     money.Amount // sum of the fee lines
	Discount money.Amount // courtesy discount on fees, positive
	Hard     money.Amount
	Soft     money.Amount
	Tax      money.Amount
	Interest money.Amount
	Total    money.Amount // Fees - Discount + Hard + Soft + Tax + Interest

	Hours         money.Quantity // charged
	NoChargeHours money.Quantity
	WorkedHours   money.Quantity
	WorkedValue   money.Amount // worked hours x rate of the same entries: the base of realization
}

// NetFees are the fees after the courtesy discount.
func (t Totals) NetFees() money.Amount { return t.Fees - t.Discount }

// Expenses are hard and soft costs.
func (t Totals) Expenses() money.Amount { return t.Hard + t.Soft }

// Work is what counts against a budget: fees after discount and costs, without
// tax and interest.
func (t Totals) Work() money.Amount { return t.NetFees() + t.Expenses() }

// Invoice is an issued bill, or a pre-bill drawn as one (Draft). Everything
// that is printed stands in it, frozen: changing a name or rate later does not
// change the paper.
type Invoice struct {
	ID        int64
	Number    string // "2026-0125"; blank on a draft
	Draft     bool
	Status    InvoiceStatus
	ClientID  int64
	MatterID  int64
	PreBillID int64

	Date       cal.Date
	DueOn      cal.Date
	PeriodFrom cal.Date
	PeriodTo   cal.Date
	Currency   money.Currency

	SentOn     cal.Date
	SentHow    string // "mail", "email", "portal"
	VoidedOn   cal.Date
	VoidReason string

	Lines       []Line
	Timekeepers []TimekeeperTotal
	Totals      Totals

	Paper Paper
}

// Paper is what stands on the invoice beside its lines, frozen as it was on
// the day of issue.
type Paper struct {
	Firm   PaperFirm   `json:"firm"`
	Client PaperClient `json:"client"`
	Matter PaperMatter `json:"matter"`

	Description  string `json:"description"` // "Services in May 2026", LEDES INVOICE_DESCRIPTION
	DiscountText string `json:"discount_text"`
	Message      string `json:"message"` // to the client, above the lines

	Account PaperAccount `json:"account"`
	Trust   *PaperTrust  `json:"trust,omitempty"` // nil: the matter has no trust ledger

	Tasks []TaskTotal `json:"tasks"` // task summary, when the matter is coded

	Show firm.Paper `json:"show"` // what the firm's papers showed on that day
}

// PaperFirm is the head of the letter.
type PaperFirm struct {
	Name        string       `json:"name"`
	Address     firm.Address `json:"address"`
	Phone       string       `json:"phone"`
	Email       string       `json:"email"`
	Website     string       `json:"website"`
	LEDESFirmID string       `json:"ledes_firm_id"` // printed as tax id
	PaymentText string       `json:"payment_text"`
	TermsText   string       `json:"terms_text"`
	TermsDays   int          `json:"terms_days"`
}

// PaperClient is whom the bill is addressed to.
type PaperClient struct {
	Code          string       `json:"code"`
	Name          string       `json:"name"`
	Address       firm.Address `json:"address"`
	Email         string       `json:"email"`
	LEDESClientID string       `json:"ledes_client_id"`
}

// PaperMatter is the matter as titled on the day of issue.
type PaperMatter struct {
	Code           string `json:"code"`
	Name           string `json:"name"`
	ClientMatterID string `json:"client_matter_id"`
	ClaimNo        string `json:"claim_no"`
	PONumber       string `json:"po_number"`
	CodeSet        string `json:"code_set"`
	Responsible    string `json:"responsible"` // name of the responsible attorney
}

// PaperAccount is the client's account for this matter on the day of issue,
// before this invoice.
type PaperAccount struct {
	Previous money.Amount  `json:"previous_minor"` // balance at the previous invoice
	Payments money.Amount  `json:"payments_minor"` // received since, positive
	Credits  money.Amount  `json:"credits_minor"`  // credited since, positive
	Open     []OpenInvoice `json:"open"`           // still open, oldest first
	Aging    Aging         `json:"aging"`          // of the open ones, this invoice not counted
	AgeBy    string        `json:"age_by"`         // "due" or "invoice", printed under the aging
}

// Balance is what is owed on earlier invoices.
func (p PaperAccount) Balance() money.Amount { return p.Previous - p.Payments - p.Credits }

// OpenInvoice is one unpaid invoice in a list.
type OpenInvoice struct {
	Number  string       `json:"number"`
	Date    cal.Date     `json:"date"`
	DueOn   cal.Date     `json:"due_on"`
	Matter  string       `json:"matter"` // matter code
	Total   money.Amount `json:"total_minor"`
	Paid    money.Amount `json:"paid_minor"` // payments and credits
	Balance money.Amount `json:"balance_minor"`
}

// PaperTrust is the trust box: what is held for the matter and what the bill
// will draw. The replenishment is asked for apart from the amount due and is
// never a receivable.
type PaperTrust struct {
	From        cal.Date         `json:"from"`
	To          cal.Date         `json:"to"`
	Opening     money.Amount     `json:"opening_minor"`
	Movements   []PaperTrustLine `json:"movements"`
	Balance     money.Amount     `json:"balance_minor"`
	ToApply     money.Amount     `json:"to_apply_minor"`   // expected to be drawn for this invoice
	After       money.Amount     `json:"after_minor"`      // expected balance afterwards
	Floor       money.Amount     `json:"floor_minor"`      // agreed minimum
	Target      money.Amount     `json:"target_minor"`     // agreed level
	Replenish   money.Amount     `json:"replenish_minor"`  // asked for, apart from the amount due
	ApplyAfter  int              `json:"apply_after_days"` // days after sending
	AccountName string           `json:"account_name"`     // "Client Trust Account (IOLTA)"
}

// PaperTrustLine is one movement of the matter's trust money in the period.
type PaperTrustLine struct {
	Date    cal.Date     `json:"date"`
	Text    string       `json:"text"` // party and purpose
	Ref     string       `json:"ref"`
	Amount  money.Amount `json:"amount_minor"` // in positive, out negative
	Balance money.Amount `json:"balance_minor"`
}

// TaskTotal is one row of the task summary.
type TaskTotal struct {
	Code  string         `json:"code"`
	Name  string         `json:"name"`
	Hours money.Quantity `json:"hours_e4"`
	Fees  money.Amount   `json:"fees_minor"`
}

// Due is what the client is asked to pay now: earlier balance and this
// invoice, less what trust will pay.
func (inv Invoice) Due() money.Amount {
	due := inv.Paper.Account.Balance() + inv.Totals.Total
	if inv.Paper.Trust != nil {
		due -= inv.Paper.Trust.ToApply
	}
	return due
}
