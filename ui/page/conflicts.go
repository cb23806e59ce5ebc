package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// conflictsView draws the search for conflicts: the name, what was found, and the
// searches that were made before.
type conflictsView struct {
	w *Window
	x *present.Conflicts

	root  *fyne.Container
	name  *kit.Entry
	field *kit.Field
	check *kit.Button
	print *kit.Button
	save  *kit.Button
	said  *kit.Notice
	found *Table
	runs  *Table
}

func newConflictsView(w *Window, x *present.Conflicts) *conflictsView {
	v := &conflictsView{w: w, x: x}
	v.name = kit.ID("conflicts.name", kit.NewEntry())
	v.name.PlaceHolder = words.L("Name of a person or company")
	v.name.OnChanged = x.SetName
	v.name.OnEnter = func() { w.run.Later(x.Check) }
	v.field = kit.NewField(words.L("Check a name for conflicts"), v.name)
	v.check = kit.ID("conflicts.check", kit.NewPrimary(words.L("Search"), theme.SearchIcon(), x.Check))
	v.print = kit.ID("conflicts.print", kit.NewButton(words.L("Print"), func() { w.do("print") }))
	v.save = kit.ID("conflicts.export", kit.NewButton(words.L("Export"), func() { w.do("export") }))
	line := newRow(&formLine{gap: 8, grow: 0}, v.field, v.check)
	v.said = kit.ID("conflicts.said", kit.NewNotice(kit.Info, ""))
	v.said.Hide()
	v.found = w.NewTable("conflicts.found", &x.Found)
	v.found.MinRows = 6
	v.found.OnActivate = func(_ int, id int64) { x.Activate(id) }
	v.runs = w.NewTable("conflicts.runs", &x.Runs)
	v.runs.MinRows = 3
	v.runs.OnActivate = func(_ int, id int64) { x.Again(id) }
	outcome := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, v.said, v.print, v.save)
	earlier := Column(6, kit.NewSubheading(words.L("Earlier searches")), v.runs)
	v.root = Column(8, line, outcome, kit.NewSplitDown(v.found, Pad(8, 0, 0, 0, earlier), 190, true))
	return v
}

func (v *conflictsView) draw() {
	x := v.x
	show(v.name, v.name.Text, x.Name)
	v.field.SetFault(x.Name.Fault)
	v.check.SetEnabled(!x.Busy)
	done := x.Said != ""
	if done && v.said.Text != x.Said {
		v.said.Set(kit.Tone(x.Tone), x.Said)
	}
	again := setVisible(v.said, done)
	again = setVisible(v.print, done) || again
	if setVisible(v.save, done) || again {
		v.root.Refresh()
	}
	if x.TakeFocus() {
		v.w.run.Later(func() { v.w.win.Canvas().Focus(v.name) })
	}
}
