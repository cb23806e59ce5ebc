package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/money"
	"matterbook/app/work"
)

// cost is a good expense, changed by f.
func cost(f func(*app.AddExpense)) app.AddExpense {
	r := app.AddExpense{Matter: "100-01", Date: "2026-06-05", Code: "E112", Units: "1", UnitPrice: "435.00", Description: "Filing fee", Vendor: "Clerk of Court"}
	if f != nil {
		f(&r)
	}
	return r
}

func TestExpenses(t *testing.T) {
	o := apptest.New(t).Seed()
	copies, err := o.AddExpense(ctx, cost(func(r *app.AddExpense) { r.Code, r.Units, r.UnitPrice, r.Kind = "e101", "84", "0.10", "soft" }))
	if err != nil || copies.Expense.Amount != 840 || copies.Expense.Kind != work.SoftCost || copies.Expense.Code != "E101" {
		t.Fatalf("%+v %v", copies, err)
	}
	credit, err := o.AddExpense(ctx, cost(func(r *app.AddExpense) { r.UnitPrice = "-12.345" }))
	if err != nil || credit.Expense.Amount != -1235 || credit.Expense.Kind != work.HardCost {
		t.Fatalf("%+v %v", credit, err)
	}
	for code, f := range map[string]func(*app.AddExpense){
		"matter.missing":       func(r *app.AddExpense) { r.Matter = "999" },
		"code.unknown":         func(r *app.AddExpense) { r.Code = "E999" },
		"code.required":        func(r *app.AddExpense) { r.Code = "" },
		"code.heading":         func(r *app.AddExpense) { r.Code = "E100" },
		"kind.unknown":         func(r *app.AddExpense) { r.Kind = "firm" },
		"units.format":         func(r *app.AddExpense) { r.Units = "many" },
		"unit_price.format":    func(r *app.AddExpense) { r.UnitPrice = "1.23456" },
		"unit_price.required":  func(r *app.AddExpense) { r.UnitPrice = "" },
		"amount.zero":          func(r *app.AddExpense) { r.UnitPrice = "0.001" },
		"amount.overflow":      func(r *app.AddExpense) { r.Units, r.UnitPrice = "900000000000000", "900000000000000" },
		"date.required":        func(r *app.AddExpense) { r.Date = "" },
		"time.future":          func(r *app.AddExpense) { r.Date = "2027-06-05" },
		"description.required": func(r *app.AddExpense) { r.Description = "" },
		"timekeeper.missing":   func(r *app.AddExpense) { r.Timekeeper = "XXX" },
	} {
		_, err := o.AddExpense(ctx, cost(f))
		apptest.Wants(t, err, code)
	}
	set, err := o.SetExpense(ctx, app.SetExpense{ID: copies.Expense.ID, Units: ptr("100"), Billable: ptr("NC")})
	if err != nil || set.Expense.Amount != 0 || set.Expense.Units.Short() != "100" {
		t.Errorf("%+v %v", set, err)
	}
	_, err = o.TransferExpenses(ctx, app.TransferExpenses{MoveExpenses: app.MoveExpenses{IDs: []int64{credit.Expense.ID}, Reason: "wrong matter"}, To: "100-02"})
	apptest.Wants(t, err, "")
	if _, err = o.WriteOffExpenses(ctx, app.MoveExpenses{IDs: []int64{credit.Expense.ID}, Reason: "goodwill"}); err != nil {
		t.Error(err)
	}
	_, err = o.DeleteExpense(ctx, app.DeleteExpense{ID: copies.Expense.ID})
	apptest.Wants(t, err, "expense.not_draft")
	if _, err = o.UnreleaseExpenses(ctx, app.MoveExpenses{IDs: []int64{copies.Expense.ID}}); err != nil {
		t.Error(err)
	}
	if _, err = o.DeleteExpense(ctx, app.DeleteExpense{ID: copies.Expense.ID}); err != nil {
		t.Error(err)
	}
	rows, err := o.ListExpenses(ctx, app.ListTime{}, app.Page{})
	if err != nil || len(rows) != 1 || rows[0].MatterCode != "100-02" || rows[0].Currency != money.USD || rows[0].Status != work.WrittenOff {
		t.Errorf("%+v %v", rows, err)
	}
	o.Sound()
}
