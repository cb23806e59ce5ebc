package app

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddTime asks for a time entry. Texts are as the import columns give them.
type AddTime struct {
	Request
	Matter     string // code
	Timekeeper string // code; blank: the user's own
	Date       string
	Hours      string // as people type them; blank: Seconds, else the brackets in the narrative
	Narrative  string
	Task       string
	Activity   string
	Billable   string // Y, N, NC; blank: Y
	Rate       string // blank: by the rate tables
	Note       string
	ExtID      string
	Seconds    int64 // measured by a timer
	Exact      bool  // hours are a record of another system and stand as they are
	Draft      bool  // not yet work in progress; narrative and codes may follow
}

// TimeSaved is an entry with what a person wants to know of it.
type TimeSaved struct {
	Entry    work.Entry
	Currency money.Currency
	Why      string // "325.00: matter rate for this timekeeper (rule 3), since 2026-01-01"
}

// latestAhead is how far ahead of today work may be dated: calendars are
// entered ahead, slips of the year are not.
const latestAhead = 31

// AddTime records time. Invalid when a field is wrong, all at once. Refused:
// "books.closed", "matter.closed", "rate.none", "time.future",
// "timekeeper.not_employed", "time.day_full" (more than 24 hours in one day of
// one timekeeper), "time.not_own" for users who may enter only their own.
func (d *Desk) AddTime(ctx context.Context, req AddTime) (TimeSaved, error) {
	s := spec{act: "time.add", right: mayOwnTime, object: "matter " + req.Matter, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (TimeSaved, error) {
		return d.addTime(tx, newLookup(tx, d.Today()), req)
	})
}

func (d *Desk) addTime(tx Tx, l *lookup, req AddTime) (TimeSaved, error) {
	facts, check, err := d.timeFacts(l, req, nil)
	if err != nil {
		return TimeSaved{}, err
	}
	e, why := decideTime(facts, req, check)
	if err := check.Result("time.invalid", "The time entry"); err != nil {
		return TimeSaved{}, err
	}
	e.CreatedAt = d.now()
	if err := tx.AddEntry(&e); err != nil {
		return TimeSaved{}, err
	}
	l.addHours(e.TimekeeperID, e.Date, e.Hours)
	return TimeSaved{Entry: e, Currency: facts.matter.Client.Currency, Why: why}, nil
}

// timeFacts are what an entry is decided from. matter and timekeeper are nil
// when they are not there, which has been noted as a fault.
type timeFacts struct {
	firm       firm.Firm
	today      cal.Date
	date       cal.Date
	matter     *matterFacts
	timekeeper *firm.Timekeeper
	dayHours   money.Quantity // of other entries of the timekeeper on the day
	codes      *lookup        // with its sets loaded
	old        *work.Entry    // the entry as it is, nil for a new one
}

// timeFacts loads them. An error is a fault of the machine; what the request
// names wrongly stands in the checks.
func (d *Desk) timeFacts(l *lookup, req AddTime, old *work.Entry) (timeFacts, *checks, error) {
	check := &checks{}
	f, err := l.Firm()
	if err != nil {
		return timeFacts{}, nil, err
	}
	if err := l.loadSets(); err != nil {
		return timeFacts{}, nil, err
	}
	facts := timeFacts{firm: f, today: l.today, codes: l, old: old, date: check.date("date", req.Date, true)}
	if strings.TrimSpace(req.Matter) == "" {
		check.Require("matter", "")
	} else if m, err := l.Matter(req.Matter); !check.Fail("matter", err) {
		facts.matter = m
	}
	if tk, err := d.timekeeper(l, req.Timekeeper); !check.Fail("timekeeper", err) {
		facts.timekeeper = &tk
	}
	if facts.timekeeper != nil && facts.date != 0 {
		if facts.dayHours, err = l.DayHours(facts.timekeeper.ID, facts.date); err != nil {
			return timeFacts{}, nil, err
		}
		if old != nil && old.TimekeeperID == facts.timekeeper.ID && old.Date == facts.date {
			facts.dayHours -= old.Hours
		}
	}
	return facts, check, nil
}

// timekeeper finds whose time it is; blank is the user's own. Users who may
// not enter everybody's time are held to their own.
func (d *Desk) timekeeper(l *lookup, code string) (firm.Timekeeper, error) {
	if strings.TrimSpace(code) == "" {
		if d.User.TimekeeperID == 0 {
			return firm.Timekeeper{}, fault.New(fault.Invalid, "timekeeper.required", "timekeeper is required: user %q is not a timekeeper.", d.User.Code)
		}
		t, err := l.q.Timekeeper(d.User.TimekeeperID)
		return t, err
	}
	t, err := l.Timekeeper(code)
	if err != nil {
		return t, err
	}
	return t, d.own(t.ID, t.Code)
}

// own refuses the time of somebody else to users who may enter only their own.
func (d *Desk) own(timekeeperID int64, code string) error {
	if d.can(mayAllTime) || d.User.TimekeeperID == timekeeperID && timekeeperID != 0 {
		return nil
	}
	return fault.Refuse("time.not_own", "The role %s of user %q allows own time only, and this is the time of %s.", d.User.Role, d.User.Code, cmp.Or(code, "somebody else")).
		Advise("Ask the billing desk to make the change.")
}

// decideTime makes the entry of a request and says why it has its rate. Every
// fault is noted in check.
func decideTime(f timeFacts, req AddTime, check *checks) (e work.Entry, why string) {
	if f.old != nil {
		e = *f.old
	}
	e.Date, e.Note, e.ExtID = f.date, work.CleanNarrative(req.Note), strings.TrimSpace(req.ExtID)
	e.Task, e.Activity = firm.FoldCode(req.Task), firm.FoldCode(req.Activity)
	check.Text("note", e.Note, work.NarrativeMax)
	check.Text("ext_id", e.ExtID, 200)
	var ok bool
	if e.Billable, ok = work.ParseBillable(strings.ToUpper(strings.TrimSpace(req.Billable))); !ok {
		check.Add("billable", "billable.unknown", "billable %q is not one of Y, N, NC.", req.Billable)
	}
	if f.old == nil {
		e.Status = work.Released
		if req.Draft {
			e.Status = work.Draft
		}
	}
	e.Narrative = work.CleanNarrative(req.Narrative)
	if e.Narrative != "" || e.Status != work.Draft {
		work.CheckNarrative(&check.Check, "narrative", e.Narrative)
	}
	if f.matter != nil {
		e.MatterID = f.matter.Matter.ID
		checkEntryCodes(f.codes, check, f.matter.Matter, e)
		checkMatterTakes(check, f.matter, f.old, e)
	}
	decideHours(f, req, check, &e)
	checkDay(f, check, &e)
	if f.matter == nil || f.timekeeper == nil || f.date == 0 {
		return e, ""
	}
	e.TimekeeperID = f.timekeeper.ID
	return e, decideRateOf(f, req, check, &e)
}

func checkEntryCodes(l *lookup, check *checks, m firm.Matter, e work.Entry) {
	l.checkTask(check, m, e.Task)
	l.checkActivity(check, m, e.Activity)
	if m.CodesRequired && e.Billable != work.NonBillable && e.Status != work.Draft {
		check.Require("task", e.Task)
		check.Require("activity", e.Activity)
	}
}

// checkMatterTakes refuses new work on a closed matter or for an archived
// client; an entry that stands there already may still be mended.
func checkMatterTakes(check *checks, m *matterFacts, old *work.Entry, e work.Entry) {
	if old != nil && old.MatterID == e.MatterID {
		return
	}
	check.Fail("matter", matterTakes(m))
}

func matterTakes(m *matterFacts) error {
	switch {
	case m.Matter.Status == firm.MatterClosed:
		return fault.Refuse("matter.closed", "Matter %s is closed and takes no new work.", m.Matter.Code).
			Advise("Open the matter again, or choose another.")
	case m.Client.Archived:
		return fault.Refuse("client.archived", "Client %s is archived and takes no new work.", m.Client.Code).
			Advise("Take the client out of the archive first.")
	}
	return nil
}

// decideHours finds the hours worked and the hours to bill. An entry whose
// hours are not asked about keeps them.
func decideHours(f timeFacts, req AddTime, check *checks, e *work.Entry) {
	rule := firm.TimeRule{Minimum: money.Hour / 10, Increment: money.Hour / 10}
	if f.matter != nil {
		rule = firm.TimeRuleFor(f.firm, f.matter.Client, f.matter.Matter)
	}
	typed, given := money.Quantity(0), strings.TrimSpace(req.Hours) != ""
	switch {
	case given:
		q, err := work.ParseHours(req.Hours)
		check.Err("hours", "hours.format", err)
		if err != nil {
			return
		}
		typed = q
	case req.Seconds == 0:
		if typed, _ = work.BracketHours(e.Narrative); typed == 0 {
			check.Add("hours", "hours.required", "hours are required.")
			return
		}
	}
	if f.old != nil && typed == f.old.Hours && req.Seconds == f.old.WorkedSeconds {
		return // not asked about
	}
	e.WorkedSeconds = req.Seconds
	switch {
	case req.Seconds < 0 || req.Seconds > work.Seconds(work.DayHours):
		check.Add("hours", "hours.range", "A timer of %s cannot be one day's work.", work.FormatClock(req.Seconds))
		return
	case req.Seconds > 0:
		e.Worked = money.Quantity((req.Seconds*int64(money.Hour) + 1800) / 3600)
		e.Hours = work.Bill(req.Seconds, rule)
		if given {
			e.Hours = work.RoundHours(typed, rule)
		}
	case req.Exact:
		e.Worked, e.Hours = typed, typed
	default:
		e.Worked, e.Hours = typed, work.RoundHours(typed, rule)
	}
	switch {
	case e.Hours == 0:
		check.Add("hours", "hours.zero", "hours must be above 0: an entry without time says nothing.")
	case e.Hours > work.DayHours:
		check.Add("hours", "hours.range", "hours must be at most 24.")
	}
}

// checkDay tests the day: closed books, far ahead, employment, 24 hours.
func checkDay(f timeFacts, check *checks, e *work.Entry) {
	if f.date == 0 {
		return
	}
	if f.old == nil {
		check.Fail("date", closed(f.firm, f.date, "time"))
	}
	if f.date > f.today.AddDays(latestAhead) {
		check.Fail("date", fault.Refuse("time.future", "%s is more than %d days ahead of today (%s).", f.date, latestAhead, f.today).
			Advise("Look at the year and the month."))
	}
	if f.timekeeper == nil {
		return
	}
	check.Fail("date", employed(*f.timekeeper, f.date))
	if e.Hours <= work.DayHours && f.dayHours+e.Hours > work.DayHours {
		check.Fail("hours", fault.Refuse("time.day_full", "With this entry %s would have %s hours on %s; a day has 24.", f.timekeeper.Code, (f.dayHours+e.Hours).Plain(), f.date).
			Advise("Look at the day: an entry may stand there twice.").With("recorded", f.dayHours.Plain()).With("hours", e.Hours.Plain()))
	}
}

func employed(t firm.Timekeeper, day cal.Date) error {
	switch {
	case !t.StartDate.IsZero() && day < t.StartDate:
		return fault.Refuse("timekeeper.not_employed", "%s started on %s and cannot have worked on %s.", t.Code, t.StartDate, day)
	case !t.EndDate.IsZero() && day > t.EndDate:
		return fault.Refuse("timekeeper.not_employed", "The last day of %s was %s, so no work can be dated %s.", t.Code, t.EndDate, day)
	}
	return nil
}

// decideRateOf prices the entry. A typed rate wins and stays; without one, an
// entry keeps the rate it has as long as whose work it is, for what and when
// stay the same: tables that change never touch it.
func decideRateOf(f timeFacts, req AddTime, check *checks, e *work.Entry) string {
	ask := rateAsk(f.matter, *f.timekeeper, e.Date, e.Task, e.Activity)
	if text := strings.TrimSpace(req.Rate); text != "" {
		r, err := money.ParseRate(text)
		if err == nil && (r < 0 || r > firm.RateMax) {
			err = fmt.Errorf("rate must lie between 0 and %s", money.Rate(firm.RateMax).Format())
		}
		check.Err("rate", "rate.format", err)
		if err != nil {
			return ""
		}
		ask.Typed = &r
	}
	var q firm.Quote
	if o := f.old; o != nil && ask.Typed == nil && o.RateRule != firm.RateTyped && o.MatterID == e.MatterID &&
		o.TimekeeperID == e.TimekeeperID && o.Date == e.Date && o.Task == e.Task && o.Activity == e.Activity && (o.RateRule != 0 || e.Billable == work.NonBillable) {
		q = firm.Quote{Standard: o.StandardRate, Rate: o.Rate, Rule: o.RateRule, RowID: o.RateRowID, On: o.Date}
	} else {
		var err error
		if q, err = quote(f.firm, f.matter, ask); err != nil && e.Billable != work.NonBillable {
			check.Fail("rate", err)
			return ""
		}
	}
	e.StandardRate, e.Rate, e.RateRule, e.RateRowID = q.Standard, q.Rate, q.Rule, q.RowID
	if err := e.Price(f.matter.Client.Currency); err != nil {
		check.Add("hours", "amount.overflow", "hours x rate: %s.", err)
	}
	return whyText(q)
}

// now is the instant kept with what was just made, to the millisecond, as the
// book keeps it.
func (d *Desk) now() time.Time { return d.Now().UTC().Truncate(time.Millisecond) }
