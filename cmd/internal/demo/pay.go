package demo

import (
	"fmt"
	"math/rand/v2"

	"matterbook/app"
	"matterbook/app/money"
)

// planPayment puts on the agenda how the client pays a bill that was sent.
func (m *maker) planPayment(inv *invoice) {
	c, r := inv.matter.client, m.rand("pay", inv.number)
	c.bills++
	after := func(days int, what string, do func() error) {
		m.on(inv.sent.AddDays(days), morning, what+" "+inv.number, do)
	}
	whole := func(days int, method string) {
		after(days, "payment of", func() error { return m.pay(inv, inv.owed, method, r) })
	}
	if m.hasTrust(inv.matter) {
		m.on(inv.sent.AddDays(inv.matter.TrustWaitDays+1), afternoon, "trust for "+inv.number, func() error { return m.draw(inv, r) })
		return
	}
	switch c.Pays {
	case "insurer":
		m.on(inv.sent.AddDays(39+r.IntN(9)), morning, "carrier pays "+inv.number, func() error { return m.carrierPays(inv, r) })
	case "prompt":
		whole(7+r.IntN(16), pick(r, []string{"check", "check", "ach"}))
	case "ontime":
		whole(23+r.IntN(11), pick(r, []string{"ach", "ach", "check", "wire"}))
	case "late":
		whole(44+r.IntN(40), "check")
	case "part":
		part := inv.owed * 6 / 10 / 5000 * 5000
		if part > 0 {
			after(28+r.IntN(9), "part payment of", func() error { return m.pay(inv, min(part, inv.owed), "check", r) })
		}
		if r.IntN(3) > 0 {
			whole(68+r.IntN(30), "check")
		}
	case "chronic":
		// Always months behind, and the latest not at all.
		if inv.sent < m.until.AddDays(-210) {
			whole(115+r.IntN(40), "check")
		}
	case "nonpayer":
		if c.bills <= 2 {
			whole(40+r.IntN(30), "check")
		}
	case "nsf":
		if c.bills == 3 || c.bills == 2 && m.opts.Months < 6 {
			after(27, "bad check for", func() error { return m.bounce(inv, r) })
			return
		}
		whole(25+r.IntN(12), "check")
	default: // trust without an advance
		whole(20+r.IntN(25), "check")
	}
}

// pay posts one payment on one invoice.
func (m *maker) pay(inv *invoice, amount money.Amount, method string, r *rand.Rand) error {
	_, err := m.payment(inv, amount, method, r)
	return err
}

func (m *maker) payment(inv *invoice, amount money.Amount, method string, r *rand.Rand) (app.PaymentPosted, error) {
	if amount = min(amount, inv.owed); amount <= 0 {
		return app.PaymentPosted{}, nil
	}
	d, err := m.as(billingDesk)
	if err != nil {
		return app.PaymentPosted{}, err
	}
	posted, err := d.AddPayment(m.ctx, app.AddPayment{Client: inv.matter.client.Code, Amount: amount.Plain(money.USD), Date: m.agenda.day, Method: method,
		Reference: reference(r, method), To: []app.PayTo{{Invoice: inv.number}}})
	if err == nil {
		inv.owed -= amount
	}
	return posted, err
}

func reference(r *rand.Rand, method string) string {
	switch method {
	case "check":
		return fmt.Sprint(1100 + r.IntN(8800))
	case "wire":
		return fmt.Sprintf("FED%08d", r.IntN(100_000_000))
	}
	return fmt.Sprintf("ACH%07d", r.IntN(10_000_000))
}

// carrierPays pays all bills of the carrier sent by the same day with one
// transfer. Some are reduced first, and the firm gives a credit for it.
func (m *maker) carrierPays(first *invoice, r *rand.Rand) error {
	var total money.Amount
	var to []app.PayTo
	var paid []*invoice
	for _, inv := range m.bills {
		if inv.matter.client != first.matter.client || inv.owed == 0 || inv.sent.IsZero() || inv.sent > first.sent.AddDays(3) {
			continue
		}
		if err := m.reduce(inv, r); err != nil {
			return err
		}
		total += inv.owed
		to = append(to, app.PayTo{Invoice: inv.number, Amount: inv.owed.Plain(money.USD)})
		paid = append(paid, inv)
	}
	if total == 0 {
		return nil
	}
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	_, err = d.AddPayment(m.ctx, app.AddPayment{Client: first.matter.client.Code, Amount: total.Plain(money.USD), Date: m.agenda.day, Method: "ach",
		Reference: reference(r, "ach"), Note: "Remittance of the carrier", To: to})
	for _, inv := range paid {
		inv.owed = 0
	}
	return err
}

func (m *maker) reduce(inv *invoice, r *rand.Rand) error {
	if r.IntN(6) > 0 {
		return nil
	}
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	amount := inv.owed * money.Amount(8+r.IntN(20)) / 1000 / 50 * 50
	if amount <= 0 {
		return nil
	}
	_, err = d.AddCredit(m.ctx, app.AddCredit{Invoice: inv.number, Amount: amount.Plain(money.USD), Date: m.agenda.day,
		Reason: pick(r, []string{"Reduced by the carrier: conference in the firm", "Reduced by the carrier: research above the limit", "Reduced by the carrier: time above budget of the phase"})})
	if err == nil {
		inv.owed -= amount
	}
	return err
}

// bounce is the check that comes back, and the money that comes at last.
func (m *maker) bounce(inv *invoice, r *rand.Rand) error {
	amount := inv.owed
	posted, err := m.payment(inv, amount, "check", r)
	if err != nil || posted.Payment.ID == 0 {
		return err
	}
	m.on(workdays(m.agenda.day, 4), morning, "returned check for "+inv.number, func() error {
		d, err := m.as(billingDesk)
		if err != nil {
			return err
		}
		if _, err := d.ReversePayment(m.ctx, app.ReversePayment{Payment: posted.Payment.ID, Date: m.agenda.day,
			Reason: "Check " + posted.Payment.Reference + " returned unpaid: insufficient funds"}); err != nil {
			return err
		}
		inv.owed = amount
		m.on(m.agenda.day.AddDays(16), morning, "payment at last of "+inv.number, func() error { return m.pay(inv, inv.owed, "wire", r) })
		return nil
	})
	return nil
}

// payOnAccount is money that comes before its bill: it stays as credit.
func (m *maker) payOnAccount(x *matter) error {
	d, err := m.as(billingDesk)
	if err != nil {
		return err
	}
	_, err = d.AddPayment(m.ctx, app.AddPayment{Client: x.client.Code, Amount: "1500.00", Date: m.agenda.day, Method: "check", Reference: "20418",
		Note: "On account of the next bill", Keep: true})
	return err
}
