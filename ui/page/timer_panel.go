package page

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// timerPanel is the entry made of a timer. It opens under the timer bar, over
// any page, and asks which time counts when that is in doubt.
type timerPanel struct {
	widget.BaseWidget
	w    *Window
	f    *present.TimerForm
	root *fyne.Container
	box  *fyne.Container

	matter    *kit.Finder
	narrative *kit.TextArea
	hours     *kit.Entry
	save      *kit.Button
	kept      *kit.Check
	started   *kit.Entry
	startBox  fyne.CanvasObject
	doubt     *kit.Label
	count     *kit.Tabs
	split     *kit.Check
	doubtRow  *fyne.Container
	rest      *kit.Finder
	restText  *kit.Entry
	restRow   *fyne.Container
}

func newTimerPanel(w *Window) *timerPanel {
	p := &timerPanel{w: w, box: container.NewStack()}
	p.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// set shows a form, or nothing.
func (p *timerPanel) set(f *present.TimerForm) {
	if f == nil {
		if p.f != nil {
			p.f = nil
			p.box.Objects = nil
			p.Hide()
		}
		return
	}
	if p.f == f {
		p.draw()
		return
	}
	p.f = f
	p.build()
	p.box.Objects = []fyne.CanvasObject{p.root}
	p.draw()
	p.Show()
	p.Refresh()
	p.w.run.Later(func() {
		if p.f == f && !kit.Modal(p.w.win.Canvas()) {
			if f.Matter.Choice.Key == "" {
				p.w.win.Canvas().Focus(p.matter)
			} else {
				p.w.win.Canvas().Focus(p.narrative)
			}
		}
	})
}

func (p *timerPanel) build() {
	w, f := p.w, p.f
	t := w.frame.Timers()
	p.matter = w.MatterFinder("timer.matter", f.Matter)
	p.matter.Width = 260
	p.matter.OnEnter = func() { w.win.Canvas().Focus(p.narrative) }
	p.narrative = kit.ID("timer.narrative", kit.NewTextArea(2))
	p.narrative.SetPlaceHolder(words.L("What was done"))
	p.narrative.OnChanged = f.SetNarrative
	p.narrative.Expand = f.Expand
	p.narrative.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			w.run.Later(f.Save)
			return true
		}
		return false
	}
	p.hours = kit.ID("timer.hours", kit.NewEntry())
	p.hours.Right, p.hours.Width = true, 84
	p.hours.OnChanged = func(s string) { f.Hours.Set(words.Typed(s)) }
	p.hours.OnEnter = func() { w.run.Later(f.Save) }
	p.save = kit.ID("timer.save", kit.NewPrimary(words.L("Save entry"), nil, f.Save))
	p.kept = kit.ID("timer.kept", kit.NewCheck(words.L("Keep as a button"), f.SetKept))
	p.started = kit.ID("timer.started", kit.NewEntry())
	p.started.Width = 64
	p.started.Text = f.Started.Text
	p.started.OnEnter = func() { f.SetStarted(p.started.Text) }
	p.started.OnLeave = func() {
		if p.started.Text != f.Started.Text {
			f.SetStarted(p.started.Text)
		}
	}
	p.startBox = newRow(&rowLayout{gap: 6, grow: -1, centre: true}, kit.NewCaption(words.L("Started at")), p.started)
	p.doubt = kit.NewLabel("")
	p.doubt.MinWidth = 80
	p.doubt.SetTone(kit.Warn)
	p.count = kit.ID("timer.count", kit.NewSegments([]kit.Tab{{ID: "suggested", Text: ""}, {ID: "measured", Text: ""}}, f.SetCount))
	p.split = kit.ID("timer.split", kit.NewCheck(words.L("Keep the rest as a draft"), f.SetSplit))
	p.rest = w.MatterFinder("timer.rest.matter", f.RestMatter)
	p.rest.PlaceHolder, p.rest.Width = words.L("The same matter"), 260
	p.restText = kit.ID("timer.rest.text", kit.NewEntry())
	p.restText.PlaceHolder = words.L("The same text")
	p.restText.OnChanged = f.RestText.Set
	p.restText.OnEnter = func() { w.run.Later(f.Save) }
	p.restRow = newRow(&formLine{gap: 10, grow: 1}, noLine(words.L("The rest goes to"), p.rest), noLine(words.L("Text of the rest"), p.restText))
	p.restRow.Hide()
	p.doubtRow = newRow(&rowLayout{gap: 10, grow: 0, centre: true}, p.doubt, p.count, p.split)
	keeper := kit.ID("timer.keeper", kit.NewSelect(items(f.Keepers()), func(it kit.Item) { f.SetKeeper(it.ID) }))
	keeper.PlaceHolder, keeper.Width = words.L("Whose time"), 170
	keeper.SetSelected(f.Keeper)
	discard := kit.ID("timer.discard", kit.NewQuiet(words.L("Throw away"), theme.DeleteIcon(), f.Discard))
	shut := kit.ID("timer.close", kit.NewQuiet(words.L("Close"), nil, func() { t.Shut() }))
	discard.Small, shut.Small = true, true
	first := newRow(&formLine{gap: 10, grow: 1}, noLine(words.L("Matter"), p.matter), noLine(words.L("Narrative"), p.narrative), noLine(words.L("Hours"), p.hours), p.save)
	second := newRow(&rowLayout{gap: 14, grow: 1, centre: true}, keeper, p.kept, p.startBox, discard, shut)
	p.root = Pad(8, 8, 14, 14, Column(4, p.doubtRow, first, p.restRow, second))
}

// keptMenu is the menu of a timer that waits in the bar.
func (w *Window) keptMenu(id string) *fyne.Menu {
	t, n := w.frame.Timers(), number(id)
	item := func(text string, do func()) *fyne.MenuItem { return fyne.NewMenuItem(text, do) }
	return fyne.NewMenu("", item(words.L("Start the timer"), func() { t.Start(n) }), item(words.L("Record or change it…"), func() { t.Open(n) }), fyne.NewMenuItemSeparator(),
		item(words.L("Move to the left"), func() { t.Shift(n, -1) }), item(words.L("Move to the right"), func() { t.Shift(n, 1) }), fyne.NewMenuItemSeparator(),
		item(words.L("Remove from the bar"), func() { t.Remove(n) }))
}

// noLine is a field without a line beneath it; a fault makes it taller.
func noLine(label string, control fyne.CanvasObject) *kit.Field {
	f := kit.NewField(label, control)
	f.NoLine = true
	return f
}

func (p *timerPanel) draw() {
	f := p.f
	showItem(p.matter, f.Matter.Choice, f.Matter.Fault)
	show(p.narrative, p.narrative.Text, f.Narrative)
	showNumber(p.hours, p.hours.Text, f.Hours)
	if clock := f.Clock(); p.hours.PlaceHolder != clock {
		p.hours.SetPlaceHolder(clock)
	}
	p.started.SetFault(f.Started.Fault)
	if p.kept.Checked != f.Kept {
		p.kept.Checked = f.Kept
		p.kept.Refresh()
	}
	p.save.SetEnabled(!f.Saving)
	again := setVisible(p.startBox, f.Running())
	doubt := f.Doubt()
	p.doubt.SetText(doubt)
	if doubt != "" {
		r := f.Reading()
		a, b := words.L("Without it  %s", kit.FormatClock(secs(r.Suggested))), words.L("As measured  %s", kit.FormatClock(secs(r.Measured)))
		if p.count.Items[0].Text != a || p.count.Items[1].Text != b {
			p.count.Items[0].Text, p.count.Items[1].Text = a, b
			p.count.Refresh()
		}
		if p.count.Selected() != f.Count {
			p.count.SetSelected(f.Count)
		}
	}
	again = setVisible(p.doubtRow, doubt != "") || again
	again = setVisible(p.restRow, f.Splits()) || again
	showItem(p.rest, f.RestMatter.Choice, f.RestMatter.Fault)
	show(p.restText, p.restText.Text, f.RestText)
	if again {
		p.root.Refresh()
	}
}

// CreateRenderer is the toolkit's hook.
func (p *timerPanel) CreateRenderer() fyne.WidgetRenderer {
	ground, line := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(nil)
	return &groundRenderer{p: p, ground: ground, line: line, objects: []fyne.CanvasObject{ground, line, p.box}}
}

// groundRenderer draws the box on the ground of bars.
type groundRenderer struct {
	p            *timerPanel
	ground, line *canvas.Rectangle
	objects      []fyne.CanvasObject
}

func (r *groundRenderer) Destroy()                     {}
func (r *groundRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *groundRenderer) MinSize() fyne.Size           { return r.p.box.MinSize() }
func (r *groundRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.p.box.Resize(s)
}

func (r *groundRenderer) Refresh() {
	v := fyne.CurrentApp().Settings().ThemeVariant()
	r.ground.FillColor = r.p.Theme().Color(kit.ColorSurface, v)
	r.line.FillColor = r.p.Theme().Color(kit.ColorLine, v)
	r.ground.Refresh()
	r.line.Refresh()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func secs(n int64) time.Duration { return time.Duration(n) * time.Second }
