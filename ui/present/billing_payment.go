package present

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// PayForm enters money received from a client: amount, day, method, and which
// invoices it pays. Auto lays it on the oldest due first; by hand each invoice
// gets what is typed beside it. What remains stays as the client's credit.
type PayForm struct {
	b   *Billing
	h   Host
	key string

	Client    Choice
	Currency  money.Currency
	Amount    Field
	Date      Field // YYYY-MM-DD
	Method    Field // one of bill.PaymentMethods
	Reference Field
	Note      Field
	ByHand    bool
	Rows      []*PayRow
	Fault     string
	Busy      bool
	Loaded    bool
	// Focus is the field that wants the keyboard, taken once.
	Focus string

	first string // invoice to be paid first
	ask   Latest
	plan  Latest
}

// PayRow is an open invoice and what it gets.
type PayRow struct {
	Number string
	Date   cal.Date
	DueOn  cal.Date
	Matter string
	Open   money.Amount
	Pay    Field // by hand: as typed; else what it would get
	gets   money.Amount
}

// FindClients finds clients by any part of code or name; it may run in the
// background.
func (b *Billing) FindClients(ctx context.Context, text string) ([]Choice, error) {
	return app.Read(ctx, b.h.Desk(), func(q app.Query) ([]Choice, error) {
		list, err := q.Clients(app.ClientFilter{Text: text, Limit: findLimit})
		if err != nil {
			return nil, err
		}
		choices := make([]Choice, len(list))
		for i, c := range list {
			choices[i] = clientChoice(c)
		}
		return choices, nil
	})
}

func (b *Billing) startPayment(client Choice, number string) {
	p := &PayForm{b: b, h: b.h, key: newKey(b.h.Desk(), "payment"), Client: client, first: number, Currency: b.h.Facts().Currency(),
		Date: Field{Text: b.h.Today().String()}, Method: Field{Text: string(bill.ByCheck)}, Focus: "client"}
	if client.Key != "" {
		p.Focus = "amount"
	}
	b.Side, b.Outcome, b.Pay = nil, nil, p
	p.load()
	b.h.Redraw(b)
}

// Close gives the payment up.
func (p *PayForm) Close() {
	p.ask.Drop()
	p.plan.Drop()
	p.b.Pay = nil
	p.h.Redraw(p.b)
}

// TakeFocus is the field that wants the keyboard, once.
func (p *PayForm) TakeFocus() string {
	f := p.Focus
	p.Focus = ""
	return f
}

// SetClient changes the payer.
func (p *PayForm) SetClient(c Choice) {
	if p.Client == c {
		return
	}
	p.Client, p.Rows, p.Loaded, p.Fault = c, nil, false, ""
	p.load()
	p.h.Redraw(p.b)
}

func (p *PayForm) load() {
	if p.Client.Key == "" {
		return
	}
	code := p.Client.Key
	type answer struct {
		rows []*PayRow
		cur  money.Currency
	}
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (answer, error) {
		return app.Read(ctx, p.h.Desk(), func(q app.Query) (answer, error) {
			c, err := q.ClientByCode(code)
			if err != nil {
				return answer{}, err
			}
			a := answer{cur: c.Currency}
			list, err := q.Standings(app.StandingFilter{ClientID: c.ID, Open: true})
			for _, s := range list {
				if s.Currency != c.Currency || s.Balance() <= 0 {
					continue
				}
				m, err := q.Matter(s.MatterID)
				if err != nil {
					return a, err
				}
				a.rows = append(a.rows, &PayRow{Number: s.Number, Date: s.Date, DueOn: s.DueOn, Matter: m.Code, Open: s.Balance()})
			}
			return a, err
		})
	}, func(a answer, err error) {
		if err != nil {
			p.Fault = Words(err)
		}
		p.Rows, p.Currency, p.Loaded = a.rows, a.cur, err == nil
		if p.first != "" {
			for _, r := range p.Rows {
				if r.Number == p.first && p.Amount.Text == "" {
					p.Amount.Text = r.Open.Plain(p.Currency)
				}
			}
		}
		p.lay()
		p.h.Redraw(p.b)
	})
}

// Set takes what was typed into a field: "amount", "date", "method",
// "reference", "note", or "pay:NUMBER".
func (p *PayForm) Set(path, text string) {
	f := p.field(path)
	if f == nil || f.Text == text {
		return
	}
	f.Set(text)
	p.Fault = ""
	if strings.HasPrefix(path, "pay:") {
		p.ByHand = true
	}
	p.lay()
	p.h.Redraw(p.b)
}

func (p *PayForm) field(path string) *Field {
	switch path {
	case "amount":
		return &p.Amount
	case "date":
		return &p.Date
	case "method":
		return &p.Method
	case "reference":
		return &p.Reference
	case "note":
		return &p.Note
	}
	number, _ := strings.CutPrefix(path, "pay:")
	for _, r := range p.Rows {
		if r.Number == number {
			return &r.Pay
		}
	}
	return nil
}

// SetByHand chooses who lays the money: the rule, or the person.
func (p *PayForm) SetByHand(on bool) {
	if p.ByHand == on {
		return
	}
	p.ByHand = on
	p.lay()
	p.h.Redraw(p.b)
}

// lay finds what each invoice gets: as typed, or by the rule the book itself
// will use, asked for without saving.
func (p *PayForm) lay() {
	amount, err := money.ParseAmount(p.Amount.Text, p.Currency)
	for _, r := range p.Rows {
		if !p.ByHand {
			r.Pay.Fault = ""
			continue
		}
		r.gets, r.Pay.Fault = 0, ""
		if strings.TrimSpace(r.Pay.Text) == "" {
			continue
		}
		pay, err := money.ParseAmount(r.Pay.Text, p.Currency)
		switch {
		case err != nil:
			r.Pay.Fault = err.Error()
		case pay < 0:
			r.Pay.Fault = "Not below zero."
		case pay > r.Open:
			r.Pay.Fault = "Owes " + r.Open.Format(p.Currency)
		default:
			r.gets = pay
		}
	}
	if p.ByHand {
		p.plan.Drop()
		return
	}
	if err != nil || amount <= 0 || p.Client.Key == "" {
		p.plan.Drop()
		for _, r := range p.Rows {
			r.gets, r.Pay.Text = 0, ""
		}
		return
	}
	req := p.request()
	Ask(&p.plan, p.h.Runner(), func(ctx context.Context) (app.PaymentPosted, error) { return p.h.Desk().PreviewPayment(ctx, req) },
		func(done app.PaymentPosted, err error) {
			if p.ByHand {
				return
			}
			gets := map[string]money.Amount{}
			if err == nil {
				for _, a := range done.Payment.Allocations {
					gets[done.Invoices[a.InvoiceID]] += a.Amount
				}
			}
			for _, r := range p.Rows {
				r.gets, r.Pay.Text = gets[r.Number], ""
				if r.gets != 0 {
					r.Pay.Text = r.gets.Plain(p.Currency)
				}
			}
			p.h.Redraw(p.b)
		})
}

// Remaining is what stays as the client's credit, and whether it can: negative
// when more is laid than was received.
func (p *PayForm) Remaining() Figure {
	amount, err := money.ParseAmount(p.Amount.Text, p.Currency)
	if err != nil {
		return Figure{Key: "left", Label: "Stays as credit", Value: "–"}
	}
	for _, r := range p.Rows {
		amount -= r.gets
	}
	f := Figure{Key: "left", Label: "Stays as credit", Value: amount.WithSymbol(p.Currency), Tip: "Received and laid on no invoice; it is never income"}
	if amount < 0 {
		f.Label, f.Tone, f.Value = "Laid too much", Bad, (-amount).WithSymbol(p.Currency)
	}
	return f
}

func (p *PayForm) request() app.AddPayment {
	req := app.AddPayment{Request: app.Request{Key: p.key}, Client: p.Client.Key, Amount: strings.TrimSpace(p.Amount.Text), Method: p.Method.Text,
		Reference: strings.TrimSpace(p.Reference.Text), Note: strings.TrimSpace(p.Note.Text)}
	if d, err := cal.Parse(p.Date.Text); err == nil {
		req.Date = d
	}
	switch {
	case p.ByHand:
		for _, r := range p.Rows {
			if r.gets > 0 {
				req.To = append(req.To, app.PayTo{Invoice: r.Number, Amount: r.gets.Plain(p.Currency)})
			}
		}
		req.Keep = len(req.To) == 0
	case p.first != "":
		// The invoice the payment was begun on comes first, then the oldest.
		req.To = p.firstThenOldest(req.Amount)
	}
	return req
}

// firstThenOldest names the invoices in the order they are paid when the payment
// was begun on one of them.
func (p *PayForm) firstThenOldest(text string) []app.PayTo {
	amount, err := money.ParseAmount(text, p.Currency)
	if err != nil {
		return nil
	}
	var list []app.PayTo
	take := func(r *PayRow) {
		if pay := min(amount, r.Open); pay > 0 {
			list = append(list, app.PayTo{Invoice: r.Number, Amount: pay.Plain(p.Currency)})
			amount -= pay
		}
	}
	found := false
	for _, r := range p.Rows {
		if r.Number == p.first {
			take(r)
			found = true
		}
	}
	if !found {
		return nil // the rule of the book holds
	}
	for _, r := range p.Rows {
		if r.Number != p.first {
			take(r)
		}
	}
	return list
}

// Send posts the payment.
func (p *PayForm) Send() {
	if p.Busy {
		return
	}
	p.Fault = ""
	if p.Client.Key == "" {
		p.Fault, p.Focus = "Choose the client who paid.", "client"
		p.h.Redraw(p.b)
		return
	}
	if _, err := cal.Parse(p.Date.Text); err != nil {
		p.Date.Fault = "Write the day the money came."
		p.h.Redraw(p.b)
		return
	}
	for _, r := range p.Rows {
		if r.Pay.Fault != "" {
			p.Fault = "Invoice " + r.Number + ": " + r.Pay.Fault
			p.h.Redraw(p.b)
			return
		}
	}
	if p.Remaining().Tone == Bad {
		p.Fault = "More is laid on invoices than was received. Lower one of the amounts."
		p.h.Redraw(p.b)
		return
	}
	req := p.request()
	p.Busy = true
	Go(p.h.Runner(), func(ctx context.Context) (app.PaymentPosted, error) { return p.h.Desk().AddPayment(ctx, req) },
		func(done app.PaymentPosted, err error) {
			p.Busy = false
			if err != nil {
				fields := Fields{"amount": &p.Amount, "date": &p.Date, "method": &p.Method, "reference": &p.Reference}
				if rest := fields.Place(err); rest != nil {
					p.Fault = Words(rest)
				}
				p.h.Redraw(p.b)
				return
			}
			laid := done.Payment.Allocated()
			text := fmt.Sprintf("Payment of %s posted, %s laid on %s", done.Payment.Amount.WithSymbol(p.Currency), laid.WithSymbol(p.Currency), count(len(done.Invoices), "invoice"))
			if left := done.Unapplied(); left > 0 {
				text += ", " + left.WithSymbol(p.Currency) + " stays as credit"
			}
			p.h.Say("%s.", text)
			p.Close()
		})
	p.h.Redraw(p.b)
}
