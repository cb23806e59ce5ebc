package sqlite

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
)

// The log: one audit line an act, one audit_change a row it changed.
//
//	seal    = SHA-256(tag, table, id, then name and value of every column that is not NULL)
//	changes = SHA-256 over (table, id, before, seal) of each change in order
//	line    = SHA-256(tag, hash of the line before, seq, at_ms, zone, user, act, object, reason, number of changes, changes)
//
// Every field is length-prefixed, so that no two contents encode alike. NULL
// columns are left out, so that a migration may add a column that is NULL in
// old rows without breaking their seals; any other new column is sealed anew by
// the migration.

const (
	sealTag = "matterbook row 1"
	lineTag = "matterbook line 1"
)

// change is one row an act changed.
type change struct {
	tbl    *table
	id     int64
	before []byte // JSON of the replaced columns; nil: the row is new
	seal   []byte // nil: the row was deleted
}

// encoder writes the canonical form that is hashed.
type encoder struct{ b []byte }

func (e *encoder) text(s string) {
	e.b = binary.AppendUvarint(e.b, uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) bytes(p []byte) {
	e.b = binary.AppendUvarint(e.b, uint64(len(p)))
	e.b = append(e.b, p...)
}

func (e *encoder) int(n int64) { e.b = binary.BigEndian.AppendUint64(e.b, uint64(n)) }

// maybe tells nothing from empty.
func (e *encoder) maybe(p []byte) {
	if p == nil {
		e.b = append(e.b, 0)
		return
	}
	e.b = append(e.b, 1)
	e.bytes(p)
}

func (e *encoder) value(v any) {
	switch v := v.(type) {
	case int64:
		e.b = append(e.b, 'i')
		e.int(v)
	case string:
		e.b = append(e.b, 't')
		e.text(v)
	case []byte:
		e.b = append(e.b, 'b')
		e.bytes(v)
	default:
		panic(fmt.Sprintf("store: a %T is no column", v))
	}
}

// sealOf is the seal of a row: columns and values go together.
func (e *encoder) sealOf(tbl string, id int64, columns []string, values []any) []byte {
	e.b = e.b[:0]
	e.text(sealTag)
	e.text(tbl)
	e.int(id)
	for i, c := range columns {
		if values[i] != nil {
			e.text(c)
			e.value(values[i])
		}
	}
	sum := sha256.Sum256(e.b)
	return sum[:]
}

func (e *encoder) addChange(h hash.Hash, tbl string, id int64, before, seal []byte) {
	e.b = e.b[:0]
	e.text(tbl)
	e.int(id)
	e.maybe(before)
	e.maybe(seal)
	h.Write(e.b)
}

// line is an audit line as it is kept.
type line struct {
	seq                             int64
	atMS                            int64
	zone, user, act, object, reason string
	changes                         int64
	hash                            []byte
}

func (e *encoder) lineHash(l line, previous, changes []byte) []byte {
	e.b = e.b[:0]
	e.text(lineTag)
	e.bytes(previous)
	e.int(l.seq)
	e.int(l.atMS)
	for _, s := range []string{l.zone, l.user, l.act, l.object, l.reason} {
		e.text(s)
	}
	e.int(l.changes)
	e.bytes(changes)
	sum := sha256.Sum256(e.b)
	return sum[:]
}

// before is the JSON of the columns of old that differ in now (all when now is
// nil: the row goes), and whether any does.
func (t *table) before(old, now []any) ([]byte, bool) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range t.all() {
		if now != nil && same(old[i], now[i]) {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", c)
		b.Write(asJSON(old[i]))
	}
	b.WriteByte('}')
	return b.Bytes(), b.Len() > 2
}

func same(a, b any) bool {
	if x, ok := a.([]byte); ok {
		y, ok := b.([]byte)
		return ok && bytes.Equal(x, y)
	}
	if _, ok := b.([]byte); ok {
		return false
	}
	return a == b
}

func asJSON(v any) []byte {
	if p, ok := v.([]byte); ok {
		v = "hex:" + hex.EncodeToString(p)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil { // int64, string and nil always encode
		panic(err)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// log keeps a change until it is flushed.
func (t *tx) log(c change) error {
	if c.tbl.memory {
		return nil
	}
	t.count++
	t.last = c.tbl.name
	t.enc.addChange(t.digest, c.tbl.name, c.id, c.before, c.seal)
	t.pending = append(t.pending, c)
	if len(t.pending) >= flushRows {
		return t.flush()
	}
	return nil
}

func (t *tx) seal(tbl *table, id int64, values []any) []byte {
	return t.enc.sealOf(tbl.name, id, tbl.all(), values)
}

// flushRows is how many changes go into one INSERT.
const flushRows = 64

var flushText = [2]string{changeInsert(1), changeInsert(flushRows)}

func changeInsert(rows int) string {
	return "INSERT INTO audit_change (seq, n, tbl, row_id, before, seal) VALUES (?, ?, ?, ?, ?, ?)" +
		strings.Repeat(", (?, ?, ?, ?, ?, ?)", rows-1)
}

func (t *tx) flush() error {
	n := t.count - int64(len(t.pending))
	rows := 1
	if len(t.pending) == flushRows {
		rows = flushRows
	}
	args := make([]any, 0, 6*rows)
	for i, c := range t.pending {
		n++
		args = append(args, t.seq, n, c.tbl.name, c.id, textOrNil(c.before), bytesOrNil(c.seal))
		if (i+1)%rows == 0 {
			if _, err := t.run(flushText[min(rows-1, 1)], args...); err != nil {
				return translate(err, "writing the log")
			}
			args = args[:0]
		}
	}
	t.pending = t.pending[:0]
	return nil
}

func textOrNil(p []byte) any {
	if p == nil {
		return nil
	}
	return string(p)
}

func bytesOrNil(p []byte) any {
	if p == nil {
		return nil
	}
	return p
}

// sign writes the line of the act: the last statement before the commit. An act
// without a name leaves none and may change nothing that is logged; a repeated
// request that was answered with its first answer leaves none either.
func (t *tx) sign() error {
	switch {
	case t.act.Name == "" && t.count > 0:
		return fault.New(fault.Internal, "audit.nameless", "An act without a name changed the table %s.", t.last)
	case t.act.Name == "", t.repeat && t.count == 0:
		return nil
	}
	if err := t.flush(); err != nil {
		return err
	}
	l := line{seq: t.seq, atMS: t.act.At.UnixMilli(), zone: t.act.At.Format("-07:00 MST"), user: t.act.User,
		act: t.act.Name, object: t.act.Object, reason: t.act.Reason, changes: t.count}
	l.hash = t.enc.lineHash(l, t.head, t.digest.Sum(nil))
	_, err := t.run(`INSERT INTO audit (seq, at_ms, zone, user, act, object, reason, changes, hash)
	                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.seq, l.atMS, l.zone, l.user, l.act, l.object, l.reason, l.changes, l.hash)
	t.signed = l.hash
	return translate(err, "writing the log")
}

const auditColumns = "SELECT seq, at_ms, user, act, object, reason, hash, changes FROM audit"

func scanAudit(row scanner) (l app.AuditLine, err error) {
	var hash []byte
	err = row.Scan(&l.Seq, asTime(&l.At), &l.User, &l.Act, &l.Object, &l.Reason, &hash, &l.Changes)
	l.Hash = hex.EncodeToString(hash)
	return l, err
}

func auditFilter(f app.AuditFilter) (c clause) {
	if f.User != "" {
		c.and("user = %s", f.User)
	}
	if f.Act != "" { // the acts that begin with it
		c.and("act >= %s AND act < %s", f.Act, f.Act+"\U0010FFFF")
	}
	if f.Object != "" {
		c.and("object = %s", f.Object)
	}
	if !f.From.IsZero() {
		c.and("at_ms >= %s", f.From)
	}
	if !f.To.IsZero() {
		c.and("at_ms <= %s", f.To)
	}
	if f.Table != "" {
		c.and("seq IN (SELECT seq FROM audit_change WHERE tbl = %s AND row_id = %s)", f.Table, f.RowID)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		like := c.arg("%" + likeSigns.Replace(text) + "%")
		var parts []string
		for _, column := range []string{"object", "reason", "act", "user"} {
			parts = append(parts, column+" LIKE "+like+" ESCAPE '\\'")
		}
		c.conds = append(c.conds, "("+strings.Join(parts, " OR ")+")")
	}
	return c
}

// AuditLines lists acts, newest first; the page goes by the seq in AfterID.
func (q *query) AuditLines(f app.AuditFilter, p app.Page) ([]app.AuditLine, error) {
	c := auditFilter(f)
	if p.AfterID != 0 {
		c.and("seq < %s", p.AfterID)
	}
	return list(q, scanAudit, auditColumns+c.where()+" ORDER BY seq DESC"+c.limit(p.Limit), c.args...)
}

// AuditSeqs walks the log once.
func (q *query) AuditSeqs(f app.AuditFilter) ([]int64, error) {
	c := auditFilter(f)
	order := " ORDER BY seq DESC"
	if f.Oldest {
		order = " ORDER BY seq"
	}
	return list(q, func(row scanner) (seq int64, err error) { err = row.Scan(&seq); return seq, err }, "SELECT seq FROM audit"+c.where()+order, c.args...)
}

// AuditLinesBySeq looks lines up; those that are not there are left out.
func (q *query) AuditLinesBySeq(seqs []int64) ([]app.AuditLine, error) {
	found := make(map[int64]app.AuditLine, len(seqs))
	err := q.bulk(seqs, auditColumns+" WHERE seq IN (%s)", func(row scanner) error {
		l, err := scanAudit(row)
		found[l.Seq] = l
		return err
	})
	lines := make([]app.AuditLine, 0, len(seqs))
	for _, seq := range seqs {
		if l, ok := found[seq]; ok {
			lines = append(lines, l)
		}
	}
	return lines, err
}

// AuditChanges lists what one act changed, in the order it did.
func (q *query) AuditChanges(seq int64) ([]app.AuditChange, error) { return q.FirstChanges(seq, 0) }

// FirstChanges lists the first of them. What a row became is found by going back
// from what it is now through the later changes.
func (q *query) FirstChanges(seq int64, limit int) ([]app.AuditChange, error) {
	type kept struct {
		app.AuditChange
		n       int64
		deleted bool
	}
	c := clause{args: []any{seq}}
	all, err := list(q, func(row scanner) (k kept, err error) {
		var seal []byte
		err = row.Scan(&k.n, &k.Table, &k.RowID, asText(&k.Before), &seal)
		k.deleted = seal == nil
		return k, err
	}, "SELECT n, tbl, row_id, before, seal FROM audit_change WHERE seq = $1 ORDER BY n"+c.limit(limit), c.args...)
	if err != nil {
		return nil, err
	}
	changes := make([]app.AuditChange, len(all))
	for i, k := range all {
		if !k.deleted {
			if k.After, err = q.becameOf(k.Table, k.RowID, seq, k.n); err != nil {
				return nil, err
			}
		}
		changes[i] = k.AuditChange
	}
	return changes, nil
}

// becameOf is the content of a row just after change n of act seq, as JSON.
func (q *query) becameOf(name string, id, seq, n int64) (string, error) {
	tbl, ok := tables[name]
	if !ok {
		return "", nil
	}
	columns := tbl.all()
	content := map[string]json.RawMessage{}
	now, found, err := maybe(q, tbl.scanRaw(0), tbl.texts.load, id)
	if err != nil {
		return "", err
	}
	if found {
		for i, c := range columns {
			if p, ok := now[i].([]byte); ok {
				now[i] = fmt.Sprintf("(%d bytes)", len(p))
			}
			content[c] = asJSON(now[i])
		}
	}
	later, err := list(q, func(row scanner) (s string, err error) { err = row.Scan(asText(&s)); return s, err },
		`SELECT before FROM audit_change WHERE tbl = $1 AND row_id = $2 AND (seq, n) > ($3, $4)
		 ORDER BY seq DESC, n DESC`, name, id, seq, n)
	if err != nil {
		return "", err
	}
	for _, b := range later {
		if b != "" {
			_ = json.Unmarshal([]byte(b), &content) // what cannot be read is left as it is now; verify names it
		}
	}
	var b strings.Builder
	for i, c := range columns {
		if v, ok := content[c]; ok {
			fmt.Fprintf(&b, "%s%q:%s", []string{",", ""}[bit(i == 0 || b.Len() == 0)], c, v)
		}
	}
	return "{" + b.String() + "}", nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
