package present_test

import (
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func (s *seat) audit(arg string) *present.Audit {
	s.t.Helper()
	s.frame.Go("audit", arg)
	return s.frame.ScreenOf("audit").(*present.Audit)
}

func auditSeat(t testing.TB, o *apptest.Office) *seat {
	o.Papers = files{}
	return sit(t, o, "admin", present.TodayRoute.Any(), present.TimeRoute.Any(), present.MattersRoute.Any(), present.AuditRoute.Any())
}

// pickAct chooses the newest act with these words.
func pickAct(t testing.TB, a *present.Audit, act string) {
	t.Helper()
	for i := range a.List.Len() {
		if c := cells(t, a.List, i); c["act"] == act {
			id, _, _ := a.List.Row(i)
			a.List.Select([]int64{id})
			return
		}
	}
	t.Fatalf("no act %q", act)
}

func valueOf(rows []present.AuditRow, label string) string {
	for _, r := range rows {
		for _, v := range r.Values {
			if v.Label == label {
				return v.Text()
			}
		}
	}
	return ""
}

// What an act changed stands there in words: money with its sign, days, names in
// place of numbers, before and after; nothing of the machine.
func TestTheLogSaysWhatChangedInWords(t *testing.T) {
	o := month(t)
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "100-01", Budget: ptr("4000.00"), Responsible: ptr("JLK")})
	noErr(t, err)
	_, err = o.SetMatter(ctx, app.SetMatter{Code: "100-01", Budget: ptr("5000.00")})
	noErr(t, err)
	a := auditSeat(t, o).audit("")
	if got := cells(t, a.List, 0); got["act"] != "Matter changed" || got["object"] != "Matter 100-01" || got["user"] != "admin" {
		t.Errorf("the newest act is %v", got)
	}
	pickAct(t, a, "Matter changed")
	if got := valueOf(a.Changes, "Budget"); got != "$5,000.00 (before: $4,000.00)" {
		t.Errorf("the budget: %q", got)
	}
	if len(a.Changes) != 1 || len(a.Changes[0].Values) != 1 {
		t.Errorf("more is told than changed: %+v", a.Changes)
	}
	ids := a.List.AllIDs()
	a.List.Select(ids[1:2])
	if got := valueOf(a.Changes, "Responsible"); !strings.HasPrefix(got, "JLK ") || !strings.Contains(got, "(before: RMD ") {
		t.Errorf("who is responsible: %q", got)
	}
	pickAct(t, a, "Time recorded")
	for label, want := range map[string]string{"Date": " 2026", "Hours billed": ".", "Timekeeper": " ", "Matter": "100"} {
		if got := valueOf(a.Changes, label); !strings.Contains(got, want) || strings.ContainsAny(got, "{}\"") {
			t.Errorf("%s: %q", label, got)
		}
	}
	for _, r := range a.Changes {
		for _, v := range r.Values {
			if strings.Contains(v.Label, "_") || strings.Contains(v.Label, "key") {
				t.Errorf("a field of the machine: %+v", v)
			}
		}
	}
}

// Filters narrow together; the log of one thing is one command away; it leaves
// as it is shown.
func TestTheLogIsFiltered(t *testing.T) {
	o := month(t)
	s := auditSeat(t, o)
	a := s.audit("")
	all := a.List.Len()
	a.SetFilter(func(f *present.AuditFilter) { f.Act = "matter." })
	some := a.List.Len()
	if some == 0 || some == all {
		t.Fatalf("%d of %d acts are about matters", some, all)
	}
	a.SetSearch("100-0")
	s.run.Advance(second)
	if n := a.List.Len(); n == 0 || n >= some {
		t.Errorf("%d acts with 100-0", n)
	}
	a.List.Select(a.List.AllIDs()[:1])
	object := a.Line.Object
	a.Do("audit.same")
	if a.Filter() != (present.AuditFilter{Object: object}) || a.List.Len() == 0 {
		t.Errorf("the acts on %q: %d", object, a.List.Len())
	}
	s.surface.Path = filepath.Join(t.TempDir(), "log.csv")
	s.frame.Do("export")
	if rows := readCSV(t, s.surface.Path); len(rows) != 1+a.List.Len() || rows[0][0] != "seq" {
		t.Errorf("%d lines leave of %d", len(rows)-1, a.List.Len())
	}
	a.ClearFilter()
	a.SetFilter(func(f *present.AuditFilter) { f.User = "bea" })
	if e := a.List.Empty(); a.List.Len() != 0 || e.Do == nil {
		t.Error("bea did something")
	}
	a = auditSeat(t, o).audit("") // the next window
	if a.Filter().User != "bea" {
		t.Error("the filter is forgotten")
	}
	a = s.audit("object matter 100-01")
	if a.Filter().Object != "matter 100-01" {
		t.Error("the way to one thing leads nowhere")
	}
}

// The oldest act stands first when the number is sorted up; the chosen act opens
// what it was done to.
func TestTheLogIsSortedAndLeadsOn(t *testing.T) {
	s := auditSeat(t, month(t))
	a := s.audit("")
	a.List.SortBy("seq", false)
	if got := cells(t, a.List, 0); got["act"] != "Book begun" {
		t.Errorf("the first act is %v", got)
	}
	pickAct(t, a, "Matter added")
	a.Jump()
	if s.frame.Place().Route == "audit" {
		t.Error("the act leads nowhere")
	}
}

// Verifying says how the chain stands, and keeps what was found in view.
func TestTheLogIsVerified(t *testing.T) {
	s := auditSeat(t, month(t))
	a := s.audit("")
	if !strings.Contains(a.Chain(), "verify walks") {
		t.Errorf("before: %q", a.Chain())
	}
	a.Verify()
	if len(a.Checked) == 0 || len(a.Failed()) != 0 || !strings.Contains(a.Chain(), "whole") {
		t.Errorf("%d checks, %d failed, %q", len(a.Checked), len(a.Failed()), a.Chain())
	}
	a.Escape()
	if !strings.Contains(a.Chain(), "whole") {
		t.Errorf("after the panel is shut: %q", a.Chain())
	}
	attorney := sit(t, s.office, "jlk", present.TodayRoute.Any(), present.AuditRoute.Any())
	attorney.audit("").Verify()
	attorney.notice("does not allow")
}

// Every act that the month left has words.
func TestActsHaveWords(t *testing.T) {
	a := auditSeat(t, month(t)).audit("")
	for i := range a.List.Len() {
		if got := cells(t, a.List, i)["act"]; strings.Contains(got, ":") {
			t.Errorf("the act %q has no words", got)
		}
	}
}
