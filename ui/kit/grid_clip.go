package kit

import (
	"encoding/csv"
	"strings"

	"fyne.io/fyne/v2"
)

// ParseTable reads what a spreadsheet puts on the clipboard: lines of cells with
// tabs between them; a cell with line breaks, tabs or quotation marks stands in
// quotation marks. Empty lines at the end are dropped. A single word is a table of
// one cell.
func ParseTable(text string) [][]string {
	text = strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	if text == "" {
		return nil
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = '\t', -1
	rows, err := r.ReadAll()
	if err != nil {
		// A quotation mark in the middle of plain text is a letter like others.
		rows = nil
		for _, line := range strings.Split(text, "\n") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
	}
	return rows
}

// cellText is a text as one cell of a table on the clipboard.
func cellText(s string) string { return strings.Join(strings.Fields(s), " ") }

// copied are the columns that are copied, in the order shown: all that are seen
// and have a name, or the range that was chosen.
func (g *Grid) copied() (at []int) {
	from, to := 0, len(g.columns)-1
	if g.colEnd >= 0 {
		from, to = min(g.colEnd, g.curCol), max(g.colEnd, g.curCol)
	}
	for i := from; i <= to; i++ {
		if c := g.columns[i]; !c.Hidden && c.Label != "" {
			at = append(at, i)
		}
	}
	return at
}

// line is a row as text, the visible columns in their order.
func (g *Grid) line(cells []Cell, between string) string {
	var texts []string
	for _, i := range g.copied() {
		text := ""
		if at := g.columns[i].index; at < len(cells) {
			text = cellText(cells[at].Text)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, between)
}

func (g *Grid) headings() []string {
	var names []string
	for _, i := range g.copied() {
		names = append(names, cellText(g.columns[i].Label))
	}
	return names
}

// CopyText is the selected rows that have been read, as lines of tab-separated
// text ready for a spreadsheet; with headings, the column names first.
func (g *Grid) CopyText(headings bool) string {
	var lines []string
	if headings {
		lines = append(lines, strings.Join(g.headings(), "\t"))
	}
	g.eachSelected(func(row int) {
		if _, cells, ok := g.row(row); ok {
			lines = append(lines, g.line(cells, "\t"))
		}
	})
	return strings.Join(lines, "\n")
}

// eachSelected calls f for the rows of the selection in the order of the list.
func (g *Grid) eachSelected(f func(row int)) {
	if rows, known := g.selectedRows(); known {
		for _, r := range rows {
			f(r)
		}
		return
	}
	for r, n := 0, g.Len(); r < n; r++ {
		if id, _, ok := g.row(r); ok && g.sel.has(id) {
			f(r)
		}
	}
}

// copyTo puts the selection on the clipboard. Rows that have not been read are
// the page's to fetch.
func (g *Grid) copyTo(c fyne.Clipboard, headings bool) {
	if g.OnCopy != nil && !g.allRead() {
		var at []int
		for _, i := range g.copied() {
			at = append(at, g.columns[i].index)
		}
		var names []string
		if headings {
			names = g.headings()
		}
		g.OnCopy(g.Selection().IDs, at, names)
		return
	}
	if c == nil {
		c = fyne.CurrentApp().Clipboard()
	}
	if text := g.CopyText(headings); strings.TrimSpace(text) != "" {
		c.SetContent(text)
	}
}

// allRead says whether every selected row is there to be copied.
func (g *Grid) allRead() bool {
	rows, known := g.selectedRows()
	if !known {
		return false
	}
	for _, r := range rows {
		if _, _, ok := g.row(r); !ok {
			return false
		}
	}
	return true
}

// pasteFrom hands the table on the clipboard to the page.
func (g *Grid) pasteFrom(c fyne.Clipboard) {
	if g.OnPaste == nil {
		return
	}
	if c == nil {
		c = fyne.CurrentApp().Clipboard()
	}
	if rows := ParseTable(c.Content()); len(rows) > 0 {
		g.OnPaste(rows)
	}
}
