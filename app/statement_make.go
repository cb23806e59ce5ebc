package app

import (
	"cmp"
	"context"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// AskStatement asks for a client's statement of account.
type AskStatement struct {
	Client string
	From   cal.Date // first day of the movements; zero: from the beginning
	AsOf   cal.Date // zero: today
}

// Statement is a client's account as it stood at the end of a day: what
// happened, what is open, how old it is, credits not yet laid on an invoice.
// It makes no charge and takes no number, and can be drawn for any past day.
func (d *Desk) Statement(ctx context.Context, ask AskStatement) (bill.Statement, error) {
	return view(ctx, d, func(q Query) (bill.Statement, error) {
		c, err := q.ClientByCode(ask.Client)
		if err != nil {
			return bill.Statement{}, err
		}
		if ask.AsOf.IsZero() {
			ask.AsOf = d.Today()
		}
		if ask.From > ask.AsOf {
			return bill.Statement{}, fault.New(fault.Invalid, "statement.period", "The statement would begin on %s, after its day %s.", ask.From, ask.AsOf)
		}
		return statement(q, c, ask.From, ask.AsOf)
	})
}

func statement(q Query, c firm.Client, from, asOf cal.Date) (bill.Statement, error) {
	f, err := q.Firm()
	if err != nil {
		return bill.Statement{}, err
	}
	terms := c.TermsDays
	if terms < 0 {
		terms = f.TermsDays
	}
	s := bill.Statement{Firm: paperFirm(f, terms), Client: paperClient(c), Currency: c.Currency, From: from, AsOf: asOf,
		AgeBy: string(ageBy(f)), Movements: []bill.Movement{}, Open: []bill.OpenInvoice{}}
	matters, err := q.Matters(MatterFilter{ClientID: c.ID})
	if err != nil {
		return s, err
	}
	codes := map[int64]string{}
	for _, m := range matters {
		codes[m.ID] = m.Code
		balances, err := q.TrustBalances(TrustFilter{MatterID: m.ID}, asOf, asOf)
		if err != nil {
			return s, err
		}
		for _, b := range balances {
			a, err := q.TrustAccount(b.AccountID)
			if err != nil {
				return s, err
			}
			if a.Currency == c.Currency {
				s.TrustHeld += b.Book
			}
		}
	}
	standings, err := q.Standings(StandingFilter{ClientID: c.ID, AsOf: asOf})
	if err != nil {
		return s, err
	}
	standings = slices.DeleteFunc(standings, func(x bill.Standing) bool { return x.Currency != c.Currency })
	moves, err := movements(q, c, standings, codes, asOf)
	if err != nil {
		return s, err
	}
	balance := money.Amount(0)
	for _, m := range moves {
		if balance, err = balance.Add(m.Amount); err != nil {
			return s, err
		}
		if m.Balance = balance; m.Date < from {
			s.Opening = balance
			continue
		}
		s.Movements = append(s.Movements, m)
	}
	s.Closing = balance
	s.Open = append(s.Open, bill.Open(standings, func(id int64) string { return codes[id] })...)
	s.Aging = bill.Age(standings, ageBy(f), asOf)
	s.Unapplied, err = q.Unapplied(c.ID, asOf)
	return s, err
}

// movements are the dated facts of a client's account to a day, oldest first;
// on one day charges stand before what pays them.
func movements(q Query, c firm.Client, standings []bill.Standing, codes map[int64]string, asOf cal.Date) ([]bill.Movement, error) {
	var moves []bill.Movement
	for _, s := range standings {
		moves = append(moves, bill.Movement{Date: s.Date, Kind: "invoice", Ref: s.Number, Matter: codes[s.MatterID], Text: "Invoice " + s.Number, Amount: s.Total})
		if s.Voided != 0 || s.Status == bill.Void {
			inv, err := q.Invoice(s.InvoiceID)
			if err != nil {
				return nil, err
			}
			moves = append(moves, bill.Movement{Date: inv.VoidedOn, Kind: "void", Ref: s.Number, Matter: codes[s.MatterID], Text: "Invoice " + s.Number + " void: " + inv.VoidReason, Amount: -s.Total})
		}
		if s.Credited == 0 {
			continue
		}
		credits, err := q.Credits(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		for _, x := range credits {
			if x.Date <= asOf {
				moves = append(moves, bill.Movement{Date: x.Date, Kind: "credit", Ref: s.Number, Matter: codes[s.MatterID], Text: "Credit on invoice " + s.Number + ": " + x.Reason, Amount: -x.Amount})
			}
		}
	}
	payments, err := q.Payments(PaymentFilter{ClientID: c.ID, To: asOf}, Page{})
	if err != nil {
		return nil, err
	}
	for i := len(payments) - 1; i >= 0; i-- {
		p := payments[i]
		m := bill.Movement{Date: p.Date, Kind: "payment", Ref: p.Reference, Text: "Payment by " + string(p.Method), Amount: -p.Amount}
		if p.Method == bill.ByTrust {
			m.Text = "Payment from trust"
		}
		if p.ReversesID != 0 {
			m.Kind, m.Text = "reversal", "Payment taken back: "+p.Reason
		}
		moves = append(moves, m)
	}
	rank := map[string]int{"invoice": 0, "void": 1, "credit": 2, "payment": 3, "reversal": 4}
	slices.SortStableFunc(moves, func(a, b bill.Movement) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(rank[a.Kind], rank[b.Kind]))
	})
	return moves, nil
}
