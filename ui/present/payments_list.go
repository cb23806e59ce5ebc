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

// PaymentList is the register of what was received and taken back.
type PaymentList struct {
	v *Payments
	h Host

	List   List[PaymentRow]
	Search Field
	// Span is how far back the register reaches: "90", "365" days, or "all".
	Span string
	// Only are the chips that are on; each narrows the list.
	Only []string

	typed Pause
	seek  int64 // payment to be selected once it is listed
}

// PaymentRow is a payment in the register.
type PaymentRow struct {
	app.PaymentPosted
	Payor    string // when it was not the client
	Deposit  int64
	Reversed bool // taken back later
}

// PaymentChips are the quick filters of the register.
var PaymentChips = []Choice{
	{Key: "credit", Text: words.Mark("With credit left")}, {Key: "bank", Text: words.Mark("Not deposited")}, {Key: "back", Text: words.Mark("Taken back")}, {Key: "trust", Text: words.Mark("From trust")},
}

// PaymentSpans are how far back the register reaches.
var PaymentSpans = []Choice{{Key: "90", Text: words.Mark("90 days")}, {Key: "365", Text: words.Mark("12 months")}, {Key: "all", Text: words.Mark("All")}}

const paymentsKey = "payments.list"

func newPaymentList(v *Payments) *PaymentList {
	p := &PaymentList{v: v, h: v.h, Span: "365"}
	l := &p.List
	l.Run, l.Fail = v.h.Runner(), v.fail
	l.Keep = func() { v.h.Prefer(paymentsKey, l.Memory()) }
	l.Heads = []Column{
		{Key: "id", Label: words.Mark("No."), Width: 54, Right: true, Sortable: true},
		{Key: "date", Label: words.Mark("Received"), Width: 94, Sortable: true},
		{Key: "client", Label: words.Mark("From"), Width: 190, Min: 110, Flex: 1, Sortable: true},
		{Key: "method", Label: words.Mark("Method"), Width: 62, Sortable: true},
		{Key: "reference", Label: words.Mark("Reference"), Width: 96, Sortable: true},
		{Key: "invoices", Label: words.Mark("Laid on"), Width: 130, Flex: 0.5},
		{Key: "amount", Label: words.Mark("Amount"), Width: 96, Right: true, Sortable: true},
		{Key: "credit", Label: words.Mark("Credit left"), Width: 88, Right: true, Sortable: true},
		{Key: "deposit", Label: words.Mark("Deposit"), Width: 64, Right: true, Sortable: true},
		{Key: "state", Label: words.Mark("Status"), Width: 92, Pills: true},
	}
	l.ID = func(r PaymentRow) int64 { return r.Payment.ID }
	l.Cells = paymentCells
	l.Find, l.Fetch = p.find, p.fetch
	l.Selected = func() { v.h.Redraw(v) }
	l.Nothing = p.empty
	Go(v.h.Runner(), func(ctx context.Context) (ListMemory, error) {
		var m ListMemory
		err := v.h.Desk().Preference(ctx, paymentsKey, &m)
		return m, err
	}, func(m ListMemory, err error) {
		if err == nil {
			l.Remember(m)
		}
	})
	return p
}

func (p *PaymentList) empty() Empty {
	if p.Search.Text != "" || len(p.Only) > 0 || p.Span != "all" {
		return Empty{Symbol: "search", Title: words.L("No payment fits"), Text: words.L("None of the payments of this time has these words and marks."),
			Action: words.L("Show all"), Do: func() { p.Search.Set(""); p.Only, p.Span = nil, "all"; p.List.Ask(); p.h.Redraw(p.v) }}
	}
	return Empty{Symbol: "payments", Title: words.L("No payment yet"), Text: words.L("Money received from a client is posted once, laid on invoices, and never changed: a mistake is taken back with its reason."),
		Action: words.L("Enter a payment"), Do: func() { p.v.SetTab(PayReceive) }}
}

func (p *PaymentList) reload() { p.List.Reload() }

func (p *PaymentList) from() cal.Date {
	switch p.Span {
	case "90":
		return p.h.Today().AddDays(-90)
	case "365":
		return p.h.Today().AddDays(-365)
	}
	return 0
}

// Seek selects a payment by its number, wherever it stands.
func (p *PaymentList) Seek(key string) {
	var id int64
	if _, err := fmt.Sscan(key, &id); err == nil {
		p.seek, p.Span, p.Only = id, "all", nil
		p.Search.Set("")
	}
}

func (p *PaymentList) find(o Order) func(ctx context.Context) (Found, error) {
	from, only, text := p.from(), slices.Clone(p.Only), strings.ToLower(strings.TrimSpace(p.Search.Text))
	if p.seek != 0 {
		p.List.Select([]int64{p.seek})
		p.seek = 0
	}
	return func(ctx context.Context) (Found, error) {
		rows, err := readPayments(ctx, p.h.Desk(), app.AskPayments{From: from}, nil)
		if err != nil {
			return Found{}, err
		}
		rows = slices.DeleteFunc(rows, func(r PaymentRow) bool { return !r.fits(only, text) })
		if compare := paymentOrders[o.By]; compare != nil {
			slices.SortStableFunc(rows, func(a, b PaymentRow) int {
				if o.Desc {
					return compare(b, a)
				}
				return compare(a, b)
			})
		}
		return foundPayments(rows), nil
	}
}

func (r PaymentRow) fits(only []string, text string) bool {
	for _, key := range only {
		ok := true
		switch key {
		case "credit":
			ok = r.credit() > 0
		case "bank":
			ok = r.Bankable()
		case "back":
			ok = r.Reversed || r.Payment.ReversesID != 0
		case "trust":
			ok = r.Payment.Method == bill.ByTrust
		}
		if !ok {
			return false
		}
	}
	if text == "" {
		return true
	}
	line := strings.ToLower(fmt.Sprintf("%d %s %s %s %s %s", r.Payment.ID, r.Client.Code, r.Client.Name, r.Payor, r.Payment.Reference, r.numbers()))
	for _, w := range strings.Fields(text) {
		if !strings.Contains(line, w) {
			return false
		}
	}
	return true
}

// credit is what is left of it for an invoice; nothing of what was taken back.
func (r PaymentRow) credit() money.Amount {
	if r.Reversed || r.Payment.ReversesID != 0 {
		return 0
	}
	return r.Unapplied()
}

// Bankable says that it could go to the bank and has not yet.
func (r PaymentRow) Bankable() bool {
	return r.Deposit == 0 && !r.Reversed && r.Payment.ReversesID == 0 && goesToBank(string(r.Payment.Method))
}

func (r PaymentRow) numbers() string {
	var list []string
	for _, n := range r.Invoices {
		list = append(list, n)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

var paymentOrders = map[string]func(a, b PaymentRow) int{
	"id": by(func(r PaymentRow) int64 { return r.Payment.ID }), "date": by(func(r PaymentRow) cal.Date { return r.Payment.Date }),
	"client": by(func(r PaymentRow) string { return r.Payor + r.Client.Name }), "method": by(func(r PaymentRow) string { return string(r.Payment.Method) }),
	"reference": by(func(r PaymentRow) string { return r.Payment.Reference }), "amount": by(func(r PaymentRow) money.Amount { return r.Payment.Amount }),
	"credit": by(func(r PaymentRow) money.Amount { return r.credit() }), "deposit": by(func(r PaymentRow) int64 { return r.Deposit }),
}

func foundPayments(rows []PaymentRow) Found {
	f := Found{IDs: make([]int64, len(rows)), Totals: map[string]string{}, Text: words.N(len(rows), "%d payment", "%d payments", len(rows))}
	sums := map[money.Currency][2]money.Amount{}
	for i, r := range rows {
		f.IDs[i] = r.Payment.ID
		s := sums[r.Payment.Currency]
		s[0] += r.Payment.Amount
		s[1] += r.credit()
		sums[r.Payment.Currency] = s
	}
	if len(sums) > 1 {
		f.Text = words.L("%d payments in %d currencies", len(rows), len(sums))
		return f
	}
	for cur, s := range sums {
		f.Totals = map[string]string{"amount": words.Amount(s[0], cur), "credit": words.Amount(s[1], cur)}
	}
	return f
}

func (p *PaymentList) fetch(ctx context.Context, ids []int64) ([]PaymentRow, error) {
	return readPayments(ctx, p.h.Desk(), app.AskPayments{}, ids)
}

// readPayments reads payments of a time, or those of the ids, with payor and
// deposit.
func readPayments(ctx context.Context, d *app.Desk, ask app.AskPayments, ids []int64) ([]PaymentRow, error) {
	ask.IDs = ids
	list, err := d.Payments(ctx, ask)
	if err != nil {
		return nil, err
	}
	return app.Read(ctx, d, func(q app.Query) ([]PaymentRow, error) {
		rows := make([]PaymentRow, len(list))
		all := make([]int64, len(list))
		for i, p := range list {
			rows[i], all[i] = PaymentRow{PaymentPosted: p}, p.Payment.ID
		}
		payors, err := q.Payors(all)
		if err != nil {
			return nil, err
		}
		deposits, err := q.DepositsOf(all)
		if err != nil {
			return nil, err
		}
		back, err := q.ReversedOf(all)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			id := all[i]
			rows[i].Payor, rows[i].Deposit, rows[i].Reversed = payors[id], deposits[id], back[id] != 0
		}
		return rows, nil
	})
}

var methodWords = map[bill.PaymentMethod]string{bill.ByCheck: words.Mark("check"), bill.ByWire: words.Mark("wire"), bill.ByACH: words.Mark("ACH"),
	bill.ByCard: words.Mark("card"), bill.ByCash: words.Mark("cash"), bill.ByTrust: words.Mark("trust")}

// Methods are the ways money comes, for a choice.
func Methods() []Choice {
	var list []Choice
	for _, m := range bill.PaymentMethods {
		list = append(list, Choice{Key: string(m), Text: upper(words.Of(methodWords[m]))})
	}
	return list
}

func paymentCells(r PaymentRow) []Cell {
	x, cur := r.Payment, r.Payment.Currency
	from := r.Client.Code + "  " + r.Client.Name
	if r.Payor != "" {
		from = r.Payor + " – " + from
	}
	state := Cell{}
	switch {
	case x.ReversesID != 0:
		state = Cell{Text: words.L("Reversal"), Tone: Bad, Pill: true}
	case r.Reversed:
		state = Cell{Text: words.L("Taken back"), Tone: Bad, Pill: true}
	case r.credit() > 0:
		state = Cell{Text: words.L("Credit"), Tone: Warn, Pill: true}
	}
	deposit := Cell{Muted: true}
	if r.Deposit != 0 {
		deposit.Text = fmt.Sprint(r.Deposit)
	}
	return []Cell{{Text: fmt.Sprint(x.ID), Muted: true}, dateCell(x.Date), {Text: from}, {Text: words.Of(methodWords[x.Method])}, {Text: x.Reference},
		{Text: r.numbers(), Muted: true}, moneyCell(x.Amount, cur), quietMoney(r.credit(), cur), deposit, state}
}

// SetSearch looks for number, payer, reference or invoice, once typing pauses.
func (p *PaymentList) SetSearch(text string) {
	if p.Search.Text != text {
		p.Search.Set(text)
		p.typed.Restart(p.h.Runner(), searchPause, p.List.Ask)
	}
}

// SetOnly changes the chips.
func (p *PaymentList) SetOnly(only []string) {
	p.Only = only
	p.List.Ask()
	p.h.Redraw(p.v)
}

// SetSpan changes how far back the register reaches.
func (p *PaymentList) SetSpan(span string) {
	if p.Span != span {
		p.Span = span
		p.List.Ask()
		p.h.Redraw(p.v)
	}
}

func (p *PaymentList) picked(fit func(PaymentRow) bool) []PaymentRow {
	var list []PaymentRow
	for _, id := range p.List.Selection() {
		if r, ok := p.List.Value(id); ok && (fit == nil || fit(r)) {
			list = append(list, r)
		}
	}
	return list
}

func reversible(r PaymentRow) bool {
	return !r.Reversed && r.Payment.ReversesID == 0 && r.Payment.Method != bill.ByTrust
}

func (p *PaymentList) commands() []Command {
	off := func(ok bool, why string) string {
		if ok {
			return ""
		}
		return why
	}
	return []Command{
		{ID: "payments.reverse", Title: words.L("Take back"), Off: off(len(p.picked(reversible)) == 1, words.L("Select one payment that was not taken back. Money from trust is taken back at the trust desk."))},
		{ID: "payments.lay", Title: words.L("Lay the credit on invoices"), Off: off(len(p.picked(func(r PaymentRow) bool { return r.credit() > 0 })) == 1, words.L("Select one payment that has credit left."))},
		{ID: "payments.bank", Title: words.L("Put into a deposit"), Off: off(len(p.picked(PaymentRow.Bankable)) > 0, words.L("Select checks and cash that stand in no deposit yet."))},
		{ID: "payments.invoice", Title: words.L("Open the invoice"), Off: off(len(p.picked(func(r PaymentRow) bool { return len(r.Invoices) > 0 })) > 0, words.L("Select a payment that is laid on an invoice."))},
	}
}

func (p *PaymentList) do(id string) bool {
	switch id {
	case "payments.reverse":
		p.v.startReverse(p.picked(reversible)[0])
	case "payments.lay":
		r := p.picked(func(r PaymentRow) bool { return r.credit() > 0 })[0]
		p.v.startLay(CreditRow{r})
	case "payments.bank":
		p.v.toBank(p.picked(PaymentRow.Bankable))
	case "payments.invoice":
		for _, r := range p.picked(nil) {
			if numbers := strings.Split(r.numbers(), ", "); len(r.Invoices) > 0 {
				p.h.Open("invoice", numbers[0])
				break
			}
		}
	default:
		return false
	}
	return true
}

// backReasons are the usual reasons to take a payment back; they go into the book
// in English.
var backReasons = []Choice{{Key: "check returned unpaid", Text: words.Mark("The check was returned unpaid")}, {Key: "posted to the wrong client", Text: words.Mark("Posted to the wrong client")},
	{Key: "typed wrong", Text: words.Mark("Typed wrong")}, {Key: "charge disputed", Text: words.Mark("The card charge was disputed")}, {Key: "", Text: words.Mark("Another reason")}}

func (v *Payments) startReverse(r PaymentRow) {
	x, cur := r.Payment, r.Payment.Currency
	f := newSideForm(v.h, v, "payments.reverse", words.L("Take payment %d back", x.ID), words.L("Take the payment back"),
		&Input{Path: "sum", Kind: NoteInput, Figures: []Figure{{Key: "amount", Label: r.Client.Name, Value: words.Money(x.Amount, cur)}, {Key: "date", Label: words.L("Received"), Value: words.Date(x.Date)}}},
		choiceIn("why", words.Mark("Why"), backReasons[0].Key, choices(backReasons)...),
		textIn("reason", words.Mark("In your words"), "").hint(words.Mark("Stands with the reversal in the record")).optional(),
		dateIn("date", words.Mark("Taken back on"), v.h.Today()))
	f.Danger = true
	f.Note = words.L("The mirror of the payment is posted: its invoices owe again and age from their own dates. The payment itself stays in the record.")
	f.send = func(f *SideForm) {
		reason := f.Text("why")
		if text := f.Text("reason"); text != "" {
			reason = strings.TrimPrefix(reason+": "+text, ": ")
		}
		if reason == "" {
			f.In("reason").Fault, f.Focus = words.L("Say why."), "reason"
			return
		}
		req := app.ReversePayment{Request: app.Request{Key: f.Key}, Payment: x.ID, Reason: reason, Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.PaymentPosted, error) { return v.h.Desk().ReversePayment(ctx, req) },
			func(app.PaymentPosted) {
				v.closeSide()
				v.h.Say("%s", words.L("Payment %d of %s taken back; its invoices owe again.", x.ID, words.Money(x.Amount, cur)))
			})
	}
	v.show(f)
}
