package app_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/work"
)

// pass moves the clock, touching the timers every half minute as the window does.
func pass(t testing.TB, o *apptest.Office, d *app.Desk, span time.Duration) {
	t.Helper()
	for step := 30 * time.Second; span > 0; span -= step {
		o.Clock.Advance(min(step, span))
		if err := d.TouchTimers(ctx, min(step, span)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStartingOneTimerStopsTheOther(t *testing.T) {
	o := apptest.New(t).Seed()
	d := o.As("jlk")
	first, err := d.StartTimer(ctx, app.StartTimer{Matter: "100-01", Narrative: "Draft answer.", Watched: true})
	if err != nil || !first.Running() || first.TimekeeperCode != "JLK" || first.MatterName != "Devi v. Harbor Realty" {
		t.Fatalf("%+v %v", first, err)
	}
	pass(t, o, d, 10*time.Minute)
	second, err := d.StartTimer(ctx, app.StartTimer{Watched: true}) // a call comes in; the matter is chosen later
	if err != nil || !second.Running() || second.MatterCode != "" || second.Position != 1 {
		t.Fatalf("%+v %v", second, err)
	}
	pass(t, o, d, 5*time.Minute)
	again, err := d.StartTimer(ctx, app.StartTimer{ID: first.ID, Watched: true})
	if err != nil || !again.Running() {
		t.Fatal(again, err)
	}
	pass(t, o, d, 2*time.Minute)
	list, err := d.Timers(ctx)
	if err != nil || len(list) != 2 || list[0].Suggested != 12*60 || !list[0].Running() || list[1].Suggested != 5*60 || list[1].Running() {
		t.Fatalf("%+v %v", list, err)
	}
	if mine, err := o.Timers(ctx); err != nil || len(mine) != 0 {
		t.Error("timers of another user are shown", mine, err)
	}
	_, err = o.StopTimer(ctx, app.StopTimer{ID: first.ID})
	apptest.Wants(t, err, "timer.missing")
}

func TestATimerBecomesAnEntryInOneAct(t *testing.T) {
	o := apptest.New(t).Seed()
	d := o.As("jlk")
	tm, err := d.StartTimer(ctx, app.StartTimer{Matter: "100-01", Narrative: "Draft answer.", Activity: "a103", Kept: true, Watched: true})
	if err != nil {
		t.Fatal(err)
	}
	pass(t, o, d, time.Hour+time.Second)
	s, err := d.SaveTimer(ctx, app.SaveTimer{ID: tm.ID})
	if err != nil || s.Entry.Hours.Tenths() != "1.1" || s.Entry.WorkedSeconds != 3601 || s.Entry.Amount != 26400 || s.Entry.Activity != "A103" || s.Entry.Date.String() != "2026-06-18" {
		t.Fatalf("%+v %v", s, err)
	}
	list, err := d.Timers(ctx)
	if err != nil || len(list) != 1 || list[0].Running() || list[0].Measured != 0 || list[0].MatterCode != "100-01" {
		t.Fatalf("a kept timer stays as a button: %+v %v", list, err)
	}
	_, err = d.SaveTimer(ctx, app.SaveTimer{ID: tm.ID})
	apptest.Wants(t, err, "hours.zero")
	// What the entry lacks refuses the act, and the time stays on the timer.
	bare, err := d.StartTimer(ctx, app.StartTimer{Watched: true})
	if err != nil {
		t.Fatal(err)
	}
	pass(t, o, d, 6*time.Minute)
	_, err = d.SaveTimer(ctx, app.SaveTimer{ID: bare.ID})
	apptest.Wants(t, err, "matter.required")
	s, err = d.SaveTimer(ctx, app.SaveTimer{ID: bare.ID, Matter: "100-02", Narrative: "Call."})
	if err != nil || s.Entry.Hours.Tenths() != "0.1" {
		t.Fatal(s, err)
	}
	if list, err = d.Timers(ctx); err != nil || len(list) != 1 {
		t.Errorf("%+v %v", list, err)
	}
	o.Sound()
}

func TestATimerSurvivesACrashAndAsksAboutTheGap(t *testing.T) {
	o := apptest.New(t).Seed()
	tm, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD", Narrative: "Research.", Watched: true})
	if err != nil {
		t.Fatal(err)
	}
	pass(t, o, o.Desk, 20*time.Minute)
	o.Clock.Advance(3 * time.Hour)
	o.Reopen()
	list, err := o.Timers(ctx)
	if err != nil || len(list) != 1 || !list[0].Running() || list[0].Suggested != 1200 || list[0].Measured != 1200+3*3600 || list[0].Why == "" {
		t.Fatalf("%+v %v", list, err)
	}
	if err := o.TouchTimers(ctx, 0); err != nil { // the program is alive again
		t.Fatal(err)
	}
	pass(t, o, o.Desk, 10*time.Minute)
	stopped, err := o.StopTimer(ctx, app.StopTimer{ID: tm.ID})
	if err != nil || stopped.Suggested != 1800 || stopped.Away != 3*3600 || stopped.Flag != work.FlagAway {
		t.Fatalf("%+v %v", stopped, err)
	}
	_, err = o.SaveTimer(ctx, app.SaveTimer{ID: tm.ID})
	apptest.Wants(t, err, "timer.doubt")
	s, err := o.SaveTimer(ctx, app.SaveTimer{ID: tm.ID, Seconds: ptr(stopped.Suggested)})
	if err != nil || s.Entry.Hours.Tenths() != "0.5" || s.Entry.WorkedSeconds != 1800 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestTimeNobodySawIsSplitOffInTheSameAct(t *testing.T) {
	o := apptest.New(t).Seed()
	tm, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD", Narrative: "Research.", Watched: true})
	if err != nil {
		t.Fatal(err)
	}
	pass(t, o, o.Desk, 30*time.Minute)
	o.Clock.Advance(time.Hour)
	if err := o.TouchTimers(ctx, 0); err != nil {
		t.Fatal(err)
	}
	stopped, err := o.StopTimer(ctx, app.StopTimer{ID: tm.ID})
	if err != nil || stopped.Measured-stopped.Suggested != 3600 {
		t.Fatalf("%+v %v", stopped, err)
	}
	save := app.SaveTimer{ID: tm.ID, Seconds: ptr(stopped.Suggested), Rest: true, RestMatter: "999"}
	_, err = o.SaveTimer(ctx, save)
	apptest.Wants(t, err, "matter.missing")
	if faults := apptest.Faults(err); len(faults) != 1 || faults[0].Path != "rest_matter" {
		t.Errorf("the fault stands at %+v", faults)
	}
	if list, _ := o.ListTime(ctx, app.ListTime{}, app.Page{}); len(list) != 0 {
		t.Fatalf("half was saved: %+v", list)
	}
	save.RestMatter, save.RestNarrative = "100-02", "Lunch with the client."
	if _, err = o.SaveTimer(ctx, save); err != nil {
		t.Fatal(err)
	}
	list, err := o.ListTime(ctx, app.ListTime{Oldest: true}, app.Page{})
	if err != nil || len(list) != 2 || list[0].WorkedSeconds != 1800 || list[0].MatterCode != "100-01" || list[0].Status != work.Released ||
		list[1].WorkedSeconds != 3600 || list[1].MatterCode != "100-02" || list[1].Status != work.Draft || list[1].Narrative != "Lunch with the client." {
		t.Errorf("%+v %v", list, err)
	}
	o.Sound()
}

func TestTimersStandInTheOrderTheUserWants(t *testing.T) {
	o := apptest.New(t).Seed()
	var ids []int64
	for _, m := range []string{"100-01", "100-02", "200-01"} {
		tm, err := o.StartTimer(ctx, app.StartTimer{Matter: m, Timekeeper: "RMD", Kept: true})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, tm.ID)
	}
	if _, err := o.ArrangeTimers(ctx, app.ArrangeTimers{IDs: []int64{ids[2], ids[0]}}); err != nil {
		t.Fatal(err)
	}
	list, err := o.Timers(ctx)
	if err != nil || len(list) != 3 || list[0].ID != ids[2] || list[1].ID != ids[0] || list[2].ID != ids[1] {
		t.Errorf("%+v %v", list, err)
	}
	_, err = o.ArrangeTimers(ctx, app.ArrangeTimers{IDs: []int64{ids[0], ids[0]}})
	apptest.Wants(t, err, "ids.twice")
	_, err = o.As("jlk").ArrangeTimers(ctx, app.ArrangeTimers{IDs: ids})
	apptest.Wants(t, err, "timer.missing")
	o.Sound()
}

func TestHoursTypedSettleADoubt(t *testing.T) {
	o := apptest.New(t).Seed()
	tm, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD", Narrative: "Research."})
	if err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(40 * time.Hour)
	_, err = o.SaveTimer(ctx, app.SaveTimer{ID: tm.ID})
	apptest.Wants(t, err, "timer.doubt")
	s, err := o.SaveTimer(ctx, app.SaveTimer{ID: tm.ID, Hours: "1.5"})
	if err != nil || s.Entry.Hours.Tenths() != "1.5" || s.Entry.Date.String() != "2026-06-18" {
		t.Errorf("the work date is the day the timer was started: %+v %v", s, err)
	}
}

func TestEditingATimer(t *testing.T) {
	o := apptest.New(t).Seed()
	tm, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD", Watched: true})
	if err != nil {
		t.Fatal(err)
	}
	at := o.Clock.Now().Add(-20 * time.Minute)
	v, err := o.SetTimer(ctx, app.SetTimer{ID: tm.ID, StartedAt: &at, Narrative: ptr("I began earlier."), Matter: ptr("100-02")})
	if err != nil || v.Suggested != 1200 || !v.Running() || v.MatterCode != "100-02" || v.Why != "" {
		t.Fatalf("%+v %v", v, err)
	}
	ahead, old := o.Clock.Now().Add(time.Minute), o.Clock.Now().Add(-25*time.Hour)
	_, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, StartedAt: &ahead})
	apptest.Wants(t, err, "started_at.future")
	_, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, StartedAt: &old})
	apptest.Wants(t, err, "started_at.range")
	v, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, Seconds: ptr(int64(600))})
	if err != nil || v.Suggested != 600 || !v.Running() {
		t.Fatalf("%+v %v", v, err)
	}
	pass(t, o, o.Desk, time.Minute)
	if v, err = o.StopTimer(ctx, app.StopTimer{ID: tm.ID}); err != nil || v.Suggested != 660 {
		t.Fatalf("%+v %v", v, err)
	}
	_, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, StartedAt: &at})
	apptest.Wants(t, err, "started_at.stopped")
	_, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, Seconds: ptr(int64(-1))})
	apptest.Wants(t, err, "seconds.range")
	_, err = o.SetTimer(ctx, app.SetTimer{ID: tm.ID, Matter: ptr("999")})
	apptest.Wants(t, err, "matter.missing")
	gone, err := o.DiscardTimer(ctx, app.StopTimer{ID: tm.ID})
	if err != nil || gone.Suggested != 660 {
		t.Error(gone, err)
	}
	if list, err := o.Timers(ctx); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

func TestTouchesLeaveNoLineInTheLog(t *testing.T) {
	o := apptest.New(t).Seed()
	if _, err := o.StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD", Watched: true}); err != nil {
		t.Fatal(err)
	}
	lines := func() int {
		n, err := app.Read(ctx, o.Desk, func(q app.Query) (int, error) {
			l, err := q.AuditLines(app.AuditFilter{}, app.Page{})
			return len(l), err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := lines()
	pass(t, o, o.Desk, 5*time.Minute)
	if after := lines(); after != before {
		t.Errorf("%d lines of heartbeats", after-before)
	}
	o.Sound()
}
