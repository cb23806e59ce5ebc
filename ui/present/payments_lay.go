package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

type clientOf = firm.Client

// lay finds what each invoice gets: as typed, or by the rule the book itself
// will use, asked for without saving.
func (f *PayForm) lay() {
	f.Numbers.Fault = ""
	f.plan.Drop()
	if f.How == LayHand {
		f.layByHand()
		return
	}
	amount, err := f.amount()
	if err != nil || amount <= 0 || len(f.Clients) == 0 || f.How == LayNone {
		f.put(nil)
		return
	}
	switch f.How {
	case LayExact:
		f.layExact(amount)
		return
	case LayNumbers:
		f.layNumbers(amount)
		return
	}
	if f.first != "" {
		f.layFirst(amount)
		return
	}
	req := f.request()
	Ask(&f.plan, f.h.Runner(), func(ctx context.Context) (app.ReceiptPosted, error) { return f.h.Desk().PreviewReceipt(ctx, req) },
		func(done app.ReceiptPosted, err error) {
			gets := map[int64]money.Amount{}
			if err == nil {
				for _, p := range done.Payments {
					for _, a := range p.Payment.Allocations {
						gets[a.InvoiceID] += a.Amount
					}
				}
			}
			f.put(gets)
			f.show()
		})
}

func (f *PayForm) put(gets map[int64]money.Amount) {
	for _, r := range f.rows {
		r.gets, r.Pay = gets[r.InvoiceID], Field{}
		if r.gets != 0 {
			r.Pay.Text = r.gets.Plain(f.Currency)
		}
	}
}

func (f *PayForm) layByHand() {
	for _, r := range f.rows {
		r.gets, r.Pay.Fault = 0, ""
		if strings.TrimSpace(r.Pay.Text) == "" {
			continue
		}
		pay, err := money.ParseAmount(r.Pay.Text, f.Currency)
		switch {
		case err != nil:
			r.Pay.Fault = upper(err.Error())
		case pay < 0:
			r.Pay.Fault = words.L("Not below zero.")
		case pay > r.Balance():
			r.Pay.Fault = words.L("It owes only %s.", words.Amount(r.Balance(), f.Currency))
		default:
			r.gets = pay
		}
	}
}

// layExact takes the invoices that come to the amount, none when none do.
func (f *PayForm) layExact(amount money.Amount) {
	open := make([]money.Amount, len(f.rows))
	for i, r := range f.rows {
		open[i] = r.Balance()
	}
	gets := map[int64]money.Amount{}
	for _, i := range bill.Match(amount, open) {
		gets[f.rows[i].InvoiceID] = f.rows[i].Balance()
	}
	f.put(gets)
}

// Unmatched says that an exact match was asked for and there is none.
func (f *PayForm) Unmatched() string {
	amount, err := f.amount()
	if f.How != LayExact || err != nil || amount <= 0 || !f.Loaded || f.laid() != 0 {
		return ""
	}
	return words.L("No open invoices come to exactly %s. Lay it another way, or all of it stays as credit.", words.Money(amount, f.Currency))
}

// layNumbers lays on the invoices typed or pasted, in their order, each as much
// as it owes or the amount after "=". Numbers of other clients bring these in.
func (f *PayForm) layNumbers(amount money.Amount) {
	gets, left := map[int64]money.Amount{}, amount
	var unknown []string
	for _, word := range numbersTyped(f.Numbers.Text) {
		number, part, given := strings.Cut(word, "=")
		i := slices.IndexFunc(f.rows, func(r *PayItem) bool { return strings.EqualFold(r.Number, number) })
		if i < 0 {
			unknown = append(unknown, number)
			continue
		}
		r := f.rows[i]
		pay := min(left, r.Balance())
		if given {
			if typed, err := money.ParseAmount(words.Typed(part), f.Currency); err == nil {
				pay = min(typed, r.Balance())
			}
		}
		if pay > 0 && gets[r.InvoiceID] == 0 {
			gets[r.InvoiceID] = pay
			left -= pay
		}
	}
	f.put(gets)
	if len(unknown) > 0 {
		f.seek(unknown)
	}
}

// seek looks where numbers stand that are not among the clients' open invoices.
func (f *PayForm) seek(numbers []string) {
	type found struct {
		client Choice
		open   bool
	}
	Ask(&f.plan, f.h.Runner(), func(ctx context.Context) (map[string]found, error) {
		return app.Read(ctx, f.h.Desk(), func(q app.Query) (map[string]found, error) {
			list := map[string]found{}
			for _, n := range numbers {
				inv, err := q.InvoiceByNumber(n)
				if err != nil {
					continue // typed half, or of no invoice
				}
				c, err := q.Client(inv.ClientID)
				if err != nil {
					return nil, err
				}
				s, err := q.Standings(app.StandingFilter{InvoiceID: inv.ID})
				if err != nil {
					return nil, err
				}
				list[n] = found{clientChoice(c), len(s) == 1 && s[0].Balance() > 0}
			}
			return list, nil
		})
	}, func(list map[string]found, err error) {
		if err != nil {
			f.h.Fail(err)
			return
		}
		more := slices.Clone(f.Clients)
		for _, n := range numbers {
			x, ok := list[n]
			switch {
			case !ok:
				f.Numbers.Fault = words.L("There is no invoice %s.", n)
			case !x.open:
				f.Numbers.Fault = words.L("Nothing is open on invoice %s.", n)
			case !slices.ContainsFunc(more, func(c Choice) bool { return c.Key == x.client.Key }):
				more = append(more, x.client)
			}
		}
		if len(more) > len(f.Clients) {
			f.setClients(more)
			return
		}
		f.show()
	})
}

// layFirst pays the invoice the receipt was begun on, then the oldest.
func (f *PayForm) layFirst(amount money.Amount) {
	gets := map[int64]money.Amount{}
	take := func(r *PayItem) {
		if pay := min(amount, r.Balance()); pay > 0 {
			gets[r.InvoiceID] = pay
			amount -= pay
		}
	}
	for _, first := range []bool{true, false} {
		for _, r := range f.rows {
			if (r.Number == f.first) == first {
				take(r)
			}
		}
	}
	f.put(gets)
}

// request is the receipt as it stands. Rules are handed to the book, which lays
// the money itself; what was chosen here is handed over as it is shown.
func (f *PayForm) request() app.AddReceipt {
	req := app.AddReceipt{Request: app.Request{Key: f.key}, Payor: strings.TrimSpace(f.Payor.Text), Clients: f.codes(), Amount: strings.TrimSpace(f.Amount.Text),
		Method: f.Method.Text, Reference: strings.TrimSpace(f.Reference.Text), Note: strings.TrimSpace(f.Note.Text)}
	if d, err := cal.Parse(f.Date.Text); err == nil {
		req.Date = d
	}
	if b := f.v.Batch; b != nil && b.Deposit.Currency == f.Currency && goesToBank(f.Method.Text) {
		req.Deposit = b.Deposit.ID
	}
	if f.first == "" {
		switch f.How {
		case LayOldest:
			return req
		case LayNewest, LayProportional:
			req.Rule = bill.Rule(f.How)
			return req
		}
	}
	for _, r := range f.rows {
		if r.gets > 0 {
			req.To = append(req.To, app.PayTo{Invoice: r.Number, Amount: r.gets.Plain(f.Currency)})
		}
	}
	req.Keep = len(req.To) == 0
	return req
}

// goesToBank says that money of this kind is carried to the bank on a slip; a
// wire comes there by itself.
func goesToBank(method string) bool {
	return method == string(bill.ByCheck) || method == string(bill.ByCash)
}

// Send posts the receipt.
func (f *PayForm) Send() {
	if f.Busy || !f.ready() {
		return
	}
	req := f.request()
	f.Busy = true
	Go(f.h.Runner(), func(ctx context.Context) (app.ReceiptPosted, error) { return f.h.Desk().AddReceipt(ctx, req) },
		func(done app.ReceiptPosted, err error) {
			f.Busy = false
			if err != nil {
				if rest := f.fields().Place(err); rest != nil {
					f.Fault = Words(rest)
				}
				f.Focus = f.fields().First("amount", "date", "method", "reference", "payor", "numbers")
				f.h.Redraw(f.v)
				return
			}
			f.posted(done)
		})
	f.h.Redraw(f.v)
}

// ready tests what can be told without the book.
func (f *PayForm) ready() bool {
	f.Fault = ""
	amount, err := f.amount()
	_, dayErr := cal.Parse(f.Date.Text)
	switch {
	case len(f.Clients) == 0:
		f.Fault, f.Focus = words.L("Choose the client who paid."), "client"
	case err != nil:
		f.Amount.Fault, f.Focus = upper(err.Error()), "amount"
	case amount <= 0:
		f.Amount.Fault, f.Focus = words.L("Write what was received; a mistake is taken back later with its reason."), "amount"
	case dayErr != nil:
		f.Date.Fault, f.Focus = words.L("Write the day the money came."), "date"
	case f.Numbers.Fault != "" && f.How == LayNumbers:
		f.Focus = "numbers"
	case f.Remaining().Tone == Bad:
		f.Fault = words.L("More is laid on invoices than was received. Lower one of the amounts.")
	default:
		for _, r := range f.rows {
			if r.Pay.Fault != "" {
				f.Fault = words.L("Invoice %s: %s", r.Number, r.Pay.Fault)
				f.h.Redraw(f.v)
				return false
			}
		}
		return true
	}
	f.h.Redraw(f.v)
	return false
}

func (f *PayForm) posted(done app.ReceiptPosted) {
	laid, n := done.Laid()
	cur, left := f.Currency, done.Amount()-laid
	text := words.N(n, "Payment of %s posted, %s laid on %d invoice.", "Payment of %s posted, %s laid on %d invoices.", words.Money(done.Amount(), cur), words.Money(laid, cur), n)
	if left > 0 {
		text = words.N(n, "Payment of %s posted, %s laid on %d invoice; %s stays as credit.", "Payment of %s posted, %s laid on %d invoices; %s stays as credit.",
			words.Money(done.Amount(), cur), words.Money(laid, cur), n, words.Money(left, cur))
	}
	f.h.Say("%s", text)
	f.Clear()
}
