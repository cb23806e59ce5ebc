package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"

	"pgregory.net/rapid"
)

// history is a plain model of trust ledgers: what moved on each day, in a map.
type history map[int64]map[cal.Date]money.Amount

// bears says whether every ledger of the posting is at zero or above at the end
// of the day and of every later day with a movement.
func (h history) bears(on cal.Date, splits []trust.Split) bool {
	change := map[int64]money.Amount{}
	for _, s := range splits {
		change[s.LedgerID] += s.Amount
	}
	for ledger, amount := range change {
		days := append([]cal.Date{on}, keys(h[ledger])...)
		for _, day := range days {
			if day >= on && h.balance(ledger, day)+amount < 0 {
				return false
			}
		}
	}
	return true
}

func (h history) balance(ledger int64, on cal.Date) (sum money.Amount) {
	for day, amount := range h[ledger] {
		if day <= on {
			sum += amount
		}
	}
	return sum
}

func (h history) post(on cal.Date, splits []trust.Split) {
	for _, s := range splits {
		if h[s.LedgerID] == nil {
			h[s.LedgerID] = map[cal.Date]money.Amount{}
		}
		h[s.LedgerID][on] += s.Amount
	}
}

func keys(m map[cal.Date]money.Amount) (all []cal.Date) {
	for k := range m {
		all = append(all, k)
	}
	return all
}

// The trigger adds up only what it must; the model adds up everything. They must
// agree on every posting of every history, back-dated ones above all, and on
// every balance afterwards.
func TestNoLedgerBelowZeroOnAnyDayAsThePlainModelSays(t *testing.T) {
	ctx := context.Background()
	c, _ := openRaw(t, rawBook) // closed through April 2026, long before
	q := &query{ctx: ctx, c: c}
	first := cal.MustParse("2027-01-01")
	accepted, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		must := func(text string, args ...any) {
			if err := c.exec(ctx, text, args...); err != nil {
				t.Fatal(err)
			}
		}
		must("BEGIN IMMEDIATE")
		defer must("ROLLBACK")
		h := history{}
		h.post(cal.MustParse("2026-12-01"), []trust.Split{{LedgerID: 1, Amount: 70000}}) // what the book starts with
		id := int64(1000)
		for range rapid.IntRange(1, 60).Draw(t, "postings") {
			on := first.AddDays(rapid.IntRange(0, 20).Draw(t, "day"))
			var splits []trust.Split
			var bank money.Amount
			for range rapid.IntRange(1, 3).Draw(t, "splits") {
				s := trust.Split{LedgerID: rapid.Int64Range(1, 3).Draw(t, "ledger"), Amount: money.Amount(rapid.Int64Range(-90000, 70000).Draw(t, "amount"))}
				if s.Amount == 0 {
					s.Amount = 1
				}
				splits, bank = append(splits, s), bank+s.Amount
			}
			id++
			must("SAVEPOINT posting")
			for i, s := range splits {
				must("INSERT INTO trust_split VALUES ($1, $2, $3, $4, $5)", id*10+int64(i), id, s.LedgerID, on.String(), int64(s.Amount))
			}
			err := c.exec(ctx, "INSERT INTO trust_txn VALUES ($1, 1, $2, 'eft', $3, 'p', 'p', '', '', NULL, '', NULL, NULL, '', NULL, 1, 0)", id, on.String(), int64(bank))
			if may := h.bears(on, splits); may != (err == nil) {
				t.Fatalf("posting %v on %s: the model says %t, the book %v", splits, on, may, err)
			}
			if err != nil {
				if !strings.Contains(err.Error(), "T7 ") {
					t.Fatal(err)
				}
				must("ROLLBACK TO posting")
				refused++
			} else {
				h.post(on, splits)
				accepted++
			}
			must("RELEASE posting")
		}
		sameAsModel(t, q, h, first)
	})
	if accepted < 200 || refused < 200 {
		t.Errorf("%d postings accepted and %d refused prove too little", accepted, refused)
	}
}

func sameAsModel(t *rapid.T, q *query, h history, first cal.Date) {
	for _, on := range []cal.Date{first.AddDays(-1), first, first.AddDays(7), first.AddDays(13), first.AddDays(20), 0} {
		last := on
		if on == 0 {
			last = cal.Last
		}
		balances, err := q.TrustBalances(app.TrustFilter{AccountID: 1}, on, first)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range balances {
			if want := h.balance(b.LedgerID, last); b.Book != want {
				t.Fatalf("ledger %d on %s: %d, the model says %d", b.LedgerID, on, b.Book, want)
			}
		}
	}
	for ledger := int64(1); ledger <= 3; ledger++ {
		lines, err := q.LedgerLines(ledger, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.Balance < 0 {
				t.Fatalf("ledger %d is printed at %d after transaction %d", ledger, l.Balance, l.TxnID)
			}
		}
		if n := len(lines); n > 0 && lines[n-1].Balance != h.balance(ledger, cal.Last) {
			t.Fatalf("ledger %d ends at %d, the model says %d", ledger, lines[n-1].Balance, h.balance(ledger, cal.Last))
		}
		from := first.AddDays(7)
		opening, days, err := q.LedgerDays(ledger, from)
		if err != nil || opening.Net() != h.balance(ledger, from-1) {
			t.Fatalf("ledger %d before %s: %d, the model says %d (%v)", ledger, from, opening.Net(), h.balance(ledger, from-1), err)
		}
		for _, d := range days {
			if d.Net() != h[ledger][d.On] || d.On < from || d.In < 0 || d.Out > 0 {
				t.Fatalf("ledger %d on %s: %+v, the model says %d", ledger, d.On, d, h[ledger][d.On])
			}
		}
	}
}

const (
	drawAmount = 200 // of 700.00 on the ledger: 350 fit
	drawMost   = 250 // by one process: neither can empty the ledger alone
	drawEnv    = "MATTERBOOK_TEST_DRAW"
)

// drawAll takes money from ledger 1 until the book refuses, and says how often
// it was let.
func drawAll(path string, ready func()) (n int, err error) {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Wait: time.Minute})
	if err != nil {
		return 0, err
	}
	ready()
	for n < drawMost {
		err := s.Update(ctx, app.Act{Name: "trust.eft", UserID: 1, User: "ann", At: time.Unix(1780000000, 0)}, func(tx app.Tx) error {
			return tx.PostTrust(&trust.Txn{AccountID: 1, PostedOn: cal.MustParse("2026-06-01"), Kind: trust.EFT, Bank: -drawAmount, Party: "Clerk", Purpose: "fee",
				AuthorisedBy: "Ada Dunne", Splits: []trust.Split{{LedgerID: 1, Amount: -drawAmount}}})
		})
		if fault.Code(err) == "trust.below_zero" {
			return n, s.Close()
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, s.Close()
}

// TestDrawing is not a test of its own: it is the other process of the next one.
func TestDrawing(t *testing.T) {
	path := os.Getenv(drawEnv)
	if path == "" {
		t.Skip("runs as the other process of TestTwoProcessesNeverOverdrawALedger")
	}
	n, err := drawAll(path, func() { fmt.Println("ready") })
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("drew %d\n", n)
}

func TestTwoProcessesNeverOverdrawALedger(t *testing.T) {
	c, path := openRaw(t, rawBook)
	other := exec.Command(os.Args[0], "-test.run=^TestDrawing$", "-test.v")
	other.Env = append(os.Environ(), drawEnv+"="+path)
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	for said.Scan() && said.Text() != "ready" {
	}
	mine, err := drawAll(path, func() {})
	if err != nil {
		t.Error(err)
	}
	theirs := -1
	for said.Scan() {
		if rest, ok := strings.CutPrefix(said.Text(), "drew "); ok {
			if theirs, err = strconv.Atoi(rest); err != nil {
				t.Error(err)
			}
		}
	}
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	if mine+theirs != 70000/drawAmount {
		t.Errorf("this process drew %d times, the other %d, 2.00 each from 700.00: want 350 together", mine, theirs)
	}
	q := &query{ctx: context.Background(), c: c}
	balances, err := q.TrustBalances(app.TrustFilter{LedgerID: 1}, 0, cal.MustParse("2026-06-01"))
	if err != nil || len(balances) != 1 || balances[0].Book != 0 {
		t.Errorf("the ledger ends at %+v (%v), want 0", balances, err)
	}
}
