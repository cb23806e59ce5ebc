package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// mattersPage draws the list of matters or the page of one, and at the right the
// form that sets one up.
type mattersPage struct {
	w *Window
	m *present.Matters

	root   *fyne.Container
	row    *fyne.Container
	left   *fyne.Container // the list
	head   *fyne.Container
	search *kit.Entry
	only   *kit.Chips
	list   *Table
	acts   commandButtons
	tools  *fyne.Container
	one    *matterView

	leftOut []string // columns, while a form stands beside
	side    *sideForm
	main    fyne.CanvasObject
	beside  fyne.CanvasObject
}

func newMattersPage(w *Window, m *present.Matters) Page {
	p := &mattersPage{w: w, m: m, acts: commandButtons{}}
	p.search = kit.ID("matters.search", kit.NewSearch(words.L("Search code, name, client, area, claim"), m.SetSearch))
	p.search.Width = 270
	p.only = kit.ID("matters.only", kit.NewChips(chips(present.MatterChips), m.SetOnly))

	matter := p.acts.add(w, "matters.matter", words.Mark("New matter"), theme.ContentAddIcon(), true)
	matter.Small = false
	p.head = newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading(words.L("Matters")), matter)

	p.list = w.NewTable("matters.grid", &m.List)
	p.list.OnActivate = func(_ int, id int64) { m.OpenPage(id, "") }
	p.list.OnContext = func() *fyne.Menu {
		return w.contextMenu("matters.open", "matters.edit", "matters.time", "matters.client.open", "matters.rate", "matters.close", "matters.reopen")
	}
	p.tools = newRow(&rowLayout{gap: 6, grow: 1, centre: true}, p.search, p.only,
		p.acts.add(w, "matters.open", words.Sense("Open", "act"), nil, false), p.acts.add(w, "matters.edit", words.Mark("Change"), nil, false), p.acts.add(w, "matters.time", words.Mark("Enter time"), nil, false),
		p.acts.add(w, "matters.close", words.Mark("Close matter"), nil, false), p.acts.add(w, "matters.reopen", words.Mark("Open again"), nil, false))
	p.left = Column(8, p.head, p.tools, p.list)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.left)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// chips are choices as filter chips.
func chips(choices []present.Choice) []kit.Tab {
	list := make([]kit.Tab, len(choices))
	for i, c := range choices {
		list[i] = kit.Tab{ID: c.Key, Text: c.Text}
	}
	return list
}

// Object implements Page.
func (p *mattersPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *mattersPage) First() fyne.Focusable {
	if p.m.Side != nil {
		return nil
	}
	return p.focusable()
}

func (p *mattersPage) focusable() fyne.Focusable {
	if p.m.Page != nil && p.one != nil {
		return p.one.first()
	}
	return p.list
}

// Do takes the actions that are this page's widgets'.
func (p *mattersPage) Do(id string) bool {
	switch {
	case id == "search" && p.m.Page != nil:
		return p.one.search()
	case id == "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case id == "save" && p.m.Side != nil:
		p.m.Side.Send()
		return true
	case (id == "previous" || id == "next") && p.m.Page == nil:
		row, _ := p.list.Current()
		p.list.SetCursor(max(row+map[string]int{"previous": -1, "next": 1}[id], 0))
		return true
	}
	return false
}

// Draw implements Page.
func (p *mattersPage) Draw() {
	m := p.m
	var main fyne.CanvasObject = p.left
	if m.Page != nil {
		if p.one == nil || p.one.p != m.Page {
			p.one = newMatterView(p.w, m)
		}
		p.one.draw()
		main = p.one.root
	} else {
		p.drawList()
	}
	p.compose(main)
	if m.Page == nil {
		if id := m.TakeRow(); id != 0 {
			if at := m.List.IndexOf(id); at >= 0 {
				p.list.SetCursor(at)
			}
		}
	}
}

func (p *mattersPage) drawList() {
	m := p.m
	if p.search.Text != m.Search.Text {
		p.search.SetText(m.Search.Text)
	}
	p.only.SetOn(m.Only()...)
	r, ok := m.Matter()
	reopen := ok && !r.ClosedOn.IsZero()
	again := setVisible(p.acts["matters.close"], !reopen)
	if setVisible(p.acts["matters.reopen"], reopen) || again {
		p.tools.Refresh()
	}
	p.acts.draw(m.Commands())
}

// compose sets the main part and the form beside each other, and gives the
// keyboard to what has come into view.
func (p *mattersPage) compose(main fyne.CanvasObject) {
	var beside fyne.CanvasObject
	if f := p.m.Side; f != nil {
		if p.side == nil || p.side.f != f {
			p.side = p.w.newSideForm(f)
		}
		p.side.draw()
		beside = p.side.root
	}
	if beside != p.beside || main != p.main {
		moved, shut := p.main != nil && main != p.main, p.beside != nil && beside == nil
		p.main, p.beside = main, beside
		p.row.Objects = []fyne.CanvasObject{main}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		p.narrow(beside != nil)
		p.row.Refresh()
		if (moved || shut) && beside == nil {
			p.w.win.Canvas().Focus(p.focusable())
		}
	}
	if beside != nil {
		p.side.takeFocus()
	}
}

// narrow leaves columns out while a form stands beside the list in a small
// window. The choice of columns the user made is not touched.
func (p *mattersPage) narrow(on bool) {
	told := p.list.OnState
	p.list.OnState = nil
	defer func() { p.list.OnState = told }()
	if !on {
		for _, key := range p.leftOut {
			p.list.ShowColumn(key, true)
		}
		p.leftOut = nil
		return
	}
	if len(p.leftOut) > 0 || p.root.Size().Width > besideWide {
		return
	}
	for _, c := range p.list.State().Columns {
		if (c.Key == "billing" || c.Key == "drafts" || c.Key == "active") && !c.Hidden {
			p.leftOut = append(p.leftOut, c.Key)
			p.list.ShowColumn(c.Key, false)
		}
	}
}
