package present

import (
	"matterbook/app"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// PayItem is an open invoice and what it gets.
type PayItem struct {
	app.OpenItem
	Pay  Field // by hand: as typed; else what it would get
	gets money.Amount
}

func (f *PayForm) empty() Empty {
	switch {
	case len(f.Clients) == 0:
		return Empty{Symbol: "payments", Title: words.L("Who paid?"), Text: words.L("Choose a client above: the open invoices of all its matters are listed here, and the money is laid on them as you type the amount.")}
	case !f.Loaded:
		return Empty{}
	}
	return Empty{Symbol: "done", Title: words.L("Nothing is open"), Text: words.L("The money stays as the client's credit until it is laid on an invoice.")}
}

func (f *PayForm) cells(r *PayItem) []Cell {
	late := f.h.Today().Sub(r.DueOn)
	lateCell := Cell{}
	if late > 0 {
		lateCell = Cell{Text: words.Count(late), Tone: Warn, Raw: late}
		if late > 60 {
			lateCell.Tone = Bad
		}
	}
	name := r.MatterName
	if len(f.Clients) > 1 {
		name = r.ClientName + " – " + r.MatterName
	}
	pays := quietMoney(r.gets, f.Currency)
	pays.Bold = r.gets != 0
	if r.Pay.Fault != "" {
		pays = Cell{Text: r.Pay.Text, Tone: Bad, Bold: true}
	}
	left := quietMoney(r.Balance()-r.gets, f.Currency)
	if r.gets == 0 {
		left.Muted = true
	}
	return []Cell{{Text: r.Number}, {Text: r.Matter}, {Text: name}, dateCell(r.DueOn), lateCell, moneyCell(r.Balance(), f.Currency), pays, left}
}

// show puts the rows and sums into the table.
func (f *PayForm) show() {
	var open, gets money.Amount
	for _, r := range f.rows {
		open += r.Balance()
		gets += r.gets
	}
	f.Items.Show(f.rows, words.N(len(f.rows), "%d open invoice", "%d open invoices", len(f.rows)),
		map[string]string{"open": words.Amount(open, f.Currency), "pays": words.Amount(gets, f.Currency), "left": words.Amount(open-gets, f.Currency)})
	f.h.Redraw(f.v)
}
