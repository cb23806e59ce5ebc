package sqlite

import (
	"strings"

	"matterbook/app/firm"
)

// fold makes text comparable for people: SQLite's own LIKE and lower() know
// ASCII only. A code and a name folded together are the sort_key of clients and
// matters.
func fold(parts ...string) string { return firm.Fold(parts...) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// containing is the LIKE pattern (ESCAPE '\') for a text somewhere inside a
// folded column.
func containing(text string) string {
	return "%" + likeSigns.Replace(fold(strings.TrimSpace(text))) + "%"
}

var likeSigns = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)
