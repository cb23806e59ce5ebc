package sqlite

import (
	"context"
	"testing"
)

// payTail ends the values of a payment to somebody.
const payTail = ", 'Clerk', 'fee', '', '', NULL, '', NULL, NULL, '', NULL, 1, 0);"

// post writes a transaction 90 with one split, the way PostTrust does.
func post(ledger, account, day, amount string) string {
	return "INSERT INTO trust_split VALUES (90, 90, " + ledger + ", '" + day + "', " + amount + ");" +
		"INSERT INTO trust_txn VALUES (90, " + account + ", '" + day + "', 'eft', " + amount + payTail
}

func TestTrustTriggersRefuseWhoeverWrites(t *testing.T) {
	c, _ := openRaw(t, rawBook)
	try(t, c, []attempt{
		{"a lawful posting", post("1", "1", "2026-06-01", "-70000"), "", ""}, // 200 + 800 - 300 = 700.00

		{"split id used", "INSERT INTO trust_split VALUES (3, 90, 1, '2026-05-20', 1)", "T1", "trust.duplicate"},
		{"split replaced", "INSERT OR REPLACE INTO trust_split VALUES (3, 90, 1, '2026-05-20', 1)", "T1", "trust.duplicate"},
		{"header replaced", "INSERT OR REPLACE INTO trust_txn VALUES (3, 1, '2026-05-20', 'check', -30000" + payTail, "T1", "trust.duplicate"},
		{"header ignored", "INSERT OR IGNORE INTO trust_txn VALUES (3, 1, '2026-05-20', 'check', -30000" + payTail, "T1", "trust.duplicate"},

		{"split added to a posted transaction", "INSERT INTO trust_split VALUES (90, 3, 2, '2026-05-20', 1)", "T2", "trust.posted"},

		{"split changed", "UPDATE trust_split SET amount_minor = -1 WHERE id = 3", "T3", "trust.posted"},
		{"split moved to another client", "UPDATE trust_split SET ledger_id = 2 WHERE id = 3", "T3", "trust.posted"},
		{"split deleted", "DELETE FROM trust_split WHERE id = 3", "T3", "trust.posted"},
		{"header changed", "UPDATE trust_txn SET party = 'me' WHERE id = 3", "T3", "trust.posted"},
		{"header deleted", "DELETE FROM trust_txn WHERE id = 3", "T3", "trust.posted"},
		{"ledger given to another client", "UPDATE trust_ledger SET matter_id = 2 WHERE id = 4", "T3", "trust.posted"},
		{"ledger deleted", "DELETE FROM trust_ledger WHERE id = 4", "T3", "trust.posted"},

		{"posted on the last closed day", post("1", "1", "2026-04-30", "100"), "T4", "trust.period_closed"},
		{"posted on the first open day", post("1", "1", "2026-05-01", "100"), "", ""},
		{"cleared inside the closed period", "INSERT INTO trust_cleared VALUES (3, '2026-04-30')", "T4", "trust.period_closed"},
		{"cleared after it", "INSERT INTO trust_cleared VALUES (3, '2026-05-25')", "", ""},
		{"clearing moved out of the closed period", "UPDATE trust_cleared SET cleared_on = '2026-05-30' WHERE txn_id = 1", "T4", "trust.period_closed"},
		{"clearing moved into it", "UPDATE trust_cleared SET cleared_on = '2026-04-12' WHERE txn_id = 2", "T4", "trust.period_closed"},
		{"clearing moved after it", "UPDATE trust_cleared SET cleared_on = '2026-05-12' WHERE txn_id = 2", "", ""},
		{"un-cleared inside the closed period", "DELETE FROM trust_cleared WHERE txn_id = 1", "T4", "trust.period_closed"},
		{"un-cleared after it", "DELETE FROM trust_cleared WHERE txn_id = 2", "", ""},

		{"header without splits", "INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', -100" + payTail, "T5", "trust.split_sum"},
		{"header of nothing without splits", "INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', 0" + payTail, "T5", "trust.split_sum"},
		{"splits that differ from the bank amount", "INSERT INTO trust_split VALUES (90, 90, 1, '2026-06-01', -100); INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', -101" + payTail, "T5", "trust.split_sum"},
		{"two clients in one payment", "INSERT INTO trust_split VALUES (90, 90, 1, '2026-06-01', -100), (91, 90, 2, '2026-06-01', 60); INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', -40" + payTail, "", ""},

		{"split of another account", post("4", "1", "2026-06-01", "100"), "T6", "trust.split_foreign"},
		{"split of another day", "INSERT INTO trust_split VALUES (90, 90, 1, '2026-06-02', 100); INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', 100" + payTail, "T6", "trust.split_foreign"},

		{"one cent below zero", post("1", "1", "2026-06-01", "-70001"), "T7", "trust.below_zero"},
		{"another client's money", post("2", "1", "2026-06-01", "-1"), "T7", "trust.below_zero"},
		{"the cushion below zero", post("3", "1", "2026-06-01", "-1"), "T7", "trust.below_zero"},
		{"before the money came", post("1", "1", "2026-05-09", "-20001"), "T7", "trust.below_zero"},
		{"back-dated, one cent below on a later day", post("1", "1", "2026-05-12", "-70001"), "T7", "trust.below_zero"},
		{"back-dated to the last cent", post("1", "1", "2026-05-12", "-70000"), "", ""},
		{"ignored conflicts ignore no refusal", "INSERT OR IGNORE INTO trust_split VALUES (90, 90, 2, '2026-06-01', -1); INSERT OR IGNORE INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', -1" + payTail, "T7", "trust.below_zero"},
		{"client pays for client inside one transaction", "INSERT INTO trust_split VALUES (90, 90, 2, '2026-06-01', -60), (91, 90, 1, '2026-06-01', 60); INSERT INTO trust_txn VALUES (90, 1, '2026-06-01', 'eft', 0" + payTail, "T7", "trust.below_zero"},

		{"hold deleted", "DELETE FROM trust_hold WHERE id = 1", "T8", "trust.hold_kept"},
		{"hold lowered", "UPDATE trust_hold SET amount_minor = 1 WHERE id = 1", "T8", "trust.hold_kept"},
		{"release taken back", "UPDATE trust_hold SET released_on = NULL, release_reason = '' WHERE id = 2", "T8", "trust.hold_kept"},
		{"hold released", "UPDATE trust_hold SET released_on = '2026-06-01', release_reason = 'paid' WHERE id = 1", "", ""},

		{"kind of a used account", "UPDATE trust_account SET kind = 'separate' WHERE id = 1", "T9", "trust.account_used"},
		{"currency of a used account", "UPDATE trust_account SET currency = 'CAD' WHERE id = 1", "T9", "trust.account_used"},
		{"kind of an unused account", "UPDATE trust_account SET kind = 'pooled' WHERE id = 2", "", ""},
		{"account deleted", "DELETE FROM trust_account WHERE id = 2", "T9", "trust.account_used"},
	})
}

func TestSplitWithoutHeaderCannotBeCommitted(t *testing.T) {
	ctx := context.Background()
	c, _ := openRaw(t, rawBook)
	if err := c.exec(ctx, "BEGIN IMMEDIATE; INSERT INTO trust_split VALUES (90, 90, 1, '2026-06-01', 100)"); err != nil {
		t.Fatal(err)
	}
	if err := c.exec(ctx, "COMMIT"); extended(err) != codeForeignKey {
		t.Fatalf("a split without its transaction was committed: %v", err)
	}
	if err := c.exec(ctx, "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
}

func TestReplacingIsRefusedWhateverThePragmaSays(t *testing.T) {
	ctx := context.Background()
	c, _ := openRaw(t, rawBook)
	if err := c.exec(ctx, "PRAGMA recursive_triggers = 0"); err != nil {
		t.Fatal(err)
	}
	try(t, c, []attempt{
		{"split", "INSERT OR REPLACE INTO trust_split VALUES (3, 3, 2, '2026-05-20', -30000)", "T1", "trust.duplicate"},
		{"transaction", "INSERT OR REPLACE INTO trust_txn VALUES (3, 1, '2026-05-20', 'check', -30000" + payTail, "T1", "trust.duplicate"},
		{"invoice", "INSERT OR REPLACE INTO invoice SELECT 1, '2026-0009', client_id, matter_id, prebill_id, issued_on, due_on, period_from, period_to, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'final', NULL, '', NULL, '', '{}' FROM invoice WHERE id = 1", "I1", "invoice.duplicate"},
		{"invoice number", "INSERT OR REPLACE INTO invoice SELECT 9, '2026-0001', client_id, matter_id, prebill_id, issued_on, due_on, period_from, period_to, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'final', NULL, '', NULL, '', '{}' FROM invoice WHERE id = 1", "I1", "invoice.duplicate"},
		{"line", "INSERT OR REPLACE INTO invoice_line SELECT * FROM invoice_line WHERE id = 1", "I1", "invoice.duplicate"},
		{"payment", "INSERT OR REPLACE INTO payment SELECT * FROM payment WHERE id = 1", "P1", "payment.duplicate"},
		{"allocation", "INSERT OR REPLACE INTO allocation VALUES (1, 1, 1, '2026-06-10', 1)", "P1", "payment.duplicate"},
		{"credit", "INSERT OR REPLACE INTO credit VALUES (1, 1, '2026-06-12', 1, 'x', 0)", "P1", "payment.duplicate"},
		{"hold", "INSERT OR REPLACE INTO trust_hold VALUES (1, 1, 1, 'lien', '', '2026-05-15', NULL, '', 1)", "T1", "trust.duplicate"},
		{"share", "INSERT OR REPLACE INTO share VALUES (1, 1, NULL, 1, 'fees', 1, 1)", "P1", "payment.duplicate"},
		{"paper", "INSERT OR REPLACE INTO paper VALUES (1, 1, 'pdf', 'a.pdf', '" + "1111111111111111111111111111111111111111111111111111111111111111" + "', 0, x'01')", "P8", "paper.kept"},
		{"paper of the same format", "INSERT OR REPLACE INTO paper VALUES (9, 1, 'pdf', 'a.pdf', '" + "1111111111111111111111111111111111111111111111111111111111111111" + "', 0, x'01')", "P8", "paper.kept"},
		{"timekeeper summary", "INSERT OR REPLACE INTO invoice_timekeeper VALUES (1, 9, 1, '', '', '', 0, 0, 0, 0, 0, 0)", "I1", "invoice.duplicate"},
		{"clearing of a closed period", "INSERT OR REPLACE INTO trust_cleared VALUES (1, '2026-05-30')", "T1", "trust.duplicate"},
		{"ledger", "INSERT OR REPLACE INTO trust_ledger VALUES (1, 1, 2)", "T1", "trust.duplicate"},
		{"ledger of the same matter", "INSERT OR REPLACE INTO trust_ledger VALUES (9, 1, 1)", "T1", "trust.duplicate"},
		{"account", "INSERT OR REPLACE INTO trust_account VALUES (1, 'X', 'X', 'separate', '', '', 'CAD', '', 0, '{}', NULL, 1)", "T1", "trust.duplicate"},
	})
}
