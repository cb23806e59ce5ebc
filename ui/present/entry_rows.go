package present

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/app/work"
)

// statusTones are the colours of the states; the word is always beside them.
var statusTones = map[work.Status]Tone{
	work.Draft: Neutral, work.Released: Info, work.OnPreBill: Warn, work.Billed: Good, work.WrittenOff: Bad, work.NoCharge: Neutral,
}

// statusWords are short enough for a column.
var statusWords = map[work.Status]string{
	work.Draft: "Draft", work.Released: "Released", work.OnPreBill: "On pre-bill", work.Billed: "Billed", work.WrittenOff: "Written off", work.NoCharge: "No charge",
}

func statusCell(e work.Entry) Cell {
	c := Cell{Text: statusWords[e.Status], Tone: statusTones[e.Status], Pill: true}
	if e.HoldReason != "" && e.Status.Open() {
		c.Text, c.Tone = "On hold", Warn
	}
	return c
}

// amountCell is the amount of an entry; work that is not charged says so.
func amountCell(r app.TimeRow) Cell {
	switch r.Billable {
	case work.NonBillable:
		return Cell{Text: "not billed", Muted: true, Raw: Sum{r.Amount, r.Currency}}
	case work.AtNoCharge:
		return Cell{Text: "no charge", Muted: true, Raw: Sum{r.Amount, r.Currency}}
	}
	c := moneyCell(r.Amount, r.Currency)
	c.Muted = r.Status == work.WrittenOff
	return c
}

func codeCell(e work.Entry) Cell {
	return Cell{Text: strings.TrimSpace(e.Task + " " + e.Activity), Muted: true}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// withCurrency gives rows the currency of their clients.
func withCurrency(q app.Query, rows []app.EntryRow) ([]app.TimeRow, error) {
	currencies := map[int64]money.Currency{}
	list := make([]app.TimeRow, len(rows))
	for i, r := range rows {
		cur, known := currencies[r.ClientID]
		if !known {
			c, err := q.Client(r.ClientID)
			if err != nil {
				return nil, err
			}
			cur = c.Currency
			currencies[r.ClientID] = cur
		}
		list[i] = app.TimeRow{EntryRow: r, Currency: cur}
	}
	return list, nil
}

// tellMoved says what an act on many did: what stayed and why comes first.
func tellMoved(h Host, m app.Moved, done string) {
	h.Say("%s: %s.", done, entriesWord(len(m.Done)))
	if len(m.Not) == 0 {
		return
	}
	text := fmt.Sprintf("%s left as they were: %s", entriesWord(len(m.Not)), m.Not[0].Message)
	if len(m.Not) > 1 {
		reasons := map[string]int{}
		for _, n := range m.Not {
			reasons[n.Code]++
		}
		if len(reasons) > 1 {
			text += fmt.Sprintf(" (and %d other reasons)", len(reasons)-1)
		}
	}
	h.Tell(Notice{Tone: Warn, Text: text})
}

func entriesWord(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return money.Quantity(int64(n)*money.QuantityScale).Short() + " entries"
}
