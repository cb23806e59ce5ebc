package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// InvoicesRoute is the register of what was billed.
var InvoicesRoute = Route[*Invoices]{
	Name: "invoices", Title: words.Mark("Invoices"), Group: words.Mark("Billing"), Icon: "invoices", Key: "Ctrl+7",
	Opens: []string{"invoice"}, New: newInvoices,
}

// Invoices is the register of all invoices, and one of them opened: its page,
// what became of it, its papers and the reason of every cent.
type Invoices struct {
	h Host

	List   List[InvoiceRow]
	Search Field
	// Only are the chips that are on. "unpaid", "paid" and "void" widen each other;
	// "overdue", "unsent" and "ebill" narrow what these leave.
	Only   []string
	Counts map[string]int // invoices each chip would leave alone

	Page    *InvoicePage // the invoice opened, nil for none
	Side    *SideForm    // a form beside what is shown, nil for none
	Outcome *Outcome     // what a run came to, nil for none

	typed      Pause
	lastFolder string
}

// InvoiceChips are the quick filters of the register.
var InvoiceChips = []Choice{
	{Key: "unpaid", Text: words.Mark("Unpaid")}, {Key: "overdue", Text: words.Mark("Overdue")}, {Key: "unsent", Text: words.Mark("Not sent")},
	{Key: "paid", Text: words.Mark("Paid")}, {Key: "void", Text: words.Mark("Void")}, {Key: "ebill", Text: words.Mark("E-bill")},
}

const (
	invoicesKey     = "invoices.grid"
	invoicesOnlyKey = "invoices.only"
)

func newInvoices(h Host) *Invoices {
	v := &Invoices{h: h, Only: []string{"unpaid"}, Counts: map[string]int{}}
	l := &v.List
	l.Run, l.Fail = h.Runner(), h.Fail
	l.Keep = func() { h.Prefer(invoicesKey, l.Memory()) }
	l.Heads = []Column{
		{Key: "number", Label: words.Mark("Invoice"), Width: 92, Sortable: true},
		{Key: "date", Label: words.Mark("Dated"), Width: 94, Sortable: true},
		{Key: "client", Label: words.Mark("Client and matter"), Width: 200, Min: 120, Flex: 1, Sortable: true},
		{Key: "matter", Label: words.Mark("Matter"), Width: 92, Sortable: true},
		{Key: "total", Label: words.Mark("Billed"), Width: 96, Right: true, Sortable: true},
		{Key: "paid", Label: words.Mark("Paid"), Width: 92, Right: true, Sortable: true},
		{Key: "credited", Label: words.Mark("Credited"), Width: 84, Right: true, Sortable: true},
		{Key: "balance", Label: words.Mark("Open"), Width: 96, Right: true, Sortable: true},
		{Key: "due", Label: words.Mark("Due"), Width: 94, Sortable: true},
		{Key: "sent", Label: words.Mark("Sent"), Width: 94, Sortable: true, Hidden: true},
		{Key: "age", Label: words.Mark("Age"), Width: 112, Pills: true, Sortable: true},
		{Key: "status", Label: words.Mark("Status"), Width: 88, Pills: true, Sortable: true},
	}
	l.ID = func(r InvoiceRow) int64 { return r.InvoiceID }
	l.Cells = invoiceCells
	l.Find = v.find
	l.Fetch = v.fetch
	l.Selected = func() { h.Redraw(v) }
	l.Nothing = v.empty
	Go(h.Runner(), func(ctx context.Context) (struct {
		m    ListMemory
		only []string
	}, error) {
		var k struct {
			m    ListMemory
			only []string
		}
		k.only = v.Only
		if err := h.Desk().Preference(ctx, invoicesOnlyKey, &k.only); err != nil {
			return k, err
		}
		return k, h.Desk().Preference(ctx, invoicesKey, &k.m)
	}, func(k struct {
		m    ListMemory
		only []string
	}, err error) {
		if err != nil {
			return // the usual order and widths hold
		}
		v.Only = k.only
		l.Remember(k.m)
		if l.Loaded() {
			l.Reload()
		}
		h.Redraw(v)
	})
	return v
}

// Title implements Screen.
func (v *Invoices) Title() string {
	if v.Page != nil {
		return words.L("Invoice %s", v.Page.Number)
	}
	return words.L("Invoices")
}

// Open implements Screen: "invoice 2026-0125" opens that one.
func (v *Invoices) Open(arg string) {
	if noun, key, _ := strings.Cut(arg, " "); noun == "invoice" && key != "" {
		number, line, _ := strings.Cut(key, " line ")
		v.OpenInvoice(number)
		v.Page.goTo(line)
	}
	v.List.Reload()
}

// Leave implements Screen.
func (v *Invoices) Leave() { v.typed.Stop() }

// Heard implements Screen.
func (v *Invoices) Heard(e app.Event) {
	switch e.Noun {
	case "", "invoice", "payment", "trust", "matter", "client", "firm", "books", "credit":
	default:
		return
	}
	v.List.Reload()
	if v.Page != nil {
		v.Page.Reload()
	}
}

// Escape implements Backer: it closes the innermost thing that is open.
func (v *Invoices) Escape() bool {
	switch {
	case v.Side != nil:
		v.Side = nil
	case v.Outcome != nil:
		v.Outcome = nil
	case v.Page != nil:
		v.Page.drop()
		v.Page = nil
	default:
		return false
	}
	v.h.Redraw(v)
	return true
}

func (v *Invoices) host() Host { return v.h }

func (v *Invoices) folder() *string { return &v.lastFolder }

func (v *Invoices) closeSide() { v.Side = nil }

// show puts a form beside what is open.
func (v *Invoices) show(f *SideForm) {
	f.onClose = v.closeSide
	v.Side, v.Outcome = f, nil
	v.h.Redraw(v)
}

func (v *Invoices) end(o *Outcome) {
	o.close = func() { v.Outcome = nil; v.h.Redraw(v) }
	v.Side, v.Outcome = nil, o
	v.h.Redraw(v)
}

func (v *Invoices) empty() Empty {
	if v.Search.Text != "" || len(v.Only) > 0 {
		return Empty{Symbol: "search", Title: words.L("No invoice fits"), Text: words.L("None of the invoices has these words and marks."),
			Action: words.L("Show all"), Do: v.ShowAll}
	}
	return Empty{Symbol: "invoices", Title: words.L("No invoice yet"),
		Text:   words.L("A pre-bill that is finalized becomes an invoice: it takes the next number and goes to receivables."),
		Action: words.L("Go to pre-bills"), Do: func() { v.h.Go(BillingRoute.Name, "") }}
}

// ShowAll takes search and chips away.
func (v *Invoices) ShowAll() {
	v.Search.Set("")
	v.SetOnly(nil)
}

// find reads the whole register as it is filtered and sorted: an ID a row, and
// the sums of what is left.
func (v *Invoices) find(o Order) func(ctx context.Context) (Found, error) {
	text, only, today, d := strings.TrimSpace(v.Search.Text), slices.Clone(v.Only), v.h.Today(), v.h.Desk()
	return func(ctx context.Context) (Found, error) {
		rows, err := readInvoices(ctx, d, app.StandingFilter{Text: text, Newest: true}, today)
		if err != nil {
			return Found{}, err
		}
		counts := map[string]int{}
		for _, c := range InvoiceChips {
			for _, r := range rows {
				if r.fits([]string{c.Key}) {
					counts[c.Key]++
				}
			}
		}
		v.h.Runner().Later(func() { v.Counts = counts; v.h.Redraw(v) })
		rows = slices.DeleteFunc(rows, func(r InvoiceRow) bool { return !r.fits(only) })
		if compare := invoiceOrders[o.By]; compare != nil {
			slices.SortStableFunc(rows, func(a, b InvoiceRow) int {
				if o.Desc {
					return compare(b, a)
				}
				return compare(a, b)
			})
		}
		return foundInvoices(rows), nil
	}
}

var invoiceOrders = map[string]func(a, b InvoiceRow) int{
	"number": by(func(r InvoiceRow) string { return r.Number }), "date": by(func(r InvoiceRow) cal.Date { return r.Date }),
	"client": by(func(r InvoiceRow) string { return r.ClientName + r.MatterName }), "matter": by(func(r InvoiceRow) string { return r.Matter }),
	"total": by(func(r InvoiceRow) money.Amount { return r.Total }), "paid": by(func(r InvoiceRow) money.Amount { return r.Paid }),
	"credited": by(func(r InvoiceRow) money.Amount { return r.Credited }), "balance": by(func(r InvoiceRow) money.Amount { return r.Balance() }),
	"due": by(func(r InvoiceRow) cal.Date { return r.DueOn }), "sent": by(func(r InvoiceRow) cal.Date { return r.SentOn }),
	"age": by(func(r InvoiceRow) int { return r.Late }), "status": by(func(r InvoiceRow) string { return r.Word() }),
}

// SetSearch looks for part of number, client or matter, once typing pauses.
func (v *Invoices) SetSearch(text string) {
	if v.Search.Text == text {
		return
	}
	v.Search.Set(text)
	v.typed.Restart(v.h.Runner(), searchPause, v.List.Ask)
}

// SetOnly changes the chips and keeps them for the user.
func (v *Invoices) SetOnly(only []string) {
	if !slices.Equal(v.Only, only) {
		v.Only = only
		v.h.Prefer(invoicesOnlyKey, only)
	}
	v.List.Ask()
	v.h.Redraw(v)
}

// picked are the invoices of the selection that fit, as far as they were read.
func (v *Invoices) picked(fit func(InvoiceRow) bool) []InvoiceRow {
	var list []InvoiceRow
	for _, id := range v.List.Selection() {
		if r, ok := v.List.Value(id); ok && (fit == nil || fit(r)) {
			list = append(list, r)
		}
	}
	return list
}

func (v *Invoices) numbers(fit func(InvoiceRow) bool) []string {
	var list []string
	for _, r := range v.picked(fit) {
		list = append(list, r.Number)
	}
	slices.Sort(list)
	return list
}

func notSent(r InvoiceRow) bool { return r.Status == bill.Final }

func notVoid(r InvoiceRow) bool { return r.Status != bill.Void }

// Commands implements Doer.
func (v *Invoices) Commands() []Command {
	if v.Page != nil {
		return v.Page.commands()
	}
	off := func(n int, why string) string {
		if n > 0 {
			return ""
		}
		return why
	}
	return []Command{
		{ID: "invoices.open", Title: words.Sense("Open", "act"), Off: off(len(v.List.Selection()), words.L("Select an invoice first."))},
		{ID: "invoices.pay", Title: words.L("Enter a payment")},
		{ID: "invoices.send", Title: words.L("Mark as sent"), Off: off(len(v.numbers(notSent)), words.L("Select invoices that were not sent yet."))},
		{ID: "invoices.write", Title: words.L("Write files"), Off: off(len(v.numbers(notVoid)), words.L("Select invoices first."))},
	}
}

// Do implements Doer.
func (v *Invoices) Do(id string) bool {
	if v.Page != nil {
		return v.Page.do(id)
	}
	switch id {
	case "new", "pay", "invoices.pay":
		v.startPayment()
	case "invoices.open":
		if rows := v.picked(nil); len(rows) > 0 {
			v.OpenInvoice(rows[0].Number)
		}
	case "invoices.send":
		if list := v.numbers(notSent); len(list) > 0 {
			startSend(v, list)
		}
	case "invoices.write":
		if list := v.numbers(notVoid); len(list) > 0 {
			startWrite(v, list)
		}
	default:
		return false
	}
	return true
}

// startPayment goes to the payments for the client of the selected invoices.
func (v *Invoices) startPayment() {
	arg := "new"
	if rows := v.picked(func(r InvoiceRow) bool { return r.Balance() > 0 }); len(rows) > 0 {
		arg = "client " + rows[0].Client
		if len(rows) == 1 {
			arg = "invoice " + rows[0].Number
		}
	}
	v.h.Go(PaymentsRoute.Name, arg)
}

// Next opens the invoice after the one that is open, in the order of the
// register; step -1 the one before.
func (v *Invoices) Next(step int) {
	if v.Page == nil || v.Page.Invoice == nil {
		return
	}
	i := v.List.IndexOf(v.Page.Invoice.ID)
	if i < 0 {
		return
	}
	ids := v.List.IDs(i+step, i+step)
	if len(ids) != 1 || i+step < 0 {
		return
	}
	open := func(rows []InvoiceRow, err error) {
		if err != nil {
			v.h.Fail(err)
		} else if len(rows) == 1 {
			v.OpenInvoice(rows[0].Number)
		}
	}
	if r, ok := v.List.Value(ids[0]); ok {
		open([]InvoiceRow{r}, nil)
		return
	}
	Go(v.h.Runner(), func(ctx context.Context) ([]InvoiceRow, error) { return v.fetch(ctx, ids) }, open)
}

// ordinal of an invoice in the register: "3 of 148".
func (v *Invoices) ordinal(id int64) string {
	if i := v.List.IndexOf(id); i >= 0 {
		return fmt.Sprintf("%d / %d", i+1, v.List.Len())
	}
	return ""
}

// Shown implements Lister.
func (v *Invoices) Shown() []Shown {
	if v.Page != nil {
		title := words.Mark("Invoice history")
		return []Shown{{Name: "invoice-history", Title: title, Filter: []string{"invoice " + v.Page.Number}, List: &v.Page.History},
			{Name: "invoice-lines", Title: words.Mark("Invoice lines"), Filter: []string{"invoice " + v.Page.Number}, List: &v.Page.Lines}}
	}
	filter := slices.Clone(v.Only)
	if v.Search.Text != "" {
		filter = append(filter, "text "+v.Search.Text)
	}
	return []Shown{{Name: "invoices", Title: words.Mark("Invoices"), Filter: filter, List: &v.List}}
}
