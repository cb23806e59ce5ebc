package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// AskReminders asks who is to be reminded.
type AskReminders struct {
	AsOf    cal.Date // zero: today
	MinDays int      // the oldest invoice is more than so many days past due; below zero: 30
	Least   string   // amount past due at least; blank: any
	Clients []string // codes; none: all
}

// ReminderDue is a client whose account calls for a reminder.
type ReminderDue struct {
	Client  firm.Client
	Days    int // the oldest invoice past due
	PastDue money.Amount
	Count   int // invoices past due
	Text    bill.ReminderText
	// Why the client is left out: a dispute, or a promise whose day has not come.
	// Blank: reminded.
	Why string
}

// RemindersDue lists the clients with anything open for more than a number of
// days, the longest overdue first, with the tone their age calls for. Clients
// who dispute the account or whose promise still runs are listed with the reason
// why they are left out.
func (d *Desk) RemindersDue(ctx context.Context, ask AskReminders) ([]ReminderDue, error) {
	return view(ctx, d, func(q Query) ([]ReminderDue, error) {
		ask, least, err := askReminders(q, d, ask)
		if err != nil {
			return nil, err
		}
		f, err := q.Firm()
		if err != nil {
			return nil, err
		}
		open, err := q.Standings(StandingFilter{AsOf: ask.AsOf, Open: true})
		if err != nil {
			return nil, err
		}
		byClient, order := map[int64][]bill.Standing{}, []int64{}
		for _, s := range open {
			if byClient[s.ClientID] == nil {
				order = append(order, s.ClientID)
			}
			byClient[s.ClientID] = append(byClient[s.ClientID], s)
		}
		texts, err := reminderTexts(q)
		if err != nil {
			return nil, err
		}
		list := []ReminderDue{}
		for _, id := range order {
			c, err := q.Client(id)
			if err != nil {
				return nil, err
			}
			if len(ask.Clients) > 0 && !slices.Contains(ask.Clients, c.Code) {
				continue
			}
			x := pastDue(c, byClient[id], ageBy(f), ask.AsOf)
			if x.Days <= ask.MinDays || x.PastDue < least {
				continue
			}
			x.Text, _ = bill.ToneFor(texts, x.Days)
			if x.Text.Level == 0 {
				x.Text = texts[0]
			}
			if x.Why, err = leftOut(q, c, ask.AsOf); err != nil {
				return nil, err
			}
			list = append(list, x)
		}
		slices.SortStableFunc(list, func(a, b ReminderDue) int { return b.Days - a.Days })
		return list, nil
	})
}

func askReminders(q Query, d *Desk, ask AskReminders) (AskReminders, money.Amount, error) {
	if ask.AsOf.IsZero() {
		ask.AsOf = d.Today()
	}
	if ask.MinDays < 0 {
		ask.MinDays = 30
	}
	for i, code := range ask.Clients {
		c, err := q.ClientByCode(strings.TrimSpace(code))
		if err != nil {
			return ask, 0, err
		}
		ask.Clients[i] = c.Code
	}
	if strings.TrimSpace(ask.Least) == "" {
		return ask, 1, nil
	}
	f, err := q.Firm()
	if err != nil {
		return ask, 0, err
	}
	least, err := money.ParseAmount(ask.Least, f.Currency)
	var check fault.Check
	check.Err("least", "amount.format", err)
	return ask, max(least, 1), check.Result("reminder.invalid", "The run")
}

// pastDue adds up what is past due on a day, in the client's currency.
func pastDue(c firm.Client, open []bill.Standing, by firm.AgeBy, asOf cal.Date) ReminderDue {
	x := ReminderDue{Client: c}
	for _, s := range open {
		days := asOf.Sub(s.AgesFrom(by))
		if s.Currency != c.Currency || s.Balance() <= 0 || days <= 0 {
			continue
		}
		x.Count++
		x.PastDue += s.Balance()
		x.Days = max(x.Days, days)
	}
	return x
}

// leftOut says why a client is not reminded now.
func leftOut(q Query, c firm.Client, asOf cal.Date) (string, error) {
	f, err := q.Follow(c.ID)
	if err != nil {
		return "", err
	}
	if f.Disputed {
		return "The account is disputed: " + f.Dispute, nil
	}
	promises, err := q.Promises(c.ID, asOf)
	if err != nil || len(promises) == 0 {
		return "", err
	}
	p := promises[len(promises)-1]
	got, err := q.ReceivedSince(c.ID, p.MadeOn, asOf)
	if err == nil && p.StateOn(asOf, got) == bill.PromiseOpen {
		return fmt.Sprintf("%s is promised by %s", p.Amount.WithSymbol(p.Currency), p.By), nil
	}
	return "", err
}

// AskReminder asks for a client's reminder letter.
type AskReminder struct {
	Client string
	AsOf   cal.Date // zero: today
	Level  int      // 1 to 3; 0: by the age of the oldest invoice
}

// Reminder is the letter that asks a client for what is past due, in the tone
// its age calls for. Refused when nothing is past due.
func (d *Desk) Reminder(ctx context.Context, ask AskReminder) (bill.Reminder, error) {
	return view(ctx, d, func(q Query) (bill.Reminder, error) {
		c, err := q.ClientByCode(strings.TrimSpace(ask.Client))
		if err != nil {
			return bill.Reminder{}, err
		}
		if ask.AsOf.IsZero() {
			ask.AsOf = d.Today()
		}
		return reminder(q, c, ask.AsOf, ask.Level)
	})
}

func reminder(q Query, c firm.Client, asOf cal.Date, level int) (bill.Reminder, error) {
	st, err := statement(q, c, 0, asOf)
	if err != nil {
		return bill.Reminder{}, err
	}
	f, err := q.Firm()
	if err != nil {
		return bill.Reminder{}, err
	}
	by := ageBy(f)
	open, err := q.Standings(StandingFilter{ClientID: c.ID, AsOf: asOf, Open: true})
	if err != nil {
		return bill.Reminder{}, err
	}
	due := pastDue(c, open, by, asOf)
	if due.Count == 0 {
		return bill.Reminder{}, fault.Refuse("reminder.nothing_due", "Nothing of client %s is past due on %s.", c.Code, asOf).Advise("Make a statement instead.")
	}
	r := bill.Reminder{Firm: st.Firm, Client: st.Client, Currency: c.Currency, Date: asOf, Days: due.Days, PastDue: due.PastDue, Total: st.Closing}
	late := map[string]bool{}
	for _, s := range open {
		late[s.Number] = s.Balance() > 0 && asOf.Sub(s.AgesFrom(by)) > 0
	}
	for _, o := range st.Open {
		if late[o.Number] {
			r.Open = append(r.Open, o)
		}
	}
	texts, err := reminderTexts(q)
	if err != nil {
		return r, err
	}
	text, called := bill.ToneFor(texts, due.Days)
	switch {
	case level < 0 || level > len(texts):
		return r, fault.New(fault.Invalid, "reminder.level", "There is no tone %d of a reminder: 1 is friendly, 2 firm, 3 final.", level)
	case level > 0:
		text = texts[level-1]
	case !called:
		text = texts[0]
	}
	r.Fill(text)
	return r, nil
}
