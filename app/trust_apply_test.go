package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
)

func TestTrustPaysOnlyASentInvoiceAndNoMoreThanIsOwed(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	inv := b.invoice("DEVI-001") // 435.00 of the filing fee came from trust
	b.on("2026-06-30")

	_, err := b.ApplyTrust(ctx, app.ApplyTrust{Invoice: inv.Number})
	wantRefused(t, err, "trust.invoice_not_sent")
	must(b.SendInvoice(ctx, app.SendInvoice{Number: inv.Number, On: cal.MustParse("2026-06-18"), How: "mail"}))(t)

	_, err = b.ApplyTrust(ctx, app.ApplyTrust{Invoice: inv.Number, Amount: "9999.00"})
	wantRefused(t, err, "trust.more_than_owed")
	done := must(b.ApplyTrust(ctx, app.ApplyTrust{Invoice: inv.Number}))(t)
	owed := inv.Totals.Total - done.Payment.Amount
	if b.balance(inv.Number) != owed || done.Owed != owed || done.Balance.Book != 256500-done.Payment.Amount {
		t.Errorf("applied %+v", done)
	}

	// An invoice that trust has paid is not voided before the transfer is taken back.
	_, err = b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "wrong client"})
	if err == nil {
		t.Error("an invoice with trust money on it was voided")
	}
	must(b.ReverseTrust(ctx, app.ReverseTrust{Entry: done.Transfer.ID, Date: cal.MustParse("2026-07-01"), Reason: "wrong client"}))(t)
	if b.balance(inv.Number) != inv.Totals.Total {
		t.Errorf("the invoice owes %d after the transfer came back", b.balance(inv.Number))
	}
	if got := balances(t, b.Desk, "")["DEVI-001"].Book; got != 256500 {
		t.Errorf("ledger %d after the transfer came back", got)
	}
	b.on("2026-07-01")
	must(b.VoidInvoice(ctx, app.VoidInvoice{Number: inv.Number, Reason: "wrong client"}))(t)
	_, err = b.ApplyTrust(ctx, app.ApplyTrust{Invoice: inv.Number})
	wantRefused(t, err, "trust.invoice_void")
	if checks := must(b.Store().Verify(ctx, nil))(t); !allOK(checks) {
		t.Errorf("verify: %+v", checks)
	}
}

// An invoice named twice stands on the schedule once: by it the money is moved at
// the bank, also when the batch is sent again after it was killed.
func TestABatchDrawsOnceForEachInvoice(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	inv := b.invoice("DEVI-001")
	must(b.SendInvoice(ctx, app.SendInvoice{Number: inv.Number, On: cal.MustParse("2026-06-18"), How: "mail"}))(t)
	b.on("2026-06-30")
	var once []app.TrustDraw
	for range 2 {
		list := must(b.ApplyTrustToMany(ctx, app.ApplyTrustToMany{Request: app.Request{Key: "k"}, Invoices: []string{inv.Number, inv.Number, " " + inv.Number}}))(t)
		if len(list) != 1 || list[0].Applied == nil {
			t.Fatalf("%+v", list)
		}
		if once == nil {
			once = list
		}
		if list[0].Applied.Transfer.ID != once[0].Applied.Transfer.ID {
			t.Error("drawn twice")
		}
	}
	if got := balances(t, b.Desk, "")["DEVI-001"].Book; got != 256500-once[0].Applied.Payment.Amount {
		t.Errorf("ledger %d", got)
	}
}
