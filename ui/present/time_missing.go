package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// MissingTime is a month of all timekeepers: for each day the hours recorded,
// shaded by how much lacks against what is expected.
type MissingTime struct {
	t     *Time
	month cal.Date // its first day
	rows  []app.KeeperDays
	weeks firm.WorkWeeks
	read  Latest
	// Ready says that the month was read.
	Ready bool
	// Form changes the hours expected, nil while it is shut.
	Form *SideForm
}

// ShowMissing shows the month of a day in place of the list; blank is this month.
func (t *Time) ShowMissing(day string) {
	d, err := cal.Parse(day)
	if err != nil {
		d = t.h.Today()
	}
	if t.Missing == nil {
		t.Missing = &MissingTime{t: t}
	}
	t.Act, t.Edit, t.Outcome = nil, nil, nil
	t.Missing.SetMonth(d)
}

// ShowList shows the list again.
func (t *Time) ShowList() {
	if t.Missing != nil {
		t.Missing = nil
		t.h.Redraw(t)
	}
}

func (m *MissingTime) heard(e app.Event) {
	switch e.Noun {
	case "", "time", "timer", "timekeeper", "work_week":
		m.reload()
	}
}

// Month is the first day of the month.
func (m *MissingTime) Month() cal.Date { return m.month }

// SetMonth shows the month of a day.
func (m *MissingTime) SetMonth(d cal.Date) {
	if d < cal.First || d > cal.Last {
		return
	}
	m.month = d.MonthStart()
	m.reload()
	m.t.h.Redraw(m.t)
}

// Move goes months on or back.
func (m *MissingTime) Move(months int) { m.SetMonth(m.month.AddMonths(months)) }

func (m *MissingTime) reload() {
	d, from, to := m.t.h.Desk(), m.month, m.month.MonthEnd()
	type answer struct {
		rows  []app.KeeperDays
		weeks firm.WorkWeeks
	}
	Ask(&m.read, m.t.h.Runner(), func(ctx context.Context) (answer, error) {
		return app.Read(ctx, d, func(q app.Query) (a answer, err error) {
			if a.rows, err = app.MissingTime(q, d, from, to); err != nil {
				return a, err
			}
			a.weeks, err = q.WorkWeeks()
			return a, err
		})
	}, func(a answer, err error) {
		if err != nil {
			m.t.h.Fail(err)
			return
		}
		m.rows, m.weeks, m.Ready = a.rows, a.weeks, true
		m.t.h.Redraw(m.t)
	})
}

// MissingRow is a timekeeper of the month.
type MissingRow struct {
	Code, Name string
	Days       []MissingDay
	Recorded   string
	Missing    string
	Short      bool // something lacks
}

// MissingDay is a cell: the figure, and how much lacks in five steps.
type MissingDay struct {
	Date cal.Date
	// Text is the hours, a dash where they lack altogether, blank where none are expected.
	Text string
	// Step is 0 for nothing missing, 4 for everything; -1 where nothing is expected.
	Step int
	// Free is a day on which nothing is expected, Ahead one that is still to come.
	Free, Ahead bool
	Tip         string
}

// Rows are the timekeepers, each with every day of the month.
func (m *MissingTime) Rows() []MissingRow {
	list := make([]MissingRow, len(m.rows))
	for i, k := range m.rows {
		recorded, _, missing := k.Sum()
		r := MissingRow{Code: k.Timekeeper.Code, Name: k.Timekeeper.Name(), Recorded: words.Tenths(recorded), Short: missing > 0}
		if missing > 0 {
			r.Missing = words.Tenths(missing)
		}
		for _, d := range k.Days {
			r.Days = append(r.Days, missingDay(k.Timekeeper, d))
		}
		list[i] = r
	}
	return list
}

func missingDay(k firm.Timekeeper, d app.TimeDay) MissingDay {
	c := MissingDay{Date: d.Date, Free: d.Expected == 0, Ahead: d.Ahead}
	if d.Recorded > 0 {
		c.Text = words.Tenths(d.Recorded)
	}
	day := words.LongDate(d.Date)
	switch missing := d.Missing(); {
	case d.Expected == 0 && d.Recorded == 0:
		c.Step, c.Tip = -1, words.L("%s, %s: nothing is expected.", k.Code, day)
	case d.Ahead:
		c.Step, c.Tip = -1, words.L("%s, %s: still to come.", k.Code, day)
	case missing == 0:
		c.Tip = words.L("%s, %s: %s h of %s h.", k.Code, day, words.Hours(d.Recorded), words.Hours(d.Expected))
	default:
		c.Step = 1 + int(3*missing/max(d.Expected, 1))
		if c.Text == "" {
			c.Text = "–"
		}
		c.Tip = words.L("%s, %s: %s h of %s h, %s h are missing.", k.Code, day, words.Hours(d.Recorded), words.Hours(d.Expected), words.Hours(missing))
	}
	return c
}

// table is the month as a list, for export, print and copy.
func (m *MissingTime) table() Table {
	heads := []Column{{Key: "timekeeper", Label: words.Mark("Timekeeper"), Width: 60}, {Key: "name", Label: words.Mark("Name"), Width: 150}}
	for d := m.month; d <= m.month.MonthEnd(); d = d.AddDays(1) {
		heads = append(heads, Column{Key: d.String(), Label: d.String(), Width: 40, Right: true})
	}
	heads = append(heads, Column{Key: "recorded", Label: words.Mark("Recorded"), Width: 60, Right: true}, Column{Key: "missing", Label: words.Mark("Missing"), Width: 60, Right: true})
	l := &List[app.KeeperDays]{Run: m.t.h.Runner(), Heads: heads, ID: func(k app.KeeperDays) int64 { return k.Timekeeper.ID }, Fail: m.t.h.Fail,
		Cells: func(k app.KeeperDays) []Cell {
			cells := []Cell{{Text: k.Timekeeper.Code}, {Text: k.Timekeeper.Name()}}
			for _, d := range k.Days {
				cells = append(cells, hoursCell(d.Recorded))
			}
			recorded, _, missing := k.Sum()
			return append(cells, hoursCell(recorded), hoursCell(missing))
		}}
	l.Set(m.rows, words.N(len(m.rows), "One timekeeper", "%d timekeepers", len(m.rows)), nil)
	return l
}

// Figures are the sums of the month.
func (m *MissingTime) Figures() []Figure {
	var recorded, expected, missing money.Quantity
	short := 0
	for _, k := range m.rows {
		r, e, x := k.Sum()
		recorded, expected, missing = recorded+r, expected+e, missing+x
		if x > 0 {
			short++
		}
	}
	f := Figure{Key: "missing", Label: words.L("Missing"), Value: words.L("%s h", words.Tenths(missing)), Tip: words.N(short, "of one timekeeper", "of %d timekeepers", short)}
	if missing > 0 {
		f.Tone = Warn
	}
	return []Figure{{Key: "recorded", Label: words.L("Recorded"), Value: words.L("%s h", words.Tenths(recorded))},
		{Key: "expected", Label: words.L("Expected through today"), Value: words.L("%s h", words.Tenths(expected))}, f}
}

// OpenDay shows the day sheet of a timekeeper.
func (m *MissingTime) OpenDay(code string, d cal.Date) { m.t.h.Go(todayName, d.String()+" "+code) }

// MaySet says whether the user may change the hours expected.
func (m *MissingTime) MaySet() bool { return m.t.h.Desk().MaySetUp() }

var weekdayPaths = [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// OpenForm opens the form of the hours expected, of the firm or of a timekeeper.
func (m *MissingTime) OpenForm(code string) {
	h := m.t.h
	who := []Choice{{Text: words.L("Everybody without hours of their own")}}
	var id int64
	for _, k := range h.Facts().Timekeepers {
		who = append(who, Choice{Key: k.Code, Text: k.Code + "  " + k.Name()})
		if k.Code == code {
			id = k.ID
		}
	}
	inputs := []*Input{choiceIn("timekeeper", words.L("Whose hours"), code, who...)}
	week := m.weeks.Of(id)
	monday := cal.MustParse("2026-06-15").WeekStart()
	for i, path := range weekdayPaths {
		text := ""
		if q := week.Hours[i]; q > 0 {
			text = q.Short()
		}
		in := numberIn(path, words.Weekday(monday.AddDays(i)), text)
		in.Optional = true
		inputs = append(inputs, in)
	}
	usual := checkIn("usual", words.L("Give up what was said before"), false)
	inputs = append(inputs, usual)
	f := newSideForm(h, m.t, "time.expected", words.L("Hours expected"), words.L("Save"), inputs...)
	f.Note = words.L("Missing time is counted against these hours. Nothing is billed by them. A blank day expects none.")
	f.onClose = func() { m.Form = nil }
	f.edited = func(f *SideForm, path string) {
		if path == "timekeeper" {
			m.OpenForm(f.Text("timekeeper"))
		}
	}
	f.send = func(f *SideForm) {
		req := app.SetWorkWeek{Request: app.Request{Key: f.Key}, Timekeeper: f.Text("timekeeper"), Usual: f.On("usual")}
		for _, path := range weekdayPaths {
			req.Hours = append(req.Hours, f.Text(path))
		}
		sendAct(f, func(ctx context.Context) (firm.WorkWeek, error) { return h.Desk().SetWorkWeek(ctx, req) }, func(firm.WorkWeek) {
			m.Form = nil
			h.Say("The hours expected were saved.")
		})
	}
	m.Form = f
	h.Redraw(m.t)
}
