package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// CombineTime asks to make one entry of several.
type CombineTime struct {
	Request
	IDs       []int64
	Narrative string // blank: theirs, joined
	Reason    string
}

// CombineTime makes one entry of several of the same timekeeper, matter, day,
// codes, rate and kind; hours are summed, never rounded anew. What the others
// were stays in the log. Refused ("books.closed") when rounding would change what
// work of closed books comes to.
func (d *Desk) CombineTime(ctx context.Context, req CombineTime) (work.Entry, error) {
	s := spec{act: "time.combine", right: mayOwnTime, object: fmt.Sprintf("%d time entries", len(req.IDs)), reason: strings.TrimSpace(req.Reason), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (work.Entry, error) {
		var list []work.Entry
		for _, id := range req.IDs {
			e, err := d.editableEntry(tx, id)
			if err != nil {
				return e, err
			}
			list = append(list, e)
		}
		if len(list) == 0 {
			return work.Entry{}, fault.New(fault.Invalid, "ids.count", "Choose two entries or more.")
		}
		l := newLookup(tx, d.Today())
		m, err := l.MatterByID(list[0].MatterID)
		if err != nil {
			return work.Entry{}, err
		}
		one, gone, err := decideCombine(list, m.Client.Currency, req.Narrative)
		if err != nil {
			return one, err
		}
		if one.Amount != sumOf(list) {
			if err := closedFigures(l, one.Date, "time"); err != nil {
				return one, err
			}
		}
		for _, e := range gone {
			if e.Status == work.Released {
				e.Status = work.Draft
				if err := tx.SetEntry(&e); err != nil {
					return one, err
				}
			}
			if err := tx.DeleteEntry(e.ID); err != nil {
				return one, err
			}
		}
		return one, tx.SetEntry(&one)
	})
}

func decideCombine(list []work.Entry, cur money.Currency, narrative string) (one work.Entry, gone []work.Entry, err error) {
	// The entry that was imported is the one that stays: its id tells the next
	// import that it is here.
	keep := max(slices.IndexFunc(list, func(e work.Entry) bool { return e.ExtID != "" }), 0)
	one = list[keep]
	var check checks
	if len(list) < 2 || len(list) > 100 {
		check.Add("ids", "ids.count", "Choose 2 to 100 entries.")
	}
	texts := []string{}
	for i, e := range list {
		if strings.TrimSpace(e.Narrative) != "" {
			texts = append(texts, strings.TrimRight(e.Narrative, " .;"))
		}
		if i == keep {
			continue
		}
		switch {
		case slices.ContainsFunc(list[:i], func(o work.Entry) bool { return o.ID == e.ID }):
			check.Add("ids", "ids.twice", "Entry %d is named twice.", e.ID)
		case !alike(e, one):
			check.Fail("ids", fault.Refuse("time.not_alike", "Entry %d differs from entry %d in timekeeper, matter, day, codes, rate, kind, state or hold.", e.ID, one.ID).
				Advise("Only entries that agree in all of these become one."))
		case e.ExtID != "":
			check.Fail("ids", fault.Refuse("time.imported", "Entries %d and %d were both imported; combined, the next import of the same file would bring one of them back.", one.ID, e.ID))
		}
		one.Worked, one.Hours, one.WorkedSeconds = one.Worked+e.Worked, one.Hours+e.Hours, one.WorkedSeconds+e.WorkedSeconds
		gone = append(gone, e)
	}
	if one.Narrative = work.CleanNarrative(narrative); one.Narrative == "" && len(texts) > 0 {
		one.Narrative = strings.Join(texts, "; ") + "."
	}
	if one.Status != work.Draft {
		work.CheckNarrative(&check.Check, "narrative", one.Narrative)
	}
	if one.Hours > work.DayHours {
		check.Add("hours", "hours.range", "Together they have %s hours; one entry holds at most 24.", one.Hours.Plain())
	}
	check.Err("hours", "amount.overflow", one.Price(cur))
	return one, gone, check.Result("time.invalid", "The combination")
}

func alike(a, b work.Entry) bool {
	type sameness struct {
		timekeeper, matter int64
		day                any
		task, activity     string
		billable           work.Billable
		rate               money.Rate
		rule               firm.RateRule
		status             work.Status
		hold               string
	}
	of := func(e work.Entry) sameness {
		return sameness{e.TimekeeperID, e.MatterID, e.Date, e.Task, e.Activity, e.Billable, e.Rate, e.RateRule, e.Status, e.HoldReason}
	}
	return of(a) == of(b)
}
