package sqlite

import "testing"

// Whoever writes, a party stays: it is ended.
func TestPartiesAreNeverDeleted(t *testing.T) {
	c, _ := openRaw(t, rawBook+`
INSERT INTO matter_party VALUES (1, 1, 'opposing', 'Harbor Realty', '', '', '', '', NULL, NULL, 1);
`)
	try(t, c, []attempt{
		{"deleted", "DELETE FROM matter_party", "M1", "party.kept"},
		{"ended", "UPDATE matter_party SET to_date = '2026-06-30'", "", ""},
	})
}
