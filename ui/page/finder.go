package page

import (
	"context"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// showFinder opens the field that finds anything.
func (w *Window) showFinder() {
	if kit.Modal(w.win.Canvas()) {
		return
	}
	x := w.frame.Finder()
	var d *kit.Dialog
	f := kit.ID("find", kit.NewFinder(w.run, "matter, client, invoice or command", func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := x.Search(ctx, query)
		return w.found(found), err
	}))
	f.PlaceHolder = "Matter, client, invoice or command"
	f.TwoLines, f.ClearOnPick = true, true
	f.Recents = func() []kit.Item { return w.found(x.Recents()) }
	f.OnPicked = func(it kit.Item) {
		d.Close()
		// After the event: what is chosen may take the focus.
		w.run.Later(func() { x.Choose(it.Value.(present.Choice)) })
	}
	inner := f.OnKey
	f.OnKey = func(ev *fyne.KeyEvent) bool {
		used := inner(ev)
		if ev.Name == fyne.KeyEscape { // one step: list and question together
			d.Cancel()
			return true
		}
		return used
	}
	d = kit.NewDialog("Find", Column(0, f, Space(1, 4)), "", nil)
	d.Width = 620
	d.OnSubmit = func(d *kit.Dialog) {}
	d.Open(w.win.Canvas())
	x.Load(func() {
		if d.IsOpen() && f.Text == "" {
			f.Open()
		}
	})
}

func (w *Window) found(choices []present.Choice) []kit.Item {
	list := items(choices)
	for i, c := range choices {
		icon := map[string]string{"matter": "matters", "client": "clients", "invoice": "billing", "command": "next"}[c.Noun]
		list[i].Icon = w.Symbol(icon)
	}
	return list
}
