package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// Options say how a book is opened; the zero value opens it for writing.
type Options struct {
	// ReadOnly opens without the means to write, and without migrating.
	ReadOnly bool
	// Clock dates the copies made before a migration; nil is the machine's.
	Clock cal.Clock
	// Wait is how long to wait for another program; 0 is five seconds.
	Wait time.Duration
}

// Store is one open book. It is safe for use by many goroutines: writes queue,
// up to four reads run side by side.
type Store struct {
	path string
	opts Options
	file os.FileInfo // the file that was opened: its device and number

	// Migrated says which versions the schema was brought from and to, and where
	// the copy from before is; zero when it was current.
	Migrated Migration

	turn   chan struct{} // who may write
	author atomic.Uint64 // goroutine inside Update
	views  sync.Map      // goroutines inside View
	mu     sync.Mutex    // guards write
	write  *conn
	pool   chan *conn // readers; nil is one not yet opened
	watch  chan *conn // the one that watches for changes
	closed atomic.Bool
	done   chan struct{} // closed by Close: nobody waits any more

	commit func(context.Context, *conn) error // a test makes it fail
}

// Create makes a new, empty book, owner-only, in a folder that it makes when
// need be. A file that exists already is refused.
func Create(ctx context.Context, path string, opts Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fault.Wrap(err, "finding %s", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "book.folder", "The folder %s cannot be made: %v.", filepath.Dir(path), reason(err)).
			Advise("Choose a folder you may write to.").Because(err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, fault.New(fault.Conflict, "book.exists", "There is a file %s already.", path).
			Advise("Open it, or choose another name; nothing was overwritten.").With("path", path)
	case err != nil:
		return nil, fault.New(fault.Invalid, "book.cannot_create", "The book %s cannot be made: %v.", path, reason(err)).
			Advise("Choose a folder you may write to.").Because(err)
	}
	if err := f.Close(); err != nil {
		return nil, fault.Wrap(err, "making %s", path)
	}
	opts.ReadOnly = false
	s, err := open(ctx, path, opts, true)
	if err != nil {
		return nil, errors.Join(err, removeNew(path))
	}
	return s, nil
}

// removeNew takes away what Create began and could not finish.
func removeNew(path string) error {
	_ = os.Remove(path + "-journal") // it may not exist
	return os.Remove(path)
}

// Open opens a book. What is not a book, is newer than the program, cannot be
// written or is held by another program is refused, naming the reason and the
// remedy. An older book is copied and then migrated, unless it is opened for
// reading only.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fault.Wrap(err, "finding %s", path)
	}
	// The file itself, not a link to it: the journal stands beside the file.
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "book.missing", "There is no book %s.", path).
			Advise("Check the name, or make a new book.").With("path", path)
	case err != nil:
		return nil, fault.New(fault.Invalid, "book.cannot_open", "The book %s cannot be opened: %v.", path, reason(err)).Because(err)
	case info.IsDir():
		return nil, fault.New(fault.Invalid, "book.folder", "%s is a folder, not a book.", path).
			Advise("Choose the book's file in it.")
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.Invalid, "book.foreign", "%s is not a file.", path).Advise("Choose a book's file.")
	case info.Size() == 0:
		return nil, fault.New(fault.Invalid, "book.empty", "The file %s is empty: it is not a book, or its content was lost.", path).
			Advise("Restore the newest backup, or make a new book under another name.")
	}
	if !opts.ReadOnly {
		if err := writable(path); err != nil {
			return nil, err
		}
	}
	return open(ctx, path, opts, false)
}

// writable says why a book cannot be written before anything is tried.
func writable(path string) error {
	refuse := func(what string, err error) error {
		return fault.Refuse("book.read_only", "The %s of the book %s does not allow writing.", what, path).
			Advise("Open it for reading only, or copy it to a folder you may write to.").Because(err)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o222 == 0 {
		return refuse("file", fs.ErrPermission)
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".matterbook-*")
	if err != nil {
		return refuse("folder", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

func open(ctx context.Context, path string, opts Options, fresh bool) (*Store, error) {
	if opts.Clock == nil {
		opts.Clock = cal.System{}
	}
	if opts.Wait == 0 {
		opts.Wait = busyWait
	}
	s := &Store{path: path, opts: opts, turn: make(chan struct{}, 1), pool: make(chan *conn, readers), watch: make(chan *conn, 1), done: make(chan struct{}), commit: commitNow}
	for range readers {
		s.pool <- nil
	}
	s.watch <- nil
	if err := s.start(ctx, fresh); err != nil {
		return nil, errors.Join(s.named(err), s.Close())
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, fresh bool) error {
	if !fresh {
		err := s.inspect(ctx)
		if needsRecovery(err) && !s.opts.ReadOnly {
			if err = s.recover(ctx); err == nil {
				err = s.inspect(ctx)
			}
		}
		if err != nil {
			return err
		}
	}
	if !s.opts.ReadOnly {
		if err := s.migrate(ctx, fresh); err != nil {
			return err
		}
		w, err := s.writer(ctx)
		if err != nil {
			return err
		}
		// Takes the lock a save takes, so that a file that cannot be written
		// is noticed now and not at the first save.
		if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
			return s.busy(translate(err, "opening the book"))
		}
		s.rollback(w)
	}
	info, err := os.Stat(s.path)
	s.file = info
	return fault.Wrap(err, "looking at %s", s.path)
}

// inspect looks at the head of the file, through the engine and without the
// means to write: what is refused is not changed by one byte.
func (s *Store) inspect(ctx context.Context) error {
	c, err := dial(ctx, dsn(s.path, reading, s.opts.Wait))
	if err != nil {
		return s.busy(translate(strangeHead(err), "opening the book"))
	}
	defer c.close()
	q := &query{ctx: ctx, c: c}
	id, err := q.number("PRAGMA application_id")
	if err != nil {
		return s.busy(strangeHead(err))
	}
	if id != applicationID {
		return fault.New(fault.Invalid, "book.foreign", "%s is not a Matterbook book but another program's SQLite database.", s.path).
			Advise("Choose a book; this file was not touched.").With("path", s.path)
	}
	version, err := q.number("PRAGMA user_version")
	if err != nil {
		return err
	}
	return s.known(int(version))
}

// strangeHead knows the engine's plain error at the first look: the head asks
// for a format the engine does not have.
func strangeHead(err error) error {
	if primary(err) == codeError {
		return meanings[codeNotADB]("").Because(err)
	}
	return err
}

// named says of a file that cannot be read as a book which file it is.
func (s *Store) named(err error) error {
	var e *fault.Error
	switch {
	case !errors.As(err, &e):
	case e.Code == "book.foreign" && e.Facts["path"] == "":
		return fault.New(fault.Invalid, "book.foreign", "%s is not a Matterbook book: it is no SQLite database, or its head is damaged.", s.path).
			Advise("Choose a book, or restore the newest backup.").With("path", s.path).Because(err)
	case e.Code == "book.damaged" && e.Facts["path"] == "":
		return fault.New(e.Sort, e.Code, "The book %s is damaged: it could not be read while it was opened.", s.path).Advise("%s", e.Hint).With("path", s.path).Because(err)
	}
	return err
}

// needsRecovery says that a program was killed while it saved: its journal must
// be rolled back by one that may write.
func needsRecovery(err error) bool { return extended(err) == codeNeedsRecover }

// recover lets the engine roll the journal back: the first read of a writer does.
func (s *Store) recover(ctx context.Context) error {
	w, err := dial(ctx, dsn(s.path, writing, s.opts.Wait))
	if err != nil {
		return s.busy(translate(err, "opening the book"))
	}
	defer w.close()
	q := &query{ctx: ctx, c: w}
	_, err = q.number("SELECT count(*) FROM sqlite_schema")
	return s.busy(err)
}

// known refuses a book that is newer than the program, and one that is opened
// for reading only and older.
func (s *Store) known(version int) error {
	switch {
	case version < 1: // every book has one, from the act that made it
		return fault.New(fault.Invalid, "book.damaged", "The book %s is damaged: it says to be of schema version %d.", s.path, version).
			Advise("Restore the newest backup. The file was not touched.").With("path", s.path)
	case version > schemaVersion:
		return fault.Refuse("book.newer", "%s was made by a newer program: its schema is version %d, this program knows %d.", s.path, version, schemaVersion).
			Advise("Install the newest version of the program. The file was not touched.").
			With("file", fmt.Sprint(version)).With("program", fmt.Sprint(schemaVersion))
	case version < schemaVersion && s.opts.ReadOnly:
		return fault.Refuse("book.older", "%s is of schema version %d, this program reads %d.", s.path, version, schemaVersion).
			Advise("Open it for writing once; a copy is kept, then it is brought up to date.").
			With("file", fmt.Sprint(version)).With("program", fmt.Sprint(schemaVersion))
	}
	return nil
}

// writer is the one connection that writes, opened when need be.
func (s *Store) writer(ctx context.Context) (*conn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write == nil {
		w, err := dial(ctx, dsn(s.path, writing, s.opts.Wait))
		if err != nil {
			return nil, s.busy(translate(err, "opening the book"))
		}
		s.write = w
	}
	return s.write, nil
}

// dropWriter closes it; the next writer opens the file anew.
func (s *Store) dropWriter() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write != nil {
		_ = s.write.close() // it failed already
		s.write = nil
	}
}

func (s *Store) takeReader(ctx context.Context) (*conn, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	select {
	case c := <-s.pool:
		if c != nil {
			return c, nil
		}
		c, err := s.openReader(ctx)
		if err != nil {
			s.pool <- nil
		}
		return c, err
	case <-ctx.Done():
		return nil, translate(ctx.Err(), "reading")
	case <-s.done:
		return nil, errClosed()
	}
}

func (s *Store) openReader(ctx context.Context) (*conn, error) {
	c, err := dial(ctx, dsn(s.path, reading, s.opts.Wait))
	if err != nil {
		return nil, s.busy(translate(err, "reading"))
	}
	return c, nil
}

func (s *Store) giveReader(c *conn, broken bool) {
	if broken {
		_ = c.close() // its transaction ends with it
		c = nil
	}
	s.pool <- c
}

// apart runs fn on a connection of its own in the place of a reader.
func (s *Store) apart(ctx context.Context, a access, fn func(*conn) error) error {
	r, err := s.takeReader(ctx)
	if err != nil {
		return err
	}
	defer s.giveReader(r, false)
	c, err := dial(ctx, dsn(s.path, a, s.opts.Wait))
	if err != nil {
		return s.busy(translate(err, "reading"))
	}
	defer c.close()
	return s.busy(fn(c))
}

// quiet waits until no read of this program runs, and lets none begin until
// release: a commit needs the file alone, and so that neither starves the other
// they take turns here, where waiting is in order, and not at the engine's lock,
// where it is not. Reads that go on too long are left to that lock.
func (s *Store) quiet() (release func()) {
	var held []*conn
	late := time.After(patience)
wait:
	for range readers {
		select {
		case c := <-s.pool:
			held = append(held, c)
		case <-late:
			break wait
		}
	}
	return func() {
		for _, c := range held {
			s.pool <- c
		}
	}
}

// patience is how long a commit waits for reads of this program.
const patience = time.Minute

// sameFile stops a save when the file is no longer the one that was opened:
// replaced by a copy, moved or deleted. It looks by name only; the open file
// itself is never opened twice.
func (s *Store) sameFile() error {
	info, err := os.Stat(s.path)
	if err == nil && os.SameFile(info, s.file) {
		return nil
	}
	return movedFault(s.path).Because(err)
}

func movedFault(path string) *fault.Error {
	return fault.Refuse("book.moved", "The book %s was moved, deleted or replaced by another file while it was open, so nothing was saved.", path).
		Advise("Save a copy of the open book under another name, then open the file you want to work on.").With("path", path)
}

// busy names the book in the message of a lock that was not given.
func (s *Store) busy(err error) error {
	var e *fault.Error
	if errors.As(err, &e) && e.Code == "book.busy" {
		e.With("path", s.path)
	}
	return err
}

func errClosed() error {
	return fault.New(fault.Internal, "book.closed", "The book is closed.")
}

// reason is what the system said, without the path.
func reason(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// DataVersion is a number that changes whenever something was saved, by this
// program or another: a window asks for it now and then and looks again when it
// is not what it was.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var c *conn
	select {
	case c = <-s.watch:
	case <-s.done:
		return 0, errClosed()
	}
	defer func() { s.watch <- c }()
	if c == nil {
		fresh, err := s.openReader(ctx)
		if err != nil {
			return 0, err
		}
		c = fresh
	}
	q := &query{ctx: ctx, c: c}
	return q.number("PRAGMA data_version")
}

// Close releases the file after the running act and reads are done. The journal
// file beside the book is taken away: at rest the book is one file.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	close(s.done)
	s.turn <- struct{}{} // waits for the running act
	defer func() { <-s.turn }()
	var all []error
	for range readers {
		if c := <-s.pool; c != nil {
			all = append(all, c.close())
		}
	}
	if c := <-s.watch; c != nil {
		all = append(all, c.close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write != nil {
		ctx := context.Background()
		_ = s.write.exec(ctx, "PRAGMA busy_timeout(100)") // another program may be at work: then it keeps the journal
		_ = s.write.exec(ctx, "PRAGMA journal_mode(DELETE)")
		all = append(all, s.write.close())
		s.write = nil
	}
	return fault.Wrap(errors.Join(all...), "closing the book")
}
