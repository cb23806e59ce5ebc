// Package work holds what timekeepers record: time entries, timers, expenses,
// and the narratives that say what was done.
//
// [ParseHours] reads hours as people type them, [Bill] turns measured seconds
// into hours by the firm's rule, [Expand] replaces abbreviations. Entries and
// expenses move through the states of [Status]; which moves are allowed is
// [Status.May].
package work

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Status is where an entry or expense stands on its way to a bill.
type Status string

// States, in the order of the way: draft, released, on a pre-bill, then billed,
// written off, or billed at no charge. A void of the invoice returns the work
// to released.
const (
	Draft      Status = "draft"       // the timekeeper's own, may still be changed and deleted
	Released   Status = "released"    // work in progress, may be billed
	OnPreBill  Status = "on_prebill"  // on an open pre-bill, locked to others
	Billed     Status = "billed"      // on an issued invoice
	WrittenOff Status = "written_off" // never to be billed, with a reason
	NoCharge   Status = "no_charge"   // shown on an issued invoice at no charge
)

// Statuses in the order of the way.
var Statuses = []Status{Draft, Released, OnPreBill, Billed, WrittenOff, NoCharge}

// Billable says whether work is meant to be charged.
type Billable string

// The letters of the import column billable.
const (
	Yes         Billable = "Y"
	NonBillable Billable = "N"  // the firm's own time; never on a bill
	AtNoCharge  Billable = "NC" // on the bill, with its value, charged nothing
)

// Entry is one piece of work of one timekeeper on one day.
type Entry struct {
	ID           int64
	Date         cal.Date // the day of the work; rates are looked up for it
	TimekeeperID int64
	MatterID     int64

	WorkedSeconds int64          // measured by a timer; 0 when hours were typed
	Worked        money.Quantity // hours worked
	Hours         money.Quantity // hours to bill, by the firm's minimum and increment
	Narrative     string         // what the client reads
	Note          string         // internal, never printed
	Task          string         // UTBMS task code
	Activity      string         // UTBMS activity code
	Billable      Billable

	StandardRate money.Rate
	Rate         money.Rate
	RateRule     firm.RateRule
	RateRowID    int64
	Amount       money.Amount // Hours x Rate, rounded once; 0 when not billable

	Status     Status
	PreBillID  int64    // the open pre-bill it stands on
	InvoiceID  int64    // the invoice it was billed on
	HoldReason string   // kept off bills while not blank
	HoldUntil  cal.Date // 0: until taken off
	WhyOff     string   // reason of a write-off

	ExtID      string // id in the system it was imported from, unique when given
	CreatedAt  time.Time
	RowVersion int64
}

// Expense is one cost for a client's matter.
type Expense struct {
	ID           int64
	Date         cal.Date
	MatterID     int64
	TimekeeperID int64 // who incurred it, 0 for none
	Kind         ExpenseKind
	Code         string // UTBMS expense code
	Units        money.Quantity
	UnitPrice    money.Rate
	Amount       money.Amount // Units x UnitPrice, rounded once
	Description  string
	Vendor       string
	Billable     Billable
	TrustTxnID   int64 // paid from trust: shown on the bill, nothing due

	Status     Status
	PreBillID  int64
	InvoiceID  int64
	HoldReason string
	HoldUntil  cal.Date
	WhyOff     string

	ExtID      string
	CreatedAt  time.Time
	RowVersion int64
}

// ExpenseKind tells money paid out from the firm's own services.
type ExpenseKind string

// Kinds of expenses (ABA Formal Opinion 93-379): a hard cost was paid to a third
// party and is billed at actual cost, a soft cost is an in-house service.
const (
	HardCost ExpenseKind = "hard"
	SoftCost ExpenseKind = "soft"
)

// Timer measures work as it happens. It lives in the book, so it survives a
// crash; of a user's timers at most one runs.
type Timer struct {
	ID           int64
	UserID       int64
	TimekeeperID int64
	MatterID     int64 // 0 until chosen
	Narrative    string
	Task         string
	Activity     string
	Banked       int64     // whole seconds of earlier runs
	StartedAt    time.Time // UTC; zero when it does not run
	Seen         time.Time // last time the program was seen alive while it ran; zero: nobody watches
	Date         cal.Date  // the day it was first started, by the zone of that moment
	Away         int64     // seconds while it ran that nobody was there to see; not counted until the user says so
	Flag         TimerFlag // why a person must look before its time is saved
	Kept         bool      // stays as a button after its time is saved
	Position     int
	RowVersion   int64
}

// TimerFlag says why the measured time of a timer is in doubt.
type TimerFlag string

// Flags of a timer.
const (
	FlagNone  TimerFlag = ""
	FlagAway  TimerFlag = "away"  // the computer slept, or the program was closed
	FlagClock TimerFlag = "clock" // the clock was set back
)

// Running says whether the timer runs.
func (t Timer) Running() bool { return !t.StartedAt.IsZero() }

// Abbreviation is a short code that expands in narratives, "tc" to "Telephone
// conference with". UserID 0 is the firm's; a user's own wins.
type Abbreviation struct {
	UserID int64
	Short  string
	Text   string
}
