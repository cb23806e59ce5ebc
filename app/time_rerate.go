package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// ReRateTime asks to look the rates of unbilled entries up anew, by the tables
// of today and the dates of the work. Blank limits take everything.
type ReRateTime struct {
	Request
	IDs            []int64 // these; else all that the limits below name
	Client, Matter string  // codes
	Timekeeper     string
	From, To       string
	Typed          bool // rates typed by hand, too
	Reason         string
	// Confirm is the Mark of the plan that was shown. The act is a Conflict
	// when what it would do is no longer what was shown.
	Confirm string
}

// ReRatePlan says what a re-rate would do, entry by entry.
type ReRatePlan struct {
	Lines         []ReRateLine // entries whose rate or amount changes
	Same          int          // entries that stay as they are
	Not           []NotMoved   // entries that stay: no rate is agreed now, or their books are closed
	Before, After []Total      // by currency, of the lines
	Mark          string       // names this plan, for Confirm
}

// ReRateLine is one entry before and after.
type ReRateLine struct {
	ID                            int64
	Date                          cal.Date
	Matter, Timekeeper            string
	Hours                         money.Quantity
	Currency                      money.Currency
	RateBefore, RateAfter         money.Rate
	AmountBefore, AmountAfter     money.Amount
	StandardBefore, StandardAfter money.Rate
	Why                           string
}

// Total is a sum of one currency.
type Total struct {
	Currency money.Currency
	Amount   money.Amount
}

// PlanReRate shows what [Desk.ReRate] would do, by the same code.
func (d *Desk) PlanReRate(ctx context.Context, req ReRateTime) (ReRatePlan, error) {
	if err := d.may(mayAllTime); err != nil {
		return ReRatePlan{}, err
	}
	return read(ctx, d, func(q Query) (ReRatePlan, error) {
		plan, _, err := reRate(newLookup(q, d.Today()), req)
		return plan, err
	})
}

// ReRate prices unbilled entries by the rate tables as they are now. It does
// exactly what the confirmed plan showed, or nothing.
func (d *Desk) ReRate(ctx context.Context, req ReRateTime) (ReRatePlan, error) {
	if err := reasonRequired(req.Reason); err != nil {
		return ReRatePlan{}, err
	}
	s := spec{act: "time.rerate", right: mayAllTime, object: "time entries", reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (ReRatePlan, error) {
		plan, entries, err := reRate(newLookup(tx, d.Today()), req)
		if err != nil {
			return plan, err
		}
		if plan.Mark != req.Confirm {
			return plan, fault.New(fault.Conflict, "time.plan_changed", "Entries or rates changed since the plan was shown, or it was never confirmed; nothing was re-rated.").
				Advise("Look at the new plan and confirm it.")
		}
		tx.Concerning(fmt.Sprintf("%d time entries", len(entries)))
		for i := range entries {
			if err := tx.SetEntry(&entries[i]); err != nil {
				return plan, err
			}
		}
		return plan, nil
	})
}

// reRate makes the plan and the entries as they would become.
func reRate(l *lookup, req ReRateTime) (ReRatePlan, []work.Entry, error) {
	entries, err := reRateEntries(l, req)
	if err != nil {
		return ReRatePlan{}, nil, err
	}
	var plan ReRatePlan
	var after []work.Entry
	codes := map[int64]string{}
	for _, was := range entries {
		if err := was.Status.Editable("time entry"); err != nil {
			plan.Not = append(plan.Not, notMoved(was.ID, err))
			continue
		}
		m, err := l.MatterByID(was.MatterID)
		if err != nil {
			return plan, nil, err
		}
		e := was
		if err := applyRate(l, &e, m, req.Typed); err != nil {
			if fault.Of(err) == fault.Internal {
				return plan, nil, err
			}
			plan.Not = append(plan.Not, notMoved(was.ID, err))
			continue
		}
		if e == was {
			plan.Same++
			continue
		}
		if figuresDiffer(was, e) {
			if err := closedFigures(l, was.Date, "time"); err != nil {
				if fault.Of(err) == fault.Internal {
					return plan, nil, err
				}
				plan.Not = append(plan.Not, notMoved(was.ID, err))
				continue
			}
		}
		if codes[e.TimekeeperID] == "" {
			tk, err := l.q.Timekeeper(e.TimekeeperID)
			if err != nil {
				return plan, nil, err
			}
			codes[e.TimekeeperID] = tk.Code
		}
		after = append(after, e)
		plan.Lines = append(plan.Lines, ReRateLine{
			ID: e.ID, Date: e.Date, Matter: m.Matter.Code, Timekeeper: codes[e.TimekeeperID], Hours: e.Hours, Currency: m.Client.Currency,
			RateBefore: was.Rate, RateAfter: e.Rate, AmountBefore: was.Amount, AmountAfter: e.Amount,
			StandardBefore: was.StandardRate, StandardAfter: e.StandardRate,
			Why: whyText(firm.Quote{Rate: e.Rate, Rule: e.RateRule}),
		})
	}
	if err := plan.sum(); err != nil {
		return plan, nil, err
	}
	return plan, after, nil
}

func notMoved(id int64, err error) NotMoved {
	return NotMoved{ID: id, Code: fault.Code(err), Message: err.Error()}
}

// maxReRate is the most entries one re-rate takes.
const maxReRate = 200_000

func reRateEntries(l *lookup, req ReRateTime) ([]work.Entry, error) {
	if len(req.IDs) > 0 {
		var all []work.Entry
		for _, id := range req.IDs {
			e, err := l.q.Entry(id)
			if err != nil {
				return nil, err
			}
			all = append(all, e)
		}
		return all, nil
	}
	f, check := entryFilter(l, ListTime{Client: req.Client, Matter: req.Matter, Timekeeper: req.Timekeeper, From: req.From, To: req.To})
	if err := check.Result("time.invalid", "The choice of entries"); err != nil {
		return nil, err
	}
	f.Statuses, f.Oldest = []work.Status{work.Draft, work.Released}, true
	all, err := l.q.Entries(f, Page{Limit: maxReRate + 1})
	if err == nil && len(all) > maxReRate {
		err = fault.New(fault.Invalid, "time.too_many", "More than %d entries are chosen.", maxReRate).Advise("Choose fewer by client, matter or dates.")
	}
	return all, err
}

// sum adds the lines by currency and marks the plan with a hash of all it says.
func (p *ReRatePlan) sum() error {
	before, after := map[money.Currency]money.Amount{}, map[money.Currency]money.Amount{}
	var order []money.Currency
	for _, line := range p.Lines {
		if _, known := before[line.Currency]; !known {
			order = append(order, line.Currency)
		}
		var err error
		if before[line.Currency], err = before[line.Currency].Add(line.AmountBefore); err != nil {
			return fault.Wrap(err, "adding up")
		}
		if after[line.Currency], err = after[line.Currency].Add(line.AmountAfter); err != nil {
			return fault.Wrap(err, "adding up")
		}
	}
	for _, cur := range order {
		p.Before = append(p.Before, Total{cur, before[cur]})
		p.After = append(p.After, Total{cur, after[cur]})
	}
	text, err := json.Marshal(p)
	if err != nil {
		return fault.Wrap(err, "marking the plan")
	}
	hash := sha256.Sum256(text)
	p.Mark = hex.EncodeToString(hash[:8])
	return nil
}
