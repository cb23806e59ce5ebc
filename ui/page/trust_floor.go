package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// floorView draws the matters below their floor and the requests that were made.
type floorView struct {
	w *Window
	v *present.FloorView

	root     *fyne.Container
	below    *Table
	requests *Table
	acts     commandButtons
}

func newFloorView(w *Window, v *present.FloorView) *floorView {
	f := &floorView{w: w, v: v, acts: commandButtons{}}
	back := kit.ID("trust.floor.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the ledgers (Esc)"), v.Close))
	title := kit.NewSubheading(words.L("Matters below their floor"))
	title.MinWidth = 100
	mails := f.acts.add(w, "trust.mails", words.L("Draft mails"), theme.MailComposeIcon(), false)
	mails.Importance = kit.Plain
	letters := f.acts.add(w, "trust.letters", words.L("Print letters"), theme.DocumentPrintIcon(), true)
	mails.Small, letters.Small = false, false
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, title, mails, letters)
	note := kit.NewProse(words.L("A letter asks for what is missing to the target. The request is kept with its number; it is never owed, never aged and no income."))
	note.Color = kit.ColorMuted
	f.below = w.NewTable("trust.below", &v.Below)
	f.below.Checks = true
	f.below.MinRows = 4
	f.below.OnSelect = func() {
		var ids []int64
		if f.below.SelectedCount() > 0 {
			ids = f.below.Selection().IDs
		}
		v.Below.Select(ids)
	}
	f.requests = w.NewTable("trust.requests", &v.Requests)
	f.requests.MinRows = 4
	f.requests.OnActivate = func(int, int64) { w.do("trust.letter") }
	f.requests.OnContext = func() *fyne.Menu { return w.contextMenu("trust.letter", "trust.request_end") }
	made := Column(6, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading(words.L("Requests")), f.acts.add(w, "trust.letter", words.L("Open the letter"), nil, false),
		f.acts.add(w, "trust.request_end", words.L("End the request"), nil, false)), f.requests)
	f.root = Column(8, head, note, kit.NewSplitDown(f.below, Pad(8, 0, 0, 0, made), 260, false))
	w.run.Later(func() { w.win.Canvas().Focus(f.below) })
	return f
}

func (f *floorView) draw(commands []present.Command) {
	f.acts.draw(commands)
	sameTicks(f.below, f.v.Below.Selection())
}
