package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// receivablesPage draws the board of receivables with what was said about the
// selected client below it, or a statement or letter in its place.
type receivablesPage struct {
	leftOut  []string // columns that give way to a form
	asOfWord *kit.Label
	*deskLayout
	v      *present.Receivables
	board  *fyne.Container
	asOf   *kit.DateEntry
	by     *kit.Tabs
	search *kit.Entry
	chips  *kit.Chips
	aged   *kit.Label
	grid   *Table
	acts   commandButtons

	title   *kit.Label
	figures *figureRow
	lines   *kit.Label
	notes   *Table
	note    *kit.Label
	card    *fyne.Container

	paper *statementView
}

func newReceivablesPage(w *Window, v *present.Receivables) Page {
	p := &receivablesPage{deskLayout: newDesk(w), v: v, acts: commandButtons{}, figures: newFigureRow(true)}
	p.asOf = kit.ID("receivables.asof", kit.NewDateEntry(w.frame.Today, true))
	p.asOf.Width = 132
	p.asOf.OnValue = func(d cal.Date, filled bool) {
		if filled {
			v.SetAsOf(d)
		}
	}
	p.by = kit.ID("receivables.by", kit.NewSegments(tabs(present.ARGroups), v.SetBy))
	run := p.acts.add(w, "receivables.run", words.L("Statements and reminders"), theme.MailSendIcon(), true)
	run.Small = false
	heading := kit.NewHeading(words.L("Receivables"))
	p.asOfWord = kit.NewCaption(words.L("As of"))
	head := newRow(&rowLayout{gap: 10, grow: 0, centre: true}, heading, p.asOfWord, p.asOf, p.by, run)
	p.search = kit.ID("receivables.search", kit.NewSearch(words.L("Search client, matter, action"), v.SetSearch))
	p.search.Width = 210
	p.chips = kit.ID("receivables.only", kit.NewChips(tabs(present.ARChips), v.SetOnly))
	p.aged = kit.NewCaption("")
	p.aged.Align = fyne.TextAlignTrailing
	bar := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, p.search, p.chips, p.aged)
	p.grid = w.NewTable("receivables.grid", &v.List)
	p.grid.MinRows = 4
	p.grid.OnActivate = func(int, int64) { w.do("receivables.note") }
	p.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("receivables.note", "receivables.done", "receivables.statement", "receivables.pay")
	}
	p.grid.OnRune = func(r rune) bool {
		id, ok := map[rune]string{'n': "receivables.note", 'd': "receivables.done", 's': "receivables.statement", 'p': "receivables.pay"}[[]rune(strings.ToLower(string(r)))[0]]
		if ok {
			w.run.Later(func() { w.do(id) })
		}
		return ok
	}

	p.title = kit.ID("receivables.client", kit.NewSubheading(""))
	p.title.MinWidth = 120
	p.lines = kit.ID("receivables.lines", kit.NewProse(""))
	p.note = kit.NewProse("")
	p.note.Color = kit.ColorMuted
	p.notes = w.NewTable("receivables.notes", &v.Notes)
	p.notes.MinRows = 2
	bar2 := newRow(&rowLayout{gap: 4, grow: 0, centre: true}, p.title, p.acts.add(w, "receivables.note", words.L("Note a contact"), theme.DocumentCreateIcon(), false),
		p.acts.add(w, "receivables.done", words.L("Action done"), theme.ConfirmIcon(), false), p.acts.add(w, "receivables.statement", words.L("Statement"), theme.DocumentIcon(), false),
		p.acts.add(w, "receivables.pay", words.L("Enter a payment"), nil, false), p.acts.add(w, "receivables.texts", words.L("Words of the reminders"), nil, false))
	p.card = Column(8, p.figures.box, p.lines, p.note, Space(1, 1))
	below := Column(6, bar2, kit.NewSplit(p.notes, proseScroll(p.card), 340, true))
	p.board = Column(8, head, bar, kit.NewSplitDown(p.grid, Pad(6, 4, 0, 0, below), 236, true))
	return p
}

// Object implements Page.
func (p *receivablesPage) Object() fyne.CanvasObject { return p.root }

// First implements Page.
func (p *receivablesPage) First() fyne.Focusable {
	if p.v.Paper != nil && p.paper != nil {
		return p.paper.view.sheets
	}
	return p.grid
}

// Do takes the actions that are this page's widgets'.
func (p *receivablesPage) Do(id string) bool {
	switch {
	case id == "save" && p.v.Side != nil:
		p.v.Side.Send()
	case id == "search" && p.v.Paper == nil:
		p.w.win.Canvas().Focus(p.search)
	default:
		return false
	}
	return true
}

// Draw implements Page.
func (p *receivablesPage) Draw() {
	v := p.v
	var main fyne.CanvasObject = p.board
	if v.Paper != nil {
		if p.paper == nil || p.paper.p != v.Paper {
			p.paper = newStatementView(p.w, v, v.Paper)
		}
		p.paper.draw()
		main = p.paper.root
	} else {
		p.drawBoard()
	}
	narrow := (v.Side != nil || v.Outcome != nil) && p.w.win.Canvas().Size().Width <= besideWide
	p.leftOut = leaveOut(p.grid, narrow, p.leftOut, "unapplied", "paid", "contact", "next")
	if setVisible(p.asOfWord, !narrow) {
		p.board.Refresh()
	}
	p.draw(main, v.Side, v.Outcome, p.First)
}

func (p *receivablesPage) drawBoard() {
	v := p.v
	showDate(p.asOf, v.AsOf.String())
	if p.by.Selected() != v.By {
		p.by.SetSelected(v.By)
	}
	if p.search.Text != v.Search.Text {
		p.search.SetText(v.Search.Text)
	}
	p.chips.SetOn(v.Only...)
	for _, c := range present.ARChips {
		p.chips.SetCount(c.Key, v.Counts[c.Key])
	}
	p.aged.SetText(v.AgedWords())
	title, figures, lines := v.Card()
	p.title.SetText(title)
	again := p.figures.draw(figures)
	before := p.lines.Text + p.note.Text
	p.lines.SetText(strings.Join(lines, "\n"))
	p.note.SetText(v.NoteText())
	p.acts.draw(v.Commands())
	if again || before != p.lines.Text+p.note.Text {
		p.card.Refresh()
	}
}
