package trust

import (
	"strings"
	"unicode"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Signed is the effect of a positive amount of the kind on the bank account:
// receipts and interest come in, everything else goes out. A cushion goes
// either way and keeps its sign.
func (k Kind) Signed(amount money.Amount) money.Amount {
	switch k {
	case Check, EFT, Transfer, Charge:
		return -amount
	}
	return amount
}

// PaysOut says whether the kind takes money from a ledger to somebody.
func (k Kind) PaysOut() bool { return k == Check || k == EFT || k == Transfer || k == Charge }

// OfFirm says whether the kind moves the firm's own cushion and no client's money.
func (k Kind) OfFirm() bool { return k == Charge || k == Cushion }

// HoldDays is how many banking days pass before a receipt counts as collected,
// by instrument. Banks and states differ, so it is a setting of the account;
// these figures are the cautious ones a new account starts with.
type HoldDays map[Instrument]int

// CautiousHoldDays are offered for a new account.
var CautiousHoldDays = HoldDays{ByWire: 0, ByCash: 1, ByCashiers: 1, ByACH: 3, ByCheck: 7}

// Instruments that a receipt may come by, in the order they are offered.
var Instruments = []Instrument{ByCheck, ByWire, ByACH, ByCash, ByCashiers}

// AvailableFrom is the day a receipt counts as collected: the receipt's day plus
// the banking days (Monday to Friday) of its instrument. An instrument without a
// figure waits as long as a check.
func (h HoldDays) AvailableFrom(received cal.Date, by Instrument) cal.Date {
	days, ok := h[by]
	if !ok {
		if days, ok = h[ByCheck]; !ok {
			days = CautiousHoldDays[ByCheck]
		}
	}
	day := received
	for days > 0 {
		day = day.AddDays(1)
		if wd := day.Weekday(); wd != 0 && wd != 6 {
			days--
		}
	}
	return day
}

// Room is how much may leave a ledger on a day.
type Room struct {
	Book      money.Amount // balance at the end of the day
	Uncleared money.Amount // receipts not collected by that day
	Held      money.Amount
	Lowest    money.Amount // lowest balance from that day on, on any later day
	LowestOn  cal.Date     // the first day it is reached
}

// Available is the most that may be paid out on the day: no more than is
// collected and free, and no more than every later day can bear.
func (r Room) Available() money.Amount {
	return max(min(r.Book-r.Uncleared, r.Lowest)-r.Held, 0)
}

// RoomOn finds the room on a day from the balance before it, the movements from
// that day on, and what is uncollected and held. Within a day money comes in
// before it goes out, as a bank counts it.
func RoomOn(on cal.Date, before money.Amount, days []Day, uncleared, held money.Amount) (Room, error) {
	r := Room{Book: before, Uncleared: uncleared, Held: held, Lowest: before, LowestOn: on}
	balance := before
	var err error
	for _, d := range days {
		if balance, err = balance.Add(d.Net()); err != nil {
			return Room{}, err
		}
		switch {
		case d.On <= on:
			r.Book, r.Lowest = balance, balance
		case balance < r.Lowest:
			r.Lowest, r.LowestOn = balance, d.On
		}
	}
	return r, nil
}

// CheckParty tests a payor or payee: never blank, and never cash or bearer. A
// payment goes to a named payee, and a receipt shows its source (ABA Model Rules
// for Client Trust Account Records, Rules 1 and 2); that it came in cash is its
// instrument.
func CheckParty(check *fault.Check, k Kind, party string) {
	name := strings.TrimSpace(party)
	if name == "" {
		who := "payor"
		if k.PaysOut() {
			who = "payee"
		}
		check.Add("party", "party.required", "party is required: name the %s.", who)
		return
	}
	verb := "is received from a named payor"
	if k.PaysOut() {
		verb = "is paid to a named payee"
	}
	switch strings.ToLower(strings.Trim(name, " .*")) {
	case "cash", "petty cash", "bearer", "self", "myself", "me", "payee", "to cash", "pay to cash", "n/a", "none":
		check.Add("party", "party.not_named", "Trust money %s, never %q.", verb, name)
		return
	}
	if strings.IndexFunc(name, unicode.IsLetter) < 0 {
		check.Add("party", "party.not_named", "%q names nobody: trust money %s.", name, verb)
	}
}

// TitleWarning says what is amiss with an account's legal title: it should tell
// everybody that the money is not the firm's (ABA Model Rule 1.15(a)). Blank is fine.
func TitleWarning(title string) string {
	lower := strings.ToLower(title)
	for _, word := range []string{"trust", "escrow", "iolta", "iola", "iota", "client account", "attorney special", "client funds"} {
		if strings.Contains(lower, word) {
			return ""
		}
	}
	return "The title has no word such as Trust, Escrow or IOLTA that shows the money is not the firm's own."
}

// Mirror is the entry that takes t back on a day: the same ledgers, opposite
// amounts, linked.
func (t Txn) Mirror(kind Kind, on cal.Date, reason string) Txn {
	m := Txn{
		AccountID: t.AccountID, PostedOn: on, Kind: kind, Bank: -t.Bank, Party: t.Party,
		Purpose: string(kind) + " of " + string(t.Kind) + ": " + t.Purpose, Reference: t.Reference,
		InvoiceID: t.InvoiceID, ReversesID: t.ID, Reason: reason,
	}
	if m.Bank > 0 {
		m.AvailableOn = on // it never left the account
	}
	for _, s := range t.Splits {
		m.Splits = append(m.Splits, Split{LedgerID: s.LedgerID, MatterID: s.MatterID, Amount: -s.Amount})
	}
	return m
}

// Check tests what every transaction must hold: splits that add up to the bank
// amount, none of them zero, one ledger only once.
func (t Txn) Check() error {
	sum := money.Amount(0)
	seen := map[int64]bool{}
	for _, s := range t.Splits {
		if s.Amount == 0 || seen[s.LedgerID] {
			return fault.New(fault.Invalid, "trust.splits", "Each matter of a trust entry is named once, with an amount.")
		}
		seen[s.LedgerID] = true
		var err error
		if sum, err = sum.Add(s.Amount); err != nil {
			return fault.New(fault.Invalid, "trust.splits", "%s.", err)
		}
	}
	if len(t.Splits) == 0 || sum != t.Bank {
		return fault.New(fault.Invalid, "trust.splits", "The parts of a trust entry must add up to its amount.")
	}
	return nil
}
