package app

import (
	"context"
	"time"

	"matterbook/app/cal"
)

// Store keeps one book. SQLite is the first; package store/storetest is the
// promise every store keeps.
//
// Errors that leave a store are of package fault: Missing for a noun that is
// not there, Conflict for a stale row version or a busy book, Refused for what
// the database itself forbids, Internal for the rest. No driver error leaves it.
type Store interface {
	// Update runs one act in one write transaction and leaves one audit line
	// for it. fn may be run twice; it has no effect but through Tx, does nothing
	// slow, and does not call Update. When fn fails nothing is kept.
	//
	// An act without a name leaves no line: it may write only what is a
	// window's memory and no business (preferences, unsaved typing, timers). Nor
	// does a repeated request that was answered with its kept answer.
	Update(ctx context.Context, act Act, fn func(Tx) error) error
	// View runs reads on one snapshot. It cannot write.
	View(ctx context.Context, fn func(Query) error) error

	// Book describes the file.
	Book(ctx context.Context) (BookInfo, error)
	// Verify walks everything that must hold, and says which row is wrong. tell
	// is called before each check and may be nil.
	Verify(ctx context.Context, tell func(check string)) ([]Check, error)
	// Backup writes a checked copy of the book to a file that does not exist.
	Backup(ctx context.Context, path string) error
	// Close releases the file; at rest the book is that one file.
	Close() error
}

// Act is one intent of one person: the head of an audit line.
type Act struct {
	Name      string // "time.add"
	UserID    int64
	User      string // code of the user, kept in the line
	At        time.Time
	Object    string // what it was done to, "matter 100-01"
	Reason    string
	RequestID string // key of a repeated request, blank for none
}

// BookInfo describes a book.
type BookInfo struct {
	Path       string
	Bytes      int64
	Schema     int // version of the schema
	Counts     []Count
	LastBackup time.Time
	Head       string // hash of the newest audit line
}

// Count is the number of rows of a noun.
type Count struct {
	Noun string
	N    int64
}

// Check is one thing that was verified.
type Check struct {
	Name   string
	OK     bool
	Detail string // which row is wrong, or what was walked
}

// Page limits a list. After is the last row of the page before, in the order
// of the list; zero for the first page.
type Page struct {
	Limit     int
	AfterDate cal.Date
	AfterID   int64
}

// Query is everything that can be read. Each part stands in the file of its noun.
type Query interface {
	FirmQuery
	MatterQuery
	WorkQuery
	BillQuery
	ReceivableQuery
	TrustQuery
	BankQuery
	AuditQuery
}

// Tx is everything that can be read and written inside one act.
type Tx interface {
	Query
	FirmTx
	MatterTx
	WorkTx
	BillTx
	ReceivableTx
	TrustTx
	BankTx

	// Concerning names what the act was done to, once it is known.
	Concerning(object string)
	// Answer gives back what a request with this key was answered with before.
	Answer(requestID string) (answer []byte, found bool, err error)
	// KeepAnswer keeps the answer of the request for a repeated one.
	KeepAnswer(requestID string, answer []byte) error
	// NextNumber counts a series up by one and returns the number: gapless,
	// because it is part of the transaction that uses it.
	NextNumber(series string) (int64, error)
}

// AuditQuery reads the log.
type AuditQuery interface {
	// AuditLines lists acts, newest first.
	AuditLines(f AuditFilter, p Page) ([]AuditLine, error)
	// AuditSeqs are the numbers of all lines of the filter, newest first unless the
	// filter says otherwise, for a list that pages by position.
	AuditSeqs(f AuditFilter) ([]int64, error)
	// AuditLinesBySeq gives lines in the order of their numbers.
	AuditLinesBySeq(seqs []int64) ([]AuditLine, error)
	// AuditChanges lists what one act changed.
	AuditChanges(seq int64) ([]AuditChange, error)
	// FirstChanges are the first of them, at most limit: an import has thousands.
	FirstChanges(seq int64, limit int) ([]AuditChange, error)
}

// AuditFilter limits the log; zero fields do not limit.
type AuditFilter struct {
	User   string
	Act    string // prefix: "trust."
	Object string
	From   time.Time
	To     time.Time
	// Table and RowID are the acts that wrote one row: who issued an invoice, who
	// posted a payment.
	Table  string
	RowID  int64
	Text   string // part of act, object, reason or user
	Oldest bool   // oldest first; AuditSeqs only
}

// AuditLine is one act in the log.
type AuditLine struct {
	Seq    int64
	At     time.Time
	User   string
	Act    string
	Object string
	Reason string
	Hash   string
	// Changes is the number of rows the act changed.
	Changes int
}

// AuditChange is one row an act changed. Before is the content that was
// replaced as JSON by column, blank when the row was new; After is what it
// became, blank when it was deleted.
type AuditChange struct {
	Table  string
	RowID  int64
	Before string
	After  string
}
