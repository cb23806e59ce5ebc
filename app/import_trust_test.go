package app_test

import (
	"errors"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
)

const juneCSV = `date,kind,account,matter,amount,party,purpose,instrument,reference,authorised_by,ext_id
2026-05-01,receipt,IOLTA,DEVI,3000.00,Devi,Security retainer,wire,,,T1
2026-05-01,cushion,IOLTA,,200.00,The firm,Bank charges,,,,T2
2026-06-03,receipt,IOLTA,CASTELLAN,7500.00,Castellan LLC,Advance fee,check,dep 612,,T3
2026-06-05,check,IOLTA,DEVI,435.00,Clerk of Court,Filing fee,,1089,,T4
2026-06-12,charge,IOLTA,,18.00,First Bank,Service charge,,,,T5
`

func importTrust(t *testing.T, d *app.Desk, csv string) (app.ImportResult, error) {
	t.Helper()
	return d.Import(t.Context(), app.Import{Kind: "trust", Name: "june.csv", Data: strings.NewReader(csv)})
}

func TestImportOfTrustPostsUnderEveryRule(t *testing.T) {
	d := trustDesk(t)
	r, err := importTrust(t, d, juneCSV)
	if err != nil || r.Imported != 5 {
		t.Fatalf("%+v %v", r, err)
	}
	b := balances(t, d, "2026-06-15")
	if b["DEVI"].Book != 256500 || b["CASTELLAN"].Book != 750000 || b[""].Book != 18200 {
		t.Errorf("%+v", b)
	}
	// The same file again changes nothing.
	if r, err = importTrust(t, d, juneCSV); err != nil || r.Imported != 0 || r.Skipped != 5 {
		t.Errorf("second import: %+v %v", r, err)
	}
	// The first refused row stops the file with its line and the figure, and
	// nothing of it is kept.
	more := `date,kind,account,matter,amount,party,purpose,instrument,reference,authorised_by,ext_id
2026-06-15,receipt,IOLTA,EKSTROM,50.00,Ekstrom,Escrow,wire,,,T6
2026-06-15,eft,IOLTA,DEVI,3275.00,Somebody,As agreed,,T-0031,R. Dunne,T7
2026-06-16,receipt,IOLTA,EKSTROM,50.00,Ekstrom,Escrow,wire,,,T8
`
	r, err = importTrust(t, d, more)
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Faults) != 1 || e.Faults[0].Line != 3 || e.Faults[0].Code != "trust.insufficient" || !strings.Contains(e.Faults[0].Message, "2,565.00") {
		t.Errorf("%+v %v", r, err)
	}
	if b := balances(t, d, ""); b["EKSTROM"].Book != 0 {
		t.Error("a row before the refused one was kept")
	}
}

func TestImportTakesTrustEntriesBack(t *testing.T) {
	d := trustDesk(t)
	if _, err := importTrust(t, d, juneCSV); err != nil {
		t.Fatal(err)
	}
	back := `date,kind,account,matter,amount,party,purpose,reference,ext_id
2026-06-20,void,IOLTA,DEVI,435.00,Clerk of Court,Wrong court,1089,V1
2026-06-20,reversal,IOLTA,,18.00,First Bank,Charged in error,T5,V2
`
	if r, err := importTrust(t, d, back); err != nil || r.Imported != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	if b := balances(t, d, ""); b["DEVI"].Book != 300000 || b[""].Book != 20000 {
		t.Errorf("%+v", b)
	}
	if r, err := importTrust(t, d, back); err != nil || r.Skipped != 2 {
		t.Errorf("second import: %+v %v", r, err)
	}
	_, err := importTrust(t, d, "date,kind,account,matter,amount,party,purpose,reference\n2026-06-21,void,IOLTA,DEVI,1.00,X,Y,9999\n")
	var e *fault.Error
	if !errors.As(err, &e) || e.Faults[0].Code != "trust_entry.missing" {
		t.Errorf("%v", err)
	}
}

func TestTrustAccountsAreImportedOnce(t *testing.T) {
	d := trustDesk(t)
	csv := "code,title,kind,bank,number_last4\nESCROW,Castellan Escrow Account,separate,First Bank,9901\nIOLTA,Client Trust Account (IOLTA),pooled,,4471\n"
	r, err := d.Import(t.Context(), app.Import{Kind: "trust-accounts", Data: strings.NewReader(csv)})
	if err != nil || r.Imported != 1 || r.Skipped != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	_, err = d.Import(t.Context(), app.Import{Kind: "trust-accounts", Data: strings.NewReader("code,title,kind,number_last4\nA,,mixed,12345\n")})
	var e *fault.Error
	if !errors.As(err, &e) || !strings.Contains(e.Error(), "mixed") {
		t.Errorf("%v", err)
	}
}
