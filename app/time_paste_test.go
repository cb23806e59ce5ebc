package app_test

import (
	"context"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
)

func TestPastedRowsAreSavedOrSayWhyNot(t *testing.T) {
	o := apptest.New(t).Seed()
	ctx := context.Background()
	row := func(matter, hours string) app.AddTime {
		return app.AddTime{Matter: matter, Timekeeper: "RMD", Date: "2026-06-17", Hours: hours, Narrative: "Work", Draft: true}
	}
	ask := app.PasteTime{Request: app.Request{Key: "paste 1"}, Rows: []app.AddTime{row("100-01", "20"), row("900-01", "1"), row("100-02", "5"), row("100-02", "2")}}
	count := func() int {
		rows, err := o.ListTime(ctx, app.ListTime{}, app.Page{})
		if err != nil {
			t.Fatal(err)
		}
		return len(rows)
	}
	try := ask
	try.DryRun = true
	got, err := o.PasteTime(ctx, try)
	if err != nil || count() != 0 {
		t.Fatalf("a trial keeps %d entries: %v", count(), err)
	}
	for i, code := range []string{"", "matter.missing", "time.day_full", ""} { // 20 + 5 hours are more than a day
		apptest.Wants(t, got.Rows[i].Err, code)
	}
	if _, err = o.PasteTime(ctx, ask); err != nil || count() != 2 {
		t.Fatalf("%d entries: %v", count(), err)
	}
	again, err := o.PasteTime(ctx, ask)
	if err != nil || count() != 2 || again.Rows[1].Refused == "" || again.Rows[0].Saved.Entry.ID == 0 {
		t.Errorf("the same paste again: %d entries, %v", count(), err)
	}
	if _, err := o.PasteTime(ctx, app.PasteTime{Rows: []app.AddTime{row("900-01", "1")}}); err != nil {
		t.Errorf("a paste with nothing right: %v", err)
	}
	_, err = o.PasteTime(ctx, app.PasteTime{})
	apptest.Wants(t, err, "rows.count")
	_, err = o.As("amy").PasteTime(ctx, ask)
	apptest.Wants(t, err, "user.not_allowed")
	o.Sound()
}
