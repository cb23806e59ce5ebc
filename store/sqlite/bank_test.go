package sqlite

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/trust"
)

// bankSide adds what the bank said, a match, a signed proof and a request to a
// book that has a trust account with 57.00 received on 4 May 2026.
func bankSide(tx app.Tx) error {
	on := cal.MustParse("2026-05-04")
	f := trust.BankFile{AccountID: 1, Name: "may.csv", SHA256: strings.Repeat("a", 64), Format: "csv", From: on, To: on, HasClosing: true, Closing: 5700, UserID: 1}
	lines := []trust.BankLine{{No: 2, On: on, Amount: 700, Reference: "dep", Description: "DEPOSIT", HasBalance: true, Balance: 5700, BankID: "F1"}}
	for _, step := range []func() error{
		func() error { return tx.AddBankFile(&f, lines) },
		func() error { return tx.SetBankMapping(1, trust.OwnMapping) },
		func() error {
			return tx.AddBankMatch(&trust.Match{AccountID: 1, On: on, Total: 700, Lines: []int64{lines[0].ID}, Txns: []int64{2}, How: trust.MatchedSure, Score: 90, Reason: "same", UserID: 1})
		},
		func() error { return tx.SetClearedOn(2, on) },
		func() error {
			return tx.AddTrustReconciliation(&app.Reconciliation{AccountID: 1, From: on.MonthStart(), AsOf: on.MonthEnd(), Statement: 5700, Adjusted: 5700, Journal: 5700, Ledgers: 5700,
				Status: app.ReconBalanced, Data: []byte("{}"), PreparedBy: 1})
		},
		func() error {
			return tx.AddReconciliationPaper(&app.ReconciliationPaper{ReconciliationID: 1, Kind: "prepared", Name: "a.pdf", Bytes: []byte("%PDF")})
		},
		func() error {
			return tx.AddTrustRequest(&app.TrustRequest{Number: "TR-1", AccountID: 1, MatterID: 1, On: on, Available: 1, Floor: 2, Target: 3, Amount: 2, Status: app.RequestOpen, UserID: 1}, "b.pdf", []byte("%PDF"))
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// rawBank is the bank's side of rawBook: the April line is matched and closed
// (reconciliation 1, by Ann), May's is matched, one line is open.
const rawBank = rawBook + `
INSERT INTO user VALUES (2, 'rmd', 'Dunne', 'attorney', NULL, 1, 1);
INSERT INTO bank_line VALUES (1, 1, 1, 2, '2026-04-12', 20000, '', 'DEPOSIT', 20000, ''), (2, 1, 1, 3, '2026-05-11', 80000, '', 'WIRE', 100000, ''), (3, 1, 1, 4, '2026-05-25', -30000, '1089', 'CHECK', 70000, 'F3');
INSERT INTO bank_file VALUES (1, 1, 'a.csv', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'csv', '2026-04-01', '2026-05-31', 3, 70000, 1, 0);
INSERT INTO bank_match_part VALUES (3, 2, 2, NULL), (4, 2, NULL, 2);
INSERT INTO bank_match VALUES (2, 1, '2026-05-11', 80000, 'auto', 90, 'same', 1, 0);
INSERT INTO trust_reconciliation VALUES (1, 1, '2026-05-01', '2026-05-31', 70000, 70000, 70000, 70000, 'balanced', '', '2026-04-30', '{}', 1, 0, NULL, NULL, NULL, NULL, '', NULL, NULL, 1);
UPDATE trust_account SET closed_through = '2026-05-31' WHERE id = 1;
INSERT INTO trust_reconciliation_paper VALUES (1, 1, 'prepared', 'a.pdf', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 0, x'00');
INSERT INTO trust_request VALUES (1, 'TR-1', 1, 1, '2026-06-01', 100, 200, 300, 200, 'open', NULL, '', NULL, 1, 0, 1);
INSERT INTO trust_request_paper VALUES (1, 'a.pdf', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', x'00');
`

// july adds a line of July that no file holds yet.
const july = "INSERT INTO bank_line VALUES (9, 9, 1, 2, '2026-07-02', 5, '', 'x', NULL, '');"

func julyFile(count string) string {
	return july + "INSERT INTO bank_file VALUES (9, 1, 'b.csv', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'csv', '2026-07-01', '2026-07-31', " + count + ", NULL, 1, 0)"
}

func TestBankTriggersRefuseWhoeverWrites(t *testing.T) {
	c, _ := openRaw(t, rawBank)
	reopened := "UPDATE trust_reconciliation SET reopen_by = 1, reopen_reason = 'late' WHERE id = 1; UPDATE trust_reconciliation SET reopened_by = 2 WHERE id = 1;"
	try(t, c, []attempt{
		{"a lawful file", julyFile("1"), "", ""},
		{"the same file twice", "INSERT INTO bank_file SELECT 9, account_id, name, sha256, format, from_date, to_date, 0, NULL, 1, 0 FROM bank_file", "B1", "bank.duplicate"},
		{"file replaced", "INSERT OR REPLACE INTO bank_file SELECT * FROM bank_file", "B1", "bank.duplicate"},
		{"line replaced", "INSERT OR REPLACE INTO bank_line SELECT * FROM bank_line WHERE id = 1", "B1", "bank.duplicate"},
		{"the bank's movement twice", "INSERT INTO bank_line VALUES (9, 9, 1, 2, '2026-07-02', 5, '', 'x', NULL, 'F3')", "B1", "bank.duplicate"},
		{"line added to a file that was read", "INSERT INTO bank_line VALUES (9, 1, 1, 9, '2026-05-02', 5, '', 'x', NULL, '')", "B2", "bank.kept"},
		{"line changed", "UPDATE bank_line SET amount_minor = 1 WHERE id = 3", "B3", "bank.kept"},
		{"line deleted", "DELETE FROM bank_line WHERE id = 3", "B3", "bank.kept"},
		{"file changed", "UPDATE bank_file SET closing_minor = 1", "B3", "bank.kept"},
		{"file deleted", "DELETE FROM bank_file", "B3", "bank.kept"},
		{"a line hidden from its file", julyFile("2"), "B4", "bank.lines"},
		{"a line outside the days of its file", strings.Replace(julyFile("1"), "'2026-07-02'", "'2026-08-02'", 1), "B4", "bank.lines"},
		{"a line of another account", strings.Replace(julyFile("1"), "(9, 9, 1,", "(9, 9, 2,", 1), "B4", "bank.lines"},

		{"a match of the open line", "INSERT INTO bank_match_part VALUES (9, 9, 3, NULL), (10, 9, NULL, 3); INSERT INTO bank_match VALUES (9, 1, '2026-06-01', -30000, 'manual', 0, '', 1, 0)", "", ""},
		{"a match in the closed period", "INSERT INTO bank_match_part VALUES (9, 9, 3, NULL), (10, 9, NULL, 3); INSERT INTO bank_match VALUES (9, 1, '2026-05-25', -30000, 'manual', 0, '', 1, 0)", "T4", "trust.period_closed"},
		{"an entry matched twice", "INSERT INTO bank_match_part VALUES (9, 9, NULL, 2)", "B1", "bank.duplicate"},
		{"a line matched twice", "INSERT OR REPLACE INTO bank_match_part VALUES (9, 9, 2, NULL)", "B1", "bank.duplicate"},
		{"a part added to a match", "INSERT INTO bank_match_part VALUES (9, 2, 3, NULL)", "B6", "match.kept"},
		{"a part moved", "UPDATE bank_match_part SET line_id = 3 WHERE id = 3", "B6", "match.kept"},
		{"half a match taken back", "DELETE FROM bank_match_part WHERE id = 3", "B6", "match.kept"},
		{"a match changed", "UPDATE bank_match SET reason = ''", "B6", "match.kept"},
		{"a match of the closed period taken back", "DELETE FROM bank_match WHERE id = 2", "T4", "trust.period_closed"},
		{"a match that does not add up", "INSERT INTO bank_match_part VALUES (9, 9, 3, NULL); INSERT INTO bank_match VALUES (9, 1, '2026-06-01', -30000, 'manual', 0, '', 1, 0)", "B5", "match.sum"},
		{"a match replaced", "INSERT OR REPLACE INTO bank_match SELECT * FROM bank_match", "B1", "bank.duplicate"},

		{"the period opened by hand", "UPDATE trust_account SET closed_through = '2026-05-30' WHERE id = 1", "B0", "reconciliation.live"},
		{"the period opened wholly", "UPDATE trust_account SET closed_through = NULL WHERE id = 1", "B0", "reconciliation.live"},
		{"opened by its reconciliation", reopened + "UPDATE trust_account SET closed_through = '2026-04-30' WHERE id = 1", "", ""},
		{"opened further than it closed", reopened + "UPDATE trust_account SET closed_through = '2026-03-31' WHERE id = 1", "B0", "reconciliation.live"},
		{"a reconciliation replaced", "INSERT OR REPLACE INTO trust_reconciliation SELECT * FROM trust_reconciliation", "B1", "bank.duplicate"},
		{"false figures", "INSERT INTO trust_reconciliation SELECT 2, 1, '2026-06-01', '2026-06-30', 1, 1, 1, 1, 'balanced', '', '2026-05-31', '{}', 1, 0, NULL, NULL, NULL, NULL, '', NULL, NULL, 1", "B7", "reconciliation.kept"},
		{"a day of the closed period again", "INSERT INTO trust_reconciliation SELECT 2, 1, '2026-05-31', '2026-06-30', 70000, 70000, 70000, 70000, 'balanced', '', '2026-05-30', '{}', 1, 0, NULL, NULL, NULL, NULL, '', NULL, NULL, 1", "T4", "trust.period_closed"},
		{"figures changed", "UPDATE trust_reconciliation SET statement_minor = 1", "B7", "reconciliation.kept"},
		{"data changed", "UPDATE trust_reconciliation SET data = '[]'", "B7", "reconciliation.kept"},
		{"deleted", "DELETE FROM trust_reconciliation", "B7", "reconciliation.kept"},
		{"reviewed by another", "UPDATE trust_reconciliation SET reviewed_by = 2", "", ""},
		{"reviewed by the same person", "UPDATE trust_reconciliation SET reviewed_by = 1", "B8", "reconciliation.two_people"},
		{"reopened by one alone", "UPDATE trust_reconciliation SET reopen_by = 1, reopen_reason = 'x', reopened_by = 2", "B8", "reconciliation.two_people"},
		{"reopened by the one who asked", "UPDATE trust_reconciliation SET reopen_by = 1, reopen_reason = 'x'; UPDATE trust_reconciliation SET reopened_by = 1", "B8", "reconciliation.two_people"},
		{"reopened without a reason", "UPDATE trust_reconciliation SET reopen_by = 1; UPDATE trust_reconciliation SET reopened_by = 2", "B8", "reconciliation.two_people"},
		{"paper replaced", "INSERT OR REPLACE INTO trust_reconciliation_paper SELECT id, reconciliation_id, kind, name, sha256, 0, x'01' FROM trust_reconciliation_paper", "B9", "trust.paper_kept"},
		{"paper changed", "UPDATE trust_reconciliation_paper SET bytes = x'01'", "B9", "trust.paper_kept"},
		{"paper deleted", "DELETE FROM trust_reconciliation_paper", "B9", "trust.paper_kept"},

		{"request paid", "UPDATE trust_request SET status = 'paid', ended_on = '2026-06-05'", "", ""},
		{"request raised", "UPDATE trust_request SET target_minor = 400, amount_minor = 300", "B9", "trust.paper_kept"},
		{"request opened again", "UPDATE trust_request SET status = 'paid', ended_on = '2026-06-05'; UPDATE trust_request SET status = 'open', ended_on = NULL", "B9", "trust.paper_kept"},
		{"request deleted", "DELETE FROM trust_request", "B9", "trust.paper_kept"},
		{"two open requests", "INSERT INTO trust_request SELECT 2, 'TR-2', account_id, matter_id, on_date, 100, 200, 300, 200, 'open', NULL, '', NULL, 1, 0, 1 FROM trust_request", "B1", "bank.duplicate"},
		{"letter replaced", "INSERT OR REPLACE INTO trust_request_paper SELECT request_id, name, sha256, x'01' FROM trust_request_paper", "B9", "trust.paper_kept"},
		{"letter changed", "UPDATE trust_request_paper SET bytes = x'01'", "B9", "trust.paper_kept"},
		{"letter deleted", "DELETE FROM trust_request_paper", "B9", "trust.paper_kept"},
	})
}
