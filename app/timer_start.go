package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// StartTimer asks for a running timer: a kept or stopped one by ID, else a new
// one for a matter, which may be chosen later.
type StartTimer struct {
	Request
	ID         int64 // 0: a new one
	Matter     string
	Timekeeper string // code; blank: the user's own
	Narrative  string
	Task       string
	Activity   string
	Kept       bool // stays as a button after its time is saved
	// Watched says that the caller touches the timer while it runs ([Desk.TouchTimers]),
	// so that silence means sleep. A script that starts a timer and ends does not.
	Watched bool
}

// Timing is a timer and what it says now.
type Timing struct {
	work.Timer
	work.Reading
	MatterCode, MatterName, ClientName string // blank until a matter is chosen
	TimekeeperCode                     string
}

// StartTimer starts a timer. Of a user's timers at most one runs: the one that
// ran is stopped in the same act, nothing of its time is lost.
func (d *Desk) StartTimer(ctx context.Context, req StartTimer) (Timing, error) {
	return change(ctx, d, spec{act: "timer.start", right: mayOwnTime, object: timerObject(req.ID), req: req.Request}, func(tx Tx) (Timing, error) {
		now := d.Now()
		timers, err := tx.Timers(d.User.ID)
		if err != nil {
			return Timing{}, err
		}
		var t work.Timer
		if req.ID != 0 {
			if t, err = d.ownTimer(tx, req.ID); err != nil {
				return Timing{}, err
			}
		} else if t, err = d.newTimer(newLookup(tx, d.Today()), req); err != nil {
			return Timing{}, err
		}
		for i := range timers {
			if timers[i].Running() && timers[i].ID != t.ID {
				timers[i].Stop(now)
				if err := tx.SetTimer(&timers[i]); err != nil {
					return Timing{}, err
				}
			}
			if req.ID == 0 {
				t.Position = max(t.Position, timers[i].Position+1)
			}
		}
		t.Start(now, req.Watched)
		if req.ID == 0 {
			err = tx.AddTimer(&t)
		} else {
			err = tx.SetTimer(&t)
		}
		if err != nil {
			return Timing{}, err
		}
		return timing(tx, t, now)
	})
}

func (d *Desk) newTimer(l *lookup, req StartTimer) (work.Timer, error) {
	var check checks
	t := work.Timer{
		UserID: d.User.ID, TimekeeperID: d.User.TimekeeperID, Narrative: work.CleanNarrative(req.Narrative),
		Task: firm.FoldCode(req.Task), Activity: firm.FoldCode(req.Activity), Kept: req.Kept,
	}
	check.Text("narrative", t.Narrative, work.NarrativeMax)
	if strings.TrimSpace(req.Timekeeper) != "" {
		tk, err := d.timekeeper(l, req.Timekeeper)
		check.Fail("timekeeper", err)
		t.TimekeeperID = tk.ID
	}
	if strings.TrimSpace(req.Matter) != "" {
		m, err := l.Matter(req.Matter)
		if !check.Fail("matter", err) {
			t.MatterID = m.Matter.ID
			check.Fail("matter", matterTakes(m))
		}
	}
	return t, check.Result("timer.invalid", "The timer")
}

// ownTimer loads a timer of the user. Timers of others do not exist for him.
func (d *Desk) ownTimer(q Query, id int64) (work.Timer, error) {
	t, err := q.Timer(id)
	if err == nil && t.UserID != d.User.ID {
		err = fault.NotFound("timer", fmt.Sprint(id))
	}
	return t, err
}

func timerObject(id int64) string {
	if id == 0 {
		return "timer"
	}
	return "timer " + fmt.Sprint(id)
}

func timing(q Query, t work.Timer, now time.Time) (Timing, error) {
	v := Timing{Timer: t, Reading: t.Read(now)}
	if t.MatterID != 0 {
		m, err := q.Matter(t.MatterID)
		if err != nil {
			return v, err
		}
		c, err := q.Client(m.ClientID)
		if err != nil {
			return v, err
		}
		v.MatterCode, v.MatterName, v.ClientName = m.Code, m.Name, c.Name
	}
	if t.TimekeeperID != 0 {
		tk, err := q.Timekeeper(t.TimekeeperID)
		if err != nil {
			return v, err
		}
		v.TimekeeperCode = tk.Code
	}
	return v, nil
}
