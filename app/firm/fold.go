package firm

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Fold makes texts comparable for people: small letters without accents, parts
// joined by blanks.
func Fold(parts ...string) string {
	s := folds.Replace(strings.ToLower(strings.Join(parts, " ")))
	if ascii(s) {
		return s
	}
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil { // broken UTF-8 is left as it is
		return s
	}
	return plain
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Letters that have no decomposition but that people leave the stroke off.
var folds = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "’", "'")
