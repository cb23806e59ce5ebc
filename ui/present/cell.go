package present

import (
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// Makers of cells that carry what they say as an integer, so that a file has the
// stored figure and not its text.

// dateCell is a day; blank for none.
func dateCell(d cal.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{Text: words.Date(d), Raw: d}
}

// dayCell is a day, a dash for none.
func dayCell(d cal.Date) Cell {
	if d.IsZero() {
		return Cell{Text: "–", Muted: true}
	}
	return dateCell(d)
}

func moneyCell(a money.Amount, cur money.Currency) Cell {
	return Cell{Text: words.Amount(a, cur), Negative: a < 0, Raw: Sum{a, cur}}
}

func boldCell(a money.Amount, cur money.Currency) Cell {
	c := moneyCell(a, cur)
	c.Bold = true
	return c
}

// quietMoney shows nothing as a dash, so that the figures stand out.
func quietMoney(a money.Amount, cur money.Currency) Cell {
	if a == 0 {
		return Cell{Text: "–", Muted: true, Raw: Sum{a, cur}}
	}
	return moneyCell(a, cur)
}

func hoursCell(q money.Quantity) Cell { return Cell{Text: words.Hours(q), Raw: q} }

func rateCell(r money.Rate) Cell { return Cell{Text: words.Rate(r), Raw: r} }

func countCell(n int) Cell { return Cell{Text: words.Count(n), Raw: n} }

// muted is the cell in a quieter colour.
func muted(c Cell) Cell {
	c.Muted = true
	return c
}
