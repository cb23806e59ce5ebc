package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddDeposit begins a deposit: receipts that go to the bank on one slip. The
// total is counted first from the papers in hand.
type AddDeposit struct {
	Request
	Date     cal.Date // zero: today
	Account  string   // bank account as the firm calls it
	Currency string   // blank: the book's
	Expected string   // total as counted; blank: not counted yet
	Note     string
	Payments []int64
	Close    bool // at once; without Expected the sum of the payments is taken
}

// SetDeposit changes an open deposit; nil fields stay.
type SetDeposit struct {
	Request
	Deposit     int64
	Date        *cal.Date
	Account     *string
	Expected    *string
	Note        *string
	Add, Remove []int64
	Close       bool
}

// DepositView is a deposit with its receipts.
type DepositView struct {
	Deposit  bill.Deposit
	Payments []PaymentPosted
	Payors   map[int64]string // by payment, where it was not the client
	Total    money.Amount
}

// Difference is what is missing to the expected total; negative: there is more.
func (v DepositView) Difference() money.Amount { return v.Deposit.Expected - v.Total }

// AddDeposit begins a deposit, and closes it at once when asked to.
func (d *Desk) AddDeposit(ctx context.Context, req AddDeposit) (DepositView, error) {
	s := spec{act: "deposit.add", right: mayPayments, object: "deposit", req: req.Request}
	return change(ctx, d, s, func(tx Tx) (DepositView, error) {
		f, err := tx.Firm()
		if err != nil {
			return DepositView{}, err
		}
		dep := bill.Deposit{Date: req.Date, Account: work.CleanLine(req.Account), Currency: f.Currency, Note: work.CleanLine(req.Note), CreatedAt: d.Now().UTC()}
		if dep.Date.IsZero() {
			dep.Date = d.Today()
		}
		var check fault.Check
		if cur := strings.TrimSpace(req.Currency); cur != "" {
			dep.Currency, err = money.ParseCurrency(cur)
			check.Err("currency", "currency.unknown", err)
		}
		if check.OK() {
			dep.Expected = expected(&check, req.Expected, dep.Currency)
		}
		checkDeposit(&check, d, dep)
		if err := check.Result("deposit.invalid", "The deposit"); err != nil {
			return DepositView{}, err
		}
		if err := closed(f, dep.Date, "a deposit"); err != nil {
			return DepositView{}, err
		}
		if err := tx.AddDeposit(&dep); err != nil {
			return DepositView{}, err
		}
		tx.Concerning(fmt.Sprintf("deposit %d", dep.ID))
		if err := fillDeposit(tx, dep, req.Payments); err != nil {
			return DepositView{}, err
		}
		if req.Close {
			v, err := depositView(tx, dep)
			if err != nil {
				return v, err
			}
			if strings.TrimSpace(req.Expected) == "" {
				dep.Expected = v.Total
			}
			if err := closeDeposit(tx, &dep, v); err != nil {
				return v, err
			}
		}
		return depositView(tx, dep)
	})
}

// SetDeposit changes an open deposit: what is in it, its total, or closes it.
// Refused when it is closed, when a receipt stands in another one, and when it
// is to be closed while the receipts do not come to the expected total.
func (d *Desk) SetDeposit(ctx context.Context, req SetDeposit) (DepositView, error) {
	s := spec{act: "deposit.set", right: mayPayments, object: fmt.Sprintf("deposit %d", req.Deposit), req: req.Request}
	if req.Close {
		s.act = "deposit.close"
	}
	return change(ctx, d, s, func(tx Tx) (DepositView, error) {
		dep, err := openDeposit(tx, req.Deposit)
		if err != nil {
			return DepositView{}, err
		}
		var check fault.Check
		was := dep.Date
		if req.Date != nil {
			dep.Date = *req.Date
		}
		if req.Account != nil {
			dep.Account = work.CleanLine(*req.Account)
		}
		if req.Note != nil {
			dep.Note = work.CleanLine(*req.Note)
		}
		if req.Expected != nil {
			dep.Expected = expected(&check, *req.Expected, dep.Currency)
		}
		checkDeposit(&check, d, dep)
		if err := check.Result("deposit.invalid", "The deposit"); err != nil {
			return DepositView{}, err
		}
		for _, id := range req.Remove {
			if err := tx.RemoveDepositItem(dep.ID, id); err != nil {
				return DepositView{}, err
			}
		}
		if req.Date != nil && dep.Date != was {
			if err := mayRedate(tx, dep); err != nil {
				return DepositView{}, err
			}
		}
		if err := fillDeposit(tx, dep, req.Add); err != nil {
			return DepositView{}, err
		}
		if req.Close {
			v, err := depositView(tx, dep)
			if err != nil {
				return v, err
			}
			if err := closeDeposit(tx, &dep, v); err != nil {
				return v, err
			}
		} else if err := tx.SetDeposit(&dep); err != nil {
			return DepositView{}, err
		}
		return depositView(tx, dep)
	})
}

// DeleteDeposit gives an open deposit up; its receipts wait for another.
func (d *Desk) DeleteDeposit(ctx context.Context, req Request, id int64) error {
	type nothing struct{}
	_, err := change(ctx, d, spec{act: "deposit.delete", right: mayPayments, object: fmt.Sprintf("deposit %d", id), req: req}, func(tx Tx) (nothing, error) {
		if _, err := openDeposit(tx, id); err != nil {
			return nothing{}, err
		}
		return nothing{}, tx.DeleteDeposit(id)
	})
	return err
}

func openDeposit(q Query, id int64) (bill.Deposit, error) {
	dep, err := q.Deposit(id)
	if err == nil && dep.Closed {
		err = fault.Refuse("deposit.closed", "Deposit %d is closed: it is what the bank was given on %s.", id, dep.Date).Advise("Put the receipt into another deposit.")
	}
	return dep, err
}

func expected(check *fault.Check, text string, cur money.Currency) money.Amount {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	a, err := money.ParseAmount(text, cur)
	check.Err("expected", "amount.format", err)
	if err == nil && a < 0 {
		check.Add("expected", "amount.positive", "The total of a deposit is not below zero.")
	}
	return a
}

func checkDeposit(check *fault.Check, d *Desk, dep bill.Deposit) {
	check.Text("account", dep.Account, 100)
	check.Text("note", dep.Note, 500)
	if dep.Date.IsZero() {
		check.Add("date", "date.required", "The deposit has no day.")
	} else if most := d.Today().AddDays(7); dep.Date > most {
		check.Add("date", "date.ahead", "The day %s lies more than a week ahead; today is %s.", dep.Date, d.Today())
	}
}

// fillDeposit puts payments that were posted before into a deposit.
func fillDeposit(tx Tx, dep bill.Deposit, ids []int64) error {
	for _, id := range ids {
		p, err := tx.Payment(id)
		if err != nil {
			return err
		}
		if err := bankable(dep, p); err != nil {
			return err
		}
		if err := standing(tx, p); err != nil {
			return err
		}
		if in, err := tx.DepositOf(id); err != nil {
			return err
		} else if in != 0 {
			return fault.Refuse("deposit.twice", "Payment %d stands in deposit %d already.", id, in).Advise("Take it out of that one first, while it is open.")
		}
		if err := tx.AddDepositItem(dep.ID, id); err != nil {
			return err
		}
	}
	return nil
}

// mayRedate tests the new day of a deposit: not in the closed books, and not
// before a receipt that stands in it.
func mayRedate(q Query, dep bill.Deposit) error {
	f, err := q.Firm()
	if err != nil {
		return err
	}
	if err := closed(f, dep.Date, "a deposit"); err != nil {
		return err
	}
	ids, err := q.DepositPayments(dep.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p, err := q.Payment(id)
		if err != nil {
			return err
		}
		if err := bankable(dep, p); err != nil {
			return err
		}
	}
	return nil
}

// bankable refuses what does not go to the bank with a deposit.
func bankable(dep bill.Deposit, p bill.Payment) error {
	switch {
	case p.Method == bill.ByTrust:
		return fault.Refuse("deposit.not_bankable", "Payment %d came out of trust by a transfer; it is no receipt to be deposited.", p.ID)
	case p.Currency != dep.Currency:
		return fault.Refuse("deposit.currency", "Payment %d is in %s, the deposit in %s.", p.ID, p.Currency, dep.Currency).Advise("Deposit it by itself.")
	case p.Date > dep.Date:
		return fault.Refuse("deposit.before_receipt", "Payment %d was received on %s, after the day %s of the deposit.", p.ID, p.Date, dep.Date).
			Advise("Date the deposit %s or later.", p.Date)
	}
	return nil
}

func closeDeposit(tx Tx, dep *bill.Deposit, v DepositView) error {
	if len(v.Payments) == 0 {
		return fault.Refuse("deposit.empty", "Deposit %d has no receipt.", dep.ID).Advise("Put the receipts in that go to the bank with it.")
	}
	if diff := dep.Expected - v.Total; diff != 0 {
		word := "missing"
		if diff < 0 {
			word, diff = "too much", -diff
		}
		return fault.Refuse("deposit.difference", "The receipts come to %s, the deposit was counted as %s: %s is %s.",
			v.Total.Format(dep.Currency), dep.Expected.Format(dep.Currency), diff.Format(dep.Currency), word).
			Advise("Look for the receipt that was left out or typed wrong, or correct the expected total.").
			With("expected", dep.Expected.Plain(dep.Currency)).With("total", v.Total.Plain(dep.Currency))
	}
	dep.Closed = true
	return tx.SetDeposit(dep)
}

// Deposit shows one with its receipts.
func (d *Desk) Deposit(ctx context.Context, id int64) (DepositView, error) {
	return view(ctx, d, func(q Query) (DepositView, error) {
		dep, err := q.Deposit(id)
		if err != nil {
			return DepositView{}, err
		}
		return depositView(q, dep)
	})
}

// Deposits lists deposits with their receipts, newest first.
func (d *Desk) Deposits(ctx context.Context, f DepositFilter) ([]DepositView, error) {
	return view(ctx, d, func(q Query) ([]DepositView, error) {
		list, err := q.Deposits(f)
		if err != nil {
			return nil, err
		}
		views := make([]DepositView, len(list))
		for i, dep := range list {
			if views[i], err = depositView(q, dep); err != nil {
				return nil, err
			}
		}
		return views, nil
	})
}

// Undeposited are the receipts that stand in no deposit, from a day on, oldest
// first.
func (d *Desk) Undeposited(ctx context.Context, from cal.Date) (DepositView, error) {
	return view(ctx, d, func(q Query) (DepositView, error) {
		list, err := q.Undeposited(from)
		if err != nil {
			return DepositView{}, err
		}
		return withReceipts(q, bill.Deposit{}, list)
	})
}

func depositView(q Query, dep bill.Deposit) (DepositView, error) {
	ids, err := q.DepositPayments(dep.ID)
	if err != nil {
		return DepositView{}, err
	}
	list := make([]bill.Payment, len(ids))
	for i, id := range ids {
		if list[i], err = q.Payment(id); err != nil {
			return DepositView{}, err
		}
	}
	return withReceipts(q, dep, list)
}

func withReceipts(q Query, dep bill.Deposit, list []bill.Payment) (DepositView, error) {
	v := DepositView{Deposit: dep, Payments: []PaymentPosted{}}
	ids := make([]int64, len(list))
	for i, p := range list {
		ids[i] = p.ID
		c, err := q.Client(p.ClientID)
		if err != nil {
			return v, err
		}
		x, err := posted(q, c, p)
		if err != nil {
			return v, err
		}
		v.Payments = append(v.Payments, x)
		if v.Total, err = v.Total.Add(p.Amount); err != nil {
			return v, err
		}
	}
	var err error
	v.Payors, err = q.Payors(ids)
	return v, err
}

// DepositSlip is a deposit as it is printed: one line a receipt, also where it
// pays several clients.
func (d *Desk) DepositSlip(ctx context.Context, id int64) (bill.DepositSlip, error) {
	return view(ctx, d, func(q Query) (bill.DepositSlip, error) {
		dep, err := q.Deposit(id)
		if err != nil {
			return bill.DepositSlip{}, err
		}
		v, err := depositView(q, dep)
		if err != nil {
			return bill.DepositSlip{}, err
		}
		f, err := q.Firm()
		return slipOf(v, paperFirm(f, f.TermsDays)), err
	})
}

func slipOf(v DepositView, f bill.PaperFirm) bill.DepositSlip {
	s := bill.DepositSlip{Firm: f, No: v.Deposit.ID, Date: v.Deposit.Date, Account: v.Deposit.Account, Currency: v.Deposit.Currency, Note: v.Deposit.Note,
		Expected: v.Deposit.Expected, Total: v.Total, Draft: !v.Deposit.Closed}
	for _, p := range v.Payments {
		x := p.Payment
		from := v.Payors[x.ID]
		if from == "" {
			from = p.Client.Name
		}
		i := slices.IndexFunc(s.Items, func(l bill.DepositLine) bool {
			return v.Payors[x.ID] != "" && l.From == from && l.Method == x.Method && l.Reference == x.Reference && l.Received == x.Date
		})
		if i < 0 {
			i = len(s.Items)
			s.Items = append(s.Items, bill.DepositLine{From: from, Method: x.Method, Reference: x.Reference, Received: x.Date})
		}
		l := &s.Items[i]
		l.Amount += x.Amount
		l.Clients, l.Payments = append(l.Clients, p.Client.Code), append(l.Payments, x.ID)
	}
	return s
}
