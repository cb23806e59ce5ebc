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

// BillingRoute is where bills are made, sent and paid.
var BillingRoute = Route[*Billing]{
	Name: "billing", Title: words.Mark("Pre-bills"), Group: words.Mark("Billing"), Icon: "billing", Key: "Ctrl+3",
	Opens: []string{"prebill"}, New: newBilling,
}

// Billing is the billing desk: the queue of pre-bills, and one of them opened.
type Billing struct {
	h Host

	Queue  ShortList[QueueRow]
	Search Field
	Only   []string // states of pre-bills shown; none: all
	queue  []QueueRow
	ask    Latest

	Bill    *PreBill  // the pre-bill being edited, nil for none
	Side    *SideForm // a form beside the list, nil for none
	Outcome *Outcome  // what a run came to, nil for none

	lastFolder string
	lastReason string
}

// QueueRow is a pre-bill in the queue.
type QueueRow struct {
	app.PreBillRow
	Attorney     string
	AR           money.Amount
	Trust        money.Amount // available today
	Age          int          // days since it was run
	Instructions string       // of client and matter
}

func newBilling(h Host) *Billing {
	b := &Billing{h: h}
	q := &b.Queue
	q.bind(h, "billing.queue")
	q.Heads = []Column{
		{Key: "no", Label: "No.", Width: 48, Sortable: true, Right: true},
		{Key: "matter", Label: "Matter", Width: 92, Sortable: true},
		{Key: "name", Label: "Client and matter", Width: 190, Min: 120, Flex: 1, Sortable: true, Icons: true, Tip: "The mark says that the client has billing instructions"},
		{Key: "attorney", Label: "Atty", Width: 48, Sortable: true, Tip: "Billing attorney, else the responsible one"},
		{Key: "hours", Label: "Hours", Width: 56, Right: true, Sortable: true},
		{Key: "fees", Label: "Fees", Width: 88, Right: true, Sortable: true},
		{Key: "costs", Label: "Costs", Width: 78, Right: true, Sortable: true},
		{Key: "total", Label: "Bill", Width: 92, Right: true, Sortable: true, Tip: "What the bill would come to: fees less courtesy discount, and costs"},
		{Key: "ar", Label: "Receivable", Width: 86, Right: true, Sortable: true, Tip: "Open on earlier bills of the matter"},
		{Key: "trust", Label: "Trust", Width: 86, Right: true, Sortable: true, Tip: "Available in trust today for the matter"},
		{Key: "status", Label: "Status", Width: 88, Pills: true, Sortable: true},
		{Key: "holder", Label: "With", Width: 76, Min: 76, Flex: 0.2, Sortable: true},
		{Key: "age", Label: "Age", Width: 46, Right: true, Sortable: true},
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
	q.Selected = func() { b.h.Redraw(b) }
	q.Nothing = b.queueEmpty
	q.remember()
	return b
}

// Title implements Screen.
func (b *Billing) Title() string {
	if b.Bill != nil {
		return fmt.Sprintf("Pre-bill %d", b.Bill.ID)
	}
	return "Billing"
}

// Open implements Screen: "prebill 14" opens that one.
func (b *Billing) Open(arg string) {
	if noun, key, _ := strings.Cut(arg, " "); noun == "prebill" {
		var id int64
		if _, err := fmt.Sscan(key, &id); err == nil {
			b.OpenPreBill(id)
		}
	}
	b.reload()
}

// Leave implements Screen.
func (b *Billing) Leave() {
	b.ask.Drop()
}

// Heard implements Screen.
func (b *Billing) Heard(e app.Event) {
	switch e.Noun {
	case "", "prebill", "invoice", "payment", "trust", "matter", "client", "time", "expense", "firm", "books", "credit":
	default:
		return
	}
	b.reload()
	if b.Bill != nil {
		b.Bill.Reload()
	}
}

// Escape implements Backer: it closes the innermost thing that is open.
func (b *Billing) Escape() bool {
	switch {
	case b.Side != nil:
		b.closeSide()
	case b.Outcome != nil:
		b.Outcome = nil
	case b.Bill != nil && b.Bill.Escape():
	case b.Bill != nil:
		b.Bill.drop()
		b.Bill = nil
		b.h.Badge(BillingRoute.Name, len(b.queue))
	default:
		return false
	}
	b.h.Redraw(b)
	return true
}

func (b *Billing) host() Host      { return b.h }
func (b *Billing) folder() *string { return &b.lastFolder }
func (b *Billing) closeSide()      { b.Side = nil }

// show puts a form beside what is open.
func (b *Billing) show(f *SideForm) {
	f.onClose = b.closeSide
	b.Side, b.Outcome = f, nil
	b.h.Redraw(b)
}

func (b *Billing) end(o *Outcome) {
	o.close = func() { b.Outcome = nil; b.h.Redraw(b) }
	b.Side, b.Outcome = nil, o
	b.h.Redraw(b)
}

func (b *Billing) reload() {
	today := b.h.Today()
	Ask(&b.ask, b.h.Runner(), func(ctx context.Context) ([]QueueRow, error) {
		return readQueue(ctx, b.h.Desk(), today)
	}, func(rows []QueueRow, err error) {
		if err != nil {
			b.h.Fail(err)
			return
		}
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
	return app.Read(ctx, d, func(q app.Query) ([]QueueRow, error) {
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
			r := QueueRow{PreBillRow: p, AR: owed[p.MatterID], Trust: free[p.MatterID], Age: today.Sub(p.CreatedOn), Attorney: codes[m.BillingID]}
			if r.Attorney == "" {
				r.Attorney = codes[m.ResponsibleID]
			}
			r.Instructions = instructions(c, m)
			rows[i] = r
		}
		return rows, nil
	})
}

func instructions(c firm.Client, m firm.Matter) string {
	return strings.TrimSpace(strings.TrimSpace(c.Instructions) + "\n" + strings.TrimSpace(m.Instructions))
}

// urgentAfter is the age in days at which a pre-bill nobody finished is shown
// as late.
const urgentAfter = 5

var preBillPill = map[bill.PreBillStatus]Cell{
	bill.PreBillOpen:      {Text: "Open", Tone: Info, Pill: true},
	bill.PreBillReview:    {Text: "In review", Tone: Warn, Pill: true},
	bill.PreBillApproved:  {Text: "Approved", Tone: Good, Pill: true},
	bill.PreBillFinal:     {Text: "Final", Tone: Neutral, Pill: true},
	bill.PreBillDiscarded: {Text: "Discarded", Tone: Neutral, Pill: true},
}

func (b *Billing) queueCells(r QueueRow) []Cell {
	cur := r.Currency
	name := Cell{Text: r.ClientName + " – " + r.MatterName}
	if r.Instructions != "" {
		name.Symbol = "info"
	}
	age := Cell{Text: fmt.Sprintf("%d d", r.Age), Muted: true}
	if r.Age >= urgentAfter {
		age.Tone, age.Muted = Warn, false
	}
	return []Cell{
		{Text: fmt.Sprint(r.ID), Muted: true}, {Text: r.Matter}, name, {Text: r.Attorney}, {Text: r.Hours.Plain()},
		moneyCell(r.Fees, cur), moneyCell(r.Costs, cur), boldCell(r.Total, cur), quietMoney(r.AR, cur), quietMoney(r.Trust, cur),
		preBillPill[r.Status], {Text: r.Holder, Muted: true}, age,
	}
}

func (b *Billing) queueEmpty() Empty {
	if len(b.queue) > 0 {
		return Empty{Symbol: "search", Title: "No pre-bill fits", Text: "None of the pre-bills in the queue has these words and states.",
			Action: "Show all", Do: func() { b.Only = nil; b.SetSearch("") }}
	}
	return Empty{Symbol: "billing", Title: "The queue is empty",
		Text:   "A pre-bill gathers the released time and costs of a matter for review. Run pre-bills to take the work in progress through a day; matters with nothing to bill are listed with the reason.",
		Action: "Run pre-bills", Do: b.StartRun}
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

// CountOf is how many pre-bills of the queue have a state.
func (b *Billing) CountOf(state string) int {
	n := 0
	for _, r := range b.queue {
		if string(r.Status) == state {
			n++
		}
	}
	return n
}

func (b *Billing) filter() {
	words := strings.Fields(strings.ToLower(b.Search.Text))
	var rows []QueueRow
	sums := map[money.Currency]*[5]money.Amount{}
	var hours money.Quantity
	for _, r := range b.queue {
		text := strings.ToLower(fmt.Sprintf("%d %s %s %s %s %s %s", r.ID, r.Matter, r.MatterName, r.Client, r.ClientName, r.Attorney, r.Holder))
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		if len(b.Only) > 0 && !slices.Contains(b.Only, string(r.Status)) {
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
	foot := fmt.Sprintf("%d pre-bills", len(rows))
	if len(rows) == 1 {
		foot = "1 pre-bill"
	}
	totals := map[string]string{"hours": hours.Plain()}
	if len(sums) > 1 { // amounts of several currencies are never added
		foot += fmt.Sprintf(" in %d currencies", len(sums))
	}
	for cur, s := range sums {
		if len(sums) > 1 {
			break
		}
		for i, key := range []string{"fees", "costs", "total", "ar", "trust"} {
			totals[key] = s[i].Format(cur)
		}
	}
	b.Queue.Show(rows, foot, totals)
	b.h.Redraw(b)
}

// OpenPreBill opens a pre-bill to be edited.
func (b *Billing) OpenPreBill(id int64) {
	if b.Bill != nil {
		b.Bill.drop()
	}
	b.Side, b.Outcome = nil, nil
	b.Bill = newPreBill(b, id)
	b.Bill.Reload()
	b.h.Redraw(b)
}

// Next opens the pre-bill after the one being edited, in the order of the queue;
// step -1 the one before.
func (b *Billing) Next(step int) {
	if b.Bill == nil {
		return
	}
	if i := b.Queue.IndexOf(b.Bill.ID); i >= 0 {
		if ids := b.Queue.IDs(i+step, i+step); len(ids) == 1 {
			b.OpenPreBill(ids[0])
		}
	}
}
