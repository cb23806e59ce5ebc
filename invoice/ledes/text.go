package ledes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Charset is what the bytes of a value may be.
type Charset string

// Character sets. Receivers of the 1998 family ask for ASCII or "ANSI", which
// is Windows-1252; nothing is ever written with a byte order mark or as UTF-16.
const (
	ASCII       Charset = ""
	Windows1252 Charset = "windows-1252"
)

// inASCII is the fixed table of what stands for a character outside ASCII.
// Letters with accents are not here: they lose the accent by decomposition.
var inASCII = map[rune]string{
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '´': "'", 'ʼ': "'", '‹': "'", '›': "'",
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '″': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '⁃': "-",
	'…': "...", '•': "*", '·': ".", '‣': "*", '⁄': "/", '×': "x", '÷': "/", '±': "+/-",
	'§': "Sec.", '¶': "Para.", '©': "(C)", '®': "(R)", '™': "(TM)", '°': "deg", 'µ': "u", 'μ': "u", '№': "No.",
	'€': "EUR", '£': "GBP", '¥': "JPY", '¢': "c", '₹': "INR", '₩': "KRW", '₪': "ILS",
	'½': "1/2", '¼': "1/4", '¾': "3/4", '¡': "!", '¿': "?", '¦': "/", '¬': "-",
	'ß': "ss", 'ẞ': "SS", 'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE", 'ø': "o", 'Ø': "O", 'å': "a", 'Å': "A",
	'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "Th", 'ı': "i", 'ħ': "h", 'Ħ': "H",
	'ŋ': "n", 'ĸ': "k", 'ŧ': "t", 'Ŧ': "T", 'ˆ': "^", '˜': "~", '†': "+", '‡': "++", '‰': "o/oo", 'ƒ': "f",
}

// changeKind says what became of a character.
type changeKind string

const (
	replaced changeKind = "replaced"
	dropped  changeKind = "dropped"
	lost     changeKind = "lost" // nothing stands for it: a question mark
)

// change is one sort of alteration of a text and how often it was made.
type change struct {
	kind  changeKind
	from  rune
	to    string
	count int
}

// fitted is a text made to fit the file: the bytes, and what was altered.
type fitted struct {
	bytes   string // in the character set of the file
	changes []change
}

func (f *fitted) note(kind changeKind, from rune, to string) {
	for i := range f.changes {
		if c := &f.changes[i]; c.kind == kind && c.from == from {
			c.count++
			return
		}
	}
	f.changes = append(f.changes, change{kind, from, to, 1})
}

// fit makes any text fit a value of a flat file: no pipe, no bracket, no line
// break, no control character, nothing outside the character set, no blanks
// around it. There is no escape in the format, so replacing is the only way.
func fit(s string, set Charset) fitted {
	var f fitted
	if plain(s) {
		f.bytes = strings.Trim(s, " ")
		return f
	}
	if set == Windows1252 {
		s = norm.NFC.String(s) // one character per letter, so that the set can hold it
	}
	var b strings.Builder
	inBreak := false
	for i, r := range s {
		if isBreak(r) {
			if !inBreak {
				b.WriteByte(' ')
			}
			inBreak = true
			f.note(replaced, r, " ")
			continue
		}
		inBreak = false
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				b.WriteByte('?')
				f.note(lost, r, "?")
				continue
			}
		}
		f.rune(&b, r, set)
	}
	f.bytes = strings.Trim(b.String(), " ")
	return f
}

// plain says that the text can stand as it is.
func plain(s string) bool {
	for i := range len(s) {
		if classOf[s[i]] != 0 {
			return false
		}
	}
	return true
}

// isBreak says that the character ends a line or paragraph.
func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// rune writes what stands for one character and notes what was done.
func (f *fitted) rune(b *strings.Builder, r rune, set Charset) {
	to, ok := forbidden(r)
	switch {
	case ok:
	case r >= 0x20 && r < 0x7f:
		b.WriteRune(r)
		return
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		f.note(dropped, r, "") // also direction marks, zero width and tag characters
		return
	case unicode.Is(unicode.Zs, r):
		to = " "
	default:
		if set == Windows1252 {
			if c, ok := charmap.Windows1252.EncodeRune(r); ok {
				b.WriteByte(c)
				return
			}
		}
		if unicode.Is(unicode.M, r) {
			f.note(dropped, r, "") // an accent on its own, or a variation selector
			return
		}
		if to = standsFor(r); to == "" {
			b.WriteByte('?')
			f.note(lost, r, "?")
			return
		}
	}
	b.WriteString(to)
	f.note(replaced, r, to)
}

// forbidden maps the characters the format gives a meaning.
func forbidden(r rune) (string, bool) {
	switch r {
	case '|':
		return "/", true
	case '[':
		return "(", true
	case ']':
		return ")", true
	case '\t':
		return " ", true
	}
	return "", false
}

// standsFor gives the ASCII text for a character, "" when there is none: the
// fixed table first, then the character taken apart (é is e and an accent, ﬁ
// is f and i, a full-width letter is a letter).
func standsFor(r rune) string {
	if to, ok := inASCII[r]; ok {
		return to
	}
	var b strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		switch to, bad := forbidden(part); {
		case bad:
			b.WriteString(to)
		case part >= 0x20 && part < 0x7f:
			b.WriteRune(part)
		case unicode.Is(unicode.M, part):
		default:
			to, ok := inASCII[part]
			if !ok {
				return ""
			}
			b.WriteString(to)
		}
	}
	return b.String()
}

// Classes of bytes that need a look; every other byte is plain text. The
// scanner of the checker uses the same table.
const (
	classPipe byte = 1 << iota
	classBracket
	classControl
	classHigh
)

var classOf = func() (t [256]byte) {
	for c := range 256 {
		switch {
		case c == '|':
			t[c] = classPipe
		case c == '[' || c == ']':
			t[c] = classBracket
		case c < 0x20 || c == 0x7f:
			t[c] = classControl
		case c > 0x7f:
			t[c] = classHigh
		}
	}
	return t
}()
