package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// auditPage draws the log: filter above, list, and at the right what the chosen
// act changed, or what the verification found.
type auditPage struct {
	w *Window
	a *present.Audit

	root   *fyne.Container
	body   *fyne.Container
	chain  *kit.Label
	search *kit.Entry
	user   *kit.Select
	act    *kit.Select
	from   *kit.DateEntry
	to     *kit.DateEntry
	clear  *kit.Button
	grid   *kit.Grid
	beside fyne.CanvasObject
	shown  string // what the panel shows
}

func newAuditPage(w *Window, a *present.Audit) Page {
	p := &auditPage{w: w, a: a}
	p.chain = kit.ID("audit.chain", kit.NewCaption(""))
	p.chain.MinWidth = 200
	p.clear = kit.ID("audit.clear", kit.NewQuiet(words.L("Show everything"), nil, a.ClearFilter))
	export := kit.ID("audit.export", kit.NewQuiet(words.L("Export"), theme.DocumentSaveIcon(), func() { w.do("export") }))
	paper := kit.ID("audit.print", kit.NewQuiet(words.L("Print"), theme.DocumentPrintIcon(), func() { w.do("print") }))
	verify := kit.ID("audit.verify", kit.NewPrimary(words.L("Verify the book"), w.Symbol("shield"), a.Verify))
	top := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.VBox(0, kit.NewHeading(words.L("Audit log")), p.chain), p.clear, export, paper, verify)

	p.search = kit.ID("audit.search", kit.NewSearch(words.L("Search acts, things and reasons"), a.SetSearch))
	p.user = kit.ID("audit.user", kit.NewSelect(nil, func(it kit.Item) { a.SetFilter(func(f *present.AuditFilter) { f.User = it.ID }) }))
	p.user.Width = 140
	p.act = kit.ID("audit.act", kit.NewSelect(items(present.SaidChoices(present.AuditActs)), func(it kit.Item) { a.SetFilter(func(f *present.AuditFilter) { f.Act = it.ID }) }))
	p.act.Width = 150
	p.from, p.to = kit.ID("audit.from", kit.NewDateEntry(w.frame.Today, true)), kit.ID("audit.to", kit.NewDateEntry(w.frame.Today, true))
	p.from.PlaceHolder, p.to.PlaceHolder = words.L("From"), words.L("Through")
	dates := func(cal.Date, bool) {
		from, _, errFrom := p.from.Value()
		to, _, errTo := p.to.Value()
		if errFrom == nil && errTo == nil {
			a.SetDates(from, to)
		}
	}
	p.from.OnValue, p.to.OnValue = dates, dates
	filter := GrowRow(8, 0, p.search, p.user, p.act, p.from, p.to)

	p.grid = w.NewTable("audit.grid", a.List)
	p.grid.OnActivate = func(int, int64) { a.Jump() }
	p.grid.OnContext = func() *fyne.Menu { return w.contextMenu("audit.jump", "audit.same", "filter.clear") }
	p.body = newRow(&rowLayout{gap: 12, grow: 0}, p.grid)
	p.root = Pad(10, 0, 14, 14, Column(8, top, filter, p.body))
	return p
}

// Object implements Page.
func (p *auditPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *auditPage) First() fyne.Focusable { return p.grid }

// Do takes the actions that are this page's widgets'.
func (p *auditPage) Do(id string) bool {
	if id == "search" {
		p.w.win.Canvas().Focus(p.search)
		return true
	}
	return false
}

// Draw implements Page.
func (p *auditPage) Draw() {
	a := p.a
	f := a.Filter()
	chain := a.Chain()
	if f.Object != "" {
		chain = words.L("Only what was done to %s. %s", f.Object, chain)
	}
	p.chain.SetText(chain)
	if p.search.Text != a.Search() {
		p.search.SetText(a.Search())
	}
	fill(p.user, a.Users(), f.User)
	if p.act.SelectedID() != f.Act || p.act.TextShown() == "" {
		p.act.SetSelected(f.Act)
	}
	showDate(p.from, f.From)
	showDate(p.to, f.To)
	if setVisible(p.clear, a.Filtered()) {
		p.root.Refresh()
	}
	p.drawPanel()
}

func (p *auditPage) drawPanel() {
	a := p.a
	key := ""
	switch {
	case a.Checked != nil:
		key = "checks " + a.Instant(a.CheckedAt)
	case a.Line.Seq != 0 && a.Changes == nil:
		key = "reading " + a.Line.Hash
	case a.Line.Seq != 0:
		key = "line " + a.Line.Hash
	}
	if key == p.shown {
		return
	}
	p.shown = key
	had := p.beside
	p.beside = nil
	switch {
	case a.Checked != nil:
		p.beside = p.checksPanel()
	case a.Line.Seq != 0:
		p.beside = p.linePanel()
	}
	p.body.Objects = []fyne.CanvasObject{p.grid}
	if p.beside != nil {
		p.body.Objects = append(p.body.Objects, p.beside)
	}
	p.body.Refresh()
	if had != nil && p.beside == nil {
		p.w.win.Canvas().Focus(p.grid)
	}
}

// linePanel shows what an act changed.
func (p *auditPage) linePanel() fyne.CanvasObject {
	a := p.a
	act, when := a.LineWords()
	objects := []fyne.CanvasObject{kit.NewCaption(when)}
	prose := func(label, text string) {
		if text != "" {
			objects = append(objects, kit.NewCaption(label), kit.NewProse(text))
		}
	}
	prose(words.L("To what"), a.Object())
	prose(words.L("Reason"), a.Line.Reason)
	for _, r := range a.Changes {
		objects = append(objects, Space(1, 6), GrowRow(8, 0, kit.NewSubheading(r.Title), kit.NewPill(r.What, kit.Tone(r.Tone))))
		for _, v := range r.Values {
			label, value := kit.NewCaption(v.Label), kit.NewProse(v.Text())
			label.MinWidth = 112
			objects = append(objects, newRow(&labelledLayout{wide: 118}, label, value))
		}
	}
	switch {
	case a.Changes == nil:
		objects = append(objects, kit.NewCaption(words.L("What it changed is being read…")))
	case len(a.Changes) == 0:
		objects = append(objects, kit.NewCaption(words.L("The act changed no row of the book.")))
	case a.More > 0:
		objects = append(objects, Space(1, 6), kit.NewCaption(words.N(a.More, "and %s more change", "and %s more changes", words.Count(a.More))))
	}
	objects = append(objects, Space(1, 6), kit.NewCaption(words.L("Hash")), kit.NewProse(a.Line.Hash), Space(1, 1))
	jump := kit.ID("audit.jump", kit.NewButton(words.L("Open it"), a.Jump))
	same := kit.ID("audit.same", kit.NewButton(words.L("Every act on it"), func() { a.Do("audit.same") }))
	return p.w.Panel(act, func() { a.Escape() }, Column(2, objects...), same, jump)
}

// checksPanel shows what the verification found, failures first.
func (p *auditPage) checksPanel() fyne.CanvasObject {
	var objects []fyne.CanvasObject
	line := func(name, detail string, ok bool) {
		pill := kit.NewPill(words.L("holds"), kit.Good)
		if !ok {
			pill = kit.NewPill(words.L("does not hold"), kit.Bad)
		}
		title := kit.NewLabel(words.Of(name))
		title.MinWidth = 120
		objects = append(objects, GrowRow(8, 0, title, pill))
		if detail != "" {
			text := kit.NewProse(present.CheckSaid(detail))
			text.Color = kit.ColorMuted
			objects = append(objects, text)
		}
		objects = append(objects, Space(1, 4))
	}
	for _, c := range p.a.Failed() {
		line(c.Name, c.Detail, false)
	}
	for _, c := range p.a.Checked {
		if c.OK {
			line(c.Name, c.Detail, true)
		}
	}
	objects = append(objects, Space(1, 1))
	close := kit.ID("audit.checks.close", kit.NewButton(words.L("Close"), func() { p.a.Escape() }))
	return p.w.Panel(words.L("What was verified"), func() { p.a.Escape() }, Column(2, objects...), close)
}

// labelledLayout sets a label of a width before a text that wraps.
type labelledLayout struct{ wide float32 }

func (l *labelledLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.wide+80, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (l *labelledLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 1))
	objects[0].Resize(fyne.NewSize(l.wide, objects[0].MinSize().Height))
	objects[1].Move(fyne.NewPos(l.wide, 0))
	objects[1].Resize(fyne.NewSize(max(size.Width-l.wide, 0), size.Height))
}
