package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// acts is the part of the suite for Update and View.
func acts(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"an error keeps nothing":        testErrorKeepsNothing,
		"a panic keeps nothing":         testPanicKeepsNothing,
		"a cancelled act keeps nothing": testCancelKeepsNothing,
		"an act reads what it wrote":    testReadsOwnWrites,
		"nesting is refused":            testNesting,
		"a view is one snapshot":        testSnapshot,
		"answers":                       testAnswers,
		"numbers without gaps":          testNumbers,
		"writers queue":                 testWritersQueue,
		"book":                          testBook,
		"verify":                        testVerify,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

// state is what must be as before when nothing is kept.
func state(d *desk) string {
	info, err := d.s.Book(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return fmt.Sprint(info.Head, info.Counts)
}

func (d *desk) newClient(tx app.Tx, code string) error {
	return tx.AddClient(&firm.Client{Code: code, Name: "Client " + code, Currency: "USD", TermsDays: -1})
}

func testErrorKeepsNothing(t *testing.T, d *desk) {
	before := state(d)
	stop := errors.New("stop")
	err := d.try(func(tx app.Tx) error {
		if err := d.newClient(tx, "900"); err != nil {
			return err
		}
		if _, err := tx.NextNumber("x"); err != nil {
			return err
		}
		if err := tx.KeepAnswer("k", []byte("1")); err != nil {
			return err
		}
		if _, err := d.addEntry(tx, d.matter, "2026-05-01"); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of the act", err)
	}
	if now := state(d); now != before {
		t.Errorf("something was kept:\n%s\n%s", before, now)
	}
	missing(d, "client", func(q app.Query) (firm.Client, error) { return q.ClientByCode("900") })
	d.do(func(tx app.Tx) error {
		if _, found, err := tx.Answer("k"); err != nil || found {
			t.Errorf("the answer was kept: %v", err)
		}
		if n, err := tx.NextNumber("x"); err != nil || n != 1 {
			t.Errorf("number %d, %v: the one of the failed act was used", n, err)
		}
		return nil
	})
}

func testPanicKeepsNothing(t *testing.T, d *desk) {
	before := state(d)
	err := d.try(func(tx app.Tx) error {
		if err := d.newClient(tx, "900"); err != nil {
			return err
		}
		panic("boom")
	})
	if fault.Of(err) != fault.Internal || err == nil {
		t.Errorf("got %v, want Internal", err)
	}
	if now := state(d); now != before {
		t.Errorf("something was kept:\n%s\n%s", before, now)
	}
	err = d.s.View(context.Background(), func(app.Query) error { panic("boom") })
	if fault.Of(err) != fault.Internal || err == nil {
		t.Errorf("got %v, want Internal", err)
	}
	d.do(func(tx app.Tx) error { return d.newClient(tx, "900") })
}

func testCancelKeepsNothing(t *testing.T, d *desk) {
	before := state(d)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err := d.s.Update(ctx, app.Act{Name: "test.act", At: deskTime}, func(tx app.Tx) error {
		err := d.newClient(tx, "900")
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled act", err)
	}
	if now := state(d); now != before {
		t.Errorf("something was kept:\n%s\n%s", before, now)
	}
	if err := d.s.View(ctx, func(q app.Query) error { _, err := q.Firm(); return err }); !errors.Is(err, context.Canceled) {
		t.Errorf("a view of a cancelled caller answered %v", err)
	}
}

func testReadsOwnWrites(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		if err := d.newClient(tx, "900"); err != nil {
			return err
		}
		c, err := tx.ClientByCode("900")
		if err != nil || c.Name != "Client 900" {
			t.Errorf("%+v, %v", c, err)
		}
		return err
	})
}

func testNesting(t *testing.T, d *desk) {
	ctx := context.Background()
	nothing := func(app.Tx) error { return nil }
	err := d.try(func(app.Tx) error { return d.s.Update(ctx, app.Act{Name: "inner"}, nothing) })
	if fault.Of(err) != fault.Internal {
		t.Errorf("an act inside an act: %v", err)
	}
	err = d.try(func(app.Tx) error { return d.s.View(ctx, func(app.Query) error { return nil }) })
	if fault.Of(err) != fault.Internal {
		t.Errorf("a view inside an act: %v", err)
	}
	err = d.s.View(ctx, func(app.Query) error { return d.s.Update(ctx, app.Act{Name: "inner"}, nothing) })
	if fault.Of(err) != fault.Internal {
		t.Errorf("an act inside a view: %v", err)
	}
	d.do(nothing) // and nothing is stuck
}

func testSnapshot(t *testing.T, d *desk) {
	err := d.s.View(context.Background(), func(q app.Query) error {
		before, err := q.Clients(app.ClientFilter{})
		if err != nil {
			return err
		}
		// Another goroutine saves meanwhile. Whether it has to wait for the view or
		// not is the store's business; the view sees one state.
		done := make(chan error, 1)
		go func() { done <- d.try(func(tx app.Tx) error { return d.newClient(tx, "900") }) }()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(50 * time.Millisecond):
			defer func() { go func() { <-done }() }()
		}
		after, err := q.Clients(app.ClientFilter{})
		if len(after) != len(before) {
			t.Errorf("the view saw %d clients, then %d", len(before), len(after))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func testAnswers(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		if _, found, err := tx.Answer("time.add k1"); err != nil || found {
			t.Errorf("an answer before it was kept: %v", err)
		}
		return tx.KeepAnswer("time.add k1", []byte(`{"id":7}`))
	})
	lines := func() int {
		return len(see(d, func(q app.Query) ([]app.AuditLine, error) { return q.AuditLines(app.AuditFilter{}, app.Page{}) }))
	}
	before := lines()
	d.do(func(tx app.Tx) error {
		got, found, err := tx.Answer("time.add k1")
		if string(got) != `{"id":7}` || !found {
			t.Errorf("%s, %t", got, found)
		}
		return err
	})
	if n := lines(); n != before {
		t.Error("a repeated request left a line in the log")
	}
	if err := d.try(func(tx app.Tx) error { return tx.KeepAnswer("time.add k1", nil) }); fault.Of(err) != fault.Conflict {
		t.Errorf("a second answer: %v", err)
	}
}

func testNumbers(t *testing.T, d *desk) {
	for want := int64(1); want <= 3; want++ {
		_ = d.try(func(tx app.Tx) error { // a failed act gives its number back
			_, err := tx.NextNumber("invoice 2026")
			return errors.Join(err, errors.New("stop"))
		})
		d.do(func(tx app.Tx) error {
			if n, err := tx.NextNumber("invoice 2026"); err != nil || n != want {
				t.Errorf("number %d, %v, want %d", n, err, want)
			}
			if n, err := tx.NextNumber(fmt.Sprint("other ", want)); err != nil || n != 1 {
				t.Errorf("another series begins at %d, %v", n, err)
			}
			return nil
		})
	}
}

func testWritersQueue(t *testing.T, d *desk) {
	const writers, each = 8, 12
	var wg sync.WaitGroup
	seen := make(chan int64, writers*each)
	for range writers {
		wg.Go(func() {
			for range each {
				err := d.try(func(tx app.Tx) error {
					n, err := tx.NextNumber("q")
					if err == nil {
						_, err = d.addEntry(tx, d.matter, "2026-05-01")
					}
					seen <- n
					return err
				})
				if err != nil {
					t.Error(err)
				}
				err = d.s.View(context.Background(), func(q app.Query) error {
					_, err := q.EntryTotals(app.EntryFilter{MatterID: d.matter})
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	close(seen)
	numbers := map[int64]bool{}
	for n := range seen {
		if numbers[n] {
			t.Errorf("number %d was given twice", n)
		}
		numbers[n] = true
	}
	total := see(d, func(q app.Query) (app.EntryTotals, error) { return q.EntryTotals(app.EntryFilter{}) })
	if len(numbers) != writers*each || total.N != writers*each {
		t.Errorf("%d numbers and %d entries of %d", len(numbers), total.N, writers*each)
	}
}

func testBook(t *testing.T, d *desk) {
	ctx := context.Background()
	info, err := d.s.Book(ctx)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int64{}
	for _, c := range info.Counts {
		n[c.Noun] = c.N
	}
	if n["client"] != 2 || n["matter"] != 3 || n["audit"] != 1 || len(info.Head) != 64 || info.Schema < 1 {
		t.Errorf("%+v", info)
	}
}

func testVerify(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		if _, err := d.addEntry(tx, d.matter, "2026-05-01"); err != nil {
			return err
		}
		_, err := tx.NextNumber("x")
		return err
	})
	var told []string
	checks, err := d.s.Verify(context.Background(), func(name string) { told = append(told, name) })
	if err != nil || len(checks) == 0 || len(told) != len(checks) {
		t.Fatalf("%d checks, %d told, %v", len(checks), len(told), err)
	}
	for _, c := range checks {
		if !c.OK || c.Detail == "" {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}
