package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// AddRate asks for an agreed rate. Texts are as the import columns give them.
type AddRate struct {
	Request
	Scope      string // firm, client, matter
	Key        string // code of the client or matter; blank for the firm
	Timekeeper string // code; blank for everybody
	Class      string
	Activity   string // task or activity code
	Rate       string
	From, To   string // work dates, both inclusive; blank is unlimited
	// Supersede ends the row with the same limits that is open-ended, on the day
	// before From: a rate increase in one act.
	Supersede bool
}

// AddRate adds a rate. It holds for work entered from now on; entries keep
// theirs until they are re-rated. Conflict ("rate.overlap") names the row that
// holds on one of the same days with the same limits.
func (d *Desk) AddRate(ctx context.Context, req AddRate) (firm.RateRow, error) {
	s := spec{act: "rate.add", right: maySetUp, object: strings.TrimSpace("rate of " + req.Scope + " " + req.Key), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.RateRow, error) { return addRate(tx, newLookup(tx, d.Today()), req) })
}

func addRate(tx Tx, l *lookup, req AddRate) (firm.RateRow, error) {
	row, err := decideRate(l, firm.RateRow{}, req)
	if err != nil {
		return row, err
	}
	rows, err := l.RateRows()
	if err != nil {
		return row, err
	}
	if req.Supersede {
		if rows, err = supersede(tx, rows, row); err != nil {
			return row, err
		}
	}
	if err := overlap(row, rows); err != nil {
		return row, err
	}
	if err := tx.AddRateRow(&row); err != nil {
		return row, err
	}
	l.rates = append(rows, row)
	l.ratesBy = nil
	return row, nil
}

func supersede(tx Tx, rows []firm.RateRow, row firm.RateRow) ([]firm.RateRow, error) {
	if row.From.IsZero() {
		return nil, fault.New(fault.Invalid, "from.required", "A rate that takes the place of another needs the day it begins (from).")
	}
	rows = append([]firm.RateRow(nil), rows...)
	for i := range rows {
		if old, hit := row.Overlap(rows[i : i+1]); hit && old.To.IsZero() && old.From < row.From {
			rows[i].To = row.From.AddDays(-1)
			if err := tx.SetRateRow(&rows[i]); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

func overlap(row firm.RateRow, rows []firm.RateRow) error {
	old, hit := row.Overlap(rows)
	if !hit {
		return nil
	}
	return fault.New(fault.Conflict, "rate.overlap", "The rate %s overlaps with the rate %s (no. %d) of the same scope and limits; on the days of both nobody could tell which holds.", row, old, old.ID).
		Advise("End the old rate on the day before the new one begins.").With("rate", row.String()).With("other", old.String())
}

func decideRate(l *lookup, row firm.RateRow, req AddRate) (firm.RateRow, error) {
	var check checks
	row.Scope = firm.RateScope(strings.ToLower(strings.TrimSpace(req.Scope)))
	row.Class, row.Activity = firm.FoldCode(req.Class), firm.FoldCode(req.Activity)
	row.Rate = check.rate("rate", req.Rate)
	row.From, row.To = check.date("from", req.From, false), check.date("to", req.To, false)
	key := strings.TrimSpace(req.Key)
	row.ScopeID = 0
	switch {
	case key == "":
	case row.Scope == firm.ScopeClient:
		c, err := l.Client(key)
		if check.Fail("key", err) {
			c.ID = -1
		}
		row.ScopeID = c.ID
	case row.Scope == firm.ScopeMatter:
		m, err := l.Matter(key)
		if check.Fail("key", err) {
			row.ScopeID = -1
			break
		}
		row.ScopeID = m.Matter.ID
	default:
		row.ScopeID = -1 // a key where none belongs: Check says so
	}
	id, err := l.TimekeeperID(req.Timekeeper)
	check.Fail("timekeeper", err)
	row.TimekeeperID = id
	if row.Activity != "" {
		if err := l.loadSets(); err != nil {
			return row, err
		}
		if _, ok := l.code(row.Activity, l.setList...); !ok {
			check.Add("activity", "activity.unknown", "activity %q is no code of this book.", row.Activity)
		}
	}
	row.Check(&check.Check)
	return row, check.Result("rate.invalid", "The rate")
}
