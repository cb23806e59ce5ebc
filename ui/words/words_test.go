package words

import (
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
)

func speak(t *testing.T, l Locale, table map[string]string) {
	t.Helper()
	Use(l, func(text string) string {
		if said, ok := table[text]; ok {
			return said
		}
		return text
	})
	t.Cleanup(func() { Use(English, nil) })
}

func TestTextsAreSaidInTheLanguage(t *testing.T) {
	if got := L("%s owes %s", "Castellan", "$5.00"); got != "Castellan owes $5.00" {
		t.Error(got)
	}
	if got := N(1, "%d entry", "%d entries", 1) + N(3, "%d entry", "%d entries", 3); got != "1 entry3 entries" {
		t.Error(got)
	}
	speak(t, German, map[string]string{"%s owes %s": "%[2]s schuldet %[1]s", "%d entries": "%d Einträge"})
	if got := L("%s owes %s", "Castellan", "5,00 $"); got != "5,00 $ schuldet Castellan" {
		t.Error(got)
	}
	if got := N(3, "%d entry", "%d entries", 3); got != "3 Einträge" {
		t.Error(got)
	}
	if got := L("A text nobody translated"); got != "A text nobody translated" {
		t.Error(got)
	}
	if Mark("%d entries") != "%d entries" {
		t.Error("a mark changes nothing")
	}
}

func TestDatesAndMoneyInTheFormOfTheCountry(t *testing.T) {
	day, cur := cal.MustParse("2026-03-05"), money.USD
	forms := func() []string {
		return []string{Date(day), Day(day), LongDate(day), Month(day), Weekday(day), Date(0),
			Amount(-123456789, cur), Money(-123450, cur), Hours(17000), Tenths(13333), Short(1480000), Rate(13250000), Percent(12_500000)}
	}
	for _, c := range []struct {
		l    Locale
		want []string
	}{
		{English, []string{"05 Mar 2026", "05 Mar", "Thursday, 5 Mar 2026", "March 2026", "Thu", "", "-1,234,567.89", "-$1,234.50", "1.70", "1.3333", "148", "1,325.00", "12.5\u00a0%"}},
		{German, []string{"05.03.2026", "05.03.", "Donnerstag, 5. März 2026", "März 2026", "Do", "", "-1.234.567,89", "-1.234,50\u00a0$", "1,70", "1,3333", "148", "1.325,00", "12,5\u00a0%"}},
	} {
		speak(t, c.l, nil)
		for i, got := range forms() {
			if got != c.want[i] {
				t.Errorf("%s form %d: got %q, want %q", c.l.Tag, i, got, c.want[i])
			}
		}
	}
}

func TestEveryMonthAndWeekdayHasItsName(t *testing.T) {
	for _, l := range Locales() {
		speak(t, l, nil)
		seen := map[string]bool{}
		for m := 1; m <= 12; m++ {
			d, _ := cal.New(2026, m, 15)
			seen[Month(d)] = true
		}
		for i := range 7 {
			seen[Weekday(cal.MustParse("2026-06-01").AddDays(i))] = true
		}
		if len(seen) != 19 || seen[""] {
			t.Errorf("%s: %d names, want 12 months and 7 weekdays", l.Tag, len(seen))
		}
	}
}

func TestWhatIsTypedIsReadInTheFormOfTheCountry(t *testing.T) {
	speak(t, German, nil)
	for typed, want := range map[string]string{
		"1.234,50": "1,234.50", "1,5": "1.5", "-0,25": "-0.25", ".3": ".3", "1.5": "1.5", "0.125": "0.125", "1.234": "1,234", "12.345.678": "12,345,678",
		"1:15": "1:15", "18m": "18m", "t": "t", "": "", "1.23": "1.23", "12,5 %": "12.5 %",
	} {
		if got := Typed(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	Use(English, nil)
	if got := Typed("1,234.50"); got != "1,234.50" {
		t.Error(got)
	}
}

func TestOneEnglishWordMayBeSeveralElsewhere(t *testing.T) {
	if got := Sense("Open", "act"); got != "Open" {
		t.Error(got)
	}
	speak(t, German, map[string]string{"Open": "Offen", "Open (act)": "Öffnen"})
	if Sense("Open", "act") != "Öffnen" || Sense("Open", "state") != "Offen" || Sense("Close", "act") != "Close" {
		t.Error(Sense("Open", "act"), Sense("Open", "state"), Sense("Close", "act"))
	}
}
