package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
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
	// Rest keeps what was measured beyond Seconds as a draft of its own, in the same
	// act: time nobody was there to see, to be looked at before it is released.
	// RestMatter and RestNarrative say what it was; blank: as the entry.
	Rest                      bool
	RestMatter, RestNarrative string
}

// restNote is the note of a draft that was split off a timer.
const restNote = "Split off a timer: look at it before it is released."

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
		if err := d.saveRest(tx, l, t, add, req); err != nil {
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

// saveRest makes the second entry, when one is asked for and there is time for it.
func (d *Desk) saveRest(tx Tx, l *lookup, t work.Timer, first AddTime, req SaveTimer) error {
	rest := t.Read(d.Now()).Measured - first.Seconds
	if !req.Rest || rest <= 0 {
		return nil
	}
	second := first
	second.Hours, second.Seconds, second.Note, second.Draft, second.ExtID = "", rest, restNote, true, ""
	if m := strings.TrimSpace(req.RestMatter); m != "" && m != first.Matter {
		second.Matter, second.Task, second.Activity = m, "", "" // another matter has other codes
	}
	second.Narrative = cmp.Or(strings.TrimSpace(req.RestNarrative), first.Narrative)
	if _, err := d.addTime(tx, l, second); err != nil {
		return restFault(err)
	}
	return nil
}

// restFault names the fields of the rest, so that no message lands at the entry's.
func restFault(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	moved := *e
	moved.Faults = slices.Clone(e.Faults)
	for i := range moved.Faults {
		moved.Faults[i].Path = "rest_" + moved.Faults[i].Path
	}
	return &moved
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
