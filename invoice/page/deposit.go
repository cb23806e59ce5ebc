package page

import (
	"fmt"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/money"
)

// DepositSlip arranges the slip that goes to the bank with a deposit: cash first,
// then a line a check, the totals of both and of all. A deposit that is not
// closed yet is marked as a draft.
func DepositSlip(d bill.DepositSlip, style Style) Doc {
	title := fmt.Sprintf("Deposit %d", d.No)
	s := newSheet(style, title, d.Firm.Name, d.Account, d.Date, d.Currency, false)
	p := &depositPaper{sheet: s, d: d}
	p.letterhead()
	p.items()
	p.totals()
	p.signature()
	if d.Draft {
		s.mark("DRAFT")
	}
	p.ref = Ref{Part: PartFoot}
	p.feet(p.joined([]string{d.Firm.Name, title, d.Account, d.Date.Long()}))
	return *p.doc
}

type depositPaper struct {
	*sheet
	d bill.DepositSlip
}

func (p *depositPaper) letterhead() {
	p.firmHead(p.d.Firm)
	keys := []key{{"Deposit no.", fmt.Sprint(p.d.No)}, {"Date", p.d.Date.Long()}, {"Currency", string(p.d.Currency)}, {"Note", p.d.Note}}
	right := p.keyBox("Deposit slip", keys)
	p.ref = Ref{Part: PartClient}
	y := p.top + 78
	p.text(p.left, y, Regular, sizeLabel, grey, "To the credit of")
	account := p.d.Account
	if account == "" {
		account = p.d.Firm.Name
	}
	y = p.lines(p.left, y+6, Bold, 10, 13, ink, p.few(4, p.wrap(Bold, 10, windowWide, oneLine(account))))
	p.y = max(y, right, 190)
}

func (p *depositPaper) kind(cash bool) (lines []int, sum money.Amount) {
	for i, l := range p.d.Items {
		if (l.Method == bill.ByCash) == cash {
			lines, sum = append(lines, i), sum+l.Amount
		}
	}
	return lines, sum
}

func (p *depositPaper) items() {
	refs, dates, amounts := p.natural("Check no."), p.natural("Received"), float64(wideAmount)
	for _, l := range p.d.Items {
		refs, dates = max(refs, p.natural(l.Reference)), max(dates, p.natural(l.Received.Short()))
		amounts = max(amounts, p.natural(p.amount(l.Amount)))
	}
	for _, cash := range []bool{true, false} {
		list, sum := p.kind(cash)
		if len(list) == 0 {
			continue
		}
		name, label := "Checks", "Check no."
		if cash {
			name, label = "Cash", "Receipt"
		}
		g := p.newGrid(name, PartTable, []column{{label: "Received", want: dates}, {label: "From", flex: 2}, {label: "For clients", flex: 1}, {label: label, want: min(refs, 110)},
			{label: "Amount", right: true, want: amounts}})
		g.start(2 * (leadBody + 2*padRow))
		for n, i := range list {
			l := p.d.Items[i]
			ref := Ref{Part: PartTable, Line: i + 1}
			p.ref = ref
			from := l.From
			if !cash && l.Method != bill.ByCheck {
				from += " (" + string(l.Method) + ")"
			}
			g.row(ref, []cell{g.txt(0, l.Received.Short()), g.txt(1, from), g.txt(2, strings.Join(l.Clients, ", ")), g.txt(3, l.Reference), g.fig(p.amount(l.Amount))}, keepLast(n, len(list), sumHigh))
		}
		word := fmt.Sprintf("%d checks", len(list))
		switch {
		case cash:
			word = "Cash"
		case len(list) == 1:
			word = "1 check"
		}
		p.ref = Ref{Part: PartTable}
		g.sum(p.ref, word, Bold, map[int]string{4: p.amount(sum)})
	}
	if len(p.d.Items) == 0 {
		p.ref = Ref{Part: PartTable}
		p.heading("Receipts", 16)
		p.text(p.left, p.y+9, Regular, sizeBody, grey, "Nothing is in this deposit yet.")
		p.y += 14
	}
}

func (p *depositPaper) totals() {
	p.ref = Ref{Part: PartSummary}
	p.y += 18
	p.room(46)
	p.rule(p.left, p.right, p.y, 1.4, p.st.Accent)
	p.row(p.left, p.right, p.y+18, Bold, 13, p.st.Accent, "Total deposit", p.money(p.d.Total))
	p.y += 28
	if diff := p.d.Difference(); p.d.Draft && p.d.Expected != 0 && diff != 0 {
		label := "Missing to the counted total"
		if diff < 0 {
			label = "More than the counted total"
		}
		p.row(p.left, p.right, p.y+10, Regular, sizeBody, grey, label, p.amount(diff.Abs()))
		p.y += 16
	}
	p.rule(p.left, p.right, p.y, 0.35, hairline)
}

func (p *depositPaper) signature() {
	p.ref = Ref{Part: PartReview}
	p.y += 46
	p.room(20)
	half := p.width() / 2
	for i, label := range []string{"Prepared by", "Received by the bank"} {
		x := p.left + float64(i)*half
		p.rule(x, x+half-24, p.y, 0.7, midline)
		p.text(x, p.y+9, Regular, sizeLabel, grey, label)
	}
	p.y += 14
}
