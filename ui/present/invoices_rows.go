package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// InvoiceRow is an invoice in the register.
type InvoiceRow struct {
	bill.Standing
	Matter, MatterName string
	Client, ClientName string
	Late               int  // days past due, while anything is open
	EBill              bool // the client takes bills as LEDES files
}

// fits says whether the chips leave the invoice.
func (r InvoiceRow) fits(only []string) bool {
	on := func(key string) bool { return slices.Contains(only, key) }
	if on("unpaid") || on("paid") || on("void") {
		void := r.Status == bill.Void
		if !(on("unpaid") && r.Balance() != 0 || on("paid") && r.Balance() == 0 && !void || on("void") && void) {
			return false
		}
	}
	return (!on("overdue") || r.Late > 0) && (!on("unsent") || r.Status == bill.Final) && (!on("ebill") || r.EBill)
}

// foundInvoices adds up what is listed; amounts of several currencies are never
// added.
func foundInvoices(rows []InvoiceRow) Found {
	f := Found{IDs: make([]int64, len(rows)), Totals: map[string]string{}}
	type sums struct{ total, paid, credited, balance money.Amount }
	by := map[money.Currency]*sums{}
	for i, r := range rows {
		f.IDs[i] = r.InvoiceID
		s := by[r.Currency]
		if s == nil {
			s = &sums{}
			by[r.Currency] = s
		}
		s.total += r.Total - r.Voided
		s.paid += r.Paid
		s.credited += r.Credited
		s.balance += r.Balance()
	}
	f.Text = words.N(len(rows), "%d invoice", "%d invoices", len(rows))
	if len(by) > 1 {
		f.Text = words.L("%d invoices in %d currencies", len(rows), len(by))
		return f
	}
	for cur, s := range by {
		f.Totals = map[string]string{"total": words.Amount(s.total, cur), "paid": words.Amount(s.paid, cur),
			"credited": words.Amount(s.credited, cur), "balance": words.Amount(s.balance, cur)}
	}
	return f
}

func (v *Invoices) fetch(ctx context.Context, ids []int64) ([]InvoiceRow, error) {
	return readInvoices(ctx, v.h.Desk(), app.StandingFilter{IDs: ids}, v.h.Today())
}

func readInvoices(ctx context.Context, d *app.Desk, f app.StandingFilter, today cal.Date) ([]InvoiceRow, error) {
	return app.Read(ctx, d, func(q app.Query) ([]InvoiceRow, error) {
		list, err := q.Standings(f)
		if err != nil {
			return nil, err
		}
		theFirm, err := q.Firm()
		if err != nil {
			return nil, err
		}
		rules, err := q.Deliveries()
		if err != nil {
			return nil, err
		}
		ebill := map[int64]bool{}
		for _, r := range rules {
			ebill[r.ClientID] = r.LEDES
		}
		matters, clients := map[int64]firm.Matter{}, map[int64]firm.Client{}
		rows := make([]InvoiceRow, len(list))
		for i, s := range list {
			m, known := matters[s.MatterID]
			if !known {
				if m, err = q.Matter(s.MatterID); err != nil {
					return nil, err
				}
				matters[s.MatterID] = m
			}
			c, known := clients[s.ClientID]
			if !known {
				if c, err = q.Client(s.ClientID); err != nil {
					return nil, err
				}
				clients[s.ClientID] = c
			}
			rows[i] = InvoiceRow{Standing: s, Matter: m.Code, MatterName: m.Name, Client: c.Code, ClientName: c.Name, EBill: ebill[c.ID]}
			if s.Balance() != 0 {
				rows[i].Late = today.Sub(s.AgesFrom(theFirm.AgeBy))
			}
		}
		return rows, nil
	})
}

func invoiceCells(r InvoiceRow) []Cell {
	cur := r.Currency
	balance := boldCell(r.Balance(), cur)
	if r.Balance() == 0 {
		balance = Cell{Text: "–", Muted: true}
	}
	return []Cell{{Text: r.Number}, dateCell(r.Date), {Text: r.ClientName + " – " + r.MatterName}, {Text: r.Matter},
		moneyCell(r.Total, cur), quietMoney(r.Paid, cur), quietMoney(r.Credited, cur), balance, dueCell(r),
		dateCell(r.SentOn), ageCell(r), invoiceStatus(r.Standing)}
}

func dueCell(r InvoiceRow) Cell {
	c := dateCell(r.DueOn)
	c.Muted = r.Balance() == 0
	return c
}

// ageCell says the age in words; the colour only repeats it.
func ageCell(r InvoiceRow) Cell {
	switch {
	case r.Balance() == 0:
		return Cell{}
	case r.Late <= 0:
		return Cell{Text: words.L("Current"), Tone: Neutral, Pill: true}
	case r.Late <= 30:
		return Cell{Text: daysLate(r.Late), Tone: Warn, Pill: true}
	}
	return Cell{Text: daysLate(r.Late), Tone: Bad, Pill: true}
}

func daysLate(n int) string { return words.N(n, "%d day late", "%d days late", n) }
