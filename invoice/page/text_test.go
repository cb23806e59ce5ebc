package page

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"", ""},
		{"e\u0301", "é"},
		{"a\x00b\x1bc", "abc"},
		{"e\u200b\u0301", "é"}, // composed although something stood between
		{"a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"tab\there", "tab here"},
		{"\u202eevil\u202c \u2066x\u2069", "evil x"},
		{"tag\U000e0041\U000e0042", "tag"},
		{"soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"},
		{"non\u2011breaking", "non-breaking"},
		{"a\u00a0b\u202fc\u2003d", "a\u00a0b\u00a0c d"},
		{"👍 ok", "□ ok"},
		{"漢字", "□□"},
		{"bad\xff", "bad□"},
		{"Dvořák, § 12, €5 “x” — Ω Ж", "Dvořák, § 12, €5 “x” — Ω Ж"},
	} {
		var n Notes
		if got := clean(c.in, Liberation(), &n, Ref{Part: PartFees, Line: 3}); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
		}
		if strings.Contains(c.want, "□") != (len(n.Replaced) > 0) {
			t.Errorf("clean(%q): notes %q", c.in, n)
		}
	}
}

func TestNotes(t *testing.T) {
	var n Notes
	clean("👍👍 漢", Liberation(), &n, Ref{Part: PartFees, Line: 3})
	clean("👍", Liberation(), &n, Ref{Part: PartClient})
	clean("שלום", Liberation(), &n, Ref{Part: PartClient})
	want := "The font has no character U+1F44D (fees line 3, client): □ is printed instead.\n" +
		"The font has no character U+6F22 (fees line 3): □ is printed instead.\n" +
		"Right-to-left text (client) is printed in the order of its letters: check it."
	if n.String() != want {
		t.Errorf("got\n%s\nwant\n%s", n, want)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\x00", "👍", "e\u0301\u0301\u0301", "\u202e", "שלום", "\xff\xfe", "\U0010ffff"} {
		f.Add(s)
	}
	m := Liberation()
	f.Fuzz(func(t *testing.T, s string) {
		var n Notes
		got := clean(s, m, &n, Ref{})
		for _, r := range got {
			if r != '\n' && (r < ' ' || r > 0xffff || !m.Has(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("clean(%q) left %U", s, r)
			}
		}
		var again Notes
		if twice := clean(got, m, &again, Ref{}); twice != got {
			t.Errorf("clean is not steady: %q, then %q", got, twice)
		}
	})
}

func TestWrap(t *testing.T) {
	m := Liberation()
	wide := m.Width(Regular, 10, "twelve chars")
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", []string{""}},
		{"one", []string{"one"}},
		{"twelve chars", []string{"twelve chars"}},
		{"twelve chars more", []string{"twelve chars", "more"}},
		{"a\nb", []string{"a", "b"}},
		{"a\n\n\n\nb\n\n", []string{"a", "", "b"}},
		{"\n\na", []string{"a"}},
		{"  a   b  ", []string{"a   b"}},
		{"landlord-tenant-deposit", []string{"landlord-", "tenant-", "deposit"}},
		{"WWWWWWWWWW", []string{"WWWWW", "WWWWW"}},
	} {
		if got := wrap(m, Regular, 10, wide, c.in); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWrapKeepsEveryLetter(t *testing.T) {
	m := Liberation()
	rapid.Check(t, func(t *rapid.T) {
		var n Notes
		text := clean(rapid.String().Draw(t, "text"), m, &n, Ref{})
		width := float64(rapid.IntRange(12, 300).Draw(t, "width"))
		lines := wrap(m, Bold, 9, width, text)
		for _, l := range lines {
			if w := m.Width(Bold, 9, l); w > width+0.01 && len([]rune(l)) > 1 && !strings.ContainsFunc(l, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) {
				t.Fatalf("%q is %.1f wide, more than %.1f", l, w, width)
			}
		}
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if bare(strings.Join(lines, "")) != bare(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}

// Figures stand under each other: all digits of both faces are equally wide.
func TestDigitsAreTabular(t *testing.T) {
	m := Liberation()
	for _, face := range []Face{Regular, Bold} {
		for _, d := range "0123456789" {
			if m.Width(face, 1000, string(d)) != 556 {
				t.Errorf("%c is %v wide", d, m.Width(face, 1000, string(d)))
			}
		}
	}
	if !m.Has(Substitute) || m.Has('漢') || m.Has(-1) || m.Has(0x1f600) {
		t.Error("Has is wrong about the substitute, Han, or runes beyond the plane")
	}
}
