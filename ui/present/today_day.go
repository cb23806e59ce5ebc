package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

type daySheet struct {
	rows  []app.TimeRow
	hours map[cal.Date]money.Quantity
	// without says that the book has no open matter to enter time on.
	without bool
}

// span is what the totals need: the week of the day and its month.
func span(d cal.Date) (from, to cal.Date) {
	from, to = d.MonthStart(), d.MonthEnd()
	return min(from, d.WeekStart()), max(to, d.WeekStart().AddDays(6))
}

func (t *Today) reload() {
	if !t.ready {
		return
	}
	if all := t.h.Facts().Timekeepers; t.keeper.ID == 0 && len(all) > 0 { // added since
		t.setKeeper(all[0])
	}
	t.readEarlier()
	day, keeper := t.day, t.keeper
	if keeper.ID == 0 {
		t.List.Set(nil, "", nil)
		return
	}
	Ask(&t.read, t.h.Runner(), func(ctx context.Context) (daySheet, error) {
		return app.Read(ctx, t.h.Desk(), func(q app.Query) (daySheet, error) {
			var s daySheet
			from, to := span(day)
			var err error
			if s.hours, err = q.DayHours(keeper.ID, from, to); err != nil {
				return s, err
			}
			rows, err := q.EntryRows(app.EntryFilter{TimekeeperID: keeper.ID, From: day, To: day, Oldest: true}, app.Page{})
			if err != nil {
				return s, err
			}
			if s.rows, err = withCurrency(q, rows); err != nil || len(rows) > 0 {
				return s, err
			}
			open, err := q.Matters(app.MatterFilter{OpenOnly: true, Limit: 1})
			s.without = len(open) == 0
			return s, err
		})
	}, func(s daySheet, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		t.takeDay(s)
	})
}

func (t *Today) takeDay(s daySheet) {
	t.hours, t.without = s.hours, s.without
	if t.hours == nil {
		t.hours = map[cal.Date]money.Quantity{}
	}
	t.amount, t.drafts = map[money.Currency]money.Amount{}, 0
	sum := money.Quantity(0)
	for i, r := range s.rows {
		t.amount[r.Currency] += r.Amount // a day of one person cannot overflow
		sum += r.Hours
		if r.Status == work.Draft {
			t.drafts++
		}
		if i == len(s.rows)-1 {
			t.last = &s.rows[i]
		}
	}
	totals := map[string]string{"hours": words.Hours(sum)}
	if len(t.amount) == 1 {
		for cur, a := range t.amount {
			totals["amount"] = words.Amount(a, cur)
		}
	}
	text := entriesWord(len(s.rows))
	if t.drafts > 0 {
		text = words.L("%s, %d in draft", text, t.drafts)
	}
	if len(s.rows) == 0 {
		text, totals = "", nil
	}
	t.List.Set(s.rows, text, totals)
	t.h.Badge(todayName, t.drafts)
	t.h.Redraw(t)
}

// DayTotal is one day of the week strip.
type DayTotal struct {
	Date    cal.Date
	Hours   money.Quantity
	Shown   bool // the day on the sheet
	Today   bool
	Weekend bool
}

// Week is the week of the day, Monday first.
func (t *Today) Week() []DayTotal {
	start := t.day.WeekStart()
	week := make([]DayTotal, 7)
	for i := range week {
		d := start.AddDays(i)
		week[i] = DayTotal{Date: d, Hours: t.hours[d], Shown: d == t.day, Today: d == t.h.Today(), Weekend: i > 4}
	}
	return week
}

// Totals are the hours of the day, of its week and of its month.
func (t *Today) Totals() (day, week, month money.Quantity) {
	for d, q := range t.hours {
		if d == t.day {
			day += q
		}
		if d.WeekStart() == t.day.WeekStart() {
			week += q
		}
		if d.MonthStart() == t.day.MonthStart() {
			month += q
		}
	}
	return day, week, month
}

// Drafts is the number of entries of the day that are not released.
func (t *Today) Drafts() int { return t.drafts }

func (t *Today) nothing() Empty {
	switch {
	case t.keeper.ID == 0 && len(t.h.Facts().Timekeepers) == 0:
		return Empty{Symbol: "today", Title: words.L("Nobody's time is billed yet"), Text: words.L("Add a timekeeper with a rate; then this is the day sheet."),
			Action: words.L("Add a timekeeper"), Do: func() { t.h.Go(settingsName, "new timekeeper") }}
	case t.keeper.ID == 0:
		return Empty{Symbol: "today", Title: words.L("You are no timekeeper"), Text: words.L("Choose whose day sheet to show, above.")}
	case t.without:
		return Empty{Symbol: "matters", Title: words.L("First a client and a matter"), Text: words.L("Time is entered on a matter, and a matter belongs to a client. Both are added in one form."),
			Action: words.L("Add a client and matter"), Do: func() { t.h.Go(mattersName, "new matter") }}
	case t.day == t.h.Today():
		return Empty{Symbol: "today", Title: words.L("Nothing recorded today"),
			Text: words.L("Type a matter, the hours and what was done above, and press Enter. \"tc\" and Space becomes \"Telephone conference\"; [.3] in the text counts as hours. F5 starts a timer.")}
	}
	day := words.Date(t.day)
	return Empty{Symbol: "today", Title: words.L("Nothing recorded on %s", day), Text: words.L("What you type above is dated %s.", day)}
}
