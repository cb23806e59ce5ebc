package app

import (
	"cmp"
	"context"
	"strings"

	"matterbook/app/firm"
	"matterbook/app/work"
)

// AddNote asks to write something down about a matter.
type AddNote struct {
	Request
	Matter string // code
	Kind   string // note, call, email, task; blank: note
	On     string // the day it speaks of; blank: today
	Text   string
	Due    string // of a task
	Done   bool   // a task that is done already
}

// AddNote writes a note in the user's name. Invalid when a field is wrong, all
// at once.
func (d *Desk) AddNote(ctx context.Context, req AddNote) (firm.Note, error) {
	return change(ctx, d, spec{act: "note.add", right: mayNotes, object: "matter " + req.Matter, req: req.Request}, func(tx Tx) (firm.Note, error) {
		n := firm.Note{UserID: d.User.ID, CreatedAt: d.now()}
		err := d.decideNote(newLookup(tx, d.Today()), &n, req)
		if err != nil {
			return n, err
		}
		return n, tx.AddNote(&n)
	})
}

// decideNote fills a note from a request.
func (d *Desk) decideNote(l *lookup, n *firm.Note, req AddNote) error {
	var check checks
	if strings.TrimSpace(req.Matter) == "" {
		check.Require("matter", "")
	} else if m, err := l.Matter(req.Matter); !check.Fail("matter", err) {
		n.MatterID = m.Matter.ID
	}
	n.Kind = firm.NoteKind(cmp.Or(strings.ToLower(strings.TrimSpace(req.Kind)), string(firm.PlainNote)))
	n.Text = work.CleanNarrative(req.Text)
	n.On = d.Today()
	if strings.TrimSpace(req.On) != "" {
		n.On = check.date("on", req.On, true)
	}
	if n.On > d.Today() {
		check.Add("on", "on.future", "A note speaks of a day that has come; what is still to do is a task with a day.")
	}
	n.Due = check.date("due", req.Due, false)
	switch {
	case n.Kind != firm.TaskNote || !req.Done:
		n.DoneOn = 0
	case n.DoneOn.IsZero():
		n.DoneOn = d.Today()
	}
	n.Check(&check.Check)
	return check.Result("note.invalid", "The note")
}
