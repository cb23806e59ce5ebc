package app_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/report"
)

// The sums of the worked month: 19,910.75 + 100,250.00 (4) - 92,183.40 (8) =
// 27,977.35, and the ledgers as they stood on 30 June.
func TestTrustReportsOfTheWorkedMonth(t *testing.T) {
	d := trustDesk(t)
	ids := postAll(t, d, juneMonth)
	for _, ref := range []string{"dep 612", "1089", "T-0031", "T-0032", "T-0033", "dep 613", "1091"} {
		must(d.ClearTrust(t.Context(), app.ClearTrust{Entry: ids[ref], On: cal.MustParse("2026-06-28")}))(t)
	}
	ask := func(a app.AskReport) *report.Table {
		t.Helper()
		if a.From.IsZero() {
			a.From, a.To = cal.MustParse("2026-06-01"), cal.MustParse("2026-06-30")
		}
		return must(d.Report(t.Context(), a))(t)
	}

	listing := ask(app.AskReport{Name: "trust-listing"})
	var got []string
	for i := range listing.Rows {
		got = append(got, cells(listing, i, "matter", "book", "available", "last_activity"))
	}
	if want := "BRAMBLE 2935.75 2935.75 2026-06-26; CASTELLAN 4225.00 4225.00 2026-06-15; DEVI 1884.60 1884.60 2026-06-25; EKSTROM 18750.00 12500.00 2026-06-30;  182.00 182.00 2026-06-12"; strings.Join(got, "; ") != want {
		t.Errorf("listing\n got %s\nwant %s", strings.Join(got, "; "), want)
	}
	if listing.Total("book") != 2797735 {
		t.Errorf("listing totals %+v", listing.Totals)
	}
	if may := ask(app.AskReport{Name: "trust-listing", AsOf: cal.MustParse("2026-05-31")}); may.Total("book") != 1991075 || len(may.Rows) != 4 {
		t.Errorf("listing of 31 May: %d rows, %+v", len(may.Rows), may.Totals)
	}

	receipts := ask(app.AskReport{Name: "trust-receipts", Account: "IOLTA"})
	if receipts.Total("amount") != 10025000 || len(receipts.Rows) != 4 {
		t.Errorf("receipts: %d rows, %+v", len(receipts.Rows), receipts.Totals)
	}
	if c := cells(receipts, 0, "date", "matter", "amount", "balance", "cleared_on"); c != "2026-06-03 CASTELLAN 7500.00 27410.75 2026-06-28" {
		t.Errorf("first receipt %s", c)
	}
	out := ask(app.AskReport{Name: "trust-disbursements"})
	if out.Total("amount") != 9218340 || len(out.Rows) != 8 {
		t.Errorf("disbursements: %d rows, %+v", len(out.Rows), out.Totals)
	}
	if c := cells(out, 7, "reference", "matter", "amount", "balance"); c != "1092 BRAMBLE 1275.00 21727.35" {
		t.Errorf("last disbursement %s", c)
	}
	if devi := ask(app.AskReport{Name: "trust-disbursements", Matter: "DEVI"}); devi.Total("amount") != 261540 {
		t.Errorf("Devi's disbursements %+v", devi.Totals)
	}

	register := ask(app.AskReport{Name: "check-register"})
	last := len(register.Rows) - 1
	if c := cells(register, 0, "kind", "balance"); c != "opening 19910.75" {
		t.Errorf("register opens %s", c)
	}
	if c := cells(register, last, "date", "in", "balance"); c != "2026-06-30 6250.00 27977.35" || register.Total("in")-register.Total("out") != 2797735-1991075 {
		t.Errorf("register closes %s, %+v", c, register.Totals)
	}
	if !strings.Contains(strings.Join(register.Notes, " "), "no check numbers are missing from 1088 to 1092") {
		t.Errorf("register notes %q", register.Notes)
	}

	proof := ask(app.AskReport{Name: "three-way"})
	amounts := map[string]string{}
	for i := range proof.Rows {
		amounts[cells(proof, i, "item")] = cells(proof, i, "amount")
	}
	for item, want := range map[string]string{"Adjusted bank balance": "27977.35", "Journal balance": "27977.35", "Sum of ledgers": "27977.35",
		"Bank less journal": "0.00", "Journal less ledgers": "0.00", "outstanding: Somebody, 1088": "-450.00", "in transit: Somebody, dep 614": "6250.00", "DEVI, DEVI": "1884.60"} {
		if amounts[item] != want {
			t.Errorf("three-way: %s is %q, want %s", item, amounts[item], want)
		}
	}

	odd := ask(app.AskReport{Name: "trust-exceptions"})
	if len(odd.Rows) != 5 || !strings.Contains(cells(odd, 4, "exception"), "85,000.00 from Somebody is not on the statement after 21 days") {
		t.Errorf("exceptions: %+v", odd.Rows)
	}
	if _, err := post(t.Context(), d, posting{"2026-06-29", "check", "EKSTROM", "10.00", "1097", ""}); err != nil {
		t.Fatal(err)
	}
	if notes := ask(app.AskReport{Name: "check-register"}).Notes; !strings.Contains(strings.Join(notes, " "), "check numbers not in the books: 1093–1096") {
		t.Errorf("register notes %q", notes)
	}
	if _, err := d.Report(t.Context(), app.AskReport{Name: "check-register", Account: "NONE"}); err == nil {
		t.Error("a register of an account that is not there")
	}
}

func TestAuditOriginationAndMissingTime(t *testing.T) {
	b := billingDesk(t)
	b.devisWork()
	b.invoice("DEVI-001")
	b.pay("1000.00")
	june := app.AskReport{From: cal.MustParse("2026-06-01"), To: cal.MustParse("2026-06-18")}
	ask := func(name string) *report.Table {
		t.Helper()
		a := june
		a.Name = name
		return must(b.Report(t.Context(), a))(t)
	}

	audit := ask("audit")
	acts := map[string]int{}
	for i := range audit.Rows {
		acts[cells(audit, i, "act")]++
		if i > 0 && audit.At(i, "seq").Number <= audit.At(i-1, "seq").Number {
			t.Errorf("row %d is not after the one before", i)
		}
	}
	if acts["invoice.finalize"] != 1 || acts["payment.add"] != 1 {
		t.Errorf("acts %v", acts)
	}
	june.To = cal.MustParse("2026-06-02")
	if early := ask("audit"); len(early.Rows) >= len(audit.Rows) {
		t.Errorf("the log of two days has %d lines, that of the month %d", len(early.Rows), len(audit.Rows))
	}

	june.To = cal.MustParse("2026-06-18")
	from := ask("origination")
	if from.Total("billed") == 0 || from.Total("matters") != 1 || from.Total("collected") != ask("productivity").Total("collected") || from.Total("billed") != ask("productivity").Total("billed") {
		t.Errorf("origination %+v, productivity %+v", from.Totals, ask("productivity").Totals)
	}

	missing := ask("missing-time")
	days := map[string]bool{}
	for i := range missing.Rows {
		days[cells(missing, i, "timekeeper", "date", "weekday")] = true
	}
	// Ruth Dunne worked on the 2nd, 9th and 17th; the 6th and 7th are a weekend.
	for day, want := range map[string]bool{"RMD 2026-06-01 Monday": false, "RMD 2026-06-02 Tuesday": false, "RMD 2026-06-03 Wednesday": true,
		"RMD 2026-06-06 Saturday": false, "RMD 2026-06-09 Tuesday": false, "RMD 2026-06-17 Wednesday": false, "RMD 2026-06-18 Thursday": true} {
		if days[day] != want {
			t.Errorf("%s missing: %v, want %v", day, days[day], want)
		}
	}
}
