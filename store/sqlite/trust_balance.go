package sqlite

import (
	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/trust"
)

// TrustBalances are book, uncleared and held of each ledger at the end of a
// day, by account, then matter, the cushion last. They are computed from the
// posted splits through covering indexes.
//
// Without a day everything posted counts as book, and uncleared and held are
// those of today. Money that came in (or came back by a void) is uncleared while
// its day of availability lies ahead and the bank has not cleared it; a receipt
// that was taken back by then is not. Without either day everything with a day of availability is uncleared:
// less may be paid out, never more.
func (q *query) TrustBalances(f app.TrustFilter, asOf, today cal.Date) ([]trust.Balance, error) {
	var c clause
	ledgerFilter(&c, f)
	which, narrow := c.where(), func(string) string { return "" }
	if which != "" {
		narrow = func(column string) string {
			return " AND " + column + " IN (SELECT l.id FROM trust_ledger l" + which + ")"
		}
	}
	posted := func(column string) string { return "" }
	if asOf != 0 {
		day := c.arg(asOf)
		posted = func(column string) string { return " AND " + column + " <= " + day }
	}
	collected, cleared, held := "", " AND 1 = 0", " AND released_on IS NULL"
	if at := asOf; at != 0 || today != 0 {
		if at == 0 {
			at = today
		}
		day := c.arg(at)
		var force clause
		inForce(&force, day)
		collected, cleared, held = " AND t.available_on > "+day, " AND k.cleared_on <= "+day, force.plus()
	}
	// CROSS JOIN keeps the order: the few receipts that are not collected
	// first, then their splits.
	text := `WITH book AS (SELECT ledger_id, sum(amount_minor) AS minor FROM trust_split WHERE 1 = 1` + posted("posted_on") + narrow("ledger_id") + ` GROUP BY ledger_id),
	uncleared AS (SELECT s.ledger_id, sum(s.amount_minor) AS minor FROM trust_txn t CROSS JOIN trust_split s
		WHERE s.txn_id = t.id AND s.amount_minor > 0 AND t.available_on IS NOT NULL` +
		collected + posted("t.posted_on") + narrow("s.ledger_id") + `
		AND NOT EXISTS (SELECT 1 FROM trust_txn r WHERE r.reverses_id = t.id` + posted("r.posted_on") + `)
		AND NOT EXISTS (SELECT 1 FROM trust_cleared k WHERE k.txn_id = t.id` + cleared + `) GROUP BY s.ledger_id),
	held AS (SELECT ledger_id, sum(amount_minor) AS minor FROM trust_hold WHERE 1 = 1` + held + narrow("ledger_id") + ` GROUP BY ledger_id)
	SELECT l.id, l.account_id, l.matter_id, coalesce(book.minor, 0), coalesce(uncleared.minor, 0), coalesce(held.minor, 0)` +
		fromLedgers + ` LEFT JOIN book ON book.ledger_id = l.id LEFT JOIN uncleared ON uncleared.ledger_id = l.id LEFT JOIN held ON held.ledger_id = l.id` +
		which + ledgerOrder
	return list(q, func(row scanner) (b trust.Balance, err error) {
		err = row.Scan(&b.LedgerID, &b.AccountID, asRef(&b.MatterID), &b.Book, &b.Uncleared, &b.Held)
		return b, err
	}, text, c.args...)
}
