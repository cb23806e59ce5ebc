package present

import (
	"context"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// The tabs of a client's card.
const (
	CardMatters  = "matters"
	CardBills    = "bills"
	CardPayments = "payments"
)

// CardTabs are the lists of a client's card.
var CardTabs = []Choice{{Key: CardMatters, Text: words.Mark("Matters")}, {Key: CardBills, Text: words.Mark("Bills")}, {Key: CardPayments, Text: words.Mark("Payments")}}

// ClientCard is the chosen client: who it is, its money, its matters, bills and
// payments.
type ClientCard struct {
	c   *Clients
	h   Host
	Row app.ClientRow // zero: nobody is chosen
	Tab string

	Figures  []Figure
	Facts    []Figure
	Matters  ShortList[app.MatterRow]
	Bills    ShortList[MatterBill]
	Payments ShortList[bill.Payment]

	facts cardFacts
	read  Latest
}

type cardFacts struct {
	bills     []bill.Standing
	payments  []bill.Payment
	unapplied money.Amount
}

func newClientCard(c *Clients) *ClientCard {
	k := &ClientCard{c: c, h: c.h, Tab: CardMatters}
	l := &k.Matters
	l.bind(c.h, "client.matters")
	l.Heads = []Column{
		{Key: "code", Label: words.Mark("Matter"), Width: 72, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 120, Min: 70, Flex: 1, Sortable: true}, {Key: "status", Label: words.Mark("Status"), Width: 64, Pills: true},
		{Key: "wip", Label: words.Mark("WIP"), Width: 80, Right: true, Sortable: true}, {Key: "owed", Label: words.Mark("Receivable"), Width: 80, Right: true, Sortable: true},
	}
	l.ID = func(r app.MatterRow) int64 { return r.ID }
	l.Cells = func(r app.MatterRow) []Cell {
		cur := r.Client.Currency
		return []Cell{{Text: r.Code, Bold: true}, {Text: r.Name}, matterStatus(r), quietMoney(r.WIP, cur), quietMoney(r.Owed, cur)}
	}
	l.By = map[string]func(a, b app.MatterRow) int{"code": by(func(r app.MatterRow) string { return r.Code }), "name": by(func(r app.MatterRow) string { return firm.Fold(r.Name) }),
		"wip": by(func(r app.MatterRow) money.Amount { return r.WIP }), "owed": by(func(r app.MatterRow) money.Amount { return r.Owed })}
	l.Nothing = func() Empty {
		e := Empty{Symbol: "matters", Title: words.L("No matter yet"), Text: words.L("Work, bills and trust money belong to a matter of the client.")}
		if c.h.Desk().MaySetMatters() {
			e.Action, e.Do = words.L("New matter"), func() { c.Do("clients.matter") }
		}
		return e
	}
	l.remember()
	b := &k.Bills
	b.bind(c.h, "client.bills")
	b.Heads = []Column{
		{Key: "number", Label: words.Mark("Bill"), Width: 88, Sortable: true}, {Key: "date", Label: words.Mark("Dated"), Width: 88, Sortable: true}, {Key: "status", Label: words.Mark("Status"), Width: 80, Pills: true, Min: 70, Flex: 1},
		{Key: "total", Label: words.Mark("Billed"), Width: 82, Right: true, Sortable: true}, {Key: "balance", Label: words.Mark("Open"), Width: 82, Right: true, Sortable: true},
	}
	b.ID = func(r MatterBill) int64 { return r.ID }
	b.Cells = func(r MatterBill) []Cell {
		all := billCells(r)
		return []Cell{all[0], all[1], all[2], all[4], all[6]}
	}
	b.By = map[string]func(a, b MatterBill) int{"number": by(func(r MatterBill) string { return r.Invoice.Number }), "date": by(func(r MatterBill) cal.Date { return r.Invoice.Date }),
		"total": by(func(r MatterBill) money.Amount { return r.Amount }), "balance": by(func(r MatterBill) money.Amount { return r.Invoice.Balance() })}
	b.Nothing = func() Empty {
		return Empty{Symbol: "billing", Title: words.L("No bill yet"), Text: words.L("Invoices of all matters of the client stand here.")}
	}
	b.remember()
	p := &k.Payments
	p.bind(c.h, "client.payments")
	p.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 88, Sortable: true}, {Key: "how", Label: words.Mark("How"), Width: 70}, {Key: "reference", Label: words.Mark("Reference"), Width: 90, Min: 50, Flex: 1},
		{Key: "amount", Label: words.Mark("Amount"), Width: 84, Right: true, Sortable: true}, {Key: "rest", Label: words.Mark("Not applied"), Width: 84, Right: true},
	}
	p.ID = func(r bill.Payment) int64 { return r.ID }
	p.Cells = func(r bill.Payment) []Cell {
		rest := r.Amount
		for _, a := range r.Allocations {
			rest -= a.Amount
		}
		return []Cell{dateCell(r.Date), {Text: words.Of(string(r.Method))}, {Text: r.Reference, Muted: true}, moneyCell(r.Amount, r.Currency), quietMoney(rest, r.Currency)}
	}
	p.By = map[string]func(a, b bill.Payment) int{"date": by(func(r bill.Payment) cal.Date { return r.Date }), "amount": by(func(r bill.Payment) money.Amount { return r.Amount })}
	p.Nothing = func() Empty {
		return Empty{Symbol: "payments", Title: words.L("No payment yet"), Text: words.L("What the client paid, and how it was laid on bills, stands here.")}
	}
	p.remember()
	return k
}

// SetTab shows another list; it is kept for the user.
func (k *ClientCard) SetTab(tab string) {
	if k.Tab != tab {
		k.useTab(tab)
		k.c.keep()
		k.h.Redraw(k.c)
	}
}

func (k *ClientCard) useTab(tab string) {
	for _, t := range CardTabs {
		if t.Key == tab {
			k.Tab = tab
		}
	}
}

// show brings the card to a client. The matters are there already; bills and
// payments are read.
func (k *ClientCard) show(r app.ClientRow) {
	if k.Row.ID != r.ID {
		k.facts = cardFacts{}
		k.Matters.Select(nil)
		k.Bills.Select(nil)
		k.Payments.Select(nil)
	}
	k.Row = r
	if r.ID == 0 {
		k.read.Drop()
		return
	}
	var list []app.MatterRow
	for _, m := range k.c.matters {
		if m.ClientID == r.ID {
			list = append(list, m)
		}
	}
	k.Matters.Show(list, words.N(len(list), "%d matter", "%d matters", len(list)), nil)
	k.fill()
	Ask(&k.read, k.h.Runner(), func(ctx context.Context) (cardFacts, error) {
		return app.Read(ctx, k.h.Desk(), func(q app.Query) (f cardFacts, err error) {
			if f.bills, err = q.Standings(app.StandingFilter{ClientID: r.ID, Newest: true}); err != nil {
				return f, err
			}
			if f.payments, err = q.Payments(app.PaymentFilter{ClientID: r.ID}, app.Page{}); err != nil {
				return f, err
			}
			f.unapplied, err = q.Unapplied(r.ID, 0)
			return f, err
		})
	}, func(f cardFacts, err error) {
		if err != nil {
			k.h.Fail(err)
			return
		}
		k.facts = f
		k.fill()
		k.h.Redraw(k.c)
	})
}

func (k *ClientCard) fill() {
	r, cur, today := k.Row, k.Row.Currency, k.h.Today()
	var bills []MatterBill
	var open money.Amount
	for _, s := range k.facts.bills {
		b := MatterBill{ID: s.InvoiceID, Invoice: s, Amount: s.Total, Currency: s.Currency}
		if s.Balance() != 0 {
			b.Late = max(int(today.Sub(s.DueOn)), 0)
			open += s.Balance()
		}
		bills = append(bills, b)
	}
	k.Bills.Show(bills, words.N(len(bills), "%d bill", "%d bills", len(bills)), map[string]string{"balance": words.Amount(open, cur)})
	k.Payments.Show(k.facts.payments, words.N(len(k.facts.payments), "%d payment", "%d payments", len(k.facts.payments)), nil)

	owed := figure("ar", words.L("Receivable"), r.Owed, cur, "")
	for _, b := range bills {
		if b.Late > 0 && b.Invoice.Balance() > 0 {
			owed.Tone, owed.Tip = Warn, words.L("Some of it is past due.")
		}
	}
	k.Figures = []Figure{figure("wip", words.L("WIP"), r.WIP, cur, words.L("Unbilled work of all matters")), owed}
	for _, s := range r.Trust {
		k.Figures = append(k.Figures, figure("trust", words.L("Trust available"), s.Available, s.Currency, words.L("Of all matters; never one matter's for another")))
	}
	if len(r.Trust) == 0 {
		k.Figures = append(k.Figures, figure("trust", words.L("Trust available"), 0, cur, words.L("No client money is held.")))
	}
	if k.facts.unapplied != 0 {
		k.Figures = append(k.Figures, figure("credit", words.L("Not applied"), k.facts.unapplied, cur, words.L("Money received that lies on no bill yet")))
	}
	terms := words.L("%s, as the firm", words.N(k.h.Facts().Firm.TermsDays, "%d day", "%d days", k.h.Facts().Firm.TermsDays))
	if r.TermsDays >= 0 {
		terms = words.N(r.TermsDays, "%d day", "%d days", r.TermsDays)
	}
	last := ""
	if !r.Last.On.IsZero() {
		last = words.L("%s on %s", words.Money(r.Last.Amount, r.Last.Currency), words.Date(r.Last.On))
	}
	rule := ""
	if r.TimeRule != (firm.TimeRule{}) {
		rule = words.L("steps of %s h, at least %s h", words.Short(r.TimeRule.Increment), words.Short(r.TimeRule.Minimum))
	}
	k.Facts = told(fact("address", words.L("Address"), strings.Join(r.Address.Lines(), ", ")), fact("email", words.L("E-mail"), r.Email), fact("terms", words.L("Days to pay"), terms),
		fact("currency", words.L("Currency"), string(r.Currency)), fact("ledes", words.L("Number in e-bills"), r.LEDESClientID), fact("rule", words.L("Time is billed in"), rule), fact("paid", words.L("Last payment"), last))
}

// List is the list of the tab in view.
func (k *ClientCard) List() Table {
	switch k.Tab {
	case CardBills:
		return &k.Bills
	case CardPayments:
		return &k.Payments
	}
	return &k.Matters
}

// Activate opens what a row of the card stands for.
func (k *ClientCard) Activate(id int64) {
	switch k.Tab {
	case CardMatters:
		if m, ok := k.Matters.Value(id); ok {
			k.h.Open("matter", m.Code)
		}
	case CardBills:
		if b, ok := k.Bills.Value(id); ok {
			k.h.Open("invoice", b.Invoice.Number)
		}
	case CardPayments:
		if p, ok := k.Payments.Value(id); ok && !k.h.Open("payment", strconv.FormatInt(p.ID, 10)) {
			k.h.Say("The payment is shown with its bills.")
			for _, a := range p.Allocations {
				for _, b := range k.facts.bills {
					if b.InvoiceID == a.InvoiceID {
						k.h.Open("invoice", b.Number)
						return
					}
				}
			}
		}
	}
}
