package trust

import (
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// ProofPaper is everything a reconciliation prints, frozen when it is signed: the
// report of a year ago is made of these values and of nothing else.
type ProofPaper struct {
	Firm     string         `json:"firm"`
	Address  []string       `json:"address"`
	Currency money.Currency `json:"currency"`

	Code    string      `json:"code"`
	Title   string      `json:"title"`
	Bank    string      `json:"bank"`
	Last4   string      `json:"last4"`
	Kind    AccountKind `json:"kind"`
	Profile string      `json:"profile"`

	Number      int64    `json:"number"` // of the reconciliation, 0 for a draft
	From        cal.Date `json:"from"`
	AsOf        cal.Date `json:"as_of"`
	Status      string   `json:"status"` // BALANCED, DIFFERENCE - EXPLAINED, DIFFERENCE
	Explanation string   `json:"explanation"`

	PreparedBy string   `json:"prepared_by"`
	PreparedOn cal.Date `json:"prepared_on"`
	ReviewedBy string   `json:"reviewed_by"`
	ReviewedOn cal.Date `json:"reviewed_on"`
	Superseded string   `json:"superseded"` // who reopened it, when and why

	Statement   money.Amount `json:"statement"`
	InTransit   []PaperItem  `json:"in_transit"`
	Outstanding []PaperItem  `json:"outstanding"`
	BankErrors  []BankError  `json:"bank_errors"`
	NotInBooks  []PaperItem  `json:"not_in_books"`
	Adjusted    money.Amount `json:"adjusted"`

	Opening      money.Amount `json:"opening"`
	Receipts     money.Amount `json:"receipts"`
	ReceiptCount int          `json:"receipt_count"`
	Payments     money.Amount `json:"payments"`
	PaymentCount int          `json:"payment_count"`
	Undone       money.Amount `json:"undone"` // voids and reversals, net, within the two sums
	Journal      money.Amount `json:"journal"`

	Ledgers      []PaperLedger `json:"ledgers"`
	LedgersTotal money.Amount  `json:"ledgers_total"`
	Held         money.Amount  `json:"held"`

	Exceptions  []string     `json:"exceptions"`
	Clues       []string     `json:"clues"`
	Attachments []PaperProof `json:"attachments"`
	Hash        string       `json:"hash"` // of all figures above, printed so that a paper can be told from another
}

// PaperItem is one item under way or of the bank alone.
type PaperItem struct {
	Date      cal.Date     `json:"date"`
	Kind      string       `json:"kind"`
	Reference string       `json:"reference"`
	Party     string       `json:"party"`
	Matter    string       `json:"matter"`
	Amount    money.Amount `json:"amount"`
	Days      int          `json:"days"`
}

// PaperLedger is one row of the trial balance.
type PaperLedger struct {
	Client      string       `json:"client"`
	Matter      string       `json:"matter"` // blank: the firm's own
	Name        string       `json:"name"`
	Opening     money.Amount `json:"opening"`
	In          money.Amount `json:"in"`
	Out         money.Amount `json:"out"`
	Closing     money.Amount `json:"closing"`
	Lowest      money.Amount `json:"lowest"`
	Held        money.Amount `json:"held"`
	Last        cal.Date     `json:"last"`
	Responsible string       `json:"responsible"`
}

// PaperProof names a file the proof rests on.
type PaperProof struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// RequestPaper is a letter that asks a client to fill trust up again.
type RequestPaper struct {
	Firm    string
	Address firm.Address
	Phone   string
	Email   string
	Website string

	Client        string
	ClientCode    string
	ClientAddress firm.Address
	ClientEmail   string
	Matter        string
	MatterCode    string
	Attorney      string
	Account       string // title of the trust account

	Number    string
	On        cal.Date
	Currency  money.Currency
	Available money.Amount
	Floor     money.Amount
	Target    money.Amount
	Amount    money.Amount
}
