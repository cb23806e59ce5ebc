// Package report holds every report as plain data: a [Table] of typed cells
// that screens draw, and that CSV, XLSX, PDF and JSON write, all from the same
// integers. It reads bills, work, trust and the firm, and changes none.
//
// Start with [New], give rows with the cell makers ([T], [D], [M], [H], [R], [P],
// [N]) and end with [Table.Sum].
package report

import (
	"encoding/json"
	"strconv"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Type is what a column holds; the words are those of the JSON form.
type Type string

// Types of columns.
const (
	Text    Type = "text"
	Date    Type = "date"
	Money   Type = "money"   // minor units of the table's currency
	Hours   Type = "hours"   // four decimals
	Rate    Type = "rate"    // four decimals
	Percent Type = "percent" // six decimals
	Count   Type = "count"
)

// Figures says that the type is set to the right and may be added up.
func (t Type) Figures() bool { return t != Text && t != Date }

// Column is one column of a table.
type Column struct {
	Key   string `json:"key"` // snake_case, unique in the table
	Label string `json:"label"`
	Type  Type   `json:"type"`
	Sum   bool   `json:"-"` // stands in the totals

	// Part and Whole are keys of the columns a percentage is the ratio of: its
	// total is the ratio of their totals. Blank for other columns.
	Part  string `json:"-"`
	Whole string `json:"-"`
}

func (c Column) totalled() bool { return c.Sum || c.Part != "" }

// Cell is one value; what it means is the type of its column. A blank cell is
// no value, which is not zero.
type Cell struct {
	Text   string
	Number int64 // day, minor units, or the scaled integer of the type
	Blank  bool
	// Currency of a sum that is not of the table's; such a column has no total.
	Currency money.Currency
}

// Makers of cells.
func T(s string) Cell       { return Cell{Text: s} }
func D(d cal.Date) Cell     { return Cell{Number: int64(d), Blank: d.IsZero()} }
func M(a money.Amount) Cell { return Cell{Number: int64(a)} }
func MC(a money.Amount, cur money.Currency) Cell {
	return Cell{Number: int64(a), Currency: cur}
}
func H(q money.Quantity) Cell { return Cell{Number: int64(q)} }
func R(r money.Rate) Cell     { return Cell{Number: int64(r)} }
func P(p money.Percent) Cell  { return Cell{Number: int64(p)} }
func N(n int) Cell            { return Cell{Number: int64(n)} }
func Empty() Cell             { return Cell{Blank: true} }

// Table is a report.
type Table struct {
	Name     string // "aging"
	Title    string
	AsOf     cal.Date // the day it is of, or
	From, To cal.Date // the days it covers
	Filter   []string // what limits it, in words: "client 100 Devi, Anjali"
	Currency money.Currency
	Columns  []Column
	Rows     [][]Cell
	Totals   []Cell   // one a column, blank where there is none; nil before Sum
	Notes    []string // definitions and what was left out, printed below
}

// New starts a table.
func New(name, title string, cur money.Currency, columns ...Column) *Table {
	return &Table{Name: name, Title: title, Currency: cur, Columns: columns, Rows: [][]Cell{}, Notes: []string{}}
}

// Add adds a row, a cell for each column.
func (t *Table) Add(cells ...Cell) {
	if len(cells) != len(t.Columns) {
		panic("report " + t.Name + ": a row of " + strconv.Itoa(len(cells)) + " cells for " + strconv.Itoa(len(t.Columns)) + " columns")
	}
	t.Rows = append(t.Rows, cells)
}

// Note adds a remark printed below the table.
func (t *Table) Note(s string) { t.Notes = append(t.Notes, s) }

// Sum adds up the columns that have a total; a percentage is taken anew of the
// totals of its columns, blank when its whole is zero. money.ErrOverflow when a
// sum does not fit in 64 bits.
func (t *Table) Sum() error {
	s := NewSums(t)
	if err := s.Add(t.Rows); err != nil {
		return err
	}
	var err error
	t.Totals, err = s.Totals()
	return err
}

// Sums adds up a table whose rows come in parts.
type Sums struct {
	t     *Table
	sums  []money.Amount
	mixed []bool // holds sums of another currency than the table's
}

// NewSums begins at zero.
func NewSums(t *Table) *Sums {
	return &Sums{t, make([]money.Amount, len(t.Columns)), make([]bool, len(t.Columns))}
}

// Add counts rows in; money.ErrOverflow when a sum does not fit in 64 bits.
func (s *Sums) Add(rows [][]Cell) error {
	for i, c := range s.t.Columns {
		if !c.Sum {
			continue
		}
		for _, r := range rows {
			if r[i].Blank {
				continue
			}
			if r[i].Currency != "" && r[i].Currency != s.t.Currency {
				s.mixed[i] = true
			}
			var err error
			if s.sums[i], err = s.sums[i].Add(money.Amount(r[i].Number)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Totals is the last row, blank where there is no total.
func (s *Sums) Totals() ([]Cell, error) {
	totals := make([]Cell, len(s.t.Columns))
	at := map[string]money.Amount{}
	for i, c := range s.t.Columns {
		totals[i] = Empty()
		if c.Sum && !s.mixed[i] {
			totals[i] = M(s.sums[i])
			at[c.Key] = s.sums[i]
		}
	}
	for i, c := range s.t.Columns {
		if part, ok := at[c.Part]; ok && at[c.Whole] != 0 {
			share, err := money.Ratio(part, at[c.Whole])
			if err != nil {
				return nil, err
			}
			totals[i] = P(share)
		}
	}
	return totals, nil
}

// Total is the total of a column by key; zero when it has none.
func (t *Table) Total(key string) int64 {
	for i, c := range t.Columns {
		if c.Key == key && t.Totals != nil {
			return t.Totals[i].Number
		}
	}
	return 0
}

// At is the cell of a row by key of the column.
func (t *Table) At(row int, key string) Cell {
	for i, c := range t.Columns {
		if c.Key == key {
			return t.Rows[row][i]
		}
	}
	return Empty()
}

// Subtitle says what day or days the table is of, and what limits it.
func (t *Table) Subtitle() string {
	return strings.Join(append(t.days(), t.Filter...), ", ")
}

func (t *Table) days() []string {
	switch {
	case !t.AsOf.IsZero():
		return []string{"as of " + t.AsOf.Long()}
	case !t.From.IsZero() && !t.To.IsZero():
		return []string{t.From.Long() + " to " + t.To.Long()}
	case !t.To.IsZero():
		return []string{"through " + t.To.Long()}
	}
	return nil
}

func (t *Table) currency(c Cell) money.Currency {
	if c.Currency != "" {
		return c.Currency
	}
	return t.Currency
}

// Plain writes a cell for files: dates YYYY-MM-DD, money with the currency's
// decimals and no grouping.
func (t *Table) Plain(col int, c Cell) string {
	if c.Blank {
		return ""
	}
	switch t.Columns[col].Type {
	case Date:
		return cal.Date(c.Number).String()
	case Money:
		return money.Amount(c.Number).Plain(t.currency(c))
	case Hours:
		return money.Quantity(c.Number).Plain()
	case Rate:
		return money.Rate(c.Number).Plain()
	case Percent:
		return percent(c.Number)
	case Count:
		return strconv.FormatInt(c.Number, 10)
	}
	return c.Text
}

// Format writes a cell for people: grouped thousands, a percent sign.
func (t *Table) Format(col int, c Cell) string {
	if c.Blank {
		return ""
	}
	switch t.Columns[col].Type {
	case Money:
		return money.Amount(c.Number).Format(t.currency(c))
	case Rate:
		return money.Rate(c.Number).Format()
	case Percent:
		return percent(c.Number) + " %"
	}
	return t.Plain(col, c)
}

// percent writes two decimals, half away from zero.
func percent(p int64) string {
	half := int64(money.PercentScale / 200)
	if p < 0 {
		half = -half
	}
	return money.Amount((p + half) / (money.PercentScale / 100)).Plain(money.USD)
}

// MarshalJSON gives the published form: rows and totals as objects by column
// key; money, hours, rates and percentages are strings, counts numbers, a blank
// is null.
func (t *Table) MarshalJSON() ([]byte, error) {
	object := func(cells []Cell, totals bool) map[string]any {
		o := map[string]any{}
		for i, c := range cells {
			switch {
			case totals && !t.Columns[i].totalled():
			case c.Blank:
				o[t.Columns[i].Key] = nil
			case t.Columns[i].Type == Count:
				o[t.Columns[i].Key] = c.Number
			default:
				o[t.Columns[i].Key] = t.Plain(i, c)
			}
		}
		return o
	}
	rows := make([]map[string]any, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = object(r, false)
	}
	return json.Marshal(struct {
		Name     string           `json:"name"`
		Title    string           `json:"title"`
		AsOf     cal.Date         `json:"as_of"`
		From     cal.Date         `json:"from"`
		To       cal.Date         `json:"to"`
		Currency money.Currency   `json:"currency"`
		Columns  []Column         `json:"columns"`
		Rows     []map[string]any `json:"rows"`
		Totals   map[string]any   `json:"totals"`
		Notes    []string         `json:"notes"`
	}{t.Name, t.Title, t.AsOf, t.From, t.To, t.Currency, t.Columns, rows, object(t.Totals, true), t.Notes})
}
