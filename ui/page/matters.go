package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// mattersPage draws the lists of matters, clients and timekeepers, and at the
// right the form that sets one up.
type mattersPage struct {
	w *Window
	m *present.Matters

	root   *fyne.Container
	row    *fyne.Container
	left   *fyne.Container
	head   *fyne.Container
	tabs   *kit.Tabs
	search *kit.Entry
	closed *kit.Chips
	lists  map[string]*Table
	acts   commandButtons
	adds   map[string]*kit.Button // the first button of each tab
	tools  *fyne.Container

	shown  string
	side   *sideForm
	beside fyne.CanvasObject
}

func newMattersPage(w *Window, m *present.Matters) Page {
	p := &mattersPage{w: w, m: m, acts: commandButtons{}, adds: map[string]*kit.Button{}}
	p.tabs = kit.ID("matters.tabs", kit.NewTabs([]kit.Tab{{ID: present.TabMatters, Text: "Matters"}, {ID: present.TabClients, Text: "Clients"}, {ID: present.TabPeople, Text: "People"}}, m.SetTab))
	p.search = kit.ID("matters.search", kit.NewSearch("Search code, name or client", m.SetSearch))
	p.closed = kit.ID("matters.closed", kit.NewChips([]kit.Tab{{ID: "open", Text: "Open only"}}, func(on []string) { m.SetClosed(len(on) == 0) }))
	p.closed.SetOn("open")

	add := func(tab, id, text string) *kit.Button {
		b := p.acts.add(w, id, text, theme.ContentAddIcon(), true)
		b.Small = false
		p.adds[tab] = b
		return b
	}
	client := kit.ID("matters.addclient", kit.NewButton("New client", func() { w.do("matters.client") }))
	p.acts["matters.client"] = client
	p.adds[present.TabClients] = client
	p.head = newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading("Clients and matters"), client,
		add(present.TabMatters, "matters.matter", "New matter"), add(present.TabPeople, "matters.person", "New timekeeper"))

	p.lists = map[string]*Table{present.TabMatters: w.NewTable("matters.grid", &m.List), present.TabClients: w.NewTable("matters.clientgrid", &m.Clients), present.TabPeople: w.NewTable("matters.peoplegrid", &m.People)}
	stack := container.NewStack()
	for _, tab := range []string{present.TabMatters, present.TabClients, present.TabPeople} {
		g := p.lists[tab]
		g.OnActivate = func(int, int64) { m.Edit() }
		stack.Add(g)
	}
	p.lists[present.TabMatters].OnContext = func() *fyne.Menu {
		return w.contextMenu("matters.edit", "matters.time", "matters.client.edit", "matters.rate", "matters.close", "matters.reopen")
	}
	p.lists[present.TabClients].OnContext = func() *fyne.Menu {
		return w.contextMenu("matters.edit", "matters.matter", "matters.rate")
	}
	p.tools = newRow(&rowLayout{gap: 6, grow: 0, centre: true}, p.search, container.NewStack(Space(104, 1), p.closed),
		p.acts.add(w, "matters.time", "Enter time", nil, false), p.acts.add(w, "matters.client.edit", "Client", nil, false), p.acts.add(w, "matters.rate", "Agreed rate", nil, false),
		p.acts.add(w, "matters.close", "Close matter", nil, false), p.acts.add(w, "matters.reopen", "Open again", nil, false))
	p.left = Column(8, p.head, p.tabs, p.tools, stack)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.left)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *mattersPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *mattersPage) First() fyne.Focusable {
	if p.m.Side != nil {
		return nil
	}
	return p.grid()
}

func (p *mattersPage) grid() *Table { return p.lists[p.m.Tab] }

// Do takes the actions that are this page's widgets'.
func (p *mattersPage) Do(id string) bool {
	switch {
	case id == "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case id == "save" && p.m.Side != nil:
		p.m.Side.Send()
		return true
	}
	return false
}

// Draw implements Page.
func (p *mattersPage) Draw() {
	m := p.m
	if p.tabs.Selected() != m.Tab {
		p.tabs.SetSelected(m.Tab)
	}
	if p.search.Text != m.Search.Text {
		p.search.SetText(m.Search.Text)
	}
	if (len(p.closed.On()) == 0) != m.Closed {
		if p.closed.SetOn(); !m.Closed {
			p.closed.SetOn("open")
		}
	}
	if p.shown != m.Tab {
		had := p.shown
		p.shown = m.Tab
		for tab, g := range p.lists {
			setVisible(g, tab == m.Tab)
		}
		setVisible(p.adds[present.TabClients], m.Tab != present.TabPeople)
		setVisible(p.adds[present.TabPeople], m.Tab == present.TabPeople)
		setVisible(p.adds[present.TabMatters], m.Tab != present.TabPeople)
		setVisible(p.closed, m.Tab != present.TabPeople)
		setVisible(p.acts["matters.rate"], m.Tab != present.TabPeople)
		for _, id := range []string{"matters.time", "matters.client.edit", "matters.close"} {
			setVisible(p.acts[id], m.Tab == present.TabMatters)
		}
		if had != "" && m.Side == nil {
			p.w.win.Canvas().Focus(p.grid())
		}
		p.left.Refresh()
		p.head.Refresh()
	}
	r, ok := m.Matter()
	reopen := m.Tab == present.TabMatters && ok && !r.ClosedOn.IsZero()
	setVisible(p.acts["matters.close"], m.Tab == present.TabMatters && !reopen)
	if setVisible(p.acts["matters.reopen"], reopen) {
		p.tools.Refresh()
	}
	if id := m.TakeRow(); id != 0 {
		if at := p.indexOf(id); at >= 0 {
			p.grid().SetCursor(at)
		}
	}
	p.acts.draw(m.Commands())
	p.drawBeside()
}

func (p *mattersPage) indexOf(id int64) int {
	switch p.m.Tab {
	case present.TabClients:
		return p.m.Clients.IndexOf(id)
	case present.TabPeople:
		return p.m.People.IndexOf(id)
	}
	return p.m.List.IndexOf(id)
}

func (p *mattersPage) drawBeside() {
	var beside fyne.CanvasObject
	if f := p.m.Side; f != nil {
		if p.side == nil || p.side.f != f {
			p.side = p.w.newSideForm(f)
		}
		p.side.draw()
		beside = p.side.root
	}
	if beside != p.beside {
		had := p.beside
		p.beside = beside
		p.row.Objects = []fyne.CanvasObject{p.left}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		p.row.Refresh()
		if had != nil && beside == nil {
			p.w.win.Canvas().Focus(p.grid())
		}
	}
	if beside != nil {
		p.side.takeFocus()
	}
}
