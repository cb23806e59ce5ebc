package present

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/work"
)

const timeName = "time"

// TimeRoute is the register of time entries.
var TimeRoute = Route[*Time]{Name: timeName, Title: "Time", Icon: "time", Key: "Ctrl+2", New: newTime, Opens: []string{"time", "matter", "client"}}

// Time is the register of all time entries: found by filter, sorted by any
// column, changed one by one or many at once.
type Time struct {
	h    Host
	List *List[app.TimeRow]
	// Edit is the entry being changed, nil when the panel is shut.
	Edit *EntryForm
	// Act is the act on many being prepared, nil when there is none.
	Act *TimeAct

	// Matter is the finder of the filter.
	Matter *MatterPick

	filter TimeFilter
	words  string // set in the search box, searched after a pause
	pause  Pause
	memory timeMemory
	opened bool
	ready  bool
}

// TimeFilter is what the list shows.
type TimeFilter struct {
	Search     string   `json:"search,omitempty"`
	Client     Choice   `json:"client"`
	Matter     Choice   `json:"matter"`
	Timekeeper string   `json:"timekeeper,omitempty"` // code
	Statuses   []string `json:"statuses,omitempty"`
	From       string   `json:"from,omitempty"` // YYYY-MM-DD
	To         string   `json:"to,omitempty"`
	Period     string   `json:"period,omitempty"` // a preset; From and To follow it
}

type timeMemory struct {
	ListMemory
	Filter TimeFilter `json:"filter"`
}

// searchPause is the pause in typing after which the list is searched.
const searchPause = 150 * time.Millisecond

func newTime(h Host) *Time {
	t := &Time{h: h, filter: TimeFilter{Period: "month"}}
	t.List = &List[app.TimeRow]{
		Run: h.Runner(),
		Heads: []Column{
			{Key: "date", Label: "Date", Width: 98, Sortable: true}, {Key: "timekeeper", Label: "TK", Width: 52, Sortable: true, Tip: "Timekeeper"},
			{Key: "client", Label: "Client", Width: 140, Min: 84, Flex: 0.4, Sortable: true}, {Key: "matter", Label: "Matter", Width: 84, Min: 60, Sortable: true},
			{Key: "name", Label: "Matter name", Width: 170, Min: 80, Hidden: true}, {Key: "code", Label: "Code", Width: 84, Min: 48, Flex: 0.1},
			{Key: "narrative", Label: "Narrative", Width: 240, Min: 110, Flex: 1},
			{Key: "worked", Label: "Worked", Width: 64, Right: true, Hidden: true, Tip: "Hours worked, before rounding"},
			{Key: "hours", Label: "Hours", Width: 62, Right: true, Sortable: true}, {Key: "rate", Label: "Rate", Width: 70, Right: true, Sortable: true},
			{Key: "amount", Label: "Amount", Width: 94, Right: true, Sortable: true}, {Key: "status", Label: "Status", Width: 100, Pills: true, Sortable: true},
		},
		ID:    func(r app.TimeRow) int64 { return r.ID },
		Cells: timeCells,
		Find: func(o Order) func(context.Context) (Found, error) {
			f := t.entryFilter()
			return func(ctx context.Context) (Found, error) { return findTime(ctx, h.Desk(), f, o) }
		},
		First:    func(o Order) func(context.Context) ([]app.TimeRow, error) { return t.firstPage(o) },
		Fetch:    func(ctx context.Context, ids []int64) ([]app.TimeRow, error) { return t.fetch(ctx, ids) },
		Fail:     h.Fail,
		Keep:     func() { t.keepMemory() },
		Selected: func() { t.selected() },
		Nothing:  func() Empty { return t.nothing() },
	}
	t.List.order = Order{By: "date", Desc: true}
	t.Matter = NewMatterPick(h, func() { t.SetFilter(func(f *TimeFilter) { f.Matter = t.Matter.Choice }) })
	t.Matter.Open = false
	return t
}

func timeCells(r app.TimeRow) []Cell {
	return []Cell{dateCell(r.Date), {Text: r.TimekeeperCode}, {Text: r.ClientName}, {Text: r.MatterCode}, {Text: r.MatterName, Muted: true}, codeCell(r.Entry),
		{Text: oneLine(r.Narrative)}, muted(hoursCell(r.Worked)), hoursCell(r.Hours), muted(rateCell(r.Rate)), amountCell(r), statusCell(r.Entry)}
}

// Title implements Screen.
func (t *Time) Title() string { return "Time" }

// Open implements Screen: "matter 100-01", "client ACME", "time 123", or what
// was shown before.
func (t *Time) Open(arg string) {
	if t.opened {
		t.take(arg)
		return
	}
	t.opened = true
	Go(t.h.Runner(), func(ctx context.Context) (timeMemory, error) {
		m := timeMemory{Filter: t.filter}
		return m, t.h.Desk().Preference(ctx, timeName, &m)
	}, func(m timeMemory, err error) {
		t.h.Fail(err)
		if err == nil {
			t.filter = m.Filter
			t.List.Remember(m.ListMemory)
		}
		t.words = t.filter.Search
		t.Matter.Put(t.filter.Matter)
		t.Matter.Load(func() {})
		t.ready = true
		t.usePeriod()
		if !t.take(arg) {
			t.List.Ask()
		}
		t.h.Redraw(t)
	})
}

// take shows what an argument names.
func (t *Time) take(arg string) bool {
	noun, key, ok := strings.Cut(arg, " ")
	if !ok {
		return false
	}
	Go(t.h.Runner(), func(ctx context.Context) (Choice, error) {
		return app.Read(ctx, t.h.Desk(), func(q app.Query) (Choice, error) {
			switch noun {
			case "matter":
				m, err := q.MatterByCode(key)
				return Choice{Noun: "matter", Key: m.Code, ID: m.ID, Text: m.Code + "  " + m.Name}, err
			case "client":
				c, err := q.ClientByCode(key)
				return clientChoice(c), err
			}
			return Choice{}, nil
		})
	}, func(c Choice, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		t.SetFilter(func(f *TimeFilter) {
			*f = TimeFilter{}
			switch noun {
			case "matter":
				f.Matter = c
			case "client":
				f.Client = c
			}
		})
	})
	return true
}

// Heard implements Screen.
func (t *Time) Heard(e app.Event) {
	switch e.Noun {
	case "", "time", "timer", "prebill", "invoice", "matter", "client", "timekeeper":
		if t.ready {
			t.List.Reload()
		}
	}
}

// Leave implements Screen.
func (t *Time) Leave() { t.pause.Stop() }

// Escape implements Backer: it shuts the panel.
func (t *Time) Escape() bool {
	switch {
	case t.Act != nil:
		t.Act = nil
	case t.Edit != nil:
		t.Edit = nil
	default:
		return false
	}
	t.h.Redraw(t)
	return true
}

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
	list := []Choice{{Text: "Everybody"}}
	for _, k := range t.h.Facts().Timekeepers {
		list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: k.Code, More: k.Name()})
	}
	return list
}

// StatusChips are the states to filter by.
func StatusChips() []Choice {
	var list []Choice
	for _, s := range work.Statuses {
		list = append(list, Choice{Key: string(s), Text: statusWords[s]})
	}
	return list
}

// Filter is what the list shows.
func (t *Time) Filter() TimeFilter { return t.filter }

// Search is what stands in the search box.
func (t *Time) Search() string { return t.words }

// SetSearch searches the narratives for all of the words, after a short pause.
func (t *Time) SetSearch(words string) {
	if t.words == words {
		return
	}
	t.words = words
	t.pause.Restart(t.h.Runner(), searchPause, func() { t.SetFilter(func(f *TimeFilter) { f.Search = words }) })
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
var Periods = []Choice{{Key: "", Text: "All dates"}, {Key: "today", Text: "Today"}, {Key: "week", Text: "This week"}, {Key: "month", Text: "This month"},
	{Key: "last month", Text: "Last month"}, {Key: "year", Text: "This year"}, {Key: "chosen", Text: "Chosen dates"}}

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
// progress of more than 60 days).
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
		}
	})
}

// Filtered says whether anything limits the list.
func (t *Time) Filtered() bool {
	f := t.filter
	return f.Search != "" || f.Client.Key != "" || f.Matter.Key != "" || f.Timekeeper != "" || len(f.Statuses) > 0 || f.From != "" || f.To != ""
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
	return f
}

func findTime(ctx context.Context, d *app.Desk, f app.EntryFilter, o Order) (Found, error) {
	return app.Read(ctx, d, func(q app.Query) (Found, error) {
		var found Found
		var err error
		if found.IDs, err = q.EntryIDs(f, app.EntrySort{By: o.By, Desc: o.Desc}); err != nil {
			return found, err
		}
		sums, err := q.EntryTotals(f)
		if err != nil {
			return found, err
		}
		found.Text = entriesWord(len(found.IDs))
		found.Totals = map[string]string{"hours": grouped(sums.Hours), "worked": grouped(sums.Worked)}
		cur, one, err := oneCurrency(q)
		if err != nil {
			return found, err
		}
		if one {
			found.Totals["amount"] = sums.Amount.Format(cur)
		} else {
			found.Totals["amount"] = "several currencies"
		}
		if len(found.IDs) == 0 {
			found.Text, found.Totals = "", nil
		}
		return found, nil
	})
}

// grouped writes a sum of hours with its thousands apart.
func grouped(q money.Quantity) string { return money.Rate(q).Format() }

// oneCurrency says whether all clients are billed in the same one.
func oneCurrency(q app.Query) (money.Currency, bool, error) {
	clients, err := q.Clients(app.ClientFilter{Archived: true})
	if err != nil || len(clients) == 0 {
		return money.USD, true, err
	}
	for _, c := range clients {
		if c.Currency != clients[0].Currency {
			return "", false, nil
		}
	}
	return clients[0].Currency, true, nil
}

// firstPage asks for the first rows by date, which the book finds at once under
// any filter.
func (t *Time) firstPage(o Order) func(context.Context) ([]app.TimeRow, error) {
	if o.By != "date" {
		return nil
	}
	f, d := t.entryFilter(), t.h.Desk()
	f.Oldest = !o.Desc
	return func(ctx context.Context) ([]app.TimeRow, error) {
		return app.Read(ctx, d, func(q app.Query) ([]app.TimeRow, error) {
			rows, err := q.EntryRows(f, app.Page{Limit: pageRows})
			if err != nil {
				return nil, err
			}
			return withCurrency(q, rows)
		})
	}
}

func (t *Time) fetch(ctx context.Context, ids []int64) ([]app.TimeRow, error) {
	return app.Read(ctx, t.h.Desk(), func(q app.Query) ([]app.TimeRow, error) {
		rows, err := q.EntryRowsByID(ids)
		if err != nil {
			return nil, err
		}
		return withCurrency(q, rows)
	})
}

func (t *Time) nothing() Empty {
	if t.Filtered() {
		return Empty{Symbol: "search", Title: "No entry matches", Text: "Nothing in the book has all of what the filter asks for.", Action: "Show everything", Do: t.ClearFilter}
	}
	return Empty{Symbol: "time", Title: "No time recorded yet", Text: "Record the first entry on the Today page, or import time from another system with matterbookctl import time.",
		Action: "Record time", Do: func() { t.h.Go(todayName, "") }}
}

// selected keeps the panel on the entry that is chosen, unless it is being changed.
func (t *Time) selected() {
	if t.Edit != nil && !t.Edit.Edited() {
		if sel := t.List.Selection(); len(sel) == 1 && sel[0] != t.Edit.ID() {
			t.OpenEdit(sel[0])
			return
		}
	}
	t.h.Redraw(t)
}

// OpenEdit opens the panel on an entry.
func (t *Time) OpenEdit(id int64) {
	r, ok := t.List.Value(id)
	if !ok {
		return
	}
	t.Act = nil
	t.Edit = newEntryForm(t.h, func() { t.h.Redraw(t) }, func(s app.TimeSaved) {
		t.Edit = nil
		t.h.Say("Changed: %s h, %s", s.Entry.Hours.Plain(), s.Entry.Amount.WithSymbol(s.Currency))
		t.h.Redraw(t)
	})
	t.Edit.loadWords()
	t.Edit.edit(r)
	t.h.Redraw(t)
}

// Commands implements Doer.
func (t *Time) Commands() []Command {
	off := ""
	if len(t.List.Selection()) == 0 {
		off = "Choose entries first."
	}
	all := off
	if !t.h.Desk().MayAllTime() {
		all = "The billing desk does this."
	}
	return []Command{
		{ID: "new", Title: "Record time"}, {ID: "edit.panel", Title: "Change the entry", Off: off}, {ID: "time.release", Title: "Release", Off: off},
		{ID: "time.unrelease", Title: "Take the release back", Off: off}, {ID: "time.transfer", Title: "Transfer to another matter", Off: all},
		{ID: "time.rerate", Title: "Look the rates up anew", Off: all}, {ID: "time.write_off", Title: "Write off", Off: all},
		{ID: "why", Title: "Why this rate", Off: off}, {ID: "filter.clear", Title: "Show everything"},
		{ID: "preset.mine", Title: "Show my drafts"}, {ID: "preset.unbilled", Title: "Show what is unbilled"}, {ID: "preset.old", Title: "Show work in progress older than 60 days"},
	}
}

// Do implements Doer.
func (t *Time) Do(id string) bool {
	sel := t.List.Selection()
	one := func() int64 {
		if len(sel) == 1 {
			return sel[0]
		}
		return 0
	}
	switch id {
	case "new":
		t.h.Go(todayName, "")
	case "edit.panel", "edit":
		t.OpenEdit(one())
	case "save":
		if t.Edit == nil && t.Act == nil {
			return false
		}
		if t.Act != nil {
			t.Act.Run()
		} else {
			t.Edit.Save()
		}
	case "time.release", "time.unrelease":
		t.move(id)
	case "time.transfer", "time.rerate", "time.write_off":
		t.OpenAct(id)
	case "why":
		if r, ok := t.List.Value(one()); ok {
			tellWhy(t.h, r)
		} else {
			t.h.Say("Choose one entry to ask why it has its rate.")
		}
	case "filter.clear":
		t.ClearFilter()
	case "preset.mine", "preset.unbilled", "preset.old":
		t.UsePreset(strings.TrimPrefix(id, "preset."))
	default:
		return false
	}
	return true
}

// move runs an act that needs no more to be said.
func (t *Time) move(id string) {
	ids := t.List.Selection()
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	req := app.MoveTime{Request: app.Request{Key: newKey(t.h.Desk(), id)}, IDs: slices.Clone(ids)}
	d := t.h.Desk()
	do, done := d.ReleaseTime, "Released"
	if id == "time.unrelease" {
		do, done = d.UnreleaseTime, "Drafts again"
	}
	Go(t.h.Runner(), func(ctx context.Context) (app.Moved, error) { return do(ctx, req) }, func(m app.Moved, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		tellMoved(t.h, m, done)
	})
}

// Summary is what is chosen, beside the buttons of the acts.
func (t *Time) Summary() string {
	n := len(t.List.Selection())
	if n < 2 {
		return ""
	}
	hours := money.Quantity(0)
	amounts := map[money.Currency]money.Amount{}
	known := 0
	for _, r := range t.List.Values() {
		if slices.Contains(t.List.Selection(), r.ID) {
			hours += r.Hours
			amounts[r.Currency] += r.Amount
			known++
		}
	}
	text := entriesWord(n) + " chosen"
	if known == n && len(amounts) == 1 {
		for cur, a := range amounts {
			text += fmt.Sprintf(": %s h, %s", hours.Plain(), a.WithSymbol(cur))
		}
	}
	return text
}
