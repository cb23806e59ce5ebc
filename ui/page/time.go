package page

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// timePage draws the register of time entries: filter above, list, and at the
// right the panel of an entry, of an act on many, or of what it came to. In place
// of the list it shows the month of all timekeepers with the days that lack time.
type timePage struct {
	w *Window
	t *present.Time

	root    *fyne.Container
	body    *fyne.Container
	lists   *fyne.Container // filter, acts and list
	view    *kit.Tabs
	search  *kit.Entry
	matter  *kit.Finder
	client  *kit.Finder
	keeper  *kit.Select
	period  *kit.Select
	from    *kit.DateEntry
	to      *kit.DateEntry
	status  *kit.Chips
	only    *kit.Chips
	clear   *kit.Button
	summary *kit.Label
	acts    map[string]*kit.Button
	grid    *kit.Grid

	panel   *entryPanel
	act     *actPanel
	outcome *outcomeView
	missing *missingView
	beside  fyne.CanvasObject // the panel in view
	left    []string          // columns left out while it is
}

// timeActs are the acts on what is chosen, in the order of the bar; the rest of
// them stand in the menus.
var timeActs = []struct{ id, text string }{
	{"time.release", words.Mark("Release")}, {"time.transfer", words.Mark("Transfer")}, {"time.rerate", words.Mark("Re-rate")},
	{"time.split", words.Mark("Divide")}, {"time.combine", words.Mark("Make one")}, {"time.hold", words.Mark("Hold")},
	{"time.write_off", words.Mark("Write off")}, {"delete", words.Mark("Delete")},
}

func newTimePage(w *Window, t *present.Time) Page {
	p := &timePage{w: w, t: t, acts: map[string]*kit.Button{}}
	title := kit.NewHeading(words.L("Time"))
	title.MinWidth = 64
	p.view = kit.ID("time.view", kit.NewSegments([]kit.Tab{{ID: "list", Text: words.L("Entries")}, {ID: "missing", Text: words.L("Missing time")}}, func(id string) {
		if id == "missing" {
			t.ShowMissing("")
		} else {
			t.ShowList()
		}
	}))
	export := kit.ID("time.export", kit.NewQuiet(words.L("Export"), theme.DocumentSaveIcon(), func() { w.do("export") }))
	record := kit.ID("time.new", kit.NewPrimary(words.L("Record time"), theme.ContentAddIcon(), func() { t.Do("new") }))
	p.clear = kit.ID("time.clear", kit.NewQuiet(words.L("Show everything"), nil, t.ClearFilter))
	presets := w.menuButton("time.presets", words.L("Presets"), "preset.mine", "preset.unbilled", "preset.old", "preset.uncoded", "preset.untold", "preset.held", "filter.clear")
	top := newRow(&rowLayout{gap: 8, grow: 2, centre: true}, title, p.view, Space(1, 1), p.clear, presets, export, record)

	p.buildFilter()
	filter := GrowRow(8, 0, p.search, p.client, p.matter, p.keeper, p.period, p.from, p.to)
	chips := container.New(&evenLayout{gap: 14}, p.status, p.only)

	p.summary = kit.ID("time.summary", kit.NewCaption(""))
	bar := []fyne.CanvasObject{p.summary}
	for _, a := range timeActs {
		b := kit.ID(a.id, kit.NewQuiet(words.Of(a.text), nil, func() { w.do(a.id) }))
		b.Small = true
		p.acts[a.id] = b
		bar = append(bar, b)
	}
	p.acts["time.release"].Icon = theme.ConfirmIcon()
	more := w.menuButton("time.more", words.L("More"), "edit.panel", "duplicate", "time.unrelease", "time.unhold", "time.take_back", "why")
	more.Small = true
	acts := newRow(&rowLayout{gap: 2, grow: 0, centre: true}, append(bar, more)...)

	p.grid = w.NewTable("time.grid", t.List)
	p.grid.OnEdit = func(_ int, id int64, key string) *kit.CellEdit {
		text, ok := t.EditCell(id, key)
		if !ok {
			return nil
		}
		return &kit.CellEdit{Text: text, Commit: func(s string) error { return t.SetCell(id, key, s) }}
	}
	p.grid.OnActivate = func(_ int, id int64) {
		t.OpenEdit(id)
		if p.panel != nil {
			w.win.Canvas().Focus(p.panel.narrative)
		}
	}
	p.grid.OnPaste = func(rows [][]string) {
		w.pasteTime(rows, w.frame.Today(), w.frame.Facts().Me.Code, func() {})
	}
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("edit.panel", "duplicate", "time.release", "time.unrelease", "time.transfer", "time.rerate", "time.split", "time.combine",
			"time.hold", "time.unhold", "time.write_off", "time.take_back", "delete", "why")
	}
	p.body = newRow(&rowLayout{gap: 12, grow: 0}, p.grid)
	p.lists = Column(6, filter, chips, acts, p.body)
	p.root = Pad(10, 0, 14, 14, Column(8, top, p.lists))
	return p
}

// menuButton opens a menu of commands.
func (w *Window) menuButton(id, text string, commands ...string) *kit.Button {
	b := kit.ID(id, kit.NewQuiet(text, nil, nil))
	b.Menu = true
	b.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		kit.ShowMenu(w.contextMenu(commands...), w.win.Canvas(), at.AddXY(0, b.Size().Height))
	}
	return b
}

func (p *timePage) buildFilter() {
	w, t := p.w, p.t
	p.search = kit.ID("time.search", kit.NewSearch(words.L("Search narratives"), t.SetSearch))
	p.client = kit.ID("time.client", kit.NewFinder(w.run, words.L("client"), func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := t.Clients(ctx, query)
		return items(found), err
	}))
	p.client.PlaceHolder, p.client.Width = words.L("Any client"), 150
	p.client.OnPicked = func(it kit.Item) {
		t.SetFilter(func(f *present.TimeFilter) { f.Client = it.Value.(present.Choice) })
	}
	p.client.OnCleared = func() { t.SetFilter(func(f *present.TimeFilter) { f.Client = present.Choice{} }) }
	p.matter = w.MatterFinder("time.matter", t.Matter)
	p.matter.PlaceHolder, p.matter.Width = words.L("Any matter"), 170
	p.keeper = kit.ID("time.keeper", kit.NewSelect(nil, func(it kit.Item) { t.SetFilter(func(f *present.TimeFilter) { f.Timekeeper = it.ID }) }))
	p.keeper.Width = 130
	var periods []kit.Item
	for _, c := range present.Periods {
		periods = append(periods, kit.Item{ID: c.Key, Text: words.Of(c.Text)})
	}
	p.period = kit.ID("time.period", kit.NewSelect(periods, func(it kit.Item) { t.SetPeriod(it.ID) }))
	p.period.Width = 118
	dates := func() {
		from, _, errFrom := p.from.Value()
		to, _, errTo := p.to.Value()
		if errFrom == nil && errTo == nil {
			t.SetDates(from, to)
		}
	}
	p.from, p.to = kit.ID("time.from", kit.NewDateEntry(w.frame.Today, true)), kit.ID("time.to", kit.NewDateEntry(w.frame.Today, true))
	p.from.OnValue = func(cal.Date, bool) { dates() }
	p.to.OnValue = func(cal.Date, bool) { dates() }
	p.from.PlaceHolder, p.to.PlaceHolder = words.L("From"), words.L("Through")
	var chips []kit.Tab
	for _, c := range present.StatusChips() {
		chips = append(chips, kit.Tab{ID: c.Key, Text: c.Text})
	}
	p.status = kit.ID("time.status", kit.NewChips(chips, func(on []string) { t.SetFilter(func(f *present.TimeFilter) { f.Statuses = on }) }))
	chips = nil
	if _, can := t.Mine(); can {
		chips = append(chips, kit.Tab{ID: "mine", Text: words.L("Mine")})
	}
	for _, c := range present.OnlyChips() {
		chips = append(chips, kit.Tab{ID: c.Key, Text: c.Text})
	}
	p.only = kit.ID("time.only", kit.NewChips(chips, p.limit))
}

// limit takes the chips of what somebody must look at, and of one's own time.
func (p *timePage) limit(on []string) {
	mine := slices.Contains(on, "mine")
	if was, _ := p.t.Mine(); was != mine {
		p.t.SetMine(mine)
		return
	}
	p.t.SetOnly(slices.DeleteFunc(on, func(id string) bool { return id == "mine" }))
}

// Object implements Page.
func (p *timePage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *timePage) First() fyne.Focusable { return p.grid }

// Do takes the actions that are this page's widgets'.
func (p *timePage) Do(id string) bool {
	switch id {
	case "search":
		p.w.win.Canvas().Focus(p.search)
		return true
	case "edit":
		if p.t.Missing == nil && p.grid.BeginEdit() {
			return true
		}
	case "previous", "next":
		if m := p.t.Missing; m != nil {
			m.Move(map[string]int{"previous": -1, "next": 1}[id])
			return true
		}
		step := map[string]int{"previous": -1, "next": 1}[id]
		row, _ := p.grid.Current()
		p.grid.SetCursor(max(row+step, 0))
		return true
	}
	return false
}

// Draw implements Page.
func (p *timePage) Draw() {
	t := p.t
	f := t.Filter()
	if p.search.Text != t.Search() {
		p.search.SetText(t.Search())
	}
	showItem(p.client, f.Client, "")
	showItem(p.matter, f.Matter, "")
	keepers := t.Keepers()
	if len(p.keeper.Items) != len(keepers) {
		p.keeper.SetItems(items(keepers))
	}
	if p.keeper.SelectedID() != f.Timekeeper || len(p.keeper.TextShown()) == 0 {
		p.keeper.SetSelected(f.Timekeeper)
	}
	if p.period.SelectedID() != f.Period || len(p.period.TextShown()) == 0 {
		p.period.SetSelected(f.Period)
	}
	showDate(p.from, f.From)
	showDate(p.to, f.To)
	p.status.SetOn(f.Statuses...)
	var on []string
	if mine, _ := t.Mine(); mine {
		on = append(on, "mine")
	}
	if f.Only != "" {
		on = append(on, f.Only)
	}
	p.only.SetOn(on...)
	again := setVisible(p.clear, t.Filtered())
	p.summary.SetText(t.Summary())
	for _, c := range t.Commands() {
		if b, ok := p.acts[c.ID]; ok {
			b.SetEnabled(c.Off == "")
			b.Tip = c.Off
			if c.Off == "" {
				b.Tip = p.w.tip(c.Title, c.ID)
			}
		}
	}
	if p.drawView() || again {
		p.root.Refresh()
	}
	p.drawPanel()
}

// drawView shows the list, or the month of all timekeepers in its place.
func (p *timePage) drawView() (again bool) {
	m := p.t.Missing
	if m != nil && (p.missing == nil || p.missing.m != m) {
		old := p.missing
		p.missing = newMissingView(p.w, m)
		box := p.root.Objects[0].(*fyne.Container)
		if old != nil {
			box.Objects = box.Objects[:2]
		}
		box.Objects = append(box.Objects, p.missing.root)
		again = true
		p.w.run.Later(func() { p.w.win.Canvas().Focus(p.missing.grid) })
	}
	if p.missing != nil {
		again = setVisible(p.missing.root, m != nil) || again
	}
	again = setVisible(p.lists, m == nil) || again
	view := "list"
	if m != nil {
		view = "missing"
		p.missing.draw()
	}
	if p.view.Selected() != view {
		p.view.SetSelected(view)
	}
	return again
}

func showDate(e *kit.DateEntry, iso string) {
	d, _ := cal.Parse(iso) // kept by the screen: a day or blank
	if v, _, err := e.Value(); err == nil && v != d && !e.Focused() {
		e.SetValue(d)
	}
}

func (p *timePage) drawPanel() {
	var want fyne.CanvasObject
	switch t := p.t; {
	case t.Act != nil:
		if p.act == nil || p.act.a != t.Act {
			p.act = newActPanel(p.w, t, t.Act)
		}
		p.act.draw()
		want = p.act.root
	case t.Edit != nil:
		if p.panel == nil || p.panel.f != t.Edit {
			p.panel = newEntryPanel(p.w, t, t.Edit)
		}
		p.panel.draw()
		want = p.panel.root
	case t.Outcome != nil:
		if p.outcome == nil || p.outcome.o != t.Outcome {
			p.outcome = p.w.newOutcome(t.Outcome)
		}
		want = p.outcome.root
	}
	if want == p.beside {
		return
	}
	had := p.beside
	p.beside = want
	p.narrow(want != nil)
	p.body.Objects = []fyne.CanvasObject{p.grid}
	if want != nil {
		p.body.Objects = append(p.body.Objects, want)
	}
	p.body.Refresh()
	if had != nil && want == nil {
		p.w.win.Canvas().Focus(p.grid)
	}
}

// besideWide is the width from which list and panel stand beside each other with all
// their columns.
const besideWide = 1400

// narrow leaves out what the panel says as well, so that in a small window the
// text keeps its room. The choice of columns the user made is not touched.
func (p *timePage) narrow(on bool) {
	p.left = leaveOut(p.grid, on && p.root.Size().Width <= besideWide, p.left, "code", "rate", "timekeeper")
}

// leaveOut hides columns of a grid for as long as something stands beside it, and
// brings back what it hid; it answers what is hidden now. The user's own choice
// of columns is kept and not told of it.
func leaveOut(g *kit.Grid, on bool, left []string, keys ...string) []string {
	if on == (len(left) > 0) {
		return left
	}
	told := g.OnState
	g.OnState = nil
	defer func() { g.OnState = told }()
	if !on {
		for _, key := range left {
			g.ShowColumn(key, true)
		}
		return nil
	}
	for _, c := range g.State().Columns {
		if slices.Contains(keys, c.Key) && !c.Hidden {
			left = append(left, c.Key)
			g.ShowColumn(c.Key, false)
		}
	}
	return left
}
