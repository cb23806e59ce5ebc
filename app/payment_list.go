package app

import (
	"context"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// AskPayments limits a list of payments; blank fields do not limit.
type AskPayments struct {
	Client   string
	Invoice  string
	From, To cal.Date
	IDs      []int64 // only these; none: all
	Limit    int
}

// Payments lists payments, newest first.
func (d *Desk) Payments(ctx context.Context, ask AskPayments) ([]PaymentPosted, error) {
	return view(ctx, d, func(q Query) ([]PaymentPosted, error) {
		f := PaymentFilter{From: ask.From, To: ask.To, IDs: ask.IDs}
		if ask.Client != "" {
			c, err := q.ClientByCode(ask.Client)
			if err != nil {
				return nil, err
			}
			f.ClientID = c.ID
		}
		if ask.Invoice != "" {
			inv, err := q.InvoiceByNumber(ask.Invoice)
			if err != nil {
				return nil, err
			}
			f.InvoiceID = inv.ID
		}
		list, err := q.Payments(f, Page{Limit: ask.Limit})
		if err != nil {
			return nil, err
		}
		clients := map[int64]firm.Client{}
		numbers, err := numbersOf(q, list)
		if err != nil {
			return nil, err
		}
		rows := make([]PaymentPosted, 0, len(list))
		for _, p := range list {
			c, ok := clients[p.ClientID]
			if !ok {
				if c, err = q.Client(p.ClientID); err != nil {
					return nil, err
				}
				clients[p.ClientID] = c
			}
			row := PaymentPosted{Payment: p, Client: c, Invoices: map[int64]string{}}
			for _, a := range p.Allocations {
				row.Invoices[a.InvoiceID] = numbers[a.InvoiceID]
			}
			rows = append(rows, row)
		}
		return rows, nil
	})
}

// numbersOf are the numbers of the invoices that payments are laid on.
func numbersOf(q Query, list []bill.Payment) (map[int64]string, error) {
	numbers := map[int64]string{}
	var ids []int64
	for _, p := range list {
		for _, a := range p.Allocations {
			if _, known := numbers[a.InvoiceID]; !known {
				numbers[a.InvoiceID] = ""
				ids = append(ids, a.InvoiceID)
			}
		}
	}
	const most = 500
	for part := range slices.Chunk(ids, most) {
		found, err := q.Standings(StandingFilter{IDs: part})
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			numbers[s.InvoiceID] = s.Number
		}
	}
	return numbers, nil
}

// ClientCredit is a payment with money left that is on no invoice.
type ClientCredit struct {
	Payment bill.Payment
	Left    money.Amount
}

// ClientCredits are the client's payments with money left, oldest first: what
// [Desk.AllocatePayment] can lay on invoices.
func (d *Desk) ClientCredits(ctx context.Context, client string) ([]ClientCredit, error) {
	return view(ctx, d, func(q Query) ([]ClientCredit, error) {
		c, err := q.ClientByCode(client)
		if err != nil {
			return nil, err
		}
		list, err := q.Payments(PaymentFilter{ClientID: c.ID}, Page{})
		if err != nil {
			return nil, err
		}
		gone := map[int64]bool{}
		for _, p := range list {
			gone[p.ReversesID] = true
		}
		credits := []ClientCredit{}
		for i := len(list) - 1; i >= 0; i-- {
			if p := list[i]; p.ReversesID == 0 && !gone[p.ID] && p.Unapplied() > 0 {
				credits = append(credits, ClientCredit{Payment: p, Left: p.Unapplied()})
			}
		}
		return credits, nil
	})
}
