package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// dashboardPage draws the partner's view: tiles, charts, and who owes most.
type dashboardPage struct {
	w *Window
	d *present.Dashboard

	root  *fyne.Container
	when  *kit.Label
	of    *kit.Select
	tiles map[string]*kit.Figure
	leads map[string]present.Lead
	row   *fyne.Container
	money *chartCard // billed and collected
	wip   *chartCard
	ar    *chartCard
	top   *kit.Grid
	drawn any
}

func newDashboardPage(w *Window, d *present.Dashboard) Page {
	p := &dashboardPage{w: w, d: d, tiles: map[string]*kit.Figure{}, leads: map[string]present.Lead{}}
	p.when = kit.ID("dashboard.when", kit.NewCaption(""))
	p.when.MinWidth = 120
	p.of = kit.ID("dashboard.of", kit.NewSelect(nil, func(it kit.Item) { d.SetOf(it.ID) }))
	p.of.Width = 190
	again := kit.ID("dashboard.again", kit.NewQuiet(words.L("Read again"), theme.ViewRefreshIcon(), d.Reload))
	paper := kit.ID("dashboard.print", kit.NewQuiet(words.L("Print"), theme.DocumentPrintIcon(), func() { w.do("print") }))
	head := newRow(&rowLayout{gap: 10, grow: 0, centre: true}, kit.VBox(0, kit.NewHeading(words.L("Dashboard")), p.when), p.of, again, paper)

	p.row = newRow(&tileLayout{gap: 8})
	p.money, p.wip, p.ar = newChartCard(w, "dashboard.months", 110), newChartCard(w, "dashboard.wip", 84), newChartCard(w, "dashboard.ar", 84)
	for _, c := range []*chartCard{p.money, p.wip, p.ar} {
		c.root.Show()
	}
	p.top = w.NewTable("dashboard.top", &d.Top)
	p.top.OnActivate = func(_ int, id int64) { d.OpenClient(id) }
	p.top.MinRows = 3
	top := kit.NewCard(words.L("Clients who owe most"), p.top)
	body := newRow(&dashboardLayout{gap: 8}, p.row, p.money.card, top, p.wip.card, p.ar.card)
	p.root = Pad(10, 8, 14, 14, Column(8, head, kit.NewOverflow(Pad(0, 2, 0, 0, body), fyne.NewSize(0, 200))))
	return p
}

// Object implements Page.
func (p *dashboardPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *dashboardPage) First() fyne.Focusable {
	if f, ok := p.tiles["wip"]; ok {
		return f
	}
	return p.of
}

// Draw implements Page.
func (p *dashboardPage) Draw() {
	p.when.SetText(p.d.When())
	fill(p.of, p.d.Keepers(), p.d.Of)
	if p.d.Data == nil || p.drawn == any(p.d.Data) {
		return
	}
	p.drawn = p.d.Data
	for _, t := range p.d.Tiles() {
		f, ok := p.tiles[t.Key]
		if !ok {
			f = kit.ID("dashboard."+t.Key, kit.NewFigure(t.Label, t.Value, t.Note))
			f.OnTapped = func() { p.d.Follow(p.leads[t.Key]) }
			p.tiles[t.Key] = f
			p.row.Objects = append(p.row.Objects, f)
		}
		f.Tip = t.Tip
		p.leads[t.Key] = t.Lead
		f.Set(t.Value, t.Note, kit.Tone(t.Tone))
	}
	p.money.set(p.d.Months())
	p.wip.set(p.d.WIPAges())
	p.ar.set(p.d.ARAges())
	p.row.Refresh()
	p.root.Refresh()
}

// tileLayout sets tiles in two rows, in one where they fit.
type tileLayout struct{ gap, wide float32 }

func (l *tileLayout) columns(objects []fyne.CanvasObject, wide float32) int {
	least := float32(0)
	for _, o := range objects {
		least = max(least, o.MinSize().Width)
	}
	switch n := len(objects); {
	case n == 0:
		return 1
	case (least+l.gap)*float32(n) <= wide:
		return n
	case (least+l.gap)*4 <= wide || wide == 0:
		return 4
	}
	return 2
}

func (l *tileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	n := l.columns(objects, l.wide)
	rows := float32((len(objects) + n - 1) / n)
	return fyne.NewSize(300, max(rows*(high+l.gap)-l.gap, 0))
}

func (l *tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width
	n := l.columns(objects, size.Width)
	rows := float32((len(objects) + n - 1) / n)
	w, h := (size.Width-l.gap*float32(n-1))/float32(n), (size.Height-l.gap*(rows-1))/max(rows, 1)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%n)*(w+l.gap), float32(i/n)*(h+l.gap)))
		o.Resize(fyne.NewSize(w, h))
	}
}

// dashboardLayout sets the tiles above two rows of two: months and clients, work
// in progress and receivables.
type dashboardLayout struct{ gap float32 }

func (l *dashboardLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := objects[0].MinSize().Height + 2*l.gap
	h += max(objects[1].MinSize().Height, objects[2].MinSize().Height) + max(objects[3].MinSize().Height, objects[4].MinSize().Height)
	return fyne.NewSize(640, h)
}

func (l *dashboardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, objects[0].Size().Height))
	top := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, top))
	rest := size.Height - top - 2*l.gap
	upper := max(rest*0.54, max(objects[1].MinSize().Height, objects[2].MinSize().Height))
	lower := rest - upper
	left := (size.Width - l.gap) * 0.6
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	put(objects[1], 0, top+l.gap, left, upper)
	put(objects[2], left+l.gap, top+l.gap, size.Width-left-l.gap, upper)
	half := (size.Width - l.gap) / 2
	put(objects[3], 0, top+upper+2*l.gap, half, lower)
	put(objects[4], half+l.gap, top+upper+2*l.gap, half, lower)
}
