package app_test

import (
	"context"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
)

// Every matter stands in the list with its own money: work in progress at
// 325.00 and 240.00 an hour, drafts apart, what is on a pre-bill still unbilled,
// what was billed owed, and trust money by what may be paid out.
func TestMatterRowsJoinTheMoneyOfEachMatter(t *testing.T) {
	ctx := context.Background()
	o := apptest.New(t).Seed()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	hours := func(matter, keeper, n string, draft bool) {
		t.Helper()
		_, err := o.AddTime(ctx, app.AddTime{Matter: matter, Timekeeper: keeper, Date: "2026-06-10", Hours: n, Narrative: "Work", Draft: draft})
		ok(err)
	}
	hours("100-02", "RMD", "2.0", false) // 650.00, billed below
	run, err := o.RunPreBills(ctx, app.RunPreBills{Matter: "100-02", Through: o.Today()})
	ok(err)
	_, err = o.Finalize(ctx, app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: o.Today()})
	ok(err)
	_, err = o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "150.00", Method: "check", Reference: "1"})
	ok(err)
	hours("100-02", "JLK", "0.5", false) // 120.00, on a pre-bill
	_, err = o.RunPreBills(ctx, app.RunPreBills{Matter: "100-02", Through: o.Today()})
	ok(err)
	hours("100-01", "RMD", "1.0", false) // 325.00
	hours("100-01", "JLK", "1.0", true)  // 240.00 in draft
	_, err = o.AddExpense(ctx, app.AddExpense{Matter: "100-01", Date: "2026-06-10", Code: "E101", Kind: "soft", Units: "84", UnitPrice: "0.10", Description: "Copies"})
	ok(err) // 8.40
	for _, a := range []string{"IOLTA", "SECOND"} {
		_, err = o.AddTrustAccount(ctx, app.AddTrustAccount{Code: a, Title: "Client trust account " + a, Kind: "pooled"})
		ok(err)
		_, err = o.PostTrust(ctx, app.PostTrust{Account: a, Matter: "100-01", Date: "2026-06-01", Kind: "receipt", Amount: "1000.00", Party: "Devi", Purpose: "Advance", Instrument: "wire"})
		ok(err)
	}
	_, err = o.HoldTrust(ctx, app.HoldTrust{Account: "SECOND", Matter: "100-01", Amount: "300.00", Reason: "Lien"})
	ok(err)
	_, err = o.CloseMatter(ctx, app.CloseMatter{Code: "200-01"})
	ok(err)

	rows, err := o.MatterRows(ctx, app.MatterFilter{})
	ok(err)
	type money struct{ wip, drafts, owed, book, available int64 }
	want := map[string]money{"100-01": {33340, 24000, 0, 200000, 170000}, "100-02": {12000, 0, 50000, 0, 0}, "200-01": {}}
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		got := money{wip: int64(r.WIP), drafts: int64(r.Drafts), owed: int64(r.Owed)}
		if len(r.Trust) > 1 {
			t.Errorf("%s: one currency in %d sums", r.Code, len(r.Trust))
		}
		for _, s := range r.Trust {
			got.book, got.available = int64(s.Book), int64(s.Available)
		}
		if got != want[r.Code] {
			t.Errorf("%s has %+v, want %+v", r.Code, got, want[r.Code])
		}
		if r.Responsible.Code != "RMD" || r.Client.ID != r.ClientID || r.Client.Name == "" {
			t.Errorf("%s: responsible %q, client %q", r.Code, r.Responsible.Code, r.Client.Name)
		}
	}
	open, err := o.MatterRows(ctx, app.MatterFilter{OpenOnly: true})
	ok(err)
	if len(open) != 2 || open[0].Code != "100-01" || open[0].WIP != 33340 {
		t.Errorf("open: %+v", open)
	}
}
