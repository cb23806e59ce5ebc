package sqlite

import (
	"context"
	"maps"
	"os"
	"slices"
	"time"

	"matterbook/app"
	"matterbook/app/fault"
)

// Book describes the file.
func (s *Store) Book(ctx context.Context) (app.BookInfo, error) {
	info := app.BookInfo{Path: s.path}
	if file, err := os.Stat(s.path); err == nil {
		info.Bytes = file.Size()
	}
	err := s.read(ctx, func(q *query) error {
		version, err := q.number("PRAGMA user_version")
		if err != nil {
			return err
		}
		info.Schema = int(version)
		if _, info.Head, err = q.head(); err != nil {
			return err
		}
		last, err := q.number("SELECT at_ms FROM stamp WHERE name = 'backup'")
		if err != nil {
			return err
		}
		if last != 0 {
			info.LastBackup = time.UnixMilli(last).UTC()
		}
		for _, name := range slices.Sorted(maps.Keys(tables)) {
			n, err := q.number("SELECT count(*) FROM " + name)
			if err != nil {
				return err
			}
			info.Counts = append(info.Counts, app.Count{Noun: name, N: n})
		}
		n, err := q.number("SELECT count(*) FROM audit")
		info.Counts = append(info.Counts, app.Count{Noun: "audit", N: n})
		return err
	})
	return info, err
}

// stamp notes when the program last did something to the book as a whole. It is
// outside the log: a note of the program, not business. A book opened for
// reading only has no note.
func (s *Store) stamp(ctx context.Context, name string) error {
	if s.opts.ReadOnly {
		return nil
	}
	release, err := s.enter(ctx, "stamp")
	if err != nil {
		return err
	}
	defer release()
	if err := s.sameFile(); err != nil {
		return err
	}
	w, err := s.writer(ctx)
	if err != nil {
		return err
	}
	err = w.exec(ctx, `INSERT INTO stamp (name, at_ms) VALUES ($1, $2)
	                   ON CONFLICT (name) DO UPDATE SET at_ms = excluded.at_ms`, name, s.opts.Clock.Now().UnixMilli())
	return s.busy(fault.Wrap(translate(err, "noting the backup"), "noting the backup"))
}
