package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	amount "matterbook/app/money"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// sideForm draws a form of package present beside a list. Its widgets are named
// by the form and the path: "trust.receipt.amount".
type sideForm struct {
	w      *Window
	f      *present.SideForm
	root   *fyne.Container
	body   *fyne.Container
	note   *kit.Label
	rows   []*sideRow
	offer  *kit.Notice // typing of before that was never sent
	fault  *kit.Notice
	submit *kit.Button
	undo   *kit.Button
}

// sideRow is one input as it is drawn.
type sideRow struct {
	in      *present.Input
	box     *fyne.Container
	field   *kit.Field
	figures *figureRow
	entry   *kit.Entry
	area    *kit.TextArea
	date    *kit.DateEntry
	choice  *kit.Select
	offered int
	matter  *kit.Finder
	find    *kit.Finder
	check   *kit.Check
	chord   *kit.KeyCapture
	lines   *figureLines
	fault   string // as last drawn
}

func (w *Window) newSideForm(f *present.SideForm) *sideForm {
	s := &sideForm{w: w, f: f}
	s.note = kit.NewProse(f.Note)
	s.note.Color = kit.ColorMuted
	s.fault = kit.ID(f.ID+".fault", kit.NewNotice(kit.Bad, ""))
	s.fault.Hide()
	s.offer = kit.ID(f.ID+".offer", kit.NewNotice(kit.Info, ""))
	s.offer.SetAction(words.L("Put it back"), f.TakeKept)
	s.offer.OnClose = f.DropKept
	s.offer.Hide()
	objects := []fyne.CanvasObject{s.offer}
	if f.Note != "" {
		objects = append(objects, Pad(0, 4, 0, 0, s.note))
	}
	for _, in := range f.Inputs {
		r := s.row(in)
		s.rows = append(s.rows, r)
		objects = append(objects, r.box)
	}
	objects = append(objects, s.fault, Space(1, 1))
	s.body = Column(2, objects...)
	make := kit.NewPrimary
	s.submit = kit.ID(f.ID+".submit", make(f.Submit, nil, f.Send))
	if f.Danger {
		s.submit.Importance = kit.Danger
	}
	cancel := kit.ID(f.ID+".cancel", kit.NewButton("Cancel", f.Close))
	if f.Submit == "" {
		cancel.SetText("Close")
		s.root = w.Panel(f.Title, f.Close, s.body, cancel)
		return s
	}
	s.undo = kit.ID(f.ID+".restore", kit.NewIconButton(theme.ContentUndoIcon(), words.L("Put back what stood here at first"), f.Restore))
	s.root = w.Panel(f.Title, f.Close, s.body, s.undo, cancel, s.submit)
	return s
}

func (s *sideForm) row(in *present.Input) *sideRow {
	f, path := s.f, in.Path
	r := &sideRow{in: in, figures: newFigureRow(false)}
	id := f.ID + "." + path
	var control fyne.CanvasObject
	switch in.Kind {
	case present.TextInput, present.MoneyInput:
		r.entry = kit.ID(id, kit.NewEntry())
		r.entry.OnChanged = func(text string) { f.Set(path, text) }
		r.entry.OnEnter = func() { s.enter(path) }
		r.entry.OnLeave = func() { f.Left(path) }
		if in.Kind == present.MoneyInput {
			e := r.entry
			e.Right = true
			e.OnChanged = func(text string) { f.Set(path, words.Typed(text)) }
			e.Display = func() string {
				if a, err := amount.ParseAmount(words.Typed(e.Text), f.Currency); err == nil && !in.Plain {
					return words.Amount(a, f.Currency)
				}
				return e.Text
			}
		}
		control = r.entry
	case present.LongInput:
		r.area = kit.ID(id, kit.NewTextArea(4))
		r.area.OnChanged = func(text string) { f.Set(path, text) }
		control = r.area
	case present.DateInput:
		r.date = kit.ID(id, kit.NewDateEntry(s.w.frame.Today, true))
		r.date.OnValue = func(d cal.Date, filled bool) {
			if !filled {
				d = 0
			}
			f.Set(path, d.String())
		}
		control = r.date
	case present.ChoiceInput:
		r.choice = kit.ID(id, kit.NewSelect(nil, func(it kit.Item) { f.Set(path, it.ID) }))
		control = r.choice
	case present.MatterInput:
		r.matter = s.w.MatterFinder(id, in.Matter)
		control = r.matter
	case present.FindInput:
		r.find = s.finder(id, in)
		control = r.find
	case present.SecretInput:
		r.entry = kit.ID(id, kit.NewPassword())
		r.entry.OnChanged = func(text string) { f.Set(path, text) }
		r.entry.OnEnter = func() { s.enter(path) }
		control = r.entry
	case present.KeyInput:
		r.chord = kit.ID(id, kit.NewKeyCapture(func(c kit.Chord) { f.Set(path, c.String()) }))
		control = r.chord
	case present.ListInput:
		r.lines = newFigureLines()
		r.box = Column(0, Pad(0, 6, 0, 0, r.lines.box))
		return r
	case present.CheckInput:
		r.check = kit.ID(id, kit.NewCheck(in.Label, func(on bool) { f.Tick(path, on) }))
		r.box = Column(0, Pad(2, 6, 0, 0, r.check))
		return r
	default:
		r.box = Column(0, Pad(0, 6, 0, 0, r.figures.box))
		if in.Hint != "" { // words of their own
			r.box = Column(0, kit.NewProse(in.Hint), r.figures.box)
		}
		return r
	}
	r.field = kit.NewField(in.Label, control).WithPath(path)
	r.box = Column(0, r.field, Pad(0, 6, 0, 0, r.figures.box))
	return r
}

// finder picks one of what the input finds.
func (s *sideForm) finder(id string, in *present.Input) *kit.Finder {
	f := kit.NewFinder(s.w.run, in.Path, func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := in.Find(ctx, query)
		return items(found), err
	})
	f.TwoLines = true
	f.PlaceHolder = words.L("Code or name")
	f.Display = func() string { return f.Text } // from its beginning, in a narrow field
	if in.Offer != nil {
		f.Recents = func() []kit.Item { return items(in.Offer()) }
	}
	f.OnPicked = func(it kit.Item) { s.f.Choose(in.Path, it.Value.(present.Choice)) }
	f.OnCleared = func() { s.f.Choose(in.Path, present.Choice{}) }
	return kit.ID(id, f)
}

// enter goes to the next empty text, and sends from the last one.
func (s *sideForm) enter(path string) {
	if s.w.keys.EnterMovesOn {
		s.w.win.Canvas().FocusNext()
		return
	}
	after := false
	for _, r := range s.rows {
		if after && r.entry != nil && r.box.Visible() && r.entry.Text == "" && !r.in.Optional && r.in.Path != "reference" {
			s.w.win.Canvas().Focus(r.entry)
			return
		}
		after = after || r.in.Path == path
	}
	s.w.run.Later(s.f.Send)
}

func (s *sideForm) draw() {
	s.f.Drawn = true
	again := false
	if text := s.f.Kept(); s.offer.Visible() != (text != "") {
		s.offer.Set(kit.Info, text)
		again = setVisible(s.offer, text != "")
	}
	if s.undo != nil {
		s.undo.SetEnabled(s.f.Changed() && !s.f.Busy)
	}
	for _, r := range s.rows {
		again = r.draw() || again
	}
	again = setVisible(s.fault, s.f.Fault != "") || again
	if s.f.Fault != "" && s.fault.Text != s.f.Fault {
		s.fault.Set(kit.Bad, s.f.Fault)
		again = true
	}
	s.submit.SetEnabled(!s.f.Busy)
	if again {
		s.body.Refresh()
		s.body.Refresh() // once more: what wraps knows its height only now
		s.root.Refresh()
	}
}

// takeFocus gives the keyboard to the input that wants it, once the form stands
// in its place.
func (s *sideForm) takeFocus() {
	if path := s.f.TakeFocus(); path != "" {
		s.w.run.Later(func() { s.focus(path) })
	}
}

func (s *sideForm) focus(path string) {
	for _, r := range s.rows {
		if r.in.Path != path || !r.box.Visible() {
			continue
		}
		if c := r.focusable(); c != nil {
			s.w.win.Canvas().Focus(c)
		}
	}
}

func (r *sideRow) focusable() fyne.Focusable {
	switch {
	case r.entry != nil:
		return r.entry
	case r.area != nil:
		return r.area
	case r.date != nil:
		return r.date
	case r.choice != nil:
		return r.choice
	case r.matter != nil:
		return r.matter
	case r.find != nil:
		return r.find
	case r.check != nil:
		return r.check
	case r.chord != nil:
		return r.chord
	}
	return nil
}

func (r *sideRow) draw() (again bool) {
	in := r.in
	again = setVisible(r.box, !in.Hidden) || r.fault != in.Fault
	r.fault = in.Fault
	switch {
	case r.entry != nil && in.Kind == present.MoneyInput:
		showNumber(r.entry, r.entry.Text, in.Field)
	case r.entry != nil:
		show(r.entry, r.entry.Text, in.Field)
	case r.area != nil:
		show(r.area, r.area.Text, in.Field)
	case r.date != nil:
		showDate(r.date, in.Text)
		if in.Fault != "" {
			r.date.SetFault(in.Fault)
		}
	case r.choice != nil:
		if r.offered != len(in.Choices) {
			r.offered = len(in.Choices)
			r.choice.SetItems(items(in.Choices))
			r.choice.SetSelected(in.Text)
		}
		if r.choice.SelectedID() != in.Text {
			r.choice.SetSelected(in.Text)
		}
		r.choice.SetFault(in.Fault)
	case r.matter != nil:
		showItem(r.matter, in.Matter.Choice, in.Fault)
	case r.find != nil:
		showItem(r.find, in.Choice, in.Fault)
	case r.chord != nil:
		if c, err := kit.ParseChord(in.Text); err == nil {
			r.chord.SetChord(c)
		}
		r.chord.SetFault(in.Fault)
	case r.lines != nil:
		return r.lines.draw(in.Figures) || again
	case r.check != nil:
		if r.check.Checked != in.On {
			r.check.SetChecked(in.On)
		}
	}
	if r.field != nil {
		if label := words.Of(in.Label); r.field.Label != label {
			r.field.Label = label
			r.field.Refresh()
		}
		hint := words.Of(in.Hint)
		if in.Kind == present.MatterInput && in.Matter.Choice.More != "" {
			hint = in.Matter.Choice.More
		}
		if r.field.Hint != hint {
			r.field.SetHint(hint)
		}
	}
	return r.figures.draw(in.Figures) || again
}

// outcomeView lists what a run came to, failures first.
type outcomeView struct {
	o    *present.Outcome
	root *fyne.Container
}

func (w *Window) newOutcome(o *present.Outcome) *outcomeView {
	v := &outcomeView{o: o}
	rows := kit.NewRows()
	list := make([]kit.GridRow, len(o.Rows))
	for i, r := range o.Rows {
		pill := kit.Cell{Text: words.L("Done"), Tone: kit.Good, Pill: true}
		if !r.OK {
			pill = kit.Cell{Text: words.L("Not done"), Tone: kit.Bad, Pill: true}
		}
		if r.Word != "" {
			pill.Text, pill.Tone = r.Word, kit.Tone(r.Tone)
		}
		list[i] = kit.GridRow{ID: int64(i + 1), Cells: []kit.Cell{pill, {Text: r.Item}}}
	}
	rows.Set(list)
	grid := kit.ID("outcome.list", kit.NewGrid(rows, []kit.Column{{Key: "state", Label: "", Width: 78, Pills: true}, {Key: "item", Label: "Item", Width: 160, Flex: 1}}))
	text := kit.NewProse("")
	fix := kit.ID("outcome.fix", kit.NewButton("Open", nil))
	do := func(i int) {
		if i >= 0 && i < len(o.Rows) && o.Rows[i].Do != nil {
			o.Rows[i].Do()
		}
	}
	at := 0
	look := func() {
		if row, _ := grid.Current(); row >= 0 && row < len(o.Rows) {
			at = row
		}
		if len(o.Rows) == 0 {
			return
		}
		r := o.Rows[at]
		text.SetText(r.Item + "\n" + r.Text)
		fix.SetText(r.Fix)
		setVisible(fix, r.Fix != "")
	}
	fix.OnTapped = func() { do(at) }
	grid.OnSelect = look
	grid.OnActivate = func(row int, _ int64) { do(row) }
	grid.MinRows = 8
	box := kit.NewSplitDown(grid, Pad(8, 0, 2, 2, Column(8, text, newRow(&rowLayout{gap: 8, grow: 1}, fix, Space(1, 1)), Space(1, 1))), 132, true)
	var foot []fyne.CanvasObject
	for i, a := range o.Actions {
		b := kit.NewButton(a.Title, a.Do)
		if i == 0 {
			b = kit.NewPrimary(a.Title, nil, a.Do)
		}
		foot = append(foot, kit.ID("outcome.action."+itoa(i+1), b))
	}
	if len(foot) == 0 {
		foot = append(foot, kit.NewButton("Close", o.Close))
	}
	v.root = w.tallPanel(o.Title, o.Close, box, foot...)
	if len(o.Rows) > 0 {
		grid.SetCursor(0)
	}
	look()
	kit.ID("outcome.text", text)
	return v
}

// tallPanel is a panel whose body takes the height that is there.
func (w *Window) tallPanel(title string, shut func(), body fyne.CanvasObject, foot ...fyne.CanvasObject) *fyne.Container {
	cross := kit.NewIconButton(theme.CancelIcon(), "Close (Esc)", shut)
	cross.Small = true
	words := kit.NewProse(title)
	words.Style.Bold = true
	head := newRow(&rowLayout{gap: 6, grow: 0}, words, cross)
	buttons := newRow(&rowLayout{gap: 8, grow: 0}, append([]fyne.CanvasObject{Space(1, 1)}, foot...)...)
	inner := container.New(&footLayout{gap: 8}, head, body, buttons)
	width := Space(panelWide, 1)
	return container.NewStack(width, kit.NewCard("", inner))
}
