package sqlite

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
)

// manyBook adds to the raw book, over ten years: 100,000 receipts on one ledger,
// and 100,000 invoices of which nine in ten are paid.
var manyBook = strings.Replace(rawBook, aprilClosed, "", 1) + `
UPDATE firm SET closed_through = NULL;
CREATE TEMP TABLE n AS WITH RECURSIVE c(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM c WHERE n < 100999) SELECT n, date('2016-01-01', '+' || ((n - 1000) / 28) || ' days') AS d FROM c;
INSERT INTO trust_split SELECT n, n, 1, d, 1000 FROM temp.n;
INSERT INTO trust_txn SELECT n, 1, d, 'receipt', 1000, 'p', 'p', 'check', '', date(d, '+5 days'), '', NULL, NULL, '', NULL, 1, 0 FROM temp.n;
INSERT INTO invoice_line (id, invoice_id, line_no, kind, line_date, timekeeper_code, timekeeper_name, ledes_name, class, task, activity, expense, text, worked_e4, units_e4, rate_e4, amount_minor, value_minor, no_charge, trust_paid)
 SELECT n, n, 1, 'fee', d, '', '', '', '', '', '', '', '', 0, 0, 0, 10000, 0, 0, '' FROM temp.n;
INSERT INTO invoice SELECT n, 'B' || n, 1, 1, NULL, d, date(d, '+30 days'), d, d, 'USD', 10000, 0, 0, 0, 0, 0, 10000, 0, 0, 0, 0, 'sent', d, 'mail', NULL, '', '"' || hex(zeroblob(1500)) || '"' FROM temp.n;
INSERT INTO payment (id, client_id, paid_on, amount_minor, currency, method, reference, note, reason, created_ms) SELECT n, 1, date(d, '+' || (n % 60) || ' days'), 10000, 'USD', 'check', '', '', '', 0 FROM temp.n;
INSERT INTO allocation SELECT n, n, n, date(d, '+' || (n % 60) || ' days'), 10000 FROM temp.n WHERE n % 10 > 0;
DROP TABLE temp.n;
`

// BenchmarkMany measures what grows with a ledger or with the list of invoices.
func BenchmarkMany(b *testing.B) {
	ctx := context.Background()
	c, _ := openRaw(b, manyBook)
	q := &query{ctx: ctx, c: c}
	for _, day := range []string{"2026-07-30", "2021-06-30", "2016-01-02"} {
		b.Run("post on a ledger of 100,000 dated "+day, func(b *testing.B) {
			for b.Loop() {
				for _, text := range []string{"BEGIN IMMEDIATE", post("1", "1", day, "-1"), "ROLLBACK"} {
					if err := c.exec(ctx, text); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
	today := cal.MustParse("2026-06-30")
	for _, asOf := range []cal.Date{0, cal.MustParse("2021-06-30")} {
		b.Run(fmt.Sprintf("balance of a ledger of 100,000 as of %q", asOf), func(b *testing.B) {
			for b.Loop() {
				if _, err := q.TrustBalances(app.TrustFilter{LedgerID: 1}, asOf, today); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("aging of 100,000 invoices as of %q", asOf), func(b *testing.B) {
			for b.Loop() {
				var a bill.Aging
				open, err := q.Standings(app.StandingFilter{Open: true, AsOf: asOf})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range open {
					a.Add(s.DueOn, today, s.Balance())
				}
			}
		})
	}
	b.Run("newest 50 of 100,000 invoices", func(b *testing.B) {
		for b.Loop() {
			if _, err := q.Standings(app.StandingFilter{Newest: true, Limit: 50}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one of 100,000 invoices", func(b *testing.B) {
		for b.Loop() {
			if _, err := q.Standings(app.StandingFilter{InvoiceID: 50000}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
