package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// settingsPage draws the sections at the left and what belongs to one at the
// right: a form, or a list with a form beside it.
type settingsPage struct {
	w *Window
	m *present.Settings

	root     *fyne.Container
	sections *kit.SideList
	head     *fyne.Container
	title    *kit.Label
	text     *kit.Label
	readonly *kit.Notice
	main     *fyne.Container // what the section shows
	right    *fyne.Container // head and main
	row      *fyne.Container // main and what stands beside it
	search   *kit.Entry
	set      *kit.Select
	sets     int
	add      *kit.Button
	which    *kit.Button
	reset    *kit.Button
	tools    *fyne.Container
	grids    map[string]*Table
	book     *bookView

	shown  string
	form   *wideForm
	side   *sideForm
	outv   *outcomeView
	beside fyne.CanvasObject
}

func newSettingsPage(w *Window, m *present.Settings) Page {
	m.Equip(w, w.opt.Book)
	p := &settingsPage{w: w, m: m, grids: map[string]*Table{}}
	var items []kit.SideItem
	group := ""
	for _, s := range m.Sections() {
		it := kit.SideItem{ID: s.ID, Text: s.Title}
		if s.Group != group {
			group, it.Section = s.Group, s.Group
		}
		items = append(items, it)
	}
	p.sections = kit.ID("settings.sections", kit.NewSideList(items, m.Choose))
	left := container.NewVScroll(Pad(0, 0, 2, 4, p.sections))
	p.sections.OnReveal = revealIn(left)
	p.title = kit.NewHeading("")
	p.text = kit.NewProse("")
	p.text.Color = kit.ColorMuted
	p.readonly = kit.ID("settings.readonly", kit.NewNotice(kit.Info, ""))
	p.readonly.Hide()
	p.search = kit.ID("settings.search", kit.NewSearch(words.L("Search this list"), m.SetSearch))
	p.set = kit.ID("settings.set", kit.NewSelect(nil, func(it kit.Item) { m.SetSet(it.ID) }))
	p.set.Width = 210
	p.add = kit.ID("settings.add.button", kit.NewPrimary("", theme.ContentAddIcon(), func() { w.do("settings.add") }))
	p.which = kit.ID("settings.which.button", kit.NewButton(words.L("Which rate wins…"), func() { w.do("settings.which") }))
	p.reset = kit.ID("settings.keys.reset.button", kit.NewButton(words.L("Usual keys for all"), func() { w.do("settings.keys.reset") }))
	p.add.Action = "new"
	p.tools = newRow(&rowLayout{gap: 8, grow: 0, centre: true}, p.search, p.set, p.which, p.reset, p.add)
	p.book = newBookView(w, m)
	p.main = container.NewStack()
	p.row = newRow(&rowLayout{gap: 12, grow: 0}, p.main)
	p.head = Column(2, p.title, p.text)
	p.right = Column(8, p.head, p.readonly, p.tools, p.row)
	p.root = Pad(10, 0, 14, 14, newRow(&rowLayout{gap: 18, grow: 1}, container.New(&sectionWidth{186}, left), p.right))
	return p
}

// sectionWidth keeps a column at its width, which grows with the text.
type sectionWidth struct{ width float32 }

func (l *sectionWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width*theme.TextSize()/13, o[0].MinSize().Height)
}

func (l *sectionWidth) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(s)
}

// revealIn scrolls so that a stretch is in view.
func revealIn(s *container.Scroll) func(top, bottom float32) {
	return func(top, bottom float32) {
		at := s.Offset.Y
		switch h := s.Size().Height; {
		case top < at:
			at = max(top-24, 0)
		case bottom > at+h:
			at = bottom - h
		default:
			return
		}
		s.ScrollToOffset(fyne.NewPos(0, at))
	}
}

// Object implements Page.
func (p *settingsPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *settingsPage) First() fyne.Focusable {
	if p.m.Side != nil {
		return nil
	}
	return p.sections
}

// Do takes the actions that are this page's widgets'.
func (p *settingsPage) Do(id string) bool {
	if id == "search" && p.m.List(p.m.Section) != nil {
		p.w.win.Canvas().Focus(p.search)
		return true
	}
	return false
}

// Draw implements Page.
func (p *settingsPage) Draw() {
	m := p.m
	if p.shown != m.Section {
		p.showSection()
	}
	if p.search.Text != m.Search.Text {
		p.search.SetText(m.Search.Text)
	}
	why := m.ReadOnly()
	again := setVisible(p.readonly, why != "" && m.Loaded)
	if why != "" {
		p.readonly.Set(kit.Info, why)
	}
	list := m.List(m.Section)
	if list != nil {
		p.drawTools(why)
		if id := m.TakeRow(); id != 0 {
			if at := list.IndexOf(id); at >= 0 {
				p.grids[m.Section].SetCursor(at)
			}
		}
	}
	if f := m.Form; f != nil && list == nil {
		if p.form == nil || p.form.f != f {
			p.form = p.w.newWideForm(f, m.Groups, m.Undo)
			p.main.Objects = []fyne.CanvasObject{p.form.root}
			p.main.Refresh()
		}
		p.form.draw(m.Changed())
		p.form.takeFocus()
	}
	if m.Section == present.SetBook {
		p.book.draw()
	}
	if again {
		p.right.Refresh()
	}
	p.drawBeside()
}

func (p *settingsPage) showSection() {
	m := p.m
	p.shown = m.Section
	x := m.Current()
	if p.sections.Selected() != m.Section {
		p.sections.SetSelected(m.Section)
	}
	p.title.SetText(x.Title)
	p.text.SetText(x.Text)
	p.form = nil
	var main fyne.CanvasObject
	switch list := m.List(m.Section); {
	case m.Section == present.SetBook:
		main = p.book.root
	case list != nil:
		g, ok := p.grids[m.Section]
		if !ok {
			g = p.w.NewTable("settings."+m.Section+".list", list)
			g.OnActivate = func(int, int64) { list.OpenSelected() }
			g.OnContext = func() *fyne.Menu { return p.w.contextMenu("edit", "new") }
			p.grids[m.Section] = g
		}
		main = g
	}
	p.main.Objects = nil
	if main != nil {
		p.main.Objects = []fyne.CanvasObject{main}
	}
	setVisible(p.tools, m.List(m.Section) != nil)
	setVisible(p.set, m.Section == present.SetCodes)
	setVisible(p.which, m.Section == present.SetRates)
	setVisible(p.reset, m.Section == present.SetKeys)
	setVisible(p.add, m.AddTitle() != "")
	p.add.SetText(m.AddTitle())
	p.tools.Refresh()
	p.main.Refresh()
	p.right.Refresh()
	p.right.Refresh() // once more: what wraps knows its height only now
}

func (p *settingsPage) drawTools(why string) {
	p.add.SetEnabled(why == "")
	if p.m.Section != present.SetCodes {
		return
	}
	sets := p.m.Sets()
	if len(sets) != p.sets {
		p.sets = len(sets)
		p.set.SetItems(items(sets))
	}
	if now := p.m.CurrentSet(); p.set.SelectedID() != now {
		p.set.SetSelected(now)
	}
}

// drawBeside shows the form or the outcome at the right of the section.
func (p *settingsPage) drawBeside() {
	var beside fyne.CanvasObject
	switch m := p.m; {
	case m.Outcome != nil:
		if p.outv == nil || p.outv.o != m.Outcome {
			p.outv = p.w.newOutcome(m.Outcome)
		}
		beside = p.outv.root
	case m.Side != nil:
		if p.side == nil || p.side.f != m.Side {
			p.side = p.w.newSideForm(m.Side)
		}
		p.side.draw()
		beside = p.side.root
	}
	if beside != p.beside {
		had := p.beside
		p.beside = beside
		p.row.Objects = []fyne.CanvasObject{p.main}
		if beside != nil {
			p.row.Objects = append(p.row.Objects, beside)
		}
		p.row.Refresh()
		if had != nil && beside == nil {
			p.focusMain()
		}
	}
	if p.m.Side != nil && p.side != nil {
		p.side.takeFocus()
	}
}

func (p *settingsPage) focusMain() {
	if g, ok := p.grids[p.m.Section]; ok {
		p.w.win.Canvas().Focus(g)
		return
	}
	p.w.win.Canvas().Focus(p.sections)
}

// bookView says where the book is and offers what can be done with it.
type bookView struct {
	w    *Window
	m    *present.Settings
	root *fyne.Container

	facts  *figureLines
	counts *figureRow
	acts   map[string]*kit.Button
	body   *fyne.Container
}

func newBookView(w *Window, m *present.Settings) *bookView {
	v := &bookView{w: w, m: m, facts: newFigureLines(), counts: newFigureRow(true), acts: map[string]*kit.Button{}}
	act := func(id, text, say string, primary bool) fyne.CanvasObject {
		b := kit.NewButton(text, func() { w.do(id) })
		if primary {
			b.Importance = kit.Primary
		}
		v.acts[id] = kit.ID(id+".button", b)
		words := kit.NewProse(say)
		words.Color = kit.ColorMuted
		return container.New(&actLayout{}, b, words)
	}
	v.body = kit.VBox(14, kit.NewCard(words.L("The file"), kit.VBox(10, v.facts.box, v.counts.box)),
		kit.NewCard(words.L("What can be done"), kit.VBox(12,
			act("settings.backup", words.L("Back up now…"), words.L("A checked copy, encrypted if you give a passphrase. To get it back, open the copy as a book, or restore an encrypted one from the command line; the present file is never touched."), true),
			act("settings.verify", words.L("Prove the book"), words.L("Walks the file, the log, the trust ledgers, the receivables and the numbers, and names the row that is wrong."), false),
			act("settings.close", words.L("Close the books…"), words.L("No new fact can be dated on or before the day. It can be undone with a reason that stays in the log."), false),
			act("settings.folder", words.L("Open the folder"), words.L("The book is one file. Close the window before you copy it by hand."), false),
			act("go.reports", words.L("Reports and exports"), words.L("Every list and report as CSV, spreadsheet or paper, and the log of who did what."), false))), Space(1, 4))
	scroll := container.NewVScroll(Pad(0, 0, 3, 8, container.New(&settingsWide{width: formWide}, v.body)))
	scroll.SetMinSize(fyne.NewSize(420, 200))
	v.root = container.NewStack(scroll)
	return v
}

func (v *bookView) draw() {
	again := v.facts.draw(v.m.BookFacts())
	again = v.counts.draw(v.m.Counts()) || again
	for _, c := range v.m.Commands() {
		if b, ok := v.acts[c.ID]; ok {
			b.SetEnabled(c.Off == "")
			b.Tip = c.Off
		}
	}
	if again {
		v.body.Refresh()
		v.body.Refresh() // once more: what wraps knows its height only now
		v.root.Refresh()
	}
}

// actLayout is a button of one width with words beside it.
type actLayout struct{}

const actWide = 190

func (*actLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	b, t := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(actWide+200, max(b.Height, t.Height))
}

func (*actLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	wide := max(float32(actWide)*theme.TextSize()/13, o[0].MinSize().Width)
	b := o[0].MinSize()
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(wide, b.Height))
	o[1].Move(fyne.NewPos(wide+16, 4))
	o[1].Resize(fyne.NewSize(max(s.Width-wide-16, 40), s.Height-4))
}
