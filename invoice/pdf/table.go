package pdf

import (
	"io"

	"matterbook/app/fault"
	"matterbook/app/report"
	"matterbook/invoice/page"
)

// TableRows is the most rows of a table on paper, about a thousand sheets.
const TableRows = 50_000

// NewTable writes a table of package report whose rows come in parts. A PDF is
// arranged as a whole, so it is written by Close; a table of more than
// [TableRows] rows is refused.
func NewTable(w io.Writer, t *report.Table, firm string, style page.Style) report.Writer {
	return &tableWriter{w: w, t: t, r: page.OfTable(t, firm), style: style}
}

type tableWriter struct {
	w     io.Writer
	t     *report.Table
	r     page.Report
	style page.Style
}

func (p *tableWriter) Add(rows [][]report.Cell) error {
	if len(p.r.Rows)+len(rows) > TableRows {
		return fault.New(fault.Invalid, "pdf.rows", "The table has more than %d rows, over a thousand sheets of paper.", TableRows).
			Advise("Limit it, or write it as CSV or XLSX.")
	}
	for _, r := range rows {
		p.r.Rows = append(p.r.Rows, page.Row{Cells: page.TableTexts(p.t, r)})
	}
	return nil
}

func (p *tableWriter) Close(totals []report.Cell) error {
	if totals != nil {
		p.r.Totals = page.TableTexts(p.t, totals)
	}
	data, _, err := Table(p.r, p.style)
	if err != nil {
		return err
	}
	_, err = p.w.Write(data)
	return fault.Wrap(err, "writing the table")
}
