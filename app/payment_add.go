package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddPayment asks that money received from a client be posted.
type AddPayment struct {
	Request
	Client    string // code
	Amount    string
	Date      cal.Date // zero: today
	Method    string   // one of bill.PaymentMethods; blank: check
	Reference string
	Note      string
	To        []PayTo // invoices it is for; none: by Rule
	Rule      bill.Rule
	Keep      bool // lay nothing on invoices; all stays as the client's credit
	ExtID     string
}

// PayTo names an invoice and how much of the payment is for it.
type PayTo struct {
	Invoice string // number
	Amount  string // blank: as much as it owes and the payment holds
}

// PaymentPosted is a payment as posted, with the numbers of its invoices.
type PaymentPosted struct {
	Payment  bill.Payment
	Client   firm.Client
	Invoices map[int64]string // number by id
}

// Unapplied is what stays as the client's credit.
func (p PaymentPosted) Unapplied() money.Amount { return p.Payment.Unapplied() }

// AddPayment posts a payment and lays it on invoices: those named, or the
// client's open ones by the rule (oldest due first). Within an invoice it fills
// interest, tax, hard costs, soft costs, then fees, shared by timekeeper. What
// is left stays as the client's credit; it is never income.
//
// Trust money is not posted here ("payment.trust"): only the trust desk draws
// it. Refused also: more than an invoice owes, another client's invoice, another
// currency.
func (d *Desk) AddPayment(ctx context.Context, req AddPayment) (PaymentPosted, error) {
	s := spec{act: "payment.add", right: mayPayments, object: "client " + req.Client, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (PaymentPosted, error) { return addPayment(tx, d, req) })
}

func addPayment(tx Tx, d *Desk, req AddPayment) (PaymentPosted, error) {
	client, err := tx.ClientByCode(strings.TrimSpace(req.Client))
	if err != nil {
		return PaymentPosted{}, err
	}
	p, err := decidePayment(tx, d, client, req)
	if err != nil {
		return PaymentPosted{}, err
	}
	if !req.Keep {
		if p.Allocations, err = lay(tx, client, p.Amount, p.Date, req.To, req.Rule); err != nil {
			return PaymentPosted{}, err
		}
	} else if len(req.To) > 0 {
		return PaymentPosted{}, fault.New(fault.Invalid, "payment.keep", "A payment that is kept as credit is not laid on invoices at the same time.")
	}
	if err := tx.AddPayment(&p); err != nil {
		return PaymentPosted{}, err
	}
	return posted(tx, client, p)
}

func decidePayment(q Query, d *Desk, client firm.Client, req AddPayment) (bill.Payment, error) {
	p := bill.Payment{ClientID: client.ID, Date: req.Date, Currency: client.Currency, Method: bill.PaymentMethod(strings.ToLower(strings.TrimSpace(req.Method))),
		Reference: work.CleanLine(req.Reference), Note: work.CleanNarrative(req.Note), ExtID: strings.TrimSpace(req.ExtID), CreatedAt: d.Now().UTC()}
	if p.Date.IsZero() {
		p.Date = d.Today()
	}
	if p.Method == "" {
		p.Method = bill.ByCheck
	}
	if p.Method == bill.ByTrust {
		return p, fault.Refuse("payment.trust", "Trust money is not posted as a payment: it is drawn from the trust account for an issued invoice.").
			Advise("Use trust apply for the invoice.")
	}
	var check fault.Check
	if !slices.Contains(bill.PaymentMethods, p.Method) {
		check.Add("method", "method.unknown", "%q is no method of payment: use check, wire, ach, card or cash.", req.Method)
	}
	amount, err := money.ParseAmount(req.Amount, client.Currency)
	check.Err("amount", "amount.format", err)
	if p.Amount = amount; err == nil && amount <= 0 {
		check.Add("amount", "amount.positive", "The amount of a payment is positive; a mistake is taken back with payment reverse.")
	}
	if len(p.Reference) > 100 {
		check.Add("reference", "reference.length", "The reference is longer than 100 characters.")
	}
	if err := check.Result("payment.invalid", "The payment"); err != nil {
		return p, err
	}
	return p, mayDate(q, d, p.Date, cal.First, "a payment")
}

// lay divides money of a client over invoices. Money laid on an invoice that is
// dated later counts from the date of the invoice; until then it is the
// client's credit.
func lay(q Query, client firm.Client, amount money.Amount, on cal.Date, to []PayTo, rule bill.Rule) ([]bill.Allocation, error) {
	var list []bill.Allocation
	dates := map[int64]cal.Date{}
	if len(to) == 0 {
		open, err := openOwed(q, client)
		if err != nil {
			return nil, err
		}
		for _, o := range open {
			dates[o.InvoiceID] = o.Date
		}
		if list, _, err = bill.Allocate(amount, open, rule); err != nil {
			return nil, err
		}
	} else {
		left := amount
		for _, t := range to {
			a, date, err := layOne(q, client, t, left)
			if err != nil {
				return nil, err
			}
			if _, twice := dates[a.InvoiceID]; twice {
				return nil, fault.New(fault.Invalid, "payment.invoice_twice", "Invoice %s is named twice.", t.Invoice)
			}
			dates[a.InvoiceID] = date
			left -= a.Amount
			list = append(list, a)
		}
		if left < 0 {
			return nil, fault.Refuse("payment.over_allocated", "The invoices named are to get %s more than the payment of %s holds.", (-left).Format(client.Currency), amount.Format(client.Currency)).
				Advise("Lower one of the amounts.").With("payment", amount.Plain(client.Currency))
		}
		list = slices.DeleteFunc(list, func(a bill.Allocation) bool { return a.Amount == 0 })
	}
	for i := range list {
		list[i].AppliedOn = max(on, dates[list[i].InvoiceID])
	}
	return list, nil
}

func layOne(q Query, client firm.Client, t PayTo, left money.Amount) (bill.Allocation, cal.Date, error) {
	inv, err := q.InvoiceByNumber(strings.TrimSpace(t.Invoice))
	if err != nil {
		return bill.Allocation{}, 0, err
	}
	switch {
	case inv.ClientID != client.ID:
		return bill.Allocation{}, 0, fault.Refuse("payment.other_client", "Invoice %s is not of client %s.", inv.Number, client.Code).
			Advise("Post the payment to the client whose invoice it pays.")
	case inv.Status == bill.Void:
		return bill.Allocation{}, 0, fault.Refuse("invoice.void", "Invoice %s is void; nothing is owed on it.", inv.Number)
	case inv.Currency != client.Currency:
		return bill.Allocation{}, 0, otherCurrency(inv, client)
	}
	owed, err := stillOwed(q, inv)
	if err != nil {
		return bill.Allocation{}, 0, err
	}
	amount := min(max(left, 0), owed.Balance())
	if strings.TrimSpace(t.Amount) != "" {
		if amount, err = money.ParseAmount(t.Amount, inv.Currency); err != nil || amount <= 0 {
			return bill.Allocation{}, 0, fault.New(fault.Invalid, "amount.format", "%q is no amount to lay on invoice %s.", t.Amount, inv.Number).
				Advise("Write a positive amount such as %s.", owed.Balance().Plain(inv.Currency))
		}
	}
	if amount > owed.Balance() {
		return bill.Allocation{}, 0, fault.Refuse("payment.above_balance", "Invoice %s owes %s; %s is more.", inv.Number, owed.Balance().Format(inv.Currency), amount.Format(inv.Currency)).
			Advise("Lay at most %s on it; the rest stays as the client's credit.", owed.Balance().Format(inv.Currency)).With("owed", owed.Balance().Plain(inv.Currency))
	}
	shares, err := owed.Lay(amount)
	return bill.Allocation{InvoiceID: inv.ID, Amount: amount, Shares: shares}, inv.Date, err
}

func otherCurrency(inv bill.Invoice, client firm.Client) error {
	return fault.Refuse("payment.currency", "Invoice %s is in %s and client %s pays in %s.", inv.Number, inv.Currency, client.Code, client.Currency)
}

// openOwed are the client's open invoices in the client's currency.
func openOwed(q Query, client firm.Client) ([]bill.Owed, error) {
	open, err := q.Standings(StandingFilter{ClientID: client.ID, Open: true})
	if err != nil {
		return nil, err
	}
	var list []bill.Owed
	for _, s := range open {
		if s.Currency != client.Currency {
			continue
		}
		inv, err := q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		owed, err := stillOwed(q, inv)
		if err != nil {
			return nil, err
		}
		list = append(list, owed)
	}
	return list, nil
}

// posted dresses a payment with the numbers of its invoices.
func posted(q Query, client firm.Client, p bill.Payment) (PaymentPosted, error) {
	done := PaymentPosted{Payment: p, Client: client, Invoices: map[int64]string{}}
	for _, a := range p.Allocations {
		if _, known := done.Invoices[a.InvoiceID]; known {
			continue
		}
		s, err := q.Standings(StandingFilter{InvoiceID: a.InvoiceID})
		if err != nil {
			return done, err
		}
		if len(s) != 1 {
			return done, fault.NotFound("invoice", fmt.Sprint(a.InvoiceID))
		}
		done.Invoices[a.InvoiceID] = s[0].Number
	}
	return done, nil
}
