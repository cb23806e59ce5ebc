package present

import (
	"strings"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// statusTones are the colours of the states; the word is always beside them.
var statusTones = map[work.Status]Tone{
	work.Draft: Neutral, work.Released: Info, work.OnPreBill: Warn, work.Billed: Good, work.WrittenOff: Bad, work.NoCharge: Neutral,
}

// statusWords are short enough for a column.
var statusWords = map[work.Status]string{
	work.Draft: words.Mark("Draft"), work.Released: words.Mark("Released"), work.OnPreBill: words.Mark("On pre-bill"), work.Billed: words.Mark("Billed"),
	work.WrittenOff: words.Mark("Written off"), work.NoCharge: words.Mark("No charge"),
}

func statusCell(e work.Entry) Cell {
	c := Cell{Text: statusWords[e.Status], Tone: statusTones[e.Status], Pill: true}
	if e.HoldReason != "" && e.Status.Open() {
		c.Text, c.Tone = words.Mark("On hold"), Warn
	}
	return c
}

// amountCell is the amount of an entry; work that is not charged says so.
func amountCell(r app.TimeRow) Cell {
	switch r.Billable {
	case work.NonBillable:
		return Cell{Text: words.L("not billed"), Muted: true, Raw: Sum{r.Amount, r.Currency}}
	case work.AtNoCharge:
		return Cell{Text: words.L("no charge"), Muted: true, Raw: Sum{r.Amount, r.Currency}}
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

func entriesWord(n int) string { return words.N(n, "%s entry", "%s entries", words.Count(n)) }
