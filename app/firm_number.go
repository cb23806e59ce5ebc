package app

import (
	"context"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// Numbering is how invoices are numbered now.
type Numbering struct {
	Pattern string
	Series  string // the counter of today's invoices, "invoice 2026"
	Last    int64  // 0: none was given out
	Before  int64  // numbers another program gave out
	Next    string // what an invoice of today would be numbered
}

// Begun says that this book has given out a number of the series.
func (n Numbering) Begun() bool { return n.Last > n.Before }

// SetNumbering asks for another pattern, or for the first number of a series
// that has not begun; nil fields stay.
type SetNumbering struct {
	Request
	Version int64
	Pattern *string
	// Next is the counter of the next invoice of today's series: a firm that comes
	// from another program goes on with its numbers.
	Next *int64
}

// SetNumbering changes how invoices are numbered from now on; issued invoices
// keep their numbers. Numbers are gapless, so the counter is set only before the
// first invoice of its series ("numbering.begun").
func (d *Desk) SetNumbering(ctx context.Context, req SetNumbering) (Numbering, error) {
	return change(ctx, d, spec{act: "firm.number", right: maySetUp, object: "firm", req: req.Request}, func(tx Tx) (Numbering, error) {
		f, n, start, err := decideNumbering(tx, req, d.Today())
		if err != nil {
			return Numbering{}, err
		}
		if err := tx.SetFirm(&f); err != nil {
			return Numbering{}, err
		}
		if start {
			if err := tx.StartCounter(n.Series, n.Before); err != nil {
				return Numbering{}, err
			}
		}
		return n, nil
	})
}

// CheckNumbering is what SetNumbering would come to, without saving.
func (d *Desk) CheckNumbering(ctx context.Context, req SetNumbering) (Numbering, error) {
	return read(ctx, d, func(q Query) (Numbering, error) {
		_, n, _, err := decideNumbering(q, req, d.Today())
		return n, err
	})
}

// NumberingOf reads how invoices of a day are numbered.
func NumberingOf(q Query, today cal.Date) (Numbering, error) {
	_, n, _, err := decideNumbering(q, SetNumbering{}, today)
	return n, err
}

// Numbering is how invoices are numbered now.
func (d *Desk) Numbering(ctx context.Context) (Numbering, error) {
	return d.CheckNumbering(ctx, SetNumbering{})
}

func decideNumbering(q Query, req SetNumbering, today cal.Date) (f firm.Firm, n Numbering, start bool, err error) {
	if f, err = q.Firm(); err != nil {
		return f, n, false, err
	}
	if err := stale("firm", f.Name, req.Version, f.RowVersion); err != nil {
		return f, n, false, err
	}
	if req.Pattern != nil {
		f.InvoiceSeries = strings.TrimSpace(*req.Pattern)
	}
	var check checks
	pattern, err := bill.ParsePattern(f.InvoiceSeries)
	if check.Fail("invoice_series", err) {
		return f, n, false, check.Result("firm.invalid", "The numbering")
	}
	f.InvoiceSeries = pattern.String()
	n = Numbering{Pattern: f.InvoiceSeries, Series: pattern.Series(today)}
	if n.Last, n.Before, err = q.Counted(n.Series); err != nil {
		return f, n, false, err
	}
	if req.Next != nil && *req.Next != n.Last+1 {
		switch {
		case *req.Next < 1:
			check.Add("next", "next.range", "The next number must be 1 or more.")
		case n.Begun():
			check.Fail("next", fault.Refuse("numbering.begun", "This series has given out its numbers through %d; they have no gap, so the next one is %d.", n.Last, n.Last+1).
				Advise("Change the pattern to begin another series, as at the turn of a year."))
		default:
			n.Last, n.Before, start = *req.Next-1, *req.Next-1, true
		}
	}
	if n.Next, err = pattern.Number(n.Last+1, today); err != nil {
		check.Fail("invoice_series", err)
	}
	return f, n, start, check.Result("firm.invalid", "The numbering")
}
