package page

import (
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// Proof arranges the three-way reconciliation of a trust account: bank, journal
// and clients' ledgers, how they compare, what a reviewer should see though they
// agree, and the two signatures. None of its parts is left out when it is empty.
func Proof(p trust.ProofPaper, style Style) Doc {
	title := fmt.Sprintf("Three-way reconciliation of %s as of %s", p.Code, p.AsOf.Long())
	s := newSheet(style, title, p.Firm, p.Status, p.AsOf, p.Currency, false)
	s.left, s.right = 48, s.doc.Width-48
	r := &proofPaper{sheet: s, p: p}
	r.head()
	r.verdict()
	r.bank()
	r.journal()
	r.ledgers()
	r.comparison()
	r.list("E  What a reviewer should see", p.Exceptions, "Nothing was found.")
	if len(p.Clues) > 0 {
		r.list("What makes the difference", p.Clues, "")
	}
	r.attachments()
	r.certification()
	switch {
	case p.Superseded != "":
		r.mark("SUPERSEDED")
	case p.Number == 0:
		r.mark("DRAFT")
	}
	s.ref = Ref{Part: PartFoot}
	foot := []string{p.Firm, "Reconciliation of " + p.Code + " as of " + p.AsOf.Long()}
	if len(p.Hash) >= 16 {
		foot = append(foot, "figures "+p.Hash[:16])
	}
	s.feet(s.joined(foot))
	return *s.doc
}

type proofPaper struct {
	*sheet
	p trust.ProofPaper
}

func (r *proofPaper) head() {
	p := r.p
	r.ref = Ref{Part: PartFirm}
	r.text(r.left, r.y+2, Regular, sizeBody, grey, r.clip(Regular, sizeBody, r.width(), r.joined(append([]string{p.Firm}, p.Address...))))
	r.y += 8
	r.ref = Ref{Part: PartTable}
	r.y = r.lines(r.left, r.y, Bold, 17, 21, r.st.Accent, r.wrap(Bold, 17, r.width(), "Three-way reconciliation"))
	class := "Pooled trust account"
	if p.Kind == trust.Separate {
		class = "Separate trust account of one client"
	}
	account := p.Title
	if p.Bank != "" {
		account += ", " + p.Bank
	}
	if p.Last4 != "" {
		account += ", number ending in " + p.Last4
	}
	r.y = r.lines(r.left, r.y+1, Regular, 9.5, 13, ink, r.wrap(Regular, 9.5, r.width(), oneLine(account)))
	r.y += 4
	r.rule(r.left, r.right, r.y, 1.4, r.st.Accent)
	r.y += 6
	number := "draft, not signed"
	if p.Number > 0 {
		number = fmt.Sprintf("%s-%d", p.Code, p.Number)
	}
	profile := p.Profile
	if profile != "" {
		profile += " (a preset; check with your bar)"
	}
	r.pairs([]key{{"As of", p.AsOf.Long()}, {"Period", span(p.From, p.AsOf)}, {"Report", number}, {"Account", p.Code + ", " + class}, {"Rules", profile}, {"Currency", string(p.Currency)},
		{"Prepared", signed(p.PreparedBy, p.PreparedOn)}, {"Reviewed", signed(p.ReviewedBy, p.ReviewedOn)}})
	if p.Superseded != "" {
		r.y += 4
		r.paragraph(r.left, r.width(), Bold, 9, 12, ink, p.Superseded)
	}
}

func signed(name string, on cal.Date) string {
	if name == "" {
		return "not yet"
	}
	return name + ", " + on.Long()
}

// pairs writes facts in two columns.
func (r *proofPaper) pairs(keys []key) {
	const label = 58
	half := (r.width() - 20) / 2
	n := 0
	for _, k := range keys {
		if k.value == "" {
			continue
		}
		x := r.left + float64(n%2)*(half+20)
		r.text(x, r.y+11, Regular, sizeLabel+0.5, grey, k.label)
		r.text(x+label, r.y+11, Regular, sizeBody, ink, r.clip(Regular, sizeBody, half-label, oneLine(r.clean(k.value))))
		if n++; n%2 == 0 {
			r.y += 13
		}
	}
	if n%2 == 1 {
		r.y += 13
	}
}

// verdict says in one line, with the three figures, whether they agree.
func (r *proofPaper) verdict() {
	p := r.p
	high := 46.0
	r.y += 10
	r.room(high)
	r.fill(r.left, r.y, r.width(), high, tint)
	r.rule(r.left, r.right, r.y, 1.4, r.st.Accent)
	r.text(r.left+12, r.y+28, Bold, r.fit(Bold, 15, r.width()*0.42, p.Status), r.st.Accent, p.Status)
	third := r.width() * 0.52 / 3
	for i, f := range []key{{"Adjusted bank", r.amount(p.Adjusted)}, {"Journal", r.amount(p.Journal)}, {"Clients' ledgers", r.amount(p.LedgersTotal)}} {
		x := r.right - 12 - third*float64(2-i)
		r.textRight(x, r.y+17, Regular, sizeLabel, grey, f.label)
		r.figure(x, r.y+33, third-8, Bold, 11, ink, f.value)
	}
	r.y += high
	if p.Explanation != "" {
		r.y += 6
		r.paragraph(r.left, r.width(), Regular, sizeBody, leadBody, ink, "Explanation: "+p.Explanation)
	}
}

func (r *proofPaper) bank() {
	p := r.p
	cols := []column{{label: "Date", want: r.natural("28 May 2026", p.AsOf.Short())}, {label: "Item", flex: 1}, {label: "Reference", want: 62}, {label: "Matter", want: 62},
		{label: "Days", right: true, want: 24}, {label: "Amount", right: true, want: max(r.natural(r.amount(p.Statement), r.amount(p.Adjusted)), 62)}}
	g := r.newGrid("A  Bank", PartTable, cols)
	g.start(3 * leadBody)
	ref := Ref{Part: PartTable}
	line := func(label string, a money.Amount, face Face) {
		g.row(ref, []cell{nil, g.styled(1, label, face, ink), nil, nil, nil, g.figFace(r.amount(a), face, ink)}, 0)
	}
	line("Closing balance on the statement of "+p.AsOf.Long(), p.Statement, Bold)
	part := func(word, none string, items []trust.PaperItem, sign money.Amount) {
		if len(items) == 0 {
			g.row(ref, []cell{nil, g.styled(1, none, Regular, grey), nil, nil, nil, g.figFace("none", Regular, grey)}, 0)
			return
		}
		var sum money.Amount
		for _, it := range items {
			sum += it.Amount
			text := word + it.Party
			g.row(ref, []cell{g.txt(0, it.Date.Short()), g.txt(1, text), g.txt(2, it.Reference), g.txt(3, it.Matter), g.fig(fmt.Sprint(it.Days)), g.fig(r.amount(sign * it.Amount))}, sumHigh)
		}
		g.sum(ref, fmt.Sprintf("%s (%d)", strings.TrimRight(none, "."), len(items)), Bold, map[int]string{5: r.amount(sign * sum)})
	}
	part("In transit: ", "Deposits in transit", p.InTransit, 1)
	part("Outstanding: ", "Outstanding checks and transfers", p.Outstanding, -1)
	if len(p.BankErrors) == 0 {
		g.row(ref, []cell{nil, g.styled(1, "Slips of the bank to be corrected by it", Regular, grey), nil, nil, nil, g.figFace("none", Regular, grey)}, 0)
	}
	for _, e := range p.BankErrors {
		g.row(ref, []cell{g.txt(0, e.ReportedOn.Short()), g.txt(1, "Slip of the bank: "+e.Text), nil, nil, g.fig(fmt.Sprint(p.AsOf.Sub(e.ReportedOn))), g.fig(r.amount(e.Amount))}, 0)
	}
	g.sum(ref, "Adjusted bank balance", Bold, map[int]string{5: r.amount(p.Adjusted)})
	if len(p.NotInBooks) > 0 {
		r.y += 4
		r.paragraph(r.left, r.width(), Bold, sizeBody, leadBody, ink, fmt.Sprintf("At the bank, and not in the books: %d items, which are part of the statement's balance.", len(p.NotInBooks)))
		for _, it := range p.NotInBooks {
			g.row(ref, []cell{g.txt(0, it.Date.Short()), g.txt(1, it.Party), g.txt(2, it.Reference), nil, g.fig(fmt.Sprint(it.Days)), g.fig(r.amount(it.Amount))}, 0)
		}
	}
}

func (r *proofPaper) journal() {
	p := r.p
	g := r.newGrid("B  Journal", PartTable, []column{{label: "", flex: 1}, {label: "Amount", right: true, want: max(r.natural(r.amount(p.Journal), r.amount(p.Receipts)), 62)}})
	g.start(3 * leadBody)
	ref := Ref{Part: PartTable}
	g.row(ref, []cell{g.txt(0, "Balance before "+p.From.Long()), g.fig(r.amount(p.Opening))}, 0)
	g.row(ref, []cell{g.txt(0, fmt.Sprintf("Received, %d entries", p.ReceiptCount)), g.fig(r.amount(p.Receipts))}, 0)
	g.row(ref, []cell{g.txt(0, fmt.Sprintf("Paid out, %d entries", p.PaymentCount)), g.fig(r.amount(-p.Payments))}, 0)
	g.row(ref, []cell{g.styled(0, "of which voids and reversals, net", Regular, grey), g.figFace(r.amount(p.Undone), Regular, grey)}, sumHigh)
	g.sum(ref, "Journal balance on "+p.AsOf.Long(), Bold, map[int]string{1: r.amount(p.Journal)})
}

func (r *proofPaper) ledgers() {
	p := r.p
	w := 52.0
	for _, l := range append(p.Ledgers, trust.PaperLedger{Opening: p.Opening, In: p.Receipts, Out: p.Payments, Closing: p.LedgersTotal, Held: p.Held}) {
		w = max(w, r.natural(r.amount(l.Opening), r.amount(l.In), r.amount(l.Out), r.amount(l.Closing), r.amount(l.Lowest)))
	}
	cols := []column{{label: "Client and matter", flex: 1}}
	for _, label := range []string{"Opening", "In", "Out", "Closing", "Lowest", "Held"} {
		cols = append(cols, column{label: label, right: true, want: w})
	}
	g := r.newGrid("C  Clients' ledgers", PartTable, cols)
	g.start(3 * leadBody)
	ref := Ref{Part: PartTable}
	var sum trust.PaperLedger
	for i, l := range p.Ledgers {
		c := g.txt(0, l.Client)
		if l.Matter != "" {
			note := l.Matter + ", " + l.Name
			if l.Responsible != "" {
				note += ", " + l.Responsible
			}
			c = g.note(c, 0, note+", last entry "+l.Last.Short())
		}
		sum.Opening, sum.In, sum.Out, sum.Closing = sum.Opening+l.Opening, sum.In+l.In, sum.Out+l.Out, sum.Closing+l.Closing
		g.row(ref, []cell{c, g.fig(r.amount(l.Opening)), g.fig(r.amount(l.In)), g.fig(r.amount(l.Out)), g.figFace(r.amount(l.Closing), Bold, ink), g.fig(r.amount(l.Lowest)), g.fig(r.amount(l.Held))},
			keepLast(i, len(p.Ledgers), sumHigh))
	}
	g.sum(ref, "Sum of ledgers", Bold, map[int]string{1: r.amount(sum.Opening), 2: r.amount(sum.In), 3: r.amount(sum.Out), 4: r.amount(p.LedgersTotal), 6: r.amount(p.Held)})
}

func (r *proofPaper) comparison() {
	p := r.p
	g := r.newGrid("D  Comparison", PartTable, []column{{label: "", flex: 1}, {label: "Difference", right: true, want: 70}})
	g.start(3 * leadBody)
	ref := Ref{Part: PartTable}
	g.row(ref, []cell{g.txt(0, "Adjusted bank balance less journal"), g.fig(r.amount(p.Adjusted - p.Journal))}, 2*leadBody)
	g.row(ref, []cell{g.txt(0, "Journal less clients' ledgers"), g.fig(r.amount(p.Journal - p.LedgersTotal))}, leadBody)
	g.row(ref, []cell{g.txt(0, "Adjusted bank balance less clients' ledgers"), g.fig(r.amount(p.Adjusted - p.LedgersTotal))}, 0)
}

// list writes sentences, or that there are none.
func (r *proofPaper) list(title string, texts []string, none string) {
	r.ref = Ref{Part: PartTable}
	r.heading(title, 2*leadBody)
	if len(texts) == 0 {
		r.text(r.left, r.y+9, Regular, sizeBody, grey, none)
		r.y += 14
		return
	}
	for _, t := range texts {
		r.room(leadBody)
		r.text(r.left, r.y+baseline(sizeBody, leadBody), Regular, sizeBody, grey, "–")
		r.paragraph(r.left+10, r.width()-10, Regular, sizeBody, leadBody, ink, t)
		r.y += 2
	}
}

func (r *proofPaper) attachments() {
	r.ref = Ref{Part: PartTable}
	r.heading("F  Files of the bank", leadBody)
	if len(r.p.Attachments) == 0 {
		r.text(r.left, r.y+9, Regular, sizeBody, grey, "No file of the bank was imported for the period; attach the paper statement.")
		r.y += 14
		return
	}
	for _, a := range r.p.Attachments {
		r.paragraph(r.left, r.width(), Regular, sizeBody, leadBody, ink, a.Name)
		r.paragraph(r.left, r.width(), Regular, sizeLabel, leadTiny, grey, "SHA-256 "+a.SHA256)
		r.y += 2
	}
}

// certification is what the two people sign.
func (r *proofPaper) certification() {
	const high = 92
	r.ref = Ref{Part: PartTable}
	r.heading("G  Certification", high)
	r.paragraph(r.left, r.width(), Regular, sizeBody, leadBody, ink, "I have compared the bank's statement, the journal and the clients' ledgers for the period, and looked at each item named above.")
	r.y += 26
	half := (r.width() - 30) / 2
	for i, who := range []struct {
		label, name string
		on          cal.Date
	}{{"Prepared by", r.p.PreparedBy, r.p.PreparedOn}, {"Reviewed by", r.p.ReviewedBy, r.p.ReviewedOn}} {
		x := r.left + float64(i)*(half+30)
		r.rule(x, x+half, r.y, 0.6, midline)
		r.text(x, r.y+10, Regular, sizeLabel, grey, who.label)
		r.textRight(x+half, r.y+10, Regular, sizeLabel, grey, "Signature and date")
		if who.name != "" {
			r.text(x, r.y-5, Regular, 9.5, ink, r.clip(Regular, 9.5, half-90, r.clean(who.name)))
			r.textRight(x+half, r.y-5, Regular, sizeBody, ink, who.on.Long())
		}
	}
	r.y += 16
}
