package present

import (
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
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
			return words.Amount(s.Available, s.Currency)
		}
		if s.Available != 0 {
			parts = append(parts, words.Money(s.Available, s.Currency))
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

var feeWords = map[firm.Arrangement]string{firm.Hourly: words.Mark("Hourly"), firm.Flat: words.Mark("Flat"), firm.Contingent: words.Mark("Contingent"),
	firm.Blended: words.Mark("Blended"), firm.Capped: words.Mark("Capped")}

// billingOf is who reads the pre-bills of a matter: the responsible where nobody
// else is named.
func billingOf(r app.MatterRow) firm.Timekeeper {
	if r.BillingID != 0 {
		return r.Billing
	}
	return r.Responsible
}

func personCell(t firm.Timekeeper) Cell {
	if t.ID == 0 {
		return Cell{Text: "–", Muted: true}
	}
	return Cell{Text: t.Code}
}

func matterStatus(r app.MatterRow) Cell {
	if r.Status == firm.MatterClosed {
		return Cell{Text: words.L("Closed"), Tone: Neutral, Pill: true}
	}
	return Cell{Text: words.L("Open"), Tone: Good, Pill: true}
}

func matterCells(r app.MatterRow) []Cell {
	cur := r.Client.Currency
	billing := personCell(billingOf(r))
	billing.Muted = r.BillingID == 0
	return []Cell{{Text: r.Code, Bold: true}, {Text: r.Client.Name}, {Text: r.Name}, personCell(r.Responsible), billing, {Text: r.PracticeArea, Muted: true},
		{Text: words.Of(feeWords[r.Arrangement]), Muted: r.Arrangement == firm.Hourly}, matterStatus(r),
		quietMoney(r.Drafts, cur), quietMoney(r.WIP, cur), quietMoney(r.Owed, cur), trustCell(r), quietMoney(r.Budget, cur), dayCell(r.Active), dayCell(r.OpenedOn)}
}

func trustCell(r app.MatterRow) Cell {
	c := sumsCell(r.Trust)
	if belowFloor(r) {
		c.Tone = Warn // a request for money is due
	}
	return c
}

// sumsCell writes sums of one or several currencies.
func sumsCell(sums []app.TrustSum) Cell {
	switch len(sums) {
	case 0:
		return Cell{Text: "–", Muted: true}
	case 1:
		return moneyCell(sums[0].Available, sums[0].Currency)
	}
	return Cell{Text: sumText(sums)}
}

func (m *Matters) noMatters() Empty {
	may := m.h.Desk().MaySetMatters()
	switch {
	case len(m.rows) == 0 && !may:
		return Empty{Symbol: "matters", Title: words.L("No matter yet"), Text: words.L("Clients and matters are added by somebody with the right to set them up.")}
	case len(m.rows) == 0 && len(m.clients) > 0:
		return Empty{Symbol: "matters", Title: words.L("Add the first matter"), Text: words.L("The clients are there. Time, costs, bills and trust money belong to a matter of one of them."),
			Action: words.L("New matter"), Do: m.StartMatter}
	case len(m.rows) == 0:
		return Empty{Symbol: "matters", Title: words.L("Add your first client and matter"),
			Text:   words.L("Time, costs, bills and trust money all belong to a matter, and every matter to a client. Both are added in one form; a name for each is enough to begin."),
			Action: words.L("New matter"), Do: m.StartMatter}
	case m.Search.Text != "":
		return Empty{Symbol: "search", Title: words.L("No matter fits"), Text: words.L("No matter under these filters has these words."), Action: words.L("Show all matters"),
			Do: func() { m.Search.Set(""); m.SetOnly(nil); m.filter(); m.h.Redraw(m) }}
	case slices.Equal(m.only, []string{OnlyOpen}):
		return Empty{Symbol: "matters", Title: words.L("Every matter is closed"), Text: words.L("They are kept, and can be looked up."), Action: words.L("Show them"), Do: func() { m.SetOnly(nil) }}
	}
	return Empty{Symbol: "done", Title: words.L("No matter is under these filters"), Text: words.L("Take a filter off to see more matters."), Action: words.L("Show all matters"), Do: func() { m.SetOnly(nil) }}
}
