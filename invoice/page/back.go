package page

import (
	"fmt"
	"math"

	"matterbook/app/bill"
	"matterbook/app/money"
)

// timekeepers sums up who worked, at what rate. One person at one rate is only
// named: the sum stands above.
func (p *invoicePaper) timekeepers() {
	tks := p.inv.Timekeepers
	t := p.inv.Totals
	free := t.NoChargeHours != 0
	switch {
	case len(tks) == 0, !p.st.Review && (p.inv.Paper.Show.HideHours || p.inv.Paper.Show.HideRates):
		return // what the lines do not show must not stand beneath them
	case len(tks) == 1 && !tks[0].Mixed && !free:
		p.ref = Ref{Part: PartTimekeepers}
		p.y += 4
		text := tks[0].Name
		if class := position(tks[0].Class); class != "" {
			text += ", " + class
		}
		p.paragraph(p.left, p.width(), Regular, sizeBody, leadBody, grey, tks[0].Code+": "+text)
		return
	}
	hours, none, rates := max(wideHours, p.natural(t.Hours.Plain())), p.natural(t.NoChargeHours.Plain()), float64(wideRate)
	fees := max(wideAmount, p.natural(p.amount(t.Fees)))
	names, class := p.natural("Timekeeper"), p.natural("Position")
	for _, k := range tks {
		hours = max(hours, p.natural(k.Hours.Plain()))
		none = max(none, p.natural(k.NoChargeHours.Plain()))
		rates = max(rates, p.natural(p.rate(k)))
		fees = max(fees, p.natural(p.amount(k.Fees)))
		names = max(names, p.natural(k.Code))
		class = max(class, p.natural(position(k.Class)))
	}
	cols := []column{{label: "By", want: min(names, 52)}, {label: "Timekeeper", flex: 1}, {label: "Position", want: min(class, 110)}}
	if free {
		cols = append(cols, column{label: "No charge", right: true, want: none})
	}
	h := len(cols)
	cols = append(cols, column{label: "Hours", right: true, want: hours}, column{label: "Rate", right: true, want: rates}, column{label: "Fees", right: true, want: fees})
	g := p.newGrid("Timekeepers", PartTimekeepers, cols)
	for i, k := range tks {
		cells := make([]cell, len(cols))
		p.ref = Ref{Part: PartTimekeepers}
		cells[0] = g.txt(0, k.Code)
		cells[1] = g.txt(1, k.Name)
		cells[2] = g.txt(2, position(k.Class))
		if free && k.NoChargeHours != 0 {
			cells[3] = g.figFace(k.NoChargeHours.Plain(), Regular, grey)
		}
		cells[h] = g.fig(k.Hours.Plain())
		cells[h+1] = g.fig(p.rate(k))
		cells[h+2] = g.fig(p.amount(k.Fees))
		if i == 0 {
			g.start(max(rowHigh(cells), float64(min(len(tks), 6))*(leadBody+2*padRow)+sumHigh))
		}
		g.row(Ref{Part: PartTimekeepers}, cells, keepLast(i, len(tks), sumHigh))
	}
	sums := map[int]string{h: t.Hours.Plain(), h + 2: p.amount(t.Fees)}
	if free {
		sums[3] = t.NoChargeHours.Plain()
	}
	g.sum(Ref{Part: PartTimekeepers}, "Total", Bold, sums)
}

func keepLast(i, n int, high float64) float64 {
	if i == n-1 {
		return high
	}
	return 0
}

// rate is the one rate of a timekeeper, or the average marked as such.
func (p *invoicePaper) rate(k bill.TimekeeperTotal) string {
	if k.Mixed {
		return "average " + k.Rate.Format()
	}
	return k.Rate.Format()
}

// position spells out the LEDES timekeeper classes that people meet; another
// class is printed as the firm wrote it.
func position(class string) string {
	if word, ok := positions[class]; ok {
		return word
	}
	return class
}

var positions = map[string]string{
	"PARTNR": "Partner", "ASSOC": "Associate", "OFCOUN": "Of counsel", "PARALG": "Paralegal",
	"LGLAST": "Legal assistant", "LGLINT": "Legal intern", "CONSLT": "Consultant", "STFATT": "Staff attorney",
	"TEMPAT": "Contract attorney", "CLKSEC": "Clerk or secretary", "EXPERT": "Expert", "INVSTG": "Investigator",
	"LIBRRN": "Librarian", "TRANSL": "Translator", "TRANEE": "Trainee", "NBOTHR": "Other",
	"PT": "Partner", "AS": "Associate", "OC": "Of counsel", "LA": "Legal assistant", "PL": "Paralegal", "PP": "Paralegal", "OT": "Other",
}

// tasks sums up by task where the matter is coded.
func (p *invoicePaper) tasks() {
	tasks := p.inv.Paper.Tasks
	if len(tasks) == 0 || !p.st.Review && (p.inv.Paper.Show.HideCodes || p.inv.Paper.Show.HideHours) {
		return
	}
	codes, hours, fees := 0.0, float64(wideHours), float64(wideAmount)
	for _, t := range tasks {
		codes = max(codes, p.natural(t.Code))
		hours = max(hours, p.natural(t.Hours.Plain()))
		fees = max(fees, p.natural(p.amount(t.Fees)))
	}
	g := p.newGrid("Tasks", PartTasks, []column{{label: "Code", want: min(codes, 60)}, {label: "Task", flex: 1},
		{label: "Hours", right: true, want: hours}, {want: wideRate}, {label: "Fees", right: true, want: fees}})
	for i, t := range tasks {
		p.ref = Ref{Part: PartTasks}
		cells := []cell{g.styled(0, t.Code, Regular, grey), g.txt(1, t.Name), g.fig(t.Hours.Plain()), nil, g.fig(p.amount(t.Fees))}
		if i == 0 {
			g.start(max(rowHigh(cells), float64(min(len(tasks), 4))*(leadBody+2*padRow)))
		}
		g.row(Ref{Part: PartTasks}, cells, 0)
	}
}

// account lists what else is open on the matter, and its age.
func (p *invoicePaper) account() {
	acc := p.inv.Paper.Account
	if len(acc.Open) == 0 {
		return
	}
	p.openItems("Earlier invoices still open", PartAccount, acc.Open, acc.Aging.Total(), false)
	p.agingStrip(acc.Aging, ageBasis(acc.AgeBy))
}

// openItems is a list of unpaid invoices; the strip of their age goes below it,
// on the same page as the last of them.
func (s *sheet) openItems(title string, part Part, open []bill.OpenInvoice, total money.Amount, matters bool) {
	s.ref = Ref{Part: part}
	number, dates, due, codes := 0.0, 0.0, s.natural("Due"), 0.0
	totals, paid, balance := float64(wideAmount), float64(wideAmount), max(wideAmount, s.natural(s.amount(total)))
	for _, o := range open {
		number = max(number, s.natural(o.Number))
		dates = max(dates, s.natural(o.Date.Short()))
		due = max(due, s.natural(o.DueOn.Short()))
		codes = max(codes, s.natural(o.Matter))
		totals = max(totals, s.natural(s.amount(o.Total)))
		paid = max(paid, s.natural(s.amount(-o.Paid)))
		balance = max(balance, s.natural(s.amount(o.Balance)))
	}
	cols := []column{{label: "Invoice", flex: 1}, {label: "Date", want: dates}, {label: "Due", want: due}}
	if matters {
		cols = append([]column{{label: "Matter", want: min(codes, 110)}}, cols...)
	}
	f := len(cols)
	cols = append(cols, column{label: "Total", right: true, want: totals}, column{label: "Paid, credited", right: true, want: paid},
		column{label: "Open", right: true, want: balance})
	g := s.newGrid(title, part, cols)
	last := ""
	for i, o := range open {
		s.ref = Ref{Part: part}
		var cells []cell
		if matters {
			code := o.Matter
			if i > 0 && code == last {
				code = "" // named once for the run
			}
			last = o.Matter
			cells = append(cells, g.txt(0, code))
		}
		cells = append(cells, g.txt(f-3, o.Number), g.txt(f-2, o.Date.Short()), g.txt(f-1, o.DueOn.Short()),
			g.fig(s.amount(o.Total)), g.fig(s.amount(-o.Paid)), g.fig(s.amount(o.Balance)))
		if i == 0 {
			g.start(rowHigh(cells) + sumHigh)
		}
		g.row(Ref{Part: part}, cells, keepLast(i, len(open), sumHigh+agingHigh))
	}
	g.sum(Ref{Part: part}, "Open in all", Bold, map[int]string{f + 2: s.amount(total)})
}

func ageBasis(by string) string {
	switch by {
	case "due":
		return "Age in days since the due date"
	case "invoice":
		return "Age in days since the invoice date"
	}
	return "Age in days"
}

// agingStrip shows how old the open money is: six figures over a bar each.
func (s *sheet) agingStrip(a bill.Aging, basis string) {
	const barHigh = 3.5
	s.room(agingHigh)
	s.y += 10
	s.text(s.left, s.y+7, Regular, sizeLabel, grey, basis)
	w := (s.width() - 5*gapCol) / 6
	total := 0.0
	for _, b := range a.Buckets() {
		total += math.Max(float64(b), 0)
	}
	for i, b := range a.Buckets() {
		x := s.left + float64(i)*(w+gapCol)
		color := ink
		if b == 0 {
			color = grey
		}
		s.text(x, s.y+21, Bold, sizeLabel, grey, bill.AgingLabels[i])
		text := s.amount(b)
		s.text(x, s.y+33, Regular, s.fit(Regular, sizeBody, w, text), color, text)
		s.fill(x, s.y+38, w, barHigh, hairline)
		if b > 0 {
			s.fill(x, s.y+38, math.Max(w*float64(b)/total, 1), barHigh, s.st.Accent)
		}
	}
	s.y += agingHigh - 10
}

const agingHigh = 60

// trust shows the money held for the matter, what the bill will draw, and the
// request to fill it up, which is never part of the amount due.
func (p *invoicePaper) trust() {
	tr := p.inv.Paper.Trust
	if tr == nil {
		return
	}
	amounts := max(wideAmount, p.natural(p.amount(-tr.ToApply)))
	balances := max(wideAmount, p.natural(p.amount(tr.Opening), p.amount(tr.Balance), p.amount(tr.After)))
	dates, refs := p.natural(tr.From.Short(), tr.To.Short()), p.natural("Ref.")
	for _, m := range tr.Movements {
		dates = max(dates, p.natural(m.Date.Short()))
		refs = max(refs, p.natural(m.Ref))
		amounts = max(amounts, p.natural(p.amount(m.Amount)))
		balances = max(balances, p.natural(p.amount(m.Balance)))
	}
	g := p.newGrid("Trust account", PartTrust, []column{{label: "Date", want: dates}, {label: "Movement", flex: 1},
		{label: "Ref.", want: min(refs, 80)}, {label: "Amount", right: true, want: amounts}, {label: "Balance", right: true, want: balances}})
	ref := Ref{Part: PartTrust}
	plainRow := leadBody + 2*padRow
	g.start(plainRow * 2)
	p.ref = ref
	opening := "Opening balance"
	if tr.AccountName != "" {
		opening += ", " + tr.AccountName
	}
	g.row(ref, []cell{g.txt(0, tr.From.Short()), g.txt(1, opening), nil, nil, g.fig(p.amount(tr.Opening))}, 0)
	tail := 3 * sumHigh
	for i, m := range tr.Movements {
		g.row(ref, []cell{g.txt(0, m.Date.Short()), g.txt(1, m.Text), g.txt(2, m.Ref), g.fig(p.amount(m.Amount)), g.fig(p.amount(m.Balance))},
			keepLast(i, len(tr.Movements), tail))
	}
	held := "Balance held for this matter"
	if !tr.To.IsZero() {
		held += " on " + tr.To.Long()
	}
	g.sum(ref, held, Bold, map[int]string{4: p.amount(tr.Balance)})
	if tr.ToApply != 0 {
		g.sum(ref, "To be applied to this "+p.noun()+", "+p.applyWhen(*tr), Regular, map[int]string{3: p.amount(-tr.ToApply)})
		g.sum(ref, "Expected balance afterwards", Regular, map[int]string{4: p.amount(tr.After)})
	}
	if tr.Replenish > 0 {
		p.replenish(*tr)
	}
}

// replenish asks for trust money in a box of its own.
func (p *invoicePaper) replenish(tr bill.PaperTrust) {
	const pad, figureWide = 11, 120
	width := p.width() - 2*pad - figureWide - 16
	text := "Apart from the amount due: please fill up the money we hold in trust for you"
	switch {
	case tr.Target > 0 && tr.Floor > 0:
		text += fmt.Sprintf(" to the agreed level of %s. The agreed minimum is %s.", p.money(tr.Target), p.money(tr.Floor))
	case tr.Target > 0:
		text += fmt.Sprintf(" to the agreed level of %s.", p.money(tr.Target))
	default:
		text += "."
	}
	text += " It remains your money until it is earned, and is not a charge. Please send it apart from any payment of the invoice"
	if tr.AccountName != "" {
		text += ", payable to " + p.inv.Paper.Firm.Name + ", " + tr.AccountName
	}
	lines := p.few(14, p.wrap(Regular, 8, width, text+"."))
	high := float64(len(lines))*10.5 + 2*pad + 13
	p.y += 10
	p.room(high)
	p.fill(p.left, p.y, p.width(), high, tint)
	p.fill(p.left, p.y, 2.2, high, p.st.Accent)
	y := p.y + pad
	p.text(p.left+pad, y+8, Bold, 9.5, ink, "Request to replenish the trust account")
	p.lines(p.left+pad, y+13, Regular, 8, 10.5, ink, lines)
	p.textRight(p.right-pad, y+8, Regular, sizeLabel, grey, "Amount asked for")
	p.figure(p.right-pad, y+25, figureWide, Bold, 15, ink, p.money(tr.Replenish))
	p.y += high
}
