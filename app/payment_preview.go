package app

import (
	"context"
	"strings"
)

// PreviewPayment answers how a payment would be laid on invoices, with the same
// code as [Desk.AddPayment] and nothing saved.
func (d *Desk) PreviewPayment(ctx context.Context, req AddPayment) (PaymentPosted, error) {
	if err := d.may(mayPayments); err != nil {
		return PaymentPosted{}, err
	}
	return view(ctx, d, func(q Query) (PaymentPosted, error) {
		client, err := q.ClientByCode(strings.TrimSpace(req.Client))
		if err != nil {
			return PaymentPosted{}, err
		}
		p, err := decidePayment(q, d, client, req)
		if err != nil {
			return PaymentPosted{}, err
		}
		if !req.Keep {
			if p.Allocations, err = lay(q, client, p.Amount, p.Date, req.To, req.Rule); err != nil {
				return PaymentPosted{}, err
			}
		}
		return posted(q, client, p)
	})
}
