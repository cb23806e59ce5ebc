package sqlite

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"matterbook/app/cal"
)

// clause collects the conditions of a statement from fixed fragments, with
// their arguments: optional filters written as "$1 IS NULL OR …" would defeat
// the indexes.
type clause struct {
	conds []string
	args  []any
}

// arg adds an argument and gives its place in the text.
func (c *clause) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

// and adds a condition; each %s stands for the next value.
func (c *clause) and(cond string, values ...any) {
	marks := make([]any, len(values))
	for i, v := range values {
		marks[i] = c.arg(v)
	}
	c.conds = append(c.conds, fmt.Sprintf(cond, marks...))
}

// between limits a column of days; zero days do not limit.
func (c *clause) between(column string, from, to cal.Date) {
	if from != 0 {
		c.and(column+" >= %s", from)
	}
	if to != 0 {
		c.and(column+" <= %s", to)
	}
}

// where is the whole WHERE, blank without conditions.
func (c *clause) where() string {
	if len(c.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.conds, " AND ")
}

// plus is the conditions as a continuation of a WHERE.
func (c *clause) plus() string {
	if len(c.conds) == 0 {
		return ""
	}
	return " AND " + strings.Join(c.conds, " AND ")
}

// limit is a LIMIT; 0 is none.
func (c *clause) limit(n int) string {
	if n <= 0 {
		return ""
	}
	return " LIMIT " + c.arg(n)
}

// oneOf writes "column IN (…)" for words.
func oneOf[S ~string](c *clause, column string, words []S) {
	marks := make([]string, len(words))
	for i, w := range words {
		marks[i] = c.arg(string(w))
	}
	c.conds = append(c.conds, column+" IN ("+strings.Join(marks, ", ")+")")
}

// oneOfIDs writes "column IN (…)" for ids. Its text grows in few lengths, so that
// few statements are prepared.
func (c *clause) oneOfIDs(column string, ids []int64) {
	size := 1
	for size < len(ids) {
		size *= 5
	}
	marks := make([]string, size)
	for i := range marks {
		marks[i] = c.arg(ids[min(i, len(ids)-1)]) // the last one again: IN does not mind
	}
	c.conds = append(c.conds, column+" IN ("+strings.Join(marks, ", ")+")")
}

// bulk reads rows that belong to many ids. The text holds one %s for the list
// of ids; lists come in few lengths, so that few statements are prepared.
func (q *query) bulk(ids []int64, text string, f func(scanner) error) error {
	const most = 400
	for len(ids) > 0 {
		part := ids[:min(len(ids), most)]
		ids = ids[len(part):]
		size := 1
		for size < len(part) {
			size = min(size*5, most)
		}
		marks, args := make([]string, size), make([]any, size)
		for i := range size {
			marks[i] = "$" + strconv.Itoa(i+1)
			args[i] = part[min(i, len(part)-1)] // the last one again: IN does not mind
		}
		if err := q.each(f, fmt.Sprintf(text, strings.Join(marks, ", ")), args...); err != nil {
			return err
		}
	}
	return nil
}

// made fills in when a row was made and cuts it to what the file keeps.
func (t *tx) made(at *time.Time) {
	if at.IsZero() {
		*at = t.act.At
	}
	*at = at.UTC().Truncate(time.Millisecond)
}
