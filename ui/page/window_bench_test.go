package page

import (
	"context"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"matterbook/app"
	"matterbook/app/benchtest"
	"matterbook/app/cal"
	"matterbook/assets"
	"matterbook/store/sqlite"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// The window on a book of a million entries. The figures are the window's own
// work and its reads; the system's library that shows the picture is not in them.

// largeWindow opens the large book in a window of the smallest size we promise.
func largeWindow(b *testing.B) (*Window, *presenttest.Runner, func()) {
	b.Helper()
	clock := &cal.Fixed{T: cal.MustParse("2026-10-30").Time().Add(20 * time.Hour)}
	s, err := sqlite.Open(context.Background(), benchtest.Book(b), sqlite.Options{Clock: clock})
	if err != nil {
		b.Fatal(err)
	}
	desk, err := app.Open(s, clock, nil).SignIn(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	run := &presenttest.Runner{Clock: clock}
	test.NewApp()
	win := test.NewWindow(nil)
	shell := NewShell(win, Options{Version: "bench", Symbols: assets.Symbols(), Runner: run, Quit: func() {}})
	w := shell.ShowBook(func(f present.Surface) *present.Frame { return present.NewFrame(desk, run, f, Routes()) })
	w.Frame().Start(func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	})
	win.Resize(fyne.NewSize(1366, 768))
	return w, run, func() {
		w.Frame().Go("time", "")
		w.Frame().Screen().(*present.Time).SetFilter(func(f *present.TimeFilter) { *f = present.TimeFilter{Period: "month"} })
		w.Frame().Go("today", "")
		w.Frame().Close()
		_ = s.Close()
		win.Close()
		test.NewApp()
	}
}

// BenchmarkWindowStart is from the click on the program to the first screen laid
// out on the large book.
func BenchmarkWindowStart(b *testing.B) {
	_, _, shut := largeWindow(b)
	shut()
	m := benchtest.Start(b, 1500*time.Millisecond)
	defer m.End()
	for b.Loop() {
		w, _, shut := largeWindow(b)
		if w.shown == "" {
			b.Fatal("nothing is shown")
		}
		m.Stop()
		shut()
		m.Go()
	}
}

// BenchmarkScreenChange is the wait from the key to the other screen, as it was
// left; what has changed in the book since is read beside the window.
func BenchmarkScreenChange(b *testing.B) { changeScreens(b, true, 100*time.Millisecond) }

// BenchmarkScreenRead is all of it: everything the screen reads anew when it is
// shown after something was saved, and its drawing.
func BenchmarkScreenRead(b *testing.B) { changeScreens(b, false, 0) }

func changeScreens(b *testing.B, hold bool, target time.Duration) {
	w, run, shut := largeWindow(b)
	defer shut()
	for _, r := range routes {
		name := r.route.Name
		other := "today"
		if name == other {
			other = "time"
		}
		b.Run(name, func(b *testing.B) {
			w.frame.Go(name, "")
			w.frame.Go(other, "")
			m := benchtest.Start(b, target)
			defer m.End()
			for b.Loop() {
				run.Hold = hold
				if !hold {
					w.frame.ScreenOf(name).Heard(app.Event{Act: "bench.act", Noun: "bench"})
				}
				w.frame.Go(name, "")
				m.Stop()
				run.Hold = false
				run.Release(false)
				w.frame.Go(other, "")
				m.Go()
			}
		})
	}
}

// register shows every entry of the book.
func register(b *testing.B, w *Window) *timePage {
	b.Helper()
	w.frame.Go("time", "")
	t := w.frame.Screen().(*present.Time)
	t.SetFilter(func(f *present.TimeFilter) { *f = present.TimeFilter{} })
	p := w.pages["time"].(*timePage)
	if p.grid.Len() < 900_000 {
		b.Fatalf("%d entries", p.grid.Len())
	}
	w.win.Canvas().Focus(p.grid)
	return p
}

// BenchmarkKey is the answer to a key: what the window does before it paints.
func BenchmarkKey(b *testing.B) {
	w, run, shut := largeWindow(b)
	defer shut()
	p := register(b, w)
	key := func(name string, target time.Duration, f func()) {
		b.Run(name, func(b *testing.B) {
			m := benchtest.Start(b, target)
			defer m.End()
			for b.Loop() {
				f()
			}
		})
	}
	frame := 16 * time.Millisecond
	p.grid.SetCursor(500_000)
	key("down", frame, func() { p.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) })
	key("page", frame, func() {
		if row, _ := p.grid.Current(); row > 990_000 {
			p.grid.SetCursor(0)
		}
		p.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	})
	key("end", frame, func() {
		p.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		p.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	})
	key("scroll", time.Millisecond, func() { p.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)}) })
	// A letter in a search box: the question runs beside the window.
	w.win.Canvas().Focus(p.search)
	run.Hold = true
	key("letter", frame, func() {
		p.search.TypedRune('d')
		if len(p.search.Text) > 8 {
			p.search.SetText("")
		}
	})
	run.Hold = false
	run.Release(false)
}

// BenchmarkPaint is a step of the register painted whole by the toolkit's software
// painter, glyph by glyph. A display's driver paints what has changed.
func BenchmarkPaint(b *testing.B) {
	w, _, shut := largeWindow(b)
	defer shut()
	p := register(b, w)
	m := benchtest.Start(b, 0)
	defer m.End()
	for b.Loop() {
		p.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
		w.win.Canvas().Capture()
	}
}

// BenchmarkFrameWork is what the toolkit asks of the window on every frame that
// shows something new: the least size of everything, and the walk over what is
// painted.
func BenchmarkFrameWork(b *testing.B) {
	w, _, shut := largeWindow(b)
	defer shut()
	p := register(b, w)
	m := benchtest.Start(b, 5*time.Millisecond)
	defer m.End()
	for b.Loop() {
		p.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
		least(w.win.Canvas().Content())
	}
}

func least(o fyne.CanvasObject) {
	if !o.Visible() {
		return
	}
	o.MinSize()
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			least(c)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			least(c)
		}
	}
}

// BenchmarkWindowMemory is the program with the whole register shown, scrolled,
// sorted and searched.
func BenchmarkWindowMemory(b *testing.B) {
	// As the program sets its collector (boot.SetMemory).
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(192 << 20)
	for b.Loop() {
		benchtest.Forget()
		w, _, shut := largeWindow(b)
		p := register(b, w)
		for range 200 {
			p.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -2500)})
		}
		p.t.List.SortBy("amount", true)
		for _, r := range routes {
			w.frame.Go(r.route.Name, "")
		}
		runtime.GC()
		benchtest.Memory(b, 400)
		shut()
	}
}
