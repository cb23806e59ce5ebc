package sqlite

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// schema.sql is the documentation of what the migrations make: the two are the same.
func TestSchemaIsWhatTheMigrationsMake(t *testing.T) {
	s := newStore(t)
	known, err := knownSchema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = s.read(ctx, func(q *query) error {
		made, err := q.schemaObjects()
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(made)) {
			if known[name] != made[name] {
				t.Errorf("%s:\nmigrated %s\nschema   %s", name, made[name], known[name])
			}
		}
		for name := range known {
			if _, ok := made[name]; !ok {
				t.Errorf("%s is in schema.sql and no migration makes it", name)
			}
		}
		version, err := q.number("PRAGMA user_version")
		if err != nil {
			return err
		}
		last, err := q.number("SELECT max(version_id) FROM goose_db_version")
		if version != schemaVersion || last != schemaVersion {
			t.Errorf("user_version %d, last migration %d, the program knows %d", version, last, schemaVersion)
		}
		id, _ := q.number("PRAGMA application_id")
		if id != applicationID {
			t.Errorf("application_id %x", id)
		}
		return err
	})
	if err != nil {
		t.Fatal(explain(err))
	}
}

// Each table is strict, and each table of business goes through the codec with
// all its columns: else a column would have no seal.
func TestEveryTableIsKnown(t *testing.T) {
	outside := map[string]string{
		"preference": "a window's memory", "draft_form": "unsaved typing", "request": "keys of answers", "stamp": "notes of the program",
		"audit": "the log", "audit_change": "the log", "goose_db_version": "migrations",
	}
	s := newStore(t)
	err := s.read(ctx, func(q *query) error {
		type row struct {
			name   string
			strict int64
		}
		rows, err := list(q, func(r scanner) (t row, err error) { err = r.Scan(&t.name, &t.strict); return t, err },
			"SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for _, r := range rows {
			seen[r.name] = true
			if r.strict != 1 && r.name != "goose_db_version" {
				t.Errorf("%s is not STRICT", r.name)
			}
			tbl, ok := tables[r.name]
			if !ok {
				if outside[r.name] == "" {
					t.Errorf("%s is written by nobody", r.name)
				}
				continue
			}
			columns, err := list(q, func(r scanner) (n string, err error) { err = r.Scan(&n); return n, err },
				"SELECT name FROM pragma_table_info($1)", r.name)
			if err != nil {
				return err
			}
			want := append([]string{tbl.key}, tbl.all()...)
			slices.Sort(columns)
			slices.Sort(want)
			if !slices.Equal(columns, want) {
				t.Errorf("%s has the columns\n%v, the codec writes\n%v", r.name, columns, want)
			}
		}
		for name := range tables {
			if !seen[name] {
				t.Errorf("the codec knows a table %s that is not there", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(explain(err))
	}
}

// next are the migrations of a program one version on.
func next(t *testing.T, step string) fs.FS {
	t.Helper()
	files := fstest.MapFS{fmt.Sprintf("migrations/%05d_next.sql", schemaVersion+1): {Data: []byte("-- +goose Up\n" + step)}}
	known, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range known {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

func TestMigrationKeepsACopy(t *testing.T) {
	dir := t.TempDir()
	path := bookAt(t, filepath.Join(dir, "firm.mbook"))
	before, _ := os.ReadFile(path)
	migrate := func(step string) (*Store, error) {
		s := &Store{}
		opened, err := Open(ctx, path, Options{Clock: &cal.Fixed{T: time.Date(2026, 6, 18, 9, 30, 0, 0, time.UTC)}})
		if err != nil {
			t.Fatal(err)
		}
		s = opened
		t.Cleanup(func() { _ = s.Close() })
		return s, s.migrateWith(ctx, false, next(t, step), schemaVersion+1)
	}

	// One that fails half way leaves the book as it was, to the byte.
	step := fmt.Sprintf("CREATE TABLE extra (x INTEGER) STRICT;\nPRAGMA user_version = %d;\n", schemaVersion+1)
	name := fmt.Sprintf("firm-before-v%d-20260618-093000", schemaVersion+1)
	_, err := migrate(step + "INSERT INTO nowhere VALUES (1);\n")
	if fault.Code(err) != "book.migration" || !strings.Contains(err.Error(), name+".mbook") {
		t.Errorf("got %v", explain(err))
	}
	after, _ := os.ReadFile(path)
	if !bytes.Equal(before[100:], after[100:]) { // the head counts openings
		t.Error("a migration that failed changed the book")
	}

	s, err := migrate(step)
	if err != nil {
		t.Fatal(explain(err))
	}
	copied := filepath.Join(dir, name+"-2.mbook") // the first name is taken
	if s.Migrated != (Migration{From: schemaVersion, To: schemaVersion + 1, Copy: copied}) {
		t.Errorf("%+v", s.Migrated)
	}
	old, err := Open(ctx, copied, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer old.Close()
	if !hasClient(t, old, "100") || !hasClient(t, s, "100") {
		t.Error("the client is not in both")
	}
	allOK(t, old)

	// This program, one version behind, refuses the new book.
	_ = s.Close()
	if _, err := Open(ctx, path, Options{}); fault.Code(err) != "book.newer" {
		t.Errorf("got %v", err)
	}
}

// A book made by the first version (every table of business has rows, all
// sealed in the log) comes to this version with its content and its seals: what
// the later versions added is nothing in the rows from before. The file was
// written by the program of schema version 1.
func TestABookOfTheFirstVersion(t *testing.T) {
	packed, err := os.Open("testdata/book_v1.mbook.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, filepath.Join(t.TempDir(), "first.mbook"), string(data))
	c, err := dial(ctx, fileURI(path))
	if err != nil {
		t.Fatal(err)
	}
	old := &query{ctx: ctx, c: c}
	tablesThen, err := list(old, func(r scanner) (n string, err error) { err = r.Scan(&n); return n, err },
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' AND name NOT LIKE 'entry_fts%'")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int64{}
	for _, name := range tablesThen {
		if counts[name], err = old.number("SELECT count(*) FROM " + name); err != nil {
			t.Fatal(err)
		}
	}
	if v, err := old.number("PRAGMA user_version"); err != nil || v != 1 || counts["audit"] == 0 || counts["trust_txn"] == 0 || counts["payment"] == 0 {
		t.Fatalf("the file is of version %d with %v: %v", v, counts, err)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}

	s, err := Open(ctx, path, Options{Clock: &cal.Fixed{T: time.Date(2026, 6, 18, 9, 30, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer s.Close()
	if s.Migrated.From != 1 || s.Migrated.To != schemaVersion {
		t.Errorf("migrated %+v", s.Migrated)
	}
	allOK(t, s)
	err = s.read(ctx, func(q *query) error {
		for name, want := range counts {
			if got, err := q.number("SELECT count(*) FROM " + name); err != nil || got != want {
				t.Errorf("%s has %d rows, had %d: %v", name, got, want, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(explain(err))
	}
	// It is worked on: rows from before are changed and sealed anew.
	err = s.Update(ctx, testAct, func(tx app.Tx) error {
		m, err := tx.Matter(1)
		if err != nil {
			return err
		}
		m.Budget = 100_000
		n, err := tx.NextNumber("invoice 2026")
		if err == nil && n != 2 {
			t.Errorf("the next invoice would be %d", n)
		}
		return errors.Join(err, tx.SetMatter(&m), tx.AddNote(&firm.Note{MatterID: 1, UserID: 1, Kind: firm.PlainNote, On: cal.MustParse("2026-06-18"), Text: "From the new program"}))
	})
	if err != nil {
		t.Fatal(explain(err))
	}
	checks, err := s.Verify(ctx, nil)
	if err != nil {
		t.Fatal(explain(err))
	}
	for _, c := range checks {
		if !c.OK && c.Name != "invoice numbers" { // the number drawn above has no invoice
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}
