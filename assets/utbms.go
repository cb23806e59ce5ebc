package assets

import (
	"fmt"
	"strings"
)

// Code is one code of a UTBMS set.
//
// Parent is the phase or heading the code stands under. Where it is blank the
// row is itself a phase or heading: in the sets L, B, PA, TR and J receivers
// mostly want the task below it; the C codes, P100 and P300 to P800, L680 and
// L690 have no tasks, so time is billed on the phase itself. A100 and E100 are
// headings only and never stand on a line.
type Code struct {
	Set, Code, Parent, Name, Description string
}

// Kind says on which lines the codes of a set may stand: task and activity
// codes on fees only, expense codes on expenses only (LEDES 1998B).
type Kind string

// Kinds of code sets.
const (
	TaskCodes     Kind = "task"
	ActivityCodes Kind = "activity"
	ExpenseCodes  Kind = "expense"
)

// CodeSet describes one UTBMS set. Built-in sets are put into every new book;
// the others are offered to a firm whose client asks for them.
type CodeSet struct {
	Name    string // as in Code.Set
	Title   string
	Kind    Kind
	BuiltIn bool

	file string
}

// The order is the order of choice in the window.
var codeSets = []CodeSet{
	{"litigation", "Litigation (L)", TaskCodes, true, "litigation"},
	{"counseling", "Counseling (C)", TaskCodes, true, "counseling"},
	{"project", "Project (P)", TaskCodes, true, "project"},
	{"bankruptcy", "Bankruptcy (B)", TaskCodes, true, "bankruptcy"},
	{"ediscovery", "E-discovery (L600)", TaskCodes, true, "ediscovery"},
	{"patent", "Patent (PA)", TaskCodes, true, "patent"},
	{"trademark", "Trademark (TR)", TaskCodes, true, "trademark"},
	{"uk-j", "England and Wales costs (J)", TaskCodes, true, "uk-j"},
	{"m-and-a", "Mergers and acquisitions (M)", TaskCodes, true, "mergers-acquisitions"},
	{"activity", "Activities (A)", ActivityCodes, true, "activities"},
	{"expense", "Expenses (E)", ExpenseCodes, true, "expenses"},
	{"expense-ip", "Expenses, intellectual property (E125)", ExpenseCodes, true, "expenses"},
	{"expense-2013", "Expenses, 2013 revision (X)", ExpenseCodes, false, "expenses-2013-x"},
}

// CodeSets returns the sets that are embedded, in the order of choice.
//
// Activities end at A112: published listings number what follows differently,
// so a firm imports those, like any client's own codes, from the client's list.
func CodeSets() []CodeSet { return append([]CodeSet(nil), codeSets...) }

// UTBMS returns the codes of the built-in sets, set by set in the order of
// CodeSets, each in the order of its file.
func UTBMS() ([]Code, error) {
	var all []Code
	for _, set := range codeSets {
		if !set.BuiltIn {
			continue
		}
		codes, err := set.Codes()
		if err != nil {
			return nil, err
		}
		all = append(all, codes...)
	}
	return all, nil
}

// Codes returns the codes of one set in the order of its file.
func (s CodeSet) Codes() ([]Code, error) {
	rows, err := readCodes(s.file)
	if err != nil {
		return nil, err
	}
	codes := make([]Code, 0, len(rows))
	for _, code := range rows {
		if code.Set == s.Name {
			codes = append(codes, code)
		}
	}
	return codes, nil
}

// TimekeeperClasses returns the classifications LEDES takes for a timekeeper:
// set "class-2014" is the list in force, set "class-old" what older files and
// some clients still use, where Parent names the nearest class of 2014.
func TimekeeperClasses() ([]Code, error) { return readCodes("timekeeper-classes") }

func readCodes(file string) ([]Code, error) {
	name := "utbms/" + file + ".csv"
	rows, err := readTable(utbms, name, "set", "code", "parent", "name", "description")
	if err != nil {
		return nil, err
	}
	codes := make([]Code, 0, len(rows))
	for i, row := range rows {
		code := Code{Set: row[0], Code: row[1], Parent: row[2], Name: row[3], Description: row[4]}
		if code.Set == "" || code.Code == "" || code.Name == "" || code.Code != strings.ToUpper(code.Code) {
			return nil, fmt.Errorf("%s row %d: a code needs a set, an upper-case code and a name", name, i+1)
		}
		codes = append(codes, code)
	}
	return codes, nil
}
