package demo

import (
	"fmt"
	"math/rand/v2"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// The firm's trust accounts.
const (
	pooled   = "IOLTA"
	separate = "BRAMBLE"
	bank     = "Harborside Bank of Tacoma"
)

type ledgerKey struct{ account, matter string }

// ledger is what the maker knows of a ledger.
type ledger struct {
	book money.Amount
}

// posted is a trust entry that the bank will show on a day.
type posted struct {
	id int64
	on cal.Date
}

// never is the day of entries the bank does not show.
const never = cal.Date(1 << 30)

func (m *maker) addTrustAccounts() error {
	d, err := m.admin()
	if err != nil {
		return err
	}
	m.checkNo = map[string]int{pooled: 1088, separate: 100}
	m.deposit = 611
	if _, err := d.AddTrustAccount(m.ctx, app.AddTrustAccount{Code: pooled, Title: m.data.Firm.Name + " Client Trust Account (IOLTA)", Kind: "pooled", Bank: bank, Last4: "4471"}); err != nil {
		return err
	}
	if m.byCode["1006-01"] == nil {
		return nil
	}
	_, err = d.AddTrustAccount(m.ctx, app.AddTrustAccount{Code: separate, Title: m.data.Firm.Name + " Trust Account, Estate of Harold Bramble", Kind: "separate", Bank: bank, Last4: "9032"})
	return err
}

// dayAt is the working day at a fraction of the demonstration.
func (m *maker) dayAt(f float64) cal.Date {
	return nextWorkday(m.start.AddDays(int(f * float64(m.until.Sub(m.start)))))
}

// hasTrust says whether bills of the matter are drawn from trust.
func (m *maker) hasTrust(x *matter) bool { return x.TrustTarget != "" && !m.bulk }

// planTrust puts trust on the agenda.
func (m *maker) planTrust() {
	m.on(m.start, morning, "cushion", func() error {
		return m.post(app.PostTrust{Account: pooled, Kind: "cushion", Amount: "150.00", Party: m.data.Firm.Name, Purpose: "Firm funds for bank charges"}, 0)
	})
	if m.bulk {
		m.planBulkTrust()
		return
	}
	for _, x := range m.matters {
		if x.TrustTarget != "" {
			m.on(max(x.opened.AddDays(2), m.start), morning, "advance of "+x.Code, func() error { return m.receive(x, x.TrustTarget, "Advance fee deposit", "check") })
		}
	}
	for month := range m.opts.Months {
		last := m.start.AddMonths(month).MonthEnd()
		for !workday(last) {
			last = last.AddDays(-1)
		}
		if month%3 == 2 {
			m.on(last, afternoon, "bank charge", func() error {
				return m.post(app.PostTrust{Account: pooled, Kind: "charge", Amount: "12.00", Party: bank, Purpose: "Service charge of the quarter"}, 0)
			})
		}
		m.on(last, afternoon, "interest", m.interest)
	}
	for d := m.start; d <= m.until; d = d.AddDays(1) {
		if d.Weekday() == 5 || d == m.work.days[len(m.work.days)-1] {
			m.on(d, morning, "the bank's list", m.clear)
		}
	}
	m.planStories()
}

// post posts one entry of today and notes when the bank will show it, so many
// working days later.
func (m *maker) post(req app.PostTrust, bankDays int) error {
	_, err := m.postID(req, bankDays)
	return err
}

func (m *maker) postID(req app.PostTrust, bankDays int) (int64, error) {
	d, err := m.as(trustDesk)
	if err != nil {
		return 0, err
	}
	req.Date = m.agenda.day.String()
	if req.Kind == "check" {
		m.checkNo[req.Account]++
		req.Reference = fmt.Sprint(m.checkNo[req.Account])
	}
	if req.Kind == "receipt" && req.Reference == "" {
		m.deposit++
		req.Reference = fmt.Sprintf("deposit %d", m.deposit)
	}
	done, err := d.PostTrust(m.ctx, req)
	if err != nil {
		return 0, err
	}
	m.note(done, bankDays)
	for _, b := range done.Balances {
		m.ledger(req.Account, req.Matter).book = b.Book
	}
	return done.Txn.ID, nil
}

func (m *maker) note(done app.TrustPosted, bankDays int) {
	on := never
	if bankDays >= 0 {
		on = workdays(m.agenda.day, bankDays)
	}
	m.uncleard = append(m.uncleard, &posted{done.Txn.ID, on})
}

func (m *maker) ledger(account, matter string) *ledger {
	k := ledgerKey{account, matter}
	if m.ledgers[k] == nil {
		m.ledgers[k] = &ledger{}
	}
	return m.ledgers[k]
}

// available is what may be paid out of a matter's ledger today.
func (m *maker) available(account string, x *matter) (money.Amount, error) {
	d, err := m.desk(trustDesk)
	if err != nil {
		return 0, err
	}
	rows, err := d.TrustBalances(m.ctx, app.AskBalances{Account: account, Matter: x.Code, AsOf: m.agenda.day})
	if err != nil || len(rows) != 1 {
		return 0, err
	}
	return rows[0].Available(), nil
}

// receive takes money in for a matter.
func (m *maker) receive(x *matter, amount, purpose, instrument string) error {
	days := map[string]int{"check": 1, "wire": 0, "ach": 1}[instrument]
	ref := ""
	if instrument != "check" {
		ref = reference(m.rand("receipt", x.Code, int(m.agenda.day)), instrument)
	}
	return m.post(app.PostTrust{Account: pooled, Kind: "receipt", Matter: x.Code, Amount: amount, Party: x.client.Name, Purpose: purpose, Instrument: instrument, Reference: ref}, days)
}

// draw pays a bill from trust, asks for more when the advance runs low, and
// leaves the rest to the client.
func (m *maker) draw(inv *invoice, r *rand.Rand) error {
	x := inv.matter
	d, err := m.as(trustDesk)
	if err != nil {
		return err
	}
	// Money that came by check may not be collected yet; what is there is drawn.
	applied, err := d.ApplyTrust(m.ctx, app.ApplyTrust{Invoice: inv.number, Account: pooled, Date: m.agenda.day})
	if err == nil {
		inv.owed = applied.Owed
		m.ledger(pooled, x.Code).book = applied.Balance.Book
		m.uncleard = append(m.uncleard, &posted{applied.Transfer.ID, m.agenda.day})
	} else if fault.Code(err) != "trust.insufficient" { // nothing there: the client pays
		return err
	}
	floor, target := minor(x.TrustFloor), minor(x.TrustTarget)
	if book := m.ledger(pooled, x.Code).book; book < floor && x.takes(m.agenda.day.AddDays(20)) {
		m.on(m.agenda.day.AddDays(6+r.IntN(9)), morning, "replenishment of "+x.Code, func() error {
			need := target - m.ledger(pooled, x.Code).book
			if need <= 0 {
				return nil
			}
			return m.receive(x, need.Plain(money.USD), "Replenishment of advance fee deposit", pick(r, []string{"check", "ach", "wire"}))
		})
	}
	if inv.owed > 0 {
		m.on(m.agenda.day.AddDays(14+r.IntN(16)), morning, "rest of "+inv.number, func() error { return m.pay(inv, inv.owed, pick(r, []string{"check", "ach"}), r) })
	}
	return nil
}

// clear marks what stands on the bank's list through yesterday.
func (m *maker) clear() error {
	var left []*posted
	for _, p := range m.uncleard {
		if p.on >= m.agenda.day {
			left = append(left, p)
			continue
		}
		d, err := m.as(trustDesk)
		if err != nil {
			return err
		}
		if _, err := d.ClearTrust(m.ctx, app.ClearTrust{Entry: p.id, On: p.on}); err != nil {
			return err
		}
	}
	m.uncleard = left
	return nil
}

// interest of the separate account goes to its client.
func (m *maker) interest() error {
	book := m.ledger(separate, "1006-01").book
	if book == 0 {
		return nil
	}
	return m.post(app.PostTrust{Account: separate, Kind: "interest", Matter: "1006-01", Amount: (book / 1000 * 19 / 12 / 10).Plain(money.USD), Party: bank, Purpose: "Interest of the month"}, 0)
}

func minor(text string) money.Amount {
	a, err := money.ParseAmount(text, money.USD)
	if err != nil {
		return 0
	}
	return a
}
