package demo

import (
	"fmt"
	"math/rand/v2"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// invoice is an issued bill on its way.
type invoice struct {
	number string
	matter *matter
	date   cal.Date
	sent   cal.Date
	total  money.Amount
	owed   money.Amount
}

// A large firm bills the matters of one attorney, those of the first groups, and
// of those so many a month: some thousands of invoices in all.
const (
	bulkAttorney = "RMD"
	bulkGroups   = 6
	bulkBills    = 150
)

// planBills puts the billing of a month on the agenda: costs in on the last
// day, pre-bills on the third working day, bills out on the sixth.
func (m *maker) planBills(month int, first, last cal.Date) {
	if last < m.until {
		day := last
		for !workday(day) {
			day = day.AddDays(-1)
		}
		m.on(day, evening, "costs of the month", func() error { return m.importCosts(first, last) })
		m.on(workdays(last, 3), forenoon, "pre-bills", func() error { return m.runPreBills(month, last) })
		return
	}
	if n := len(m.work.days); n > 5 {
		// The last month is under way: costs so far, and some bills prepared early.
		m.on(m.work.days[n-4], evening, "costs of the month", func() error { return m.importCosts(first, m.work.days[n-4]) })
		if !m.bulk {
			m.on(m.work.days[n-3], forenoon, "early pre-bills", func() error { return m.earlyPreBills(m.work.days[n-5]) })
		}
	}
}

func (m *maker) runPreBills(month int, last cal.Date) error {
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	ask := app.RunPreBills{Through: last}
	if m.bulk {
		ask.Attorney = bulkAttorney
	}
	run, err := d.RunPreBills(m.ctx, ask)
	if err != nil {
		return err
	}
	var ids []int64
	for _, t := range run.Taken {
		x := m.byCode[t.Matter]
		if m.bulk && len(ids) == bulkBills {
			break
		}
		ids = append(ids, t.ID)
		if m.bulk {
			continue
		}
		r := m.rand("review", t.Matter, month)
		m.on(workdays(m.agenda.day, 1+r.IntN(2)), forenoon, "review of "+t.Matter, func() error { return m.review(r, t.ID, x, true) })
	}
	m.on(workdays(m.agenda.day, 3), forenoon, "bills", func() error { return m.finalize(month, ids) })
	return nil
}

// reviewer is the desk of the attorney who reviews a matter's bills.
func (m *maker) reviewer(x *matter) (*app.Desk, error) {
	for _, p := range x.team {
		if p.Code == x.Billing {
			if err := m.next(); err != nil {
				return nil, err
			}
			return m.deskOf(p)
		}
	}
	return m.as(billingDesk)
}

// review is what the attorney does with a pre-bill: a few lines changed, each
// with its reason, now and then a discount, and the approval.
func (m *maker) review(r *rand.Rand, id int64, x *matter, approve bool) error {
	d, err := m.reviewer(x)
	if err != nil {
		return err
	}
	v, err := d.PreBill(m.ctx, id)
	if err != nil {
		return err
	}
	if !v.PreBill.Status.Live() {
		return nil
	}
	for _, l := range v.Lines {
		req, ok := markUp(r, l)
		if !ok {
			continue
		}
		req.PreBill, req.Line = id, l.No
		if err := m.next(); err != nil {
			return err
		}
		if _, err := d.EditPreBillLine(m.ctx, req); err != nil {
			return err
		}
	}
	if discount := v.Computed.Totals.Fees / 40 / 2500 * 2500; r.IntN(14) == 0 && discount > 0 && x.client.Pays != "insurer" {
		text, words := discount.Plain(money.USD), pick(r, []string{"Courtesy discount", "Professional courtesy", "Client relations adjustment"})
		if _, err := d.SetPreBill(m.ctx, app.SetPreBill{PreBill: id, Discount: &text, DiscountText: &words}); err != nil {
			return err
		}
	}
	if !approve {
		return nil
	}
	if err := m.next(); err != nil {
		return err
	}
	_, err = d.ApprovePreBill(m.ctx, app.ApprovePreBill{PreBill: id})
	return err
}

// markUp is what a reviewer does with a line, if anything.
func markUp(r *rand.Rand, l bill.PreBillLine) (app.EditPreBillLine, bool) {
	if l.Kind != bill.Fee || l.Action != bill.LineKept {
		return app.EditPreBillLine{}, false
	}
	switch n := r.IntN(1000); {
	case n < 28 && l.Now.Units >= money.Hour:
		less := (l.Now.Units * 7 / 10 / (money.Hour / 10) * (money.Hour / 10)).Plain()
		return app.EditPreBillLine{Hours: &less, Reason: pick(r, []string{"Duplicate effort", "Over budget", "Training", "Client relations"})}, true
	case n < 40:
		return app.EditPreBillLine{NoCharge: true, Reason: pick(r, []string{"Client relations", "Training", "Client guideline"})}, true
	case n < 46:
		return app.EditPreBillLine{Hold: true, Reason: pick(r, []string{"Client asked to see the work product first", "To be billed with the rest of the motion"})}, true
	case n < 51:
		return app.EditPreBillLine{WriteOff: true, Reason: pick(r, []string{"Error", "Duplicate effort"})}, true
	case n < 58 && l.Activity == "A105":
		return app.EditPreBillLine{WriteOff: true, Reason: "Client guideline"}, true
	}
	return app.EditPreBillLine{}, false
}

func (m *maker) finalize(month int, ids []int64) error {
	d, err := m.as(billingDesk)
	if err != nil || len(ids) == 0 {
		return err
	}
	// One pre-bill of a year is given up: the client wants its time with the next month.
	if month == 4 && !m.bulk {
		if x := m.byCode["1009-01"]; x != nil {
			rest, err := m.discard(d, ids, x.Code)
			if err != nil {
				return err
			}
			ids = rest
		}
	}
	issued, err := d.Finalize(m.ctx, app.Finalize{PreBills: ids, Date: m.agenda.day})
	if err != nil {
		return err
	}
	for _, f := range issued {
		if err := m.issue(month, f); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) discard(d *app.Desk, ids []int64, matter string) ([]int64, error) {
	var rest []int64
	for _, id := range ids {
		v, err := d.PreBill(m.ctx, id)
		if err != nil {
			return nil, err
		}
		if v.Matter.Code != matter {
			rest = append(rest, id)
			continue
		}
		if _, err := d.DiscardPreBill(m.ctx, app.DiscardPreBill{PreBill: id, Reason: "Client asked for one bill for both months"}); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// issue puts what follows a bill on the agenda.
func (m *maker) issue(month int, f app.Finalized) error {
	x := m.byCode[f.Matter]
	inv := &invoice{number: f.Number, matter: x, date: f.Date, total: f.Totals.Total, owed: f.Totals.Total}
	x.issued++
	if x.Code == "1018-01" && month == min(3, m.opts.Months-2) {
		return m.voidAndBillAgain(month, inv)
	}
	m.bills = append(m.bills, inv)
	if m.bulk && x.issued%12 == 11 {
		return nil // some bills of a large firm wait to be sent
	}
	m.on(m.agenda.day.AddDays(m.rand("send", f.Number).IntN(2)), afternoon, "sending of "+inv.number, func() error { return m.send(inv) })
	return nil
}

func (m *maker) send(inv *invoice) error {
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	if _, err := d.SendInvoice(m.ctx, app.SendInvoice{Number: inv.number, On: m.agenda.day, How: inv.matter.client.Send}); err != nil {
		return err
	}
	inv.sent = m.agenda.day
	if inv.owed > 0 {
		m.planPayment(inv)
	}
	return nil
}

// voidAndBillAgain is the bill that was wrong and noticed before it left.
func (m *maker) voidAndBillAgain(month int, inv *invoice) error {
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	if _, err := d.VoidInvoice(m.ctx, app.VoidInvoice{Number: inv.number, Reason: "Addressed to the owner's former company; issued again"}); err != nil {
		return err
	}
	m.on(workdays(m.agenda.day, 1), forenoon, "bill again "+inv.matter.Code, func() error {
		d, err := m.as(billingDesk)
		if err != nil {
			return err
		}
		run, err := d.RunPreBills(m.ctx, app.RunPreBills{Matter: inv.matter.Code, Through: inv.date.MonthStart().AddDays(-1)})
		if err != nil || len(run.Taken) == 0 {
			return err
		}
		if err := m.review(m.rand("bill again"), run.Taken[0].ID, inv.matter, true); err != nil {
			return err
		}
		issued, err := d.Finalize(m.ctx, app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: m.agenda.day})
		if err != nil {
			return err
		}
		return m.issue(month+1000, issued[0])
	})
	return nil
}

// earlyPreBills leaves bills of the running month in every state: open, with a
// reviewer, approved.
func (m *maker) earlyPreBills(through cal.Date) error {
	n := 0
	for _, c := range m.clients {
		switch c.Pays {
		case "insurer", "ontime", "trust", "late":
		default:
			continue
		}
		d, err := m.as(billingDesk)
		if err != nil {
			return err
		}
		run, err := d.RunPreBills(m.ctx, app.RunPreBills{Client: c.Code, Through: through})
		if err != nil {
			return err
		}
		for _, t := range run.Taken {
			x := m.byCode[t.Matter]
			r := m.rand("early", t.Matter)
			n++
			var err error
			switch n % 5 {
			case 0, 3:
				err = m.review(r, t.ID, x, true)
			case 1:
				err = m.review(r, t.ID, x, false)
			case 2:
				holder := m.nameOf(x.Billing)
				note := pick(r, []string{"Please look at the time of the depositions.", "Budget of the phase is nearly used.", "Client asked about the expert's costs."})
				_, err = d.SetPreBill(m.ctx, app.SetPreBill{PreBill: t.ID, Holder: &holder, Note: &note})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *maker) nameOf(code string) string {
	for _, p := range m.people {
		if p.Code == code {
			return p.name()
		}
	}
	return fmt.Sprintf("timekeeper %s", code)
}
