package app_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/benchtest"
	"matterbook/app/cal"
	"matterbook/store/sqlite"
)

// The acts on the large book, as the window and the command line call them:
// codes in, names out. The book is the demonstration of a million entries.

// largeDay is the last day of the demonstration.
var largeDay = cal.MustParse("2026-10-30")

func largeDesk(b *testing.B, path string, opts sqlite.Options) *app.Desk {
	b.Helper()
	clock := &cal.Fixed{T: largeDay.Time().Add(20 * time.Hour)}
	opts.Clock = clock
	s, err := sqlite.Open(context.Background(), path, opts)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	d, err := app.Open(s, clock, nil).SignIn(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// measured runs an act on the large book, which it only reads.
func measured(b *testing.B, target time.Duration, act func(d *app.Desk) error) {
	b.Helper()
	d := largeDesk(b, benchtest.Book(b), sqlite.Options{ReadOnly: true})
	if err := act(d); err != nil { // statements are prepared, pages are read
		b.Fatal(err)
	}
	m := benchtest.Start(b, target)
	defer m.End()
	for b.Loop() {
		if err := act(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	some := largeEntries(b, 1)[0]
	for name, ask := range map[string]app.ListTime{
		"all": {}, "month": {From: "2026-06-01", To: "2026-06-30"}, "client": {Client: some.ClientCode}, "matter": {Matter: some.MatterCode},
		"timekeeper": {Timekeeper: some.TimekeeperCode}, "timekeeper-month": {Timekeeper: some.TimekeeperCode, From: "2026-06-01", To: "2026-06-30"},
		"drafts": {Status: "draft"}, "billed": {Status: "billed"}, "written-off": {Status: "written_off"},
	} {
		b.Run(name, func(b *testing.B) {
			measured(b, 50*time.Millisecond, func(d *app.Desk) error { _, err := d.ListTime(ctx, ask, app.Page{Limit: 100}); return err })
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	some := largeEntries(b, 1)[0]
	words := strings.Fields(some.Narrative)
	for name, ask := range map[string]app.ListTime{
		"a-word": {Search: "subpoena"}, "two-words": {Search: "deposition prepare"}, "first-word": {Search: words[0]}, "begun": {Search: "depo"}, "a-letter": {Search: "m"},
		"nothing": {Search: "quetzalcoatl"}, "timekeeper": {Search: "deposition", Timekeeper: some.TimekeeperCode}, "client": {Search: "review", Client: some.ClientCode},
		"drafts": {Search: "motion", Status: "draft"}, "month": {Search: "motion", From: "2026-03-01", To: "2026-03-31"},
	} {
		b.Run(name, func(b *testing.B) {
			measured(b, 50*time.Millisecond, func(d *app.Desk) error { _, err := d.ListTime(ctx, ask, app.Page{Limit: 100}); return err })
		})
	}
}

func BenchmarkReport(b *testing.B) {
	for _, name := range []string{"wip", "aging"} {
		for _, on := range []cal.Date{largeDay, cal.MustParse("2026-07-31")} {
			b.Run(name+"/"+on.String(), func(b *testing.B) {
				measured(b, 200*time.Millisecond, func(d *app.Desk) error { _, err := d.Report(ctx, app.AskReport{Name: name, AsOf: on}); return err })
			})
		}
	}
}

func BenchmarkTrustBalance(b *testing.B) {
	var account, matter string
	d := largeDesk(b, benchtest.Book(b), sqlite.Options{ReadOnly: true})
	rows, err := d.TrustBalances(ctx, app.AskBalances{})
	if err != nil || len(rows) < 3 {
		b.Fatal(len(rows), err)
	}
	account, matter = rows[1].Account.Code, rows[1].Matter.Code
	for _, r := range rows {
		if r.Book > 0 && r.Matter.Code != "" {
			account, matter = r.Account.Code, r.Matter.Code
		}
	}
	b.Run("one", func(b *testing.B) {
		measured(b, 2*time.Millisecond, func(d *app.Desk) error {
			_, err := d.TrustBalances(ctx, app.AskBalances{Account: account, Matter: matter})
			return err
		})
	})
	b.Run("room", func(b *testing.B) {
		measured(b, 2*time.Millisecond, func(d *app.Desk) error { _, err := d.TrustRoom(ctx, account, matter, largeDay); return err })
	})
	b.Run("all", func(b *testing.B) {
		measured(b, 0, func(d *app.Desk) error { _, err := d.TrustBalances(ctx, app.AskBalances{}); return err })
	})
}

// largeEntries are the newest entries of the large book.
func largeEntries(b *testing.B, n int) []app.TimeRow {
	b.Helper()
	d := largeDesk(b, benchtest.Book(b), sqlite.Options{ReadOnly: true})
	rows, err := d.ListTime(ctx, app.ListTime{}, app.Page{Limit: n})
	if err != nil || len(rows) < n {
		b.Fatal(len(rows), err)
	}
	return rows
}

// BenchmarkAddTime saves one entry and waits until it is safe on the disk.
func BenchmarkAddTime(b *testing.B) {
	some := largeEntries(b, 2000)
	d := largeDesk(b, benchtest.Copy(b, benchtest.Book(b)), sqlite.Options{})
	m := benchtest.Start(b, 10*time.Millisecond)
	defer m.End()
	for i := 0; b.Loop(); i++ {
		e := some[i%len(some)]
		_, err := d.AddTime(ctx, app.AddTime{Matter: e.MatterCode, Timekeeper: e.TimekeeperCode, Date: e.Date.AddDays(-i / 50).String(), Hours: "0.1",
			Narrative: e.Narrative, Task: e.Task, Activity: e.Activity})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkImportTimeLarge imports 100,000 entries, from the bytes of the file to the
// saved act. The rows repeat what is in the book, with ids of their own.
func BenchmarkImportTimeLarge(b *testing.B) {
	some := largeEntries(b, 100_000)
	d := largeDesk(b, benchtest.Copy(b, benchtest.Book(b)), sqlite.Options{})
	m := benchtest.Start(b, 10*time.Second)
	defer m.End()
	for round := 0; b.Loop(); round++ {
		m.Stop()
		data := entriesCSV(b, some, round)
		m.Go()
		r, err := d.Import(ctx, app.Import{Kind: "time", Name: "time.csv", Data: bytes.NewReader(data)})
		if err != nil || r.Imported != len(some) {
			b.Fatal(r.Imported, err)
		}
	}
}

func entriesCSV(b *testing.B, rows []app.TimeRow, round int) []byte {
	b.Helper()
	var data bytes.Buffer
	w := csv.NewWriter(&data)
	_ = w.Write([]string{"date", "timekeeper", "matter", "hours", "narrative", "task", "activity", "billable", "rate", "ext_id"})
	for i, e := range rows {
		// A hundredth of an hour: nobody's day is filled, however often this runs.
		_ = w.Write([]string{e.Date.String(), e.TimekeeperCode, e.MatterCode, "0.01", e.Narrative, e.Task, e.Activity, string(e.Billable), "", fmt.Sprintf("bench-%d-%d", round, i)})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		b.Fatal(err)
	}
	return data.Bytes()
}

func BenchmarkDashboard(b *testing.B) {
	lead := ""
	for _, name := range []string{"firm", "responsible"} {
		b.Run(name, func(b *testing.B) {
			measured(b, 300*time.Millisecond, func(d *app.Desk) error {
				if name == "responsible" && lead == "" {
					people, err := app.Read(context.Background(), d, func(q app.Query) ([]string, error) {
						var codes []string
						list, err := q.Timekeepers()
						for _, k := range list {
							codes = append(codes, k.Code)
						}
						return codes, err
					})
					if err != nil {
						return err
					}
					lead = people[0]
				}
				_, err := d.Dashboard(context.Background(), app.AskDashboard{Responsible: lead})
				return err
			})
		})
	}
}
