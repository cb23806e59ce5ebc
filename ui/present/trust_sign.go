package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// FindingRow is something to look at before signing, with the way to mend it.
type FindingRow struct {
	No    int64
	Grave bool // it makes the three differ
	Text  string
	Fix   string
	Do    func() // opens what would mend it, nil when nothing here does
}

func (p *Proof) signLists() {
	l := &p.Findings
	l.bind(p.h, "trust.findings")
	l.Heads = []Column{
		{Key: "kind", Label: "", Width: 92, Pills: true}, {Key: "text", Label: words.Mark("What was found"), Width: 300, Min: 140, Flex: 3},
		{Key: "fix", Label: words.Mark("What mends it"), Width: 220, Min: 100, Flex: 2},
	}
	l.ID = func(r FindingRow) int64 { return r.No }
	l.Cells = func(r FindingRow) []Cell {
		kind := Cell{Text: words.L("To look at"), Tone: Warn, Pill: true}
		if r.Grave {
			kind = Cell{Text: words.L("Difference"), Tone: Bad, Pill: true}
		}
		return []Cell{kind, {Text: r.Text}, muted(Cell{Text: r.Fix})}
	}
	l.Selected = func() { p.h.Redraw(p.t) }
	l.Nothing = func() Empty {
		if p.Result == nil {
			return Empty{Symbol: "reconcile", Title: words.L("Not proved yet"), Text: words.L("Write the closing balance of the bank's statement, or import it.")}
		}
		return Empty{Symbol: "done", Title: words.L("Nothing was found"), Text: words.L("The sums agree, and what they do not prove was looked for: money used before it was collected, fees before the bill, another client's ledger, gaps in the checks.")}
	}
	l.Show(nil, "", nil)

	a := &p.Past
	a.bind(p.h, "trust.past")
	a.Heads = []Column{
		{Key: "as_of", Label: words.Mark("As of"), Width: 98, Sortable: true}, {Key: "from", Label: words.Mark("From"), Width: 98}, {Key: "statement", Label: words.Mark("Statement"), Width: 110, Right: true},
		{Key: "status", Label: words.Mark("Proof"), Width: 150, Pills: true}, {Key: "prepared", Label: words.Mark("Prepared by"), Width: 140, Flex: 1},
		{Key: "reviewed", Label: words.Mark("Reviewed by"), Width: 140, Flex: 1}, {Key: "state", Label: words.Mark("State"), Width: 130, Pills: true},
	}
	a.ID = func(r app.PastReconciliation) int64 { return r.ID }
	a.Cells = pastCells
	a.By = map[string]func(x, y app.PastReconciliation) int{"as_of": by(func(r app.PastReconciliation) cal.Date { return r.AsOf })}
	a.Selected = func() { p.h.Redraw(p.t) }
	a.Nothing = func() Empty {
		return Empty{Symbol: "reconcile", Title: words.L("Nothing was signed yet"), Text: words.L("A signed reconciliation is kept here with its printed report, and its period is closed.")}
	}
	a.Show(nil, "", nil)
}

func pastCells(r app.PastReconciliation) []Cell {
	status := Cell{Text: words.L("Balanced"), Tone: Good, Pill: true}
	if r.Status == app.ReconExplained {
		status = Cell{Text: words.L("Difference, explained"), Tone: Bad, Pill: true}
	}
	state := Cell{Text: words.L("To be reviewed"), Tone: Warn, Pill: true}
	switch {
	case !r.Live():
		state = Cell{Text: words.L("Reopened"), Tone: Neutral, Pill: true}
	case r.ReopenBy != 0:
		state = Cell{Text: words.L("Reopening asked"), Tone: Warn, Pill: true}
	case r.ReviewedBy != 0:
		state = Cell{Text: words.L("Closed"), Tone: Good, Pill: true}
	}
	return []Cell{dateCell(r.AsOf), dateCell(r.From), moneyCell(r.Statement, r.Account.Currency), status, {Text: name(r.Prepared.Name, r.Prepared.Code)}, {Text: name(r.Reviewed.Name, r.Reviewed.Code)}, state}
}

func name(long, short string) string {
	if long != "" {
		return long
	}
	return short
}

// showFindings lists what makes the difference first, then what a reviewer
// should see though the sums agree.
func (p *Proof) showFindings() {
	r := p.Result
	if r == nil {
		p.Findings.Show(nil, "", nil)
		return
	}
	var rows []FindingRow
	add := func(x FindingRow) {
		x.No = int64(len(rows) + 1)
		rows = append(rows, x)
	}
	for _, c := range r.Clues {
		add(FindingRow{Grave: c.Kind != trust.WrongLedger, Text: c.Text, Fix: c.Mend.Text, Do: p.mend(c)})
	}
	if len(r.Clues) == 0 {
		for _, h := range r.Hints {
			add(FindingRow{Grave: true, Text: h})
		}
	}
	seen := map[string]bool{}
	for _, f := range r.Findings {
		x := FindingRow{Text: f.Text, Fix: f.Fix}
		if seen[f.Text] = true; f.MatterID != 0 {
			x.Do = func() { p.openLedger(f.MatterID) }
		}
		if f.Code == "bank.unmatched" || f.Code == "bank.by_hand" {
			x.Do = func() { p.SetStep(StepMatch) }
		}
		add(x)
	}
	for _, e := range r.Exceptions {
		if !seen[e] {
			add(FindingRow{Text: e})
		}
	}
	p.Findings.Show(rows, words.N(len(rows), "%d thing to look at", "%d things to look at", len(rows)), nil)
}

// openLedger leaves the proof for the card of a ledger.
func (p *Proof) openLedger(matterID int64) {
	for _, b := range p.t.ledgers {
		if b.MatterID == matterID {
			p.Close()
			p.t.Choose(b.LedgerID)
			return
		}
	}
}

// Finding is the chosen finding in full, which a narrow column cuts.
func (p *Proof) Finding() string {
	for _, r := range p.Findings.Picked() {
		return r.Text + " " + r.Fix
	}
	return ""
}

// Mend opens what would mend the chosen finding.
func (p *Proof) Mend() {
	for _, r := range p.Findings.Picked() {
		if r.Do != nil {
			r.Do()
			return
		}
	}
	p.h.Say("%s", words.L("Choose a line that says what mends it."))
}

// mend opens the form that would put a slip right, filled as far as it is known.
func (p *Proof) mend(c trust.Clue) func() {
	t, m := p.t, c.Mend
	fill := func() {
		f := t.Side
		if f == nil {
			return
		}
		f.Set("amount", m.Amount.Plain(t.Currency()))
		f.Set("date", m.On.String())
		for path, text := range map[string]string{"party": m.Party, "purpose": m.Purpose, "reference": m.Reference} {
			if in := f.In(path); in != nil && in.Text == "" {
				f.Set(path, text)
			}
		}
		if b, ok := t.rowOf(m.MatterID); ok && f.In("matter") != nil {
			f.Put("matter", Choice{Noun: "matter", Key: b.Matter.Code, ID: b.MatterID, Text: b.Matter.Code + "  " + b.Matter.Name, More: b.Client.Name})
			t.showRoom(f)
		} else if in := f.In("matter"); in != nil {
			f.Put("matter", Choice{}) // whose money it is, the bank does not say
			t.showRoom(f)
			f.Focus = "matter"
		}
		f.Note = c.Text
		t.h.Redraw(t)
	}
	if m.Reverse != 0 {
		return func() { t.startReverse(m.Reverse, c.Text+" "+m.Text) }
	}
	switch m.Post {
	case trust.Charge:
		return func() { t.StartCharge(); fill() }
	case trust.Receipt:
		return func() { t.StartReceipt(); fill() }
	case trust.Check, trust.EFT:
		return func() {
			t.StartPayment()
			if m.Post == trust.EFT && t.Side != nil {
				t.Side.Set("how", string(trust.EFT))
			}
			fill()
		}
	}
	return nil
}

// Signer is who would sign.
func (p *Proof) Signer() string {
	u := p.h.Desk().User
	return name(u.Name, u.Code)
}

// StartSlip notes a slip of the bank that it has still to put right, so that the
// proof agrees with it counted as if it were.
func (p *Proof) StartSlip() {
	t := p.t
	if p.Result == nil {
		p.h.Say("%s", words.L("Give the closing balance of the bank's statement first."))
		return
	}
	f := newSideForm(p.h, t, "trust.slip", words.L("A slip of the bank"), words.L("Count it as put right"),
		choiceIn("direction", words.L("Its correction"), "in", Choice{Key: "in", Text: words.L("puts money in")}, Choice{Key: "out", Text: words.L("takes money out")}),
		moneyIn("amount", words.L("Amount"), ""), textIn("text", words.L("What it is"), "").hint(words.L("Check 1091 read as 45,000.00")), dateIn("date", words.L("Told the bank on"), t.today()))
	f.Focus = "amount"
	f.Note = words.L("It stands in the report until the bank has corrected it, and is carried on to the next one.")
	if d := p.Result.BankLessJournal(); d != 0 {
		f.Set("amount", d.Abs().Plain(t.Currency()))
		if d > 0 {
			f.Set("direction", "out")
		}
		f.Focus = "text"
	}
	cur := t.Currency()
	f.send = func(f *SideForm) {
		a, err := money.ParseAmount(f.Text("amount"), cur)
		if err != nil || a <= 0 {
			f.In("amount").Fault = words.L("Write the amount of the slip.")
			f.Focus = "amount"
			return
		}
		if f.Text("text") == "" {
			f.In("text").Fault = words.L("Say what it is: it is printed.")
			f.Focus = "text"
			return
		}
		if f.Text("direction") == "out" {
			a = -a
		}
		p.keepSlips()
		p.slips = append(p.slips, app.AskBankError{Amount: a.Plain(cur), Text: f.Text("text"), ReportedOn: f.Date("date")})
		t.closeSide()
		p.run()
	}
	t.show(f)
}

// keepSlips takes over those that were carried on, before one is added or taken away.
func (p *Proof) keepSlips() {
	if p.slips != nil || p.Result == nil {
		return
	}
	p.slips = []app.AskBankError{}
	for _, e := range p.Result.BankErrors {
		p.slips = append(p.slips, app.AskBankError{Amount: e.Amount.Plain(p.t.Currency()), Text: e.Text, ReportedOn: e.ReportedOn})
	}
}

// DropSlips says that the bank has put everything right.
func (p *Proof) DropSlips() {
	p.slips = []app.AskBankError{}
	p.run()
}

// CanSign says why the proof cannot be signed; blank when it can.
func (p *Proof) CanSign() string {
	r := p.Result
	switch {
	case p.Working:
		return words.L("Something is still on its way.")
	case r == nil:
		return words.L("Give the closing balance of the bank's statement first.")
	case r.AsOf <= r.Account.ClosedThrough:
		return words.L("The account is closed through %s already.", words.Date(r.Account.ClosedThrough))
	case r.AsOf > p.h.Today():
		return words.L("%s is still to come.", words.Date(r.AsOf))
	case !r.Balanced() && p.Explain.Text == "":
		return words.L("The three do not agree. Mend it, or explain it: who clears it, and by when.")
	}
	return ""
}

// Sign asks once more, then signs: the report is kept and the period frozen.
func (p *Proof) Sign() {
	if why := p.CanSign(); why != "" {
		p.h.Say("%s", why)
		return
	}
	r := p.Result
	text := words.L("Signed by %s. Nothing dated through %s can be posted, cleared or matched after it. Somebody else reviews it.", p.Signer(), words.Date(r.AsOf))
	if !r.Balanced() {
		text = words.L("The three do NOT agree; the report says so, with your explanation.") + " " + text
	}
	req := app.CloseTrust{Request: app.Request{Key: newKey(p.h.Desk(), "trust.close")},
		AskReconcile: app.AskReconcile{Account: p.t.Account, AsOf: r.AsOf, Statement: p.Statement.Text, BankErrors: p.slips}, Explanation: p.Explain.Text}
	if r.Account.ClosedThrough.IsZero() {
		req.From = r.From
	}
	p.h.Ask(Question{Title: words.L("Sign and close %s through %s?", p.t.Account, words.Date(r.AsOf)), Text: text, Yes: words.L("Sign and close"), Danger: true}, func(yes bool) {
		if !yes {
			return
		}
		doMatch(p, func(ctx context.Context) (app.ClosedTrust, error) { return p.h.Desk().CloseTrust(ctx, req) }, func(c app.ClosedTrust) {
			p.Step = StepSign
			p.h.Say("%s", words.L("Signed: %s is closed through %s. The report is kept; somebody else reviews it.", p.t.Account, words.Date(c.AsOf)))
			p.h.Redraw(p.t)
		})
	})
}

// Signed is the chosen reconciliation of the past; ok false for none.
func (p *Proof) Signed() (app.PastReconciliation, bool) {
	if picked := p.Past.Picked(); len(picked) == 1 {
		return picked[0], true
	}
	if rows := p.Past.Values(); len(rows) > 0 && len(p.Past.Selection()) == 0 {
		return rows[0], true
	}
	return app.PastReconciliation{}, false
}

// OpenPaper shows the kept report, byte for byte.
func (p *Proof) OpenPaper() {
	r, ok := p.Signed()
	if !ok {
		p.h.Say("%s", words.L("Choose a reconciliation that was signed."))
		return
	}
	Go(p.h.Runner(), func(ctx context.Context) (app.ReconciliationPaper, error) {
		return p.h.Desk().ReconciliationPaper(ctx, r.ID, "")
	},
		func(x app.ReconciliationPaper, err error) {
			if err != nil {
				p.h.Fail(err)
				return
			}
			openBytes(p.h, x.Name, x.Bytes)
		})
}

// Review signs the chosen reconciliation as the second person.
func (p *Proof) Review() {
	r, ok := p.Signed()
	if !ok {
		return
	}
	doMatch(p, func(ctx context.Context) (app.ClosedTrust, error) {
		return p.h.Desk().ReviewReconciliation(ctx, app.ReviewReconciliation{ID: r.ID})
	}, func(c app.ClosedTrust) {
		p.h.Say("%s", words.L("Reviewed: the report of %s has both names.", words.Date(c.AsOf)))
	})
}

// Reopen asks that the newest period be opened again, or agrees to it.
func (p *Proof) Reopen() {
	r, ok := p.Signed()
	if !ok {
		return
	}
	t := p.t
	title, submit, note := words.L("Ask to reopen %s", words.Date(r.AsOf)), words.L("Ask"), words.L("Another person must agree by the same form. Then entries of the period can be posted again; the old report is kept and marked as superseded.")
	inputs := []*Input{textIn("reason", words.L("Reason"), "").hint(words.L("Kept in the log and on the old report"))}
	if r.ReopenBy != 0 {
		title, submit, note = words.L("Agree to reopen %s", words.Date(r.AsOf)), words.L("Agree"), words.L("%s asked for it: %s", name(r.Asked.Name, r.Asked.Code), r.ReopenReason)
		inputs = nil
	}
	f := newSideForm(p.h, t, "trust.reopen", title, submit, inputs...)
	f.Danger, f.Note = true, note
	f.send = func(f *SideForm) {
		req := app.ReopenReconciliation{Request: app.Request{Key: f.Key}, ID: r.ID, Reason: f.Text("reason")}
		sendAct(f, func(ctx context.Context) (app.ClosedTrust, error) { return p.h.Desk().ReopenReconciliation(ctx, req) }, func(c app.ClosedTrust) {
			t.closeSide()
			if c.Live() {
				p.h.Say("%s", words.L("Asked. The period stays closed until somebody else agrees."))
				return
			}
			p.h.Say("%s", words.L("The period from %s to %s is open again.", words.Date(c.From), words.Date(c.AsOf)))
		})
	}
	t.show(f)
}
