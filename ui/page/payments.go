package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	paper "matterbook/invoice/page"

	"matterbook/app/bill"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// paymentsPage draws the desk of money received: a receipt being entered, the
// register, the credits of clients, and the deposits at the bank.
type paymentsPage struct {
	*deskLayout
	v     *present.Payments
	main  *fyne.Container
	tabs  *kit.Tabs
	parts map[string]fyne.CanvasObject

	form     *payView
	search   *kit.Entry
	chips    *kit.Chips
	span     *kit.Tabs
	list     *Table
	credits  *Table
	deposits *Table
	waiting  *kit.Notice
	slip     *PageView
	shown    *bill.DepositSlip
	acts     commandButtons
}

func newPaymentsPage(w *Window, v *present.Payments) Page {
	p := &paymentsPage{deskLayout: newDesk(w), v: v, acts: commandButtons{}}
	p.tabs = kit.ID("payments.tabs", kit.NewTabs([]kit.Tab{{ID: present.PayReceive, Text: words.L("Receive")}, {ID: present.PayList, Text: words.L("Payments")},
		{ID: present.PayCredits, Text: words.L("Client credits")}, {ID: present.PayDeposits, Text: words.L("Deposits")}}, v.SetTab))
	p.form = newPayView(w, v)
	p.parts = map[string]fyne.CanvasObject{present.PayReceive: p.form.root, present.PayList: p.listPart(), present.PayCredits: p.creditPart(), present.PayDeposits: p.depositPart()}
	stack := container.NewStack()
	for _, tab := range []string{present.PayReceive, present.PayList, present.PayCredits, present.PayDeposits} {
		p.parts[tab].Hide()
		stack.Add(p.parts[tab])
	}
	heading := kit.NewHeading(words.L("Payments"))
	heading.MinWidth = 104
	head := newRow(&rowLayout{gap: 14, grow: 1, centre: true}, heading, p.tabs)
	p.main = Column(8, head, stack)
	return p
}

func (p *paymentsPage) listPart() fyne.CanvasObject {
	l, w := p.v.List, p.w
	p.search = kit.ID("payments.search", kit.NewSearch(words.L("Search number, payer, reference, invoice"), l.SetSearch))
	p.search.Width = 230
	p.chips = kit.ID("payments.only", kit.NewChips(tabs(present.PaymentChips), l.SetOnly))
	p.span = kit.ID("payments.span", kit.NewSegments(tabs(present.PaymentSpans), l.SetSpan))
	p.list = w.NewTable("payments.list", &l.List)
	p.list.Checks = true
	p.list.OnActivate = func(int, int64) { w.do("payments.invoice") }
	p.list.OnContext = func() *fyne.Menu {
		return w.contextMenu("payments.invoice", "payments.lay", "payments.bank", "payments.reverse")
	}
	bar := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, p.search, p.chips, p.span)
	acts := newRow(&rowLayout{gap: 4, grow: -1, centre: true}, p.acts.add(w, "payments.invoice", words.L("Open the invoice"), theme.DocumentIcon(), false),
		p.acts.add(w, "payments.bank", words.L("Put into a deposit"), nil, false), p.acts.add(w, "payments.lay", words.L("Lay the credit"), nil, false),
		p.acts.add(w, "payments.reverse", words.L("Take back"), theme.ContentUndoIcon(), false))
	return Column(8, bar, acts, p.list)
}

func (p *paymentsPage) creditPart() fyne.CanvasObject {
	w := p.w
	p.credits = w.NewTable("payments.credits", &p.v.Credits.List)
	p.credits.OnActivate = func(int, int64) { w.do("payments.lay") }
	p.credits.OnContext = func() *fyne.Menu { return w.contextMenu("payments.lay", "payments.reverse") }
	lay := kit.ID("payments.credits.lay", kit.NewPrimary(words.L("Lay on invoices"), nil, func() { w.do("payments.lay") }))
	words := kit.NewProse(words.L("Money received and on no invoice. It is the client's, never income, until it is laid on an invoice; what is left at the end goes back to the client."))
	words.Color = kit.ColorMuted
	return Column(8, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, words, lay), p.credits)
}

func (p *paymentsPage) depositPart() fyne.CanvasObject {
	w, v := p.w, p.v
	p.deposits = w.NewTable("payments.deposits", &v.Deposits.List)
	p.deposits.OnContext = func() *fyne.Menu {
		return w.contextMenu("deposit.close", "deposit.set", "deposit.pdf", "deposit.print", "deposit.save", "deposit.csv", "deposit.delete")
	}
	p.waiting = kit.ID("payments.waiting", kit.NewNotice(kit.Info, ""))
	p.waiting.SetAction(words.L("Deposit them"), v.Deposits.BankWaiting)
	p.waiting.Hide()
	p.slip = NewPageView("deposit.slip")
	start := kit.ID("payments.deposit.start", kit.NewPrimary(words.L("Start a deposit"), theme.ContentAddIcon(), func() { w.do("payments.deposit") }))
	bar := newRow(&rowLayout{gap: 4, grow: 0, centre: true}, Space(1, 1), p.acts.add(w, "deposit.close", words.L("Close"), theme.ConfirmIcon(), false),
		p.acts.add(w, "deposit.set", words.L("Change"), nil, false), p.acts.add(w, "deposit.pdf", words.L("Open the slip"), theme.DocumentIcon(), false),
		p.acts.add(w, "deposit.print", words.L("Print"), theme.DocumentPrintIcon(), false), p.acts.add(w, "deposit.csv", words.L("CSV"), theme.DocumentSaveIcon(), false),
		p.acts.add(w, "deposit.delete", words.L("Give up"), nil, false), start)
	return Column(8, bar, p.waiting, kit.NewSplit(p.deposits, p.slip.Object(), 420, true))
}

// Object implements Page.
func (p *paymentsPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *paymentsPage) First() fyne.Focusable {
	switch p.v.Tab {
	case present.PayList:
		return p.list
	case present.PayCredits:
		return p.credits
	case present.PayDeposits:
		return p.deposits
	}
	return p.form.first()
}

// Do takes the actions that are this page's widgets'.
func (p *paymentsPage) Do(id string) bool {
	switch {
	case id == "save" && p.v.Side != nil:
		p.v.Side.Send()
	case id == "search" && p.v.Tab == present.PayList:
		p.w.win.Canvas().Focus(p.search)
	case id == "search" && p.v.Tab == present.PayReceive:
		p.w.win.Canvas().Focus(p.form.client)
	default:
		return false
	}
	return true
}

// Draw implements Page.
func (p *paymentsPage) Draw() {
	v := p.v
	if p.tabs.Selected() != v.Tab {
		p.tabs.SetSelected(v.Tab)
	}
	changed := false
	for tab, o := range p.parts {
		changed = setVisible(o, tab == v.Tab) || changed
	}
	switch v.Tab {
	case present.PayReceive:
		p.form.draw()
	case present.PayList:
		if p.search.Text != v.List.Search.Text {
			p.search.SetText(v.List.Search.Text)
		}
		p.chips.SetOn(v.List.Only...)
		if p.span.Selected() != v.List.Span {
			p.span.SetSelected(v.List.Span)
		}
	case present.PayDeposits:
		text := v.Deposits.WaitingWords()
		if text != "" && text != p.waiting.Text {
			p.waiting.Set(kit.Info, text)
		}
		changed = setVisible(p.waiting, text != "") || changed
		p.drawSlip()
	}
	p.acts.draw(v.Commands())
	if changed {
		p.main.Refresh()
	}
	p.draw(p.main, v.Side, v.Outcome, p.First)
	if v.Tab == present.PayReceive && v.Side == nil {
		p.form.takeFocus()
	}
}

func (p *paymentsPage) drawSlip() {
	s := p.v.Deposits.Slip
	switch {
	case s == nil:
		p.shown = nil
		p.slip.Say(p.w.Symbol("document"), words.L("The slip of the bank"), words.L("Select a deposit to see its slip as it is printed."))
	case s != p.shown:
		p.shown = s
		p.slip.Show(paper.DepositSlip(*s, paper.Style{}))
	}
}
