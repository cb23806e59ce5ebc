package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// reportsPage draws the reports centre: the catalogue, or the open report with
// what it is asked above it.
type reportsPage struct {
	w *Window
	r *present.Reports

	root      *fyne.Container
	catalogue *fyne.Container
	search    *kit.Entry
	list      *kit.Grid

	open    *fyne.Container
	title   *kit.Label
	about   *kit.Label
	star    *kit.Button
	chart   *kit.Button
	saved   *kit.Select
	export  *kit.Button
	print   *kit.Button
	form    *fyne.Container
	fields  map[present.Asks]fyne.CanvasObject
	asks    present.Asks // as last laid out
	period  *kit.Select
	from    *kit.DateEntry
	to      *kit.DateEntry
	day     *kit.Select
	asOf    *kit.DateEntry
	since   *kit.DateEntry
	client  *kit.Finder
	matter  *kit.Finder
	keeper  *kit.Select
	lead    *kit.Select
	account *kit.Select
	busy    *fyne.Container
	body    *fyne.Container
	result  *reportView
	empty   *kit.EmptyState
	side    *sideForm
	first   fyne.Focusable
}

func newReportsPage(w *Window, r *present.Reports) Page {
	p := &reportsPage{w: w, r: r, fields: map[present.Asks]fyne.CanvasObject{}}
	p.search = kit.ID("reports.search", kit.NewSearch(words.L("Search reports"), r.SetSearch))
	p.list = w.NewTable("reports.list", &r.List)
	p.list.OnActivate = func(_ int, id int64) { r.OpenRow(id) }
	p.list.OnContext = func() *fyne.Menu { return w.contextMenu("reports.open", "reports.favour", "reports.forget") }
	open := kit.ID("reports.open", kit.NewPrimary(words.L("Open the report"), nil, func() { r.Do("reports.open") }))
	favour := kit.ID("reports.favour", kit.NewQuiet(words.L("Favourite"), w.Symbol("star"), func() { r.Do("reports.favour") }))
	p.catalogue = Column(8, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewHeading(words.L("Reports")), favour, open), Row(0, Sized(340, 0, p.search)), p.list)
	p.buildOpen()
	p.root = Pad(10, 0, 14, 14, container.NewStack(p.catalogue))
	return p
}

func (p *reportsPage) buildOpen() {
	w, r := p.w, p.r
	back := kit.ID("reports.back", kit.NewQuiet(words.L("All reports"), theme.NavigateBackIcon(), r.Back))
	p.title = kit.ID("reports.title", kit.NewHeading(""))
	p.title.MinWidth = 120
	p.about = kit.NewCaption("")
	p.about.MinWidth = 100
	p.star = kit.ID("reports.star", kit.NewQuiet(words.L("Favourite"), w.Symbol("star"), func() { r.Do("reports.favour") }))
	p.chart = kit.ID("reports.chart", kit.NewQuiet(words.L("Chart"), w.Symbol("reports"), func() { r.Do("reports.chart") }))
	save := kit.ID("reports.savename", kit.NewQuiet(words.L("Save settings…"), nil, r.StartSave))
	p.saved = kit.ID("reports.saved", kit.NewSelect(nil, func(it kit.Item) {
		if it.ID != "" {
			r.UseSaved(it.ID)
		}
	}))
	p.saved.Width = 150
	p.print = kit.ID("reports.print", kit.NewQuiet(words.L("Print"), theme.DocumentPrintIcon(), func() { w.do("print") }))
	p.export = kit.ID("reports.export", kit.NewPrimary(words.L("Export"), theme.DocumentSaveIcon(), func() { w.do("export") }))
	top := newRow(&rowLayout{gap: 6, grow: 1, centre: true}, back, kit.VBox(0, p.title, p.about), p.saved, save, p.star, p.chart, p.print, p.export)

	p.buildForm()
	p.form = newRow(&flowLayout{gap: 8, line: 6})
	stop := kit.ID("reports.cancel", kit.NewButton(words.L("Cancel"), r.Cancel))
	stop.Small = true
	p.busy = newRow(&rowLayout{gap: 10, grow: -1, centre: true}, kit.NewCaption(words.L("The report is being made; you can go on with something else.")), stop)
	p.busy.Hide()
	p.empty = kit.NewEmpty(w.Symbol("reports"), "", "", "", nil)
	p.body = newRow(&rowLayout{gap: 12, grow: 0}, p.empty)
	p.open = Column(6, top, p.form, p.busy, p.body)
}

func (p *reportsPage) buildForm() {
	w, r := p.w, p.r
	picker := func(choices []present.Choice) []kit.Item { return items(present.SaidChoices(choices)) }
	p.period = kit.ID("reports.period", kit.NewSelect(picker(present.ReportPeriods), func(it kit.Item) {
		r.Set(func(a *present.ReportAsk) {
			from, to := r.Days()
			if a.Period = it.ID; it.ID == "chosen" {
				a.From, a.To = from.String(), to.String()
			}
		})
	}))
	p.period.Width = 138
	p.from, p.to = kit.ID("reports.from", kit.NewDateEntry(w.frame.Today, true)), kit.ID("reports.to", kit.NewDateEntry(w.frame.Today, true))
	dates := func(cal.Date, bool) {
		from, _, errFrom := p.from.Value()
		to, _, errTo := p.to.Value()
		if errFrom == nil && errTo == nil && r.Info.Asks&present.AskPeriod != 0 {
			r.SetDates(from, to)
		}
	}
	p.from.OnValue, p.to.OnValue = dates, dates
	p.day = kit.ID("reports.day", kit.NewSelect(picker(present.ReportDays), func(it kit.Item) {
		r.Set(func(a *present.ReportAsk) {
			d := r.AsOf()
			if a.Day = it.ID; it.ID == "chosen" {
				a.AsOf = d.String()
			}
		})
	}))
	p.day.Width = 150
	p.asOf = kit.ID("reports.asof", kit.NewDateEntry(w.frame.Today, true))
	p.asOf.OnValue = func(d cal.Date, _ bool) {
		if r.Info.Asks&present.AskDay != 0 && !d.IsZero() {
			r.SetAsOf(d)
		}
	}
	p.since = kit.ID("reports.since", kit.NewDateEntry(w.frame.Today, true))
	p.since.OnValue = func(d cal.Date, _ bool) {
		if r.Info.Asks&present.AskFrom != 0 {
			r.Set(func(a *present.ReportAsk) { a.From = d.String() })
		}
	}
	p.client = kit.ID("reports.client", kit.NewFinder(w.run, "client", func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := r.Clients(ctx, query)
		return items(found), err
	}))
	p.client.PlaceHolder, p.client.Width = words.L("Any client"), 170
	p.client.OnPicked = func(it kit.Item) {
		r.Set(func(a *present.ReportAsk) { a.Client = it.Value.(present.Choice) })
	}
	p.client.OnCleared = func() { r.Set(func(a *present.ReportAsk) { a.Client = present.Choice{} }) }
	p.matter = w.MatterFinder("reports.matter", r.Matter)
	p.matter.PlaceHolder, p.matter.Width = words.L("Any matter"), 180
	choice := func(id string, set func(a *present.ReportAsk, code string)) *kit.Select {
		s := kit.ID(id, kit.NewSelect(nil, func(it kit.Item) { r.Set(func(a *present.ReportAsk) { set(a, it.ID) }) }))
		s.Width = 150
		return s
	}
	p.keeper = choice("reports.keeper", func(a *present.ReportAsk, code string) { a.Timekeeper = code })
	p.lead = choice("reports.responsible", func(a *present.ReportAsk, code string) { a.Responsible = code })
	p.account = choice("reports.account", func(a *present.ReportAsk, code string) { a.Account = code })
	field := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.VBox(1, kit.NewCaption(label), o)
	}
	p.fields[present.AskPeriod] = Row(6, field(words.L("Period"), p.period), field(words.L("From"), p.from), field(words.L("Through"), p.to))
	p.fields[present.AskDay] = Row(6, field(words.L("As of"), p.day), field(words.L("Day"), p.asOf))
	p.fields[present.AskFrom] = field(words.L("Movements from"), p.since)
	p.fields[present.AskClient] = field(words.L("Client"), p.client)
	p.fields[present.AskMatter] = field(words.L("Matter"), p.matter)
	p.fields[present.AskKeeper] = field(words.L("Timekeeper"), p.keeper)
	p.fields[present.AskResponsible] = field(words.L("Responsible for the matter"), p.lead)
	p.fields[present.AskAccount] = field(words.L("Trust account"), p.account)
}

// askOrder is the order of the form.
var askOrder = []present.Asks{present.AskPeriod, present.AskDay, present.AskFrom, present.AskClient, present.AskMatter, present.AskKeeper, present.AskResponsible, present.AskAccount}

// Object implements Page.
func (p *reportsPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *reportsPage) First() fyne.Focusable { return p.list }

// Do takes the actions that are this page's widgets'.
func (p *reportsPage) Do(id string) bool {
	if id != "search" {
		return false
	}
	if p.r.Info.Name == "" {
		p.w.win.Canvas().Focus(p.search)
	} else if p.result != nil {
		p.w.win.Canvas().Focus(p.result.search)
	}
	return true
}

// Draw implements Page.
func (p *reportsPage) Draw() {
	r := p.r
	view := p.catalogue
	if r.Info.Name != "" {
		view = p.open
	}
	stack := p.root.Objects[0].(*fyne.Container)
	if stack.Objects[0] != fyne.CanvasObject(view) {
		stack.Objects = []fyne.CanvasObject{view}
		stack.Refresh()
		if view == p.catalogue {
			p.w.run.Later(func() { p.w.win.Canvas().Focus(p.list) })
		}
		p.first = nil
	}
	if view == p.catalogue {
		if p.search.Text != r.Search.Text {
			p.search.SetText(r.Search.Text)
		}
		return
	}
	p.drawForm()
	again := setVisible(p.busy, r.Busy)
	again = setVisible(p.chart, r.Result != nil && r.Result.Chart() != nil) || again
	p.export.SetEnabled(r.Result != nil)
	p.print.SetEnabled(r.Result != nil)
	again = p.drawBody() || again
	if again {
		p.open.Refresh()
	}
}

func (p *reportsPage) drawForm() {
	r := p.r
	p.title.SetText(words.Of(r.Info.Title))
	p.about.SetText(words.Of(r.Info.About))
	star := words.L("Favourite")
	if r.Favoured() {
		star = words.L("No favourite")
	}
	p.star.SetText(star)
	fill(p.saved, r.SavedAsks(), r.SavedNow())
	setVisible(p.saved, len(r.SavedAsks()) > 1)
	if p.asks != r.Info.Asks || len(p.form.Objects) == 0 {
		p.asks = r.Info.Asks
		p.form.Objects = nil
		for _, a := range askOrder {
			if r.Info.Asks&a != 0 {
				p.form.Objects = append(p.form.Objects, p.fields[a])
			}
		}
		p.form.Refresh()
		p.open.Refresh()
	}
	if p.period.SelectedID() != r.PeriodKey() || p.period.TextShown() == "" {
		p.period.SetSelected(r.PeriodKey())
	}
	if p.day.SelectedID() != r.Ask.Day || p.day.TextShown() == "" {
		p.day.SetSelected(r.Ask.Day)
	}
	from, to := r.Days()
	showDate(p.from, from.String())
	showDate(p.to, to.String())
	showDate(p.asOf, r.AsOf().String())
	showDate(p.since, r.Ask.From)
	showItem(p.client, r.Ask.Client, "")
	showItem(p.matter, r.Ask.Matter, "")
	fill(p.keeper, r.Keepers(words.L("Everybody")), r.Ask.Timekeeper)
	fill(p.lead, r.Keepers(words.L("The whole firm")), r.Ask.Responsible)
	fill(p.account, r.AccountChoices(), r.Ask.Account)
}

// fill offers the choices when they are others, and shows the chosen one.
func fill(s *kit.Select, choices []present.Choice, chosen string) {
	same := len(s.Items) == len(choices)
	for i := 0; same && i < len(choices); i++ {
		same = s.Items[i].ID == choices[i].Key && s.Items[i].Text == choices[i].Text
	}
	if !same {
		s.SetItems(items(choices))
	}
	if s.SelectedID() != chosen || s.TextShown() == "" {
		s.SetSelected(chosen)
	}
}

// drawBody shows the result, or why there is none; true: lay out again.
func (p *reportsPage) drawBody() bool {
	r := p.r
	var want fyne.CanvasObject = p.empty
	switch {
	case r.Result != nil:
		if p.result == nil || p.result.x != r.Result {
			p.result = newReportView(p.w, r, r.Result)
		}
		p.result.draw()
		want = p.result.root
	case r.Fault != "":
		p.empty.Set(words.L("The report cannot be made"), r.Fault, "", nil)
	case r.Busy:
		p.empty.Set(words.L("The report is being made…"), "", "", nil)
	default:
		p.empty.Set(words.L("Whose account?"), words.L("Choose the client above; the report follows at once."), "", nil)
	}
	objects := []fyne.CanvasObject{want}
	if r.Side != nil {
		if p.side == nil || p.side.f != r.Side {
			p.side = p.w.newSideForm(r.Side)
		}
		p.side.draw()
		objects = append(objects, p.side.root)
	} else {
		p.side = nil
	}
	changed := len(objects) != len(p.body.Objects)
	for i := 0; !changed && i < len(objects); i++ {
		changed = objects[i] != p.body.Objects[i]
	}
	if changed {
		p.body.Objects = objects
		p.body.Refresh()
		if p.result != nil && want == p.result.root && p.first != fyne.Focusable(p.result.grid) {
			p.first = p.result.grid
			grid := p.result.grid
			p.w.run.Later(func() {
				if f := p.w.win.Canvas().Focused(); f == nil || f == fyne.Focusable(p.list) {
					p.w.win.Canvas().Focus(grid)
				}
			})
		}
	}
	return changed
}
