package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) payments(tab string) *present.Payments {
	b.t.Helper()
	b.w.Frame().Go("payments", tab)
	return b.w.Frame().Screen().(*present.Payments)
}

func TestPaymentPagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		v := b.payments("new")
		b.fits()
		b.shot("payments-who-" + suffix)
		if _, err := b.w.Frame().Desk().AddDeposit(t.Context(), app.AddDeposit{Expected: "5000", Account: "Cascade Bank, operating account 4471", Payments: []int64{1}}); err != nil {
			t.Fatal(err)
		}
		choice := present.Choice{Noun: "client", Key: "100", Text: "100  Devi, Anjali"}
		v.Form.SetClient(choice)
		v.Form.Set("amount", "3100.00")
		v.Form.Set("reference", "4412")
		b.fits()
		b.shot("payments-laid-" + suffix)
		v.Form.AddClient(present.Choice{Noun: "client", Key: "300", Text: "300  Brightwater plc"})
		v.Form.SetHow(present.LayHand)
		v.Form.SetPay(v.Form.Items.Rows()[0].InvoiceID, "999999.00")
		v.Form.Send()
		b.fits()
		b.shot("payments-group-" + suffix)
		v.SetTab(present.PayList)
		v.List.List.Select(v.List.List.AllIDs()[:1])
		b.fits()
		b.shot("payments-list-" + suffix)
		v.Do("payments.reverse")
		b.fits()
		b.shot("payments-reverse-" + suffix)
		v.Escape()
		v.SetTab(present.PayDeposits)
		b.fits()
		b.shot("payments-deposits-" + suffix)
		v.SetTab(present.PayCredits)
		b.fits()
		b.shot("payments-credits-" + suffix)
		v.Do("payments.deposit")
		v.Side = nil
		b.fits()
	})
}

func TestPaymentPagesWithoutData(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		v := b.payments("new")
		for _, tab := range []string{present.PayReceive, present.PayList, present.PayCredits, present.PayDeposits} {
			v.SetTab(tab)
			b.fits()
			b.shot("payments-empty-" + tab + "-" + suffix)
		}
		v.Do("payments.deposit")
		b.fits()
		b.shot("payments-start-deposit-" + suffix)
	})
}

// One check that pays what a client owes: client, amount, post.
func TestAPaymentIsEnteredByKeysAlone(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	v := b.payments("new")
	if b.win.Canvas().Focused() != b.w.pages["payments"].(*paymentsPage).form.client {
		t.Fatal("the client is not asked first")
	}
	b.keys("100", fyne.KeyReturn)
	if len(v.Form.Clients) != 1 || v.Form.Clients[0].Key != "100" {
		t.Fatalf("clients %+v", v.Form.Clients)
	}
	if b.win.Canvas().Focused() != b.w.pages["payments"].(*paymentsPage).form.amount {
		t.Fatal("the amount is not asked next")
	}
	b.keys("1,250.50")
	if v.Form.Amount.Text != "1,250.50" || v.Form.Remaining().Value != "$0.00" {
		t.Errorf("amount %q, %+v", v.Form.Amount.Text, v.Form.Remaining())
	}
	b.w.do("save")
	if len(v.Form.Clients) != 0 || v.Form.Fault != "" {
		t.Errorf("not posted: %q", v.Form.Fault)
	}
	list, err := b.w.Frame().Desk().Payments(t.Context(), app.AskPayments{Client: "100", Limit: 1})
	if err != nil || len(list) != 1 || list[0].Payment.Amount != 125050 {
		t.Errorf("posted %+v %v", list, err)
	}
	if b.win.Canvas().Focused() != b.w.pages["payments"].(*paymentsPage).form.client {
		t.Error("the next receipt does not begin with its client")
	}
}

func TestAnAmountIsTypedBesideAnInvoice(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	v := b.payments("client 100")
	grid := b.w.pages["payments"].(*paymentsPage).form.grid
	b.win.Canvas().Focus(grid)
	b.keys(fyne.KeyHome)
	for range 6 {
		b.keys(fyne.KeyRight)
	}
	b.keys(fyne.KeyF2, "10.25", fyne.KeyReturn)
	if v.Form.How != present.LayHand || v.Form.Items.Values()[0].Pay.Text != "10.25" {
		t.Errorf("by %s: %q", v.Form.How, v.Form.Items.Values()[0].Pay.Text)
	}
	if box, ok := kit.Find(b.win.Canvas(), "sum.left"); !ok || box.Text != "$10.25" {
		t.Errorf("what remains: %+v", box)
	}
}
