package present

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// Clients finds clients for the filter; it may run beside the window.
func (t *Time) Clients(ctx context.Context, text string) ([]Choice, error) {
	return app.Read(ctx, t.h.Desk(), func(q app.Query) ([]Choice, error) {
		list, err := q.Clients(app.ClientFilter{Text: text, Archived: true, Limit: findLimit})
		choices := make([]Choice, len(list))
		for i, c := range list {
			choices[i] = clientChoice(c)
		}
		return choices, err
	})
}

// Keepers are the choices of the filter for whose time it is.
func (t *Time) Keepers() []Choice {
	list := []Choice{{Text: words.L("Everybody")}}
	for _, k := range t.h.Facts().Timekeepers {
		list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: k.Code, More: k.Name()})
	}
	return list
}

// StatusChips are the states to filter by.
func StatusChips() []Choice {
	var list []Choice
	for _, s := range work.Statuses {
		list = append(list, Choice{Key: string(s), Text: words.Of(statusWords[s])})
	}
	return list
}

// OnlyChips are what open work can be limited to; at most one is on.
func OnlyChips() []Choice {
	return []Choice{{Key: string(app.OnlyUncoded), Text: words.L("Codes missing")}, {Key: string(app.OnlyUntold), Text: words.L("No text")},
		{Key: string(app.OnlyHeld), Text: words.L("On hold")}, {Key: string(app.OnlyTypedRate), Text: words.L("Rate typed")}}
}

// SetOnly limits the list to open work that somebody must look at; blank does not.
// The chip that was on goes off.
func (t *Time) SetOnly(on []string) {
	next := ""
	for _, key := range on {
		if key != t.filter.Only {
			next = key
		}
	}
	if len(on) == 1 && on[0] == t.filter.Only {
		return
	}
	t.SetFilter(func(f *TimeFilter) { f.Only = next })
}

// SetMine shows the user's own time, or everybody's.
func (t *Time) SetMine(on bool) {
	t.SetFilter(func(f *TimeFilter) {
		f.Timekeeper = ""
		if on {
			f.Timekeeper = t.h.Facts().Me.Code
		}
	})
}

// Mine says whether the user's own time alone is shown; can, whether the user has any.
func (t *Time) Mine() (on, can bool) {
	me := t.h.Facts().Me.Code
	return me != "" && t.filter.Timekeeper == me, me != ""
}

// Filter is what the list shows.
func (t *Time) Filter() TimeFilter { return t.filter }

// Search is what stands in the search box.
func (t *Time) Search() string { return t.words }

// SetSearch searches the narratives for all of the words, after a short pause.
func (t *Time) SetSearch(text string) {
	if t.words == text {
		return
	}
	t.words = text
	t.pause.Restart(t.h.Runner(), searchPause, func() { t.SetFilter(func(f *TimeFilter) { f.Search = text }) })
}

// SetFilter changes the filter and reads the list again. It is kept for the user.
func (t *Time) SetFilter(change func(*TimeFilter)) {
	f := t.filter
	f.Statuses = slices.Clone(f.Statuses)
	change(&f)
	t.filter, t.words = f, f.Search
	t.Matter.Put(f.Matter)
	t.usePeriod()
	t.keepMemory()
	t.List.Ask()
	t.h.Redraw(t)
}

// Periods are the presets of the dates.
var Periods = []Choice{{Key: "", Text: words.Mark("All dates")}, {Key: "today", Text: words.Mark("Today")}, {Key: "week", Text: words.Mark("This week")}, {Key: "month", Text: words.Mark("This month")},
	{Key: "last month", Text: words.Mark("Last month")}, {Key: "year", Text: words.Mark("This year")}, {Key: "chosen", Text: words.Mark("Chosen dates")}}

// SetPeriod takes a preset.
func (t *Time) SetPeriod(key string) {
	t.SetFilter(func(f *TimeFilter) {
		f.Period = key
		if key == "" {
			f.From, f.To = "", ""
		}
	})
}

// SetDates takes chosen days; zero is no limit.
func (t *Time) SetDates(from, to cal.Date) {
	if t.filter.From == from.String() && t.filter.To == to.String() {
		return
	}
	t.SetFilter(func(f *TimeFilter) {
		f.From, f.To, f.Period = from.String(), to.String(), "chosen"
		if from.IsZero() && to.IsZero() {
			f.Period = ""
		}
	})
}

// usePeriod sets the dates of a preset by today.
func (t *Time) usePeriod() {
	from, to, ok := periodDates(t.filter.Period, t.h.Today())
	if ok {
		t.filter.From, t.filter.To = from.String(), to.String()
	}
}

func periodDates(key string, today cal.Date) (from, to cal.Date, ok bool) {
	switch key {
	case "today":
		return today, today, true
	case "week":
		return today.WeekStart(), today.WeekStart().AddDays(6), true
	case "month":
		return today.MonthStart(), today.MonthEnd(), true
	case "last month":
		last := today.MonthStart().AddDays(-1)
		return last.MonthStart(), last, true
	case "year":
		first := today.MonthStart().AddMonths(1 - today.Month())
		return first, first.AddMonths(12).AddDays(-1), true
	}
	return 0, 0, false
}

// UsePreset sets a whole filter: "mine" (my drafts), "unbilled", "old" (work in
// progress of more than 60 days), "uncoded", "untold", "held".
func (t *Time) UsePreset(key string) {
	t.SetFilter(func(f *TimeFilter) {
		*f = TimeFilter{}
		switch key {
		case "mine":
			f.Timekeeper, f.Statuses = t.h.Facts().Me.Code, []string{string(work.Draft)}
		case "unbilled":
			f.Statuses = []string{string(work.Draft), string(work.Released), string(work.OnPreBill)}
		case "old":
			f.Statuses, f.To, f.Period = []string{string(work.Released)}, t.h.Today().AddDays(-60).String(), "chosen"
		case "uncoded", "untold", "held":
			f.Only = key
		}
	})
}

// Filtered says whether anything limits the list.
func (t *Time) Filtered() bool {
	f := t.filter
	return f.Search != "" || f.Client.Key != "" || f.Matter.Key != "" || f.Timekeeper != "" || len(f.Statuses) > 0 || f.Only != "" || f.From != "" || f.To != ""
}

// ClearFilter shows everything.
func (t *Time) ClearFilter() { t.SetFilter(func(f *TimeFilter) { *f = TimeFilter{} }) }

func (t *Time) keepMemory() {
	m := timeMemory{ListMemory: t.List.Memory(), Filter: t.filter}
	a, _ := json.Marshal(m)
	b, _ := json.Marshal(t.memory)
	if string(a) != string(b) {
		t.memory = m
		t.h.Prefer(timeName, m)
	}
}

// entryFilter is the filter as the book takes it.
func (t *Time) entryFilter() app.EntryFilter {
	f := app.EntryFilter{ClientID: t.filter.Client.ID, MatterID: t.filter.Matter.ID, Text: strings.TrimSpace(t.filter.Search)}
	if t.filter.From != "" {
		f.From, _ = cal.Parse(t.filter.From) // kept by SetDates, always a day
	}
	if t.filter.To != "" {
		f.To, _ = cal.Parse(t.filter.To)
	}
	for _, k := range t.h.Facts().Timekeepers {
		if k.Code == t.filter.Timekeeper {
			f.TimekeeperID = k.ID
		}
	}
	for _, s := range t.filter.Statuses {
		f.Statuses = append(f.Statuses, work.Status(s))
	}
	if f.Only = app.EntryOnly(t.filter.Only); f.Only != "" && len(f.Statuses) == 0 {
		f.Statuses = []work.Status{work.Draft, work.Released}
	}
	return f
}
