package sqlite

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
)

// The statements of the screens read through an index, in its order: none walks
// the table of entries, none sorts it to give one page. (The plans depend on the
// schema alone: there are no statistics.)
func TestPlans(t *testing.T) {
	s := newStore(t)
	fillEntries(t, s, []string{"alpha"})
	for _, f := range bigFilters {
		for _, p := range []app.Page{{Limit: 50}, {Limit: 50, AfterDate: cal.MustParse("2026-01-01"), AfterID: 5}} {
			plans(t, s, f.name, func(q *query) error { _, err := q.EntryRows(f.filter, p); return err }, func(text, step string) string {
				switch {
				case strings.HasPrefix(step, "SCAN e") && !strings.Contains(step, "USING") || strings.HasPrefix(step, "SCAN time_entry"):
					return "walks the table"
				case strings.Contains(step, "USE TEMP B-TREE FOR ORDER BY") && f.filter.ClientID == 0 && f.filter.InvoiceID == 0:
					return "sorts the whole list"
				}
				return ""
			})
		}
	}
	sums := func(text, step string) string {
		if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "COVERING INDEX") && !strings.Contains(step, "VIRTUAL") || strings.Contains(step, "TEMP B-TREE") {
			return "is not answered by an index alone"
		}
		return ""
	}
	walks := func(step string) string {
		if strings.HasPrefix(step, "SCAN") {
			return "walks the table"
		}
		return ""
	}
	plans(t, s, "unbilled work", func(q *query) error { _, err := q.UnbilledWork(); return err }, sums)
	plans(t, s, "wip", func(q *query) error { _, err := q.WIP(cal.MustParse("2026-01-01"), true); return err }, sums)
	plans(t, s, "wip by age", func(q *query) error {
		_, err := q.WIPByAge(app.WIPFilter{Through: cal.MustParse("2026-01-01"), Edges: []cal.Date{cal.MustParse("2025-12-01")}})
		return err
	}, func(text, step string) string {
		if strings.Contains(text, "FROM time_entry WHERE") { // drafts: few, and sorted
			return walks(step)
		}
		return sums(text, step)
	})
	plans(t, s, "totals", func(q *query) error { _, err := q.EntryTotals(app.EntryFilter{}); return err }, sums)
	plans(t, s, "totals of a timekeeper", func(q *query) error { _, err := q.EntryTotals(app.EntryFilter{TimekeeperID: 1}); return err }, sums)
	plans(t, s, "totals of a client", func(q *query) error { _, err := q.EntryTotals(app.EntryFilter{ClientID: 1}); return err }, sums)
	plans(t, s, "day hours", func(q *query) error { _, err := q.DayHours(1, 0, 0); return err }, sums)
	plans(t, s, "imported", func(q *query) error { _, err := q.EntriesByExt([]string{"a"}); return err }, func(_, step string) string {
		if strings.Contains(step, "SCAN t") {
			return "walks the table"
		}
		return ""
	})
}

// plans looks at the plan of every statement that read makes.
func plans(t *testing.T, s *Store, name string, read func(*query) error, amiss func(text, step string) string) {
	t.Helper()
	type statement struct {
		text string
		args []any
	}
	var made []statement
	err := s.read(ctx, func(q *query) error {
		q.trace = func(text string, args []any) { made = append(made, statement{text, args}) }
		err := read(q)
		q.trace = nil
		if err != nil {
			return err
		}
		if len(made) == 0 {
			t.Errorf("%s: no statement was seen", name)
		}
		for _, m := range made {
			err := q.each(func(row scanner) error {
				var id, parent, unused int64
				var step string
				if err := row.Scan(&id, &parent, &unused, &step); err != nil {
					return err
				}
				if what := amiss(m.text, step); what != "" {
					t.Errorf("%s %s: %s\n%s", name, what, step, m.text)
				}
				return nil
			}, "EXPLAIN QUERY PLAN "+m.text, m.args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", name, explain(err))
	}
}
