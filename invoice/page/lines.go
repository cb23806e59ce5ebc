package page

import (
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
)

func (p *invoicePaper) linesOf(want func(bill.Line) bool) []bill.Line {
	var out []bill.Line
	for _, l := range p.inv.Lines {
		if want(l) {
			out = append(out, l)
		}
	}
	return out
}

// fees draws the time lines with their sum, the courtesy discount and the net.
func (p *invoicePaper) fees() {
	fees := p.linesOf(func(l bill.Line) bool { return l.Kind == bill.Fee })
	t := p.inv.Totals
	if len(fees) == 0 && t.Fees == 0 {
		return
	}
	coded := false
	dates, codes, keepers, worked := 0.0, 0.0, 0.0, 0.0
	hours := max(wideHours, p.natural(t.Hours.Plain()))
	rates := float64(wideRate)
	amounts := max(wideAmount, p.natural(p.amount(t.Fees), p.amount(-t.Discount), p.amount(t.NetFees())))
	for _, l := range fees {
		coded = coded || l.Task != "" || l.Activity != ""
		dates = max(dates, p.natural(l.Date.Short()))
		codes = max(codes, p.natural(l.Task, l.Activity))
		keepers = max(keepers, p.natural(l.TimekeeperCode))
		hours = max(hours, p.natural(l.Units.Plain()))
		worked = max(worked, p.natural(l.Worked.Plain()))
		rates = max(rates, p.natural(l.Rate.Format()))
		amounts = max(amounts, p.natural(p.amount(l.Amount)))
	}
	// The reviewer of a pre-bill sees everything, whatever the client is shown.
	show := p.inv.Paper.Show
	if p.st.Review {
		show = firm.Paper{}
	}
	coded = coded && !show.HideCodes
	var cols []column
	at := map[string]int{}
	add := func(name string, c column) {
		at[name] = len(cols)
		cols = append(cols, c)
	}
	if p.st.Review {
		add("no", column{label: "No.", right: true, want: p.natural("000")})
	}
	add("date", column{label: "Date", want: dates})
	add("by", column{label: "By", want: min(keepers, 52)})
	if coded {
		add("code", column{label: "Code", want: min(codes, 46)})
	}
	add("text", column{label: "Services", flex: 1})
	if p.st.Review {
		add("worked", column{label: "Worked", right: true, want: worked})
	}
	if !show.HideHours {
		add("hours", column{label: "Hours", right: true, want: hours})
	}
	if !show.HideRates {
		add("rate", column{label: "Rate", right: true, want: rates})
	}
	add("amount", column{label: "Amount", right: true, want: amounts})

	g := p.newGrid("Fees", PartFees, cols)
	sums := 1.0
	if t.Discount != 0 {
		sums = 3
	}
	if len(fees) == 0 { // a flat fee without time
		g.start(sumHigh * sums)
	}
	cells := make([]cell, len(cols))
	for i, l := range fees {
		clear(cells)
		ref := Ref{Part: PartFees, Line: l.No}
		p.ref = ref
		if c, ok := at["no"]; ok {
			cells[c] = g.figFace(fmt.Sprint(l.No), Regular, grey)
			cells[at["worked"]] = g.figFace(l.Worked.Plain(), Regular, grey)
		}
		cells[at["date"]] = g.txt(at["date"], l.Date.Short())
		cells[at["by"]] = g.txt(at["by"], l.TimekeeperCode)
		if c, ok := at["code"]; ok {
			for _, code := range []string{l.Task, l.Activity} {
				if code != "" {
					cells[c] = append(cells[c], g.styled(c, code, Regular, grey)...)
				}
			}
		}
		cells[at["text"]] = p.lineText(g, at["text"], l)
		if c, ok := at["hours"]; ok {
			cells[c] = g.fig(l.Units.Plain())
		}
		if c, ok := at["rate"]; ok {
			cells[c] = g.fig(l.Rate.Format())
		}
		if l.NoCharge {
			cells[at["amount"]] = g.figFace("No charge", Regular, grey)
		} else {
			cells[at["amount"]] = g.fig(p.amount(l.Amount))
		}
		if i == 0 {
			g.start(rowHigh(cells))
		}
		keep := 0.0
		if i == len(fees)-1 {
			keep = sumHigh * sums
		}
		g.row(ref, cells, keep)
	}

	label := "Total fees"
	if t.NoChargeHours != 0 && !show.HideHours {
		label = fmt.Sprintf("Total fees (and %s hours at no charge)", t.NoChargeHours.Plain())
	}
	sum := map[int]string{at["amount"]: p.amount(t.Fees)}
	if c, ok := at["hours"]; ok {
		sum[c] = t.Hours.Plain()
	}
	g.sum(Ref{Part: PartFees}, label, Bold, sum)
	if t.Discount != 0 {
		text := p.inv.Paper.DiscountText
		if text == "" {
			text = "Courtesy discount"
		}
		figures := map[int]string{at["amount"]: p.amount(-t.Discount)}
		if len(g.sumLabel(text, Regular, figures)) > 4 {
			p.ref = Ref{Part: PartDiscount}
			p.paragraph(p.left, p.width(), Regular, sizeBody, leadBody, ink, text)
			text = "Courtesy discount"
		}
		g.sum(Ref{Part: PartDiscount}, text, Regular, figures)
		g.sum(Ref{Part: PartFees}, "Net fees", Bold, map[int]string{at["amount"]: p.amount(t.NetFees())})
	}
}

// rowHigh is how much of a row must stand with its head: the whole of a short
// one, the first lines of a long one.
func rowHigh(cells []cell) float64 {
	n := 1
	for _, c := range cells {
		n = max(n, len(c))
	}
	if n > 5 {
		n = 3
	}
	return float64(n)*leadBody + 2*padRow
}

// lineText is the narrative with what the client should know of the price: the
// value of what is given, reduced or was paid from trust.
func (p *invoicePaper) lineText(g *grid, col int, l bill.Line) cell {
	c := g.txt(col, l.Text)
	switch {
	case l.TrustPaid != "":
		c = g.note(c, col, p.amount(l.Value)+" "+l.TrustPaid)
	case l.NoCharge:
		c = g.note(c, col, "No charge; value "+p.amount(l.Value))
	case l.Reduction() > 0:
		c = g.note(c, col, fmt.Sprintf("Value %s, reduced by %s", p.amount(l.Value), p.amount(l.Reduction())))
	}
	return c
}

// expenses draws the cost lines; where both kinds occur, a sum for each.
func (p *invoicePaper) expenses() {
	costs := p.linesOf(func(l bill.Line) bool { return l.Kind != bill.Fee })
	t := p.inv.Totals
	if len(costs) == 0 && t.Expenses() == 0 {
		return
	}
	coded := false
	dates, codes, qty, price := 0.0, 0.0, float64(wideHours), float64(wideRate)
	amounts := max(wideAmount, p.natural(p.amount(t.Expenses()), p.amount(t.Hard), p.amount(t.Soft)))
	for _, l := range costs {
		coded = coded || l.Expense != ""
		dates = max(dates, p.natural(l.Date.Short()))
		codes = max(codes, p.natural(l.Expense))
		qty = max(qty, p.natural(l.Units.Short()))
		price = max(price, p.natural(l.Rate.Format()))
		amounts = max(amounts, p.natural(p.amount(l.Amount)))
	}
	coded = coded && (p.st.Review || !p.inv.Paper.Show.HideCodes)
	var cols []column
	if p.st.Review {
		cols = append(cols, column{label: "No.", right: true, want: p.natural("000")})
	}
	date := len(cols)
	cols = append(cols, column{label: "Date", want: dates})
	if coded {
		cols = append(cols, column{label: "Code", want: min(codes, 46)})
	}
	text := len(cols)
	cols = append(cols, column{label: "Expenses", flex: 1}, column{label: "Quantity", right: true, want: qty},
		column{label: "Price", right: true, want: price}, column{label: "Amount", right: true, want: amounts})

	g := p.newGrid("Expenses", PartExpenses, cols)
	both := t.Hard != 0 && t.Soft != 0
	sums := sumHigh
	if both {
		sums = 3 * sumHigh
	}
	if len(costs) == 0 {
		g.start(sums)
	}
	for i, l := range costs {
		cells := make([]cell, len(cols))
		ref := Ref{Part: PartExpenses, Line: l.No}
		p.ref = ref
		if p.st.Review {
			cells[0] = g.figFace(fmt.Sprint(l.No), Regular, grey)
		}
		cells[date] = g.txt(date, l.Date.Short())
		if coded {
			cells[date+1] = g.styled(date+1, l.Expense, Regular, grey)
		}
		cells[text] = p.lineText(g, text, l)
		cells[text+1] = g.fig(l.Units.Short())
		cells[text+2] = g.fig(l.Rate.Format())
		cells[text+3] = g.fig(p.amount(l.Amount))
		if i == 0 {
			g.start(rowHigh(cells))
		}
		keep := 0.0
		if i == len(costs)-1 {
			keep = sums
		}
		g.row(ref, cells, keep)
	}
	last := len(cols) - 1
	if both {
		g.sum(Ref{Part: PartExpenses}, "Paid to others on your behalf", Regular, map[int]string{last: p.amount(t.Hard)})
		g.sum(Ref{Part: PartExpenses}, "Services of the firm", Regular, map[int]string{last: p.amount(t.Soft)})
	}
	g.sum(Ref{Part: PartExpenses}, "Total expenses", Bold, map[int]string{last: p.amount(t.Expenses())})
}

// grandTotal closes the lines: tax, interest and the total of the bill. Where the
// sum just above is the total already, it is not said twice.
func (p *invoicePaper) grandTotal() {
	t := p.inv.Totals
	if t.Total == t.Fees && t.Discount == 0 && t.Expenses() == 0 || t.Total == t.Expenses() && t.Fees == 0 {
		return
	}
	rows := []summaryRow{}
	some := func(label string, a money.Amount) {
		if a != 0 {
			rows = append(rows, summaryRow{label: label, amount: a})
		}
	}
	some("Tax", t.Tax)
	some("Interest", t.Interest)
	p.ref = Ref{Part: PartSummary}
	high := float64(len(rows))*sumHigh + 26
	p.room(high + 6)
	p.y += 6
	half := p.left + p.width()*0.45
	for _, r := range rows {
		p.row(half, p.right, p.y+11, Regular, sizeBody, ink, r.label, p.amount(r.amount))
		p.y += sumHigh
	}
	p.rule(half, p.right, p.y, 0.7, midline)
	p.row(half, p.right, p.y+16, Bold, 10.5, p.st.Accent, "Total of this "+p.noun(), p.money(t.Total))
	p.rule(half, p.right, p.y+24, 1.4, p.st.Accent)
	p.y += 26
}
