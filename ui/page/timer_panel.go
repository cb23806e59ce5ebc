package page

import (
	"image/color"

	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/kit"
	"matterbook/ui/present"
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
	p.narrative.SetPlaceHolder("What was done")
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
	p.hours.OnChanged = f.Hours.Set
	p.hours.OnEnter = func() { w.run.Later(f.Save) }
	p.save = kit.ID("timer.save", kit.NewPrimary("Save entry", nil, f.Save))
	p.kept = kit.ID("timer.kept", kit.NewCheck("Keep as a button", f.SetKept))
	p.started = kit.ID("timer.started", kit.NewEntry())
	p.started.Width = 64
	p.started.Text = f.Started.Text
	p.started.OnEnter = func() { f.SetStarted(p.started.Text) }
	p.started.OnLeave = func() {
		if p.started.Text != f.Started.Text {
			f.SetStarted(p.started.Text)
		}
	}
	p.startBox = newRow(&rowLayout{gap: 6, grow: -1, centre: true}, kit.NewCaption("Started at"), p.started)
	p.doubt = kit.NewLabel("")
	p.doubt.MinWidth = 80
	p.doubt.SetTone(kit.Warn)
	p.count = kit.ID("timer.count", kit.NewSegments([]kit.Tab{{ID: "suggested", Text: ""}, {ID: "measured", Text: ""}}, f.SetCount))
	p.split = kit.ID("timer.split", kit.NewCheck("Keep the rest as a draft", func(on bool) { f.Split = on }))
	p.doubtRow = newRow(&rowLayout{gap: 10, grow: 0, centre: true}, p.doubt, p.count, p.split)
	keeper := kit.ID("timer.keeper", kit.NewSelect(items(f.Keepers()), func(it kit.Item) { f.SetKeeper(it.ID) }))
	keeper.PlaceHolder, keeper.Width = "Whose time", 170
	keeper.SetSelected(f.Keeper)
	discard := kit.ID("timer.discard", kit.NewQuiet("Throw away", theme.DeleteIcon(), f.Discard))
	shut := kit.ID("timer.close", kit.NewQuiet("Close", nil, func() { t.Shut() }))
	discard.Small, shut.Small = true, true
	first := newRow(&formLine{gap: 10, grow: 1}, noLine("Matter", p.matter), noLine("Narrative", p.narrative), noLine("Hours", p.hours), p.save)
	second := newRow(&rowLayout{gap: 14, grow: 1, centre: true}, keeper, p.kept, p.startBox, discard, shut)
	p.root = Pad(8, 8, 14, 14, Column(4, p.doubtRow, first, second))
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
	show(p.hours, p.hours.Text, f.Hours)
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
		a, b := fmt.Sprintf("Without it  %s", kit.FormatClock(secs(r.Suggested))), fmt.Sprintf("As measured  %s", kit.FormatClock(secs(r.Measured)))
		if p.count.Items[0].Text != a || p.count.Items[1].Text != b {
			p.count.Items[0].Text, p.count.Items[1].Text = a, b
			p.count.Refresh()
		}
		if p.count.Selected() != f.Count {
			p.count.SetSelected(f.Count)
		}
	}
	again = setVisible(p.doubtRow, doubt != "") || again
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
