package present

import (
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// addSum adds to the sum of the currency. Amounts of a book stay far below what
// overflows: the acts that made them refused that.
func addSum(sums []app.TrustSum, s app.TrustSum) []app.TrustSum {
	for i := range sums {
		if sums[i].Currency == s.Currency {
			sums = slices.Clone(sums)
			sums[i].Book += s.Book
			sums[i].Available += s.Available
			return sums
		}
	}
	return append(slices.Clone(sums), s)
}

// sumText writes the sums out; one currency needs no symbol.
func sumText(sums []app.TrustSum) string {
	var parts []string
	for _, s := range sums {
		if len(sums) == 1 {
			return s.Available.Format(s.Currency)
		}
		if s.Available != 0 {
			parts = append(parts, s.Available.WithSymbol(s.Currency))
		}
	}
	return strings.Join(parts, " + ")
}

func firstSum(sums []app.TrustSum) money.Amount {
	if len(sums) == 0 {
		return 0
	}
	return sums[0].Available
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

var feeWords = map[firm.Arrangement]string{firm.Hourly: "Hourly", firm.Flat: "Flat", firm.Contingent: "Contingent", firm.Blended: "Blended", firm.Capped: "Capped"}

func matterCells(r app.MatterRow) []Cell {
	cur := r.Client.Currency
	status := Cell{Text: "Open", Tone: Good, Pill: true}
	if r.Status == firm.MatterClosed {
		status = Cell{Text: "Closed", Tone: Neutral, Pill: true}
	}
	who := Cell{Text: r.Responsible.Code}
	if r.ResponsibleID == 0 {
		who = Cell{Text: "–", Muted: true}
	}
	return []Cell{{Text: r.Code, Bold: true}, {Text: r.Client.Name}, {Text: r.Name}, who, {Text: feeWords[r.Arrangement], Muted: r.Arrangement == firm.Hourly}, status,
		quietMoney(r.Drafts, cur), quietMoney(r.WIP, cur), quietMoney(r.Owed, cur), trustCell(r), dayCell(r.OpenedOn)}
}

func trustCell(r app.MatterRow) Cell {
	c := Cell{Text: sumText(r.Trust)}
	if len(r.Trust) == 0 {
		c = Cell{Text: "–", Muted: true}
	}
	if r.TrustFloor > 0 && r.Status == firm.MatterOpen && firstSum(r.Trust) < r.TrustFloor {
		c.Tone = Warn // below the floor: a request for money is due
	}
	return c
}

func (m *Matters) clientCells(r ClientRow) []Cell {
	terms := Cell{Text: fmt.Sprintf("%d days", r.TermsDays)}
	if r.TermsDays < 0 {
		terms = Cell{Text: fmt.Sprintf("%d days", m.h.Facts().Firm.TermsDays), Muted: true}
	}
	status := Cell{}
	if r.Archived {
		status = Cell{Text: "Archived", Tone: Neutral, Pill: true}
	}
	trust := Cell{Text: sumText(r.Trust)}
	if len(r.Trust) == 0 {
		trust = Cell{Text: "–", Muted: true}
	}
	return []Cell{{Text: r.Code, Bold: true}, {Text: r.Name}, {Text: r.Email, Muted: true}, terms, {Text: fmt.Sprint(r.Open)},
		quietMoney(r.WIP, r.Currency), quietMoney(r.Owed, r.Currency), trust, status}
}

func (m *Matters) noMatters() Empty {
	switch {
	case len(m.rows) == 0 && !m.h.Desk().MaySetMatters():
		return Empty{Symbol: "matters", Title: "No matter yet", Text: "Clients and matters are added by somebody with the right to set them up."}
	case len(m.rows) == 0:
		e := Empty{Symbol: "matters", Title: "Add your first client and matter",
			Text:   "Time, costs, bills and trust money all belong to a matter, and every matter to a client. Both are added in one form; a name for each is enough to begin.",
			Action: "New matter", Do: m.StartMatter}
		if len(m.clients) > 0 {
			e.Title, e.Text = "Add the first matter", "The clients are there. Time, costs, bills and trust money belong to a matter of one of them."
		}
		return e
	}
	return m.noFit("matter", "closed")
}

func (m *Matters) noFit(noun, out string) Empty {
	if m.Search.Text != "" {
		return Empty{Symbol: "search", Title: "No " + noun + " fits", Text: "No " + noun + " has these words.", Action: "Show all", Do: func() { m.SetSearch("") }}
	}
	return Empty{Symbol: "matters", Title: "Every " + noun + " is " + out, Text: "They are kept, and can be looked up.", Action: "Show them", Do: func() { m.SetClosed(true) }}
}

func (m *Matters) noClients() Empty {
	switch {
	case len(m.clients) == 0 && !m.h.Desk().MaySetMatters():
		return Empty{Symbol: "clients", Title: "No client yet", Text: "Clients are added by somebody with the right to set them up."}
	case len(m.clients) == 0:
		return Empty{Symbol: "clients", Title: "Add the first client", Text: "A client is whom the firm bills: name, address and terms stand on every invoice. Matters of the client follow.",
			Action: "New client", Do: m.StartClient}
	}
	return m.noFit("client", "archived")
}

func (m *Matters) nobody() Empty {
	switch {
	case len(m.people) > 0:
		return m.noFit("timekeeper", "gone")
	case !m.h.Desk().MaySetUp():
		return Empty{Symbol: "clients", Title: "Nobody's time is billed yet", Text: "Timekeepers are added by an administrator."}
	}
	return Empty{Symbol: "clients", Title: "Nobody's time is billed yet", Text: "A timekeeper is a person whose hours are billed. The standard rate holds wherever no other rate is agreed.",
		Action: "New timekeeper", Do: m.StartPerson}
}
