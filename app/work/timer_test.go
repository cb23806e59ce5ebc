package work_test

import (
	"strings"
	"testing"
	"time"

	"matterbook/app/cal"
	"matterbook/app/work"

	"pgregory.net/rapid"
)

var nine = time.Date(2026, 6, 18, 9, 0, 0, 0, time.UTC)

// watch touches a running timer every half minute for a while, as the window
// does, and gives back the instant reached.
func watch(tm *work.Timer, from time.Time, d time.Duration, awake bool) time.Time {
	for end := from.Add(d); from.Before(end); {
		from = from.Add(30 * time.Second)
		if awake {
			tm.Touch(from, 30*time.Second)
		} else {
			tm.Touch(from, 0)
		}
	}
	return from
}

func TestATimerMeasuresWhatPassed(t *testing.T) {
	var tm work.Timer
	tm.Start(nine, true)
	now := watch(&tm, nine, 90*time.Minute, true)
	tm.Stop(now.Add(7 * time.Second))
	tm.Start(now.Add(time.Hour), true) // a pause costs nothing
	tm.Stop(now.Add(time.Hour + time.Minute))
	r := tm.Read(now)
	if r.Suggested != 90*60+7+60 || r.Measured != r.Suggested || r.Why != "" || tm.Running() {
		t.Errorf("%+v %+v", r, tm)
	}
	if tm.Date != cal.MustParse("2026-06-18") {
		t.Error(tm.Date)
	}
}

func TestSleepIsSetApart(t *testing.T) {
	for name, awake := range map[string]bool{"with a clock of time awake": true, "with the wall clock alone": false} {
		var tm work.Timer
		tm.Start(nine, true)
		now := watch(&tm, nine, 20*time.Minute, awake)
		now = now.Add(2 * time.Hour) // the lid is closed
		if awake {
			tm.Touch(now.Add(30*time.Second), 30*time.Second)
			now = now.Add(30 * time.Second)
		} else {
			tm.Touch(now, 0)
		}
		now = watch(&tm, now, 10*time.Minute, awake)
		tm.Stop(now)
		r := tm.Read(now)
		want := int64(30 * 60)
		if awake {
			want += 30
		}
		if r.Suggested != want || r.Measured-r.Suggested != 7200 || !strings.Contains(r.Why, "2:00:00") || tm.Flag != work.FlagAway {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestACrashLosesNothingAndCountsNothingUnseen(t *testing.T) {
	var tm work.Timer
	tm.Start(nine, true)
	now := watch(&tm, nine, 10*time.Minute, true)
	later := now.Add(3 * time.Hour) // the program starts again
	r := tm.Read(later)
	if r.Suggested != 600 || r.Measured != 600+3*3600 || r.Why == "" {
		t.Errorf("%+v", r)
	}
	if !tm.Running() || tm.Banked != 0 {
		t.Error("reading changed the timer")
	}
}

func TestAClockSetBackIsFlaggedAndNeverNegative(t *testing.T) {
	var tm work.Timer
	tm.Start(nine, true)
	now := watch(&tm, nine, 30*time.Minute, true)
	back := now.Add(-2 * time.Hour)
	tm.Touch(back, 30*time.Second)
	r := tm.Read(back.Add(time.Minute))
	if r.Suggested != 30*60+30+60 || tm.Flag != work.FlagClock || r.Why == "" {
		t.Errorf("%+v", r)
	}
	// Nobody watches, and the clock stands before the start.
	var cli work.Timer
	cli.Start(nine, false)
	if r := cli.Read(nine.Add(-time.Minute)); r.Suggested != 0 || r.Measured != 0 || r.Why == "" {
		t.Errorf("%+v", r)
	}
}

func TestAClockSetForwardIsSetApart(t *testing.T) {
	var tm work.Timer
	tm.Start(nine, true)
	now := watch(&tm, nine, 30*time.Minute, true)
	tm.Touch(now.Add(time.Hour+30*time.Second), 30*time.Second)
	if r := tm.Read(now.Add(time.Hour + 30*time.Second)); r.Suggested != 30*60+30 || r.Measured != r.Suggested+3600 {
		t.Errorf("%+v", r)
	}
}

func TestMoreThanSixteenHoursIsAlwaysFlagged(t *testing.T) {
	var tm work.Timer
	tm.Start(nine, false)
	if r := tm.Read(nine.Add(16 * time.Hour)); r.Why != "" {
		t.Errorf("%+v", r)
	}
	if r := tm.Read(nine.Add(16*time.Hour + time.Second)); !strings.Contains(r.Why, "16 hours") || r.Suggested != 16*3600+1 {
		t.Errorf("%+v", r)
	}
}

// Spring forward and fall back in New York: elapsed time is of instants, the
// work date is the day where the timer was started.
func TestDaylightSavingDoesNotTouchElapsedTime(t *testing.T) {
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("no zone data on this machine")
	}
	for name, start := range map[string]time.Time{
		"gap":           time.Date(2026, 3, 8, 1, 30, 0, 0, ny),
		"repeated hour": time.Date(2026, 11, 1, 1, 30, 0, 0, ny),
		"midnight":      time.Date(2026, 6, 18, 23, 50, 0, 0, ny),
	} {
		var tm work.Timer
		tm.Start(start, true)
		now := watch(&tm, start, 2*time.Hour, true)
		tm.Stop(now.In(time.FixedZone("elsewhere", 9*3600)))
		if r := tm.Read(now); r.Suggested != 7200 || r.Why != "" {
			t.Errorf("%s: %+v", name, r)
		}
		if tm.Date != cal.Of(start) {
			t.Errorf("%s: work date %s", name, tm.Date)
		}
	}
}

func TestATimerIsNeverNegativeAndNeverCountsMoreThanItMeasured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tm work.Timer
		now := nine
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(-7200, 7200).Draw(t, "wall")) * time.Second)
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				tm.Start(now, rapid.Bool().Draw(t, "watched"))
			case 1:
				tm.Stop(now)
			default:
				tm.Touch(now, time.Duration(rapid.Int64Range(0, 60).Draw(t, "awake"))*time.Second)
			}
			r := tm.Read(now)
			if r.Suggested < 0 || r.Measured < r.Suggested || tm.Banked < 0 || tm.Away < 0 {
				t.Fatalf("%+v %+v", r, tm)
			}
			if tm.Away > 0 && tm.Flag == work.FlagNone {
				t.Fatalf("time away without a flag: %+v", tm)
			}
		}
		tm.Clear()
		if r := tm.Read(now); r != (work.Reading{}) {
			t.Fatalf("%+v", r)
		}
	})
}
