package boot

import (
	"bytes"
	"encoding/json"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/report"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"
	"matterbook/invoice/sheet"
)

// ReportFormats are the forms a report is written in as a file.
var ReportFormats = []string{"csv", "json", "xlsx", "pdf"}

// WriteReport writes a report in one of [ReportFormats]; firm stands above a PDF.
func WriteReport(t *report.Table, firm, format string) ([]byte, error) {
	var b bytes.Buffer
	switch format {
	case "csv":
		err := sheet.CSV(&b, t)
		return b.Bytes(), fault.Wrap(err, "writing the report")
	case "json":
		err := json.NewEncoder(&b).Encode(t)
		return b.Bytes(), fault.Wrap(err, "writing the report")
	case "xlsx":
		err := sheet.XLSX(&b, t)
		return b.Bytes(), err
	case "pdf":
		data, _, err := pdf.Table(ReportPage(t, firm), page.Style{})
		return data, err
	}
	return nil, fault.New(fault.Invalid, "format.unknown", "%q is no form of a report.", format).Advise("Use one of: text, %s.", strings.Join(ReportFormats, ", "))
}

// ReportPage arranges a report for paper.
func ReportPage(t *report.Table, firm string) page.Report {
	day := t.AsOf
	if day.IsZero() {
		day = t.To
	}
	r := page.Report{Firm: firm, Title: t.Title, Subtitle: t.Subtitle(), Date: day, Remarks: t.Notes}
	if t.Currency != "" {
		r.Subtitle = strings.TrimPrefix(r.Subtitle+", in "+string(t.Currency), ", ")
	}
	for _, c := range t.Columns {
		r.Columns = append(r.Columns, page.Column{Label: c.Label, Right: c.Type.Figures()})
	}
	texts := func(cells []report.Cell) []string {
		out := make([]string, len(cells))
		for i, c := range cells {
			out[i] = t.Format(i, c)
		}
		return out
	}
	for _, row := range t.Rows {
		r.Rows = append(r.Rows, page.Row{Cells: texts(row)})
	}
	if t.Totals != nil {
		r.Totals = texts(t.Totals)
	}
	return r
}
