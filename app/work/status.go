package work

import (
	"slices"

	"matterbook/app/fault"
)

// moves names every move that may be made. A void of the invoice returns its
// work to released; a write-off of work never billed can be taken back.
var moves = map[Status][]Status{
	Draft:      {Released, WrittenOff},
	Released:   {Draft, OnPreBill, WrittenOff},
	OnPreBill:  {Released, Billed, NoCharge, WrittenOff},
	Billed:     {Released},
	NoCharge:   {Released},
	WrittenOff: {Released},
}

// May says whether work in this state may go to another. Staying is no move.
func (s Status) May(to Status) bool { return slices.Contains(moves[s], to) }

// Known says whether the word is a state.
func (s Status) Known() bool { return slices.Contains(Statuses, s) }

// Words says the state as people do.
func (s Status) Words() string {
	switch s {
	case OnPreBill:
		return "on a pre-bill"
	case WrittenOff:
		return "written off"
	case NoCharge:
		return "billed at no charge"
	}
	return string(s)
}

// Open says that the work is still in the hands of the firm: no pre-bill holds
// it and no invoice carries it.
func (s Status) Open() bool { return s == Draft || s == Released }

// Editable is nil when work in this state may be changed, else the reason why
// not and what to do about it.
func (s Status) Editable(what string) error {
	switch s {
	case Draft, Released:
		return nil
	case OnPreBill:
		return fault.Refuse("work.on_prebill", "The %s is on an open pre-bill and locked to it.", what).
			Advise("Edit the line on the pre-bill, or discard the pre-bill first.")
	case Billed, NoCharge:
		return fault.Refuse("work.billed", "The %s is on an issued invoice and never changes.", what).
			Advise("Void the invoice, or write a credit.")
	case WrittenOff:
		return fault.Refuse("work.written_off", "The %s is written off.", what).
			Advise("Take the write-off back first.")
	}
	return fault.Refuse("work.state", "The %s is in an unknown state %q.", what, string(s))
}

// ParseStatus reads a state.
func ParseStatus(text string) (Status, bool) {
	s := Status(text)
	return s, s.Known()
}

// ParseBillable reads Y, N or NC; blank is Y.
func ParseBillable(text string) (Billable, bool) {
	switch Billable(text) {
	case "":
		return Yes, true
	case Yes, NonBillable, AtNoCharge:
		return Billable(text), true
	}
	return "", false
}
