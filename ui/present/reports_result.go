package present

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/ui/words"
)

// ReportResult is a report as it was made: its table to sort and to search in,
// its chart, and what each line leads to.
type ReportResult struct {
	r       *Reports
	Table   *report.Table
	List    List[ReportLine]
	Search  Field
	lines   []ReportLine
	made    atomic.Pointer[[]ReportLine] // the lines, for those who fetch beside the window
	texts   []string                     // of the lines, in small letters, once somebody has searched
	compare map[string]func(a, b ReportLine) int
}

// ReportLine is a row of the report.
type ReportLine struct {
	ID    int64 // place in the report, from 1
	Cells []report.Cell
}

func newReportResult(r *Reports, t *report.Table) *ReportResult {
	x := &ReportResult{r: r}
	l := &x.List
	key := "reports.list." + t.Name
	l.Run, l.Fail = r.h.Runner(), r.h.Fail
	l.Keep = func() { r.h.Prefer(key, l.Memory()) }
	x.compare = map[string]func(a, b ReportLine) int{}
	for i, c := range t.Columns {
		l.Heads = append(l.Heads, reportColumn(t, i))
		text := c.Type == report.Text
		x.compare[c.Key] = func(a, b ReportLine) int {
			if text {
				return cmp.Compare(strings.ToLower(a.Cells[i].Text), strings.ToLower(b.Cells[i].Text))
			}
			return cmp.Or(rank01(!a.Cells[i].Blank)-rank01(!b.Cells[i].Blank), cmp.Compare(a.Cells[i].Number, b.Cells[i].Number))
		}
	}
	l.ID = func(x ReportLine) int64 { return x.ID }
	l.Cells = func(line ReportLine) []Cell {
		cells := make([]Cell, len(line.Cells))
		for i, c := range line.Cells {
			cells[i] = reportCell(x.Table, i, c)
		}
		return cells
	}
	l.Selected = func() { r.h.Redraw(r) }
	l.Nothing = func() Empty {
		if x.Search.Text != "" {
			return Empty{Symbol: "search", Title: words.L("No line fits"), Text: words.L("No line of the report has these words."), Action: words.L("Show all"), Do: func() { x.SetSearch("") }}
		}
		return Empty{Symbol: "reports", Title: words.L("Nothing to report"), Text: words.L("The book holds nothing of what was asked. Another day or fewer limits may show more.")}
	}
	l.Find, l.Fetch = x.find, x.fetch
	x.take(t)
	Go(r.h.Runner(), func(ctx context.Context) (ListMemory, error) {
		var m ListMemory
		return m, r.h.Desk().Preference(ctx, key, &m)
	}, func(m ListMemory, err error) {
		if err == nil {
			l.Remember(m)
			l.Reload()
		}
	})
	return x
}

// find sorts the lines that fit, beside the window: a report may have a hundred
// thousand.
func (x *ReportResult) find(o Order) func(context.Context) (Found, error) {
	lines, text, totals := x.fitting()
	compare := x.compare[o.By]
	return func(context.Context) (Found, error) {
		if compare != nil {
			lines = slices.Clone(lines)
			slices.SortStableFunc(lines, func(a, b ReportLine) int {
				if o.Desc {
					return compare(b, a)
				}
				return compare(a, b)
			})
		}
		f := Found{IDs: make([]int64, len(lines)), Text: text, Totals: totals}
		for i, l := range lines {
			f.IDs[i] = l.ID
		}
		return f, nil
	}
}

// fetch finds lines by their place in the report as it was made last.
func (x *ReportResult) fetch(_ context.Context, ids []int64) ([]ReportLine, error) {
	all := *x.made.Load()
	lines := make([]ReportLine, 0, len(ids))
	for _, id := range ids {
		if id >= 1 && int(id) <= len(all) {
			lines = append(lines, all[id-1])
		}
	}
	return lines, nil
}

// take shows the report made anew.
func (x *ReportResult) take(t *report.Table) {
	x.Table = t
	lines := make([]ReportLine, len(t.Rows))
	for i, row := range t.Rows {
		lines[i] = ReportLine{int64(i + 1), row}
	}
	x.lines, x.texts = lines, nil
	x.made.Store(&lines)
	x.List.Reload()
}

// SetSearch narrows the lines to those with all the words; the totals are those
// of the lines shown.
func (x *ReportResult) SetSearch(text string) {
	x.Search.Set(text)
	x.List.Reload()
	x.r.h.Redraw(x.r)
}

// fitting are the lines with all the words, the foot and its totals.
func (x *ReportResult) fitting() (lines []ReportLine, text string, foot map[string]string) {
	lines = x.lines
	totals := x.Table.Totals
	text = rowsWord(len(lines))
	if fields := strings.Fields(strings.ToLower(x.Search.Text)); len(fields) > 0 {
		if x.texts == nil {
			x.texts = make([]string, len(x.lines))
			for i, l := range x.lines {
				x.texts[i] = strings.ToLower(x.text(l))
			}
		}
		lines = nil
		sums := report.NewSums(x.Table)
		for i, l := range x.lines {
			if hasAll(x.texts[i], fields) {
				lines = append(lines, l)
				if err := sums.Add([][]report.Cell{l.Cells}); err != nil {
					x.r.h.Fail(err)
				}
			}
		}
		totals, _ = sums.Totals() // no part of what fitted is too big
		text = words.L("%s of %s", words.Count(len(lines)), rowsWord(len(x.lines)))
	}
	foot = map[string]string{}
	for i, c := range totals {
		if !c.Blank {
			foot[x.Table.Columns[i].Key] = reportCell(x.Table, i, c).Text
		}
	}
	return lines, text, foot
}

// text is all that can be searched in a line.
func (x *ReportResult) text(l ReportLine) string {
	var b strings.Builder
	for i, c := range l.Cells {
		b.WriteString(reportCell(x.Table, i, c).Text)
		b.WriteByte(' ')
		if x.Table.Columns[i].Type == report.Date {
			b.WriteString(x.Table.Plain(i, c) + " ")
		}
	}
	return b.String()
}

// Subtitle says of when the report is, and in which currency.
func (x *ReportResult) Subtitle() string {
	t := x.Table
	var parts []string
	switch {
	case !t.AsOf.IsZero():
		parts = append(parts, words.L("As of %s", words.Date(t.AsOf)))
	case !t.From.IsZero():
		parts = append(parts, words.L("%s to %s", words.Date(t.From), words.Date(t.To)))
	}
	if slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.Type == report.Money }) {
		parts = append(parts, words.L("in %s", string(t.Currency)))
	}
	return strings.Join(parts, ", ")
}

// Notes are the definitions and what was left out, in the reader's language where
// it knows them.
func (x *ReportResult) Notes() string {
	var list []string
	for _, n := range x.Table.Notes {
		list = append(list, words.Of(n))
	}
	return strings.Join(list, " ")
}

func sameColumns(a, b *report.Table) bool {
	return a.Name == b.Name && slices.EqualFunc(a.Columns, b.Columns, func(x, y report.Column) bool { return x.Key == y.Key && x.Type == y.Type })
}

// wideColumns are texts that take the room that is left over.
var wideColumns = map[string]float32{"name": 1, "client_name": 1, "matter_name": 1, "description": 1.4, "text": 1.4, "purpose": 1.2, "party": 1, "reason": 1.2, "exception": 2, "item": 1.4, "object": 1, "vendor": 1}

// narrowColumns are texts that need little.
var narrowColumns = map[string]float32{"hash": 90, "responsible": 76, "timekeeper": 76, "code": 62, "class": 84, "account": 80, "month": 84, "weekday": 90, "series": 80}

func reportColumn(t *report.Table, i int) Column {
	c := t.Columns[i]
	col := Column{Key: c.Key, Label: c.Label, Sortable: true, Right: c.Type.Figures()}
	switch c.Type {
	case report.Date:
		col.Width = 98
	case report.Money:
		col.Width = 98
	case report.Hours, report.Rate:
		col.Width = 78
	case report.Percent:
		col.Width = 84
	case report.Count:
		col.Width = 68
	default:
		col.Width = 92
		if w := narrowColumns[c.Key]; w > 0 {
			col.Width = w
		}
		if f := wideColumns[c.Key]; f > 0 {
			col.Width, col.Min, col.Flex = 170, 130, f
		}
		col.Hidden = c.Key == "hash"
	}
	// The heading is read too.
	col.Width = max(col.Width, 7.4*float32(len([]rune(words.Of(c.Label))))+26)
	return col
}

// reportCell writes a cell of a report for the screen.
func reportCell(t *report.Table, i int, c report.Cell) Cell {
	if c.Blank {
		return Cell{}
	}
	switch t.Columns[i].Type {
	case report.Date:
		return dateCell(cal.Date(c.Number))
	case report.Money:
		cur := t.Currency
		if c.Currency != "" {
			cur = c.Currency
		}
		return quietMoney(money.Amount(c.Number), cur)
	case report.Hours:
		return hoursCell(money.Quantity(c.Number))
	case report.Rate:
		return rateCell(money.Rate(c.Number))
	case report.Percent:
		return Cell{Text: words.Number(t.Plain(i, c)) + "\u00a0%", Raw: money.Percent(c.Number)}
	case report.Count:
		if countsAreNames[t.Columns[i].Key] {
			return Cell{Text: t.Plain(i, c), Raw: int(c.Number)}
		}
		return countCell(int(c.Number))
	}
	if saidColumns[t.Columns[i].Key] {
		return Cell{Text: words.Of(c.Text)}
	}
	return Cell{Text: oneLine(c.Text)}
}

// countsAreNames are numbers that name something: no thousands in them.
var countsAreNames = map[string]bool{"payment": true, "entry": true, "seq": true}

// Lead is what a line leads to.
type Lead struct{ Noun, Key, Text string }

// Leads are the nouns of a line, the nearest first.
func (x *ReportResult) Leads(id int64) []Lead {
	if id < 1 || int(id) > len(x.lines) {
		return nil
	}
	line := x.lines[id-1]
	at := func(key string) string {
		for i, c := range x.Table.Columns {
			if c.Key == key && !line.Cells[i].Blank {
				return x.Table.Plain(i, line.Cells[i])
			}
		}
		return ""
	}
	var leads []Lead
	add := func(noun, key, text string) {
		if key != "" {
			leads = append(leads, Lead{noun, key, text})
		}
	}
	if m := at("month"); m != "" {
		first, err := cal.Parse(m + "-01")
		if err == nil {
			limit := ""
			if x.r.Ask.Responsible != "" {
				limit = " responsible=" + x.r.Ask.Responsible
			}
			add("report", "invoice-register from="+first.String()+" to="+first.MonthEnd().String()+limit, words.L("Invoices of the month"))
			add("report", "collections from="+first.String()+" to="+first.MonthEnd().String()+limit, words.L("Collections of the month"))
		}
	}
	add("invoice", at("invoice"), words.L("Open the invoice"))
	add("payment", at("payment"), words.L("Open the payment"))
	if strings.HasPrefix(x.Table.Name, "trust") || x.Table.Name == "check-register" {
		add("trust", at("matter"), words.L("Open the trust ledger"))
	}
	add("matter", at("matter"), words.L("Open the matter"))
	add("client", at("client"), words.L("Open the client"))
	add("timekeeper", at("timekeeper"), words.L("Open the timekeeper"))
	if noun, key, ok := strings.Cut(at("object"), " "); ok {
		add(noun, key, words.L("Open what was changed"))
	}
	return leads
}

// OpenRow opens what the line is about: the nearest noun that a screen opens.
func (x *ReportResult) OpenRow(id int64) {
	for _, l := range x.Leads(id) {
		if x.r.h.Open(l.Noun, l.Key) {
			return
		}
	}
	x.r.h.Say("%s", words.L("This line leads nowhere: it is a figure of the firm as a whole."))
}
