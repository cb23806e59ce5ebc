package sqlite

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

var trustLedgerTable = register("trust_ledger", "trust_ledger", "account_id, matter_id")

func scanLedger(row scanner) (l trust.Ledger, err error) {
	err = row.Scan(&l.ID, &l.AccountID, asRef(&l.MatterID))
	return l, err
}

// Ledger finds the ledger of a matter in an account, matter 0 the cushion.
func (q *query) Ledger(accountID, matterID int64) (trust.Ledger, error) {
	l, found, err := q.ledger(accountID, matterID)
	if err == nil && !found {
		err = fault.NotFound("trust_ledger", fmt.Sprintf("%d/%d", accountID, matterID))
	}
	return l, err
}

func (q *query) ledger(accountID, matterID int64) (trust.Ledger, bool, error) {
	if matterID == 0 {
		return maybe(q, scanLedger, "SELECT id, account_id, matter_id FROM trust_ledger WHERE account_id = $1 AND matter_id IS NULL", accountID)
	}
	return maybe(q, scanLedger, "SELECT id, account_id, matter_id FROM trust_ledger WHERE account_id = $1 AND matter_id = $2", accountID, matterID)
}

// Ledgers lists them by account, then matter, the cushion last.
func (q *query) Ledgers(f app.TrustFilter) ([]trust.Ledger, error) {
	var c clause
	ledgerFilter(&c, f)
	return list(q, scanLedger, "SELECT l.id, l.account_id, l.matter_id"+fromLedgers+c.where()+ledgerOrder, c.args...)
}

const (
	fromLedgers = " FROM trust_ledger l JOIN trust_account a ON a.id = l.account_id LEFT JOIN matter m ON m.id = l.matter_id"
	ledgerOrder = " ORDER BY a.code, l.matter_id IS NULL, m.code"
)

func ledgerFilter(c *clause, f app.TrustFilter) {
	if f.AccountID != 0 {
		c.and("l.account_id = %s", f.AccountID)
	}
	if f.MatterID != 0 {
		c.and("l.matter_id = %s", f.MatterID)
	}
	if f.LedgerID != 0 {
		c.and("l.id = %s", f.LedgerID)
	}
}

// OpenLedger returns the ledger, made if need be.
func (t *tx) OpenLedger(accountID, matterID int64) (trust.Ledger, error) {
	l, found, err := t.ledger(accountID, matterID)
	if err != nil || found {
		return l, err
	}
	id, err := t.insert(trustLedgerTable, 0, []any{accountID, ref(matterID)})
	if err != nil {
		return trust.Ledger{}, err
	}
	return trust.Ledger{ID: id, AccountID: accountID, MatterID: matterID}, nil
}

// LedgerDays are the movements of a ledger by day from a day on (zero: all of
// them), with the balance before it.
func (q *query) LedgerDays(ledgerID int64, from cal.Date) (trust.Day, []trust.Day, error) {
	const in, out = "coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)", "coalesce(sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)"
	opening := trust.Day{On: from}
	text, args := "", []any{ledgerID}
	if from != 0 {
		before, _, err := maybe(q, func(row scanner) (d trust.Day, err error) {
			err = row.Scan(&d.In, &d.Out)
			return d, err
		}, "SELECT "+in+", "+out+" FROM trust_split WHERE ledger_id = $1 AND posted_on < $2", ledgerID, from)
		if err != nil {
			return trust.Day{}, nil, err
		}
		opening.In, opening.Out = before.In, before.Out
		text, args = " AND posted_on >= $2", append(args, from)
	}
	days, err := list(q, func(row scanner) (d trust.Day, err error) {
		err = row.Scan(asDate(&d.On), &d.In, &d.Out)
		return d, err
	}, "SELECT posted_on, "+in+", "+out+" FROM trust_split WHERE ledger_id = $1"+text+" GROUP BY posted_on ORDER BY posted_on", args...)
	return opening, days, err
}

// LedgerLines are the lines of a ledger card with the running balance, in the
// order of the day, receipts before payments, the order of posting: the order
// in which no ledger is ever below zero.
func (q *query) LedgerLines(ledgerID int64, from, to cal.Date) ([]trust.LedgerLine, error) {
	var balance money.Amount
	if from != 0 {
		before, err := q.number("SELECT sum(amount_minor) FROM trust_split WHERE ledger_id = $1 AND posted_on < $2", ledgerID, from)
		if err != nil {
			return nil, err
		}
		balance = money.Amount(before)
	}
	var c clause
	c.and("s.ledger_id = %s", ledgerID)
	c.between("s.posted_on", from, to)
	return list(q, func(row scanner) (l trust.LedgerLine, err error) {
		if err = row.Scan(&l.TxnID, asDate(&l.PostedOn), &l.Kind, &l.Party, &l.Purpose, &l.Reference, &l.Amount, asDate(&l.ClearedOn), asRef(&l.InvoiceID)); err != nil {
			return l, err
		}
		balance, err = balance.Add(l.Amount)
		l.Balance = balance
		return l, err
	}, `SELECT s.txn_id, s.posted_on, t.kind, t.party, t.purpose, t.reference, s.amount_minor, k.cleared_on, t.invoice_id
		FROM trust_split s JOIN trust_txn t ON t.id = s.txn_id LEFT JOIN trust_cleared k ON k.txn_id = s.txn_id`+
		c.where()+" ORDER BY s.posted_on, s.amount_minor < 0, s.id", c.args...)
}
