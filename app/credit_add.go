package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddCredit asks that what is owed on an issued invoice be reduced.
type AddCredit struct {
	Request
	Invoice string // number
	Amount  string
	Date    cal.Date // zero: today
	Reason  string
}

// CreditAdded is a credit and what the invoice owes after it.
type CreditAdded struct {
	Credit  bill.Credit
	Number  string // of the invoice
	Balance money.Amount
}

// AddCredit writes a credit on an invoice, at most what is owed. It gives up
// fees first, then soft costs, hard costs, tax and interest, and is shared over
// timekeepers by what each still has coming, so that realization follows. A
// credit is never taken back: bill again instead.
func (d *Desk) AddCredit(ctx context.Context, req AddCredit) (CreditAdded, error) {
	s := spec{act: "invoice.credit", right: mayInvoice, object: "invoice " + req.Invoice, reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (CreditAdded, error) {
		inv, err := tx.InvoiceByNumber(req.Invoice)
		if err != nil {
			return CreditAdded{}, err
		}
		owed, err := stillOwed(tx, inv)
		if err != nil {
			return CreditAdded{}, err
		}
		c, err := decideCredit(tx, d, inv, owed, req)
		if err != nil {
			return CreditAdded{}, err
		}
		if err := tx.AddCredit(&c); err != nil {
			return CreditAdded{}, err
		}
		return CreditAdded{Credit: c, Number: inv.Number, Balance: owed.Balance() - c.Amount}, nil
	})
}

func decideCredit(q Query, d *Desk, inv bill.Invoice, owed bill.Owed, req AddCredit) (bill.Credit, error) {
	c := bill.Credit{InvoiceID: inv.ID, Date: req.Date, Reason: work.CleanLine(req.Reason), CreatedAt: d.Now().UTC()}
	var check fault.Check
	check.Require("reason", c.Reason)
	amount, err := money.ParseAmount(req.Amount, inv.Currency)
	check.Err("amount", "amount.format", err)
	if err == nil && amount <= 0 {
		check.Add("amount", "amount.positive", "The amount of a credit is positive.")
	}
	if err := check.Result("credit.invalid", "The credit"); err != nil {
		return c, err
	}
	if c.Date.IsZero() {
		c.Date = max(d.Today(), inv.Date)
	}
	if inv.Status == bill.Void {
		return c, fault.Refuse("invoice.void", "Invoice %s is void; nothing is owed on it.", inv.Number)
	}
	if err := mayDate(q, d, c.Date, inv.Date, "a credit on invoice "+inv.Number); err != nil {
		return c, err
	}
	if balance := owed.Balance(); amount > balance {
		return c, fault.Refuse("credit.above_balance", "Invoice %s owes %s; a credit of %s is more.", inv.Number, balance.Format(inv.Currency), amount.Format(inv.Currency)).
			Advise("Credit at most what is owed; money already paid is returned by a refund.").With("owed", balance.Plain(inv.Currency))
	}
	c.Amount = amount
	c.Shares, err = owed.LayCredit(amount)
	return c, err
}

// stillOwed is what an invoice owes by part, of all that was ever laid on it.
func stillOwed(q Query, inv bill.Invoice) (bill.Owed, error) {
	laid, err := q.Shares(inv.ID)
	if err != nil {
		return bill.Owed{}, err
	}
	return bill.StillOwed(inv, laid)
}

// mayDate tests the day of a fact of receivables: not before what it belongs
// to, not still to come, not in the closed books.
func mayDate(q Query, d *Desk, on, earliest cal.Date, what string) error {
	if on < earliest {
		return fault.Refuse("date.before", "The date %s of %s lies before %s, the day of what it belongs to.", on, what, earliest).
			Advise("Date it %s or later.", earliest)
	}
	if latest := max(d.Today(), earliest); on > latest {
		return fault.Refuse("date.ahead", "The date %s of %s is still to come; today is %s.", on, what, d.Today())
	}
	f, err := q.Firm()
	if err != nil {
		return err
	}
	return closed(f, on, what)
}
