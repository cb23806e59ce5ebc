package present

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// readMatter reads what a page shows of a matter, on one snapshot.
func readMatter(q app.Query, r app.MatterRow, today cal.Date) (f matterFacts, err error) {
	if f.client, err = q.Client(r.ClientID); err != nil {
		return f, err
	}
	if f.rates, err = q.RateRows(r.ID, r.ClientID); err != nil {
		return f, err
	}
	if f.notes, err = app.NoteRows(q, app.NoteFilter{MatterID: r.ID}); err != nil {
		return f, err
	}
	if f.parties, err = q.Parties(r.ID); err != nil {
		return f, err
	}
	invoices, err := q.Standings(app.StandingFilter{MatterID: r.ID, Newest: true})
	if err != nil {
		return f, err
	}
	for _, s := range invoices {
		b := MatterBill{ID: s.InvoiceID, Invoice: s, Amount: s.Total, Currency: s.Currency}
		if s.Balance() != 0 {
			f.open = append(f.open, s)
			b.Late = max(int(today.Sub(s.DueOn)), 0)
		}
		f.bills = append(f.bills, b)
	}
	ledgers, err := q.Ledgers(app.TrustFilter{MatterID: r.ID})
	if err != nil {
		return f, err
	}
	for _, l := range ledgers {
		account, err := q.TrustAccount(l.AccountID)
		if err != nil {
			return f, err
		}
		lines, err := q.LedgerLines(l.ID, 0, 0)
		if err != nil {
			return f, err
		}
		for _, x := range lines {
			f.lines = append(f.lines, MatterTrustLine{x, account})
		}
	}
	sums, err := q.EntryTotals(app.EntryFilter{MatterID: r.ID, Statuses: []work.Status{work.Draft}})
	if err != nil {
		return f, err
	}
	f.drafts = sums.N
	if f.billed, err = app.BudgetBilled(q, r.ID, 0); err != nil {
		return f, err
	}
	return f, nil
}

func (p *MatterPage) bindTime() {
	h := p.h
	p.Time = &List[app.TimeRow]{
		Run: h.Runner(),
		Heads: []Column{
			{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "timekeeper", Label: words.Mark("TK"), Width: 52, Sortable: true, Tip: words.Mark("Timekeeper")},
			{Key: "code", Label: words.Mark("Code"), Width: 84, Min: 48}, {Key: "narrative", Label: words.Mark("Narrative"), Width: 240, Min: 110, Flex: 1},
			{Key: "hours", Label: words.Mark("Hours"), Width: 62, Right: true, Sortable: true}, {Key: "rate", Label: words.Mark("Rate"), Width: 70, Right: true, Sortable: true},
			{Key: "amount", Label: words.Mark("Amount"), Width: 94, Right: true, Sortable: true}, {Key: "status", Label: words.Mark("Status"), Width: 100, Pills: true, Sortable: true},
		},
		ID: func(r app.TimeRow) int64 { return r.ID },
		Cells: func(r app.TimeRow) []Cell {
			return []Cell{dateCell(r.Date), {Text: r.TimekeeperCode}, codeCell(r.Entry), {Text: oneLine(r.Narrative)}, hoursCell(r.Hours), muted(rateCell(r.Rate)), amountCell(r), statusCell(r.Entry)}
		},
		Find: func(o Order) func(context.Context) (Found, error) {
			f := app.EntryFilter{MatterID: p.Row.ID}
			return func(ctx context.Context) (Found, error) { return findTime(ctx, h.Desk(), f, o) }
		},
		Fetch: func(ctx context.Context, ids []int64) ([]app.TimeRow, error) {
			return app.Read(ctx, h.Desk(), func(q app.Query) ([]app.TimeRow, error) {
				rows, err := q.EntryRowsByID(ids)
				if err != nil {
					return nil, err
				}
				return withCurrency(q, rows)
			})
		},
		Fail:     h.Fail,
		Selected: func() { h.Redraw(p.m) },
		Nothing: func() Empty {
			if p.Row.Status == firm.MatterClosed {
				return Empty{Symbol: "time", Title: words.L("No time was recorded"), Text: words.L("The matter is closed and takes no new work.")}
			}
			return Empty{Symbol: "time", Title: words.L("No time on this matter yet"), Text: words.L("What is recorded on the day sheet for this matter stands here, with its rate and where it is on its way to a bill."),
				Action: words.L("Enter time"), Do: func() { p.m.Do("matters.time") }}
		},
	}
	p.Time.order = Order{By: "date", Desc: true}
}

func (p *MatterPage) bindExpenses() {
	l := &p.Expenses
	l.bind(p.h, "matter.expenses")
	l.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "code", Label: words.Mark("Code"), Width: 56, Sortable: true},
		{Key: "kind", Label: words.Mark("Kind"), Width: 56, Sortable: true, Tip: words.Mark("Hard: money paid out, billed at what was paid. Soft: the firm's own service")},
		{Key: "text", Label: words.Mark("Description"), Width: 220, Min: 110, Flex: 1, Sortable: true}, {Key: "vendor", Label: words.Mark("Vendor"), Width: 130, Min: 70, Flex: 0.5, Sortable: true},
		{Key: "units", Label: words.Mark("Units"), Width: 62, Right: true, Sortable: true}, {Key: "price", Label: words.Mark("Price"), Width: 78, Right: true, Sortable: true},
		{Key: "amount", Label: words.Mark("Amount"), Width: 94, Right: true, Sortable: true}, {Key: "status", Label: words.Mark("Status"), Width: 104, Pills: true, Sortable: true},
	}
	l.ID = func(r app.ExpenseRow) int64 { return r.ID }
	l.Cells = expenseCells
	l.By = map[string]func(a, b app.ExpenseRow) int{
		"date": by(func(r app.ExpenseRow) cal.Date { return r.Date }), "code": by(func(r app.ExpenseRow) string { return r.Code }), "kind": by(func(r app.ExpenseRow) string { return string(r.Kind) }),
		"text": by(func(r app.ExpenseRow) string { return firm.Fold(r.Description) }), "vendor": by(func(r app.ExpenseRow) string { return firm.Fold(r.Vendor) }),
		"units": by(func(r app.ExpenseRow) money.Quantity { return r.Units }), "price": by(func(r app.ExpenseRow) money.Rate { return r.UnitPrice }),
		"amount": by(func(r app.ExpenseRow) money.Amount { return r.Amount }), "status": by(func(r app.ExpenseRow) string { return string(r.Status) }),
	}
	l.Selected = func() { p.h.Redraw(p.m) }
	l.Nothing = func() Empty {
		e := Empty{Symbol: "payments", Title: words.L("No expense on this matter"), Text: words.L("Filing fees, copies, travel: what was paid for the client or used of the firm's own. Each goes on the next bill.")}
		if p.mayExpense() == "" {
			e.Action, e.Do = words.L("New expense"), p.StartExpense
		}
		return e
	}
	l.remember()
}

func expenseCells(r app.ExpenseRow) []Cell {
	kind := words.L("hard")
	if r.Kind == work.SoftCost {
		kind = words.L("soft")
	}
	amount := moneyCell(r.Amount, r.Currency)
	switch {
	case r.Billable == work.NonBillable:
		amount = Cell{Text: words.L("not billed"), Muted: true, Raw: Sum{r.Amount, r.Currency}}
	case r.Billable == work.AtNoCharge:
		amount = Cell{Text: words.L("no charge"), Muted: true, Raw: Sum{r.Amount, r.Currency}}
	case r.Status == work.WrittenOff:
		amount.Struck, amount.Muted = true, true
	}
	status := statusCell(work.Entry{Status: r.Status, HoldReason: r.HoldReason})
	if r.TrustTxnID != 0 {
		status = Cell{Text: words.L("From trust"), Tone: Info, Pill: true}
	}
	return []Cell{dateCell(r.Date), {Text: r.Code}, {Text: kind, Muted: true}, {Text: oneLine(r.Description)}, {Text: r.Vendor, Muted: true},
		{Text: words.Short(r.Units), Raw: r.Units}, muted(rateCell(r.UnitPrice)), amount, status}
}

func (p *MatterPage) showExpenses() {
	var sum money.Amount
	for _, x := range p.facts.expenses {
		if x.Status != work.WrittenOff && x.Billable == work.Yes {
			sum += x.Amount
		}
	}
	p.Expenses.Show(p.facts.expenses, words.N(len(p.facts.expenses), "%d expense", "%d expenses", len(p.facts.expenses)), map[string]string{"amount": words.Amount(sum, p.Row.Client.Currency)})
}

func (p *MatterPage) bindBills() {
	l := &p.Bills
	l.bind(p.h, "matter.bills")
	l.Heads = []Column{
		{Key: "number", Label: words.Mark("Bill"), Width: 110, Sortable: true}, {Key: "date", Label: words.Mark("Dated"), Width: 98, Sortable: true},
		{Key: "status", Label: words.Mark("Status"), Width: 110, Pills: true}, {Key: "note", Label: words.Mark("Remark"), Width: 160, Min: 60, Flex: 1},
		{Key: "total", Label: words.Mark("Billed"), Width: 100, Right: true, Sortable: true}, {Key: "paid", Label: words.Mark("Paid"), Width: 100, Right: true, Sortable: true, Tip: words.Mark("Payments and credits")},
		{Key: "balance", Label: words.Mark("Open"), Width: 100, Right: true, Sortable: true}, {Key: "due", Label: words.Mark("Due"), Width: 98, Sortable: true},
	}
	l.ID = func(r MatterBill) int64 { return r.ID }
	l.Cells = func(r MatterBill) []Cell { return billCells(r) }
	l.By = map[string]func(a, b MatterBill) int{
		"number": by(func(r MatterBill) string { return r.Invoice.Number }), "date": by(func(r MatterBill) cal.Date { return max(r.Invoice.Date, r.PreBill.CreatedOn) }),
		"total": by(func(r MatterBill) money.Amount { return r.Amount }), "paid": by(func(r MatterBill) money.Amount { return r.Invoice.Paid + r.Invoice.Credited }),
		"balance": by(func(r MatterBill) money.Amount { return r.Invoice.Balance() }), "due": by(func(r MatterBill) cal.Date { return r.Invoice.DueOn }),
	}
	l.Selected = func() { p.h.Redraw(p.m) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "billing", Title: words.L("No bill yet"), Text: words.L("Pre-bills of this matter and the invoices made of them stand here, with what is paid and what is open.")}
	}
	l.remember()
}

var standingWords = map[string]string{"final": words.Mark("Final"), "sent": words.Mark("Sent"), "part paid": words.Mark("Part paid"), "paid": words.Mark("Paid"),
	"credited": words.Mark("Credited"), "void": words.Mark("Void")}

var standingTones = map[string]Tone{"final": Info, "sent": Info, "part paid": Warn, "paid": Good, "credited": Neutral, "void": Neutral}

var preBillWords = map[bill.PreBillStatus]string{bill.PreBillOpen: words.Mark("Pre-bill open"), bill.PreBillReview: words.Mark("In review"), bill.PreBillApproved: words.Mark("Approved")}

func billCells(r MatterBill) []Cell {
	if r.PreBill.ID != 0 {
		note := ""
		if r.PreBill.Holder != "" {
			note = words.L("with %s", r.PreBill.Holder)
		}
		return []Cell{{Text: words.L("Pre-bill %d", r.PreBill.ID), Muted: true}, dateCell(r.PreBill.CreatedOn), {Text: words.Of(preBillWords[r.PreBill.Status]), Tone: Warn, Pill: true},
			{Text: note, Muted: true}, muted(moneyCell(r.Amount, r.Currency)), {}, {}, {}}
	}
	s := r.Invoice
	word := s.Word()
	note := Cell{}
	if r.Late > 0 {
		note = Cell{Text: words.N(r.Late, "%d day past due", "%d days past due", r.Late), Tone: Bad}
	}
	total := moneyCell(s.Total, s.Currency)
	total.Struck = s.Status == bill.Void
	return []Cell{{Text: s.Number, Bold: true}, dateCell(s.Date), {Text: words.Of(standingWords[word]), Tone: standingTones[word], Pill: true}, note,
		total, quietMoney(s.Paid+s.Credited, s.Currency), quietMoney(s.Balance(), s.Currency), dateCell(s.DueOn)}
}

func (p *MatterPage) showBills() {
	var total, paid, open money.Amount
	for _, b := range p.facts.bills {
		if b.Invoice.InvoiceID == 0 || b.Invoice.Status == bill.Void {
			continue
		}
		total, paid, open = total+b.Amount, paid+b.Invoice.Paid+b.Invoice.Credited, open+b.Invoice.Balance()
	}
	cur := p.Row.Client.Currency
	p.Bills.Show(p.facts.bills, words.N(len(p.facts.bills), "%d bill", "%d bills", len(p.facts.bills)),
		map[string]string{"total": words.Amount(total, cur), "paid": words.Amount(paid, cur), "balance": words.Amount(open, cur)})
}

// OpenBill opens the selected pre-bill or invoice on the billing screens.
func (p *MatterPage) OpenBill(id int64) {
	for _, b := range p.facts.bills {
		switch {
		case b.ID != id:
		case b.PreBill.ID != 0:
			p.h.Open("prebill", strconv.FormatInt(b.PreBill.ID, 10))
		default:
			p.h.Open("invoice", b.Invoice.Number)
		}
	}
}

var trustWords = map[trust.Kind]string{trust.Receipt: words.Mark("Receipt"), trust.Check: words.Mark("Check"), trust.EFT: words.Mark("Electronic"), trust.Transfer: words.Mark("To the firm"),
	trust.Charge: words.Mark("Charge"), trust.Interest: words.Mark("Interest"), trust.Cushion: words.Mark("Cushion"), trust.VoidItem: words.Mark("Void"), trust.Reversal: words.Mark("Reversal")}

func (p *MatterPage) bindTrust() {
	l := &p.Trust
	l.bind(p.h, "matter.trust")
	l.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "account", Label: words.Mark("Account"), Width: 90, Sortable: true}, {Key: "kind", Label: words.Mark("Kind"), Width: 84},
		{Key: "party", Label: words.Mark("From or to"), Width: 150, Min: 80, Flex: 0.7, Sortable: true}, {Key: "purpose", Label: words.Mark("Purpose"), Width: 190, Min: 80, Flex: 1},
		{Key: "reference", Label: words.Mark("Reference"), Width: 90}, {Key: "amount", Label: words.Mark("Amount"), Width: 100, Right: true, Sortable: true},
		{Key: "balance", Label: words.Mark("Balance"), Width: 100, Right: true}, {Key: "cleared", Label: words.Mark("Cleared"), Width: 98},
	}
	l.ID = func(r MatterTrustLine) int64 { return r.TxnID }
	l.Cells = func(r MatterTrustLine) []Cell {
		cur := r.Account.Currency
		return []Cell{dateCell(r.PostedOn), {Text: r.Account.Code, Muted: true}, {Text: words.Of(trustWords[r.Kind])}, {Text: r.Party}, {Text: r.Purpose, Muted: true}, {Text: r.Reference, Muted: true},
			moneyCell(r.Amount, cur), boldCell(r.Balance, cur), dayCell(r.ClearedOn)}
	}
	l.By = map[string]func(a, b MatterTrustLine) int{
		"date": by(func(r MatterTrustLine) cal.Date { return r.PostedOn }), "account": by(func(r MatterTrustLine) string { return r.Account.Code }),
		"party": by(func(r MatterTrustLine) string { return firm.Fold(r.Party) }), "amount": by(func(r MatterTrustLine) money.Amount { return r.Amount }),
	}
	l.Selected = func() { p.h.Redraw(p.m) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "trust", Title: words.L("No client money is held for this matter"), Text: words.L("Its ledger opens with the first receipt into a trust account."),
			Action: words.L("Go to trust"), Do: func() { p.h.Go("trust", "") }}
	}
	l.remember()
}

func (p *MatterPage) showTrust() {
	p.Trust.Show(p.facts.lines, words.N(len(p.facts.lines), "%d entry", "%d entries", len(p.facts.lines)), nil)
	p.Balances = nil
	for _, b := range p.facts.balances {
		cur := b.Account.Currency
		more := ""
		if len(p.facts.balances) > 1 {
			more = " " + b.Account.Code
		}
		f := figure("available", words.L("Available today")+more, b.Available(), cur, words.L("Book, less what is not collected and what is held."))
		if belowFloor(p.Row) {
			f.Tone, f.Tip = Warn, words.L("Below the floor of %s.", words.Amount(p.Row.TrustFloor, cur))
		}
		p.Balances = append(p.Balances, figure("book", words.L("Book")+more, b.Book, cur, words.L("Everything posted")),
			figure("uncleared", words.L("Uncleared")+more, b.Uncleared, cur, ""), figure("held", words.L("Held")+more, b.Held, cur, ""), f)
	}
}

func (p *MatterPage) bindNotes() {
	l := &p.Notes
	l.bind(p.h, "matter.notes")
	l.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "kind", Label: words.Mark("Kind"), Width: 76, Pills: true, Sortable: true},
		{Key: "text", Label: words.Mark("Text"), Width: 320, Min: 140, Flex: 1}, {Key: "author", Label: words.Mark("By"), Width: 90, Sortable: true},
		{Key: "due", Label: words.Mark("Due"), Width: 98, Sortable: true}, {Key: "done", Label: words.Mark("Done"), Width: 98, Sortable: true},
	}
	l.ID = func(r app.NoteRow) int64 { return r.ID }
	l.Cells = func(r app.NoteRow) []Cell { return noteCells(r, p.h.Today()) }
	l.By = map[string]func(a, b app.NoteRow) int{
		"date": by(func(r app.NoteRow) cal.Date { return r.On }), "kind": by(func(r app.NoteRow) string { return string(r.Kind) }), "author": by(func(r app.NoteRow) string { return r.Author.Code }),
		"due": func(a, b app.NoteRow) int {
			return cmp.Or(cmp.Compare(rank01(!a.Open()), rank01(!b.Open())), cmp.Compare(a.Due, b.Due))
		},
		"done": by(func(r app.NoteRow) cal.Date { return r.DoneOn }),
	}
	l.Selected = func() { p.h.Redraw(p.m) }
	l.Nothing = func() Empty {
		if strings.TrimSpace(p.Search.Text) != "" {
			return Empty{Symbol: "search", Title: words.L("No note fits"), Text: words.L("No note of this matter has these words."), Action: words.L("Show all notes"), Do: func() { p.SetSearch("") }}
		}
		e := Empty{Symbol: "document", Title: words.L("No note yet"), Text: words.L("What was said on the telephone, what is still to do and by when: notes stay with the matter and never go on a bill.")}
		if p.h.Desk().MayWriteNotes() {
			e.Action, e.Do = words.L("Write a note"), func() { p.StartNote(firm.PlainNote) }
		}
		return e
	}
	l.remember()
}

// SetSearch narrows the notes.
func (p *MatterPage) SetSearch(text string) {
	p.Search.Set(text)
	p.showNotes()
	p.h.Redraw(p.m)
}

func (p *MatterPage) showNotes() {
	typed := strings.Fields(firm.Fold(p.Search.Text))
	var list []app.NoteRow
	for _, n := range p.facts.notes {
		if hasAll(firm.Fold(n.Text, n.Author.Name, n.Author.Code), typed) {
			list = append(list, n)
		}
	}
	p.Notes.Show(list, words.N(len(list), "%d note", "%d notes", len(list)), nil)
}

func (p *MatterPage) bindParties() {
	l := &p.Parties
	l.bind(p.h, "matter.parties")
	l.Heads = []Column{
		{Key: "role", Label: words.Mark("Role"), Width: 130, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 300, Min: 110, Flex: 1, Sortable: true},
		{Key: "organisation", Label: words.Mark("Organisation"), Width: 150, Min: 80, Flex: 0.5, Sortable: true}, {Key: "email", Label: words.Mark("E-mail"), Width: 120, Min: 70, Flex: 0.4},
		{Key: "phone", Label: words.Mark("Telephone"), Width: 120, Min: 70}, {Key: "from", Label: words.Mark("From"), Width: 98, Sortable: true}, {Key: "to", Label: words.Mark("Until"), Width: 98, Sortable: true},
	}
	l.ID = func(r firm.Party) int64 { return r.ID }
	l.Cells = func(r firm.Party) []Cell {
		gone := !r.To.IsZero() && r.To < p.h.Today()
		return []Cell{{Text: partyWord(r.Role), Muted: gone}, {Text: r.Name, Bold: !gone, Muted: gone}, {Text: r.Organisation, Muted: gone}, {Text: r.Email, Muted: true}, {Text: r.Phone, Muted: true},
			dayCell(r.From), dayCell(r.To)}
	}
	l.By = map[string]func(a, b firm.Party) int{
		"role": by(func(r firm.Party) string { return partyWord(r.Role) }), "name": by(func(r firm.Party) string { return firm.Fold(r.Name) }),
		"organisation": by(func(r firm.Party) string { return firm.Fold(r.Organisation) }), "from": by(func(r firm.Party) cal.Date { return r.From }), "to": by(func(r firm.Party) cal.Date { return r.To }),
	}
	l.Selected = func() { p.h.Redraw(p.m) }
	l.Nothing = func() Empty {
		e := Empty{Symbol: "clients", Title: words.L("No party is named"), Text: words.L("Name the other side, its counsel, the court, insurers and witnesses: a search for conflicts of interest looks here.")}
		if p.h.Desk().MayWriteNotes() {
			e.Action, e.Do = words.L("Name a party"), p.StartParty
		}
		return e
	}
	l.remember()
}
