package app

import (
	"cmp"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
)

type standingOf struct {
	bill.Standing
	client firm.Client
	matter firm.Matter
}

var agingColumns = []report.Column{colMoney("current", bill.AgingLabels[0]), colMoney("d30", bill.AgingLabels[1]), colMoney("d60", bill.AgingLabels[2]),
	colMoney("d90", bill.AgingLabels[3]), colMoney("d120", bill.AgingLabels[4]), colMoney("over_120", bill.AgingLabels[5])}

// agingReport ages what is open at a day, rebuilt from dated movements: by
// client; by invoice when one client or matter is asked for.
func agingReport(r *reporter) (*report.Table, error) {
	open, err := r.standings(StandingFilter{AsOf: r.asOf, Open: true})
	if err != nil {
		return nil, err
	}
	by := ageBy(r.firm)
	var t *report.Table
	if r.client != nil || r.matter != nil {
		t, err = agingByInvoice(r, open, by)
	} else {
		t, err = agingByClient(r, open, by)
	}
	if err != nil {
		return nil, err
	}
	if by == firm.AgeByInvoice {
		t.Note("Age in days since the invoice date.")
	} else {
		t.Note("Age in days since the due date; current is not yet due.")
	}
	t.Note("Unapplied is money received and not yet laid on an invoice; it is not netted into any bucket.")
	return t, nil
}

func agingByInvoice(r *reporter, open []standingOf, by firm.AgeBy) (*report.Table, error) {
	columns := slices.Concat([]report.Column{colInvoice, colDate, {Key: "due", Label: "Due", Type: report.Date}, colClient, colMatter, {Key: "age", Label: "Days", Type: report.Count}},
		agingColumns, []report.Column{colMoney("total", "Open"), colMoney("unapplied", "Unapplied")})
	t := r.table(columns...)
	for _, s := range open {
		var a bill.Aging
		a.Add(s.AgesFrom(by), r.asOf, s.Balance())
		cells := []report.Cell{report.T(s.Number), report.D(s.Date), report.D(s.DueOn), report.T(s.client.Code), report.T(s.matter.Code), report.N(max(r.asOf.Sub(s.AgesFrom(by)), 0))}
		t.Add(append(append(cells, buckets(a)...), report.M(s.Balance()), report.Empty())...)
	}
	if r.client != nil {
		unapplied, err := r.q.Unapplied(r.client.ID, r.asOf)
		if err != nil {
			return nil, err
		}
		if unapplied != 0 {
			cells := []report.Cell{report.T("unapplied credit"), report.Empty(), report.Empty(), report.T(r.client.Code), report.Empty(), report.Empty()}
			cells = append(cells, slices.Repeat([]report.Cell{report.Empty()}, len(agingColumns)+1)...)
			t.Add(append(cells, report.M(unapplied))...)
		}
	}
	return t, nil
}

func buckets(a bill.Aging) []report.Cell {
	var cells []report.Cell
	for _, b := range a.Buckets() {
		cells = append(cells, report.M(b))
	}
	return cells
}

func agingByClient(r *reporter, open []standingOf, by firm.AgeBy) (*report.Table, error) {
	columns := slices.Concat([]report.Column{colClient, colClientName}, agingColumns,
		[]report.Column{colMoney("total", "Open"), colMoney("unapplied", "Unapplied"), {Key: "last_payment", Label: "Last payment", Type: report.Date}})
	t := r.table(columns...)
	aged := map[int64]*bill.Aging{}
	for _, s := range open {
		if aged[s.ClientID] == nil {
			aged[s.ClientID] = &bill.Aging{}
		}
		aged[s.ClientID].Add(s.AgesFrom(by), r.asOf, s.Balance())
	}
	payments, err := r.q.Payments(PaymentFilter{To: r.asOf}, Page{})
	if err != nil {
		return nil, err
	}
	last := map[int64]cal.Date{}
	unapplied := map[int64]money.Amount{}
	for _, p := range payments {
		if p.Currency != r.currency {
			continue
		}
		if p.ReversesID == 0 {
			last[p.ClientID] = max(last[p.ClientID], p.Date)
		}
		if r.lead != nil {
			continue // credit belongs to the client, not to the matters of one timekeeper
		}
		unapplied[p.ClientID] += p.Amount
		for _, a := range p.Allocations {
			if a.AppliedOn <= r.asOf {
				unapplied[p.ClientID] -= a.Amount
			}
		}
	}
	for _, c := range byCode(r.clients) {
		a := aged[c.ID]
		if a == nil && unapplied[c.ID] == 0 {
			continue
		}
		if a == nil {
			a = &bill.Aging{}
		}
		cells := append([]report.Cell{report.T(c.Code), report.T(c.Name)}, buckets(*a)...)
		t.Add(append(cells, report.M(a.Total()), report.M(unapplied[c.ID]), report.D(last[c.ID]))...)
	}
	return t, nil
}

// byCode sorts clients.
func byCode(clients map[int64]firm.Client) []firm.Client {
	list := make([]firm.Client, 0, len(clients))
	for _, c := range clients {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b firm.Client) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// arRollForward carries receivables from one day to another, by client: opening
// + invoiced - payments + taken back - credits - void = closing.
func arRollForward(r *reporter) (*report.Table, error) {
	t := r.periodTable(colClient, colClientName, colMoney("opening", "Opening"), colMoney("invoiced", "Invoiced"), colMoney("payments", "Payments applied"),
		colMoney("taken_back", "Payments taken back"), colMoney("credits", "Credits"), colMoney("voids", "Voids"), colMoney("closing", "Closing"))
	before, err := r.standings(StandingFilter{AsOf: r.from.AddDays(-1)})
	if err != nil {
		return nil, err
	}
	after, err := r.standings(StandingFilter{AsOf: r.to})
	if err != nil {
		return nil, err
	}
	type roll struct{ opening, invoiced, paid, back, credited, voided, closing money.Amount }
	rolls := map[int64]*roll{}
	at := func(id int64) *roll {
		if rolls[id] == nil {
			rolls[id] = &roll{}
		}
		return rolls[id]
	}
	for _, s := range before {
		x := at(s.ClientID)
		x.opening += s.Balance()
		x.invoiced -= s.Total
		x.paid -= s.Paid
		x.credited -= s.Credited
		x.voided -= s.Voided
	}
	for _, s := range after {
		x := at(s.ClientID)
		x.closing += s.Balance()
		x.invoiced += s.Total
		x.paid += s.Paid
		x.credited += s.Credited
		x.voided += s.Voided
	}
	payments, err := r.q.Payments(PaymentFilter{From: r.from, To: r.to}, Page{})
	if err != nil {
		return nil, err
	}
	wanted := map[int64]bool{}
	for _, s := range after {
		wanted[s.InvoiceID] = true
	}
	for _, p := range payments {
		if p.ReversesID == 0 {
			continue
		}
		for _, a := range p.Allocations {
			if wanted[a.InvoiceID] {
				at(p.ClientID).back -= a.Amount
			}
		}
	}
	for _, c := range byCode(r.clients) {
		x := rolls[c.ID]
		if x == nil || *x == (roll{}) {
			continue
		}
		t.Add(report.T(c.Code), report.T(c.Name), report.M(x.opening), report.M(x.invoiced), report.M(-(x.paid + x.back)), report.M(x.back),
			report.M(-x.credited), report.M(-x.voided), report.M(x.closing))
	}
	t.Note("Opening + invoiced + payments applied + taken back + credits + voids = closing; what reduces is written negative.")
	return t, nil
}
