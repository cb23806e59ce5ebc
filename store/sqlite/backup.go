package sqlite

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"matterbook/app/fault"
)

// Backup writes a checked copy of the book to a file that does not exist. The
// copy is made under another name, read back and compared, and only then given
// its name; a copy that fails a check is removed.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.refuseNested("Backup"); err != nil {
		return err
	}
	if s.closed.Load() {
		return errClosed()
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return fault.Wrap(err, "finding %s", path)
	}
	if err := s.copyTo(ctx, path); err != nil {
		return err
	}
	return s.stamp(ctx, "backup")
}

// copyTo makes the copy.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return exists(path)
	}
	before, err := s.facts(ctx)
	if err != nil {
		return err
	}
	// An empty file of our own first: the engine would make one that all may read.
	f, err := os.CreateTemp(filepath.Dir(path), ".matterbook-backup-*")
	if err != nil {
		return fault.New(fault.Invalid, "backup.folder", "A backup cannot be written to %s: %v.", filepath.Dir(path), reason(err)).
			Advise("Choose a folder that exists and that you may write to.").Because(err)
	}
	part := f.Name()
	defer func() {
		if err != nil {
			_ = os.Remove(part) // what is left of a failed copy
			_ = os.Remove(part + "-journal")
		}
	}()
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fault.Wrap(err, "making %s", part)
	}
	if err := s.vacuumInto(ctx, part); err != nil {
		return err
	}
	if err := s.compare(ctx, before, part); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return translateDisk(err)
	}
	// A link never overwrites; where links do not exist, look and rename.
	if err := os.Link(part, path); err == nil {
		_ = os.Remove(part)
	} else if errors.Is(err, fs.ErrExist) {
		return exists(path)
	} else {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return exists(path)
		}
		if err := os.Rename(part, path); err != nil {
			return translateDisk(err)
		}
	}
	return syncFolder(filepath.Dir(path))
}

func exists(path string) error {
	return fault.New(fault.Conflict, "backup.exists", "There is a file %s already; a backup never overwrites.", path).
		Advise("Choose another name.").With("path", path)
}

func (s *Store) vacuumInto(ctx context.Context, part string) error {
	return s.apart(ctx, copying, func(c *conn) error {
		return translate(c.exec(ctx, "VACUUM INTO $1", part), "making the backup")
	})
}

// facts are what a copy is compared by.
type facts struct {
	seq    int64
	head   string
	counts []string // "table rows"
}

func (s *Store) facts(ctx context.Context) (f facts, err error) {
	err = s.read(ctx, func(q *query) error { f, err = q.facts(); return err })
	return f, err
}

func (q *query) facts() (f facts, err error) {
	if f.seq, f.head, err = q.head(); err != nil {
		return f, err
	}
	names, err := list(q, func(row scanner) (n string, err error) { err = row.Scan(&n); return n, err },
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL ORDER BY name")
	if err != nil {
		return f, err
	}
	for _, name := range names {
		if strings.HasPrefix(name, "entry_fts") {
			continue // the index of words; VACUUM may pack it anew
		}
		n, err := q.number(`SELECT count(*) FROM "` + name + `"`)
		if err != nil {
			return f, err
		}
		f.counts = append(f.counts, fmt.Sprintf("%s %d", name, n))
	}
	return f, nil
}

// head is the newest line of the log.
func (q *query) head() (seq int64, hash string, err error) {
	type head struct {
		seq  int64
		hash []byte
	}
	h, _, err := maybe(q, func(row scanner) (h head, err error) { err = row.Scan(&h.seq, &h.hash); return h, err },
		"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
	return h.seq, hex.EncodeToString(h.hash), err
}

// compare opens the copy and sees that it is whole and the same book: every row
// count, and the head of the log, which covers every business row.
func (s *Store) compare(ctx context.Context, before facts, part string) error {
	bad := func(format string, args ...any) error {
		return fault.New(fault.Internal, "backup.check", "The backup did not pass its check and was removed: %s.", fmt.Sprintf(format, args...)).
			Advise("Try again on another disk, and verify the book.")
	}
	copied, err := s.factsOfCopy(ctx, part)
	if err != nil {
		return bad("%v", err)
	}
	if copied.seq == before.seq && copied.head == before.head {
		if !slices.Equal(copied.counts, before.counts) {
			// Something outside the log (a preference) may have been saved between.
			now, err := s.facts(ctx)
			if err != nil {
				return err
			}
			if !slices.Equal(copied.counts, now.counts) {
				return bad("it has other row counts than the book")
			}
		}
		return nil
	}
	// Somebody saved while it was made: its head must be a line of the book.
	var kept string
	err = s.read(ctx, func(q *query) error {
		h, _, err := maybe(q, func(row scanner) (h []byte, err error) { err = row.Scan(&h); return h, err },
			"SELECT hash FROM audit WHERE seq = $1", copied.seq)
		kept = hex.EncodeToString(h)
		return err
	})
	if err != nil {
		return err
	}
	if copied.seq < before.seq || kept != copied.head {
		return bad("its log does not end where the book's does")
	}
	return nil
}

// factsOfCopy reads the copy back, after the engine has checked it.
func (s *Store) factsOfCopy(ctx context.Context, part string) (f facts, err error) {
	c, err := dial(ctx, dsn(part, reading, s.opts.Wait))
	if err != nil {
		return f, err
	}
	defer c.close()
	q := &query{ctx: ctx, c: c}
	found, err := list(q, func(row scanner) (m string, err error) { err = row.Scan(&m); return m, err }, "PRAGMA quick_check(3)")
	if err != nil {
		return f, err
	}
	if len(found) != 1 || found[0] != "ok" {
		return f, errors.New(strings.Join(found, "; "))
	}
	return q.facts()
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes the new name last. Windows cannot open folders and keeps
// names by itself.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return nil
	}
	_ = d.Sync() // some file systems refuse to sync a folder
	return d.Close()
}

func translateDisk(err error) error {
	return fault.New(fault.Internal, "disk.failed", "The disk reported an error: %v.", reason(err)).
		Advise("Look whether the disk is connected and has room.").Because(err)
}
