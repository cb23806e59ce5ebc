package page

import (
	"cmp"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/money"
)

// Statement arranges a statement of account: what happened, what is open and how
// old it is, as of a day. It asks for no new charge and has no number.
func Statement(st bill.Statement, style Style) Doc {
	s := newSheet(style, "Statement of account as of "+st.AsOf.Long(), st.Firm.Name, st.Client.Name, st.AsOf, st.Currency, false)
	p := &statementPaper{sheet: s, st: st}
	p.letterhead()
	p.summary()
	p.movements()
	p.open()
	p.held()
	p.closing()
	p.ref = Ref{Part: PartFoot}
	p.feet(p.joined([]string{st.Firm.Name, clientMatter(st.Client.Code, ""), "Statement as of " + st.AsOf.Long()}))
	return *p.doc
}

type statementPaper struct {
	*sheet
	st bill.Statement
}

func (p *statementPaper) letterhead() {
	p.firmHead(p.st.Firm)
	keys := []key{{"As of", p.st.AsOf.Long()}}
	if !p.st.From.IsZero() {
		keys = append(keys, key{"From", p.st.From.Long()})
	}
	keys = append(keys, key{"Client", p.st.Client.Code})
	if p.st.Currency != money.USD {
		keys = append(keys, key{"Currency", string(p.st.Currency)})
	}
	right := p.keyBox("Statement", keys)
	left := p.addressee("To", p.st.Client)
	p.y = max(left, right, 236)
}

func (p *statementPaper) dueLabel() string {
	if p.st.Closing < 0 {
		return "Credit balance"
	}
	return "Balance due"
}

// summary shows how the opening balance became the closing one.
func (p *statementPaper) summary() {
	var charges, payments money.Amount
	for _, m := range p.st.Movements {
		if m.Amount > 0 {
			charges += m.Amount
		} else {
			payments += m.Amount
		}
	}
	opening := "Opening balance"
	if !p.st.From.IsZero() {
		opening = "Balance before " + p.st.From.Long()
	}
	rows := []summaryRow{{opening, p.st.Opening, false, PartSummary}, {"Invoices and other charges", charges, false, PartSummary},
		{"Payments and credits", payments, false, PartSummary}}
	var notes []string
	switch {
	case p.st.Closing <= 0:
		notes = append(notes, "Nothing is due.")
	default:
		notes = append(notes, "The open invoices are listed below. If a payment is on its way, please disregard them.")
	}
	if p.st.Unapplied > 0 {
		notes = append(notes, p.money(p.st.Unapplied)+" received from you is not yet applied to an invoice; it is counted in the balance.")
	}
	if p.st.TrustHeld != 0 {
		notes = append(notes, p.money(p.st.TrustHeld)+" is held in trust for you. It is your money and not part of this balance.")
	}
	due := summaryTotal{p.dueLabel(), p.money(p.st.Closing.Abs())}
	p.box(rows, due, due, func(width float64) []line {
		var out []line
		for i, n := range notes {
			if i > 0 {
				out = append(out, line{})
			}
			color := grey
			if i == 0 {
				color = ink
			}
			for _, l := range p.wrap(Regular, 8, width, n) {
				out = append(out, line{text: l, color: color})
			}
		}
		return out
	})
}

var movementWords = map[string]string{"invoice": "Invoice", "payment": "Payment", "credit": "Credit", "void": "Void", "reversal": "Reversal"}

// movements is the running account.
func (p *statementPaper) movements() {
	st := p.st
	dates, refs, codes := p.natural(st.From.Short()), p.natural("Reference"), 0.0
	charges, payments := float64(wideAmount), float64(wideAmount)
	balances := max(wideAmount, p.natural(p.amount(st.Opening), p.amount(st.Closing)))
	for _, m := range st.Movements {
		dates = max(dates, p.natural(m.Date.Short()))
		refs = max(refs, p.natural(m.Ref))
		codes = max(codes, p.natural(m.Matter))
		if m.Amount > 0 {
			charges = max(charges, p.natural(p.amount(m.Amount)))
		} else {
			payments = max(payments, p.natural(p.amount(m.Amount)))
		}
		balances = max(balances, p.natural(p.amount(m.Balance)))
	}
	g := p.newGrid("Account", PartAccount, []column{{label: "Date", want: max(dates, 50)}, {label: "Movement", flex: 1},
		{label: "Reference", want: min(refs, 80)}, {label: "Matter", want: min(codes, 80)},
		{label: "Charges", right: true, want: charges}, {label: "Payments", right: true, want: payments}, {label: "Balance", right: true, want: balances}})
	ref := Ref{Part: PartAccount}
	p.ref = ref
	row := leadBody + 2*padRow
	g.start(2 * row)
	g.row(ref, []cell{g.txt(0, st.From.Short()), g.txt(1, "Opening balance"), nil, nil, nil, nil, g.fig(p.amount(st.Opening))}, 0)
	for i, m := range st.Movements {
		ref := Ref{Part: PartAccount, Line: i + 1}
		p.ref = ref
		word, ok := movementWords[m.Kind]
		if !ok {
			word = m.Kind
		}
		text := word
		if m.Text != "" {
			text = m.Text
		}
		cells := []cell{g.txt(0, m.Date.Short()), g.txt(1, text), g.txt(2, m.Ref), g.txt(3, m.Matter), nil, nil, g.fig(p.amount(m.Balance))}
		if m.Amount > 0 {
			cells[4] = g.fig(p.amount(m.Amount))
		} else {
			cells[5] = g.fig(p.amount(m.Amount))
		}
		g.row(ref, cells, keepLast(i, len(st.Movements), sumHigh))
	}
	g.sum(ref, "Balance on "+st.AsOf.Long(), Bold, map[int]string{6: p.amount(st.Closing)})
}

// open lists the unpaid invoices by matter, with their age, and what is not yet
// applied to any.
func (p *statementPaper) open() {
	st := p.st
	if len(st.Open) == 0 {
		p.ref = Ref{Part: PartAccount}
		p.heading("Open invoices", 16)
		p.text(p.left, p.y+9, Regular, sizeBody, grey, "No invoice is open.")
		p.y += 14
	} else {
		var total money.Amount
		for _, o := range st.Open {
			total += o.Balance
		}
		p.openItems("Open invoices", PartAccount, byMatter(st.Open), total, true)
		p.agingStrip(st.Aging, ageBasis(st.AgeBy))
	}
	if st.Unapplied != 0 {
		p.fact("Received and not yet applied to an invoice", p.amount(-st.Unapplied))
	}
}

// held tells what is held in trust, apart from the balance.
func (p *statementPaper) held() {
	if p.st.TrustHeld != 0 {
		p.fact("Held in trust for you, not part of the balance", p.amount(p.st.TrustHeld))
	}
}

// fact is a line with one figure under the tables.
func (s *sheet) fact(label, figure string) {
	s.y += 8
	s.room(20)
	s.rule(s.left, s.right, s.y, 0.35, hairline)
	w := s.text(s.left, s.y+13, Regular, sizeBody, ink, label)
	s.figure(s.right, s.y+13, s.width()-w-10, Bold, sizeBody, ink, figure)
	s.y += 20
	s.rule(s.left, s.right, s.y, 0.35, hairline)
	s.y -= 8
}

func (p *statementPaper) closing() {
	st := p.st
	var rows []slipRow
	pay := ""
	if st.Closing > 0 {
		pay = st.Firm.PaymentText
		rows = []slipRow{{"Balance due", p.money(st.Closing), "Amount enclosed"}}
	}
	p.y += 8
	p.payAndSlip(st.Firm, pay, "", []key{
		{"Statement", "as of " + st.AsOf.Long()},
		{"Client", st.Client.Name},
		{"Client no.", st.Client.Code},
	}, rows)
}

// byMatter groups the open invoices, matters in the order of their first.
func byMatter(open []bill.OpenInvoice) []bill.OpenInvoice {
	order := map[string]int{}
	for _, o := range open {
		if _, ok := order[o.Matter]; !ok {
			order[o.Matter] = len(order)
		}
	}
	out := slices.Clone(open)
	slices.SortStableFunc(out, func(a, b bill.OpenInvoice) int { return cmp.Compare(order[a.Matter], order[b.Matter]) })
	return out
}
