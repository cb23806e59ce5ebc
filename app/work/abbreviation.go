package work

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations finds the text of a short form.
type Abbreviations map[string]string

// NewAbbreviations makes the look-up of a list; a user's own (UserID not 0)
// wins over the firm's.
func NewAbbreviations(list []Abbreviation) Abbreviations {
	a := Abbreviations{}
	for _, own := range []bool{false, true} {
		for _, ab := range list {
			if (ab.UserID != 0) == own && ab.Short != "" {
				a[ab.Short] = ab.Text
			}
		}
	}
	return a
}

// Expand replaces every whole word that is a short form: "tc J. Doe" becomes
// "Telephone conference with J. Doe". Case matters ("tc" expands, "TC" does
// not); the text that stands first gets a capital letter. What was expanded is
// not expanded again.
func Expand(text string, a Abbreviations) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		end := wordEnd(text, i)
		if end == i {
			_, n := utf8.DecodeRuneInString(text[i:])
			b.WriteString(text[i : i+n])
			i += n
			continue
		}
		b.WriteString(expandWord(text[i:end], strings.TrimSpace(text[:i]) == "", a))
		i = end
	}
	return b.String()
}

// ExpandLast expands the word at the end of text, if it is a short form. The
// window calls it with the text before the caret when Space is pressed.
func ExpandLast(text string, a Abbreviations) (expanded string, ok bool) {
	start := len(text)
	for i := 0; i < len(text); {
		if end := wordEnd(text, i); end > i {
			if end == len(text) {
				start = i
			}
			i = end
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	word := text[start:]
	if _, ok := a[word]; !ok || word == "" {
		return text, false
	}
	return text[:start] + expandWord(word, strings.TrimSpace(text[:start]) == "", a), true
}

func expandWord(word string, first bool, a Abbreviations) string {
	long, ok := a[word]
	if !ok {
		return word
	}
	if first {
		r, n := utf8.DecodeRuneInString(long)
		return string(unicode.ToUpper(r)) + long[n:]
	}
	return long
}

// wordEnd is the end of the word that starts at i, i when none starts there.
// Signs that join words ("e-mail", "a.m.", "J&J") belong to the word, so that
// no part of a longer word is ever expanded.
func wordEnd(text string, i int) int {
	end := i
	for j := i; j < len(text); {
		r, n := utf8.DecodeRuneInString(text[j:])
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			end = j + n
		case end > i && strings.ContainsRune("-'’_/&@.", r):
		default:
			return end
		}
		j += n
	}
	return end
}
