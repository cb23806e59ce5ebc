package app

import (
	"context"
	"fmt"
	"math"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// Matching is where the matching of an account stands.
type Matching struct {
	Account   trust.Account
	Through   cal.Date // last day of the bank that is looked at, zero for all
	Lines     []trust.BankLine
	Items     []trust.Item
	Proposals []trust.Proposal // that a person must look at
	Matched   []trust.Match    // since the last closed period
	Made      []trust.Match    // by this act
	Names     map[int64]string // matter codes of the items

	// With All, what is matched already.
	MatchedLines []trust.BankLine
	MatchedItems []trust.Item
	MatchOf      map[int64]int64 // the match of an entry
}

// AskMatching asks where the matching of an account stands.
type AskMatching struct {
	Account string
	Through cal.Date // zero: all lines of the bank
	All     bool     // what is matched since the last closed period as well
}

// Matching reads it: lines of the bank and entries of the book that nothing is
// tied to, and what the program would propose.
func (d *Desk) Matching(ctx context.Context, ask AskMatching) (Matching, error) {
	return read(ctx, d, func(q Query) (Matching, error) {
		account, err := q.TrustAccountByCode(ask.Account)
		if err != nil {
			return Matching{}, err
		}
		m, err := loadMatching(q, account, ask.Through)
		if err != nil {
			return m, err
		}
		m.Proposals = append(m.Proposals, trust.FindMatches(m.Lines, m.Items)...)
		if !ask.All {
			return m, nil
		}
		return m, loadMatched(q, &m)
	})
}

// loadMatched reads both sides of what is matched since the last closed period.
func loadMatched(q Query, m *Matching) error {
	lines, err := q.BankLines(m.Account.ID, 0, m.Through, false)
	if err != nil {
		return err
	}
	matches := map[int64]bool{}
	m.MatchOf = map[int64]int64{}
	for _, x := range m.Matched {
		matches[x.ID] = true
		for _, t := range x.Txns {
			m.MatchOf[t] = x.ID
			txn, err := q.TrustTxn(t)
			if err != nil {
				return err
			}
			m.MatchedItems = append(m.MatchedItems, trust.ItemOf(txn))
		}
	}
	for _, l := range lines {
		if matches[l.MatchID] {
			m.MatchedLines = append(m.MatchedLines, l)
		}
	}
	return m.nameItems(q, m.MatchedItems)
}

func (m *Matching) nameItems(q Query, items []trust.Item) error {
	for _, it := range items {
		if _, known := m.Names[it.MatterID]; known || it.MatterID == 0 {
			continue
		}
		matter, err := q.Matter(it.MatterID)
		if err != nil {
			return err
		}
		m.Names[it.MatterID] = matter.Code
	}
	return nil
}

// loadMatching reads what is open on both sides. An entry that was marked as
// cleared by hand since the last closed period may still be tied to its line.
func loadMatching(q Query, account trust.Account, through cal.Date) (Matching, error) {
	m := Matching{Account: account, Through: through, Names: map[int64]string{}}
	var err error
	if m.Lines, err = q.BankLines(account.ID, 0, through, true); err != nil {
		return m, err
	}
	if m.Matched, err = q.BankMatches(account.ID, account.ClosedThrough.AddDays(1), 0); err != nil {
		return m, err
	}
	f := TrustFilter{AccountID: account.ID, Oldest: true, Open: true, OpenAt: account.ClosedThrough}
	if account.ClosedThrough.IsZero() {
		f.Open = false
	}
	txns, err := q.TrustTxns(f, Page{})
	if err != nil {
		return m, err
	}
	// What was marked as cleared by hand is offered only from where the bank's
	// files begin: before, there is nothing to tie it to.
	files, err := q.BankFiles(account.ID)
	if err != nil {
		return m, err
	}
	told := cal.Date(math.MaxInt32)
	for _, f := range files {
		if f.To > account.ClosedThrough {
			told = min(told, f.From.AddDays(-5)) // a day or two pass at the bank
		}
	}
	tied := map[int64]bool{}
	for _, x := range m.Matched {
		for _, t := range x.Txns {
			tied[t] = true
		}
	}
	var open []trust.Txn
	for _, t := range txns {
		if tied[t.ID] || !t.ClearedOn.IsZero() && t.ClearedOn < told {
			continue
		}
		t.ClearedOn = 0
		open = append(open, t)
	}
	for _, it := range trust.OpenItems(open) {
		if through.IsZero() || it.On <= through.AddDays(3) {
			m.Items = append(m.Items, it)
		}
	}
	return m, m.nameItems(q, m.Items)
}

// MatchBank asks that lines of the bank be tied to entries by the program.
type MatchBank struct {
	Request
	Account   string
	Through   cal.Date // zero: all lines of the bank
	Proposals bool     // take what is only proposed as well
}

// MatchBank ties what is sure (amount and number, or an amount that nothing else
// could be) and answers with what is left and what it would propose. An entry
// that is tied is cleared on the bank's day.
func (d *Desk) MatchBank(ctx context.Context, req MatchBank) (Matching, error) {
	return change(ctx, d, spec{act: "bank.match", right: mayTrust, object: "trust account " + req.Account, req: req.Request}, func(tx Tx) (Matching, error) {
		account, err := tx.TrustAccountByCode(req.Account)
		if err != nil {
			return Matching{}, err
		}
		m, err := loadMatching(tx, account, req.Through)
		if err != nil {
			return m, err
		}
		// What one match leaves may make another sure, so that it goes on until
		// nothing is found; each round takes something away.
		var made []trust.Match
		for {
			n := len(made)
			var left []trust.Proposal
			for _, p := range trust.FindMatches(m.Lines, m.Items) {
				if !p.Sure && !req.Proposals {
					left = append(left, p)
					continue
				}
				how := trust.MatchedSure
				if !p.Sure {
					how = trust.MatchedProposed
				}
				x, err := saveMatch(tx, &m, p.Lines, p.Txns, how, p.Score, p.Reason)
				if err != nil {
					return m, err
				}
				made = append(made, x)
			}
			m.Proposals = left
			if len(made) == n {
				break
			}
		}
		m.Made = made
		m.Matched = append(m.Matched, made...)
		return m, nil
	})
}

// MatchByHand asks that lines and entries be tied by a person.
type MatchByHand struct {
	Request
	Account string
	Lines   []int64
	Txns    []int64
	// Proposed says that the program proposed it, with its score and reason.
	Proposed bool
	Score    int
	Reason   string
}

// MatchByHand ties lines of the bank to entries of the book. Both sides must be
// the same money; lines alone may be tied when they come to nothing (a slip of
// the bank and its correction).
func (d *Desk) MatchByHand(ctx context.Context, req MatchByHand) (trust.Match, error) {
	return change(ctx, d, spec{act: "bank.tie", right: mayTrust, object: "trust account " + req.Account, req: req.Request}, func(tx Tx) (trust.Match, error) {
		account, err := tx.TrustAccountByCode(req.Account)
		if err != nil {
			return trust.Match{}, err
		}
		m, err := loadMatching(tx, account, 0)
		if err != nil {
			return trust.Match{}, err
		}
		how := trust.MatchedByHand
		if req.Proposed {
			how = trust.MatchedProposed
		}
		return saveMatch(tx, &m, req.Lines, req.Txns, how, req.Score, req.Reason)
	})
}

// UnmatchBank asks that a match be taken back.
type UnmatchBank struct {
	Request
	Match int64
}

// UnmatchBank takes a match back; its entries are no longer cleared. Refused
// when its period is closed.
func (d *Desk) UnmatchBank(ctx context.Context, req UnmatchBank) (trust.Match, error) {
	return change(ctx, d, spec{act: "bank.untie", right: mayTrust, object: fmt.Sprintf("match %d", req.Match), req: req.Request}, func(tx Tx) (trust.Match, error) {
		m, err := tx.BankMatch(req.Match)
		if err != nil {
			return m, err
		}
		account, err := tx.TrustAccount(m.AccountID)
		if err != nil {
			return m, err
		}
		if err := closedTrust(account, m.On); err != nil {
			return m, err
		}
		if err := tx.DeleteBankMatch(m.ID); err != nil {
			return m, err
		}
		for _, t := range m.Txns {
			if err := tx.SetClearedOn(t, 0); err != nil {
				return m, err
			}
		}
		return m, nil
	})
}

// saveMatch ties lines to entries, clears the entries on the bank's day, and
// takes both out of what is open.
func saveMatch(tx Tx, m *Matching, lines, txns []int64, how string, score int, reason string) (trust.Match, error) {
	x := trust.Match{AccountID: m.Account.ID, Lines: lines, Txns: txns, How: how, Score: score, Reason: reason}
	if len(lines) == 0 {
		return x, fault.New(fault.Invalid, "match.lines", "Choose at least one line of the bank.")
	}
	var bank cal.Date
	for _, id := range lines {
		i := slices.IndexFunc(m.Lines, func(l trust.BankLine) bool { return l.ID == id })
		if i < 0 {
			return x, fault.Refuse("match.line_used", "Line %d of the bank is none of account %s, or is matched already.", id, m.Account.Code).Advise("Look at the list again.")
		}
		x.Total += m.Lines[i].Amount
		bank = max(bank, m.Lines[i].On)
	}
	x.On = bank
	var total money.Amount
	cleared := map[int64]cal.Date{}
	for _, id := range txns {
		i := slices.IndexFunc(m.Items, func(it trust.Item) bool { return it.TxnID == id })
		if i < 0 {
			return x, fault.Refuse("match.entry_used", "Entry %d is none of account %s, was taken back, or is matched already.", id, m.Account.Code).Advise("Look at the list again.")
		}
		total += m.Items[i].Amount
		cleared[id] = max(bank, m.Items[i].On)
		x.On = max(x.On, m.Items[i].On)
	}
	if total != x.Total {
		cur := m.Account.Currency
		return x, fault.Refuse("match.sum", "The bank's side is %s, the book's %s: a difference of %s.", x.Total.Format(cur), total.Format(cur), (x.Total-total).Format(cur)).
			With("bank", x.Total.Plain(cur)).With("book", total.Plain(cur)).With("difference", (x.Total - total).Plain(cur)).
			Advise("Choose lines and entries that add up to the same, or mend the entry that is wrong.")
	}
	if err := closedTrust(m.Account, x.On); err != nil {
		return x, err
	}
	for _, id := range txns {
		if err := tx.SetClearedOn(id, cleared[id]); err != nil {
			return x, err
		}
	}
	if err := tx.AddBankMatch(&x); err != nil {
		return x, err
	}
	m.Lines = slices.DeleteFunc(m.Lines, func(l trust.BankLine) bool { return slices.Contains(lines, l.ID) })
	m.Items = slices.DeleteFunc(m.Items, func(it trust.Item) bool { return slices.Contains(txns, it.TxnID) })
	return x, nil
}

// BankLines lists what the bank said of an account in a span.
func (d *Desk) BankLines(ctx context.Context, account string, from, to cal.Date) ([]trust.BankLine, error) {
	return read(ctx, d, func(q Query) ([]trust.BankLine, error) {
		a, err := q.TrustAccountByCode(account)
		if err != nil {
			return nil, err
		}
		return q.BankLines(a.ID, from, to, false)
	})
}
