// Package firm holds who the firm is and whom it works for: the firm itself,
// its users, clients, matters, timekeepers, rates and code sets.
//
// It decides in pure functions: [FindRate] finds the rate that wins and says why,
// [TimeRuleFor] finds the minimum and increment that apply. Nothing here loads
// or saves; package app does.
package firm

import (
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Address is a postal address as printed, without the name.
type Address struct {
	Line1    string `json:"address1"`
	Line2    string `json:"address2"`
	City     string `json:"city"`
	Region   string `json:"region"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
}

// Lines are the printed lines, blanks left out: "41 Harbor St", "Portland, OR 97201".
func (a Address) Lines() []string {
	place := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(a.City)+", "+a.Region, ", "))
	place = strings.TrimPrefix(place, ", ")
	var lines []string
	for _, l := range []string{a.Line1, a.Line2, strings.TrimSpace(place + " " + a.Postcode), a.Country} {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// TimeRule is how measured time becomes billable hours: at least Minimum, then
// up to the next Increment (US norm: 0.1 and 0.1). Zero fields inherit from the
// client, then the firm.
type TimeRule struct {
	Minimum   money.Quantity
	Increment money.Quantity
}

// Firm is the one law firm a book belongs to, with the settings that hold
// unless a client or matter says otherwise.
type Firm struct {
	Name        string
	Address     Address
	Phone       string
	Email       string
	Website     string
	LEDESFirmID string // LEDES LAW_FIRM_ID, in the United States the federal tax id
	Currency    money.Currency
	Preset      string // jurisdiction profile the firm started from, "aba"

	TimeRule      TimeRule
	TermsDays     int    // days from invoice date to due date
	InvoiceSeries string // pattern of invoice numbers, see bill.Number
	AgeBy         AgeBy
	ClosedThrough cal.Date // last day of the closed books; new facts must be later

	PaymentText string // how to pay, printed on the remittance slip
	TermsText   string // legal text at the foot of the invoice
	Paper       Paper
	CodeSet     string // task set a new matter is offered, blank: none
	RowVersion  int64
}

// PaperSize is the sheet papers are printed on; blank is US Letter.
type PaperSize string

// Sheets.
const (
	Letter PaperSize = ""
	A4     PaperSize = "a4"
)

// Paper says what the firm's invoices show. It is frozen into each invoice when
// it is issued. The zero value shows everything on US Letter, so that invoices
// from before there was a choice look as they did.
type Paper struct {
	Size      PaperSize `json:"size,omitempty"`
	HideCodes bool      `json:"hide_codes,omitempty"` // UTBMS codes beside the lines
	HideHours bool      `json:"hide_hours,omitempty"`
	HideRates bool      `json:"hide_rates,omitempty"`
	NoSlip    bool      `json:"no_slip,omitempty"` // no remittance slip
	Foot      string    `json:"foot,omitempty"`    // a line at the foot of every page
}

// Office is a place where the firm works. Invoices of its matters carry its
// address.
type Office struct {
	ID         int64
	Code       string // unique, 20 characters at most
	Name       string
	Address    Address
	Phone      string
	Closed     bool // not offered any more
	RowVersion int64
}

// AgeBy is the date receivables age from; the report prints which.
type AgeBy string

// Aging bases.
const (
	AgeByDue     AgeBy = "due"
	AgeByInvoice AgeBy = "invoice"
)

// Role is what a user may do; every act checks it, the default is no.
type Role string

// Roles.
const (
	Admin    Role = "admin"    // everything, users and settings too
	Billing  Role = "billing"  // clients, matters, time, bills, payments
	Attorney Role = "attorney" // own time; approve own pre-bills; read
	Trust    Role = "trust"    // trust postings and reconciliation; read
	Auditor  Role = "auditor"  // read everything, verify
)

// User is a person who acts in the program.
type User struct {
	ID           int64
	Code         string // what --as takes, unique
	Name         string
	Role         Role
	TimekeeperID int64 // the timekeeper the user is, 0 for none
	Active       bool
	RowVersion   int64
}

// Client is whom the firm bills.
type Client struct {
	ID            int64
	Code          string // unique, 20 characters at most (LEDES CLIENT_ID)
	Name          string
	Address       Address
	Email         string
	TermsDays     int // -1: the firm's terms
	Currency      money.Currency
	LEDESClientID string // what the receiver knows the client as; blank: Code
	TimeRule      TimeRule
	Instructions  string // billing instructions, shown when a pre-bill is opened
	Archived      bool
	RowVersion    int64
}

// MatterStatus says whether a matter takes new work.
type MatterStatus string

// Matter states.
const (
	MatterOpen   MatterStatus = "open"
	MatterClosed MatterStatus = "closed"
)

// Arrangement is how a matter's fees are found.
type Arrangement string

// Fee arrangements (the words of the import column fee_arrangement).
const (
	Hourly     Arrangement = "hourly"
	Flat       Arrangement = "flat"
	Contingent Arrangement = "contingent"
	Blended    Arrangement = "blended"
	Capped     Arrangement = "capped"
)

// Arrangements in the order they are offered.
var Arrangements = []Arrangement{Hourly, Flat, Contingent, Blended, Capped}

// Matter is one piece of work for one client, the unit of billing and of trust.
type Matter struct {
	ID             int64
	Code           string // unique, 20 characters at most (LEDES LAW_FIRM_MATTER_ID)
	ClientID       int64
	Name           string
	OpenedOn       cal.Date
	ClosedOn       cal.Date
	Status         MatterStatus
	PracticeArea   string
	ResponsibleID  int64 // timekeepers
	OriginatingID  int64
	BillingID      int64
	Arrangement    Arrangement
	FeeAmount      money.Amount // flat fee, cap, or zero
	ClientMatterID string       // the client's own number (LEDES CLIENT_MATTER_ID)
	ClaimNo        string
	PONumber       string
	CodeSet        string // UTBMS task set, "litigation"; blank: no task codes asked
	CodesRequired  bool   // task and activity must be given on time
	TrustFloor     money.Amount
	TrustTarget    money.Amount
	TrustWaitDays  int // days between sending a bill and drawing trust for it
	TimeRule       TimeRule
	Instructions   string
	Budget         money.Amount // what the client agreed to spend on fees and costs; zero: none
	OfficeID       int64        // 0: none; the invoice then carries the firm's address
	RowVersion     int64
}

// Timekeeper is a person whose time is billed.
type Timekeeper struct {
	ID           int64
	Code         string // unique, 20 characters at most (LEDES TIMEKEEPER_ID)
	LastName     string
	FirstName    string
	Class        string // LEDES class, "PARTNR", "ASSOC"
	StandardRate money.Rate
	Email        string
	HRID         string // number in the payroll system
	StartDate    cal.Date
	EndDate      cal.Date // last day; no work may be dated after it
	OfficeID     int64    // 0: none
	RowVersion   int64
}

// Name is "First Last", as printed in a summary.
func (t Timekeeper) Name() string { return strings.TrimSpace(t.FirstName + " " + t.LastName) }

// LEDESName is "Last, First" in at most 30 characters; the first name is cut,
// never the last (LEDES 1998B field 22).
func (t Timekeeper) LEDESName() string {
	last := []rune(t.LastName)
	if len(last) > 28 {
		return string(last[:min(len(last), 30)])
	}
	full := append(append(last, []rune(", ")...), []rune(t.FirstName)...)
	return strings.TrimRight(string(full[:min(len(full), 30)]), " ,")
}

// Code is one code of a UTBMS set or of the client's own.
type Code struct {
	Set    string // "litigation", "activity", "expense"
	Code   string
	Parent string // phase or heading; blank for phases themselves
	Name   string
	Ended  bool // not offered any more and refused on new work; old work keeps it
}

// TimeRuleFor is the rule that holds for work on a matter: each part comes from
// the matter, else the client, else the firm, else one tenth of an hour.
func TimeRuleFor(f Firm, c Client, m Matter) TimeRule {
	first := func(qs ...money.Quantity) money.Quantity {
		for _, q := range qs {
			if q > 0 {
				return q
			}
		}
		return money.Hour / 10
	}
	return TimeRule{
		Minimum:   first(m.TimeRule.Minimum, c.TimeRule.Minimum, f.TimeRule.Minimum),
		Increment: first(m.TimeRule.Increment, c.TimeRule.Increment, f.TimeRule.Increment),
	}
}
