package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// trustPage draws the trust desk: the account's figures, its ledgers, the card
// of the chosen one, and at the right the form that moves money.
type trustPage struct {
	w *Window
	t *present.Trust

	root    *fyne.Container
	row     *fyne.Container
	left    *fyne.Container
	account *kit.Select
	title   *kit.Label
	figures *figureRow
	search  *kit.Entry
	ledgers *Table
	card    *Table
	name    *kit.Label
	holds   *kit.Notice
	cardBox *fyne.Container
	lists   *kit.Split
	acts    commandButtons
	empty   *kit.EmptyState
	body    *fyne.Container

	offered int
	side    *sideForm
	proof   *proofView
	beside  fyne.CanvasObject
	main    fyne.CanvasObject
}

func newTrustPage(w *Window, t *present.Trust) Page {
	p := &trustPage{w: w, t: t, acts: commandButtons{}, figures: newFigureRow(true)}
	p.account = kit.ID("trust.accounts", kit.NewSelect(nil, func(it kit.Item) { t.SetAccount(it.ID) }))
	p.account.Width = 150
	heading := kit.NewHeading("Trust")
	heading.MinWidth = 0
	p.title = kit.NewCaption("")
	p.title.MinWidth = 100
	more := kit.ID("trust.more", kit.NewButton("More", nil))
	more.Menu = true
	more.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		menu := w.contextMenu("trust.charge", "trust.cushion", "trust.account")
		kit.ShowMenu(menu, w.win.Canvas(), at.AddXY(0, more.Size().Height))
	}
	receive := p.acts.add(w, "trust.receipt", "Receive", theme.ContentAddIcon(), true)
	pay := p.acts.add(w, "trust.payment", "Pay out", nil, false)
	pay.Importance = kit.Plain
	receive.Small, pay.Small = false, false
	proof := p.acts.add(w, "trust.reconcile", "Reconcile", nil, false)
	proof.Importance, proof.Small = kit.Plain, false
	head := newRow(&rowLayout{gap: 8, grow: 2, centre: true}, heading, p.account, p.title, more, proof, pay, receive)

	p.search = kit.ID("trust.search", kit.NewSearch("Search matter or client", t.SetSearch))
	p.ledgers = w.NewTable("trust.ledgers", &t.Ledgers)
	p.ledgers.MinRows = 4
	p.card = w.NewTable("trust.card", &t.Lines)
	p.card.MinRows = 4
	p.card.OnContext = func() *fyne.Menu { return w.contextMenu("trust.clear", "trust.reverse") }
	p.name = kit.ID("trust.ledger", kit.NewSubheading(""))
	p.name.MinWidth = 120
	p.holds = kit.ID("trust.holds", kit.NewNotice(kit.Warn, ""))
	p.holds.Hide()
	cardHead := newRow(&rowLayout{gap: 12, grow: 0, centre: true}, p.name,
		p.acts.add(w, "trust.apply", "Pay an invoice", nil, false), p.acts.add(w, "trust.hold", "Hold", nil, false), p.acts.add(w, "trust.release", "Release", nil, false),
		p.acts.add(w, "trust.clear", "Cleared", theme.ConfirmIcon(), false), p.acts.add(w, "trust.reverse", "Void or reverse", nil, false))
	p.cardBox = Column(6, cardHead, p.holds, p.card)
	p.lists = kit.NewSplitDown(kit.VFill(8, 1, p.search, p.ledgers), Pad(8, 0, 0, 0, p.cardBox), 250, false)
	p.empty = kit.ID("trust.empty", kit.NewEmpty(nil, "", "", "", nil))
	p.empty.Hide()
	p.body = container.NewStack(p.lists, p.empty)
	p.left = Column(10, head, p.figures.box, p.body)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.left)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *trustPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *trustPage) First() fyne.Focusable { return p.ledgers }

// Do takes the actions that are this page's widgets'.
func (p *trustPage) Do(id string) bool {
	switch {
	case id == "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case id == "save" && p.t.Side != nil:
		p.t.Side.Send()
		return true
	}
	return false
}

// Draw implements Page.
func (p *trustPage) Draw() {
	t := p.t
	if p.offered != len(t.Accounts) {
		p.offered = len(t.Accounts)
		var list []kit.Item
		for _, a := range t.Accounts {
			list = append(list, kit.Item{ID: a.Code, Text: a.Code})
		}
		p.account.SetItems(list)
	}
	if p.account.SelectedID() != t.Account {
		p.account.SetSelected(t.Account)
	}
	again := setVisible(p.account, len(t.Accounts) > 1)
	p.title.SetText(t.AccountText())
	again = p.figures.draw(t.Figures()) || again
	none := t.Loaded && len(t.Accounts) == 0
	if none {
		e := t.Ledgers.Nothing()
		p.empty.Icon = p.w.Symbol(e.Symbol)
		p.empty.Set(e.Title, e.Text, e.Action, e.Do)
	}
	setVisible(p.empty, none)
	setVisible(p.lists, !none)
	if p.search.Text != t.Search.Text {
		p.search.SetText(t.Search.Text)
	}
	p.name.SetText(t.CardTitle())
	if text := t.HoldText(); text != "" && p.holds.Text != text {
		p.holds.Set(kit.Warn, text)
	}
	again = setVisible(p.holds, t.HoldText() != "") || again
	if _, id := p.ledgers.Current(); id != t.Ledger && t.Ledger != 0 {
		if i := t.Ledgers.IndexOf(t.Ledger); i >= 0 {
			p.ledgers.SetCursor(i)
		}
	}
	p.acts.draw(t.Commands())
	if again {
		p.left.Refresh()
		p.cardBox.Refresh()
	}
	p.drawProof()
	p.drawBeside()
}

func (p *trustPage) drawProof() {
	var main fyne.CanvasObject = p.left
	if t := p.t; t.Proof != nil {
		if p.proof == nil || p.proof.p != t.Proof {
			p.proof = newProofView(p.w, t, t.Proof)
		}
		p.proof.draw()
		main = p.proof.root
	}
	if p.main == main {
		return
	}
	p.main = main
	p.compose()
}

func (p *trustPage) drawBeside() {
	t := p.t
	var beside fyne.CanvasObject
	if t.Side != nil {
		if p.side == nil || p.side.f != t.Side {
			p.side = p.w.newSideForm(t.Side)
		}
		p.side.draw()
		beside = p.side.root
	}
	if beside == p.beside {
		if beside != nil {
			p.side.takeFocus()
		}
		return
	}
	had := p.beside
	p.beside = beside
	p.compose()
	if beside != nil {
		p.side.takeFocus()
	}
	if had != nil && beside == nil {
		p.w.win.Canvas().Focus(p.ledgers)
	}
}

func (p *trustPage) compose() {
	p.row.Objects = []fyne.CanvasObject{p.main}
	if p.beside != nil {
		p.row.Objects = append(p.row.Objects, p.beside)
	}
	p.row.Refresh()
}
