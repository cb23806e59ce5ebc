package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/ui/words"
)

// PaymentsRoute is where money from clients is posted, laid on invoices and
// brought to the bank.
var PaymentsRoute = Route[*Payments]{
	Name: "payments", Title: words.Mark("Payments"), Group: words.Mark("Billing"), Icon: "payments", Key: "Ctrl+8",
	Opens: []string{"payment"}, New: newPayments,
}

// The parts of the payments screen.
const (
	PayReceive  = "receive"
	PayList     = "list"
	PayCredits  = "credits"
	PayDeposits = "deposits"
)

// Payments is the desk of money received: one receipt being entered, the
// payments there are, the credits of clients, and the deposits at the bank.
type Payments struct {
	h   Host
	Tab string

	Form     *PayForm
	List     *PaymentList
	Credits  *CreditList
	Deposits *DepositList
	// Batch is the open deposit that receipts go to as they are posted, nil for none.
	Batch *app.DepositView

	Side    *SideForm
	Outcome *Outcome

	batch Latest
	fresh fresh
	shown bool
}

func newPayments(h Host) *Payments {
	v := &Payments{h: h, Tab: PayReceive}
	v.Form = newPayForm(v)
	v.List = newPaymentList(v)
	v.Credits = newCreditList(v)
	v.Deposits = newDepositList(v)
	return v
}

// Title implements Screen.
func (v *Payments) Title() string { return words.L("Payments") }

// Open implements Screen: "client 100" and "invoice 2026-0125" begin a receipt
// for them, "payment 14" shows that one, "new" begins an empty one, "deposits"
// and the other parts show that part.
func (v *Payments) Open(arg string) {
	noun, key, _ := strings.Cut(arg, " ")
	held := v.fresh.holds(v.h.Today())
	v.shown = true
	if !held && !v.Form.Busy && v.Form.begun() && noun != "client" && noun != "invoice" {
		v.Form.load()
	}
	switch noun {
	case "client":
		v.Tab = PayReceive
		v.Form.Begin(key, "")
	case "invoice":
		v.Tab = PayReceive
		v.Form.BeginOn(key)
	case "payment":
		v.Tab = PayList
		v.List.Seek(key)
		held = false // all of them are listed
	case "new":
		v.Tab = PayReceive
		v.Form.Focus = "client"
	case PayReceive, PayList, PayCredits, PayDeposits:
		v.Tab = noun
	case "":
		v.Form.restore()
		if v.Tab == PayReceive {
			v.Form.Focus = v.Form.firstEmpty()
		}
	}
	if !held {
		v.reload()
	}
}

func (v *Payments) reload() {
	v.fresh.asking(v.h.Today())()
	v.List.reload()
	v.Credits.reload()
	v.Deposits.reload()
	v.readBatch()
}

// Leave implements Screen.
func (v *Payments) Leave() {
	if v.Form.typing.Waiting() {
		v.Form.keepTyping()
	}
	v.shown = false
	v.Form.ask.Drop()
	v.Form.plan.Drop()
}

// Heard implements Screen. What happens while another screen is in view is read
// when this one is opened again.
func (v *Payments) Heard(e app.Event) {
	v.fresh.spoil()
	if !v.shown {
		return
	}
	switch e.Noun {
	case "", "invoice", "payment", "trust", "client", "firm", "books", "credit", "deposit":
	default:
		return
	}
	v.reload()
	if !v.Form.Busy {
		v.Form.load()
	}
}

// Escape implements Backer: it closes what stands beside the part in view.
func (v *Payments) Escape() bool {
	switch {
	case v.Side != nil:
		v.Side = nil
	case v.Outcome != nil:
		v.Outcome = nil
	case v.Tab == PayReceive && v.Form.begun():
		v.Form.Clear()
	default:
		return false
	}
	v.h.Redraw(v)
	return true
}

func (v *Payments) show(f *SideForm) {
	f.onClose = v.closeSide
	v.Side, v.Outcome = f, nil
	v.h.Redraw(v)
}

func (v *Payments) closeSide() { v.Side = nil }

// SetTab shows another part.
func (v *Payments) SetTab(tab string) {
	if v.Tab == tab {
		return
	}
	v.Tab, v.Side, v.Outcome = tab, nil, nil
	v.h.Redraw(v)
}

// Commands implements Doer.
func (v *Payments) Commands() []Command {
	list := []Command{{ID: "new", Title: words.L("Enter a payment")}, {ID: "payments.deposit", Title: words.L("Start a deposit"), Off: v.noDeposit()}}
	switch v.Tab {
	case PayReceive:
		list = append(list, Command{ID: "payments.post", Title: words.L("Post the payment"), Off: v.Form.off()},
			Command{ID: "previous", Title: words.L("The client before")}, Command{ID: "next", Title: words.L("The next client")})
	case PayList:
		list = append(list, v.List.commands()...)
	case PayCredits:
		list = append(list, v.Credits.commands()...)
	case PayDeposits:
		list = append(list, v.Deposits.commands()...)
	}
	return list
}

func (v *Payments) noDeposit() string {
	if v.Batch != nil {
		return words.L("Deposit %d is open; close it first.", v.Batch.Deposit.ID)
	}
	return ""
}

// Do implements Doer.
func (v *Payments) Do(id string) bool {
	for _, c := range v.Commands() {
		if c.ID == id && c.Off != "" {
			v.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "new", "pay":
		v.SetTab(PayReceive)
		v.Form.Focus = v.Form.firstEmpty()
		v.h.Redraw(v)
		return true
	case "payments.deposit":
		v.startDeposit(nil)
		return true
	}
	switch v.Tab {
	case PayReceive:
		return v.Form.do(id)
	case PayList:
		return v.List.do(id)
	case PayCredits:
		return v.Credits.do(id)
	case PayDeposits:
		return v.Deposits.do(id)
	}
	return false
}

// FindClients finds clients by any part of code or name; it may run in the
// background.
func (v *Payments) FindClients(ctx context.Context, text string) ([]Choice, error) {
	return findClients(ctx, v.h.Desk(), text)
}

func findClients(ctx context.Context, d *app.Desk, text string) ([]Choice, error) {
	return app.Read(ctx, d, func(q app.Query) ([]Choice, error) {
		list, err := q.Clients(app.ClientFilter{Text: text, Limit: findLimit})
		if err != nil {
			return nil, err
		}
		choices := make([]Choice, len(list))
		for i, c := range list {
			choices[i] = clientChoice(c)
		}
		return choices, nil
	})
}

// fail tells an error; what was not read is read when the screen is shown again.
func (v *Payments) fail(err error) {
	v.fresh.forget()
	v.h.Fail(err)
}

// readBatch finds the deposit that is open.
func (v *Payments) readBatch() {
	Ask(&v.batch, v.h.Runner(), func(ctx context.Context) ([]app.DepositView, error) {
		return v.h.Desk().Deposits(ctx, app.DepositFilter{Open: true, Limit: 1})
	}, func(open []app.DepositView, err error) {
		if err != nil {
			v.fail(err)
			return
		}
		v.Batch = nil
		if len(open) > 0 {
			v.Batch = &open[0]
		}
		v.h.Redraw(v)
	})
}

// Shown implements Lister.
func (v *Payments) Shown() []Shown {
	switch v.Tab {
	case PayList:
		return []Shown{{Name: "payments", Title: words.Mark("Payments"), Filter: append([]string{"span " + v.List.Span}, v.List.Only...), List: &v.List.List}}
	case PayCredits:
		return []Shown{{Name: "client-credits", Title: words.Mark("Client credits"), List: &v.Credits.List}}
	case PayDeposits:
		return []Shown{{Name: "deposits", Title: words.Mark("Deposits"), List: &v.Deposits.List}}
	}
	return []Shown{{Name: "open-items", Title: words.Mark("Open invoices"), Filter: v.Form.codes(), List: &v.Form.Items}}
}
