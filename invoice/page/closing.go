package page

import (
	"strings"

	"matterbook/app/bill"
)

// closing is the last part: how to pay, the terms, and the slip to tear off at
// the foot of the page. They move to a new page together when they do not fit.
func (p *invoicePaper) closing() {
	f := p.inv.Paper.Firm
	pay, terms := f.PaymentText, f.TermsText
	if !p.payable() {
		pay = ""
	}
	var rows []slipRow
	if p.payable() && !p.inv.Paper.Show.NoSlip {
		due := max(p.inv.Due(), 0)
		rows = append(rows, slipRow{"Amount due", p.money(due), "Amount enclosed"})
		if tr := p.inv.Paper.Trust; tr != nil && tr.Replenish > 0 {
			// never in one check with the bill: it goes to the trust account
			rows = append(rows, slipRow{"Trust replenishment", p.money(tr.Replenish), "Separate check"})
		}
	}
	p.payAndSlip(f, pay, terms, []key{
		{"Invoice no.", p.inv.Number},
		{"Client–matter", clientMatter(p.inv.Paper.Client.Code, p.inv.Paper.Matter.Code)},
		{"Client", p.inv.Paper.Client.Name},
		{"Date", p.inv.Date.Long()},
		{"Due", p.due()},
	}, rows)
}

// slipRow is an amount asked for with the line to write the amount sent.
type slipRow struct{ label, amount, enclosed string }

func (s *sheet) payAndSlip(f bill.PaperFirm, pay, terms string, keys []key, rows []slipRow) {
	pay, terms = strings.TrimSpace(pay), strings.TrimSpace(terms)
	s.ref = Ref{Part: PartPayment}
	payLines, termLines := 0, 0
	high := 0.0
	if pay != "" {
		payLines = len(s.wrap(Regular, sizeBody, s.width(), pay))
		high += gapPart + headHigh + float64(payLines)*leadBody
	}
	if terms != "" {
		termLines = len(s.wrap(Regular, 7.5, s.width(), terms))
		high += 12 + float64(termLines)*9.5
	}
	slip := s.slipHigh(f, keys, rows)
	if len(rows) == 0 {
		slip = 0
	}
	if page := s.bottom - s.top; high+slip > 0 && high+slip <= page/2 && s.y+high+slip > s.bottom {
		s.newPage()
	}
	if pay != "" {
		s.heading("How to pay", 2*leadBody)
		s.paragraph(s.left, s.width(), Regular, sizeBody, leadBody, ink, pay)
	}
	if terms != "" {
		s.ref = Ref{Part: PartTerms}
		s.y += 12
		s.paragraph(s.left, s.width(), Regular, 7.5, 9.5, grey, terms)
	}
	if len(rows) > 0 {
		s.slip(f, keys, rows)
	}
}

const (
	slipHead = 30.0
	slipRowH = 28.0
	slipKeyW = 78.0
)

func (s *sheet) slipKeys(keys []key) (lines [][]string, high float64) {
	w := s.width()/2 - 10 - slipKeyW
	for _, k := range keys {
		var l []string
		if k.value != "" {
			l = s.few(2, s.wrap(Regular, sizeBody, w, oneLine(k.value)))
			high += float64(len(l)) * leadBody
		}
		lines = append(lines, l)
	}
	return lines, high
}

// slipPayee are the lines of whom the money goes to, the first of them the name.
func (s *sheet) slipPayee(f bill.PaperFirm) (lines []string, names int) {
	w := s.width()/2 - 20
	lines = s.wrap(Bold, 9.5, w, oneLine(f.Name))
	names = len(lines)
	for _, l := range address(f.Address) {
		lines = append(lines, s.wrap(Regular, sizeBody, w, oneLine(l))...)
	}
	return lines, names
}

// slipPayeeMost is how many of its lines make the slip taller: a letter comes
// back by the address on it.
const slipPayeeMost = 8

func (s *sheet) slipHigh(f bill.PaperFirm, keys []key, rows []slipRow) float64 {
	s.ref = Ref{Part: PartSlip}
	_, k := s.slipKeys(keys)
	payee, _ := s.slipPayee(f)
	return slipHead + max(k+6, 66, 11+12*float64(min(len(payee), slipPayeeMost))) + float64(len(rows))*slipRowH + gapPart
}

// slip draws the remittance slip at the foot of the page: whom the money goes
// to, what it pays, and a line to write how much is sent.
func (s *sheet) slip(f bill.PaperFirm, keys []key, rows []slipRow) {
	high := s.slipHigh(f, keys, rows) - gapPart
	s.ref = Ref{Part: PartSlip}
	if s.y+gapPart+high > s.bottom+slack {
		s.newPage()
	}
	top := max(s.bottom-high, s.y+gapPart)
	s.add(Item{Kind: Rule, X: s.left, Y: top, W: s.width(), Thick: 0.7, Dash: true, Color: midline})
	hint := "Please detach and return with your payment"
	w := s.m.Width(Regular, sizeLabel, hint)
	s.text((s.left+s.right-w)/2, top+11, Regular, sizeLabel, grey, hint)

	y := top + slipHead - 6
	s.text(s.left, y+8, Regular, sizeLabel, grey, "Payable to")
	half := s.left + s.width()/2
	py := y + 13
	room := int((max(s.bottom-float64(len(rows))*slipRowH-py, 24)) / 12)
	lines, names := s.slipPayee(f)
	if len(lines) > room {
		lines = lines[:room] // the letterhead has it in full
	}
	for i, l := range lines {
		if i < names {
			s.text(s.left, py+9, Bold, 9.5, ink, l)
		} else {
			s.text(s.left, py+9, Regular, sizeBody, ink, l)
		}
		py += 12
	}

	wrapped, _ := s.slipKeys(keys)
	ky := y
	for i, k := range keys {
		if k.value == "" {
			continue
		}
		s.text(half, ky+baseline(sizeBody, leadBody), Regular, sizeBody-0.5, grey, k.label)
		ky = s.lines(half+slipKeyW, ky, Regular, sizeBody, leadBody, ink, wrapped[i])
	}

	ry := s.bottom - float64(len(rows))*slipRowH
	for _, r := range rows {
		s.rule(s.left, s.right, ry, 0.35, hairline)
		base := ry + 18
		w := s.text(s.left, base, Regular, sizeBody, grey, r.label)
		s.figure(half-24, base, half-24-s.left-w-8, Bold, 13, s.st.Accent, r.amount)
		s.text(half, base, Regular, sizeBody, grey, r.enclosed)
		sign := s.cur.Symbol()
		if !s.m.Has([]rune(sign + " ")[0]) {
			sign = string(s.cur)
		}
		s.text(half+84, base, Regular, 10, ink, sign)
		s.rule(half+84, s.right, base+3.5, 0.7, ink)
		ry += slipRowH
	}
	s.y = s.bottom
}

// noteMargin leaves the reviewer a column to write in on every page.
func (p *invoicePaper) noteMargin() {
	ref := Ref{Part: PartReview}
	x := p.right + 14
	for i := range p.doc.Pages {
		pg := &p.doc.Pages[i]
		pg.Items = append(pg.Items,
			Item{Kind: Rule, X: x, Y: p.top - 12, H: p.bottom - p.top + 12, Thick: 0.4, Color: hairline, Ref: ref},
			Item{Kind: Text, X: x + 6, Y: p.top - 5, W: p.m.Width(Regular, sizeLabel, "Changes"), Text: "Changes", Size: sizeLabel, Color: grey, Ref: ref})
	}
}

// signOff gives the reviewer of a pre-bill the words to choose from.
func (p *invoicePaper) signOff() {
	p.ref = Ref{Part: PartReview}
	const high = 70
	p.heading("Review", high)
	y := p.y + 4
	x := p.left
	for _, choice := range []string{"Bill as drafted", "Bill with the changes marked", "Hold", "See me"} {
		p.rule(x, x+8, y, 0.7, midline)
		p.rule(x, x+8, y+8, 0.7, midline)
		p.add(Item{Kind: Rule, X: x, Y: y, H: 8, Thick: 0.7, Color: midline})
		p.add(Item{Kind: Rule, X: x + 8, Y: y, H: 8, Thick: 0.7, Color: midline})
		x += 13 + p.text(x+13, y+7, Regular, sizeBody, ink, choice) + 18
	}
	y += 42
	third := p.width() / 3
	for i, label := range []string{"Reviewed by", "Signature", "Date"} {
		x := p.left + float64(i)*third
		p.rule(x, x+third-14, y, 0.7, midline)
		p.text(x, y+9, Regular, sizeLabel, grey, label)
	}
	p.y += high
}
