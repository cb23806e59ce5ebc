package page

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	amount "matterbook/app/money"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// proofView draws a reconciliation: the statement's figures and the running
// difference above, and one of its steps below.
type proofView struct {
	w *Window
	p *present.Proof

	root      *fyne.Container
	steps     *kit.Tabs
	date      *kit.DateEntry
	statement *kit.MoneyEntry
	running   *figureRow
	verdict   *kit.Notice
	acts      commandButtons
	body      *fyne.Container
	shown     string
	cur       amount.Currency
	parts     map[string]fyne.CanvasObject

	// match
	bank, book *Table
	all        *kit.Check
	chosen     *figureRow
	why        *kit.Label
	matchBox   *fyne.Container
	bar        *fyne.Container

	// prove
	sides    *fyne.Container
	last     string
	grid     *Table
	clear    *kit.Button
	findings *Table
	finding  *kit.Label

	// sign
	explain    *kit.TextArea
	explainBox *kit.Field
	signNote   *kit.Label
	past       *Table
	signBox    *fyne.Container
	proveBox   *fyne.Container
}

func newProofView(w *Window, t *present.Trust, p *present.Proof) *proofView {
	v := &proofView{w: w, p: p, acts: commandButtons{}, running: newFigureLine(), chosen: newFigureLine(), parts: map[string]fyne.CanvasObject{}}
	back := kit.ID("trust.proof.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the ledgers (Esc)"), p.Close))
	v.steps = kit.ID("trust.proof.steps", kit.NewSegments([]kit.Tab{{ID: present.StepMatch, Text: words.Mark("Match")}, {ID: present.StepProve, Text: words.Mark("Prove")}, {ID: present.StepSign, Text: words.Mark("Sign")}}, p.SetStep))
	title := kit.NewSubheading(words.L("Reconcile %s", t.Account))
	title.MinWidth = 80
	imports := v.acts.add(w, "trust.import", words.L("Import a statement"), theme.FolderOpenIcon(), false)
	imports.Importance, imports.Small = kit.Plain, false
	head := newRow(&rowLayout{gap: 10, grow: 1, centre: true}, back, title, v.steps, imports)

	v.date = kit.ID("trust.proof.date", kit.NewDateEntry(w.frame.Today, true))
	v.date.OnValue = func(d cal.Date, filled bool) {
		if filled {
			p.Set("as_of", d.String())
		}
	}
	cur := t.Currency()
	v.cur = cur
	v.statement = kit.ID("trust.proof.statement", kit.NewMoneyEntry(cur))
	v.statement.OnValue = func(a amount.Amount, filled bool) {
		text := ""
		if filled {
			text = a.Plain(cur)
		}
		p.Set("statement", text)
	}
	v.statement.OnEnter = func() { w.win.Canvas().Focus(v.first()) }
	balance := kit.NewField(words.L("Closing balance of the bank"), v.statement)
	balance.Width = 190
	form := newRow(&rowLayout{gap: 14, grow: 2}, kit.NewField(words.L("Statement of"), v.date), balance, Space(1, 1), Pad(8, 0, 0, 0, v.running.box))
	v.verdict = kit.ID("trust.proof.verdict", kit.NewNotice(kit.Info, ""))
	v.verdict.Hide()
	v.body = container.NewStack()
	v.root = Column(8, head, form, v.verdict, v.body)
	v.parts[present.StepMatch] = v.newMatch()
	v.parts[present.StepProve] = v.newProve()
	v.parts[present.StepSign] = v.newSign()
	w.run.Later(func() { w.win.Canvas().Focus(v.bank) })
	return v
}

func (v *proofView) newMatch() fyne.CanvasObject {
	p, w := v.p, v.w
	v.bank, v.book = w.NewTable("trust.bank", &p.Bank), w.NewTable("trust.book", &p.Book)
	v.bank.Checks, v.book.Checks = true, true
	v.bank.MinRows, v.book.MinRows = 6, 6
	ticks := func(g *Table, pick func([]int64)) {
		g.OnSelect = func() {
			var ids []int64 // only what is ticked: the cursor alone chooses nothing here
			if g.SelectedCount() > 0 {
				ids = g.Selection().IDs
			}
			pick(ids)
			v.explainWhy()
		}
	}
	ticks(v.bank, p.Bank.Select)
	ticks(v.book, p.Book.Select)
	v.bank.OnActivate = func(_ int, id int64) { p.Enter(id) }
	v.book.OnActivate = func(int, int64) { p.Enter(0) }
	menu := func() *fyne.Menu { return w.contextMenu("trust.tie", "trust.untie", "trust.match", "trust.accept") }
	v.bank.OnContext, v.book.OnContext = menu, menu
	v.all = kit.ID("trust.match.all", kit.NewCheck(words.L("Show what is matched"), p.ShowAll))
	match := v.acts.add(w, "trust.match", words.L("Match what is sure"), nil, true)
	accept := v.acts.add(w, "trust.accept", words.L("Take all proposals"), nil, false)
	untie := v.acts.add(w, "trust.untie", words.L("Take back"), nil, false)
	tie := v.acts.add(w, "trust.tie", words.L("Match (Enter)"), theme.ConfirmIcon(), false)
	for _, b := range []*kit.Button{match, accept, untie, tie} {
		b.Small = false
	}
	v.why = kit.ID("trust.match.why", kit.NewCaption(""))
	v.why.MinWidth = 40
	v.bar = newRow(&rowLayout{gap: 8, grow: 2, centre: true}, match, accept, v.why, v.all)
	foot := newRow(&rowLayout{gap: 12, grow: 1, centre: true}, v.chosen.box, Space(1, 1), untie, tie)
	lists := newRow(&evenLayout{gap: 10}, v.bank, v.book)
	v.matchBox = kit.VFill(6, 1, v.bar, lists, foot)
	return v.matchBox
}

func (v *proofView) newProve() fyne.CanvasObject {
	p, w := v.p, v.w
	v.sides = kit.Tiles(188, 12)
	v.grid = w.NewTable("trust.proof.items", &p.Items)
	v.grid.Checks = true
	v.grid.MinRows = 3
	v.clear = kit.ID("trust.proof.clear", kit.NewButton(words.L("Is on the statement"), p.Clear))
	v.clear.Icon = theme.ConfirmIcon()
	items := Column(6, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading(words.L("In transit and outstanding: not on the statement yet")),
		v.acts.add(w, "trust.slip", words.L("Slip of the bank"), nil, false), v.acts.add(w, "trust.slips_done", words.L("Slips corrected"), nil, false), v.clear), v.grid)
	v.findings = w.NewTable("trust.findings", &p.Findings)
	v.findings.MinRows = 3
	v.findings.OnActivate = func(int, int64) { p.Mend() }
	mend := v.acts.add(w, "trust.mend", words.L("Mend"), nil, false)
	next := kit.ID("trust.proof.next", kit.NewPrimary(words.L("Go on to sign"), nil, func() { p.SetStep(present.StepSign) }))
	v.finding = kit.ID("trust.finding", kit.NewProse(""))
	v.finding.Color, v.finding.MaxLines = kit.ColorMuted, 2
	found := kit.VFill(6, 1, newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading(words.L("What a reviewer should see")), mend, next), v.findings, v.finding)
	v.proveBox = Column(10, v.sides, kit.NewSplitDown(items, Pad(8, 0, 0, 0, found), 200, false))
	return v.proveBox
}

func (v *proofView) newSign() fyne.CanvasObject {
	p, w := v.p, v.w
	v.explain = kit.ID("trust.sign.explanation", kit.NewTextArea(2))
	v.explain.OnChanged = func(text string) { p.Set("explanation", text) }
	v.explainBox = kit.NewField(words.L("Explanation of the difference: who clears it, and by when"), v.explain)
	v.signNote = kit.ID("trust.sign.note", kit.NewProse(""))
	sign := v.acts.add(w, "trust.sign", words.L("Sign and close"), theme.ConfirmIcon(), true)
	sign.Small = false
	card := kit.NewCard(words.L("Sign as the one who prepared it"), kit.VBox(8, v.signNote, v.explainBox, newRow(&rowLayout{gap: 8, grow: 1}, sign, Space(1, 1))))
	v.past = w.NewTable("trust.past", &p.Past)
	v.past.MinRows = 4
	v.past.OnActivate = func(int, int64) { p.OpenPaper() }
	head := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading(words.L("Signed reconciliations")), v.acts.add(w, "trust.paper", words.L("Open the report"), nil, false),
		v.acts.add(w, "trust.review", words.L("Review and sign"), nil, false), v.acts.add(w, "trust.reopen", words.L("Reopen"), nil, false))
	v.signBox = Column(12, card, Column(6, head, v.past))
	return v.signBox
}

// first is what gets the focus in the step shown.
func (v *proofView) first() fyne.Focusable {
	switch v.p.Step {
	case present.StepProve:
		return v.findings
	case present.StepSign:
		return v.past
	}
	return v.bank
}

// explainWhy says why the line under the cursor is proposed.
func (v *proofView) explainWhy() {
	_, id := v.bank.Current()
	if text := v.p.Why(id); text != v.why.Text {
		v.why.SetText(text)
	}
}

func (v *proofView) draw(commands []present.Command) {
	p := v.p
	showDate(v.date, p.AsOf.Text)
	v.showStatement()
	v.statement.SetFault(p.Statement.Fault)
	again := v.running.draw(p.Running())
	text, tone := p.Verdict()
	if p.Step == present.StepMatch && p.Fault == "" {
		text = "" // the running difference says it
	}
	if text != "" && (v.verdict.Text != text || v.verdict.Tone != kit.Tone(tone)) {
		v.verdict.Set(kit.Tone(tone), text)
	}
	again = setVisible(v.verdict, text != "") || again
	v.steps.SetCount(present.StepMatch, len(p.Bank.Rows()))
	v.steps.SetCount(present.StepProve, len(p.Findings.Rows()))
	if v.steps.Selected() != p.Step {
		v.steps.SetSelected(p.Step)
	}
	v.acts.draw(commands)
	if v.shown != p.Step {
		v.shown = p.Step
		v.body.Objects = []fyne.CanvasObject{v.parts[p.Step]}
		v.body.Refresh()
		again = true
	}
	switch p.Step {
	case present.StepMatch:
		v.drawMatch()
	case present.StepProve:
		again = v.drawProve() || again
	case present.StepSign:
		v.drawSign(commands)
	}
	if again {
		v.root.Refresh()
	}
}

// showStatement writes the balance that the bank's file gave.
func (v *proofView) showStatement() {
	kept, filled, err := v.statement.Value()
	if v.statement.Focused() || err != nil {
		return
	}
	if v.p.Statement.Text == "" {
		if filled {
			v.statement.Clear()
		}
		return
	}
	if a, err := amount.ParseAmount(v.p.Statement.Text, v.cur); err == nil && (!filled || a != kept) {
		v.statement.SetValue(a)
	}
}

func (v *proofView) drawMatch() {
	p := v.p
	if v.all.Checked != p.All {
		v.all.SetChecked(p.All)
	}
	sameTicks(v.bank, p.Bank.Selection())
	sameTicks(v.book, p.Book.Selection())
	// Before anything was imported the import is the one thing to do.
	any := len(p.Bank.Rows()) > 0 || p.Imported()
	if again := setVisible(v.acts["trust.match"], any); setVisible(v.acts["trust.accept"], any) || again {
		v.bar.Refresh()
	}
	figures, _ := p.Chosen()
	if v.chosen.draw(figures) {
		v.matchBox.Refresh()
	}
	v.explainWhy()
}

// sameTicks brings the ticks of a grid to what the list has.
func sameTicks(g *Table, ids []int64) {
	var now []int64
	if g.SelectedCount() > 0 {
		now = g.Selection().IDs
	}
	a, b := slices.Clone(now), slices.Clone(ids)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		g.Select(ids...)
	}
}

func (v *proofView) drawProve() (again bool) {
	p := v.p
	sides := p.Sides()
	key := ""
	for _, s := range sides {
		for _, f := range append(s.Rows, s.Total) {
			key += f.Label + f.Value + "\n"
		}
	}
	if key != v.last {
		v.last = key
		v.sides.Objects = nil
		for _, s := range sides {
			v.sides.Objects = append(v.sides.Objects, proofCard(s))
		}
		setVisible(v.sides, len(sides) > 0)
		v.proveBox.Refresh()
		again = true
	}
	if text := p.Finding(); v.finding.Text != text {
		v.finding.SetText(text)
		v.proveBox.Refresh()
	}
	v.clear.SetEnabled(!p.Clearing && len(p.Items.Selection()) > 0)
	return again
}

func (v *proofView) drawSign(commands []present.Command) {
	p := v.p
	note := words.L("You sign as %s. The report with every figure is kept byte for byte, and the period is closed. Somebody else then reviews it.", p.Signer())
	if i := slices.IndexFunc(commands, func(c present.Command) bool { return c.ID == "trust.sign" }); i >= 0 && commands[i].Off != "" {
		note = commands[i].Off
	}
	again := false
	if v.signNote.Text != note {
		v.signNote.SetText(note)
		again = true
	}
	if v.explain.Text != p.Explain.Text {
		v.explain.SetText(p.Explain.Text)
	}
	if setVisible(v.explainBox, p.Result != nil && !p.Result.Balanced()) || again {
		v.signBox.Refresh()
	}
}

// proofCard is one of the three figures with how it is made up.
func proofCard(s present.ProofSide) fyne.CanvasObject {
	line := func(f present.Figure, bold bool) fyne.CanvasObject {
		label, value := kit.NewLabel(f.Label), kit.NewLabel(f.Value)
		value.Align = fyne.TextAlignTrailing
		label.MinWidth = 40
		label.Style.Bold, value.Style.Bold = bold, bold
		if !bold {
			label.Color = kit.ColorMuted
		}
		if f.Tone != present.Neutral {
			value.SetTone(kit.Tone(f.Tone))
		}
		return newRow(&rowLayout{gap: 8, grow: 0}, label, value)
	}
	rows := []fyne.CanvasObject{}
	for _, f := range s.Rows {
		rows = append(rows, line(f, false))
	}
	for len(rows) < 3 {
		rows = append(rows, line(present.Figure{Label: " "}, false))
	}
	rows = append(rows, line(s.Total, true))
	return kit.NewCard(s.Title, kit.VBox(3, rows...))
}
