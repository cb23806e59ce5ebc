package app

import (
	"context"
)

// StopTimer asks to stop a timer, or to throw one away.
type StopTimer struct {
	Request
	ID int64
}

// StopTimer stops a timer; its time stays on it. Stopping one that stands does
// nothing.
func (d *Desk) StopTimer(ctx context.Context, req StopTimer) (Timing, error) {
	return change(ctx, d, spec{act: "timer.stop", right: mayOwnTime, object: timerObject(req.ID), req: req.Request}, func(tx Tx) (Timing, error) {
		t, err := d.ownTimer(tx, req.ID)
		if err != nil {
			return Timing{}, err
		}
		if t.Running() {
			t.Stop(d.Now())
			if err := tx.SetTimer(&t); err != nil {
				return Timing{}, err
			}
		}
		return timing(tx, t, d.Now())
	})
}

// DiscardTimer throws a timer and its time away. The answer is what it said
// last, so that the window can offer to take it back.
func (d *Desk) DiscardTimer(ctx context.Context, req StopTimer) (Timing, error) {
	return change(ctx, d, spec{act: "timer.discard", right: mayOwnTime, object: timerObject(req.ID), req: req.Request}, func(tx Tx) (Timing, error) {
		t, err := d.ownTimer(tx, req.ID)
		if err != nil {
			return Timing{}, err
		}
		was, err := timing(tx, t, d.Now())
		if err != nil {
			return Timing{}, err
		}
		return was, tx.DeleteTimer(t.ID)
	})
}
