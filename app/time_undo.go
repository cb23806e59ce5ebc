package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// UndoTime asks to make time entries what they were before one act of this user
// on drafts and released work.
type UndoTime struct {
	Request
	// Was are the entries as they were right before the act: changed ones, and
	// those it deleted.
	Was []work.Entry
	// Made are entries the act made; they are deleted.
	Made   []int64
	Reason string
}

// UndoTime takes an act on unbilled time back: a change, a deletion, a release, a
// transfer, a re-rate, a hold, a write-off, a division, a combination. An entry
// that was deleted comes back under a new id.
//
// It is one act more in the log, and takes back only what is still as the act
// left it: an entry somebody has changed since stays and is listed
// ("time.changed_since"). Where entries were made or deleted it is all or
// nothing, so that no hours are lost between them. Refused as well:
// "books.closed" when the hours of a closed day would change, "time.day_full",
// and what is on a pre-bill or billed by now.
func (d *Desk) UndoTime(ctx context.Context, req UndoTime) (Moved, error) {
	n := len(req.Was) + len(req.Made)
	if n == 0 || n > maxMany {
		return Moved{}, fault.New(fault.Invalid, "ids.count", "Choose between 1 and %d entries.", maxMany)
	}
	s := spec{act: "time.undo", right: mayOwnTime, object: fmt.Sprintf("%d time entries", n), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (Moved, error) {
		u := undoing{d: d, tx: tx, l: newLookup(tx, d.Today()), hours: map[dayOf]money.Quantity{}}
		return u.run(req)
	})
}

// dayOf is one day of one timekeeper.
type dayOf struct {
	timekeeper int64
	day        cal.Date
}

// undoing is one UndoTime on its way.
type undoing struct {
	d     *Desk
	tx    Tx
	l     *lookup
	hours map[dayOf]money.Quantity // what the days gain
}

func (u *undoing) run(req UndoTime) (Moved, error) {
	whole := len(req.Made) > 0
	var back, again []work.Entry
	for _, e := range req.Was {
		if err := u.sane(e); err != nil {
			return Moved{}, err
		}
		switch now, err := u.tx.Entry(e.ID); {
		case err == nil && now.CreatedAt.Equal(e.CreatedAt):
			back = append(back, e)
		case err == nil, fault.Of(err) == fault.Missing:
			again, whole = append(again, e), true
		default:
			return Moved{}, err
		}
	}
	// Parts go first, and what was deleted comes last: in between no day holds
	// more hours than before or after.
	for _, id := range req.Made {
		if err := u.unmake(id); err != nil {
			return Moved{}, err
		}
	}
	var moved Moved
	var first error
	for _, e := range back {
		err := u.restore(e)
		var refused *fault.Error
		switch {
		case err == nil:
			moved.Done = append(moved.Done, e.ID)
		case !whole && errors.As(err, &refused) && refused.Sort != fault.Internal:
			if first == nil {
				first = err
			}
			moved.Not = append(moved.Not, notMoved(e.ID, err))
		default:
			return Moved{}, err
		}
	}
	if first != nil && len(moved.Done) == 0 {
		return Moved{}, first
	}
	for _, e := range again {
		if err := u.add(&e); err != nil {
			return Moved{}, err
		}
		moved.Done = append(moved.Done, e.ID)
	}
	return moved, u.days()
}

// sane refuses an entry that never stood like this: it is asked for by a caller.
func (u *undoing) sane(e work.Entry) error {
	if err := u.d.own(e.TimekeeperID, ""); err != nil {
		return err
	}
	m, err := u.l.MatterByID(e.MatterID)
	if err != nil {
		return err
	}
	priced := e
	if err := priced.Price(m.Client.Currency); err != nil || priced.Amount != e.Amount || !e.Status.Open() || e.PreBillID != 0 || e.InvoiceID != 0 ||
		e.Hours <= 0 || e.Hours > work.DayHours {
		return fault.New(fault.Invalid, "time.not_as_was", "Entry %d is given as it cannot have been.", e.ID)
	}
	return nil
}

func changedSince(id int64) error {
	return fault.New(fault.Conflict, "time.changed_since", "Time entry %d was changed since and stays as it is now.", id).
		Advise("Look at it, and change it by hand.")
}

// restore puts a changed entry back.
func (u *undoing) restore(was work.Entry) error {
	now, err := u.tx.Entry(was.ID)
	switch {
	case err != nil:
		return err
	case now.RowVersion == was.RowVersion:
		return nil // the act left this one alone
	case now.RowVersion != was.RowVersion+1:
		return changedSince(was.ID)
	case now.Status != work.WrittenOff:
		if err := now.Status.Editable("time entry"); err != nil {
			return err
		}
	}
	if err := u.d.own(now.TimekeeperID, ""); err != nil {
		return err
	}
	if now.HoldReason != was.HoldReason || now.HoldUntil != was.HoldUntil || now.WhyOff != was.WhyOff {
		if err := u.d.may(mayAllTime); err != nil {
			return err
		}
	}
	u.gain(now, -1)
	u.gain(was, 1)
	was.RowVersion = now.RowVersion
	return u.tx.SetEntry(&was)
}

// unmake deletes an entry the act made.
func (u *undoing) unmake(id int64) error {
	e, err := u.d.editableEntry(u.tx, id)
	if err != nil {
		return err
	}
	if e.RowVersion != 1 {
		return changedSince(id)
	}
	if e.Status == work.Released {
		e.Status = work.Draft
		if err := u.tx.SetEntry(&e); err != nil {
			return err
		}
	}
	u.gain(e, -1)
	return u.tx.DeleteEntry(id)
}

// add brings a deleted entry back.
func (u *undoing) add(e *work.Entry) error {
	e.ID, e.RowVersion = 0, 0
	u.gain(*e, 1)
	return u.tx.AddEntry(e)
}

func (u *undoing) gain(e work.Entry, sign money.Quantity) {
	u.hours[dayOf{e.TimekeeperID, e.Date}] += sign * e.Hours
}

// days tests the days whose hours are others now.
func (u *undoing) days() error {
	f, err := u.l.Firm()
	if err != nil {
		return err
	}
	var list []dayOf
	for k, gain := range u.hours {
		if gain != 0 {
			list = append(list, k)
		}
	}
	slices.SortFunc(list, func(a, b dayOf) int { return int(a.day - b.day) })
	for _, k := range list {
		if err := closed(f, k.day, "time"); err != nil {
			return err
		}
		sums, err := u.tx.DayHours(k.timekeeper, k.day, k.day)
		if err != nil {
			return err
		}
		if u.hours[k] > 0 && sums[k.day] > work.DayHours {
			return fault.Refuse("time.day_full", "There would be %s hours on %s; a day has 24.", sums[k.day].Plain(), k.day).
				Advise("Look at the day: an entry may stand there twice.")
		}
	}
	return nil
}
