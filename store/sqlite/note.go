package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

var noteTable = register("matter_note", "note", `matter_id, user_id, kind, noted_on, text, search_key, due_on, done_on, created_ms, row_version`)

const noteColumns = `SELECT id, matter_id, user_id, kind, noted_on, text, due_on, done_on, created_ms, row_version FROM matter_note`

func scanNote(row scanner) (n firm.Note, err error) {
	err = row.Scan(&n.ID, &n.MatterID, &n.UserID, &n.Kind, asDate(&n.On), &n.Text, asDate(&n.Due), asDate(&n.DoneOn), asTime(&n.CreatedAt), &n.RowVersion)
	return n, err
}

// Note by id.
func (q *query) Note(id int64) (firm.Note, error) {
	return one(q, "note", fmt.Sprint(id), scanNote, noteColumns+" WHERE id = $1", id)
}

// Notes lists newest first.
func (q *query) Notes(f app.NoteFilter) ([]firm.Note, error) {
	var c clause
	if f.MatterID != 0 {
		c.and("matter_id = %s", f.MatterID)
	}
	if f.UserID != 0 {
		c.and("user_id = %s", f.UserID)
	}
	if len(f.Kinds) > 0 {
		oneOf(&c, "kind", f.Kinds)
	}
	if f.Open {
		c.conds = append(c.conds, "kind = 'task' AND done_on IS NULL")
	}
	for _, word := range strings.Fields(f.Text) {
		c.and(`search_key LIKE %s ESCAPE '\'`, containing(word))
	}
	return list(q, scanNote, noteColumns+c.where()+" ORDER BY noted_on DESC, id DESC"+c.limit(f.Limit), c.args...)
}

func noteValues(n *firm.Note) []any {
	return []any{n.MatterID, n.UserID, n.Kind, n.On, n.Text, fold(n.Text), n.Due, n.DoneOn, n.CreatedAt}
}

// AddNote adds a note.
func (t *tx) AddNote(n *firm.Note) (err error) {
	t.made(&n.CreatedAt)
	n.ID, err = t.insert(noteTable, n.ID, noteValues(n))
	n.RowVersion = 1
	return err
}

// SetNote saves a note.
func (t *tx) SetNote(n *firm.Note) error {
	return t.update(noteTable, n.ID, &n.RowVersion, noteValues(n))
}

// DeleteNote deletes a note; the log keeps it.
func (t *tx) DeleteNote(id int64) error { return t.delete(noteTable, id) }
