package present

import (
	"fmt"
	"strings"

	"matterbook/ui/words"
)

// What the screens show, for export, print and copy. Filters are told in English:
// they go into files.

func filterText(parts ...string) (list []string) {
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// limit says one limit, blank when there is none.
func limit(name, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return name + " " + strings.TrimSpace(value)
}

func searched(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	return fmt.Sprintf("with the words %q", text)
}

// Shown implements Lister.
func (t *Time) Shown() []Shown {
	f := t.filter
	if t.Missing != nil {
		return []Shown{{Name: "missing-time", Title: words.Mark("Missing time"), List: t.Missing.table(),
			Filter: filterText(limit("from", t.Missing.month.String()), limit("through", t.Missing.month.MonthEnd().String()))}}
	}
	states, only := "", ""
	words.InEnglish(func() {
		var list []string
		for _, c := range StatusChips() {
			for _, s := range f.Statuses {
				if s == c.Key {
					list = append(list, c.Text)
				}
			}
		}
		states = strings.Join(list, " or ")
		for _, c := range OnlyChips() {
			if c.Key == f.Only {
				only = strings.ToLower(c.Text)
			}
		}
	})
	return []Shown{{Name: timeName, Title: words.Mark("Time entries"), List: t.List,
		Filter: filterText(limit("client", f.Client.Text), limit("matter", f.Matter.Text), limit("timekeeper", f.Timekeeper), limit("from", f.From), limit("through", f.To), states, only, searched(f.Search))}}
}

// Shown implements Lister.
func (t *Today) Shown() []Shown {
	return []Shown{{Name: "time-of-a-day", Title: words.Mark("Time of a day"), List: t.List,
		Filter: filterText(limit("timekeeper", strings.TrimSpace(t.keeper.Code+" "+t.keeper.Name())), limit("on", t.day.String()))}}
}

// Shown implements Lister.
func (w *Week) Shown() []Shown {
	return []Shown{{Name: "time-of-a-week", Title: words.Mark("Time of a week"), List: w.List,
		Filter: filterText(limit("timekeeper", strings.TrimSpace(w.keeper.Code+" "+w.keeper.Name())), limit("from", w.start.String()), limit("through", w.start.AddDays(6).String()))}}
}

// Shown implements Lister.
func (t *Trust) Shown() []Shown {
	account := limit("account", strings.TrimSpace(t.Account+" "+t.account().Title))
	ledgers := Shown{Name: "trust-ledgers", Title: words.Mark("Trust ledgers"), List: &t.Ledgers, Filter: filterText(account, searched(t.Search.Text))}
	matter := ""
	if r, ok := t.row(); ok && r.MatterID != 0 {
		matter = limit("matter", r.Matter.Code+" "+r.Matter.Name)
	}
	card := Shown{Name: "trust-card", Title: words.Mark("Trust ledger card"), List: &t.Lines, Filter: filterText(account, matter)}
	if t.Proof != nil {
		return []Shown{{Name: "trust-open-items", Title: words.Mark("Items not on the bank's statement"), List: &t.Proof.Items, Filter: filterText(account, limit("as of", t.Proof.AsOf.Text))}, ledgers, card}
	}
	return []Shown{ledgers, card}
}

// Shown implements Lister.
func (b *Billing) Shown() []Shown {
	queue := Shown{Name: "pre-bills", Title: words.Mark("Pre-bills"), List: &b.Queue, Filter: filterText(searched(b.Search.Text))}
	if b.Bill != nil {
		return []Shown{{Name: "pre-bill-lines", Title: words.Mark("Lines of a pre-bill"), List: &b.Bill.Lines, Filter: []string{fmt.Sprintf("pre-bill %d", b.Bill.ID)}}}
	}
	return []Shown{queue}
}
