package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// actPanel asks the word an act on many needs.
type actPanel struct {
	w    *Window
	a    *present.TimeAct
	root *fyne.Container

	text   *kit.Label
	matter *kit.Finder
	reason *kit.Entry
	until  *kit.DateEntry
	told   *kit.TextArea
	lines  *kit.Grid
	unit   *kit.Tabs
	parts  []*partRow
	box    *fyne.Container // of the parts
	around *fyne.Container // box and buttons
	body   *fyne.Container
	fault  *kit.Notice
	run    *kit.Button
	first  fyne.Focusable
}

// partRow is one part of a division.
type partRow struct {
	matter *kit.Finder
	share  *kit.Entry
	text   *kit.Entry
	root   *fyne.Container
}

func newActPanel(w *Window, t *present.Time, a *present.TimeAct) *actPanel {
	p := &actPanel{w: w, a: a, text: kit.ID("time.act.text", kit.NewProse(""))}
	p.text.Color = kit.ColorMuted
	p.fault = kit.ID("time.act.fault", kit.NewNotice(kit.Bad, ""))
	p.fault.Hide()
	body := []fyne.CanvasObject{p.text, p.fault}
	switch a.ID {
	case "time.transfer":
		p.matter = w.MatterFinder("time.act.matter", a.Matter)
		p.first = p.matter
		anew := kit.ID("time.act.anew", kit.NewCheck(words.L("Look the rate up for the new matter"), func(on bool) { a.ReRate = on }))
		body = append(body, kit.NewField(words.L("To the matter"), p.matter), anew)
	case "time.rerate":
		body = append(body, kit.ID("time.act.typed", kit.NewCheck(words.L("Rates typed by hand, too"), a.SetTyped)))
	case "time.hold":
		p.until = kit.ID("time.act.until", kit.NewDateEntry(w.frame.Today, true))
		p.until.OnValue = func(d cal.Date, filled bool) {
			if !filled {
				d = 0
			}
			a.SetUntil(d.String())
		}
		p.until.PlaceHolder = words.L("until it is taken off")
	case "time.combine":
		p.told = kit.ID("time.act.narrative", kit.NewTextArea(6))
		p.told.OnChanged, p.told.Limit = a.SetText, 15000
		p.first = p.told
		body = append(body, kit.NewField(words.L("Narrative"), p.told))
	case "time.split":
		body = append(body, p.buildParts())
	}
	if a.TakesReason() {
		p.reason = kit.ID("time.act.reason", kit.NewEntry())
		p.reason.OnChanged = a.SetReason
		p.reason.OnEnter = func() { w.run.Later(a.Run) }
		reason := kit.NewField(words.L("Reason"), p.reason)
		reason.Required = true
		body = append(body, reason)
		if p.first == nil {
			p.first = p.reason
		}
	}
	if p.until != nil {
		body = append(body, kit.NewField(words.L("Until"), p.until))
	}
	if a.ID == "time.rerate" {
		p.lines = w.NewTable("time.act.lines", a.Lines)
		p.lines.MinRows = 9
		body = append(body, p.lines)
	}
	p.run = kit.ID("time.act.run", kit.NewPrimary(a.Button(), nil, a.Run))
	cancel := kit.ID("time.act.close", kit.NewButton(words.L("Cancel"), func() { t.Escape() }))
	p.body = Column(6, append(body, Space(1, 1))...)
	p.root = w.Panel(a.Title(), func() { t.Escape() }, p.body, cancel, p.run)
	w.run.Later(func() {
		if p.first != nil {
			w.win.Canvas().Focus(p.first)
		}
	})
	return p
}

// buildParts makes the parts of a division: where to, how much, what it says.
func (p *actPanel) buildParts() fyne.CanvasObject {
	p.unit = kit.ID("time.act.unit", kit.NewSegments([]kit.Tab{{ID: "hours", Text: words.L("By hours")}, {ID: "percent", Text: words.L("By per cent")}},
		func(id string) { p.a.SetPercent(id == "percent") }))
	p.box = Column(8)
	add := kit.ID("time.act.add", kit.NewQuiet(words.L("One part more"), theme.ContentAddIcon(), p.a.AddPart))
	p.around = Column(8, GrowRow(6, 1, p.unit, Space(1, 1)), p.box, GrowRow(6, 1, add, Space(1, 1)))
	return p.around
}

func (p *actPanel) drawParts() {
	a, grown := p.a, false
	for i := len(p.parts); i < len(a.Parts); i++ {
		part, n := a.Parts[i], itoa(i+1)
		r := &partRow{matter: p.w.MatterFinder("time.act.part"+n+".matter", part.Matter)}
		r.matter.PlaceHolder = words.L("The same matter")
		r.share = kit.ID("time.act.part"+n+".share", kit.NewEntry())
		r.share.Right, r.share.Width = true, 84
		r.share.OnChanged = func(s string) { a.SetShare(i, words.Typed(s)) }
		r.text = kit.ID("time.act.part"+n+".text", kit.NewEntry())
		r.text.PlaceHolder = words.L("The same text")
		r.text.OnChanged = func(s string) { a.SetPartText(i, s) }
		rest := kit.ID("time.act.part"+n+".rest", kit.NewQuiet(words.L("Rest"), nil, func() { a.FillRest(i) }))
		rest.Small, rest.Tip = true, words.L("What is left over goes here")
		r.root = Column(4, r.matter, newRow(&rowLayout{gap: 6, grow: 2}, r.share, rest, r.text))
		p.parts = append(p.parts, r)
		p.box.Objects = append(p.box.Objects, r.root)
		grown = true
		if i == 0 {
			p.first = r.share
		}
	}
	if grown && p.body != nil {
		p.box.Refresh()
		p.around.Refresh()
		p.body.Refresh()
		p.body.Refresh() // once more: what wraps knows its height only now
	}
	unit := "hours"
	if a.Percent {
		unit = "percent"
	}
	if p.unit.Selected() != unit {
		p.unit.SetSelected(unit)
	}
	for i, r := range p.parts {
		part := a.Parts[i]
		showItem(r.matter, part.Matter.Choice, part.Matter.Fault)
		f := part.Share
		f.Fault = part.Hours.Fault
		showNumber(r.share, r.share.Text, f)
		place := words.L("hours")
		if a.Percent {
			place = "%"
		}
		if r.share.PlaceHolder != place {
			r.share.SetPlaceHolder(place)
		}
		show(r.text, r.text.Text, part.Text)
	}
}

func (p *actPanel) draw() {
	a := p.a
	p.text.SetText(a.Advice())
	if p.reason != nil {
		show(p.reason, p.reason.Text, a.Reason)
	}
	if p.matter != nil {
		showItem(p.matter, a.Matter.Choice, a.Matter.Fault)
	}
	if p.until != nil {
		p.until.SetFault(a.Until.Fault)
	}
	if p.told != nil {
		show(p.told, p.told.Text, a.Text)
	}
	if p.unit != nil {
		p.drawParts()
	}
	if a.Fault != "" {
		p.fault.Set(kit.Bad, a.Fault)
	}
	setVisible(p.fault, a.Fault != "")
	p.run.SetEnabled(a.Ready())
	p.root.Refresh()
}
