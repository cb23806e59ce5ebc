package present

import (
	"strings"

	"matterbook/ui/words"
)

// What matters and clients show, for export, print and copy. Filters are told in
// English: they go into files.

func chipsText(all []Choice, on []string) string {
	var list []string
	for _, c := range all {
		for _, key := range on {
			if c.Key == key {
				list = append(list, strings.ToLower(c.Text))
			}
		}
	}
	return strings.Join(list, ", ")
}

// Shown implements Lister.
func (m *Matters) Shown() []Shown {
	search := searched(m.Search.Text)
	matters := Shown{Name: "matters", Title: words.Mark("Matters"), List: &m.List, Filter: filterText(chipsText(MatterChips, m.only), search)}
	if m.Page != nil {
		return m.Page.shown()
	}
	return []Shown{matters}
}

func (p *MatterPage) shown() []Shown {
	of := []string{"matter " + p.Row.Code + " " + p.Row.Name}
	switch p.Tab {
	case MatterTime:
		return []Shown{{Name: "matter-time", Title: words.Mark("Time of a matter"), List: p.Time, Filter: of}}
	case MatterExpenses:
		return []Shown{{Name: "matter-expenses", Title: words.Mark("Expenses of a matter"), List: &p.Expenses, Filter: of}}
	case MatterBills:
		return []Shown{{Name: "matter-bills", Title: words.Mark("Bills of a matter"), List: &p.Bills, Filter: of}}
	case MatterTrust:
		return []Shown{{Name: "matter-trust", Title: words.Mark("Trust ledger of a matter"), List: &p.Trust, Filter: of}}
	case MatterNotes:
		return []Shown{{Name: "matter-notes", Title: words.Mark("Notes of a matter"), List: &p.Notes, Filter: append(of, filterText(searched(p.Search.Text))...)}}
	case MatterParties:
		return []Shown{{Name: "matter-parties", Title: words.Mark("Parties of a matter"), List: &p.Parties, Filter: of}}
	}
	return nil
}

// Shown implements Lister.
func (c *Clients) Shown() []Shown {
	if c.Tab == TabConflicts {
		x := c.Conflicts
		found := Shown{Name: "conflicts", Title: words.Mark("Search for conflicts of interest"), List: &x.Found, Filter: filterText(limit("name", x.searched), limit("by", c.h.Desk().User.Name))}
		return []Shown{found, {Name: "conflict-searches", Title: words.Mark("Searches for conflicts"), List: &x.Runs}}
	}
	clients := Shown{Name: "clients", Title: words.Mark("Clients"), List: &c.List, Filter: filterText(chipsText(ClientChips, c.only), searched(c.Search.Text))}
	title := map[string]string{CardMatters: words.Mark("Matters of a client"), CardBills: words.Mark("Bills of a client"), CardPayments: words.Mark("Payments of a client")}[c.Card.Tab]
	return []Shown{clients, {Name: "client-" + c.Card.Tab, Title: title, List: c.Card.List(), Filter: []string{"client " + c.Card.Row.Code + " " + c.Card.Row.Name}}}
}
