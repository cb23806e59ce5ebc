package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/work"
)

// MoveTime asks for one move of many entries.
type MoveTime struct {
	Request
	IDs    []int64
	Reason string
}

// Moved says what a move of many did. Not lists what stayed and why, first of
// all; nothing of it was changed.
type Moved struct {
	Not  []NotMoved
	Done []int64
}

// NotMoved is one of many that stayed as it was.
type NotMoved struct {
	ID            int64
	Code, Message string
}

// maxMany is the most entries one act takes.
const maxMany = 10_000

// many runs a step on each id. A refusal keeps that one as it was and is
// listed; any other error ends the act. When none was moved the first refusal
// is the answer.
func many(ids []int64, step func(id int64) error) (Moved, error) {
	if len(ids) == 0 || len(ids) > maxMany {
		return Moved{}, fault.New(fault.Invalid, "ids.count", "Choose between 1 and %d entries.", maxMany)
	}
	var moved Moved
	var first error
	for _, id := range ids {
		err := step(id)
		var e *fault.Error
		switch {
		case err == nil:
			moved.Done = append(moved.Done, id)
		case errors.As(err, &e) && e.Sort != fault.Internal:
			if first == nil {
				first = err
			}
			moved.Not = append(moved.Not, NotMoved{ID: id, Code: e.Code, Message: e.Error()})
		default:
			return Moved{}, err
		}
	}
	if len(moved.Done) == 0 {
		return Moved{}, first
	}
	return moved, nil
}

// moveTime is the frame of every act that moves many entries.
func (d *Desk) moveTime(ctx context.Context, act string, r right, req MoveTime, step func(l *lookup, e *work.Entry) error) (Moved, error) {
	s := spec{act: act, right: r, object: fmt.Sprintf("%d time entries", len(req.IDs)), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (Moved, error) {
		l := newLookup(tx, d.Today())
		return many(req.IDs, func(id int64) error {
			e, err := tx.Entry(id)
			if err != nil {
				return err
			}
			if err := d.own(e.TimekeeperID, ""); err != nil {
				return err
			}
			if err := step(l, &e); err != nil {
				return err
			}
			return tx.SetEntry(&e)
		})
	})
}

// moveTo puts work into a state, if that move may be made.
func moveTo(what string, from *work.Status, to work.Status) error {
	if *from == to {
		return fault.Refuse("work.state", "The %s is %s already.", what, to.Words())
	}
	if !from.May(to) {
		if err := from.Editable(what); err != nil {
			return err
		}
		return fault.Refuse("work.state", "The %s is %s and cannot become %s.", what, from.Words(), to.Words())
	}
	*from = to
	return nil
}

func notDraft(noun, what string) error {
	return fault.Refuse(noun+".not_draft", "Only drafts are deleted; the %s is work in progress.", what).
		Advise("Write it off with a reason, or take its release back first.")
}

func reasonRequired(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "reason.required", "reason is required: it is kept with the work and in the log.")
	}
	return nil
}

// ReleaseTime makes drafts work in progress. What a draft may lack is asked for
// now: narrative, and codes where the matter requires them.
func (d *Desk) ReleaseTime(ctx context.Context, req MoveTime) (Moved, error) {
	return d.moveTime(ctx, "time.release", mayOwnTime, req, func(l *lookup, e *work.Entry) error {
		if err := moveTo("time entry", &e.Status, work.Released); err != nil {
			return err
		}
		m, err := l.MatterByID(e.MatterID)
		if err != nil {
			return err
		}
		if err := l.loadSets(); err != nil {
			return err
		}
		var check checks
		work.CheckNarrative(&check.Check, "narrative", e.Narrative)
		checkEntryCodes(l, &check, m.Matter, *e)
		return check.Result("time.invalid", "The draft")
	})
}

// UnreleaseTime takes the release back: the entries are drafts again.
func (d *Desk) UnreleaseTime(ctx context.Context, req MoveTime) (Moved, error) {
	return d.moveTime(ctx, "time.unrelease", mayOwnTime, req, func(_ *lookup, e *work.Entry) error {
		return moveTo("time entry", &e.Status, work.Draft)
	})
}

// WriteOffTime takes entries out of work in progress for good, with a reason.
// Their value stays on record.
func (d *Desk) WriteOffTime(ctx context.Context, req MoveTime) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveTime(ctx, "time.write_off", mayAllTime, req, func(_ *lookup, e *work.Entry) error {
		if err := e.Status.Editable("time entry"); err != nil {
			return err
		}
		e.WhyOff = strings.TrimSpace(req.Reason)
		return moveTo("time entry", &e.Status, work.WrittenOff)
	})
}

// TakeBackTime takes a write-off back: the entries are work in progress again.
func (d *Desk) TakeBackTime(ctx context.Context, req MoveTime) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveTime(ctx, "time.take_back", mayAllTime, req, func(_ *lookup, e *work.Entry) error {
		if e.Status != work.WrittenOff {
			return fault.Refuse("work.state", "The time entry is %s, not written off.", e.Status.Words())
		}
		e.WhyOff = ""
		return moveTo("time entry", &e.Status, work.Released)
	})
}
