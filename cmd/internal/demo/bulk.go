package demo

import (
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// bulkTrustPer is how many trust entries a large firm has on ten entries of time.
const bulkTrustPer = 10

// planBulkTrust brings the trust entries of a large firm in as files, a few a
// month, each in the order of its days.
func (m *maker) planBulkTrust() {
	n := len(m.work.days)
	total := m.opts.Entries / bulkTrustPer
	const days = 20 // in one file
	for i := 0; i < n; i += days {
		part := m.work.days[i:min(i+days, n)]
		rows := total*min(i+days, n)/n - total*i/n
		m.on(part[len(part)-1], afternoon, "trust entries", func() error { return m.importTrust(part, rows) })
	}
}

func (m *maker) importTrust(days []cal.Date, rows int) error {
	r := m.rand("bulk trust", int(days[0]))
	f := newFile("date", "kind", "account", "matter", "amount", "party", "purpose", "instrument", "reference", "authorised_by")
	for i := range rows {
		day := days[i*len(days)/rows]
		x := pick(r, m.matters)
		for x.internal || x.opened > day {
			x = pick(r, m.matters)
		}
		l := m.ledger(pooled, x.Code)
		amount := money.Amount(200_00 + r.IntN(2_800_00))
		if l.book < amount || r.IntN(5) < 2 {
			amount += money.Amount(1_000_00 + r.IntN(9_000_00))
			l.book += amount
			m.deposit++
			f.row(day.String(), "receipt", pooled, x.Code, amount.Plain(money.USD), x.client.Name, "Advance fee deposit", "wire", fmt.Sprintf("deposit %d", m.deposit), "")
			continue
		}
		l.book -= amount
		if r.IntN(6) == 0 {
			f.row(day.String(), "eft", pooled, x.Code, amount.Plain(money.USD), "Narrows Title and Escrow", "Funds for closing", "", reference(r, "wire"), m.nameOf(x.Responsible))
			continue
		}
		m.checkNo[pooled]++
		f.row(day.String(), "check", pooled, x.Code, amount.Plain(money.USD), pick(r, []string{"Clerk of the Superior Court", "Cascade Court Reporting", x.client.Name}),
			pick(r, []string{"Filing fee", "Transcript", "Refund of advance"}), "", fmt.Sprint(m.checkNo[pooled]), "")
	}
	return f.load(m, trustDesk, "trust")
}
