package work_test

import (
	"fmt"
	"strings"
	"testing"

	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"

	"pgregory.net/rapid"
)

func hours(t testing.TB, s string) money.Quantity {
	t.Helper()
	q, err := money.ParseQuantity(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestParseHoursAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"1.5": "1.5", "1,5": "1.5", ".3": "0.3", ",3": "0.3", "0.25": "0.25", "2": "2", "2.": "2", "1.5h": "1.5", "1.5 hrs": "1.5",
		"1:30": "1.5", ":30": "0.5", "0:06": "0.1", "23:59": "23.9833", "24:00": "24", "24": "24",
		"90m": "1.5", "18m": "0.3", "18 min": "0.3", "20m": "0.3333", "10 minutes": "0.1667", "1440m": "24",
		"1h30": "1.5", "1h 30m": "1.5", "1h30m": "1.5", "1 h 30 min": "1.5", "1h5": "1.0833", "2h": "2", "2 hours": "2", "0h6m": "0.1",
		"  1.5  ": "1.5", "1H30M": "1.5", "0": "0", "00.10": "0.1", "0.0001": "0.0001",
	} {
		got, err := work.ParseHours(text)
		if err != nil || got != hours(t, want) {
			t.Errorf("%q reads as %s (%v), want %s", text, got.Plain(), err, want)
		}
	}
}

func TestParseHoursRefusesWhatItWouldHaveToGuess(t *testing.T) {
	for _, text := range []string{
		"", " ", "-1", "+1", "-0:30", "24.0001", "24:01", "25", "1441m", "1,500.5", "1.2.3", "1,2,3", "1:5", "1:60", "1:", ":", "1:30:00",
		"h", "m", "1m30", "1.5h30", "1h5.5m", "1h60", "1h-5", "90s", "1e1", "0x1", "NaN", "Inf", "١", "½", "1 5", "one", "1:3o", "1.00001",
		"999999999999999999999999m", "1h30m20", ".", ",", "1hh", strings.Repeat("1", 5000),
	} {
		if got, err := work.ParseHours(text); err == nil {
			t.Errorf("%.20q was read as %s", text, got.Plain())
		}
	}
}

func TestHoursPrintAndReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := money.Quantity(rapid.Int64Range(0, int64(work.DayHours)).Draw(t, "q"))
		for _, text := range []string{q.Plain(), q.Tenths(), q.Short(), strings.Replace(q.Plain(), ".", ",", 1), q.Plain() + "h"} {
			if back, err := work.ParseHours(text); err != nil || back != q {
				t.Fatalf("%q reads as %d (%v), want %d", text, back, err, q)
			}
		}
		minutes := rapid.Int64Range(0, 1440).Draw(t, "minutes")
		want, err := work.ParseHours(fmt.Sprintf("%dm", minutes))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{fmt.Sprintf("%d:%02d", minutes/60, minutes%60), fmt.Sprintf("%dh%d", minutes/60, minutes%60), fmt.Sprintf("%dh %02d min", minutes/60, minutes%60)} {
			if got, err := work.ParseHours(text); err != nil || got != want {
				t.Fatalf("%q reads as %d (%v), want %d", text, got, err, want)
			}
		}
		// An hour holds sixty minutes exactly: the error is below half of the last digit.
		if diff := int64(want)*60 - minutes*int64(money.Hour); diff > 30 || diff < -30 {
			t.Fatalf("%d minutes are %d", minutes, want)
		}
	})
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"1.5", "1,5", "1:30", "90m", "1h30", "1h 30m", ".3", "", "-1", "1hh", "99999999999999m", ":", "\x00", "1\u00a05"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := work.ParseHours(s)
		if err != nil {
			if q != 0 {
				t.Fatalf("%q is refused and gives %d", s, q)
			}
			return
		}
		if q < 0 || q > work.DayHours {
			t.Fatalf("%q gives %d", s, q)
		}
		if back, err := work.ParseHours(q.Plain()); err != nil || back != q {
			t.Fatalf("%q -> %s -> %d (%v)", s, q.Plain(), back, err)
		}
	})
}

func rule(t testing.TB, minimum, increment string) firm.TimeRule {
	return firm.TimeRule{Minimum: hours(t, minimum), Increment: hours(t, increment)}
}

func TestBillRoundsUpAfterTheMinimum(t *testing.T) {
	tenths, quarters := rule(t, "0.1", "0.1"), rule(t, "0.25", "0.25")
	for _, c := range []struct {
		rule    firm.TimeRule
		seconds int64
		want    string
	}{
		{tenths, 0, "0"}, {tenths, -5, "0"}, {tenths, 1, "0.1"}, {tenths, 360, "0.1"}, {tenths, 361, "0.2"}, {tenths, 720, "0.2"},
		{tenths, 3600, "1.0"}, {tenths, 3601, "1.1"}, {tenths, 240, "0.1"},
		{quarters, 360, "0.25"}, {quarters, 900, "0.25"}, {quarters, 901, "0.5"}, {quarters, 1080, "0.50"},
		{rule(t, "0.2", "0.1"), 60, "0.2"}, {rule(t, "0.2", "0.1"), 721, "0.3"},
		{rule(t, "0.3", "0.25"), 1080, "0.3"}, {rule(t, "0.3", "0.25"), 1081, "0.5"},
		{rule(t, "0.5", "0.01"), 36, "0.5"}, {rule(t, "0", "0.01"), 37, "0.02"},
		{firm.TimeRule{}, 3600, "1"}, // no rule at all: exact to the last digit kept
	} {
		if got := work.Bill(c.seconds, c.rule); got != hours(t, c.want) {
			t.Errorf("%d s by %v are %s, want %s", c.seconds, c.rule, got.Plain(), c.want)
		}
	}
}

func TestBillNeverGivesLessThanWorkedNorAWholeIncrementMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inc := rapid.SampledFrom([]int64{1, 100, 500, 1000, 2500, 5000, 10000}).Draw(t, "inc")
		r := firm.TimeRule{Minimum: money.Quantity(inc * rapid.Int64Range(0, 5).Draw(t, "min")), Increment: money.Quantity(inc)}
		s := rapid.Int64Range(1, 86400).Draw(t, "seconds")
		q := int64(work.Bill(s, r))
		if q*3600 < s*10000 {
			t.Fatalf("%d s give %d: less than worked", s, q)
		}
		if q > int64(r.Minimum) && (q-inc)*3600 >= s*10000 {
			t.Fatalf("%d s give %d: an increment too much", s, q)
		}
		if q%inc != 0 {
			t.Fatalf("%d is no multiple of %d", q, inc)
		}
		typed := money.Quantity(rapid.Int64Range(1, int64(work.DayHours)).Draw(t, "typed"))
		got := work.RoundHours(typed, r)
		if got < typed || got < r.Minimum || int64(got)%inc != 0 || got > r.Minimum && int64(got-typed) >= inc {
			t.Fatalf("%d typed gives %d", typed, got)
		}
		if work.RoundHours(got, r) != got {
			t.Fatalf("rounding twice changes %d", got)
		}
	})
}

func TestTypedHoursStayWhenTheyAreAMultiple(t *testing.T) {
	for _, c := range []struct{ min, inc, typed, want string }{
		{"0.1", "0.1", "1.7", "1.7"}, {"0.1", "0.1", "1.65", "1.7"}, {"0.1", "0.1", "0.0167", "0.1"}, {"0.25", "0.25", "0.1", "0.25"},
		{"0.25", "0.25", "0.3", "0.5"}, {"0.25", "0.25", "1.75", "1.75"}, {"0.1", "0.1", "0", "0"},
	} {
		if got := work.RoundHours(hours(t, c.typed), rule(t, c.min, c.inc)); got != hours(t, c.want) {
			t.Errorf("%s typed at %s/%s is %s, want %s", c.typed, c.min, c.inc, got.Plain(), c.want)
		}
	}
}

func TestBracketHours(t *testing.T) {
	for text, want := range map[string]struct {
		sum string
		n   int
	}{
		"email J. Doe re costs [.2]; call re same [.5]": {"0.7", 2},
		"no brackets": {"0", 0}, "review Exhibit [A] [1:30]": {"1.5", 1}, "[0.1][0.1] [18m": {"0.2", 2}, "[-1] [] [[.3]]": {"0.3", 1},
	} {
		sum, n := work.BracketHours(text)
		if sum != hours(t, want.sum) || n != want.n {
			t.Errorf("%q: %s in %d, want %s in %d", text, sum.Plain(), n, want.sum, want.n)
		}
	}
}

func TestSecondsAndClock(t *testing.T) {
	if work.Seconds(hours(t, "1.5")) != 5400 || work.Seconds(hours(t, "0.3333")) != 1200 {
		t.Error("seconds of hours")
	}
	if got := work.FormatClock(3727); got != "1:02:07" {
		t.Error(got)
	}
}
