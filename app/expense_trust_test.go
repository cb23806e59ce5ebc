package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
)

func TestACostPaidFromTrustMatchesItsEntryOnce(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork() // entry 1 the retainer, entry 2 check 1089 over 435.00, linked to the filing fee
	cost := app.AddExpense{Matter: "DEVI-001", Date: "2026-06-05", Code: "E112", UnitPrice: "435.00", Description: "Filing fee", TrustEntry: 2}
	_, err := b.Desk.AddExpense(ctx, cost)
	wantRefused(t, err, "expense.trust_twice")
	cost.TrustEntry = 1
	_, err = b.Desk.AddExpense(ctx, cost)
	wantRefused(t, err, "expense.trust_kind")
	post := func(ref, amount string) int64 {
		return must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "check", Matter: "DEVI-001", Amount: amount, Date: "2026-06-08",
			Party: "Clerk of Court", Purpose: "Motion fee", Reference: ref}))(t).Txn.ID
	}
	cost.TrustEntry = post("1090", "60.00")
	_, err = b.Desk.AddExpense(ctx, cost)
	wantRefused(t, err, "expense.trust_amount")
	cost.UnitPrice = "60.00"
	must(b.VoidTrust(ctx, app.ReverseTrust{Entry: cost.TrustEntry, Date: cal.MustParse("2026-06-18"), Reason: "wrong court"}))(t)
	_, err = b.Desk.AddExpense(ctx, cost)
	wantRefused(t, err, "trust.reversed")
	cost.TrustEntry = post("1091", "60.00")
	before := must(b.MoneyStrip(ctx, "DEVI-001"))(t)
	if x := must(b.Desk.AddExpense(ctx, cost))(t).Expense; x.TrustTxnID != cost.TrustEntry {
		t.Errorf("%+v", x)
	}
	if after := must(b.MoneyStrip(ctx, "DEVI-001"))(t); after.WIP != before.WIP {
		t.Errorf("a cost that trust paid is not work in progress: %+v, then %+v", before, after)
	}
}
