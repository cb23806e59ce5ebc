package present_test

import (
	"context"
	"errors"
	"testing"

	"matterbook/app/apptest"
	"matterbook/app/fault"
	"matterbook/ui/present"
)

func TestUndoTakesBackTheNewestFirst(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "admin")
	var back []string
	offer := func(what string, err error) {
		s.frame.Undoable(present.Undo{Done: what + ".", Back: func(context.Context) error { back = append(back, what); return err }})
	}
	s.frame.Do("undo")
	s.said("nothing to undo")
	offer("First", nil)
	offer("Second", nil)
	s.notice("Second.")
	if s.frame.Notice().Action != "Undo" {
		t.Errorf("the notice offers %q", s.frame.Notice().Action)
	}
	s.frame.Notice().Do()
	s.said("Undone: Second.")
	if s.frame.Notice().Text != "" {
		t.Error("what was undone is still offered")
	}
	s.frame.Do("undo")
	s.frame.Do("undo")
	if len(back) != 2 || back[0] != "Second" || back[1] != "First" {
		t.Errorf("taken back: %v", back)
	}
}

func TestWhatIsRefusedIsNotOfferedAgainAndAFaultOfTheMachineIs(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "admin")
	tries := 0
	err := error(fault.New(fault.Conflict, "time.changed_since", "Somebody was faster."))
	s.frame.Undoable(present.Undo{Done: "Mine.", Back: func(context.Context) error { tries++; return err }})
	s.frame.Do("undo")
	s.notice("Somebody was faster.")
	s.frame.Do("undo")
	if tries != 1 {
		t.Errorf("tried %d times", tries)
	}
	err = errors.New("disk full")
	s.frame.Undoable(present.Undo{Done: "Mine.", Back: func(context.Context) error { tries++; return err }})
	s.frame.Do("undo")
	err = nil
	s.frame.Do("undo")
	s.said("Undone: Mine.")
	if tries != 3 {
		t.Errorf("tried %d times, want 3", tries)
	}
}

func TestAQuietUndoLeavesTheNoticeAlone(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "admin")
	s.frame.Tell(present.Notice{Text: "Two were left."})
	done := false
	s.frame.Undoable(present.Undo{Done: "Released.", Quiet: true, Back: func(context.Context) error { return nil }, Then: func() { done = true }})
	s.notice("Two were left.")
	for _, c := range s.frame.Commands() {
		if c.ID == "undo" && (c.Off != "" || c.Title != "Undo: Released") {
			t.Errorf("the command is %+v", c)
		}
	}
	s.frame.Do("undo")
	if !done {
		t.Error("the screen was not told")
	}
}
