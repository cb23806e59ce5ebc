package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// InvoiceView is one invoice with what happened to it.
type InvoiceView struct {
	Invoice  bill.Invoice
	Standing bill.Standing
	Payments []bill.Payment // with all their allocations, oldest first
	Credits  []bill.Credit
	Owed     bill.Owed // what is open, by part
	Papers   []Paper   // what was written of it, without bytes
}

// Invoice shows an issued invoice.
func (d *Desk) Invoice(ctx context.Context, number string) (InvoiceView, error) {
	return view(ctx, d, func(q Query) (InvoiceView, error) {
		inv, err := q.InvoiceByNumber(number)
		if err != nil {
			return InvoiceView{}, err
		}
		v := InvoiceView{Invoice: inv}
		st, err := q.Standings(StandingFilter{InvoiceID: inv.ID})
		if err != nil {
			return v, err
		}
		if len(st) == 1 {
			v.Standing = st[0]
		}
		newest, err := q.Payments(PaymentFilter{InvoiceID: inv.ID}, Page{})
		if err != nil {
			return v, err
		}
		for i := len(newest) - 1; i >= 0; i-- {
			v.Payments = append(v.Payments, newest[i])
		}
		if v.Credits, err = q.Credits(inv.ID); err != nil {
			return v, err
		}
		if v.Owed, err = stillOwed(q, inv); err != nil {
			return v, err
		}
		v.Papers, err = q.Papers(inv.ID)
		return v, err
	})
}

// AskInvoices limits a list of invoices; blank fields do not limit.
type AskInvoices struct {
	Client, Matter string   // codes
	Open           bool     // with a balance
	AsOf           cal.Date // zero: now; else only what had happened by that day
	From, To       cal.Date // invoice date
	Text           string
	Limit          int
	Newest         bool
}

// InvoiceRow is an invoice in a list.
type InvoiceRow struct {
	bill.Standing
	Client     string
	ClientName string
	Matter     string
	MatterName string
	Age        int // days past due on the day asked for; 0 when not due or settled
}

// Balance is what is still owed.
func (r InvoiceRow) Balance() money.Amount { return r.Standing.Balance() }

// Invoices lists invoices as they stood on a day, oldest first.
func (d *Desk) Invoices(ctx context.Context, ask AskInvoices) ([]InvoiceRow, error) {
	return view(ctx, d, func(q Query) ([]InvoiceRow, error) {
		f, err := standingsFor(q, ask)
		if err != nil {
			return nil, err
		}
		list, err := q.Standings(f)
		if err != nil {
			return nil, err
		}
		ids := make([]int64, len(list))
		for i, s := range list {
			ids[i] = s.MatterID
		}
		n, err := namesOf(q, ids)
		if err != nil {
			return nil, err
		}
		day := ask.AsOf
		if day.IsZero() {
			day = d.Today()
		}
		rows := make([]InvoiceRow, 0, len(list))
		for _, s := range list {
			c, m := n.clients[s.ClientID], n.matters[s.MatterID]
			r := InvoiceRow{Standing: s, Client: c.Code, ClientName: c.Name, Matter: m.Code, MatterName: m.Name}
			if s.Balance() != 0 {
				r.Age = max(day.Sub(s.DueOn), 0)
			}
			rows = append(rows, r)
		}
		return rows, nil
	})
}

func standingsFor(q Query, ask AskInvoices) (StandingFilter, error) {
	f := StandingFilter{Open: ask.Open, AsOf: ask.AsOf, From: ask.From, To: ask.To, Text: ask.Text, Limit: ask.Limit, Newest: ask.Newest}
	if ask.Client != "" {
		c, err := q.ClientByCode(ask.Client)
		if err != nil {
			return f, err
		}
		f.ClientID = c.ID
	}
	if ask.Matter != "" {
		m, err := q.MatterByCode(ask.Matter)
		if err != nil {
			return f, err
		}
		f.MatterID = m.ID
	}
	return f, nil
}

// ageBy is how the firm ages receivables.
func ageBy(f firm.Firm) firm.AgeBy {
	if f.AgeBy == firm.AgeByInvoice {
		return firm.AgeByInvoice
	}
	return firm.AgeByDue
}
