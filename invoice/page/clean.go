package page

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// Substitute stands for a character that the font cannot draw.
const Substitute = '□'

// Notes list what could not be printed as it was written, so that a preview can
// show it before anything is sent.
type Notes struct {
	Replaced    []Replaced // characters the font lacks, in order of appearance
	RightToLeft []Ref      // text that reads from right to left: it is printed unordered
	Cut         []Ref      // names too long for their place, shortened with an ellipsis
}

// Replaced is a character printed as [Substitute].
type Replaced struct {
	Rune rune
	Refs []Ref // where it stands, each place once
}

// Empty says that everything was printed as written.
func (n Notes) Empty() bool {
	return len(n.Replaced) == 0 && len(n.RightToLeft) == 0 && len(n.Cut) == 0
}

// String tells it in sentences, blank when there is nothing to tell.
func (n Notes) String() string {
	var out []string
	for _, r := range n.Replaced {
		var places []string
		for _, ref := range r.Refs {
			places = append(places, ref.String())
		}
		out = append(out, fmt.Sprintf("The font has no character %U (%s): %c is printed instead.", r.Rune, strings.Join(places, ", "), Substitute))
	}
	for _, ref := range n.RightToLeft {
		out = append(out, fmt.Sprintf("Right-to-left text (%s) is printed in the order of its letters: check it.", ref))
	}
	for _, ref := range n.Cut {
		out = append(out, fmt.Sprintf("A text is too long for its place and was shortened (%s).", ref))
	}
	return strings.Join(out, "\n")
}

func (n *Notes) replaced(r rune, ref Ref) {
	i := slices.IndexFunc(n.Replaced, func(x Replaced) bool { return x.Rune == r })
	switch {
	case i >= 0:
		if !slices.Contains(n.Replaced[i].Refs, ref) {
			n.Replaced[i].Refs = append(n.Replaced[i].Refs, ref)
		}
	case len(n.Replaced) < 200: // a hostile text may hold every rune there is
		n.Replaced = append(n.Replaced, Replaced{Rune: r, Refs: []Ref{ref}})
	}
}

func noteOnce(list *[]Ref, ref Ref) {
	if !slices.Contains(*list, ref) {
		*list = append(*list, ref)
	}
}

// clean makes text printable: NFC, one kind of line break, no control
// characters, direction overrides, joiners or tags, and nothing the font lacks.
func clean(s string, m Metrics, n *Notes, ref Ref) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, string(utf8.RuneError)), "\r\n", "\n")
	s = norm.NFC.String(strings.Map(tame, s)) // composed last: what tame drops may stand between a letter and its accent
	rtl := false
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r >= ' ' && r < 0x7f {
			return r
		}
		if r == utf8.RuneError || !m.Has(r) {
			n.replaced(r, ref)
			return Substitute
		}
		if r >= 0x590 && !rtl {
			p, _ := bidi.LookupRune(r)
			rtl = p.Class() == bidi.R || p.Class() == bidi.AL
		}
		return r
	}, s)
	if rtl {
		noteOnce(&n.RightToLeft, ref)
	}
	return s
}

// tame makes the many line breaks, spaces and hyphens one of each and drops (-1)
// what has no shape of its own.
func tame(r rune) rune {
	switch {
	case r >= ' ' && r < 0x7f || r == '\n':
		return r
	case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f' || r == '\u0085':
		return '\n'
	case r == '\u00a0' || r == '\u202f':
		return '\u00a0'
	case r == '\t' || unicode.Is(unicode.Zs, r):
		return ' '
	case r == '\u2011':
		return '-' // the hyphen that does not break; the font has no such glyph
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
		return -1
	}
	return r
}

// plain says that the text needs no work: nearly all of it does not.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// oneLine is clean text with its line breaks turned into spaces.
func oneLine(s string) string {
	if !strings.ContainsRune(s, '\n') {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
