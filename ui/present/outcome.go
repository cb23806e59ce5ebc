package present

import (
	"cmp"
	"slices"
)

// Outcome is what a run over many came to, failures first.
type Outcome struct {
	Title   string
	Rows    []OutcomeRow
	Actions []OutcomeAction // what usually follows: write the files, mark as sent
	close   func()
}

// OutcomeRow is one item of a run.
type OutcomeRow struct {
	OK   bool
	Word string // in place of "Done" or "Not done"
	Tone Tone   // of that word
	Item string // "Pre-bill 14, 100-01"
	Text string // what happened, and why
	Fix  string // the way to mend it, "Open the pre-bill"
	Do   func()
}

// OutcomeAction is a button under the list.
type OutcomeAction struct {
	Title string
	Do    func()
}

func newOutcome(title string, rows []OutcomeRow, actions ...OutcomeAction) *Outcome {
	slices.SortStableFunc(rows, func(a, b OutcomeRow) int { return cmp.Compare(rank01(a.OK), rank01(b.OK)) })
	return &Outcome{Title: title, Rows: rows, Actions: actions}
}

func rank01(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// Failed counts the failures.
func (o *Outcome) Failed() int {
	n := 0
	for _, r := range o.Rows {
		if !r.OK {
			n++
		}
	}
	return n
}

// Close puts the list away.
func (o *Outcome) Close() {
	if o.close != nil {
		o.close()
	}
}
