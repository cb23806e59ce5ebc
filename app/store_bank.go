package app

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// BankQuery reads what the bank said of trust accounts, how it was matched, and
// the reconciliations that were signed.
type BankQuery interface {
	// BankFiles of an account, by the first day; the bytes are not kept, their hash is.
	BankFiles(accountID int64) ([]trust.BankFile, error)
	// BankLines of an account from a day to a day (zero: no limit), oldest first,
	// each with the match it is part of. Open: only those of none.
	BankLines(accountID int64, from, to cal.Date, open bool) ([]trust.BankLine, error)
	// BankMapping is how the bank of an account writes its CSV, zero when it was
	// never told.
	BankMapping(accountID int64) (trust.BankMapping, error)

	BankMatch(id int64) (trust.Match, error)
	// BankMatches of an account whose last day is in the span (zero: no limit).
	BankMatches(accountID int64, from, to cal.Date) ([]trust.Match, error)

	TrustReconciliation(id int64) (Reconciliation, error)
	// TrustReconciliations of an account (0: all), newest first, reopened ones too.
	TrustReconciliations(accountID int64) ([]Reconciliation, error)
	// ReconciliationPapers lists what was printed of one, without the bytes.
	ReconciliationPapers(id int64) ([]ReconciliationPaper, error)
	// ReconciliationPaper reads one and proves it by its hash.
	ReconciliationPaper(id int64, kind string) (ReconciliationPaper, error)

	TrustRequest(number string) (TrustRequest, error)
	// TrustRequests of an account (0: all) and matter (0: all), newest first; open
	// only those nobody answered.
	TrustRequests(accountID, matterID int64, open bool) ([]TrustRequest, error)
	// TrustRequestPaper is the letter, proved by its hash.
	TrustRequestPaper(requestID int64) (name string, bytes []byte, err error)
}

// BankTx writes them.
type BankTx interface {
	// AddBankFile keeps a file with its lines, whole.
	AddBankFile(f *trust.BankFile, lines []trust.BankLine) error
	SetBankMapping(accountID int64, m trust.BankMapping) error
	// AddBankMatch ties lines to entries; the database refuses sums that differ, a
	// part that is used, and a closed period.
	AddBankMatch(*trust.Match) error
	// DeleteBankMatch takes a match back, before its period is closed.
	DeleteBankMatch(id int64) error

	AddTrustReconciliation(*Reconciliation) error
	// SetTrustReconciliation notes the review and the reopening.
	SetTrustReconciliation(*Reconciliation) error
	AddReconciliationPaper(*ReconciliationPaper) error

	AddTrustRequest(r *TrustRequest, name string, letter []byte) error
	// SetTrustRequest ends a request.
	SetTrustRequest(*TrustRequest) error
}

// Reconciliation is one three-way proof that was signed. It froze its period.
type Reconciliation struct {
	ID        int64
	AccountID int64
	From      cal.Date
	AsOf      cal.Date

	Statement   money.Amount
	Adjusted    money.Amount
	Journal     money.Amount
	Ledgers     money.Amount
	Status      string // balanced, explained
	Explanation string // of a difference

	ClosedBefore cal.Date // where the account was closed through before
	Data         []byte   // every figure of the report, JSON of [trust.ProofPaper]

	PreparedBy int64
	PreparedAt time.Time
	ReviewedBy int64
	ReviewedAt time.Time

	ReopenBy     int64 // who asked that it be reopened
	ReopenAt     time.Time
	ReopenReason string
	ReopenedBy   int64 // who agreed; the period is open again
	ReopenedAt   time.Time
	RowVersion   int64
}

// The states of a signed proof.
const (
	ReconBalanced  = "balanced"
	ReconExplained = "explained"
)

// Live says that its period is closed by it.
func (r Reconciliation) Live() bool { return r.ReopenedBy == 0 }

// ReconciliationPaper is what was printed of a reconciliation.
type ReconciliationPaper struct {
	ID               int64
	ReconciliationID int64
	Kind             string // prepared, reviewed, superseded
	Name             string
	SHA256           string
	CreatedAt        time.Time
	Bytes            []byte
}

// TrustRequest asks a client to fill trust up again (an evergreen retainer). It
// is a wish by agreement: never owed, never aged, never income.
type TrustRequest struct {
	ID        int64
	Number    string
	AccountID int64
	MatterID  int64
	On        cal.Date
	Available money.Amount // on that day
	Floor     money.Amount
	Target    money.Amount
	Amount    money.Amount // target less available
	Status    string       // open, paid, withdrawn
	EndedOn   cal.Date
	EndReason string
	TxnID     int64 // the receipt that filled it up, 0 for none
	UserID    int64
	CreatedAt time.Time

	RowVersion int64
}

// The states of a request.
const (
	RequestOpen      = "open"
	RequestPaid      = "paid"
	RequestWithdrawn = "withdrawn"
)
