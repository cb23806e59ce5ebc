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

// TimeChange is what one act did to one entry. Was without an ID: the act made
// it. Became without an ID: the act deleted it.
type TimeChange struct{ Was, Became work.Entry }

// UndoTime asks to make time entries what they were before one act of this user
// on drafts and released work.
type UndoTime struct {
	Request
	Changes []TimeChange
	Reason  string
}

// UndoTime takes an act on unbilled time back: an entry made, a change, a deletion,
// a release, a transfer, a re-rate, a hold, a write-off, a division, a combination.
// An entry that was deleted comes back under a new id.
//
// It is one act more in the log, and takes back only what is still as the act
// left it: an entry that is otherwise now stays and is listed
// ("time.changed_since"). Where entries were made or deleted it is all or
// nothing, so that no hours are lost between them. Refused as well:
// "books.closed" when the hours of a closed day would change, "time.day_full",
// and what is on a pre-bill or billed by now.
func (d *Desk) UndoTime(ctx context.Context, req UndoTime) (Moved, error) {
	n := len(req.Changes)
	if n == 0 || n > maxMany {
		return Moved{}, fault.New(fault.Invalid, "ids.count", "Choose between 1 and %d entries.", maxMany)
	}
	s := spec{act: "time.undo", right: mayOwnTime, object: fmt.Sprintf("%d time entries", n), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (Moved, error) {
		u := undoing{d: d, tx: tx, l: newLookup(tx, d.Today()), hours: map[dayOf]money.Quantity{}, on: map[dayOn]money.Quantity{}}
		return u.run(req)
	})
}

// dayOf is one day of one timekeeper.
type dayOf struct {
	timekeeper int64
	day        cal.Date
}

// dayOn is one day of one timekeeper on one matter: what a report of a closed
// day would show.
type dayOn struct {
	dayOf
	matter int64
}

// undoing is one UndoTime on its way.
type undoing struct {
	d     *Desk
	tx    Tx
	l     *lookup
	hours map[dayOf]money.Quantity // what the days gain
	on    map[dayOn]money.Quantity // what they gain on each matter
}

func (u *undoing) run(req UndoTime) (Moved, error) {
	var made, back, again []TimeChange
	for _, c := range req.Changes {
		if c.Was.ID != 0 {
			if err := u.sane(c.Was); err != nil {
				return Moved{}, err
			}
		}
		switch {
		case c.Was.ID == 0:
			made = append(made, c)
		case c.Became.ID == 0:
			again = append(again, c)
		default:
			back = append(back, c)
		}
	}
	whole := len(made)+len(again) > 0
	// Parts go first, and what was deleted comes last: in between no day holds
	// more hours than before or after.
	for _, c := range made {
		if err := u.unmake(c.Became); err != nil {
			return Moved{}, err
		}
	}
	var moved Moved
	var first error
	for _, c := range back {
		err := u.restore(c)
		var refused *fault.Error
		switch {
		case err == nil:
			moved.Done = append(moved.Done, c.Was.ID)
		case !whole && errors.As(err, &refused) && refused.Sort != fault.Internal:
			if first == nil {
				first = err
			}
			moved.Not = append(moved.Not, notMoved(c.Was.ID, err))
		default:
			return Moved{}, err
		}
	}
	if first != nil && len(moved.Done) == 0 {
		return Moved{}, first
	}
	for _, c := range again {
		e := c.Was
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
		return notAsWas(e.ID)
	}
	if e.Narrative == "" && e.Status == work.Draft {
		return nil
	}
	var check checks
	work.CheckNarrative(&check.Check, "narrative", e.Narrative)
	return check.Result("time.invalid", "The time entry")
}

func notAsWas(id int64) error {
	return fault.New(fault.Invalid, "time.not_as_was", "Entry %d is given as it cannot have been.", id)
}

// asLeft loads an entry and refuses it when it is not as the act left it.
func (u *undoing) asLeft(left work.Entry) (work.Entry, error) {
	now, err := u.tx.Entry(left.ID)
	if fault.Of(err) == fault.Missing {
		return now, changedSince(left.ID)
	}
	if err != nil {
		return now, err
	}
	same := now.CreatedAt.Equal(left.CreatedAt)
	left.CreatedAt, left.RowVersion = now.CreatedAt, now.RowVersion
	if !same || now != left {
		if err := now.Status.Editable("time entry"); err != nil && now.Status != left.Status {
			return now, err
		}
		return now, changedSince(left.ID)
	}
	return now, u.d.own(now.TimekeeperID, "")
}

func changedSince(id int64) error {
	return fault.New(fault.Conflict, "time.changed_since", "Time entry %d was changed since and stays as it is now.", id).
		Advise("Look at it, and change it by hand.")
}

// restore puts a changed entry back.
func (u *undoing) restore(c TimeChange) error {
	now, err := u.asLeft(c.Became)
	if err != nil {
		return err
	}
	if now.Status != work.WrittenOff {
		if err := now.Status.Editable("time entry"); err != nil {
			return err
		}
	}
	was := c.Was
	if was.ExtID != now.ExtID || !was.CreatedAt.Equal(now.CreatedAt) {
		return notAsWas(was.ID) // no act changes these
	}
	if was.MatterID != now.MatterID {
		if err := u.takes(was.MatterID); err != nil {
			return err
		}
	}
	if figuresDiffer(now, was) {
		f, err := u.l.Firm()
		if err != nil {
			return err
		}
		for _, day := range []cal.Date{now.Date, was.Date} {
			if err := closed(f, day, "a change of its figures"); err != nil {
				return err
			}
		}
	}
	if now.HoldReason != was.HoldReason || now.HoldUntil != was.HoldUntil || now.WhyOff != was.WhyOff {
		if err := u.d.may(mayAllTime); err != nil {
			return err
		}
	}
	u.gain(now, -1)
	u.gain(was, 1)
	was.ID, was.RowVersion = now.ID, now.RowVersion
	return u.tx.SetEntry(&was)
}

// unmake deletes an entry the act made.
func (u *undoing) unmake(made work.Entry) error {
	e, err := u.asLeft(made)
	if err != nil {
		return err
	}
	if err := e.Status.Editable("time entry"); err != nil {
		return err
	}
	if e.Status == work.Released {
		e.Status = work.Draft
		if err := u.tx.SetEntry(&e); err != nil {
			return err
		}
	}
	u.gain(e, -1)
	return u.tx.DeleteEntry(e.ID)
}

// add brings a deleted entry back.
func (u *undoing) add(e *work.Entry) error {
	if err := u.takes(e.MatterID); err != nil {
		return err
	}
	e.ID, e.RowVersion = 0, 0
	u.gain(*e, 1)
	return u.tx.AddEntry(e)
}

func (u *undoing) gain(e work.Entry, sign money.Quantity) {
	day := dayOf{e.TimekeeperID, e.Date}
	u.hours[day] += sign * e.Hours
	u.on[dayOn{day, e.MatterID}] += sign * e.Hours
}

// takes refuses work that would come back to a matter that was closed since.
func (u *undoing) takes(matterID int64) error {
	m, err := u.l.MatterByID(matterID)
	if err != nil {
		return err
	}
	return matterTakes(m)
}

// days tests the days whose hours are others now.
func (u *undoing) days() error {
	f, err := u.l.Firm()
	if err != nil {
		return err
	}
	for k, gain := range u.on {
		if gain != 0 {
			if err := closed(f, k.day, "time"); err != nil {
				return err
			}
		}
	}
	var list []dayOf
	for k, gain := range u.hours {
		if gain != 0 {
			list = append(list, k)
		}
	}
	slices.SortFunc(list, func(a, b dayOf) int { return int(a.day - b.day) })
	for _, k := range list {
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
