package firm

import (
	"slices"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// NoteKind says what a note tells of.
type NoteKind string

// Kinds of notes.
const (
	PlainNote NoteKind = "note"
	CallNote  NoteKind = "call"
	MailNote  NoteKind = "email"
	TaskNote  NoteKind = "task" // something to do; the only kind with a due day
)

// NoteKinds in the order they are offered.
var NoteKinds = []NoteKind{PlainNote, CallNote, MailNote, TaskNote}

// Note is what somebody wrote down about a matter. It never stands on a bill.
type Note struct {
	ID         int64
	MatterID   int64
	UserID     int64 // who wrote it
	Kind       NoteKind
	On         cal.Date // the day it speaks of
	Text       string
	Due        cal.Date // of a task; zero: no day
	DoneOn     cal.Date // of a task; zero: still to do
	CreatedAt  time.Time
	RowVersion int64
}

// Open says that it is something still to do.
func (n Note) Open() bool { return n.Kind == TaskNote && n.DoneOn.IsZero() }

// Check notes what is wrong with a note by itself.
func (n Note) Check(check *fault.Check) {
	if !slices.Contains(NoteKinds, n.Kind) {
		check.Add("kind", "kind.unknown", "kind %q is not one of note, call, email, task.", string(n.Kind))
	}
	check.Require("text", n.Text)
	check.Text("text", n.Text, maxText)
	if n.Kind != TaskNote && !n.Due.IsZero() {
		check.Add("due", "due.no_task", "due is the day of a task; a %s has none.", string(n.Kind))
	}
}
