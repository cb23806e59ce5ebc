package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// StartApply opens the form that pays an issued invoice of the chosen ledger's
// matter from trust.
func (t *Trust) StartApply() {
	r, ok := t.row()
	if !ok || r.MatterID == 0 {
		t.h.Say("%s", words.L("Choose the ledger of a matter first."))
		return
	}
	matter, wait, account := r.MatterID, r.Matter.TrustWaitDays, t.Account
	f := newSideForm(t.h, t, "trust.apply", words.L("Pay an invoice from trust"), words.L("Draw from trust"),
		&Input{Path: "invoice", Label: words.L("Invoice"), Kind: ChoiceInput, Hint: words.L("Looking for open invoices")},
		moneyIn("amount", words.L("Amount"), "").hint(words.L("Blank: as much as is owed and available")), dateIn("date", words.L("Date"), t.today()),
		&Input{Path: "matter", Kind: NoteInput, Field: Field{Text: r.Matter.Code}})
	f.Currency = t.Currency()
	f.Note = words.L("One act: the transfer out of trust, and the payment on the invoice linked to it. Trust is drawn only for a bill the client has.")
	f.places = map[string]string{"trust.invoice_not_sent": "invoice", "trust.too_early": "date"}
	f.send = func(f *SideForm) {
		number := f.Text("invoice")
		if number == "" {
			f.In("invoice").Fault = words.L("Choose the invoice to pay.")
			return
		}
		req := app.ApplyTrust{Request: app.Request{Key: f.Key}, Invoice: number, Account: account, Amount: f.Text("amount"), Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.TrustApplied, error) { return t.h.Desk().ApplyTrust(ctx, req) }, func(a app.TrustApplied) {
			t.closeSide()
			cur := t.Currency()
			t.h.Say("%s", words.L("%s drawn for invoice %s, transfer %s. The ledger holds %s; %s is still open on the invoice.", words.Money(a.Payment.Amount, cur), number,
				a.Transfer.Reference, words.Money(a.Balance.Book, cur), words.Money(a.Owed, cur)))
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
		in.Hint = words.L("No invoice of this matter is open.")
		cur := t.Currency()
		for _, s := range list {
			if s.Balance() <= 0 {
				continue
			}
			in.Choices = append(in.Choices, Choice{Key: s.Number, Text: invoiceText(s, wait, cur)})
			if in.Text == "" {
				in.Text = s.Number
			}
			in.Hint = ""
		}
		f.Focus = "amount"
		t.h.Redraw(t)
	})
}

// invoiceText names an open invoice, and why it may not be drawn for yet.
func invoiceText(s bill.Standing, wait int, cur money.Currency) string {
	open := words.Amount(s.Balance(), cur)
	switch {
	case s.SentOn.IsZero():
		return words.L("%s  %s open, not sent yet", s.Number, open)
	case wait > 0:
		return words.L("%s  %s open, from %s", s.Number, open, words.Date(earliest(s.SentOn, wait)))
	}
	return words.L("%s  %s open", s.Number, open)
}

func earliest(sent cal.Date, wait int) cal.Date { return sent.AddDays(wait) }
