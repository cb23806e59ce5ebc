package app

import (
	"context"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// SentHow are the ways a bill is delivered, in the order they are offered.
var SentHow = []string{"mail", "email", "portal", "hand"}

// SendInvoice asks that an invoice be marked as delivered to the client.
type SendInvoice struct {
	Request
	Number string
	On     cal.Date // zero: today
	How    string   // one of SentHow, or several with commas between
}

// SendInvoice keeps the day and way an invoice was delivered: from then on trust
// may be drawn for it, after the days of the agreement. It is kept once.
func (d *Desk) SendInvoice(ctx context.Context, req SendInvoice) (bill.Invoice, error) {
	s := spec{act: "invoice.send", right: mayInvoice, object: "invoice " + req.Number, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.Invoice, error) {
		inv, err := tx.InvoiceByNumber(req.Number)
		if err != nil {
			return inv, err
		}
		if req.On.IsZero() {
			req.On = d.Today()
		}
		ways := sentWays(req.How)
		switch {
		case inv.Status == bill.Void:
			return inv, fault.Refuse("invoice.void", "Invoice %s is void and is not sent.", inv.Number)
		case inv.Status == bill.Sent:
			return inv, fault.Refuse("invoice.sent", "Invoice %s was sent on %s (%s).", inv.Number, inv.SentOn, inv.SentHow).
				Advise("Write its kept papers again if the client needs another copy.")
		case ways == nil:
			return inv, fault.New(fault.Invalid, "how.unknown", "%q is no way of delivery.", req.How).Advise("Use one of: %s.", strings.Join(SentHow, ", "))
		case req.On < inv.Date:
			return inv, fault.Refuse("invoice.sent_before", "Invoice %s is dated %s and cannot have been sent on %s.", inv.Number, inv.Date, req.On)
		case req.On > max(d.Today(), inv.Date):
			return inv, fault.Refuse("invoice.sent_ahead", "Invoice %s cannot have been sent on %s, which is still to come.", inv.Number, req.On)
		}
		inv.Status, inv.SentOn, inv.SentHow = bill.Sent, req.On, strings.Join(ways, ", ")
		return inv, tx.MarkInvoice(&inv)
	})
}

// sentWays reads ways of delivery, each once, in the order they are offered; nil
// when one is none of them.
func sentWays(text string) []string {
	named := strings.Split(strings.ToLower(text), ",")
	for i, w := range named {
		if named[i] = strings.TrimSpace(w); !slices.Contains(SentHow, named[i]) {
			return nil
		}
	}
	var ways []string
	for _, w := range SentHow {
		if slices.Contains(named, w) {
			ways = append(ways, w)
		}
	}
	return ways
}
