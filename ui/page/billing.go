package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/bill"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// billingPage draws the billing desk: the queue of pre-bills, one of them opened
// in its place, and at the right a form or the outcome of a run.
type billingPage struct {
	w *Window
	b *present.Billing

	root *fyne.Container
	row  *fyne.Container // main part, and what stands beside it
	slot *fyne.Container // the main part in view

	lists *fyne.Container
	queue *queueView
	bill  *preBillView

	side    *sideForm
	outcome *outcomeView
	main    fyne.CanvasObject
	beside  fyne.CanvasObject
}

func newBillingPage(w *Window, b *present.Billing) Page {
	p := &billingPage{w: w, b: b}
	p.queue = newQueueView(w, b)
	run := kit.ID("billing.run", kit.NewPrimary("Run pre-bills", theme.MediaPlayIcon(), func() { b.Do("billing.run") }))
	head := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading("Billing"), run)
	p.lists = Column(8, head, p.queue.root)
	p.slot = container.NewStack(p.lists)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.slot)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *billingPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *billingPage) First() fyne.Focusable { return p.queue.grid }

// Do takes the actions that are this page's widgets'.
func (p *billingPage) Do(id string) bool {
	switch id {
	case "save":
		if p.b.Side != nil {
			p.b.Side.Send()
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
	case id == "search":
		p.w.win.Canvas().Focus(p.queue.search)
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
	default:
		p.queue.draw()
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
	case focus != nil:
		p.w.run.Later(func() { p.w.win.Canvas().Focus(focus) })
	}
}

func (p *billingPage) firstOfMain() fyne.Focusable {
	if p.b.Bill != nil {
		return p.bill.grid
	}
	return p.First()
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
