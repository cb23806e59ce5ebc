package page

import (
	"context"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// showFinder opens the field that finds anything.
func (w *Window) showFinder() {
	if kit.Modal(w.win.Canvas()) {
		return
	}
	x := w.frame.Finder()
	if w.opt.Help != nil {
		x.Topics = present.ParseTopics(w.opt.Help(words.In().Tag))
	}
	var d *kit.Dialog
	f := kit.ID("find", kit.NewFinder(w.run, words.L("matter, client, invoice or command"), func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := x.Search(ctx, query)
		return w.found(found), err
	}))
	f.PlaceHolder = words.L("Matter, client, invoice, words of an entry, report, setting or command")
	f.Most, f.ClearOnPick = 16, true
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
	d = kit.ID("find.dialog", kit.NewDialog(words.L("Find anything"), Column(0, f, Space(1, 4)), "", nil))
	d.Width = 720
	d.OnSubmit = func(d *kit.Dialog) {}
	d.Open(w.win.Canvas())
	x.Load(func() {
		if d.IsOpen() && f.Text == "" {
			f.Open()
		}
	})
}

// nounSymbols are the symbols before what was found.
var nounSymbols = map[string]string{"matter": "matters", "client": "clients", "invoice": "billing", "time": "time", "payment": "payments", "report": "reports",
	"setting": "settings", "help": "help", "timekeeper": "clients", "user": "clients", "command": "next"}

func (w *Window) found(choices []present.Choice) []kit.Item {
	list := items(choices)
	for i, c := range choices {
		list[i].Icon = w.Symbol(nounSymbols[c.Noun])
		switch c.Noun {
		case "head":
			list[i].Header, list[i].Icon = true, nil
		case "command": // with its key, so that next time nobody needs to look
			if a, ok := w.keys.Map.Get(c.Key); ok && c.More == "" {
				list[i].Secondary = a.Words()
			}
		}
	}
	return list
}
