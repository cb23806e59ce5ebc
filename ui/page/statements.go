package page

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/bill"
	"matterbook/app/cal"
	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// statementView draws a client's statement of account or its reminder letter as
// it is printed.
type statementView struct {
	w *Window
	v *present.Receivables
	p *present.StatementPage

	root    *fyne.Container
	title   *kit.Label
	which   *kit.Tabs
	asOf    *kit.DateEntry
	from    *kit.DateEntry
	tone    *kit.Select
	fields  *fyne.Container
	only    [2][]fyne.CanvasObject // what belongs to the statement, to the letter
	figures *figureRow
	view    *PageView
	acts    commandButtons

	shown  *bill.Statement
	letter *bill.Reminder
	as     bool
}

func newStatementView(w *Window, v *present.Receivables, p *present.StatementPage) *statementView {
	s := &statementView{w: w, v: v, p: p, acts: commandButtons{}, figures: newFigureLine()}
	back := kit.ID("statement.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the receivables (Esc)"), func() { w.escape() }))
	s.title = kit.ID("statement.title", kit.NewSubheading(""))
	s.title.MinWidth = 140
	s.which = kit.ID("statement.which", kit.NewSegments([]kit.Tab{{ID: "statement", Text: words.L("Statement")}, {ID: "letter", Text: words.L("Reminder")}}, func(id string) { p.SetLetter(id == "letter") }))
	date := func(id string, set func(cal.Date)) *kit.DateEntry {
		e := kit.ID("statement."+id, kit.NewDateEntry(w.frame.Today, true))
		e.Width = 132
		e.OnValue = func(d cal.Date, filled bool) {
			if !filled {
				d = 0
			}
			set(d)
		}
		return e
	}
	s.asOf, s.from = date("asof", p.SetAsOf), date("from", p.SetFrom)
	s.tone = kit.ID("statement.tone", kit.NewSelect(items(present.Tones()), func(it kit.Item) {
		n, _ := strconv.Atoi(it.ID)
		p.SetLevel(n)
	}))
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, s.title, s.figures.box)
	since, tone := kit.NewCaption(words.L("From")), newRow(&fixedWidth{150}, s.tone)
	s.only = [2][]fyne.CanvasObject{{since, s.from}, {tone}}
	s.fields = newRow(&rowLayout{gap: 8, grow: -1, centre: true}, s.which, kit.NewCaption(words.L("As of")), s.asOf, since, s.from, tone)
	bar := newRow(&rowLayout{gap: 4, grow: 0, centre: true}, s.fields, s.acts.add(w, "statement.open", words.L("Open the PDF"), theme.DocumentIcon(), false),
		s.acts.add(w, "statement.save", words.L("Save"), theme.DocumentSaveIcon(), false), s.acts.add(w, "statement.mail", words.L("Draft a message"), theme.MailComposeIcon(), false),
		s.acts.add(w, "statement.note", words.L("Note it as sent"), theme.ConfirmIcon(), false), s.acts.add(w, "statement.print", words.L("Print"), theme.DocumentPrintIcon(), true))
	s.view = NewPageView("statement.page")
	s.root = Column(8, head, bar, newRow(&atMost{1000}, s.view.Object()))
	return s
}

func (s *statementView) draw() {
	p := s.p
	s.title.SetText(p.Title())
	which := "statement"
	if p.Letter {
		which = "letter"
	}
	if s.which.Selected() != which {
		s.which.SetSelected(which)
	}
	showDate(s.asOf, p.AsOf.String())
	showDate(s.from, p.From.String())
	if id := strconv.Itoa(p.Level); s.tone.SelectedID() != id {
		s.tone.SetSelected(id)
	}
	again := s.figures.draw(p.Figures())
	for i, list := range s.only {
		for _, o := range list {
			again = setVisible(o, p.Letter == (i == 1)) || again
		}
	}
	s.acts.draw(p.Commands())
	if p.Statement != nil && (p.Statement != s.shown || p.Reminder != s.letter || p.Letter != s.as) {
		s.shown, s.letter, s.as = p.Statement, p.Reminder, p.Letter
		switch {
		case !p.Letter:
			s.view.Show(paper.Statement(*p.Statement, paper.Style{}))
		case p.Reminder != nil:
			s.view.Show(paper.Reminder(*p.Reminder, paper.Style{}))
		default:
			s.view.Say(s.w.Symbol("done"), words.L("No reminder"), p.NoLetter)
		}
	}
	if again {
		s.root.Refresh()
	}
}

// atMost keeps its one object from growing beyond a width; it stands in the
// middle of what is left.
type atMost struct{ width float32 }

func (l *atMost) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l *atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(l.width, size.Width)
	objects[0].Move(fyne.NewPos((size.Width-w)/2, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
}
