package kit

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/ui/words"
)

// Runner is the one way to leave the UI goroutine and to come back. Work runs
// beside it and must not touch widgets; done runs on it. Tests pass [Inline] or
// a [Queue].
type Runner interface {
	// Start begins the work and calls done exactly once, on the UI goroutine,
	// with what the work returned. A panic in the work arrives as a [PanicError].
	// cancel ends the work's context; done is still called, with the error the
	// work then returns. After the runner is closed done is not called any more.
	Start(work func(ctx context.Context) (any, error), done func(any, error)) (cancel func())
	// Later runs f on the UI goroutine after the current event. A form opened by
	// a key press is shown this way, else the key is typed into its first field.
	Later(f func())
	// After runs f on the UI goroutine when d has passed, unless stopped.
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

// PanicError is a panic of background work, caught: the window lives on, the
// program writes Stack to its crash file.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return words.L("The program met a fault of its own (%v). Nothing was saved by this step.", e.Value)
}

// guard runs the work and turns a panic into an error.
func guard(ctx context.Context, work func(context.Context) (any, error)) (v any, err error) {
	defer func() {
		if p := recover(); p != nil {
			v, err = nil, &PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	return work(ctx)
}

// Background runs work in goroutines. OnPanic, when set, is told of every
// caught panic (to write the crash file).
type Background struct {
	OnPanic func(*PanicError)

	ctx   context.Context
	close context.CancelFunc
	wg    sync.WaitGroup
}

// NewBackground returns a runner whose work ends with ctx.
func NewBackground(ctx context.Context) *Background {
	b := &Background{}
	b.ctx, b.close = context.WithCancel(ctx)
	return b
}

// Start implements Runner.
func (b *Background) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	ctx, stop := context.WithCancel(b.ctx)
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		v, err := guard(ctx, work)
		stop()
		if p, ok := err.(*PanicError); ok && b.OnPanic != nil {
			b.OnPanic(p)
		}
		if b.ctx.Err() != nil {
			return
		}
		fyne.Do(func() {
			if b.ctx.Err() == nil && done != nil {
				done(v, err)
			}
		})
	}()
	return stop
}

// Later implements Runner.
func (b *Background) Later(f func()) { fyne.Do(f) }

// After implements Runner.
func (b *Background) After(d time.Duration, f func()) (stop func()) { return wallAfter(d, f) }

// Close cancels all work, drops answers still on the way, and waits until every
// goroutine has ended.
func (b *Background) Close() {
	b.close()
	b.wg.Wait()
}

func wallAfter(d time.Duration, f func()) (stop func()) {
	// The flag is read and written on the UI goroutine only.
	stopped := false
	t := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() { stopped = true; t.Stop() }
}

// Inline runs everything at once on the calling goroutine, for tests. Timers
// run at once as well.
type Inline struct{}

// Start implements Runner.
func (Inline) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	v, err := guard(context.Background(), work)
	if done != nil {
		done(v, err)
	}
	return func() {}
}

// Later implements Runner.
func (Inline) Later(f func()) { f() }

// After implements Runner.
func (Inline) After(_ time.Duration, f func()) (stop func()) { f(); return func() {} }

// Queue keeps everything until the test asks for it, so that late and
// overtaking answers can be tried.
type Queue struct{ jobs []*job }

type job struct {
	run     func()
	stopped bool
}

// Start implements Runner.
func (q *Queue) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	q.jobs = append(q.jobs, &job{run: func() {
		v, err := guard(ctx, work)
		stop()
		if done != nil {
			done(v, err)
		}
	}})
	return stop
}

// Later implements Runner.
func (q *Queue) Later(f func()) { q.jobs = append(q.jobs, &job{run: f}) }

// After implements Runner; the wait itself is left out.
func (q *Queue) After(_ time.Duration, f func()) (stop func()) {
	j := &job{run: f}
	q.jobs = append(q.jobs, j)
	return func() { j.stopped = true }
}

// Len is the number of jobs that wait.
func (q *Queue) Len() int { return len(q.jobs) }

// Step runs job i and takes it off the queue.
func (q *Queue) Step(i int) {
	j := q.jobs[i]
	q.jobs = append(q.jobs[:i:i], q.jobs[i+1:]...)
	if !j.stopped {
		j.run()
	}
}

// Drain runs jobs in order until none is left.
func (q *Queue) Drain() {
	for len(q.jobs) > 0 {
		q.Step(0)
	}
}

var (
	_ Runner = (*Background)(nil)
	_ Runner = Inline{}
	_ Runner = (*Queue)(nil)
)
