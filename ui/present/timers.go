package present

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// Timers is the timer bar: always in view, one timer runs, several wait. The
// book keeps them, so they outlive a crash. Each second the bar is drawn again;
// each half minute the book is told that the program is alive, so that sleep
// and a stepped clock are noticed and never billed unasked.
type Timers struct {
	f    *Frame
	ask  Latest
	list []app.Timing
	form *TimerForm
	last int64 // the timer that was stopped last: it stays in view

	// remindedID and remindedAt say of which timer, and at how many hours, the
	// desktop was told last.
	remindedID int64
	remindedAt time.Duration

	tick   func()
	beatAt time.Time // last time the book was told, with its monotonic part
	tickAt time.Time
}

const (
	tickEvery = time.Second
	beatEvery = 30 * time.Second
	// remindEvery is how long a timer runs before the desktop asks whether anybody is
	// still at it.
	remindEvery = 4 * time.Hour
)

// Reminder is a window that can tell something outside itself, on the desktop.
type Reminder interface {
	Remind(title, text string)
}

// TimerLine is a timer as the bar shows it.
type TimerLine struct {
	ID      int64
	Label   string
	Elapsed time.Duration
	Running bool
}

// TimersView is the bar.
type TimersView struct {
	Current *TimerLine  // runs, or was stopped last; nil for none
	Kept    []TimerLine // the others
	Flag    string      // why a person must look at the current one, blank for no reason
}

func newTimers(f *Frame) *Timers { return &Timers{f: f} }

func (t *Timers) start() { t.reload() }

func (t *Timers) close() {
	t.ask.Drop()
	t.stopTick()
	if t.form != nil {
		t.form.leave()
	}
}

func (t *Timers) heard(e app.Event) {
	switch e.Noun {
	case "", "timer", "matter", "client":
		t.reload()
	}
}

func (t *Timers) reload() {
	Ask(&t.ask, t.f.run, func(ctx context.Context) ([]app.Timing, error) { return t.f.desk.Timers(ctx) },
		func(list []app.Timing, err error) {
			if err != nil {
				t.f.Fail(err)
				return
			}
			t.take(list)
		})
}

func (t *Timers) take(list []app.Timing) {
	old, had := t.running()
	t.list = list
	r, runs := t.running()
	if runs && (!had || old.ID != r.ID || !old.StartedAt.Equal(r.StartedAt)) {
		t.beatAt = time.Time{}
		if now := t.f.desk.Now(); !r.Seen.IsZero() && r.Seen.Equal(r.StartedAt) && now.Round(0).Sub(r.StartedAt) < beatEvery {
			// It has just been started here: awake is counted from then.
			t.beatAt = now.Add(-now.Round(0).Sub(r.StartedAt))
		}
	}
	if t.form != nil && !slices.ContainsFunc(list, func(x app.Timing) bool { return x.ID == t.form.id }) {
		t.form = nil
	}
	t.stopTick()
	if runs {
		t.tickAt = t.f.desk.Now()
		t.arm()
	}
	t.f.surface.Changed(PartTimers)
}

func (t *Timers) stopTick() {
	if t.tick != nil {
		t.tick()
		t.tick = nil
	}
}

func (t *Timers) arm() {
	t.tick = t.f.run.After(tickEvery, func() {
		t.tick = nil
		t.ticked()
	})
}

// ticked draws the clock and notices when the clock of the machine and the time
// the program was awake part ways.
func (t *Timers) ticked() {
	if _, runs := t.running(); !runs || t.f.closed {
		return
	}
	now := t.f.desk.Now()
	stepped := now.Round(0).Sub(t.tickAt.Round(0)) - now.Sub(t.tickAt)
	t.tickAt = now
	if t.beatAt.IsZero() || now.Sub(t.beatAt) >= beatEvery || stepped > work.TimerSlack || stepped < -work.TimerSlack {
		t.beat(now)
	}
	t.remind()
	t.f.surface.Changed(PartTimers)
	t.arm()
}

// remind tells the desktop of a timer that has run for hours, or that somebody must
// look at: the window may be behind others.
func (t *Timers) remind() {
	desk, ok := t.f.surface.(Reminder)
	x, runs := t.running()
	if !ok || !runs {
		return
	}
	r := x.Timer.Read(t.f.desk.Now())
	if x.ID != t.remindedID {
		t.remindedID, t.remindedAt = x.ID, 0
		if r.Why != "" { // it stands in the window already, from before
			t.remindedAt = -1
		}
	}
	ran := time.Duration(r.Measured) * time.Second
	switch {
	case r.Why != "" && t.remindedAt >= 0:
		t.remindedAt = -1
		desk.Remind(words.L("Look at the timer of %s", t.label(x)), r.Why)
	case r.Why == "" && t.remindedAt >= 0 && ran >= t.remindedAt+remindEvery:
		t.remindedAt = ran - ran%remindEvery
		desk.Remind(words.L("The timer of %s is still running", t.label(x)), words.L("It has run for %s. Stop it in Matterbook if you are no longer at it.", work.FormatClock(r.Suggested)))
	}
}

func (t *Timers) beat(now time.Time) {
	awake := time.Duration(0)
	if !t.beatAt.IsZero() {
		awake = now.Sub(t.beatAt)
	}
	t.beatAt = now
	Go(t.f.run, func(ctx context.Context) ([]app.Timing, error) {
		if err := t.f.desk.TouchTimers(ctx, awake); err != nil {
			return nil, err
		}
		return t.f.desk.Timers(ctx)
	}, func(list []app.Timing, err error) {
		switch {
		case err != nil:
			// The next beat tries again; a timer without one is flagged, never wrong.
			t.f.Say("The running timer could not be noted: %s", Words(err))
		case t.f.closed:
		default:
			if !slices.EqualFunc(list, t.list, func(a, b app.Timing) bool { return a.ID == b.ID && a.Flag == b.Flag && a.Running() == b.Running() }) {
				t.take(list)
				return
			}
			t.list = list
		}
	})
}

func (t *Timers) running() (app.Timing, bool) {
	for _, x := range t.list {
		if x.Running() {
			return x, true
		}
	}
	return app.Timing{}, false
}

func (t *Timers) find(id int64) (app.Timing, bool) {
	for _, x := range t.list {
		if x.ID == id {
			return x, true
		}
	}
	return app.Timing{}, false
}

// current is the timer at hand.
func (t *Timers) current() (app.Timing, bool) {
	if x, ok := t.running(); ok {
		return x, true
	}
	if x, ok := t.find(t.last); ok && x.Banked+x.Away > 0 {
		return x, true
	}
	for _, x := range t.list {
		if x.Banked+x.Away > 0 && !x.Kept {
			return x, true
		}
	}
	return app.Timing{}, false
}

func (t *Timers) label(x app.Timing) string {
	switch {
	case x.MatterCode != "":
		return x.MatterCode + "  " + x.MatterName
	case x.Narrative != "":
		return x.Narrative
	}
	return words.L("No matter yet")
}

func (t *Timers) line(x app.Timing) TimerLine {
	r := x.Timer.Read(t.f.desk.Now())
	return TimerLine{ID: x.ID, Label: t.label(x), Elapsed: time.Duration(r.Suggested) * time.Second, Running: x.Running()}
}

// View is the bar now.
func (t *Timers) View() TimersView {
	var v TimersView
	cur, ok := t.current()
	if ok {
		l := t.line(cur)
		v.Current = &l
		v.Flag = cur.Timer.Read(t.f.desk.Now()).Why
	}
	for _, x := range t.list {
		if !ok || x.ID != cur.ID {
			v.Kept = append(v.Kept, t.line(x))
		}
	}
	return v
}

// Form is the entry that is made of a timer, nil for none.
func (t *Timers) Form() *TimerForm { return t.form }

// act runs one act on timers and takes what it leaves.
func (t *Timers) act(do func(ctx context.Context) (app.Timing, error), done func(app.Timing)) {
	Go(t.f.run, do, func(x app.Timing, err error) {
		if err != nil {
			t.f.Fail(err)
			return
		}
		if done != nil {
			done(x)
		}
	})
}

// Start starts a timer that waits; the one that runs stops and keeps its time.
func (t *Timers) Start(id int64) {
	t.act(func(ctx context.Context) (app.Timing, error) {
		return t.f.desk.StartTimer(ctx, app.StartTimer{ID: id, Watched: true})
	}, func(x app.Timing) { t.f.Say("Timer started: %s.", t.label(x)) })
}

// StartNew starts a timer for a matter, which may be blank.
func (t *Timers) StartNew(w TimerWish) {
	if w.Timekeeper == t.f.facts.Me.Code {
		w.Timekeeper = "" // the user's own, which needs no right
	}
	t.act(func(ctx context.Context) (app.Timing, error) {
		return t.f.desk.StartTimer(ctx, app.StartTimer{Matter: w.Matter, Timekeeper: w.Timekeeper, Narrative: w.Narrative, Task: w.Task, Activity: w.Activity, Watched: true})
	}, func(x app.Timing) { t.f.Say("Timer started: %s.", t.label(x)) })
}

// Toggle stops a running timer and lets a stopped one run on.
func (t *Timers) Toggle(id int64) {
	x, ok := t.find(id)
	switch {
	case !ok:
	case x.Running():
		t.last = id
		t.act(func(ctx context.Context) (app.Timing, error) {
			return t.f.desk.StopTimer(ctx, app.StopTimer{ID: id})
		}, func(x app.Timing) { t.f.Say("Timer stopped at %s: %s.", work.FormatClock(x.Suggested), t.label(x)) })
	default:
		t.Start(id)
	}
}

// Finish stops the timer and opens the entry that is made of it.
func (t *Timers) Finish(id int64) {
	t.last = id
	t.act(func(ctx context.Context) (app.Timing, error) {
		return t.f.desk.StopTimer(ctx, app.StopTimer{ID: id})
	}, func(x app.Timing) { t.open(x) })
}

// Review opens the form of the timer at hand without stopping it.
func (t *Timers) Review() {
	if x, ok := t.current(); ok {
		t.open(x)
	}
}

func (t *Timers) open(x app.Timing) {
	if t.form != nil {
		t.form.leave()
	}
	t.form = newTimerForm(t, x)
	t.f.surface.Changed(PartTimers)
}

// Shut closes the form; the timer keeps its time.
func (t *Timers) Shut() bool {
	if t.form == nil {
		return false
	}
	t.form.leave()
	t.form = nil
	t.f.surface.Changed(PartTimers)
	return true
}

// Keep makes a timer stay as a button after its time is saved, or no longer.
func (t *Timers) Keep(id int64, on bool) {
	t.act(func(ctx context.Context) (app.Timing, error) {
		return t.f.desk.SetTimer(ctx, app.SetTimer{ID: id, Kept: &on})
	}, func(x app.Timing) {
		if on {
			t.f.Say("Kept in the bar: %s.", t.label(x))
		}
	})
}

// Discard throws a timer away; the notice offers to take it back.
func (t *Timers) Discard(id int64) {
	t.act(func(ctx context.Context) (app.Timing, error) {
		return t.f.desk.DiscardTimer(ctx, app.StopTimer{ID: id})
	}, func(was app.Timing) {
		t.form = nil
		t.f.surface.Changed(PartTimers)
		t.f.Undoable(Undo{Done: words.L("Timer thrown away: %s on %s.", work.FormatClock(was.Measured), t.label(was)),
			Back: func(ctx context.Context) error { return t.takeBack(ctx, was) }})
	})
}

// takeBack makes the timer anew with the time it had; it does not run.
func (t *Timers) takeBack(ctx context.Context, was app.Timing) error {
	x, err := t.f.desk.StartTimer(ctx, app.StartTimer{Matter: was.MatterCode, Timekeeper: was.TimekeeperCode, Narrative: was.Narrative, Task: was.Task,
		Activity: was.Activity, Kept: was.Kept, Watched: true})
	if err != nil {
		return err
	}
	if x, err = t.f.desk.StopTimer(ctx, app.StopTimer{ID: x.ID}); err != nil {
		return err
	}
	_, err = t.f.desk.SetTimer(ctx, app.SetTimer{ID: x.ID, Seconds: &was.Suggested})
	return err
}

// Shift moves a kept timer one place on or back in the bar.
func (t *Timers) Shift(id int64, by int) {
	var ids []int64
	at := -1
	for i, x := range t.list {
		ids = append(ids, x.ID)
		if x.ID == id {
			at = i
		}
	}
	to := at + by
	if at < 0 || to < 0 || to >= len(ids) {
		return
	}
	ids[at], ids[to] = ids[to], ids[at]
	Go(t.f.run, func(ctx context.Context) ([]int64, error) {
		return t.f.desk.ArrangeTimers(ctx, app.ArrangeTimers{IDs: ids})
	}, func(_ []int64, err error) { t.f.Fail(err) })
}

// Open shows the form of a timer that waits, without starting it: what it is for,
// whether it is kept.
func (t *Timers) Open(id int64) {
	if x, ok := t.find(id); ok {
		t.open(x)
	}
}

// Remove takes the button of a kept timer away. One with time on it is thrown away
// only after that was offered as an entry.
func (t *Timers) Remove(id int64) {
	if x, ok := t.find(id); ok && x.Banked+x.Away == 0 && !x.Running() {
		t.Discard(id)
		return
	}
	t.Open(id)
	t.f.Say("This timer has time on it: record it, or throw it away.")
}

// TimerWish is what a new timer is for; codes, all of them may be blank.
type TimerWish struct{ Matter, Timekeeper, Narrative, Task, Activity string }

// Starter is a screen that knows what a new timer would be for.
type Starter interface {
	TimerFor() TimerWish
}

func (t *Timers) commands() []Command {
	var list []Command
	x, runs := t.running()
	if runs {
		list = append(list, Command{ID: "timer", Title: words.L("Stop the timer and record %s", t.label(x))}, Command{ID: "timer.pause", Title: words.L("Pause the timer")},
			Command{ID: "timer.edit", Title: words.L("Change the timer while it runs")})
	} else {
		list = append(list, Command{ID: "timer", Title: words.L("Start a timer")})
	}
	for _, k := range t.list {
		if runs && k.ID == x.ID {
			continue
		}
		id := strconv.FormatInt(k.ID, 10)
		list = append(list, Command{ID: "timer.start." + id, Title: words.L("Start the timer of %s", t.label(k))},
			Command{ID: "timer.remove." + id, Title: words.L("Remove the timer of %s from the bar", t.label(k))})
	}
	return list
}

// Waiting is the n-th timer that waits, counted from 1; 0 for none.
func (t *Timers) Waiting(n int) int64 {
	if kept := t.View().Kept; n >= 1 && n <= len(kept) {
		return kept[n-1].ID
	}
	return 0
}

func (t *Timers) do(id string) bool {
	x, runs := t.running()
	switch {
	case id == "timer" && runs:
		t.Finish(x.ID)
	case id == "timer":
		if s, ok := t.f.Screen().(Starter); ok {
			t.StartNew(s.TimerFor())
		} else {
			t.StartNew(TimerWish{})
		}
	case id == "timer.pause":
		if x, ok := t.current(); ok {
			t.Toggle(x.ID)
		}
	case id == "timer.edit":
		t.Review()
	case strings.HasPrefix(id, "timer.kept."):
		n, _ := strconv.Atoi(strings.TrimPrefix(id, "timer.kept."))
		waits := t.Waiting(n)
		if waits == 0 {
			t.f.Say("There is no timer number %d in the bar.", n)
			return true
		}
		t.Start(waits)
	case strings.HasPrefix(id, "timer.start."):
		n, _ := strconv.ParseInt(strings.TrimPrefix(id, "timer.start."), 10, 64)
		t.Start(n)
	case strings.HasPrefix(id, "timer.remove."):
		n, _ := strconv.ParseInt(strings.TrimPrefix(id, "timer.remove."), 10, 64)
		t.Remove(n)
	default:
		return false
	}
	return true
}
