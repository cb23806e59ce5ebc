package page

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/bill"
	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// preBillView draws a pre-bill being edited: lines at the left, the page they
// make at the right.
type preBillView struct {
	w *Window
	b *present.Billing
	p *present.PreBill

	root     *fyne.Container
	left     *fyne.Container
	title    *kit.Label
	status   *kit.Pill
	strip    *figureRow
	notes    *kit.Notice // instructions of the client
	late     *kit.Notice
	locked   *kit.Notice
	ebill    *kit.Notice
	grid     *Table
	command  *kit.Entry
	why      *kit.Label
	whyBox   *fyne.Container
	totals   *figureRow
	acts     commandButtons
	approve  *kit.Button
	comments *kit.Button
	reasons  *reasonBar
	view     *PageView
	shown    *bill.Invoice
	ran      present.Field // the command as the screen last had it
	opened   bool
	hasNotes bool
	split    *kit.Split
	wide     float32 // of the page
	squeezed bool
	line     *kit.Field // the line command
	leftOut  []string   // columns that give way to a form
}

func newPreBillView(w *Window, b *present.Billing, p *present.PreBill) *preBillView {
	v := &preBillView{w: w, b: b, p: p, acts: commandButtons{}, hasNotes: true}
	back := kit.ID("prebill.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the queue (Esc)"), func() { w.escape() }))
	v.title, v.status = kit.ID("prebill.title", kit.NewSubheading("")), kit.ID("prebill.status", kit.NewPill("", kit.Neutral))
	v.title.MinWidth = 120
	v.strip, v.totals = newFigureRow(true), newFigureRow(true)
	v.approve = v.acts.add(w, "prebill.approve", words.L("Approve"), theme.ConfirmIcon(), false)
	v.approve.OnTapped = func() {
		if p.View.PreBill.Status == bill.PreBillApproved {
			w.do("prebill.unapprove")
		} else {
			w.do("prebill.approve")
		}
	}
	v.comments = v.acts.add(w, "prebill.comments", words.L("Comments"), w.Symbol("comment"), false)
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, v.title, v.status, v.comments,
		v.acts.add(w, "prebill.details", words.L("Discount and message"), nil, false), v.approve, v.acts.add(w, "prebill.finalize", words.L("Finalize"), nil, true))

	v.notes = kit.ID("prebill.instructions", kit.NewNotice(kit.Info, ""))
	v.notes.OnClose = func() { v.hasNotes = false; v.draw() }
	v.late, v.locked = kit.ID("prebill.late", kit.NewNotice(kit.Info, "")), kit.ID("prebill.locked", kit.NewNotice(kit.Warn, ""))
	v.late.SetAction(words.L("Add them"), p.AddLate)
	v.ebill = kit.ID("prebill.ebill", kit.NewNotice(kit.Warn, ""))
	v.ebill.SetAction(words.L("Show them"), p.ShowFaults)
	for _, n := range []*kit.Notice{v.notes, v.late, v.locked, v.ebill} {
		n.Hide()
	}
	v.buildGrid()
	v.command = kit.ID("prebill.command", kit.NewEntry())
	v.command.PlaceHolder = words.L("Line command, begun by a number or /: 6 h 1.5 duplicate effort")
	v.command.OnChanged = func(string) { v.command.SetFault("") }
	v.command.OnEnter = func() {
		v.ran.Text = v.command.Text // a command that was done is taken away
		if p.RunCommand(v.command.Text) {
			v.w.win.Canvas().Focus(v.grid)
		}
	}
	v.line = kit.NewField("", v.command)
	v.line.NoLine = true
	v.why = kit.ID("prebill.why", kit.NewProse(""))
	v.why.Color, v.why.MaxLines, v.why.Scale = kit.ColorMuted, 4, theme.SizeNameCaptionText
	v.whyBox = container.New(&heightLayout{60}, v.why)
	v.reasons = newReasonBar(w, p)
	v.reasons.done = func() { w.win.Canvas().Focus(v.grid) }
	foot := kit.VBox(4, v.reasons.root, v.line, v.whyBox, Pad(2, 6, 0, 0, v.totals.box))
	v.left = Column(6, v.notes, v.ebill, v.late, v.locked, kit.VFill(6, 0, v.grid, foot))
	v.view = NewPageView("prebill.page")
	v.view.OnLine = v.tapped
	v.wide = 500
	if w.win.Canvas().Size().Width >= threePanes {
		v.wide = 780
	}
	v.split = kit.NewSplit(v.left, v.view.Object(), v.wide, true)
	v.split.OnMoved = func(size float32) {
		if !v.squeezed {
			v.wide = size
		}
	}
	v.root = Column(8, head, v.strip.box, v.split)
	return v
}

// threePanes is the width of a window that has place for list, page and form.
const threePanes = 1700

// squeeze makes the page give way while a form stands beside it, less so in a
// window that is wide.
func (v *preBillView) squeeze(on bool) {
	if on == v.squeezed {
		return
	}
	v.squeezed = on
	v.leftOut = leaveOut(v.grid, on && v.w.win.Canvas().Size().Width < threePanes, v.leftOut, "worked", "rate", "tk")
	wide := float32(310)
	if v.w.win.Canvas().Size().Width >= threePanes {
		wide = 600
	}
	if on {
		v.split.SetSize(min(v.wide, wide))
	} else {
		v.split.SetSize(v.wide)
	}
}

func (v *preBillView) buildGrid() {
	p := v.p
	v.grid = v.w.NewTable("prebill.lines", &p.Lines)
	v.grid.MinRows = 6
	select0 := v.grid.OnSelect
	v.grid.OnSelect = func() {
		select0()
		if _, id := v.grid.Current(); id != 0 {
			p.SetLine(int(id))
		}
	}
	v.grid.OnEdit = func(_ int, id int64, key string) *kit.CellEdit {
		text, ok := p.CellText(int(id), key)
		if !ok {
			if why := p.Locked(); why != "" {
				v.w.frame.Say("%s", why)
			}
			return nil
		}
		return &kit.CellEdit{Text: text, Commit: func(text string) error { return p.EditCell(int(id), key, text) }}
	}
	v.grid.OnActivate = func(int, int64) { v.grid.BeginEdit() }
	v.grid.OnRune = v.letter
	v.grid.OnContext = v.menu
}

func (v *preBillView) menu() *fyne.Menu {
	p := v.p
	item := func(title string, locks bool, do func()) *fyne.MenuItem {
		it := fyne.NewMenuItem(title, do)
		it.Disabled = locks && p.Locked() != ""
		return it
	}
	mark := func(title, verb string) *fyne.MenuItem { return item(title, true, func() { p.Mark(verb) }) }
	return fyne.NewMenu("", item(words.L("Edit (F2)"), true, func() { v.grid.BeginEdit() }), mark(words.L("No charge (N)"), "nc"), mark(words.L("Hold for a later bill (H)"), "hold"),
		mark(words.L("Write off (W)"), "wo"), mark(words.L("Charge again (C)"), "ok"), mark(words.L("Back as it came (B)"), "back"),
		item(words.L("Move to another matter (T)"), true, p.StartTransfer), fyne.NewMenuItemSeparator(),
		item(words.L("Find and replace (R)"), true, p.StartReplace), item(words.L("Comments (K)"), false, p.StartComments),
		item(words.L("History of this line (Y)"), false, p.ShowHistory), item(words.L("Take the last edit back (U)"), false, p.Undo))
}

// letter is a key of the list; it has these meanings only while the list has
// the focus.
func (v *preBillView) letter(r rune) bool {
	switch unicode.ToLower(r) {
	case 'n':
		v.p.Mark("nc")
	case 'h':
		v.p.Mark("hold")
	case 'w':
		v.p.Mark("wo")
	case 'c':
		v.p.Mark("ok")
	case 'b':
		v.p.Mark("back")
	case 't':
		v.w.run.Later(v.p.StartTransfer)
	case 'u':
		v.p.Undo()
	case 'k':
		v.w.run.Later(v.p.StartComments) // after the event: the letter is not for the form
	case 'y':
		v.p.ShowHistory()
	case 'r':
		v.w.run.Later(v.p.StartReplace)
	case 'p':
		v.w.run.Later(func() { v.w.win.Canvas().Focus(v.view.sheets) })
	case 'e':
		v.grid.BeginEdit()
	case '/', ':':
		v.w.run.Later(func() { v.w.win.Canvas().Focus(v.command) })
	default:
		if r < '1' || r > '9' {
			return false
		}
		// A number begins a line command: "6 h 1.5 duplicate effort".
		v.command.SetText(string(r))
		v.command.CursorColumn = 1
		v.command.KeepCursor = true
		v.w.win.Canvas().Focus(v.command)
		v.command.KeepCursor = false
	}
	return true
}

// tapped brings a click on the page to its line; a second click edits it.
func (v *preBillView) tapped(ref paper.Ref, twice bool) {
	no := 0
	if ref.Part == paper.PartFees || ref.Part == paper.PartExpenses {
		no = v.p.LineOfDraft(ref.Line)
	}
	if no == 0 {
		switch ref.Part {
		case paper.PartDiscount, paper.PartMessage:
			v.p.StartDetails()
		}
		return
	}
	if i := v.p.Lines.IndexOf(int64(no)); i >= 0 {
		v.grid.SetCursor(i)
		v.w.win.Canvas().Focus(v.grid)
		if twice {
			v.grid.BeginEdit()
		}
	}
}

func (v *preBillView) do(id string) bool {
	switch id {
	case "search":
		if v.view.Focused() {
			v.view.Find()
			return true
		}
		v.w.win.Canvas().Focus(v.command)
	case "preview":
		v.w.win.Canvas().Focus(v.view.sheets)
	case "print":
		if !v.view.Focused() {
			return false // the list
		}
		v.p.Print()
	case "edit":
		v.w.win.Canvas().Focus(v.grid)
		v.grid.BeginEdit()
	default:
		return false
	}
	return true
}

func (v *preBillView) draw() {
	p := v.p
	v.title.SetText(p.Title())
	if s := p.Status(); s.Text != v.status.Text {
		v.status.Set(s.Text, kit.Tone(s.Tone))
	}
	again := v.notice(v.notes, kit.Info, map[bool]string{true: p.Instructions()}[v.hasNotes && p.Loaded])
	again = v.notice(v.late, kit.Info, p.LateWork()) || again
	again = v.notice(v.ebill, kit.Warn, p.EBillWord()) || again
	locked := ""
	if p.Loaded {
		locked = p.Locked()
	}
	again = v.notice(v.locked, kit.Warn, locked) || again
	if p.Loaded {
		again = v.strip.draw(p.Strip()) || again
		again = v.totals.draw(p.Totals()) || again
		if approved := p.View.PreBill.Status == bill.PreBillApproved; approved {
			v.approve.SetText(words.L("Take approval back"))
		} else {
			v.approve.SetText(words.L("Approve"))
		}
	}
	v.acts.draw(v.b.Commands())
	talk := words.L("Comments")
	if n := p.OpenComments(-1); n > 0 {
		talk = words.L("Comments %d", n)
	}
	if talk != v.comments.Text {
		v.comments.SetText(talk)
		again = true
	}
	if v.ran != p.Command {
		v.ran = p.Command
		show(v.command, v.command.Text, p.Command)
	}
	v.why.SetText(strings.Join(p.Why, " "))
	again = v.reasons.draw() || again
	again = setVisible(v.line, p.Pending == nil) || again
	again = setVisible(v.whyBox, p.Pending == nil) || again
	v.drawPage()
	if again {
		v.left.Refresh()
		v.left.Refresh() // once more: what wraps knows its height only now
		v.root.Refresh()
	}
	v.reasons.takeFocus()
	if p.Loaded && (!v.opened || p.GoTo != 0) {
		v.opened = true
		v.grid.SetCursor(max(p.Lines.IndexOf(int64(p.GoTo)), 0))
		p.GoTo = 0
	}
}

// first is what has the keyboard when the pre-bill is opened.
func (v *preBillView) first() fyne.Focusable {
	if v.p.AtPage {
		return v.view.sheets
	}
	return v.grid
}

func (v *preBillView) notice(n *kit.Notice, tone kit.Tone, text string) bool {
	if text != "" && n.Text != text {
		n.Set(tone, text)
	}
	return setVisible(n, text != "")
}

func (v *preBillView) drawPage() {
	p := v.p
	switch {
	case p.Draft != nil && p.Draft != v.shown:
		v.shown = p.Draft
		v.view.Show(paper.Invoice(*p.Draft, paper.Style{}))
	case p.Draft == nil && p.DraftFault != "":
		v.shown = nil
		v.view.Say(theme.WarningIcon(), words.L("The bill cannot be drawn"), p.DraftFault)
	case p.Draft == nil && p.Loaded && p.Gone:
		v.shown = nil
		v.view.Say(theme.DocumentIcon(), words.L("No longer a pre-bill"), p.Locked())
	}
	if v.shown != nil {
		v.view.Mark(v.ref(p.DraftLine(p.Line)), true)
	}
}

func (v *preBillView) ref(no int) paper.Ref {
	for _, l := range v.shown.Lines {
		if l.No == no {
			return lineRef(l)
		}
	}
	return paper.Ref{}
}

func lineRef(l bill.Line) paper.Ref {
	if l.Kind == bill.Fee {
		return paper.Ref{Part: paper.PartFees, Line: l.No}
	}
	return paper.Ref{Part: paper.PartExpenses, Line: l.No}
}
