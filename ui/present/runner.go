package present

import (
	"context"
	"errors"
	"time"
)

// Runner is the one way to leave the window's goroutine and to come back. The
// window hands one in; tests hand in one that runs at once.
type Runner interface {
	// Start begins the work and calls done exactly once, on the window's
	// goroutine, with what the work returned. cancel ends the work's context.
	Start(work func(ctx context.Context) (any, error), done func(any, error)) (cancel func())
	// Later runs f on the window's goroutine after the present event. It may be
	// called from any goroutine.
	Later(f func())
	// After runs f on the window's goroutine when d has passed, unless stopped.
	After(d time.Duration, f func()) (stop func())
}

// Go is Start with the type of the result kept.
func Go[T any](r Runner, work func(ctx context.Context) (T, error), done func(T, error)) (cancel func()) {
	return r.Start(
		func(ctx context.Context) (any, error) { return work(ctx) },
		func(v any, err error) {
			t, _ := v.(T)
			done(t, err)
		})
}

// Latest lets only the answer to the newest question through: when a screen
// asks again, the question before is cancelled and its answer dropped.
type Latest struct {
	gen    int
	cancel func()
}

// Ask runs work and calls done unless something was asked since.
func Ask[T any](l *Latest, r Runner, work func(ctx context.Context) (T, error), done func(T, error)) {
	l.Drop()
	gen := l.gen
	cancel := Go(r, work, func(v T, err error) {
		if gen != l.gen {
			return
		}
		l.cancel = nil
		if errors.Is(err, context.Canceled) {
			return
		}
		done(v, err)
	})
	if gen == l.gen {
		l.cancel = cancel
	}
}

// Drop forgets the question on the way.
func (l *Latest) Drop() {
	l.gen++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Pause runs f once when nothing called it for d: searching while somebody
// types, keeping what was typed.
type Pause struct{ stop func() }

// Restart waits d from now.
func (p *Pause) Restart(r Runner, d time.Duration, f func()) {
	p.Stop()
	p.stop = r.After(d, func() { p.stop = nil; f() })
}

// Once waits d from the first call; calls in between change nothing, so that f
// comes while somebody types on and on.
func (p *Pause) Once(r Runner, d time.Duration, f func()) {
	if !p.Waiting() {
		p.Restart(r, d, f)
	}
}

// Waiting says whether f is still to come.
func (p *Pause) Waiting() bool { return p.stop != nil }

// Stop gives it up.
func (p *Pause) Stop() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}
