package page

import (
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// Printer implements present.Surface.
func (sh *Shell) Printer() present.Printer { return sh.opt.Printer }

// Select implements present.Surface.
func (sh *Shell) Select(q present.Selection, answer func(key string)) {
	choice := kit.ID("select.choice", kit.NewSelect(items(q.Choices), nil))
	choice.SetSelected(q.Chosen)
	text := kit.NewProse(q.Text)
	text.MinWidth = 380
	d := kit.ID("select", kit.NewDialog(q.Title, kit.VBox(10, text, kit.NewField(q.Label, choice)), q.Yes, func(d *kit.Dialog) {
		d.Close()
		if key := choice.SelectedID(); key != "" {
			answer(key)
		}
	}))
	d.Open(sh.win.Canvas())
}
