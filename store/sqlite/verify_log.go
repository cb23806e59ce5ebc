package sqlite

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"maps"
	"math"
	"slices"
)

// linesAtOnce and rowsAtOnce bound one snapshot of the walk.
const (
	linesAtOnce = 2_000
	rowsAtOnce  = 10_000
)

// chain walks the log from the first line to the last.
func (v *verifier) chain() (string, error) {
	w := chainWalk{v: v}
	for {
		n := 0
		err := v.read(func(q *query) (err error) { n, err = w.stretch(q); return err })
		if err != nil {
			return "", err
		}
		if n < linesAtOnce {
			break
		}
	}
	err := v.each(`SELECT 'change ' || n || ' of act ' || seq || ' (' || tbl || ' ' || row_id || ') has no line in the log'
		FROM audit_change WHERE seq NOT IN (SELECT seq FROM audit)`)
	return fmt.Sprintf("%d acts with %d changes follow each other", w.seq, w.changes), err
}

type chainWalk struct {
	v       *verifier
	enc     encoder
	seq     int64  // of the last line walked
	head    []byte // its hash
	changes int64
}

// stretch walks the next lines with their changes, and says how many it found.
func (w *chainWalk) stretch(q *query) (int, error) {
	lines, err := list(q, func(row scanner) (l line, err error) {
		err = row.Scan(&l.seq, &l.atMS, &l.zone, &l.user, &l.act, &l.object, &l.reason, &l.changes, &l.hash)
		return l, err
	}, `SELECT seq, at_ms, zone, user, act, object, reason, changes, hash FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2`, w.seq, linesAtOnce)
	if err != nil || len(lines) == 0 {
		return 0, err
	}
	// Changes and lines come in the same order: walk them together.
	at, n, digest := 0, int64(0), sha256.New()
	finish := func() { w.line(lines[at], n, digest); at, n, digest = at+1, 0, sha256.New() }
	err = q.each(func(row scanner) error {
		var seq, no, id int64
		var tbl string
		var before *string
		var seal []byte
		if err := row.Scan(&seq, &no, &tbl, &id, &before, &seal); err != nil {
			return err
		}
		for at < len(lines) && lines[at].seq < seq {
			finish()
		}
		if at == len(lines) || lines[at].seq != seq {
			return nil // has no line: named after the walk
		}
		if n++; no != n {
			w.v.wrong("change %d of act %d is missing or out of order", n, seq)
			n = no
		}
		var was []byte
		if before != nil {
			was = []byte(*before)
		}
		w.enc.addChange(digest, tbl, id, was, seal)
		return nil
	}, "SELECT seq, n, tbl, row_id, before, seal FROM audit_change WHERE seq BETWEEN $1 AND $2 ORDER BY seq, n", lines[0].seq, lines[len(lines)-1].seq)
	if err != nil {
		return 0, err
	}
	for at < len(lines) {
		finish()
	}
	return len(lines), nil
}

// line compares one line with the hash it should have.
func (w *chainWalk) line(l line, changes int64, digest hash.Hash) {
	if l.seq != w.seq+1 {
		w.v.wrong("log lines %d to %d are missing", w.seq+1, l.seq-1)
	}
	if l.changes != changes {
		w.v.wrong("log line %d names %d changes, there are %d", l.seq, l.changes, changes)
	}
	if want := w.enc.lineHash(l, w.head, digest.Sum(nil)); !bytes.Equal(want, l.hash) {
		w.v.wrong("log line %d (%s by %s) or one of its changes was altered, or the line before it", l.seq, l.act, l.user)
	}
	// The walk goes on from what the line says it is: one altered line is named once.
	w.seq, w.head = l.seq, l.hash
	w.changes += changes
}

// seals compares every business row with its newest seal in the log.
func (v *verifier) seals() (string, error) {
	total := int64(0)
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if tables[name].memory {
			continue
		}
		n, err := v.sealsOf(tables[name])
		if err != nil {
			return "", err
		}
		total += n
	}
	err := v.read(func(q *query) error {
		return q.each(func(row scanner) error {
			var name string
			err := row.Scan(&name)
			if t, ok := tables[name]; !ok || t.memory {
				v.wrong("the log names a table %q that is none of the book's", name)
			}
			return err
		}, "SELECT DISTINCT tbl FROM audit_change")
	})
	return fmt.Sprintf("%d rows are as the log says", total), err
}

func (v *verifier) sealsOf(t *table) (rows int64, err error) {
	columns := t.all()
	load := fmt.Sprintf("SELECT %s, %s FROM %s WHERE %[1]s > $1 ORDER BY %[1]s LIMIT $2", t.key, commas(columns), t.name)
	scan := t.scanRaw(1)
	var enc encoder
	for low := int64(math.MinInt64); ; {
		n := 0
		high := int64(math.MaxInt64)
		err := v.read(func(q *query) error {
			type sealed struct {
				id   int64
				seal []byte
			}
			found := make([]sealed, 0, rowsAtOnce)
			err := q.each(func(row scanner) error {
				values, err := scan(row)
				if err != nil {
					return err
				}
				id := values[0].(int64)
				found = append(found, sealed{id, enc.sealOf(t.name, id, columns, values[1:])})
				return nil
			}, load, low, rowsAtOnce)
			if err != nil {
				return err
			}
			if n = len(found); n == rowsAtOnce {
				high = found[n-1].id
			}
			// The newest change of each row, in the order of rows.
			next := 0
			newest := func(id int64, seal []byte) {
				for next < n && found[next].id < id {
					v.wrong("%s %d is not in the log: it was written by something else", t.name, found[next].id)
					next++
				}
				there := next < n && found[next].id == id
				switch {
				case there && seal == nil:
					v.wrong("%s %d was deleted and is there again", t.name, id)
				case there && !bytes.Equal(seal, found[next].seal):
					v.wrong("%s %d was changed by something else than the program", t.name, id)
				case !there && seal != nil:
					v.wrong("%s %d is gone", t.name, id)
				}
				if there {
					next++
				}
			}
			last, seal, any := int64(0), []byte(nil), false
			err = q.each(func(row scanner) error {
				var id int64
				var s []byte
				if err := row.Scan(&id, &s); err != nil {
					return err
				}
				if any && id != last {
					newest(last, seal)
				}
				last, seal, any = id, s, true
				return nil
			}, "SELECT row_id, seal FROM audit_change WHERE tbl = $1 AND row_id > $2 AND row_id <= $3 ORDER BY row_id, seq, n", t.name, low, high)
			if err != nil {
				return err
			}
			if any {
				newest(last, seal)
			}
			for ; next < n; next++ {
				v.wrong("%s %d is not in the log: it was written by something else", t.name, found[next].id)
			}
			return nil
		})
		rows += int64(n)
		if err != nil || n < rowsAtOnce {
			return rows, err
		}
		low = high
	}
}
