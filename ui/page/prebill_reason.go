package page

import (
	"strconv"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// reasonBar asks why money was changed, beneath the list and never over it: a
// figure or a click takes a usual reason, typing gives another, Enter saves.
type reasonBar struct {
	w     *Window
	p     *present.PreBill
	root  *fyne.Container
	title *kit.Label
	entry *kit.Entry
	box   *kit.Field
	picks *fyne.Container
	shown *present.PendingEdit
	done  func() // the edit was saved or given up
	focus bool   // the entry wants the keyboard
}

func newReasonBar(w *Window, p *present.PreBill) *reasonBar {
	r := &reasonBar{w: w, p: p, title: kit.ID("prebill.reason.title", kit.NewLabel(""))}
	r.title.Style.Bold = true
	r.entry = kit.ID("prebill.reason", kit.NewEntry())
	r.entry.PlaceHolder = words.L("Why? A number below, or your own words; Enter saves, Esc gives up")
	r.entry.OnEnter = func() { p.Accept(r.entry.Text) }
	r.box = kit.NewField("", r.entry)
	r.box.NoLine = true
	r.picks = kit.Tiles(146, 4)
	save := kit.ID("prebill.reason.save", kit.NewPrimary(words.L("Save"), nil, func() { p.Accept(r.entry.Text) }))
	cancel := kit.ID("prebill.reason.cancel", kit.NewQuiet(words.L("Give up"), nil, p.GiveUp))
	save.Small, cancel.Small = true, true
	head := newRow(&rowLayout{gap: 6, grow: 0, centre: true}, r.title, cancel, save)
	r.root = kit.Pad(0, 2, 0, 0, kit.NewCard("", kit.VBox(6, head, r.box, r.picks)))
	r.root.Hide()
	return r
}

// draw shows the waiting edit; true says that its place must be laid out again.
func (r *reasonBar) draw() (again bool) {
	e := r.p.Pending
	if e == nil {
		if r.shown != nil {
			r.done()
		}
		r.shown = nil
		return setVisible(r.root, false)
	}
	if e != r.shown {
		r.shown = e
		r.title.SetText(e.Title)
		reasons := r.p.Reasons()
		r.picks.Objects = nil
		for i, text := range reasons[:min(len(reasons), 8)] {
			b := kit.NewQuiet(strconv.Itoa(i+1)+"  "+text, nil, func() { r.p.Accept(text) })
			b.Small = true
			r.picks.Objects = append(r.picks.Objects, kit.ID("prebill.reason."+strconv.Itoa(i+1), b))
		}
		r.entry.SetText(r.p.LastReason())
		r.focus = true
		again = true
	}
	if e.Reason.Fault != "" || r.entry.Fault() != "" {
		r.entry.SetFault(e.Reason.Fault)
		again = true
	}
	return setVisible(r.root, true) || again
}

// takeFocus gives the keyboard to the reason, once it stands in its place.
func (r *reasonBar) takeFocus() {
	if r.focus {
		r.focus = false
		r.w.run.Later(func() { r.w.win.Canvas().Focus(r.entry) })
	}
}

// heightLayout gives its objects a fixed height.
type heightLayout struct{ high float32 }

func (l *heightLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, l.high) }

func (l *heightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
