package present_test

import (
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/report"
	"matterbook/ui/present"
)

func (s *seat) reports(arg string) *present.Reports {
	s.t.Helper()
	s.frame.Go("reports", arg)
	return s.frame.ScreenOf("reports").(*present.Reports)
}

func reportSeat(t testing.TB, o *apptest.Office) *seat {
	o.Papers = files{}
	return sit(t, o, "admin", present.TodayRoute.Any(), present.TimeRoute.Any(), present.MattersRoute.Any(), present.TrustRoute.Any(), present.ReportsRoute.Any())
}

// rowOf finds the line of the catalogue by its name.
func rowOf(t testing.TB, r *present.Reports, name string) int64 {
	t.Helper()
	for i := range r.List.Len() {
		id, cells, _ := r.List.Row(i)
		if cells[1].Text == name {
			return id
		}
	}
	t.Fatalf("no line %q", name)
	return 0
}

// The catalogue names every report there is; a search finds by what it answers.
func TestCatalogueNamesEveryReport(t *testing.T) {
	r := reportSeat(t, month(t)).reports("")
	if r.List.Len() != len(app.Reports()) {
		t.Errorf("%d of %d reports", r.List.Len(), len(app.Reports()))
	}
	r.SetSearch("who owes")
	if r.List.Len() != 1 || cells(t, &r.List, 0)["report"] != "Aging of receivables" {
		t.Errorf("found %d", r.List.Len())
	}
	r.SetSearch("zzz")
	if e := r.List.Empty(); e.Do == nil || r.List.Len() != 0 {
		t.Error("nothing found says nothing")
	}
}

// Every report opens, is made, and leaves as it was made.
func TestEveryReportOpens(t *testing.T) {
	s := reportSeat(t, month(t))
	for _, info := range app.Reports() {
		r := s.reports("report " + info.Name + map[bool]string{true: " client=100"}[info.Asks&app.NeedsClient != 0])
		if r.Fault != "" || r.Result == nil || r.Result.Table.Name != info.Name {
			t.Errorf("%s: %q", info.Name, r.Fault)
			continue
		}
		if len(r.Result.Table.Rows) == 0 {
			continue
		}
		s.surface.Path = filepath.Join(t.TempDir(), info.Name+".csv")
		s.frame.Do("export")
		rows := readCSV(t, s.surface.Path)
		if len(rows) != 1+len(r.Result.Table.Rows) {
			t.Errorf("%s: %d lines of %d leave", info.Name, len(rows)-1, len(r.Result.Table.Rows))
		}
		for i, c := range r.Result.Table.Columns {
			if rows[0][i] != c.Key || r.Result.Table.Columns[i].Type != report.Text && rows[1][i] != r.Result.Table.Plain(i, r.Result.Table.Rows[0][i]) {
				t.Errorf("%s, %s: %q leaves", info.Name, c.Key, rows[1][i])
			}
		}
	}
}

// What was asked is kept for the user and the report; quick ranges move along.
func TestAsksAreKeptAndMoveAlong(t *testing.T) {
	o := month(t)
	s := reportSeat(t, o)
	r := s.reports("report invoice-register")
	r.Set(func(a *present.ReportAsk) { a.Period = "last month" })
	if from, to := r.Days(); from.String() != "2026-05-01" || to.String() != "2026-05-31" {
		t.Errorf("last month is %s to %s", from, to)
	}
	if got := r.Result.Table; got.From.String() != "2026-05-01" || got.To.String() != "2026-05-31" {
		t.Errorf("made of %s to %s", got.From, got.To)
	}
	o.Clock.T = o.Clock.T.AddDate(0, 1, 0)
	r = reportSeat(t, o).reports("report invoice-register")
	if from, _ := r.Days(); from.String() != "2026-06-01" || r.PeriodKey() != "last month" {
		t.Errorf("a month later it begins on %s", from)
	}
	for key, want := range map[string]string{"": "2026-07-01 2026-07-18", "quarter": "2026-07-01 2026-07-18", "last quarter": "2026-04-01 2026-06-30",
		"year": "2026-01-01 2026-07-18", "last year": "2025-01-01 2025-12-31", "twelve": "2025-08-01 2026-07-18"} {
		r.Set(func(a *present.ReportAsk) { a.Period = key })
		if from, to := r.Days(); from.String()+" "+to.String() != want {
			t.Errorf("%q is %s to %s, want %s", key, from, to, want)
		}
	}
	r = reportSeat(t, o).reports("report aging")
	for key, want := range map[string]string{"": "2026-07-18", "month": "2026-06-30", "quarter": "2026-06-30", "year": "2025-12-31"} {
		r.Set(func(a *present.ReportAsk) { a.Day = key })
		if got := r.AsOf().String(); got != want || r.Result.Table.AsOf.String() != want {
			t.Errorf("%q is %s, made as of %s", key, got, r.Result.Table.AsOf)
		}
	}
}

// Favourites stand first; what is asked can have a name, and lose it again.
func TestFavouritesAndNames(t *testing.T) {
	o := month(t)
	s := reportSeat(t, o)
	r := s.reports("")
	r.List.Select([]int64{rowOf(t, r, "Missing time")})
	r.Do("reports.favour")
	if got := cells(t, &r.List, 0)["report"]; got != "Missing time" {
		t.Errorf("%q stands first", got)
	}
	r.Show("wip", nil)
	r.Set(func(a *present.ReportAsk) { a.Responsible = "RMD" })
	r.StartSave()
	r.Side.Send()
	if r.Side == nil || r.Side.In("name").Fault == "" {
		t.Fatal("saved without a name")
	}
	r.Side.Set("name", "Ruth's WIP")
	r.Side.Send()
	if r.Side != nil || r.SavedNow() != "Ruth's WIP" {
		t.Errorf("saved as %q", r.SavedNow())
	}
	r = reportSeat(t, o).reports("") // the next window
	r.OpenRow(rowOf(t, r, "Ruth's WIP"))
	if r.Ask.Responsible != "RMD" || len(r.Result.Table.Filter) != 1 {
		t.Errorf("opened with %+v, limited by %q", r.Ask, r.Result.Table.Filter)
	}
	r.Back()
	id := rowOf(t, r, "Ruth's WIP")
	r.List.Select([]int64{id})
	r.Do("reports.forget")
	if r.List.Len() != len(app.Reports()) {
		t.Error("it is not forgotten")
	}
}

// A line leads to its noun; searching narrows lines and totals together.
func TestLinesLeadAndAreSearched(t *testing.T) {
	s := reportSeat(t, month(t))
	r := s.reports("report wip")
	x := r.Result
	if x.List.Len() < 2 {
		t.Fatalf("%d lines", x.List.Len())
	}
	_, whole := x.List.Totals()
	x.SetSearch("100-01")
	text, some := x.List.Totals()
	if x.List.Len() != 1 || some["total"] == whole["total"] || some["total"] != cells(t, &x.List, 0)["total"] {
		t.Errorf("%d lines, totals %v of %v", x.List.Len(), some, whole)
	}
	if !strings.HasPrefix(text, "1 of ") {
		t.Errorf("the foot says %q", text)
	}
	id, _, _ := x.List.Row(0)
	x.OpenRow(id)
	if s.frame.Place() != (present.Place{Route: "time", Arg: "matter 100-01"}) && s.frame.Place().Arg != "matter 100-01" {
		t.Errorf("the line leads to %v", s.frame.Place())
	}
}

// A report on its way can be given up, and the next answer is the newest ask's.
func TestAReportCanBeGivenUp(t *testing.T) {
	s := reportSeat(t, month(t))
	r := s.reports("report wip")
	s.run.Hold = true
	r.Set(func(a *present.ReportAsk) { a.Day = "month" })
	if !r.Busy {
		t.Fatal("it is not being made")
	}
	r.Escape()
	s.run.Hold = false
	s.run.Release(false)
	if r.Busy || r.Result.Table.AsOf.String() != "2026-06-18" {
		t.Errorf("the answer of what was given up is shown: %s", r.Result.Table.AsOf)
	}
	s.said("given up")
}

// Charts draw the figures of the table.
func TestChartsAreTheTablesFigures(t *testing.T) {
	s := reportSeat(t, month(t))
	r := s.reports("report wip")
	c := r.Result.Chart()
	if c == nil || len(c.Labels) != 5 || len(c.Series) != 1 {
		t.Fatalf("%+v", c)
	}
	var sum int64
	for _, v := range c.Series[0].Values {
		sum += v
	}
	if sum != r.Result.Table.Total("total") {
		t.Errorf("the bars add up to %d, the report to %d", sum, r.Result.Table.Total("total"))
	}
	if r = s.reports("report audit"); r.Result.Chart() != nil {
		t.Error("a log has a chart")
	}
}

// Every word of every report is known to whoever translates the window.
func TestWordsOfReportsAreCollected(t *testing.T) {
	known := present.ReportWords()
	s := reportSeat(t, month(t))
	miss := func(text string) {
		if text != "" && !known[text] && !strings.ContainsAny(text, "0123456789") {
			t.Errorf("%q is not in reports_words.go", text)
		}
	}
	for _, info := range app.Reports() {
		for _, w := range []string{info.Title, info.About, info.Group} {
			if !known[w] {
				t.Errorf("%q is not in reports_words.go", w)
			}
		}
		if r := s.reports("report " + info.Name + " client=100"); r.Result != nil {
			for _, c := range r.Result.Table.Columns {
				if !known[c.Label] {
					t.Errorf("%q is not in reports_words.go", c.Label)
				}
			}
			for _, n := range r.Result.Table.Notes {
				miss(n)
			}
		}
	}
}

// A hostile address of a report changes nothing and says why.
func TestReportsRefuseWhatIsNotThere(t *testing.T) {
	s := reportSeat(t, month(t))
	r := s.reports("report horoscope")
	if r.Info.Name != "" {
		t.Error("an unknown report is open")
	}
	r = s.reports("report wip client=NOBODY")
	if r.Fault == "" || r.Result != nil {
		t.Errorf("a report of nobody: %q", r.Fault)
	}
	r = s.reports("report invoice-register from=2026-07-02 to=2026-07-01")
	if !strings.Contains(r.Fault, "after its last day") {
		t.Errorf("a period backwards: %q", r.Fault)
	}
}
