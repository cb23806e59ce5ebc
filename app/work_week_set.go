package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// SetWorkWeek asks to change the hours expected on the days of a week.
type SetWorkWeek struct {
	Request
	Timekeeper string   // code; blank: everybody without a week of their own
	Hours      []string // Monday to Sunday; blank is none. One alone holds Monday to Friday
	// Usual gives the timekeeper the firm's week again, or the firm the usual one.
	Usual bool
}

// SetWorkWeek keeps the hours expected by day of the week, which missing time is
// counted against. Nothing is billed by it.
func (d *Desk) SetWorkWeek(ctx context.Context, req SetWorkWeek) (firm.WorkWeek, error) {
	object := "firm"
	if code := strings.TrimSpace(req.Timekeeper); code != "" {
		object = "timekeeper " + code
	}
	return change(ctx, d, spec{act: "work_week.set", right: maySetUp, object: object, req: req.Request}, func(tx Tx) (firm.WorkWeek, error) {
		var check checks
		id, err := newLookup(tx, d.Today()).TimekeeperID(req.Timekeeper)
		check.Fail("timekeeper", err)
		w := firm.WorkWeek{TimekeeperID: id}
		if !req.Usual {
			w.Hours = decideWeek(req.Hours, &check)
		}
		if err := check.Result("work_week.invalid", "The hours of the week"); err != nil {
			return w, err
		}
		if !req.Usual {
			return w, tx.SetWorkWeek(w)
		}
		if err := tx.DeleteWorkWeek(id); err != nil {
			return w, err
		}
		weeks, err := tx.WorkWeeks()
		return firm.WorkWeeks(weeks).Of(id), err
	})
}

var weekdays = [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

func decideWeek(hours []string, check *checks) (week [7]money.Quantity) {
	if len(hours) == 1 {
		hours = []string{hours[0], hours[0], hours[0], hours[0], hours[0], "", ""}
	}
	if len(hours) != 7 {
		check.Add("hours", "hours.count", "Give the hours of all seven days, Monday first, or of one for Monday to Friday.")
		return week
	}
	for i, text := range hours {
		if text = strings.TrimSpace(text); text == "" || text == "0" {
			continue
		}
		q, err := work.ParseHours(text)
		check.Err(weekdays[i], "hours.format", err)
		if err == nil && q > work.DayHours {
			check.Fail(weekdays[i], fault.New(fault.Invalid, "hours.range", "hours must be at most 24."))
		}
		week[i] = q
	}
	return week
}

// WorkWeeks are the hours expected by day of the week.
func (d *Desk) WorkWeeks(ctx context.Context) (firm.WorkWeeks, error) {
	return read(ctx, d, func(q Query) (firm.WorkWeeks, error) { return q.WorkWeeks() })
}
