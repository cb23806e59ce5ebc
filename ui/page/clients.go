package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// clientsPage draws the register of clients with the card of the chosen one
// beside it, or the search for conflicts.
type clientsPage struct {
	w *Window
	c *present.Clients

	root   *fyne.Container
	row    *fyne.Container
	left   *fyne.Container
	tabs   *kit.Tabs
	search *kit.Entry
	only   *kit.Chips
	list   *Table
	acts   commandButtons
	tools  *fyne.Container
	body   *fyne.Container
	card   *clientCard
	found  *conflictsView

	side   *sideForm
	beside fyne.CanvasObject
}

func newClientsPage(w *Window, c *present.Clients) Page {
	p := &clientsPage{w: w, c: c, acts: commandButtons{}}
	p.tabs = kit.ID("clients.tabs", kit.NewTabs([]kit.Tab{{ID: present.TabClients, Text: words.Mark("Clients")}, {ID: present.TabConflicts, Text: words.Mark("Conflicts")}}, c.SetTab))
	p.search = kit.ID("clients.search", kit.NewSearch(words.L("Search code, name, town"), c.SetSearch))
	p.search.Width = 220
	p.only = kit.ID("clients.only", kit.NewChips(chips(present.ClientChips), c.SetOnly))
	add := p2(p.acts.add(w, "clients.client", words.Mark("New client"), theme.ContentAddIcon(), true))
	head := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading(words.L("Clients")), add)

	p.list = w.NewTable("clients.grid", &c.List)
	p.list.OnActivate = func(int, int64) { c.EditClient() }
	p.list.OnContext = func() *fyne.Menu {
		return w.contextMenu("clients.edit", "clients.matter", "clients.time", "clients.delivery", "clients.check", "clients.archive", "clients.restore")
	}
	p.tools = newRow(&rowLayout{gap: 6, grow: 1, centre: true}, p.search, p.only)
	p.card = newClientCard(w, c, p.acts)
	p.found = newConflictsView(w, c.Conflicts)
	p.body = container.NewStack(Column(8, p.tools, p.list), p.found.root)
	p.left = Column(8, head, p.tabs, p.body)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.left)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *clientsPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *clientsPage) First() fyne.Focusable {
	switch {
	case p.c.Side != nil:
		return nil
	case p.c.Tab == present.TabConflicts:
		return p.found.name
	}
	return p.list
}

// Do takes the actions that are this page's widgets'.
func (p *clientsPage) Do(id string) bool {
	switch {
	case id == "search" && p.c.Tab == present.TabConflicts:
		p.w.win.Canvas().Focus(p.found.name)
		return true
	case id == "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case id == "save" && p.c.Side != nil:
		p.c.Side.Send()
		return true
	case (id == "previous" || id == "next" || id == "choose") && p.c.Tab == present.TabClients:
		row, _ := p.list.Current()
		p.list.SetCursor(max(row+map[string]int{"previous": -1, "next": 1, "choose": 1}[id], 0))
		return true
	}
	return false
}

// Draw implements Page.
func (p *clientsPage) Draw() {
	c := p.c
	if p.tabs.Selected() != c.Tab {
		p.tabs.SetSelected(c.Tab)
	}
	conflicts := c.Tab == present.TabConflicts
	if setVisible(p.body.Objects[0], !conflicts) {
		setVisible(p.found.root, conflicts)
		p.left.Refresh()
		if c.Side == nil {
			p.w.win.Canvas().Focus(p.First())
		}
	}
	setVisible(p.found.root, conflicts)
	setVisible(p.acts["clients.client"], !conflicts)
	var beside fyne.CanvasObject
	if conflicts {
		p.found.draw()
	} else {
		if p.search.Text != c.Search.Text {
			p.search.SetText(c.Search.Text)
		}
		p.only.SetOn(c.Only()...)
		if c.Card.Row.ID != 0 {
			beside = p.card.root
			p.card.draw()
		}
		if id := c.TakeRow(); id != 0 {
			if at := c.List.IndexOf(id); at >= 0 {
				p.list.SetCursor(at)
			}
		}
	}
	p.acts.draw(c.Commands())
	if f := c.Side; f != nil {
		if p.side == nil || p.side.f != f {
			p.side = p.w.newSideForm(f)
		}
		p.side.draw()
		beside = p.side.root
	}
	if beside != p.beside {
		shut := p.side != nil && p.beside == fyne.CanvasObject(p.side.root)
		p.beside = beside
		p.row.Objects = []fyne.CanvasObject{p.left}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		p.row.Refresh()
		if shut && c.Side == nil {
			p.w.win.Canvas().Focus(p.First())
		}
	}
	if c.Side != nil {
		p.side.takeFocus()
	}
}

// clientCard draws the chosen client.
type clientCard struct {
	w *Window
	k *present.ClientCard

	root    *fyne.Container
	name    *kit.Label
	state   *kit.Pill
	figures *figureRow
	facts   *fyne.Container
	note    *kit.Notice
	tabs    *kit.Tabs
	lists   map[string]*Table
	top     *fyne.Container
	inner   *fyne.Container
	acts    commandButtons
	shown   string
	last    string
	c       *present.Clients
}

// cardWide is the width of the card of a client.
const cardWide = 452

func newClientCard(w *Window, c *present.Clients, acts commandButtons) *clientCard {
	k := c.Card
	v := &clientCard{w: w, k: k, c: c, acts: acts, lists: map[string]*Table{}, facts: Column(3), figures: newFigureRow(true)}
	v.name = kit.ID("client.name", kit.NewSubheading(""))
	v.name.MinWidth = 100
	v.state = kit.NewPill(words.L("Archived"), kit.Neutral)
	more := kit.ID("client.more", kit.NewButton(words.L("More"), nil))
	more.Menu, more.Small = true, true
	more.OnTapped = func() {
		w.menuUnder(more, "clients.time", "clients.check", "clients.archive", "clients.restore")
	}
	head := newRow(&rowLayout{gap: 6, grow: 0, centre: true}, v.name, v.state, more, acts.add(w, "clients.matter", words.Mark("New matter"), nil, false), acts.add(w, "clients.edit", words.Mark("Change"), nil, false))
	v.note = kit.ID("client.instructions", kit.NewNotice(kit.Info, ""))
	v.note.Hide()
	v.tabs = kit.ID("client.tabs", kit.NewTabs(chips(present.CardTabs), k.SetTab))
	stack := container.NewStack()
	for tab, list := range map[string]present.Table{present.CardMatters: &k.Matters, present.CardBills: &k.Bills, present.CardPayments: &k.Payments} {
		g := w.NewTable("client."+tab, list)
		g.MinRows = 4
		g.OnActivate = func(_ int, id int64) { k.Activate(id) }
		g.Hide()
		v.lists[tab] = g
		stack.Add(g)
	}
	v.top = Column(8, head, v.figures.box, v.facts, v.note)
	v.inner = Column(8, v.top, v.tabs, stack)
	v.root = container.NewStack(Space(cardWide, 1), kit.NewCard("", v.inner))
	return v
}

func (v *clientCard) draw() {
	k := v.k
	name := k.Row.Code + "  " + k.Row.Name
	again := v.name.Text != name
	v.name.SetText(name)
	again = setVisible(v.state, k.Row.Archived) || again
	again = v.figures.draw(k.Figures) || again
	key := ""
	for _, f := range k.Facts {
		key += f.Label + f.Value
	}
	if key != v.last {
		v.last = key
		v.facts.Objects = factList(k.Facts).Objects
		again = true
	}
	if text := k.Row.Instructions; text != "" && v.note.Text != text {
		v.note.Set(kit.Info, text)
		again = true
	}
	again = setVisible(v.note, k.Row.Instructions != "") || again
	if v.tabs.Selected() != k.Tab {
		v.tabs.SetSelected(k.Tab)
	}
	v.tabs.SetCount(present.CardMatters, k.Matters.Len())
	v.tabs.SetCount(present.CardBills, k.Bills.Len())
	v.tabs.SetCount(present.CardPayments, k.Payments.Len())
	if v.shown != k.Tab {
		v.shown = k.Tab
		for tab, g := range v.lists {
			setVisible(g, tab == k.Tab)
		}
		again = true
	}
	if again {
		v.inner.Refresh()
		v.top.Refresh()
		v.inner.Refresh()
	}
}
