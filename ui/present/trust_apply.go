package present

import (
	"context"
	"fmt"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// StartApply opens the form that pays an issued invoice of the chosen ledger's
// matter from trust.
func (t *Trust) StartApply() {
	r, ok := t.row()
	if !ok || r.MatterID == 0 {
		t.h.Say("Choose the ledger of a matter first.")
		return
	}
	matter, wait, account := r.MatterID, r.Matter.TrustWaitDays, t.Account
	f := newSideForm(t.h, t, "trust.apply", "Pay an invoice from trust", "Draw from trust",
		&Input{Path: "invoice", Label: "Invoice", Kind: ChoiceInput, Hint: "Looking for open invoices"},
		moneyIn("amount", "Amount", "").hint("Blank: as much as is owed and available"), dateIn("date", "Date", t.today()),
		&Input{Path: "matter", Kind: NoteInput, Field: Field{Text: r.Matter.Code}})
	f.Currency = t.Currency()
	f.Note = "One act: the transfer out of trust, and the payment on the invoice linked to it. Trust is drawn only for a bill the client has."
	f.places = map[string]string{"trust.invoice_not_sent": "invoice", "trust.too_early": "date"}
	f.send = func(f *SideForm) {
		number := f.Text("invoice")
		if number == "" {
			f.In("invoice").Fault = "Choose the invoice to pay."
			return
		}
		req := app.ApplyTrust{Request: app.Request{Key: f.Key}, Invoice: number, Account: account, Amount: f.Text("amount"), Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.TrustApplied, error) { return t.h.Desk().ApplyTrust(ctx, req) }, func(a app.TrustApplied) {
			t.closeSide()
			cur := t.Currency()
			t.h.Say("%s drawn for invoice %s, transfer %s. The ledger holds %s; %s is still open on the invoice.", a.Payment.Amount.WithSymbol(cur), number,
				a.Transfer.Reference, a.Balance.Book.WithSymbol(cur), a.Owed.WithSymbol(cur))
		})
	}
	f.edited = func(f *SideForm, path string) {
		if path == "date" {
			t.showRoom(f)
		}
	}
	t.show(f)
	t.showRoom(f)
	Go(t.h.Runner(), func(ctx context.Context) ([]bill.Standing, error) {
		return app.Read(ctx, t.h.Desk(), func(q app.Query) ([]bill.Standing, error) {
			return q.Standings(app.StandingFilter{MatterID: matter, Open: true})
		})
	}, func(list []bill.Standing, err error) {
		in := f.In("invoice")
		if err != nil {
			f.Failed(err)
			return
		}
		in.Hint = "No invoice of this matter is open."
		cur := t.Currency()
		for _, s := range list {
			if s.Balance() <= 0 {
				continue
			}
			in.Choices = append(in.Choices, Choice{Key: s.Number, Text: fmt.Sprintf("%s  %s open%s", s.Number, s.Balance().Format(cur), drawNote(s, wait, cur))})
			if in.Text == "" {
				in.Text = s.Number
			}
			in.Hint = ""
		}
		f.Focus = "amount"
		t.h.Redraw(t)
	})
}

// drawNote says why an invoice may not be drawn for yet.
func drawNote(s bill.Standing, wait int, _ money.Currency) string {
	if s.SentOn.IsZero() {
		return ", not sent yet"
	}
	if wait > 0 {
		return ", from " + earliest(s.SentOn, wait).Short()
	}
	return ""
}

func earliest(sent cal.Date, wait int) cal.Date { return sent.AddDays(wait) }

// Commands implements Doer.
func (t *Trust) Commands() []Command {
	no := ""
	if t.Account == "" {
		no = "Add a trust account first."
	}
	ledger, entry, held := no, no, no
	if r, ok := t.row(); no == "" && (!ok || r.MatterID == 0) {
		ledger = "Choose the ledger of a matter first."
	}
	if _, ok := t.Entry(); no == "" && !ok {
		entry = "Select one entry of the card first."
	}
	if no == "" && len(t.Holds) == 0 {
		held = "Nothing is held on this ledger."
	}
	return []Command{
		{ID: "trust.receipt", Title: "Receive money", Off: no}, {ID: "trust.payment", Title: "Pay out", Off: no}, {ID: "trust.apply", Title: "Pay an invoice from trust", Off: ledger},
		{ID: "trust.hold", Title: "Hold money", Off: ledger}, {ID: "trust.release", Title: "Release a hold", Off: held},
		{ID: "trust.clear", Title: "Mark as cleared", Off: no}, {ID: "trust.reverse", Title: "Void or reverse", Off: entry},
		{ID: "trust.charge", Title: "Bank charge", Off: no}, {ID: "trust.cushion", Title: "Firm's cushion", Off: no},
		{ID: "trust.reconcile", Title: "Reconcile", Off: no}, {ID: "trust.account", Title: "Add a trust account"},
	}
}

// Do implements Doer.
func (t *Trust) Do(id string) bool {
	if id == "new" {
		if id = "trust.receipt"; t.Account == "" {
			id = "trust.account"
		}
	}
	for _, c := range t.Commands() {
		if c.ID == id && c.Off != "" {
			t.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "trust.receipt":
		t.StartReceipt()
	case "trust.payment":
		t.StartPayment()
	case "trust.apply":
		t.StartApply()
	case "trust.hold":
		t.StartHold()
	case "trust.release":
		t.StartRelease()
	case "trust.clear":
		t.StartClear()
	case "trust.reverse":
		t.StartReverse()
	case "trust.charge":
		t.StartCharge()
	case "trust.cushion":
		t.StartCushion()
	case "trust.reconcile":
		t.StartProof()
	case "trust.account":
		t.StartAccount()
	default:
		return false
	}
	return true
}
