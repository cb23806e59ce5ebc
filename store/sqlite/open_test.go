package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var (
	ctx     = context.Background()
	testAct = app.Act{Name: "test.act", User: "ann", At: time.Date(2026, 6, 18, 12, 0, 0, 0, time.UTC)}
)

// addClient is the smallest act that leaves a row and a line.
func addClient(s *Store, code string) error {
	return s.Update(ctx, testAct, func(tx app.Tx) error {
		return tx.AddClient(&firm.Client{Code: code, Name: "Client " + code, Currency: "USD", TermsDays: -1})
	})
}

func hasClient(t testing.TB, s *Store, code string) bool {
	t.Helper()
	err := s.View(ctx, func(q app.Query) error { _, err := q.ClientByCode(code); return err })
	if err != nil && fault.Of(err) != fault.Missing {
		t.Fatal(explain(err))
	}
	return err == nil
}

// bookAt makes a closed book with one client.
func bookAt(t testing.TB, path string) string {
	t.Helper()
	s, err := Create(ctx, path, Options{})
	if err == nil {
		err = errors.Join(addClient(s, "100"), s.Close())
	}
	if err != nil {
		t.Fatal(explain(err))
	}
	return path
}

// raw runs statements on a file as another tool could.
func raw(t testing.TB, path string, statements ...string) {
	t.Helper()
	c, err := dial(ctx, fileURI(path))
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, s := range statements {
		if err := c.exec(ctx, s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func write(t testing.TB, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every file that is no book is refused by name, reason and remedy, and not
// changed by one byte.
func TestOpenRefusesWhatIsNoBook(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	foreign := at("foreign.db")
	raw(t, foreign, "CREATE TABLE note (x)")
	newer := bookAt(t, at("newer.mbook"))
	raw(t, newer, "PRAGMA user_version = 99")
	good, err := os.ReadFile(bookAt(t, at("good.mbook")))
	if err != nil {
		t.Fatal(err)
	}
	damaged := write(t, at("damaged.mbook"), "SQLite format 3\x00"+strings.Repeat("\xff", 5000))
	cut := write(t, at("cut.mbook"), string(good[:len(good)/2]))
	for name, c := range map[string]struct {
		path string
		code string
		says []string
	}{
		"missing":        {at("nothing.mbook"), "book.missing", []string{"nothing.mbook", "make a new book"}},
		"missing folder": {at("no/folder/x.mbook"), "book.missing", nil},
		"folder":         {dir, "book.folder", []string{"folder"}},
		"zero bytes":     {write(t, at("zero.mbook"), ""), "book.empty", []string{"empty", "backup"}},
		"text":           {write(t, at("text.mbook"), strings.Repeat("Dear Sir, ", 500)), "book.foreign", []string{"not a Matterbook book"}},
		"short":          {write(t, at("short.mbook"), "SQL"), "book.foreign", nil},
		"foreign sqlite": {foreign, "book.foreign", []string{"foreign.db", "another program"}},
		"newer":          {newer, "book.newer", []string{"version 99", fmt.Sprintf("knows %d", schemaVersion), "newest version"}},
		"damaged head":   {damaged, "book.foreign", nil},
	} {
		for _, readOnly := range []bool{false, true} {
			before, _ := os.ReadFile(c.path)
			s, err := Open(ctx, c.path, Options{ReadOnly: readOnly})
			if err == nil {
				_ = s.Close()
			}
			if fault.Code(err) != c.code || fault.Of(err) == fault.Internal {
				t.Errorf("%s: got %v (%s), want %s", name, explain(err), fault.Code(err), c.code)
				continue
			}
			for _, word := range c.says {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%s: %q does not say %q", name, err, word)
				}
			}
			after, _ := os.ReadFile(c.path)
			if !bytes.Equal(before, after) {
				t.Errorf("%s: the file was changed", name)
			}
		}
	}
	// A file that was cut is damaged; it is noticed at opening or by verify.
	s, err := Open(ctx, cut, Options{ReadOnly: true})
	if err == nil {
		defer s.Close()
		checks, verr := s.Verify(ctx, nil)
		if verr != nil {
			t.Fatal(explain(verr))
		}
		if checks[0].OK {
			t.Error("a file cut in half passed the engine's check")
		}
	}
}

func TestCreate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder %20?#é")
	path := filepath.Join(dir, "a?b#c%20 é.mbook")
	s, err := Create(ctx, path, Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	if err := addClient(s, "100"); err != nil {
		t.Fatal(explain(err))
	}
	if _, err := Create(ctx, path, Options{}); fault.Code(err) != "book.exists" {
		t.Errorf("a second Create: %v", err)
	}
	if !hasClient(t, s, "100") {
		t.Error("the book was overwritten")
	}
	if runtime.GOOS != "windows" {
		for name, want := range map[string]os.FileMode{dir: 0o700, path: 0o600, path + "-journal": 0o600} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v, want %v", name, info.Mode().Perm(), err, want)
			}
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	names, _ := os.ReadDir(dir)
	if len(names) != 1 {
		t.Errorf("at rest the book is one file, there are %v", names)
	}
	for _, f := range []func() error{
		func() error { return addClient(s, "200") },
		func() error { return s.View(ctx, func(app.Query) error { return nil }) },
		func() error { _, err := s.DataVersion(ctx); return err },
		func() error { _, err := s.Verify(ctx, nil); return err },
		func() error { return s.Backup(ctx, filepath.Join(dir, "b")) },
	} {
		if err := f(); fault.Code(err) != "book.closed" {
			t.Errorf("after Close: %v", err)
		}
	}
	if _, err := Create(ctx, filepath.Join(path, "x"), Options{}); fault.Code(err) != "book.folder" {
		t.Errorf("a book inside a file: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	path := bookAt(t, filepath.Join(t.TempDir(), "b.mbook"))
	before, _ := os.ReadFile(path)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, path, Options{}); fault.Code(err) != "book.read_only" {
		t.Errorf("a file that must not be written was opened for writing: %v", err)
	}
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer s.Close()
	if !hasClient(t, s, "100") {
		t.Error("it cannot be read")
	}
	if err := addClient(s, "200"); fault.Code(err) != "book.read_only" || fault.Of(err) != fault.Refused {
		t.Errorf("writing: %v", err)
	}
	if checks, err := s.Verify(ctx, nil); err != nil || len(checks) == 0 {
		t.Errorf("verify: %v", explain(err))
	}
	copied := filepath.Join(t.TempDir(), "copy.mbook")
	if err := s.Backup(ctx, copied); err != nil {
		t.Errorf("backup: %v", explain(err))
	}
	after, _ := os.ReadFile(path)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

// A reader that must not write cannot, whatever the statement says.
func TestReadersCannotWrite(t *testing.T) {
	s := newStore(t)
	err := s.read(ctx, func(q *query) error {
		return q.each(func(scanner) error { return nil }, "INSERT INTO stamp VALUES ('x', 1) RETURNING name")
	})
	if fault.Code(err) != "book.read_only" {
		t.Errorf("got %v", explain(err))
	}
}

// The settings hold on every connection.
func TestSettings(t *testing.T) {
	s := newStore(t)
	w, err := s.writer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"foreign_keys": "1", "recursive_triggers": "1", "trusted_schema": "0", "cell_size_check": "1", "secure_delete": "1",
		"temp_store": "2", "busy_timeout": "5000"}
	look := func(c *conn, name string) string {
		q := &query{ctx: ctx, c: c}
		v, _, err := maybe(q, func(row scanner) (v string, err error) { err = row.Scan(&v); return v, err }, "PRAGMA "+name)
		if err != nil {
			t.Fatal(explain(err))
		}
		return v
	}
	for name, v := range want {
		if got := look(w, name); got != v {
			t.Errorf("writer: %s is %s, want %s", name, got, v)
		}
		if err := s.read(ctx, func(q *query) error {
			if got := look(q.c, name); got != v {
				t.Errorf("reader: %s is %s, want %s", name, got, v)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if j, sync := look(w, "journal_mode"), look(w, "synchronous"); j != "truncate" || sync != "3" {
		t.Errorf("journal %s, synchronous %s: want truncate and 3 (EXTRA)", j, sync)
	}
	// No double-quoted texts, and no writing to the engine's own tables.
	if err := w.exec(ctx, `SELECT "no such column"`); err == nil {
		t.Error("a name in double quotes was taken for a text")
	}
	_ = w.exec(ctx, "PRAGMA writable_schema = 1")
	if err := w.exec(ctx, "UPDATE sqlite_schema SET sql = sql"); err == nil {
		t.Error("the schema could be written by hand")
	}
}

// The file is replaced, moved or deleted while it is open: the next save says so
// and does nothing.
func TestMovedUnderneath(t *testing.T) {
	for name, swap := range map[string]func(path string) error{
		"deleted": os.Remove,
		"moved":   func(p string) error { return os.Rename(p, p+".away") },
		"replaced": func(p string) error {
			data, err := os.ReadFile(p)
			return errors.Join(err, os.WriteFile(p+".new", data, 0o600), os.Rename(p+".new", p))
		},
	} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" {
				t.Skip("an open file cannot be moved there")
			}
			s := newStore(t)
			if err := addClient(s, "100"); err != nil {
				t.Fatal(err)
			}
			if err := swap(s.path); err != nil {
				t.Fatal(err)
			}
			err := addClient(s, "200")
			if fault.Code(err) != "book.moved" || !strings.Contains(err.Error(), s.path) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A second program holds the book: an answer comes after the wait, and says what
// to do; when it lets go, work goes on.
func TestHeldByAnother(t *testing.T) {
	path := bookAt(t, filepath.Join(t.TempDir(), "b.mbook"))
	s, err := Open(ctx, path, Options{Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other, err := dial(ctx, dsn(path, writing, time.Second))
	if err != nil {
		t.Fatal(err)
	}
	defer other.close()
	if err := other.exec(ctx, "BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	busy := func(what string, err error) {
		t.Helper()
		if fault.Of(err) != fault.Conflict || fault.Code(err) != "book.busy" || !strings.Contains(err.Error(), "try again") {
			t.Errorf("%s: %v", what, explain(err))
		}
	}
	busy("save", addClient(s, "200"))
	busy("read", s.View(ctx, func(q app.Query) error { _, err := q.Clients(app.ClientFilter{}); return err }))
	_, err = Open(ctx, path, Options{Wait: 50 * time.Millisecond})
	busy("open", err)
	if err := other.exec(ctx, "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	// A reader keeps the commit from finishing: nothing is kept, and it is said.
	if err := other.exec(ctx, "BEGIN; SELECT count(*) FROM client"); err != nil {
		t.Fatal(err)
	}
	busy("commit", addClient(s, "300"))
	if err := other.exec(ctx, "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if hasClient(t, s, "300") {
		t.Error("what was reported as not saved is there")
	}
	if err := addClient(s, "300"); err != nil {
		t.Errorf("after it let go: %v", explain(err))
	}
}

// Two handles on one file: each sees what the other saved, and hears of it.
func TestTwoHandles(t *testing.T) {
	a := newStore(t)
	b, err := Open(ctx, a.path, Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer b.Close()
	before, err := b.DataVersion(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := b.DataVersion(ctx); again != before {
		t.Error("the number changed though nothing was saved")
	}
	done := make(chan error, 2)
	for i, s := range []*Store{a, b} {
		go func() {
			for n := range 25 {
				if err := addClient(s, fmt.Sprintf("%d%02d", i, n)); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(explain(err))
		}
	}
	if after, _ := b.DataVersion(ctx); after == before {
		t.Error("the number did not change")
	}
	info, err := a.Book(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range info.Counts {
		if (c.Noun == "client" || c.Noun == "audit") && c.N != 50 {
			t.Errorf("%d rows of %s, want 50", c.N, c.Noun)
		}
	}
	allOK(t, a)
}

// allOK verifies the book.
func allOK(t testing.TB, s *Store) {
	t.Helper()
	checks, err := s.Verify(ctx, nil)
	if err != nil {
		t.Fatal(explain(err))
	}
	for _, c := range checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}
