package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// ApplyTrust asks that trust money pay an issued invoice.
type ApplyTrust struct {
	Request
	Invoice string   // number
	Account string   // code; blank: the one account that holds the matter's money
	Amount  string   // blank: as much as is owed and available
	Date    cal.Date // zero: today

	reference string // of an imported row; blank: the next number of the account
	extID     string
}

// TrustApplied is what one act did: a transfer out of trust and a payment on
// the invoice.
type TrustApplied struct {
	Transfer trust.Txn
	Payment  bill.Payment
	Account  trust.Account
	Matter   firm.Matter
	Balance  trust.Balance // of the ledger, afterwards
	Owed     money.Amount  // on the invoice, afterwards
}

// ApplyTrust moves earned money from trust to the firm: the transfer, the
// payment and its allocation in one act, linked. Only for an invoice that was
// sent, after the days the matter's agreement says, for no more than is owed
// and available (ABA Model Rule 1.15(c); billed before it is drawn).
func (d *Desk) ApplyTrust(ctx context.Context, req ApplyTrust) (TrustApplied, error) {
	return change(ctx, d, spec{act: "trust.apply", right: mayTrust, object: "invoice " + req.Invoice, req: req.Request},
		func(tx Tx) (TrustApplied, error) { return applyTrust(tx, d, req) })
}

func applyTrust(tx Tx, d *Desk, req ApplyTrust) (TrustApplied, error) {
	inv, err := tx.InvoiceByNumber(req.Invoice)
	if err != nil {
		return TrustApplied{}, err
	}
	matter, err := tx.Matter(inv.MatterID)
	if err != nil {
		return TrustApplied{}, err
	}
	if req.Date.IsZero() {
		req.Date = d.Today()
	}
	if err := mayDraw(inv, matter, req.Date); err != nil {
		return TrustApplied{}, err
	}
	account, ledger, err := ledgerToDraw(tx, matter, req.Account)
	if err != nil {
		return TrustApplied{}, err
	}
	if account.Currency != inv.Currency {
		return TrustApplied{}, fault.Refuse("trust.currency", "Trust account %s is kept in %s, invoice %s in %s.", account.Code, account.Currency, inv.Number, inv.Currency)
	}
	owed, err := owedOn(tx, inv.ID)
	if err != nil {
		return TrustApplied{}, err
	}
	room, err := roomOf(tx, ledger.ID, req.Date)
	if err != nil {
		return TrustApplied{}, err
	}
	amount, err := decideDraw(req, inv, matter, owed, room)
	if err != nil {
		return TrustApplied{}, err
	}
	return saveDraw(tx, d, req, inv, matter, account, amount, owed)
}

func saveDraw(tx Tx, d *Desk, req ApplyTrust, inv bill.Invoice, matter firm.Matter, account trust.Account, amount, owed money.Amount) (TrustApplied, error) {
	reference := req.reference
	if reference == "" {
		n, err := tx.NextNumber("trust transfer " + account.Code)
		if err != nil {
			return TrustApplied{}, err
		}
		reference = fmt.Sprintf("T-%04d", n)
	}
	f, err := tx.Firm()
	if err != nil {
		return TrustApplied{}, err
	}
	transfer, err := savePosting(tx, d, account, trust.Txn{
		AccountID: account.ID, PostedOn: req.Date, Kind: trust.Transfer, Bank: -amount, Party: f.Name,
		Purpose: "Payment of invoice " + inv.Number, Reference: reference, InvoiceID: inv.ID, ExtID: req.extID,
	}, []part{{matter, -amount}})
	if err != nil {
		return TrustApplied{}, err
	}
	payment := bill.Payment{
		ClientID: inv.ClientID, Date: req.Date, Amount: amount, Currency: inv.Currency, Method: bill.ByTrust,
		Reference: transfer.Reference, TrustTxnID: transfer.ID, CreatedAt: d.Now().UTC(),
	}
	if err := payInvoice(tx, &payment, inv); err != nil {
		return TrustApplied{}, err
	}
	done := TrustApplied{Transfer: transfer, Payment: payment, Account: account, Matter: matter, Owed: owed - amount}
	after, err := trustPosted(tx, d, transfer)
	if err == nil && len(after.Balances) == 1 {
		done.Balance = after.Balances[0]
	}
	return done, err
}

// mayDraw tests that the client has had the bill, and had the agreed days.
func mayDraw(inv bill.Invoice, m firm.Matter, on cal.Date) error {
	if inv.Status == bill.Void {
		return fault.Refuse("trust.invoice_void", "Invoice %s is void; nothing is owed on it.", inv.Number)
	}
	if inv.Status != bill.Sent || inv.SentOn.IsZero() {
		return fault.Refuse("trust.invoice_not_sent", "Invoice %s was not sent yet; trust is drawn only for a bill the client has.", inv.Number).
			Advise("Send it first (invoice send %s --on DATE --how mail).", inv.Number)
	}
	if earliest := inv.SentOn.AddDays(m.TrustWaitDays); on < earliest {
		return fault.Refuse("trust.too_early", "Invoice %s was sent on %s and matter %s waits %d days: trust may be drawn from %s, not on %s.",
			inv.Number, inv.SentOn, m.Code, m.TrustWaitDays, earliest, on).With("earliest", earliest.String())
	}
	return nil
}

// ledgerToDraw finds the ledger to draw on: in the named account, or the only
// one the matter has money in.
func ledgerToDraw(q Query, m firm.Matter, account string) (trust.Account, trust.Ledger, error) {
	if account != "" {
		return findLedger(q, account, m.Code)
	}
	ledgers, err := q.Ledgers(TrustFilter{MatterID: m.ID})
	if err != nil {
		return trust.Account{}, trust.Ledger{}, err
	}
	switch len(ledgers) {
	case 0:
		return trust.Account{}, trust.Ledger{}, fault.Refuse("trust.no_ledger", "Matter %s has no money in trust.", m.Code)
	case 1:
		a, err := q.TrustAccount(ledgers[0].AccountID)
		return a, ledgers[0], err
	}
	return trust.Account{}, trust.Ledger{}, fault.New(fault.Invalid, "account.required", "Matter %s has ledgers in %d trust accounts: say which.", m.Code, len(ledgers))
}

// decideDraw is how much to draw: what was asked, or as much as is owed and available.
func decideDraw(req ApplyTrust, inv bill.Invoice, m firm.Matter, owed money.Amount, room trust.Room) (money.Amount, error) {
	cur := inv.Currency
	if owed <= 0 {
		return 0, fault.Refuse("trust.nothing_owed", "Nothing is owed on invoice %s.", inv.Number)
	}
	if req.Amount == "" {
		amount := min(owed, room.Available())
		if amount == 0 {
			return 0, fault.Refuse("trust.insufficient", "Matter %s has nothing available in trust on %s; invoice %s owes %s.", m.Code, req.Date, inv.Number, owed.Format(cur)).
				With("available", amount.Plain(cur)).With("book", room.Book.Plain(cur)).With("uncleared", room.Uncleared.Plain(cur)).With("held", room.Held.Plain(cur))
		}
		return amount, nil
	}
	amount, err := money.ParseAmount(req.Amount, cur)
	if err != nil {
		return 0, fault.New(fault.Invalid, "amount.format", "%s.", err)
	}
	if amount <= 0 {
		return 0, fault.New(fault.Invalid, "amount.positive", "The amount to draw is positive.")
	}
	if amount > owed {
		return 0, fault.Refuse("trust.more_than_owed", "Invoice %s owes %s; %s was to be drawn.", inv.Number, owed.Format(cur), amount.Format(cur)).
			Advise("Draw at most %s; the rest stays the client's.", owed.Format(cur)).With("owed", owed.Plain(cur))
	}
	return amount, nil
}
