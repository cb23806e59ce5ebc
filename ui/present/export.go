package present

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/ui/words"
)

// Shown is a list as a screen shows it: what is exported, printed and copied. It
// leaves the window in English, with days as YYYY-MM-DD and plain figures, in
// the columns, the order and the sort that are seen, with every row of the filter.
type Shown struct {
	Name   string   // of the file: "time"
	Title  string   // marked: "Time entries"
	Filter []string // what limits it, in English: "matter 100-01", "from 2026-06-01"
	List   Table
}

// Lister is a screen that says what its lists are; the first is the main one.
// The list in the focus is taken when the window knows it.
type Lister interface{ Shown() []Shown }

// Sum is an amount with its currency, as a cell carries it.
type Sum struct {
	Amount   money.Amount
	Currency money.Currency
}

// wholeList is a list that can give all its rows, not only those that were read.
type wholeList interface {
	Table
	// reader gives the rows of positions from to to, drawn on the window's
	// goroutine; it runs beside the window. ok is false while the list is being read.
	reader(run Runner) (read func(ctx context.Context, from, to int) ([][]Cell, error), ok bool)
}

// exportPart is how many rows are read, drawn and written at a time.
const exportPart = 500

// sheetOf is a list on its way into a file.
type sheetOf struct {
	Shown
	today   cal.Date
	columns []Column // those shown, in their order
	at      []int    // their place among the cells of a row
	rows    int
	read    func(ctx context.Context, from, to int) ([][]Cell, error)
	totals  map[string]string
}

// sheet takes the list as it stands now; false while it is still being read.
func (s Shown) sheet(run Runner, today cal.Date) (*sheetOf, bool) {
	x := &sheetOf{Shown: s, today: today, rows: s.List.Len()}
	x.columns, x.at = visibleColumns(s.List)
	_, x.totals = s.List.Totals()
	if w, ok := s.List.(wholeList); ok {
		x.read, ok = w.reader(run)
		return x, ok
	}
	var all [][]Cell // a table made by hand holds its rows
	for i := range x.rows {
		if _, cells, ok := s.List.Row(i); ok {
			all = append(all, cells)
		}
	}
	x.rows = len(all)
	x.read = func(_ context.Context, from, to int) ([][]Cell, error) { return all[from:to], nil }
	return x, true
}

// visibleColumns are the columns as the person has them: shown, in their order.
func visibleColumns(t Table) ([]Column, []int) {
	var look struct {
		Columns []struct {
			Key    string `json:"key"`
			Hidden bool   `json:"hidden"`
		} `json:"columns"`
	}
	_ = json.Unmarshal(t.Look(), &look) // none kept, or an older form: as the list begins
	heads := t.Columns()
	place := func(key string) int { return slices.IndexFunc(heads, func(c Column) bool { return c.Key == key }) }
	var columns []Column
	var at []int
	take := func(i int, hidden bool) {
		if i >= 0 && !hidden && heads[i].Label != "" && !slices.Contains(at, i) {
			columns, at = append(columns, heads[i]), append(at, i)
		}
	}
	known := map[string]bool{}
	for _, c := range look.Columns {
		known[c.Key] = true
		take(place(c.Key), c.Hidden)
	}
	for i, c := range heads {
		if !known[c.Key] {
			take(i, c.Hidden)
		}
	}
	return columns, at
}

// write reads the list in parts and puts it where open says; head is the table
// without its rows. The kinds of the columns are those of the first part.
func (x *sheetOf) write(ctx context.Context, currency money.Currency, several bool, open func(head *report.Table) (report.Writer, error), progress func(done, total int, what string)) error {
	var head *report.Table
	var out report.Writer
	var sums *report.Sums
	for from := 0; from < x.rows || head == nil; from += exportPart {
		if err := ctx.Err(); err != nil {
			return err
		}
		progress(from, x.rows, "")
		cells, err := x.read(ctx, min(from, x.rows), min(from+exportPart, x.rows))
		if err != nil {
			return err
		}
		if head == nil {
			head = x.head(cells, currency, several)
			if out, err = open(head); err != nil {
				return err
			}
			sums = report.NewSums(head)
		}
		part := make([][]report.Cell, len(cells))
		for i, row := range cells {
			part[i] = x.row(head, row)
		}
		if err := sums.Add(part); err != nil {
			return err
		}
		if err := out.Add(part); err != nil {
			return err
		}
	}
	progress(x.rows, x.rows, "")
	totals, err := sums.Totals()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(totals, func(c report.Cell) bool { return !c.Blank }) {
		totals = nil
	}
	return out.Close(totals)
}

// head is the table without its rows. Where the firm bills in several
// currencies each row says its own.
func (x *sheetOf) head(first [][]Cell, currency money.Currency, several bool) *report.Table {
	t := report.New(x.Name, x.Title, "", nil...)
	t.AsOf, t.Filter = x.today, x.Filter
	sums := false
	for i, c := range x.columns {
		kind := kindOf(first, x.at[i], c.Right)
		_, total := x.totals[c.Key]
		total = total && (kind == report.Money || kind == report.Hours || kind == report.Count)
		sums = sums || kind == report.Money
		t.Columns = append(t.Columns, report.Column{Key: c.Key, Label: c.Label, Type: kind, Sum: total})
	}
	if sums {
		t.Currency = currency
		if several {
			t.Columns = append(t.Columns, report.Column{Key: "currency", Label: "Currency", Type: report.Text})
		}
	}
	return t
}

// kindOf is what the cells of a column are: what their raws are, text when one
// of them is words. A column of figures without raws is read from its texts,
// which are drawn in English: exactly, digit by digit.
func kindOf(rows [][]Cell, at int, figures bool) report.Type {
	kind := report.Type("")
	for _, r := range rows {
		k := cellKind(withRaw(r[at], figures))
		switch {
		case k == "":
		case kind == "":
			kind = k
		case kind == report.Count && k == report.Rate, kind == report.Rate && k == report.Count:
			kind = report.Rate // "12" among "12.50"
		case kind != k:
			return report.Text
		}
	}
	if kind == "" {
		return report.Text
	}
	return kind
}

// withRaw gives a cell that only shows a figure or a day its raw.
func withRaw(c Cell, figures bool) Cell {
	if c.Raw != nil || c.Pill {
		return c
	}
	if figures {
		if n, err := strconv.Atoi(strings.ReplaceAll(c.Text, ",", "")); err == nil {
			c.Raw = n
		} else if r, err := money.ParseRate(c.Text); err == nil && c.Text != "" {
			c.Raw = r
		}
		return c
	}
	if t, err := time.Parse(words.English.DateLayout, c.Text); err == nil {
		c.Raw = cal.Of(t)
	}
	return c
}

// cellKind is blank for an empty cell.
func cellKind(c Cell) report.Type {
	switch c.Raw.(type) {
	case Sum:
		return report.Money
	case cal.Date:
		return report.Date
	case money.Quantity:
		return report.Hours
	case money.Rate:
		return report.Rate
	case money.Percent:
		return report.Percent
	case int:
		return report.Count
	}
	if noText(c.Text) {
		return ""
	}
	return report.Text
}

// noText says that the cell shows nothing, or the dash for nothing.
func noText(s string) bool { return s == "" || s == "–" || s == "…" }

func (x *sheetOf) row(head *report.Table, cells []Cell) []report.Cell {
	row := make([]report.Cell, len(head.Columns))
	var currency money.Currency
	for i, at := range x.at {
		c := cells[at]
		if s, ok := c.Raw.(Sum); ok && currency == "" {
			currency = s.Currency
		}
		c = withRaw(c, x.columns[i].Right)
		if n, ok := c.Raw.(int); ok && head.Columns[i].Type == report.Rate {
			c.Raw = money.Rate(n) * money.RateScale
		}
		row[i] = fileCell(head, i, c)
	}
	if len(row) > len(x.at) {
		row[len(row)-1] = report.T(string(currency))
	}
	return row
}

// fileCell is the cell as its column takes it.
func fileCell(t *report.Table, col int, c Cell) report.Cell {
	if t.Columns[col].Type == report.Text {
		if c.Raw == nil {
			if c.Text == "–" {
				return report.T("")
			}
			return report.T(c.Text)
		}
		// A figure among words: as a file writes figures.
		one := report.New("", "", "", report.Column{Type: cellKind(c)})
		return report.T(one.Plain(0, rawCell(c.Raw)))
	}
	if c.Raw == nil || cellKind(c) != t.Columns[col].Type {
		return report.Empty()
	}
	return rawCell(c.Raw)
}

func rawCell(raw any) report.Cell {
	switch v := raw.(type) {
	case Sum:
		return report.MC(v.Amount, v.Currency)
	case cal.Date:
		return report.D(v)
	case money.Quantity:
		return report.H(v)
	case money.Rate:
		return report.R(v)
	case money.Percent:
		return report.P(v)
	case int:
		return report.N(v)
	}
	return report.Empty()
}

// reader implements wholeList.
func (l *List[R]) reader(run Runner) (func(ctx context.Context, from, to int) ([][]Cell, error), bool) {
	if l.finding || l.begun || !l.loaded {
		return nil, false
	}
	ids, fetch := l.found.IDs, l.Fetch
	var here []R
	if fetch == nil {
		here = l.Values()
	}
	return func(ctx context.Context, from, to int) ([][]Cell, error) {
		rows := here
		if fetch != nil {
			var err error
			if rows, err = fetch(ctx, ids[from:to]); err != nil {
				return nil, err
			}
		} else {
			rows = here[min(from, len(here)):min(to, len(here))]
		}
		// Cells may look at the screen, so they are drawn where the screen lives.
		var cells [][]Cell
		drawn := make(chan struct{})
		run.Later(func() {
			defer close(drawn)
			words.InEnglish(func() {
				for _, r := range rows {
					cells = append(cells, l.Cells(r))
				}
			})
		})
		select {
		case <-drawn:
			return cells, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}, true
}
