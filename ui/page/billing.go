package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/bill"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// billingPage draws the billing desk: the queue of pre-bills and the invoices as
// lists, one of either opened in their place, and at the right a form, a payment
// or the outcome of a run.
type billingPage struct {
	w *Window
	b *present.Billing

	root *fyne.Container
	row  *fyne.Container // main part, and what stands beside it
	slot *fyne.Container // the main part in view

	lists    *fyne.Container
	tabs     *kit.Tabs
	queue    *queueView
	invoices *invoicesView
	bill     *preBillView
	paper    *invoiceView

	side    *sideForm
	outcome *outcomeView
	pay     *payView
	main    fyne.CanvasObject
	beside  fyne.CanvasObject
}

func newBillingPage(w *Window, b *present.Billing) Page {
	p := &billingPage{w: w, b: b}
	p.queue, p.invoices = newQueueView(w, b), newInvoicesView(w, b)
	p.tabs = kit.ID("billing.tabs", kit.NewTabs([]kit.Tab{{ID: present.BillingQueue, Text: "Pre-bills"}, {ID: present.BillingInvoices, Text: "Invoices"}},
		func(id string) { b.SetTab(id) }))
	run := kit.ID("billing.run", kit.NewPrimary("Run pre-bills", theme.MediaPlayIcon(), func() { b.Do("billing.run") }))
	pay := kit.ID("billing.pay", kit.NewButton("Enter a payment", func() { b.Invoices.StartPayment() }))
	head := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading("Billing"), pay, run)
	p.lists = Column(8, head, p.tabs, container.NewStack(p.queue.root, p.invoices.root))
	p.slot = container.NewStack(p.lists)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.slot)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *billingPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *billingPage) First() fyne.Focusable {
	if p.b.Tab == present.BillingInvoices {
		return p.invoices.grid
	}
	return p.queue.grid
}

// Do takes the actions that are this page's widgets'.
func (p *billingPage) Do(id string) bool {
	switch id {
	case "save":
		switch {
		case p.b.Side != nil:
			p.b.Side.Send()
			return true
		case p.b.Pay != nil:
			p.b.Pay.Send()
			return true
		}
		return false
	case "previous", "next":
		if p.b.Bill != nil {
			p.b.Next(map[string]int{"previous": -1, "next": 1}[id])
			return true
		}
	}
	switch {
	case p.bill != nil && p.b.Bill != nil:
		return p.bill.do(id)
	case p.b.Paper != nil:
		return false
	case id == "search":
		entry := p.queue.search
		if p.b.Tab == present.BillingInvoices {
			entry = p.invoices.search
		}
		p.w.win.Canvas().Focus(entry)
		return true
	}
	return false
}

// Draw implements Page.
func (p *billingPage) Draw() {
	b := p.b
	var main fyne.CanvasObject = p.lists
	switch {
	case b.Bill != nil:
		if p.bill == nil || p.bill.p != b.Bill {
			p.bill = newPreBillView(p.w, b, b.Bill)
		}
		p.bill.draw()
		main = p.bill.root
	case b.Paper != nil:
		if p.paper == nil || p.paper.p != b.Paper {
			p.paper = newInvoiceView(p.w, b, b.Paper)
		}
		p.paper.draw()
		main = p.paper.root
	default:
		p.drawLists()
	}
	beside, focus := p.drawBeside()
	if main != p.main {
		opened := p.main != nil
		p.main = main
		p.slot.Objects = []fyne.CanvasObject{main}
		p.slot.Refresh()
		if opened && beside == nil {
			focus = p.firstOfMain()
		}
	}
	if beside != p.beside {
		had := p.beside
		p.beside = beside
		p.row.Objects = []fyne.CanvasObject{p.slot}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		if p.bill != nil {
			p.bill.squeeze(beside != nil)
		}
		p.row.Refresh()
		if had != nil && beside == nil && focus == nil {
			focus = p.firstOfMain()
		}
	}
	switch {
	case b.Side != nil:
		p.side.takeFocus()
	case b.Pay != nil:
		p.pay.takeFocus()
	case focus != nil:
		p.w.run.Later(func() { p.w.win.Canvas().Focus(focus) })
	}
}

func (p *billingPage) firstOfMain() fyne.Focusable {
	switch {
	case p.b.Bill != nil:
		return p.bill.grid
	case p.b.Paper != nil:
		return p.paper.view.sheets
	}
	return p.First()
}

func (p *billingPage) drawLists() {
	b := p.b
	if p.tabs.Selected() != b.Tab {
		p.tabs.SetSelected(b.Tab)
	}
	queue := b.Tab == present.BillingQueue
	setVisible(p.queue.root, queue)
	setVisible(p.invoices.root, !queue)
	if queue {
		p.queue.draw()
	} else {
		p.invoices.draw()
	}
}

func (p *billingPage) drawBeside() (fyne.CanvasObject, fyne.Focusable) {
	b := p.b
	switch {
	case b.Side != nil:
		if p.side == nil || p.side.f != b.Side {
			p.side = p.w.newSideForm(b.Side)
		}
		p.side.draw()
		return p.side.root, nil
	case b.Pay != nil:
		if p.pay == nil || p.pay.p != b.Pay {
			p.pay = newPayView(p.w, b, b.Pay)
		}
		p.pay.draw()
		return p.pay.root, nil
	case b.Outcome != nil:
		if p.outcome == nil || p.outcome.o != b.Outcome {
			p.outcome = p.w.newOutcome(b.Outcome)
		}
		return p.outcome.root, nil
	}
	return nil, nil
}

// commandButtons are buttons that follow the commands of the screen.
type commandButtons map[string]*kit.Button

func (c commandButtons) add(w *Window, id, text string, icon fyne.Resource, primary bool) *kit.Button {
	do := func() { w.do(id) }
	b := kit.NewQuiet(text, icon, do)
	if primary {
		b = kit.NewPrimary(text, icon, do)
	}
	b.Small, b.Action = true, id
	c[id] = kit.ID(id+".button", b)
	return b
}

func (c commandButtons) draw(commands []present.Command) {
	for _, x := range commands {
		if b, ok := c[x.ID]; ok {
			b.SetEnabled(x.Off == "")
			b.Tip = x.Off
		}
	}
}

// queueView is the list of live pre-bills.
type queueView struct {
	w      *Window
	b      *present.Billing
	root   *fyne.Container
	search *kit.Entry
	chips  *kit.Chips
	grid   *Table
	acts   commandButtons
}

var queueChips = []kit.Tab{{ID: string(bill.PreBillOpen), Text: "Open"}, {ID: string(bill.PreBillReview), Text: "In review"}, {ID: string(bill.PreBillApproved), Text: "Approved"}}

func newQueueView(w *Window, b *present.Billing) *queueView {
	v := &queueView{w: w, b: b, acts: commandButtons{}}
	v.search = kit.ID("billing.search", kit.NewSearch("Search matter, client, attorney", b.SetSearch))
	v.chips = kit.ID("billing.status", kit.NewChips(queueChips, b.SetOnly))
	v.search.Width = 250
	bar := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, v.search, v.chips,
		v.acts.add(w, "billing.approve", "Approve", theme.ConfirmIcon(), false), v.acts.add(w, "billing.finalize", "Finalize", nil, false),
		v.acts.add(w, "billing.discard", "Discard", nil, false))
	v.grid = w.NewTable("billing.queue", &b.Queue)
	v.grid.Checks = true
	v.grid.OnActivate = func(_ int, id int64) { b.OpenPreBill(id) }
	v.grid.OnContext = func() *fyne.Menu { return w.contextMenu("billing.approve", "billing.finalize", "billing.discard") }
	v.grid.OnRune = func(r rune) bool {
		switch r {
		case 'a', 'A':
			b.Approve()
		case 'f', 'F':
			b.StartFinalize()
		case 'd', 'D':
			b.StartDiscard()
		case 'r', 'R':
			b.StartRun()
		case 'e', 'E', 'p', 'P':
			if _, id := v.grid.Current(); id != 0 {
				b.OpenPreBill(id)
			}
		default:
			return false
		}
		return true
	}
	v.root = Column(8, bar, v.grid)
	return v
}

func (v *queueView) draw() {
	if v.search.Text != v.b.Search.Text {
		v.search.SetText(v.b.Search.Text)
	}
	v.chips.SetOn(v.b.Only...)
	for _, c := range queueChips {
		v.chips.SetCount(c.ID, v.b.CountOf(c.ID))
	}
	v.acts.draw(v.b.Commands())
}

// invoicesView is the list of invoices.
type invoicesView struct {
	w      *Window
	b      *present.Billing
	root   *fyne.Container
	search *kit.Entry
	only   *kit.Tabs
	grid   *Table
	acts   commandButtons
}

func newInvoicesView(w *Window, b *present.Billing) *invoicesView {
	v := &invoicesView{w: w, b: b, acts: commandButtons{}}
	v.search = kit.ID("billing.invoices.search", kit.NewSearch("Search number, client, matter", b.Invoices.SetSearch))
	v.only = kit.ID("billing.invoices.only", kit.NewSegments([]kit.Tab{{ID: "open", Text: "Unpaid"}, {ID: "late", Text: "Late"}, {ID: "unsent", Text: "Not sent"}, {ID: "all", Text: "All"}},
		b.Invoices.SetOnly))
	bar := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, v.search, v.only,
		v.acts.add(w, "billing.send", "Mark as sent", theme.MailSendIcon(), false), v.acts.add(w, "billing.write", "Write files", theme.DocumentSaveIcon(), false))
	v.grid = w.NewTable("billing.invoices", &b.Invoices.List)
	v.grid.OnActivate = func(row int, _ int64) {
		if r, ok := b.Invoices.List.Value(b.Invoices.List.IDs(row, row)[0]); ok {
			b.OpenInvoice(r.Number)
		}
	}
	v.grid.OnContext = func() *fyne.Menu { return w.contextMenu("billing.pay", "billing.send", "billing.write") }
	v.root = Column(8, bar, v.grid)
	v.root.Hide()
	return v
}

func (v *invoicesView) draw() {
	x := v.b.Invoices
	if v.search.Text != x.Search.Text {
		v.search.SetText(x.Search.Text)
	}
	if v.only.Selected() != x.Only {
		v.only.SetSelected(x.Only)
	}
	v.acts.draw(v.b.Commands())
}
