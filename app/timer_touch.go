package app

import (
	"context"
	"time"
)

// TouchTimers notes that the program is alive while a timer runs; the window
// calls it every half minute and right after it wakes. awake is the time since
// the call before by a clock that stands still while the computer sleeps, 0
// when it is not known. It leaves no line in the log.
func (d *Desk) TouchTimers(ctx context.Context, awake time.Duration) error {
	if err := d.may(mayOwnTime); err != nil {
		return err
	}
	act := Act{UserID: d.User.ID, User: d.User.Code, At: d.Now()} // without a name: no line
	return d.store.Update(ctx, act, func(tx Tx) error {
		timers, err := tx.Timers(d.User.ID)
		if err != nil {
			return err
		}
		for i := range timers {
			if !timers[i].Running() {
				continue
			}
			timers[i].Touch(d.Now(), awake)
			if err := tx.TouchTimer(&timers[i]); err != nil {
				return err
			}
		}
		return nil
	})
}
