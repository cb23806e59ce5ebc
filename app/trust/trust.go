// Package trust holds clients' money: accounts, ledgers, transactions, holds,
// and the three figures that stand wherever money is typed: book, uncleared,
// available.
//
// A transaction moves the bank account once and one or more ledgers by the same
// sum ([Txn.Check]). A ledger belongs to one matter in one account; the firm's
// own cushion for bank charges is the ledger of no matter. No ledger is below
// zero on any date ([Lowest]): ABA Model Rule 1.15 and the Model Rules for
// Client Trust Account Records. What is posted is reversed, never changed.
//
// The package knows nothing of invoices: package app introduces them.
package trust

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// AccountKind is how money is kept in an account.
type AccountKind string

// Kinds of accounts: pooled (IOLTA) for many clients, separate for one.
const (
	Pooled   AccountKind = "pooled"
	Separate AccountKind = "separate"
)

// Account is one real bank account that holds other people's money.
type Account struct {
	ID             int64
	Code           string // unique
	Title          string // legal title, with a word such as Trust or IOLTA
	Kind           AccountKind
	Bank           string
	Last4          string // last digits of the number, all that is stored
	Currency       money.Currency
	Preset         string       // jurisdiction profile
	CushionCeiling money.Amount // the firm's own money above it is an exception
	HoldDays       HoldDays     // banking days until a receipt counts as collected
	ClosedThrough  cal.Date     // reconciled and frozen
	RowVersion     int64
}

// Ledger is the record of one matter's money in one account; MatterID 0 is the
// firm's cushion.
type Ledger struct {
	ID        int64
	AccountID int64
	MatterID  int64
}

// Kind is what a transaction does.
type Kind string

// Kinds of transactions, the words of the import column.
const (
	Receipt  Kind = "receipt"  // + bank, + matters
	Check    Kind = "check"    // - bank, - matters
	EFT      Kind = "eft"      // - bank, - matters; authorised by a named person
	Transfer Kind = "transfer" // - bank, - matter; to operating for an issued invoice
	Charge   Kind = "charge"   // - bank, - firm cushion
	Interest Kind = "interest" // + bank, + matter of a separate account
	Cushion  Kind = "cushion"  // +/- bank, +/- firm cushion
	VoidItem Kind = "void"     // mirror of an uncleared check
	Reversal Kind = "reversal" // mirror of a wrong posting
)

// Kinds in the order they are offered.
var Kinds = []Kind{Receipt, Check, EFT, Transfer, Charge, Interest, Cushion, VoidItem, Reversal}

// Instrument is how money came in; it decides when it counts as collected.
type Instrument string

// Instruments of receipts.
const (
	ByCheck    Instrument = "check"
	ByWire     Instrument = "wire"
	ByACH      Instrument = "ach"
	ByCash     Instrument = "cash"
	ByCashiers Instrument = "cashiers"
)

// Txn is one posted movement of a trust account.
type Txn struct {
	ID           int64
	AccountID    int64
	PostedOn     cal.Date
	Kind         Kind
	Bank         money.Amount // signed: + into the account
	Party        string       // payor or payee, never blank, never "cash"
	Purpose      string
	Instrument   Instrument
	Reference    string   // check number, deposit slip, wire id
	AvailableOn  cal.Date // receipts: the day the money counts as collected
	AuthorisedBy string   // electronic transfers: the lawyer who authorised
	InvoiceID    int64    // transfers: the invoice paid
	PaymentID    int64    // transfers: the payment posted with it
	ReversesID   int64    // voids and reversals: what is taken back
	Reason       string   // voids and reversals
	ExtID        string
	UserID       int64
	CreatedAt    time.Time

	ClearedOn cal.Date // on the bank's statement; kept beside the entry, may come later

	Splits []Split // add up to Bank
}

// Split is the part of a transaction that belongs to one ledger.
type Split struct {
	LedgerID int64
	MatterID int64        // of the ledger, for reading; 0 is the cushion
	Amount   money.Amount // signed
}

// Hold sets money aside on a ledger: a dispute, a lien, an undertaking (Rule
// 1.15(e)). It is released, never deleted.
type Hold struct {
	ID            int64
	LedgerID      int64
	Amount        money.Amount
	Reason        string
	Claimant      string
	From          cal.Date
	ReleasedOn    cal.Date
	ReleaseReason string
	RowVersion    int64
}

// Balance is what a ledger comes to at a date.
type Balance struct {
	LedgerID  int64
	AccountID int64
	MatterID  int64
	Book      money.Amount
	Uncleared money.Amount // receipts not yet collected
	Held      money.Amount
}

// Available is what may be paid out: book less uncollected receipts less holds,
// never below zero.
func (b Balance) Available() money.Amount {
	return max(b.Book-b.Uncleared-b.Held, 0)
}

// LedgerLine is one line of a ledger card.
type LedgerLine struct {
	TxnID     int64
	PostedOn  cal.Date
	Kind      Kind
	Party     string
	Purpose   string
	Reference string
	Amount    money.Amount
	Balance   money.Amount // running
	ClearedOn cal.Date
	InvoiceID int64
}

// Day is a ledger's net movement on one day, or its balance before a day.
type Day struct {
	On  cal.Date
	In  money.Amount // positive part of the day
	Out money.Amount // negative part of the day, as a negative number
}

// Net is the day's movement.
func (d Day) Net() money.Amount { return d.In + d.Out }
