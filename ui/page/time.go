package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// timePage draws the register of time entries: filter above, list, and at the
// right the panel of an entry or of an act on many.
type timePage struct {
	w *Window
	t *present.Time

	root    *fyne.Container
	body    *fyne.Container
	search  *kit.Entry
	matter  *kit.Finder
	client  *kit.Finder
	keeper  *kit.Select
	period  *kit.Select
	from    *kit.DateEntry
	to      *kit.DateEntry
	status  *kit.Chips
	clear   *kit.Button
	summary *kit.Label
	acts    map[string]*kit.Button
	grid    *kit.Grid

	panel  *entryPanel
	act    *actPanel
	beside fyne.CanvasObject // the panel in view
	left   []string          // columns left out while it is
}

func newTimePage(w *Window, t *present.Time) Page {
	p := &timePage{w: w, t: t, acts: map[string]*kit.Button{}}
	title := kit.NewHeading("Time")
	export := kit.ID("time.export", kit.NewQuiet("Export", theme.DocumentSaveIcon(), func() { w.do("export") }))
	record := kit.ID("time.new", kit.NewPrimary("Record time", theme.ContentAddIcon(), func() { t.Do("new") }))
	p.clear = kit.ID("time.clear", kit.NewQuiet("Show everything", nil, t.ClearFilter))
	presets := kit.ID("time.presets", kit.NewQuiet("Presets", nil, nil))
	presets.Menu = true
	presets.OnTapped = func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(presets)
		kit.ShowMenu(w.contextMenu("preset.mine", "preset.unbilled", "preset.old", "filter.clear"), w.win.Canvas(), at.AddXY(0, presets.Size().Height))
	}
	top := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, title, p.clear, presets, export, record)

	p.buildFilter()
	filter := GrowRow(8, 0, p.search, p.client, p.matter, p.keeper, p.period, p.from, p.to)

	p.summary = kit.ID("time.summary", kit.NewCaption(""))
	button := func(id, text string, icon fyne.Resource) *kit.Button {
		b := kit.ID(id, kit.NewQuiet(text, icon, func() { t.Do(id) }))
		b.Small = true
		p.acts[id] = b
		return b
	}
	bar := newRow(&rowLayout{gap: 4, grow: 0, centre: true}, p.status, p.summary,
		button("time.release", "Release", theme.ConfirmIcon()), button("time.transfer", "Transfer", nil), button("time.rerate", "Re-rate", nil),
		button("time.write_off", "Write off", nil), button("why", "Why?", nil))

	p.grid = w.NewTable("time.grid", t.List)
	p.grid.OnActivate = func(_ int, id int64) {
		t.OpenEdit(id)
		if p.panel != nil {
			w.win.Canvas().Focus(p.panel.narrative)
		}
	}
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("edit.panel", "time.release", "time.unrelease", "time.transfer", "time.rerate", "time.write_off", "why")
	}
	p.body = newRow(&rowLayout{gap: 12, grow: 0}, p.grid)
	p.root = Pad(10, 0, 14, 14, Column(8, top, filter, bar, p.body))
	return p
}

func (p *timePage) buildFilter() {
	w, t := p.w, p.t
	p.search = kit.ID("time.search", kit.NewSearch("Search narratives", t.SetSearch))
	p.client = kit.ID("time.client", kit.NewFinder(w.run, "client", func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := t.Clients(ctx, query)
		return items(found), err
	}))
	p.client.PlaceHolder, p.client.Width = "Any client", 150
	p.client.OnPicked = func(it kit.Item) {
		t.SetFilter(func(f *present.TimeFilter) { f.Client = it.Value.(present.Choice) })
	}
	p.client.OnCleared = func() { t.SetFilter(func(f *present.TimeFilter) { f.Client = present.Choice{} }) }
	p.matter = w.MatterFinder("time.matter", t.Matter)
	p.matter.PlaceHolder, p.matter.Width = "Any matter", 170
	p.keeper = kit.ID("time.keeper", kit.NewSelect(nil, func(it kit.Item) { t.SetFilter(func(f *present.TimeFilter) { f.Timekeeper = it.ID }) }))
	p.keeper.Width = 130
	var periods []kit.Item
	for _, c := range present.Periods {
		periods = append(periods, kit.Item{ID: c.Key, Text: c.Text})
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
	p.from.PlaceHolder, p.to.PlaceHolder = "From", "To"
	var chips []kit.Tab
	for _, c := range present.StatusChips() {
		chips = append(chips, kit.Tab{ID: c.Key, Text: c.Text})
	}
	p.status = kit.ID("time.status", kit.NewChips(chips, func(on []string) { t.SetFilter(func(f *present.TimeFilter) { f.Statuses = on }) }))
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
		if _, on := p.grid.Current(); on != 0 {
			p.grid.OnActivate(0, on)
			return true
		}
	case "previous", "next":
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
	again := setVisible(p.clear, t.Filtered())
	p.summary.SetText(t.Summary())
	for _, c := range t.Commands() {
		if b, ok := p.acts[c.ID]; ok {
			b.SetEnabled(c.Off == "")
			b.Tip = c.Off
		}
	}
	p.drawPanel()
	if again {
		p.root.Refresh()
	}
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
	told := p.grid.OnState
	p.grid.OnState = nil
	defer func() { p.grid.OnState = told }()
	if !on {
		for _, key := range p.left {
			p.grid.ShowColumn(key, true)
		}
		p.left = nil
		return
	}
	if len(p.left) > 0 || p.root.Size().Width > besideWide {
		return
	}
	for _, c := range p.grid.State().Columns {
		if (c.Key == "code" || c.Key == "rate") && !c.Hidden {
			p.left = append(p.left, c.Key)
			p.grid.ShowColumn(c.Key, false)
		}
	}
}
