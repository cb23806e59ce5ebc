package present

import (
	"context"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

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
