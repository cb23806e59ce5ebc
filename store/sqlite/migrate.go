package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"

	"matterbook/app/fault"
)

// schemaVersion is the number of the newest migration, also kept in the head of
// the file (user_version).
const schemaVersion = 7

//go:embed migrations/*.sql
var migrationFiles embed.FS

//go:embed schema.sql
var schemaText string

// Migration says what opening a book did to its schema.
type Migration struct {
	From, To int
	Copy     string // the book as it was before
}

// migrate brings the schema up to date, each step in one transaction, after a
// copy of an existing book was made beside it.
func (s *Store) migrate(ctx context.Context, fresh bool) error {
	return s.migrateWith(ctx, fresh, migrationFiles, schemaVersion)
}

func (s *Store) migrateWith(ctx context.Context, fresh bool, files fs.FS, target int) error {
	version := 0
	if !fresh {
		w, err := s.writer(ctx)
		if err != nil {
			return err
		}
		q := &query{ctx: ctx, c: w}
		v, err := q.number("PRAGMA user_version")
		if err != nil {
			return s.busy(err)
		}
		if version = int(v); version >= target {
			return s.known(version)
		}
		s.Migrated = Migration{From: version, To: target}
		if s.Migrated.Copy, err = s.copyBefore(ctx, target); err != nil {
			return err
		}
	}
	s.dropWriter() // goose opens its own
	setProcess()
	db, err := sql.Open("sqlite", dsn(s.path, writing, s.opts.Wait))
	if err != nil {
		return fault.Wrap(err, "opening %s", s.path)
	}
	db.SetMaxOpenConns(1)
	defer db.Close()
	steps, err := fs.Sub(files, "migrations")
	if err != nil {
		return fault.Wrap(err, "finding the migrations")
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps, goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return s.failedMigration(err, version, target)
	}
	if _, err := provider.Up(ctx); err != nil {
		return s.failedMigration(err, version, target)
	}
	return nil
}

func (s *Store) failedMigration(err error, from, to int) error {
	// A step that names a table that is not there is a fault of the step, not of
	// the book.
	if t := translate(err, "opening the book"); fault.Of(t) != fault.Internal && !missesTable(err) {
		return s.busy(t)
	}
	e := fault.New(fault.Internal, "book.migration", "The book %s could not be brought from schema version %d to %d; it is as it was.", s.path, from, to).Because(err)
	if s.Migrated.Copy != "" {
		e.Advise("A copy from before is %s. Please report this with the log.", s.Migrated.Copy)
	}
	return e
}

// copyBefore keeps the book as it is now under a dated name beside it.
func (s *Store) copyBefore(ctx context.Context, target int) (string, error) {
	ext := filepath.Ext(s.path)
	base := fmt.Sprintf("%s-before-v%d-%s", strings.TrimSuffix(s.path, ext), target, s.opts.Clock.Now().Format("20060102-150405"))
	for n := range 100 {
		name := base + ext
		if n > 0 {
			name = fmt.Sprintf("%s-%d%s", base, n+1, ext)
		}
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name, s.copyTo(ctx, name)
		}
	}
	return "", fault.New(fault.Conflict, "book.copies", "There are too many copies named %s beside the book.", filepath.Base(base)).
		Advise("Move some of them away.")
}
