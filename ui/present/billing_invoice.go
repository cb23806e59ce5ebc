package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Invoices is the list of issued invoices with what is still open on each.
type Invoices struct {
	b *Billing
	h Host

	List   ShortList[InvoiceRow]
	Search Field
	// Only is one of the quick filters: "open", "late", "unsent", "all".
	Only  string
	rows  []InvoiceRow
	more  bool // older invoices were left out
	ask   Latest
	typed Pause
}

// InvoiceRow is an invoice in the list.
type InvoiceRow struct {
	bill.Standing
	Matter, MatterName string
	Client, ClientName string
	Late               int // days past due, while anything is open
}

// invoiceLimit is how many invoices are listed at once; older ones are found by
// searching.
const invoiceLimit = 2000

func newInvoices(b *Billing) *Invoices {
	v := &Invoices{b: b, h: b.h, Only: "open"}
	l := &v.List
	l.bind(b.h, "billing.invoices")
	l.Heads = []Column{
		{Key: "number", Label: "Invoice", Width: 92, Sortable: true},
		{Key: "date", Label: "Dated", Width: 94, Sortable: true},
		{Key: "client", Label: "Client and matter", Width: 200, Min: 120, Flex: 1, Sortable: true},
		{Key: "matter", Label: "Matter", Width: 92, Sortable: true},
		{Key: "total", Label: "Billed", Width: 92, Right: true, Sortable: true},
		{Key: "paid", Label: "Paid", Width: 92, Right: true, Sortable: true, Tip: "Payments and credits"},
		{Key: "balance", Label: "Open", Width: 96, Right: true, Sortable: true},
		{Key: "due", Label: "Due", Width: 94, Sortable: true},
		{Key: "age", Label: "Age", Width: 104, Pills: true, Sortable: true},
		{Key: "status", Label: "Status", Width: 88, Pills: true, Sortable: true},
	}
	l.ID = func(r InvoiceRow) int64 { return r.InvoiceID }
	l.Cells = invoiceCells
	l.By = map[string]func(a, b InvoiceRow) int{
		"number": by(func(r InvoiceRow) string { return r.Number }), "date": by(func(r InvoiceRow) cal.Date { return r.Date }),
		"client": by(func(r InvoiceRow) string { return r.ClientName + r.MatterName }), "matter": by(func(r InvoiceRow) string { return r.Matter }),
		"total": by(func(r InvoiceRow) money.Amount { return r.Total }), "paid": by(func(r InvoiceRow) money.Amount { return r.Paid + r.Credited }),
		"balance": by(func(r InvoiceRow) money.Amount { return r.Balance() }), "due": by(func(r InvoiceRow) cal.Date { return r.DueOn }),
		"age": by(func(r InvoiceRow) int { return r.Late }), "status": by(func(r InvoiceRow) string { return r.Word() }),
	}
	l.Selected = func() { v.h.Redraw(b) }
	l.Nothing = v.empty
	l.remember()
	return v
}

func (v *Invoices) empty() Empty {
	if v.Search.Text != "" || v.Only != "all" && len(v.rows) > 0 {
		return Empty{Symbol: "search", Title: "No invoice fits", Text: "No invoice has these words and this state.", Action: "Show all invoices",
			Do: func() { v.Search = Field{}; v.SetOnly("all") }}
	}
	if v.Only != "all" {
		return Empty{Symbol: "done", Title: "Nothing is open", Text: "Every invoice issued so far is paid, credited or void.", Action: "Show all invoices",
			Do: func() { v.SetOnly("all") }}
	}
	return Empty{Symbol: "billing", Title: "No invoice yet", Text: "An invoice is made by finalizing a pre-bill: it gets the next number and goes to receivables.",
		Action: "Go to pre-bills", Do: func() { v.b.SetTab(BillingQueue) }}
}

func (v *Invoices) reload() {
	today, text, open := v.h.Today(), strings.TrimSpace(v.Search.Text), v.Only != "all"
	Ask(&v.ask, v.h.Runner(), func(ctx context.Context) ([]InvoiceRow, error) {
		f := app.StandingFilter{Text: text, Newest: true, Open: open && v.Only != "unsent"}
		if !f.Open {
			f.Limit = invoiceLimit + 1
		}
		return readInvoices(ctx, v.h.Desk(), f, today)
	}, func(rows []InvoiceRow, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		if v.more = len(rows) > invoiceLimit && v.Only != "open" && v.Only != "late"; v.more {
			rows = rows[:invoiceLimit]
		}
		v.rows = rows
		v.show()
	})
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
			rows[i] = InvoiceRow{Standing: s, Matter: m.Code, MatterName: m.Name, Client: c.Code, ClientName: c.Name}
			if s.Balance() != 0 {
				rows[i].Late = today.Sub(s.AgesFrom(theFirm.AgeBy))
			}
		}
		return rows, nil
	})
}

func (v *Invoices) show() {
	var rows []InvoiceRow
	sums := map[money.Currency]*[3]money.Amount{}
	for _, r := range v.rows {
		switch v.Only {
		case "late":
			if r.Late <= 0 {
				continue
			}
		case "unsent":
			if r.Status != bill.Final {
				continue
			}
		}
		rows = append(rows, r)
		s := sums[r.Currency]
		if s == nil {
			s = &[3]money.Amount{}
			sums[r.Currency] = s
		}
		s[0] += r.Total
		s[1] += r.Paid + r.Credited
		s[2] += r.Balance()
	}
	foot := fmt.Sprintf("%d invoices", len(rows))
	if len(rows) == 1 {
		foot = "1 invoice"
	}
	if v.more {
		foot = fmt.Sprintf("The newest %d invoices; search for older ones", invoiceLimit)
	}
	totals := map[string]string{}
	if len(sums) > 1 {
		foot += fmt.Sprintf(" in %d currencies", len(sums))
	} else {
		for cur, s := range sums {
			totals = map[string]string{"total": s[0].Format(cur), "paid": s[1].Format(cur), "balance": s[2].Format(cur)}
		}
	}
	v.List.Show(rows, foot, totals)
	v.h.Redraw(v.b)
}

// SetSearch looks for part of number, client or matter, once typing pauses.
func (v *Invoices) SetSearch(text string) {
	if v.Search.Text == text {
		return
	}
	v.Search.Set(text)
	v.typed.Restart(v.h.Runner(), searchPause, v.reload)
}

// SetOnly changes the quick filter.
func (v *Invoices) SetOnly(only string) {
	if v.Only == only {
		return
	}
	v.Only = only
	v.reload()
	v.h.Redraw(v.b)
}

func invoiceCells(r InvoiceRow) []Cell {
	cur := r.Currency
	paid := quietMoney(r.Paid+r.Credited, cur)
	balance := boldCell(r.Balance(), cur)
	if r.Balance() == 0 {
		balance = Cell{Text: "–", Muted: true}
	}
	return []Cell{{Text: r.Number}, {Text: r.Date.Short()}, {Text: r.ClientName + " – " + r.MatterName}, {Text: r.Matter},
		moneyCell(r.Total, cur), paid, balance, {Text: r.DueOn.Short(), Muted: r.Balance() == 0}, ageCell(r), invoiceStatus(r.Standing)}
}

// ageCell says the age in words; the colour only repeats it.
func ageCell(r InvoiceRow) Cell {
	switch {
	case r.Balance() == 0:
		return Cell{}
	case r.Late <= 0:
		return Cell{Text: "Current", Tone: Neutral, Pill: true}
	case r.Late <= 30:
		return Cell{Text: fmt.Sprintf("%d days late", r.Late), Tone: Warn, Pill: true}
	}
	return Cell{Text: fmt.Sprintf("%d days late", r.Late), Tone: Bad, Pill: true}
}

// numbers of the selected invoices that fit.
func (v *Invoices) numbers(fit func(InvoiceRow) bool) []string {
	var list []string
	for _, r := range v.List.Picked() {
		if fit(r) {
			list = append(list, r.Number)
		}
	}
	slices.Sort(list)
	return list
}

func notSent(r InvoiceRow) bool { return r.Status == bill.Final }
func notVoid(r InvoiceRow) bool { return r.Status != bill.Void }

func (v *Invoices) commands() []Command {
	off := func(n int, why string) string {
		if n > 0 {
			return ""
		}
		return why
	}
	return []Command{
		{ID: "billing.pay", Title: "Enter a payment"},
		{ID: "billing.send", Title: "Mark as sent", Off: off(len(v.numbers(notSent)), "Select invoices that were not sent yet.")},
		{ID: "billing.write", Title: "Write files", Off: off(len(v.numbers(notVoid)), "Select invoices first.")},
	}
}

func (v *Invoices) do(id string) bool {
	switch id {
	case "new", "billing.pay":
		v.StartPayment()
	case "billing.send":
		if list := v.numbers(notSent); len(list) > 0 {
			v.b.StartSend(list)
		}
	case "billing.write":
		if list := v.numbers(notVoid); len(list) > 0 {
			v.b.StartWrite(list)
		}
	default:
		return false
	}
	return true
}

// StartPayment enters a payment for the client of the selected invoice, or for
// a client to be chosen.
func (v *Invoices) StartPayment() {
	client, number := Choice{}, ""
	if rows := v.List.Picked(); len(rows) > 0 {
		client = Choice{Noun: "client", Key: rows[0].Client, ID: rows[0].ClientID, Text: rows[0].Client + "  " + rows[0].ClientName}
		if len(rows) == 1 && rows[0].Balance() > 0 {
			number = rows[0].Number
		}
	}
	v.b.startPayment(client, number)
}
