package present_test

import (
	"context"
	"testing"

	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// slowRunner is a runner whose work waits until the test lets it be done.
type slowRunner struct {
	presenttest.Runner
	waiting []func()
}

func (r *slowRunner) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	r.waiting = append(r.waiting, func() { done(work(context.Background())) })
	return func() {}
}

func (r *slowRunner) all() {
	list := r.waiting
	r.waiting = nil
	for _, f := range list {
		f()
	}
}

// Rows that are selected before they are read tell their screen once they are:
// only then is it known what can be done with them.
func TestSelectedRowsTellWhenTheyAreRead(t *testing.T) {
	r := &slowRunner{}
	l := &present.List[int64]{Run: r, Heads: []present.Column{{Key: "a"}}, ID: func(n int64) int64 { return n },
		Cells: func(int64) []present.Cell { return []present.Cell{{Text: "x"}} },
		Find: func(present.Order) func(context.Context) (present.Found, error) {
			return func(context.Context) (present.Found, error) { return present.Found{IDs: []int64{1, 2}}, nil }
		},
		Fetch: func(_ context.Context, ids []int64) ([]int64, error) { return ids, nil }}
	known := 0
	l.Selected = func() {
		known = 0
		for _, id := range l.Selection() {
			if _, ok := l.Value(id); ok {
				known++
			}
		}
	}
	l.Reload()
	r.all()
	l.Select([]int64{2})
	l.Need(0, 1)
	if known != 0 {
		t.Fatal("a row was known before it was read")
	}
	r.all()
	if known != 1 {
		t.Error("the screen was not told that the selected row is there now")
	}
}
