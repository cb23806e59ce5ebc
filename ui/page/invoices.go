package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// invoicesPage draws the register of invoices, or one of them opened in its
// place, and at the right a form or the outcome of a run.
type invoicesPage struct {
	*deskLayout
	v      *present.Invoices
	list   *fyne.Container
	search *kit.Entry
	chips  *kit.Chips
	grid   *Table
	acts   commandButtons
	paper  *invoiceView
}

func newInvoicesPage(w *Window, v *present.Invoices) Page {
	p := &invoicesPage{deskLayout: newDesk(w), v: v, acts: commandButtons{}}
	pay := p.acts.add(w, "invoices.pay", words.L("Enter a payment"), nil, true)
	pay.Small = false
	head := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading(words.L("Invoices")), pay)
	p.search = kit.ID("invoices.search", kit.NewSearch(words.L("Search number, client, matter"), v.SetSearch))
	p.search.Width = 230
	p.chips = kit.ID("invoices.only", kit.NewChips(tabs(present.InvoiceChips), v.SetOnly))
	bar := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, p.search, p.chips,
		p.acts.add(w, "invoices.send", words.L("Mark as sent"), theme.MailSendIcon(), false), p.acts.add(w, "invoices.write", words.L("Write files"), theme.DocumentSaveIcon(), false))
	p.grid = w.NewTable("invoices.grid", &v.List)
	p.grid.Checks = true
	p.grid.OnActivate = func(row int, _ int64) {
		if ids := v.List.IDs(row, row); len(ids) == 1 {
			if r, ok := v.List.Value(ids[0]); ok {
				v.OpenInvoice(r.Number)
			}
		}
	}
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("invoices.open", "invoices.pay", "invoices.send", "invoices.write")
	}
	p.list = Column(8, head, bar, p.grid)
	return p
}

// tabs are choices as the kit draws them.
func tabs(list []present.Choice) []kit.Tab {
	t := make([]kit.Tab, len(list))
	for i, c := range list {
		t[i] = kit.Tab{ID: c.Key, Text: words.Of(c.Text)}
	}
	return t
}

// Object implements Page.
func (p *invoicesPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *invoicesPage) First() fyne.Focusable {
	if p.v.Page != nil && p.paper != nil {
		return p.paper.first()
	}
	return p.grid
}

// Do takes the actions that are this page's widgets'.
func (p *invoicesPage) Do(id string) bool {
	switch {
	case id == "save" && p.v.Side != nil:
		p.v.Side.Send()
	case id == "search" && p.v.Page == nil:
		p.w.win.Canvas().Focus(p.search)
	default:
		return false
	}
	return true
}

// Draw implements Page.
func (p *invoicesPage) Draw() {
	v := p.v
	var main fyne.CanvasObject = p.list
	if v.Page != nil {
		if p.paper == nil || p.paper.p != v.Page {
			p.paper = newInvoiceView(p.w, v, v.Page)
		}
		p.paper.squeeze(v.Side != nil || v.Outcome != nil)
		p.paper.draw()
		main = p.paper.root
	} else {
		if p.search.Text != v.Search.Text {
			p.search.SetText(v.Search.Text)
		}
		p.chips.SetOn(v.Only...)
		for _, c := range present.InvoiceChips {
			p.chips.SetCount(c.Key, v.Counts[c.Key])
		}
		p.acts.draw(v.Commands())
	}
	p.draw(main, v.Side, v.Outcome, p.First)
}
