package sheet

import (
	"io"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/report"

	"github.com/xuri/excelize/v2"
)

// cellMax is the most characters a cell of a spreadsheet holds.
const cellMax = 32767

// exactDigits is how many digits a spreadsheet keeps of a number: its numbers
// are binary floating point. A figure with more is written as text, so that no
// cent is lost.
const exactDigits = 15

// sheetRows is the most rows of a table: a spreadsheet holds 1,048,576 lines.
const sheetRows = 1_048_000

// XLSX writes a table as a workbook of one sheet: title, header, rows, totals as
// values. Text cells are texts, never formulas.
func XLSX(w io.Writer, t *report.Table) error {
	x, err := NewXLSX(w, t)
	if err != nil {
		return err
	}
	return report.WriteAll(x, t)
}

// NewXLSX is [XLSX] for rows that come in parts; the first part decides how wide
// the columns are.
func NewXLSX(w io.Writer, t *report.Table) (report.Writer, error) {
	x := &book{w: w, f: excelize.NewFile(), t: t}
	const name = "Report"
	if err := x.f.SetSheetName("Sheet1", name); err != nil {
		return nil, fault.Wrap(err, "naming the sheet")
	}
	if err := x.styles(); err != nil {
		return nil, fault.Wrap(err, "making the styles of the sheet")
	}
	var err error
	if x.s, err = x.f.NewStreamWriter(name); err != nil {
		return nil, fault.Wrap(err, "opening the sheet")
	}
	return x, nil
}

// Add implements report.Writer.
func (x *book) Add(rows [][]report.Cell) error {
	if x.rows += len(rows); x.rows > sheetRows {
		x.f.Close()
		return fault.New(fault.Invalid, "sheet.rows", "The table has more than %d rows; a spreadsheet holds about a million.", sheetRows).
			Advise("Limit it, or write it as CSV.")
	}
	if err := x.begin(rows); err != nil {
		return fault.Wrap(err, "writing the sheet")
	}
	for _, r := range rows {
		if err := x.line(x.cells(r, x.body)...); err != nil {
			return fault.Wrap(err, "writing the sheet")
		}
	}
	return nil
}

// Close implements report.Writer.
func (x *book) Close(totals []report.Cell) error {
	defer x.f.Close()
	if err := x.end(totals); err != nil {
		return fault.Wrap(err, "writing the sheet")
	}
	// Nothing of the machine or the clock: the same table gives the same file.
	when := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
	if err := x.f.SetDocProps(&excelize.DocProperties{Title: x.t.Title, Creator: "Matterbook", LastModifiedBy: "Matterbook", Created: when, Modified: when}); err != nil {
		return fault.Wrap(err, "describing the workbook")
	}
	return fault.Wrap(x.f.Write(x.w), "writing the workbook")
}

type book struct {
	w      io.Writer
	f      *excelize.File
	s      *excelize.StreamWriter
	t      *report.Table
	rows   int
	lines  int // of the sheet
	head   int
	body   []int // style of each column
	total  []int
	titles int
}

func (x *book) styles() error {
	style := func(s excelize.Style) (int, error) { return x.f.NewStyle(&s) }
	var err error
	if x.titles, err = style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}); err != nil {
		return err
	}
	if x.head, err = style(excelize.Style{Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "808080"}}}); err != nil {
		return err
	}
	for _, c := range x.t.Columns {
		format := x.format(c.Type)
		body := excelize.Style{CustomNumFmt: &format}
		if c.Type.Figures() {
			body.Alignment = &excelize.Alignment{Horizontal: "right"}
		}
		id, err := style(body)
		if err != nil {
			return err
		}
		x.body = append(x.body, id)
		body.Font = &excelize.Font{Bold: true}
		body.Border = []excelize.Border{{Type: "top", Style: 1, Color: "808080"}}
		if id, err = style(body); err != nil {
			return err
		}
		x.total = append(x.total, id)
	}
	return nil
}

func (x *book) format(t report.Type) string {
	switch t {
	case report.Date:
		return "yyyy-mm-dd"
	case report.Money:
		if n := x.t.Currency.Digits(); n > 0 {
			return "#,##0." + strings.Repeat("0", n)
		}
		return "#,##0"
	case report.Hours, report.Rate:
		return "#,##0.00##"
	case report.Percent:
		return "0.00"
	case report.Count:
		return "#,##0"
	}
	return "@" // text
}

func (x *book) line(cells ...any) error {
	x.lines++
	at, err := excelize.CoordinatesToCellName(1, x.lines)
	if err != nil {
		return err
	}
	return x.s.SetRow(at, cells)
}

// begin writes title and header, once.
func (x *book) begin(rows [][]report.Cell) error {
	if x.lines > 0 {
		return nil
	}
	for i, c := range x.t.Columns {
		if err := x.s.SetColWidth(i+1, i+1, x.width(i, c, rows)); err != nil {
			return err
		}
	}
	if err := x.line(excelize.Cell{StyleID: x.titles, Value: x.t.Title}); err != nil {
		return err
	}
	if err := x.line(x.t.Subtitle()); err != nil {
		return err
	}
	head := make([]any, len(x.t.Columns))
	for i, c := range x.t.Columns {
		head[i] = excelize.Cell{StyleID: x.head, Value: c.Label}
	}
	return x.line(head...)
}

func (x *book) end(totals []report.Cell) error {
	if err := x.begin(nil); err != nil {
		return err
	}
	if totals != nil {
		if err := x.line(x.cells(totals, x.total)...); err != nil {
			return err
		}
	}
	for _, n := range x.t.Notes {
		if err := x.line(n); err != nil {
			return err
		}
	}
	return x.s.Flush()
}

func (x *book) cells(r []report.Cell, styles []int) []any {
	cells := make([]any, len(r))
	for i, c := range r {
		cells[i] = excelize.Cell{StyleID: styles[i], Value: x.value(i, c)}
	}
	return cells
}

// value is what a cell holds: text as text, a day as the serial number of
// spreadsheets, a figure as the number its decimal text reads as.
func (x *book) value(col int, c report.Cell) any {
	if c.Blank {
		return nil
	}
	switch t := x.t.Columns[col].Type; t {
	case report.Text:
		return cut(c.Text)
	case report.Date:
		return int64(cal.Date(c.Number) - serialZero)
	case report.Count:
		return c.Number
	default:
		return number(x.t.Plain(col, c))
	}
}

// serialZero is day 0 of spreadsheets, 1899-12-30.
var serialZero = cal.Of(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC))

// number turns a plain decimal into what the sheet writes. The writer prints the
// shortest text that reads back as the same binary number, which for up to 15
// digits is the decimal itself.
func number(plain string) any {
	if digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(plain), "0"); len(digits) > exactDigits {
		return plain
	}
	r, ok := new(big.Rat).SetString(plain)
	if !ok {
		return plain
	}
	f, _ := r.Float64()
	return f
}

func (x *book) width(col int, c report.Column, rows [][]report.Cell) float64 {
	widest := utf8.RuneCountInString(c.Label)
	for i, r := range rows {
		if i == 1000 {
			break
		}
		widest = max(widest, utf8.RuneCountInString(x.t.Format(col, r[col])))
	}
	return float64(min(max(widest, 6), 60)) + 2
}

func cut(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if utf8.RuneCountInString(s) <= cellMax {
		return s
	}
	return string([]rune(s)[:cellMax-1]) + "…"
}
