package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// panelWide is the width of a panel beside a list.
const panelWide = 336

// Panel frames what stands beside a list: a title, a cross, fields that scroll
// in a low window, and buttons at the foot.
func (w *Window) Panel(title string, shut func(), body fyne.CanvasObject, foot ...fyne.CanvasObject) *fyne.Container {
	cross := kit.NewIconButton(theme.CancelIcon(), words.L("Close (Esc)"), shut)
	cross.Small = true
	head := newRow(&rowLayout{gap: 6, grow: 0, centre: true}, kit.NewSubheading(title), cross)
	scroll := kit.NewOverflow(Pad(0, 4, 2, 10, body), fyne.NewSize(panelWide-28, 120))
	buttons := newRow(&rowLayout{gap: 8, grow: 0}, append([]fyne.CanvasObject{Space(1, 1)}, foot...)...)
	inner := container.New(&footLayout{gap: 8}, head, scroll, buttons)
	return container.NewStack(kit.NewCard("", inner))
}

// footLayout keeps head and foot and gives the rest to the middle.
type footLayout struct{ gap float32 }

func (l *footLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(max(a.Width, b.Width, c.Width), a.Height+b.Height+c.Height+2*l.gap)
}

func (l *footLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a, c := o[0].MinSize().Height, o[2].MinSize().Height
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(s.Width, a))
	o[1].Move(fyne.NewPos(0, a+l.gap))
	o[1].Resize(fyne.NewSize(s.Width, max(s.Height-a-c-2*l.gap, 0)))
	o[2].Move(fyne.NewPos(0, s.Height-c))
	o[2].Resize(fyne.NewSize(s.Width, c))
}

// entryPanel changes one entry.
type entryPanel struct {
	w    *Window
	t    *present.Time
	f    *present.EntryForm
	root *fyne.Container

	locked    *kit.Notice
	matter    *kit.Finder
	matterBox *kit.Field
	date      *kit.DateEntry
	hours     *kit.Entry
	narrative *kit.TextArea
	task      *CodeFinder
	activity  *CodeFinder
	charge    *kit.Select
	rate      *kit.Entry
	note      *kit.TextArea
	preview   *kit.Label
	why       *kit.Label
	save      *kit.Button
}

func newEntryPanel(w *Window, t *present.Time, f *present.EntryForm) *entryPanel {
	p := &entryPanel{w: w, t: t, f: f}
	p.locked = kit.NewNotice(kit.Warn, "")
	p.locked.Hide()
	p.matter = w.MatterFinder("time.panel.matter", f.Matter)
	p.date = kit.ID("time.panel.date", kit.NewDateEntry(w.frame.Today, true))
	p.date.OnValue = func(d cal.Date, ok bool) {
		if ok {
			f.SetDate(d.String())
		}
	}
	entry := func(id string, set func(string)) *kit.Entry {
		e := kit.ID("time.panel."+id, kit.NewEntry())
		e.Right, e.OnChanged = true, func(s string) { set(words.Typed(s)) }
		return e
	}
	p.hours, p.rate = entry("hours", f.SetHours), entry("rate", f.SetRate)
	p.rate.PlaceHolder = words.L("by the tables")
	p.narrative = kit.ID("time.panel.narrative", kit.NewTextArea(5))
	p.narrative.OnChanged, p.narrative.Expand, p.narrative.Limit = f.SetNarrative, f.Expand, 15000
	p.note = kit.ID("time.panel.note", kit.NewTextArea(2))
	p.note.OnChanged = f.SetNote
	p.task = w.NewCodeFinder("time.panel.task", words.L("task code"), f.SetTask)
	p.activity = w.NewCodeFinder("time.panel.activity", words.L("activity code"), f.SetActivity)
	p.task.Finder.Width, p.activity.Finder.Width = 60, 60
	p.charge = kit.ID("time.panel.charge", kit.NewSelect(chargeItems(), func(it kit.Item) { f.SetBillable(it.ID) }))
	p.preview, p.why = kit.ID("time.panel.preview", kit.NewLabel("")), kit.NewCaption("")
	p.preview.Style, p.preview.MinWidth = fyne.TextStyle{Bold: true}, 60
	p.why.Wrap = true
	p.save = kit.ID("time.panel.save", kit.NewPrimary(words.L("Save changes"), nil, f.Save))
	p.matterBox = kit.NewField(words.L("Matter"), p.matter)
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject { return container.New(&evenLayout{gap: 10}, a, b) }
	body := Column(2, p.locked, p.matterBox, two(kit.NewField(words.L("Date"), p.date), kit.NewField(words.L("Hours"), p.hours)), kit.NewField(words.L("Narrative"), p.narrative),
		two(kit.NewField(words.L("Task"), p.task.Finder), kit.NewField(words.L("Activity"), p.activity.Finder)),
		two(kit.NewField(words.L("Charge"), p.charge), kit.NewField(words.L("Rate for this entry"), p.rate)),
		p.preview, p.why, kit.NewField(words.L("Note, never printed"), p.note))
	cancel := kit.ID("time.panel.close", kit.NewButton(words.L("Close"), func() { t.Escape() }))
	p.root = w.Panel(words.L("Time entry"), func() { t.Escape() }, body, cancel, p.save)
	return p
}

func (p *entryPanel) draw() {
	f := p.f
	locked := f.Locked()
	if locked != "" {
		p.locked.Set(kit.Warn, locked)
	}
	again := setVisible(p.locked, locked != "")
	showItem(p.matter, f.Matter.Choice, f.Matter.Fault)
	p.matterBox.SetHint(f.Matter.Choice.More)
	showDate(p.date, f.Date.Text)
	p.date.SetFault(f.Date.Fault)
	showNumber(p.hours, p.hours.Text, f.Hours)
	showNumber(p.rate, p.rate.Text, f.Rate)
	show(p.narrative, p.narrative.Text, f.Narrative)
	show(p.note, p.note.Text, f.Note)
	p.task.Show(f.Tasks(), f.Task)
	p.activity.Show(f.Activities(), f.Activity)
	if p.charge.SelectedID() != f.Billable {
		p.charge.SetSelected(f.Billable)
	}
	showPreview(p.preview, p.why, f)
	p.save.SetEnabled(!f.Saving && locked == "" && f.Edited())
	if again {
		p.root.Refresh()
	}
}
