package present

import (
	"context"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/ui/words"
)

const dashboardName = "dashboard"

// DashboardRoute is the partner's view of the firm.
var DashboardRoute = Route[*Dashboard]{
	Name: dashboardName, Title: words.Mark("Dashboard"), Group: words.Mark("Firm"), Icon: "dashboard", Key: "Ctrl+Shift+D", New: newDashboard,
}

// Dashboard shows where the firm stands, or the matters of one responsible
// timekeeper: what is unbilled and owed and for how long, what was billed and
// collected, and what somebody should look after. Every figure leads to the
// report it is one of.
type Dashboard struct {
	h Host

	Of     string         // responsible timekeeper, blank for the firm
	Data   *app.Dashboard // nil while it was never read
	Top    ShortList[app.ClientOwing]
	Busy   bool
	opened bool
	inView bool
	stale  bool
	ask    Latest
	pause  Pause
}

type dashboardMemory struct {
	Of string `json:"of,omitempty"`
}

func newDashboard(h Host) *Dashboard {
	d := &Dashboard{h: h}
	l := &d.Top
	l.bind(h, "dashboard.top")
	l.Heads = []Column{
		{Key: "client", Label: words.Mark("Client"), Width: 70, Min: 56},
		{Key: "name", Label: words.Mark("Name"), Width: 120, Min: 80, Flex: 1},
		{Key: "open", Label: words.Mark("Open"), Width: 96, Right: true, Tip: words.Mark("What is open on invoices")},
		{Key: "late", Label: words.Mark("Past due"), Width: 96, Right: true},
	}
	l.ID = func(c app.ClientOwing) int64 { return d.place(c.Code) }
	l.Cells = func(c app.ClientOwing) []Cell {
		cur := d.currency()
		late := quietMoney(c.Late, cur)
		if c.Late > 0 {
			late.Tone = Warn
		}
		return []Cell{{Text: c.Code}, {Text: c.Name}, boldCell(c.Open, cur), late}
	}
	l.Nothing = func() Empty {
		return Empty{Symbol: "done", Title: words.L("Nobody owes anything"), Text: words.L("Clients with open invoices stand here, the one who owes most first.")}
	}
	l.remember()
	return d
}

func (d *Dashboard) place(code string) int64 {
	if d.Data != nil {
		for i, c := range d.Data.Top {
			if c.Code == code {
				return int64(i + 1)
			}
		}
	}
	return 0
}

func (d *Dashboard) currency() money.Currency {
	if d.Data != nil {
		return d.Data.Currency
	}
	return d.h.Facts().Currency()
}

// Title implements Screen.
func (d *Dashboard) Title() string { return words.L("Dashboard") }

// Open implements Screen.
func (d *Dashboard) Open(string) {
	d.inView = true
	if d.opened {
		if d.stale {
			d.Reload()
		}
		return
	}
	d.opened = true
	Go(d.h.Runner(), func(ctx context.Context) (dashboardMemory, error) {
		var m dashboardMemory
		err := d.h.Desk().Preference(ctx, dashboardName, &m)
		return m, err
	}, func(m dashboardMemory, err error) {
		if err == nil {
			d.Of = m.Of
		}
		d.Reload()
	})
}

// Leave implements Screen.
func (d *Dashboard) Leave() {
	d.inView = false
	d.pause.Stop()
}

// dashboardPause is how long the figures wait for more to happen before they are
// read again.
const dashboardPause = time.Second

// Heard implements Screen.
func (d *Dashboard) Heard(e app.Event) {
	if !d.opened {
		return
	}
	d.stale = true
	if d.inView {
		d.pause.Once(d.h.Runner(), dashboardPause, d.Reload)
	}
}

// Reload reads the figures again, beside the window.
func (d *Dashboard) Reload() {
	d.stale, d.Busy = false, true
	of, desk := d.Of, d.h.Desk()
	Ask(&d.ask, d.h.Runner(), func(ctx context.Context) (app.Dashboard, error) {
		return desk.Dashboard(ctx, app.AskDashboard{Responsible: of})
	}, func(x app.Dashboard, err error) {
		d.Busy = false
		if err != nil {
			d.h.Fail(err)
			d.h.Redraw(d)
			return
		}
		d.Data = &x
		d.Top.Show(x.Top, "", nil)
		d.h.Redraw(d)
	})
	d.h.Redraw(d)
}

// SetOf shows the matters of one responsible timekeeper; blank is the firm.
func (d *Dashboard) SetOf(code string) {
	if d.Of == code {
		return
	}
	d.Of = code
	d.h.Prefer(dashboardName, dashboardMemory{Of: code})
	d.Reload()
}

// Keepers are whose figures can be shown.
func (d *Dashboard) Keepers() []Choice {
	list := []Choice{{Text: words.L("The whole firm")}}
	for _, k := range d.h.Facts().Timekeepers {
		list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: words.L("Matters of %s", k.Code), More: k.Name()})
	}
	return list
}

// When says of when the figures are.
func (d *Dashboard) When() string {
	if d.Data == nil {
		return words.L("The figures are being read…")
	}
	text := words.L("As of %s, in %s", words.Date(d.Data.AsOf), string(d.Data.Currency))
	if d.Data.Several {
		text = words.L("As of %s, in %s only; clients billed in other currencies are in the reports", words.Date(d.Data.AsOf), string(d.Data.Currency))
	}
	return text
}

// Tile is a figure of the dashboard.
type Tile struct {
	Figure
	Note string
	Lead Lead
}

// lead is the report a figure is one of, limited as the dashboard is.
func (d *Dashboard) lead(report string, limits ...string) Lead {
	parts := append([]string{report}, limits...)
	if d.Of != "" {
		by := "responsible="
		if report == "missing-time" {
			by = "timekeeper="
		}
		parts = append(parts, by+d.Of)
	} else if len(limits) == 0 {
		parts = append(parts, "responsible=") // asks of nobody: not what was asked last
	}
	return Lead{Noun: "report", Key: strings.Join(parts, " ")}
}

// Tiles are the figures.
func (d *Dashboard) Tiles() []Tile {
	x := d.Data
	if x == nil {
		return nil
	}
	sum := func(a money.Amount) string { return words.Money(a, x.Currency) }
	twelve := []string{"from=" + x.From.String(), "to=" + x.AsOf.String()}
	old := x.WIPAges[3] + x.WIPAges[4]
	billed, collected := money.Amount(0), money.Amount(0)
	for _, m := range x.Months {
		billed += m.Billed
		collected += m.Collected
	}
	tiles := []Tile{
		{Figure{Key: "wip", Label: words.L("Work in progress"), Value: sum(x.WIP), Tone: warnIf(old > 0), Tip: words.L("Released work and work on pre-bills at the agreed rates, and costs. Drafts are not in it.")}, words.L("%s of it older than 90 days", sum(old)), d.lead("wip")},
		{Figure{Key: "ar", Label: words.L("Receivables"), Value: sum(x.AR), Tone: warnIf(x.Late > 0), Tip: words.L("What is open on invoices. Money not yet laid on an invoice is not taken off.")}, words.L("%s of it past due", sum(x.Late)), d.lead("aging")},
		{Figure{Key: "billed", Label: words.L("Billed in 12 months"), Value: sum(billed), Tip: words.L("Invoices that are not void, with costs and tax; payments laid on invoices in the same months.")}, words.L("%s collected", sum(collected)), d.lead("months", twelve...)},
		d.realization(twelve), d.lockup(),
		{Figure{Key: "floors", Label: words.L("Trust below the floor"), Value: words.N(x.Floors, "%d matter", "%d matters", x.Floors), Tone: warnIf(x.Floors > 0), Tip: words.L("Open matters that hold less than the floor agreed, by what may be paid out today.")}, words.L("%s short", sum(x.Short)), d.lead("trust-floors")},
		{Figure{Key: "drafts", Label: words.L("Not released"), Value: sum(x.Drafts), Tone: warnIf(x.Drafts > 0), Tip: words.L("Time and costs in draft: they cannot be billed until they are released.")}, words.L("time and costs in draft"), d.lead("wip")},
		d.missing(),
	}
	return tiles
}

func warnIf(on bool) Tone {
	if on {
		return Warn
	}
	return Neutral
}

// ratioText is a percentage with one decimal, a dash where there is nothing to share.
func ratioText(part, whole money.Amount) string {
	r, err := money.Ratio(part, whole)
	if whole == 0 || err != nil {
		return "–"
	}
	tenths := (int64(r) + 50_000*sign(int64(r))) / 100_000 // of a per cent, half away from zero
	return words.Percent(money.Percent(tenths * 100_000))
}

func sign(n int64) int64 {
	if n < 0 {
		return -1
	}
	return 1
}

func (d *Dashboard) realization(twelve []string) Tile {
	x := d.Data
	sum := func(a money.Amount) string { return words.Money(a, x.Currency) }
	return Tile{Figure{Key: "realization", Label: words.L("Realization"), Value: ratioText(x.Billed, x.Worked),
		Tip: words.L("Of the invoices of the last 12 months. Billed: fees after discount ÷ value of the work at the agreed rates, %s ÷ %s. Collected: payments on those fees ÷ fees billed, %s ÷ %s. Work written off before a bill is not in it.", sum(x.Billed), sum(x.Worked), sum(x.Collected), sum(x.Billed))},
		words.L("billed; %s of that collected", ratioText(x.Collected, x.Billed)), d.lead("realization", twelve...)}
}

func (d *Dashboard) lockup() Tile {
	x := d.Data
	sum := func(a money.Amount) string { return words.Money(a, x.Currency) }
	days := func(n int) string {
		if n < 0 {
			return "–"
		}
		return words.Count(n)
	}
	value := "–"
	if x.WIPDays >= 0 && x.DebtorDays >= 0 {
		n := x.WIPDays + x.DebtorDays
		value = words.N(n, "%s day", "%s days", words.Count(n))
	}
	return Tile{Figure{Key: "lockup", Label: words.L("Lockup"), Value: value,
		Tip: words.L("How long work waits to become money: WIP ÷ value of the work of the last %d days × %d (%s ÷ %s), and receivables ÷ billed in the last %d days × %d (%s ÷ %s).",
			app.LockupDays, app.LockupDays, sum(x.WIP), sum(x.WorkedValue), app.LockupDays, app.LockupDays, sum(x.AR), sum(x.BilledTotal))},
		words.L("%s until billed, %s until paid", days(x.WIPDays), days(x.DebtorDays)), d.lead("wip-rollforward", "from="+x.AsOf.AddDays(1-app.LockupDays).String(), "to="+x.AsOf.String())}
}

func (d *Dashboard) missing() Tile {
	x := d.Data
	t := Tile{Figure{Key: "missing", Label: words.L("Missing time this month"), Value: words.N(x.MissingDays, "%d day", "%d days", x.MissingDays), Tone: warnIf(x.MissingDays > 0),
		Tip: words.L("Working days before today without any time recorded, by the work week of each timekeeper.")},
		words.N(x.MissingPeople, "of %d timekeeper", "of %d timekeepers", x.MissingPeople), d.lead("missing-time", "from="+x.MissingFrom.String(), "to="+x.MissingTo.String())}
	if x.MissingDays == 0 {
		t.Note = words.L("everybody has recorded time")
	}
	if x.MissingTo < x.MissingFrom { // the first of a month
		t.Lead = d.lead("missing-time", "from="+x.AsOf.String(), "to="+x.AsOf.String())
	}
	return t
}

// Months is the chart of what was billed and collected.
func (d *Dashboard) Months() *Chart {
	x := d.Data
	if x == nil {
		return nil
	}
	c := &Chart{Title: words.L("Billed and collected by month")}
	billed, collected := ChartSeries{Name: words.L("Billed")}, ChartSeries{Name: words.L("Collected")}
	for _, m := range x.Months {
		c.Labels = append(c.Labels, monthLabel(m.Month.Time().Format("2006-01")))
		billed.Values, billed.Texts = append(billed.Values, int64(m.Billed)), append(billed.Texts, words.Amount(m.Billed, x.Currency))
		collected.Values, collected.Texts = append(collected.Values, int64(m.Collected)), append(collected.Texts, words.Amount(m.Collected, x.Currency))
		c.Leads = append(c.Leads, d.lead("invoice-register", "from="+m.Month.String(), "to="+m.Month.MonthEnd().String()))
	}
	c.Series = []ChartSeries{billed, collected}
	return c
}

// WIPAges is the chart of work in progress by age, in days.
func (d *Dashboard) WIPAges() *Chart {
	if d.Data == nil {
		return nil
	}
	return d.ages(words.L("Work in progress by age, in days"), []string{"0–30", "31–60", "61–90", "91–120", words.L("Over 120")}, d.Data.WIPAges[:], d.lead("wip"))
}

// ARAges is the chart of receivables by age, in days.
func (d *Dashboard) ARAges() *Chart {
	if d.Data == nil {
		return nil
	}
	buckets := d.Data.ARAges.Buckets()
	return d.ages(words.L("Receivables by age, in days"), []string{words.L("Current"), "1–30", "31–60", "61–90", "91–120", words.L("Over 120")}, buckets[:], d.lead("aging"))
}

func (d *Dashboard) ages(title string, labels []string, values []money.Amount, lead Lead) *Chart {
	c := &Chart{Title: title, Labels: labels}
	s := ChartSeries{}
	for _, v := range values {
		s.Values, s.Texts = append(s.Values, int64(v)), append(s.Texts, words.Amount(v, d.Data.Currency))
		c.Leads = append(c.Leads, lead)
	}
	c.Series = []ChartSeries{s}
	return c
}

// OpenClient opens what a client owes.
func (d *Dashboard) OpenClient(id int64) {
	if c, ok := d.Top.Value(id); ok {
		d.Follow(d.lead("aging", "client="+c.Code))
	}
}

// Follow opens the list behind a figure.
func (d *Dashboard) Follow(l Lead) {
	if l.Noun != "" {
		d.h.Open(l.Noun, l.Key)
	}
}

// Shown implements Lister.
func (d *Dashboard) Shown() []Shown {
	of := ""
	if d.Of != "" {
		of = "matters of " + d.Of
	}
	return []Shown{{Name: "top-clients", Title: words.Mark("Clients who owe most"), Filter: filterText(of), List: &d.Top}}
}

// Commands implements Doer.
func (d *Dashboard) Commands() []Command {
	cs := []Command{{ID: "export", Title: words.Mark("Export the figures")}, {ID: "print", Title: words.Mark("Print the figures")}}
	for _, t := range d.Tiles() {
		cs = append(cs, Command{ID: "dashboard." + t.Key, Title: words.L("Open the list behind “%s”", t.Label)})
	}
	return cs
}

// Do implements Doer.
func (d *Dashboard) Do(id string) bool {
	if d.Data != nil {
		switch id {
		case "export":
			d.h.Export(SheetOfReport(d.sheet()))
			return true
		case "print":
			d.h.PrintSheet(SheetOfReport(d.sheet()))
			return true
		}
	}
	key, ok := strings.CutPrefix(id, "dashboard.")
	if !ok {
		return false
	}
	for _, t := range d.Tiles() {
		if t.Key == key {
			d.Follow(t.Lead)
			return true
		}
	}
	return false
}
