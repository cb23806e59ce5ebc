// Package presenttest runs screens in tests: work at once, timers only when the
// test lets time pass, and a window that only remembers what it was told.
package presenttest

import (
	"context"
	"slices"
	"time"

	"matterbook/app/cal"
	"matterbook/ui/present"
)

// Runner runs work and "later" at once, on the calling goroutine. Timers wait
// for [Runner.Advance].
type Runner struct {
	// Clock is moved along with the timers when it is set.
	Clock  *cal.Fixed
	now    time.Duration
	timers []*timer
	// Hold keeps work waiting until Release, to try late answers.
	Hold bool
	held []func()
}

type timer struct {
	at      time.Duration
	f       func()
	stopped bool
}

var _ present.Runner = (*Runner)(nil)

// Start implements present.Runner.
func (r *Runner) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	run := func() {
		v, err := work(ctx)
		done(v, err)
	}
	if r.Hold {
		r.held = append(r.held, run)
		return stop
	}
	run()
	return stop
}

// ReleaseOne runs the oldest of what was held.
func (r *Runner) ReleaseOne() {
	f := r.held[0]
	r.held = r.held[1:]
	f()
}

// Release runs what was held, the last first when reverse is set.
func (r *Runner) Release(reverse bool) {
	held := r.held
	r.held = nil
	if reverse {
		slices.Reverse(held)
	}
	for _, f := range held {
		f()
	}
}

// Held is the number of answers waiting.
func (r *Runner) Held() int { return len(r.held) }

// Later implements present.Runner.
func (r *Runner) Later(f func()) { f() }

// After implements present.Runner.
func (r *Runner) After(d time.Duration, f func()) (stop func()) {
	t := &timer{at: r.now + d, f: f}
	r.timers = append(r.timers, t)
	return func() { t.stopped = true }
}

// Advance lets time pass: timers run in their order, the clock moves along.
func (r *Runner) Advance(d time.Duration) {
	end := r.now + d
	for {
		var next *timer
		for _, t := range r.timers {
			if !t.stopped && t.at <= end && (next == nil || t.at < next.at) {
				next = t
			}
		}
		if next == nil {
			break
		}
		r.to(next.at)
		next.stopped = true
		r.timers = slices.DeleteFunc(r.timers, func(t *timer) bool { return t.stopped })
		next.f()
	}
	r.to(end)
}

func (r *Runner) to(at time.Duration) {
	if r.Clock != nil {
		r.Clock.Advance(at - r.now)
	}
	r.now = at
}

// Surface remembers what the frame asked of the window.
type Surface struct {
	Parts     present.Part // changed since Take
	Questions []present.Question
	Yes       bool // the answer to questions
	Files     []present.FileQuestion
	Path      string // the answer to AskFile; blank gives up
	Copied    string
	Shown     string

	Reminders []string // told on the desktop

	Printing   present.Printer // nil: there is none
	Selections []present.Selection
	Choice     string // the answer to Select; blank gives up
}

var _ present.Surface = (*Surface)(nil)

// Changed implements present.Surface.
func (s *Surface) Changed(p present.Part) { s.Parts |= p }

// Remind implements present.Reminder.
func (s *Surface) Remind(title, text string) { s.Reminders = append(s.Reminders, title+": "+text) }

// Take gives what changed and begins anew.
func (s *Surface) Take() present.Part {
	p := s.Parts
	s.Parts = 0
	return p
}

// Ask implements present.Surface.
func (s *Surface) Ask(q present.Question, answer func(bool)) {
	s.Questions = append(s.Questions, q)
	answer(s.Yes)
}

// AskFile implements present.Surface.
func (s *Surface) AskFile(q present.FileQuestion, answer func(string)) {
	s.Files = append(s.Files, q)
	if s.Path != "" {
		answer(s.Path)
	}
}

// Printer implements present.Surface.
func (s *Surface) Printer() present.Printer { return s.Printing }

// Select implements present.Surface.
func (s *Surface) Select(q present.Selection, answer func(string)) {
	s.Selections = append(s.Selections, q)
	if s.Choice != "" {
		answer(s.Choice)
	}
}

// Copy implements present.Surface.
func (s *Surface) Copy(text string) { s.Copied = text }

// Show implements present.Surface.
func (s *Surface) Show(path string) error { s.Shown = path; return nil }

// Printing remembers what was printed.
type Printing struct {
	Names []string
	Err   error
	Jobs  [][]string // files of each job
	On    []string   // printer of each job
}

// Printers implements present.Printer.
func (p *Printing) Printers(context.Context) ([]string, error) { return p.Names, nil }

// Print implements present.Printer.
func (p *Printing) Print(_ context.Context, printer string, paths ...string) error {
	if p.Err != nil {
		return p.Err
	}
	p.Jobs, p.On = append(p.Jobs, paths), append(p.On, printer)
	return nil
}
