package page

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// pasteTime shows rows from a spreadsheet before they become drafts: what is
// wrong stands first and is mended in its cell. day and keeper are taken where a
// row names none.
func (w *Window) pasteTime(rows [][]string, day cal.Date, keeper string, saved func()) {
	var p *present.TimePaste
	var d *kit.Dialog
	draw := func() {
		if d == nil {
			return
		}
		b := d.SubmitButton()
		b.SetText(words.N(p.Good, "Add %d draft", "Add %d drafts", p.Good))
		b.SetEnabled(p.Good > 0 && !p.Busy)
	}
	p = present.NewTimePaste(w.frame, rows, day, keeper, draw, func(int) {
		saved()
		if p.Len() == 0 {
			d.Close()
		}
	})
	if p.Len() == 0 {
		w.frame.Say("%s", words.L("There is no table on the clipboard."))
		return
	}
	grid := w.NewTable("paste.rows", &p.List)
	grid.MinRows = 14
	grid.OnEdit = func(_ int, id int64, key string) *kit.CellEdit {
		text, ok := p.Edit(id, key)
		if !ok || p.Busy {
			return nil
		}
		return &kit.CellEdit{Text: text, Commit: func(text string) error {
			if p.Busy {
				return errors.New(words.L("The rows are being looked at; try again."))
			}
			p.SetField(id, key, text)
			return nil
		}}
	}
	drop := func() { p.Drop(grid.Selection().IDs) }
	grid.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			drop()
			return true
		}
		return false
	}
	grid.OnActivate = func(int, int64) { grid.BeginEdit() }
	note := kit.NewProse(words.L("The rows become drafts and stay in no bill until they are released. F2 changes a cell, Delete leaves rows out."))
	note.Color, note.MinWidth = kit.ColorMuted, 600
	d = kit.ID("paste", kit.NewDialog(words.L("Paste time"), Column(8, note, grid), words.L("Add drafts"), func(*kit.Dialog) { p.Save() }))
	d.Width = 1040
	d.AddButton(kit.ID("paste.drop", kit.NewQuiet(words.L("Leave out"), theme.DeleteIcon(), drop)))
	draw()
	d.Open(w.win.Canvas())
	w.win.Canvas().Focus(grid)
}
