package sqlite

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// fold makes text comparable for people: lower case, without accents. SQLite's
// own LIKE and lower() know ASCII only. A code and a name folded together are
// the sort_key of clients and matters.
func fold(parts ...string) string {
	// Letters that have no decomposition but that people leave the stroke off.
	plain := folds.Replace(strings.ToLower(strings.Join(parts, " ")))
	folded, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), plain)
	if err != nil {
		return plain
	}
	return folded
}

var folds = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "’", "'")

// containing is the LIKE pattern (ESCAPE '\') for a text somewhere inside a
// folded column.
func containing(text string) string {
	return "%" + likeSigns.Replace(fold(strings.TrimSpace(text))) + "%"
}

var likeSigns = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)
