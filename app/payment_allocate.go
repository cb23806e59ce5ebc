package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// AllocatePayment asks that a client's credit be laid on invoices.
type AllocatePayment struct {
	Request
	Payment int64
	To      []PayTo // none: the client's open invoices by Rule
	Rule    bill.Rule
	Date    cal.Date // zero: today
}

// AllocatePayment lays what is left of a payment on invoices, dated the day it
// is done: the past is not changed. Refused when nothing is left or the payment
// was taken back.
func (d *Desk) AllocatePayment(ctx context.Context, req AllocatePayment) (PaymentPosted, error) {
	s := spec{act: "payment.allocate", right: mayPayments, object: fmt.Sprintf("payment %d", req.Payment), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (PaymentPosted, error) {
		p, err := tx.Payment(req.Payment)
		if err != nil {
			return PaymentPosted{}, err
		}
		client, err := tx.Client(p.ClientID)
		if err != nil {
			return PaymentPosted{}, err
		}
		if err := standing(tx, p); err != nil {
			return PaymentPosted{}, err
		}
		if req.Date.IsZero() {
			req.Date = d.Today()
		}
		if err := mayDate(tx, d, req.Date, p.Date, "an allocation"); err != nil {
			return PaymentPosted{}, err
		}
		left := p.Unapplied()
		if left <= 0 {
			return PaymentPosted{}, fault.Refuse("payment.nothing_left", "Payment %d is laid on invoices in full.", p.ID)
		}
		list, err := lay(tx, client, left, req.Date, req.To, req.Rule)
		if err != nil {
			return PaymentPosted{}, err
		}
		if len(list) == 0 {
			return PaymentPosted{}, fault.Refuse("payment.no_invoice", "Client %s has no open invoice to lay the money on.", client.Code)
		}
		for i := range list {
			list[i].PaymentID = p.ID
			if err := tx.AddAllocation(&list[i]); err != nil {
				return PaymentPosted{}, err
			}
		}
		p.Allocations = append(p.Allocations, list...)
		return posted(tx, client, p)
	})
}

// standing refuses a payment that was taken back, and the taking back itself.
func standing(q Query, p bill.Payment) error {
	if p.ReversesID != 0 {
		return fault.Refuse("payment.is_reversal", "Payment %d takes payment %d back; it stands as it is.", p.ID, p.ReversesID).
			Advise("Post the money anew if it did come.")
	}
	list, err := q.Payments(PaymentFilter{ClientID: p.ClientID, From: p.Date}, Page{})
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.ReversesID == p.ID {
			return fault.Refuse("payment.reversed", "Payment %d was taken back on %s (%s).", p.ID, x.Date, x.Reason)
		}
	}
	return nil
}
