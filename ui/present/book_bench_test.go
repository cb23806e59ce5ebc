package present_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/benchtest"
	"matterbook/app/cal"
	"matterbook/store/sqlite"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// largeDay is the last day of the demonstration.
var largeDay = cal.MustParse("2026-10-30")

// openLarge opens the large book as the window does and starts the frame on it.
func openLarge(b *testing.B) (*present.Frame, *presenttest.Runner, func()) {
	b.Helper()
	clock := &cal.Fixed{T: largeDay.Time().Add(20 * time.Hour)}
	s, err := sqlite.Open(ctx, benchtest.Book(b), sqlite.Options{Clock: clock})
	if err != nil {
		b.Fatal(err)
	}
	d, err := app.Open(s, clock, nil).SignIn(ctx, "")
	if err != nil {
		b.Fatal(err)
	}
	run := &presenttest.Runner{Clock: clock}
	f := present.NewFrame(d, run, &presenttest.Surface{}, []present.AnyRoute{present.TodayRoute.Any(), present.TimeRoute.Any()})
	f.Start(func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	})
	return f, run, func() { settle(f); f.Close(); _ = s.Close() }
}

// settle leaves the window as a new user finds it: the book remembers the screen,
// the filter and the order.
func settle(f *present.Frame) {
	f.Go("time", "")
	t := f.ScreenOf("time").(*present.Time)
	t.List.SortBy("date", true)
	t.SetFilter(func(old *present.TimeFilter) { *old = present.TimeFilter{Period: "month"} })
	f.Go("today", "")
}

// showTime goes to the register of time and looks at its first page.
func showTime(b *testing.B, f *present.Frame, filter present.TimeFilter) *present.Time {
	b.Helper()
	f.Go("time", "")
	t := f.ScreenOf("time").(*present.Time)
	t.SetFilter(func(old *present.TimeFilter) { *old = filter })
	t.List.Need(0, 40)
	if _, _, ok := t.List.Row(0); !ok && filter.Search != nothing {
		b.Fatal("the first page is not there")
	}
	return t
}

// BenchmarkOpenToScreen opens the book and fills the first screen.
func BenchmarkOpenToScreen(b *testing.B) {
	_, _, shut := openLarge(b)
	shut()
	m := benchtest.Start(b, 1500*time.Millisecond)
	defer m.End()
	for b.Loop() {
		f, _, shut := openLarge(b)
		if f.ScreenOf("today") == nil {
			b.Fatal("no screen is shown")
		}
		m.Stop()
		shut()
		m.Go()
	}
}

// nothing is a word that no narrative has.
const nothing = "quetzalcoatl"

var timeScreens = map[string]present.TimeFilter{"month": {Period: "month"}, "search": {Search: "deposition"}, "on-pre-bills": {Statuses: []string{"on_prebill"}}, "all": {}}

// BenchmarkFirstRows is the wait from a changed filter of the register of time to
// its first rows; the whole list and the totals follow beside the window's work.
func BenchmarkFirstRows(b *testing.B) {
	for name, filter := range timeScreens {
		b.Run(name, func(b *testing.B) {
			f, run, shut := openLarge(b)
			defer shut()
			settle(f)
			t := showTime(b, f, filter)
			m := benchtest.Start(b, 50*time.Millisecond)
			defer m.End()
			for b.Loop() {
				m.Stop()
				// The rest of the list before is given up, as when somebody goes on typing.
				t.SetFilter(func(old *present.TimeFilter) { *old = present.TimeFilter{Search: nothing} })
				run.Release(false)
				run.Hold = true
				if t.List.Len() > 0 {
					b.Fatal("the list is not empty")
				}
				m.Go()
				t.SetFilter(func(old *present.TimeFilter) { *old = filter })
				for there := false; !there; _, _, there = t.List.Row(0) {
					run.ReleaseOne()
				}
			}
			run.Hold = false
			run.Release(false)
		})
	}
}

// BenchmarkTimeScreen is all of it: every id of the list in its order and the
// totals.
func BenchmarkTimeScreen(b *testing.B) {
	for name, filter := range timeScreens {
		b.Run(name, func(b *testing.B) {
			f, _, shut := openLarge(b)
			defer shut()
			settle(f)
			m := benchtest.Start(b, 0)
			defer m.End()
			for b.Loop() {
				showTime(b, f, filter)
			}
		})
	}
}

// BenchmarkMemory is what the window's side of the program holds after the day
// sheet, the whole register of a million entries, sorted, and a search.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		benchtest.Forget()
		f, _, shut := openLarge(b)
		t := showTime(b, f, present.TimeFilter{})
		for row := 0; row < t.List.Len(); row += t.List.Len() / 30 {
			t.List.Need(row, row+40)
		}
		t.List.SortBy("amount", true)
		t.List.Need(0, 40)
		showTime(b, f, present.TimeFilter{Search: "deposition"})
		showTime(b, f, present.TimeFilter{})
		benchtest.Memory(b, 400)
		shut()
	}
}
