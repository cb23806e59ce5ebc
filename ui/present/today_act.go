package present

import (
	"context"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/work"
	"matterbook/ui/words"
)

func (t *Today) savedEntry(s app.TimeSaved) {
	e := s.Entry
	hours, matter, amount := words.Hours(e.Hours), t.Form.Matter.Choice.Key, words.Money(e.Amount, s.Currency)
	done := words.L("Saved and released: %s h on %s, %s.", hours, matter, amount)
	if e.Status == work.Draft {
		done = words.L("Saved as draft: %s h on %s, %s.", hours, matter, amount)
	}
	t.h.Say("%s", done)
	u := undoTime(t.h, done, app.TimeChange{Became: e})
	u.Quiet = true
	t.h.Undoable(u)
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
	off, none := "", ""
	if len(t.List.Selection()) == 0 {
		off = words.L("Choose an entry first.")
	}
	if t.drafts == 0 {
		none = words.L("No drafts to release.")
	}
	return []Command{
		{ID: "save", Title: words.L("Save the entry")}, {ID: "repeat", Title: words.L("Repeat the previous entry")},
		{ID: "duplicate", Title: words.L("Duplicate the entry"), Off: off}, {ID: "day.take", Title: words.L("Copy the entry to today"), Off: off},
		{ID: "time.release", Title: words.L("Release the drafts of the day"), Off: none}, {ID: "delete", Title: words.L("Delete the entry"), Off: off},
		{ID: "why", Title: words.L("Why this rate"), Off: off}, {ID: "timer.from", Title: words.L("Go on with a timer"), Off: off},
		{ID: "previous", Title: words.L("Previous day")}, {ID: "next", Title: words.L("Next day")}, {ID: "day.today", Title: words.L("Today")},
		{ID: "day.earlier", Title: words.L("Copy from earlier days")}, {ID: "day.week", Title: words.L("Show the week of the day")},
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
	case "timer.from":
		t.Continue()
	case "day.take":
		t.duplicate(t.h.Today())
	case "day.earlier":
		t.ShowEarlier(!t.EarlierShown())
	case "day.week":
		t.h.Go(weekName, t.day.String()+" "+t.keeper.Code)
	case "previous":
		t.Move(-1)
	case "next":
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
func (t *Today) Duplicate() { t.duplicate(t.day) }

func (t *Today) duplicate(day cal.Date) {
	rows := t.chosen()
	if len(rows) == 0 {
		t.h.Say("Choose an entry to duplicate.")
		return
	}
	t.copyTo(day, rows...)
}

// copyTo makes a draft of a day like each of the entries.
func (t *Today) copyTo(day cal.Date, rows ...app.TimeRow) {
	key := newKey(t.h.Desk(), "duplicate")
	Go(t.h.Runner(), func(ctx context.Context) (made []app.TimeChange, err error) {
		for i, r := range rows {
			req := again(r)
			req.Key, req.Date, req.ExtID = fmt.Sprintf("%s %d", key, i), day.String(), ""
			s, err := t.h.Desk().AddTime(ctx, req)
			if err != nil {
				return made, err
			}
			made = append(made, app.TimeChange{Became: s.Entry})
		}
		return made, nil
	}, func(made []app.TimeChange, err error) {
		t.h.Fail(err)
		if len(made) > 0 {
			done := words.L("Duplicated as draft on %s: %s.", words.Date(day), entriesWord(len(made)))
			t.h.Say("%s", done)
			u := undoTime(t.h, done, made...)
			u.Quiet = true
			t.h.Undoable(u)
		}
		t.reload()
	})
}

// Continue starts a timer for the work of the chosen entry: same matter, text and
// codes.
func (t *Today) Continue() {
	rows := t.chosen()
	if len(rows) != 1 {
		t.h.Say("Choose one entry to go on with.")
		return
	}
	r := rows[0]
	t.h.Timers().StartNew(TimerWish{r.MatterCode, r.TimekeeperCode, r.Narrative, r.Task, r.Activity})
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
	req := app.MoveTime{Request: app.Request{Key: newKey(t.h.Desk(), "release")}, IDs: ids}
	moveEntries(t.h, moving{ids: ids,
		do:   func(ctx context.Context) (app.Moved, error) { return t.h.Desk().ReleaseTime(ctx, req) },
		said: func(n int) string { return words.L("Released: %s.", entriesWord(n)) },
		after: func(_ app.Moved, err error) bool {
			t.h.Fail(err)
			t.reload()
			return false
		},
	})
}

// Delete takes the chosen drafts away; it can be undone. Released work is written
// off instead, with a reason, on the Time screen.
func (t *Today) Delete() {
	rows := t.chosen()
	if len(rows) == 0 {
		t.h.Say("Choose an entry to delete.")
		return
	}
	deleteDrafts(t.h, rows, t.reload)
}

// EditCell is the text a cell is edited as; ok false when it cannot be.
func (t *Today) EditCell(id int64, column string) (text string, ok bool) {
	r, found := t.List.Value(id)
	if !found {
		return "", false
	}
	return cellText(t.h, r, column)
}

// SetCell changes a cell. What cannot be read is answered at once, what the book
// refuses comes as a notice.
func (t *Today) SetCell(id int64, column, text string) error {
	r, found := t.List.Value(id)
	if !found {
		return nil
	}
	return setCell(t.h, r, column, text, t.reload)
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
		h.Tell(Notice{Tone: Info, Text: words.L("%s h × %s = %s. Rate %s.", words.Hours(r.Hours), words.Rate(r.Rate), words.Money(r.Amount, r.Currency), a.Why)})
	})
}
