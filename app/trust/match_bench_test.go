package trust_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"matterbook/app/benchtest"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// A year of a busy account: 5,000 lines of the bank against the entries of the
// book, with amounts that repeat, deposits of several receipts, and 2,000 entries
// that are still open.
func BenchmarkMatch5000Lines(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	start := cal.MustParse("2026-01-01")
	var lines []trust.BankLine
	var items []trust.Item
	id := int64(0)
	book := func(on int, amount money.Amount, kind trust.Kind, ref string) {
		id++
		items = append(items, trust.Item{TxnID: id, On: start.AddDays(on), Amount: amount, Kind: kind, Party: fmt.Sprintf("Party %d", r.IntN(400)), Reference: ref})
	}
	for i := range 5000 {
		on := r.IntN(360)
		line := trust.BankLine{ID: int64(i + 1), On: start.AddDays(on + 1 + r.IntN(3)), Description: "DEPOSIT"}
		switch i % 4 {
		case 0:
			line.Amount, line.Reference = -money.Amount(1000+r.IntN(300)*500), fmt.Sprint(10000+i)
			book(on, line.Amount, trust.Check, line.Reference)
		case 1:
			for range 3 {
				a := money.Amount(1000 + r.IntN(90000))
				line.Amount += a
				book(on, a, trust.Receipt, fmt.Sprint("dep ", i))
			}
		default:
			line.Amount = money.Amount(5000 + r.IntN(200)*2500)
			book(on, line.Amount, trust.Receipt, "")
		}
		lines = append(lines, line)
	}
	for range 2000 {
		book(r.IntN(360), -money.Amount(1000+r.IntN(300)*500), trust.Check, fmt.Sprint(90000+len(items)))
	}
	m := benchtest.Start(b, 2*time.Second)
	defer m.End()
	for b.Loop() {
		if found := trust.FindMatches(lines, items); len(found) < 4000 {
			b.Fatalf("only %d found", len(found))
		}
	}
}

// The proof of an account with 100,000 entries of which 2,000 are open.
func BenchmarkReconcile100000(b *testing.B) {
	start := cal.MustParse("2016-01-01")
	asOf := cal.MustParse("2026-06-30")
	txns := make([]trust.Txn, 0, 100_000)
	for i := range 100_000 {
		on := start.AddDays(i * 3800 / 100_000)
		t := trust.Txn{ID: int64(i + 1), AccountID: 1, PostedOn: on, Kind: trust.Receipt, Bank: 1000, Party: "Devi", Purpose: "advance", ClearedOn: on.AddDays(1),
			Splits: []trust.Split{{LedgerID: int64(i%2000 + 1), MatterID: int64(i%2000 + 1), Amount: 1000}}}
		if i >= 98_000 {
			t.ClearedOn = 0
		}
		txns = append(txns, t)
	}
	m := benchtest.Start(b, 2*time.Second)
	defer m.End()
	for b.Loop() {
		if r := trust.Reconcile(trust.Account{}, asOf.MonthStart(), asOf, 98_000_000, txns); r.Journal != 100_000_000 || len(r.InTransit) != 2000 {
			b.Fatalf("%d, %d", r.Journal, len(r.InTransit))
		}
	}
}
