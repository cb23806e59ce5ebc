package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/bill"
	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// invoiceView draws an issued invoice: its page, and beside it what became of
// it, its lines with the reason of each, and its papers.
type invoiceView struct {
	w *Window
	v *present.Invoices
	p *present.InvoicePage

	root    *fyne.Container
	split   *kit.Split
	title   *kit.Label
	place   *kit.Label
	status  *kit.Pill
	figures *figureRow
	tabs    *kit.Tabs
	view    *PageView
	acts    commandButtons
	shown   *bill.Invoice
	card    *fyne.Container

	parts   map[string]fyne.CanvasObject
	history *Table
	event   *kit.Label
	lines   *Table
	whyHead *kit.Label
	why     *kit.Label
	papers  *Table
	hash    *kit.Label
}

func newInvoiceView(w *Window, s *present.Invoices, p *present.InvoicePage) *invoiceView {
	v := &invoiceView{w: w, v: s, p: p, acts: commandButtons{}, figures: newFigureRow(true)}
	back := kit.ID("invoice.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the invoices (Esc)"), func() { w.escape() }))
	v.title, v.status = kit.ID("invoice.title", kit.NewSubheading("")), kit.ID("invoice.status", kit.NewPill("", kit.Neutral))
	v.title.MinWidth = 120
	v.place = kit.NewCaption("")
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, v.title, v.status, v.place,
		kit.ID("invoice.previous", kit.NewIconButton(theme.MenuDropUpIcon(), words.L("The invoice before (Alt+Up)"), func() { s.Next(-1) })),
		kit.ID("invoice.next", kit.NewIconButton(theme.MenuDropDownIcon(), words.L("The next invoice (Alt+Down)"), func() { s.Next(1) })),
		v.acts.add(w, "invoice.pay", words.L("Enter a payment"), nil, true))
	bar := newRow(&rowLayout{gap: 4, grow: -1, centre: true},
		v.acts.add(w, "invoice.send", words.L("Mark as sent"), theme.MailSendIcon(), false), v.acts.add(w, "invoice.write", words.L("Write files"), theme.DocumentSaveIcon(), false),
		v.acts.add(w, "invoice.reprint", words.L("Kept PDF"), theme.DocumentIcon(), false), v.acts.add(w, "invoice.print", words.L("Print"), theme.DocumentPrintIcon(), false),
		v.acts.add(w, "invoice.trust", words.L("Pay from trust"), nil, false), v.acts.add(w, "invoice.credit", words.L("Credit"), nil, false),
		v.acts.add(w, "invoice.writeoff", words.L("Write off"), nil, false), v.acts.add(w, "invoice.void", words.L("Void"), nil, false))
	v.view = NewPageView("invoice.page")
	v.view.OnLine = func(ref paper.Ref, _ bool) {
		if ref.Part == paper.PartFees || ref.Part == paper.PartExpenses {
			p.AskWhy(ref.Line)
		} else if ref.Part == paper.PartSummary {
			p.AskWhy(0)
		}
	}
	v.tabs = kit.ID("invoice.tabs", kit.NewTabs([]kit.Tab{{ID: present.InvoiceHistory, Text: words.L("History")}, {ID: present.InvoiceLines, Text: words.L("Lines and why")},
		{ID: present.InvoicePapers, Text: words.L("Papers")}}, p.SetTab))
	v.parts = map[string]fyne.CanvasObject{present.InvoiceHistory: v.historyPart(), present.InvoiceLines: v.linesPart(), present.InvoicePapers: v.papersPart()}
	stack := container.NewStack()
	for _, tab := range []string{present.InvoiceHistory, present.InvoiceLines, present.InvoicePapers} {
		v.parts[tab].Hide()
		stack.Add(v.parts[tab])
	}
	v.card = Column(8, v.figures.box, v.tabs, stack)
	v.split = kit.NewSplit(v.view.Object(), Pad(2, 6, 6, 2, v.card), 440, true)
	v.root = Column(6, head, bar, v.split)
	return v
}

func (v *invoiceView) historyPart() fyne.CanvasObject {
	v.history = v.w.NewTable("invoice.history", &v.p.History)
	v.history.MinRows = 3
	v.event = kit.ID("invoice.event", kit.NewProse(""))
	return kit.NewSplitDown(v.history, proseScroll(v.event), 92, true)
}

func (v *invoiceView) linesPart() fyne.CanvasObject {
	v.lines = v.w.NewTable("invoice.lines", &v.p.Lines)
	v.lines.MinRows = 3
	v.whyHead, v.why = kit.NewSubheading(""), kit.ID("invoice.why", kit.NewProse(""))
	total := kit.ID("invoice.why.total", kit.NewQuiet(words.L("Why this total?"), nil, func() { v.p.AskWhy(0) }))
	total.Small = true
	return kit.NewSplitDown(v.lines, proseScroll(newRow(&rowLayout{gap: 8, grow: 0, centre: true}, v.whyHead, total), v.why), 190, true)
}

func (v *invoiceView) papersPart() fyne.CanvasObject {
	p := v.p
	v.papers = v.w.NewTable("invoice.papers", &p.Papers)
	v.papers.MinRows = 3
	v.papers.OnActivate = func(int, int64) { p.OpenPaper(p.PaperFormat()) }
	v.hash = kit.ID("invoice.hash", kit.NewProse(""))
	button := func(id, text string, icon fyne.Resource, do func(format string)) fyne.CanvasObject {
		b := kit.NewQuiet(text, icon, func() { do(p.PaperFormat()) })
		b.Small = true
		return kit.ID("invoice.paper."+id, b)
	}
	bar := newRow(&rowLayout{gap: 4, grow: -1, centre: true}, button("open", words.Sense("Open", "act"), theme.DocumentIcon(), p.OpenPaper), button("save", words.L("Save as"), theme.DocumentSaveIcon(), p.SavePaper),
		button("print", words.L("Print"), theme.DocumentPrintIcon(), p.PrintPaper))
	return Column(6, bar, kit.NewSplitDown(v.papers, proseScroll(v.hash), 120, true))
}

// proseScroll is text that scrolls when there is more than fits.
func proseScroll(objects ...fyne.CanvasObject) fyne.CanvasObject {
	s := container.NewVScroll(Pad(6, 6, 2, 8, kit.VBox(6, objects...)))
	s.SetMinSize(fyne.NewSize(160, 60))
	return s
}

// squeeze gives the page the room a form beside it leaves.
func (v *invoiceView) squeeze(narrow bool) {
	size := float32(440)
	if narrow {
		size = 300
	}
	if v.split.PaneSize() != size {
		v.split.SetSize(size)
	}
}

func (v *invoiceView) first() fyne.Focusable {
	switch v.p.Tab {
	case present.InvoiceLines:
		return v.lines
	case present.InvoicePapers:
		return v.papers
	}
	return v.history
}

func (v *invoiceView) draw() {
	p := v.p
	v.title.SetText(p.Title())
	v.place.SetText(p.Place())
	if s := p.Status(); s.Text != v.status.Text {
		v.status.Set(s.Text, kit.Tone(s.Tone))
	}
	again := v.figures.draw(p.Figures())
	if v.tabs.Selected() != p.Tab {
		v.tabs.SetSelected(p.Tab)
	}
	for tab, o := range v.parts {
		again = setVisible(o, tab == p.Tab) || again
	}
	v.event.SetText(p.Event())
	v.whyHead.SetText(p.WhyTitle())
	v.why.SetText(strings.Join(p.Why, "\n"))
	v.hash.SetText(p.Fingerprint())
	v.acts.draw(v.v.Commands())
	if p.Invoice != nil && p.Invoice != v.shown {
		v.shown = p.Invoice
		v.view.Show(paper.Invoice(*p.Invoice, paper.Style{}))
	}
	if v.shown != nil {
		ref := paper.Ref{}
		for _, l := range v.shown.Lines {
			if l.No == p.Line {
				ref = lineRef(l)
			}
		}
		v.view.Mark(ref, true)
	}
	if again {
		v.card.Refresh()
	}
}
