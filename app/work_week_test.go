package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/money"
)

func TestMissingTimeIsCountedAgainstTheWeekOfEachTimekeeper(t *testing.T) {
	o := apptest.New(t).Seed() // 18 June 2026 is a Thursday
	if _, err := o.SetWorkWeek(ctx, app.SetWorkWeek{Hours: []string{"7.5"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SetWorkWeek(ctx, app.SetWorkWeek{Timekeeper: "PAS", Hours: []string{"4", "", "4", "", "", "2", "0"}}); err != nil {
		t.Fatal(err)
	}
	start := "2026-06-17"
	if _, err := o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "JLK", StartDate: &start}); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ day, hours string }{{"2026-06-15", "9.0"}, {"2026-06-16", "5.5"}} {
		if _, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: x.day, Hours: x.hours, Narrative: "Work"}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := o.MissingTime(ctx, app.AskMissing{From: "2026-06-15", To: "2026-06-21"})
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	// Monday to Thursday have come. RMD: 0 + 2.0 + 7.5 + 7.5; the long Monday makes
	// nothing up. JLK began on Wednesday. PAS works Monday and Wednesday.
	for i, want := range []struct {
		code                        string
		recorded, expected, missing money.Quantity
	}{{"JLK", 0, 150000, 150000}, {"PAS", 0, 80000, 80000}, {"RMD", 145000, 300000, 170000}} {
		recorded, expected, missing := list[i].Sum()
		if list[i].Timekeeper.Code != want.code || recorded != want.recorded || expected != want.expected || missing != want.missing {
			t.Errorf("%s: %s of %s, %s missing; want %+v", list[i].Timekeeper.Code, recorded.Plain(), expected.Plain(), missing.Plain(), want)
		}
	}
	// A Saturday ahead is expected of PAS and not missing yet.
	if d := list[1].Days[5]; d.Expected != 20000 || d.Missing() != 0 || !d.Ahead {
		t.Errorf("Saturday: %+v", d)
	}
	own, err := o.As("jlk").MissingTime(ctx, app.AskMissing{From: "2026-06-15", To: "2026-06-21"})
	if err != nil || len(own) != 1 || own[0].Timekeeper.Code != "JLK" {
		t.Errorf("an attorney sees %d timekeepers (%v)", len(own), err)
	}
	if _, err := o.SetWorkWeek(ctx, app.SetWorkWeek{Timekeeper: "PAS", Usual: true}); err != nil {
		t.Fatal(err)
	}
	if list, _ = o.MissingTime(ctx, app.AskMissing{From: "2026-06-15", To: "2026-06-15"}); list[1].Days[0].Expected != 75000 {
		t.Errorf("PAS has %+v again", list[1].Days[0])
	}
	o.Sound()
}

func TestAWorkWeekIsRefusedByDay(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.SetWorkWeek(ctx, app.SetWorkWeek{Hours: []string{"8", "25", "x", "8", "8", "", ""}})
	paths := map[string]bool{}
	for _, f := range apptest.Faults(err) {
		paths[f.Path] = true
	}
	if len(paths) != 2 || !paths["tuesday"] || !paths["wednesday"] {
		t.Errorf("faults at %v (%v)", paths, err)
	}
	_, err = o.SetWorkWeek(ctx, app.SetWorkWeek{Hours: []string{"8", "8"}})
	apptest.Wants(t, err, "hours.count")
	_, err = o.SetWorkWeek(ctx, app.SetWorkWeek{Timekeeper: "XYZ", Hours: []string{"8"}})
	apptest.Wants(t, err, "timekeeper.missing")
	_, err = o.MissingTime(ctx, app.AskMissing{From: "2026-06-02", To: "2026-06-01"})
	apptest.Wants(t, err, "date.range")
	_, err = o.As("bea").SetWorkWeek(ctx, app.SetWorkWeek{Hours: []string{"8"}})
	apptest.Wants(t, err, "user.not_allowed")
}
