package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"runtime"
	"runtime/debug"
	"strconv"

	"matterbook/app"
	"matterbook/app/fault"
)

// tx is one act. Every noun adds its writes to it; all of them go through
// insert, update and delete of table.go.
type tx struct {
	query
	stop context.Context // of the caller; statements themselves are not interrupted
	act  app.Act

	seq    int64  // of the line this act will leave
	head   []byte // hash of the line before it
	signed []byte // hash of the line, once written

	enc     encoder
	digest  hash.Hash
	count   int64
	last    string // table of the last change
	pending []change
	next    map[*table]int64
	search  searchWork
	repeat  bool // answered with a kept answer
}

var (
	_ app.Store = (*Store)(nil)
	_ app.Query = (*query)(nil)
	_ app.Tx    = (*tx)(nil)
)

// run executes a prepared statement.
func (t *tx) run(text string, args ...any) (sql.Result, error) {
	s, err := t.c.prepared(t.ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.ctx, args...)
}

// Concerning names what the act was done to.
func (t *tx) Concerning(object string) { t.act.Object = object }

// Answer gives back what a request was answered with before.
func (t *tx) Answer(requestID string) ([]byte, bool, error) {
	answer, found, err := maybe(&t.query, func(row scanner) (b []byte, err error) { err = row.Scan(&b); return b, err },
		"SELECT answer FROM request WHERE key = $1", requestID)
	t.repeat = t.repeat || found
	return answer, found, err
}

// KeepAnswer keeps the answer of a request.
func (t *tx) KeepAnswer(requestID string, answer []byte) error {
	if answer == nil {
		answer = []byte{}
	}
	_, err := t.run("INSERT INTO request (key, answer, created_ms) VALUES ($1, $2, $3)", requestID, answer, t.act.At.UnixMilli())
	return translate(err, "keeping the answer of a request")
}

var counterTable = register("counter", "counter", "series, last, before")

// Counted is the last number of a series, and how many of its numbers another
// program gave out before this book.
func (q *query) Counted(series string) (last, before int64, err error) {
	type counter struct{ last, before int64 }
	c, _, err := maybe(q, func(row scanner) (c counter, err error) { err = row.Scan(&c.last, asRef(&c.before)); return c, err },
		"SELECT last, before FROM counter WHERE series = $1", series)
	return c.last, c.before, err
}

// StartCounter begins a series that has not counted yet after the number.
func (t *tx) StartCounter(series string, before int64) error {
	id, err := t.number("SELECT coalesce((SELECT id FROM counter WHERE series = $1), 0)", series)
	if err != nil {
		return err
	}
	values := []any{series, before, ref(before)}
	if id == 0 {
		_, err = t.insert(counterTable, 0, values)
		return err
	}
	return t.update(counterTable, id, nil, values)
}

// NextNumber counts a series up by one.
func (t *tx) NextNumber(series string) (int64, error) {
	type counter struct{ id, last, before int64 }
	c, found, err := maybe(&t.query, func(row scanner) (c counter, err error) {
		err = row.Scan(&c.id, &c.last, asRef(&c.before))
		return c, err
	},
		"SELECT id, last, before FROM counter WHERE series = $1", series)
	if err != nil {
		return 0, err
	}
	if !found {
		_, err = t.insert(counterTable, 0, []any{series, 1, nil})
		return 1, err
	}
	return c.last + 1, t.update(counterTable, c.id, nil, []any{series, c.last + 1, ref(c.before)})
}

// Update runs one act.
func (s *Store) Update(ctx context.Context, act app.Act, fn func(app.Tx) error) (err error) {
	release, err := s.enter(ctx, "Update")
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
	if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return s.busy(translate(err, "starting to save"))
	}
	settled := false
	defer func() {
		if !settled {
			s.rollback(w)
		}
	}()

	quiet := context.WithoutCancel(ctx)
	t := &tx{query: query{ctx: quiet, c: w}, stop: ctx, act: act, digest: sha256.New(), next: map[*table]int64{}}
	if err := t.begin(); err != nil {
		return err
	}
	if err := guarded(func() error { return fn(t) }); err != nil {
		return translate(err, "saving")
	}
	if err := guarded(t.finish); err != nil {
		return translate(err, "saving")
	}
	if err := ctx.Err(); err != nil {
		return translate(err, "saving")
	}
	settled = true
	err = s.settle(quiet, w, t)
	if t.count > largeAct {
		_ = w.exec(quiet, "PRAGMA shrink_memory") // only memory
	}
	return err
}

// largeAct is the number of changes after which the memory they took is given back.
const largeAct = 10_000

func (t *tx) begin() error {
	type head struct {
		seq  int64
		hash []byte
	}
	h, _, err := maybe(&t.query, func(row scanner) (h head, err error) { err = row.Scan(&h.seq, &h.hash); return h, err },
		"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
	t.seq, t.head = h.seq+1, h.hash
	return err
}

func (t *tx) finish() error {
	if err := t.syncSearch(); err != nil {
		return err
	}
	return t.sign()
}

// settle commits. An error of COMMIT means "unknown", not "failed": the file is
// opened anew and asked whether the line of this act is there.
func (s *Store) settle(ctx context.Context, w *conn, t *tx) error {
	release := s.quiet()
	defer release()
	err := s.commit(ctx, w)
	if err == nil {
		return nil
	}
	if code := primary(err); code == codeBusy || code == codeConstraint {
		s.rollback(w) // nothing was written: the transaction is still open
		return s.busy(translate(err, "saving"))
	}
	s.rollback(w)
	s.dropWriter()
	failed := translate(err, "saving")
	w, again := s.writer(ctx)
	if again != nil {
		return unknown(errors.Join(err, again))
	}
	q := &query{ctx: ctx, c: w}
	hash, _, again := maybe(q, func(row scanner) (h []byte, err error) { err = row.Scan(&h); return h, err },
		"SELECT hash FROM audit WHERE seq = $1", t.seq)
	switch {
	case again != nil:
		return unknown(errors.Join(err, again))
	case t.signed == nil:
		return failed // only a window's memory was at stake
	case bytes.Equal(hash, t.signed):
		return nil // it is there
	}
	return failed
}

func unknown(err error) error {
	return fault.New(fault.Internal, "book.unknown", "The machine reported an error while saving, and the book cannot be read to see whether it was saved.").
		Advise("Look whether the book's disk is still connected, open the book again, and check whether your last change is there before you repeat it.").
		Because(err)
}

func commitNow(ctx context.Context, w *conn) error { return w.exec(ctx, "COMMIT") }

// rollback gives the transaction up. SQLite may have done so already; a
// connection that cannot is closed, which does.
func (s *Store) rollback(w *conn) {
	err := w.exec(context.Background(), "ROLLBACK")
	if err != nil && primary(err) != codeError {
		s.dropWriter()
	}
}

// View runs reads on one snapshot.
func (s *Store) View(ctx context.Context, fn func(app.Query) error) error {
	if err := s.refuseNested("View"); err != nil {
		return err
	}
	me := goroutine()
	if _, twice := s.views.LoadOrStore(me, true); !twice {
		defer s.views.Delete(me)
	}
	return s.read(ctx, func(q *query) error { return fn(q) })
}

// read runs fn on one snapshot. When another program was killed while it saved,
// the journal it left is rolled back first.
func (s *Store) read(ctx context.Context, fn func(*query) error) error {
	err := s.readOnce(ctx, fn)
	if !needsRecovery(err) || s.opts.ReadOnly {
		return err
	}
	if err := s.recover(ctx); err != nil {
		return err
	}
	return s.readOnce(ctx, fn)
}

func (s *Store) readOnce(ctx context.Context, fn func(*query) error) error {
	c, err := s.takeReader(ctx)
	if err != nil {
		return err
	}
	broken := true
	defer func() { s.giveReader(c, broken) }()
	if err := c.exec(ctx, "BEGIN"); err != nil {
		return s.busy(translate(err, "reading"))
	}
	q := &query{ctx: ctx, c: c}
	err = guarded(func() error { return fn(q) })
	if end := c.exec(context.WithoutCancel(ctx), "ROLLBACK"); end == nil {
		broken = false
	}
	return s.busy(translate(err, "reading"))
}

// guarded turns a panic into an error, so that the transaction is given up and
// the program goes on.
func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "internal", "The program failed in the middle of this; nothing was changed. (%v)", p).
				Because(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return fn()
}

// enter waits for the turn to write.
func (s *Store) enter(ctx context.Context, what string) (release func(), err error) {
	if err := s.refuseNested(what); err != nil {
		return nil, err
	}
	if _, inside := s.views.Load(goroutine()); inside {
		return nil, fault.New(fault.Internal, "store.nested", "%s was called inside View; decide first, then save.", what)
	}
	if s.opts.ReadOnly {
		return nil, fault.Refuse("book.read_only", "This book was opened for reading only, so nothing can be changed.").
			Advise("Open it for writing to make changes.")
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, translate(ctx.Err(), "saving")
	case <-s.done:
		return nil, errClosed()
	}
	if s.closed.Load() {
		<-s.turn
		return nil, errClosed()
	}
	s.author.Store(goroutine())
	return func() { s.author.Store(0); <-s.turn }, nil
}

// refuseNested stops an act that starts another act or a View inside itself: it
// would wait for itself for ever, or read what the act has not yet saved. The
// goroutine is the only thing both calls have in common.
func (s *Store) refuseNested(what string) error {
	if a := s.author.Load(); a != 0 && a == goroutine() {
		return fault.New(fault.Internal, "store.nested", "%s was called inside Update; use the Tx that was handed in.", what)
	}
	return nil
}

// goroutine is the number of the running goroutine, from the head of its stack
// "goroutine 18 [running]".
func goroutine() uint64 {
	var buf [32]byte
	head := buf[:runtime.Stack(buf[:], false)]
	head = bytes.TrimPrefix(head, []byte("goroutine "))
	number, _, _ := bytes.Cut(head, []byte(" "))
	n, _ := strconv.ParseUint(string(number), 10, 64) // 0 when the head is not understood: nothing is refused
	return n
}
