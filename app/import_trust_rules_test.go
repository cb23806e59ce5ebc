package app_test

import (
	"errors"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

func TestImportedTrustRowsSayWhichColumnIsWrong(t *testing.T) {
	d := trustDesk(t)
	if _, err := d.AddTrustAccount(t.Context(), app.AddTrustAccount{Code: "ESCROW", Title: "Escrow Account", Kind: "separate"}); err != nil {
		t.Fatal(err)
	}
	if _, err := importTrust(t, d, juneCSV); err != nil {
		t.Fatal(err)
	}
	before := balances(t, d, "")
	const head = "date,kind,account,matter,amount,party,purpose,reference,invoice,authorised_by\n"
	for row, want := range map[string]string{
		"2026-06-20,receipt,NONE,DEVI,1.00,X,Y,,,":               "account trust_account.missing",
		"2026-06-20,receipt,,DEVI,1.00,X,Y,,,":                   "account account.required",
		"2026-06-20,receipt,IOLTA,DEVI,1.00,X,Y,,2026-0001,":     "invoice invoice.not_taken", // would be lost
		"2026-06-20,reversal,ESCROW,DEVI,435.00,X,Y,T4,,":        "account account.other",     // the entry is one of IOLTA
		"2026-06-20,void,IOLTA,CASTELLAN,435.00,X,Y,1089,,":      "matter matter.other",
		"2026-06-20,void,IOLTA,DEVI,435.01,X,Y,1089,,":           "amount amount.other",
		"20 June,void,IOLTA,DEVI,435.00,X,Y,1089,,":              "date date.format",
		"2026-06-20,void,IOLTA,DEVI,435.00,X,Y,9999,,":           "reference trust_entry.missing",
		"2026-06-20,transfer,IOLTA,DEVI,435.00,X,Y,,,":           "invoice invoice.required",
		"2026-06-20,transfer,IOLTA,DEVI,435.00,X,Y,,2026-0001,":  "invoice invoice.missing",
		"2026-06-20,eft,IOLTA,DEVI,435.00,X,Y,,,":                "authorised_by authorised_by.required",
		"2026-06-20,transfer,IOLTA,NONE,435.00,X,Y,,2026-0001,Z": "invoice invoice.missing",
	} {
		_, err := importTrust(t, d, head+row+"\n")
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Faults) == 0 || e.Faults[0].Path+" "+e.Faults[0].Code != want || e.Faults[0].Line != 2 {
			t.Errorf("%s: %v %+v, want %s", row, err, e.Faults, want)
		}
	}
	for matter, b := range balances(t, d, "") {
		if b != before[matter] {
			t.Errorf("%s went from %+v to %+v", matter, before[matter], b)
		}
	}
	// An amount is a number, not a spelling.
	if _, err := importTrust(t, d, head+"2026-06-20,void,IOLTA,DEVI,435,X,Y,1089,,\n"); err != nil {
		t.Error(err)
	}
}

func TestImportedTransferPaysItsInvoiceAndKeepsItsReference(t *testing.T) {
	b := billingDesk(t)
	b.devisWork()
	inv := b.invoice("DEVI-001")
	must(b.SendInvoice(t.Context(), app.SendInvoice{Number: inv.Number, On: cal.MustParse("2026-06-18"), How: "mail"}))(t)
	b.on("2026-06-25")
	accounts := must(b.TrustAccounts(t.Context()))(t)
	row := "date,kind,account,matter,amount,party,purpose,reference,invoice,ext_id\n" +
		"2026-06-25,transfer," + accounts[0].Code + ",%M,1000.00,The firm,Fees,T-0033,%I,X1\n"
	load := func(matter string) (app.ImportResult, error) {
		csv := strings.NewReplacer("%M", matter, "%I", inv.Number).Replace(row)
		return b.Import(t.Context(), app.Import{Kind: "trust", Data: strings.NewReader(csv)})
	}
	var e *fault.Error
	if _, err := load(""); !errors.As(err, &e) || e.Faults[0].Path != "matter" {
		t.Errorf("a transfer of no matter: %v", err)
	}
	if r, err := load("DEVI-001"); err != nil || r.Imported != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	if got := b.balance(inv.Number); got != inv.Totals.Total-100000 {
		t.Errorf("the invoice owes %d", got)
	}
	txns := must(b.TrustTxns(t.Context(), app.TrustFilter{}, app.Page{Limit: 1}))(t)
	if txns[0].Reference != "T-0033" || txns[0].Bank != -100000 {
		t.Errorf("posted %+v", txns[0])
	}
	if r, err := load("DEVI-001"); err != nil || r.Skipped != 1 {
		t.Errorf("again: %+v %v", r, err)
	}
}
