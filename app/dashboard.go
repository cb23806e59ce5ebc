package app

import (
	"cmp"
	"context"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// AskDashboard says whose figures; blank: the whole firm's, in its currency.
type AskDashboard struct {
	Responsible string // timekeeper: only the matters that one is responsible for
	Currency    string
}

// Dashboard is where the firm stands: what is unbilled, owed, billed and
// collected. Each figure is one of a report, to the cent; the report is named
// beside it.
type Dashboard struct {
	AsOf     cal.Date
	From     cal.Date // first day of twelve months, of which today's is the last
	Currency money.Currency
	Several  bool // clients are billed in other currencies as well

	WIP     money.Amount    // report wip
	WIPAges [5]money.Amount // 0–30, 31–60, 61–90, 91–120 days, over
	Drafts  money.Amount    // recorded and not released: no work in progress yet

	AR     money.Amount // report aging
	ARAges bill.Aging
	Late   money.Amount  // of it, past due
	Top    []ClientOwing // who owes most, ten at most

	Months []Turnover // report months

	// Of the invoices dated in the twelve months: report realization.
	Worked, Billed, Collected money.Amount

	// WorkedValue and BilledTotal are of the last LockupDays days; from them WIPDays
	// and DebtorDays: WIP ÷ worked value × days, and AR ÷ billed × days. -1: nothing
	// was worked or billed to divide by.
	WorkedValue, BilledTotal money.Amount
	WIPDays, DebtorDays      int

	Floors int          // matters below their trust floor: report trust-floors
	Short  money.Amount // what they lack

	MissingFrom, MissingTo cal.Date
	MissingDays            int // working days of this month without time: report missing-time
	MissingPeople          int
}

// LockupDays are the days that work and bills of which lockup is measured by.
const LockupDays = 90

// ClientOwing is what a client owes.
type ClientOwing struct {
	Code, Name string
	Open, Late money.Amount
}

// topClients is how many clients are named.
const topClients = 10

// Dashboard reads the figures from one snapshot of the book.
func (d *Desk) Dashboard(ctx context.Context, ask AskDashboard) (Dashboard, error) {
	return read(ctx, d, func(q Query) (Dashboard, error) {
		today := d.Today()
		r := &reporter{q: q, now: d.Now(), today: today, ask: AskReport{Responsible: ask.Responsible, Currency: ask.Currency, From: today.MonthStart().AddMonths(-11), To: today}}
		if err := r.load(); err != nil {
			return Dashboard{}, err
		}
		r.keeper = r.lead
		b := Dashboard{AsOf: today, From: r.from, Currency: r.currency}
		for _, c := range r.clients {
			b.Several = b.Several || c.Currency != r.currency
		}
		for _, part := range []func(*reporter, *Dashboard) error{dashboardWIP, dashboardAR, dashboardMonths, dashboardLockup, dashboardCare} {
			if err := part(r, &b); err != nil {
				return Dashboard{}, err
			}
		}
		return b, nil
	})
}

func dashboardWIP(r *reporter, b *Dashboard) error {
	whole := *r
	whole.keeper = nil // all work on the matters, whoever did it
	rows, err := whole.wipByMatter()
	if err != nil {
		return err
	}
	for _, x := range rows {
		for _, add := range []struct {
			to *money.Amount
			is money.Amount
		}{{&b.WIP, x.fees + x.costs}, {&b.WIPAges[0], x.aged.Current + x.aged.D30}, {&b.WIPAges[1], x.aged.D60}, {&b.WIPAges[2], x.aged.D90}, {&b.WIPAges[3], x.aged.D120}, {&b.WIPAges[4], x.aged.Over}, {&b.Drafts, x.drafts}} {
			if *add.to, err = add.to.Add(add.is); err != nil {
				return err
			}
		}
	}
	return nil
}

func dashboardAR(r *reporter, b *Dashboard) error {
	open, err := r.standings(StandingFilter{AsOf: r.asOf, Open: true})
	if err != nil {
		return err
	}
	by := ageBy(r.firm)
	owing := map[int64]*ClientOwing{}
	for _, s := range open {
		if b.AR, err = b.AR.Add(s.Balance()); err != nil {
			return err
		}
		b.ARAges.Add(s.AgesFrom(by), r.asOf, s.Balance())
		x := owing[s.ClientID]
		if x == nil {
			x = &ClientOwing{Code: s.client.Code, Name: s.client.Name}
			owing[s.ClientID] = x
		}
		x.Open += s.Balance() // parts of AR, which did not overflow
		if s.DueOn < r.asOf {
			x.Late += s.Balance()
			b.Late += s.Balance()
		}
	}
	for _, x := range owing {
		b.Top = append(b.Top, *x)
	}
	slices.SortFunc(b.Top, func(x, y ClientOwing) int { return cmp.Or(cmp.Compare(y.Open, x.Open), cmp.Compare(x.Code, y.Code)) })
	b.Top = b.Top[:min(len(b.Top), topClients)]
	return nil
}

func dashboardMonths(r *reporter, b *Dashboard) error {
	var err error
	if b.Months, err = r.turnover(); err != nil {
		return err
	}
	for _, m := range b.Months {
		for _, add := range [][2]*money.Amount{{&b.Worked, &m.Worked}, {&b.Billed, &m.Fees}, {&b.Collected, &m.OfItCollected}} {
			if *add[0], err = add[0].Add(*add[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func dashboardLockup(r *reporter, b *Dashboard) error {
	ninety := *r
	ninety.from = r.asOf.AddDays(1 - LockupDays)
	worked, err := r.q.WorkedValue(ninety.from, r.asOf)
	if err != nil {
		return err
	}
	for _, w := range worked {
		if w.Currency == r.currency && (r.lead == nil || w.ResponsibleID == r.lead.ID) {
			if b.WorkedValue, err = b.WorkedValue.Add(w.Amount); err != nil {
				return err
			}
		}
	}
	months, err := ninety.turnover()
	if err != nil {
		return err
	}
	for _, m := range months {
		if b.BilledTotal, err = b.BilledTotal.Add(m.Billed); err != nil {
			return err
		}
	}
	b.WIPDays, b.DebtorDays = daysOf(b.WIP, b.WorkedValue), daysOf(b.AR, b.BilledTotal)
	return nil
}

// daysOf is how many days of the flow the stock is, to the nearest day; -1 when
// nothing flowed.
func daysOf(stock, flow money.Amount) int {
	if flow <= 0 || stock < 0 {
		return -1
	}
	if stock > flow*1000 { // thousands of days say no more than "very many"
		return 1000 * LockupDays
	}
	return int((stock*LockupDays*2 + flow) / (flow * 2))
}

// dashboardCare is what somebody should look after.
func dashboardCare(r *reporter, b *Dashboard) error {
	floors, err := r.belowFloor()
	if err != nil {
		return err
	}
	b.Floors = len(floors)
	for _, f := range floors {
		if b.Short, err = b.Short.Add(f.short); err != nil {
			return err
		}
	}
	month := *r
	month.from, month.to = r.today.MonthStart(), r.today.AddDays(-1) // today is not over
	b.MissingFrom, b.MissingTo = month.from, month.to
	missing, err := month.missing()
	if err != nil {
		return err
	}
	b.MissingPeople = len(missing)
	for _, k := range missing {
		b.MissingDays += len(k.Days)
	}
	return nil
}
