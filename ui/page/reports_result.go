package page

import (
	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// reportView draws the result of a report: of when it is, a search, the chart
// where one says more, the table, and the definitions below it.
type reportView struct {
	x      *present.ReportResult
	r      *present.Reports
	root   *fyne.Container
	when   *kit.Label
	search *kit.Entry
	chart  *chartCard
	notes  *kit.Label
	grid   *kit.Grid
	made   any // the table the chart was drawn of
}

func newReportView(w *Window, r *present.Reports, x *present.ReportResult) *reportView {
	v := &reportView{x: x, r: r}
	v.when = kit.ID("reports.when", kit.NewLabel(""))
	v.when.Style = fyne.TextStyle{Bold: true}
	v.when.MinWidth = 160
	v.search = kit.ID("reports.find", kit.NewSearch(words.L("Search in the report"), x.SetSearch))
	v.chart = newChartCard(w, "reports.picture", 168)
	v.grid = w.NewTable("reports.grid", &x.List)
	v.grid.OnActivate = func(_ int, id int64) { x.OpenRow(id) }
	v.grid.OnContext = func() *fyne.Menu {
		var menu []*fyne.MenuItem
		_, id := v.grid.Current()
		for _, l := range x.Leads(id) {
			menu = append(menu, fyne.NewMenuItem(l.Text, func() { w.frame.Open(l.Noun, l.Key) }))
		}
		return fyne.NewMenu("", menu...)
	}
	v.notes = kit.ID("reports.notes", kit.NewProse(""))
	v.notes.Color = kit.ColorMuted
	bar := newRow(&rowLayout{gap: 10, grow: 0, centre: true}, v.when, Sized(260, 0, v.search))
	v.root = kit.VFill(6, 2, bar, v.chart.root, v.grid, Pad(0, 8, 0, 0, v.notes))
	return v
}

func (v *reportView) draw() {
	v.when.SetText(v.x.Subtitle())
	v.notes.SetText(v.x.Notes())
	if v.search.Text != v.x.Search.Text {
		v.search.SetText(v.x.Search.Text)
	}
	again := false
	if v.made != any(v.x.Table) {
		v.made = v.x.Table
		v.chart.set(v.x.Chart())
		again = true
	}
	if setVisible(v.chart.root, v.r.ShowChart() && v.chart.shown()) || again {
		v.root.Refresh()
	}
}
