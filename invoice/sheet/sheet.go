// Package sheet writes reports as CSV and XLSX. Both show the stored integers
// of a [report.Table]; neither holds a live formula: a text that a spreadsheet
// would run is written so that it stays a text.
package sheet

import (
	"bufio"
	"io"
	"strings"

	"matterbook/app/report"
)

// CSV writes a table: a header of keys, every field quoted, CRLF, UTF-8. Text
// that a spreadsheet would take for a formula gets a leading apostrophe;
// figures come only from columns of figures. Totals are not written: the file
// is data.
func CSV(w io.Writer, t *report.Table) error { return report.WriteAll(NewCSV(w, t), t) }

// NewCSV is [CSV] for rows that come in parts.
func NewCSV(w io.Writer, t *report.Table) report.Writer {
	c := &csvWriter{b: bufio.NewWriter(w), t: t, cells: make([]string, len(t.Columns))}
	for i, col := range t.Columns {
		c.cells[i] = col.Key
	}
	record(c.b, c.cells)
	return c
}

type csvWriter struct {
	b     *bufio.Writer
	t     *report.Table
	cells []string
}

func (c *csvWriter) Add(rows [][]report.Cell) error {
	for _, r := range rows {
		for i, cell := range r {
			if c.cells[i] = c.t.Plain(i, cell); c.t.Columns[i].Type == report.Text {
				c.cells[i] = Guard(c.cells[i])
			}
		}
		record(c.b, c.cells)
	}
	return nil // the first error stays with the writer until Flush
}

func (c *csvWriter) Close([]report.Cell) error { return c.b.Flush() }

func record(b *bufio.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			_ = b.WriteByte(',') // the first error stays with the writer until Flush
		}
		_, _ = b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
	}
	_, _ = b.WriteString("\r\n")
}

// Guard puts an apostrophe before a text whose first visible character would
// make a spreadsheet run it: = + - @, their full-width forms, tab and line ends.
func Guard(s string) string {
	seen := strings.TrimLeft(s, " \u00a0\u200b\u200c\u200d\u2060\ufeff")
	if seen == "" {
		return s
	}
	if strings.ContainsRune("=+-@＝＋－＠\t\r\n", []rune(seen)[0]) {
		return "'" + s
	}
	return s
}
