package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// SplitTime asks to divide an entry into parts. Their hours add up to its own.
type SplitTime struct {
	Request
	ID     int64
	Parts  []TimePart // two or more; the first stays the entry it is
	Reason string
}

// TimePart is one part of an entry.
type TimePart struct {
	Hours     string
	Narrative string // blank: the entry's
	Matter    string // code; blank: the entry's
}

// SplitTime divides an entry. The rate is carried over; worked time is divided
// in proportion. Refused: "time.split" when the hours do not add up,
// "books.closed" when a part of work of closed books would go to another matter
// or the amounts would not come to what they were.
func (d *Desk) SplitTime(ctx context.Context, req SplitTime) ([]work.Entry, error) {
	s := spec{act: "time.split", right: mayOwnTime, object: "time entry " + fmt.Sprint(req.ID), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) ([]work.Entry, error) {
		e, err := d.editableEntry(tx, req.ID)
		if err != nil {
			return nil, err
		}
		l := newLookup(tx, d.Today())
		from, err := l.MatterByID(e.MatterID)
		if err != nil {
			return nil, err
		}
		parts, err := decideSplit(e, from.Client.Currency, req.Parts)
		if err != nil {
			return nil, err
		}
		if sumOf(parts) != e.Amount {
			if err := closedFigures(l, e.Date, "time"); err != nil {
				return nil, err
			}
		}
		for i := range parts {
			if code := strings.TrimSpace(req.Parts[i].Matter); code != "" && code != from.Matter.Code {
				to, err := l.Matter(code)
				if err != nil {
					return nil, err
				}
				if err := transfer(l, &parts[i], from, to, false); err != nil {
					return nil, err
				}
			}
			if i == 0 {
				err = tx.SetEntry(&parts[0])
			} else {
				parts[i].CreatedAt = d.now()
				err = tx.AddEntry(&parts[i])
			}
			if err != nil {
				return nil, err
			}
		}
		return parts, nil
	})
}

// sumOf adds amounts, each of at most one day's work.
func sumOf(list []work.Entry) money.Amount {
	sum := money.Amount(0)
	for _, e := range list {
		sum += e.Amount
	}
	return sum
}

// decideSplit makes the parts; the first keeps the id and the import id.
func decideSplit(e work.Entry, cur money.Currency, asked []TimePart) ([]work.Entry, error) {
	if len(asked) < 2 || len(asked) > 50 {
		return nil, fault.New(fault.Invalid, "parts.count", "An entry is divided into 2 to 50 parts.")
	}
	var check checks
	parts := make([]work.Entry, len(asked))
	weights := make([]int64, len(asked))
	sum := money.Quantity(0)
	for i, a := range asked {
		path := fmt.Sprintf("parts[%d]", i)
		q, err := work.ParseHours(a.Hours)
		check.Err(path+".hours", "hours.format", err)
		if err == nil && q == 0 {
			check.Add(path+".hours", "hours.zero", "Every part needs hours above 0.")
		}
		p := e
		p.Hours = q
		if strings.TrimSpace(a.Narrative) != "" {
			p.Narrative = work.CleanNarrative(a.Narrative)
			work.CheckNarrative(&check.Check, path+".narrative", p.Narrative)
		}
		if i > 0 {
			p.ID, p.RowVersion, p.ExtID = 0, 0, ""
		}
		check.Err(path+".hours", "amount.overflow", p.Price(cur))
		parts[i], weights[i] = p, int64(q)
		sum += q
	}
	if check.OK() && sum != e.Hours {
		check.Fail("parts", fault.Refuse("time.split", "The parts come to %s hours, the entry has %s.", sum.Plain(), e.Hours.Plain()).
			Advise("Make the parts add up; hours are taken off or added by changing the entry."))
	}
	worked := money.Split(money.Amount(e.Worked), weights)
	seconds := money.Split(money.Amount(e.WorkedSeconds), weights)
	for i := range parts {
		parts[i].Worked, parts[i].WorkedSeconds = money.Quantity(worked[i]), int64(seconds[i])
	}
	return parts, check.Result("time.invalid", "The division")
}
