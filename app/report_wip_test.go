package app_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/report"
)

// column gives a column of amounts by matter; rows of zero are left out.
func column(t *report.Table, key string) map[string]int64 {
	sums := map[string]int64{}
	matter, at := -1, -1
	for i, c := range t.Columns {
		switch c.Key {
		case "matter":
			matter = i
		case key:
			at = i
		}
	}
	for _, row := range t.Rows {
		if row[at].Number != 0 {
			sums[row[matter].Text] += row[at].Number
		}
	}
	return sums
}

// The report adds up what the book sums by itself and brings back what went out
// since; the roll-forward follows every entry. On any day of a year with bills,
// voids, write-offs and work moved between matters they come to the same.
func TestWIPOfAnyDayIsWhatTheEntriesSay(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { wipOfAnyDay(t, seed) })
	}
}

func wipOfAnyDay(t *testing.T, seed uint64) {
	b := billingDesk(t)
	matters := []string{"DEVI-001", "DEVI-002", "DEVI-003"}
	for _, m := range matters[1:] {
		must(b.Desk.AddMatter(ctx, app.AddMatter{Code: m, Client: "DEVI", Name: m, OpenedOn: "2026-01-02"}))(t)
	}
	r := rand.New(rand.NewPCG(seed, 7))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	first := cal.MustParse("2026-05-01")
	var ids []int64
	var numbers []string
	voided, moved, off := 0, 0, 0
	for day := first; day < first.AddDays(150); day = day.AddDays(1) {
		b.on(day.String())
		for range 1 + r.IntN(3) {
			saved, err := b.AddTime(ctx, app.AddTime{Matter: pick(matters), Timekeeper: pick([]string{"RMD", "JLK", "PAS"}), Date: day.AddDays(-r.IntN(40)).String(),
				Hours: fmt.Sprintf("0.%d", 1+r.IntN(9)), Narrative: "Review file", Task: "L120", Activity: "A104", Billable: pick([]string{"Y", "Y", "Y", "N", "NC"}), Draft: r.IntN(6) == 0})
			if err == nil {
				ids = append(ids, saved.Entry.ID)
			}
		}
		if r.IntN(3) == 0 {
			_, _ = b.AddExpense(ctx, app.AddExpense{Matter: pick(matters), Date: day.AddDays(-r.IntN(40)).String(), Code: "E101", UnitPrice: fmt.Sprintf("%d.10", 1+r.IntN(90)), Description: "Copies"})
		}
		if len(ids) == 0 {
			continue
		}
		some := app.MoveTime{IDs: []int64{ids[r.IntN(len(ids))], ids[r.IntN(len(ids))]}, Reason: "agreed with the client"}
		// What the state of the work forbids is refused, and that is as good.
		switch r.IntN(8) {
		case 0:
			if m, err := b.TransferTime(ctx, app.TransferTime{MoveTime: some, To: pick(matters)}); err == nil {
				moved += len(m.Done)
			}
		case 1:
			if m, err := b.WriteOffTime(ctx, some); err == nil {
				off += len(m.Done)
			}
		case 2:
			_, _ = b.ReleaseTime(ctx, some)
		case 3, 4:
			run, err := b.RunPreBills(ctx, app.RunPreBills{Matter: pick(matters)})
			if err != nil || len(run.Taken) == 0 {
				continue
			}
			id := run.Taken[0].ID
			for line := 1; line < 4; line++ {
				_, _ = b.EditPreBillLine(ctx, app.EditPreBillLine{PreBill: id, Line: line, WriteOff: r.IntN(3) == 0, Hold: r.IntN(4) == 0, Reason: "agreed with the client"})
			}
			if done, err := b.Finalize(ctx, app.Finalize{PreBills: []int64{id}, Date: day.AddDays(-r.IntN(3))}); err == nil && len(done) == 1 {
				numbers = append(numbers, done[0].Number)
			} else { // every line is held or written off
				_, _ = b.DiscardPreBill(ctx, app.DiscardPreBill{PreBill: id, Reason: "nothing to bill"})
			}
		case 5:
			if len(numbers) > 0 {
				if _, err := b.VoidInvoice(ctx, app.VoidInvoice{Number: pick(numbers), Reason: "wrong address"}); err == nil {
					voided++
				}
			}
		}
	}
	if voided < 3 || moved < 3 || off < 3 || len(numbers) < 10 {
		t.Fatalf("a dull year: %d void, %d moved, %d written off, %d invoices", voided, moved, off, len(numbers))
	}
	for day := first.AddDays(-45); day < first.AddDays(155); day = day.AddDays(9) {
		for _, keeper := range []string{"", "JLK"} {
			wip := must(b.Report(ctx, app.AskReport{Name: "wip", AsOf: day, Timekeeper: keeper}))(t)
			roll := must(b.Report(ctx, app.AskReport{Name: "wip-rollforward", From: day, To: day, Timekeeper: keeper}))(t)
			got, want := column(wip, "total"), column(roll, "closing")
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s %s: %v, the entries come to %v", day, keeper, got, want)
			}
			aged := map[string]int64{}
			for _, key := range []string{"d30", "d60", "d90", "d120", "over_120"} {
				for m, n := range column(wip, key) {
					aged[m] += n
				}
			}
			if fmt.Sprint(aged) != fmt.Sprint(got) {
				t.Errorf("%s %s: by age %v, in all %v", day, keeper, aged, got)
			}
		}
	}
	// By age: against the entries themselves, as they are today.
	today := first.AddDays(149)
	want := map[string]int64{}
	for _, row := range must(b.ListTime(ctx, app.ListTime{}, app.Page{}))(t) {
		if row.Billable != "N" && (row.Status == "released" || row.Status == "on_prebill") {
			want[fmt.Sprint(row.MatterCode, " ", wipBucket(today.Sub(row.Date)))] += int64(row.Amount)
		}
	}
	for _, x := range must(b.ListExpenses(ctx, app.ListTime{}, app.Page{}))(t) {
		if x.Status == "released" || x.Status == "on_prebill" {
			want[fmt.Sprint(x.MatterCode, " ", wipBucket(today.Sub(x.Date)))] += int64(x.Amount)
		}
	}
	got := map[string]int64{}
	wip := must(b.Report(ctx, app.AskReport{Name: "wip", AsOf: today}))(t)
	for _, key := range []string{"d30", "d60", "d90", "d120", "over_120"} {
		for m, n := range column(wip, key) {
			got[m+" "+key] += n
		}
	}
	for k, n := range want {
		if n == 0 {
			delete(want, k)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("by age %v, want %v", got, want)
	}
}

func wipBucket(days int) string {
	switch {
	case days <= 30:
		return "d30"
	case days <= 60:
		return "d60"
	case days <= 90:
		return "d90"
	case days <= 120:
		return "d120"
	}
	return "over_120"
}
