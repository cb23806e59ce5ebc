package app

import (
	"cmp"
	"context"
	"strings"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// SetTimer asks for a change of a timer; nil fields stay.
type SetTimer struct {
	Request
	ID                 int64
	Version            int64
	Matter, Timekeeper *string // codes; a blank matter takes it off
	Narrative          *string
	Task, Activity     *string
	Kept               *bool
	Position           *int
	// Seconds is the time it shall show; doubt about what was measured is gone
	// with it, a person has looked. A running timer goes on from there.
	Seconds *int64
	// StartedAt moves the start of the present run: "I began twenty minutes ago".
	StartedAt *time.Time
}

// SetTimer changes what a timer is for, or the time it shows. Invalid for a
// start that lies ahead or before the run of a day.
func (d *Desk) SetTimer(ctx context.Context, req SetTimer) (Timing, error) {
	return change(ctx, d, spec{act: "timer.set", right: mayOwnTime, object: timerObject(req.ID), req: req.Request}, func(tx Tx) (Timing, error) {
		t, err := d.ownTimer(tx, req.ID)
		if err != nil {
			return Timing{}, err
		}
		if err := stale("timer", timerObject(req.ID), req.Version, t.RowVersion); err != nil {
			return Timing{}, err
		}
		var check checks
		if err := d.patchTimer(newLookup(tx, d.Today()), &t, req, &check); err != nil {
			return Timing{}, err
		}
		retime(&t, req, d.Now(), &check)
		if err := check.Result("timer.invalid", "The timer"); err != nil {
			return Timing{}, err
		}
		if err := tx.SetTimer(&t); err != nil {
			return Timing{}, err
		}
		return timing(tx, t, d.Now())
	})
}

func (d *Desk) patchTimer(l *lookup, t *work.Timer, req SetTimer, check *checks) error {
	if req.Matter != nil {
		t.MatterID = 0
		if strings.TrimSpace(*req.Matter) != "" {
			m, err := l.Matter(*req.Matter)
			if !check.Fail("matter", err) {
				t.MatterID = m.Matter.ID
				check.Fail("matter", matterTakes(m))
			}
		}
	}
	if req.Timekeeper != nil {
		tk, err := d.timekeeper(l, *req.Timekeeper)
		check.Fail("timekeeper", err)
		t.TimekeeperID = tk.ID
	}
	if req.Narrative != nil {
		t.Narrative = work.CleanNarrative(*req.Narrative)
		check.Text("narrative", t.Narrative, work.NarrativeMax)
	}
	if req.Task != nil {
		t.Task = firm.FoldCode(*req.Task)
	}
	if req.Activity != nil {
		t.Activity = firm.FoldCode(*req.Activity)
	}
	set(&t.Kept, req.Kept)
	set(&t.Position, req.Position)
	return nil
}

// retime sets the time a timer shows, or the start of its run.
func retime(t *work.Timer, req SetTimer, now time.Time, check *checks) {
	limit := int64(24 * time.Hour / time.Second)
	if req.Seconds != nil {
		if *req.Seconds < 0 || *req.Seconds > limit {
			check.Add("seconds", "seconds.range", "A timer shows between 0 and 24 hours.")
			return
		}
		running, watched := t.Running(), !t.Seen.IsZero()
		date := t.Date
		t.Clear()
		t.Banked, t.Date = *req.Seconds, date
		if t.Date.IsZero() {
			t.Date = cal.Of(now)
		}
		if running {
			t.Start(now, watched)
			t.Date = cmp.Or(date, t.Date)
		}
	}
	if req.StartedAt == nil {
		return
	}
	at := req.StartedAt.UTC().Round(0)
	switch {
	case !t.Running():
		check.Add("started_at", "started_at.stopped", "The timer does not run; set the time it shows instead.")
	case at.After(now):
		check.Add("started_at", "started_at.future", "A timer cannot have started at an instant to come.")
	case now.Sub(at) > 24*time.Hour:
		check.Add("started_at", "started_at.range", "A timer cannot have started more than 24 hours ago.")
	default:
		t.StartedAt = at
		if !t.Seen.IsZero() {
			t.Seen = now.UTC().Round(0) // the person who says so has been there
		}
		t.Date = cal.Of(at.In(now.Location()))
	}
}

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
