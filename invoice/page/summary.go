package page

import (
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/money"
)

// summaryRow is one line of the sum the client reads first.
type summaryRow struct {
	label  string
	amount money.Amount
	strong bool
	ref    Part
}

// summaryTotal is a sum with its name.
type summaryTotal struct{ label, figure string }

// summaryRows lead from the previous balance to the amount due. The balance, the
// fees and the expenses always stand; the rest only where there is something.
func (p *invoicePaper) summaryRows() []summaryRow {
	acc, t := p.inv.Paper.Account, p.inv.Totals
	rows := []summaryRow{{"Previous balance", acc.Previous, false, PartAccount}}
	some := func(label string, a money.Amount, ref Part) {
		if a != 0 {
			rows = append(rows, summaryRow{label, a, false, ref})
		}
	}
	some("Payments received", -acc.Payments, PartAccount)
	some("Credits", -acc.Credits, PartAccount)
	rows = append(rows, summaryRow{"Fees", t.Fees, false, PartFees})
	some("Courtesy discount", -t.Discount, PartDiscount)
	rows = append(rows, summaryRow{"Expenses", t.Expenses(), false, PartExpenses})
	some("Tax", t.Tax, PartSummary)
	some("Interest", t.Interest, PartSummary)
	rows = append(rows, summaryRow{"This " + p.noun(), t.Total, true, PartSummary})
	if tr := p.inv.Paper.Trust; tr != nil {
		some("To be paid from trust", -tr.ToApply, PartTrust)
	}
	return rows
}

func (p *invoicePaper) noun() string {
	if p.inv.Draft {
		return "draft"
	}
	return "invoice"
}

func (p *invoicePaper) summary() {
	due := summaryTotal{p.dueLabel(), p.money(p.inv.Due().Abs())}
	big := due
	switch {
	case p.inv.Status == bill.Void:
		big = summaryTotal{"Due on this invoice", p.money(0)}
	case p.inv.Draft:
		big = summaryTotal{"Total of this draft", p.money(p.inv.Totals.Total)}
	}
	p.box(p.summaryRows(), due, big, p.summaryNotes)
}

// box draws the summary of page one: on the left how the sum comes about, on the
// right the one figure that matters and, under it, what to do about it.
func (s *sheet) box(rows []summaryRow, total, big summaryTotal, notesFor func(width float64) []line) {
	const rowHigh, boxWide, pad, noteLead = 15.5, 196, 14, 10.5
	s.ref = Ref{Part: PartSummary}
	notes := notesFor(boxWide - 2*pad)
	high := max(float64(len(rows))*rowHigh+22, 62+float64(len(notes))*noteLead+pad)
	s.y += 18
	s.room(high)
	top := s.y

	x1 := s.right - boxWide - 26
	s.rule(s.left, x1, top, 0.7, midline)
	y := top
	for _, r := range rows {
		s.ref = Ref{Part: r.ref}
		face := Regular
		if r.strong {
			face = Bold
			s.rule(s.left, x1, y, 0.7, midline)
		}
		s.row(s.left, x1, y+11, face, 9.5, ink, r.label, s.amount(r.amount))
		y += rowHigh
		s.rule(s.left, x1, y, 0.35, hairline)
	}
	s.ref = Ref{Part: PartSummary}
	s.rule(s.left, x1, y, 0.7, midline)
	s.row(s.left, x1, y+14.5, Bold, 10.5, s.st.Accent, total.label, total.figure)
	s.rule(s.left, x1, y+22, 1.4, s.st.Accent)

	x := s.right - boxWide
	s.fill(x, top, boxWide, high, tint)
	s.rule(x, s.right, top, 1.4, s.st.Accent)
	s.text(x+pad, top+20, Regular, sizeBody, grey, big.label)
	s.text(x+pad, top+48, Bold, s.fit(Bold, 27, boxWide-2*pad, big.figure), s.st.Accent, big.figure)
	y = top + 58
	for _, l := range notes {
		s.text(x+pad, y+baseline(8, noteLead), Regular, 8, l.color, l.text)
		y += noteLead
	}
	s.y = top + high
}

func (p *invoicePaper) dueLabel() string {
	switch due := p.inv.Due(); {
	case p.inv.Status == bill.Void:
		return "Due as issued"
	case due < 0:
		return "Credit balance"
	case p.inv.Draft:
		return "Due if billed as drafted"
	}
	return "Total due"
}

// summaryNotes say under the amount what the client is to do.
func (p *invoicePaper) summaryNotes(width float64) []line {
	var out []line
	add := func(color Color, format string, args ...any) {
		for _, l := range p.wrap(Regular, 8, width, fmt.Sprintf(format, args...)) {
			out = append(out, line{text: l, color: color})
		}
	}
	gap := func() {
		if len(out) > 0 {
			out = append(out, line{})
		}
	}
	due, tr := p.inv.Due(), p.inv.Paper.Trust
	switch {
	case p.inv.Status == bill.Void:
		add(ink, "This invoice is void. Nothing is due on it.")
		return out
	case p.inv.Draft:
		add(ink, "Draft – not an invoice. Please do not pay.")
	case due > 0 && p.inv.DueOn > p.inv.Date:
		add(ink, "Please pay by %s.", p.inv.DueOn.Long())
	case due > 0:
		add(ink, "Please pay on receipt.")
	default:
		add(ink, "No payment is needed now.")
	}
	if tr == nil {
		return out
	}
	if tr.ToApply != 0 {
		gap()
		add(grey, "%s will be paid from the money we hold in trust for you, %s.", p.money(tr.ToApply), p.applyWhen(*tr))
	}
	if tr.Replenish > 0 {
		gap()
		add(grey, "Apart from the amount due, we ask you to replenish the trust account with %s; see “Trust account”.", p.money(tr.Replenish))
	}
	return out
}

// applyWhen names the day trust may be drawn by what is known when the bill is
// written: it counts from sending, which comes later.
func (p *invoicePaper) applyWhen(tr bill.PaperTrust) string {
	if tr.ApplyAfter <= 0 {
		return "once this " + p.noun() + " is sent"
	}
	return days(tr.ApplyAfter) + " after this " + p.noun() + " is sent"
}
