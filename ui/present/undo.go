package present

import (
	"context"
	"errors"
	"strings"

	"matterbook/app/fault"
	"matterbook/ui/words"
)

// Undo is how one act on drafts is taken back within the session: an edit, a
// deletion, a release, a transfer, a line of a pre-bill. Posted facts are never
// undone this way; they are reversed by an act of their own.
//
// A screen hands it to [Host.Undoable] right after its act was saved:
//
//	h.Undoable(Undo{
//		Done: words.L("Released: %s.", entriesWord(n)),
//		Back: func(ctx context.Context) error { return desk.UndoTime(ctx, …) },
//	})
//
// The frame tells Done in a notice with the action "Undo", and keeps it for the
// command "undo" (Ctrl+Alt+Z, the Edit menu, the finder), newest first. Ctrl+Z
// stays with the text that is being typed.
type Undo struct {
	// Done says what was done in one whole sentence with its full stop, already in
	// the reader's words: "3 entries were transferred to 100-02."
	Done string
	// Back takes it back. It runs in the background and must refuse, changing
	// nothing, what somebody else has changed since: an act with the version the
	// first act left behind does.
	Back func(ctx context.Context) error
	// Then is called in the window after it was taken back; nil for nothing. Screens
	// that listen to the event of the act need it not.
	Then func()
	// Quiet keeps it for the command alone: the screen tells what was done itself,
	// such as in a list of results.
	Quiet bool
}

// undoMost is how many acts can be taken back, one after another.
const undoMost = 30

// undos are the acts of this session that can be taken back, oldest first.
type undos struct {
	list []Undo
	busy bool
	told string // the notice that offers the newest
}

// Undoable implements Host.
func (f *Frame) Undoable(u Undo) {
	if u.Back == nil {
		return
	}
	s := &f.undos
	s.list = append(s.list, u)
	if len(s.list) > undoMost {
		s.list = s.list[1:]
	}
	if u.Quiet {
		return
	}
	s.told = u.Done
	f.Tell(Notice{Tone: Info, Text: u.Done, Action: words.L("Undo"), Do: f.Undo})
}

// CanUndo says what the command undo would take back, blank for nothing.
func (f *Frame) CanUndo() string {
	if n := len(f.undos.list); n > 0 {
		return f.undos.list[n-1].Done
	}
	return ""
}

// Undo takes the newest act back. What is refused is told and not offered again:
// somebody has worked on since. After a fault of the machine it can be tried again.
func (f *Frame) Undo() {
	s := &f.undos
	if s.busy {
		return
	}
	n := len(s.list)
	if n == 0 {
		f.Say("%s", words.L("There is nothing to undo."))
		return
	}
	u := s.list[n-1]
	s.list = s.list[:n-1]
	s.busy = true
	if f.notice.Text == s.told {
		f.CloseNotice()
	}
	Go(f.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, u.Back(ctx) }, func(_ struct{}, err error) {
		s.busy = false
		if err != nil {
			if fault.Of(err) == fault.Internal || errors.Is(err, context.Canceled) {
				s.list = append(s.list, u)
			}
			f.Fail(err)
			return
		}
		f.Say("%s", words.L("Undone: %s", u.Done))
		if u.Then != nil {
			u.Then()
		}
	})
}

// undoCommand is the command as it stands now.
func (f *Frame) undoCommand() Command {
	c := Command{ID: "undo", Title: words.L("Undo the last change of a draft")}
	if done := f.CanUndo(); done != "" {
		c.Title = words.L("Undo: %s", strings.TrimSuffix(done, "."))
	} else {
		c.Off = words.L("There is nothing to undo.")
	}
	return c
}
