package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// The ways a receipt is laid on invoices.
const (
	LayOldest       = "oldest"
	LayNewest       = "newest"
	LayProportional = "proportional"
	LayExact        = "exact"   // the invoices that come to the amount
	LayNumbers      = "numbers" // those typed or pasted
	LayHand         = "hand"    // as typed beside each
	LayNone         = "none"    // all stays as credit
)

// LayWays in the order they are offered.
var LayWays = []Choice{
	{Key: LayOldest, Text: words.Mark("Oldest due first")}, {Key: LayExact, Text: words.Mark("Exact match")}, {Key: LayNumbers, Text: words.Mark("These invoices")},
	{Key: LayHand, Text: words.Mark("By hand")}, {Key: LayProportional, Text: words.Mark("In proportion")}, {Key: LayNewest, Text: words.Mark("Newest first")},
	{Key: LayNone, Text: words.Mark("Keep as credit")},
}

// PayForm is one receipt being entered: who paid, how much came, and which of
// the open invoices of all their matters it pays.
type PayForm struct {
	v   *Payments
	h   Host
	key string

	Clients   []Choice // whose invoices it pays; the first keeps what is left
	Payor     Field    // who sent it, when it was not the client
	Currency  money.Currency
	Amount    Field
	Date      Field // YYYY-MM-DD
	Method    Field // one of bill.PaymentMethods
	Reference Field
	Note      Field
	How       string
	Numbers   Field // invoices, for LayNumbers
	Items     ShortList[*PayItem]
	Fault     string
	Busy      bool
	Loaded    bool
	// Focus is the field that wants the keyboard, taken once.
	Focus string

	views []app.PayorView
	rows  []*PayItem
	first string // invoice the receipt was begun on
	ask   Latest
	plan  Latest

	typing   Pause
	stored   bool             // what is entered is kept in the book
	restored bool             // what an earlier window kept was asked for
	hand     map[int64]string // laid by hand, to be put back when the invoices are read
}

func newPayForm(v *Payments) *PayForm {
	f := &PayForm{v: v, h: v.h, Currency: v.h.Facts().Currency(), How: LayOldest, Method: Field{Text: string(bill.ByCheck)}}
	f.Date.Text = v.h.Today().String()
	f.key = newKey(v.h.Desk(), "payment")
	l := &f.Items
	l.bind(v.h, "payments.items")
	l.Heads = []Column{
		{Key: "number", Label: words.Mark("Invoice"), Width: 92, Sortable: true},
		{Key: "matter", Label: words.Mark("Matter"), Width: 88, Sortable: true},
		{Key: "name", Label: words.Mark("Client and matter"), Width: 160, Min: 90, Flex: 1, Sortable: true},
		{Key: "due", Label: words.Mark("Due"), Width: 92, Sortable: true},
		{Key: "late", Label: words.Mark("Late"), Width: 52, Right: true, Sortable: true, Tip: words.Mark("Days past due")},
		{Key: "open", Label: words.Mark("Open"), Width: 92, Right: true, Sortable: true},
		{Key: "pays", Label: words.Mark("Gets"), Width: 96, Right: true, Editable: true, Tip: words.Mark("Type an amount to lay it by hand (F2)")},
		{Key: "left", Label: words.Mark("Stays open"), Width: 92, Right: true},
	}
	l.ID = func(r *PayItem) int64 { return r.InvoiceID }
	l.Cells = f.cells
	l.By = map[string]func(a, b *PayItem) int{
		"number": by(func(r *PayItem) string { return r.Number }), "matter": by(func(r *PayItem) string { return r.Matter }),
		"name": by(func(r *PayItem) string { return r.ClientName + r.MatterName }), "due": by(func(r *PayItem) cal.Date { return r.DueOn }),
		"late": by(func(r *PayItem) cal.Date { return -r.DueOn }), "open": by(func(r *PayItem) money.Amount { return r.Balance() }),
	}
	l.Nothing = f.empty
	l.remember()
	f.show()
	return f
}

func (f *PayForm) begun() bool {
	return len(f.Clients) > 0 || f.Amount.Text != "" || f.Reference.Text != "" || f.Note.Text != ""
}

// Clear begins the next receipt; day and method stay.
func (f *PayForm) Clear() {
	f.ask.Drop()
	f.plan.Drop()
	f.forget()
	f.hand = nil
	f.key = newKey(f.h.Desk(), "payment")
	f.Clients, f.views, f.rows, f.first, f.Loaded, f.Fault = nil, nil, nil, "", false, ""
	f.Payor, f.Amount, f.Reference, f.Note, f.Numbers = Field{}, Field{}, Field{}, Field{}, Field{}
	f.Currency = f.h.Facts().Currency()
	if f.How != LayOldest && f.How != LayExact && f.How != LayProportional {
		f.How = LayOldest
	}
	f.Focus = "client"
	f.show()
}

// TakeFocus is the field that wants the keyboard, once.
func (f *PayForm) TakeFocus() string {
	focus := f.Focus
	f.Focus = ""
	return focus
}

func (f *PayForm) firstEmpty() string {
	if len(f.Clients) == 0 {
		return "client"
	}
	return "amount"
}

// Begin enters a receipt of a client.
func (f *PayForm) Begin(code, number string) {
	Go(f.h.Runner(), func(ctx context.Context) (Choice, error) {
		return app.Read(ctx, f.h.Desk(), func(q app.Query) (Choice, error) {
			c, err := q.ClientByCode(code)
			return clientChoice(c), err
		})
	}, func(c Choice, err error) {
		if err != nil {
			f.h.Fail(err)
			return
		}
		if len(f.Clients) != 1 || f.Clients[0].Key != c.Key {
			f.Clear()
		}
		f.first = number
		f.SetClient(c)
		f.Focus = "amount"
		f.h.Redraw(f.v)
	})
}

// BeginOn enters a receipt for an invoice: it is paid first, then the oldest.
func (f *PayForm) BeginOn(number string) {
	Go(f.h.Runner(), func(ctx context.Context) (string, error) {
		return app.Read(ctx, f.h.Desk(), func(q app.Query) (string, error) {
			inv, err := q.InvoiceByNumber(number)
			if err != nil {
				return "", err
			}
			c, err := q.Client(inv.ClientID)
			return c.Code, err
		})
	}, func(code string, err error) {
		if err != nil {
			f.h.Fail(err)
			return
		}
		f.Begin(code, number)
	})
}

// SetClient changes whose invoices are paid; the zero Choice is nobody.
func (f *PayForm) SetClient(c Choice) {
	if c.Key == "" {
		f.setClients(nil)
		return
	}
	f.setClients([]Choice{c})
}

// AddClient lists the invoices of another client as well: one check pays for
// both.
func (f *PayForm) AddClient(c Choice) {
	if c.Key == "" || slices.ContainsFunc(f.Clients, func(x Choice) bool { return x.Key == c.Key }) {
		return
	}
	f.setClients(append(slices.Clone(f.Clients), c))
}

// RemoveClient takes one out again.
func (f *PayForm) RemoveClient(code string) {
	f.setClients(slices.DeleteFunc(slices.Clone(f.Clients), func(c Choice) bool { return c.Key == code }))
}

func (f *PayForm) setClients(list []Choice) {
	if slices.Equal(list, f.Clients) && f.Loaded {
		f.h.Redraw(f.v)
		return
	}
	f.Clients, f.Fault = list, ""
	f.load()
	f.noteTyping()
	f.h.Redraw(f.v)
}

func (f *PayForm) codes() []string {
	codes := make([]string, len(f.Clients))
	for i, c := range f.Clients {
		codes[i] = c.Key
	}
	return codes
}

// load reads what the clients owe.
func (f *PayForm) load() {
	codes := f.codes()
	if len(codes) == 0 {
		f.ask.Drop()
		f.views, f.rows, f.Loaded = nil, nil, false
		f.show()
		return
	}
	Ask(&f.ask, f.h.Runner(), func(ctx context.Context) ([]app.PayorView, error) {
		views := make([]app.PayorView, len(codes))
		for i, code := range codes {
			var err error
			if views[i], err = f.h.Desk().Payor(ctx, code); err != nil {
				return nil, err
			}
		}
		return views, nil
	}, func(views []app.PayorView, err error) {
		if err != nil {
			f.Fault = Words(err)
			f.h.Redraw(f.v)
			return
		}
		f.take(views)
	})
}

func (f *PayForm) take(views []app.PayorView) {
	typed := map[int64]Field{}
	for _, r := range f.rows {
		typed[r.InvoiceID] = r.Pay
	}
	for id, text := range f.hand {
		typed[id] = Field{Text: text}
	}
	f.hand = nil
	f.views, f.rows, f.Loaded, f.Currency = views, nil, true, views[0].Client.Currency
	for _, v := range views {
		for _, o := range v.Open {
			r := &PayItem{OpenItem: o}
			if f.How == LayHand {
				r.Pay = typed[o.InvoiceID]
			}
			f.rows = append(f.rows, r)
		}
	}
	slices.SortStableFunc(f.rows, func(a, b *PayItem) int { return a.DueOn.Compare(b.DueOn) })
	if f.first != "" && f.Amount.Text == "" {
		for _, r := range f.rows {
			if r.Number == f.first {
				f.Amount.Text = r.Balance().Plain(f.Currency)
			}
		}
	}
	f.lay()
	f.show()
}

// Set takes what was typed into a field: "amount", "date", "method",
// "reference", "note", "payor", "numbers".
func (f *PayForm) Set(path, text string) {
	x := f.fields()[path]
	if x == nil || x.Text == text {
		return
	}
	x.Set(text)
	f.Fault = ""
	switch path {
	case "numbers":
		if strings.TrimSpace(text) != "" {
			f.How = LayNumbers
		}
		f.lay()
	case "amount", "date":
		f.lay()
	}
	f.noteTyping()
	f.show()
}

func (f *PayForm) fields() Fields {
	return Fields{"amount": &f.Amount, "date": &f.Date, "method": &f.Method, "reference": &f.Reference, "note": &f.Note, "payor": &f.Payor, "numbers": &f.Numbers}
}

// SetHow chooses how the money is laid. By hand begins with what the rule laid.
func (f *PayForm) SetHow(how string) {
	if f.How == how {
		return
	}
	if how == LayHand {
		for _, r := range f.rows {
			r.Pay = Field{}
			if r.gets != 0 {
				r.Pay.Text = r.gets.Plain(f.Currency)
			}
		}
	}
	f.How, f.Fault, f.first = how, "", ""
	f.lay()
	f.noteTyping()
	f.show()
}

// SetPay lays an amount on one invoice by hand; blank lays nothing.
func (f *PayForm) SetPay(invoiceID int64, text string) {
	if f.How != LayHand {
		f.SetHow(LayHand)
	}
	for _, r := range f.rows {
		if r.InvoiceID == invoiceID {
			r.Pay.Set(text)
		}
	}
	f.Fault = ""
	f.lay()
	f.noteTyping()
	f.show()
}

// PayAll lays as much of what remains on the invoice as it owes, or takes it off
// again: a tick of the row.
func (f *PayForm) PayAll(invoiceID int64) {
	amount, err := f.amount()
	for _, r := range f.rows {
		if r.InvoiceID != invoiceID {
			continue
		}
		text := ""
		if r.gets == 0 {
			if left := amount - f.laid(); err == nil && left < r.Balance() && amount > 0 {
				text = max(left, 0).Plain(f.Currency)
			} else {
				text = r.Balance().Plain(f.Currency)
			}
		}
		f.SetPay(invoiceID, text)
		return
	}
}

// off says why the receipt cannot be posted yet.
func (f *PayForm) off() string {
	switch {
	case f.Busy:
		return words.L("It is being posted.")
	case len(f.Clients) == 0:
		return words.L("Choose the client who paid.")
	}
	return ""
}

func (f *PayForm) do(id string) bool {
	switch id {
	case "save", "payments.post":
		f.Send()
	case "previous":
		f.step(-1)
	case "next":
		f.step(1)
	default:
		return false
	}
	return true
}

// step goes to the next client that owes anything, in the order of their codes,
// without leaving the window.
func (f *PayForm) step(by int) {
	now := ""
	if len(f.Clients) > 0 {
		now = f.Clients[0].Key
	}
	Go(f.h.Runner(), func(ctx context.Context) (Choice, error) {
		return app.Read(ctx, f.h.Desk(), func(q app.Query) (Choice, error) {
			open, err := q.Standings(app.StandingFilter{Open: true})
			if err != nil {
				return Choice{}, err
			}
			owes := map[int64]bool{}
			for _, s := range open {
				owes[s.ClientID] = true
			}
			clients, err := q.Clients(app.ClientFilter{})
			if err != nil {
				return Choice{}, err
			}
			clients = slices.DeleteFunc(clients, func(c clientOf) bool { return !owes[c.ID] && c.Code != now })
			slices.SortFunc(clients, func(a, b clientOf) int { return strings.Compare(a.Code, b.Code) })
			i := slices.IndexFunc(clients, func(c clientOf) bool { return c.Code == now })
			if i < 0 && by < 0 {
				i = len(clients)
			}
			if i += by; i < 0 || i >= len(clients) {
				return Choice{}, nil
			}
			return clientChoice(clients[i]), nil
		})
	}, func(c Choice, err error) {
		switch {
		case err != nil:
			f.h.Fail(err)
		case c.Key == "":
			f.h.Say("%s", words.L("There is no other client that owes anything in that direction."))
		default:
			f.first = ""
			f.SetClient(c)
			f.h.Say("%s", c.Text)
		}
	})
}
