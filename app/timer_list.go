package app

import (
	"context"
)

// Timers are the user's timers in their order, with what they say now.
func (d *Desk) Timers(ctx context.Context) ([]Timing, error) {
	return read(ctx, d, func(q Query) ([]Timing, error) {
		timers, err := q.Timers(d.User.ID)
		if err != nil {
			return nil, err
		}
		list := make([]Timing, len(timers))
		for i, t := range timers {
			if list[i], err = timing(q, t, d.Now()); err != nil {
				return nil, err
			}
		}
		return list, nil
	})
}
