package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/report"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

const reportsName = "reports"

// ReportsRoute is the reports centre.
var ReportsRoute = Route[*Reports]{
	Name: reportsName, Title: words.Mark("Reports"), Group: words.Mark("Firm"), Icon: "reports", Key: "Ctrl+9", Opens: []string{"report"}, New: newReports,
}

// Reports is the reports centre: the catalogue of all there are, and the one that
// is open with what it was asked. What a person asks of each report is kept, and
// asks that come back may have a name.
type Reports struct {
	h Host

	List   ShortList[ReportRow] // the catalogue
	Search Field

	Info   app.ReportInfo // of the open one; blank name: the catalogue is shown
	Ask    ReportAsk
	Result *ReportResult // nil while it was never made
	Fault  string        // why it could not be made
	Busy   bool
	Matter *MatterPick
	Side   *SideForm // the name of what is saved, nil for none

	Accounts []trust.Account

	memory reportsMemory
	opened bool
	ready  bool
	want   string // what Open was asked for before the memory was there
	ask    Latest
}

// Asks are what a report may be asked with, as package app says it.
type Asks = app.ReportAsk

// The fields of the form.
const (
	AskDay         = app.ByDay
	AskPeriod      = app.ByPeriod
	AskFrom        = app.FromDay
	AskClient      = app.ByClient
	AskMatter      = app.ByMatter
	AskKeeper      = app.ByKeeper
	AskResponsible = app.ByResponsible
	AskAccount     = app.ByAccount
)

// ReportRow is a line of the catalogue: a report, or an ask of one with a name.
type ReportRow struct {
	ID       int64
	Info     app.ReportInfo
	Saved    string // name of the ask, blank for the report itself
	Favoured bool
	rank     int
}

// ReportAsk is what a report is asked, as a person chooses it.
type ReportAsk struct {
	Period      string `json:"period,omitempty"` // of ReportPeriods; From and To follow it
	From        string `json:"from,omitempty"`   // YYYY-MM-DD
	To          string `json:"to,omitempty"`
	Day         string `json:"day,omitempty"` // of ReportDays; AsOf follows it
	AsOf        string `json:"as_of,omitempty"`
	Client      Choice `json:"client"`
	Matter      Choice `json:"matter"`
	Timekeeper  string `json:"timekeeper,omitempty"` // codes
	Responsible string `json:"responsible,omitempty"`
	Account     string `json:"account,omitempty"`
	Currency    string `json:"currency,omitempty"`
}

type savedReport struct {
	Name   string    `json:"name"`
	Report string    `json:"report"`
	Ask    ReportAsk `json:"ask"`
}

type reportsMemory struct {
	Asks     map[string]ReportAsk `json:"asks,omitempty"`
	Favoured []string             `json:"favoured,omitempty"` // names of reports and "name/saved"
	Saved    []savedReport        `json:"saved,omitempty"`
	NoChart  bool                 `json:"no_chart,omitempty"`
}

func newReports(h Host) *Reports {
	r := &Reports{h: h}
	r.Matter = NewMatterPick(h, func() { r.Set(func(a *ReportAsk) { a.Matter = r.Matter.Choice }) })
	r.Matter.Open = false
	l := &r.List
	l.bind(h, "reports.catalogue")
	l.Heads = []Column{
		{Key: "mark", Width: 34, Icons: true, Tip: words.Mark("Favourites stand first")},
		{Key: "report", Label: words.Mark("Report"), Width: 240, Min: 150, Sortable: true},
		{Key: "about", Label: words.Mark("What it answers"), Width: 360, Min: 160, Flex: 1},
		{Key: "group", Label: words.Mark("About"), Width: 110, Sortable: true},
	}
	l.ID = func(x ReportRow) int64 { return x.ID }
	l.Cells = reportCells
	l.By = map[string]func(a, b ReportRow) int{
		"report": by(func(x ReportRow) string { return strings.ToLower(x.Title()) }), "group": by(func(x ReportRow) int { return x.rank }),
	}
	l.Selected = func() { h.Redraw(r) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "search", Title: words.L("No report fits"), Text: words.L("No report has these words in its name or in what it answers."), Action: words.L("Show all"), Do: func() { r.SetSearch("") }}
	}
	l.remember()
	return r
}

// Title is the name of the line.
func (x ReportRow) Title() string {
	if x.Saved != "" {
		return x.Saved
	}
	return words.Of(x.Info.Title)
}

func reportCells(x ReportRow) []Cell {
	mark := Cell{}
	if x.Favoured {
		mark = Cell{Symbol: "star"}
	}
	about := Cell{Text: words.Of(x.Info.About), Muted: true}
	if x.Saved != "" {
		about.Text = words.L("%s, as you saved it", words.Of(x.Info.Title))
	}
	return []Cell{mark, {Text: x.Title(), Bold: true}, about, {Text: words.Of(x.Info.Group), Muted: true}}
}

// Title implements Screen.
func (r *Reports) Title() string {
	if r.Info.Name != "" {
		return words.Of(r.Info.Title)
	}
	return words.L("Reports")
}

// Open implements Screen: "report aging" opens that one as it was last asked;
// "report wip responsible=RMD from=2026-01-01" asks it that.
func (r *Reports) Open(arg string) {
	if arg != "" {
		r.want = arg
	}
	if r.opened {
		r.take()
		return
	}
	r.opened = true
	type read struct {
		memory   reportsMemory
		accounts []trust.Account
	}
	Go(r.h.Runner(), func(ctx context.Context) (read, error) {
		var x read
		err := r.h.Desk().Preference(ctx, reportsName, &x.memory)
		if err == nil {
			x.accounts, err = r.h.Desk().TrustAccounts(ctx)
		}
		return x, err
	}, func(x read, err error) {
		r.h.Fail(err)
		r.memory, r.Accounts, r.ready = x.memory, x.accounts, true
		r.Matter.Load(func() { r.h.Redraw(r) })
		r.fill()
		r.take()
		r.h.Redraw(r)
	})
}

// take opens what was asked for.
func (r *Reports) take() {
	if r.want == "" || !r.ready {
		return
	}
	parts := strings.Fields(r.want)
	r.want = ""
	if len(parts) < 2 || parts[0] != "report" {
		return
	}
	var ask *ReportAsk
	if len(parts) > 2 {
		ask = &ReportAsk{}
		for _, p := range parts[2:] {
			key, value, _ := strings.Cut(p, "=")
			ask.take(key, value)
		}
	}
	r.Show(parts[1], ask)
}

// take sets one limit by its name.
func (a *ReportAsk) take(key, value string) {
	switch key {
	case "from":
		a.From, a.Period = value, chosenDays
	case "to":
		a.To, a.Period = value, chosenDays
	case "as-of":
		a.AsOf, a.Day = value, chosenDays
	case "client":
		a.Client = Choice{Noun: "client", Key: value, Text: value}
	case "matter":
		a.Matter = Choice{Noun: "matter", Key: value, Text: value}
	case "timekeeper":
		a.Timekeeper = value
	case "responsible":
		a.Responsible = value
	case "account":
		a.Account = value
	case "currency":
		a.Currency = value
	}
}

// Heard implements Screen: a report says what was when it was made; it is made
// anew when somebody asks for that.
func (r *Reports) Heard(e app.Event) {
	if e == (app.Event{}) && r.Info.Name != "" {
		r.Make()
	}
}

// Leave implements Screen.
func (r *Reports) Leave() { r.Cancel() }

// Escape implements Backer.
func (r *Reports) Escape() bool {
	switch {
	case r.Side != nil:
		r.Side = nil
	case r.Busy:
		r.Cancel()
	case r.Info.Name != "":
		r.Back()
	default:
		return false
	}
	r.h.Redraw(r)
	return true
}

// Back shows the catalogue.
func (r *Reports) Back() {
	r.Cancel()
	r.Info, r.Result, r.Fault, r.Side = app.ReportInfo{}, nil, "", nil
	r.h.Redraw(r)
}

// SetSearch narrows the catalogue.
func (r *Reports) SetSearch(text string) {
	r.Search.Set(text)
	r.fill()
	r.h.Redraw(r)
}

// fill shows the catalogue: favourites, then by group; asks with a name below
// their report.
func (r *Reports) fill() {
	fields := strings.Fields(strings.ToLower(r.Search.Text))
	var rows []ReportRow
	for i, info := range app.Reports() {
		rows = append(rows, ReportRow{ID: int64(i+1) * 1000, Info: info, Favoured: slices.Contains(r.memory.Favoured, info.Name), rank: i})
		n := int64(0)
		for _, s := range r.memory.Saved {
			if s.Report == info.Name {
				n++
				rows = append(rows, ReportRow{ID: int64(i+1)*1000 + n, Info: info, Saved: s.Name, Favoured: slices.Contains(r.memory.Favoured, info.Name+"/"+s.Name), rank: i})
			}
		}
	}
	rows = slices.DeleteFunc(rows, func(x ReportRow) bool {
		return !hasAll(strings.ToLower(strings.Join([]string{x.Title(), x.Info.Name, words.Of(x.Info.Title), words.Of(x.Info.About), words.Of(x.Info.Group)}, " ")), fields)
	})
	slices.SortStableFunc(rows, func(a, b ReportRow) int { return rank01(!a.Favoured) - rank01(!b.Favoured) })
	r.List.Show(rows, words.N(len(rows), "%d report", "%d reports", len(rows)), nil)
}

// OpenRow opens a line of the catalogue.
func (r *Reports) OpenRow(id int64) {
	row, ok := r.List.Value(id)
	if !ok {
		return
	}
	for _, s := range r.memory.Saved {
		if row.Saved != "" && s.Name == row.Saved && s.Report == row.Info.Name {
			r.Show(row.Info.Name, &s.Ask)
			return
		}
	}
	r.Show(row.Info.Name, nil)
}

// Show opens a report: asked as given, or as it was last asked.
func (r *Reports) Show(name string, ask *ReportAsk) {
	i := slices.IndexFunc(app.Reports(), func(x app.ReportInfo) bool { return x.Name == name })
	if i < 0 {
		return
	}
	r.Info = app.Reports()[i]
	if r.Result != nil && r.Result.Table.Name != name {
		r.Result = nil
	}
	r.Side = nil
	if ask != nil {
		r.Ask = *ask
	} else if kept, ok := r.memory.Asks[name]; ok {
		r.Ask = kept
	} else {
		r.Ask = ReportAsk{}
	}
	r.Matter.Put(r.Ask.Matter)
	r.Make()
}

// Set changes what is asked, keeps it, and makes the report again.
func (r *Reports) Set(change func(a *ReportAsk)) {
	before := r.Ask
	change(&r.Ask)
	r.Matter.Put(r.Ask.Matter)
	if r.Ask == before {
		return
	}
	if r.memory.Asks == nil {
		r.memory.Asks = map[string]ReportAsk{}
	}
	r.memory.Asks[r.Info.Name] = r.Ask
	r.keep()
	r.Make()
}

func (r *Reports) keep() { r.h.Prefer(reportsName, r.memory) }

// question is the ask as the book takes it. Fields the report cannot be asked
// with are left out: they belong to another one.
func (r *Reports) question() app.AskReport {
	a, asks, today := r.Ask, r.Info.Asks, r.h.Today()
	q := app.AskReport{Name: r.Info.Name, Currency: a.Currency}
	if asks&app.ByDay != 0 {
		q.AsOf = a.asOf(today)
	}
	if asks&app.ByPeriod != 0 {
		q.From, q.To = a.days(today, r.Info.Name)
	} else if asks&app.FromDay != 0 {
		q.From, _ = cal.Parse(a.From)
	}
	for _, x := range []struct {
		by app.ReportAsk
		to *string
		is string
	}{{app.ByClient, &q.Client, a.Client.Key}, {app.ByMatter, &q.Matter, a.Matter.Key}, {app.ByKeeper, &q.Timekeeper, a.Timekeeper}, {app.ByResponsible, &q.Responsible, a.Responsible}, {app.ByAccount, &q.Account, a.Account}} {
		if asks&x.by != 0 {
			*x.to = x.is
		}
	}
	return q
}

// Make makes the report beside the window; one on its way is given up.
func (r *Reports) Make() {
	r.Fault = ""
	if r.Info.Asks&app.NeedsClient != 0 && r.Ask.Client.Key == "" {
		r.ask.Drop()
		r.Busy, r.Result = false, nil
		r.h.Redraw(r)
		return
	}
	question, d := r.question(), r.h.Desk()
	r.Busy = true
	Ask(&r.ask, r.h.Runner(), func(ctx context.Context) (*report.Table, error) { return d.Report(ctx, question) }, func(t *report.Table, err error) {
		r.Busy = false
		if err != nil {
			r.Fault, r.Result = Words(err), nil
			r.h.Redraw(r)
			return
		}
		if r.Result == nil || !sameColumns(r.Result.Table, t) {
			r.Result = newReportResult(r, t)
		} else {
			r.Result.take(t)
		}
		r.h.Redraw(r)
	})
	r.h.Redraw(r)
}

// Cancel gives up the report that is being made.
func (r *Reports) Cancel() {
	if r.Busy {
		r.ask.Drop()
		r.Busy = false
		r.h.Say("%s", words.L("The report was given up."))
		r.h.Redraw(r)
	}
}

// Clients finds clients; it may run beside the window.
func (r *Reports) Clients(ctx context.Context, text string) ([]Choice, error) {
	return app.Read(ctx, r.h.Desk(), func(q app.Query) ([]Choice, error) {
		list, err := q.Clients(app.ClientFilter{Text: text, Archived: true, Limit: findLimit})
		choices := make([]Choice, len(list))
		for i, c := range list {
			choices[i] = clientChoice(c)
		}
		return choices, err
	})
}

// Keepers are the timekeepers to choose from; all names everybody.
func (r *Reports) Keepers(all string) []Choice {
	list := []Choice{{Text: all}}
	for _, k := range r.h.Facts().Timekeepers {
		list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: k.Code, More: k.Name()})
	}
	return list
}

// AccountChoices are the trust accounts to choose from.
func (r *Reports) AccountChoices() []Choice {
	list := []Choice{{Text: words.L("All accounts")}}
	for _, a := range r.Accounts {
		list = append(list, Choice{Key: a.Code, Text: a.Code, More: a.Title})
	}
	return list
}

// Shown implements Lister.
func (r *Reports) Shown() []Shown {
	if r.Info.Name == "" {
		return []Shown{{Name: "report-catalogue", Title: words.Mark("Reports"), List: &r.List, Filter: filterText(searched(r.Search.Text))}}
	}
	return nil // a report leaves as it was made, not as it is drawn: see Do
}
