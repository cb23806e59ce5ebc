package firm

import (
	"matterbook/app/cal"
	"matterbook/app/money"
)

// WorkWeek is the hours expected of a timekeeper on each day of the week.
// TimekeeperID 0 holds for everybody without a week of their own.
type WorkWeek struct {
	TimekeeperID int64
	Hours        [7]money.Quantity // Monday first
}

// UsualWeek is expected where nobody has said otherwise: eight hours Monday to
// Friday.
var UsualWeek = WorkWeek{Hours: [7]money.Quantity{8 * money.Hour, 8 * money.Hour, 8 * money.Hour, 8 * money.Hour, 8 * money.Hour}}

// WorkWeeks finds who is expected to work when.
type WorkWeeks []WorkWeek

// Of is the week of a timekeeper: their own, else the firm's, else the usual one.
func (ws WorkWeeks) Of(timekeeperID int64) WorkWeek {
	found := UsualWeek
	for _, w := range ws {
		switch w.TimekeeperID {
		case timekeeperID:
			return w
		case 0:
			found.Hours = w.Hours
		}
	}
	found.TimekeeperID = timekeeperID
	return found
}

// Expected are the hours expected of a timekeeper on a day: none before the first
// and after the last day of employment.
func (ws WorkWeeks) Expected(t Timekeeper, day cal.Date) money.Quantity {
	if !t.StartDate.IsZero() && day < t.StartDate || !t.EndDate.IsZero() && day > t.EndDate {
		return 0
	}
	return ws.Of(t.ID).Hours[day.Sub(day.WeekStart())]
}
