package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// Figure is one amount of a money strip, written out.
type Figure struct {
	Key   string // "wip", "ar", "trust"
	Label string
	Value string
	Tone  Tone
	Tip   string // how it is made up
}

// Strip is what a matter has and owes: work in progress, receivables, and the
// trust money that may leave today. It stands beside every form that touches
// the matter's money.
type Strip struct {
	h        Host
	changed  func()
	ask      Latest
	matterID int64
	Title    string
	Figures  []Figure
}

// NewStrip is empty; changed is told when its figures have come.
func NewStrip(h Host, changed func()) *Strip { return &Strip{h: h, changed: changed} }

// Show asks for the figures of a matter; 0 empties the strip.
func (s *Strip) Show(matterID int64) {
	if s.matterID == matterID && (matterID == 0 || s.Title != "") {
		return
	}
	s.matterID = matterID
	s.Again()
}

// Heard reads the figures again when an act may have moved them.
func (s *Strip) Heard(e app.Event) {
	switch e.Noun {
	case "", "time", "expense", "prebill", "invoice", "payment", "trust", "credit", "matter":
		s.Again()
	}
}

// Again reads the figures again.
func (s *Strip) Again() {
	id := s.matterID
	if id == 0 {
		s.ask.Drop()
		s.Title, s.Figures = "", nil
		s.changed()
		return
	}
	today := s.h.Today()
	Ask(&s.ask, s.h.Runner(), func(ctx context.Context) (stripAnswer, error) {
		return app.Read(ctx, s.h.Desk(), func(q app.Query) (stripAnswer, error) { return readStrip(q, id, today) })
	}, func(a stripAnswer, err error) {
		if err != nil {
			s.h.Fail(err)
			return
		}
		s.Title, s.Figures = a.title, a.figures
		s.changed()
	})
}

type stripAnswer struct {
	title   string
	figures []Figure
}

func figure(key, label string, a money.Amount, cur money.Currency, tip string) Figure {
	f := Figure{Key: key, Label: label, Value: words.Money(a, cur), Tip: tip}
	if a < 0 {
		f.Tone = Bad
	}
	return f
}

// readStrip adds up what stands on one matter. Work in progress is released
// work and work on an open pre-bill; drafts are named beside it.
func readStrip(q app.Query, matterID int64, today cal.Date) (a stripAnswer, err error) {
	m, err := q.Matter(matterID)
	if err != nil {
		return a, err
	}
	c, err := q.Client(m.ClientID)
	if err != nil {
		return a, err
	}
	cur := c.Currency
	a.title = m.Code + "  " + m.Name + ", " + c.Name
	wip, err := wipFigure(q, m, cur)
	if err != nil {
		return a, err
	}
	ar, err := arFigure(q, m, cur, today)
	if err != nil {
		return a, err
	}
	held, err := trustFigures(q, m, today)
	if err != nil {
		return a, err
	}
	a.figures = append([]Figure{wip, ar}, held...)
	return a, nil
}

func wipFigure(q app.Query, m firm.Matter, cur money.Currency) (Figure, error) {
	wipStates := []work.Status{work.Released, work.OnPreBill}
	fees, err := q.EntryTotals(app.EntryFilter{MatterID: m.ID, Statuses: wipStates})
	if err != nil {
		return Figure{}, err
	}
	drafts, err := q.EntryTotals(app.EntryFilter{MatterID: m.ID, Statuses: []work.Status{work.Draft}})
	if err != nil {
		return Figure{}, err
	}
	expenses, err := q.Expenses(app.EntryFilter{MatterID: m.ID, Statuses: wipStates}, app.Page{})
	if err != nil {
		return Figure{}, err
	}
	costs := money.Amount(0)
	for _, x := range expenses {
		if x.TrustTxnID != 0 {
			continue // paid from trust: on the bill, nothing due
		}
		if costs, err = costs.Add(x.Amount); err != nil {
			return Figure{}, err
		}
	}
	total, err := fees.Amount.Add(costs)
	if err != nil {
		return Figure{}, err
	}
	tip := words.L("Unbilled: fees %s (%s h) and costs %s.", words.Amount(fees.Amount, cur), words.Hours(fees.Hours), words.Amount(costs, cur))
	if drafts.N > 0 {
		tip += " " + words.L("Drafts not counted: %s.", words.Amount(drafts.Amount, cur))
	}
	return figure("wip", words.Mark("WIP"), total, cur, tip), nil
}

func arFigure(q app.Query, m firm.Matter, cur money.Currency, today cal.Date) (Figure, error) {
	open, err := q.Standings(app.StandingFilter{MatterID: m.ID, Open: true})
	if err != nil {
		return Figure{}, err
	}
	owed, late := money.Amount(0), money.Amount(0)
	for _, s := range open {
		if owed, err = owed.Add(s.Balance()); err != nil {
			return Figure{}, err
		}
		if s.DueOn < today {
			late += s.Balance() // smaller than owed, which did not overflow
		}
	}
	f := figure("ar", words.Mark("Receivable"), owed, cur, words.N(len(open), "%d unpaid bill.", "%d unpaid bills.", len(open)))
	if late > 0 {
		f.Tone = Warn
		f.Tip = words.N(len(open), "%d unpaid bill, %s of it past due.", "%d unpaid bills, %s of it past due.", len(open), words.Amount(late, cur))
	}
	return f, nil
}

// trustFigures is what may be paid out today, one figure for each currency the
// matter has trust money in; none has none.
func trustFigures(q app.Query, m firm.Matter, today cal.Date) ([]Figure, error) {
	balances, err := q.TrustBalances(app.TrustFilter{MatterID: m.ID}, 0, today)
	if err != nil {
		return nil, err
	}
	type sum struct{ book, uncleared, held, available money.Amount }
	sums := map[money.Currency]*sum{}
	var order []money.Currency
	for _, b := range balances {
		acc, err := q.TrustAccount(b.AccountID)
		if err != nil {
			return nil, err
		}
		s := sums[acc.Currency]
		if s == nil {
			s = &sum{}
			sums[acc.Currency], order = s, append(order, acc.Currency)
		}
		for _, x := range []struct {
			to  *money.Amount
			add money.Amount
		}{{&s.book, b.Book}, {&s.uncleared, b.Uncleared}, {&s.held, b.Held}, {&s.available, b.Available()}} {
			if *x.to, err = x.to.Add(x.add); err != nil {
				return nil, err
			}
		}
	}
	if len(order) == 0 {
		c, err := q.Client(m.ClientID)
		if err != nil {
			return nil, err
		}
		return []Figure{figure("trust", words.Mark("Trust available"), 0, c.Currency, words.L("No client money is held for this matter."))}, nil
	}
	var figures []Figure
	for _, cur := range order {
		s := sums[cur]
		f := figure("trust", words.Mark("Trust available"), s.available, cur,
			words.L("Book %s, less uncollected %s, less held %s.", words.Amount(s.book, cur), words.Amount(s.uncleared, cur), words.Amount(s.held, cur)))
		if m.TrustFloor > 0 && s.available < m.TrustFloor {
			f.Tone = Warn
			f.Tip += " " + words.L("Below the floor of %s.", words.Amount(m.TrustFloor, cur))
		}
		figures = append(figures, f)
	}
	return figures, nil
}
