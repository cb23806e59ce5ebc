package ledes

import (
	"fmt"
	"slices"
)

// Severity says what a finding means for the sender.
type Severity string

// Severities.
const (
	Error   Severity = "E" // a receiver will refuse the file
	Warning Severity = "W" // allowed, but some receivers refuse or ask
)

// Rule is one check. Its id is part of the command line's interface.
type Rule struct {
	ID    string   `json:"id"`
	Level Severity `json:"level"` // the usual one; some rules have both
	Title string   `json:"title"`
	Hint  string   `json:"hint"`
}

type ruleID uint8

const (
	b01 ruleID = iota + 1
	b02
	b03
	b04
	b05
	b06
	b07
	b08
	b09
	b10
	b11
	b12
	b13
	b14
	b15
	b16
	b17
	b18
	b19
	b20
	b21
	b22
	b23
	b24
	b25
	b26
	b27
	b28
	b29
	b30
	b31
	b32
	ruleCount = iota + 1
)

var rules = [ruleCount]Rule{
	b01: {"B01", Error, "Line 1 is exactly the marker, with nothing before it", "Write LEDES1998B[] as the first line, without a byte order mark."},
	b02: {"B02", Error, "Line 2 is exactly the header", "Write the 24 names in their order and spelling; the manual lists them."},
	b03: {"B03", Error, "Every line ends with []", "Close the row with []; a line break inside a text must become a blank."},
	b04: {"B04", Error, "Every row has 24 values", "Replace pipes and line breaks inside texts; there is no way to escape them."},
	b05: {"B05", Error, "Dates are eight digits and a real day", "Write the date as YYYYMMDD."},
	b06: {"B06", Error, "Numbers follow the rules of the format", "Write digits, a point with up to four decimals, a leading minus; no commas, signs of currency or parentheses."},
	b07: {"B07", Error, "Required fields are filled", "Fill the field."},
	b08: {"B08", Error, "The row type is F, E, IF or IE", "Write F for a fee, E for an expense, IF or IE for an adjustment of the whole invoice."},
	b09: {"B09", Error, "Line total = units x unit cost + adjustment", "Correct the total, or put the difference into LINE_ITEM_ADJUSTMENT_AMOUNT; a discount is negative."},
	b10: {"B10", Error, "INVOICE_TOTAL is the same on all rows of the invoice", "Repeat the total of the invoice on each row, not the total of the line."},
	b11: {"B11", Error, "INVOICE_TOTAL is the sum of the lines", "Add LINE_ITEM_TOTAL over all rows of the invoice, discounts included."},
	b12: {"B12", Error, "LINE_ITEM_NUMBER is unique in the invoice", "Number the lines of the invoice 1 to n."},
	b13: {"B13", Error, "A fee names its timekeeper", "Fill TIMEKEEPER_ID, TIMEKEEPER_NAME (Last, First) and TIMEKEEPER_CLASSIFICATION."},
	b14: {"B14", Error, "An expense has an expense code, a fee has none", "Write the UTBMS expense code on E rows and leave it empty on F rows."},
	b15: {"B15", Warning, "Line dates lie in the billing period", "Check the date, or widen the billing period."},
	b16: {"B16", Error, "Values keep to their lengths", "Shorten the value."},
	b17: {"B17", Warning, "Values are printable ASCII", "Replace the character: straight quotes, plain dashes, letters without accents."},
	b18: {"B18", Warning, "Codes exist in the UTBMS sets", "Use a published code, or check that the client has agreed to its own."},
	b19: {"B19", Warning, "Invoice-level fields are the same on all rows", "Repeat the value of the first row; receivers read only that one."},
	b20: {"B20", Warning, "One timekeeper id, one name and class, one rate a day", "Check whom the id belongs to, and the rate."},
	b21: {"B21", Warning, "CLIENT_MATTER_ID is filled", "Write the client's own matter number; nearly all receivers route on it."},
	b22: {"B22", Warning, "No value is the word NULL or N/A", "Leave the field empty."},
	b23: {"B23", Warning, "Values have no blanks around them", "Remove the blanks."},
	b24: {"B24", Warning, "Timekeeper classes are those of 2014", "Use the class of the 2014 list unless the receiver wants the old codes."},
	b25: {"B25", Warning, "Units are not negative", "Keep the units positive and put the sign into the adjustment."},
	b26: {"B26", Warning, "An invoice has one matter", "Write one invoice per matter unless the receiver takes several."},
	b27: {"B27", Warning, "INVOICE_DATE is not before the period ends, nor in the future", "Check the date of the invoice."},
	b28: {"B28", Warning, "The rows of an invoice stand together", "Sort the rows by invoice, and use each invoice number once."},
	b29: {"B29", Warning, "IF and IE rows carry only adjustment and total", "Leave units, unit cost, codes and timekeeper empty."},
	b30: {"B30", Warning, "Line ends are uniform, no blank lines between rows", "End every line with CRLF and remove blank lines."},
	b31: {"B31", Warning, "No bracket stands inside a value", "Write parentheses; some receivers end a row at a bracket."},
	b32: {"B32", Error, "The file has rows", "Write at least one row below the header."},
}

// Rules lists the checks of the 1998 family in the order of their ids.
func Rules() []Rule { return slices.Clone(rules[b01:]) }

// Finding is one thing a check found. Line counts from 1, the marker is line 1.
type Finding struct {
	ID      string   `json:"id"`
	Level   Severity `json:"level"`
	Line    int      `json:"line"`
	Field   string   `json:"field"` // blank: the whole line
	Message string   `json:"message"`
	Hint    string   `json:"hint"`
}

// findings keeps what was found, at most so many of each rule and severity,
// and counts the rest: one fault repeated a million times neither fills the
// memory nor hides another.
type findings struct {
	list  []Finding
	most  int
	quiet [ruleCount]bool // warnings the receiver does not mind
	errs  [ruleCount]int
	warns [ruleCount]int
}

// room counts one finding and says whether it is to be listed. It is asked
// before the message is made, because most messages of a bad file are not.
func (f *findings) room(id ruleID, level Severity) bool {
	if level == Error {
		f.errs[id]++
		return f.errs[id] <= f.most
	}
	if f.quiet[id] {
		return false
	}
	f.warns[id]++
	return f.warns[id] <= f.most
}

// add lists a finding for which there was room.
func (f *findings) add(id ruleID, level Severity, line int, field, format string, args ...any) {
	f.list = append(f.list, Finding{rules[id].ID, level, line, field, fmt.Sprintf(format, args...), rules[id].Hint})
}

// sum adds up the counts.
func sum(counts [ruleCount]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// notListed says how many findings of each rule were counted only.
func (f *findings) notListed() map[string]int {
	out := map[string]int{}
	for id := b01; id < ruleCount; id++ {
		if n := max(0, f.errs[id]-f.most) + max(0, f.warns[id]-f.most); n > 0 {
			out[rules[id].ID] = n
		}
	}
	return out
}

// sorted gives the findings by line, then id.
func (f *findings) sorted() []Finding {
	slices.SortStableFunc(f.list, func(a, b Finding) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return int(a.ID[1])*10 + int(a.ID[2]) - int(b.ID[1])*10 - int(b.ID[2])
	})
	if f.list == nil {
		return []Finding{}
	}
	return f.list
}
