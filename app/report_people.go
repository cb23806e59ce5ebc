package app

import (
	"cmp"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/work"
)

// sortedPeople are timekeepers by code, those asked for.
func (r *reporter) sortedPeople() []firm.Timekeeper {
	var list []firm.Timekeeper
	for _, k := range r.people {
		if r.wantsKeeper(k.ID) {
			list = append(list, k)
		}
	}
	slices.SortFunc(list, func(a, b firm.Timekeeper) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

var keeperColumns = []report.Column{{Key: "timekeeper", Label: "Timekeeper", Type: report.Text}, {Key: "name", Label: "Name", Type: report.Text}, {Key: "class", Label: "Class", Type: report.Text}}

func keeperCells(k firm.Timekeeper) []report.Cell {
	return []report.Cell{report.T(k.Code), report.T(k.Name()), report.T(k.Class)}
}

// productivityReport is what each timekeeper worked, billed and brought in
// during a period. Work, bills and payments are those of the period, not of the
// same entries; realization of the same entries is its own report.
func productivityReport(r *reporter) (*report.Table, error) {
	type sums struct {
		billable, other         money.Quantity
		worked, billed, brought money.Amount
	}
	by := map[int64]*sums{}
	at := func(id int64) *sums {
		if by[id] == nil {
			by[id] = &sums{}
		}
		return by[id]
	}
	f := EntryFilter{From: r.from, To: r.to}
	if r.keeper != nil {
		f.TimekeeperID = r.keeper.ID
	}
	if r.matter != nil {
		f.MatterID = r.matter.ID
	}
	if r.client != nil {
		f.ClientID = r.client.ID
	}
	entries, err := r.q.Entries(f, Page{})
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !r.wants(e.MatterID) {
			continue
		}
		x := at(e.TimekeeperID)
		if e.Billable == work.NonBillable {
			x.other += e.Worked
			continue
		}
		x.billable += e.Worked
		value, err := e.Rate.Times(e.Worked, r.currency)
		if err != nil {
			return nil, err
		}
		x.worked += value
	}
	invoices, err := r.standings(StandingFilter{AsOf: r.to})
	if err != nil {
		return nil, err
	}
	wanted := map[int64]bool{}
	for _, s := range invoices {
		wanted[s.InvoiceID] = true
		if s.Date < r.from || s.Status == bill.Void {
			continue
		}
		inv, err := r.q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		for _, k := range inv.Timekeepers {
			at(k.TimekeeperID).billed += k.Fees - k.Discount
		}
	}
	payments, err := r.q.Payments(PaymentFilter{To: r.to}, Page{})
	if err != nil {
		return nil, err
	}
	for _, p := range payments {
		for _, a := range p.Allocations {
			if a.AppliedOn < r.from || a.AppliedOn > r.to || !wanted[a.InvoiceID] {
				continue
			}
			for _, s := range a.Shares {
				if s.Part == bill.PartFees {
					at(s.TimekeeperID).brought += s.Amount
				}
			}
		}
	}
	t := r.periodTable(slices.Concat(keeperColumns, []report.Column{colHours("hours", "Hours worked"), colHours("billable", "Billable hours"), colHours("non_billable", "Other hours"),
		{Key: "billable_share", Label: "Billable share", Type: report.Percent, Part: "billable", Whole: "hours"}, colMoney("worked_value", "Worked value"), colMoney("billed", "Fees billed"), colMoney("collected", "Fees collected")})...)
	for _, k := range r.sortedPeople() {
		x := by[k.ID]
		if x == nil {
			continue
		}
		share, err := money.Ratio(money.Amount(x.billable), money.Amount(x.billable+x.other))
		if err != nil {
			return nil, err
		}
		t.Add(append(keeperCells(k), report.H(x.billable+x.other), report.H(x.billable), report.H(x.other), report.P(share), report.M(x.worked), report.M(x.billed), report.M(x.brought))...)
	}
	t.Note("Worked value: billable hours worked in the period at the agreed rates. Billed: fees after courtesy discount on invoices dated in the period. Collected: payments laid on fees in the period. Period-based: the three are not of the same entries.")
	return t, nil
}

// realizationReport follows the entries of the invoices dated in a period:
// standard value, worked value, billed, collected to the last day.
func realizationReport(r *reporter) (*report.Table, error) {
	type sums struct {
		hours                             money.Quantity
		standard, worked, billed, brought money.Amount
	}
	by := map[int64]*sums{}
	at := func(id int64) *sums {
		if by[id] == nil {
			by[id] = &sums{}
		}
		return by[id]
	}
	invoices, err := r.standings(StandingFilter{AsOf: r.to, From: r.from, To: r.to})
	if err != nil {
		return nil, err
	}
	cohort := map[int64]bool{}
	for _, s := range invoices {
		if s.Status == bill.Void {
			continue
		}
		cohort[s.InvoiceID] = true
		inv, err := r.q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		entries, err := r.q.Entries(EntryFilter{InvoiceID: s.InvoiceID}, Page{})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			standard, err := e.StandardRate.Times(e.Worked, r.currency)
			if err != nil {
				return nil, err
			}
			worked, err := e.Rate.Times(e.Worked, r.currency)
			if err != nil {
				return nil, err
			}
			x := at(e.TimekeeperID)
			x.hours += e.Worked
			x.standard += standard
			x.worked += worked
		}
		for _, k := range inv.Timekeepers {
			at(k.TimekeeperID).billed += k.Fees - k.Discount
		}
	}
	if err := r.collectedOn(cohort, func(keeper int64, a money.Amount) { at(keeper).brought += a }); err != nil {
		return nil, err
	}
	t := r.periodTable(slices.Concat(keeperColumns, []report.Column{colHours("hours", "Hours worked"), colMoney("standard", "Standard value"), colMoney("worked", "Worked value"),
		colMoney("billed", "Fees billed"), colMoney("collected", "Collected"), {Key: "rate_realization", Label: "Rate", Type: report.Percent, Part: "worked", Whole: "standard"},
		{Key: "billing_realization", Label: "Billing", Type: report.Percent, Part: "billed", Whole: "worked"}, {Key: "collection_realization", Label: "Collection", Type: report.Percent, Part: "collected", Whole: "billed"}, {Key: "overall_realization", Label: "Overall", Type: report.Percent, Part: "collected", Whole: "standard"}})...)
	for _, k := range r.sortedPeople() {
		x := by[k.ID]
		if x == nil {
			continue
		}
		cells := append(keeperCells(k), report.H(x.hours), report.M(x.standard), report.M(x.worked), report.M(x.billed), report.M(x.brought))
		for _, p := range [][2]money.Amount{{x.worked, x.standard}, {x.billed, x.worked}, {x.brought, x.billed}, {x.brought, x.standard}} {
			ratio, err := money.Ratio(p[0], p[1])
			if err != nil {
				return nil, err
			}
			if p[1] == 0 {
				cells = append(cells, report.Empty())
			} else {
				cells = append(cells, report.P(ratio))
			}
		}
		t.Add(cells...)
	}
	t.Note("Of the entries on invoices dated in the period: rate = worked ÷ standard value, billing = fees billed ÷ worked value, collection = collected ÷ billed, overall = collected ÷ standard value. Work written off before it was billed is not in it.")
	return t, nil
}

// collectedOn gives the fees collected to the last day on some invoices, by
// timekeeper; credits are not collections.
func (r *reporter) collectedOn(cohort map[int64]bool, give func(keeper int64, a money.Amount)) error {
	payments, err := r.q.Payments(PaymentFilter{To: r.to}, Page{})
	if err != nil {
		return err
	}
	for _, p := range payments {
		for _, a := range p.Allocations {
			if !cohort[a.InvoiceID] || a.AppliedOn > r.to {
				continue
			}
			for _, s := range a.Shares {
				if s.Part == bill.PartFees {
					give(s.TimekeeperID, s.Amount)
				}
			}
		}
	}
	return nil
}

// originationReport is what the matters each timekeeper brought in have billed
// and collected in a period, without costs, tax and interest. The originating
// timekeeper is the one the matter names now.
func originationReport(r *reporter) (*report.Table, error) {
	type sums struct {
		matters         map[int64]bool
		billed, brought money.Amount
	}
	by := map[int64]*sums{}
	at := func(s standingOf) *sums {
		id := s.matter.OriginatingID
		if by[id] == nil {
			by[id] = &sums{matters: map[int64]bool{}}
		}
		by[id].matters[s.MatterID] = true
		return by[id]
	}
	invoices, err := r.standings(StandingFilter{AsOf: r.to})
	if err != nil {
		return nil, err
	}
	wanted := map[int64]standingOf{}
	for _, s := range invoices {
		if !r.wantsKeeper(s.matter.OriginatingID) {
			continue
		}
		wanted[s.InvoiceID] = s
		if s.Date < r.from || s.Status == bill.Void {
			continue
		}
		inv, err := r.q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		at(s).billed += inv.Totals.Fees - inv.Totals.Discount
	}
	payments, err := r.q.Payments(PaymentFilter{To: r.to}, Page{})
	if err != nil {
		return nil, err
	}
	for _, p := range payments {
		for _, a := range p.Allocations {
			s, ok := wanted[a.InvoiceID]
			if !ok || a.AppliedOn < r.from || a.AppliedOn > r.to {
				continue
			}
			for _, x := range a.Shares {
				if x.Part == bill.PartFees {
					at(s).brought += x.Amount
				}
			}
		}
	}
	t := r.periodTable(slices.Concat(keeperColumns, []report.Column{{Key: "matters", Label: "Matters", Type: report.Count, Sum: true},
		colMoney("billed", "Fees billed"), colMoney("collected", "Fees collected")})...)
	row := func(cells []report.Cell, x *sums) {
		t.Add(append(cells, report.N(len(x.matters)), report.M(x.billed), report.M(x.brought))...)
	}
	for _, k := range r.sortedPeople() {
		if x := by[k.ID]; x != nil {
			row(keeperCells(k), x)
		}
	}
	if x := by[0]; x != nil {
		row([]report.Cell{report.T(""), report.T("no originating timekeeper"), report.T("")}, x)
	}
	t.Note("Fees after courtesy discount on invoices dated in the period, and payments laid on fees in the period, of the matters that name the timekeeper as originating. Matters counts those with either.")
	return t, nil
}

// missingTimeReport lists the days of a timekeeper's work week on which nothing
// was recorded, from the day the timekeeper first recorded anything (or the start
// date) to the last day, today at the latest. Drafts count as recorded.
func missingTimeReport(r *reporter) (*report.Table, error) {
	t := r.periodTable(slices.Concat(keeperColumns, []report.Column{colDate, {Key: "weekday", Label: "Day", Type: report.Text}, colHours("expected", "Expected")})...)
	list, err := r.missing()
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		for _, d := range k.Days {
			t.Add(append(keeperCells(k.Timekeeper), report.D(d.Date), report.T(d.Date.Weekday().String()), report.H(d.Expected))...)
		}
	}
	t.Note("Days of the timekeeper's work week without any time recorded; the book knows neither holidays nor leave.")
	return t, nil
}

// missing are the working days without time, by timekeeper.
func (r *reporter) missing() ([]KeeperDays, error) {
	kept, err := r.q.WorkWeeks()
	if err != nil {
		return nil, err
	}
	weeks := firm.WorkWeeks(kept)
	last := min(r.to, r.today)
	var list []KeeperDays
	for _, k := range r.sortedPeople() {
		first := k.StartDate
		if first.IsZero() {
			oldest, err := r.q.Entries(EntryFilter{TimekeeperID: k.ID, Oldest: true}, Page{Limit: 1})
			if err != nil {
				return nil, err
			}
			if len(oldest) == 0 {
				continue
			}
			first = oldest[0].Date
		}
		hours, err := r.q.DayHours(k.ID, max(first, r.from), last)
		if err != nil {
			return nil, err
		}
		days := KeeperDays{Timekeeper: k}
		for day := max(first, r.from); day <= last; day++ {
			_, recorded := hours[day]
			if d := (TimeDay{Date: day, Expected: weeks.Expected(k, day)}); d.Expected > 0 && !recorded {
				days.Days = append(days.Days, d)
			}
		}
		if len(days.Days) > 0 {
			list = append(list, days)
		}
	}
	return list, nil
}
