package sqlite

// Preference is what a user's window keeps under a key.
func (q *query) Preference(userID int64, key string) (string, error) {
	v, _, err := maybe(q, func(row scanner) (s string, err error) { err = row.Scan(&s); return s, err },
		"SELECT value FROM preference WHERE user_id = $1 AND key = $2", userID, key)
	return v, err
}

// SetPreference keeps it; a blank value deletes it. Preferences are a window's
// memory and not in the log.
func (t *tx) SetPreference(userID int64, key, json string) error {
	if json == "" {
		_, err := t.run("DELETE FROM preference WHERE user_id = $1 AND key = $2", userID, key)
		return translate(err, "keeping a preference")
	}
	_, err := t.run(`INSERT INTO preference (user_id, key, value) VALUES ($1, $2, $3)
	                 ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value`, userID, key, json)
	return translate(err, "keeping a preference")
}
