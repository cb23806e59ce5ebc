package work

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"matterbook/app/fault"
)

// NarrativeMax is the most characters a narrative or description can hold: what
// LEDES 1998B allows for LINE_ITEM_DESCRIPTION. Receivers often take less; that
// is tested when the bill is checked for them.
const NarrativeMax = 15_000

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n",
	"\v", "\n", "\f", "\n", "\t", " ")

// CleanNarrative takes out what a person did not mean to write: control
// characters, direction overrides and byte order marks vanish, tabs become
// blanks, every kind of line end becomes \n, blanks at line ends and around the
// whole are cut. Words are never changed; a text that is not UTF-8 is left as it
// is, for [CheckNarrative] to refuse.
func CleanNarrative(s string) string {
	if !utf8.ValidString(s) {
		return s
	}
	s = lineEnds.Replace(s)
	s = strings.Map(func(r rune) rune {
		if r != '\n' && hidden(r) {
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// CleanLine is CleanNarrative for a text of one line: line ends become blanks.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(CleanNarrative(s)), " ")
}

// hidden says that a rune cannot be seen and could make a line read as
// something it is not.
func hidden(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F: // direction
		return true
	case r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F: // marks, annotations, tags
		return true
	}
	return false
}

// CheckNarrative notes what is wrong with a narrative that was cleaned.
func CheckNarrative(check *fault.Check, path, s string) {
	what := strings.ReplaceAll(path, "_", " ")
	switch {
	case !utf8.ValidString(s):
		check.Add(path, path+".encoding", "%s holds bytes that are no text (not UTF-8).", what)
	case s == "":
		check.Add(path, path+".required", "%s is required: it is what the client reads.", what)
	default:
		if n := utf8.RuneCountInString(s); n > NarrativeMax {
			check.Add(path, path+".length", "%s", fmt.Sprintf("%s has %d characters; the limit is %d (that of LEDES).", what, n, NarrativeMax))
		}
	}
}

// Sentence writes a narrative as a sentence where that is wanted: a capital
// letter at its beginning, a full stop at its end. A text that ends in a sign of
// its own, or in times in brackets, gets no stop; nothing else is touched.
func Sentence(s string, capital, stop bool) string {
	s = strings.TrimSpace(s)
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	if capital && unicode.IsLower(first) {
		s = string(unicode.ToUpper(first)) + s[n:]
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if stop && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' || last == '"' || last == '”') {
		s += "."
	}
	return s
}
