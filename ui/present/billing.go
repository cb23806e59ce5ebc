package present

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/ui/words"
)

// BillingRoute is where bills are made, sent and paid.
var BillingRoute = Route[*Billing]{
	Name: "billing", Title: words.Mark("Pre-bills"), Group: words.Mark("Billing"), Icon: "billing", Key: "Ctrl+3",
	Opens: []string{"prebill"}, New: newBilling,
}

// Billing is the billing desk: the queue of pre-bills, and one of them opened.
type Billing struct {
	h Host

	Queue  ShortList[QueueRow]
	Search Field
	Only   []string // states of pre-bills shown; none: all
	queue  []QueueRow
	ask    Latest
	fresh  fresh
	shown  bool

	Bill    *PreBill   // the pre-bill being edited, nil for none
	Review  *RunReview // what a run would take, nil for none
	Side    *SideForm  // a form beside the list, nil for none
	Outcome *Outcome   // what a run came to, nil for none

	Saved      []SavedRun // runs kept by name, by name
	lastFolder string
	lastReason string
}

func newBilling(h Host) *Billing {
	b := &Billing{h: h}
	q := &b.Queue
	q.bind(h, "billing.queue")
	b.queueColumns()
	q.Selected = func() { b.h.Redraw(b) }
	q.Nothing = b.queueEmpty
	q.remember()
	b.readSaved()
	return b
}

// Title implements Screen.
func (b *Billing) Title() string {
	if b.Bill != nil {
		return words.L("Pre-bill %d", b.Bill.ID)
	}
	return words.L("Pre-bills")
}

// Open implements Screen: "prebill 14" opens that one, "prebill 14 6" its line 6.
func (b *Billing) Open(arg string) {
	b.shown = true
	held, bill := b.fresh.holds(b.h.Today()), b.Bill
	if noun, key, _ := strings.Cut(arg, " "); noun == "prebill" {
		var id int64
		var line int
		if n, _ := fmt.Sscan(key, &id, &line); n > 0 {
			b.openPreBill(id, line, false)
		}
	}
	if held {
		return
	}
	b.reload()
	if b.Bill != nil && b.Bill == bill {
		b.Bill.Reload()
	}
}

// Leave implements Screen.
func (b *Billing) Leave() {
	b.shown = false
	b.ask.Drop()
}

// Heard implements Screen. While another screen is in view only what changes the
// figure in the navigation is read; the rest is when this one is opened again.
func (b *Billing) Heard(e app.Event) {
	b.fresh.spoil()
	switch e.Noun {
	case "", "prebill", "invoice":
	default:
		if !b.shown {
			return
		}
	}
	switch e.Noun {
	case "", "prebill", "invoice", "payment", "trust", "matter", "client", "time", "expense", "firm", "books", "credit", "delivery":
	default:
		return
	}
	b.reload()
	if b.Bill != nil && b.shown {
		b.Bill.Reload()
	}
}

// Escape implements Backer: it closes the innermost thing that is open.
func (b *Billing) Escape() bool {
	switch {
	case b.Side != nil:
		b.closeSide()
	case b.Outcome != nil:
		b.Outcome = nil
	case b.Bill != nil && b.Bill.Escape():
	case b.Bill != nil:
		b.Bill.drop()
		b.Bill = nil
	case b.Review != nil:
		b.Review = nil
	default:
		return false
	}
	b.h.Redraw(b)
	return true
}

func (b *Billing) host() Host      { return b.h }
func (b *Billing) folder() *string { return &b.lastFolder }
func (b *Billing) closeSide()      { b.Side = nil }

// show puts a form beside what is open.
func (b *Billing) show(f *SideForm) {
	f.onClose = b.closeSide
	b.Side, b.Outcome = f, nil
	b.h.Redraw(b)
}

func (b *Billing) end(o *Outcome) {
	o.close = func() { b.Outcome = nil; b.h.Redraw(b) }
	b.Side, b.Outcome = nil, o
	b.h.Redraw(b)
}

// OpenPreBill opens a pre-bill to be edited.
func (b *Billing) OpenPreBill(id int64) { b.openPreBill(id, 0, false) }

// openPreBill opens one at a line, 0 for the first, or with the keyboard at its
// page.
func (b *Billing) openPreBill(id int64, line int, page bool) {
	if b.Bill != nil {
		b.Bill.drop()
	}
	b.Side, b.Outcome, b.Review = nil, nil, nil
	b.Bill = newPreBill(b, id)
	b.Bill.GoTo, b.Bill.AtPage = line, page
	b.Bill.Reload()
	b.h.Redraw(b)
}

// Next opens the pre-bill after the one being edited, in the order of the queue;
// step -1 the one before.
func (b *Billing) Next(step int) {
	if b.Bill == nil {
		return
	}
	if i := b.Queue.IndexOf(b.Bill.ID); i >= 0 {
		if ids := b.Queue.IDs(i+step, i+step); len(ids) == 1 {
			b.OpenPreBill(ids[0])
		}
	}
}
