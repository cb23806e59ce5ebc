package main

// The rules of what is printed:
//   - standard output carries the answer and nothing else; standard error
//     carries progress and errors
//   - with --json the answer is one document: money, hours and rates are
//     strings, dates YYYY-MM-DD, instants RFC 3339 UTC, keys snake_case, lists
//     never null
//   - without it, a table with a header, columns two blanks apart, figures to
//     the right
//   - an error is a sentence that says what, why, and what to do

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// answer writes v as JSON, or as text by the function.
func (c *cli) answer(v any, text func(w io.Writer)) error {
	if !c.json {
		text(c.out)
		return nil
	}
	enc := json.NewEncoder(c.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return fault.Wrap(enc.Encode(v), "writing the answer")
}

type errorView struct {
	Sort    string            `json:"sort"`
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Hint    string            `json:"hint"`
	Facts   map[string]string `json:"facts"`
	Faults  []faultView       `json:"faults"`
}

type faultView struct {
	Code    string `json:"code"`
	Path    string `json:"path"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

// faultsShown is how many wrong places are printed for people.
const faultsShown = 25

func (c *cli) writeError(err error) {
	v := errorView{Sort: string(fault.Internal), Code: "internal", Message: err.Error(), Facts: map[string]string{}, Faults: []faultView{}}
	var usage *usageError
	var e *fault.Error
	switch {
	case errors.As(err, &usage):
		v.Sort, v.Code = string(fault.Invalid), "usage"
	case errors.As(err, &e):
		v.Sort, v.Code, v.Message, v.Hint = string(e.Sort), e.Code, e.Message, e.Hint
		if e.Facts != nil {
			v.Facts = e.Facts
		}
		for _, f := range e.Faults {
			v.Faults = append(v.Faults, faultView{Code: f.Code, Path: f.Path, Line: f.Line, Message: f.Message})
		}
	}
	if c.json {
		enc := json.NewEncoder(c.errs)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(map[string]errorView{"error": v})
		return
	}
	fmt.Fprintf(c.errs, "matterbookctl: %s\n", v.Message)
	if v.Hint != "" {
		fmt.Fprintf(c.errs, "  %s\n", v.Hint)
	}
	if len(v.Faults) > 1 {
		for i, f := range v.Faults {
			if i == faultsShown {
				fmt.Fprintf(c.errs, "  and %d more; --json lists them all\n", len(v.Faults)-i)
				break
			}
			place := f.Path
			if f.Line > 0 {
				place = fmt.Sprintf("line %d, %s", f.Line, f.Path)
			}
			fmt.Fprintf(c.errs, "  %s: %s (%s)\n", place, f.Message, f.Code)
		}
	}
}

// instant is the JSON form of an instant; none is blank.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// hours is the JSON form of hours.
func hours(q money.Quantity) string { return q.Plain() }

// column of a printed table. A title that ends in a blank is a figure, set to
// the right: title("Amount ").
type column string

func (t column) right() bool { return strings.HasSuffix(string(t), " ") }

// table writes rows under a header, each column as wide as its widest cell.
func table(w io.Writer, columns []column, rows [][]string) {
	width := make([]int, len(columns))
	for i, col := range columns {
		width[i] = utf8.RuneCountInString(strings.TrimSpace(string(col)))
	}
	for _, r := range rows {
		for i := range min(len(r), len(columns)) {
			width[i] = max(width[i], utf8.RuneCountInString(r[i]))
		}
	}
	line := func(cells []string) {
		var b strings.Builder
		for i, cell := range cells {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i > 0 {
				b.WriteString("  ")
			}
			if columns[i].right() {
				b.WriteString(pad + cell)
			} else {
				b.WriteString(cell + pad)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
	head := make([]string, len(columns))
	for i, col := range columns {
		head[i] = strings.TrimSpace(string(col))
	}
	line(head)
	for _, r := range rows {
		cells := make([]string, len(columns))
		copy(cells, r)
		line(cells)
	}
}

// oneLine makes a text fit a cell: no breaks, cut at n characters.
func oneLine(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

func today(c cal.Clock) cal.Date { return cal.Today(c) }
