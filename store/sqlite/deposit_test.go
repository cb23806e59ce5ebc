package sqlite

import "testing"

// Whoever writes, with or without recursive triggers: what the bank was given,
// what was promised and what was said about a pre-bill stays.
func TestDepositsPromisesAndCommentsStay(t *testing.T) {
	c, _ := openRaw(t, rawBook+`
INSERT INTO deposit VALUES (1, '2026-06-12', 'Operating', 'USD', 30000, 'open', '', 0, 1), (2, '2026-06-12', 'Operating', 'USD', 1, 'open', '', 0, 1);
INSERT INTO deposit_item VALUES (1, 1, 1);
UPDATE deposit SET status = 'closed' WHERE id = 1;
INSERT INTO payment (id, client_id, paid_on, amount_minor, currency, method, reference, note, reason, created_ms) VALUES (3, 1, '2026-06-11', 1, 'USD', 'check', '', '', '', 0);
INSERT INTO deposit_item VALUES (2, 2, 3);
INSERT INTO ar_promise VALUES (1, 1, '2026-06-01', '2026-06-20', 30000, 'USD', NULL, 1), (2, 1, '2026-06-01', '2026-06-20', 30000, 'USD', '2026-06-02', 1);
INSERT INTO ar_note VALUES (1, 1, NULL, '2026-06-01', 'call', '', 'will pay', 1, 0);
INSERT INTO payment_payor VALUES (1, 1, 'Acme');
INSERT INTO prebill (id, matter_id, client_id, through, created_on, status, holder, note, discount_minor, discount_text, message, row_version) VALUES (1, 1, 1, '2026-06-30', '2026-06-30', 'open', '', '', 0, '', '', 1);
INSERT INTO prebill_comment VALUES (1, 1, 0, 1, 'check the rate', 0, NULL, NULL, 1);
`)
	for _, recursive := range []string{"0", "1"} {
		if err := c.exec(ctx, "PRAGMA recursive_triggers = "+recursive); err != nil {
			t.Fatal(err)
		}
		try(t, c, []attempt{
			{"a deposit closed as it is made", "INSERT INTO deposit VALUES (9, '2026-06-12', '', 'USD', 5, 'closed', '', 0, 1)", "D3", "deposit.difference"},
			{"a closed deposit replaced", "INSERT OR REPLACE INTO deposit VALUES (1, '2026-06-12', '', 'USD', 5, 'open', '', 0, 1)", "D1", "deposit.duplicate"},
			{"a closed deposit opened", "UPDATE deposit SET status = 'open' WHERE id = 1", "D2", "deposit.closed"},
			{"a closed deposit deleted", "DELETE FROM deposit WHERE id = 1", "D2", "deposit.closed"},
			{"a receipt taken out of a closed deposit", "DELETE FROM deposit_item WHERE id = 1", "D2", "deposit.closed"},
			{"a receipt put into a closed deposit", "INSERT INTO deposit_item VALUES (9, 1, 3)", "D4", "deposit.twice"},
			{"a receipt moved", "UPDATE deposit_item SET deposit_id = 2 WHERE id = 1", "D2", "deposit.closed"},
			{"another currency over its receipts", "UPDATE deposit SET currency = 'CAD' WHERE id = 2", "D5", "deposit.not_bankable"},
			{"a currency that is not the deposit's", "INSERT INTO deposit_item VALUES (9, 2, 2)", "D5", "deposit.not_bankable"},
			{"closed over another sum", "UPDATE deposit SET status = 'closed', expected_minor = 2 WHERE id = 2", "D3", "deposit.difference"},
			{"closed over its sum", "UPDATE deposit SET status = 'closed' WHERE id = 2", "", ""},

			{"a promise replaced", "INSERT OR REPLACE INTO ar_promise VALUES (1, 1, '2026-06-01', '2026-06-20', 1, 'USD', NULL, 1)", "R1", "ar.duplicate"},
			{"a promise raised", "UPDATE ar_promise SET amount_minor = 1 WHERE id = 1", "R3", "ar.promise_kept"},
			{"a promise numbered anew", "UPDATE ar_promise SET id = 9 WHERE id = 1", "R3", "ar.promise_kept"},
			{"a withdrawn promise stands again", "UPDATE ar_promise SET withdrawn_on = NULL WHERE id = 2", "R3", "ar.promise_kept"},
			{"a promise deleted", "DELETE FROM ar_promise WHERE id = 1", "R3", "ar.promise_kept"},
			{"a promise withdrawn", "UPDATE ar_promise SET withdrawn_on = '2026-06-10' WHERE id = 1", "", ""},

			{"a note replaced", "INSERT OR REPLACE INTO ar_note VALUES (1, 1, NULL, '2026-06-01', 'call', '', 'never', 1, 0)", "R1", "ar.duplicate"},
			{"a payor replaced", "INSERT OR REPLACE INTO payment_payor VALUES (1, 1, 'Other')", "P1", "payment.duplicate"},

			{"a comment replaced", "INSERT OR REPLACE INTO prebill_comment VALUES (1, 1, 0, 1, 'never mind', 0, NULL, NULL, 1)", "I8", "comment.kept"},
			{"a comment changed", "UPDATE prebill_comment SET text = 'never mind' WHERE id = 1", "I8", "comment.kept"},
			{"a comment deleted", "DELETE FROM prebill_comment WHERE id = 1", "I8", "comment.kept"},
			{"a comment settled", "UPDATE prebill_comment SET resolved_by = 1, resolved_ms = 1 WHERE id = 1", "", ""},
		})
	}
}
