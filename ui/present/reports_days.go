package present

import (
	"matterbook/app/cal"
	"matterbook/ui/words"
)

// chosenDays is the key of days a person typed.
const chosenDays = "chosen"

// ReportPeriods are the quick ranges of reports over days.
var ReportPeriods = []Choice{{Key: "", Text: words.Mark("This month")}, {Key: "last month", Text: words.Mark("Last month")}, {Key: "quarter", Text: words.Mark("This quarter")}, {Key: "last quarter", Text: words.Mark("Last quarter")},
	{Key: "year", Text: words.Mark("This year")}, {Key: "last year", Text: words.Mark("Last year")}, {Key: "twelve", Text: words.Mark("Last 12 months")}, {Key: chosenDays, Text: words.Mark("Chosen dates")}}

// ReportDays are the quick days of reports as of a day.
var ReportDays = []Choice{{Key: "", Text: words.Mark("Today")}, {Key: "month", Text: words.Mark("End of last month")}, {Key: "quarter", Text: words.Mark("End of last quarter")}, {Key: "year", Text: words.Mark("End of last year")}, {Key: chosenDays, Text: words.Mark("Chosen date")}}

// SaidChoices are choices in the reader's language.
func SaidChoices(list []Choice) []Choice {
	said := make([]Choice, len(list))
	for i, c := range list {
		c.Text = words.Of(c.Text)
		said[i] = c
	}
	return said
}

func quarterStart(d cal.Date) cal.Date { return d.MonthStart().AddMonths(-((d.Month() - 1) % 3)) }

func yearStart(d cal.Date) cal.Date { return d.MonthStart().AddMonths(1 - d.Month()) }

// monthsUsual is the period of reports that show months when nobody chose one.
var monthsUsual = map[string]bool{"months": true}

// days are the days of the period at a day. A month of one month says little, so
// some reports begin with twelve.
func (a ReportAsk) days(today cal.Date, name string) (from, to cal.Date) {
	key := a.Period
	if key == "" && monthsUsual[name] {
		key = "twelve"
	}
	switch key {
	case "last month":
		to = today.MonthStart().AddDays(-1)
		return to.MonthStart(), to
	case "quarter":
		return quarterStart(today), today
	case "last quarter":
		to = quarterStart(today).AddDays(-1)
		return quarterStart(to), to
	case "year":
		return yearStart(today), today
	case "last year":
		to = yearStart(today).AddDays(-1)
		return yearStart(to), to
	case "twelve":
		return lastTwelve(today), today
	case chosenDays:
		from, _ = cal.Parse(a.From) // kept by the screen: a day or blank
		to, _ = cal.Parse(a.To)
		if to.IsZero() {
			to = today
		}
		if from.IsZero() {
			from = min(to, today).MonthStart()
		}
		return from, to
	}
	return today.MonthStart(), today
}

// lastTwelve begins twelve months of which today's is the last.
func lastTwelve(today cal.Date) cal.Date { return today.MonthStart().AddMonths(-11) }

// PeriodKey is the quick range that is chosen, also where the report begins with
// another than the usual one.
func (r *Reports) PeriodKey() string {
	if r.Ask.Period == "" && monthsUsual[r.Info.Name] {
		return "twelve"
	}
	return r.Ask.Period
}

// Days are the days the report is of.
func (r *Reports) Days() (from, to cal.Date) { return r.Ask.days(r.h.Today(), r.Info.Name) }

// AsOf is the day the report is as of.
func (r *Reports) AsOf() cal.Date { return r.Ask.asOf(r.h.Today()) }

func (a ReportAsk) asOf(today cal.Date) cal.Date {
	switch a.Day {
	case "month":
		return today.MonthStart().AddDays(-1)
	case "quarter":
		return quarterStart(today).AddDays(-1)
	case "year":
		return yearStart(today).AddDays(-1)
	case chosenDays:
		if d, err := cal.Parse(a.AsOf); err == nil {
			return d
		}
	}
	return today
}

// SetDates takes typed days; zero is none.
func (r *Reports) SetDates(from, to cal.Date) {
	if f, t := r.Days(); f == from && t == to {
		return
	}
	r.Set(func(a *ReportAsk) { a.Period, a.From, a.To = chosenDays, from.String(), to.String() })
}

// SetAsOf takes a typed day.
func (r *Reports) SetAsOf(d cal.Date) {
	if r.AsOf() == d {
		return
	}
	r.Set(func(a *ReportAsk) { a.Day, a.AsOf = chosenDays, d.String() })
}

// monthLabel is the month of "2026-06" for a chart, "Jun 26".
func monthLabel(month string) string {
	d, err := cal.Parse(month + "-01")
	if err != nil {
		return month
	}
	return words.ShortMonth(d) + " " + month[2:4]
}
