package present

import (
	"context"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

const timeName = "time"

// TimeRoute is the register of time entries.
var TimeRoute = Route[*Time]{Name: timeName, Title: words.Mark("Time"), Icon: "time", Key: "Ctrl+2", New: newTime, Opens: []string{"time"}}

// Time is the register of all time entries: found by filter, sorted by any
// column, changed one by one or many at once.
type Time struct {
	h    Host
	List *List[app.TimeRow]
	// Edit is the entry being changed, nil when the panel is shut.
	Edit *EntryForm
	// Act is the act on many being prepared, nil when there is none.
	Act *TimeAct
	// Outcome is what the last act on many came to, while some of it was refused.
	Outcome *Outcome
	// Missing is the month of all timekeepers with the days that lack hours, shown in
	// place of the list; nil while the list is.
	Missing *MissingTime

	// Matter is the finder of the filter.
	Matter *MatterPick

	filter TimeFilter
	words  string // set in the search box, searched after a pause
	pause  Pause
	typing Pause
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
	Only       string   `json:"only,omitempty"`   // see [app.EntryOnly]
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
			{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true, Editable: true}, {Key: "timekeeper", Label: words.Mark("TK"), Width: 52, Sortable: true, Editable: true, Tip: words.Mark("Timekeeper")},
			{Key: "client", Label: words.Mark("Client"), Width: 140, Min: 84, Flex: 0.4, Sortable: true}, {Key: "matter", Label: words.Mark("Matter"), Width: 84, Min: 60, Sortable: true, Editable: true},
			{Key: "name", Label: words.Mark("Matter name"), Width: 170, Min: 80, Hidden: true}, {Key: "code", Label: words.Mark("Code"), Width: 84, Min: 48, Flex: 0.1, Editable: true},
			{Key: "narrative", Label: words.Mark("Narrative"), Width: 240, Min: 110, Flex: 1, Editable: true},
			{Key: "worked", Label: words.Mark("Worked"), Width: 64, Right: true, Hidden: true, Tip: words.Mark("Hours worked, before rounding")},
			{Key: "hours", Label: words.Mark("Hours"), Width: 62, Right: true, Sortable: true, Editable: true}, {Key: "rate", Label: words.Mark("Rate"), Width: 70, Right: true, Sortable: true, Editable: true},
			{Key: "amount", Label: words.Mark("Amount"), Width: 94, Right: true, Sortable: true},
			{Key: "charge", Label: words.Mark("Charge"), Width: 84, Hidden: true, Editable: true, Tip: words.Mark("Y billable, NC no charge, N not billed")},
			{Key: "status", Label: words.Mark("Status"), Width: 100, Pills: true, Sortable: true},
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

// chargeWords say whether work is charged.
var chargeWords = map[work.Billable]string{work.Yes: words.Mark("Billable"), work.AtNoCharge: words.Mark("No charge"), work.NonBillable: words.Mark("Not billed")}

func timeCells(r app.TimeRow) []Cell {
	return []Cell{dateCell(r.Date), {Text: r.TimekeeperCode}, {Text: r.ClientName}, {Text: r.MatterCode}, {Text: r.MatterName, Muted: true}, codeCell(r.Entry),
		{Text: oneLine(r.Narrative)}, muted(hoursCell(r.Worked)), hoursCell(r.Hours), muted(rateCell(r.Rate)), amountCell(r),
		{Text: words.Of(chargeWords[r.Billable]), Muted: true}, statusCell(r.Entry)}
}

// Title implements Screen.
func (t *Time) Title() string { return words.L("Time") }

// Open implements Screen: "matter 100-01", "client ACME", "time 123", "missing"
// with or without a day of the month, or what was shown before.
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
		t.restoreTyping()
		if !t.take(arg) {
			t.List.Ask()
		}
		t.h.Redraw(t)
	})
}

// take shows what an argument names.
func (t *Time) take(arg string) bool {
	noun, key, ok := strings.Cut(arg, " ")
	if noun == "missing" {
		t.ShowMissing(key)
		return false
	}
	if !ok {
		return false
	}
	if noun == "time" {
		t.find(key)
		return true
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
	if t.Missing != nil {
		t.Missing.heard(e)
	}
}

// Leave implements Screen.
func (t *Time) Leave() {
	t.pause.Stop()
	if t.typing.Waiting() {
		t.keepTyping()
	}
}

// Escape implements Backer: it shuts the panel.
func (t *Time) Escape() bool {
	switch {
	case t.Act != nil:
		t.Act = nil
	case t.Outcome != nil:
		t.Outcome = nil
	case t.Edit != nil:
		t.Edit = nil
		t.keepTyping()
	case t.Missing != nil:
		t.Missing = nil
	default:
		return false
	}
	t.h.Redraw(t)
	return true
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
			found.Totals["amount"] = words.Amount(sums.Amount, cur)
		} else {
			found.Totals["amount"] = words.L("several currencies")
		}
		if len(found.IDs) == 0 {
			found.Text, found.Totals = "", nil
		}
		return found, nil
	})
}

// grouped writes a sum of hours with its thousands apart.
func grouped(q money.Quantity) string { return words.Rate(money.Rate(q)) }

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
		return Empty{Symbol: "search", Title: words.L("No entry matches"), Text: words.L("Nothing in the book has all of what the filter asks for."),
			Action: words.L("Show everything"), Do: t.ClearFilter}
	}
	return Empty{Symbol: "time", Title: words.L("No time recorded yet"),
		Text:   words.L("Record the first entry on the Today page, or import time from another system with matterbookctl import time."),
		Action: words.L("Record time"), Do: func() { t.h.Go(todayName, "") }}
}
