package present

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

const weekName = "week"

// WeekRoute is the week of a timekeeper as a sheet.
var WeekRoute = Route[*Week]{Name: weekName, Title: words.Mark("Week"), Icon: "week", Key: "Ctrl+Shift+W", New: newWeek, Opens: []string{"week"}}

// Week is the week of one timekeeper as a sheet: a row for each matter (and code)
// worked on, a column for each day. Hours typed into a cell make or change the
// draft of that day; the text is asked for beside the sheet. What is released or
// billed stands in it and is not changed here.
type Week struct {
	h    Host
	List *List[WeekRow]
	// Matter is the finder for a new row.
	Matter *MatterPick
	// Edit is the entry of the cell at hand, nil when the cell holds none or several
	// and none of them is chosen.
	Edit *EntryForm

	start  cal.Date // Monday
	keeper firm.Timekeeper
	rows   []WeekRow
	days   [7]app.TimeDay
	ids    map[weekKey]int64 // of rows, for the life of the window
	order  []weekKey         // of the rows as they were first shown
	added  []weekKey         // rows without hours, set up by the person
	names  map[int64]Choice  // matters of the added rows
	at     WeekCell          // the cell at hand
	memory weekMemory
	read   Latest
	typing Pause
	opened bool
	ready  bool
	fresh  bool // another week or person: the rows are sorted anew
}

// weekKey is what makes a row of its own.
type weekKey struct {
	matter         int64
	task, activity string
}

// WeekRow is a row of the sheet.
type WeekRow struct {
	ID     int64
	Matter Choice // code, name and client
	Code   string
	Days   [7][]app.TimeRow
	key    weekKey
}

// Hours are those of a day.
func (r WeekRow) Hours(day int) money.Quantity {
	sum := money.Quantity(0)
	for _, e := range r.Days[day] {
		sum += e.Hours
	}
	return sum
}

// Sum are the hours of the row.
func (r WeekRow) Sum() money.Quantity {
	sum := money.Quantity(0)
	for day := range r.Days {
		sum += r.Hours(day)
	}
	return sum
}

// weekMemory is kept for the user.
type weekMemory struct {
	ListMemory
	Timekeeper string `json:"timekeeper,omitempty"`
	// Rows that were set up for a week and have no hours yet.
	Week string      `json:"week,omitempty"`
	Rows []weekAdded `json:"rows,omitempty"`
}

type weekAdded struct {
	Matter   string `json:"matter"`
	Task     string `json:"task,omitempty"`
	Activity string `json:"activity,omitempty"`
}

// WeekDays are the keys of the columns of the days, Monday first.
var WeekDays = [7]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

const (
	weekTyping = "week.entry"
	missingRow = int64(-1)
)

func newWeek(h Host) *Week {
	w := &Week{h: h, start: h.Today().WeekStart(), keeper: h.Facts().Me, ids: map[weekKey]int64{}, names: map[int64]Choice{}}
	if w.keeper.ID == 0 && len(h.Facts().Timekeepers) > 0 {
		w.keeper = h.Facts().Timekeepers[0]
	}
	heads := []Column{{Key: "matter", Label: words.Mark("Matter"), Width: 86, Min: 60}, {Key: "name", Label: words.Mark("Client and matter"), Width: 150, Min: 80, Flex: 1},
		{Key: "code", Label: words.Mark("Code"), Width: 84, Min: 48, Hidden: true}}
	for _, key := range WeekDays {
		heads = append(heads, Column{Key: key, Label: key, Width: 65, Min: 52, Right: true, Editable: true, Icons: true})
	}
	heads = append(heads, Column{Key: "sum", Label: words.Mark("Total"), Width: 66, Min: 52, Right: true})
	w.List = &List[WeekRow]{
		Run: h.Runner(), Heads: heads,
		ID: func(r WeekRow) int64 { return r.ID }, Cells: w.cells,
		Fail: h.Fail, Keep: func() { w.keepMemory() }, Nothing: func() Empty { return w.nothing() },
	}
	w.Matter = NewMatterPick(h, func() { w.addPicked() })
	return w
}

func (w *Week) cells(r WeekRow) []Cell {
	if r.ID == missingRow {
		cells := []Cell{{}, {Text: words.L("Missing"), Muted: true}, {}}
		missing := money.Quantity(0)
		for _, d := range w.days {
			missing += d.Missing()
			cells = append(cells, missingCell(d.Missing()))
		}
		return append(cells, missingCell(missing))
	}
	cells := []Cell{{Text: r.Matter.Key}, {Text: r.Matter.More + ", " + r.Matter.Text, Muted: true}, {Text: r.Code, Muted: true}}
	for day := range r.Days {
		cells = append(cells, sheetCell(r.Days[day], r.Hours(day)))
	}
	return append(cells, Cell{Text: words.Tenths(r.Sum()), Bold: true, Raw: r.Sum()})
}

func missingCell(q money.Quantity) Cell {
	if q == 0 {
		return Cell{}
	}
	return Cell{Text: words.Tenths(q), Tone: Warn, Raw: q}
}

// sheetCell shows the hours of a day; a sign before them tells several entries,
// those that are no drafts any more, and a text that is still to be written.
func sheetCell(entries []app.TimeRow, sum money.Quantity) Cell {
	if len(entries) == 0 {
		return Cell{}
	}
	c := Cell{Text: words.Tenths(sum), Raw: sum}
	e := entries[0]
	switch {
	case len(entries) > 1:
		c.Symbol = "list"
	case e.Status != work.Draft:
		c.Symbol, c.Muted = "lock", true
	case strings.TrimSpace(e.Narrative) == "":
		c.Symbol, c.Tone = "edit", Warn
	}
	return c
}

// Title implements Screen.
func (w *Week) Title() string { return words.L("Week") }

// Open implements Screen: the week of a day, "2026-06-18" or "2026-06-18 JLK".
func (w *Week) Open(arg string) {
	if w.opened {
		w.take(arg)
		w.reload()
		return
	}
	w.opened, w.fresh = true, true
	type kept struct {
		m     weekMemory
		typed string
	}
	Go(w.h.Runner(), func(ctx context.Context) (k kept, err error) {
		if err := w.h.Desk().Preference(ctx, weekName, &k.m); err != nil {
			return k, err
		}
		forms, err := w.h.Desk().DraftForms(ctx)
		k.typed = forms[weekTyping]
		return k, err
	}, func(k kept, err error) {
		w.h.Fail(err)
		w.ready, w.memory = true, k.m
		w.List.Remember(k.m.ListMemory)
		for _, t := range w.h.Facts().Timekeepers {
			if t.Code == k.m.Timekeeper && w.h.Desk().MayAllTime() {
				w.keeper = t
			}
		}
		w.Matter.Load(func() { w.h.Redraw(w) })
		w.restoreTyping(k.typed)
		w.take(arg)
		w.reload()
		w.h.Redraw(w)
	})
}

func (w *Week) take(arg string) {
	day, code, _ := strings.Cut(strings.TrimPrefix(arg, "week "), " ")
	if d, err := cal.Parse(day); err == nil {
		w.SetWeek(d)
		w.SetKeeper(code)
	}
}

// Heard implements Screen.
func (w *Week) Heard(e app.Event) {
	switch e.Noun {
	case "", "time", "timer", "prebill", "invoice", "matter", "client", "work_week", "timekeeper":
		w.reload()
	}
}

// Leave implements Screen: what is typed is kept.
func (w *Week) Leave() {
	if w.typing.Waiting() {
		w.keepTyping()
	}
}

// Start is the Monday of the week.
func (w *Week) Start() cal.Date { return w.start }

// Heading names the week.
func (w *Week) Heading() string {
	span := words.L("%s to %s", words.Day(w.start), words.Date(w.start.AddDays(6)))
	switch w.start.Sub(w.h.Today().WeekStart()) {
	case 0:
		return words.L("This week, %s", span)
	case -7:
		return words.L("Last week, %s", span)
	case 7:
		return words.L("Next week, %s", span)
	}
	return span
}

// DayHead is the head of a day's column: "Mon 15".
func (w *Week) DayHead(day int) string {
	d := w.start.AddDays(day)
	return words.L("%s %d", words.Weekday(d), d.Day())
}

// SetWeek shows the week of a day.
func (w *Week) SetWeek(d cal.Date) {
	if d < cal.First || d.AddDays(7) > cal.Last || d.WeekStart() == w.start {
		return
	}
	w.saveCell()
	w.start, w.fresh, w.Edit = d.WeekStart(), true, nil
	w.reload()
	w.h.Redraw(w)
}

// Move goes weeks on or back.
func (w *Week) Move(weeks int) { w.SetWeek(w.start.AddDays(7 * weeks)) }

// Keeper is whose week it is.
func (w *Week) Keeper() firm.Timekeeper { return w.keeper }

// Keepers are those whose week the user may see filled in.
func (w *Week) Keepers() []Choice {
	var list []Choice
	for _, k := range w.h.Facts().Timekeepers {
		if w.h.Desk().MayAllTime() || k.ID == w.keeper.ID {
			list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: k.Code + "  " + k.Name()})
		}
	}
	return list
}

// SetKeeper shows the week of another timekeeper.
func (w *Week) SetKeeper(code string) {
	for _, k := range w.h.Facts().Timekeepers {
		if k.Code == code && k.ID != w.keeper.ID && w.h.Desk().MayAllTime() {
			w.saveCell()
			w.keeper, w.fresh, w.Edit = k, true, nil
			w.keepMemory()
			w.reload()
			w.h.Redraw(w)
		}
	}
}

func (w *Week) keepMemory() {
	m := weekMemory{ListMemory: w.List.Memory()}
	if w.keeper.ID != w.h.Facts().Me.ID {
		m.Timekeeper = w.keeper.Code
	}
	if len(w.added) > 0 {
		m.Week = w.start.String()
		for _, k := range w.added {
			m.Rows = append(m.Rows, weekAdded{w.names[k.matter].Key, k.task, k.activity})
		}
	}
	a, _ := json.Marshal(m)
	b, _ := json.Marshal(w.memory)
	if string(a) != string(b) {
		w.memory = m
		w.h.Prefer(weekName, m)
	}
}

// today is the day of the week, Monday in any other week.
func (w *Week) today() int {
	if d := w.h.Today().Sub(w.start); d > 0 && d < 7 {
		return d
	}
	return 0
}

// show puts the rows into the list, with the totals of the days at the foot.
func (w *Week) show() {
	totals := map[string]string{}
	sum, missing := money.Quantity(0), money.Quantity(0)
	for i, d := range w.days {
		if d.Recorded > 0 {
			totals[WeekDays[i]] = words.Tenths(d.Recorded)
		}
		sum += d.Recorded
		missing += d.Missing()
	}
	totals["sum"] = words.Tenths(sum)
	shown := slices.Clone(w.rows)
	text := words.N(len(shown), "One row", "%d rows", len(shown))
	switch {
	case len(shown) == 0:
		text, totals = "", nil
	case missing > 0:
		shown = append(shown, WeekRow{ID: missingRow})
	}
	w.List.Set(shown, text, totals)
	w.follow()
	w.h.Redraw(w)
}

// Figures are the totals above the sheet.
func (w *Week) Figures() []Figure {
	sum, expected, missing := app.KeeperDays{Days: w.days[:]}.Sum()
	whole := money.Quantity(0)
	for _, d := range w.days {
		whole += d.Expected
	}
	list := []Figure{{Key: "recorded", Label: words.L("Recorded"), Value: words.L("%s h", words.Tenths(sum))},
		{Key: "expected", Label: words.L("Expected"), Value: words.L("%s h", words.Tenths(whole)), Tip: words.L("%s h of it through today", words.Tenths(expected))}}
	f := Figure{Key: "missing", Label: words.L("Missing"), Value: words.L("%s h", words.Tenths(missing))}
	if missing > 0 {
		f.Tone = Warn
	}
	return append(list, f)
}

// HasCodes says whether any row has a code, so that the column is worth its room.
func (w *Week) HasCodes() bool {
	return slices.ContainsFunc(w.rows, func(r WeekRow) bool { return r.Code != "" })
}

func (w *Week) nothing() Empty {
	if len(w.h.Facts().Timekeepers) == 0 {
		return Empty{Symbol: "week", Title: words.L("Nobody's time is billed yet"), Text: words.L("Add a timekeeper with a rate; then this is the week as a sheet."),
			Action: words.L("Add a timekeeper"), Do: func() { w.h.Go(settingsName, "new timekeeper") }}
	}
	return Empty{Symbol: "week", Title: words.L("Nothing recorded in this week"),
		Text:   words.L("Choose a matter above for the first row, or take the matters of the week before. Then type hours into the days."),
		Action: words.L("Copy last week's rows"), Do: w.CopyRows}
}
