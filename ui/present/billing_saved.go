package present

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/ui/words"
)

// SavedRun is a run of pre-bills kept by name, to be done again each month. It is
// a window's memory: kept for the user, not in the log.
type SavedRun struct {
	Name      string `json:"name"`
	Through   string `json:"through"` // a rule of throughRules, or a day
	Attorney  string `json:"attorney,omitempty"`
	Practice  string `json:"practice,omitempty"`
	Client    string `json:"client,omitempty"`
	Matter    string `json:"matter,omitempty"`
	Threshold string `json:"threshold,omitempty"`
}

const savedRunsKey = "billing.runs"

// The rules that say through which day work is taken.
const (
	ThroughToday     = "today"
	ThroughLastMonth = "last-month"
	ThroughMonth     = "month"
	ThroughWeek      = "last-week"
	ThroughDay       = "day" // the day written beside it
)

func throughChoices() []Choice {
	return []Choice{{Key: ThroughToday, Text: words.L("Today")}, {Key: ThroughLastMonth, Text: words.L("End of last month")},
		{Key: ThroughWeek, Text: words.L("End of last week")}, {Key: ThroughMonth, Text: words.L("End of this month")}, {Key: ThroughDay, Text: words.L("A day")}}
}

// throughDay is the day a rule means today; a day is itself.
func throughDay(rule string, today cal.Date) cal.Date {
	switch rule {
	case ThroughToday, "":
		return today
	case ThroughLastMonth:
		return today.MonthStart().AddDays(-1)
	case ThroughMonth:
		return today.MonthEnd()
	case ThroughWeek:
		return today.WeekStart().AddDays(-1)
	}
	d, err := cal.Parse(rule)
	if err != nil {
		return 0
	}
	return d
}

// request is the run as it is asked for today.
func (r SavedRun) request(today cal.Date) app.RunPreBills {
	return app.RunPreBills{Through: throughDay(r.Through, today), Attorney: r.Attorney, Practice: r.Practice, Client: r.Client, Matter: r.Matter, Threshold: r.Threshold}
}

// Words says what the run takes.
func (r SavedRun) Words(today cal.Date) string {
	list := []string{words.L("through %s", words.Date(throughDay(r.Through, today)))}
	for _, x := range []struct{ form, value string }{{words.Mark("attorney %s"), r.Attorney}, {words.Mark("practice area %s"), r.Practice},
		{words.Mark("client %s"), r.Client}, {words.Mark("matter %s"), r.Matter}, {words.Mark("from %s on"), r.Threshold}} {
		if x.value != "" {
			list = append(list, words.L(x.form, x.value))
		}
	}
	return strings.Join(list, ", ")
}

func (b *Billing) readSaved() {
	Go(b.h.Runner(), func(ctx context.Context) ([]SavedRun, error) {
		var kept []SavedRun
		err := b.h.Desk().Preference(ctx, savedRunsKey, &kept)
		return kept, err
	}, func(kept []SavedRun, err error) {
		if err != nil {
			return // none is offered
		}
		b.Saved = kept
		b.h.Redraw(b)
	})
}

// SaveRun keeps a run under its name, in place of one of the same name.
func (b *Billing) SaveRun(r SavedRun) {
	b.Saved = slices.DeleteFunc(slices.Clone(b.Saved), func(x SavedRun) bool { return strings.EqualFold(x.Name, r.Name) })
	b.Saved = append(b.Saved, r)
	slices.SortFunc(b.Saved, func(x, y SavedRun) int {
		return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
	})
	b.h.Prefer(savedRunsKey, b.Saved)
}

// DropRun forgets a run.
func (b *Billing) DropRun(name string) {
	b.Saved = slices.DeleteFunc(slices.Clone(b.Saved), func(x SavedRun) bool { return x.Name == name })
	b.h.Prefer(savedRunsKey, b.Saved)
	b.h.Say("%s", words.L("The run %s is no longer kept.", name))
	b.h.Redraw(b)
}

// OpenRun shows what a run kept by name would take today.
func (b *Billing) OpenRun(name string) {
	for _, r := range b.Saved {
		if r.Name == name {
			b.review(r)
			return
		}
	}
}
