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
)

// invoiceView draws an issued invoice: its page, and beside it what became of
// it and why each line is what it is.
type invoiceView struct {
	w *Window
	b *present.Billing
	p *present.InvoicePage

	root    *fyne.Container
	side    *fyne.Container
	title   *kit.Label
	status  *kit.Pill
	figures *figureRow
	story   *kit.Label
	why     *kit.Label
	whyHead *kit.Label
	view    *PageView
	acts    commandButtons
	shown   *bill.Invoice
}

func newInvoiceView(w *Window, b *present.Billing, p *present.InvoicePage) *invoiceView {
	v := &invoiceView{w: w, b: b, p: p, acts: commandButtons{}, figures: newFigureRow(true)}
	back := kit.ID("invoice.back", kit.NewIconButton(theme.NavigateBackIcon(), "Back to the invoices (Esc)", func() { w.escape() }))
	v.title, v.status = kit.ID("invoice.title", kit.NewSubheading("")), kit.ID("invoice.status", kit.NewPill("", kit.Neutral))
	v.title.MinWidth = 120
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, back, v.title, v.status,
		v.acts.add(w, "invoice.write", "Write files", theme.DocumentSaveIcon(), false), v.acts.add(w, "invoice.send", "Mark as sent", theme.MailSendIcon(), false),
		v.acts.add(w, "invoice.credit", "Credit", nil, false), v.acts.add(w, "invoice.void", "Void", nil, false),
		v.acts.add(w, "invoice.trust", "Pay from trust", nil, false), v.acts.add(w, "invoice.pay", "Enter a payment", nil, true))
	v.view = NewPageView("invoice.page")
	v.view.OnLine = func(ref paper.Ref, _ bool) {
		if ref.Part == paper.PartFees || ref.Part == paper.PartExpenses {
			p.AskWhy(ref.Line)
		}
	}
	v.story, v.why = kit.ID("invoice.story", kit.NewProse("")), kit.ID("invoice.why", kit.NewProse(""))
	v.whyHead = kit.NewSubheading("")
	v.side = kit.VBox(10, v.figures.box, kit.NewSubheading("What became of it"), v.story, v.whyHead, v.why, Space(1, 1))
	scroll := container.NewVScroll(Pad(2, 6, 2, 10, v.side))
	scroll.SetMinSize(fyne.NewSize(200, 120))
	v.root = Column(8, head, kit.NewSplit(v.view.Object(), scroll, 330, true))
	return v
}

func (v *invoiceView) draw() {
	p := v.p
	v.title.SetText(p.Title())
	if s := p.Status(); s.Text != v.status.Text {
		v.status.Set(s.Text, kit.Tone(s.Tone))
	}
	again := v.figures.draw(p.Figures())
	before := v.story.Text + v.why.Text
	v.story.SetText(strings.Join(p.Story(), "\n"))
	if p.Line == 0 {
		v.whyHead.SetText("Why?")
		v.why.SetText("Click a line of the page to see who did the work, which rule gave its rate, and who changed it.")
	} else {
		v.whyHead.SetText("Why line " + itoa(p.Line) + "?")
		v.why.SetText(strings.Join(p.Why, "\n"))
	}
	v.acts.draw(v.b.Commands())
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
		v.view.Mark(ref, false)
	}
	if again || before != v.story.Text+v.why.Text {
		v.side.Refresh()
	}
}
