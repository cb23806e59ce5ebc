package app_test

import (
	"errors"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/report"
)

// cells prints a row by column keys.
func cells(t *report.Table, row int, keys ...string) string {
	var s []string
	for _, k := range keys {
		for i, c := range t.Columns {
			if c.Key == k {
				s = append(s, t.Plain(i, t.Rows[row][i]))
			}
		}
	}
	return strings.Join(s, " ")
}

func TestReportsOfTheWorkedInvoice(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	b.devisWork()
	ask := func(a app.AskReport) *report.Table { return must(b.Report(ctx, a))(t) }

	wip := ask(app.AskReport{Name: "wip"})
	if got := cells(wip, 0, "matter", "responsible", "hours", "fees", "costs", "total", "oldest"); got != "DEVI-001 RMD 9.80 2310.50 165.90 2476.40 2026-06-02" {
		t.Errorf("wip: %s", got)
	}
	costs := ask(app.AskReport{Name: "unbilled-costs"})
	if len(costs.Rows) != 3 || costs.Total("amount") != 16590 {
		t.Errorf("unbilled costs: %d rows, %d", len(costs.Rows), costs.Total("amount"))
	}

	id := b.preBill("DEVI-001")
	must(b.MarkUpPreBill(ctx, app.MarkUpPreBill{PreBill: id, Text: "5 nc client relations\n6 h 1.5 duplicate effort"}))(t)
	must(b.SetPreBill(ctx, app.SetPreBill{PreBill: id, Discount: p("80.00")}))(t)
	inv := must(b.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)[0]
	b.on("2026-07-28")
	b.pay("1000.00")

	register := ask(app.AskReport{Name: "invoice-register", From: cal.MustParse("2026-06-01"), To: cal.MustParse("2026-06-30")})
	if got := cells(register, 0, "invoice", "fees", "discount", "hard", "soft", "total", "paid", "balance"); got != inv.Number+" 2094.50 80.00 157.50 8.40 2180.40 0.00 2180.40" {
		t.Errorf("register: %s", got)
	}
	aging := ask(app.AskReport{Name: "aging"})
	if got := cells(aging, 0, "client", "current", "d30", "total", "last_payment"); got != "DEVI 0.00 1180.40 1180.40 2026-07-28" {
		t.Errorf("aging: %s", got)
	}
	if past := ask(app.AskReport{Name: "aging", AsOf: cal.MustParse("2026-07-01")}); past.Total("current") != 218040 {
		t.Errorf("aging of 1 July: %+v", past.Totals)
	}
	detail := ask(app.AskReport{Name: "aging", Client: "DEVI"})
	if got := cells(detail, 0, "invoice", "age", "total"); got != inv.Number+" 10 1180.40" {
		t.Errorf("aging of one client: %s", got)
	}
	real := ask(app.AskReport{Name: "realization", From: cal.MustParse("2026-06-01"), To: cal.MustParse("2026-07-31")})
	if real.Total("worked") != 231050 || real.Total("billed") != 201450 || real.Total("collected") != 100000-16590 {
		t.Errorf("realization: %+v", real.Totals)
	}
	if got := cells(real, 0, "timekeeper", "hours", "worked", "billed"); got != "JLK 5.10 1224.00 969.50" {
		t.Errorf("realization: %s", got)
	}
	prod := ask(app.AskReport{Name: "productivity", From: cal.MustParse("2026-06-01"), To: cal.MustParse("2026-06-30")})
	if prod.Total("hours") != 98000 || prod.Total("worked_value") != 231050 || prod.Total("billed") != 201450 || prod.Total("collected") != 0 {
		t.Errorf("productivity: %+v", prod.Totals)
	}
	got := ask(app.AskReport{Name: "collections", From: cal.MustParse("2026-07-01"), To: cal.MustParse("2026-07-31")})
	if c := cells(got, 0, "invoice", "hard", "soft", "fees", "total"); c != inv.Number+" 157.50 8.40 834.10 1000.00" {
		t.Errorf("collections: %s", c)
	}
	st := ask(app.AskReport{Name: "statement-of-account", Client: "DEVI"})
	if len(st.Rows) != 2 || st.Total("amount") != 118040 || !strings.Contains(st.Notes[0], "2,565.00 held in trust") {
		t.Errorf("statement: %+v", st)
	}
	if _, err := b.Report(ctx, app.AskReport{Name: "statement-of-account"}); fault.Of(err) != fault.Invalid {
		t.Errorf("a statement of nobody: %v", err)
	}
	if _, err := b.Report(ctx, app.AskReport{Name: "horoscope"}); fault.Code(err) != "report.unknown" {
		t.Errorf("unknown report: %v", err)
	}
	if _, err := b.Report(ctx, app.AskReport{Name: "wip-rollforward", From: cal.MustParse("2026-07-02"), To: cal.MustParse("2026-07-01")}); fault.Code(err) != "report.period" {
		t.Errorf("a period backwards: %v", err)
	}
}

func TestReportsNeverMixCurrencies(t *testing.T) {
	ctx := t.Context()
	b := billingDesk(t)
	must(b.Desk.AddClient(ctx, app.AddClient{Code: "EURO", Name: "Euro SA", Currency: "EUR"}))(t)
	must(b.Desk.AddMatter(ctx, app.AddMatter{Code: "E1", Client: "EURO", Name: "Paris"}))(t)
	must(b.Desk.AddRate(ctx, app.AddRate{Scope: "client", Key: "EURO", Rate: "325.00"}))(t)
	b.time("E1", "RMD", "2026-06-02", "1", "Review")
	b.billed("2026-06-10", "1")
	if w := must(b.Report(ctx, app.AskReport{Name: "wip"}))(t); w.Total("total") != 0 || len(w.Notes) == 0 || !strings.Contains(w.Notes[0], "EUR") {
		t.Errorf("wip in dollars: %+v %v", w.Totals, w.Notes)
	}
	if w := must(b.Report(ctx, app.AskReport{Name: "wip", Client: "EURO"}))(t); w.Total("total") != 32500 || w.Currency != money.EUR {
		t.Errorf("wip of the client: %+v", w.Totals)
	}
	if w := must(b.Report(ctx, app.AskReport{Name: "wip", Currency: "eur"}))(t); w.Total("total") != 32500 {
		t.Errorf("wip in euros: %+v", w.Totals)
	}
}

func TestImportOfPayments(t *testing.T) {
	b := billingDesk(t)
	one, two := b.billed("2026-05-04", "2"), b.billed("2026-06-04", "4")
	b.on("2026-06-30")
	load := func(csv string) (app.ImportResult, error) {
		return b.Import(t.Context(), app.Import{Kind: "payments", Name: "p.csv", Data: strings.NewReader(csv)})
	}
	csv := "date,client,amount,method,reference,invoice,ext_id\n2026-06-20,DEVI,100.00,wire,W1," + two.Number + ",P1\n2026-06-21,DEVI,700.00,,4471,,P2\n"
	if r, err := load(csv); err != nil || r.Imported != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	if b.balance(one.Number) != 0 || b.balance(two.Number) != 130000-10000-5000 {
		t.Errorf("open %d, %d", b.balance(one.Number), b.balance(two.Number))
	}
	if r, err := load(csv); err != nil || r.Imported != 0 || r.Skipped != 2 {
		t.Errorf("again: %+v %v", r, err)
	}
	bad := "date,client,amount,method,invoice,ext_id\n2026-06-22,DEVI,1.00,,,P3\n2026-06-22,DEVI,1.00,trust,,P4\n2026-06-22,DEVI,x,,,P5\n2026-13-01,DEVI,1,,,P6\n2026-06-22,DEVI,1.00,,NOPE,P7\n"
	r, err := load(bad)
	var e *fault.Error
	if !errors.As(err, &e) || r.BadRows != 4 {
		t.Fatalf("%+v %v", r, err)
	}
	for i, want := range []string{"payment.trust", "amount.format", "date.format", "invoice.missing"} {
		if e.Faults[i].Code != want || e.Faults[i].Line != i+3 {
			t.Errorf("fault %d: %+v, want %s", i, e.Faults[i], want)
		}
	}
	if n := len(must(b.Payments(t.Context(), app.AskPayments{}))(t)); n != 2 {
		t.Errorf("%d payments after a refused file", n)
	}
}
