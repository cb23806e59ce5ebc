package page

import (
	"strings"

	"matterbook/app/report"
)

// OfTable arranges a table of package report for paper: the same cells as every
// file, written for people.
func OfTable(t *report.Table, firm string) Report {
	day := t.AsOf
	if day.IsZero() {
		day = t.To
	}
	r := Report{Firm: firm, Title: t.Title, Subtitle: t.Subtitle(), Date: day, Remarks: t.Notes}
	if t.Currency != "" {
		r.Subtitle = strings.TrimPrefix(r.Subtitle+", in "+string(t.Currency), ", ")
	}
	for _, c := range t.Columns {
		r.Columns = append(r.Columns, Column{Label: c.Label, Right: c.Type.Figures()})
	}
	for _, row := range t.Rows {
		r.Rows = append(r.Rows, Row{Cells: TableTexts(t, row)})
	}
	if t.Totals != nil {
		r.Totals = TableTexts(t, t.Totals)
	}
	return r
}

// TableTexts writes one row of a table for people.
func TableTexts(t *report.Table, cells []report.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = t.Format(i, c)
	}
	return out
}
