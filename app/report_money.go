package app

import (
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/trust"
)

// budgetReport is what is used of the budgets clients agreed to: billed fees
// after discount and costs, and work in progress, without tax and interest.
func budgetReport(r *reporter) (*report.Table, error) {
	t := r.table(colClient, colMatter, colMatterName, report.Column{Key: "responsible", Label: "Responsible", Type: report.Text},
		colMoney("budget", "Budget"), colMoney("billed", "Billed"), colMoney("wip", "WIP"), colMoney("used", "Used"), colMoney("left", "Left"),
		report.Column{Key: "burn", Label: "Used, %", Type: report.Percent, Part: "used", Whole: "budget"})
	wip, err := r.wipByMatter()
	if err != nil {
		return nil, err
	}
	for _, m := range r.sortedMatters() {
		if m.Budget == 0 || !r.wants(m.ID) {
			continue
		}
		billed, err := BudgetBilled(r.q, m.ID, r.asOf)
		if err != nil {
			return nil, err
		}
		var open money.Amount
		if w := wip[m.ID]; w != nil {
			open = w.fees + w.costs
		}
		used, err := billed.Add(open)
		if err != nil {
			return nil, err
		}
		burn, err := money.Ratio(used, m.Budget)
		if err != nil {
			return nil, err
		}
		t.Add(report.T(r.clients[m.ClientID].Code), report.T(m.Code), report.T(m.Name), report.T(r.people[m.ResponsibleID].Code),
			report.M(m.Budget), report.M(billed), report.M(open), report.M(used), report.M(m.Budget-used), report.P(burn))
	}
	t.Note("Billed: fees after discount and costs on invoices that are not void, without tax and interest; credits do not give budget back. Used = billed + WIP. Left is negative when the budget is exceeded. The budget is the one agreed now.")
	return t, nil
}

// monthsReport is what was billed and collected by month.
func monthsReport(r *reporter) (*report.Table, error) {
	list, err := r.turnover()
	if err != nil {
		return nil, err
	}
	t := r.periodTable(report.Column{Key: "month", Label: "Month", Type: report.Text}, report.Column{Key: "invoices", Label: "Invoices", Type: report.Count, Sum: true},
		colMoney("billed", "Billed"), colMoney("fees", "Fees billed"), colMoney("collected", "Collected"), colMoney("collected_fees", "Fees collected"))
	for _, m := range list {
		t.Add(report.T(m.Month.Time().Format("2006-01")), report.N(m.Invoices), report.M(m.Billed), report.M(m.Fees), report.M(m.Collected), report.M(m.FeesCollected))
	}
	t.Note("Billed: invoices dated in the month that are not void on the last day, with costs, tax and interest; fees after discount. Collected: payments laid on invoices in the month, less those taken back; money not laid on an invoice is not in it.")
	return t, nil
}

// turnover is what was billed and collected in each month of the period; a month
// without anything stands there with zeros.
func (r *reporter) turnover() ([]Turnover, error) {
	rows, err := r.q.Turnover(r.from, r.to)
	if err != nil {
		return nil, err
	}
	var list []Turnover
	at := map[cal.Date]int{}
	for m := r.from.MonthStart(); m <= r.to; m = m.AddMonths(1) {
		at[m] = len(list)
		list = append(list, Turnover{Month: m})
	}
	for _, x := range rows {
		if x.Currency != r.currency || r.lead != nil && x.ResponsibleID != r.lead.ID {
			continue
		}
		m := &list[at[x.Month]]
		m.Invoices += x.Invoices
		for _, p := range [][2]*money.Amount{{&m.Billed, &x.Billed}, {&m.Fees, &x.Fees}, {&m.Worked, &x.Worked}, {&m.Collected, &x.Collected}, {&m.FeesCollected, &x.FeesCollected}, {&m.OfItCollected, &x.OfItCollected}} {
			if *p[0], err = p[0].Add(*p[1]); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// floored is a matter that holds less than its floor.
type floored struct {
	matterID         int64
	floor, available money.Amount
	short, ask       money.Amount // to the floor, to the target
}

// trustFloors lists open matters whose available trust money is below the floor
// that was agreed, with what brings them back to the target (or the floor).
func trustFloors(r *reporter) (*report.Table, error) {
	t := r.table(colClient, colClientName, colMatter, colMatterName, report.Column{Key: "responsible", Label: "Responsible", Type: report.Text},
		report.Column{Key: "floor", Label: "Floor", Type: report.Money}, report.Column{Key: "available", Label: "Available", Type: report.Money}, colMoney("short", "Below the floor"), colMoney("ask", "To ask for"))
	list, err := r.belowFloor()
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		m := r.matters[f.matterID]
		c := r.clients[m.ClientID]
		t.Add(report.T(c.Code), report.T(c.Name), report.T(m.Code), report.T(m.Name), report.T(r.people[m.ResponsibleID].Code), report.M(f.floor), report.M(f.available), report.M(f.short), report.M(f.ask))
	}
	t.Note("Open matters with a floor. Available is book less uncollected receipts less holds, of all accounts in the currency. To ask for brings the matter to its target, where none is agreed to the floor.")
	return t, nil
}

func (r *reporter) belowFloor() ([]floored, error) {
	balances, err := r.q.TrustBalances(TrustFilter{}, r.asOf, r.asOf)
	if err != nil {
		return nil, err
	}
	available := map[int64]money.Amount{}
	of := map[int64]trust.Account{}
	for _, a := range r.accounts {
		of[a.ID] = a
	}
	for _, b := range balances {
		if of[b.AccountID].Currency == r.currency {
			available[b.MatterID] += b.Available()
		}
	}
	var list []floored
	for _, m := range r.sortedMatters() {
		have := available[m.ID]
		if m.TrustFloor == 0 || m.Status != firm.MatterOpen || !r.wants(m.ID) || have >= m.TrustFloor {
			continue
		}
		list = append(list, floored{m.ID, m.TrustFloor, have, m.TrustFloor - have, max(m.TrustTarget, m.TrustFloor) - have})
	}
	return list, nil
}
