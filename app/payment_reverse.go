package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/work"
)

// ReversePayment asks that a payment be taken back: a check that bounced, money
// posted to the wrong client.
type ReversePayment struct {
	Request
	Payment int64
	Date    cal.Date // zero: today
	Reason  string
}

// ReversePayment posts the mirror of a payment: the opposite amount, and off
// each invoice what was laid on it, part by part, all on the day of the
// reversal. The invoices owe again and age from their own dates. Refused for a
// payment from trust ("payment.trust"): the trust desk takes back the transfer
// with it.
func (d *Desk) ReversePayment(ctx context.Context, req ReversePayment) (PaymentPosted, error) {
	s := spec{act: "payment.reverse", right: mayPayments, object: fmt.Sprintf("payment %d", req.Payment), reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (PaymentPosted, error) {
		p, err := tx.Payment(req.Payment)
		if err != nil {
			return PaymentPosted{}, err
		}
		client, err := tx.Client(p.ClientID)
		if err != nil {
			return PaymentPosted{}, err
		}
		mirror, err := decideReversal(tx, d, p, req)
		if err != nil {
			return PaymentPosted{}, err
		}
		if err := tx.AddPayment(&mirror); err != nil {
			return PaymentPosted{}, err
		}
		return posted(tx, client, mirror)
	})
}

func decideReversal(q Query, d *Desk, p bill.Payment, req ReversePayment) (bill.Payment, error) {
	reason := work.CleanLine(req.Reason)
	if reason == "" {
		return p, fault.New(fault.Invalid, "reason.required", "Taking payment %d back needs a reason.", p.ID).Advise("Say why, such as: check returned unpaid.")
	}
	if p.Method == bill.ByTrust {
		return p, fault.Refuse("payment.trust", "Payment %d came from trust; it is taken back with its transfer.", p.ID).
			Advise("Reverse the trust transfer at the trust desk.")
	}
	if err := standing(q, p); err != nil {
		return p, err
	}
	earliest := p.Date
	for _, a := range p.Allocations {
		earliest = max(earliest, a.AppliedOn)
	}
	on := req.Date
	if on.IsZero() {
		on = max(d.Today(), earliest)
	}
	if err := mayDate(q, d, on, earliest, fmt.Sprintf("the reversal of payment %d", p.ID)); err != nil {
		return p, err
	}
	return bill.Payment{ClientID: p.ClientID, Date: on, Amount: -p.Amount, Currency: p.Currency, Method: p.Method, Reference: p.Reference,
		ReversesID: p.ID, Reason: reason, CreatedAt: d.Now().UTC(), Allocations: bill.TakeBack(p.Allocations, on)}, nil
}
