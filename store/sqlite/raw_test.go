package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app/fault"
)

// rawBook is a small book written by hand, as another program could write it:
// the triggers must hold whoever writes. Account 1 is reconciled through April
// 2026, the firm's books are closed through 2025.
// aprilClosed is the close of April; a book that must take older entries leaves it out.
const aprilClosed = "UPDATE trust_account SET closed_through = '2026-04-30' WHERE id = 1;\n"

const rawBook = `
INSERT INTO firm (id, name, address1, address2, city, region, postcode, country, phone, email, website, ledes_firm_id, currency, preset, minimum_e4, increment_e4, terms_days, invoice_series, age_by, closed_through, payment_text, terms_text, row_version)
 VALUES (1, 'Marlow & Dunne PLLC', '', '', '', '', '', '', '', '', '', '', 'USD', 'aba', 1000, 1000, 30, '', 'due', '2025-12-31', '', '', 1);
INSERT INTO user VALUES (1, 'ann', 'Ann', 'admin', NULL, 1, 1);
INSERT INTO timekeeper (id, code, last_name, first_name, class, standard_rate_e4, email, hr_id, start_date, end_date, row_version)
 VALUES (1, 'TK1', 'Dunne', 'Ada', 'PARTNR', 3850000, '', '', NULL, NULL, 1);
INSERT INTO client (id, code, name, sort_key, address1, address2, city, region, postcode, country, email, terms_days, currency, ledes_client_id, minimum_e4, increment_e4, instructions, archived, row_version)
 VALUES (1, '100', 'Devi', '100 devi', '', '', '', '', '', '', '', -1, 'USD', '', 0, 0, '', 0, 1),
        (2, '200', 'Castellan LLC', '200 castellan llc', '', '', '', '', '', '', '', -1, 'USD', '', 0, 0, '', 0, 1);
INSERT INTO matter (id, code, client_id, name, sort_key, status, practice_area, fee_arrangement, fee_minor, client_matter_id, claim_no, po_number, code_set, codes_required, trust_floor_minor, trust_target_minor, trust_wait_days, minimum_e4, increment_e4, instructions, row_version)
 VALUES (1, '100-01', 1, 'Lease', '100-01 lease', 'open', '', 'hourly', 0, '', '', '', '', 0, 0, 0, 0, 0, 0, '', 1),
        (2, '200-01', 2, 'Merger', '200-01 merger', 'open', '', 'hourly', 0, '', '', '', '', 0, 0, 0, 0, 0, 0, '', 1);

INSERT INTO trust_account VALUES
 (1, 'IOLTA', 'Client Trust Account', 'pooled', '', '4471', 'USD', 'aba', 20000, '{}', NULL, 1),
 (2, 'ESCROW', 'Escrow Account', 'separate', '', '', 'USD', 'aba', 0, '{}', NULL, 1);
INSERT INTO trust_ledger VALUES (1, 1, 1), (2, 1, 2), (3, 1, NULL), (4, 2, 1);
INSERT INTO trust_split VALUES (1, 1, 1, '2026-04-10', 20000);
INSERT INTO trust_txn VALUES (1, 1, '2026-04-10', 'receipt', 20000, 'Devi', 'advance', 'check', 'dep 1', '2026-04-17', '', NULL, NULL, '', NULL, 1, 0);
INSERT INTO trust_split VALUES (2, 2, 1, '2026-05-10', 80000);
INSERT INTO trust_txn VALUES (2, 1, '2026-05-10', 'receipt', 80000, 'Devi', 'advance', 'wire', '', '2026-05-10', '', NULL, NULL, '', NULL, 1, 0);
INSERT INTO trust_split VALUES (3, 3, 1, '2026-05-20', -30000);
INSERT INTO trust_txn VALUES (3, 1, '2026-05-20', 'check', -30000, 'Clerk', 'filing fee', '', '1089', NULL, '', NULL, NULL, '', NULL, 1, 0);
INSERT INTO trust_cleared VALUES (1, '2026-04-12'), (2, '2026-05-11');
INSERT INTO trust_hold VALUES (1, 1, 10000, 'lien', 'Hospital', '2026-05-15', NULL, '', 1), (2, 1, 5000, 'dispute', 'Devi', '2026-05-15', '2026-05-16', 'settled', 1);
` + aprilClosed + `
INSERT INTO invoice_line (id, invoice_id, line_no, kind, line_date, timekeeper_code, timekeeper_name, ledes_name, class, task, activity, expense, text, worked_e4, units_e4, rate_e4, amount_minor, value_minor, no_charge, trust_paid)
 VALUES (1, 1, 1, 'fee',  '2026-05-02', 'TK1', '', '', '', '', '', '', 'Draft', 10000, 10000, 3850000, 38500, 38500, 0, ''),
        (2, 1, 2, 'hard', '2026-05-03', '', '', '', '', '', '', 'E112', 'Filing', 0, 10000, 1150000, 11500, 11500, 0, ''),
        (3, 2, 1, 'fee',  '2026-05-02', 'TK1', '', '', '', '', '', '', 'Call', 10000, 10000, 1000000, 10000, 10000, 0, ''),
        (4, 3, 1, 'fee',  '2026-05-02', 'TK1', '', '', '', '', '', '', 'Call', 10000, 10000, 1000000, 10000, 10000, 0, '');
INSERT INTO invoice_timekeeper VALUES (1, 1, 1, 'TK1', 'Ada Dunne', 'PARTNR', 10000, 0, 3850000, 0, 38500, 0);
INSERT INTO invoice VALUES
 (1, '2026-0001', 1, 1, NULL, '2026-05-31', '2026-06-30', '2026-05-01', '2026-05-31', 'USD', 38500, 0, 11500, 0, 0, 0, 50000, 10000, 0, 10000, 38500, 'final', NULL, '', NULL, '', '{}'),
 (2, '2026-0002', 1, 1, NULL, '2026-05-31', '2026-06-30', '2026-05-01', '2026-05-31', 'USD', 10000, 0, 0, 0, 0, 0, 10000, 10000, 0, 10000, 10000, 'final', NULL, '', NULL, '', '{}'),
 (3, '2026-0003', 2, 2, NULL, '2026-05-31', '2026-06-30', '2026-05-01', '2026-05-31', 'USD', 10000, 0, 0, 0, 0, 0, 10000, 10000, 0, 10000, 10000, 'sent', '2026-06-01', 'mail', NULL, '', '{}');
UPDATE invoice SET status = 'void', voided_on = '2026-06-05', void_reason = 'wrong client' WHERE id = 2;

INSERT INTO payment (id, client_id, paid_on, amount_minor, currency, method, reference, note, reason, created_ms)
 VALUES (1, 1, '2026-06-10', 30000, 'USD', 'check', '', '', '', 0), (2, 1, '2026-06-11', 99999, 'CAD', 'check', '', '', '', 0);
INSERT INTO allocation VALUES (1, 1, 1, '2026-06-10', 25000);
INSERT INTO credit VALUES (1, 1, '2026-06-12', 5000, 'courtesy', 0);
INSERT INTO share VALUES (1, 1, NULL, 1, 'fees', 1, 25000), (2, NULL, 1, 1, 'fees', 1, 5000);
INSERT INTO paper VALUES (1, 1, 'pdf', 'a.pdf', '0000000000000000000000000000000000000000000000000000000000000000', 0, x'00');
`

// openRaw makes a book from statements and gives a bare connection to it, with
// its path.
func openRaw(t testing.TB, statements string) (*conn, string) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "raw.mbook")
	s, err := Create(ctx, path, Options{})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := dial(ctx, dsn(path, writing, time.Second))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.close() })
	if err := c.exec(ctx, "BEGIN; "+statements+"COMMIT;"); err != nil {
		t.Fatal(err)
	}
	return c, path
}

// attempt is something another program tries on the raw book.
type attempt struct {
	name string
	sql  string
	want string // first word of the refusal: "T3"; blank: it must succeed
	code string // what a person's program calls it
}

// try makes each attempt in a transaction of its own that is given up. An
// attempt of several statements may fail at any of them, or at the end, when
// the deferred keys are looked at.
func try(t *testing.T, c *conn, attempts []attempt) {
	ctx := context.Background()
	for _, a := range attempts {
		t.Run(a.want+" "+a.name, func(t *testing.T) {
			if err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = c.exec(ctx, "ROLLBACK") }()
			err := c.exec(ctx, a.sql)
			if a.want == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			if err == nil {
				t.Fatalf("%s was accepted", a.sql)
			}
			if !strings.Contains(err.Error(), a.want+" ") {
				t.Errorf("refused by %q, want %s", err, a.want)
			}
			if got := translate(err, "saving"); fault.Code(got) != a.code {
				t.Errorf("code %s, want %s", fault.Code(got), a.code)
			}
		})
	}
}
