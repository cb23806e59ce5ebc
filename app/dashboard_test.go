package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/report"
)

// Four hours billed, two unbilled, at 325.00, all of the last 90 days: worked
// 1,950.00, WIP 650.00, so 650 ÷ 1,950 × 90 = 30 days. Billed 1,300.00, of which
// 325.00 is paid: 975 ÷ 1,300 × 90 = 67.5, to the nearest day 68.
func TestDashboardOfAWorkedExample(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.billed("2026-06-04", "4")
	b.on("2026-06-30")
	b.time("DEVI-001", "RMD", "2026-06-20", "2", "Prepare for hearing")
	b.pay("325.00")
	d := must(b.Desk.Dashboard(ctx, app.AskDashboard{}))(t)
	if d.WIP != 65000 || d.AR != 97500 || d.WorkedValue != 195000 || d.BilledTotal != 130000 {
		t.Errorf("WIP %d, AR %d, worked %d, billed %d", d.WIP, d.AR, d.WorkedValue, d.BilledTotal)
	}
	if d.WIPDays != 30 || d.DebtorDays != 68 {
		t.Errorf("lockup %d + %d days, want 30 + 68", d.WIPDays, d.DebtorDays)
	}
	if len(d.Months) != 12 || d.Months[11].Month != cal.MustParse("2026-06-01") || d.From != cal.MustParse("2025-07-01") {
		t.Errorf("%d months from %s", len(d.Months), d.From)
	}
	if len(d.Top) != 1 || d.Top[0].Code != "DEVI" || d.Top[0].Open != 97500 {
		t.Errorf("who owes most: %+v", d.Top)
	}
	if none := must(b.Desk.Dashboard(ctx, app.AskDashboard{Responsible: "JLK"}))(t); none.WIP != 0 || none.AR != 0 || none.WIPDays != -1 || none.DebtorDays != -1 {
		t.Errorf("of one with no matters: %+v", none)
	}
	if _, err := b.Desk.Dashboard(ctx, app.AskDashboard{Responsible: "XXX"}); err == nil {
		t.Error("the figures of nobody")
	}
}

// Every figure is one of a report, to the cent, for the firm and for one
// timekeeper, with voids, write-downs, payments taken back, drafts and floors.
func TestDashboardTiesToTheReports(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "DEVI-009", Client: "DEVI", Name: "Another's", Responsible: "JLK", OpenedOn: "2026-01-02"}))(t)
	id := b.preBill("DEVI-001")
	must(b.MarkUpPreBill(ctx, app.MarkUpPreBill{PreBill: id, Text: "5 nc client relations\n6 h 1.5 duplicate effort"}))(t)
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("80.00")}))(t)
	must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)
	void := b.billed("2026-06-19", "1")
	must(b.VoidInvoice(ctx, app.VoidInvoice{Number: void.Number, Reason: "wrong client"}))(t)
	b.time("DEVI-009", "JLK", "2026-06-20", "3", "Review file")
	must(b.AddTime(ctx, app.AddTime{Matter: "DEVI-001", Timekeeper: "RMD", Date: "2026-06-22", Hours: "0.7", Narrative: "Draft", Task: "L120", Activity: "A104", Draft: true}))(t)
	b.on("2026-07-20")
	back := b.pay("400.00")
	b.pay("700.00")
	b.on("2026-07-28")
	must(b.ReversePayment(ctx, app.ReversePayment{Payment: back.Payment.ID, Reason: "bounced"}))(t)
	must(b.Desk.SetMatter(ctx, app.SetMatter{Code: "DEVI-009", TrustFloor: p("500.00")}))(t)
	for _, lead := range []string{"", "RMD", "JLK"} {
		d := must(b.Desk.Dashboard(ctx, app.AskDashboard{Responsible: lead}))(t)
		ask := func(name string, from, to cal.Date) *report.Table {
			return must(b.Report(ctx, app.AskReport{Name: name, From: from, To: to, Responsible: lead}))(t)
		}
		same := func(what string, got, want int64) {
			t.Helper()
			if got != want {
				t.Errorf("%q: %s is %d on the dashboard and %d in its report", lead, what, got, want)
			}
		}
		wip := ask("wip", 0, 0)
		same("WIP", int64(d.WIP), wip.Total("total"))
		for i, key := range []string{"d30", "d60", "d90", "d120", "over_120"} {
			same("WIP "+key, int64(d.WIPAges[i]), wip.Total(key))
		}
		same("drafts", int64(d.Drafts), wip.Total("drafts"))
		aging := ask("aging", 0, 0)
		same("AR", int64(d.AR), aging.Total("total"))
		for i, key := range []string{"current", "d30", "d60", "d90", "d120", "over_120"} {
			same("AR "+key, int64(d.ARAges.Buckets()[i]), aging.Total(key))
		}
		months := ask("months", d.From, d.AsOf)
		var billed, collected int64
		for i, m := range d.Months {
			same("billed of a month", int64(m.Billed), months.At(i, "billed").Number)
			same("collected of a month", int64(m.Collected), months.At(i, "collected").Number)
			billed += int64(m.Billed)
			collected += int64(m.Collected)
		}
		same("billed", billed, months.Total("billed"))
		same("collected", collected, months.Total("collected"))
		real := ask("realization", d.From, d.AsOf)
		same("worked value of what was billed", int64(d.Worked), real.Total("worked"))
		same("fees billed", int64(d.Billed), real.Total("billed"))
		same("of it collected", int64(d.Collected), real.Total("collected"))
		roll := ask("wip-rollforward", d.AsOf.AddDays(1-app.LockupDays), d.AsOf)
		same("worked value of 90 days", int64(d.WorkedValue), roll.Total("worked"))
		floors := ask("trust-floors", 0, 0)
		same("matters below the floor", int64(d.Floors), int64(len(floors.Rows)))
		same("short of the floor", int64(d.Short), floors.Total("short"))
		if lead == "JLK" && (d.Floors != 1 || d.WIP == 0 || d.AR != 0) {
			t.Errorf("of JLK: %+v", d)
		}
		missing := must(b.Report(ctx, app.AskReport{Name: "missing-time", From: d.MissingFrom, To: d.MissingTo, Timekeeper: lead}))(t)
		same("days without time", int64(d.MissingDays), int64(len(missing.Rows)))
	}
}
