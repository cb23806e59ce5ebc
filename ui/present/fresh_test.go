package present_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

// place is how the window keeps where it is; it is the one thing a screen does
// that is shown again and still holds.
const place = 1

func TestAScreenThatIsShownAgainHoldsItsRows(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"})
	s := sit(t, o, "admin", present.TodayRoute.Any(), present.MattersRoute.Any(), present.ClientsRoute.Any(), present.BillingRoute.Any(),
		present.PaymentsRoute.Any(), present.ReceivablesRoute.Any(), present.TrustRoute.Any(), present.DashboardRoute.Any())
	rows := func() int { return s.frame.ScreenOf("matters").(*present.Matters).List.Len() }
	for _, name := range []string{"matters", "clients", "billing", "payments", "receivables", "trust", "dashboard"} {
		// The first showing waits for nothing.
		s.run.Hold = true
		s.frame.Go(name, "")
		if s.frame.Place().Route != name || s.run.Held() <= place {
			t.Fatalf("%s: %v, %d questions on the way", name, s.frame.Place(), s.run.Held())
		}
		for s.run.Held() > 0 { // answers ask on
			s.run.Release(false)
		}
		s.run.Hold = false
		s.frame.Go("today", "")

		s.run.Hold = true
		s.frame.Go(name, "")
		most := place
		if name == "clients" {
			most++ // the card of the client
		}
		if got := s.run.Held(); got > most {
			t.Errorf("%s: shown again it asks %d questions, want at most %d", name, got, most)
		}
		for s.run.Held() > 0 {
			s.run.Release(false)
		}
		s.run.Hold = false
		s.frame.Go("today", "")
	}
	before := rows()
	if before == 0 {
		t.Fatal("there are no matters")
	}

	// What is saved meanwhile is read behind what is held.
	_, err := s.frame.Desk().AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-18", Hours: "2.0", Narrative: "Work"})
	noErr(t, err)
	s.run.Hold = true
	m := s.matters()
	wip := func() string { return cells(t, &m.List, 0)["wip"] }
	old := wip()
	if rows() != before || s.run.Held() <= place {
		t.Fatalf("%d rows, %d questions", rows(), s.run.Held())
	}
	s.run.Hold = false
	s.run.Release(false)
	if now := wip(); now == old || old == "" {
		t.Errorf("WIP was %q, is %q", old, now)
	}
	s.frame.Go("today", "")

	// Another program's work is told as "anything may have changed".
	add(t, o, app.AddTime{Matter: "100-01", Hours: "4.0"})
	s.frame.Do("reload")
	old = wip()
	if s.matters(); wip() == old {
		t.Errorf("WIP stays %s", old)
	}
	s.frame.Go("today", "")

	// Another day is another reading: what is available, overdue and quiet changes.
	o.Clock.Advance(24 * time.Hour)
	s.run.Hold = true
	s.frame.Go("trust", "")
	if s.run.Held() <= place {
		t.Error("trust is as it was yesterday")
	}
}

func TestMattersAndClientsShowTheirNamesBeforeTheFigures(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"})
	s := sit(t, o, "admin", present.TodayRoute.Any(), present.MattersRoute.Any(), present.ClientsRoute.Any())
	for name, code := range map[string]string{"matters": "100-01", "clients": "100"} {
		s.run.Hold = true
		s.frame.Go(name, "")
		list := func() present.Table {
			if name == "clients" {
				return &s.frame.ScreenOf(name).(*present.Clients).List
			}
			return &s.frame.ScreenOf(name).(*present.Matters).List
		}
		for list().Len() == 0 && s.run.Held() > 0 {
			s.run.ReleaseOne()
		}
		first := 0
		for i := range list().Len() {
			if _, c, ok := list().Row(i); ok && c[0].Text == code {
				first = i
			}
		}
		if got := cells(t, list(), first); got["code"] != code || got["wip"] != "…" || got["trust"] != "…" {
			t.Errorf("%s: the first rows are %v", name, got)
		}
		if _, totals := list().Totals(); totals["wip"] != "" {
			t.Errorf("%s: totals %v before they are read", name, totals)
		}
		for s.run.Held() > 0 {
			s.run.Release(false)
		}
		s.run.Hold = false
		if got := cells(t, list(), first); got["wip"] != "325.00" {
			t.Errorf("%s: then %v", name, got)
		}
	}
}
