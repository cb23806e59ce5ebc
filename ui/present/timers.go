package present

import (
	"context"
	"time"

	"matterbook/app"
	"matterbook/app/work"
)

// Timers is the timer bar: always in view, one timer runs, several are kept.
// What it shows is computed from the book's timers and the clock; a tick each
// second only draws again.
type Timers struct {
	f     *Frame
	ask   Latest
	list  []work.Timer
	names map[int64]string // matters of the timers
	tick  func()
}

func newTimers(f *Frame) *Timers { return &Timers{f: f, names: map[int64]string{}} }

const tickEvery = time.Second

func (t *Timers) start() {
	t.reload()
}

func (t *Timers) close() {
	t.ask.Drop()
	if t.tick != nil {
		t.tick()
	}
}

func (t *Timers) heard(e app.Event) {
	if e.Noun == "" || e.Noun == "timer" || e.Noun == "matter" {
		t.reload()
	}
}

func (t *Timers) reload() {
	type answer struct {
		list  []work.Timer
		names map[int64]string
	}
	Ask(&t.ask, t.f.run, func(ctx context.Context) (answer, error) {
		return app.Read(ctx, t.f.desk, func(q app.Query) (answer, error) {
			a := answer{names: map[int64]string{}}
			var err error
			if a.list, err = q.Timers(t.f.desk.User.ID); err != nil {
				return a, err
			}
			for _, x := range a.list {
				if x.MatterID == 0 {
					continue
				}
				m, err := q.Matter(x.MatterID)
				if err != nil {
					return a, err
				}
				a.names[x.MatterID] = m.Code + " " + m.Name
			}
			return a, nil
		})
	}, func(a answer, err error) {
		if err != nil {
			t.f.Fail(err)
			return
		}
		t.list, t.names = a.list, a.names
		t.f.surface.Changed(PartTimers)
	})
}

func (t *Timers) commands() []Command { return nil }
func (t *Timers) do(string) bool      { return false }
