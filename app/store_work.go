package app

import (
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/work"
)

// WorkQuery reads time entries, timers, expenses and abbreviations.
type WorkQuery interface {
	Entry(id int64) (work.Entry, error)
	// Entries lists whole entries in the order date, id (newest first unless
	// the filter says Oldest).
	Entries(f EntryFilter, p Page) ([]work.Entry, error)
	// EntryRows is Entries with the codes and names a list shows.
	EntryRows(f EntryFilter, p Page) ([]EntryRow, error)
	// EntryRowsByID gives rows in the order of ids; ids that are gone are left out.
	EntryRowsByID(ids []int64) ([]EntryRow, error)
	// EntryIDs gives every id in the order of sort, for a table that pages by
	// position.
	EntryIDs(f EntryFilter, sort EntrySort) ([]int64, error)
	EntryTotals(f EntryFilter) (EntryTotals, error)
	// EntryByExt finds an imported entry; 0 when there is none.
	EntryByExt(extID string) (int64, error)
	// EntriesByExt finds which of many were imported before.
	EntriesByExt(extIDs []string) (map[string]int64, error)
	// DayHours sums Hours by work date over a timekeeper's entries of every
	// status; days without entries are left out.
	DayHours(timekeeperID int64, from, to cal.Date) (map[cal.Date]money.Quantity, error)

	Expense(id int64) (work.Expense, error)
	Expenses(f EntryFilter, p Page) ([]work.Expense, error)
	ExpenseByExt(extID string) (int64, error)
	ExpensesByExt(extIDs []string) (map[string]int64, error)

	// WIP is the unbilled work by matter, of work dated through the day
	// (zero: all), statuses released and on_prebill, and draft when asked; what
	// is not billable never comes on a bill and is left out.
	WIP(through cal.Date, drafts bool) ([]WIPRow, error)

	// UnbilledWork is WIP of all days with drafts, without hours and days: what a list
	// of every matter shows, at half the price.
	UnbilledWork() (map[int64]UnbilledWork, error)

	// WIPByAge is the same with fees and costs by the age of the work.
	WIPByAge(f WIPFilter) ([]WIPAged, error)

	// WorkedValue sums billable time and costs dated in the days that are no drafts,
	// whatever has become of them.
	WorkedValue(from, to cal.Date) ([]WorkedValue, error)

	Timers(userID int64) ([]work.Timer, error)
	Timer(id int64) (work.Timer, error)
	Abbreviations(userID int64) ([]work.Abbreviation, error)
}

// EntryFilter limits entries (and expenses, where the field applies); zero
// fields do not limit.
type EntryFilter struct {
	ClientID     int64
	MatterID     int64
	TimekeeperID int64
	From, To     cal.Date
	Statuses     []work.Status
	Text         string // words of the narrative, all of them
	PreBillID    int64
	InvoiceID    int64
	Only         EntryOnly // time entries alone
	Oldest       bool
}

// EntryOnly limits entries to those that somebody must look at. It is asked of
// open work, by its states: of all entries it would read every one.
type EntryOnly string

// What entries can be limited to.
const (
	OnlyUncoded   EntryOnly = "uncoded"   // without a task or activity code on a matter that requires codes
	OnlyUntold    EntryOnly = "untold"    // without a narrative
	OnlyHeld      EntryOnly = "held"      // kept off bills
	OnlyTypedRate EntryOnly = "typedrate" // with a rate typed by hand
)

// EntrySort is a column to sort the whole list by; date is the fast one.
type EntrySort struct {
	By   string // "date", "timekeeper", "matter", "client", "hours", "rate", "amount", "status"
	Desc bool
}

// EntryRow is an entry as lists show it.
type EntryRow struct {
	work.Entry
	MatterCode     string
	MatterName     string
	ClientID       int64
	ClientCode     string
	ClientName     string
	TimekeeperCode string
}

// EntryTotals are the sums of a filter.
type EntryTotals struct {
	N      int64
	Worked money.Quantity
	Hours  money.Quantity
	Amount money.Amount
}

// WIPRow is the unbilled work of one matter.
type WIPRow struct {
	MatterID int64
	Hours    money.Quantity
	Fees     money.Amount
	Costs    money.Amount
	Oldest   cal.Date
	Drafts   money.Amount // fees and costs in draft, when asked for
}

// UnbilledWork is the work of a matter that no bill has yet, fees and costs.
type UnbilledWork struct {
	WIP    money.Amount // released or on a pre-bill
	Drafts money.Amount
}

// WIPFilter says which work in progress; zero fields do not limit.
type WIPFilter struct {
	Through      cal.Date
	MatterID     int64
	TimekeeperID int64
	// Edges are days, newest first: work dated after the first is of band 0, else
	// after the second of band 1, and so on; all older is of the last band.
	Edges []cal.Date
}

// WIPAged is the unbilled work of one matter. Fees and costs in draft stand in
// Drafts alone; costs that trust money paid are left out.
type WIPAged struct {
	MatterID int64
	Hours    money.Quantity
	Fees     money.Amount
	Costs    money.Amount
	Bands    []money.Amount // fees and costs, one more than edges
	Oldest   cal.Date       // of what is not in draft; zero: nothing is
	Drafts   money.Amount
}

// WorkTx writes them. Entries and expenses that stand on an issued invoice are
// refused by the database.
type WorkTx interface {
	AddEntry(*work.Entry) error
	SetEntry(*work.Entry) error
	DeleteEntry(id int64) error // drafts only
	AddExpense(*work.Expense) error
	SetExpense(*work.Expense) error
	DeleteExpense(id int64) error
	AddTimer(*work.Timer) error
	SetTimer(*work.Timer) error
	DeleteTimer(id int64) error
	// TouchTimer saves StartedAt, Seen, Banked, Away and Flag without a new row
	// version: the program noting, every half minute, that it is alive.
	TouchTimer(*work.Timer) error
	SetAbbreviation(work.Abbreviation) error // blank Text deletes
}

// WorkedValue is the value of work at the agreed rates, by the timekeeper who is
// responsible for the matter.
type WorkedValue struct {
	ResponsibleID int64 // 0: nobody
	Currency      money.Currency
	Amount        money.Amount
}
