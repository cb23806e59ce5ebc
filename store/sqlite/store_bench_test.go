package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/benchtest"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
)

// The big book: ten years of a firm with 50 timekeepers, 500 clients, 5,000
// matters, a million entries, 20,000 invoices, 100,000 trust transactions. It is
// built once (about a minute) in benchtest.Folder and used again while the schema
// is the same.
const (
	bigEntries  = 1_000_000
	bigMatters  = 5_000
	bigClients  = 500
	bigKeepers  = 50
	bigInvoices = 20_000
	bigTrust    = 100_000
	bigLedgers  = 3_000
)

var bigToday = cal.MustParse("2026-06-30")

func bigBook(tb testing.TB) string {
	tb.Helper()
	dir := benchtest.Folder(tb)
	sum := sha256.Sum256([]byte(schemaText))
	path := filepath.Join(dir, fmt.Sprintf("big-%s.mbook", hex.EncodeToString(sum[:4])))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	part := path + ".part"
	_ = os.Remove(part)
	s, err := Create(context.Background(), part, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	began := time.Now()
	if err := fillBig(s); err != nil {
		tb.Fatal(explain(err))
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := os.Rename(part, path); err != nil {
		tb.Fatal(err)
	}
	info, _ := os.Stat(path)
	tb.Logf("built %s, %d MB, in %v", path, info.Size()>>20, time.Since(began).Round(time.Second))
	return path
}

// explain shows the causes behind an error.
func explain(err error) string {
	var b strings.Builder
	for err != nil {
		fmt.Fprintf(&b, "%v\n", err)
		u, ok := err.(interface{ Unwrap() error })
		if !ok {
			break
		}
		err = u.Unwrap()
	}
	return b.String()
}

var bigWords = strings.Fields(`review draft revise telephone conference with opposing counsel regarding motion
	to compel deposition transcript email client strategy settlement research statute limitations prepare exhibits
	trial brief analyze discovery responses interrogatories production documents court hearing attend negotiate lease
	agreement correspondence witness expert report summary judgment appeal memorandum`)

func bigNarrative(r *rand.Rand) string {
	n := 6 + r.IntN(14)
	words := make([]string, n)
	for i := range words {
		words[i] = bigWords[r.IntN(len(bigWords))]
	}
	if r.IntN(100) == 0 {
		words[0] = "subpoena" // in one entry of a hundred
	}
	if r.IntN(20_000) == 0 {
		words[1] = "quetzalcoatl" // in about fifty
	}
	return strings.Join(words, " ") + fmt.Sprintf(" (no. %d)", r.IntN(100_000))
}

func fillBig(s *Store) error {
	ctx := context.Background()
	act := app.Act{Name: "bench.fill", User: "bench", At: time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)}
	r := rand.New(rand.NewPCG(1, 2))
	if err := s.Update(ctx, act, fillPeople); err != nil {
		return err
	}
	if err := s.Update(ctx, act, func(tx app.Tx) error { return bigBills(tx, r) }); err != nil {
		return err
	}
	if err := s.Update(ctx, act, func(tx app.Tx) error { return bigTrustMoney(tx, r) }); err != nil {
		return err
	}
	for from := 0; from < bigEntries; from += 100_000 {
		err := s.Update(ctx, act, func(tx app.Tx) error {
			for i := from; i < from+100_000; i++ {
				e := bigEntry(r, i)
				if err := tx.AddEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func fillPeople(tx app.Tx) error {
	f := firm.Firm{Name: "Bench LLP", Currency: "USD", AgeBy: firm.AgeByDue, InvoiceSeries: "{n}"}
	if err := tx.SetFirm(&f); err != nil {
		return err
	}
	if err := tx.AddUser(&firm.User{Code: "b", Name: "Bench", Role: firm.Admin, Active: true}); err != nil {
		return err
	}
	for i := range bigKeepers {
		if err := tx.AddTimekeeper(&firm.Timekeeper{Code: fmt.Sprintf("TK%02d", i), LastName: "L", FirstName: "F", Class: "ASSOC", StandardRate: 3_000_000}); err != nil {
			return err
		}
	}
	for i := range bigClients {
		if err := tx.AddClient(&firm.Client{Code: fmt.Sprintf("%04d", i), Name: fmt.Sprintf("Client %d", i), Currency: "USD"}); err != nil {
			return err
		}
	}
	for i := range bigMatters {
		if err := tx.AddMatter(&firm.Matter{Code: fmt.Sprintf("%04d-%02d", i%bigClients, i/bigClients), ClientID: int64(i%bigClients + 1),
			Name: fmt.Sprintf("Matter %d", i), Status: firm.MatterOpen, Arrangement: firm.Hourly}); err != nil {
			return err
		}
	}
	return nil
}

// bigEntry is entry i of the ten years; the last three months are work in progress.
func bigEntry(r *rand.Rand, i int) work.Entry {
	day := bigToday.AddDays(-3650 + i*3650/bigEntries - r.IntN(20))
	hours := money.Quantity(1000 * (1 + r.IntN(40)))
	e := work.Entry{Date: day, TimekeeperID: int64(r.IntN(bigKeepers) + 1), MatterID: int64(min(r.IntN(bigMatters), r.IntN(bigMatters)) + 1),
		Worked: hours, Hours: hours, Narrative: bigNarrative(r), Billable: work.Yes, StandardRate: 3_000_000, Rate: 3_000_000,
		RateRule: firm.RateStandard, Amount: money.Amount(int64(hours) * 3), Status: work.Billed, InvoiceID: int64(r.IntN(bigInvoices) + 1),
		ExtID: fmt.Sprintf("x%d", i)}
	if day > bigToday.AddDays(-90) {
		e.Status, e.InvoiceID = work.Released, 0
		if r.IntN(20) == 0 {
			e.Status = work.Draft
		}
	}
	return e
}

func bigBills(tx app.Tx, r *rand.Rand) error {
	for i := range bigInvoices {
		day := bigToday.AddDays(-3650 + i*3650/bigInvoices)
		m := int64(r.IntN(bigMatters))
		amount := money.Amount(10_000 + r.IntN(1_000_000))
		inv := bill.Invoice{Number: fmt.Sprintf("%d", i+1), Status: bill.Final, ClientID: m%bigClients + 1, MatterID: m + 1, Date: day, DueOn: day.AddDays(30),
			PeriodFrom: day.AddDays(-30), PeriodTo: day, Currency: "USD", Totals: bill.Totals{Fees: amount, Total: amount},
			Lines: []bill.Line{{No: 1, Kind: bill.Fee, Date: day, Units: 10_000, Rate: 3_000_000, Amount: amount, Value: amount, Text: "services"}}}
		if err := tx.AddInvoice(&inv); err != nil {
			return err
		}
		if i%100 < 92 {
			p := bill.Payment{ClientID: inv.ClientID, Date: day.AddDays(20), Amount: amount, Currency: "USD", Method: bill.ByCheck,
				Allocations: []bill.Allocation{{InvoiceID: inv.ID, AppliedOn: day.AddDays(20), Amount: amount,
					Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: 1, Amount: amount}}}}}
			if err := tx.AddPayment(&p); err != nil {
				return err
			}
		}
	}
	return nil
}

func bigTrustMoney(tx app.Tx, r *rand.Rand) error {
	a := trust.Account{Code: "IOLTA", Title: "Client Trust Account", Kind: trust.Pooled, Currency: "USD"}
	if err := tx.AddTrustAccount(&a); err != nil {
		return err
	}
	var ledgers []trust.Ledger
	for i := range bigLedgers {
		l, err := tx.OpenLedger(a.ID, int64(i+1))
		if err != nil {
			return err
		}
		ledgers = append(ledgers, l)
	}
	balance := make([]money.Amount, bigLedgers)
	for i := range bigTrust {
		day := bigToday.AddDays(-3650 + i*3650/bigTrust)
		l := r.IntN(bigLedgers)
		amount := money.Amount(1000 + r.IntN(100_000))
		t := trust.Txn{AccountID: a.ID, PostedOn: day, Kind: trust.Receipt, Bank: amount, Party: "Payor", Purpose: "advance",
			Instrument: trust.ByWire, AvailableOn: day, UserID: 1}
		if balance[l] > amount {
			t.Kind, t.Bank, t.Instrument, t.AvailableOn, t.Reference = trust.Check, -amount, "", 0, fmt.Sprint(i)
		}
		balance[l] += t.Bank
		t.Splits = []trust.Split{{LedgerID: ledgers[l].ID, MatterID: ledgers[l].MatterID, Amount: t.Bank}}
		if err := tx.PostTrust(&t); err != nil {
			return err
		}
	}
	return nil
}

// view measures one read on the big book, each on a fresh snapshot as a screen does.
func view(b *testing.B, target time.Duration, fn func(app.Query) error) {
	b.Helper()
	s, err := Open(context.Background(), bigBook(b), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	m := benchtest.Start(b, target)
	defer m.End()
	for b.Loop() {
		if err := s.View(context.Background(), fn); err != nil {
			b.Fatal(explain(err))
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := bigBook(b)
	for b.Loop() {
		s, err := Open(context.Background(), path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// bigFilters are what a list of entries is usually limited by.
var bigFilters = []struct {
	name   string
	filter app.EntryFilter
}{
	{"all", app.EntryFilter{}},
	{"oldest", app.EntryFilter{Oldest: true}},
	{"dates", app.EntryFilter{From: bigToday.AddDays(-400), To: bigToday.AddDays(-300)}},
	{"timekeeper", app.EntryFilter{TimekeeperID: 7}},
	{"timekeeper-dates", app.EntryFilter{TimekeeperID: 7, From: bigToday.AddDays(-400), To: bigToday.AddDays(-300)}},
	{"timekeeper-draft", app.EntryFilter{TimekeeperID: 7, Statuses: []work.Status{work.Draft}}},
	{"matter", app.EntryFilter{MatterID: 10}},
	{"matter-wip", app.EntryFilter{MatterID: 10, Statuses: []work.Status{work.Released, work.Draft}}},
	{"matter-timekeeper", app.EntryFilter{MatterID: 10, TimekeeperID: 7}},
	{"client", app.EntryFilter{ClientID: 10}},
	{"client-wip", app.EntryFilter{ClientID: 10, Statuses: []work.Status{work.Released}}},
	{"status", app.EntryFilter{Statuses: []work.Status{work.Draft}}},
	{"statuses", app.EntryFilter{Statuses: []work.Status{work.Billed, work.Released, work.Draft}}},
	{"status-dates", app.EntryFilter{Statuses: []work.Status{work.Billed}, From: bigToday.AddDays(-2000), To: bigToday.AddDays(-1000)}},
	{"invoice", app.EntryFilter{InvoiceID: 77}},
	{"words-rare", app.EntryFilter{Text: "quetzalcoatl"}},
	{"words-one-percent", app.EntryFilter{Text: "subpoena"}},
	{"words-common", app.EntryFilter{Text: "deposition transcript"}},
	{"words-common-old", app.EntryFilter{Text: "deposition transcript", To: bigToday.AddDays(-1000)}},
	{"words-two-letters", app.EntryFilter{Text: "de"}},
	{"words-one-letter", app.EntryFilter{Text: "d"}},
	{"words-number", app.EntryFilter{Text: "no. 4711"}},
	{"words-matter", app.EntryFilter{MatterID: 10, Text: "deposition"}},
	{"words-client", app.EntryFilter{ClientID: 10, Text: "deposition"}},
	{"words-timekeeper", app.EntryFilter{TimekeeperID: 7, Text: "subpoena"}},
	{"words-draft", app.EntryFilter{Statuses: []work.Status{work.Draft}, Text: "motion"}},
}

func BenchmarkFirstPage(b *testing.B) {
	for _, f := range bigFilters {
		b.Run(f.name, func(b *testing.B) {
			view(b, 50*time.Millisecond, func(q app.Query) error { _, err := q.EntryRows(f.filter, app.Page{Limit: 50}); return err })
		})
	}
}

func BenchmarkEntryTotals(b *testing.B) {
	for _, f := range bigFilters {
		b.Run(f.name, func(b *testing.B) {
			view(b, 0, func(q app.Query) error { _, err := q.EntryTotals(f.filter); return err })
		})
	}
}

func BenchmarkEntryIDs(b *testing.B) {
	for _, by := range []string{"date", "matter", "amount"} {
		b.Run(by, func(b *testing.B) {
			view(b, 0, func(q app.Query) error { _, err := q.EntryIDs(app.EntryFilter{}, app.EntrySort{By: by}); return err })
		})
	}
}

func BenchmarkWIP(b *testing.B) {
	view(b, 200*time.Millisecond, func(q app.Query) error { _, err := q.WIP(0, true); return err })
}

func BenchmarkAging(b *testing.B) {
	view(b, 200*time.Millisecond, func(q app.Query) error { _, err := q.Standings(app.StandingFilter{Open: true}); return err })
}

func BenchmarkTrustBalances(b *testing.B) {
	b.Run("one", func(b *testing.B) {
		view(b, 2*time.Millisecond, func(q app.Query) error {
			_, err := q.TrustBalances(app.TrustFilter{LedgerID: 5}, 0, bigToday)
			return err
		})
	})
	b.Run("all", func(b *testing.B) {
		view(b, 0, func(q app.Query) error { _, err := q.TrustBalances(app.TrustFilter{}, 0, bigToday); return err })
	})
}

// copyBig gives a copy of the big book that may be written.
func copyBig(b *testing.B) *Store {
	b.Helper()
	s, err := Open(context.Background(), benchtest.Copy(b, bigBook(b)), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// BenchmarkSaveOne is what a person waits for after Save.
func BenchmarkSaveOne(b *testing.B) {
	s := copyBig(b)
	r := rand.New(rand.NewPCG(3, 4))
	i := bigEntries
	m := benchtest.Start(b, 10*time.Millisecond)
	defer m.End()
	for b.Loop() {
		i++
		err := s.Update(context.Background(), app.Act{Name: "time.add", At: time.Unix(1, 0)}, func(tx app.Tx) error {
			e := bigEntry(r, bigEntries)
			e.ExtID = fmt.Sprint("s", i)
			return tx.AddEntry(&e)
		})
		if err != nil {
			b.Fatal(explain(err))
		}
	}
}

// BenchmarkImportNew imports 100,000 entries into a book that has none.
func BenchmarkImportNew(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, err := Create(context.Background(), filepath.Join(b.TempDir(), "new.mbook"), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Update(context.Background(), app.Act{Name: "x"}, fillPeople); err != nil {
			b.Fatal(explain(err))
		}
		r := rand.New(rand.NewPCG(5, 6))
		entries := make([]work.Entry, 100_000)
		for i := range entries {
			entries[i] = bigEntry(r, i*10)
			entries[i].Status, entries[i].InvoiceID = work.Released, 0
		}
		b.StartTimer()
		err = s.Update(context.Background(), app.Act{Name: "import.time", At: time.Unix(1, 0)}, func(tx app.Tx) error {
			for i := range entries {
				if err := tx.AddEntry(&entries[i]); err != nil {
					return err
				}
			}
			return nil
		})
		b.StopTimer()
		if err != nil {
			b.Fatal(explain(err))
		}
		_ = s.Close()
		b.StartTimer()
	}
}

// BenchmarkImport100k imports them into the big book, spread over its ten years.
func BenchmarkImport100k(b *testing.B) {
	s := copyBig(b)
	r := rand.New(rand.NewPCG(5, 6))
	n := 0
	m := benchtest.Start(b, 10*time.Second)
	defer m.End()
	for b.Loop() {
		n++
		err := s.Update(context.Background(), app.Act{Name: "import.time", At: time.Unix(1, 0)}, func(tx app.Tx) error {
			for i := range 100_000 {
				e := bigEntry(r, i*10)
				e.ExtID = fmt.Sprint("i", n, "-", i)
				if err := tx.AddEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(explain(err))
		}
	}
}

func BenchmarkBackup(b *testing.B) {
	s, err := Open(context.Background(), bigBook(b), Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n := 0
	dir := b.TempDir()
	for b.Loop() {
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		if err := s.Backup(context.Background(), path); err != nil {
			b.Fatal(explain(err))
		}
		_ = os.Remove(path)
	}
}

func BenchmarkVerify(b *testing.B) {
	s, err := Open(context.Background(), bigBook(b), Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		checks, err := s.Verify(context.Background(), nil)
		if err != nil {
			b.Fatal(explain(err))
		}
		for _, c := range checks {
			if !c.OK {
				b.Fatalf("%s: %s", c.Name, c.Detail)
			}
		}
	}
}
