package app

import (
	"cmp"
	"context"
	"strings"
	"time"

	"matterbook/app/cal"
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
