package present_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func (s *seat) dashboard() *present.Dashboard {
	s.t.Helper()
	s.frame.Go("dashboard", "")
	return s.frame.ScreenOf("dashboard").(*present.Dashboard)
}

func dashboardSeat(t testing.TB, o *apptest.Office) *seat {
	return sit(t, o, "admin", present.TodayRoute.Any(), present.DashboardRoute.Any(), present.ReportsRoute.Any())
}

func tile(t testing.TB, d *present.Dashboard, key string) present.Tile {
	t.Helper()
	for _, x := range d.Tiles() {
		if x.Key == key {
			return x
		}
	}
	t.Fatalf("no tile %s", key)
	return present.Tile{}
}

// Each figure opens the report it is one of, and the report's figure is the same
// text, for the firm and for one timekeeper.
func TestDashboardFiguresAreThoseOfTheirReports(t *testing.T) {
	s := dashboardSeat(t, month(t))
	for _, of := range []string{"", "RMD", "JLK"} {
		for key, total := range map[string]string{"wip": "total", "ar": "total", "billed": "billed", "floors": "short", "drafts": "drafts"} {
			d := s.dashboard()
			d.SetOf(of)
			x := tile(t, d, key)
			if !d.Do("dashboard." + key) {
				t.Fatalf("%s opens nothing", key)
			}
			r := s.frame.ScreenOf("reports").(*present.Reports)
			if r.Result == nil || r.Ask.Responsible != of {
				t.Fatalf("%s of %q leads to %q asked %+v: %s", key, of, r.Info.Name, r.Ask, r.Fault)
			}
			_, totals := r.Result.List.Totals()
			got := totals[total]
			if got == "–" {
				got = "0.00"
			}
			if !strings.Contains(x.Value+" "+x.Note, got) {
				t.Errorf("%s of %q is %q (%q); the report says %q", key, of, x.Value, x.Note, got)
			}
		}
	}
}

// The definition of lockup stands in its tip, with the figures it is made of.
func TestDashboardSaysItsDefinitions(t *testing.T) {
	s := dashboardSeat(t, month(t))
	d := s.dashboard()
	for key, want := range map[string]string{"lockup": "of the last 90 days", "realization": "÷", "wip": "Drafts are not in it"} {
		if tip := tile(t, d, key).Tip; !strings.Contains(tip, want) {
			t.Errorf("%s: %q", key, tip)
		}
	}
	if c := d.Months(); len(c.Labels) != 12 || c.Labels[11] != "Jun 26" || len(c.Leads) != 12 {
		t.Errorf("%+v", c)
	}
}

// What is saved elsewhere shows a moment later, once; whose figures are shown is
// remembered.
func TestDashboardFollowsTheBook(t *testing.T) {
	o := month(t)
	s := dashboardSeat(t, o)
	d := s.dashboard()
	before := tile(t, d, "wip").Value
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"})
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"})
	s.frame.Do("reload")
	s.run.Advance(2 * time.Second)
	if after := tile(t, d, "wip").Value; after == before {
		t.Errorf("work in progress is %s still", after)
	}
	d.SetOf("JLK")
	if got := dashboardSeat(t, o).dashboard().Of; got != "JLK" {
		t.Errorf("the next window shows %q", got)
	}
}

// An empty book has nothing to divide by, and says so with dashes.
func TestDashboardOfAnEmptyBook(t *testing.T) {
	d := dashboardSeat(t, apptest.New(t)).dashboard()
	if x := tile(t, d, "lockup"); x.Value != "–" {
		t.Errorf("lockup of nothing: %q", x.Value)
	}
	if x := tile(t, d, "realization"); x.Value != "–" {
		t.Errorf("realization of nothing: %q", x.Value)
	}
	if e := d.Top.Empty(); e.Title == "" {
		t.Error("an empty list says nothing")
	}
}

// The figures leave as they are shown, as figures.
func TestDashboardLeavesAsFigures(t *testing.T) {
	o := month(t)
	o.Papers = files{}
	s := dashboardSeat(t, o)
	d := s.dashboard()
	s.surface.Path = filepath.Join(t.TempDir(), "dashboard.csv")
	s.frame.Do("export")
	want := map[string]string{"Work in progress": d.Data.WIP.Plain(d.Data.Currency), "Receivables": d.Data.AR.Plain(d.Data.Currency), "2026-06": d.Data.Months[11].Billed.Plain(d.Data.Currency)}
	seen := 0
	for _, r := range readCSV(t, s.surface.Path) {
		if w, ok := want[r[1]]; ok && r[0] != "Collected" {
			seen++
			if r[2] != w {
				t.Errorf("%s leaves as %q, want %q", r[1], r[2], w)
			}
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d figures leave", seen, len(want))
	}
}
