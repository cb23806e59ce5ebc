package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// AskReconcile asks for the three-way proof of a trust account.
type AskReconcile struct {
	Account   string
	From      cal.Date // zero: the day after the last closed period, else the month's first
	AsOf      cal.Date // zero: today
	Statement string   // the bank's closing balance; blank: of the bank's file, else what the cleared entries add up to
	// BankErrors are slips of the bank that it has still to put right; nil: those
	// of the last reconciliation are carried on.
	BankErrors []AskBankError
}

// AskBankError is a slip of the bank as a form or a flag gives it: the amount is
// what the bank's correction will add.
type AskBankError struct {
	Amount     string
	Text       string
	ReportedOn cal.Date
}

// Reconciled is the proof with the names a report prints.
type Reconciled struct {
	trust.Reconciliation
	Matters    map[int64]firm.Matter
	Clients    map[int64]firm.Client
	Findings   []Finding        // what a reviewer should see though the sums agree
	Clues      []trust.Clue     // what makes a difference, and what would mend it
	NotInBooks []trust.BankLine // lines of the bank that nothing is tied to
	Exceptions []string         // the findings as sentences
	Hints      []string         // the clues as sentences
	// FromFile says that the statement's balance came from the bank's file.
	FromFile bool
	Covered  bool // a file of the bank reaches the day

	txns []trust.Txn
}

// Reconcile proves a trust account: adjusted bank = journal = sum of ledgers.
// It changes nothing.
func (d *Desk) Reconcile(ctx context.Context, ask AskReconcile) (Reconciled, error) {
	return view(ctx, d, func(q Query) (Reconciled, error) { return prove(q, d, ask) })
}

func prove(q Query, d *Desk, ask AskReconcile) (Reconciled, error) {
	account, err := q.TrustAccountByCode(ask.Account)
	if err != nil {
		return Reconciled{}, err
	}
	if ask.AsOf.IsZero() {
		ask.AsOf = d.Today()
	}
	if ask.From.IsZero() {
		ask.From = ask.AsOf.MonthStart()
		if next := account.ClosedThrough.AddDays(1); !account.ClosedThrough.IsZero() && next <= ask.AsOf {
			ask.From = next
		}
	}
	all, err := q.TrustTxns(TrustFilter{AccountID: account.ID, Oldest: true}, Page{})
	if err != nil {
		return Reconciled{}, err
	}
	r := Reconciled{txns: all}
	until := slices.IndexFunc(all, func(t trust.Txn) bool { return t.PostedOn > ask.AsOf })
	if until < 0 {
		until = len(all)
	}
	statement, err := r.statement(q, d, ask, account, all[:until])
	if err != nil {
		return Reconciled{}, err
	}
	errors, err := bankErrors(q, ask, account)
	if err != nil {
		return Reconciled{}, err
	}
	names, err := loadNames(q)
	if err != nil {
		return Reconciled{}, err
	}
	r.Reconciliation, r.Matters, r.Clients = trust.Reconcile(account, ask.From, ask.AsOf, statement, all[:until]), names.matters, names.clients
	r.Expect(errors)
	r.sortLedgers()
	if r.NotInBooks, err = q.BankLines(account.ID, 0, ask.AsOf, true); err != nil {
		return Reconciled{}, err
	}
	r.Exceptions, r.Hints = exceptions(r), differenceHints(r.Reconciliation, all[:until])
	if r.BankLessJournal() != 0 || len(r.NotInBooks) > 0 {
		r.Clues = trust.Detect(trust.Evidence{Currency: account.Currency, AsOf: ask.AsOf, Lines: r.NotInBooks, Txns: r.recent(), Names: r.ledgerWords()})
	}
	for _, c := range r.Clues {
		r.Hints = append(r.Hints, c.Text+" "+c.Mend.Text)
	}
	if r.Findings, err = findings(q, d, r); err != nil {
		return Reconciled{}, err
	}
	for _, f := range r.Findings {
		r.Exceptions = append(r.Exceptions, f.Text)
	}
	if ask.Statement == "" && !r.FromFile {
		r.Exceptions = append(r.Exceptions, "No statement balance was given: the bank side is what the entries marked as cleared add up to, which proves only the books.")
	}
	return r, nil
}

// recent are the entries a slip of the period may be found in.
func (r Reconciled) recent() []trust.Txn {
	var list []trust.Txn
	for _, t := range r.txns {
		if t.PostedOn >= r.From.AddDays(-60) || t.ClearedOn.IsZero() || t.ClearedOn >= r.From {
			list = append(list, t)
		}
	}
	return list
}

// ledgerWords are words that name the client or the matter of each ledger.
func (r Reconciled) ledgerWords() map[int64][]string {
	words := map[int64][]string{}
	uses := map[string]int64{}
	for _, l := range r.Ledgers {
		m, ok := r.Matters[l.MatterID]
		if !ok {
			continue
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(r.Clients[m.ClientID].Name), func(c rune) bool { return !unicode.IsLetter(c) }) {
			if len(w) < 5 {
				continue
			}
			if other, twice := uses[w]; twice && other != l.MatterID {
				uses[w] = -1 // a word of two ledgers names neither
				continue
			}
			uses[w] = l.MatterID
		}
	}
	for w, id := range uses {
		if id > 0 {
			words[id] = append(words[id], w)
		}
	}
	for id := range words {
		slices.Sort(words[id])
	}
	return words
}

// bankErrors are those given, else those that the last reconciliation left.
func bankErrors(q Query, ask AskReconcile, account trust.Account) ([]trust.BankError, error) {
	var list []trust.BankError
	if ask.BankErrors == nil {
		past, err := q.TrustReconciliations(account.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range past {
			if p.Live() && p.AsOf < ask.AsOf {
				paper, err := readProof(p.Data)
				return paper.BankErrors, err
			}
		}
		return nil, nil
	}
	var check fault.Check
	for i, e := range ask.BankErrors {
		amount, err := money.ParseAmount(e.Amount, account.Currency)
		check.Err("bank_error", "bank_error.format", err)
		if err == nil && amount == 0 {
			check.Add("bank_error", "bank_error.zero", "The slip of the bank no. %d is about nothing.", i+1)
		}
		if strings.TrimSpace(e.Text) == "" {
			check.Add("bank_error", "bank_error.text", "Say what slip of the bank no. %d is.", i+1)
		}
		if e.ReportedOn.IsZero() {
			e.ReportedOn = ask.AsOf
		}
		list = append(list, trust.BankError{Amount: amount, Text: strings.TrimSpace(e.Text), ReportedOn: e.ReportedOn})
	}
	return list, check.Result("reconcile.invalid", "The reconciliation")
}

// sortLedgers puts them by the code of their matter, the cushion last.
func (r Reconciled) sortLedgers() {
	slices.SortStableFunc(r.Ledgers, func(a, b trust.LedgerProof) int {
		if a.MatterID == 0 || b.MatterID == 0 {
			return cmp.Compare(b.MatterID, a.MatterID)
		}
		return cmp.Compare(r.Matters[a.MatterID].Code, r.Matters[b.MatterID].Code)
	})
}

// statement is the balance the bank gives for the day: what was typed, else what
// its file says, else what the cleared entries add up to.
func (r *Reconciled) statement(q Query, d *Desk, ask AskReconcile, account trust.Account, txns []trust.Txn) (money.Amount, error) {
	files, err := q.BankFiles(account.ID)
	if err != nil {
		return 0, err
	}
	told, known, _, err := bankBalance(q, d, account.ID, files, ask.AsOf)
	if err != nil {
		return 0, err
	}
	r.Covered = slices.ContainsFunc(files, func(f trust.BankFile) bool { return f.From <= ask.AsOf && f.To >= ask.AsOf })
	if strings.TrimSpace(ask.Statement) == "" {
		if r.FromFile = known; known {
			return told, nil
		}
		return trust.ClearedBalance(txns, ask.AsOf), nil
	}
	balance, err := money.ParseAmount(ask.Statement, account.Currency)
	var check fault.Check
	check.Err("statement_balance", "statement_balance.format", err)
	return balance, check.Result("reconcile.invalid", "The reconciliation")
}

// bankBalance is the balance at the end of a day as the bank's files tell it.
// sure: a file says so itself. A file that ends in the same month and was read
// that day or later gives what most likely stood there: nothing moved since.
func bankBalance(q Query, d *Desk, accountID int64, files []trust.BankFile, on cal.Date) (balance money.Amount, known, sure bool, err error) {
	for _, f := range files {
		if f.To == on && f.HasClosing {
			return f.Closing, true, true, nil
		}
	}
	lines, err := q.BankLines(accountID, on.AddDays(-40), on.AddDays(40), false)
	if err != nil {
		return 0, false, false, err
	}
	next := slices.IndexFunc(lines, func(l trust.BankLine) bool { return l.On > on })
	if next < 0 {
		next = len(lines)
	}
	if next == 0 || !lines[next-1].HasBalance {
		return 0, false, false, nil
	}
	last := lines[next-1]
	if next < len(lines) && lines[next].HasBalance && lines[next].Balance-lines[next].Amount == last.Balance {
		return last.Balance, true, true, nil // what comes after begins with it
	}
	for _, f := range files {
		read := cal.Of(f.CreatedAt.In(d.Now().Location()))
		known = known || f.To >= last.On && f.To.MonthStart() == on.MonthStart() && read >= on
	}
	return last.Balance, known, false, nil
}

func exceptions(r Reconciled) []string {
	cur := r.Account.Currency
	var found []string
	for _, l := range r.Ledgers {
		if l.Lowest < 0 {
			found = append(found, fmt.Sprintf("Ledger %s was at %s on %s.", ledgerName(r, l.MatterID), l.Lowest.Format(cur), l.LowestOn))
		}
		if l.MatterID == 0 && l.Closing > r.Account.CushionCeiling {
			found = append(found, fmt.Sprintf("The firm keeps %s of its own in the account; the ceiling set is %s.", l.Closing.Format(cur), r.Account.CushionCeiling.Format(cur)))
		}
	}
	for _, o := range r.Outstanding {
		if o.Days > 90 {
			found = append(found, fmt.Sprintf("%s %s to %s, %s, is outstanding for %d days.", o.Kind, o.Reference, o.Party, o.Amount.Format(cur), o.Days))
		}
	}
	for _, o := range r.InTransit {
		if o.Days > 5 {
			found = append(found, fmt.Sprintf("The receipt of %s from %s is not on the statement after %d days.", o.Amount.Format(cur), o.Party, o.Days))
		}
	}
	return found
}

func ledgerName(r Reconciled, matterID int64) string {
	if matterID == 0 {
		return "of the firm's cushion"
	}
	return r.Matters[matterID].Code
}

// differenceHints says what kind of slip would make the difference.
func differenceHints(r trust.Reconciliation, txns []trust.Txn) []string {
	diff := r.BankLessJournal()
	if diff == 0 {
		return nil
	}
	cur := r.Account.Currency
	hints := []string{fmt.Sprintf("Bank less journal is %s.", diff.Format(cur))}
	if diff%9 == 0 {
		hints = append(hints, "The difference is divisible by 9: two digits may be transposed in one amount.")
	}
	for _, t := range txns {
		if right := t.Bank + diff; !t.ClearedOn.IsZero() && t.PostedOn >= r.From && trust.SwappedDigits(t.Bank, right) {
			hints = append(hints, fmt.Sprintf("Entry %d of %s (%s, %s) would explain it if the amount were %s: are two digits transposed?", t.ID, t.PostedOn, t.Party, t.Bank.Abs().Format(cur), right.Abs().Format(cur)))
		}
		switch amount := t.Bank.Abs(); amount {
		case diff.Abs():
			hints = append(hints, fmt.Sprintf("Entry %d of %s (%s, %s) has exactly this amount: is it missing on the statement, marked as cleared by mistake, or posted twice?", t.ID, t.PostedOn, t.Party, amount.Format(cur)))
		case diff.Abs() / 2:
			if diff%2 == 0 {
				hints = append(hints, fmt.Sprintf("Entry %d of %s (%s, %s) has half this amount: was it posted the wrong way round?", t.ID, t.PostedOn, t.Party, amount.Format(cur)))
			}
		}
		if len(hints) > 8 {
			break
		}
	}
	return hints
}
