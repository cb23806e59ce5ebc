package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// conn is one connection with the statements prepared on it.
type conn struct {
	db    *sql.DB
	raw   *sql.Conn
	stmts map[string]*sql.Stmt
}

// maxStmts bounds the statements kept; texts are assembled from fixed fragments,
// so there are few.
const maxStmts = 300

func dial(ctx context.Context, dsn string) (*conn, error) {
	setProcess()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	raw, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &conn{db: db, raw: raw, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) close() error {
	c.forget()
	err := c.raw.Close()
	return errors.Join(err, c.db.Close())
}

func (c *conn) forget() {
	for _, s := range c.stmts {
		_ = s.Close() // nothing to lose: a closed statement
	}
	clear(c.stmts)
}

func (c *conn) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := c.stmts[text]; ok {
		return s, nil
	}
	if len(c.stmts) >= maxStmts {
		c.forget()
	}
	s, err := c.raw.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.stmts[text] = s
	return s, nil
}

// exec runs a statement that is not worth keeping.
func (c *conn) exec(ctx context.Context, text string, args ...any) error {
	_, err := c.raw.ExecContext(ctx, text, args...)
	return err
}

// query reads on one connection inside one transaction. Every noun adds its
// reads to it.
type query struct {
	ctx   context.Context
	c     *conn
	trace func(text string, args []any) // a test looks at the statements; nil is none
}

type scanner interface{ Scan(dest ...any) error }

// rows runs a prepared read. The caller closes the rows.
func (q *query) rows(text string, args ...any) (*sql.Rows, error) {
	s, err := q.c.prepared(q.ctx, text)
	if err != nil {
		return nil, translate(err, "reading")
	}
	if q.trace != nil {
		q.trace(text, args)
	}
	rows, err := s.QueryContext(q.ctx, normal(args)...)
	return rows, translate(err, "reading")
}

// each calls f for every row.
func (q *query) each(f func(scanner) error, text string, args ...any) error {
	rows, err := q.rows(text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return translate(err, "reading")
		}
	}
	return translate(rows.Err(), "reading")
}

// list scans every row; an empty list is nil.
func list[T any](q *query, scan func(scanner) (T, error), text string, args ...any) ([]T, error) {
	var all []T
	err := q.each(func(row scanner) error {
		v, err := scan(row)
		all = append(all, v)
		return err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// one scans the only row; without it the noun with that key is Missing.
func one[T any](q *query, noun, key string, scan func(scanner) (T, error), text string, args ...any) (T, error) {
	v, found, err := maybe(q, scan, text, args...)
	if err == nil && !found {
		err = fault.NotFound(noun, key)
	}
	return v, err
}

// maybe scans the first row, if there is one.
func maybe[T any](q *query, scan func(scanner) (T, error), text string, args ...any) (v T, found bool, err error) {
	rows, err := q.rows(text, args...)
	if err != nil {
		return v, false, err
	}
	defer rows.Close()
	if rows.Next() {
		if v, err = scan(rows); err != nil {
			return v, false, translate(err, "reading")
		}
		found = true
	}
	return v, found, translate(rows.Err(), "reading")
}

// number reads one integer; no row and NULL give 0.
func (q *query) number(text string, args ...any) (int64, error) {
	n, _, err := maybe(q, func(row scanner) (n int64, err error) {
		err = row.Scan(asRef(&n))
		return n, err
	}, text, args...)
	return n, err
}

// Scan targets for columns in which NULL is "none".

type dateTarget struct{ d *cal.Date }

// asDate reads a day; NULL is no date.
func asDate(d *cal.Date) sql.Scanner { return dateTarget{d} }

func (t dateTarget) Scan(v any) (err error) {
	switch v := v.(type) {
	case nil:
		*t.d = 0
	case string:
		*t.d, err = cal.Parse(v)
	default:
		err = errors.New("a day is not kept as text")
	}
	return err
}

type timeTarget struct{ t *time.Time }

// asTime reads an instant; NULL is none.
func asTime(t *time.Time) sql.Scanner { return timeTarget{t} }

func (t timeTarget) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.t = time.Time{}
	case int64:
		*t.t = time.UnixMilli(v).UTC()
	default:
		return errors.New("an instant is not kept as milliseconds")
	}
	return nil
}

type refTarget struct{ id *int64 }

// asRef reads the id of another row, or a sum; NULL is 0.
func asRef(id *int64) sql.Scanner { return refTarget{id} }

func (t refTarget) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.id = 0
	case int64:
		*t.id = v
	default:
		return errors.New("a number is not kept as one")
	}
	return nil
}

// asMinor scans an amount where NULL is none.
func asMinor(a *money.Amount) sql.Scanner { return refTarget{(*int64)(a)} }

type flagTarget struct{ on *bool }

// asFlag reads a flag; NULL is no.
func asFlag(on *bool) sql.Scanner { return flagTarget{on} }

func (t flagTarget) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.on = false
	case int64:
		*t.on = v != 0
	default:
		return errors.New("a flag is not kept as a number")
	}
	return nil
}

type textTarget struct{ s *string }

// asText reads a text; NULL is blank.
func asText(s *string) sql.Scanner { return textTarget{s} }

func (t textTarget) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t.s = ""
	case string:
		*t.s = v
	default:
		return errors.New("a text is not kept as one")
	}
	return nil
}
