package present

import (
	"slices"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/ui/words"
)

// inGerman lets a test speak German without a table.
func inGerman(t *testing.T) {
	words.Use(words.German, nil)
	t.Cleanup(func() { words.Use(words.English, nil) })
}

func TestLineCommandsAreReadInTheFormOfTheCountry(t *testing.T) {
	commands := []struct{ typed, act string }{
		{"6 h 1,5 duplicate, effort", "6 h 1.5 duplicate, effort"},
		{"  3,5 a 1.234,50 agreed, 2 items", "  3,5 a 1,234.50 agreed, 2 items"},
		{"6 h 1.5 duplicate effort", "6 h 1.5 duplicate effort"},
		{"2\tR 310,25 rate", "2\tR 310.25 rate"},
		{"1,2 nc training 1,5", "1,2 nc training 1,5"},
		{"4 t Read 1,5 pages", "4 t Read 1,5 pages"},
		{"4 mv 1001,5 moved", "4 mv 1001,5 moved"},
		{"6 h", "6 h"}, {"6", "6"}, {"", ""}, {"6 h 0,5", "6 h 0.5"},
		{"6 h 1,5 a\n# 7 h 1,5 b\n7 u 2,5 c", "6 h 1.5 a\n# 7 h 1,5 b\n7 u 2.5 c"},
	}
	for _, c := range commands {
		if got := typedMarkup(c.typed); got != c.typed {
			t.Errorf("in English %q becomes %q", c.typed, got)
		}
	}
	inGerman(t)
	for _, c := range commands {
		if got := typedMarkup(c.typed); got != c.act {
			t.Errorf("%q becomes %q, want %q", c.typed, got, c.act)
		}
	}
}

func TestNumbersOfInvoicesWithAmounts(t *testing.T) {
	check := func(typed string, want ...string) {
		t.Helper()
		if got := numbersTyped(typed); !slices.Equal(got, want) {
			t.Errorf("%s: %q is %q", words.In().Tag, typed, got)
		}
	}
	check("2026-0125=50.00,2026-0126; 7\n8", "2026-0125=50.00", "2026-0126", "7", "8")
	check(" , ;")
	inGerman(t)
	check("2026-0125=50,00,2026-0126; 7\n8", "2026-0125=50,00", "2026-0126", "7", "8")
	check("2026-0125=1.234,5 2026-0126", "2026-0125=1.234,5", "2026-0126")
	check("2026-0125=50,2026-0126", "2026-0125=50", "2026-0126")
	check("1,2,3", "1", "2", "3")
}

func TestADayInACellBeginsInTheFormOfTheCountry(t *testing.T) {
	day := cal.MustParse("2026-06-18")
	if got := typedDay(day); got != "2026-06-18" {
		t.Error(got)
	}
	inGerman(t)
	if got := typedDay(day); got != "18.06.2026" {
		t.Error(got)
	}
	if back, err := cal.ParseTyped(typedDay(day), 0, day, words.In().MonthFirst); err != nil || back != day {
		t.Error(back, err)
	}
}

func TestWhyARateHoldsIsSaidInTheLanguage(t *testing.T) {
	why := "1325.00: client rate for this class (rule 7), since 2026-01-01"
	if got := rateSaid(why); got != why {
		t.Error(got)
	}
	inGerman(t)
	for text, want := range map[string]string{
		why: "1325,00: client rate for this class (rule 7), since 01.01.2026",
		"175.00: timekeeper's standard rate, looked up for 2026-09-04 (agreed from 2026-01-01); billed at 150.00 by the reviewer": "175,00: timekeeper's standard rate, looked up for 04.09.2026 (agreed from 01.01.2026); billed at 150,00 by the reviewer",
		"timekeeper's standard rate (rule 11)": "timekeeper's standard rate (rule 11)",
		"(":                                    "(", "": "",
	} {
		if got := rateSaid(text); got != want {
			t.Errorf("%q is said as %q", text, got)
		}
	}
}

func TestWhatACheckFoundIsSaidInTheLanguage(t *testing.T) {
	words.Use(words.German, func(text string) string {
		return strings.ReplaceAll(text, "%s acts with %s changes follow each other", "%s Vorgänge, %s Änderungen")
	})
	t.Cleanup(func() { words.Use(words.English, nil) })
	if got := CheckSaid("1104 acts with 8598 changes follow each other"); got != "1104 Vorgänge, 8598 Änderungen" {
		t.Error(got)
	}
	if got := CheckSaid("row 7 of 100 % is wrong"); got != "row 7 of 100 % is wrong" {
		t.Error(got)
	}
}
