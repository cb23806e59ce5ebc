package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// weekPage draws the week as a sheet, with the text of the cell at hand beside it.
type weekPage struct {
	w *Window
	t *present.Week

	root    *fyne.Container
	heading *kit.Label
	keeper  *kit.Select
	matter  *kit.Finder
	figures *kit.MoneyStrip
	told    string // figures as last drawn
	release *kit.Button
	grid    *kit.Grid
	coded   bool // the column of codes was brought in
	panel   *weekPanel
}

func newWeekPage(w *Window, t *present.Week) Page {
	p := &weekPage{w: w, t: t}
	p.heading = kit.ID("week.heading", kit.NewHeading(""))
	back := kit.ID("week.previous", kit.NewIconButton(theme.NavigateBackIcon(), w.tip(words.Mark("Previous week"), "previous"), func() { t.Move(-1) }))
	next := kit.ID("week.next", kit.NewIconButton(theme.NavigateNextIcon(), w.tip(words.Mark("Next week"), "next"), func() { t.Move(1) }))
	now := kit.ID("week.now", kit.NewButton(words.L("This week"), func() { t.Do("week.now") }))
	p.keeper = kit.ID("week.keeper", kit.NewSelect(nil, func(it kit.Item) { t.SetKeeper(it.ID) }))
	p.keeper.Width = 190
	p.release = kit.ID("week.release", kit.NewPrimary(words.L("Release"), nil, t.Release))
	top := GrowRow(6, 0, p.heading, back, now, next, p.keeper, p.release)

	p.matter = w.MatterFinder("week.matter", t.Matter)
	p.matter.PlaceHolder, p.matter.Width = words.L("Add a matter to the week"), 300
	copyRows := kit.ID("week.copy", kit.NewQuiet(words.L("Copy last week's rows"), theme.ContentCopyIcon(), t.CopyRows))
	p.figures = kit.ID("week.figures", kit.NewMoneyStrip(""))
	second := newRow(&rowLayout{gap: 10, grow: 2, centre: true}, p.matter, copyRows, Space(1, 1), atLeast(290, p.figures))

	p.grid = w.NewTable("week.grid", t.List)
	p.grid.Sheet = true
	p.grid.OnCell = func(id int64, key string) { t.MoveTo(id, key) }
	p.grid.OnEdit = func(_ int, id int64, key string) *kit.CellEdit {
		text, ok := t.EditCell(id, key)
		if !ok {
			return nil
		}
		return &kit.CellEdit{Text: text, Commit: func(s string) error { return t.TypeHours(id, key, s) }}
	}
	p.grid.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace {
			t.Clear()
			return true
		}
		return false
	}
	p.grid.OnPaste = func(rows [][]string) {
		if table := t.PasteTable(rows); table != nil {
			w.pasteTime(table, t.Start(), t.Keeper().Code, func() {})
		}
	}
	p.grid.OnActivate = func(int, int64) { p.panel.focus() }
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("repeat", "duplicate", "week.day", "why", "delete")
	}
	p.panel = newWeekPanel(w, t, func() { w.win.Canvas().Focus(p.grid) })
	body := newRow(&rowLayout{gap: 12, grow: 0}, p.grid, p.panel.root)
	p.root = Pad(10, 0, 14, 14, Column(8, top, second, body))
	return p
}

// atLeast gives an object room for what its least size leaves out.
func atLeast(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(Space(width, 1), o)
}

// tip is a hint with the key of an action.
func (w *Window) tip(text, action string) string {
	text = words.Of(text)
	if a, ok := w.keys.Map.Get(action); ok && a.Key.Key != "" {
		return words.L("%s (%s)", text, a.Key)
	}
	return text
}

// Object implements Page.
func (p *weekPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *weekPage) First() fyne.Focusable {
	if p.t.List.Len() == 0 {
		return p.matter
	}
	return p.grid
}

// Do takes the actions that are this page's widgets'.
func (p *weekPage) Do(id string) bool {
	switch id {
	case "new", "search":
		p.w.win.Canvas().Focus(p.matter)
	case "edit":
		p.w.win.Canvas().Focus(p.grid)
		p.grid.BeginEdit()
	case "week.text":
		if p.t.Do(id) {
			p.panel.focus()
		}
	default:
		return false
	}
	return true
}

// Draw implements Page.
func (p *weekPage) Draw() {
	t := p.t
	p.heading.SetText(t.Heading())
	keepers := t.Keepers()
	if len(p.keeper.Items) != len(keepers) {
		p.keeper.SetItems(items(keepers))
	}
	if p.keeper.SelectedID() != t.Keeper().Code {
		p.keeper.SetSelected(t.Keeper().Code)
	}
	if on := len(keepers) > 1; on == p.keeper.Disabled() {
		if on {
			p.keeper.Enable()
		} else {
			p.keeper.Disable()
		}
	}
	showItem(p.matter, t.Matter.Choice, t.Matter.Fault)
	for day, key := range present.WeekDays {
		p.grid.SetLabel(key, t.DayHead(day))
	}
	if on := t.HasCodes(); on != p.coded { // else the person's own choice holds
		p.coded = on
		p.grid.ShowColumn("code", on)
	}
	n, _ := t.Drafts()
	p.release.SetText(words.L("Release"))
	if n > 0 {
		p.release.SetText(words.N(n, "Release %d draft", "Release %d drafts", n))
	}
	p.release.SetEnabled(n > 0)
	p.drawFigures()
	p.stand()
	if p.panel.draw() {
		p.root.Refresh()
	}
}

func (p *weekPage) drawFigures() {
	key := ""
	list := p.t.Figures()
	for _, f := range list {
		key += f.Key + f.Value + f.Tip
	}
	if key != p.told {
		p.told = key
		p.figures.Set("", money(list)...)
		p.root.Refresh()
	}
}

// stand puts the cursor where the screen is, as after a row was added.
func (p *weekPage) stand() {
	at := p.t.At()
	if at.Row == 0 || at.Day < 0 || p.grid.Editing() {
		return
	}
	key := present.WeekDays[at.Day]
	if _, id := p.grid.Current(); id != at.Row || p.grid.CurrentColumn() != key {
		if row := p.t.List.IndexOf(at.Row); row >= 0 {
			p.grid.SetCell(row, key)
			if p.matter.Focused() {
				p.w.run.Later(func() { p.w.win.Canvas().Focus(p.grid) })
			}
		}
	}
}
