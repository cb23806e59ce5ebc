package page

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// missingView draws the month of all timekeepers.
type missingView struct {
	w *Window
	m *present.MissingTime

	root    *fyne.Container
	body    *fyne.Container
	heading *kit.Label
	figures *kit.MoneyStrip
	grid    *kit.HeatMap
	empty   *kit.EmptyState
	set     *kit.Button
	form    *sideForm
	told    string
}

func newMissingView(w *Window, m *present.MissingTime) *missingView {
	v := &missingView{w: w, m: m}
	v.heading = kit.ID("time.missing.month", kit.NewSubheading(""))
	v.heading.MinWidth = 130
	back := kit.ID("time.missing.previous", kit.NewIconButton(theme.NavigateBackIcon(), w.tip(words.Mark("Previous month"), "previous"), func() { m.Move(-1) }))
	next := kit.ID("time.missing.next", kit.NewIconButton(theme.NavigateNextIcon(), w.tip(words.Mark("Next month"), "next"), func() { m.Move(1) }))
	now := kit.ID("time.missing.now", kit.NewButton(words.L("This month"), func() { m.SetMonth(w.frame.Today()) }))
	v.figures = kit.ID("time.missing.figures", kit.NewMoneyStrip(""))
	v.set = kit.ID("time.missing.set", kit.NewQuiet(words.L("Hours expected…"), theme.SettingsIcon(), func() {
		code, _ := v.grid.Current()
		m.OpenForm(code)
	}))
	top := newRow(&rowLayout{gap: 6, grow: 4, centre: true}, v.heading, back, now, next, Space(1, 1), atLeast(360, v.figures), v.set)
	v.grid = kit.ID("time.missing", kit.NewHeatMap())
	v.grid.EndLabels = []string{words.L("Recorded"), words.L("Missing")}
	v.grid.OnOpen = func(code string, column int) { m.OpenDay(code, m.Month().AddDays(column)) }
	v.empty = kit.NewEmpty(w.Symbol("time"), words.L("Nobody was to record time in this month"), words.L("Timekeepers are listed here from their first to their last day of work."), "", nil)
	v.body = newRow(&rowLayout{gap: 12, grow: 0}, v.grid)
	legend := kit.NewCaption(words.L("Hours by day. The deeper the shade, the more is missing; a dash: nothing was recorded. Enter or a click opens the day."))
	v.root = Column(8, top, legend, v.body)
	return v
}

func (v *missingView) draw() {
	m := v.m
	v.heading.SetText(words.Month(m.Month()))
	again := setVisible(v.set, m.MaySet())
	days := m.Month().MonthEnd().Day()
	var heads []string
	var quiet []bool
	for i := range days {
		d := m.Month().AddDays(i)
		heads = append(heads, itoa(d.Day()))
		quiet = append(quiet, d.Weekday() == time.Saturday || d.Weekday() == time.Sunday)
	}
	v.grid.Columns, v.grid.Quiet = heads, quiet
	var rows []kit.HeatRow
	for _, r := range m.Rows() {
		row := kit.HeatRow{ID: r.Code, Label: r.Code + "  " + r.Name, Ends: []string{r.Recorded, r.Missing}, Short: r.Short}
		for _, d := range r.Days {
			row.Cells = append(row.Cells, kit.HeatCell{Text: d.Text, Step: d.Step, Tip: d.Tip})
		}
		rows = append(rows, row)
	}
	v.grid.Set(rows)
	key := ""
	for _, f := range m.Figures() {
		key += f.Value
	}
	if key != v.told {
		v.told = key
		v.figures.Set("", money(m.Figures())...)
		again = true
	}
	var objects []fyne.CanvasObject
	if m.Ready && len(rows) == 0 {
		objects = []fyne.CanvasObject{v.empty}
	} else {
		objects = []fyne.CanvasObject{v.grid}
	}
	if m.Form != nil {
		if v.form == nil || v.form.f != m.Form {
			v.form = v.w.newSideForm(m.Form)
			v.form.takeFocus()
		}
		v.form.draw()
		objects = append(objects, v.form.root)
	}
	if len(objects) != len(v.body.Objects) || objects[0] != v.body.Objects[0] || objects[len(objects)-1] != v.body.Objects[len(objects)-1] {
		v.body.Objects = objects
		v.body.Refresh()
		again = true
	}
	if again {
		v.root.Refresh()
	}
}
