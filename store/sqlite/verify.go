package sqlite

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
)

// check is one thing that Verify looks at. It walks in short snapshots, so that
// a save never waits long, keeps nothing but the row in hand, and answers with
// what it walked and what is wrong.
type check struct {
	name string
	run  func(v *verifier) (walked string, err error)
}

var checks = []check{
	{"engine", (*verifier).engine},
	{"references", (*verifier).references},
	{"schema", (*verifier).schema},
	{"log", (*verifier).chain},
	{"seals", (*verifier).seals},
	{"trust transactions", (*verifier).trustTxns},
	{"trust ledgers", (*verifier).trustLedgers},
	{"trust accounts", (*verifier).trustAccounts},
	{"bank", (*verifier).bankMatches},
	{"invoices", (*verifier).invoices},
	{"payments", (*verifier).payments},
	{"invoice numbers", (*verifier).numbers},
	{"search", (*verifier).words},
}

// Verify walks everything that must hold: the engine's own check, references,
// the text of the schema, the log from first to last line, the seal of every
// business row, the equations of trust and of receivables, invoice numbers, and
// the index of words. Each check that fails names the rows that are wrong. The
// error is only for what stopped the walk itself.
func (s *Store) Verify(ctx context.Context, tell func(check string)) ([]app.Check, error) {
	if err := s.refuseNested("Verify"); err != nil {
		return nil, err
	}
	var all []app.Check
	for _, c := range checks {
		if tell != nil {
			tell(c.name)
		}
		v := &verifier{s: s, ctx: ctx}
		walked, err := c.run(v)
		if err != nil {
			if ctx.Err() != nil || fault.Of(err) == fault.Conflict || fault.Code(err) == "book.closed" {
				return all, err
			}
			v.wrong("%s", cause(err)) // a damaged page stops this check, not the others
		}
		done := app.Check{Name: c.name, OK: v.n == 0, Detail: walked}
		if v.n > 0 {
			done.Detail = strings.Join(v.found, "; ")
			if more := v.n - len(v.found); more > 0 {
				done.Detail += fmt.Sprintf("; and %d more", more)
			}
		}
		all = append(all, done)
	}
	return all, nil
}

// cause is the message with what the engine said.
func cause(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		return fmt.Sprintf("%v (%v)", err, inner)
	}
	return err.Error()
}

type verifier struct {
	s     *Store
	ctx   context.Context
	n     int
	found []string
}

// shown is how many wrong rows of one check are named.
const shown = 8

// wrong notes a row that is not as it must be.
func (v *verifier) wrong(format string, args ...any) {
	if v.n++; v.n <= shown {
		v.found = append(v.found, fmt.Sprintf(format, args...))
	}
}

func (v *verifier) read(fn func(q *query) error) error { return v.s.read(v.ctx, fn) }

// count reads one number.
func (v *verifier) count(text string) (n int64, err error) {
	err = v.read(func(q *query) error { n, err = q.number(text); return err })
	return n, err
}

// each runs a statement that gives the wrong rows as texts.
func (v *verifier) each(text string) error {
	return v.read(func(q *query) error {
		return q.each(func(row scanner) error {
			var what string
			err := row.Scan(&what)
			v.wrong("%s", what)
			return err
		}, text)
	})
}

func (v *verifier) engine() (string, error) {
	// On a connection of its own: one that has searched before keeps a picture of
	// the search index, and the engine's check takes that for the index.
	err := v.s.apart(v.ctx, reading, func(c *conn) error {
		q := &query{ctx: v.ctx, c: c}
		return q.each(func(row scanner) error {
			var said string
			err := row.Scan(&said)
			if said != "ok" {
				v.wrong("%s", said)
			}
			return err
		}, "PRAGMA integrity_check(20)")
	})
	return "every page and index was read", err
}

func (v *verifier) references() (string, error) {
	names := append(slices.Sorted(maps.Keys(tables)), "audit_change", "draft_form", "preference")
	for _, name := range names { // a snapshot each
		err := v.read(func(q *query) error {
			return q.each(func(row scanner) error {
				var tbl, parent string
				var id, key int64
				err := row.Scan(&tbl, asRef(&id), &parent, &key)
				v.wrong("%s %d points at a %s that does not exist", tbl, id, parent)
				return err
			}, "PRAGMA foreign_key_check("+name+")")
		})
		if err != nil {
			return "", err
		}
	}
	return "every reference points at a row", nil
}

// schema compares the text of every table, index and trigger with the schema
// this program knows: a trigger that was dropped or planted shows.
func (v *verifier) schema() (string, error) {
	known, err := knownSchema(v.ctx)
	if err != nil {
		return "", err
	}
	n := 0
	err = v.read(func(q *query) error {
		there, err := q.schemaObjects()
		if err != nil {
			return err
		}
		n = len(there)
		for name, text := range there {
			want, ok := known[name]
			switch {
			case !ok:
				v.wrong("%s does not belong to the book", name)
			case want != text:
				v.wrong("%s is not as this program made it", name)
			}
		}
		for name := range known {
			if _, ok := there[name]; !ok {
				v.wrong("%s is gone", name)
			}
		}
		return nil
	})
	return fmt.Sprintf("%d tables, indexes and triggers are as they were made", n), err
}

// schemaObjects are the texts of what makes up the schema, without the table of
// migrations and the engine's own.
func (q *query) schemaObjects() (map[string]string, error) {
	objects := map[string]string{}
	err := q.each(func(row scanner) error {
		var kind, name, text string
		err := row.Scan(&kind, &name, &text)
		objects[kind+" "+name] = text
		return err
	}, `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> 'goose_db_version' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	return objects, err
}

func knownSchema(ctx context.Context) (map[string]string, error) {
	c, err := dial(ctx, "file::memory:?_dqs=0")
	if err != nil {
		return nil, fault.Wrap(err, "loading the schema")
	}
	defer c.close()
	if err := c.exec(ctx, schemaText); err != nil {
		return nil, fault.Wrap(err, "loading the schema")
	}
	q := &query{ctx: ctx, c: c}
	return q.schemaObjects()
}
