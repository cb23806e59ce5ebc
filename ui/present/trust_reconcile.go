package present

import (
	"context"
	"fmt"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// Proof is the three-way reconciliation of the account shown: what the bank
// says once items under way are counted, what the journal says, and what the
// ledgers add up to. It changes nothing but the days the bank cleared an entry.
type Proof struct {
	t *Trust
	h Host

	AsOf      Field // YYYY-MM-DD
	Statement Field // the bank's closing balance
	Fault     string
	Result    *app.Reconciled // nil until the balance was given
	Items     ShortList[trust.OpenItem]
	Clearing  bool

	ask Latest
}

// StartProof opens the reconciliation at the end of the last month.
func (t *Trust) StartProof() {
	p := &Proof{t: t, h: t.h, AsOf: Field{Text: t.today().MonthStart().AddDays(-1).String()}}
	if t.today() == t.today().MonthEnd() {
		p.AsOf.Text = t.today().String()
	}
	l := &p.Items
	l.bind(t.h, "trust.items")
	l.Heads = []Column{
		{Key: "date", Label: "Date", Width: 98}, {Key: "what", Label: "Entry", Width: 92}, {Key: "party", Label: "From or to, and why", Width: 200, Min: 100, Flex: 1},
		{Key: "ref", Label: "Reference", Width: 88}, {Key: "add", Label: "In transit", Width: 100, Right: true}, {Key: "less", Label: "Outstanding", Width: 104, Right: true},
		{Key: "days", Label: "Days", Width: 52, Right: true},
	}
	l.ID = func(i trust.OpenItem) int64 { return i.TxnID }
	l.Cells = p.cells
	l.Selected = func() { p.h.Redraw(t) }
	l.Nothing = func() Empty {
		if p.Result == nil {
			return Empty{Symbol: "reconcile", Title: "Prove the account three ways",
				Text: "Write the closing balance of the bank's statement and its date. Entries that are not on the statement are listed here; tick what is on it."}
		}
		return Empty{Symbol: "done", Title: "Nothing is in transit or outstanding", Text: "Every entry up to this day stands on the bank's statement."}
	}
	l.Show(nil, "", nil) // what to do first stands where the items will
	t.Side, t.Proof = nil, p
	t.h.Redraw(t)
}

func itemsOpen(n int) string {
	if n == 1 {
		return "1 item not on the statement"
	}
	return fmt.Sprintf("%d items not on the statement", n)
}

func (p *Proof) drop() { p.ask.Drop() }

// Close puts the reconciliation away.
func (p *Proof) Close() {
	p.drop()
	p.t.Proof = nil
	p.h.Redraw(p.t)
}

// Set takes what was typed into "as_of" or "statement".
func (p *Proof) Set(path, text string) {
	f := &p.Statement
	if path == "as_of" {
		f = &p.AsOf
	}
	if f.Text == text {
		return
	}
	f.Set(text)
	p.run()
	p.h.Redraw(p.t)
}

// run proves the account, once both fields can be read.
func (p *Proof) run() {
	asOf, err := cal.Parse(p.AsOf.Text)
	if err != nil || p.Statement.Text == "" {
		p.ask.Drop()
		p.Result = nil
		p.Items.Show(nil, "", nil)
		return
	}
	req := app.AskReconcile{Account: p.t.Account, AsOf: asOf, Statement: p.Statement.Text}
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (app.Reconciled, error) { return p.h.Desk().Reconcile(ctx, req) },
		func(r app.Reconciled, err error) {
			p.Fault = ""
			if err != nil {
				fields := Fields{"statement_balance": &p.Statement}
				if rest := fields.Place(err); rest != nil {
					p.Fault = Words(rest)
				}
				p.Result = nil
				p.h.Redraw(p.t)
				return
			}
			p.Result = &r
			cur := r.Account.Currency
			var in, out money.Amount
			rows := append(append([]trust.OpenItem{}, r.InTransit...), r.Outstanding...)
			for _, i := range r.InTransit {
				in += i.Amount
			}
			for _, i := range r.Outstanding {
				out += i.Amount
			}
			p.Items.Show(rows, itemsOpen(len(rows)), map[string]string{"add": in.Format(cur), "less": out.Format(cur)})
			p.h.Redraw(p.t)
		})
}

func (p *Proof) cells(i trust.OpenItem) []Cell {
	cur := p.t.Currency()
	add, less := Cell{}, Cell{}
	switch i.Kind {
	default:
		less = moneyCell(i.Amount, cur)
	case trust.Receipt, trust.Interest:
		add = moneyCell(i.Amount, cur)
	}
	for _, x := range p.inTransit() {
		if x.TxnID == i.TxnID {
			add, less = moneyCell(i.Amount, cur), Cell{}
		}
	}
	days := Cell{Text: fmt.Sprint(i.Days), Muted: true}
	if i.Days > 90 {
		days = Cell{Text: fmt.Sprint(i.Days), Tone: Warn}
	}
	return []Cell{{Text: i.Date.Short()}, {Text: kindWords[i.Kind]}, {Text: i.Party + ": " + i.Purpose}, {Text: i.Reference}, add, less, days}
}

func (p *Proof) inTransit() []trust.OpenItem {
	if p.Result == nil {
		return nil
	}
	return p.Result.InTransit
}

// Verdict says whether the three agree.
func (p *Proof) Verdict() (text string, tone Tone) {
	r := p.Result
	switch {
	case p.Fault != "":
		return p.Fault, Bad
	case r == nil:
		return "", Neutral
	case r.Balanced():
		return "Balanced: bank, journal and ledgers agree to the cent.", Good
	}
	return "Difference: the three do not agree.", Bad
}

// ProofSide is one of the three figures, with how it is made up.
type ProofSide struct {
	Title string
	Rows  []Figure
	Total Figure
}

// Sides are the three figures and the differences between them.
func (p *Proof) Sides() []ProofSide {
	r := p.Result
	if r == nil {
		return nil
	}
	cur := r.Account.Currency
	sum := func(items []trust.OpenItem) (a money.Amount) {
		for _, i := range items {
			a += i.Amount
		}
		return a
	}
	row := func(label string, a money.Amount) Figure { return Figure{Label: label, Value: a.Format(cur)} }
	diff := func(label string, a money.Amount) Figure {
		f := row(label, a)
		if a != 0 {
			f.Tone = Bad
		}
		return f
	}
	clients, cushion := money.Amount(0), money.Amount(0)
	n := 0
	for _, l := range r.Ledgers {
		if l.MatterID == 0 {
			cushion += l.Closing
			continue
		}
		clients += l.Closing
		n++
	}
	return []ProofSide{
		{"Bank", []Figure{row("Statement", r.Statement), row(fmt.Sprintf("In transit (%d)", len(r.InTransit)), sum(r.InTransit)),
			row(fmt.Sprintf("Outstanding (%d)", len(r.Outstanding)), -sum(r.Outstanding))}, row("Adjusted bank", r.Adjusted)},
		{"Journal", []Figure{row("Opening "+r.From.Time().Format("02 Jan"), r.JournalOpening), row(fmt.Sprintf("Receipts (%d)", r.ReceiptCount), r.Receipts),
			row(fmt.Sprintf("Payments (%d)", r.PaymentCount), -r.Payments)}, row("Journal", r.Journal)},
		{"Ledgers", []Figure{row(fmt.Sprintf("Clients (%d)", n), clients), row("Firm's cushion", cushion)}, row("Ledgers", r.LedgersTotal)},
		{"Differences", []Figure{diff("Bank less journal", r.BankLessJournal()), diff("Journal less ledgers", r.JournalLessLedgers())}, diff("Bank less ledgers", r.BankLessLedgers())},
	}
}

// Remarks are what a reviewer should see, and what a difference looks like.
func (p *Proof) Remarks() []string {
	if p.Result == nil {
		return nil
	}
	return append(append([]string{}, p.Result.Hints...), p.Result.Exceptions...)
}

// Clear notes that the selected items stand on the statement.
func (p *Proof) Clear() {
	ids := p.Items.Selection()
	on, err := cal.Parse(p.AsOf.Text)
	if len(ids) == 0 || err != nil || p.Clearing {
		p.h.Say("Select the items that stand on the bank's statement.")
		return
	}
	p.Clearing = true
	Go(p.h.Runner(), func(ctx context.Context) (int, error) {
		for i, id := range ids {
			if _, err := p.h.Desk().ClearTrust(ctx, app.ClearTrust{Entry: id, On: on}); err != nil {
				return i, err
			}
		}
		return len(ids), nil
	}, func(n int, err error) {
		p.Clearing = false
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Say("%d entries marked as cleared on %s.", n, on.Short())
	})
}
