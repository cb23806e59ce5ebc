package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// ReminderTexts are the words of the three tones, as set or built in.
func (d *Desk) ReminderTexts(ctx context.Context) ([]bill.ReminderText, error) {
	return view(ctx, d, reminderTexts)
}

func reminderTexts(q Query) ([]bill.ReminderText, error) {
	usual := bill.UsualReminders()
	texts := usual[:]
	set, err := q.ReminderTexts()
	for _, t := range set {
		texts[t.Level-1] = t
	}
	return texts, err
}

// SetReminderText asks that the words of a tone be others.
type SetReminderText struct {
	Request
	Level    int // 1 to 3
	FromDays int
	Subject  string
	Body     string
}

// SetReminderText changes the words and the age of a tone. Invalid when a mark
// in braces is none of bill.ReminderMarks: it would be printed as it stands.
func (d *Desk) SetReminderText(ctx context.Context, req SetReminderText) (bill.ReminderText, error) {
	s := spec{act: "reminder.set", right: mayInvoice, object: fmt.Sprintf("reminder %d", req.Level), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.ReminderText, error) {
		t := bill.ReminderText{Level: req.Level, FromDays: req.FromDays, Subject: strings.TrimSpace(req.Subject), Body: strings.TrimSpace(req.Body)}
		var check fault.Check
		if t.Level < 1 || t.Level > 3 {
			check.Add("level", "reminder.level", "There is no tone %d of a reminder: 1 is friendly, 2 firm, 3 final.", t.Level)
		}
		if t.FromDays < 0 || t.FromDays > 3650 {
			check.Add("from_days", "days.range", "The age is between 0 and 3650 days.")
		}
		check.Require("subject", t.Subject)
		check.Require("body", t.Body)
		check.Text("subject", t.Subject, 200)
		check.Text("body", t.Body, 8000)
		checkMarks(&check, "subject", t.Subject)
		checkMarks(&check, "body", t.Body)
		if err := check.Result("reminder.invalid", "The text of the reminder"); err != nil {
			return t, err
		}
		set, err := tx.ReminderTexts()
		if err != nil {
			return t, err
		}
		for _, x := range set {
			if x.Level == t.Level {
				t.RowVersion = x.RowVersion
			}
		}
		return t, tx.SetReminderText(&t)
	})
}

func checkMarks(check *fault.Check, path, text string) {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return
		}
		name, next, closed := strings.Cut(after, "}")
		if mark := "{" + name + "}"; !closed || !slices.Contains(bill.ReminderMarks, mark) {
			check.Add(path, "reminder.mark", "%q is no mark the letter can fill in. Use: %s.", "{"+clipped(name), strings.Join(bill.ReminderMarks, " "))
			return
		}
		rest = next
	}
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
