package present

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/outfile"
	"matterbook/app/report"
	"matterbook/ui/words"
)

// Sheet is something that leaves the window as a table: a list, or a report.
type Sheet struct {
	Name  string // of the file, without day and ending
	Title string // in the reader's language
	Rows  int
	write tableWrite
}

// tableWrite reads the table in parts; open is told the head and gives what takes the rows.
type tableWrite func(ctx context.Context, open func(head *report.Table) (report.Writer, error), progress func(done, total int, what string)) error

// SheetOfReport is a report as it was made.
func SheetOfReport(t *report.Table) Sheet {
	return Sheet{Name: t.Name, Title: words.Of(t.Title), Rows: len(t.Rows), write: func(ctx context.Context, open func(*report.Table) (report.Writer, error), progress func(int, int, string)) error {
		head := *t
		head.Rows, head.Totals = nil, nil
		w, err := open(&head)
		if err != nil {
			return err
		}
		for from := 0; from < len(t.Rows); from += exportPart {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(from, len(t.Rows), "")
			if err := w.Add(t.Rows[from:min(from+exportPart, len(t.Rows))]); err != nil {
				return err
			}
		}
		return w.Close(t.Totals)
	}}
}

// shownNow is the list that is exported: the one in the focus, else the first of
// the screen.
func (f *Frame) shownNow() (Shown, bool) {
	var lists []Shown
	if l, ok := f.Screen().(Lister); ok {
		lists = l.Shown()
	}
	if f.InFocus != nil {
		if t := f.InFocus(); t != nil {
			if i := slices.IndexFunc(lists, func(s Shown) bool { return s.List == t }); i >= 0 {
				return lists[i], true
			}
			return Shown{Name: f.place.Route, Title: f.titleOf(f.place.Route), List: t}, true
		}
	}
	if len(lists) > 0 {
		return lists[0], true
	}
	return Shown{}, false
}

func (f *Frame) titleOf(route string) string {
	for _, r := range f.routes {
		if r.Name == route {
			return r.Title
		}
	}
	return route
}

// shownSheet is what "export", "print" and "copy the list" work on; false after
// the reason was told, or when the screen has no list.
func (f *Frame) shownSheet() (s Sheet, has, ready bool) {
	shown, ok := f.shownNow()
	if !ok {
		return Sheet{}, false, false
	}
	if shown.List.Len() == 0 {
		f.Say("%s", words.L("The list is empty: there is nothing to export or print."))
		return Sheet{}, true, false
	}
	x, ok := shown.sheet(f.run, f.Today())
	if !ok {
		f.Say("%s", words.L("The list is still being read; try again in a moment."))
		return Sheet{}, true, false
	}
	currency, d := f.facts.Currency(), f.desk
	return Sheet{Name: shown.Name, Title: words.Of(shown.Title), Rows: x.rows, write: func(ctx context.Context, open func(*report.Table) (report.Writer, error), progress func(int, int, string)) error {
		type currencies struct {
			cur money.Currency
			one bool
		}
		c, err := app.Read(ctx, d, func(q app.Query) (currencies, error) {
			cur, one, err := oneCurrency(q)
			return currencies{cur, one}, err
		})
		if err != nil {
			return err
		}
		if c.one {
			currency = c.cur
		}
		return x.write(ctx, currency, !c.one, open, progress)
	}}, true, true
}

// doList runs a command on the list in view; false when there is none.
func (f *Frame) doList(id string) bool {
	s, has, ready := f.shownSheet()
	if !ready {
		return has
	}
	switch id {
	case "export":
		f.Export(s)
	case "print":
		f.PrintSheet(s)
	case "list.copy":
		f.CopySheet(s)
	}
	return true
}

// listCommands are what can be done with the list in view.
func (f *Frame) listCommands() []Command {
	if _, ok := f.shownNow(); !ok {
		return nil
	}
	return []Command{{ID: "export", Title: words.Mark("Export what is shown")}, {ID: "print", Title: words.Mark("Print what is shown")},
		{ID: "list.copy", Title: words.Mark("Copy the whole list")}}
}

func rowsWord(n int) string { return words.N(n, "%s row", "%s rows", words.Count(n)) }

// Export implements Host: the ending of the chosen name says the format.
func (f *Frame) Export(s Sheet) {
	kinds := slices.Clone(app.TableFormats)
	if i := slices.Index(kinds, f.lastKind); i > 0 {
		kinds[0], kinds[i] = kinds[i], kinds[0]
	}
	name := outfile.Name(kinds[0], s.Name, f.Today().String())
	f.AskFile(FileQuestion{Title: words.L("Export %s: %s", s.Title, rowsWord(s.Rows)), Save: true, Name: name, Kinds: kinds}, func(path string) {
		kind := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
		if !slices.Contains(app.TableFormats, kind) {
			f.Fail(fault.New(fault.Invalid, "file.kind", "%s", words.L("A list is written as .csv, .xlsx or .pdf, not as %q.", filepath.Base(path))))
			return
		}
		f.lastKind = kind
		f.Working(words.L("Exporting %s", s.Title), func(ctx context.Context, progress func(int, int, string)) error {
			return f.writeSheet(ctx, s, path, kind, progress)
		}, func(err error) {
			if err != nil {
				f.Fail(err)
				return
			}
			f.Say("%s", words.L("Exported %s to %s", rowsWord(s.Rows), path))
			f.Tell(Notice{Tone: Good, Text: words.L("%s: %s written to %s.", s.Title, rowsWord(s.Rows), path), Action: words.L("Open the file"), Do: func() { f.Show(path) }})
		})
	})
}

// PrintSheet implements Host.
func (f *Frame) PrintSheet(s Sheet) {
	dir := ""
	f.Working(words.L("Printing %s", s.Title), func(ctx context.Context, progress func(int, int, string)) error {
		var err error
		if dir, err = os.MkdirTemp("", "matterbook-print-"); err != nil {
			return fault.Wrap(err, "making room for what is printed")
		}
		return f.writeSheet(ctx, s, filepath.Join(dir, outfile.Name("pdf", s.Name)), "pdf", progress)
	}, func(err error) {
		if err != nil {
			if dir != "" {
				os.RemoveAll(dir)
			}
			f.Fail(err)
			return
		}
		// The system prints when it likes; it clears its temporary folder itself.
		f.Print(filepath.Join(dir, outfile.Name("pdf", s.Name)))
	})
}

// copyRows is the most rows that go to the clipboard.
const copyRows = 100_000

// CopySheet implements Host: rows as lines, cells apart by tabs, as spreadsheets
// take them.
func (f *Frame) CopySheet(s Sheet) {
	if s.Rows > copyRows {
		f.Say("%s", words.L("%s are too many for the clipboard; export them instead.", rowsWord(s.Rows)))
		return
	}
	w := &tabbed{}
	f.Working(words.L("Copying %s", s.Title), func(ctx context.Context, progress func(int, int, string)) error {
		return s.write(ctx, func(head *report.Table) (report.Writer, error) { w.begin(head); return w, nil }, progress)
	}, func(err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.Copy(w.b.String())
		f.Say("%s", words.L("Copied %s; paste them into a spreadsheet.", rowsWord(s.Rows)))
	})
}

// writeSheet writes the table into a new file; a file that was cut short is taken
// away.
func (f *Frame) writeSheet(ctx context.Context, s Sheet, path, kind string, progress func(int, int, string)) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "file.create", "The file %s cannot be written: %v.", path, err).Advise("Choose another folder or name.")
	}
	defer func() {
		if e := file.Close(); err == nil {
			err = fault.Wrap(e, "writing %s", path)
		}
		if err != nil {
			os.Remove(path)
		}
	}()
	err = s.write(ctx, func(head *report.Table) (report.Writer, error) { return f.desk.WriteTable(ctx, file, head, kind) }, progress)
	if err != nil {
		return err
	}
	return fault.Wrap(file.Sync(), "writing %s", path)
}

// tabbed writes a table for the clipboard.
type tabbed struct {
	t *report.Table
	b bytes.Buffer
}

func (w *tabbed) begin(head *report.Table) {
	w.t = head
	for i, c := range head.Columns {
		w.cell(i, c.Label)
	}
}

func (w *tabbed) cell(i int, text string) {
	end := "\t"
	if i == len(w.t.Columns)-1 {
		end = "\n"
	}
	fmt.Fprint(&w.b, strings.Join(strings.Fields(text), " "), end)
}

func (w *tabbed) Add(rows [][]report.Cell) error {
	for _, r := range rows {
		for i, c := range r {
			text := w.t.Plain(i, c)
			if w.t.Columns[i].Type == report.Text {
				text = safeCell(text)
			}
			w.cell(i, text)
		}
	}
	return nil
}

func (w *tabbed) Close([]report.Cell) error { return nil }

// safeCell keeps a spreadsheet from taking text for a formula: what begins with
// a sign of one, after blanks, gets an apostrophe before it.
func safeCell(s string) string {
	trimmed := strings.TrimLeft(s, " \u00a0\u200b\ufeff")
	if trimmed != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(trimmed)[0]) {
		return "'" + s
	}
	return s
}
