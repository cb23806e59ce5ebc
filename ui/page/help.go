package page

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// helpPage draws the topics at the left and one of them at the right.
type helpPage struct {
	w *Window
	m *present.Help

	root   *fyne.Container
	search *kit.Entry
	topics *kit.SideList
	listed string
	right  *fyne.Container
	title  *kit.Label
	tools  *fyne.Container
	slot   *fyne.Container
	scroll *container.Scroll
	lines  *Table
	shown  string
}

func newHelpPage(w *Window, m *present.Help) Page {
	p := &helpPage{w: w, m: m}
	m.Equip(present.HelpSource{Texts: w.opt.Help, Keys: w, Notices: w.opt.Notices, Facts: w.opt.Facts, PDF: w.opt.TablePDF})
	p.search = kit.ID("help.search", kit.NewSearch(words.L("Search the help"), m.SetSearch))
	p.topics = kit.ID("help.topics", kit.NewSideList(nil, m.Choose))
	list := container.NewVScroll(Pad(0, 0, 2, 4, p.topics))
	p.topics.OnReveal = revealIn(list)
	left := container.New(&sectionWidth{226}, Column(8, p.search, list))
	p.title = kit.NewHeading("")
	print := kit.ID("help.print.button", kit.NewButton(words.L("Print"), func() { w.do("help.print") }))
	print.Action = "print"
	save := kit.ID("help.save.button", kit.NewButton(words.L("Save as PDF…"), func() { w.do("help.save") }))
	change := kit.ID("help.change.button", kit.NewButton(words.L("Change the keys…"), func() { w.frame.Go("settings", "setting keys") }))
	p.tools = newRow(&rowLayout{gap: 8, grow: -1}, change, save, print)
	p.slot = container.NewStack()
	p.lines = w.NewTable("help.licences", &m.Lines)
	p.right = Column(8, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, p.title, p.tools), p.slot)
	p.root = Pad(10, 0, 14, 14, newRow(&rowLayout{gap: 18, grow: 1}, left, p.right))
	return p
}

// Object implements Page.
func (p *helpPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *helpPage) First() fyne.Focusable { return p.topics }

// Do takes the actions that are this page's widgets'.
func (p *helpPage) Do(id string) bool {
	if id == "search" {
		p.w.win.Canvas().Focus(p.search)
		return true
	}
	return false
}

// Draw implements Page.
func (p *helpPage) Draw() {
	m := p.m
	if p.search.Text != m.Search.Text {
		p.search.SetText(m.Search.Text)
	}
	key := ""
	found := m.Found()
	for _, t := range found {
		key += t.ID + t.Title + "\n"
	}
	if key != p.listed {
		p.listed = key
		items := make([]kit.SideItem, len(found))
		group := ""
		for i, t := range found {
			items[i] = kit.SideItem{ID: t.ID, Text: t.Title}
			if t.Group != group {
				group, items[i].Section = t.Group, t.Group
			}
		}
		p.topics.SetItems(items)
		p.root.Refresh()
	}
	if p.topics.Selected() != m.Topic {
		p.topics.SetSelected(m.Topic)
	}
	t := m.Current()
	if shown := fmt.Sprint(t.ID, t.Title, t.Blocks); p.shown != shown {
		p.shown = shown
		p.showTopic(t)
	}
}

// helpWide is the width at which prose is read in comfort.
const helpWide = 720

func (p *helpPage) showTopic(t present.HelpTopic) {
	p.title.SetText(t.Title)
	setVisible(p.tools, t.ID == "keys")
	if t.ID == "licences" {
		p.slot.Objects = []fyne.CanvasObject{p.lines}
	} else {
		body := p.blocks(t.Blocks)
		if t.ID == "keys" {
			body = p.keySheet(t.Blocks)
		}
		p.scroll = container.NewVScroll(Pad(0, 12, 2, 10, body))
		p.scroll.SetMinSize(fyne.NewSize(360, 200))
		p.slot.Objects = []fyne.CanvasObject{p.scroll}
	}
	p.slot.Refresh()
	p.right.Refresh()
	p.right.Refresh() // once more: what wraps knows its height only now
}

// blocks draws a topic with the kit's labels.
func (p *helpPage) blocks(list []present.HelpBlock) fyne.CanvasObject {
	body := container.New(&columnLayout{gap: 8})
	for _, b := range list {
		body.Add(helpBlock(b, 150))
	}
	body.Add(Space(1, 1))
	return container.New(&settingsWide{width: helpWide}, body)
}

func helpBlock(b present.HelpBlock, keyWide float32) fyne.CanvasObject {
	text := kit.NewProse(b.Text)
	switch b.Kind {
	case present.HelpHead:
		head := kit.NewSubheading(b.Text)
		return Pad(8, 0, 0, 0, head)
	case present.HelpBullet:
		return container.New(&markLayout{wide: 16}, kit.NewLabel("•"), text)
	case present.HelpStep:
		mark := kit.NewLabel(b.Mark + ".")
		mark.Style.Bold = true
		return container.New(&markLayout{wide: 24}, mark, text)
	case present.HelpKey:
		mark := kit.NewProse(b.Mark)
		mark.Style.Bold = true
		return container.New(&markLayout{wide: keyWide}, mark, text)
	case present.HelpNote:
		return kit.NewNotice(kit.Info, b.Text)
	}
	return text
}

// keySheet sets the groups of keys side by side, as many as there is room for.
func (p *helpPage) keySheet(list []present.HelpBlock) fyne.CanvasObject {
	sheet := container.New(&sheetLayout{least: 350, gap: 28})
	var group *fyne.Container
	for _, b := range list {
		if b.Kind == present.HelpHead {
			group = container.New(&columnLayout{gap: 3}, kit.NewSubheading(b.Text))
			sheet.Add(group)
			continue
		}
		if group != nil {
			group.Add(helpBlock(b, 172))
		}
	}
	for _, g := range sheet.Objects {
		g.(*fyne.Container).Add(Space(1, 1))
	}
	return sheet
}

// markLayout puts a mark before text that wraps.
type markLayout struct{ wide float32 }

func (l *markLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.wide+60, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (l *markLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(l.wide, o[0].MinSize().Height))
	o[0].Resize(fyne.NewSize(l.wide, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(l.wide, 0))
	o[1].Resize(fyne.NewSize(max(s.Width-l.wide, 40), s.Height))
}

// sheetLayout sets blocks into columns, each block into the shortest one so far,
// in their order from the left.
type sheetLayout struct {
	least, gap float32
	wide       float32
}

func (l *sheetLayout) columns(width float32) int {
	return max(int((width+l.gap)/(l.least+l.gap)), 1)
}

func (l *sheetLayout) place(o []fyne.CanvasObject, width float32) (high float32) {
	n := l.columns(width)
	w := (width - l.gap*float32(n-1)) / float32(n)
	tops := make([]float32, n)
	for _, x := range o {
		at := slices.Index(tops, slices.Min(tops))
		x.Resize(fyne.NewSize(w, x.Size().Height))
		h := x.MinSize().Height
		x.Move(fyne.NewPos(float32(at)*(w+l.gap), tops[at]))
		x.Resize(fyne.NewSize(w, h))
		tops[at] += h + 18
	}
	return slices.Max(tops)
}

func (l *sheetLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(l.least, l.place(o, max(l.wide, l.least)))
}

func (l *sheetLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if len(o) > 0 {
		l.wide = s.Width
		l.place(o, s.Width)
	}
}

func (sh *Shell) lookNow() present.Look {
	if sh.window == nil {
		return present.Look{}
	}
	return sh.window.frame.Look()
}

// help shows a topic of the help; blank is that of the screen in view. Before a
// book is open there is only the list of keys.
func (sh *Shell) help(topic string) {
	w := sh.window
	if w == nil {
		if topic == "about" {
			sh.showAbout()
			return
		}
		sh.showKeys()
		return
	}
	if topic == "" {
		topic = w.frame.Place().Route
	}
	w.frame.Go("help", "topic "+topic)
}

// showKeys is the list of keys over the welcome page, where there is no help yet.
func (sh *Shell) showKeys() {
	groups := []string{kit.Everywhere, kit.Records, kit.Working}
	body := container.New(&evenLayout{gap: 28})
	for _, g := range groups {
		column := container.New(&columnLayout{gap: 3}, kit.NewSubheading(words.Of(g)))
		for _, a := range sh.keys.Map.All() {
			if a.Group == g {
				column.Add(helpBlock(present.HelpBlock{Kind: present.HelpKey, Mark: a.Words(), Text: a.Name()}, 140))
			}
		}
		column.Add(Space(1, 1))
		body.Add(column)
	}
	scroll := container.NewVScroll(Pad(0, 6, 0, 12, body))
	scroll.SetMinSize(fyne.NewSize(900, 520))
	d := kit.ID("keys", kit.NewDialog(words.L("Keys"), scroll, "", nil))
	d.Width = 1180
	d.OnSubmit = func(d *kit.Dialog) { d.Close() }
	d.Open(sh.win.Canvas())
}

func (sh *Shell) showAbout() {
	kit.Inform(sh.win.Canvas(), Name+" "+sh.opt.Version,
		words.L("Time, bills and client money of a law firm, in one file the firm owns. No server, no account, no network."))
}
