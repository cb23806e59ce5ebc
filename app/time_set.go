package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/firm"
	"matterbook/app/work"
)

// SetTime asks for a change of a time entry; nil fields stay.
type SetTime struct {
	Request
	ID                             int64
	Version                        int64
	Matter, Timekeeper             *string // codes
	Date, Hours, Narrative, Note   *string
	Task, Activity, Billable, Rate *string // a blank Rate gives up a typed one: the tables hold again
	Reason                         string
}

// SetTime changes an entry that is a draft or released. The rate stays unless
// it is typed, or whose work it is, for what or when changes; a typed rate
// survives all of that. Refused: "work.on_prebill", "work.billed",
// "work.written_off", "books.closed" when figures of a closed day would
// change, and all that [Desk.AddTime] refuses.
func (d *Desk) SetTime(ctx context.Context, req SetTime) (TimeSaved, error) {
	s := spec{act: "time.set", right: mayOwnTime, object: "time entry " + fmt.Sprint(req.ID), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (TimeSaved, error) {
		old, err := d.editableEntry(tx, req.ID)
		if err != nil {
			return TimeSaved{}, err
		}
		if err := stale("time_entry", fmt.Sprint(req.ID), req.Version, old.RowVersion); err != nil {
			return TimeSaved{}, err
		}
		l := newLookup(tx, d.Today())
		whole, err := timeRequest(l, old)
		if err != nil {
			return TimeSaved{}, err
		}
		patchTime(&whole, req)
		facts, check, err := d.timeFacts(l, whole, &old)
		if err != nil {
			return TimeSaved{}, err
		}
		e, why := decideTime(facts, whole, check)
		if figuresDiffer(old, e) {
			check.Fail("date", closed(facts.firm, old.Date, "a change of its figures"))
			if e.Date != old.Date {
				check.Fail("date", closed(facts.firm, e.Date, "time"))
			}
		}
		if err := check.Result("time.invalid", "The time entry"); err != nil {
			return TimeSaved{}, err
		}
		return TimeSaved{Entry: e, Currency: facts.matter.Client.Currency, Why: why}, tx.SetEntry(&e)
	})
}

// editableEntry loads an entry the user may change.
func (d *Desk) editableEntry(q Query, id int64) (work.Entry, error) {
	e, err := q.Entry(id)
	if err != nil {
		return e, err
	}
	if err := d.own(e.TimekeeperID, ""); err != nil {
		return e, err
	}
	return e, e.Status.Editable("time entry")
}

// timeRequest is the request that would make the entry as it is.
func timeRequest(l *lookup, e work.Entry) (AddTime, error) {
	m, err := l.MatterByID(e.MatterID)
	if err != nil {
		return AddTime{}, err
	}
	t, err := l.q.Timekeeper(e.TimekeeperID)
	if err != nil {
		return AddTime{}, err
	}
	req := AddTime{
		Matter: m.Matter.Code, Timekeeper: t.Code, Date: e.Date.String(), Hours: e.Hours.Plain(), Narrative: e.Narrative, Task: e.Task,
		Activity: e.Activity, Billable: string(e.Billable), Note: e.Note, ExtID: e.ExtID, Seconds: e.WorkedSeconds,
	}
	if e.RateRule == firm.RateTyped {
		req.Rate = e.Rate.Plain()
	}
	return req, nil
}

func patchTime(whole *AddTime, req SetTime) {
	for _, f := range []struct{ to, from *string }{
		{&whole.Matter, req.Matter}, {&whole.Timekeeper, req.Timekeeper}, {&whole.Date, req.Date}, {&whole.Hours, req.Hours},
		{&whole.Narrative, req.Narrative}, {&whole.Note, req.Note}, {&whole.Task, req.Task}, {&whole.Activity, req.Activity},
		{&whole.Billable, req.Billable}, {&whole.Rate, req.Rate},
	} {
		set(f.to, f.from)
	}
}

// figuresDiffer says whether a report of the entry's day would read differently.
func figuresDiffer(a, b work.Entry) bool {
	return a.Date != b.Date || a.TimekeeperID != b.TimekeeperID || a.MatterID != b.MatterID || a.Hours != b.Hours ||
		a.Amount != b.Amount || a.Rate != b.Rate || a.Billable != b.Billable
}
