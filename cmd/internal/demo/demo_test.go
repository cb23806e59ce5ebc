package demo_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
	"matterbook/cmd/internal/boot"
	"matterbook/cmd/internal/demo"
)

// quick is a firm small enough to be made often.
var quick = demo.Options{Seed: 1, Entries: 400, Months: 2}

func makeDemo(t *testing.T, o demo.Options) (*app.Desk, demo.Counts) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.matterbook")
	counts, err := boot.CreateDemo(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	book, err := boot.Open(t.Context(), path, &cal.Fixed{T: cal.MustParse("2026-10-30").Time()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	d, err := book.SignIn(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return d, counts
}

// The head of the log seals every act and every row, so equal heads are equal books.
func head(t *testing.T, d *app.Desk) string {
	t.Helper()
	info, err := d.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return info.Head
}

func TestTheSameSeedGivesTheSameBook(t *testing.T) {
	a, counts := makeDemo(t, quick)
	b, again := makeDemo(t, quick)
	other := quick
	other.Seed = 2
	c, _ := makeDemo(t, other)
	if head(t, a) != head(t, b) {
		t.Error("two books of one seed differ")
	}
	if head(t, a) == head(t, c) {
		t.Error("another seed gives the same book")
	}
	for noun, n := range counts {
		if again[noun] != n {
			t.Errorf("%s: %d, then %d", noun, n, again[noun])
		}
	}
}

func TestAQuickFirm(t *testing.T) {
	d, counts := makeDemo(t, quick)
	for noun, least := range map[string]int64{"client": 19, "matter": 31, "timekeeper": 8, "time_entry": 380, "expense": 20, "invoice": 20, "payment": 5, "trust_txn": 15, "timer": 3} {
		if counts[noun] < least {
			t.Errorf("%d %s, want at least %d", counts[noun], noun, least)
		}
	}
	verify(t, d)
	states := map[bill.PreBillStatus]int{}
	pre, err := d.PreBills(t.Context(), app.PreBillFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pre {
		states[p.Status]++
	}
	for _, s := range []bill.PreBillStatus{bill.PreBillOpen, bill.PreBillReview, bill.PreBillApproved, bill.PreBillFinal} {
		if states[s] == 0 {
			t.Errorf("no pre-bill is %s", s)
		}
	}
	narratives(t, d)
}

func verify(t *testing.T, d *app.Desk) {
	t.Helper()
	checks, err := d.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}

// narratives reads every entry as a client's auditor would.
func narratives(t *testing.T, d *app.Desk) {
	t.Helper()
	rows, err := d.ListTime(t.Context(), app.ListTime{}, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	type day struct {
		keeper int64
		on     cal.Date
	}
	hours := map[day]money.Quantity{}
	once := map[string]bool{}
	states := map[work.Status]int{}
	for _, r := range rows {
		states[r.Status]++
		hours[day{r.TimekeeperID, r.Date}] += r.Hours
		if strings.ContainsAny(r.Narrative, "{}") || strings.Contains(r.Narrative, "  ") || strings.TrimSpace(r.Narrative) != r.Narrative {
			t.Errorf("entry %d reads %q", r.ID, r.Narrative)
		}
		if r.Hours%(money.Hour/10) != 0 || r.Hours == 0 {
			t.Errorf("entry %d is over %s hours, not tenths", r.ID, r.Hours.Plain())
		}
		if key := r.Date.String() + r.TimekeeperCode + r.MatterCode + r.Narrative; r.Billable != work.NonBillable && once[key] {
			t.Errorf("%s wrote twice on %s: %s", r.TimekeeperCode, r.Date, r.Narrative)
		} else {
			once[key] = true
		}
		if wd := r.Date.Weekday(); wd == 0 || wd == 6 {
			t.Errorf("entry %d is dated %s, a %s", r.ID, r.Date, wd)
		}
	}
	for k, h := range hours {
		if h > 10*money.Hour {
			t.Errorf("timekeeper %d has %s hours on %s", k.keeper, h.Plain(), k.on)
		}
	}
	for _, s := range []work.Status{work.Draft, work.Released, work.OnPreBill, work.Billed} {
		if states[s] == 0 {
			t.Errorf("no entry is %s", s)
		}
	}
}

// A whole year with every matter, few entries to each: what a demonstration has
// to show is there, and everything ties.
func TestAYear(t *testing.T) {
	if testing.Short() {
		t.Skip("a year takes seconds")
	}
	d, _ := makeDemo(t, demo.Options{Seed: 7, Entries: 1500})
	verify(t, d)
	until := cal.MustParse("2026-10-30")

	open, err := d.Invoices(t.Context(), app.AskInvoices{AsOf: until})
	if err != nil {
		t.Fatal(err)
	}
	var standings []bill.Standing
	words := map[string]int{}
	for _, r := range open {
		words[r.Word()]++
		if r.Status != bill.Void {
			standings = append(standings, r.Standing)
		}
	}
	for i, amount := range bill.Age(standings, firm.AgeByDue, until).Buckets() {
		if amount <= 0 {
			t.Errorf("nothing is owed for %s days", bill.AgingLabels[i])
		}
	}
	for _, w := range []string{"void", "paid", "part paid", "sent"} {
		if words[w] == 0 {
			t.Errorf("no invoice is %s: %v", w, words)
		}
	}

	var sent []string
	for _, r := range open {
		if r.Status == bill.Sent && r.Date > cal.MustParse("2026-09-01") && len(sent) < 12 {
			sent = append(sent, r.Number)
		}
	}
	papers, err := d.WriteInvoices(t.Context(), app.WriteInvoices{Numbers: sent, Formats: []string{"pdf", "ledes1998b"}, Dir: t.TempDir()})
	if err != nil || len(papers) != 24 {
		t.Errorf("%d papers of %d invoices: %v", len(papers), len(sent), err)
	}

	payments, err := d.Payments(t.Context(), app.AskPayments{})
	if err != nil {
		t.Fatal(err)
	}
	reversed, unapplied := 0, 0
	for _, p := range payments {
		if p.Payment.ReversesID != 0 {
			reversed++
		}
		if p.Unapplied() > 0 {
			unapplied++
		}
	}
	if reversed != 1 || unapplied == 0 {
		t.Errorf("%d payments reversed, %d with credit left; want 1 and some", reversed, unapplied)
	}
	txns, err := d.TrustTxns(t.Context(), app.TrustFilter{}, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[trust.Kind]int{}
	for _, x := range txns {
		kinds[x.Kind]++
	}
	for _, k := range trust.Kinds {
		if kinds[k] == 0 {
			t.Errorf("no trust entry is a %s", k)
		}
	}
	for _, account := range []string{"IOLTA", "BRAMBLE"} {
		reconciles(t, d, account, cal.MustParse("2026-09-30"))
	}
}

// reconciles proves an account against the statement that a bank would send: the
// sum of what it has cleared by the day.
func reconciles(t *testing.T, d *app.Desk, account string, asOf cal.Date) {
	t.Helper()
	accounts, err := d.TrustAccounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Code != account {
			continue
		}
		txns, err := d.TrustTxns(t.Context(), app.TrustFilter{AccountID: a.ID}, app.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var statement money.Amount
		uncleared := 0
		for _, x := range txns {
			if !x.ClearedOn.IsZero() && x.ClearedOn <= asOf {
				statement += x.Bank
			}
			if x.ClearedOn.IsZero() {
				uncleared++
			}
		}
		r, err := d.Reconcile(t.Context(), app.AskReconcile{Account: account, AsOf: asOf, Statement: statement.Plain(a.Currency)})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Balanced() || statement <= 0 {
			t.Errorf("%s at %s: bank %d, journal %d, ledgers %d", account, asOf, r.Adjusted, r.Journal, r.LedgersTotal)
		}
		if account == "IOLTA" && uncleared == 0 {
			t.Error("the bank has shown everything; some is always under way")
		}
		return
	}
	t.Fatalf("no trust account %s", account)
}

func TestWhatIsThereIsNotOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book")
	if err := os.WriteFile(path, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := boot.CreateDemo(t.Context(), path, quick); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want a conflict", err)
	}
	if kept, _ := os.ReadFile(path); string(kept) != "a letter" {
		t.Error("the file was changed")
	}
}

func TestACancelledDemoLeavesNoFile(t *testing.T) {
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	o := quick
	o.Progress = func(done, total int, what string) {
		if done > total/2 {
			cancel()
		}
	}
	if _, err := boot.CreateDemo(ctx, filepath.Join(folder, "book"), o); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOptionsThatMakeNoFirm(t *testing.T) {
	for name, o := range map[string]demo.Options{
		"entries": {Entries: 3}, "matters": {Matters: 1}, "months": {Months: 400}, "until": {Until: cal.MustParse("1999-12-31")}, "negative": {Entries: -1},
	} {
		folder := t.TempDir()
		_, err := boot.CreateDemo(t.Context(), filepath.Join(folder, "book"), o)
		if fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
}

func TestOtherSizesAndDays(t *testing.T) {
	for name, o := range map[string]demo.Options{
		"few matters":  {Entries: 200, Months: 2, Matters: 5},
		"one month":    {Entries: 150, Months: 1},
		"more matters": {Entries: 500, Months: 2, Matters: 60},
		"a new year":   {Entries: 300, Months: 3, Until: cal.MustParse("2026-02-11")},
		"many":         {Entries: 3000, Months: 2, Matters: 260},
	} {
		t.Run(name, func(t *testing.T) {
			d, counts := makeDemo(t, o)
			verify(t, d)
			if n := counts["time_entry"]; n < int64(o.Entries)*9/10 || n > int64(o.Entries) {
				t.Errorf("%d entries, asked for %d", n, o.Entries)
			}
			if n := counts["matter"]; o.Matters > 0 && (n <= int64(o.Matters) || n > int64(o.Matters)+3) {
				t.Errorf("%d matters, asked for %d and the firm's own", n, o.Matters)
			}
		})
	}
}
