package sqlite

import "fmt"

// bankMatches proves what ties the bank to the book: each match is the same
// money on both sides, its entries are cleared, and the journal of each signed
// reconciliation is still what was signed.
func (v *verifier) bankMatches() (string, error) {
	n, err := v.count("SELECT count(*) FROM bank_match")
	if err != nil {
		return "", err
	}
	signed, err := v.count("SELECT count(*) FROM trust_reconciliation")
	if err != nil {
		return "", err
	}
	for _, text := range []string{
		`SELECT 'bank match ' || m.id || ' is over ' || m.total_minor || ', the bank says ' || coalesce(l.total, 0) || ' and the book ' || coalesce(t.total, 0) || ' (minor units)'
			FROM bank_match m
			LEFT JOIN (SELECT p.match_id, sum(b.amount_minor) AS total FROM bank_match_part p JOIN bank_line b ON b.id = p.line_id GROUP BY p.match_id) l ON l.match_id = m.id
			LEFT JOIN (SELECT p.match_id, sum(x.bank_minor) AS total FROM bank_match_part p JOIN trust_txn x ON x.id = p.txn_id GROUP BY p.match_id) t ON t.match_id = m.id
			WHERE m.total_minor <> coalesce(l.total, 0) OR m.total_minor <> coalesce(t.total, 0)`,
		`SELECT 'trust transaction ' || p.txn_id || ' is matched with the bank and not cleared' FROM bank_match_part p
			WHERE p.txn_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM trust_cleared c WHERE c.txn_id = p.txn_id)`,
		`SELECT 'reconciliation ' || r.id || ' of ' || r.as_of || ' was signed over ' || r.journal_minor || ', the journal comes to ' ||
			(SELECT coalesce(sum(bank_minor), 0) FROM trust_txn x WHERE x.account_id = r.account_id AND x.posted_on <= r.as_of) || ' (minor units)'
			FROM trust_reconciliation r WHERE r.reopened_by IS NULL
			AND r.journal_minor <> (SELECT coalesce(sum(bank_minor), 0) FROM trust_txn x WHERE x.account_id = r.account_id AND x.posted_on <= r.as_of)`,
	} {
		if err := v.each(text); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d matches are the same money on both sides, %d reconciliations stand as signed", n, signed), nil
}
