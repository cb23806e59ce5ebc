package boot

import (
	"bytes"
	"encoding/json"
	"io"
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
	if format == "json" {
		err := json.NewEncoder(&b).Encode(t)
		return b.Bytes(), fault.Wrap(err, "writing the report")
	}
	head := *t
	head.Rows, head.Totals = nil, nil
	w, err := papers{}.Table(&b, &head, firm, format)
	if err != nil {
		return nil, err
	}
	err = report.WriteAll(w, t)
	return b.Bytes(), fault.Wrap(err, "writing the report")
}

// Table implements app.Papers.
func (papers) Table(w io.Writer, t *report.Table, firm, format string) (report.Writer, error) {
	switch format {
	case "csv":
		return sheet.NewCSV(w, t), nil
	case "xlsx":
		return sheet.NewXLSX(w, t)
	case "pdf":
		return pdf.NewTable(w, t, firm, page.Style{}), nil
	}
	return nil, fault.New(fault.Invalid, "format.unknown", "%q is no form of a report.", format).Advise("Use one of: text, %s.", strings.Join(ReportFormats, ", "))
}
