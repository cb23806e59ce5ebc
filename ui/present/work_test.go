package present_test

import (
	"context"
	"testing"
	"time"

	"matterbook/app/apptest"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// halfway runs work and never says that it is done.
type halfway struct{ *presenttest.Runner }

func (r halfway) Start(work func(context.Context) (any, error), _ func(any, error)) func() {
	ctx, stop := context.WithCancel(context.Background())
	work(ctx)
	return stop
}

func TestLongWorkSaysHowLongItTakes(t *testing.T) {
	o := apptest.New(t)
	run := halfway{&presenttest.Runner{Clock: o.Clock}}
	frame := present.NewFrame(o.Desk, run, &presenttest.Surface{}, []present.AnyRoute{present.TodayRoute.Any()})
	var left []string
	frame.Working("Writing invoices", func(_ context.Context, progress func(done, total int, what string)) error {
		for _, step := range []struct {
			after time.Duration
			done  int
		}{{0, 0}, {time.Second, 5}, {4 * time.Second, 10}, {45 * time.Second, 100}, {10 * time.Second, 120}, {0, 200}} {
			o.Clock.Advance(step.after)
			progress(step.done, 200, "2026-0047")
			left = append(left, frame.Work().Left())
		}
		return nil
	}, func(error) {})
	want := []string{"", "", "about 2 minutes left", "about 50 seconds left", "about 40 seconds left", ""}
	for i := range want {
		if left[i] != want[i] {
			t.Errorf("step %d says %q, want %q", i, left[i], want[i])
		}
	}
	if got := frame.Work().Text(); got != "Writing invoices: 2026-0047" {
		t.Errorf("%q", got)
	}
	frame.Work().Cancel()
	if w := frame.Work(); !w.Stopped || w.Text() != "Writing invoices: stopping after this step" || w.Left() != "" {
		t.Errorf("cancelled it says %q, %q", w.Text(), w.Left())
	}
}
