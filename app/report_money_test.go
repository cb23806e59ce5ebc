package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/report"
)

// The worked invoice against a budget of 4,000.00: fees 2,094.50 less 80.00
// discount and costs of 165.90 are billed, 2 h at 325.00 are unbilled.
// 2,180.40 + 650.00 = 2,830.40, which is 70.76 per cent; 1,169.60 is left.
func TestBudgetIsBilledAndUnbilled(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	must(b.Desk.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", Budget: p("4000.00")}))(t)
	id := b.preBill("DEVI-001")
	must(b.MarkUpPreBill(ctx, app.MarkUpPreBill{PreBill: id, Text: "5 nc client relations\n6 h 1.5 duplicate effort"}))(t)
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("80.00")}))(t)
	must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)
	b.on("2026-07-28")
	b.time("DEVI-001", "RMD", "2026-07-20", "2", "Prepare for hearing")
	ask := func(a app.AskReport) *report.Table { return must(b.Report(ctx, a))(t) }
	got := ask(app.AskReport{Name: "budget"})
	if c := cells(got, 0, "matter", "budget", "billed", "wip", "used", "left", "burn"); c != "DEVI-001 4000.00 2180.40 650.00 2830.40 1169.60 70.76" || len(got.Rows) != 1 {
		t.Errorf("budget: %s", c)
	}
	if early := ask(app.AskReport{Name: "budget", AsOf: cal.MustParse("2026-06-01")}); cells(early, 0, "billed", "wip", "left") != "0.00 0.00 4000.00" {
		t.Errorf("budget before the work: %s", cells(early, 0, "billed", "wip", "left"))
	}
	must(b.Desk.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", Budget: p("2500.00")}))(t)
	if over := ask(app.AskReport{Name: "budget"}); cells(over, 0, "left", "burn") != "-330.40 113.22" {
		t.Errorf("over budget: %s", cells(over, 0, "left", "burn"))
	}
	if other := ask(app.AskReport{Name: "budget", Responsible: "JLK"}); len(other.Rows) != 0 {
		t.Errorf("budgets of another's matters: %d", len(other.Rows))
	}
}

// Months tie to the register, the collections and the roll-forward to the cent,
// with a payment taken back and an invoice made void.
func TestMonthsTieToTheOtherReports(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.billed("2026-05-04", "2")
	void := b.billed("2026-05-20", "1")
	b.billed("2026-06-04", "4")
	b.on("2026-06-30")
	must(b.VoidInvoice(ctx, app.VoidInvoice{Number: void.Number, Reason: "wrong client"}))(t)
	first := b.pay("700.00")
	b.on("2026-07-10")
	b.pay("1000.00")
	must(b.ReversePayment(ctx, app.ReversePayment{Payment: first.Payment.ID, Reason: "bounced"}))(t)
	from, to := cal.MustParse("2026-05-01"), cal.MustParse("2026-07-31")
	months := must(b.Report(ctx, app.AskReport{Name: "months", From: from, To: to}))(t)
	if len(months.Rows) != 3 {
		t.Fatalf("%d months", len(months.Rows))
	}
	for i := range months.Rows {
		first := from.AddMonths(i)
		in := app.AskReport{From: first, To: first.MonthEnd()}
		in.Name = "collections"
		c := must(b.Report(ctx, in))(t)
		in.Name = "ar-rollforward"
		ar := must(b.Report(ctx, in))(t)
		applied := c.Total("total") - c.Total("unapplied")
		row := func(key string) int64 { return months.At(i, key).Number }
		if row("collected") != applied || row("collected_fees") != c.Total("fees") || row("collected") != -(ar.Total("payments")+ar.Total("taken_back")) {
			t.Errorf("%s: collected %d (fees %d), collections %d (%d), roll-forward %d", first, row("collected"), row("collected_fees"), applied, c.Total("fees"), ar.Total("payments")+ar.Total("taken_back"))
		}
		all := must(b.Report(ctx, app.AskReport{Name: "invoice-register", From: from, To: to}))(t)
		var billed int64
		for j := range all.Rows {
			if d := cal.Date(all.At(j, "date").Number); d >= first && d <= first.MonthEnd() {
				billed += all.At(j, "total").Number - all.At(j, "void").Number
			}
		}
		if row("billed") != billed {
			t.Errorf("%s: billed %d, register %d", first, row("billed"), billed)
		}
	}
	// 2 h at 325.00 in May, 4 h in June; 700.00 and 1,000.00 came, 700.00 went back.
	if months.Total("billed") != 195000 || months.Total("collected") != 100000 || months.Total("invoices") != 2 {
		t.Errorf("months: %+v", months.Totals)
	}
	if none := must(b.Report(ctx, app.AskReport{Name: "months", From: from, To: to, Responsible: "JLK"}))(t); none.Total("billed") != 0 {
		t.Errorf("months of another's matters: %+v", none.Totals)
	}
}

// A floor of 3,000.00 and a target of 5,000.00 with 1,000.00 in trust: 2,000.00
// short, 4,000.00 to be asked for.
func TestTrustBelowTheFloor(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	must(b.Desk.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", TrustFloor: p("3000.00"), TrustTarget: p("5000.00")}))(t)
	must(b.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust", Kind: "pooled"}))(t)
	must(b.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Matter: "DEVI-001", Date: b.Today().String(), Kind: "receipt", Amount: "1000.00", Party: "Devi", Purpose: "Retainer", Instrument: "wire"}))(t)
	got := must(b.Report(ctx, app.AskReport{Name: "trust-floors"}))(t)
	if len(got.Rows) != 1 || cells(got, 0, "matter", "floor", "available", "short", "ask") != "DEVI-001 3000.00 1000.00 2000.00 4000.00" {
		t.Errorf("%d rows: %s", len(got.Rows), cells(got, 0, "matter", "floor", "available", "short", "ask"))
	}
	must(b.Desk.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", TrustFloor: p("1000.00")}))(t)
	if got = must(b.Report(ctx, app.AskReport{Name: "trust-floors"}))(t); len(got.Rows) != 0 {
		t.Error("money at the floor is not below it")
	}
}

// What a report is limited to stands under its title, and what it cannot be asked
// with does not.
func TestReportsSayWhatLimitsThem(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	for _, info := range app.Reports() {
		if info.About == "" || info.Group == "" {
			t.Errorf("%s says nothing of itself", info.Name)
		}
		ask := app.AskReport{Name: info.Name, Client: "DEVI", Responsible: "RMD"}
		got := must(b.Report(ctx, ask))(t)
		want := 0
		if info.Asks&app.ByClient != 0 {
			want++
		}
		if info.Asks&app.ByResponsible != 0 {
			want++
		}
		if len(got.Filter) != want {
			t.Errorf("%s is limited by %q, asks %b", info.Name, got.Filter, info.Asks)
		}
		if got.Currency != money.USD && got.Currency != "" {
			t.Errorf("%s is in %s", info.Name, got.Currency)
		}
	}
	if _, err := b.Report(ctx, app.AskReport{Name: "wip", Responsible: "XXX"}); err == nil {
		t.Error("an unknown timekeeper limits nothing")
	}
}
