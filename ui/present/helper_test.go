package present_test

import (
	"context"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// seat is a user before a window that only remembers.
type seat struct {
	t       testing.TB
	office  *apptest.Office
	run     *presenttest.Runner
	surface *presenttest.Surface
	frame   *present.Frame
}

var ctx = context.Background()

func sit(t testing.TB, o *apptest.Office, user string, routes ...present.AnyRoute) *seat {
	t.Helper()
	s := &seat{t: t, office: o, run: &presenttest.Runner{Clock: o.Clock}, surface: &presenttest.Surface{}}
	if len(routes) == 0 {
		routes = []present.AnyRoute{present.TodayRoute.Any(), present.TimeRoute.Any()}
	}
	s.frame = present.NewFrame(o.As(user), s.run, s.surface, routes)
	started := false
	s.frame.Start(func(err error) {
		if err != nil {
			t.Fatal(err)
		}
		started = true
	})
	if !started {
		t.Fatal("the frame did not start")
	}
	return s
}

func (s *seat) today() *present.Today { return s.frame.ScreenOf("today").(*present.Today) }

func (s *seat) time() *present.Time {
	s.frame.Go("time", "")
	return s.frame.ScreenOf("time").(*present.Time)
}

// pick takes the first matter that the text finds.
func (s *seat) pick(m *present.MatterPick, text string) {
	s.t.Helper()
	found, err := m.Search(ctx, text)
	if err != nil || len(found) == 0 {
		s.t.Fatalf("no matter for %q: %v", text, err)
	}
	m.Pick(found[0])
}

func (s *seat) notice(want string) {
	s.t.Helper()
	if got := s.frame.Notice().Text; !contains(got, want) {
		s.t.Errorf("the notice says %q, want %q", got, want)
	}
}

func (s *seat) said(want string) {
	s.t.Helper()
	if got := s.frame.Status().Text; !contains(got, want) {
		s.t.Errorf("the status line says %q, want %q", got, want)
	}
}

func contains(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

// cells are the texts of a table by column.
func cells(t testing.TB, tab present.Table, row int) map[string]string {
	t.Helper()
	tab.Need(row, row)
	_, drawn, ok := tab.Row(row)
	if !ok {
		t.Fatalf("row %d of %d is not there", row, tab.Len())
	}
	m := map[string]string{}
	for i, c := range tab.Columns() {
		m[c.Key] = drawn[i].Text
	}
	return m
}

func noErr(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func add(t testing.TB, o *apptest.Office, req app.AddTime) app.TimeSaved {
	t.Helper()
	if req.Date == "" {
		req.Date = "2026-06-18"
	}
	if req.Timekeeper == "" {
		req.Timekeeper = "RMD"
	}
	if req.Narrative == "" {
		req.Narrative = "Work"
	}
	s, err := o.AddTime(ctx, req)
	noErr(t, err)
	return s
}

const second = time.Second
