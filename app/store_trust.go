package app

import (
	"matterbook/app/cal"
	"matterbook/app/trust"
)

// TrustQuery reads trust accounts, ledgers and balances. Balances are computed
// from the posted splits, never from a kept figure.
type TrustQuery interface {
	TrustAccount(id int64) (trust.Account, error)
	TrustAccountByCode(code string) (trust.Account, error)
	TrustAccounts() ([]trust.Account, error)

	// Ledger of a matter in an account (matter 0: the cushion), Missing when
	// nothing was ever posted to it.
	Ledger(accountID, matterID int64) (trust.Ledger, error)
	Ledgers(f TrustFilter) ([]trust.Ledger, error)
	// TrustBalances of the ledgers at the end of a day (zero: now, everything
	// posted counts as book; AvailableOn is compared with today).
	TrustBalances(f TrustFilter, asOf, today cal.Date) ([]trust.Balance, error)
	// LedgerDays are the net movements by day from a day on, with the balance
	// before it: what is needed to test a back-dated posting on every later date.
	LedgerDays(ledgerID int64, from cal.Date) (opening trust.Day, days []trust.Day, err error)
	LedgerLines(ledgerID int64, from, to cal.Date) ([]trust.LedgerLine, error)

	TrustTxn(id int64) (trust.Txn, error)
	// TrustTxns lists newest first (oldest first when f.Oldest), with splits.
	TrustTxns(f TrustFilter, p Page) ([]trust.Txn, error)
	TrustTxnByExt(extID string) (int64, error)
	// ReversalOf is the void or reversal of a transaction, 0 when there is none.
	ReversalOf(txnID int64) (int64, error)
	// CheckUsed finds the transaction that used a check number, 0 when free.
	CheckUsed(accountID int64, number string) (int64, error)
	// ClearedOn is the day the bank cleared a transaction, zero when it has not.
	ClearedOn(txnID int64) (cal.Date, error)

	Hold(id int64) (trust.Hold, error)
	// Holds of a ledger that are in force at the day (zero: all, released too).
	Holds(ledgerID int64, asOf cal.Date) ([]trust.Hold, error)
}

// TrustFilter limits ledgers, balances and transactions.
type TrustFilter struct {
	AccountID int64
	MatterID  int64
	LedgerID  int64
	From, To  cal.Date
	Kinds     []trust.Kind
	Oldest    bool
	// Open: only entries the bank had not cleared by OpenAt (zero: never).
	Open   bool
	OpenAt cal.Date
}

// TrustTx writes them.
type TrustTx interface {
	AddTrustAccount(*trust.Account) error
	SetTrustAccount(*trust.Account) error
	// OpenLedger returns the ledger, made if need be.
	OpenLedger(accountID, matterID int64) (trust.Ledger, error)
	// PostTrust adds a transaction with its splits. The database refuses a sum
	// that differs, a ledger below zero on any date, and a closed period.
	PostTrust(*trust.Txn) error
	SetClearedOn(txnID int64, day cal.Date) error
	AddHold(*trust.Hold) error
	SetHold(*trust.Hold) error // release
}
