package sqlite

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// diskError is an error of the machine as the driver reports it.
type diskError int

func (e diskError) Error() string { return fmt.Sprintf("disk I/O error (%d)", int(e)) }
func (e diskError) Code() int     { return int(e) }

// An error of COMMIT means "unknown": the file is asked, and the truth is told.
func TestCommitError(t *testing.T) {
	const syncFailed = 1034 // SQLITE_IOERR_FSYNC
	t.Run("it was saved", func(t *testing.T) {
		s := newStore(t)
		s.commit = func(ctx context.Context, w *conn) error { return errors.Join(commitNow(ctx, w), diskError(syncFailed)) }
		if err := addClient(s, "100"); err != nil {
			t.Errorf("the act is in the book, yet the answer is %v", explain(err))
		}
		s.commit = commitNow
		if !hasClient(t, s, "100") {
			t.Error("it is not there")
		}
		if err := addClient(s, "200"); err != nil {
			t.Errorf("the next act: %v", explain(err))
		}
		allOK(t, s)
	})
	t.Run("it was not saved", func(t *testing.T) {
		s := newStore(t)
		for _, code := range []int{syncFailed, codeFull, codeIOWrite} {
			s.commit = func(ctx context.Context, w *conn) error { return diskError(code) }
			err := addClient(s, "100")
			if want := map[int]string{syncFailed: "disk.failed", codeFull: "disk.full", codeIOWrite: "disk.full"}[code]; fault.Code(err) != want {
				t.Errorf("code %d: %v", code, err)
			}
			s.commit = commitNow
			if hasClient(t, s, "100") {
				t.Error("what was reported as lost is there")
			}
		}
		if err := addClient(s, "100"); err != nil {
			t.Errorf("doing it again: %v", explain(err))
		}
		allOK(t, s)
	})
	t.Run("the engine gave up", func(t *testing.T) {
		// The connection lost its transaction: another act with the same number
		// in the log must not be taken for ours.
		s := newStore(t)
		s.commit = func(ctx context.Context, w *conn) error {
			if err := w.exec(ctx, "ROLLBACK"); err != nil {
				return err
			}
			s.commit = commitNow
			other, err := Open(ctx, s.path, Options{})
			if err != nil {
				return err
			}
			return errors.Join(addClient(other, "200"), other.Close(), diskError(syncFailed))
		}
		if err := addClient(s, "100"); fault.Code(err) != "disk.failed" {
			t.Errorf("got %v", explain(err))
		}
		if hasClient(t, s, "100") || !hasClient(t, s, "200") {
			t.Error("the wrong act is in the book")
		}
	})
	t.Run("a key that does not exist is refused, not unknown", func(t *testing.T) {
		s := newStore(t)
		err := s.Update(ctx, testAct, func(tx app.Tx) error {
			w := tx.(interface{ bare() *conn }).bare()
			return w.exec(ctx, "PRAGMA defer_foreign_keys = 1; INSERT INTO preference VALUES (99, 'k', 'v')")
		})
		if fault.Code(err) != "reference" {
			t.Errorf("got %v", explain(err))
		}
		allOK(t, s)
	})
}

func (t *tx) bare() *conn { return t.c }

// A full disk: the statement fails, what was saved stays, and work goes on once
// there is room. (The engine's own limit on pages gives the same error.)
func TestDiskFull(t *testing.T) {
	s := newStore(t)
	if err := addClient(s, "100"); err != nil {
		t.Fatal(err)
	}
	w, err := s.writer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	q := &query{ctx: ctx, c: w}
	pages, err := q.number("PRAGMA page_count")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.exec(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	big := func() error {
		return s.Update(ctx, testAct, func(tx app.Tx) error {
			for i := range 2000 {
				if err := tx.SetPreference(0, fmt.Sprint(i), string(make([]byte, 1000))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := w.exec(ctx, "PRAGMA foreign_keys = 0"); err != nil {
		t.Fatal(err)
	}
	if err := big(); fault.Code(err) != "disk.full" {
		t.Errorf("got %v", explain(err))
	}
	if err := w.exec(ctx, "PRAGMA max_page_count = 1000000; PRAGMA foreign_keys = 1"); err != nil {
		t.Fatal(err)
	}
	if err := addClient(s, "200"); err != nil {
		t.Errorf("with room again: %v", explain(err))
	}
	if !hasClient(t, s, "100") {
		t.Error("something saved was lost")
	}
	allOK(t, s)
}

// A row of a table goes through the codec or not at all: wrong use is a fault of
// the program that changes nothing.
func TestCodecRefusesWrongUse(t *testing.T) {
	s := newStore(t)
	for name, use := range map[string]func(t *tx) error{
		"too few values":     func(t *tx) error { _, err := t.insert(codeTable, 0, []any{"a"}); return err },
		"a float":            func(t *tx) error { _, err := t.insert(codeTable, 0, []any{"a", "b", "c", 1.5}); return err },
		"a version too many": func(t *tx) error { v := int64(1); return t.update(codeTable, 1, &v, []any{"a", "b", "c", "d"}) },
		"a version too few":  func(t *tx) error { return t.update(clientTable, 1, nil, clientValues(new(firm.Client))) },
	} {
		err := s.Update(ctx, testAct, func(x app.Tx) error { return use(x.(*tx)) })
		if fault.Of(err) != fault.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	if info, _ := s.Book(ctx); info.Head != "" {
		t.Error("something was kept")
	}
}
