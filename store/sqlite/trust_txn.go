package sqlite

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/trust"
)

const trustTxnColumns = `account_id, posted_on, kind, bank_minor, party, purpose, instrument, reference, available_on,
	authorised_by, invoice_id, reverses_id, reason, ext_id, user_id, created_ms`

var (
	trustTxnTable     = register("trust_txn", "trust_txn", trustTxnColumns)
	trustSplitTable   = register("trust_split", "trust_split", "txn_id, ledger_id, posted_on, amount_minor")
	trustClearedTable = registerKey("trust_cleared", "txn_id", "trust_cleared", "cleared_on")
)

// The payment posted with a transfer points at it; the transfer's side of the
// link is read from there, as the day the bank cleared it is from its own row.
const selectTrustTxn = `SELECT t.id, t.account_id, t.posted_on, t.kind, t.bank_minor, t.party, t.purpose, t.instrument, t.reference,
	t.available_on, t.authorised_by, t.invoice_id, t.reverses_id, t.reason, t.ext_id, t.user_id, t.created_ms,
	(SELECT p.id FROM payment p WHERE p.trust_txn_id = t.id), (SELECT c.cleared_on FROM trust_cleared c WHERE c.txn_id = t.id) FROM trust_txn t`

func scanTrustTxn(row scanner) (t trust.Txn, err error) {
	err = row.Scan(&t.ID, &t.AccountID, asDate(&t.PostedOn), &t.Kind, &t.Bank, &t.Party, &t.Purpose, &t.Instrument, &t.Reference,
		asDate(&t.AvailableOn), &t.AuthorisedBy, asRef(&t.InvoiceID), asRef(&t.ReversesID), &t.Reason, asText(&t.ExtID), &t.UserID,
		asTime(&t.CreatedAt), asRef(&t.PaymentID), asDate(&t.ClearedOn))
	return t, err
}

// TrustTxn reads one with its splits.
func (q *query) TrustTxn(id int64) (trust.Txn, error) {
	t, err := one(q, "trust_txn", fmt.Sprint(id), scanTrustTxn, selectTrustTxn+" WHERE t.id = $1", id)
	if err != nil {
		return trust.Txn{}, err
	}
	found := []trust.Txn{t}
	err = q.fillSplits(found)
	return found[0], err
}

// TrustTxns lists newest first (oldest first when f.Oldest), with all splits of
// each, also those of other ledgers than the filter's.
func (q *query) TrustTxns(f app.TrustFilter, p app.Page) ([]trust.Txn, error) {
	var c clause
	if f.AccountID != 0 {
		c.and("t.account_id = %s", f.AccountID)
	}
	if f.LedgerID != 0 {
		c.and("t.id IN (SELECT txn_id FROM trust_split WHERE ledger_id = %s)", f.LedgerID)
	}
	if f.MatterID != 0 {
		c.and("t.id IN (SELECT s.txn_id FROM trust_ledger l JOIN trust_split s ON s.ledger_id = l.id WHERE l.matter_id = %s)", f.MatterID)
	}
	c.between("t.posted_on", f.From, f.To)
	if len(f.Kinds) > 0 {
		oneOf(&c, "t.kind", f.Kinds)
	}
	switch {
	case f.Open && f.OpenAt != 0:
		c.and("NOT EXISTS (SELECT 1 FROM trust_cleared k WHERE k.txn_id = t.id AND k.cleared_on <= %s)", f.OpenAt)
	case f.Open:
		c.conds = append(c.conds, "NOT EXISTS (SELECT 1 FROM trust_cleared k WHERE k.txn_id = t.id)")
	}
	order, after := " ORDER BY t.posted_on DESC, t.id DESC", "<"
	if f.Oldest {
		order, after = " ORDER BY t.posted_on, t.id", ">"
	}
	if p.AfterID != 0 {
		c.and("(t.posted_on, t.id) "+after+" (%s, %s)", p.AfterDate, p.AfterID)
	}
	found, err := list(q, scanTrustTxn, selectTrustTxn+c.where()+order+c.limit(p.Limit), c.args...)
	if err != nil {
		return nil, err
	}
	return found, q.fillSplits(found)
}

func (q *query) fillSplits(txns []trust.Txn) error {
	ids, at := make([]int64, len(txns)), make(map[int64]int, len(txns))
	for i, t := range txns {
		ids[i], at[t.ID] = t.ID, i
	}
	return q.bulk(ids, `SELECT s.txn_id, s.ledger_id, l.matter_id, s.amount_minor FROM trust_split s JOIN trust_ledger l ON l.id = s.ledger_id
		WHERE s.txn_id IN (%s) ORDER BY s.id`, func(row scanner) error {
		var txnID int64
		var s trust.Split
		if err := row.Scan(&txnID, &s.LedgerID, asRef(&s.MatterID), &s.Amount); err != nil {
			return err
		}
		t := &txns[at[txnID]]
		t.Splits = append(t.Splits, s)
		return nil
	})
}

// TrustTxnByExt finds an imported transaction, 0 when there is none.
func (q *query) TrustTxnByExt(extID string) (int64, error) {
	if extID == "" {
		return 0, nil
	}
	return q.number("SELECT id FROM trust_txn WHERE ext_id = $1", extID)
}

// ReversalOf finds what took a transaction back, 0 when nothing did.
func (q *query) ReversalOf(txnID int64) (int64, error) {
	return q.number("SELECT id FROM trust_txn WHERE reverses_id = $1", txnID)
}

// CheckUsed finds the check that has the number, voided ones too; 0 when free.
func (q *query) CheckUsed(accountID int64, number string) (int64, error) {
	if number == "" {
		return 0, nil
	}
	return q.number("SELECT id FROM trust_txn WHERE account_id = $1 AND reference = $2 AND kind = 'check' AND reference <> ''", accountID, number)
}

// ClearedOn is the day the bank cleared a transaction, zero when it has not.
func (q *query) ClearedOn(txnID int64) (cal.Date, error) {
	day, _, err := maybe(q, func(row scanner) (d cal.Date, err error) { err = row.Scan(asDate(&d)); return d, err },
		"SELECT cleared_on FROM trust_cleared WHERE txn_id = $1", txnID)
	return day, err
}

// PostTrust posts a transaction: its splits go in first, then the head, whose
// arrival seals them. The database refuses a sum that differs, a split of
// another account, a ledger below zero on that or any later day, a check number
// used before, and a day in a reconciled period.
func (t *tx) PostTrust(txn *trust.Txn) error {
	t.made(&txn.CreatedAt)
	if txn.UserID == 0 {
		txn.UserID = t.act.UserID
	}
	id, err := t.nextID(trustTxnTable)
	if err != nil {
		return err
	}
	for _, s := range txn.Splits {
		if _, err := t.insert(trustSplitTable, 0, []any{id, s.LedgerID, txn.PostedOn, s.Amount}); err != nil {
			return err
		}
	}
	_, err = t.insert(trustTxnTable, id, []any{txn.AccountID, txn.PostedOn, txn.Kind, txn.Bank, txn.Party, txn.Purpose, txn.Instrument, txn.Reference,
		txn.AvailableOn, txn.AuthorisedBy, ref(txn.InvoiceID), ref(txn.ReversesID), txn.Reason, orNone(txn.ExtID), txn.UserID, txn.CreatedAt})
	if err != nil {
		return err
	}
	txn.ID = id
	return nil
}

// SetClearedOn notes the day the bank cleared a transaction; zero takes the
// note away. Refused for a day in a reconciled period, on either side.
func (t *tx) SetClearedOn(txnID int64, day cal.Date) error {
	kept, err := t.ClearedOn(txnID)
	switch {
	case err != nil:
		return err
	case kept == day:
		return nil
	case kept == 0:
		_, err = t.insert(trustClearedTable, txnID, []any{day})
		return err
	case day == 0:
		return t.delete(trustClearedTable, txnID)
	}
	return t.update(trustClearedTable, txnID, nil, []any{day})
}
