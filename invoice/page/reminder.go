package page

import (
	"matterbook/app/bill"
	"matterbook/app/money"
)

// Reminder arranges a letter that asks for what is past due: the words, the open
// invoices with their due dates, how to pay, and the slip to tear off.
func Reminder(r bill.Reminder, style Style) Doc {
	s := newSheet(style, r.Subject, r.Firm.Name, r.Client.Name, r.Date, r.Currency, false)
	p := &reminderPaper{sheet: s, r: r}
	p.letterhead()
	p.words()
	p.openItems("Invoices past due", PartAccount, byMatter(r.Open), r.PastDue, true)
	p.closing()
	p.ref = Ref{Part: PartFoot}
	p.feet(p.joined([]string{r.Firm.Name, clientMatter(r.Client.Code, ""), r.Date.Long()}))
	return *p.doc
}

type reminderPaper struct {
	*sheet
	r bill.Reminder
}

func (p *reminderPaper) letterhead() {
	p.firmHead(p.r.Firm)
	keys := []key{{"Date", p.r.Date.Long()}, {"Client", p.r.Client.Code}}
	if p.r.Currency != money.USD {
		keys = append(keys, key{"Currency", string(p.r.Currency)})
	}
	right := p.keyBox("Reminder", keys)
	left := p.addressee("To", p.r.Client)
	p.y = max(left, right, 212)
}

func (p *reminderPaper) words() {
	const size, lead = 10, 14.5
	p.ref = Ref{Part: PartMessage}
	p.y += 14
	p.y = p.lines(p.left, p.y, Bold, 12, 16, p.st.Accent, p.wrap(Bold, 12, p.width(), oneLine(p.r.Subject)))
	for _, t := range p.r.Body {
		p.y += 8
		p.paragraph(p.left, p.width(), Regular, size, lead, ink, t)
	}
	p.y += 14
	p.paragraph(p.left, p.width(), Regular, size, lead, ink, "Sincerely,\n"+p.r.Firm.Name)
	p.y += 4
}

func (p *reminderPaper) closing() {
	p.y += 8
	p.payAndSlip(p.r.Firm, p.r.Firm.PaymentText, "", []key{{"Reminder of", p.r.Date.Long()}, {"Client", p.r.Client.Name}, {"Client no.", p.r.Client.Code}},
		[]slipRow{{"Past due", p.money(p.r.PastDue), "Amount enclosed"}})
}
