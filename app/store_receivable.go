package app

import (
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// ReceivableQuery reads deposits and what is said about receivables.
type ReceivableQuery interface {
	// Payors are from whom payments came, where it was not the client itself.
	Payors(paymentIDs []int64) (map[int64]string, error)

	Deposit(id int64) (bill.Deposit, error)
	// Deposits lists newest first.
	Deposits(f DepositFilter) ([]bill.Deposit, error)
	// DepositPayments are the payments of a deposit in the order they were put in.
	DepositPayments(depositID int64) ([]int64, error)
	// DepositOf is the deposit a payment stands in, 0 for none.
	DepositOf(paymentID int64) (int64, error)
	// DepositsOf are the deposits that payments stand in, by payment.
	DepositsOf(paymentIDs []int64) (map[int64]int64, error)
	// ReversedOf are the reversals of payments that were taken back, by payment.
	ReversedOf(paymentIDs []int64) (map[int64]int64, error)
	// Undeposited are the payments that could go to the bank and stand in no
	// deposit, oldest first: no draws from trust, no reversals, nothing taken back.
	Undeposited(from cal.Date) ([]bill.Payment, error)

	// Received is what came of every client in every currency, at a day (zero: now).
	Received(asOf cal.Date) ([]bill.Received, error)
	// ReceivedSince is the money of a client dated on a day or later, to asOf,
	// reversals taken off.
	ReceivedSince(clientID int64, from, asOf cal.Date) (money.Amount, error)

	// ARNotes lists newest first, to a day (zero: all).
	ARNotes(f ARNoteFilter) ([]bill.ARNote, error)
	// LastContacts are the newest notes of each client that were a contact, to a
	// day (zero: all).
	LastContacts(asOf cal.Date) ([]bill.ARNote, error)
	// Promises that were made and not withdrawn at a day (zero: now), oldest first;
	// of one client, or of all with 0.
	Promises(clientID int64, asOf cal.Date) ([]bill.Promise, error)
	// Follow is the next action about a client; the zero one when there is none.
	Follow(clientID int64) (bill.Follow, error)
	Follows() ([]bill.Follow, error)
	// ReminderTexts are those that were set, by level.
	ReminderTexts() ([]bill.ReminderText, error)
}

// DepositFilter limits deposits.
type DepositFilter struct {
	Open     bool // not closed yet
	From, To cal.Date
	Limit    int
}

// ARNoteFilter limits notes.
type ARNoteFilter struct {
	ClientID int64
	AsOf     cal.Date
	Limit    int
}

// ReceivableTx writes them.
type ReceivableTx interface {
	// SetPayor says from whom a payment came; it is said once.
	SetPayor(paymentID int64, payor string) error

	AddDeposit(*bill.Deposit) error
	SetDeposit(*bill.Deposit) error
	AddDepositItem(depositID, paymentID int64) error
	// RemoveDepositItem takes a payment out of an open deposit.
	RemoveDepositItem(depositID, paymentID int64) error
	DeleteDeposit(id int64) error

	AddARNote(*bill.ARNote) error
	AddPromise(*bill.Promise) error
	// WithdrawPromise saves Withdrawn; nothing else of it may change.
	WithdrawPromise(*bill.Promise) error
	// SetFollow adds it when it has no ID.
	SetFollow(*bill.Follow) error
	SetReminderText(*bill.ReminderText) error
}
