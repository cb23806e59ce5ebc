package app_test

import (
	"context"
	"fmt"
	"testing"

	"matterbook/app"
)

// BenchmarkBillingRun takes 500 matters of 4 entries each onto pre-bills and
// issues them: what a month's end asks of the book.
func BenchmarkBillingRun(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := billingDesk(b)
		ctx := context.Background()
		for i := range 500 {
			code := fmt.Sprintf("M-%04d", i)
			must(d.Desk.AddMatter(ctx, app.AddMatter{Code: code, Client: "DEVI", Name: code, OpenedOn: "2026-01-02"}))(b)
			for j := range 4 {
				day := d.Today().AddDays(-(i*4+j)%100 - 1)
				must(d.Desk.AddTime(ctx, app.AddTime{Matter: code, Timekeeper: "PAS", Date: day.String(), Hours: "0.1", Narrative: "Review file"}))(b)
			}
		}
		b.StartTimer()
		run := must(d.RunPreBills(ctx, app.RunPreBills{}))(b)
		var ids []int64
		for _, t := range run.Taken {
			ids = append(ids, t.ID)
		}
		b.ReportMetric(b.Elapsed().Seconds()*1000, "run-ms")
		must(d.Finalize(ctx, app.Finalize{PreBills: ids}))(b)
	}
}
