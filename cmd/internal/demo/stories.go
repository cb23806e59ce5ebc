package demo

import (
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// planStories puts what happens once in a year of a trust desk on the agenda: an
// escrow in and out, a settlement with a lien, an estate's house sold, a check
// voided, a receipt on the wrong matter, holds. A story of a matter that is not
// there, or begins too late, is left out.
func (m *maker) planStories() {
	story := func(code string, at float64, h hour, what string, tell func(x *matter) error) {
		x := m.byCode[code]
		if x == nil {
			return
		}
		day := max(m.dayAt(at), x.opened.AddDays(3))
		m.on(day, h, what, func() error { return tell(x) })
	}
	story("1004-01", 0.22, afternoon, "filing fee", func(x *matter) error {
		return m.costTo(x, "314.00", "Pierce County Superior Court Clerk", "Filing fee for petition", 4)
	})
	story("1008-01", 0.31, afternoon, "check voided", m.voidedCheck)
	story("1004-01", 0.47, morning, "receipt on the wrong matter", m.wrongMatter)
	story("1003-01", 0.70, morning, "payment on account", m.payOnAccount)
	story("1007-01", 0.15, morning, "earnest money", func(x *matter) error { return m.receive(x, "50000.00", "Earnest money for 1420 Alder Street", "wire") })
	story("1007-01", 0.54, morning, "closing funds", m.closingFunds)
	story("1007-02", 0.72, morning, "earnest money of the buyer", m.earnestMoney)
	story("1019-01", 0.68, morning, "settlement", m.settlement)
	story("1006-01", 0.40, morning, "sale of the residence", m.residence)
	story("1006-01", 0.80, afternoon, "distributions", m.distributions)
	for month := range m.opts.Months {
		for _, x := range m.matters {
			if x.TrustTarget == "" || len(errands[x.Pools[len(x.Pools)-1]]) == 0 {
				continue
			}
			r := m.rand("errand", x.Code, month)
			e := pick(r, errands[x.Pools[len(x.Pools)-1]])
			amount := money.Amount(e.least + r.IntN(e.most-e.least+1)).Plain(money.USD)
			if r.IntN(2) == 0 {
				m.on(m.start.AddMonths(month).AddDays(r.IntN(26)), afternoon, "errand of "+x.Code, func() error {
					if !x.takes(m.agenda.day) {
						return nil
					}
					return m.costTo(x, amount, e.payee, e.purpose, 2+r.IntN(4))
				})
			}
		}
	}
	// What the bank has not shown on the last day.
	if n := len(m.work.days); n > 6 {
		m.on(m.work.days[n-4], afternoon, "late check", func() error {
			return m.payLate(m.byCode["1012-01"], "1860.00", "Wells Appraisal Services", "Appraisal of press line under court order")
		})
		m.on(m.work.days[n-1], morning, "late receipt", func() error {
			if x := m.byCode["1008-01"]; x != nil {
				return m.receive(x, "2500.00", "Advance for expert of damages", "check")
			}
			return nil
		})
	}
	if m.opts.Months > 6 {
		m.on(m.dayAt(0.55), afternoon, "more cushion", func() error {
			return m.post(app.PostTrust{Account: pooled, Kind: "cushion", Amount: "40.00", Party: m.data.Firm.Name, Purpose: "Firm funds for bank charges"}, 0)
		})
	}
}

// errands are what is paid from advances, by the last pool of a matter.
var errands = map[string][]struct {
	payee, purpose string
	least, most    int // cents
}{
	"family": {
		{"Pierce County Superior Court Clerk", "Filing fee for motion", 60_00, 60_00},
		{"Swift Messenger & Process", "Service of subpoena", 75_00, 145_00},
		{"Sound Family Services", "Parenting evaluation, part payment", 400_00, 900_00},
	},
	"litigation": {
		{"Cascade Court Reporting", "Transcript of deposition", 310_00, 1_180_00},
		{"Pierce County Superior Court Clerk", "Filing fee for motion", 60_00, 60_00},
		{"Swift Messenger & Process", "Service of subpoena", 75_00, 145_00},
	},
	"probate": {
		{"Tacoma Legal Notices", "Publication of notice to creditors", 95_00, 140_00},
		{"Pierce County Superior Court Clerk", "Certified letters", 24_00, 36_00},
	},
	"estate":     {{"Pierce County Auditor", "Recording of deed to trust", 303_50, 306_50}},
	"trademark":  {{"Clearview Search Service", "Search of state registers", 180_00, 420_00}},
	"patent":     {{"Fineline Patent Drafting", "Drawings of the application", 240_00, 620_00}},
	"bankruptcy": {{"Clerk of the Bankruptcy Court", "Filing fee for motion", 199_00, 199_00}},
}

// payLate is a check the bank has not paid when the demonstration ends.
func (m *maker) payLate(x *matter, amount, payee, purpose string) error {
	if x == nil {
		return nil
	}
	return m.costTo(x, amount, payee, purpose, 6)
}

// checkTo pays somebody from a matter's money, if there is enough.
func (m *maker) checkTo(x *matter, amount, payee, purpose string, bankDays int) error {
	if free, err := m.available(pooled, x); err != nil || free < minor(amount) {
		return err
	}
	return m.post(app.PostTrust{Account: pooled, Kind: "check", Matter: x.Code, Amount: amount, Party: payee, Purpose: purpose}, bankDays)
}

// costTo pays a cost of the matter from its trust money, if there is enough, and
// puts it on the next bill with nothing due.
func (m *maker) costTo(x *matter, amount, payee, purpose string, bankDays int) error {
	if free, err := m.available(pooled, x); err != nil || free < minor(amount) {
		return err
	}
	id, err := m.postID(app.PostTrust{Account: pooled, Kind: "check", Matter: x.Code, Amount: amount, Party: payee, Purpose: purpose}, bankDays)
	if err != nil {
		return err
	}
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	_, err = d.AddExpense(m.ctx, app.AddExpense{Matter: x.Code, Date: m.agenda.day.String(), Code: costCode(payee), UnitPrice: amount,
		Description: purpose, Vendor: payee, TrustEntry: id})
	return err
}

// costCode is the expense code for what a payee of the errands does.
func costCode(payee string) string {
	for part, code := range map[string]string{"Clerk": "E112", "Auditor": "E112", "Search": "E106", "Drafting": "E123", "Appraisal": "E123", "Messenger": "E113", "Reporting": "E115"} {
		if strings.Contains(payee, part) {
			return code
		}
	}
	return "E124"
}

func (m *maker) voidedCheck(x *matter) error {
	const amount, purpose = "240.00", "Jury fee deposit"
	if free, err := m.available(pooled, x); err != nil || free < 2*minor(amount) {
		m.on(m.agenda.day.AddDays(5), afternoon, "check voided", func() error { return m.voidedCheck(x) }) // when the advance is collected
		return err
	}
	id, err := m.postID(app.PostTrust{Account: pooled, Kind: "check", Matter: x.Code, Amount: amount, Party: "Pierce County Superior Cort", Purpose: purpose}, -1)
	if err != nil {
		return err
	}
	m.on(workdays(m.agenda.day, 2), afternoon, "void of the check", func() error {
		d, err := m.as(trustDesk)
		if err != nil {
			return err
		}
		done, err := d.VoidTrust(m.ctx, app.ReverseTrust{Entry: id, Date: m.agenda.day, Reason: "Payee misspelled; written again"})
		if err != nil {
			return err
		}
		m.note(done, -1)
		return m.costTo(x, amount, "Pierce County Superior Court Clerk", purpose, 5)
	})
	return nil
}

func (m *maker) wrongMatter(x *matter) error {
	wrong := m.byCode["1008-01"]
	if wrong == nil || !wrong.takes(m.agenda.day) {
		return m.receive(x, "1800.00", "Advance for the guardian ad litem", "ach")
	}
	id, err := m.postID(app.PostTrust{Account: pooled, Kind: "receipt", Matter: wrong.Code, Amount: "1800.00", Party: x.client.Name,
		Purpose: "Advance for the guardian ad litem", Instrument: "ach", Reference: "ACH0448120"}, -1)
	if err != nil {
		return err
	}
	d, err := m.as(trustDesk)
	if err != nil {
		return err
	}
	done, err := d.ReverseTrust(m.ctx, app.ReverseTrust{Entry: id, Date: m.agenda.day, Reason: "Posted to the wrong matter; belongs to " + x.Code})
	if err != nil {
		return err
	}
	m.note(done, -1)
	m.ledger(pooled, wrong.Code).book -= 1800_00
	return m.receive(x, "1800.00", "Advance for the guardian ad litem", "ach")
}

// closingFunds come in and go to the title company on the day of closing.
func (m *maker) closingFunds(x *matter) error {
	if err := m.receive(x, "641250.00", "Balance of price and closing costs", "wire"); err != nil {
		return err
	}
	all := m.ledger(pooled, x.Code).book
	m.on(workdays(m.agenda.day, 2), afternoon, "closing", func() error {
		return m.post(app.PostTrust{Account: pooled, Kind: "eft", Matter: x.Code, Amount: all.Plain(money.USD), Party: "Narrows Title and Escrow",
			Purpose: "Closing of 1420 Alder Street", Reference: "FED20418872", AuthorisedBy: m.nameOf(x.Responsible)}, 0)
	})
	return nil
}

func (m *maker) earnestMoney(x *matter) error {
	if err := m.post(app.PostTrust{Account: pooled, Kind: "receipt", Matter: x.Code, Amount: "75000.00", Party: "Foss Basin Developers",
		Purpose: "Earnest money for Pier Nine lots", Instrument: "wire", Reference: "FED33190254"}, 0); err != nil {
		return err
	}
	return m.hold(x, "15000.00", "Holdback for paving under the purchase and sale agreement", "Foss Basin Developers")
}

func (m *maker) hold(x *matter, amount, reason, claimant string) error {
	d, err := m.as(trustDesk)
	if err != nil {
		return err
	}
	_, err = d.HoldTrust(m.ctx, app.HoldTrust{Account: pooled, Matter: x.Code, Amount: amount, Reason: reason, Claimant: claimant, From: m.agenda.day})
	return err
}

// settlement comes in by wire; a lien is paid, a second one is disputed and set
// aside, open bills are drawn, and the client gets the rest.
func (m *maker) settlement(x *matter) error {
	if err := m.post(app.PostTrust{Account: pooled, Kind: "receipt", Matter: x.Code, Amount: "185000.00", Party: "Fairmont Health Partners",
		Purpose: "Settlement of Okonjo v. Fairmont", Instrument: "wire", Reference: "FED28841703"}, 0); err != nil {
		return err
	}
	if err := m.hold(x, "6500.00", "Disputed lien for medical payments", "Hilltop Health Plan"); err != nil {
		return err
	}
	m.on(workdays(m.agenda.day, 3), afternoon, "settlement paid out", func() error {
		if err := m.checkTo(x, "12480.00", "Hilltop Family Clinic", "Lien for treatment, paid in full", 6); err != nil {
			return err
		}
		for _, inv := range m.bills {
			if inv.matter == x && inv.owed > 0 && !inv.sent.IsZero() && inv.sent.AddDays(x.TrustWaitDays) <= m.agenda.day {
				if err := m.draw(inv, m.rand("settlement", inv.number)); err != nil {
					return err
				}
			}
		}
		keep := minor(x.TrustTarget) + 6500_00
		free, err := m.available(pooled, x)
		if rest := min(m.ledger(pooled, x.Code).book-keep, free); err == nil && rest > 0 {
			return m.checkTo(x, rest.Plain(money.USD), x.client.Name, "Net settlement to client", 3)
		}
		return err
	})
	return nil
}

// residence puts the price of the house into the estate's own account.
func (m *maker) residence(x *matter) error {
	if err := m.post(app.PostTrust{Account: separate, Kind: "receipt", Matter: x.Code, Amount: "412350.18", Party: "Narrows Title and Escrow",
		Purpose: "Net proceeds of the Fircrest residence", Instrument: "wire", Reference: "FED19007755"}, 0); err != nil {
		return err
	}
	return m.costTo(x, "1275.00", "Leonard Fitch Appraisals", "Appraisal of stamp collection", -1)
}

func (m *maker) distributions(x *matter) error {
	for _, heir := range []string{"Judith Bramble", "Carl Bramble", "Fircrest Animal Rescue"} {
		if free, err := m.available(separate, x); err != nil || free < 90_000_00 {
			return err
		}
		if err := m.post(app.PostTrust{Account: separate, Kind: "check", Matter: x.Code, Amount: "85000.00", Party: heir, Purpose: "Partial distribution under court order"}, 3); err != nil {
			return err
		}
	}
	return nil
}

// planClosings closes matters that are done, when their last bill has gone out.
func (m *maker) planClosings(month int, first cal.Date) {
	for _, x := range m.matters {
		if x.closed >= first && x.closed <= first.MonthEnd() {
			m.on(x.closed.AddDays(45), afternoon, "closing of "+x.Code, func() error { return m.closeMatter(x) })
		}
	}
}

func (m *maker) closeMatter(x *matter) error {
	if rest := m.ledger(pooled, x.Code).book; rest > 0 {
		if free, err := m.available(pooled, x); err != nil || free < rest {
			m.on(m.agenda.day.AddDays(7), afternoon, "closing of "+x.Code, func() error { return m.closeMatter(x) })
			return err
		}
		if err := m.checkTo(x, rest.Plain(money.USD), x.client.Name, "Refund of unused advance fee deposit", 5); err != nil {
			return err
		}
	}
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	_, err = d.CloseMatter(m.ctx, app.CloseMatter{Code: x.Code})
	return err
}
