package app

import (
	"context"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// PreBillRow is a pre-bill in a list.
type PreBillRow struct {
	bill.PreBill
	Matter     string
	MatterName string
	Client     string
	ClientName string
	Currency   money.Currency
	Lines      int
	Hours      money.Quantity // to be charged
	Came       money.Amount   // what the work came with
	Fees       money.Amount   // as it stands
	Costs      money.Amount
	Total      money.Amount // what the bill would come to
	Edited     int          // lines a reviewer changed
	Above      int          // lines above the hours worked
	Comments   int          // not settled yet
	TouchedOn  cal.Date     // when it or a line of it last changed
}

// PreBills lists pre-bills, newest first.
func (d *Desk) PreBills(ctx context.Context, f PreBillFilter) ([]PreBillRow, error) {
	return view(ctx, d, func(q Query) ([]PreBillRow, error) {
		list, err := q.PreBills(f)
		if err != nil {
			return nil, err
		}
		ids := make([]int64, len(list))
		for i, p := range list {
			ids[i] = p.MatterID
		}
		n, err := namesOf(q, ids)
		if err != nil {
			return nil, err
		}
		touched, err := q.PreBillsTouched()
		if err != nil {
			return nil, err
		}
		comments, err := q.PreBillComments(0)
		if err != nil {
			return nil, err
		}
		open := map[int64]int{}
		for _, c := range comments {
			if c.ResolvedBy == 0 {
				open[c.PreBillID]++
			}
		}
		rows := make([]PreBillRow, 0, len(list))
		for _, p := range list {
			lines, err := q.PreBillLines(p.ID)
			if err != nil {
				return nil, err
			}
			r := preBillRow(p, lines, n.matters[p.MatterID], n.clients[p.ClientID])
			r.Comments, r.TouchedOn = open[p.ID], p.CreatedOn
			if at := touched[p.ID]; !at.IsZero() {
				r.TouchedOn = cal.Of(at.In(d.Now().Location()))
			}
			rows = append(rows, r)
		}
		return rows, nil
	})
}

func preBillRow(p bill.PreBill, lines []bill.PreBillLine, m firm.Matter, c firm.Client) PreBillRow {
	r := PreBillRow{PreBill: p, Matter: m.Code, MatterName: m.Name, Client: c.Code, ClientName: c.Name, Currency: c.Currency, Lines: len(lines)}
	for _, l := range lines {
		r.Came += l.Was.Amount
		if l.Edited() {
			r.Edited++
		}
		if l.AboveWorked() {
			r.Above++
		}
		if l.Action != bill.LineKept {
			continue
		}
		if l.Kind == bill.Fee {
			r.Hours += l.Now.Units
			r.Fees += l.Now.Amount
		} else {
			r.Costs += l.Now.Amount
		}
	}
	r.Total = r.Fees - p.Discount + r.Costs
	return r
}

// MoneyStrip is what a matter has come to, beside every form that touches it.
type MoneyStrip struct {
	WIPHours  money.Quantity
	WIP       money.Amount // released fees and costs on no pre-bill
	OnPreBill money.Amount
	AR        money.Amount // open on invoices of the matter
	Unapplied money.Amount // of the client
	Trust     money.Amount // available to the matter today
	LastBill  cal.Date
}

// PreBillView is a pre-bill with all that a reviewer looks at.
type PreBillView struct {
	PreBill bill.PreBill
	Matter  firm.Matter
	Client  firm.Client
	Lines   []bill.PreBillLine
	People  map[int64]firm.Timekeeper

	Computed bill.Computed // what the bill would come to
	Problem  error         // why it cannot be added up; nil when it can

	Strip      MoneyStrip
	Late       int          // items released since the run that could be added
	LateAmount money.Amount // what they come to
	Drafts     int          // of the matter, not released
	Comments   []bill.PreBillComment
	Billed     money.Amount // what the invoices of the matter take from its budget, see BudgetBilled
	ApprovedBy string       // name of the user
	Invoice    string       // number, when final
}

// PreBill shows one pre-bill.
func (d *Desk) PreBill(ctx context.Context, id int64) (PreBillView, error) {
	return view(ctx, d, func(q Query) (PreBillView, error) {
		b, err := loadPreBill(q, id)
		if err != nil {
			return PreBillView{}, err
		}
		v := PreBillView{PreBill: b.pre, Matter: b.matter, Client: b.client, Lines: b.lines}
		if v.People, err = peopleByID(q); err != nil {
			return v, err
		}
		v.Computed, v.Problem = bill.Compute(b.lines, v.People, b.pre.Discount, b.client.Currency)
		if v.Strip, err = moneyStrip(q, b.matter, d.Today()); err != nil {
			return v, err
		}
		if v.Comments, err = q.PreBillComments(id); err != nil {
			return v, err
		}
		if v.Billed, err = BudgetBilled(q, b.matter.ID, 0); err != nil {
			return v, err
		}
		if b.pre.Status.Live() {
			t, err := unbilled(q, b.matter.ID, b.pre.Through, d.Today())
			if err != nil {
				return v, err
			}
			v.Late, v.Drafts = len(t.Entries)+len(t.Expenses), t.Drafts
			for _, e := range t.Entries {
				v.LateAmount += e.Amount
			}
			for _, x := range t.Expenses {
				v.LateAmount += x.Amount
			}
		}
		if b.pre.ApprovedBy != 0 {
			u, err := q.User(b.pre.ApprovedBy)
			if err != nil {
				return v, err
			}
			v.ApprovedBy = u.Name
		}
		if b.pre.InvoiceID != 0 {
			inv, err := q.Invoice(b.pre.InvoiceID)
			if err != nil {
				return v, err
			}
			v.Invoice = inv.Number
		}
		return v, nil
	})
}

// MoneyStrip gives the figures of a matter as they are today.
func (d *Desk) MoneyStrip(ctx context.Context, matter string) (MoneyStrip, error) {
	return view(ctx, d, func(q Query) (MoneyStrip, error) {
		m, err := q.MatterByCode(matter)
		if err != nil {
			return MoneyStrip{}, err
		}
		return moneyStrip(q, m, d.Today())
	})
}

func moneyStrip(q Query, m firm.Matter, today cal.Date) (MoneyStrip, error) {
	var s MoneyStrip
	t, err := unbilled(q, m.ID, cal.Last, today)
	if err != nil {
		return s, err
	}
	for _, e := range t.Entries {
		s.WIPHours += e.Hours
		s.WIP += e.Amount
	}
	for _, x := range t.Expenses {
		if x.TrustTxnID == 0 {
			s.WIP += x.Amount
		}
	}
	live, err := q.PreBills(PreBillFilter{MatterID: m.ID, Live: true})
	if err != nil {
		return s, err
	}
	for _, p := range live {
		lines, err := q.PreBillLines(p.ID)
		if err != nil {
			return s, err
		}
		for _, l := range lines {
			if l.Action != bill.LineTransferred {
				s.OnPreBill += l.Was.Amount
			}
		}
	}
	standings, err := q.Standings(StandingFilter{MatterID: m.ID})
	if err != nil {
		return s, err
	}
	for _, st := range standings {
		s.AR += st.Balance()
		if st.Status != bill.Void {
			s.LastBill = max(s.LastBill, st.Date)
		}
	}
	if s.Unapplied, err = q.Unapplied(m.ClientID, 0); err != nil {
		return s, err
	}
	balances, err := q.TrustBalances(TrustFilter{MatterID: m.ID}, 0, today)
	for _, b := range balances {
		s.Trust += b.Available()
	}
	return s, err
}

func peopleByID(q Query) (map[int64]firm.Timekeeper, error) {
	list, err := q.Timekeepers()
	if err != nil {
		return nil, err
	}
	people := make(map[int64]firm.Timekeeper, len(list))
	for _, t := range list {
		people[t.ID] = t
	}
	return people, nil
}
