package cal_test

import (
	"encoding/json"
	"testing"
	"time"

	"matterbook/app/cal"

	"pgregory.net/rapid"
)

func TestParseRefusesDaysThatDoNotExist(t *testing.T) {
	for _, s := range []string{"", "2026-02-31", "2026-2-3", "20260203", "2026-13-01", "1899-12-31", "2200-01-01", "2026-06-1８", "2026-06-18 "} {
		if d, err := cal.Parse(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
	for _, s := range []string{"20240230", "2024-030", "2024063", "+2024060"} {
		if d, err := cal.ParseCompact(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestParseAndPrintReturnTheSameDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := cal.Date(rapid.Int32Range(int32(cal.First), int32(cal.Last)).Draw(t, "day"))
		iso, err := cal.Parse(d.String())
		if err != nil || iso != d {
			t.Fatalf("%s: %v %v", d, iso, err)
		}
		compact, err := cal.ParseCompact(d.Compact())
		if err != nil || compact != d {
			t.Fatalf("%s: %v %v", d, compact, err)
		}
		if again, err := cal.New(d.Year(), d.Month(), d.Day()); err != nil || again != d {
			t.Fatalf("%s: %v %v", d, again, err)
		}
		if ws := d.WeekStart(); ws.Weekday() != time.Monday || d.Sub(ws) < 0 || d.Sub(ws) > 6 {
			t.Fatalf("week of %s starts %s", d, ws)
		}
		if d.MonthStart().Day() != 1 || d.MonthEnd().AddDays(1).Day() != 1 {
			t.Fatalf("month of %s", d)
		}
	})
}

func TestTypedDates(t *testing.T) {
	today := cal.MustParse("2026-06-18") // a Thursday
	from := cal.MustParse("2026-03-31")
	for in, want := range map[string]string{
		"t": "2026-06-18", "y": "2026-06-17", "m": "2026-03-01", "h": "2026-03-31",
		"+": "2026-04-01", "-": "2026-03-30", "+3": "2026-04-03", "-31": "2026-02-28",
		"15": "2026-03-15", "6/18": "2026-06-18", "6/18/27": "2027-06-18", "06.18.2026": "2026-06-18",
		"2025-12-31": "2025-12-31", "w": "2026-03-30", "k": "2026-04-05",
	} {
		if got, err := cal.ParseTyped(in, from, today, true); err != nil || got.String() != want {
			t.Errorf("%q = %s (%v), want %s", in, got, err, want)
		}
	}
	if got, _ := cal.ParseTyped("18/6", 0, today, false); got.String() != "2026-06-18" {
		t.Errorf("day first: %s", got)
	}
	for _, bad := range []string{"", "x", "32", "2/30", "1/2/3/4", "+999999", "--"} {
		if got, err := cal.ParseTyped(bad, from, today, true); err == nil {
			t.Errorf("%q was read as %s", bad, got)
		}
	}
}

func TestOfIsTheDayInTheZoneOfTheInstant(t *testing.T) {
	zone := time.FixedZone("west", -8*3600)
	evening := time.Date(2026, 11, 30, 23, 30, 0, 0, zone)
	if got := cal.Of(evening).String(); got != "2026-11-30" {
		t.Errorf("local day %s", got)
	}
	if got := cal.Of(evening.UTC()).String(); got != "2026-12-01" {
		t.Errorf("UTC day %s", got)
	}
}

func TestAddMonthsStaysInsideTheMonth(t *testing.T) {
	for in, want := range map[string]string{"2026-01-31": "2026-02-28", "2024-01-31": "2024-02-29", "2026-12-15": "2027-01-15"} {
		if got := cal.MustParse(in).AddMonths(1).String(); got != want {
			t.Errorf("%s + 1 month = %s, want %s", in, got, want)
		}
	}
}

func TestJSONIsISOAndEmptyIsNoDate(t *testing.T) {
	var v struct{ A, B cal.Date }
	if err := json.Unmarshal([]byte(`{"A":"2026-06-18","B":""}`), &v); err != nil || v.A.String() != "2026-06-18" || !v.B.IsZero() {
		t.Fatalf("%+v %v", v, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"2026-06-31"}`), &v); err == nil {
		t.Error("a day that does not exist was accepted")
	}
}
