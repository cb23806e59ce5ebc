package sqlite

// DraftForm is the unsaved typing of a form, "" for none.
func (q *query) DraftForm(userID int64, form string) (string, error) {
	v, _, err := maybe(q, func(row scanner) (s string, err error) { err = row.Scan(&s); return s, err },
		"SELECT value FROM draft_form WHERE user_id = $1 AND form = $2", userID, form)
	return v, err
}

// DraftForms lists the forms with unsaved typing, and the typing.
func (q *query) DraftForms(userID int64) (map[string]string, error) {
	forms := map[string]string{}
	err := q.each(func(row scanner) error {
		var form, value string
		err := row.Scan(&form, &value)
		forms[form] = value
		return err
	}, "SELECT form, value FROM draft_form WHERE user_id = $1", userID)
	if err != nil {
		return nil, err
	}
	return forms, nil
}

// SetDraftForm keeps unsaved typing, outside the log; blank deletes it.
func (t *tx) SetDraftForm(userID int64, form, json string) error {
	if json == "" {
		_, err := t.run("DELETE FROM draft_form WHERE user_id = $1 AND form = $2", userID, form)
		return translate(err, "keeping a draft")
	}
	_, err := t.run(`INSERT INTO draft_form (user_id, form, value) VALUES ($1, $2, $3)
	                 ON CONFLICT (user_id, form) DO UPDATE SET value = excluded.value`, userID, form, json)
	return translate(err, "keeping a draft")
}
