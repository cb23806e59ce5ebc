package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/work"
)

// VoidInvoice asks that an issued invoice be taken back.
type VoidInvoice struct {
	Request
	Number string
	Reason string
	Date   cal.Date // zero: today
}

// InvoiceVoided is a voided invoice and how much work went back.
type InvoiceVoided struct {
	Invoice  bill.Invoice
	Returned int // entries and expenses that are work in progress again
}

// VoidInvoice takes an invoice back: nothing is owed on it, its number stays
// used, and the work it billed is work in progress again, with its original
// hours and rates. What was written off on its pre-bill stays written off.
//
// Refused while money or a credit is on it ("invoice.has_money").
func (d *Desk) VoidInvoice(ctx context.Context, req VoidInvoice) (InvoiceVoided, error) {
	s := spec{act: "invoice.void", right: mayInvoice, object: "invoice " + req.Number, reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (InvoiceVoided, error) {
		inv, err := tx.InvoiceByNumber(req.Number)
		if err != nil {
			return InvoiceVoided{}, err
		}
		if err := decideVoid(tx, d, &inv, req); err != nil {
			return InvoiceVoided{}, err
		}
		if err := tx.MarkInvoice(&inv); err != nil {
			return InvoiceVoided{}, err
		}
		done := InvoiceVoided{Invoice: inv}
		for _, l := range inv.Lines {
			if err := release(tx, l); err != nil {
				return InvoiceVoided{}, err
			}
			done.Returned++
		}
		return done, nil
	})
}

func decideVoid(q Query, d *Desk, inv *bill.Invoice, req VoidInvoice) error {
	on := req.Date
	if on.IsZero() {
		on = max(d.Today(), inv.Date)
	}
	reason := work.CleanLine(req.Reason)
	if reason == "" {
		return fault.New(fault.Invalid, "reason.required", "Voiding invoice %s needs a reason.", inv.Number).Advise("Say what was wrong with it.")
	}
	if inv.Status == bill.Void {
		return fault.Refuse("invoice.void", "Invoice %s was voided on %s.", inv.Number, inv.VoidedOn)
	}
	if on < inv.Date || on > max(d.Today(), inv.Date) {
		return fault.Refuse("invoice.void_date", "Invoice %s, dated %s, cannot be voided on %s.", inv.Number, inv.Date, on).
			Advise("Use a day from its date to today.")
	}
	f, err := q.Firm()
	if err != nil {
		return err
	}
	if err := closed(f, on, "the void of an invoice"); err != nil {
		return err
	}
	now, err := q.Standings(StandingFilter{InvoiceID: inv.ID})
	if err != nil {
		return err
	}
	if len(now) == 1 && (now[0].Paid != 0 || now[0].Credited != 0) {
		return fault.Refuse("invoice.has_money", "Invoice %s has %s paid and %s credited on it; an invoice with money on it cannot be void.",
			inv.Number, now[0].Paid.Format(inv.Currency), now[0].Credited.Format(inv.Currency)).
			Advise("Reverse the payments first, or write a credit for what is wrong.").
			With("paid", now[0].Paid.Plain(inv.Currency)).With("credited", now[0].Credited.Plain(inv.Currency))
	}
	// A payment that came and was taken back is still history of the days between.
	payments, err := q.Payments(PaymentFilter{InvoiceID: inv.ID}, Page{})
	if err != nil {
		return err
	}
	for _, p := range payments {
		for _, a := range p.Allocations {
			if a.InvoiceID == inv.ID && a.AppliedOn > on {
				return fault.Refuse("invoice.void_date", "Money was on invoice %s until %s; it cannot be void on %s.", inv.Number, a.AppliedOn, on).
					Advise("Void it on %s or later.", a.AppliedOn)
			}
		}
	}
	inv.Status, inv.VoidedOn, inv.VoidReason = bill.Void, on, reason
	return nil
}

// release returns the work of an invoice line to work in progress.
func release(tx Tx, l bill.Line) error {
	if l.EntryID != 0 {
		e, err := tx.Entry(l.EntryID)
		if err != nil {
			return err
		}
		e.Status, e.InvoiceID = work.Released, 0
		return tx.SetEntry(&e)
	}
	x, err := tx.Expense(l.ExpenseID)
	if err != nil {
		return err
	}
	x.Status, x.InvoiceID = work.Released, 0
	return tx.SetExpense(&x)
}
