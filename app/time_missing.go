package app

import (
	"context"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// TimeDay is what a timekeeper has recorded on a day beside what was expected.
type TimeDay struct {
	Date               cal.Date
	Recorded, Expected money.Quantity
	// Ahead says that the day has not come yet: nothing is missing on it.
	Ahead bool
}

// Missing are the hours to come, never below zero.
func (t TimeDay) Missing() money.Quantity {
	if t.Ahead {
		return 0
	}
	return max(t.Expected-t.Recorded, 0)
}

// KeeperDays are the days of one timekeeper.
type KeeperDays struct {
	Timekeeper firm.Timekeeper
	Days       []TimeDay
}

// Sum adds recorded, expected so far and missing hours up. A long day does not
// make up for a missing one.
func (k KeeperDays) Sum() (recorded, expected, missing money.Quantity) {
	for _, d := range k.Days {
		recorded += d.Recorded
		missing += d.Missing()
		if !d.Ahead {
			expected += d.Expected
		}
	}
	return recorded, expected, missing
}

// AskMissing asks for days. Blank: from the first of this month, to today.
type AskMissing struct{ From, To string }

// maxDays is the most days asked for at once: a year, and its weeks in full.
const maxDays = 380

// MissingTime shows the days from one to another of every timekeeper employed on
// any of them, or with time on them. Users who may enter only their own time
// see their own days.
func (d *Desk) MissingTime(ctx context.Context, req AskMissing) ([]KeeperDays, error) {
	var check checks
	from, to := check.date("from", req.From, false), check.date("to", req.To, false)
	if from.IsZero() {
		from = d.Today().MonthStart()
	}
	if to.IsZero() {
		to = max(d.Today(), from)
	}
	if check.OK() && (to < from || to.Sub(from) >= maxDays) {
		check.Add("to", "date.range", "%s to %s is no span of at most %d days.", from, to, maxDays)
	}
	if err := check.Result("time.invalid", "The days"); err != nil {
		return nil, err
	}
	return read(ctx, d, func(q Query) ([]KeeperDays, error) { return MissingTime(q, d, from, to) })
}

// MissingTime is [Desk.MissingTime] on the snapshot of a screen.
func MissingTime(q Query, d *Desk, from, to cal.Date) ([]KeeperDays, error) {
	keepers, err := q.Timekeepers()
	if err != nil {
		return nil, err
	}
	weeks, err := q.WorkWeeks()
	if err != nil {
		return nil, err
	}
	var list []KeeperDays
	for _, k := range keepers {
		if d.can(mayOwnTime) && d.own(k.ID, k.Code) != nil {
			continue
		}
		hours, err := q.DayHours(k.ID, from, to)
		if err != nil {
			return nil, err
		}
		days := KeeperDays{Timekeeper: k}
		any := len(hours) > 0
		for day := from; day <= to; day = day.AddDays(1) {
			t := TimeDay{Date: day, Recorded: hours[day], Expected: firm.WorkWeeks(weeks).Expected(k, day), Ahead: day > d.Today()}
			any = any || t.Expected > 0
			days.Days = append(days.Days, t)
		}
		if any {
			list = append(list, days)
		}
	}
	return list, nil
}
