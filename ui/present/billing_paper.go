package present

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// InvoicePage is one issued invoice: its page, what became of it, and what can
// be done with it.
type InvoicePage struct {
	b      *Billing
	h      Host
	Number string

	Loaded   bool
	Invoice  *bill.Invoice // a new value after each read
	Standing bill.Standing
	Matter   firm.Matter
	Client   firm.Client
	Payments []app.PaymentPosted
	Credits  []bill.Credit
	Papers   []app.Paper
	Trust    money.Amount // available to the matter today

	// Line is the line of the page that was asked about, 0 for none; Why answers.
	Line int
	Why  []string

	ask Latest
	why Latest
}

// OpenInvoice opens an issued invoice.
func (b *Billing) OpenInvoice(number string) {
	if b.Bill != nil {
		b.Bill.drop()
		b.Bill = nil
	}
	if b.Paper != nil {
		b.Paper.drop()
	}
	b.Side, b.Pay, b.Outcome = nil, nil, nil
	b.Paper = &InvoicePage{b: b, h: b.h, Number: number}
	b.Paper.Reload()
	b.h.Redraw(b)
}

// Reload reads it again.
func (p *InvoicePage) Reload() {
	number, today := p.Number, p.h.Today()
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (InvoicePage, error) {
		d := p.h.Desk()
		r, err := app.Read(ctx, d, func(q app.Query) (InvoicePage, error) {
			inv, err := q.InvoiceByNumber(number)
			if err != nil {
				return InvoicePage{}, err
			}
			r := InvoicePage{Invoice: &inv}
			list, err := q.Standings(app.StandingFilter{InvoiceID: inv.ID})
			if err != nil {
				return r, err
			}
			if len(list) == 1 {
				r.Standing = list[0]
			}
			if r.Matter, err = q.Matter(inv.MatterID); err != nil {
				return r, err
			}
			if r.Client, err = q.Client(inv.ClientID); err != nil {
				return r, err
			}
			if r.Credits, err = q.Credits(inv.ID); err != nil {
				return r, err
			}
			if r.Papers, err = q.Papers(inv.ID); err != nil {
				return r, err
			}
			balances, err := q.TrustBalances(app.TrustFilter{MatterID: inv.MatterID}, 0, today)
			for _, b := range balances {
				r.Trust += b.Available()
			}
			return r, err
		})
		if err != nil {
			return r, err
		}
		r.Payments, err = d.Payments(ctx, app.AskPayments{Invoice: number})
		return r, err
	}, func(r InvoicePage, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.Loaded, p.Invoice, p.Standing, p.Matter, p.Client = true, r.Invoice, r.Standing, r.Matter, r.Client
		p.Payments, p.Credits, p.Papers, p.Trust = r.Payments, r.Credits, r.Papers, r.Trust
		p.h.Redraw(p.b)
	})
}

func (p *InvoicePage) drop() {
	p.ask.Drop()
	p.why.Drop()
}

// Title names client and matter.
func (p *InvoicePage) Title() string {
	if !p.Loaded {
		return "Invoice " + p.Number
	}
	return p.Number + "  " + p.Client.Name + " – " + p.Matter.Name
}

// Status is the pill.
func (p *InvoicePage) Status() Cell {
	if !p.Loaded {
		return Cell{}
	}
	return invoiceStatus(p.Standing)
}

// Figures are what it came to.
func (p *InvoicePage) Figures() []Figure {
	if !p.Loaded {
		return nil
	}
	s, cur := p.Standing, p.Standing.Currency
	list := []Figure{{Key: "total", Label: "Billed", Value: s.Total.WithSymbol(cur)}, {Key: "paid", Label: "Paid", Value: s.Paid.WithSymbol(cur)}}
	if s.Credited != 0 {
		list = append(list, Figure{Key: "credited", Label: "Credited", Value: s.Credited.WithSymbol(cur)})
	}
	open := Figure{Key: "open", Label: "Open", Value: s.Balance().WithSymbol(cur)}
	if s.Balance() > 0 && s.DueOn < p.h.Today() {
		open.Tone, open.Tip = Warn, fmt.Sprintf("%d days past due", p.h.Today().Sub(s.DueOn))
	}
	return append(list, open, Figure{Key: "trust", Label: "Trust available", Value: p.Trust.WithSymbol(cur)})
}

// Story is what became of the invoice, oldest first.
func (p *InvoicePage) Story() []string {
	if !p.Loaded {
		return nil
	}
	inv, cur := p.Invoice, p.Invoice.Currency
	list := []string{fmt.Sprintf("Dated %s, due %s.", inv.Date.Short(), inv.DueOn.Short())}
	if !inv.SentOn.IsZero() {
		list = append(list, fmt.Sprintf("Sent %s by %s.", inv.SentOn.Short(), inv.SentHow))
	}
	for i := len(p.Payments) - 1; i >= 0; i-- {
		x := p.Payments[i].Payment
		laid := money.Amount(0)
		for _, a := range x.Allocations {
			if a.InvoiceID == inv.ID {
				laid += a.Amount
			}
		}
		what := "Paid"
		if x.Method == bill.ByTrust {
			what = "Paid from trust"
		}
		if x.ReversesID != 0 {
			what = "Payment taken back"
		}
		text := fmt.Sprintf("%s %s on %s", what, laid.Format(cur), x.Date.Short())
		if x.Method != bill.ByTrust {
			text += ", " + string(x.Method)
		}
		if x.Reference != "" {
			text += " " + x.Reference
		}
		list = append(list, text+".")
	}
	for _, c := range p.Credits {
		list = append(list, fmt.Sprintf("Credited %s on %s: %s.", c.Amount.Format(cur), c.Date.Short(), c.Reason))
	}
	if inv.Status == bill.Void {
		list = append(list, fmt.Sprintf("Void since %s: %s.", inv.VoidedOn.Short(), inv.VoidReason))
	}
	for _, x := range p.Papers {
		list = append(list, fmt.Sprintf("%s kept %s, SHA-256 %s….", strings.ToUpper(x.Format[:1])+x.Format[1:], x.CreatedAt.In(p.h.Desk().Now().Location()).Format("02 Jan 2006"), x.SHA256[:12]))
	}
	return list
}

// AskWhy asks about a line of the page: the rule, the rate, the person, the
// entry behind each cent.
func (p *InvoicePage) AskWhy(line int) {
	p.Line, p.Why = line, nil
	if !p.Loaded || line == 0 {
		p.h.Redraw(p.b)
		return
	}
	inv := p.Invoice
	Ask(&p.why, p.h.Runner(), func(ctx context.Context) ([]string, error) { return whyBilled(ctx, p.h.Desk(), inv, line) },
		func(why []string, err error) {
			if err != nil {
				why = []string{Words(err)}
			}
			p.Why = why
			p.h.Redraw(p.b)
		})
}

// whyBilled says what the book knows of a line, a sentence each.
func whyBilled(ctx context.Context, d *app.Desk, inv *bill.Invoice, no int) ([]string, error) {
	w, err := d.Why(ctx, inv.Number, no)
	if err != nil || len(w.Lines) != 1 {
		return nil, err
	}
	x, cur := w.Lines[0], inv.Currency
	var why []string
	if l := x.Line; x.Entry != nil {
		why = append(why, fmt.Sprintf("%s worked %s h on %s, recorded as %s h.", l.TimekeeperName, x.Entry.Worked.Plain(), x.Entry.Date.Short(), x.Was.Units.Plain()))
	} else if x.Expense != nil {
		why = append(why, fmt.Sprintf("A cost of %s, recorded as %s.", x.Expense.Date.Short(), x.Was.Amount.Format(cur)))
	}
	if x.RateWhy != "" {
		why = append(why, "Rate "+x.RateWhy+".")
	}
	why = append(why, "Priced: "+x.Priced+".")
	if x.Down != 0 {
		word, a := "Written down", x.Down
		if a < 0 {
			word, a = "Written up", -a
		}
		why = append(why, fmt.Sprintf("%s %s from the %s it came with: %s.", word, a.Format(cur), x.Was.Amount.Format(cur), x.Reason))
	}
	for _, s := range x.Steps {
		why = append(why, fmt.Sprintf("Changed by %s on %s: %s.", s.User, s.At.In(d.Now().Location()).Format("02 Jan 2006 15:04"), s.Reason))
	}
	if x.DiscountShare != 0 {
		why = append(why, fmt.Sprintf("Its share of the courtesy discount is %s.", x.DiscountShare.Format(cur)))
	}
	return why, nil
}

func (p *InvoicePage) open() bool { return p.Loaded && p.Standing.Balance() > 0 }

func (p *InvoicePage) commands() []Command {
	off := func(ok bool, why string) string {
		if ok {
			return ""
		}
		return why
	}
	open := off(p.open(), "Nothing is owed on it.")
	sent := p.Loaded && p.Invoice.Status == bill.Final
	void := p.Loaded && p.Invoice.Status != bill.Void
	return []Command{
		{ID: "invoice.pay", Title: "Enter a payment", Off: open},
		{ID: "invoice.trust", Title: "Pay from trust", Off: open},
		{ID: "invoice.send", Title: "Mark as sent", Off: off(sent, "It was sent already or is void.")},
		{ID: "invoice.write", Title: "Write files", Off: off(p.Loaded, "")},
		{ID: "invoice.credit", Title: "Credit", Off: open},
		{ID: "invoice.void", Title: "Void", Off: off(void, "It is void already.")},
	}
}

func (p *InvoicePage) do(id string) bool {
	if !p.Loaded {
		return false
	}
	for _, c := range p.commands() {
		if c.ID == id && c.Off != "" {
			p.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "invoice.pay", "new":
		p.b.startPayment(Choice{Noun: "client", Key: p.Client.Code, ID: p.Client.ID, Text: p.Client.Code + "  " + p.Client.Name}, p.Number)
	case "invoice.trust":
		p.startTrust()
	case "invoice.send":
		p.b.StartSend([]string{p.Number})
	case "invoice.write", "export":
		p.b.StartWrite([]string{p.Number})
	case "invoice.credit":
		p.startCredit()
	case "invoice.void":
		p.startVoid()
	default:
		return false
	}
	return true
}

func (p *InvoicePage) startVoid() {
	f := newSideForm(p.h, p.b, "billing.void", "Void invoice "+p.Number, "Void the invoice",
		textIn("reason", "Reason", "").hint("Printed with the invoice in the record"), dateIn("date", "Void on", max(p.h.Today(), p.Invoice.Date)))
	f.Danger = true
	f.Note = "Nothing is owed on it any more, its number stays used, and its work is work in progress again."
	f.send = func(f *SideForm) {
		if f.Text("reason") == "" {
			f.In("reason").Fault = "Say what was wrong with it."
			f.Focus = "reason"
			return
		}
		p.h.Ask(Question{Title: "Void invoice " + p.Number + "?", Text: "This cannot be taken back.", Yes: "Void the invoice", Danger: true}, func(yes bool) {
			if !yes {
				return
			}
			req := app.VoidInvoice{Request: app.Request{Key: f.Key}, Number: p.Number, Reason: f.Text("reason"), Date: f.Date("date")}
			sendAct(f, func(ctx context.Context) (app.InvoiceVoided, error) { return p.h.Desk().VoidInvoice(ctx, req) },
				func(v app.InvoiceVoided) {
					p.b.closeSide()
					p.h.Say("Invoice %s is void; %d items are work in progress again.", p.Number, v.Returned)
				})
		})
	}
	p.b.show(f)
}

func (p *InvoicePage) startCredit() {
	cur := p.Standing.Currency
	f := newSideForm(p.h, p.b, "billing.credit", "Credit invoice "+p.Number, "Write the credit",
		moneyIn("amount", "Amount", ""), dateIn("date", "Date", p.h.Today()), textIn("reason", "Reason", ""))
	f.Currency = cur
	f.Note = "Gives up fees first, then soft and hard costs. A credit is never taken back: bill again instead."
	f.In("amount").Figures = []Figure{{Key: "open", Label: "Open on the invoice", Value: p.Standing.Balance().WithSymbol(cur)}}
	f.send = func(f *SideForm) {
		req := app.AddCredit{Request: app.Request{Key: f.Key}, Invoice: p.Number, Amount: f.Text("amount"), Date: f.Date("date"), Reason: f.Text("reason")}
		sendAct(f, func(ctx context.Context) (app.CreditAdded, error) { return p.h.Desk().AddCredit(ctx, req) },
			func(c app.CreditAdded) {
				p.b.closeSide()
				p.h.Say("Credited %s on %s; %s is still open.", c.Credit.Amount.WithSymbol(cur), p.Number, c.Balance.WithSymbol(cur))
			})
	}
	p.b.show(f)
}

func (p *InvoicePage) startTrust() {
	cur := p.Standing.Currency
	f := newSideForm(p.h, p.b, "billing.trust", "Pay "+p.Number+" from trust", "Draw from trust",
		moneyIn("amount", "Amount", "").hint("Blank: as much as is owed and available"), dateIn("date", "Date", p.h.Today()))
	f.Currency = cur
	f.Note = "One act: the transfer out of trust and the payment on the invoice, linked."
	f.In("amount").Figures = []Figure{{Key: "open", Label: "Open on the invoice", Value: p.Standing.Balance().WithSymbol(cur)},
		{Key: "trust", Label: "Available today", Value: p.Trust.WithSymbol(cur)}}
	f.send = func(f *SideForm) {
		req := app.ApplyTrust{Request: app.Request{Key: f.Key}, Invoice: p.Number, Amount: f.Text("amount"), Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.TrustApplied, error) { return p.h.Desk().ApplyTrust(ctx, req) },
			func(a app.TrustApplied) {
				p.b.closeSide()
				p.h.Say("%s drawn from trust for %s, transfer %s; %s is still open.", a.Payment.Amount.WithSymbol(cur), p.Number, a.Transfer.Reference, a.Owed.WithSymbol(cur))
			})
	}
	p.b.show(f)
}
