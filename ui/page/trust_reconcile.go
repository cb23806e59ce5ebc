package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	amount "matterbook/app/money"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// proofView draws the three-way reconciliation: the statement's figures, the
// three sums side by side, and the items the bank has not shown.
type proofView struct {
	w *Window
	p *present.Proof

	root      *fyne.Container
	date      *kit.DateEntry
	statement *kit.MoneyEntry
	verdict   *kit.Notice
	sides     *fyne.Container
	last      string
	grid      *Table
	clear     *kit.Button
	remarks   *kit.Label
}

func newProofView(w *Window, t *present.Trust, p *present.Proof) *proofView {
	v := &proofView{w: w, p: p}
	back := kit.ID("trust.proof.back", kit.NewIconButton(theme.NavigateBackIcon(), "Back to the ledgers (Esc)", p.Close))
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, kit.NewSubheading("Reconcile "+t.Account+" three ways"))
	v.date = kit.ID("trust.proof.date", kit.NewDateEntry(w.frame.Today, true))
	v.date.OnValue = func(d cal.Date, filled bool) {
		if filled {
			p.Set("as_of", d.String())
		}
	}
	cur := t.Currency()
	v.statement = kit.ID("trust.proof.statement", kit.NewMoneyEntry(cur))
	v.statement.OnValue = func(a amount.Amount, filled bool) {
		text := ""
		if filled {
			text = a.Plain(cur)
		}
		p.Set("statement", text)
	}
	v.statement.OnEnter = func() { w.win.Canvas().Focus(v.grid) }
	v.verdict = kit.ID("trust.proof.verdict", kit.NewNotice(kit.Info, ""))
	v.verdict.Hide()
	balance := kit.NewField("Closing balance of the bank", v.statement)
	balance.Width = 190
	form := newRow(&rowLayout{gap: 12, grow: -1}, kit.NewField("Statement of", v.date), balance)
	v.sides = kit.Tiles(220, 12)
	v.grid = w.NewTable("trust.proof.items", &p.Items)
	v.grid.Checks = true
	v.clear = kit.ID("trust.proof.clear", kit.NewButton("Is on the statement", p.Clear))
	v.clear.Icon = theme.ConfirmIcon()
	bar := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, kit.NewSubheading("In transit and outstanding: not on the statement yet"), v.clear)
	v.remarks = kit.ID("trust.proof.remarks", kit.NewProse(""))
	v.remarks.Color = kit.ColorMuted
	v.remarks.MaxLines = 5
	v.root = Column(8, head, form, v.verdict, v.sides, v.remarks, container.New(&columnLayout{gap: 6}, bar, v.grid))
	w.run.Later(func() { w.win.Canvas().Focus(v.statement) })
	return v
}

func (v *proofView) draw() {
	p := v.p
	showDate(v.date, p.AsOf.Text)
	v.statement.SetFault(p.Statement.Fault)
	text, tone := p.Verdict()
	if text != "" && (v.verdict.Text != text || v.verdict.Tone != kit.Tone(tone)) {
		v.verdict.Set(kit.Tone(tone), text)
	}
	again := setVisible(v.verdict, text != "")
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
		again = true
	}
	remarks := strings.Join(p.Remarks(), "\n")
	if v.remarks.Text != remarks {
		v.remarks.SetText(remarks)
		again = true
	}
	again = setVisible(v.remarks, remarks != "") || again
	v.clear.SetEnabled(!p.Clearing && len(p.Items.Selection()) > 0)
	if again {
		v.root.Refresh()
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
