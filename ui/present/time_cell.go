package present

import (
	"context"
	"errors"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// cellText is the text a cell of an entry is edited as; ok false when it cannot
// be, which is told.
func cellText(h Host, r app.TimeRow, column string) (text string, ok bool) {
	if err := r.Status.Editable("time entry"); err != nil {
		h.Fail(err)
		return "", false
	}
	switch column {
	case "date":
		return typedDay(r.Date), true
	case "timekeeper":
		return r.TimekeeperCode, true
	case "matter":
		return r.MatterCode, true
	case "code":
		return strings.TrimSpace(r.Task + " " + r.Activity), true
	case "hours":
		return words.Hours(r.Hours), true
	case "rate":
		return words.Rate(r.Rate), true
	case "narrative":
		return r.Narrative, true
	case "charge":
		return string(r.Billable), true
	}
	return "", false
}

// setCell changes one cell of an entry and offers to take it back. What cannot be
// read is answered at once, what the book refuses comes as a notice; then is
// called in both cases.
func setCell(h Host, r app.TimeRow, column, text string, then func()) error {
	req := app.SetTime{ID: r.ID, Version: r.RowVersion, Request: app.Request{Key: newKey(h.Desk(), "cell")}}
	text = strings.TrimSpace(text)
	matter := ""
	switch column {
	case "date":
		d, err := cal.ParseTyped(text, r.Date, h.Today(), words.In().MonthFirst)
		if err != nil {
			return err
		}
		text = d.String()
		req.Date = &text
	case "timekeeper":
		text = strings.ToUpper(text)
		req.Timekeeper = &text
	case "matter":
		if matter = text; matter == "" {
			return errors.New(words.L("Type the number of the matter, or a part of its name."))
		}
	case "code":
		task, activity := splitCodes(h.Facts(), text)
		req.Task, req.Activity = &task, &activity
	case "hours":
		text = words.Typed(text)
		if _, err := work.ParseHours(text); err != nil {
			return err
		}
		req.Hours = &text
	case "rate":
		text = words.Typed(text) // blank gives the tables their say again
		req.Rate = &text
	case "narrative":
		req.Narrative = &text
	case "charge":
		text = strings.ToUpper(text)
		if _, ok := work.ParseBillable(text); !ok {
			return errors.New(words.L("Type Y for billable, NC for no charge, or N for not billed."))
		}
		req.Billable = &text
	default:
		return nil
	}
	Go(h.Runner(), func(ctx context.Context) (app.TimeSaved, error) {
		if matter != "" {
			code, err := matterCode(ctx, h.Desk(), matter)
			if err != nil {
				return app.TimeSaved{}, err
			}
			req.Matter = &code
		}
		return h.Desk().SetTime(ctx, req)
	}, func(s app.TimeSaved, err error) {
		if err != nil {
			h.Fail(err)
		} else {
			offerChange(h, r.Entry, s)
		}
		then()
	})
	return nil
}

// offerChange says what an entry became and offers to take it back.
func offerChange(h Host, was work.Entry, s app.TimeSaved) {
	done := words.L("Changed: %s h on %s, %s.", words.Hours(s.Entry.Hours), words.Date(s.Entry.Date), words.Money(s.Entry.Amount, s.Currency))
	h.Say("%s", done)
	u := undoTime(h, done, app.TimeChange{Was: was, Became: s.Entry})
	u.Quiet = true
	h.Undoable(u)
}

// matterCode finds the one matter a text names: its code, or the only one that
// is found by it.
func matterCode(ctx context.Context, d *app.Desk, text string) (string, error) {
	found, err := findMatters(ctx, d, app.MatterFilter{Text: text, OpenOnly: true, Limit: findLimit})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fault.NotFound("matter", text)
	case len(found) == 1 || strings.EqualFold(found[0].Key, text):
		return found[0].Key, nil
	}
	return "", fault.New(fault.Invalid, "matter.several", "Several matters are found by %q, such as %s and %s.", text, found[0].Key, found[1].Key).
		Advise("Type the whole number.")
}

// splitCodes tells the activity from the task in what was typed into one cell.
func splitCodes(f *Facts, text string) (task, activity string) {
	known := map[string]bool{}
	for _, c := range f.CodesOf("activity") {
		known[c.Code] = true
	}
	for _, word := range strings.Fields(strings.ToUpper(text)) {
		if known[word] && activity == "" {
			activity = word
		} else {
			task = word
		}
	}
	return task, activity
}

// EditCell is the text a cell is edited as; ok false when it cannot be.
func (t *Time) EditCell(id int64, column string) (text string, ok bool) {
	r, found := t.List.Value(id)
	if !found {
		return "", false
	}
	return cellText(t.h, r, column)
}

// SetCell changes a cell.
func (t *Time) SetCell(id int64, column, text string) error {
	r, found := t.List.Value(id)
	if !found {
		return nil
	}
	return setCell(t.h, r, column, text, func() { t.List.Reload() })
}
