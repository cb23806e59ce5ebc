package sqlite

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/trust"
)

// Lists and balances walk covering indexes or look rows up; none reads a table
// of money from end to end. (Holds and accounts are few.)
func TestMoneyIsReadThroughIndexes(t *testing.T) {
	ctx := context.Background()
	c, _ := openRaw(t, rawBook)
	q := &query{ctx: ctx, c: c}
	on, page := cal.MustParse("2026-06-30"), app.Page{Limit: 50, AfterDate: cal.MustParse("2026-06-01"), AfterID: 3}
	reads := map[string]func() error{}
	for name, f := range map[string]app.StandingFilter{"all": {}, "open": {Open: true}, "open as of": {Open: true, AsOf: on}, "client as of": {ClientID: 1, AsOf: on},
		"matter": {MatterID: 1, Open: true}, "one": {InvoiceID: 1}, "some": {IDs: []int64{1, 2, 3}}, "newest": {Newest: true, Limit: 50}} {
		reads["standings "+name] = func() error { _, err := q.Standings(f); return err }
	}
	for name, f := range map[string]app.TrustFilter{"all": {}, "account": {AccountID: 1}, "ledger": {LedgerID: 1}, "matter": {MatterID: 1}} {
		reads["balances "+name] = func() error { _, err := q.TrustBalances(f, 0, on); return err }
		reads["balances as of "+name] = func() error { _, err := q.TrustBalances(f, on, on); return err }
		reads["transactions "+name] = func() error { _, err := q.TrustTxns(f, page); return err }
	}
	reads["payments"] = func() error { _, err := q.Payments(app.PaymentFilter{}, page); return err }
	reads["payments of a client"] = func() error { _, err := q.Payments(app.PaymentFilter{ClientID: 1}, page); return err }
	reads["payments of an invoice"] = func() error { _, err := q.Payments(app.PaymentFilter{InvoiceID: 1}, page); return err }
	reads["unapplied"] = func() error { _, err := q.Unapplied(1, on); return err }
	reads["shares"] = func() error { _, err := q.Shares(1); return err }
	reads["credits"] = func() error { _, err := q.Credits(1); return err }
	reads["invoice"] = func() error { _, err := q.Invoice(1); return err }
	reads["ledger days"] = func() error { _, _, err := q.LedgerDays(1, on); return err }
	reads["ledger lines"] = func() error { _, err := q.LedgerLines(1, on, on); return err }
	reads["check used"] = func() error { _, err := q.CheckUsed(1, "1089"); return err }
	reads["reversal"] = func() error { _, err := q.ReversalOf(1); return err }
	reads["imported"] = func() error { _, err := q.TrustTxnByExt("x"); return err }
	reads["imported payment"] = func() error { _, err := q.PaymentByExt("x"); return err }
	reads["kinds"] = func() error {
		_, err := q.TrustTxns(app.TrustFilter{AccountID: 1, Kinds: []trust.Kind{trust.Check}, From: on}, page)
		return err
	}

	whole := regexp.MustCompile(`^SCAN (invoice|i|invoice_line|payment|p|allocation|a|credit|share|trust_txn|t|trust_split|s|trust_cleared|k)( |$)`)
	for name, read := range reads {
		t.Run(name, func(t *testing.T) {
			c.forget()
			if err := read(); err != nil {
				t.Fatal(err)
			}
			if len(c.stmts) == 0 {
				t.Fatal("nothing was read")
			}
			for text := range c.stmts {
				for _, step := range plan(t, c, text) {
					if whole.MatchString(step) && !strings.Contains(step, "USING") {
						t.Errorf("%s\nin %s", step, text)
					}
				}
			}
		})
	}
}

func plan(t *testing.T, c *conn, text string) (steps []string) {
	t.Helper()
	places := map[string]bool{}
	for _, p := range regexp.MustCompile(`\$\d+`).FindAllString(text, -1) {
		places[p] = true
	}
	rows, err := c.raw.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+text, make([]any, len(places))...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int64
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
