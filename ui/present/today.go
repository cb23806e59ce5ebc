package present

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

const todayName = "today"

// TodayRoute is the day sheet.
var TodayRoute = Route[*Today]{Name: todayName, Title: "Today", Icon: "today", New: newToday}

// Today is the day sheet of a timekeeper: a line to record time on, the day's
// entries, the totals of day, week and month, and the money of the matter at
// hand.
type Today struct {
	h     Host
	Form  *EntryForm
	List  *List[app.TimeRow]
	Strip *Strip

	day    cal.Date
	keeper firm.Timekeeper
	hours  map[cal.Date]money.Quantity // of the weeks around the day and of its month
	amount map[money.Currency]money.Amount
	drafts int
	memory todayMemory
	opened bool
	ready  bool

	read   Latest
	typing Pause
	last   *app.TimeRow // what F3 repeats
	undo   []app.TimeRow
}

// todayMemory is kept for the user.
type todayMemory struct {
	ListMemory
	Timekeeper string `json:"timekeeper,omitempty"`
	// ReleaseAtOnce saves entries as work in progress instead of as drafts.
	ReleaseAtOnce bool `json:"release_at_once,omitempty"`
}

const typingKey = "today.entry"

func newToday(h Host) *Today {
	t := &Today{h: h, day: h.Today(), keeper: h.Facts().Me, hours: map[cal.Date]money.Quantity{}}
	t.Form = newEntryForm(h, func() { t.formChanged() }, func(s app.TimeSaved) { t.savedEntry(s) })
	t.Form.Draft = true
	t.Strip = NewStrip(h, func() { t.h.Redraw(t) })
	t.List = &List[app.TimeRow]{
		Run: h.Runner(),
		Heads: []Column{
			{Key: "matter", Label: "Matter", Width: 96, Min: 70}, {Key: "name", Label: "Client and matter", Width: 220, Min: 90},
			{Key: "narrative", Label: "Narrative", Width: 240, Min: 120, Flex: 1, Editable: true}, {Key: "code", Label: "Code", Width: 86},
			{Key: "hours", Label: "Hours", Width: 64, Right: true, Editable: true}, {Key: "rate", Label: "Rate", Width: 76, Right: true},
			{Key: "amount", Label: "Amount", Width: 96, Right: true}, {Key: "status", Label: "Status", Width: 104, Pills: true},
		},
		ID: func(r app.TimeRow) int64 { return r.ID },
		Cells: func(r app.TimeRow) []Cell {
			return []Cell{{Text: r.MatterCode}, {Text: r.ClientName + ", " + r.MatterName, Muted: true}, {Text: oneLine(r.Narrative)}, codeCell(r.Entry),
				{Text: r.Hours.Plain()}, {Text: r.Rate.Format(), Muted: true}, amountCell(r), statusCell(r.Entry)}
		},
		Fail:     h.Fail,
		Keep:     func() { t.keepMemory() },
		Selected: func() { h.Redraw(t) },
		Nothing:  func() Empty { return t.nothing() },
	}
	if t.keeper.ID == 0 && len(h.Facts().Timekeepers) > 0 {
		t.keeper = h.Facts().Timekeepers[0]
	}
	t.Form.Timekeeper.Text = t.keeper.Code
	t.Form.Date.Text = t.day.String()
	return t
}

// Title implements Screen.
func (t *Today) Title() string { return "Today" }

// Open implements Screen: a day as "2026-06-18", or a matter to record time on.
func (t *Today) Open(arg string) {
	if !t.opened {
		t.opened = true
		t.open(arg)
		return
	}
	t.take(arg)
	t.reload()
}

func (t *Today) take(arg string) {
	if d, err := cal.Parse(arg); err == nil {
		t.SetDay(d)
	}
	if code, ok := strings.CutPrefix(arg, "matter "); ok {
		Go(t.h.Runner(), func(ctx context.Context) ([]Choice, error) {
			return app.Read(ctx, t.h.Desk(), func(q app.Query) ([]Choice, error) {
				m, err := q.MatterByCode(code)
				if err != nil {
					return nil, err
				}
				return matterChoices(q, []firm.Matter{m})
			})
		}, func(c []Choice, err error) {
			if err != nil {
				t.h.Fail(err)
				return
			}
			t.Form.Matter.Pick(c[0])
		})
	}
}

// open reads what the window remembers of this user, then the day.
func (t *Today) open(arg string) {
	t.Form.loadWords()
	type memory struct {
		m      todayMemory
		typed  string
		recent []Choice
	}
	Go(t.h.Runner(), func(ctx context.Context) (memory, error) {
		var v memory
		if err := t.h.Desk().Preference(ctx, todayName, &v.m); err != nil {
			return v, err
		}
		forms, err := t.h.Desk().DraftForms(ctx)
		if err != nil {
			return v, err
		}
		v.typed = forms[typingKey]
		v.recent, err = recentMatters(ctx, t.h.Desk())
		return v, err
	}, func(v memory, err error) {
		if err != nil {
			t.h.Fail(err)
		}
		t.ready = true
		t.memory = v.m
		t.List.Remember(v.m.ListMemory)
		t.Form.Draft = !v.m.ReleaseAtOnce
		t.Form.Matter.recent = v.recent
		for _, k := range t.h.Facts().Timekeepers {
			if k.Code == v.m.Timekeeper && t.h.Desk().MayAllTime() {
				t.setKeeper(k)
			}
		}
		if len(v.recent) > 0 && t.Form.Matter.Choice.Key == "" {
			t.Form.Matter.Put(v.recent[0])
			t.Form.readMatter()
		}
		var kept typing
		if v.typed != "" && json.Unmarshal([]byte(v.typed), &kept) == nil {
			t.Form.restore(kept)
			t.h.Tell(Notice{Tone: Info, Text: "An entry you were typing was not saved; it is in the form again.", Action: "Throw it away", Do: t.Clear})
		}
		t.Strip.Show(t.Form.Matter.Choice.ID)
		t.take(arg)
		t.reload()
		t.h.Redraw(t)
	})
}

// Heard implements Screen.
func (t *Today) Heard(e app.Event) {
	t.Strip.Heard(e)
	switch e.Noun {
	case "", "time", "timer", "prebill", "invoice", "matter", "client":
		t.reload()
	case "abbreviation":
		t.Form.loadWords()
	case "rate", "timekeeper":
		t.Form.askWhy()
	}
}

// Leave implements Screen.
func (t *Today) Leave() {
	if t.typing.Waiting() {
		t.keepTyping()
	}
}

func (t *Today) formChanged() {
	if t.ready {
		t.typing.Once(t.h.Runner(), keepTyping, t.keepTyping)
	}
	t.Strip.Show(t.Form.Matter.Choice.ID)
	t.h.Redraw(t)
}

// keepTyping keeps what is typed in the book, or takes it away when there is
// nothing worth keeping.
func (t *Today) keepTyping() {
	t.typing.Stop()
	var kept any
	if t.Form.Edited() && !t.Form.Saving {
		kept = t.Form.typing()
	}
	t.h.Keep(typingKey, func(ctx context.Context) error { return t.h.Desk().SetDraftForm(ctx, typingKey, kept) })
}

// Clear empties the line to type on.
func (t *Today) Clear() {
	t.Form.clear()
	t.keepTyping()
	t.h.Redraw(t)
}

// Day is the day shown.
func (t *Today) Day() cal.Date { return t.day }

// Heading is the day in words.
func (t *Today) Heading() string {
	words := t.day.Weekday().String() + ", " + t.day.Short()
	switch t.day.Sub(t.h.Today()) {
	case 0:
		return "Today, " + words
	case -1:
		return "Yesterday, " + words
	case 1:
		return "Tomorrow, " + words
	}
	return words
}

// SetDay shows another day; new entries are dated by it.
func (t *Today) SetDay(d cal.Date) {
	if d < cal.First || d > cal.Last || d == t.day {
		return
	}
	t.day = d
	t.Form.SetDate(d.String())
	t.reload()
	t.h.Redraw(t)
}

// Move goes days on or back.
func (t *Today) Move(days int) { t.SetDay(t.day.AddDays(days)) }

// Keeper is whose day sheet it is.
func (t *Today) Keeper() firm.Timekeeper { return t.keeper }

// Keepers are those whose sheet the user may see filled in.
func (t *Today) Keepers() []firm.Timekeeper {
	if t.h.Desk().MayAllTime() {
		return t.h.Facts().Timekeepers
	}
	if t.keeper.ID != 0 {
		return []firm.Timekeeper{t.keeper}
	}
	return nil
}

// SetKeeper shows the sheet of another timekeeper.
func (t *Today) SetKeeper(code string) {
	for _, k := range t.Keepers() {
		if k.Code == code && k.ID != t.keeper.ID {
			t.setKeeper(k)
			t.keepMemory()
			t.reload()
			t.h.Redraw(t)
		}
	}
}

func (t *Today) setKeeper(k firm.Timekeeper) {
	t.keeper = k
	t.Form.SetTimekeeper(k.Code)
}

// SetReleaseAtOnce saves entries as work in progress instead of as drafts.
func (t *Today) SetReleaseAtOnce(on bool) {
	if t.Form.Draft == on {
		t.Form.Draft = !on
		t.memory.ReleaseAtOnce = on
		t.keepMemory()
	}
}

func (t *Today) keepMemory() {
	m := t.memory
	m.ListMemory = t.List.Memory()
	m.Timekeeper = ""
	if t.keeper.ID != t.h.Facts().Me.ID {
		m.Timekeeper = t.keeper.Code
	}
	t.memory = m
	t.h.Prefer(todayName, m)
}

type daySheet struct {
	rows  []app.TimeRow
	hours map[cal.Date]money.Quantity
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
			s.rows, err = withCurrency(q, rows)
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
	t.hours = s.hours
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
	totals := map[string]string{"hours": sum.Plain()}
	if len(t.amount) == 1 {
		for cur, a := range t.amount {
			totals["amount"] = a.Format(cur)
		}
	}
	text := entriesWord(len(s.rows))
	if t.drafts > 0 {
		text += fmt.Sprintf(", %d in draft", t.drafts)
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
		return Empty{Symbol: "today", Title: "Nobody's time is billed yet", Text: "Add a timekeeper with a rate under Settings; then this is the day sheet."}
	case t.keeper.ID == 0:
		return Empty{Symbol: "today", Title: "You are no timekeeper", Text: "Choose whose day sheet to show, above."}
	case t.day == t.h.Today():
		return Empty{Symbol: "today", Title: "Nothing recorded today",
			Text: "Type a matter, the hours and what was done above, and press Enter. \"tc\" and Space becomes \"Telephone conference\"; [.3] in the text counts as hours. F5 starts a timer."}
	}
	return Empty{Symbol: "today", Title: "Nothing recorded on " + t.day.Short(), Text: "What you type above is dated " + t.day.Short() + "."}
}

func (t *Today) savedEntry(s app.TimeSaved) {
	e := s.Entry
	state := "released"
	if e.Status == work.Draft {
		state = "draft"
	}
	t.h.Say("Saved as %s: %s h on %s, %s", state, e.Hours.Plain(), t.Form.Matter.Choice.Key, e.Amount.WithSymbol(s.Currency))
	if m := t.Form.Matter; m.Choice.Key != "" {
		m.note(m.Choice)
	}
	t.Form.clear()
	t.keepTyping()
	t.reload()
	t.h.Redraw(t)
}

// TimerFor implements Starter: F5 starts a timer for what is typed.
func (t *Today) TimerFor() TimerWish {
	f := t.Form
	return TimerWish{f.Matter.Choice.Key, t.keeper.Code, f.Narrative.Text, f.Task.Text, f.Activity.Text}
}

// Commands implements Doer.
func (t *Today) Commands() []Command {
	off := ""
	if len(t.List.Selection()) == 0 {
		off = "Choose an entry first."
	}
	return []Command{
		{ID: "save", Title: "Save the entry"}, {ID: "repeat", Title: "Repeat the previous entry"},
		{ID: "duplicate", Title: "Duplicate the entry", Off: off}, {ID: "time.release", Title: "Release the drafts of the day"},
		{ID: "delete", Title: "Delete the entry", Off: off}, {ID: "day.previous", Title: "Previous day"}, {ID: "day.next", Title: "Next day"}, {ID: "day.today", Title: "Today"},
	}
}

// Do implements Doer.
func (t *Today) Do(id string) bool {
	switch id {
	case "save", "save.new":
		t.Form.Save()
	case "new":
		t.Clear()
	case "repeat":
		t.Repeat()
	case "duplicate":
		t.Duplicate()
	case "time.release":
		t.Release()
	case "delete":
		t.Delete()
	case "why":
		t.Why()
	case "day.previous", "previous":
		t.Move(-1)
	case "day.next", "next":
		t.Move(1)
	case "day.today":
		t.SetDay(t.h.Today())
	default:
		return false
	}
	return true
}

// Repeat puts the previous entry's matter and text into the form.
func (t *Today) Repeat() {
	if t.last == nil {
		t.h.Say("There is no earlier entry on this day to repeat.")
		return
	}
	l := *t.last
	t.Form.Matter.Pick(Choice{Noun: "matter", Key: l.MatterCode, ID: l.MatterID, Text: l.MatterCode + "  " + l.MatterName, More: l.ClientName})
	t.Form.SetTask(l.Task)
	t.Form.SetActivity(l.Activity)
	t.Form.SetNarrative(l.Narrative)
}

func (t *Today) chosen() []app.TimeRow {
	var rows []app.TimeRow
	for _, r := range t.List.Values() {
		if slices.Contains(t.List.Selection(), r.ID) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Duplicate makes a draft like each chosen entry, on the day shown.
func (t *Today) Duplicate() {
	rows := t.chosen()
	if len(rows) == 0 {
		t.h.Say("Choose an entry to duplicate.")
		return
	}
	day, key := t.day, newKey(t.h.Desk(), "duplicate")
	Go(t.h.Runner(), func(ctx context.Context) (int, error) {
		for i, r := range rows {
			req := again(r)
			req.Key, req.Date, req.ExtID = fmt.Sprintf("%s %d", key, i), day.String(), ""
			if _, err := t.h.Desk().AddTime(ctx, req); err != nil {
				return i, err
			}
		}
		return len(rows), nil
	}, func(n int, err error) {
		t.h.Fail(err)
		if n > 0 {
			t.h.Say("Duplicated as draft: %s.", entriesWord(n))
		}
		t.reload()
	})
}

// again is the request that makes an entry like it, as a draft.
func again(r app.TimeRow) app.AddTime {
	req := app.AddTime{Matter: r.MatterCode, Timekeeper: r.TimekeeperCode, Date: r.Date.String(), Hours: r.Hours.Plain(), Narrative: r.Narrative,
		Task: r.Task, Activity: r.Activity, Billable: string(r.Billable), Note: r.Note, Draft: true}
	if r.RateRule == firm.RateTyped {
		req.Rate = r.Rate.Plain()
	}
	return req
}

// Release makes the chosen drafts work in progress; with none chosen, all of the day.
func (t *Today) Release() {
	var ids []int64
	some := len(t.chosen()) > 1
	for _, r := range t.List.Values() {
		if r.Status == work.Draft && (!some || slices.Contains(t.List.Selection(), r.ID)) {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		t.h.Say("No drafts to release.")
		return
	}
	Go(t.h.Runner(), func(ctx context.Context) (app.Moved, error) {
		return t.h.Desk().ReleaseTime(ctx, app.MoveTime{Request: app.Request{Key: newKey(t.h.Desk(), "release")}, IDs: ids})
	}, func(m app.Moved, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		tellMoved(t.h, m, "Released")
		t.reload()
	})
}

// Delete takes the chosen drafts away; the notice offers to take that back.
// Released work is written off instead, with a reason, on the Time screen.
func (t *Today) Delete() {
	rows := t.chosen()
	if len(rows) == 0 {
		t.h.Say("Choose an entry to delete.")
		return
	}
	type answer struct {
		gone []app.TimeRow
		not  error
	}
	Go(t.h.Runner(), func(ctx context.Context) (answer, error) {
		var a answer
		for _, r := range rows {
			_, err := t.h.Desk().DeleteTime(ctx, app.DeleteTime{ID: r.ID})
			switch {
			case err == nil:
				a.gone = append(a.gone, r)
			case fault.Of(err) == fault.Internal:
				return a, err
			default:
				a.not = err
			}
		}
		return a, nil
	}, func(a answer, err error) {
		if err == nil {
			err = a.not
		}
		t.undo = a.gone
		if len(a.gone) > 0 {
			t.h.Say("Deleted: %s.", entriesWord(len(a.gone)))
			t.h.Tell(Notice{Tone: Info, Text: "Deleted: " + entriesWord(len(a.gone)) + ".", Action: "Take it back", Do: t.takeBack})
		}
		t.h.Fail(err)
		t.reload()
	})
}

func (t *Today) takeBack() {
	rows := t.undo
	t.undo = nil
	key := newKey(t.h.Desk(), "takeback")
	Go(t.h.Runner(), func(ctx context.Context) (struct{}, error) {
		for i, r := range rows {
			req := again(r)
			req.Key = fmt.Sprintf("%s %d", key, i)
			if _, err := t.h.Desk().AddTime(ctx, req); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		t.h.Fail(err)
		t.reload()
	})
}

// EditCell is the text a cell is edited as; ok false when it cannot be.
func (t *Today) EditCell(id int64, column string) (text string, ok bool) {
	r, found := t.List.Value(id)
	if !found {
		return "", false
	}
	if err := r.Status.Editable("time entry"); err != nil {
		t.h.Fail(err)
		return "", false
	}
	switch column {
	case "hours":
		return r.Hours.Plain(), true
	case "narrative":
		return r.Narrative, true
	}
	return "", false
}

// SetCell changes a cell. What cannot be read is answered at once, what the book
// refuses comes as a notice.
func (t *Today) SetCell(id int64, column, text string) error {
	r, found := t.List.Value(id)
	if !found {
		return nil
	}
	req := app.SetTime{ID: id, Version: r.RowVersion, Request: app.Request{Key: newKey(t.h.Desk(), "cell")}}
	switch column {
	case "hours":
		if _, err := work.ParseHours(text); err != nil {
			return err
		}
		req.Hours = &text
	case "narrative":
		req.Narrative = &text
	}
	Go(t.h.Runner(), func(ctx context.Context) (app.TimeSaved, error) { return t.h.Desk().SetTime(ctx, req) }, func(s app.TimeSaved, err error) {
		if err != nil {
			t.h.Fail(err)
		} else {
			t.h.Say("Changed: %s h, %s", s.Entry.Hours.Plain(), s.Entry.Amount.WithSymbol(s.Currency))
		}
		t.reload()
	})
	return nil
}

// Why says why the chosen entry has its rate.
func (t *Today) Why() {
	rows := t.chosen()
	if len(rows) != 1 {
		t.h.Say("Choose one entry to ask why it has its rate.")
		return
	}
	tellWhy(t.h, rows[0])
}

// tellWhy says why an entry has its rate, in one notice.
func tellWhy(h Host, r app.TimeRow) {
	Go(h.Runner(), func(ctx context.Context) (app.RateAnswer, error) { return h.Desk().WhyEntry(ctx, r.ID) }, func(a app.RateAnswer, err error) {
		if err != nil {
			h.Fail(err)
			return
		}
		h.Tell(Notice{Tone: Info, Text: fmt.Sprintf("%s h × %s = %s. Rate %s.", r.Hours.Plain(), r.Rate.Format(), r.Amount.WithSymbol(r.Currency), a.Why)})
	})
}
