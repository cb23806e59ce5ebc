package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// billingPage draws the billing desk: the queue of pre-bills, one of them opened
// in its place, and at the right a form or the outcome of a run.
type billingPage struct {
	leftOut []string // columns of the queue that give way to a form
	w       *Window
	b       *present.Billing

	root *fyne.Container
	row  *fyne.Container // main part, and what stands beside it
	slot *fyne.Container // the main part in view

	lists  *fyne.Container
	queue  *queueView
	review *reviewView
	bill   *preBillView

	side    *sideForm
	outcome *outcomeView
	main    fyne.CanvasObject
	beside  fyne.CanvasObject
}

func newBillingPage(w *Window, b *present.Billing) Page {
	p := &billingPage{w: w, b: b}
	p.queue = newQueueView(w, b)
	p.lists = p.queue.root
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
		if p.b.Bill != nil && p.b.Side == nil {
			p.b.Next(map[string]int{"previous": -1, "next": 1}[id])
			return true
		}
	}
	switch {
	case p.bill != nil && p.b.Bill != nil:
		return p.bill.do(id)
	case p.b.Review != nil:
		return false
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
	case b.Review != nil:
		if p.review == nil || p.review.v != b.Review {
			p.review = newReviewView(p.w, b, b.Review)
		}
		p.review.draw()
		main = p.review.root
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
		small := p.w.win.Canvas().Size().Width <= besideWide
		p.leftOut = leaveOut(p.queue.grid, beside != nil && small, p.leftOut, "hours", "fees", "costs", "age", "flags")
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
	switch {
	case p.b.Bill != nil:
		return p.bill.first()
	case p.b.Review != nil:
		return p.review.grid
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
