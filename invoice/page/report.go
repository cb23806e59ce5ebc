package page

import (
	"matterbook/app/cal"
	"matterbook/app/money"
)

// Report is a table to print: any list or report of the program.
type Report struct {
	Firm     string // stands above the title
	Title    string
	Subtitle string   // what and when: "as of June 30, 2026"
	Date     cal.Date // dates the file; give it, or every report is of 1900

	Columns []Column
	Rows    []Row
	Totals  []string // the last row, one text a column; empty for none
	Remarks []string // paragraphs below the table

	// Wide says how to turn the sheet; Auto turns it when the columns need it.
	Wide Turn
}

// Column is one column of a report.
type Column struct {
	Label  string
	Right  bool    // figures
	Weight float64 // share of the width for text that may wrap; 0: as wide as its content needs, at most a quarter of the sheet
}

// Row is one row of a report: a text for each column.
type Row struct {
	Cells  []string
	Strong bool // a heading or a subtotal within the table
}

// Turn is how a sheet lies.
type Turn uint8

// Ways to lie.
const (
	Auto Turn = iota
	Portrait
	Landscape
)

// Table arranges a report.
func Table(t Report, st Style) Doc {
	s := newReportSheet(t, st, t.Wide == Landscape)
	cols := s.reportColumns(t)
	if t.Wide == Auto && need(cols) > s.width() {
		s = newReportSheet(t, st, true)
		cols = s.reportColumns(t)
	}

	s.ref = Ref{Part: PartFirm}
	if t.Firm != "" {
		s.text(s.left, s.y+2, Regular, sizeBody, grey, s.clip(Regular, sizeBody, s.width(), oneLine(s.clean(t.Firm))))
		s.y += 8
	}
	s.ref = Ref{Part: PartTable}
	s.y = s.lines(s.left, s.y, Bold, 17, 21, s.st.Accent, s.wrap(Bold, 17, s.width(), oneLine(t.Title)))
	if t.Subtitle != "" {
		s.y = s.lines(s.left, s.y+1, Regular, 9.5, 13, grey, s.wrap(Regular, 9.5, s.width(), t.Subtitle))
	}
	s.y += 6
	s.rule(s.left, s.right, s.y, 1.4, s.st.Accent)
	s.y += 8

	if len(cols) > 0 {
		s.reportRows(t, cols)
	}
	for _, r := range t.Remarks {
		s.ref = Ref{Part: PartTable}
		s.y += 9
		s.paragraph(s.left, s.width(), Regular, 8, 10.5, grey, r)
	}
	s.ref = Ref{Part: PartFoot}
	s.feet(s.joined([]string{t.Firm, t.Title, t.Subtitle}))
	return *s.doc
}

func newReportSheet(t Report, st Style, wide bool) *sheet {
	s := newSheet(st, t.Title, t.Firm, t.Subtitle, t.Date, money.USD, wide)
	s.left, s.right = 48, s.doc.Width-48
	s.ref = Ref{Part: PartTable}
	return s
}

func (s *sheet) reportColumns(t Report) []column {
	cols := make([]column, len(t.Columns))
	quarter := s.width() / 4
	for i, c := range t.Columns {
		col := column{label: oneLine(s.clean(c.Label)), right: c.Right, flex: c.Weight}
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				col.want = max(col.want, s.natural(oneLine(s.clean(r.Cells[i]))))
			}
		}
		if i < len(t.Totals) {
			col.want = max(col.want, s.natural(oneLine(s.clean(t.Totals[i]))))
		}
		if !c.Right {
			col.want = min(col.want, quarter)
		}
		if col.flex > 0 {
			col.want = min(col.want, 150) // what it needs when the sheet is turned
		}
		cols[i] = col
	}
	return cols
}

// need is how wide the columns would like to be.
func need(cols []column) float64 {
	w := gapCol * float64(len(cols)-1)
	for _, c := range cols {
		w += c.want
	}
	return w
}

func (s *sheet) reportRows(t Report, cols []column) {
	g := s.newGrid(oneLine(s.clean(t.Title)), PartTable, cols)
	s.ref = Ref{Part: PartTable}
	g.head()
	cells := make([]cell, len(cols))
	for i, r := range t.Rows {
		s.ref = Ref{Part: PartTable, Line: i + 1}
		face, color := Regular, ink
		if r.Strong {
			face = Bold
		}
		for j := range cols {
			text := ""
			if j < len(r.Cells) {
				text = r.Cells[j]
			}
			if cols[j].right {
				cells[j] = g.figFace(oneLine(s.clean(text)), face, color)
			} else {
				cells[j] = g.styled(j, text, face, color)
			}
		}
		keep := 0.0
		switch {
		case r.Strong && i+1 < len(t.Rows):
			keep = leadBody + 2*padRow // a heading stays with what it heads
		case i == len(t.Rows)-1 && len(t.Totals) > 0:
			keep = sumHigh
		}
		g.row(s.ref, cells, keep)
	}
	if len(t.Rows) == 0 {
		s.text(s.left, s.y+13, Regular, sizeBody, grey, "Nothing to show.")
		s.y += 20
	}
	if len(t.Totals) > 0 {
		s.room(sumHigh)
		s.ref = Ref{Part: PartTable}
		s.rule(s.left, s.right, s.y, 0.7, midline)
		for j := range cols {
			cells[j] = nil
			if j < len(t.Totals) && t.Totals[j] != "" {
				text := oneLine(s.clean(t.Totals[j]))
				if cols[j].right {
					cells[j] = g.figFace(text, Bold, ink)
				} else {
					cells[j] = g.styled(j, text, Bold, ink)
				}
			}
		}
		g.row(s.ref, cells, 0)
	}
}
