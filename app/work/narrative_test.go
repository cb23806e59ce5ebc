package work_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"matterbook/app/fault"
	"matterbook/app/work"

	"pgregory.net/rapid"
)

func TestCleanNarrativeKeepsWordsAndDropsWhatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"  Call with client.\t Notes. \r\n\r\n Draft. \x00\x07 ": "Call with client.  Notes.\n\n Draft.",
		"pay \u202etnalp\u202c now":                              "pay tnalp now",
		"\ufeffRésumé — 50 % “quoted” 😀 |[]":                     "Résumé — 50 % “quoted” 😀 |[]",
		"a\rb\u2028c\vd": "a\nb\nc\nd",
		"=1+2":           "=1+2",
		"\x1b[31mred":    "[31mred",
		"":               "",
	} {
		if got := work.CleanNarrative(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := work.CleanLine(" a\n b\t c "); got != "a b c" {
		t.Errorf("%q", got)
	}
}

func TestCleaningTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := work.CleanNarrative(s)
		if twice := work.CleanNarrative(once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
		if strings.ContainsAny(once, "\r\t\x00\u202e") {
			t.Fatalf("%q", once)
		}
	})
}

func TestNarrativeLimits(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"Fine.", ""}, {"", "narrative.required"}, {strings.Repeat("é", work.NarrativeMax), ""},
		{strings.Repeat("é", work.NarrativeMax+1), "narrative.length"}, {"bad \xff", "narrative.encoding"},
	} {
		var check fault.Check
		work.CheckNarrative(&check, "narrative", c.text)
		switch {
		case c.code == "" && !check.OK():
			t.Errorf("%.20q: %v", c.text, check.Faults())
		case c.code != "" && (check.OK() || check.Faults()[0].Code != c.code):
			t.Errorf("%.20q: %v, want %s", c.text, check.Faults(), c.code)
		}
	}
}

var shorts = work.NewAbbreviations([]work.Abbreviation{
	{UserID: 7, Short: "tc", Text: "telephone call with"},
	{Short: "tc", Text: "telephone conference with"},
	{Short: "oc", Text: "opposing counsel"},
	{Short: "re", Text: "regarding"},
	{Short: "e", Text: "evidence"},
	{Short: "sj", Text: "summary judgment"},
	{Short: "été", Text: "summer"},
})

func TestExpandWholeWordsOnly(t *testing.T) {
	for in, want := range map[string]string{
		"tc oc re sj.":             "Telephone call with opposing counsel regarding summary judgment.",
		"Drafted e-mail; tc, (oc)": "Drafted e-mail; telephone call with, (opposing counsel)",
		"TC Tc tc.com a.tc tcs":    "TC Tc tc.com a.tc tcs",
		"motion for sj":            "motion for summary judgment",
		"  tc A":                   "  Telephone call with A",
		"l'été x":                  "l'été x",
		"un été":                   "un summer",
		"oc's brief":               "oc's brief",
		"":                         "",
		"\xff tc":                  "\xff telephone call with",
	} {
		if got := work.Expand(in, shorts); got != want {
			t.Errorf("%q expands to %q, want %q", in, got, want)
		}
	}
}

func TestSpaceExpandsTheWordBeforeTheCaret(t *testing.T) {
	for in, want := range map[string]string{
		"tc": "Telephone call with", "reviewed sj": "reviewed summary judgment", "tc oc": "tc opposing counsel",
	} {
		if got, ok := work.ExpandLast(in, shorts); !ok || got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "tc ", "x-tc", "TC", "e-mail"} {
		if got, ok := work.ExpandLast(in, shorts); ok || got != in {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
}

func TestExpandWithNothingToExpandReturnsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if got := work.Expand(s, nil); got != s {
			t.Fatalf("%q became %q", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(work.Expand(s, shorts)) {
			t.Fatalf("%q is cut inside a character", s)
		}
	})
}

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		in            string
		capital, stop bool
		want          string
	}{
		{"review lease", true, true, "Review lease."},
		{" review lease ", false, true, "review lease."},
		{"review lease", true, false, "Review lease"},
		{"éclair", true, true, "Éclair."},
		{"Why?", true, true, "Why?"},
		{"call re lease [.2]", true, true, "Call re lease [.2]"},
		{"call (twice)", true, true, "Call (twice)."},
		{"", true, true, ""},
		{"2 letters", true, true, "2 letters."},
	} {
		if got := work.Sentence(c.in, c.capital, c.stop); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}
