package bill

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// NoteKind is the way a client was spoken to about what is owed.
type NoteKind string

// The kinds of notes. Statement and Reminder are written by the run that sends
// them.
const (
	NoteCall      NoteKind = "call"
	NoteEmail     NoteKind = "email"
	NoteLetter    NoteKind = "letter"
	NoteMeeting   NoteKind = "meeting"
	NoteStatement NoteKind = "statement"
	NoteReminder  NoteKind = "reminder"
	NoteOther     NoteKind = "note"
)

// NoteKinds in the order they are offered.
var NoteKinds = []NoteKind{NoteCall, NoteEmail, NoteLetter, NoteMeeting, NoteOther, NoteStatement, NoteReminder}

// Contact says whether the client heard from the firm by it; a remark for the
// house is none.
func (k NoteKind) Contact() bool { return k != NoteOther }

// ARNote is what was said with a client about what is owed. It is never changed.
type ARNote struct {
	ID        int64
	ClientID  int64
	MatterID  int64 // 0: all of the client's
	Date      cal.Date
	Kind      NoteKind
	With      string // person spoken to
	Text      string
	UserID    int64
	CreatedAt time.Time
}

// Promise is what a client said would be paid by a day.
type Promise struct {
	ID         int64
	ClientID   int64
	MadeOn     cal.Date
	By         cal.Date
	Amount     money.Amount
	Currency   money.Currency
	Withdrawn  cal.Date // given up, or a newer one took its place
	RowVersion int64
}

// PromiseState is what became of a promise.
type PromiseState string

// States of a promise.
const (
	PromiseOpen   PromiseState = "open"
	PromiseKept   PromiseState = "kept"
	PromiseBroken PromiseState = "broken"
)

// StateOn tells what a promise has come to at the end of a day, when so much was
// received of the client from the day it was made on.
func (p Promise) StateOn(day cal.Date, received money.Amount) PromiseState {
	switch {
	case received >= p.Amount:
		return PromiseKept
	case day > p.By:
		return PromiseBroken
	}
	return PromiseOpen
}

// Follow is what is to be done next about what a client owes.
type Follow struct {
	ID         int64
	ClientID   int64
	On         cal.Date // zero: no day
	Action     string
	UserID     int64 // whose it is, 0: nobody's yet
	Disputed   bool
	Dispute    string // why
	RowVersion int64
}

// Received is money of a client, as the board of receivables shows it.
type Received struct {
	ClientID int64
	Currency money.Currency
	Paid     money.Amount // received, reversals taken off
	Laid     money.Amount // of it laid on invoices
	LastOn   cal.Date     // newest receipt that was not itself a reversal
	LastPaid money.Amount // received on that day
}

// Unapplied is the client's credit.
func (r Received) Unapplied() money.Amount { return r.Paid - r.Laid }
