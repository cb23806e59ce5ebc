package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/work"
	"matterbook/ui/present"
)

func pasted(t *testing.T, s *seat, rows ...string) *present.TimePaste {
	t.Helper()
	var table [][]string
	for _, r := range rows {
		table = append(table, strings.Split(r, "|"))
	}
	return present.NewTimePaste(s.frame, table, cal.MustParse("2026-06-18"), "RMD", func() {}, func(int) {})
}

func TestRowsOfASpreadsheetAreReadByHeadingsOrByWhatTheyAre(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "admin")
	for _, c := range []struct {
		name string
		rows []string
	}{
		{"headings in another order", []string{"Hours|Matter|Description|Day|TK", "1.5|100-01|Call with client|2026-06-17|JLK"}},
		{"headings of our own list", []string{"Date|TK|Client|Matter|Code|Narrative|Hours|Rate|Amount|Status", "17 Jun 2026|JLK|Devi, Anjali|100-01||Call with client|1.50|240.00|360.00|Draft"}},
		{"no headings", []string{"6/17/2026|100-01|JLK|Call with client|1:30"}},
		{"no headings, minutes", []string{"JLK|90m|Call with client|100-01|2026-06-17"}},
	} {
		p := pasted(t, s, c.rows...)
		got := cells(t, &p.List, 0)
		if p.Len() != 1 || p.Good != 1 || got["matter"] != "100-01" || got["timekeeper"] != "JLK" || got["narrative"] != "Call with client" || got["state"] != "Ready" {
			t.Errorf("%s: %d rows, %d good: %v", c.name, p.Len(), p.Good, got)
		}
	}
	if p := pasted(t, s, "100-01|2|Hearing"); cells(t, &p.List, 0)["matter"] != "100-01" || p.Good != 1 {
		t.Errorf("without day and timekeeper: %v", cells(t, &p.List, 0))
	}
}

func TestPastedRowsAreMendedBeforeTheyAreSaved(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "admin")
	saved := 0
	p := present.NewTimePaste(s.frame, [][]string{{"date", "matter", "hours", "narrative"}, {"2026-06-17", "100-01", "1.2", "Call"}, {"2026-06-17", "999", "1", "Letter"},
		{"2026-06-17", "100-02", "x", "Draft"}, {"", "", "", ""}}, cal.MustParse("2026-06-18"), "RMD", func() {}, func(n int) { saved += n })
	if p.Len() != 3 || p.Good != 1 || p.Bad != 2 {
		t.Fatalf("%d rows, %d good, %d bad", p.Len(), p.Good, p.Bad)
	}
	if text, _ := p.List.Totals(); text != "1 row is ready, 2 to mend" {
		t.Errorf("%q", text)
	}
	first := cells(t, &p.List, 0)
	if first["state"] != "To mend" || first["matter"] != "999" || !strings.Contains(first["fault"], "999") {
		t.Errorf("what has to be mended stands first and says why: %v", first)
	}
	p.SetField(p.List.AllIDs()[0], "matter", "100-02")
	if p.Good != 2 {
		t.Errorf("mended: %d good", p.Good)
	}
	p.Save()
	p.Save() // a double click
	rows, err := o.ListTime(ctx, app.ListTime{}, app.Page{})
	if err != nil || len(rows) != 2 || saved != 2 || p.Len() != 1 {
		t.Fatalf("%d entries, %d told, %d left: %v", len(rows), saved, p.Len(), err)
	}
	for _, r := range rows {
		if r.Status != work.Draft || r.TimekeeperCode != "RMD" {
			t.Errorf("%+v", r)
		}
	}
	s.frame.Do("undo")
	if rows, _ := o.ListTime(ctx, app.ListTime{}, app.Page{}); len(rows) != 0 {
		t.Errorf("%d entries after undo", len(rows))
	}
}
