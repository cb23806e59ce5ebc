package app

import (
	"context"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// TransferTime asks to move entries to another matter.
type TransferTime struct {
	MoveTime
	To     string // code of the matter
	ReRate bool   // look the rate up for the new matter; a typed rate stays
}

// TransferTime moves unbilled entries to another matter, of the same client or
// another. Refused: "time.currency" when the other client is billed in another
// currency and the rate would be carried over, "books.closed" for work of closed
// books.
func (d *Desk) TransferTime(ctx context.Context, req TransferTime) (Moved, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return Moved{}, err
	}
	return d.moveTime(ctx, "time.transfer", mayAllTime, req.MoveTime, func(l *lookup, e *work.Entry) error {
		if err := e.Status.Editable("time entry"); err != nil {
			return err
		}
		from, err := l.MatterByID(e.MatterID)
		if err != nil {
			return err
		}
		to, err := l.Matter(req.To)
		if err != nil {
			return err
		}
		return transfer(l, e, from, to, req.ReRate)
	})
}

func transfer(l *lookup, e *work.Entry, from, to *matterFacts, reRate bool) error {
	if from.Matter.ID == to.Matter.ID {
		return fault.Refuse("time.same_matter", "The time entry stands on matter %s already.", to.Matter.Code)
	}
	if err := closedFigures(l, e.Date, "time"); err != nil {
		return err
	}
	if err := matterTakes(to); err != nil {
		return err
	}
	if err := l.loadSets(); err != nil {
		return err
	}
	var check checks
	checkEntryCodes(l, &check, to.Matter, *e)
	if err := check.Result("time.codes", "The entry on its new matter"); err != nil {
		return err
	}
	e.MatterID = to.Matter.ID
	if from.Client.Currency != to.Client.Currency && (!reRate || e.RateRule == firm.RateTyped) {
		return fault.Refuse("time.currency", "The rate is in %s, and the client of matter %s is billed in %s.", from.Client.Currency, to.Matter.Code, to.Client.Currency).
			Advise("Transfer it with a new rate; a typed rate is taken off first.")
	}
	if reRate {
		return applyRate(l, e, to, false)
	}
	return nil
}

// applyRate looks the rate of an entry up anew and prices it. A typed rate
// stays unless typed says otherwise.
func applyRate(l *lookup, e *work.Entry, m *matterFacts, typed bool) error {
	if e.RateRule == firm.RateTyped && !typed {
		return nil
	}
	f, err := l.Firm()
	if err != nil {
		return err
	}
	tk, err := l.q.Timekeeper(e.TimekeeperID)
	if err != nil {
		return err
	}
	q, err := quote(f, m, rateAsk(m, tk, e.Date, e.Task, e.Activity))
	if err != nil {
		if e.Billable == work.NonBillable {
			return nil
		}
		return err
	}
	e.StandardRate, e.Rate, e.RateRule, e.RateRowID = q.Standard, q.Rate, q.Rule, q.RowID
	return e.Price(m.Client.Currency)
}
