package words

import (
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Locale is how a country writes dates, numbers and money.
type Locale struct {
	Tag     string // "en", "de"
	Name    string // in its own language
	Decimal string
	Group   string
	// SymbolLast puts the currency sign behind the amount: "1.234,50 €".
	SymbolLast bool
	// MonthFirst reads a typed 6/18 as 18 June.
	MonthFirst bool
	// Sundays begins the week in calendars on Sunday.
	Sundays bool
	// Layouts of package time; months and weekdays in them are said in the language.
	DateLayout, DayLayout, LongLayout, MonthLayout string
	Months, ShortMonths                            []string // 12
	Weekdays, ShortWeekdays                        []string // 7, Sunday first
}

// English is the language of the code, in the form of the United States. Dates
// name the month, so that nobody takes 6/7 for the sixth of July.
var English = Locale{
	Tag: "en", Name: "English", Decimal: ".", Group: ",", MonthFirst: true, Sundays: true,
	DateLayout: "02 Jan 2006", DayLayout: "02 Jan", LongLayout: "Monday, 2 Jan 2006", MonthLayout: "January 2006",
}

// German is the form of Germany.
var German = Locale{
	Tag: "de", Name: "Deutsch", Decimal: ",", Group: ".", SymbolLast: true,
	DateLayout: "02.01.2006", DayLayout: "02.01.", LongLayout: "Monday, 2. January 2006", MonthLayout: "January 2006",
	Months:      []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	ShortMonths: []string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
	Weekdays:    []string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}, ShortWeekdays: []string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
}

// Locales are all there are, English first.
func Locales() []Locale { return []Locale{English, German} }

// Date is a day in a table or a sentence: "18 Jun 2026"; blank for none.
func Date(d cal.Date) string { return layout(d, In().DateLayout) }

// Day is a day of a year that is known: "18 Jun".
func Day(d cal.Date) string { return layout(d, In().DayLayout) }

// LongDate names the weekday: "Thursday, 18 Jun 2026".
func LongDate(d cal.Date) string { return layout(d, In().LongLayout) }

// Month is "June 2026".
func Month(d cal.Date) string { return layout(d, In().MonthLayout) }

// ShortMonth is the name of the day's month, "Jun".
func ShortMonth(d cal.Date) string { return layout(d, "Jan") }

// Weekday is the short name of the day, "Thu".
func Weekday(d cal.Date) string { return layout(d, "Mon") }

// layout writes a day. The names of months and weekdays are put in one piece at
// a time, so that no name is searched inside another.
func layout(d cal.Date, form string) string {
	if d.IsZero() {
		return ""
	}
	l, t := In(), d.Time()
	if l.Months == nil {
		return t.Format(form)
	}
	var b strings.Builder
	for form != "" {
		name, word := "", ""
		switch {
		case strings.HasPrefix(form, "January"):
			name, word = "January", l.Months[t.Month()-1]
		case strings.HasPrefix(form, "Jan"):
			name, word = "Jan", l.ShortMonths[t.Month()-1]
		case strings.HasPrefix(form, "Monday"):
			name, word = "Monday", l.Weekdays[t.Weekday()]
		case strings.HasPrefix(form, "Mon"):
			name, word = "Mon", l.ShortWeekdays[t.Weekday()]
		default:
			// Up to the next name; digits of the layout never begin with J or M.
			end := strings.IndexAny(form, "JM")
			if end < 0 {
				end = len(form)
			}
			b.WriteString(t.Format(form[:end]))
			form = form[end:]
			continue
		}
		b.WriteString(word)
		form = form[len(name):]
	}
	return b.String()
}

// Amount is money for people without its sign: "1,234.50".
func Amount(a money.Amount, cur money.Currency) string { return Number(a.Format(cur)) }

// Money is an amount with the sign of its currency: "$1,234.50", "1.234,50 €".
func Money(a money.Amount, cur money.Currency) string {
	if In().SymbolLast {
		return Amount(a, cur) + "\u00a0" + cur.Symbol()
	}
	return Number(a.WithSymbol(cur))
}

// Hours are hours with two decimals at least: "1.70".
func Hours(q money.Quantity) string { return Number(q.Plain()) }

// Tenths are hours with one decimal at least: "1.7".
func Tenths(q money.Quantity) string { return Number(q.Tenths()) }

// Short are hours or units without needless decimals: "148", "1.5".
func Short(q money.Quantity) string { return Number(q.Short()) }

// Rate is the price of a unit: "1,325.00".
func Rate(r money.Rate) string { return Number(r.Format()) }

// Percent is "12.5 %".
func Percent(p money.Percent) string { return Number(p.Plain()) + "\u00a0%" }

// Count is how many, with thousands apart: "12,345".
func Count(n int) string { return Number(money.Amount(n).Format("JPY")) } // a currency without decimals

// Number turns a number as package money writes it ("-1,234.50") into the
// locale's form.
func Number(s string) string {
	l := In()
	if l.Decimal == "." && l.Group == "," {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '.':
			r = []rune(l.Decimal)[0]
		case ',':
			r = []rune(l.Group)[0]
		}
		return r
	}, s)
}

// Typed reads what a person typed in the locale and gives the form the acts
// read: "1.234,50" becomes "1,234.50". Where the comma is the decimal sign, a
// point that cannot separate thousands (".3", "1.5") is taken as decimal too:
// people copy numbers from everywhere. What is no number passes unchanged in
// sense ("1:15", "18m", "t").
func Typed(s string) string {
	l := In()
	if l.Decimal != "," {
		return s
	}
	if strings.Contains(s, ",") {
		return strings.Map(func(r rune) rune {
			switch r {
			case ',':
				r = '.'
			case '.':
				r = ','
			}
			return r
		}, s)
	}
	if grouped(s) {
		return strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// grouped says whether every point of the number separates three digits.
func grouped(s string) bool {
	parts := strings.Split(strings.TrimFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' }), ".")
	if len(parts) < 2 || len(parts[0]) == 0 || len(parts[0]) > 3 || parts[0] == "0" {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 || strings.ContainsFunc(p, func(r rune) bool { return r < '0' || r > '9' }) {
			return false
		}
	}
	return true
}
