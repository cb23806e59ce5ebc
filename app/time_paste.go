package app

import (
	"context"
	"errors"
	"fmt"

	"matterbook/app/fault"
)

// PasteTime asks for many time entries at once, as rows from a spreadsheet.
type PasteTime struct {
	Request
	Rows []AddTime
	// DryRun decides every row and keeps nothing.
	DryRun bool
}

// PastedTime is what became of the rows, in their order.
type PastedTime struct {
	Rows []PastedRow
}

// PastedRow is one of them: saved, or why not.
type PastedRow struct {
	Saved   TimeSaved
	Refused string // why it was not saved; blank when it was
	Err     error  `json:"-"` // the same with its faults, unless the answer is a repeated one
}

// mostPasted keeps one transaction short; longer files are imported.
const mostPasted = 2000

// PasteTime records the rows that are right, in one transaction, and says of each
// other one what is wrong with it. The rows count together: hours of the same
// day are added up. With nothing right, nothing is kept and no line is written to
// the log.
func (d *Desk) PasteTime(ctx context.Context, req PasteTime) (PastedTime, error) {
	if n := len(req.Rows); n == 0 || n > mostPasted {
		return PastedTime{}, fault.New(fault.Invalid, "rows.count", "Paste between 1 and %d rows.", mostPasted)
	}
	s := spec{act: "time.paste", right: mayOwnTime, object: fmt.Sprintf("%d rows", len(req.Rows)), req: req.Request}
	var tried PastedTime
	kept, err := change(ctx, d, s, func(tx Tx) (PastedTime, error) {
		l := newLookup(tx, d.Today())
		tried = PastedTime{Rows: make([]PastedRow, len(req.Rows))}
		good := 0
		for i, r := range req.Rows {
			saved, err := d.addTime(tx, l, r)
			if err != nil && fault.Of(err) == fault.Internal {
				return PastedTime{}, fault.Wrap(err, "recording row %d", i+1)
			}
			if err == nil {
				good++
			}
			tried.Rows[i] = PastedRow{Saved: saved, Err: err}
			if err != nil {
				tried.Rows[i].Refused = err.Error()
			}
		}
		if req.DryRun || good == 0 {
			return tried, errDryRun
		}
		return tried, nil
	})
	if errors.Is(err, errDryRun) {
		return tried, nil
	}
	return kept, err
}
