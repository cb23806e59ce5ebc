package sqlite

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
)

// fullBook has a row in every table of business, made by the program, in
// several acts.
func fullBook(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Create(ctx, path, Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	t.Cleanup(func() { _ = s.Close() })
	on := cal.MustParse("2026-05-04")
	steps := []func(tx app.Tx) error{
		fillSmall,
		func(tx app.Tx) error {
			return tx.AddRateRow(&firm.RateRow{Scope: firm.ScopeClient, ScopeID: 1, Rate: 5})
		},
		func(tx app.Tx) error { return tx.AddCode(firm.Code{Set: "activity", Code: "A101", Name: "Plan"}) },
		func(tx app.Tx) error { return tx.SetAbbreviation(work.Abbreviation{Short: "tc", Text: "Call"}) },
		func(tx app.Tx) error { _, err := tx.NextNumber("invoice 2026"); return err },
		func(tx app.Tx) error {
			for i := range 3 {
				e := work.Entry{Date: on, TimekeeperID: 1, MatterID: 1, Hours: 10_000, Amount: 30_000, Narrative: fmt.Sprintf("Review lease %d", i),
					Billable: work.Yes, Status: work.Released}
				if err := tx.AddEntry(&e); err != nil {
					return err
				}
			}
			return tx.AddExpense(&work.Expense{Date: on, MatterID: 1, Kind: work.HardCost, Amount: 100, Description: "Fee", Billable: work.Yes, Status: work.Released})
		},
		func(tx app.Tx) error {
			return tx.AddPreBill(&bill.PreBill{MatterID: 1, ClientID: 1, Through: on, CreatedOn: on, Status: bill.PreBillOpen},
				[]bill.PreBillLine{{No: 1, Kind: bill.Fee, Date: on, EntryID: 1, TimekeeperID: 1}})
		},
		func(tx app.Tx) error {
			return tx.AddPreBillComment(&bill.PreBillComment{PreBillID: 1, Line: 1, UserID: 1, Text: "Is the rate right?", At: on.Time()})
		},
		func(tx app.Tx) error {
			return tx.SetDelivery(&firm.Delivery{ClientID: 1, How: firm.ByEmail, PDF: true, Address: "ap@devi.example"})
		},
		func(tx app.Tx) error {
			inv := bill.Invoice{Number: "2026-0001", Status: bill.Final, ClientID: 1, MatterID: 1, Date: on, DueOn: on, PeriodFrom: on, PeriodTo: on, Currency: "USD",
				Totals: bill.Totals{Fees: 30_000, Total: 30_000}, Lines: []bill.Line{{No: 1, Kind: bill.Fee, Date: on, EntryID: 1, Amount: 30_000, Value: 30_000, Text: "x"}},
				Timekeepers: []bill.TimekeeperTotal{{TimekeeperID: 1, Code: "TK00", Fees: 30_000}}}
			return tx.AddInvoice(&inv)
		},
		func(tx app.Tx) error {
			return tx.AddPayment(&bill.Payment{ClientID: 1, Date: on, Amount: 10_000, Currency: "USD", Method: bill.ByCheck, Allocations: []bill.Allocation{
				{InvoiceID: 1, AppliedOn: on, Amount: 10_000, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: 1, Amount: 10_000}}}}})
		},
		func(tx app.Tx) error {
			return tx.AddCredit(&bill.Credit{InvoiceID: 1, Date: on, Amount: 500, Reason: "courtesy", Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: 1, Amount: 500}}})
		},
		func(tx app.Tx) error {
			return tx.AddPaper(&app.Paper{InvoiceID: 1, Format: "pdf", Name: "a.pdf", Bytes: []byte("%PDF")})
		},
		func(tx app.Tx) error {
			if err := tx.AddTrustAccount(&trust.Account{Code: "IOLTA", Title: "Trust", Kind: trust.Pooled, Currency: "USD"}); err != nil {
				return err
			}
			l, err := tx.OpenLedger(1, 1)
			if err != nil {
				return err
			}
			for _, amount := range []money.Amount{5000, 700} {
				if err := tx.PostTrust(&trust.Txn{AccountID: 1, PostedOn: on, Kind: trust.Receipt, Bank: amount, Party: "Devi", Purpose: "advance",
					Instrument: trust.ByWire, AvailableOn: on, UserID: 1, Splits: []trust.Split{{LedgerID: l.ID, MatterID: 1, Amount: amount}}}); err != nil {
					return err
				}
			}
			if err := tx.SetClearedOn(1, on); err != nil {
				return err
			}
			return tx.AddHold(&trust.Hold{LedgerID: l.ID, Amount: 100, Reason: "lien", From: on})
		},
		func(tx app.Tx) error {
			c, err := tx.Client(1)
			if err != nil {
				return err
			}
			c.Name = "Renamed"
			return tx.SetClient(&c)
		},
		func(tx app.Tx) error { return tx.SetWorkWeek(firm.WorkWeek{Hours: firm.UsualWeek.Hours}) },
		func(tx app.Tx) error {
			if err := tx.AddParty(&firm.Party{MatterID: 1, Role: firm.Opposing, Name: "Harbor Realty", From: on}); err != nil {
				return err
			}
			return tx.AddNote(&firm.Note{MatterID: 1, UserID: 1, Kind: firm.TaskNote, On: on, Text: "Serve", Due: on.AddDays(7)})
		},
		func(tx app.Tx) error { return tx.AddOffice(&firm.Office{Code: "MAIN", Name: "Main office"}) },
		func(tx app.Tx) error {
			d := bill.Deposit{Date: on, Account: "Operating", Currency: "USD", Expected: 10_000}
			if err := tx.AddDeposit(&d); err != nil {
				return err
			}
			return errors.Join(tx.SetPayor(1, "Acme Insurance"), tx.AddDepositItem(d.ID, 1),
				tx.AddARNote(&bill.ARNote{ClientID: 1, MatterID: 1, Date: on, Kind: bill.NoteCall, Text: "Will pay", UserID: 1}),
				tx.AddPromise(&bill.Promise{ClientID: 1, MadeOn: on, By: on.AddDays(7), Amount: 5_000, Currency: "USD"}),
				tx.SetFollow(&bill.Follow{ClientID: 1, On: on.AddDays(8), Action: "Call again", UserID: 1}),
				tx.SetReminderText(&bill.ReminderText{Level: 1, FromDays: 30, Subject: "Reminder", Body: "Dear {client}"}))
		},
		bankSide,
	}
	for i, step := range steps {
		act := testAct
		act.Name, act.At = fmt.Sprintf("test.step%d", i), act.At.Add(time.Duration(i)*time.Minute)
		if err := s.Update(ctx, act, step); err != nil {
			t.Fatalf("step %d: %v", i, explain(err))
		}
	}
	return s
}

// fillSmall is the firm, a user, a timekeeper, a client and a matter.
func fillSmall(tx app.Tx) error {
	for _, err := range []error{
		tx.SetFirm(&firm.Firm{Name: "Marlow & Dunne", Currency: "USD", AgeBy: firm.AgeByDue}),
		tx.AddTimekeeper(&firm.Timekeeper{Code: "TK00", LastName: "Dunne", Class: "PARTNR"}),
		tx.AddUser(&firm.User{Code: "ann", Name: "Ann", Role: firm.Admin, Active: true}),
		tx.AddClient(&firm.Client{Code: "100", Name: "Devi", Currency: "USD", TermsDays: -1}),
		tx.AddMatter(&firm.Matter{Code: "100-01", ClientID: 1, Name: "Lease", Status: firm.MatterOpen, Arrangement: firm.Hourly}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// disarm opens the book as a tool would that wants to hide what it does.
func disarm(t testing.TB, path string) *conn {
	t.Helper()
	c, err := dial(ctx, fileURI(path)+"?_pragma=synchronous(0)&_pragma=busy_timeout(5000)&_pragma=ignore_check_constraints(1)&_pragma=foreign_keys(0)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.close() })
	q := &query{ctx: ctx, c: c}
	triggers, err := list(q, func(row scanner) (n string, err error) { err = row.Scan(&n); return n, err }, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range triggers {
		if err := c.exec(ctx, "DROP TRIGGER "+name); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// Every column of every table of business, changed behind the program's back, is
// noticed and pinned to its table and row.
func TestTamperSweep(t *testing.T) {
	s := fullBook(t, filepath.Join(t.TempDir(), "full.mbook"))
	allOK(t, s)
	c := disarm(t, s.path)
	q := &query{ctx: ctx, c: c}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		tbl := tables[name]
		if tbl.memory {
			continue
		}
		id, err := q.number("SELECT min(" + tbl.key + ") FROM " + name)
		if err != nil || id == 0 {
			t.Errorf("%s has no row: the test proves nothing about it (%v)", name, err)
			continue
		}
		for _, column := range tbl.all() {
			var kept any
			if err := c.raw.QueryRowContext(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE %s = $1", column, name, tbl.key), id).Scan(&kept); err != nil {
				t.Fatal(err)
			}
			for _, bad := range forged(q, name, column, kept) {
				if err := c.exec(ctx, fmt.Sprintf("UPDATE %s SET %s = $1 WHERE %s = $2", name, column, tbl.key), bad, id); err != nil {
					t.Fatalf("%s.%s: %v", name, column, err)
				}
				v := &verifier{s: s, ctx: ctx}
				if _, err := v.sealsOf(tbl); err != nil {
					t.Fatal(explain(err))
				}
				if want := fmt.Sprintf("%s %d was changed", name, id); v.n != 1 || !strings.HasPrefix(v.found[0], want) {
					t.Errorf("%s.%s from %v to %v: %d found, %v", name, column, kept, bad, v.n, v.found)
				}
			}
			if err := c.exec(ctx, fmt.Sprintf("UPDATE %s SET %s = $1 WHERE %s = $2", name, column, tbl.key), kept, id); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// forged gives other values of the column's type; NULL too where it may be.
func forged(q *query, table, column string, kept any) (values []any) {
	kind, _, err := maybe(q, func(row scanner) (s string, err error) { err = row.Scan(&s); return s, err },
		"SELECT type || \"notnull\" FROM pragma_table_info($1) WHERE name = $2", table, column)
	if err != nil {
		panic(err)
	}
	switch {
	case strings.HasPrefix(kind, "INTEGER"):
		n, _ := kept.(int64)
		values = []any{n + 1, n - 1}
	case strings.HasPrefix(kind, "TEXT"):
		text, _ := kept.(string)
		values = []any{text + "x", text + "\x00"}
		if text != "" {
			values = append(values, "")
		}
	default:
		values = []any{[]byte("forged")}
	}
	if kept != nil && strings.HasSuffix(kind, "0") {
		values = append(values, nil)
	}
	return values
}

// What else may be done behind the program's back, and which check says so.
func TestTampering(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.mbook")
	if err := fullBook(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	clean, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		keepTriggers bool
		sql          string
		check        string
		says         string
	}{
		"row added":            {sql: "INSERT INTO abbreviation VALUES (7, 0, 'x', 'y')", check: "seals", says: "abbreviation 7 is not in the log"},
		"row removed":          {sql: "DELETE FROM rate WHERE id = 1", check: "seals", says: "rate 1 is gone"},
		"last row removed":     {sql: "DELETE FROM time_entry WHERE id = 3", check: "seals", says: "time_entry 3 is gone"},
		"entry back-dated":     {sql: "UPDATE time_entry SET worked_on = '2026-05-03' WHERE id = 2", check: "seals", says: "time_entry 2 was changed"},
		"trigger dropped":      {keepTriggers: true, sql: "DROP TRIGGER trust_txn_seal", check: "schema", says: "trigger trust_txn_seal is gone"},
		"trigger weakened":     {keepTriggers: true, sql: "DROP TRIGGER audit_del; CREATE TRIGGER audit_del BEFORE DELETE ON audit BEGIN SELECT 1; END", check: "schema", says: "trigger audit_del is not as"},
		"view planted":         {keepTriggers: true, sql: "CREATE VIEW spy AS SELECT * FROM client", check: "schema", says: "view spy does not belong"},
		"trigger planted":      {keepTriggers: true, sql: "CREATE TRIGGER spy AFTER INSERT ON client BEGIN DELETE FROM rate; END", check: "schema", says: "trigger spy does not belong"},
		"log line changed":     {sql: "UPDATE audit SET user = 'eve' WHERE seq = 3", check: "log", says: "log line 3"},
		"log line removed":     {sql: "DELETE FROM audit_change WHERE seq = 3; DELETE FROM audit WHERE seq = 3", check: "log", says: "log lines 3 to 3 are missing"},
		"change altered":       {sql: "UPDATE audit_change SET row_id = 2 WHERE seq = 6 AND n = 1", check: "log", says: "log line 6"},
		"change removed":       {sql: "DELETE FROM audit_change WHERE seq = 6 AND n = 2", check: "log", says: "change 2 of act 6 is missing"},
		"change without line":  {sql: "INSERT INTO audit_change VALUES (99, 1, 'client', 1, NULL, x'00')", check: "log", says: "change 1 of act 99"},
		"before altered":       {sql: `UPDATE audit_change SET before = '{"name":"Never"}' WHERE before IS NOT NULL`, check: "log", says: "log line"},
		"tail cut":             {sql: "DELETE FROM audit_change WHERE seq >= 15; DELETE FROM audit WHERE seq >= 15", check: "seals", says: "ar_follow 1 is not in the log"},
		"tail cut with rows":   {sql: "DELETE FROM audit_change WHERE seq >= 14; DELETE FROM audit WHERE seq >= 14", check: "seals", says: "ar_follow 1 is not in the log"},
		"splits wrong":         {sql: "UPDATE trust_split SET amount_minor = amount_minor + 1 WHERE id = 1", check: "trust transactions", says: "trust transaction 1 of 2026-05-04 moves 5000 at the bank and 5001"},
		"split of another day": {sql: "UPDATE trust_split SET posted_on = '2026-05-05' WHERE id = 1", check: "trust transactions", says: "split 1 of trust transaction 1"},
		"ledger below zero":    {sql: "UPDATE trust_split SET amount_minor = -701, posted_on = '2026-05-03' WHERE id = 1", check: "trust ledgers", says: "trust ledger 1 is at -701 (minor units) on 2026-05-03"},
		"journal altered":      {sql: "UPDATE trust_txn SET bank_minor = 5001 WHERE id = 1", check: "trust accounts", says: "trust account IOLTA"},
		"a line of the bank":   {sql: "UPDATE bank_line SET amount_minor = 701", check: "bank", says: "bank match 1 is over 700, the bank says 701 and the book 700"},
		"an entry un-cleared":  {sql: "DELETE FROM trust_cleared WHERE txn_id = 2", check: "bank", says: "trust transaction 2 is matched with the bank and not cleared"},
		"signed figures":       {sql: "UPDATE trust_reconciliation SET journal_minor = 5701", check: "bank", says: "reconciliation 1 of 2026-05-31 was signed over 5701, the journal comes to 5700"},
		"line of a bill":       {sql: "UPDATE invoice_line SET amount_minor = 29999", check: "invoices", says: "invoice 2026-0001: its lines"},
		"overpaid":             {sql: "UPDATE allocation SET amount_minor = 29501", check: "invoices", says: "invoice 2026-0001: 29501 paid and 500 credited of 30000"},
		"over-allocated":       {sql: "UPDATE allocation SET amount_minor = 10001", check: "payments", says: "payment 1"},
		"shares":               {sql: "UPDATE share SET amount_minor = 9999 WHERE id = 1", check: "payments", says: "allocation 1 of 10000 is shared out as 9999"},
		"invoice gone": {sql: "DELETE FROM invoice; DELETE FROM invoice_line; DELETE FROM allocation; DELETE FROM credit", check: "invoice numbers",
			says: "has counted 1 invoices, there are 0"},
		"reference":     {sql: "UPDATE matter SET client_id = 999 WHERE id = 1", check: "references", says: "matter 1 points at a client"},
		"words dropped": {sql: "DELETE FROM entry_fts WHERE rowid & 4294967295 = 2", check: "search", says: "time_entry 2 is not in the search index"},
		"words altered": {sql: "UPDATE time_entry SET narrative = 'other words' WHERE id = 2", check: "search", says: "does not hold the words"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, filepath.Join(t.TempDir(), "b.mbook"), string(clean))
			if c.keepTriggers {
				raw(t, path, c.sql)
			} else if err := disarm(t, path).exec(ctx, c.sql); err != nil {
				t.Fatal(err)
			}
			s, err := Open(ctx, path, Options{})
			if err != nil {
				t.Fatal(explain(err))
			}
			defer s.Close()
			checks, err := s.Verify(ctx, nil)
			if err != nil {
				t.Fatal(explain(err))
			}
			for _, got := range checks {
				if got.Name == c.check && (got.OK || !strings.Contains(got.Detail, c.says)) {
					t.Errorf("%s says %q, want %q", got.Name, got.Detail, c.says)
				}
			}
		})
	}
}

// A page that is zeroed, swapped or altered does not crash the check, and shows.
func TestDamagedPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.mbook")
	if err := fullBook(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	clean, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	const page = 4096
	pages := len(clean) / page
	noticed := 0
	for i := range 40 {
		data := slices.Clone(clean)
		at := (1 + r.IntN(pages-1)) * page
		if i%2 == 0 {
			clear(data[at : at+page])
		} else {
			for j := range 64 {
				data[at+j] ^= byte(1 + r.IntN(255))
			}
		}
		path := write(t, filepath.Join(t.TempDir(), "b.mbook"), string(data))
		s, err := Open(ctx, path, Options{ReadOnly: true})
		if err != nil {
			noticed++ // refused at once
			continue
		}
		checks, err := s.Verify(ctx, nil)
		if err != nil {
			t.Errorf("page %d: %v", at/page, explain(err))
		}
		if slices.ContainsFunc(checks, func(c app.Check) bool { return !c.OK }) {
			noticed++
		} else {
			t.Logf("page %d of %d: not noticed (free page?)", at/page, pages)
		}
		_ = s.Close()
	}
	if noticed < 38 {
		t.Errorf("noticed %d of 40", noticed)
	}
}

// Work and the log refuse raw statements of any program that leaves the triggers.
func TestRawWorkAndLog(t *testing.T) {
	c, _ := openRaw(t, rawBook+`
INSERT INTO time_entry VALUES (1, '2026-05-02', 1, 1, 0, 10000, 10000, 'Draft', '', '', '', 'Y', 1, 1, 11, NULL, 38500, 'billed', NULL, 1, '', NULL, '', 'x1', 0, 1),
 (2, '2026-05-02', 1, 1, 0, 10000, 10000, 'Call', '', '', '', 'Y', 1, 1, 11, NULL, 38500, 'draft', NULL, NULL, '', NULL, '', 'x2', 0, 1);
INSERT INTO expense VALUES (1, '2026-05-03', 1, NULL, 'hard', '', 1, 1, 11500, 'Fee', '', 'Y', NULL, 'billed', NULL, 1, '', NULL, '', 'y1', 0, 1);
INSERT INTO audit_change VALUES (1, 1, 'client', 1, NULL, x'00');
INSERT INTO audit VALUES (1, 0, '', 'ann', 'a', '', '', 1, zeroblob(32));
`)
	entry := func(id int, ext string) string {
		return fmt.Sprintf("INSERT OR REPLACE INTO time_entry VALUES (%d, '2026-05-02', 1, 1, 0, 1, 1, 'Forged', '', '', '', 'Y', 1, 1, 11, NULL, 1, 'draft', NULL, NULL, '', NULL, '', '%s', 0, 1)", id, ext)
	}
	try(t, c, []attempt{
		{"entry changed", "UPDATE time_entry SET hours_e4 = 1 WHERE id = 1", "W3", "entry.billed"},
		{"entry freed", "UPDATE time_entry SET status = 'released', invoice_id = NULL WHERE id = 1", "W3", "entry.billed"},
		{"entry deleted", "DELETE FROM time_entry WHERE id = 1", "W4", "entry.not_draft"},
		{"draft deleted", "DELETE FROM time_entry WHERE id = 2", "", ""},
		{"entry replaced", entry(1, "z"), "W1", "entry.duplicate"},
		{"entry replaced by its import id", entry(9, "x1"), "W3", "entry.billed"},
		{"entry upserted", entry(1, "z") + " ON CONFLICT (id) DO UPDATE SET hours_e4 = 1", "W1", "entry.duplicate"},
		{"expense changed", "UPDATE expense SET amount_minor = 1 WHERE id = 1", "W3", "entry.billed"},
		{"expense deleted", "DELETE FROM expense WHERE id = 1", "W4", "entry.not_draft"},
		{"expense replaced", "INSERT OR REPLACE INTO expense SELECT * FROM expense WHERE id = 1", "W1", "entry.duplicate"},
		{"line replaced", "INSERT OR REPLACE INTO audit VALUES (1, 0, '', 'eve', 'a', '', '', 1, zeroblob(32))", "A1", "audit.kept"},
		{"line out of order", "INSERT INTO audit VALUES (3, 0, '', 'eve', 'a', '', '', 0, zeroblob(32))", "A2", "audit.kept"},
		{"line changed", "UPDATE audit SET user = 'eve'", "A3", "audit.kept"},
		{"line deleted", "DELETE FROM audit", "A3", "audit.kept"},
		{"change changed", "UPDATE audit_change SET seal = x'01'", "A3", "audit.kept"},
		{"change deleted", "DELETE FROM audit_change", "A3", "audit.kept"},
		{"change added to a line", "INSERT INTO audit_change VALUES (1, 2, 'client', 1, NULL, x'00')", "A4", "audit.kept"},
		{"change replaced", "INSERT OR REPLACE INTO audit_change VALUES (1, 1, 'client', 2, NULL, x'00')", "A4", "audit.kept"},
		{"next line", "INSERT INTO audit VALUES (2, 0, '', 'ann', 'b', '', '', 0, zeroblob(32))", "", ""},
	})
	// A change without its line cannot be committed.
	err := c.exec(ctx, "INSERT INTO audit_change VALUES (2, 1, 'client', 1, NULL, x'00')")
	if fault.Code(translate(err, "saving")) != "reference" {
		t.Errorf("a change without a line: %v", err)
	}
}
