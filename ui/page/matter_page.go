package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// matterView draws the page of one matter: head, money strip, tabs, and the list
// or summary of the tab in view.
type matterView struct {
	w *Window
	m *present.Matters
	p *present.MatterPage

	root    *fyne.Container
	title   *kit.Label
	client  *kit.Button
	place   *kit.Label
	status  *kit.Pill
	strip   *Strip
	tabs    *kit.Tabs
	bodies  map[string]fyne.CanvasObject
	lists   map[string]*Table
	acts    commandButtons
	sum     *matterSummary
	find    *kit.Entry
	note    *kit.Label
	noteBox *kit.Split
	trust   *figureRow
	headBox *fyne.Container
	bars    []*fyne.Container
	shown   string
}

func newMatterView(w *Window, m *present.Matters) *matterView {
	p := m.Page
	v := &matterView{w: w, m: m, p: p, acts: commandButtons{}, lists: map[string]*Table{}, bodies: map[string]fyne.CanvasObject{}}
	back := kit.ID("matter.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back (Esc)"), func() { w.do("back") }))
	v.title = kit.ID("matter.title", kit.NewHeading(""))
	v.title.MinWidth = 120
	v.status = kit.NewPill("", kit.Good)
	v.client = kit.ID("matter.client", kit.NewQuiet("", w.Symbol("clients"), func() { w.do("matters.client.open") }))
	v.place = kit.ID("matter.place", kit.NewCaption(""))
	before := kit.ID("matter.previous", kit.NewIconButton(theme.MoveUpIcon(), words.L("Matter before (Alt+Up)"), func() { m.Step(-1) }))
	after := kit.ID("matter.next", kit.NewIconButton(theme.MoveDownIcon(), words.L("Matter after (Alt+Down)"), func() { m.Step(1) }))
	more := kit.ID("matter.more", kit.NewButton(words.L("More"), nil))
	more.Menu = true
	more.OnTapped = func() {
		w.menuUnder(more, "matters.edit", "matters.rate", "matter.alltime", "matter.call", "matter.task", "matter.expense", "matter.party", "matters.close", "matters.reopen")
	}
	enter := p2(v.acts.add(w, "matters.time", words.Mark("Enter time"), theme.ContentAddIcon(), true))
	note := p2(v.acts.add(w, "matter.note", words.Mark("Note"), nil, false))
	note.Importance = kit.Plain
	v.headBox = newRow(&rowLayout{gap: 6, grow: 1, centre: true}, back, v.title, v.status, v.client, v.place, before, after, more, note, enter)

	v.strip = NewStrip("matter.strip")
	v.tabs = kit.ID("matter.tabs", kit.NewTabs(chips(present.MatterTabs), p.SetTab))
	v.sum = newMatterSummary(w, m)
	v.bodies[present.MatterSummary] = v.sum.root

	v.table(present.MatterTime, p.Time, []string{"matter.alltime"}, words.Mark("All time of the matter"))
	v.table(present.MatterExpenses, &p.Expenses, []string{"matter.expense", "expense.edit", "expense.release", "expense.hold", "expense.unhold", "expense.write_off", "expense.take_back", "expense.delete"},
		words.Mark("New expense"), words.Sense("Open", "act"), words.Mark("Release"), words.Mark("Hold"), words.Mark("Take the hold off"), words.Mark("Write off"), words.Mark("Take back"), words.Mark("Delete draft"))
	v.lists[present.MatterExpenses].OnContext = func() *fyne.Menu {
		return w.contextMenu("expense.edit", "expense.release", "expense.unrelease", "expense.hold", "expense.unhold", "expense.write_off", "expense.take_back", "expense.delete")
	}
	v.table(present.MatterBills, &p.Bills, []string{"matter.bill"}, words.Mark("Open the bill"))
	v.table(present.MatterTrust, &p.Trust, []string{"matter.trust"}, words.Mark("Open the trust desk"))
	v.trust = newFigureRow(true)
	v.bodies[present.MatterTrust] = Column(8, v.trust.box, v.bodies[present.MatterTrust])
	v.notes()
	v.table(present.MatterParties, &p.Parties, []string{"matter.party", "party.edit", "party.end"}, words.Mark("Name a party"), words.Sense("Open", "act"), words.Mark("End"))
	v.lists[present.MatterParties].OnContext = func() *fyne.Menu { return w.contextMenu("party.edit", "party.end") }

	stack := container.NewStack()
	for _, t := range present.MatterTabs {
		o := v.bodies[t.Key]
		o.Hide()
		stack.Add(o)
	}
	v.root = Column(8, v.headBox, v.strip.Bar, v.tabs, stack)
	return v
}

// p2 makes a button of the toolbar one of full size.
func p2(b *kit.Button) *kit.Button { b.Small = false; return b }

// table makes the body of a tab: its buttons and its list.
func (v *matterView) table(tab string, list present.Table, ids []string, texts ...string) {
	g := v.w.NewTable("matter."+tab, list)
	g.OnActivate = func(_ int, id int64) { v.p.Activate(id) }
	v.lists[tab] = g
	bar := newRow(&rowLayout{gap: 6, grow: 0, centre: true}, Space(1, 1))
	for i, id := range ids {
		bar.Add(v.acts.add(v.w, id, texts[i], nil, false))
	}
	v.bars = append(v.bars, bar)
	v.bodies[tab] = Column(6, bar, g)
}

// notes is the list of notes with the whole text of the chosen one beneath.
func (v *matterView) notes() {
	w, p := v.w, v.p
	g := w.NewTable("matter.notes", &p.Notes)
	g.OnActivate = func(_ int, id int64) { p.Activate(id) }
	g.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeySpace && p.NoteIsTask() {
			w.do("note.done")
			return true
		}
		return false
	}
	g.OnContext = func() *fyne.Menu { return w.contextMenu("note.done", "note.edit", "note.delete") }
	v.lists[present.MatterNotes] = g
	v.find = kit.ID("matter.notes.search", kit.NewSearch(words.L("Search notes"), p.SetSearch))
	v.find.Width = 250
	bar := newRow(&rowLayout{gap: 6, grow: 1, centre: true}, v.find, Space(1, 1), v.acts.add(w, "matter.call", words.Mark("Note a call"), nil, false), v.acts.add(w, "matter.task", words.Mark("Add a task"), nil, false),
		v.acts.add(w, "note.done", words.Mark("Done"), theme.ConfirmIcon(), false), v.acts.add(w, "note.edit", words.Sense("Open", "act"), nil, false), v.acts.add(w, "note.delete", words.Mark("Delete"), nil, false))
	v.bars = append(v.bars, bar)
	v.note = kit.ID("matter.note.text", kit.NewProse(""))
	scroll := container.NewVScroll(Pad(8, 8, 2, 8, v.note))
	v.noteBox = kit.NewSplitDown(g, scroll, 120, true)
	v.bodies[present.MatterNotes] = Column(6, bar, v.noteBox)
}

func (v *matterView) first() fyne.Focusable {
	if g, ok := v.lists[v.p.Tab]; ok {
		return g
	}
	return v.tabs
}

func (v *matterView) search() bool {
	if v.p.Tab == present.MatterNotes {
		v.w.win.Canvas().Focus(v.find)
		return true
	}
	return false
}

func (v *matterView) draw() {
	p := v.p
	title := p.Row.Code + "  " + p.Row.Name
	again := v.title.Text != title || v.client.Text != p.ClientShort()
	v.title.SetText(title)
	v.client.SetText(p.ClientShort())
	v.place.SetText(v.m.Place())
	// Beside a form the title keeps the room; who the client is stands in the summary.
	beside := v.m.Side != nil && v.w.win.Canvas().Size().Width <= besideWide
	again = setVisible(v.client, !beside) || again
	again = setVisible(v.place, !beside) || again
	status := p.Status()
	v.status.Set(status.Text, kit.Tone(status.Tone))
	if again {
		v.headBox.Refresh()
	}
	changed := v.strip.Draw(&present.Strip{Title: p.HeadLine(), Figures: p.Strip.Figures})
	if v.tabs.Selected() != p.Tab {
		v.tabs.SetSelected(p.Tab)
	}
	for _, t := range present.MatterTabs {
		v.tabs.SetCount(t.Key, p.Count(t.Key))
	}
	if v.shown != p.Tab {
		had := v.shown
		v.shown = p.Tab
		for tab, o := range v.bodies {
			setVisible(o, tab == p.Tab)
		}
		changed = true
		if had != "" && v.m.Side == nil && v.w.win.Canvas().Focused() != fyne.Focusable(v.tabs) {
			v.w.win.Canvas().Focus(v.first())
		}
	}
	if v.acts["expense.hold"] != nil {
		held := p.Held()
		if setVisible(v.acts["expense.hold"], !held) || setVisible(v.acts["expense.unhold"], held) {
			v.bars[1].Refresh()
		}
	}
	switch p.Tab {
	case present.MatterSummary:
		v.sum.draw()
	case present.MatterTrust:
		if v.trust.draw(p.Balances) {
			changed = true
		}
	case present.MatterNotes:
		if v.find.Text != p.Search.Text {
			v.find.SetText(p.Search.Text)
		}
		v.note.SetText(p.NoteText())
	}
	if id := p.TakeRow(); id != 0 {
		if g := v.lists[p.Tab]; g != nil {
			if at := p.List().IndexOf(id); at >= 0 {
				g.SetCursor(at)
			}
		}
	}
	v.acts.draw(v.m.Commands())
	if changed {
		v.root.Refresh()
	}
}
