package sqlite

import "matterbook/app/work"

var abbreviationTable = register("abbreviation", "abbreviation", "user_id, short, text")

// Abbreviations are the firm's and the user's own, by short form, the firm's first.
func (q *query) Abbreviations(userID int64) ([]work.Abbreviation, error) {
	return list(q, func(row scanner) (a work.Abbreviation, err error) {
		err = row.Scan(&a.UserID, &a.Short, &a.Text)
		return a, err
	}, "SELECT user_id, short, text FROM abbreviation WHERE user_id IN (0, $1) ORDER BY short, user_id", userID)
}

// SetAbbreviation keeps a short form; a blank text deletes it.
func (t *tx) SetAbbreviation(a work.Abbreviation) error {
	id, err := t.number("SELECT id FROM abbreviation WHERE user_id = $1 AND short = $2", a.UserID, a.Short)
	values := []any{a.UserID, a.Short, a.Text}
	switch {
	case err != nil:
		return err
	case id == 0 && a.Text == "":
		return nil
	case id == 0:
		_, err = t.insert(abbreviationTable, 0, values)
		return err
	case a.Text == "":
		return t.delete(abbreviationTable, id)
	}
	return t.update(abbreviationTable, id, nil, values)
}
