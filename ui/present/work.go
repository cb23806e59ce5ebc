package present

import (
	"context"
	"sync/atomic"
	"time"

	"matterbook/ui/words"
)

// Work is long work on its way.
type Work struct {
	Title       string
	Done, Total int
	What        string
	// Stopped says that the person has cancelled; the step on its way is still done.
	Stopped bool
	Cancel  func()

	began, now time.Time
}

// Text says what is done now.
func (w *Work) Text() string {
	switch {
	case w.Stopped:
		return words.L("%s: stopping after this step", w.Title)
	case w.What != "":
		return w.Title + ": " + w.What
	}
	return w.Title
}

// patience is how long work runs before anybody is told when it ends: the first
// steps say little about the rest.
const patience = 3 * time.Second

// Left says how long the rest will take, in words; blank while nobody can know.
func (w *Work) Left() string {
	spent := w.now.Sub(w.began)
	if w.Stopped || w.Done <= 0 || w.Done >= w.Total || spent < patience {
		return ""
	}
	left := time.Duration(float64(spent) / float64(w.Done) * float64(w.Total-w.Done))
	switch {
	case left < 8*time.Second:
		return words.L("a few seconds left")
	case left < 55*time.Second:
		n := int((left + 5*time.Second) / (10 * time.Second) * 10)
		return words.L("about %d seconds left", max(n, 10))
	case left < 90*time.Second:
		return words.L("about a minute left")
	case left < time.Hour:
		return words.L("about %d minutes left", int((left+30*time.Second)/time.Minute))
	}
	return words.L("about %d h %02d min left", int(left/time.Hour), int(left%time.Hour/time.Minute))
}

// Working implements Host. One long piece of work runs at a time: a second one
// is refused with a notice.
func (f *Frame) Working(title string, work func(ctx context.Context, progress func(done, total int, what string)) error, done func(error)) {
	if f.work != nil {
		f.Tell(Notice{Tone: Info, Text: words.L("Wait until “%s” is done, or cancel it.", f.work.Title)})
		return
	}
	w := &Work{Title: title, began: f.desk.Now(), now: f.desk.Now()}
	f.work = w
	// Work of a million steps must not fill the window's queue: the newest step is
	// shown when the window comes to it.
	type step struct {
		done, total int
		what        string
	}
	var newest atomic.Pointer[step]
	var queued atomic.Bool
	show := func() {
		queued.Store(false)
		if s := newest.Load(); f.work == w {
			w.Done, w.Total, w.What, w.now = s.done, s.total, s.what, f.desk.Now()
			f.surface.Changed(PartWork)
		}
	}
	finished := false
	cancel := Go(f.run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, work(ctx, func(n, total int, what string) {
			newest.Store(&step{n, total, what})
			if queued.CompareAndSwap(false, true) {
				f.run.Later(show)
			}
		})
	}, func(_ struct{}, err error) {
		finished = true
		f.work = nil
		f.surface.Changed(PartWork)
		done(err)
	})
	if !finished {
		w.Cancel = func() {
			w.Stopped = true
			cancel()
			f.surface.Changed(PartWork)
		}
		f.surface.Changed(PartWork)
	}
}

// Work is the long work on its way, nil for none.
func (f *Frame) Work() *Work { return f.work }
