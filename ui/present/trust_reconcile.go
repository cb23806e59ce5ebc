package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// Steps of a reconciliation, in their order. Each can be looked at any time.
const (
	StepMatch = "match" // the bank's lines and the book's entries, side by side
	StepProve = "prove" // the three sums, what is under way, what a reviewer should see
	StepSign  = "sign"  // the signature, and those of before
)

// Proof is the reconciliation of the account shown: the bank's statement is
// brought in, its lines are matched with entries, the three sums are proved, and
// the proof is signed, which freezes the period.
type Proof struct {
	t *Trust
	h Host

	Step      string
	AsOf      Field // YYYY-MM-DD
	Statement Field // the bank's closing balance
	Explain   Field // why it does not agree, who clears it and by when
	Fault     string
	Result    *app.Reconciled // nil until the balance is known
	Items     ShortList[trust.OpenItem]
	Clearing  bool

	Bank     ShortList[BankRow]
	Book     ShortList[BookRow]
	All      bool // what is matched is shown as well
	Working  bool // an act is on its way
	matching *app.Matching
	told     bool               // the balance came from the bank's file, not from a person
	slips    []app.AskBankError // of the bank, told by the person; nil: those of the last proof

	Findings ShortList[FindingRow]
	Past     ShortList[app.PastReconciliation]

	ask Latest
}

// StartProof opens the reconciliation at the end of the last month.
func (t *Trust) StartProof() {
	p := &Proof{t: t, h: t.h, Step: StepMatch, AsOf: Field{Text: t.today().MonthStart().AddDays(-1).String()}}
	if t.today() == t.today().MonthEnd() {
		p.AsOf.Text = t.today().String()
	}
	p.itemList()
	p.matchLists()
	p.signLists()
	t.Side, t.Floor, t.Proof = nil, nil, p
	p.run()
	t.h.Redraw(t)
}

func (p *Proof) itemList() {
	l := &p.Items
	l.bind(p.h, "trust.items")
	l.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98}, {Key: "what", Label: words.Mark("Kind"), Width: 92},
		{Key: "party", Label: words.Mark("From or to, and why"), Width: 200, Min: 100, Flex: 1},
		{Key: "ref", Label: words.Mark("Reference"), Width: 88}, {Key: "add", Label: words.Mark("In transit"), Width: 100, Right: true},
		{Key: "less", Label: words.Mark("Outstanding"), Width: 104, Right: true}, {Key: "days", Label: words.Mark("Days"), Width: 52, Right: true},
	}
	l.ID = func(i trust.OpenItem) int64 { return i.TxnID }
	l.Cells = p.cells
	l.Selected = func() { p.h.Redraw(p.t) }
	l.Nothing = func() Empty {
		if p.Result == nil {
			return Empty{Symbol: "reconcile", Title: words.L("Prove the account three ways"),
				Text: words.L("Write the closing balance of the bank's statement and its date. Entries that are not on the statement are listed here; tick what is on it.")}
		}
		return Empty{Symbol: "done", Title: words.L("Nothing is in transit or outstanding"), Text: words.L("Every entry up to this day stands on the bank's statement.")}
	}
	l.Show(nil, "", nil) // what to do first stands where the items will
}

func itemsOpen(n int) string {
	return words.N(n, "%d item not on the statement", "%d items not on the statement", n)
}

func (p *Proof) drop() { p.ask.Drop() }

// Close puts the reconciliation away.
func (p *Proof) Close() {
	p.drop()
	p.t.Proof = nil
	p.h.Redraw(p.t)
}

// SetStep shows another step.
func (p *Proof) SetStep(step string) {
	if p.Step != step {
		p.Step = step
		p.h.Redraw(p.t)
	}
}

// Set takes what was typed into "as_of", "statement" or "explanation".
func (p *Proof) Set(path, text string) {
	f := &p.Statement
	switch path {
	case "as_of":
		f = &p.AsOf
	case "explanation":
		f = &p.Explain
	}
	if f.Text == text {
		return
	}
	f.Set(text)
	if path == "statement" {
		p.told = false
	}
	if path == "as_of" && p.told {
		p.Statement.Set("") // the bank's file is asked again for the other day
	}
	if path != "explanation" {
		p.run()
	}
	p.h.Redraw(p.t)
}

// proofRead is what one look at the account gives.
type proofRead struct {
	result   app.Reconciled
	matching app.Matching
	past     []app.PastReconciliation
	fault    error // of the proof alone
}

// run reads the account anew: what is matched, and the proof once the balance
// of the bank is known.
func (p *Proof) run() {
	asOf, err := cal.Parse(p.AsOf.Text)
	if err != nil {
		p.ask.Drop()
		p.show(proofRead{}, false)
		return
	}
	req := app.AskReconcile{Account: p.t.Account, AsOf: asOf, Statement: p.Statement.Text, BankErrors: p.slips}
	match := app.AskMatching{Account: p.t.Account, Through: asOf, All: p.All}
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (r proofRead, err error) {
		d := p.h.Desk()
		if r.matching, err = d.Matching(ctx, match); err != nil {
			return r, err
		}
		if r.past, err = d.Reconciliations(ctx, match.Account); err != nil {
			return r, err
		}
		r.result, r.fault = d.Reconcile(ctx, req)
		return r, nil
	}, func(r proofRead, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.Fault = ""
		if r.fault != nil {
			fields := Fields{"statement_balance": &p.Statement}
			if rest := fields.Place(r.fault); rest != nil {
				p.Fault = Words(rest)
			}
		}
		if p.Statement.Text == "" && r.result.FromFile {
			p.Statement.Set(r.result.Statement.Plain(r.result.Account.Currency))
			p.told = true
		}
		p.show(r, r.fault == nil && (req.Statement != "" || r.result.FromFile))
		p.h.Redraw(p.t)
	})
}

// show puts what was read into the lists.
func (p *Proof) show(r proofRead, proved bool) {
	p.Result = nil
	p.showMatching(r.matching)
	p.Past.Show(r.past, words.N(len(r.past), "%d reconciliation", "%d reconciliations", len(r.past)), nil)
	if !proved {
		p.Items.Show(nil, "", nil)
		p.showFindings()
		return
	}
	p.Result = &r.result
	cur := r.result.Account.Currency
	var in, out money.Amount
	rows := slices.Concat(r.result.InTransit, r.result.Outstanding)
	for _, i := range r.result.InTransit {
		in += i.Amount
	}
	for _, i := range r.result.Outstanding {
		out += i.Amount
	}
	p.Items.Show(rows, itemsOpen(len(rows)), map[string]string{"add": words.Amount(in, cur), "less": words.Amount(out, cur)})
	p.showFindings()
}

func (p *Proof) cells(i trust.OpenItem) []Cell {
	cur := p.t.Currency()
	add, less := Cell{}, moneyCell(i.Amount, cur)
	if p.Result != nil && slices.ContainsFunc(p.Result.InTransit, func(x trust.OpenItem) bool { return x.TxnID == i.TxnID }) {
		add, less = less, Cell{}
	}
	days := muted(countCell(i.Days))
	if i.Days > 90 {
		days.Muted, days.Tone = false, Warn
	}
	return []Cell{dateCell(i.Date), {Text: words.Of(kindWords[i.Kind])}, {Text: i.Party + ": " + i.Purpose}, {Text: i.Reference}, add, less, days}
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
		return words.L("Balanced: bank, journal and ledgers agree to the cent."), Good
	}
	return words.L("Difference: the three do not agree."), Bad
}

// Running are the figures that stay in view while one works.
func (p *Proof) Running() []Figure {
	r := p.Result
	if r == nil {
		return []Figure{{Key: "difference", Label: words.L("Difference"), Value: words.L("balance of the bank unknown"), Tone: Neutral}}
	}
	cur := r.Account.Currency
	d := Figure{Key: "difference", Label: words.L("Difference"), Value: words.Amount(r.BankLessJournal(), cur), Tone: Good, Tip: words.L("Adjusted bank balance less journal")}
	if !r.Balanced() {
		d.Tone = Bad
	}
	return []Figure{{Key: "adjusted", Label: words.L("Adjusted bank"), Value: words.Amount(r.Adjusted, cur)}, {Key: "journal", Label: words.L("Journal"), Value: words.Amount(r.Journal, cur)},
		{Key: "ledgers", Label: words.L("Ledgers"), Value: words.Amount(r.LedgersTotal, cur)}, d}
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
	row := func(label string, a money.Amount) Figure { return Figure{Label: label, Value: words.Amount(a, cur)} }
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
	bank := []Figure{row(words.L("Statement"), r.Statement), row(words.L("In transit (%d)", len(r.InTransit)), sum(r.InTransit)),
		row(words.L("Outstanding (%d)", len(r.Outstanding)), -sum(r.Outstanding))}
	var slips money.Amount
	for _, e := range r.BankErrors {
		slips += e.Amount
	}
	if slips != 0 {
		bank = append(bank, row(words.L("Slips of the bank (%d)", len(r.BankErrors)), slips))
	}
	return []ProofSide{
		{words.L("Bank"), bank, row(words.L("Adjusted bank"), r.Adjusted)},
		{words.L("Journal"), []Figure{row(words.L("Opening balance %s", words.Day(r.From)), r.JournalOpening), row(words.L("Receipts (%d)", r.ReceiptCount), r.Receipts),
			row(words.L("Payments (%d)", r.PaymentCount), -r.Payments)}, row(words.L("Journal"), r.Journal)},
		{words.L("Ledgers"), []Figure{row(words.L("Clients (%d)", n), clients), row(words.L("Firm's cushion"), cushion)}, row(words.L("Ledgers"), r.LedgersTotal)},
		{words.L("Differences"), []Figure{diff(words.L("Bank less journal"), r.BankLessJournal()), diff(words.L("Journal less ledgers"), r.JournalLessLedgers())},
			diff(words.L("Bank less ledgers"), r.BankLessLedgers())},
	}
}

// Remarks are what a reviewer should see, and what a difference looks like.
func (p *Proof) Remarks() []string {
	if p.Result == nil {
		return nil
	}
	return slices.Concat(p.Result.Hints, p.Result.Exceptions)
}

// Clear notes that the selected items stand on the statement.
func (p *Proof) Clear() {
	ids := p.Items.Selection()
	on, err := cal.Parse(p.AsOf.Text)
	if len(ids) == 0 || err != nil || p.Clearing {
		p.h.Say("%s", words.L("Select the items that stand on the bank's statement."))
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
		p.h.Say("%s", words.N(n, "%[1]d entry marked as cleared on %[2]s.", "%[1]d entries marked as cleared on %[2]s.", n, words.Date(on)))
	})
}
