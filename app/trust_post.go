package app

import (
	"context"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// PostTrust asks for one trust entry. Texts are as the import columns give
// them; the amount is positive, the kind gives the direction.
type PostTrust struct {
	Request
	Account      string // code
	Kind         string
	Matter       string // code; blank only for the firm's own cushion
	Splits       []TrustSplit
	Amount       string
	Date         string
	Party        string
	Purpose      string
	Instrument   string // receipts; blank: check
	Reference    string // check number, deposit, wire id
	AvailableOn  string // receipts; blank: by the account's hold days
	AuthorisedBy string // eft
	Withdraw     bool   // cushion: take the firm's own money out
	ExtID        string
}

// TrustSplit lays part of a receipt or payment on one matter; used instead of
// Matter when one instrument serves several.
type TrustSplit struct {
	Matter string
	Amount string
}

// TrustPosted is a posted entry and what its ledgers come to now.
type TrustPosted struct {
	Txn      trust.Txn
	Balances []trust.Balance
}

// PostTrust posts a receipt, check, eft, charge, interest or cushion movement.
//
// Invalid when a field is wrong, all at once. Refused: "trust.insufficient" when
// a ledger cannot bear it on that or any later day, or the money is not
// collected or is held; "trust.period_closed"; "trust.check_used".
// Voids, reversals and transfers to the firm have acts of their own.
func (d *Desk) PostTrust(ctx context.Context, req PostTrust) (TrustPosted, error) {
	return change(ctx, d, spec{act: "trust." + req.Kind, right: mayTrust, object: "trust account " + req.Account, req: req.Request},
		func(tx Tx) (TrustPosted, error) {
			account, err := tx.TrustAccountByCode(req.Account)
			if err != nil {
				return TrustPosted{}, err
			}
			txn, err := postTrust(tx, d, newLookup(tx, d.Today()), account, req)
			if err != nil {
				return TrustPosted{}, err
			}
			return trustPosted(tx, d, txn)
		})
}

func postTrust(tx Tx, d *Desk, look *lookup, account trust.Account, req PostTrust) (trust.Txn, error) {
	txn, parts, err := decideTrust(look, account, req)
	if err != nil {
		return trust.Txn{}, err
	}
	if txn, err = savePosting(tx, d, account, txn, parts); err != nil || txn.Kind != trust.Receipt {
		return txn, err
	}
	return txn, answerRequests(tx, txn)
}

// trustPosted answers with what the ledgers of an entry come to now.
func trustPosted(q Query, d *Desk, txn trust.Txn) (TrustPosted, error) {
	answer := TrustPosted{Txn: txn}
	for _, s := range txn.Splits {
		balances, err := q.TrustBalances(TrustFilter{LedgerID: s.LedgerID}, 0, d.Today())
		if err != nil {
			return TrustPosted{}, err
		}
		answer.Balances = append(answer.Balances, balances...)
	}
	return answer, nil
}

// part is an amount for a matter whose ledger may not exist yet.
type part struct {
	matter firm.Matter // zero: the cushion
	amount money.Amount
}

func decideTrust(look *lookup, account trust.Account, req PostTrust) (trust.Txn, []part, error) {
	var check fault.Check
	kind := trust.Kind(strings.TrimSpace(req.Kind))
	switch kind {
	case trust.Receipt, trust.Check, trust.EFT, trust.Charge, trust.Interest, trust.Cushion:
	case trust.Transfer:
		check.Add("kind", "kind.needs_invoice", "Money goes from trust to the firm only against an issued invoice: name the invoice (trust apply).")
	default:
		check.Add("kind", "kind.unknown", "%q is not a kind of trust entry.", req.Kind)
	}
	amount, err := money.ParseAmount(req.Amount, account.Currency)
	check.Err("amount", "amount.format", err)
	if err == nil && amount <= 0 {
		check.Add("amount", "amount.positive", "The amount is positive; the kind says whether it comes in or goes out.")
	}
	on, err := cal.Parse(req.Date)
	check.Err("date", "date.format", err)
	trust.CheckParty(&check, kind, req.Party)
	check.Require("purpose", req.Purpose)

	txn := trust.Txn{
		AccountID: account.ID, PostedOn: on, Kind: kind, Bank: kind.Signed(amount), Party: strings.TrimSpace(req.Party),
		Purpose: strings.TrimSpace(req.Purpose), Reference: strings.TrimSpace(req.Reference),
		AuthorisedBy: strings.TrimSpace(req.AuthorisedBy), ExtID: req.ExtID,
	}
	if kind == trust.Cushion && req.Withdraw {
		txn.Bank = -amount
	}
	checkTrustKind(&check, account, &txn, req)
	parts := trustParts(&check, look, account, txn, req)
	return txn, parts, check.Result("trust.invalid", "The trust entry")
}

// checkTrustKind tests what only some kinds need.
func checkTrustKind(check *fault.Check, account trust.Account, txn *trust.Txn, req PostTrust) {
	switch txn.Kind {
	case trust.Receipt, trust.Interest:
		txn.Instrument = trust.Instrument(strings.TrimSpace(req.Instrument))
		if txn.Instrument == "" {
			txn.Instrument = trust.ByCheck
			if txn.Kind == trust.Interest {
				txn.Instrument = trust.ByACH
			}
		}
		if !isInstrument(txn.Instrument) {
			check.Add("instrument", "instrument.unknown", "%q is no instrument: write check, wire, ach, cash or cashiers.", req.Instrument)
		}
		txn.AvailableOn = account.HoldDays.AvailableFrom(txn.PostedOn, txn.Instrument)
		if txn.Kind == trust.Interest {
			txn.AvailableOn = txn.PostedOn // credited by the bank itself
			if account.Kind != trust.Separate {
				check.Add("kind", "interest.pooled", "Interest of the pooled account %s belongs to the foundation, never to a client or the firm.", account.Code)
			}
		}
		if req.AvailableOn != "" {
			day, err := cal.Parse(req.AvailableOn)
			check.Err("available_on", "available_on.format", err)
			if err == nil && day < txn.PostedOn {
				check.Add("available_on", "available_on.early", "Money cannot be collected on %s, before it came on %s.", day, txn.PostedOn)
			}
			txn.AvailableOn = day
		}
	case trust.Check:
		check.Require("reference", txn.Reference) // checks are numbered
	case trust.EFT:
		if txn.AuthorisedBy == "" {
			check.Add("authorised_by", "authorised_by.required", "authorised_by is required: name the lawyer who authorised the electronic transfer.")
		}
	case trust.Cushion:
		if txn.Bank > 0 {
			txn.AvailableOn = txn.PostedOn
		}
	}
}

func isInstrument(i trust.Instrument) bool {
	for _, known := range trust.Instruments {
		if i == known {
			return true
		}
	}
	return false
}

// trustParts finds whose money it is: one matter, several, or the cushion.
func trustParts(check *fault.Check, look *lookup, account trust.Account, txn trust.Txn, req PostTrust) []part {
	if txn.Kind.OfFirm() {
		if req.Matter != "" || len(req.Splits) > 0 {
			check.Add("matter", "matter.not_client", "A %s moves the firm's own cushion, never a client's ledger: leave the matter blank.", txn.Kind)
		}
		return []part{{amount: txn.Bank}}
	}
	splits := req.Splits
	if len(splits) == 0 {
		splits = []TrustSplit{{Matter: req.Matter, Amount: req.Amount}}
	} else if req.Matter != "" {
		check.Add("matter", "matter.twice", "Name one matter, or the split over several, not both.")
	}
	var parts []part
	var sum money.Amount
	for i, s := range splits {
		if strings.TrimSpace(s.Matter) == "" {
			check.Add("matter", "matter.required", "matter is required: trust money always belongs to a matter.")
			continue
		}
		facts, err := look.Matter(strings.TrimSpace(s.Matter))
		if err != nil {
			check.Add("matter", "matter.missing", "There is no matter %q in this book.", s.Matter)
			continue
		}
		m := facts.Matter
		if i > 0 && sameMatter(parts, m) {
			check.Add("matter", "matter.twice", "Matter %s stands twice in the split.", m.Code)
		}
		amount, err := money.ParseAmount(s.Amount, account.Currency)
		if err != nil || amount <= 0 {
			if len(req.Splits) > 0 {
				check.Add("amount", "amount.format", "The part of matter %s must be a positive amount.", m.Code)
			}
			continue
		}
		if txn.Bank < 0 {
			amount = -amount
		}
		sum += amount
		parts = append(parts, part{m, amount})
	}
	if len(req.Splits) > 0 && sum != txn.Bank && check.OK() {
		check.Add("amount", "amount.splits", "The parts add up to %s, the entry is %s.", sum.Abs().Plain(account.Currency), txn.Bank.Abs().Plain(account.Currency))
	}
	return parts
}

func sameMatter(parts []part, m firm.Matter) bool {
	for _, p := range parts {
		if p.matter.ID == m.ID {
			return true
		}
	}
	return false
}

// trustAhead is how many days after today an entry may be dated: a transfer with
// the bills of the month's end, a check written for Monday. Farther ahead it is a
// typing error in the year, and the records are to be made as the money moves
// (ABA Model Rules for Client Trust Account Records, Rule 1).
const trustAhead = finalizeAhead

// savePosting tests the rules that need the ledgers, and saves.
func savePosting(tx Tx, d *Desk, account trust.Account, txn trust.Txn, parts []part) (trust.Txn, error) {
	if err := closedTrust(account, txn.PostedOn); err != nil {
		return txn, err
	}
	if latest := d.Today().AddDays(trustAhead); txn.PostedOn > latest {
		return txn, fault.Refuse("date.ahead", "A trust entry cannot be dated %s, more than %d days ahead.", txn.PostedOn, trustAhead).
			Advise("Date it %s or before; entries are made when the money moves.", latest)
	}
	if txn.Kind == trust.Check {
		used, err := tx.CheckUsed(account.ID, txn.Reference)
		if err != nil {
			return txn, err
		}
		if used != 0 {
			return txn, fault.Refuse("trust.check_used", "Check %s of account %s is already used by entry %d.", txn.Reference, account.Code, used).
				Advise("Check numbers are used once, voided ones too: take the number printed on the check.")
		}
	}
	for _, p := range parts {
		ledger, err := tx.OpenLedger(account.ID, p.matter.ID)
		if err != nil {
			return txn, err
		}
		if p.amount < 0 {
			if err := bear(tx, account, ledger, p, txn); err != nil {
				return txn, err
			}
		}
		txn.Splits = append(txn.Splits, trust.Split{LedgerID: ledger.ID, MatterID: p.matter.ID, Amount: p.amount})
	}
	if err := txn.Check(); err != nil {
		return txn, err
	}
	txn.UserID, txn.CreatedAt = d.User.ID, d.Now().UTC()
	return txn, tx.PostTrust(&txn)
}

// roomOf is what may leave a ledger on a day.
func roomOf(q Query, ledgerID int64, on cal.Date) (trust.Room, error) {
	opening, days, err := q.LedgerDays(ledgerID, on)
	if err != nil {
		return trust.Room{}, err
	}
	balances, err := q.TrustBalances(TrustFilter{LedgerID: ledgerID}, on, on)
	if err != nil {
		return trust.Room{}, err
	}
	var b trust.Balance
	if len(balances) == 1 {
		b = balances[0]
	}
	return trust.RoomOn(on, opening.Net(), days, b.Uncleared, b.Held)
}

// bear refuses a payment its ledger cannot bear, with every figure behind it.
func bear(q Query, account trust.Account, ledger trust.Ledger, p part, txn trust.Txn) error {
	room, err := roomOf(q, ledger.ID, txn.PostedOn)
	if err != nil {
		return err
	}
	wanted, cur := -p.amount, account.Currency
	limit := room.Available()
	if txn.ReversesID != 0 {
		// Taking back a receipt that was never collected must be possible; only
		// the book balance, on every later day, limits it.
		limit = max(room.Lowest, 0)
	}
	if wanted <= limit {
		return nil
	}
	whose := "The firm's cushion"
	if p.matter.ID != 0 {
		whose = "Matter " + p.matter.Code
	}
	e := fault.Refuse("trust.insufficient", "%s has %s available in trust account %s on %s; %s was asked for.",
		whose, limit.Format(cur), account.Code, txn.PostedOn, wanted.Format(cur)).
		With("available", limit.Plain(cur)).With("asked", wanted.Plain(cur)).With("book", room.Book.Plain(cur)).
		With("uncleared", room.Uncleared.Plain(cur)).With("held", room.Held.Plain(cur)).
		With("lowest", room.Lowest.Plain(cur)).With("lowest_on", room.LowestOn.String()).
		With("account", account.Code).With("matter", p.matter.Code)
	switch {
	case room.Lowest < room.Book:
		return e.Advise("The ledger falls to %s on %s; a payment dated %s may be at most %s.", room.Lowest.Format(cur), room.LowestOn, txn.PostedOn, limit.Format(cur))
	case room.Uncleared > 0:
		return e.Advise("%s of the balance is not collected yet. Wait until it is, or take %s.", room.Uncleared.Format(cur), limit.Format(cur))
	case room.Held > 0:
		return e.Advise("%s is held. Release the hold first, or take %s.", room.Held.Format(cur), limit.Format(cur))
	}
	return e.Advise("One client's money never pays for another: take at most %s.", limit.Format(cur))
}
