package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// weekPanel is what stands beside the sheet: the entries of the cell at hand, and
// the text of the one that is chosen.
type weekPanel struct {
	w    *Window
	t    *present.Week
	root *fyne.Container

	day, matter *kit.Label
	hint        *kit.Label
	locked      *kit.Notice
	list        *kit.Grid
	rows        *kit.Rows
	listed      string
	body        *fyne.Container
	narrative   *kit.TextArea
	task        *CodeFinder
	activity    *CodeFinder
	codes       fyne.CanvasObject
	charge      *kit.Select
	preview     *kit.Label
	why         *kit.Label
	save        *kit.Button
	open        *kit.Button
	scroll      *kit.Overflow
	leave       func() // back to the sheet
}

func newWeekPanel(w *Window, t *present.Week, leave func()) *weekPanel {
	p := &weekPanel{w: w, t: t, leave: leave, rows: kit.NewRows()}
	p.day, p.matter = kit.NewCaption(""), kit.ID("week.cell", kit.NewSubheading(""))
	p.matter.MinWidth, p.matter.Wrap = 60, true
	p.hint = kit.ID("week.hint", kit.NewProse(""))
	p.hint.Color = kit.ColorMuted
	p.locked = kit.ID("week.locked", kit.NewNotice(kit.Info, ""))
	p.locked.Hide()
	p.list = kit.ID("week.entries", kit.NewGrid(p.rows, []kit.Column{{Key: "hours", Label: words.Mark("Hours"), Width: 58, Align: fyne.TextAlignTrailing},
		{Key: "text", Label: words.Mark("Narrative"), Width: 120, Flex: 1}, {Key: "state", Label: words.Mark("Status"), Width: 88, Pills: true}}))
	p.list.MinRows = 3
	p.list.OnSelect = func() {
		if _, id := p.list.Current(); id != 0 {
			t.Choose(id)
		}
	}
	p.list.OnActivate = func(int, int64) { p.focus() }
	edit := func(set func(f *present.EntryForm)) {
		if t.Edit != nil {
			set(t.Edit)
		}
	}
	p.narrative = kit.ID("week.narrative", kit.NewTextArea(6))
	p.narrative.SetPlaceHolder(words.L("What was done. Short forms expand on Space."))
	p.narrative.OnChanged = func(s string) { edit(func(f *present.EntryForm) { f.SetNarrative(s) }) }
	p.narrative.Expand = func(word string) (string, bool) {
		if t.Edit == nil {
			return "", false
		}
		return t.Edit.Expand(word)
	}
	p.narrative.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyReturn && ev.Name != fyne.KeyEnter {
			return false
		}
		w.run.Later(func() {
			edit(func(f *present.EntryForm) {
				if f.Edited() {
					f.Save()
				}
			})
			leave()
		})
		return true
	}
	p.task = w.NewCodeFinder("week.task", words.L("task code"), func(s string) { edit(func(f *present.EntryForm) { f.SetTask(s) }) })
	p.activity = w.NewCodeFinder("week.activity", words.L("activity code"), func(s string) { edit(func(f *present.EntryForm) { f.SetActivity(s) }) })
	p.task.Finder.Width, p.activity.Finder.Width = 60, 60
	p.charge = kit.ID("week.charge", kit.NewSelect(chargeItems(), func(it kit.Item) { edit(func(f *present.EntryForm) { f.SetBillable(it.ID) }) }))
	p.preview, p.why = kit.ID("week.preview", kit.NewLabel("")), kit.NewCaption("")
	p.preview.Style, p.preview.MinWidth = fyne.TextStyle{Bold: true}, 60
	p.why.Wrap = true
	p.save = kit.ID("week.save", kit.NewButton(words.L("Save the text"), func() { edit((*present.EntryForm).Save) }))
	p.open = kit.ID("week.open", kit.NewQuiet(words.L("Open the day"), nil, func() { t.Do("week.day") }))
	p.codes = container.New(&evenLayout{gap: 10}, kit.NewField(words.L("Task"), p.task.Finder), kit.NewField(words.L("Activity"), p.activity.Finder))
	p.body = Column(2, kit.NewField(words.L("Narrative"), p.narrative), p.codes, kit.NewField(words.L("Charge"), p.charge), p.preview, p.why)
	scroll := kit.NewOverflow(Pad(0, 4, 2, 10, Column(6, p.day, p.matter, p.hint, p.locked, p.list, p.body)), fyne.NewSize(panelWide-76, 120))
	buttons := newRow(&rowLayout{gap: 8, grow: 1}, p.open, Space(1, 1), p.save)
	inner := container.New(&footLayout{gap: 6}, Space(1, 1), scroll, buttons)
	p.scroll = scroll
	p.root = container.NewStack(kit.NewCard("", inner))
	return p
}

func chargeItems() []kit.Item {
	return []kit.Item{{ID: "Y", Text: words.L("Billable")}, {ID: "NC", Text: words.L("No charge")}, {ID: "N", Text: words.L("Not billed")}}
}

// focus goes to the text of the entry, or to the list where none is chosen.
func (p *weekPanel) focus() {
	c := p.w.win.Canvas()
	switch {
	case p.t.Edit != nil && p.t.Edit.Locked() == "":
		c.Focus(p.narrative)
	case len(p.t.CellEntries()) > 1:
		c.Focus(p.list)
	}
}

// draw shows the cell; true says that the page must be laid out again.
func (p *weekPanel) draw() (again bool) {
	defer func() {
		if again {
			p.scroll.Refresh()
		}
	}()
	t, f := p.t, p.t.Edit
	day, matter := t.CellTitle()
	again = p.matter.Text != matter // it may take another line
	p.day.SetText(day)
	p.matter.SetText(matter)
	entries := t.CellEntries()
	hint := ""
	switch {
	case matter == "" && t.List.Len() > 0:
		hint = words.L("Go to a day of a row and type the hours. Their text is written here.")
	case matter == "":
		hint = words.L("The sheet has no rows yet.")
	case len(entries) == 0:
		hint = words.L("Type the hours of this day into the sheet: 1.5, 1:30 or 90m. They become a draft, and its text is written here.")
	case f == nil:
		hint = words.L("Choose one of the entries of this day.")
	}
	again = again || p.hint.Text != hint
	p.hint.SetText(hint)
	again = setVisible(p.hint, hint != "") || again
	again = setVisible(p.day, day != "") || again
	again = setVisible(p.matter, matter != "") || again
	again = p.drawList(entries) || again
	locked := ""
	if f != nil {
		if locked = f.Locked(); locked == "" && f.Released() {
			locked = words.L("This entry is released: its hours are not changed in the sheet. Its text still can be.")
		}
	}
	if locked != "" && p.locked.Text != locked {
		p.locked.Set(kit.Info, locked)
		again = true
	}
	again = setVisible(p.locked, locked != "") || again
	again = setVisible(p.body, f != nil) || again
	setVisible(p.save, f != nil)
	setVisible(p.open, matter != "")
	if f == nil {
		return again
	}
	show(p.narrative, p.narrative.Text, f.Narrative)
	again = setVisible(p.codes, f.WantsCodes()) || again
	if f.WantsCodes() {
		p.task.Show(f.Tasks(), f.Task)
		p.activity.Show(f.Activities(), f.Activity)
	}
	if p.charge.SelectedID() != f.Billable {
		p.charge.SetSelected(f.Billable)
	}
	showPreview(p.preview, p.why, f)
	p.save.SetEnabled(!f.Saving && f.Locked() == "" && f.Edited())
	return again
}

func (p *weekPanel) drawList(entries []present.WeekEntry) (again bool) {
	key := ""
	rows := make([]kit.GridRow, len(entries))
	for i, e := range entries {
		rows[i] = kit.GridRow{ID: e.ID, Cells: []kit.Cell{{Text: e.Hours}, {Text: e.Text}, {Text: words.Of(e.State.Text), Tone: kit.Tone(e.State.Tone), Pill: true}}}
		key += strings.Join([]string{e.Hours, e.Text, e.State.Text}, "\x00")
	}
	if key != p.listed {
		p.listed = key
		p.rows.Set(rows)
		p.list.Reload()
	}
	return setVisible(p.list, len(entries) > 1)
}
