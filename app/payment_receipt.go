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

// AddReceipt asks that one check, wire or pile of cash be posted: it may pay
// invoices of several matters, and of several clients where one payor pays for
// a group.
type AddReceipt struct {
	Request
	Payor     string   // from whom it came; blank: the client itself
	Clients   []string // codes; what is left stays with the first
	Amount    string
	Date      cal.Date // zero: today
	Method    string   // one of bill.PaymentMethods; blank: check
	Reference string
	Note      string
	To        []PayTo // invoices it is for, of any of the clients; none: by Rule
	Rule      bill.Rule
	Keep      bool  // lay nothing on invoices
	Deposit   int64 // open deposit it goes to the bank with, 0 for none
}

// ReceiptPosted are the payments of a receipt, one a client, in the order the
// clients were named; those who got nothing of it have none.
type ReceiptPosted struct {
	Payments []PaymentPosted
	Deposit  int64
}

// Amount is the whole receipt.
func (r ReceiptPosted) Amount() money.Amount {
	var sum money.Amount
	for _, p := range r.Payments {
		sum += p.Payment.Amount
	}
	return sum
}

// Laid is what was laid on invoices, and on how many.
func (r ReceiptPosted) Laid() (sum money.Amount, invoices int) {
	for _, p := range r.Payments {
		sum += p.Payment.Allocated()
		invoices += len(p.Invoices)
	}
	return sum, invoices
}

// AddReceipt posts a receipt: a payment for each client whose invoices it pays,
// all in one act. The money is laid over the invoices of all clients together,
// oldest due first unless said otherwise; what is left stays as the credit of
// the first client. The rules of [Desk.AddPayment] hold for each payment.
func (d *Desk) AddReceipt(ctx context.Context, req AddReceipt) (ReceiptPosted, error) {
	s := spec{act: "payment.add", right: mayPayments, object: "client " + strings.Join(req.Clients, ", "), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (ReceiptPosted, error) {
		clients, payments, err := decideReceipt(tx, d, req)
		if err != nil {
			return ReceiptPosted{}, err
		}
		done := ReceiptPosted{Deposit: req.Deposit}
		payor := work.CleanLine(req.Payor)
		if payor == "" && len(payments) > 1 {
			payor = clients[0].Name // it stands on the slip of the bank once
		}
		for i := range payments {
			p := &payments[i]
			if err := tx.AddPayment(p); err != nil {
				return ReceiptPosted{}, err
			}
			if payor != "" && (len(payments) > 1 || payor != clients[i].Name) {
				if err := tx.SetPayor(p.ID, payor); err != nil {
					return ReceiptPosted{}, err
				}
			}
			if req.Deposit != 0 {
				if err := putInDeposit(tx, req.Deposit, *p); err != nil {
					return ReceiptPosted{}, err
				}
			}
			posted, err := posted(tx, clients[i], *p)
			if err != nil {
				return ReceiptPosted{}, err
			}
			done.Payments = append(done.Payments, posted)
		}
		return done, nil
	})
}

// PreviewReceipt answers how a receipt would be laid, with the same code and
// nothing saved.
func (d *Desk) PreviewReceipt(ctx context.Context, req AddReceipt) (ReceiptPosted, error) {
	if err := d.may(mayPayments); err != nil {
		return ReceiptPosted{}, err
	}
	return view(ctx, d, func(q Query) (ReceiptPosted, error) {
		clients, payments, err := decideReceipt(q, d, req)
		if err != nil {
			return ReceiptPosted{}, err
		}
		done := ReceiptPosted{Deposit: req.Deposit}
		for i, p := range payments {
			posted, err := posted(q, clients[i], p)
			if err != nil {
				return ReceiptPosted{}, err
			}
			done.Payments = append(done.Payments, posted)
		}
		return done, nil
	})
}

// decideReceipt divides a receipt into the payments of its clients.
func decideReceipt(q Query, d *Desk, req AddReceipt) ([]firm.Client, []bill.Payment, error) {
	clients, err := receiptClients(q, req.Clients)
	if err != nil {
		return nil, nil, err
	}
	one, err := decidePayment(q, d, clients[0], AddPayment{Amount: req.Amount, Date: req.Date, Method: req.Method, Reference: req.Reference, Note: req.Note})
	if err != nil {
		return nil, nil, err
	}
	var check fault.Check
	check.Text("payor", work.CleanLine(req.Payor), 200)
	if err := check.Result("payment.invalid", "The payment"); err != nil {
		return nil, nil, err
	}
	if req.Keep && len(req.To) > 0 {
		return nil, nil, fault.New(fault.Invalid, "payment.keep", "A payment that is kept as credit is not laid on invoices at the same time.")
	}
	parts := make([][]bill.Allocation, len(clients))
	if !req.Keep {
		if parts, err = layReceipt(q, clients, one, req.To, req.Rule); err != nil {
			return nil, nil, err
		}
	}
	left := one.Amount
	for _, list := range parts {
		left -= (bill.Payment{Allocations: list}).Allocated()
	}
	var whose []firm.Client
	var payments []bill.Payment
	for i, c := range clients {
		p := one
		p.ClientID, p.Allocations = c.ID, parts[i]
		if p.Amount = p.Allocated(); i == 0 {
			p.Amount += left
		}
		if p.Amount == 0 {
			continue
		}
		whose, payments = append(whose, c), append(payments, p)
	}
	return whose, payments, nil
}

func receiptClients(q Query, codes []string) ([]firm.Client, error) {
	var clients []firm.Client
	for _, code := range codes {
		c, err := q.ClientByCode(strings.TrimSpace(code))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(clients, func(x firm.Client) bool { return x.ID == c.ID }) {
			return nil, oneFault("clients", "client.twice", "Client %s is named twice.", c.Code)
		}
		if len(clients) > 0 && c.Currency != clients[0].Currency {
			return nil, fault.Refuse("payment.currency", "Client %s pays in %s and client %s in %s: one receipt has one currency.",
				clients[0].Code, clients[0].Currency, c.Code, c.Currency)
		}
		clients = append(clients, c)
	}
	if len(clients) == 0 {
		return nil, oneFault("clients", "client.required", "Say whose invoices the money pays.")
	}
	return clients, nil
}

func oneFault(path, code, format string, args ...any) error {
	var check fault.Check
	check.Add(path, code, format, args...)
	return check.Result("payment.invalid", "The payment")
}

// layReceipt lays a receipt over the invoices of its clients; the answer is by
// client.
func layReceipt(q Query, clients []firm.Client, p bill.Payment, to []PayTo, rule bill.Rule) ([][]bill.Allocation, error) {
	parts := make([][]bill.Allocation, len(clients))
	if len(to) > 0 {
		byClient := make([][]PayTo, len(clients))
		left := p.Amount
		for _, t := range to {
			inv, err := q.InvoiceByNumber(strings.TrimSpace(t.Invoice))
			if err != nil {
				return nil, err
			}
			i := slices.IndexFunc(clients, func(c firm.Client) bool { return c.ID == inv.ClientID })
			if i < 0 {
				return nil, fault.Refuse("payment.other_client", "Invoice %s is of another client than %s.", inv.Number, codesOf(clients)).
					Advise("Name that client as well, or take the invoice out.")
			}
			a, _, err := layOne(q, clients[i], t, left)
			if err != nil {
				return nil, err
			}
			left -= a.Amount
			if a.Amount > 0 {
				byClient[i] = append(byClient[i], PayTo{Invoice: inv.Number, Amount: a.Amount.Plain(p.Currency)})
			}
		}
		if left < 0 {
			return nil, fault.Refuse("payment.over_allocated", "The invoices named are to get %s more than the payment of %s holds.", (-left).Format(p.Currency), p.Amount.Format(p.Currency)).
				Advise("Lower one of the amounts.").With("payment", p.Amount.Plain(p.Currency))
		}
		for i, c := range clients {
			if len(byClient[i]) == 0 {
				continue
			}
			var err error
			if parts[i], err = lay(q, c, p.Amount, p.Date, byClient[i], rule); err != nil {
				return nil, err
			}
		}
		return parts, nil
	}
	var open []bill.Owed
	owner, dates := map[int64]int{}, map[int64]cal.Date{}
	for i, c := range clients {
		list, err := openOwed(q, c)
		if err != nil {
			return nil, err
		}
		for _, o := range list {
			owner[o.InvoiceID], dates[o.InvoiceID] = i, o.Date
		}
		open = append(open, list...)
	}
	all, _, err := bill.Allocate(p.Amount, open, rule)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		a.AppliedOn = max(p.Date, dates[a.InvoiceID])
		parts[owner[a.InvoiceID]] = append(parts[owner[a.InvoiceID]], a)
	}
	return parts, nil
}

func codesOf(clients []firm.Client) string {
	codes := make([]string, len(clients))
	for i, c := range clients {
		codes[i] = c.Code
	}
	return strings.Join(codes, ", ")
}

// OpenItem is an open invoice as a payment screen lists it.
type OpenItem struct {
	bill.Standing
	Client     string
	ClientName string
	Matter     string
	MatterName string
}

// PayorView is what a client owes and has, for whoever enters its payment.
type PayorView struct {
	Client    firm.Client
	Open      []OpenItem   // in the client's currency, oldest due first
	Unapplied money.Amount // the client's credit
	WIP       money.Amount // work and costs not billed yet
	Trust     money.Amount // available in trust today, all matters
}

// Payor reads what a payment of the client could be for.
func (d *Desk) Payor(ctx context.Context, code string) (PayorView, error) {
	return view(ctx, d, func(q Query) (PayorView, error) {
		c, err := q.ClientByCode(strings.TrimSpace(code))
		if err != nil {
			return PayorView{}, err
		}
		v := PayorView{Client: c, Open: []OpenItem{}}
		list, err := q.Standings(StandingFilter{ClientID: c.ID, Open: true})
		if err != nil {
			return v, err
		}
		matters, err := q.Matters(MatterFilter{ClientID: c.ID})
		if err != nil {
			return v, err
		}
		byID := map[int64]firm.Matter{}
		for _, m := range matters {
			byID[m.ID] = m
			if err := v.addMatter(q, d, m); err != nil {
				return v, err
			}
		}
		for _, s := range list {
			if m := byID[s.MatterID]; s.Currency == c.Currency && s.Balance() > 0 {
				v.Open = append(v.Open, OpenItem{s, c.Code, c.Name, m.Code, m.Name})
			}
		}
		slices.SortStableFunc(v.Open, func(a, b OpenItem) int { return a.DueOn.Compare(b.DueOn) })
		v.Unapplied, err = q.Unapplied(c.ID, 0)
		return v, err
	})
}

func (v *PayorView) addMatter(q Query, d *Desk, m firm.Matter) error {
	statuses := []work.Status{work.Released, work.OnPreBill}
	fees, err := q.EntryTotals(EntryFilter{MatterID: m.ID, Statuses: statuses})
	if err != nil {
		return err
	}
	v.WIP += fees.Amount
	costs, err := q.Expenses(EntryFilter{MatterID: m.ID, Statuses: statuses}, Page{})
	if err != nil {
		return err
	}
	for _, x := range costs {
		if x.TrustTxnID == 0 {
			v.WIP += x.Amount
		}
	}
	balances, err := q.TrustBalances(TrustFilter{MatterID: m.ID}, 0, d.Today())
	if err != nil {
		return err
	}
	for _, b := range balances {
		a, err := q.TrustAccount(b.AccountID)
		if err != nil {
			return err
		}
		if a.Currency == v.Client.Currency {
			v.Trust += b.Available()
		}
	}
	return nil
}

// putInDeposit puts a payment that was just posted into an open deposit.
func putInDeposit(tx Tx, id int64, p bill.Payment) error {
	dep, err := tx.Deposit(id)
	if err != nil {
		return err
	}
	if dep.Closed {
		return fault.Refuse("deposit.closed", "Deposit %d is closed; nothing can be added to it.", id).Advise("Begin another deposit.")
	}
	if err := bankable(dep, p); err != nil {
		return err
	}
	return fault.Wrap(tx.AddDepositItem(id, p.ID), "putting payment %s into the deposit", fmt.Sprint(p.ID))
}
