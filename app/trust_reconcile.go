package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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
	Statement string   // the bank's closing balance; blank: what the cleared entries add up to
}

// Reconciled is the proof with the names a report prints.
type Reconciled struct {
	trust.Reconciliation
	Matters    map[int64]firm.Matter
	Clients    map[int64]firm.Client
	Exceptions []string // what a reviewer should see though the sums agree
	Hints      []string // what a difference looks like
}

// Reconcile proves a trust account: adjusted bank = journal = sum of ledgers.
// It changes nothing.
func (d *Desk) Reconcile(ctx context.Context, ask AskReconcile) (Reconciled, error) {
	return view(ctx, d, func(q Query) (Reconciled, error) {
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
		txns, err := q.TrustTxns(TrustFilter{AccountID: account.ID, To: ask.AsOf, Oldest: true}, Page{})
		if err != nil {
			return Reconciled{}, err
		}
		statement, err := statementBalance(ask, account, txns)
		if err != nil {
			return Reconciled{}, err
		}
		names, err := loadNames(q)
		if err != nil {
			return Reconciled{}, err
		}
		r := Reconciled{Reconciliation: trust.Reconcile(account, ask.From, ask.AsOf, statement, txns), Matters: names.matters, Clients: names.clients}
		r.sortLedgers()
		r.Exceptions, r.Hints = exceptions(r), differenceHints(r.Reconciliation, txns)
		if ask.Statement == "" {
			r.Exceptions = append(r.Exceptions, "No statement balance was given: the bank side is what the entries marked as cleared add up to, which proves only the books.")
		}
		return r, nil
	})
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

func statementBalance(ask AskReconcile, account trust.Account, txns []trust.Txn) (money.Amount, error) {
	if ask.Statement == "" {
		return trust.ClearedBalance(txns, ask.AsOf), nil
	}
	balance, err := money.ParseAmount(ask.Statement, account.Currency)
	var check fault.Check
	check.Err("statement_balance", "statement_balance.format", err)
	return balance, check.Result("reconcile.invalid", "The reconciliation")
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
