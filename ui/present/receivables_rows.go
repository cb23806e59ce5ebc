package present

import (
	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// ARRow is a line of the board.
type ARRow struct {
	app.ARRow
	id int64
}

// name heads the row.
func (r ARRow) name() string {
	switch {
	case r.Matter.ID != 0:
		return r.Matter.Name + ", " + r.Client.Name + "  " + r.Matter.Code
	case r.Client.ID != 0:
		return r.Client.Name + "  " + r.Client.Code
	case r.Attorney.ID != 0:
		return r.Attorney.Code + "  " + r.Attorney.Name()
	}
	return words.L("No attorney")
}

func (v *Receivables) cells(r ARRow) []Cell {
	cur, a := r.Currency, r.Aging
	old := func(amount money.Amount, tone Tone) Cell {
		c := quietMoney(amount, cur)
		if amount > 0 {
			c.Tone = tone
		}
		return c
	}
	name := Cell{Text: r.name()}
	if r.Follow.Disputed {
		name.Symbol = "warning"
	}
	return []Cell{name, quietMoney(a.Current, cur), quietMoney(a.D30, cur), old(a.D60, Warn), old(a.D90, Warn), old(a.D120, Bad), old(a.Over, Bad), boldCell(a.Total(), cur),
		quietMoney(r.Unapplied, cur), nearCell(r.LastOn, v.AsOf), nearCell(r.Contact.Date, v.AsOf), promiseCell(r), v.nextCell(r), {Text: r.Attorney.Code, Muted: true}, quietMoney(r.Trust, cur)}
}

// nearCell is a day without its year when that is the year looked at.
func nearCell(d, today cal.Date) Cell {
	c := dateCell(d)
	if d != 0 && d.Year() == today.Year() {
		c.Text = words.Day(d)
	}
	return c
}

func promiseCell(r ARRow) Cell {
	day := words.Day(r.Promise.By)
	switch r.State {
	case bill.PromiseOpen:
		return Cell{Text: words.L("%s by %s", words.Amount(r.Promise.Amount, r.Currency), day), Tone: Info, Pill: true}
	case bill.PromiseKept:
		return Cell{Text: words.L("Kept, %s", day), Tone: Good, Pill: true}
	case bill.PromiseBroken:
		return Cell{Text: words.L("Broken, %s", day), Tone: Bad, Pill: true}
	}
	return Cell{}
}

func (v *Receivables) nextCell(r ARRow) Cell {
	if r.Follow.Action == "" {
		return Cell{}
	}
	text := r.Follow.Action
	if r.Follow.On != 0 {
		text = words.Day(r.Follow.On) + " " + text
	}
	if r.NextBy != "" {
		text += " (" + r.NextBy + ")"
	}
	c := Cell{Text: text}
	if r.dueBy(v.AsOf) {
		c.Tone = Warn
	}
	return c
}

// dueBy says that the next action is to be done on the day or was before.
func (r ARRow) dueBy(day cal.Date) bool { return r.Follow.On != 0 && r.Follow.On <= day }

func (r ARRow) fits(key string, asOf cal.Date) bool {
	switch key {
	case "30":
		return r.Days > 30
	case "60":
		return r.Days > 60
	case "90":
		return r.Days > 90
	case "broken":
		return r.State == bill.PromiseBroken
	case "today":
		return r.dueBy(asOf)
	case "disputed":
		return r.Follow.Disputed
	}
	return true
}
