package app

import (
	"context"

	"matterbook/app/fault"
)

// ArrangeTimers asks for another order of the user's timers.
type ArrangeTimers struct {
	Request
	IDs []int64 // in the order wanted; timers that are not named come after them
}

// ArrangeTimers puts the user's timers into an order. Invalid when a timer is
// named twice.
func (d *Desk) ArrangeTimers(ctx context.Context, req ArrangeTimers) ([]int64, error) {
	return change(ctx, d, spec{act: "timer.arrange", right: mayOwnTime, object: "timers", req: req.Request}, func(tx Tx) ([]int64, error) {
		place := map[int64]int{}
		for i, id := range req.IDs {
			if _, err := d.ownTimer(tx, id); err != nil {
				return nil, err
			}
			if _, twice := place[id]; twice {
				return nil, fault.New(fault.Invalid, "ids.twice", "Timer %d is named twice.", id)
			}
			place[id] = i
		}
		timers, err := tx.Timers(d.User.ID)
		if err != nil {
			return nil, err
		}
		order, last := make([]int64, len(req.IDs)), len(req.IDs)
		copy(order, req.IDs)
		for i := range timers {
			at, named := place[timers[i].ID]
			if !named {
				at = last
				last++
				order = append(order, timers[i].ID)
			}
			if timers[i].Position == at {
				continue
			}
			timers[i].Position = at
			if err := tx.SetTimer(&timers[i]); err != nil {
				return nil, err
			}
		}
		return order, nil
	})
}
