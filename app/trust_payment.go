package app

import (
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// Where a trust transfer and the payment it makes meet.

// owedOn is the open balance of an invoice, whatever the date.
func owedOn(q Query, invoiceID int64) (money.Amount, error) {
	standing, err := q.Standings(StandingFilter{InvoiceID: invoiceID})
	if err != nil {
		return 0, err
	}
	if len(standing) != 1 {
		return 0, fault.NotFound("invoice", fmt.Sprint(invoiceID))
	}
	return standing[0].Balance(), nil
}

// payInvoice saves the payment, laid whole on one invoice.
func payInvoice(tx Tx, p *bill.Payment, inv bill.Invoice) error {
	laid, err := tx.Shares(inv.ID)
	if err != nil {
		return err
	}
	owed, err := bill.StillOwed(inv, laid)
	if err != nil {
		return err
	}
	shares, err := owed.Lay(p.Amount)
	if err != nil {
		return err
	}
	p.Allocations = []bill.Allocation{{InvoiceID: inv.ID, AppliedOn: p.Date, Amount: p.Amount, Shares: shares}}
	return tx.AddPayment(p)
}

// reversePaymentOf takes back the payment that a transfer made, so that the
// invoice owes again what trust no longer pays.
func reversePaymentOf(tx Tx, d *Desk, txn trust.Txn, req ReverseTrust) error {
	p, err := tx.Payment(txn.PaymentID)
	if err != nil {
		return err
	}
	mirror := bill.Payment{
		ClientID: p.ClientID, Date: req.Date, Amount: -p.Amount, Currency: p.Currency, Method: p.Method,
		Reference: p.Reference, ReversesID: p.ID, Reason: req.Reason, CreatedAt: d.Now().UTC(),
		Allocations: bill.TakeBack(p.Allocations, req.Date),
	}
	return tx.AddPayment(&mirror)
}
