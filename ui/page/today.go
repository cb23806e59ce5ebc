package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// todayPage draws the day sheet.
type todayPage struct {
	w *Window
	t *present.Today

	root    *fyne.Container
	heading *kit.Label
	date    *kit.DateEntry
	keeper  *kit.Select
	week    *kit.Tabs
	totals  *kit.MoneyStrip
	weekKey string

	matter    *kit.Finder
	narrative *kit.TextArea
	hours     *kit.Entry
	save      *kit.Button
	task      *CodeFinder
	activity  *CodeFinder
	charge    *kit.Select
	atOnce    *kit.Check
	writing   *kit.Button
	second    *fyne.Container
	taskBox   *kit.Field
	actBox    *kit.Field
	preview   *kit.Label
	why       *kit.Label
	advice    *kit.Notice
	strip     *Strip

	release, duplicate, del *kit.Button
	copying                 *kit.Button
	grid                    *kit.Grid
	earlier                 *kit.Grid
	sheet                   *fyne.Container // the day, and the earlier work beside it
	left                    []string        // columns left out while it is shown
}

func newTodayPage(w *Window, t *present.Today) Page {
	p := &todayPage{w: w, t: t}
	p.heading = kit.ID("today.heading", kit.NewHeading(""))
	back := kit.ID("today.previous", kit.NewIconButton(theme.NavigateBackIcon(), w.tip(words.Mark("Previous day"), "previous"), func() { t.Move(-1) }))
	next := kit.ID("today.next", kit.NewIconButton(theme.NavigateNextIcon(), w.tip(words.Mark("Next day"), "next"), func() { t.Move(1) }))
	now := kit.ID("today.now", kit.NewButton(words.L("Today"), func() { t.Do("day.today") }))
	p.date = kit.ID("today.date", kit.NewDateEntry(w.frame.Today, true))
	p.date.OnValue = func(d cal.Date, ok bool) {
		if ok {
			t.SetDay(d)
		}
	}
	p.keeper = kit.ID("today.keeper", kit.NewSelect(nil, func(it kit.Item) { t.SetKeeper(it.ID) }))
	p.keeper.Width = 190
	top := GrowRow(6, 0, p.heading, back, now, next, p.date, p.keeper)

	p.week = kit.ID("today.week", kit.NewSegments(nil, func(id string) {
		if d, err := cal.Parse(id); err == nil {
			t.SetDay(d)
		}
	}))
	p.totals = kit.ID("today.totals", kit.NewMoneyStrip(""))
	weekRow := newRow(&rowLayout{gap: 12, grow: 1, centre: true}, p.week, Space(1, 1), p.totals)

	p.buildForm()
	p.strip = NewStrip("today.strip")
	p.advice = kit.NewNotice(kit.Info, "")
	p.advice.Hide()

	p.release = kit.ID("today.release", kit.NewButton(words.L("Release"), func() { t.Release() }))
	p.duplicate = kit.ID("today.duplicate", kit.NewQuiet(words.L("Duplicate"), theme.ContentCopyIcon(), func() { t.Duplicate() }))
	p.del = kit.ID("today.delete", kit.NewQuiet(words.L("Delete"), theme.DeleteIcon(), func() { t.Delete() }))
	p.copying = kit.ID("today.earlier", kit.NewQuiet(words.L("Copy from earlier days"), theme.HistoryIcon(), func() { w.do("day.earlier") }))
	p.copying.Action = "day.earlier"
	for _, b := range []*kit.Button{p.release, p.duplicate, p.del, p.copying} {
		b.Small = true
	}
	bar := GrowRow(6, 0, kit.NewSubheading(words.L("Entries")), p.copying, p.duplicate, p.del, p.release)

	p.grid = w.NewTable("today.grid", t.List)
	p.grid.OnEdit = func(_ int, id int64, key string) *kit.CellEdit {
		text, ok := t.EditCell(id, key)
		if !ok {
			return nil
		}
		return &kit.CellEdit{Text: text, Commit: func(s string) error { return t.SetCell(id, key, s) }}
	}
	p.grid.OnActivate = func(int, int64) { p.grid.BeginEdit() }
	p.grid.OnPaste = func(rows [][]string) { w.pasteTime(rows, t.Day(), t.Keeper().Code, func() {}) }
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("duplicate", "day.take", "timer.from", "time.release", "why", "delete")
	}
	p.earlier = w.NewTable("today.earlier.grid", t.Earlier)
	p.earlier.OnActivate = func(_ int, id int64) { t.CopyEarlier(id) }
	p.sheet = newRow(&rowLayout{gap: 12, grow: 0}, p.grid)
	card := kit.NewCard("", p.form())
	p.root = Pad(10, 0, 14, 14, Column(8, top, weekRow, card, p.advice, p.strip.Bar, bar, p.sheet))
	return p
}

// buildForm makes the line to type on.
func (p *todayPage) buildForm() {
	w, f := p.w, p.t.Form
	p.matter = w.MatterFinder("today.matter", f.Matter)
	p.matter.Width = 300
	p.matter.OnEnter = func() { w.win.Canvas().Focus(p.narrative) }
	p.matter.MoveOn = true
	p.narrative = kit.ID("today.narrative", kit.NewTextArea(2))
	p.narrative.SetPlaceHolder(words.L("What was done. Short forms expand on Space; [.2] counts as hours."))
	p.narrative.Expand = f.Expand
	p.narrative.OnChanged = f.SetNarrative
	p.narrative.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyReturn && ev.Name != fyne.KeyEnter {
			return false
		}
		if f.Hours.Text == "" {
			w.win.Canvas().Focus(p.hours)
		} else {
			w.run.Later(f.Save)
		}
		return true
	}
	p.hours = kit.ID("today.hours", kit.NewEntry())
	p.hours.Right, p.hours.Width = true, 76
	p.hours.PlaceHolder = words.Number("0.0")
	p.hours.OnChanged = func(s string) { f.SetHours(words.Typed(s)) }
	p.hours.OnEnter = func() { w.run.Later(f.Save) }
	p.save = kit.ID("today.save", kit.NewPrimary(words.L("Save entry"), nil, f.Save))
	p.save.Tip = words.L("Enter, or Ctrl+S")
	p.task = w.NewCodeFinder("today.task", words.L("task code"), f.SetTask)
	p.activity = w.NewCodeFinder("today.activity", words.L("activity code"), f.SetActivity)
	p.task.Finder.Width, p.activity.Finder.Width = 210, 190
	p.charge = kit.ID("today.charge", kit.NewSelect(chargeItems(), func(it kit.Item) { f.SetBillable(it.ID) }))
	p.atOnce = kit.ID("today.atonce", kit.NewCheck(words.L("Release at once"), p.t.SetReleaseAtOnce))
	p.atOnce.Tip = words.L("Entries become work in progress when they are saved, instead of drafts")
	p.writing = kit.ID("today.writing", kit.NewIconButton(theme.DocumentCreateIcon(), words.L("How the text is written"), p.showWriting))
	p.preview = kit.ID("today.preview", kit.NewLabel(""))
	p.preview.Style, p.preview.MinWidth = fyne.TextStyle{Bold: true}, 40
	p.why = kit.ID("today.why", kit.NewCaption(""))
	p.why.MinWidth = 60
}

// showWriting is the menu of how narratives are written.
func (p *todayPage) showWriting() {
	f := p.t.Form
	item := func(text string, on bool, set func(*present.Writing)) *fyne.MenuItem {
		it := fyne.NewMenuItem(text, func() { f.SetWriting(set) })
		it.Checked = on
		return it
	}
	m := fyne.NewMenu("", item(words.L("Capital letter at the beginning"), f.Writing().Capital, func(w *present.Writing) { w.Capital = !w.Capital }),
		item(words.L("Full stop at the end"), f.Writing().Stop, func(w *present.Writing) { w.Stop = !w.Stop }))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.writing)
	kit.ShowMenu(m, p.w.win.Canvas(), at.AddXY(0, p.writing.Size().Height))
}

func (p *todayPage) form() fyne.CanvasObject {
	first := newRow(&formLine{gap: 10, grow: 1}, noLine(words.L("Matter"), p.matter), noLine(words.L("Narrative"), p.narrative), noLine(words.L("Hours"), p.hours), p.save)
	p.taskBox, p.actBox = noLine(words.L("Task"), p.task.Finder), noLine(words.L("Activity"), p.activity.Finder)
	p.second = newRow(&rowLayout{gap: 10, grow: 3, low: true}, p.taskBox, p.actBox, p.charge, newRow(&previewLayout{}, p.preview, p.why), p.atOnce, p.writing)
	return Column(8, first, p.second)
}

// Object implements Page.
func (p *todayPage) Object() fyne.CanvasObject { return p.root }

// First implements Page: the matter, or the text when the matter is known.
func (p *todayPage) First() fyne.Focusable {
	if p.t.Form.Matter.Choice.Key == "" {
		return p.matter
	}
	return p.narrative
}

// Do takes the actions that are this page's widgets'.
func (p *todayPage) Do(id string) bool {
	c := p.w.win.Canvas()
	switch id {
	case "search":
		c.Focus(p.matter)
	case "edit":
		c.Focus(p.grid)
		p.grid.BeginEdit()
	case "new":
		p.t.Do("new")
		c.Focus(p.First())
	case "day.earlier":
		p.t.Do(id)
		if p.t.EarlierShown() {
			p.w.run.Later(func() { c.Focus(p.earlier) })
		}
	default:
		return false
	}
	return true
}

// Draw implements Page.
func (p *todayPage) Draw() {
	t, f := p.t, p.t.Form
	p.heading.SetText(t.Heading())
	if d, _, _ := p.date.Value(); d != t.Day() && !p.date.Focused() || d != t.Day() && p.date.Fault() == "" {
		p.date.SetValue(t.Day())
	}
	p.drawKeepers()
	p.drawWeek()

	showItem(p.matter, f.Matter.Choice, f.Matter.Fault)
	show(p.narrative, p.narrative.Text, f.Narrative)
	showNumber(p.hours, p.hours.Text, f.Hours)
	p.save.SetEnabled(!f.Saving)
	if p.charge.SelectedID() != f.Billable {
		p.charge.SetSelected(f.Billable)
	}
	if p.atOnce.Checked == f.Draft {
		p.atOnce.Checked = !f.Draft
		p.atOnce.Refresh()
	}
	again := false
	if f.WantsCodes() {
		p.task.Show(f.Tasks(), f.Task)
		p.activity.Show(f.Activities(), f.Activity)
		p.taskBox.Required, p.actBox.Required = f.CodesRequired(), f.CodesRequired()
	}
	again = setVisible(p.taskBox, f.WantsCodes()) || again
	again = setVisible(p.actBox, f.WantsCodes()) || again
	if showPreview(p.preview, p.why, f) {
		p.second.Refresh()
	}
	if advice := f.Instructions(); advice != "" {
		p.advice.Set(kit.Info, advice)
	}
	again = setVisible(p.advice, f.Instructions() != "") || again
	again = p.strip.Draw(t.Strip) || again

	if on := t.EarlierShown(); on != (len(p.sheet.Objects) == 2) {
		p.sheet.Objects = []fyne.CanvasObject{p.grid}
		if on {
			p.sheet.Objects = append(p.sheet.Objects, atLeast(360, p.earlier))
		}
		p.sheet.Refresh()
		p.left = leaveOut(p.grid, on && p.root.Size().Width <= besideWide, p.left, "code", "rate")
	}
	n := len(t.List.Selection())
	p.duplicate.SetEnabled(n > 0)
	p.del.SetEnabled(n > 0)
	p.release.SetText(words.L("Release"))
	if t.Drafts() > 0 {
		p.release.SetText(words.L("Release %d", t.Drafts()))
	}
	p.release.SetEnabled(t.Drafts() > 0)
	if again {
		p.root.Refresh()
	}
}

func (p *todayPage) drawKeepers() {
	keepers := p.t.Keepers()
	if len(p.keeper.Items) != len(keepers) {
		var list []kit.Item
		for _, k := range keepers {
			list = append(list, kit.Item{ID: k.Code, Text: k.Code + "  " + k.Name()})
		}
		p.keeper.SetItems(list)
	}
	if p.keeper.SelectedID() != p.t.Keeper().Code {
		p.keeper.SetSelected(p.t.Keeper().Code)
	}
	if on := len(keepers) > 1; on == p.keeper.Disabled() {
		if on {
			p.keeper.Enable()
		} else {
			p.keeper.Disable()
		}
	}
}

func (p *todayPage) drawWeek() {
	day, week, month := p.t.Totals()
	key := p.t.Day().String() + day.Plain() + week.Plain() + month.Plain()
	var tabs []kit.Tab
	for _, d := range p.t.Week() {
		hours := "–"
		if d.Hours > 0 {
			hours = words.Tenths(d.Hours)
		}
		tabs = append(tabs, kit.Tab{ID: d.Date.String(), Text: words.L("%s %d   %s", words.Weekday(d.Date), d.Date.Day(), hours)})
		key += hours
	}
	if key == p.weekKey {
		return
	}
	p.weekKey = key
	p.week.Items = tabs
	p.week.SetSelected(p.t.Day().String())
	p.totals.Set("", kit.MoneyFigure{Key: "day", Label: words.L("Day"), Value: words.L("%s h", words.Hours(day))},
		kit.MoneyFigure{Key: "week", Label: words.L("Week"), Value: words.L("%s h", words.Hours(week))},
		kit.MoneyFigure{Key: "month", Label: words.L("Month"), Value: words.L("%s h", words.Hours(month))})
	p.root.Refresh()
}
