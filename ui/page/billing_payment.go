package page

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"matterbook/app/bill"
	"matterbook/app/cal"
	amount "matterbook/app/money"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func itoa(n int) string { return strconv.Itoa(n) }

// payView draws the entry of a payment: what came, and which invoices it pays.
type payView struct {
	w *Window
	p *present.PayForm

	root      *fyne.Container
	body      *fyne.Container
	client    *kit.Finder
	amount    *kit.Entry
	date      *kit.DateEntry
	method    *kit.Select
	reference *kit.Entry
	note      *kit.Entry
	how       *kit.Tabs
	list      *fyne.Container
	rows      []*payRow
	shown     []*present.PayRow
	left      *figureRow
	fault     *kit.Notice
	submit    *kit.Button
	none      *kit.Label
}

// payRow is an open invoice with the amount it gets.
type payRow struct {
	entry *kit.Entry
	note  *kit.Label
}

func newPayView(w *Window, b *present.Billing, p *present.PayForm) *payView {
	v := &payView{w: w, p: p, left: newFigureRow(true)}
	v.client = kit.ID("payment.client", kit.NewFinder(w.run, "client", func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := b.FindClients(ctx, query)
		return items(found), err
	}))
	v.client.PlaceHolder = "Client code or name"
	v.client.OnPicked = func(it kit.Item) { p.SetClient(it.Value.(present.Choice)) }
	v.client.OnCleared = func() { p.SetClient(present.Choice{}) }
	v.amount = kit.ID("payment.amount", v.money(func(text string) { p.Set("amount", text) }))
	v.date = kit.ID("payment.date", kit.NewDateEntry(w.frame.Today, true))
	v.date.OnValue = func(d cal.Date, filled bool) {
		if !filled {
			d = 0
		}
		p.Set("date", d.String())
	}
	var methods []kit.Item
	for _, m := range bill.PaymentMethods {
		text := strings.ToUpper(string(m[:1])) + string(m[1:])
		if m == bill.ByACH {
			text = "ACH"
		}
		methods = append(methods, kit.Item{ID: string(m), Text: text})
	}
	v.method = kit.ID("payment.method", kit.NewSelect(methods, func(it kit.Item) { p.Set("method", it.ID) }))
	text := func(id string) *kit.Entry {
		e := kit.ID("payment."+id, kit.NewEntry())
		e.OnChanged = func(s string) { p.Set(id, s) }
		return e
	}
	v.reference, v.note = text("reference"), text("note")
	v.how = kit.ID("payment.how", kit.NewSegments([]kit.Tab{{ID: "auto", Text: "Oldest first"}, {ID: "hand", Text: "By hand"}}, func(id string) { p.SetByHand(id == "hand") }))
	v.list = kit.VBox(4)
	v.none = kit.NewProse("")
	v.none.Color = kit.ColorMuted
	v.fault = kit.ID("payment.fault", kit.NewNotice(kit.Bad, ""))
	v.fault.Hide()
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject { return newRow(&evenLayout{gap: 10}, a, b) }
	v.body = Column(4, kit.NewField("Client", v.client), two(kit.NewField("Amount", v.amount), kit.NewField("Received on", v.date)),
		two(kit.NewField("Method", v.method), kit.NewField("Reference", v.reference)), kit.NewField("Note", v.note),
		newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading("Lay it on"), v.how), v.none, v.list, Pad(6, 4, 0, 0, v.left.box), v.fault, Space(1, 1))
	v.submit = kit.ID("payment.submit", kit.NewPrimary("Post the payment", nil, p.Send))
	cancel := kit.ID("payment.cancel", kit.NewButton("Cancel", p.Close))
	v.root = w.Panel("Enter a payment", p.Close, v.body, cancel, v.submit)
	return v
}

func (v *payView) money(changed func(string)) *kit.Entry {
	e := kit.NewEntry()
	e.Right, e.OnChanged = true, changed
	e.OnEnter = func() { v.w.run.Later(v.p.Send) }
	e.Display = func() string {
		if a, err := amount.ParseAmount(e.Text, v.p.Currency); err == nil {
			return a.Format(v.p.Currency)
		}
		return e.Text
	}
	return e
}

func (v *payView) draw() {
	p := v.p
	showItem(v.client, p.Client, "")
	show(v.amount, v.amount.Text, p.Amount)
	showDate(v.date, p.Date.Text)
	if p.Date.Fault != "" {
		v.date.SetFault(p.Date.Fault)
	}
	if v.method.SelectedID() != p.Method.Text {
		v.method.SetSelected(p.Method.Text)
	}
	show(v.reference, v.reference.Text, p.Reference)
	show(v.note, v.note.Text, p.Note)
	if hand := v.how.Selected() == "hand"; hand != p.ByHand {
		v.how.SetSelected(map[bool]string{true: "hand", false: "auto"}[p.ByHand])
	}
	again := v.drawRows()
	none := ""
	switch {
	case p.Client.Key == "":
		none = "Choose who paid; the open invoices of that client are listed here."
	case p.Loaded && len(p.Rows) == 0:
		none = "Nothing is open for this client. The money stays as the client's credit until it is laid on an invoice."
	}
	v.none.SetText(none)
	again = setVisible(v.none, none != "") || again
	var figures []present.Figure
	if p.Client.Key != "" {
		figures = []present.Figure{p.Remaining()}
	}
	again = v.left.draw(figures) || again
	if p.Fault != "" && v.fault.Text != p.Fault {
		v.fault.Set(kit.Bad, p.Fault)
		again = true
	}
	again = setVisible(v.fault, p.Fault != "") || again
	v.submit.SetEnabled(!p.Busy)
	if again {
		v.body.Refresh()
		v.root.Refresh()
	}
}

// takeFocus gives the keyboard to the field that wants it, once the form stands
// in its place.
func (v *payView) takeFocus() {
	switch v.p.TakeFocus() {
	case "client":
		v.w.run.Later(func() { v.w.win.Canvas().Focus(v.client) })
	case "amount":
		v.w.run.Later(func() { v.w.win.Canvas().Focus(v.amount) })
	}
}

func (v *payView) drawRows() (again bool) {
	p := v.p
	same := len(v.shown) == len(p.Rows)
	for i := 0; same && i < len(p.Rows); i++ {
		same = v.shown[i] == p.Rows[i]
	}
	if !same {
		v.shown = append([]*present.PayRow{}, p.Rows...)
		v.rows, v.list.Objects = nil, nil
		for _, r := range p.Rows {
			entry := kit.ID("payment.pay."+r.Number, v.money(func(text string) { p.Set("pay:"+r.Number, text) }))
			entry.Width = 104
			name := kit.NewLabel(r.Number + "  " + r.Matter)
			note := kit.NewCaption("Open " + r.Open.Format(p.Currency) + ", due " + r.DueOn.Short())
			v.rows = append(v.rows, &payRow{entry: entry, note: note})
			v.list.Objects = append(v.list.Objects, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.VBox(0, name, note), entry))
		}
		again = true
	}
	for i, r := range p.Rows {
		row := v.rows[i]
		if row.entry.Text != r.Pay.Text && !(row.entry.Focused() && p.ByHand) {
			row.entry.SetText(r.Pay.Text)
		}
		row.entry.SetFault(r.Pay.Fault)
	}
	return again
}
