package sqlite

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// table is a business table. Every row of it is written through insert, update
// and delete below, which version it, log the change and seal the row.
type table struct {
	name string
	// key is the integer primary key.
	key string
	// columns are all others in the order of the values a noun hands over,
	// without row_version.
	columns []string
	// versioned tables end in row_version: 1 when new, one more with every change.
	versioned bool
	// noun is the first part of error codes, "client" of client.duplicate.
	noun string
	// memory tables are a window's memory and no business: versioned, not logged.
	memory bool
	// changed, when set, hears of every row as it was and as it became; nil is none.
	changed func(t *tx, id int64, old, now []any)

	texts tableTexts
}

type tableTexts struct{ insert, update, updateVersion, delete, load, next string }

// tables are all business tables, by name; verify walks them.
var tables = map[string]*table{}

// register makes a table known. columns is a list of names as in SQL: "code,
// name, sort_key"; when it ends in row_version the table is versioned.
func register(name, noun, columns string) *table { return registerKey(name, "id", noun, columns) }

func registerKey(name, key, noun, columns string) *table {
	t := &table{name: name, key: key, noun: noun}
	for _, c := range strings.Split(columns, ",") {
		t.columns = append(t.columns, strings.TrimSpace(c))
	}
	if last := len(t.columns) - 1; t.columns[last] == "row_version" {
		t.versioned, t.columns = true, t.columns[:last]
	}
	t.texts = t.write()
	tables[name] = t
	return t
}

// all are the columns with row_version.
func (t *table) all() []string {
	if t.versioned {
		return append(t.columns[:len(t.columns):len(t.columns)], "row_version")
	}
	return t.columns
}

func (t *table) write() tableTexts {
	all := t.all()
	// Plain marks: with numbered ones the driver looks up the name of every
	// parameter in a list, for every parameter.
	marks := strings.Repeat(", ?", len(all))
	update := fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s = ?", t.name, strings.Join(all, " = ?, "), t.key)
	return tableTexts{
		insert:        fmt.Sprintf("INSERT INTO %s (%s, %s) VALUES (?%s)", t.name, t.key, strings.Join(all, ", "), marks),
		update:        update,
		updateVersion: update + " AND row_version = ?",
		delete:        fmt.Sprintf("DELETE FROM %s WHERE %s = $1", t.name, t.key),
		load:          fmt.Sprintf("SELECT %s FROM %s WHERE %s = $1", strings.Join(all, ", "), t.name, t.key),
		// The log remembers deleted rows: no id is ever given twice.
		next: fmt.Sprintf(`SELECT 1 + max((SELECT coalesce(max(%s), 0) FROM %s),
		       (SELECT coalesce(max(row_id), 0) FROM audit_change WHERE tbl = '%s'))`, t.key, t.name, t.name),
	}
}

// nextID gives an id nothing of the table ever had. Lines that are written
// before their header ask for the header's id first.
func (t *tx) nextID(tbl *table) (int64, error) {
	next, ok := t.next[tbl]
	if !ok {
		var err error
		if next, err = t.number(tbl.texts.next); err != nil {
			return 0, err
		}
	}
	t.next[tbl] = next + 1
	return next, nil
}

// insert adds a row and returns its id; id 0 takes the next one. values stand
// in the order of the table's columns; see [normal] for what they may be. A row
// of a versioned table starts at row version 1.
func (t *tx) insert(tbl *table, id int64, values []any) (int64, error) {
	if err := t.ready(tbl, values); err != nil {
		return 0, err
	}
	if id == 0 {
		var err error
		if id, err = t.nextID(tbl); err != nil {
			return 0, err
		}
	} else if next, ok := t.next[tbl]; ok && id >= next {
		t.next[tbl] = id + 1
	}
	values = normal(values)
	if tbl.versioned {
		values = append(values, int64(1))
	}
	if _, err := t.run(tbl.texts.insert, withKey(id, values)...); err != nil {
		return 0, tbl.translate(err, values)
	}
	if tbl.changed != nil {
		tbl.changed(t, id, nil, values)
	}
	return id, t.log(change{tbl: tbl, id: id, seal: t.seal(tbl, id, values)})
}

// update writes a row. version is the row version it was read with and becomes
// the new one; nil for tables without versions. A row that was saved by somebody
// else in between is a Conflict, a row that is gone is Missing, and a row that
// would not change is left alone, without a line in the log.
func (t *tx) update(tbl *table, id int64, version *int64, values []any) error {
	if err := t.ready(tbl, values); err != nil {
		return err
	}
	if tbl.versioned != (version != nil) {
		return fault.New(fault.Internal, "internal", "table %s: a row version was %t and should be %t", tbl.name, version != nil, tbl.versioned)
	}
	old, err := t.load(tbl, id)
	if err != nil {
		return err
	}
	values = normal(values)
	text := tbl.texts.update
	if version != nil {
		kept := old[len(old)-1]
		if kept != *version {
			return tbl.stale(id)
		}
		values = append(values, *version)
		text = tbl.texts.updateVersion
	}
	before, changed := tbl.before(old, values)
	if !changed {
		return nil
	}
	args := append(values[:len(values):len(values)], id)
	if version != nil {
		values[len(values)-1] = *version + 1
		before, _ = tbl.before(old, values)
		args = append(append(values[:len(values):len(values)], id), *version)
	}
	if _, err := t.run(text, args...); err != nil {
		return tbl.translate(err, values)
	}
	if version != nil {
		*version++
	}
	if tbl.changed != nil {
		tbl.changed(t, id, old, values)
	}
	return t.log(change{tbl: tbl, id: id, before: before, seal: t.seal(tbl, id, values)})
}

// delete takes a row away. The log keeps what it was.
func (t *tx) delete(tbl *table, id int64) error {
	if err := t.stop.Err(); err != nil {
		return translate(err, "saving")
	}
	old, err := t.load(tbl, id)
	if err != nil {
		return err
	}
	if _, err := t.run(tbl.texts.delete, id); err != nil {
		return tbl.translate(err, nil)
	}
	if tbl.changed != nil {
		tbl.changed(t, id, old, nil)
	}
	before, _ := tbl.before(old, nil)
	return t.log(change{tbl: tbl, id: id, before: before})
}

func (t *tx) ready(tbl *table, values []any) error {
	if err := t.stop.Err(); err != nil {
		return translate(err, "saving")
	}
	if len(values) != len(tbl.columns) {
		return fault.New(fault.Internal, "internal", "table %s: %d values for %d columns", tbl.name, len(values), len(tbl.columns))
	}
	return nil
}

// load reads a row as raw values in the order of all().
func (t *tx) load(tbl *table, id int64) ([]any, error) {
	return one(&t.query, tbl.noun, fmt.Sprint(id), tbl.scanRaw(0), tbl.texts.load, id)
}

// scanRaw scans skip leading columns and then those of all() as they are kept.
func (t *table) scanRaw(skip int) func(scanner) ([]any, error) {
	n := len(t.all()) + skip
	return func(row scanner) ([]any, error) {
		values, targets := make([]any, n), make([]any, n)
		for i := range values {
			targets[i] = &values[i]
		}
		return values, row.Scan(targets...)
	}
}

func commas(names []string) string { return strings.Join(names, ", ") }

func (t *table) stale(id int64) error {
	return fault.New(fault.Conflict, t.noun+".changed", "This %s was changed by somebody else since you opened it.", t.words()).
		Advise("Look at it again, then make your change.").With("id", fmt.Sprint(id))
}

func (t *table) words() string { return strings.ReplaceAll(t.noun, "_", " ") }

func withKey(id int64, values []any) []any {
	args := make([]any, 0, len(values)+1)
	return append(append(args, id), values...)
}

// ref is a column that points at another row: 0 is none.
func ref(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// orNone is a text column in which blank is none (unique when given).
func orNone(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// orNull is a flag column of which NULL is no: it came with a later version, and
// the rows from before keep their seals.
func orNull(on bool) any {
	if !on {
		return nil
	}
	return true
}

// normal turns what nouns are made of into what the file keeps, in place: whole
// numbers and our quantities into int64, enumerations into text, days into
// YYYY-MM-DD or NULL, instants into milliseconds or NULL, flags into 0 and 1.
// Anything else, floats above all, is a fault of the program and panics.
func normal(values []any) []any {
	for i, v := range values {
		switch v := v.(type) {
		case nil, int64, string:
		case []byte:
			if v == nil {
				values[i] = []byte{}
			}
		case int:
			values[i] = int64(v)
		case bool:
			values[i] = int64(0)
			if v {
				values[i] = int64(1)
			}
		case cal.Date:
			values[i] = nil
			if v != 0 {
				values[i] = v.String()
			}
		case time.Time:
			values[i] = nil
			if !v.IsZero() {
				values[i] = v.UnixMilli()
			}
		default:
			switch r := reflect.ValueOf(v); r.Kind() {
			case reflect.String:
				values[i] = r.String()
			case reflect.Int, reflect.Int64, reflect.Int32:
				values[i] = r.Int()
			default:
				panic(fmt.Sprintf("store: a %T is no column", v))
			}
		}
	}
	return values
}
