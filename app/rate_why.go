package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// WhyRate asks which rate work would get, and why.
type WhyRate struct {
	Matter, Timekeeper string // codes
	Date               string // blank: today
	Task, Activity     string
}

// RateAnswer is the rate that applies and the row that gave it.
type RateAnswer struct {
	firm.Quote
	Why string
	// Row is the rate row that won, zero when the rate is typed or standard, or
	// the row is gone.
	Row firm.RateRow
}

// WhyRate answers which rate work would get, by which rule. Refused
// ("rate.none") when none is agreed.
func (d *Desk) WhyRate(ctx context.Context, req WhyRate) (RateAnswer, error) {
	return read(ctx, d, func(q Query) (RateAnswer, error) {
		l := newLookup(q, d.Today())
		f, err := l.Firm()
		if err != nil {
			return RateAnswer{}, err
		}
		var check checks
		m, err := l.Matter(req.Matter)
		check.Fail("matter", err)
		tk, err := l.Timekeeper(req.Timekeeper)
		check.Fail("timekeeper", err)
		on := check.date("date", req.Date, false)
		if on.IsZero() {
			on = d.Today()
		}
		if err := check.Result("rate.invalid", "The question"); err != nil {
			return RateAnswer{}, err
		}
		won, err := quote(f, m, rateAsk(m, tk, on, firm.FoldCode(req.Task), firm.FoldCode(req.Activity)))
		if err != nil {
			return RateAnswer{}, err
		}
		row, _ := rateRow(slices.Concat(m.Rates...), won.RowID) // none for a standard rate
		return RateAnswer{Quote: won, Why: won.Why(), Row: row}, nil
	})
}

// WhyEntry answers why an entry has the rate it has: what was found when it was
// entered or re-rated, not what a table says today.
func (d *Desk) WhyEntry(ctx context.Context, id int64) (RateAnswer, error) {
	return read(ctx, d, func(q Query) (RateAnswer, error) {
		e, err := q.Entry(id)
		if err != nil {
			return RateAnswer{}, err
		}
		return whyEntry(q, e)
	})
}

func whyEntry(q Query, e work.Entry) (RateAnswer, error) {
	a := RateAnswer{Quote: firm.Quote{Standard: e.StandardRate, Rate: e.Rate, Rule: e.RateRule, RowID: e.RateRowID, On: e.Date}}
	if e.RateRowID != 0 {
		rows, err := q.RateRows(0, 0)
		if err != nil {
			return RateAnswer{}, err
		}
		if row, err := rateRow(rows, e.RateRowID); err == nil && row.Rate == e.Rate {
			a.Row, a.Since = row, row.From
		}
	}
	a.Why = whyText(a.Quote)
	return a, nil
}

func whyText(q firm.Quote) string {
	if q.Rule == 0 {
		return "0.00: time of the firm's own, no rate is needed"
	}
	return q.Why()
}

// Rates lists the rows of a matter with those of its client and the firm; with
// a blank code every row.
func (d *Desk) Rates(ctx context.Context, matter string) ([]firm.RateRow, error) {
	return read(ctx, d, func(q Query) ([]firm.RateRow, error) {
		if strings.TrimSpace(matter) == "" {
			return q.RateRows(0, 0)
		}
		m, err := q.MatterByCode(strings.TrimSpace(matter))
		if err != nil {
			return nil, err
		}
		return q.RateRows(m.ID, m.ClientID)
	})
}

func rateRow(rows []firm.RateRow, id int64) (firm.RateRow, error) {
	for _, r := range rows {
		if r.ID == id && id != 0 {
			return r, nil
		}
	}
	return firm.RateRow{}, fault.NotFound("rate", fmt.Sprint(id))
}

// rateAsk is the question which rate work gets; it is asked for the day of the work.
func rateAsk(m *matterFacts, tk firm.Timekeeper, on cal.Date, task, activity string) firm.RateAsk {
	return firm.RateAsk{On: on, Timekeeper: tk, Matter: m.Matter, Task: task, Activity: activity}
}
