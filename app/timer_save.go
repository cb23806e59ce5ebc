package app

import (
	"cmp"
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/work"
)

// SaveTimer asks for a time entry of what a timer measured.
type SaveTimer struct {
	Request
	ID int64
	// Seconds is the time that counts. nil takes what the timer says, which is
	// refused while that is in doubt: a person must look and say.
	Seconds *int64
	Hours   string // typed instead of measured; blank: by the minimum and increment
	// What the entry says; blank takes what the timer says.
	Matter, Timekeeper, Date, Narrative, Task, Activity, Billable, Note string
	Draft                                                               bool
}

// SaveTimer makes the entry and clears the timer in one act: a kept timer stays
// as a button with no time on it, any other is gone. The work date is the day
// the timer was first started. Refused ("timer.doubt") with both figures when
// the computer slept or its clock was set, or the timer ran for more than 16 hours.
func (d *Desk) SaveTimer(ctx context.Context, req SaveTimer) (TimeSaved, error) {
	return change(ctx, d, spec{act: "timer.save", right: mayOwnTime, object: timerObject(req.ID), req: req.Request}, func(tx Tx) (TimeSaved, error) {
		l := newLookup(tx, d.Today())
		t, err := d.ownTimer(tx, req.ID)
		if err != nil {
			return TimeSaved{}, err
		}
		add, err := d.timerEntry(tx, t, req)
		if err != nil {
			return TimeSaved{}, err
		}
		saved, err := d.addTime(tx, l, add)
		if err != nil {
			return TimeSaved{}, err
		}
		if !t.Kept {
			return saved, tx.DeleteTimer(t.ID)
		}
		t.Clear()
		t.Narrative = ""
		return saved, tx.SetTimer(&t)
	})
}

func (d *Desk) timerEntry(q Query, t work.Timer, req SaveTimer) (AddTime, error) {
	now, err := timing(q, t, d.Now())
	if err != nil {
		return AddTime{}, err
	}
	seconds := now.Suggested
	switch {
	case req.Seconds != nil:
		seconds = *req.Seconds
	case now.Why != "" && strings.TrimSpace(req.Hours) != "":
		seconds = 0 // the hours typed are what was worked; the measure is in doubt
	case now.Why != "":
		return AddTime{}, fault.Refuse("timer.doubt", "%s It measured %s; without that time it is %s.", now.Why, work.FormatClock(now.Measured), work.FormatClock(now.Suggested)).
			Advise("Say which time counts.").
			With("measured", work.FormatClock(now.Measured)).With("suggested", work.FormatClock(now.Suggested))
	}
	if seconds == 0 && strings.TrimSpace(req.Hours) == "" {
		return AddTime{}, fault.New(fault.Invalid, "hours.zero", "The timer has measured nothing yet.").Advise("Type the hours, or discard the timer.")
	}
	date := t.Date
	if date.IsZero() {
		date = d.Today()
	}
	return AddTime{
		Matter: cmp.Or(req.Matter, now.MatterCode), Timekeeper: cmp.Or(req.Timekeeper, now.TimekeeperCode), Date: cmp.Or(req.Date, date.String()),
		Hours: req.Hours, Narrative: cmp.Or(req.Narrative, t.Narrative), Task: cmp.Or(req.Task, t.Task), Activity: cmp.Or(req.Activity, t.Activity),
		Billable: req.Billable, Note: req.Note, Seconds: seconds, Draft: req.Draft,
	}, nil
}
