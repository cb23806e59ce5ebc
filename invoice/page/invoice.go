package page

import (
	"fmt"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Invoice arranges a bill. A draft is marked and worded so that nobody can take
// it for an invoice, a void one is crossed by the word VOID, and neither has a
// remittance slip. What is printed depends only on what was frozen on the day of
// issue: the paper of a bill is the same before and after it is sent.
func Invoice(inv bill.Invoice, st Style) Doc {
	p := newInvoicePaper(inv, st)
	p.letterhead()
	p.summary()
	p.message()
	p.fees()
	p.expenses()
	p.grandTotal()
	p.timekeepers()
	p.tasks()
	p.account()
	p.trust()
	if p.st.Review {
		p.signOff()
	}
	p.closing()
	p.feet(p.footText())
	if p.st.Review {
		p.noteMargin()
	}
	switch {
	case inv.Status == bill.Void:
		p.mark("VOID")
	case inv.Draft:
		p.mark("DRAFT")
	case st.Copy:
		p.mark("COPY")
	}
	return *p.doc
}

// invoicePaper is a bill being arranged.
type invoicePaper struct {
	*sheet
	inv bill.Invoice
}

func newInvoicePaper(inv bill.Invoice, st Style) *invoicePaper {
	title := "Invoice " + inv.Number
	if inv.Draft {
		title = "Draft – not an invoice"
	}
	if inv.Paper.Show.Size == firm.A4 {
		st.Size = A4
	}
	p := &invoicePaper{inv: inv}
	p.sheet = newSheet(st, title, inv.Paper.Firm.Name, inv.Paper.Client.Name+" – "+inv.Paper.Matter.Name, inv.Date, inv.Currency, false)
	if st.Review {
		p.left, p.right = 36, p.doc.Width-96
	}
	return p
}

// payable says that the paper asks for money.
func (p *invoicePaper) payable() bool { return !p.inv.Draft && p.inv.Status != bill.Void }

// clientMatter names client and matter by their codes, the client's only once.
func clientMatter(client, matter string) string {
	switch {
	case matter == "":
		return client
	case client == "" || strings.HasPrefix(matter, client):
		return matter
	}
	return client + " / " + matter
}

func (p *invoicePaper) footText() string {
	p.ref = Ref{Part: PartFoot}
	parts := []string{p.inv.Paper.Show.Foot}
	if parts[0] == "" {
		parts[0] = p.inv.Paper.Firm.Name
	}
	parts = append(parts, clientMatter(p.inv.Paper.Client.Code, p.inv.Paper.Matter.Code))
	if p.inv.Draft {
		parts = append(parts, "Draft – not an invoice")
	} else {
		parts = append(parts, "Invoice "+p.inv.Number)
	}
	return p.joined(parts)
}

// joined puts the parts that are not blank on one line.
func (s *sheet) joined(parts []string) string {
	var out []string
	for _, t := range parts {
		if t = oneLine(s.clean(t)); strings.TrimSpace(t) != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "  ·  ")
}

// firmHead draws the firm's name as its mark and where it is found.
func (s *sheet) firmHead(f bill.PaperFirm) {
	s.ref = Ref{Part: PartFirm}
	const contactWide = 190
	nameWide := s.width() - contactWide - 20

	var contact []string
	for _, t := range append(address(f.Address), s.joined([]string{f.Phone, f.Email}), s.joined([]string{f.Website, taxID(f)})) {
		if t != "" {
			contact = append(contact, s.few(2, s.wrap(Regular, 7.5, contactWide, oneLine(t)))...)
		}
	}
	size, lead := 19.0, 23.0
	name := s.wrap(Bold, size, nameWide, oneLine(f.Name))
	if len(name) > 1 {
		size, lead = 14, 17
		name = s.few(4, s.wrap(Bold, size, nameWide, oneLine(f.Name)))
	}
	y := s.top - 6
	below := s.lines(s.left, y, Bold, size, lead, s.st.Accent, name)
	cy := y + 3
	for _, l := range contact {
		s.textRight(s.right, cy+baseline(7.5, 10), Regular, 7.5, grey, l)
		cy += 10
	}
	s.y = max(below, cy, y+46) + 7
	s.rule(s.left, s.right, s.y, 1.4, s.st.Accent)
}

func taxID(f bill.PaperFirm) string {
	if f.LEDESFirmID == "" {
		return ""
	}
	return "Tax ID " + f.LEDESFirmID
}

// Where the address must stand to show in the window of a US no. 10 envelope
// (7/8 inch from the left, 2.04 to 3.17 inches from the top of the folded sheet).
const (
	windowTop  = 155
	windowWide = 245
)

// addressee draws name and address for the window and returns the lower edge.
func (s *sheet) addressee(label string, c bill.PaperClient) float64 {
	s.ref = Ref{Part: PartClient}
	y := max(s.y+14, windowTop)
	s.text(s.left, y-4, Regular, sizeLabel, grey, label)
	y += 2
	y = s.lines(s.left, y, Bold, 10, 13, ink, s.few(5, s.wrap(Bold, 10, windowWide, oneLine(c.Name))))
	for _, l := range address(c.Address) {
		y = s.lines(s.left, y, Regular, 10, 13, ink, s.few(3, s.wrap(Regular, 10, windowWide, oneLine(l))))
	}
	return y
}

// address leaves the country out where it is the one the letter is posted in.
func address(a firm.Address) []string {
	switch strings.ToUpper(strings.TrimSpace(a.Country)) {
	case "US", "USA", "UNITED STATES":
		a.Country = ""
	}
	return a.Lines()
}

// key is one row of the key box.
type key struct{ label, value string }

// keyBox draws the paper's title and its key figures on the right and returns
// the lower edge.
func (s *sheet) keyBox(title string, keys []key) float64 {
	s.ref = Ref{Part: PartKey}
	const labelWide = 74
	x := s.left + windowWide + 34
	y := s.y + 18
	size := s.fit(Regular, 24, s.right-x, title)
	s.text(x, y+20, Regular, size, s.st.Accent, title)
	y += 34
	for _, k := range keys {
		if k.value == "" {
			continue
		}
		y += 2
		s.text(x, y+baseline(sizeBody, leadBody), Regular, sizeBody-0.5, grey, k.label)
		y = s.lines(x+labelWide, y, Regular, sizeBody, leadBody, ink, s.few(4, s.wrap(Regular, sizeBody, s.right-x-labelWide, oneLine(k.value))))
	}
	return y
}

func (p *invoicePaper) letterhead() {
	inv, paper := p.inv, p.inv.Paper
	p.firmHead(paper.Firm)
	title, number := "Invoice", inv.Number
	switch {
	case inv.Draft && p.st.Review:
		title, number = "Pre-bill", "Draft – not an invoice"
	case inv.Draft:
		title, number = "Draft", "Draft – not an invoice"
	}
	keys := []key{{"Invoice no.", number}, {"Date", inv.Date.Long()}, {"Due", p.due()}}
	if inv.Status == bill.Void {
		void := "Void"
		if !inv.VoidedOn.IsZero() {
			void += " since " + inv.VoidedOn.Long()
		}
		keys = append(keys, key{"State", strings.TrimSuffix(void+": "+inv.VoidReason, ": ")})
	}
	keys = append(keys,
		key{"Period", span(inv.PeriodFrom, inv.PeriodTo)},
		key{"Client–matter", clientMatter(paper.Client.Code, paper.Matter.Code)},
		key{"Attorney", paper.Matter.Responsible},
		key{"Your matter no.", paper.Matter.ClientMatterID},
		key{"Claim no.", paper.Matter.ClaimNo},
		key{"PO no.", paper.Matter.PONumber})
	if inv.Currency != money.USD {
		keys = append(keys, key{"Currency", string(inv.Currency)})
	}
	right := p.keyBox(title, keys)
	left := p.addressee("Bill to", paper.Client)
	p.y = max(left, right, 236)

	p.ref = Ref{Part: PartMatter}
	p.y += 16
	p.paragraph(p.left, p.width(), Bold, 11, 14, ink, re(paper.Matter.Name))
	if paper.Description != "" {
		p.paragraph(p.left, p.width(), Regular, sizeBody, leadBody, grey, oneLine(paper.Description))
	}
}

// re is the subject line; "In re Smith" needs no second "Re".
func re(matter string) string {
	if lower := strings.ToLower(matter); strings.HasPrefix(lower, "in re ") || strings.HasPrefix(lower, "re:") {
		return oneLine(matter)
	}
	return "Re: " + oneLine(matter)
}

func (p *invoicePaper) due() string {
	inv := p.inv
	switch {
	case inv.DueOn.IsZero():
		return ""
	case inv.DueOn <= inv.Date:
		return "On receipt"
	}
	return fmt.Sprintf("%s (%s)", inv.DueOn.Long(), days(inv.DueOn.Sub(inv.Date)))
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// span is a period in words: "June 2 – 17, 2026" where month and year are shared.
func span(from, to cal.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from.IsZero():
		return "to " + to.Long()
	case to.IsZero() || from == to:
		return from.Long()
	case from.Year() == to.Year() && from.Month() == to.Month():
		return fmt.Sprintf("%s – %d, %d", from.Time().Format("January 2"), to.Day(), to.Year())
	case from.Year() == to.Year():
		return fmt.Sprintf("%s – %s", from.Time().Format("January 2"), to.Long())
	}
	return from.Long() + " – " + to.Long()
}

func (p *invoicePaper) message() {
	if p.inv.Paper.Message == "" {
		return
	}
	p.ref = Ref{Part: PartMessage}
	p.y += 16
	p.paragraph(p.left, p.width(), Regular, 9.5, 13.5, ink, p.inv.Paper.Message)
}
