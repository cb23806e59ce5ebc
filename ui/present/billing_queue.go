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
	"matterbook/ui/words"
)

// QueueRow is a pre-bill in the queue.
type QueueRow struct {
	app.PreBillRow
	Attorney     string
	AR           money.Amount
	Trust        money.Amount // available today
	Age          int          // days since anybody touched it
	Instructions string       // of client and matter
	EBill        bool         // it will leave as an e-bill
	Faults       []app.EBillFault
}

// Filters of the queue beside the states of a pre-bill.
const (
	QueueHeld   = "held"
	QueueUrgent = "urgent"
)

// QueueChips are the filters of the queue.
func QueueChips() []Choice {
	return []Choice{{Key: string(bill.PreBillOpen), Text: words.L("Pending")}, {Key: string(bill.PreBillReview), Text: words.L("With reviewer")},
		{Key: string(bill.PreBillApproved), Text: words.L("Approved")}, {Key: QueueHeld, Text: words.L("On hold")}, {Key: QueueUrgent, Text: words.L("Urgent")}}
}

// urgentAfter is the age in days at which a pre-bill nobody touches is urgent.
const urgentAfter = 5

func (r QueueRow) urgent() bool { return r.Age >= urgentAfter && r.Held == "" }

func (r QueueRow) is(filter string) bool {
	switch filter {
	case QueueHeld:
		return r.Held != ""
	case QueueUrgent:
		return r.urgent()
	}
	return r.Held == "" && string(r.Status) == filter
}

func (b *Billing) queueColumns() {
	q := &b.Queue
	q.Heads = []Column{
		{Key: "no", Label: words.Mark("No."), Width: 48, Sortable: true, Right: true},
		{Key: "matter", Label: words.Mark("Matter"), Width: 84, Sortable: true},
		{Key: "name", Label: words.Mark("Client and matter"), Width: 180, Min: 110, Flex: 1, Sortable: true, Icons: true, Tip: words.Mark("The mark says that the client has billing instructions")},
		{Key: "attorney", Label: words.Mark("Atty"), Width: 48, Sortable: true, Tip: words.Mark("Billing attorney, else the responsible one")},
		{Key: "hours", Label: words.Mark("Hours"), Width: 56, Right: true, Sortable: true},
		{Key: "fees", Label: words.Mark("Fees"), Width: 84, Right: true, Sortable: true},
		{Key: "costs", Label: words.Mark("Costs"), Width: 74, Right: true, Sortable: true},
		{Key: "total", Label: words.Mark("Bill"), Width: 90, Right: true, Sortable: true, Tip: words.Mark("What the bill would come to: fees less courtesy discount, and costs")},
		{Key: "ar", Label: words.Mark("Receivable"), Width: 84, Right: true, Sortable: true, Tip: words.Mark("Open on earlier bills of the matter")},
		{Key: "trust", Label: words.Mark("Trust"), Width: 84, Right: true, Sortable: true, Tip: words.Mark("Available in trust today for the matter")},
		{Key: "status", Label: words.Mark("Status"), Width: 96, Pills: true, Sortable: true},
		{Key: "holder", Label: words.Mark("With"), Width: 84, Min: 60, Flex: 0.4, Sortable: true},
		{Key: "age", Label: words.Mark("Idle"), Width: 48, Right: true, Sortable: true, Tip: words.Mark("Days since anybody touched it; from five on it is urgent")},
		{Key: "flags", Label: words.Mark("Flags"), Width: 48, Pills: true, Tip: words.Mark("Faults as an e-bill, hours above those worked, comments that are open")},
	}
	q.ID = func(r QueueRow) int64 { return r.ID }
	q.Cells = b.queueCells
	q.By = map[string]func(a, b QueueRow) int{
		"no": by(func(r QueueRow) int64 { return r.ID }), "matter": by(func(r QueueRow) string { return r.Matter }),
		"name": by(func(r QueueRow) string { return r.ClientName + r.MatterName }), "attorney": by(func(r QueueRow) string { return r.Attorney }),
		"hours": by(func(r QueueRow) money.Quantity { return r.Hours }), "fees": by(func(r QueueRow) money.Amount { return r.Fees }),
		"costs": by(func(r QueueRow) money.Amount { return r.Costs }), "total": by(func(r QueueRow) money.Amount { return r.Total }),
		"ar": by(func(r QueueRow) money.Amount { return r.AR }), "trust": by(func(r QueueRow) money.Amount { return r.Trust }),
		"status": by(func(r QueueRow) string { return string(r.Status) }), "holder": by(func(r QueueRow) string { return r.Holder }),
		"age": by(func(r QueueRow) int { return r.Age }),
	}
}

func (b *Billing) reload() {
	today := b.h.Today()
	took := b.fresh.asking(today)
	Ask(&b.ask, b.h.Runner(), func(ctx context.Context) ([]QueueRow, error) {
		return readQueue(ctx, b.h.Desk(), today)
	}, func(rows []QueueRow, err error) {
		if err != nil {
			b.fresh.forget()
			b.h.Fail(err)
			return
		}
		took()
		b.queue = rows
		b.h.Badge(BillingRoute.Name, len(rows))
		b.filter()
	})
}

func readQueue(ctx context.Context, d *app.Desk, today cal.Date) ([]QueueRow, error) {
	pres, err := d.PreBills(ctx, app.PreBillFilter{Live: true})
	if err != nil {
		return nil, err
	}
	rows, err := app.Read(ctx, d, func(q app.Query) ([]QueueRow, error) {
		open, err := q.Standings(app.StandingFilter{Open: true})
		if err != nil {
			return nil, err
		}
		owed := map[int64]money.Amount{}
		for _, s := range open {
			owed[s.MatterID] += s.Balance()
		}
		balances, err := q.TrustBalances(app.TrustFilter{}, 0, today)
		if err != nil {
			return nil, err
		}
		free := map[int64]money.Amount{}
		for _, b := range balances {
			free[b.MatterID] += b.Available()
		}
		keepers, err := q.Timekeepers()
		if err != nil {
			return nil, err
		}
		codes := map[int64]string{}
		for _, t := range keepers {
			codes[t.ID] = t.Code
		}
		rules, err := q.Deliveries()
		if err != nil {
			return nil, err
		}
		ebills := map[int64]bool{}
		for _, r := range rules {
			ebills[r.ClientID] = r.LEDES
		}
		rows := make([]QueueRow, len(pres))
		for i, p := range pres {
			m, err := q.Matter(p.MatterID)
			if err != nil {
				return nil, err
			}
			c, err := q.Client(p.ClientID)
			if err != nil {
				return nil, err
			}
			r := QueueRow{PreBillRow: p, AR: owed[p.MatterID], Trust: free[p.MatterID], Age: max(today.Sub(p.TouchedOn), 0), Attorney: codes[m.BillingID], EBill: ebills[p.ClientID]}
			if r.Attorney == "" {
				r.Attorney = codes[m.ResponsibleID]
			}
			r.Instructions = instructions(c, m)
			rows[i] = r
		}
		return rows, nil
	})
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, r := range rows {
		if r.EBill {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return rows, nil
	}
	faults, err := d.CheckPreBillsForEBilling(ctx, ids)
	for i := range rows {
		rows[i].Faults = faults[rows[i].ID]
	}
	return rows, err
}

func instructions(c firm.Client, m firm.Matter) string {
	return strings.TrimSpace(strings.TrimSpace(c.Instructions) + "\n" + strings.TrimSpace(m.Instructions))
}

// preBillPill is the state of a pre-bill as a pill.
func preBillPill(s bill.PreBillStatus, held string) Cell {
	c := Cell{Tone: Neutral, Pill: true}
	switch s {
	case bill.PreBillOpen:
		c.Text, c.Tone = words.L("Pending"), Info
	case bill.PreBillReview:
		c.Text, c.Tone = words.L("With reviewer"), Warn
	case bill.PreBillApproved:
		c.Text, c.Tone = words.L("Approved"), Good
	case bill.PreBillFinal:
		c.Text = words.L("Final")
	case bill.PreBillDiscarded:
		c.Text = words.L("Discarded")
	}
	if held != "" && s.Live() {
		c.Text, c.Tone = words.L("On hold"), Neutral
	}
	return c
}

// flag is the worst of what stands against a pre-bill.
func (r QueueRow) flag() Cell {
	switch {
	case len(r.Faults) > 0:
		return Cell{Text: words.N(len(r.Faults), "E-bill: %d", "E-bill: %d", len(r.Faults)), Tone: Bad, Pill: true}
	case r.Above > 0:
		return Cell{Text: words.L("Above worked"), Tone: Bad, Pill: true}
	case r.Comments > 0:
		return Cell{Text: words.N(r.Comments, "%d comment", "%d comments", r.Comments), Tone: Warn, Pill: true}
	case r.Total < 0:
		return Cell{Text: words.L("Below zero"), Tone: Bad, Pill: true}
	}
	return Cell{}
}

func (b *Billing) queueCells(r QueueRow) []Cell {
	cur := r.Currency
	name := Cell{Text: r.ClientName + " – " + r.MatterName}
	if r.Instructions != "" {
		name.Symbol = "info"
	}
	age := Cell{Text: words.L("%d d", r.Age), Muted: true, Raw: r.Age}
	if r.urgent() {
		age = Cell{Text: words.L("%d d", r.Age), Tone: Warn, Bold: true, Raw: r.Age}
	}
	holder := Cell{Text: r.Holder, Muted: true}
	if r.Held != "" {
		holder.Text = r.Held
	}
	return []Cell{
		{Text: fmt.Sprint(r.ID), Muted: true}, {Text: r.Matter}, name, {Text: r.Attorney}, hoursCell(r.Hours),
		moneyCell(r.Fees, cur), moneyCell(r.Costs, cur), boldCell(r.Total, cur), quietMoney(r.AR, cur), quietMoney(r.Trust, cur),
		preBillPill(r.Status, r.Held), holder, age, r.flag(),
	}
}

func (b *Billing) queueEmpty() Empty {
	if len(b.queue) > 0 {
		return Empty{Symbol: "search", Title: words.L("No pre-bill fits"), Text: words.L("None of the pre-bills in the queue has these words and states."),
			Action: words.L("Show all"), Do: func() { b.Only = nil; b.SetSearch("") }}
	}
	return Empty{Symbol: "billing", Title: words.L("The queue is empty"),
		Text:   words.L("A pre-bill gathers the released time and costs of a matter for review. Run pre-bills to take the work in progress through a day; matters with nothing to bill are listed with the reason."),
		Action: words.L("Run pre-bills"), Do: b.StartRun}
}

// SetSearch narrows the queue.
func (b *Billing) SetSearch(text string) {
	b.Search.Set(text)
	b.filter()
}

// SetOnly shows only some states.
func (b *Billing) SetOnly(states []string) {
	b.Only = states
	b.filter()
}

// CountOf is how many pre-bills of the queue a filter leaves.
func (b *Billing) CountOf(filter string) int {
	n := 0
	for _, r := range b.queue {
		if r.is(filter) {
			n++
		}
	}
	return n
}

func (b *Billing) filter() {
	typed := strings.Fields(strings.ToLower(b.Search.Text))
	var rows []QueueRow
	sums := map[money.Currency]*[5]money.Amount{}
	var hours money.Quantity
	for _, r := range b.queue {
		text := strings.ToLower(fmt.Sprintf("%d %s %s %s %s %s %s", r.ID, r.Matter, r.MatterName, r.Client, r.ClientName, r.Attorney, r.Holder))
		if slices.ContainsFunc(typed, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		if len(b.Only) > 0 && !slices.ContainsFunc(b.Only, r.is) {
			continue
		}
		rows = append(rows, r)
		s := sums[r.Currency]
		if s == nil {
			s = &[5]money.Amount{}
			sums[r.Currency] = s
		}
		for i, a := range []money.Amount{r.Fees, r.Costs, r.Total, r.AR, r.Trust} {
			s[i] += a
		}
		hours += r.Hours
	}
	foot := words.N(len(rows), "%d pre-bill", "%d pre-bills", len(rows))
	totals := map[string]string{"hours": words.Hours(hours)}
	if len(sums) > 1 { // amounts of several currencies are never added
		foot = words.L("%d pre-bills in %d currencies", len(rows), len(sums))
	}
	for cur, s := range sums {
		if len(sums) > 1 {
			break
		}
		for i, key := range []string{"fees", "costs", "total", "ar", "trust"} {
			totals[key] = words.Amount(s[i], cur)
		}
	}
	b.Queue.Show(rows, foot, totals)
	b.h.Redraw(b)
}
