package present

import (
	"slices"

	"matterbook/app/cal"
)

// fresh says whether what a screen has read still holds: it is the same day, and
// nothing was saved since the read began, by this window or another program. A
// screen that is shown again then reads nothing.
type fresh struct {
	heard int // acts that were told
	read  int // of them, those told before what is held was asked for
	on    cal.Date
	held  bool
}

// spoil is told of every act.
func (f *fresh) spoil() { f.heard++ }

// asking begins a read on a day; what it gives is called when the answer is held.
func (f *fresh) asking(today cal.Date) (took func()) {
	heard := f.heard
	return func() { f.read, f.on, f.held = heard, today, true }
}

// forget makes the next showing read again, as after an error.
func (f *fresh) forget() { f.held = false }

func (f *fresh) holds(today cal.Date) bool {
	return f.held && f.read == f.heard && f.on == today
}

// early takes out of a drawn row the columns whose figures are still being read.
func early(heads []Column, cells []Cell, late []string) []Cell {
	for i, h := range heads {
		if slices.Contains(late, h.Key) {
			cells[i] = Cell{Text: "…", Muted: true}
		}
	}
	return cells
}
