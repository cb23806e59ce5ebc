package work

import (
	"fmt"
	"time"

	"matterbook/app/cal"
)

// Limits of a timer.
const (
	// TimerLong is the length above which a timer is always looked at by a person.
	TimerLong = 16 * time.Hour
	// TimerGap is the longest silence of the program that passes for work.
	TimerGap = 5 * time.Minute
	// TimerSlack is how far the clock of the machine and the time the program was
	// awake may differ before the difference is set apart.
	TimerSlack = 2 * time.Second
)

// Start lets the timer run from now. Watched says that the program will call
// [Timer.Touch] while it runs, so that silence means sleep; without it only the
// wall clock is known. A running timer stays as it is.
func (t *Timer) Start(now time.Time, watched bool) {
	if t.Running() {
		return
	}
	if t.Date.IsZero() || t.Banked == 0 && t.Away == 0 {
		t.Date = cal.Of(now)
	}
	t.StartedAt, t.Seen = now.UTC().Round(0), time.Time{}
	if watched {
		t.Seen = t.StartedAt
	}
}

// Touch notes that the program is alive. Awake is the time since the touch
// before by a clock that stands still while the computer sleeps and never
// steps; zero when it is not known. What the wall clock says beyond that is set
// apart in Away, so that sleep is never billed unasked.
func (t *Timer) Touch(now time.Time, awake time.Duration) {
	if !t.Running() {
		return
	}
	now = now.UTC().Round(0)
	if t.Seen.IsZero() {
		t.Seen = t.StartedAt
	}
	wall := now.Sub(t.Seen)
	doubt := wall < -TimerSlack || wall > TimerGap
	if awake > 0 {
		doubt = wall-awake > TimerSlack || awake-wall > TimerSlack
	}
	if !doubt {
		t.Seen = now
		return
	}
	seen := max(t.Seen.Sub(t.StartedAt), 0)
	t.Banked += seconds(seen + max(awake, 0))
	if away := wall - max(awake, 0); away > 0 {
		t.Away += seconds(away)
		if t.Flag == FlagNone {
			t.Flag = FlagAway
		}
	} else {
		t.Flag = FlagClock
	}
	t.StartedAt, t.Seen = now, now
}

// Stop banks what was measured. Silence since the last touch is set apart.
func (t *Timer) Stop(now time.Time) {
	if !t.Running() {
		return
	}
	if !t.Seen.IsZero() {
		t.Touch(now, 0)
	}
	run := now.UTC().Round(0).Sub(t.StartedAt)
	if run < 0 {
		t.Flag, run = FlagClock, 0
	}
	t.Banked += seconds(run)
	t.StartedAt, t.Seen = time.Time{}, time.Time{}
}

// Clear empties the timer for the next use; what it is for stays.
func (t *Timer) Clear() {
	t.Banked, t.Away, t.Flag, t.Date = 0, 0, FlagNone, 0
	t.StartedAt, t.Seen = time.Time{}, time.Time{}
}

// Reading is what a timer says at an instant.
type Reading struct {
	// Suggested is the whole seconds that count unless a person says otherwise: the
	// shorter figure. Measured is what the wall clock says. Neither is ever negative.
	Suggested, Measured int64
	// Why a person must look first, blank when there is no doubt.
	Why string
}

// Read says how long the timer has measured at now.
func (t Timer) Read(now time.Time) Reading {
	t.Stop(now)
	r := Reading{Suggested: t.Banked, Measured: t.Banked + t.Away}
	switch {
	case t.Flag == FlagAway:
		r.Why = fmt.Sprintf("The computer slept or the program was closed for %s of it.", FormatClock(t.Away))
	case t.Flag == FlagClock:
		r.Why = "The clock of the computer was set back while the timer ran."
	}
	if r.Suggested > seconds(TimerLong) || r.Measured > seconds(TimerLong) {
		if r.Why != "" {
			r.Why += " "
		}
		r.Why += "It ran for more than 16 hours."
	}
	return r
}

func seconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }
