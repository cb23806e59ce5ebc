package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// outboxPage draws the print and send queue: the bills that wait, and at the
// right a form or what a delivery came to.
type outboxPage struct {
	w *Window
	o *present.Outbox

	root    *fyne.Container
	row     *fyne.Container
	left    *fyne.Container
	folder  *kit.Label
	search  *kit.Entry
	chips   *kit.Chips
	grid    *Table
	acts    commandButtons
	deliver *kit.Button

	side    *sideForm
	outcome *outcomeView
	beside  fyne.CanvasObject
}

func outboxChips() []kit.Tab {
	var list []kit.Tab
	for _, c := range present.OutboxWays() {
		list = append(list, kit.Tab{ID: c.Key, Text: c.Text})
	}
	return list
}

func newOutboxPage(w *Window, o *present.Outbox) Page {
	p := &outboxPage{w: w, o: o, acts: commandButtons{}}
	p.folder = kit.ID("outbox.folder", kit.NewCaption(""))
	heading := kit.NewHeading(words.L("Outbox"))
	heading.MinWidth, p.folder.MinWidth = 0, 0
	p.deliver = p.acts.add(w, "outbox.deliver", words.L("Deliver"), theme.MailSendIcon(), true)
	p.deliver.Small = false
	change := kit.ID("outbox.folder.change", kit.NewQuiet(words.L("Change"), nil, func() { w.do("outbox.folder") }))
	change.Small = true
	head := newRow(&rowLayout{gap: 8, grow: 3, centre: true}, heading, p.folder, change, Space(1, 1), p.deliver)

	p.search = kit.ID("outbox.search", kit.NewSearch(words.L("Search number, client, matter"), o.SetSearch))
	p.search.Width = 250
	p.chips = kit.ID("outbox.ways", kit.NewChips(outboxChips(), o.SetOnly))
	bar := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, p.search, p.chips,
		p.acts.add(w, "outbox.ebills", words.L("E-bill files"), theme.DocumentSaveIcon(), false), p.acts.add(w, "outbox.sent", words.L("Mark as sent"), nil, false),
		p.acts.add(w, "outbox.rule", words.L("Delivery rule"), nil, false))
	p.grid = w.NewTable("outbox.list", &o.List)
	p.grid.Checks = true
	p.grid.OnActivate = func(_ int, id int64) { o.Activate(id) }
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("outbox.deliver.selected", "outbox.ebills", "outbox.sent", "outbox.rule", "outbox.open")
	}
	p.grid.OnRune = func(r rune) bool {
		switch r {
		case 'd', 'D':
			w.do("outbox.deliver.selected")
		case 'r', 'R':
			w.do("outbox.rule")
		case 'e', 'E':
			w.do("outbox.ebills")
		case 's', 'S':
			w.do("outbox.sent")
		default:
			return false
		}
		return true
	}
	p.left = Column(8, head, bar, p.grid)
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.left)
	p.root = Pad(10, 0, 14, 14, p.row)
	return p
}

// Object implements Page.
func (p *outboxPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *outboxPage) First() fyne.Focusable { return p.grid }

// Do takes the actions that are this page's widgets'.
func (p *outboxPage) Do(id string) bool {
	switch {
	case id == "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case id == "save" && p.o.Side != nil:
		p.o.Side.Send()
		return true
	}
	return false
}

// Draw implements Page.
func (p *outboxPage) Draw() {
	o := p.o
	p.folder.SetText(words.L("Files go to %s", o.FolderShown()))
	if p.search.Text != o.Search.Text {
		p.search.SetText(o.Search.Text)
	}
	p.chips.SetOn(o.Only...)
	for _, c := range outboxChips() {
		p.chips.SetCount(c.ID, o.CountOf(c.ID))
	}
	p.acts.draw(o.Commands())
	if text := o.DeliverWord(); p.deliver.Text != text {
		p.deliver.SetText(text)
		p.left.Refresh()
	}
	beside := p.drawBeside()
	var focus fyne.Focusable
	if beside != p.beside {
		had := p.beside
		p.beside = beside
		p.row.Objects = []fyne.CanvasObject{p.left}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		p.row.Refresh()
		if had != nil && beside == nil {
			focus = p.grid
		}
	}
	switch {
	case o.Side != nil:
		p.side.takeFocus()
	case focus != nil:
		p.w.run.Later(func() { p.w.win.Canvas().Focus(focus) })
	}
}

func (p *outboxPage) drawBeside() fyne.CanvasObject {
	o := p.o
	switch {
	case o.Side != nil:
		if p.side == nil || p.side.f != o.Side {
			p.side = p.w.newSideForm(o.Side)
		}
		p.side.draw()
		return p.side.root
	case o.Outcome != nil:
		if p.outcome == nil || p.outcome.o != o.Outcome {
			p.outcome = p.w.newOutcome(o.Outcome)
		}
		return p.outcome.root
	}
	return nil
}
