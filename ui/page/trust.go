package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// trustPage draws the trust desk: the account's figures, its ledgers, the card
// of the chosen one, and at the right the form that moves money.
type trustPage struct {
	w *Window
	t *present.Trust

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
	desk    *deskLayout
	proof   *proofView
	floor   *floorView
}

func newTrustPage(w *Window, t *present.Trust) Page {
	p := &trustPage{w: w, t: t, acts: commandButtons{}, figures: newFigureRow(true)}
	p.account = kit.ID("trust.accounts", kit.NewSelect(nil, func(it kit.Item) { t.SetAccount(it.ID) }))
	p.account.Width = 150
	heading := kit.NewHeading(words.L("Trust"))
	heading.MinWidth = 0
	p.title = kit.NewCaption("")
	p.title.MinWidth = 100
	more := kit.ID("trust.more", kit.NewButton(words.L("More"), nil))
	more.Menu = true
	more.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
		menu := w.contextMenu("trust.charge", "trust.cushion", "trust.account")
		kit.ShowMenu(menu, w.win.Canvas(), at.AddXY(0, more.Size().Height))
	}
	receive := p.acts.add(w, "trust.receipt", words.L("Receive"), theme.ContentAddIcon(), true)
	pay := p.acts.add(w, "trust.payment", words.L("Pay out"), nil, false)
	pay.Importance = kit.Plain
	receive.Small, pay.Small = false, false
	proof := p.acts.add(w, "trust.reconcile", words.L("Reconcile"), nil, false)
	proof.Importance, proof.Small = kit.Plain, false
	below := p.acts.add(w, "trust.below", words.L("Below floor"), nil, false)
	below.Importance, below.Small = kit.Plain, false
	head := newRow(&rowLayout{gap: 8, grow: 2, centre: true}, heading, p.account, p.title, more, below, proof, pay, receive)

	p.search = kit.ID("trust.search", kit.NewSearch(words.L("Search matter or client"), t.SetSearch))
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
		p.acts.add(w, "trust.apply", words.L("Pay an invoice"), nil, false), p.acts.add(w, "trust.hold", words.L("Hold"), nil, false), p.acts.add(w, "trust.release", words.L("Release"), nil, false),
		p.acts.add(w, "trust.clear", words.L("Cleared"), theme.ConfirmIcon(), false), p.acts.add(w, "trust.reverse", words.L("Void or reverse"), nil, false))
	p.cardBox = Column(6, cardHead, p.holds, p.card)
	p.lists = kit.NewSplitDown(kit.VFill(8, 1, p.search, p.ledgers), Pad(8, 0, 0, 0, p.cardBox), 250, false)
	p.empty = kit.ID("trust.empty", kit.NewEmpty(nil, "", "", "", nil))
	p.empty.Hide()
	p.body = container.NewStack(p.lists, p.empty)
	p.left = Column(10, head, p.figures.box, p.body)
	p.desk = newDesk(w)
	return p
}

// Object implements Page.
func (p *trustPage) Object() fyne.CanvasObject { return p.desk.root }

// First implements Page.
func (p *trustPage) First() fyne.Focusable {
	switch {
	case p.t.Proof != nil && p.proof != nil:
		return p.proof.first()
	case p.t.Floor != nil && p.floor != nil:
		return p.floor.below
	}
	return p.ledgers
}

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
	commands := t.Commands()
	p.acts.draw(commands)
	if again {
		p.left.Refresh()
		p.cardBox.Refresh()
	}
	var main fyne.CanvasObject = p.left
	switch {
	case t.Proof != nil:
		if p.proof == nil || p.proof.p != t.Proof {
			p.proof = newProofView(p.w, t, t.Proof)
		}
		p.proof.draw(commands)
		main = p.proof.root
	case t.Floor != nil:
		if p.floor == nil || p.floor.v != t.Floor {
			p.floor = newFloorView(p.w, t.Floor)
		}
		p.floor.draw(commands)
		main = p.floor.root
	}
	p.desk.draw(main, t.Side, t.Outcome, p.First)
}
