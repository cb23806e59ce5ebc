package present_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/report"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"
	"matterbook/invoice/sheet"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
	"matterbook/ui/words"
)

// files writes lists as the program does.
type files struct{ app.Papers }

func (files) Table(w io.Writer, t *report.Table, firm, format string) (report.Writer, error) {
	switch format {
	case "xlsx":
		return sheet.NewXLSX(w, t)
	case "pdf":
		return pdf.NewTable(w, t, firm, page.Style{}), nil
	}
	return sheet.NewCSV(w, t), nil
}

func readCSV(t testing.TB, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	noErr(t, err)
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	noErr(t, err)
	return rows
}

// What leaves is what is seen: the columns the person has, in their order, in
// the sort, every row of the filter though only the first page was read; days and
// figures are plain, whatever the window's language.
func TestExportIsExactlyWhatIsShown(t *testing.T) {
	o := month(t)
	o.Papers = files{}
	s := sit(t, o, "admin")
	words.Use(words.German, nil)
	t.Cleanup(func() { words.Use(words.English, nil) })
	r := s.time()
	r.SetPeriod("")
	r.List.SortBy("date", false)
	r.List.SetLook([]byte(`{"columns":[{"key":"amount"},{"key":"narrative"},{"key":"date"},{"key":"hours"},{"key":"client","hidden":true},{"key":"timekeeper","hidden":true},{"key":"matter"},{"key":"status","hidden":true},{"key":"rate","hidden":true},{"key":"code","hidden":true}]}`))
	s.surface.Path = filepath.Join(t.TempDir(), "time.csv")
	if !s.frame.Do("export") {
		t.Fatal("the list cannot be exported")
	}
	s.notice("rows written to")
	rows := readCSV(t, s.surface.Path)
	if want := []string{"amount", "narrative", "date", "hours", "matter"}; !slices.Equal(rows[0], want) {
		t.Errorf("columns %v, want %v", rows[0], want)
	}
	if len(rows) != 1+r.List.Len() {
		t.Errorf("%d rows of %d", len(rows)-1, r.List.Len())
	}
	if rows[1][2] != "2026-05-29" || rows[1][0] != "1300.00" || rows[1][3] != "4.00" {
		t.Errorf("the first row is %q", rows[1])
	}
	if !slices.ContainsFunc(rows, func(r []string) bool { return r[1] == "'=SUM(A1)" }) {
		t.Errorf("a formula leaves the firm: %q", rows)
	}
	if words.In().Tag != "de" {
		t.Error("the window no longer speaks the reader's language")
	}

	s.frame.Do("export") // the same file again
	s.notice("cannot be written")
	s.surface.Path = filepath.Join(t.TempDir(), "time.doc")
	s.frame.Do("export")
	s.notice("not as")
	if q := s.surface.Files[0]; !slices.Equal(q.Kinds, []string{"csv", "xlsx", "pdf"}) || !strings.HasSuffix(q.Name, "2026-06-18.csv") {
		t.Errorf("asked for %+v", q)
	}
}

// A filter narrows the file as it narrows the list.
func TestExportTakesTheFilter(t *testing.T) {
	o := month(t)
	o.Papers = files{}
	s := sit(t, o, "admin")
	r := s.time()
	r.SetFilter(func(f *present.TimeFilter) { *f = present.TimeFilter{Timekeeper: "JLK"} })
	if n := r.List.Len(); n == 0 || n == 5 {
		t.Fatalf("the filter shows %d entries", n)
	}
	s.surface.Path = filepath.Join(t.TempDir(), "time.csv")
	s.frame.Do("export")
	if rows := readCSV(t, s.surface.Path); len(rows) != 1+r.List.Len() {
		t.Errorf("%d rows, %d shown", len(rows)-1, r.List.Len())
	}
	if got := r.Shown()[0].Filter; !slices.Contains(got, "timekeeper JLK") {
		t.Errorf("the filter is told as %q", got)
	}
}

// The same list as a workbook and as pages to print; nothing is left lying about
// when nothing can be printed.
func TestListsPrintAndCopy(t *testing.T) {
	o := month(t)
	o.Papers = files{}
	s := sit(t, o, "admin")
	s.time()
	for _, kind := range []string{"xlsx", "pdf"} {
		s.surface.Path = filepath.Join(t.TempDir(), "time."+kind)
		s.frame.Do("export")
		if b, err := os.ReadFile(s.surface.Path); err != nil || len(b) < 1000 {
			t.Errorf("%s: %d bytes, %v", kind, len(b), err)
		}
	}
	p := &presenttest.Printing{Names: []string{"Office"}}
	s.surface.Printing = p
	s.frame.Do("print")
	if len(p.Jobs) != 1 {
		t.Fatalf("%d jobs; %q", len(p.Jobs), s.frame.Notice().Text)
	}
	if b, err := os.ReadFile(p.Jobs[0][0]); err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
		t.Errorf("what went to the printer is no PDF: %v", err)
	}
	os.RemoveAll(filepath.Dir(p.Jobs[0][0]))

	s.frame.Do("list.copy")
	lines := strings.Split(strings.TrimSpace(s.surface.Copied), "\n")
	if len(lines) != 6 || !strings.HasPrefix(lines[0], "Date\t") || strings.Count(lines[1], "\t") != strings.Count(lines[0], "\t") {
		t.Errorf("copied %q", s.surface.Copied)
	}
	if !strings.Contains(s.surface.Copied, "'=SUM(A1)") {
		t.Error("a formula is pasted into a spreadsheet")
	}
}

// An empty list says so and asks for no file.
func TestNothingToExportIsSaid(t *testing.T) {
	s := sit(t, apptest.New(t), "")
	s.time()
	s.frame.Do("export")
	if s.said("The list is empty"); len(s.surface.Files) != 0 {
		t.Error("asked for a file")
	}
}

// Figures and days that a list only shows are read from what it shows in
// English, exactly: a file never has "1,234.50" as a text.
func TestFiguresThatAreOnlyShownLeaveAsFigures(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "")
	type row struct{ id int64 }
	l := &present.List[row]{Run: s.run, Heads: []present.Column{{Key: "no", Label: "No.", Right: true}, {Key: "hours", Label: "Hours", Right: true}, {Key: "day", Label: "Day"}, {Key: "name", Label: "Name"}, {Key: "mixed", Label: "Mixed", Right: true}},
		ID: func(r row) int64 { return r.id },
		Cells: func(r row) []present.Cell {
			return [][]present.Cell{
				{{Text: "1"}, {Text: "1,234.50"}, {Text: words.Date(s.office.Today())}, {Text: "12"}, {Text: "several"}},
				{{Text: "12"}, {Text: "7"}, {Text: "–"}, {Text: "18 Main Street"}, {Text: "3.00"}},
			}[r.id-1]
		}}
	words.Use(words.German, nil)
	t.Cleanup(func() { words.Use(words.English, nil) })
	l.Set([]row{{1}, {2}}, "", nil)
	s.office.Papers = files{}
	s = sit(t, s.office, "")
	s.frame.InFocus = func() present.Table { return l }
	s.surface.Path = filepath.Join(t.TempDir(), "x.csv")
	s.frame.Do("export")
	want := [][]string{{"no", "hours", "day", "name", "mixed"}, {"1", "1234.50", "2026-06-18", "12", "several"}, {"12", "7.00", "", "18 Main Street", "3.00"}}
	if rows := readCSV(t, s.surface.Path); len(rows) != 3 || !slices.Equal(rows[1], want[1]) || !slices.Equal(rows[2], want[2]) {
		t.Errorf("%q\nwant %q", rows, want)
	}
}
