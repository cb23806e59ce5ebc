package bill_test

import (
	"strings"
	"testing"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"

	"pgregory.net/rapid"
)

func TestNumbersFollowThePattern(t *testing.T) {
	for _, c := range []struct {
		pattern string
		n       int64
		on      string
		want    string
		series  string
	}{
		{"", 125, "2026-06-18", "2026-0125", "invoice 2026"},
		{"{YYYY}-{NNNN}", 1, "2027-01-02", "2027-0001", "invoice 2027"},
		{"{YY}{NNNNN}", 42, "2026-06-18", "2600042", "invoice 2026"},
		{"{NNNNNN}", 7, "2026-06-18", "000007", "invoice"},
		{"INV-{YY}{MM}/{NNN}", 1234, "2026-06-18", "INV-2606/1234", "invoice 2026"},
		{"{NN}.{YYYY}", 100, "2026-06-18", "100.2026", "invoice 2026"},
	} {
		p, err := bill.ParsePattern(c.pattern)
		if err != nil {
			t.Fatalf("%q: %v", c.pattern, err)
		}
		on := cal.MustParse(c.on)
		got, err := p.Number(c.n, on)
		if err != nil || got != c.want || p.Series(on) != c.series {
			t.Errorf("%q: %s in series %q (%v), want %s in %q", c.pattern, got, p.Series(on), err, c.want, c.series)
		}
		if n, ok := p.Counter(got, on); !ok || n != c.n {
			t.Errorf("%q: counter of %s read as %d %v", c.pattern, got, n, ok)
		}
	}
}

func TestPatternsThatCannotNumberInvoicesAreRefused(t *testing.T) {
	for pattern, why := range map[string]string{
		"2026":                        "no counter",
		"{NNNN}{NNNN}":                "two counters",
		"{YYYY}-{NNNN":                "open brace",
		"{YYY}{NNNN}":                 "unknown field",
		"{nnnn}":                      "unknown field",
		"INV|{NNNN}":                  "pipe",
		"[{NNNN}]":                    "bracket",
		"Rechnung Nr. {NNNN}":         "blank",
		"№{NNNN}":                     "not ASCII",
		"-{NNNN}":                     "leading dash reads as a flag",
		"INVOICE-{YYYY}{NNNNNNNNN}-X": "too long",
		"{NNNN}}":                     "stray brace",
	} {
		if _, err := bill.ParsePattern(pattern); fault.Of(err) != fault.Invalid {
			t.Errorf("%q (%s): %v", pattern, why, err)
		}
	}
	p, _ := bill.ParsePattern("INVOICE-{YYYY}-{NNNNNNN}")
	if _, err := p.Number(10_000_000, cal.MustParse("2026-01-01")); fault.Code(err) != "invoice.number_length" {
		t.Errorf("a number of 21 characters: %v", err)
	}
}

func TestNoTwoNumbersOfAPatternAreTheSame(t *testing.T) {
	patterns := []string{"{YYYY}-{NNNN}", "{YY}{NN}", "{NN}{YY}", "{N}", "A{YY}{MM}{N}", "9{NN}9"}
	rapid.Check(t, func(t *rapid.T) {
		p, err := bill.ParsePattern(rapid.SampledFrom(patterns).Draw(t, "pattern"))
		if err != nil {
			t.Fatal(err)
		}
		day := rapid.Map(rapid.Int32Range(int32(cal.MustParse("2020-01-01")), int32(cal.MustParse("2039-12-31"))), func(d int32) cal.Date { return cal.Date(d) })
		a, b := day.Draw(t, "a"), day.Draw(t, "b")
		n, m := rapid.Int64Range(1, 2_000_000).Draw(t, "n"), rapid.Int64Range(1, 2_000_000).Draw(t, "m")
		x, err1 := p.Number(n, a)
		y, err2 := p.Number(m, b)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		same := p.Series(a) == p.Series(b) && n == m
		if x == y && !same {
			t.Fatalf("%s: %s twice (%d on %s, %d on %s)", p, x, n, a, m, b)
		}
		if len(x) > 20 || strings.ContainsAny(x, "|[] \t") {
			t.Fatalf("%q cannot stand in a LEDES file", x)
		}
		if back, ok := p.Counter(x, a); !ok || back != n {
			t.Fatalf("%s read back as %d %v", x, back, ok)
		}
	})
}
