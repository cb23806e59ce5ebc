package present

import (
	"context"
	"encoding/json"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

const todayName = "today"

// TodayRoute is the day sheet.
var TodayRoute = Route[*Today]{Name: todayName, Title: words.Mark("Today"), Icon: "today", Key: "Ctrl+1", New: newToday}

// Today is the day sheet of a timekeeper: a line to record time on, the day's
// entries, the totals of day, week and month, and the money of the matter at
// hand.
type Today struct {
	h     Host
	Form  *EntryForm
	List  *List[app.TimeRow]
	Strip *Strip
	// Earlier is the person's work of the weeks before, to be copied to the day.
	Earlier *List[app.TimeRow]

	day    cal.Date
	keeper firm.Timekeeper
	hours  map[cal.Date]money.Quantity // of the weeks around the day and of its month
	amount map[money.Currency]money.Amount
	drafts int
	memory todayMemory
	opened bool
	ready  bool
	// without says that there is no open matter to enter time on.
	without bool

	read    Latest
	earlier Latest
	typing  Pause
	last    *app.TimeRow // what F3 repeats
}

// todayMemory is kept for the user.
type todayMemory struct {
	ListMemory
	Timekeeper string `json:"timekeeper,omitempty"`
	// ReleaseAtOnce saves entries as work in progress instead of as drafts.
	ReleaseAtOnce bool `json:"release_at_once,omitempty"`
	// Earlier shows the work of the weeks before beside the day.
	Earlier bool `json:"earlier,omitempty"`
}

const typingKey = "today.entry"

func newToday(h Host) *Today {
	t := &Today{h: h, day: h.Today(), keeper: h.Facts().Me, hours: map[cal.Date]money.Quantity{}}
	t.Form = newEntryForm(h, func() { t.formChanged() }, func(s app.TimeSaved) { t.savedEntry(s) })
	t.Form.Draft = true
	t.Strip = NewStrip(h, func() { t.h.Redraw(t) })
	t.newEarlier()
	t.List = &List[app.TimeRow]{
		Run: h.Runner(),
		Heads: []Column{
			{Key: "matter", Label: words.Mark("Matter"), Width: 96, Min: 70}, {Key: "name", Label: words.Mark("Client and matter"), Width: 220, Min: 90},
			{Key: "narrative", Label: words.Mark("Narrative"), Width: 240, Min: 120, Flex: 1, Editable: true}, {Key: "code", Label: words.Mark("Code"), Width: 86},
			{Key: "hours", Label: words.Mark("Hours"), Width: 64, Right: true, Editable: true}, {Key: "rate", Label: words.Mark("Rate"), Width: 76, Right: true},
			{Key: "amount", Label: words.Mark("Amount"), Width: 96, Right: true}, {Key: "status", Label: words.Mark("Status"), Width: 104, Pills: true},
		},
		ID: func(r app.TimeRow) int64 { return r.ID },
		Cells: func(r app.TimeRow) []Cell {
			return []Cell{{Text: r.MatterCode}, {Text: r.ClientName + ", " + r.MatterName, Muted: true}, {Text: oneLine(r.Narrative)}, codeCell(r.Entry),
				hoursCell(r.Hours), muted(rateCell(r.Rate)), amountCell(r), statusCell(r.Entry)}
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
func (t *Today) Title() string { return words.L("Today") }

// Open implements Screen: a day as "2026-06-18", with a timekeeper as "2026-06-18
// JLK", or a matter to record time on.
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
	day, keeper, _ := strings.Cut(arg, " ")
	if d, err := cal.Parse(day); err == nil {
		t.SetKeeper(keeper)
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
			t.h.Tell(Notice{Tone: Info, Text: words.L("An entry you were typing was not saved; it is in the form again."), Action: words.L("Throw it away"), Do: t.Clear})
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
	day := words.LongDate(t.day)
	switch t.day.Sub(t.h.Today()) {
	case 0:
		return words.L("Today, %s", day)
	case -1:
		return words.L("Yesterday, %s", day)
	case 1:
		return words.L("Tomorrow, %s", day)
	}
	return day
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
