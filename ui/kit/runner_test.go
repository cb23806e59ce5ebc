package kit

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

func TestBackgroundBringsTheAnswerBack(t *testing.T) {
	test.NewTempApp(t)
	b := NewBackground(t.Context())
	got := make(chan int, 1)
	Go(b, func(context.Context) (int, error) { return 42, nil }, func(v int, err error) {
		if err != nil {
			t.Error(err)
		}
		got <- v
	})
	if v := <-got; v != 42 {
		t.Errorf("got %d", v)
	}
	b.Close()
}

func TestAPanicBecomesAnError(t *testing.T) {
	test.NewTempApp(t)
	for name, start := range map[string]func() (Runner, func()){
		"inline":     func() (Runner, func()) { return Inline{}, func() {} },
		"background": func() (Runner, func()) { b := NewBackground(t.Context()); return b, b.Close },
	} {
		r, end := start()
		got := make(chan error, 1)
		Go(r, func(context.Context) (int, error) { panic("boom") }, func(_ int, err error) { got <- err })
		var p *PanicError
		if err := <-got; !errors.As(err, &p) || p.Value != "boom" || len(p.Stack) == 0 {
			t.Errorf("%s: %v", name, err)
		}
		end()
	}
}

func TestCancelEndsTheContextAndDoneStillComes(t *testing.T) {
	test.NewTempApp(t)
	b := NewBackground(t.Context())
	defer b.Close()
	got := make(chan error, 1)
	cancel := Go(b, func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() },
		func(_ int, err error) { got <- err })
	cancel()
	if err := <-got; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCloseDropsLateAnswers(t *testing.T) {
	test.NewTempApp(t)
	b := NewBackground(t.Context())
	var mu sync.Mutex
	called := false
	Go(b, func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, nil },
		func(int, error) { mu.Lock(); called = true; mu.Unlock() })
	b.Close()
	mu.Lock()
	defer mu.Unlock()
	if called {
		t.Error("done was called after Close")
	}
}

func TestQueueOvertakes(t *testing.T) {
	q := &Queue{}
	var order []string
	for _, n := range []string{"a", "b"} {
		Go(q, func(context.Context) (string, error) { return n, nil }, func(v string, _ error) { order = append(order, v) })
	}
	stop := q.After(time.Hour, func() { order = append(order, "timer") })
	stop()
	q.Step(1)
	q.Drain()
	if len(order) != 2 || order[0] != "b" || order[1] != "a" {
		t.Error(order)
	}
}
