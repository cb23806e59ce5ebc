package present_test

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func TestTimerStartsStopsAndBecomesAnEntry(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	f := s.today().Form
	s.pick(f.Matter, "100-01")
	f.SetNarrative("Call with client")
	s.frame.Do("timer")
	tm := s.frame.Timers()
	if v := tm.View(); v.Current == nil || !v.Current.Running || !contains(v.Current.Label, "100-01") {
		t.Fatalf("the bar shows %+v", v.Current)
	}
	s.run.Advance(7 * time.Minute) // 420 s: above 360, so 0.2 h
	if got := tm.View().Current.Elapsed; got != 7*time.Minute {
		t.Errorf("the clock shows %v", got)
	}
	s.frame.Do("timer")
	form := tm.Form()
	if form == nil || form.Clock() != "0:07:00" || form.Narrative.Text != "Call with client" || form.Doubt() != "" {
		t.Fatalf("the form is %+v", form)
	}
	form.Save()
	s.said("Saved: 0.20 h on 100-01")
	if v := tm.View(); v.Current != nil || tm.Form() != nil {
		t.Errorf("the timer is still there: %+v", v)
	}
	if row := cells(t, s.today().List, 0); row["hours"] != "0.20" || row["narrative"] != "Call with client" {
		t.Errorf("the entry is %v", row)
	}
	o.Sound()
}

func TestOneTimerRunsAndTheOtherKeepsItsTime(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	tm := s.frame.Timers()
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.run.Advance(5 * time.Minute)
	first := tm.View().Current.ID
	tm.Keep(first, true)
	s.pick(s.today().Form.Matter, "200-01")
	tm.StartNew(s.today().TimerFor())
	s.run.Advance(2 * time.Minute)
	v := tm.View()
	if !contains(v.Current.Label, "200-01") || len(v.Kept) != 1 || v.Kept[0].Elapsed != 5*time.Minute || v.Kept[0].Running {
		t.Errorf("the bar shows %+v and %+v", v.Current, v.Kept)
	}
	tm.Start(first)
	s.run.Advance(time.Minute)
	if v := tm.View(); v.Current.ID != first || v.Current.Elapsed != 6*time.Minute || v.Kept[0].Elapsed != 2*time.Minute {
		t.Errorf("after switching: %+v and %+v", v.Current, v.Kept)
	}
}

func TestTimerSurvivesACrashAndSilenceIsNotBilledUnasked(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.run.Advance(10 * time.Minute)
	// The program dies; an hour later somebody starts it again.
	o.Clock.Advance(time.Hour)
	again := sit(t, o, "jlk")
	tm := again.frame.Timers()
	again.run.Advance(2 * time.Second)
	v := tm.View()
	if v.Current == nil || !v.Current.Running {
		t.Fatal("the timer did not survive")
	}
	if v.Current.Elapsed > 10*time.Minute+5*time.Second || v.Flag == "" {
		t.Errorf("the hour nobody was there counts unasked: %v, flag %q", v.Current.Elapsed, v.Flag)
	}
	tm.Finish(v.Current.ID)
	form := tm.Form()
	form.SetNarrative("Research")
	if form.Count != "suggested" {
		t.Error("the shorter time must be the default")
	}
	form.Split = true
	form.Save()
	d := again.today()
	if d.List.Len() != 2 {
		t.Fatalf("%d entries, want the work and the rest as a draft", d.List.Len())
	}
	a, b := cells(t, d.List, 0), cells(t, d.List, 1)
	// 10 minutes are 0.2 h; the hour and the seconds until the first beat are 1.1 h.
	if a["hours"] != "0.20" || b["hours"] != "1.10" || b["status"] != "Draft" {
		t.Errorf("the entries are %v and %v", a, b)
	}
}

func TestSteppedClockIsFlagged(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.run.Advance(3 * time.Minute)
	o.Clock.Advance(-time.Hour)
	s.run.Advance(31 * time.Second)
	v := s.frame.Timers().View()
	if v.Flag == "" || v.Current.Elapsed < 0 {
		t.Errorf("a clock set back is not flagged: %+v", v)
	}
}

func TestTimerThrownAwayCanBeTakenBack(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.run.Advance(4 * time.Minute)
	tm := s.frame.Timers()
	tm.Discard(tm.View().Current.ID)
	if tm.View().Current != nil {
		t.Fatal("still there")
	}
	s.frame.Notice().Do()
	if v := tm.View(); v.Current == nil || v.Current.Elapsed != 4*time.Minute || v.Current.Running {
		t.Errorf("taken back: %+v", v.Current)
	}
}

func TestStartOfATimerIsMoved(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer") // at 12:00
	tm := s.frame.Timers()
	tm.Review()
	form := tm.Form()
	form.SetStarted("11:40")
	if got := tm.View().Current.Elapsed; got != 20*time.Minute {
		t.Errorf("begun at 11:40, at noon it shows %v", got)
	}
	form.SetStarted("noon")
	if form.Started.Fault == "" {
		t.Error("nonsense is taken for a time of day")
	}
}

func TestTimersTextIsKeptWhileItIsTyped(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.frame.Timers().Review()
	s.frame.Timers().Form().SetNarrative("Settlement call")
	s.run.Advance(3 * time.Second)
	list, err := o.As("jlk").Timers(ctx)
	noErr(t, err)
	if len(list) != 1 || list[0].Narrative != "Settlement call" {
		t.Errorf("the book has %+v", list)
	}
}

func TestForeignTimersAreNotShown(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.As("bea").StartTimer(ctx, app.StartTimer{Matter: "100-01", Timekeeper: "RMD"})
	noErr(t, err)
	if v := sit(t, o, "jlk").frame.Timers().View(); v.Current != nil || len(v.Kept) != 0 {
		t.Errorf("another user's timer is in the bar: %+v", v)
	}
}

func TestALongTimerRemindsOnTheDesktopOnceInFourHours(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.frame.Do("timer")
	s.run.Advance(4*time.Hour - time.Minute)
	if len(s.surface.Reminders) != 0 {
		t.Fatalf("too early: %v", s.surface.Reminders)
	}
	s.run.Advance(2 * time.Minute)
	s.run.Advance(time.Hour)
	if r := s.surface.Reminders; len(r) != 1 || !contains(r[0], "100-01") || !contains(r[0], "still running") {
		t.Fatalf("after five hours: %v", r)
	}
	s.office.Clock.Advance(-30 * time.Minute) // the clock of the computer is set back
	s.run.Advance(2 * time.Second)
	s.run.Advance(time.Minute)
	if r := s.surface.Reminders; len(r) != 2 || !contains(r[1], "Look at the timer") {
		t.Errorf("after the clock was set: %v", r)
	}
}

func TestTimersInTheBarAreMovedStartedByNumberAndTakenAway(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	tm := s.frame.Timers()
	var ids []int64
	for _, m := range []string{"100-01", "100-02", "200-01"} {
		s.pick(s.today().Form.Matter, m)
		tm.StartNew(s.today().TimerFor())
		id := tm.View().Current.ID
		tm.Keep(id, true)
		ids = append(ids, id)
	}
	order := func() string {
		text := ""
		for _, k := range tm.View().Kept {
			text += k.Label[:6] + " "
		}
		return text
	}
	if order() != "100-01 100-02 " {
		t.Fatalf("the bar holds %s", order())
	}
	tm.Shift(ids[1], -1)
	if order() != "100-02 100-01 " {
		t.Errorf("after the move the bar holds %s", order())
	}
	s.frame.Do("timer.kept.2")
	if v := tm.View(); v.Current == nil || v.Current.ID != ids[0] {
		t.Errorf("number 2 started %+v", v.Current)
	}
	tm.Remove(ids[1])
	if order() != "200-01 " {
		t.Errorf("after the removal the bar holds %s", order())
	}
	s.frame.Do("undo")
	if got := order(); !contains(got, "100-02") {
		t.Errorf("after the undo the bar holds %s", got)
	}
	s.frame.Do("timer.kept.9")
	s.said("no timer number 9")
}

func TestTimeNobodySawGoesToAnotherMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.pick(s.today().Form.Matter, "100-01")
	s.today().Form.SetNarrative("call with client")
	s.frame.Do("timer")
	s.run.Advance(30 * time.Minute)
	o.Clock.Advance(time.Hour) // the program was closed
	s = sit(t, o, "jlk")
	s.run.Advance(2 * time.Second)
	s.frame.Do("timer")
	f := s.frame.Timers().Form()
	if f.Doubt() == "" || f.Splits() {
		t.Fatalf("doubt %q", f.Doubt())
	}
	f.SetSplit(true)
	if !f.Splits() || !contains(f.Rest(), "1:00:") {
		t.Fatalf("the rest is %s", f.Rest())
	}
	s.pick(f.RestMatter, "100-02")
	f.RestText.Set("Drive to court")
	f.Save()
	list, err := o.ListTime(ctx, app.ListTime{Oldest: true}, app.Page{})
	noErr(t, err)
	if len(list) != 2 || list[0].MatterCode != "100-01" || list[1].MatterCode != "100-02" || list[1].Narrative != "Drive to court" || list[1].WorkedSeconds < 3600 || list[1].WorkedSeconds > 3660 {
		t.Errorf("the book has %+v", list)
	}
}

func TestNarrativesBecomeSentencesWhereWanted(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	f := s.today().Form
	record := func(text string) string {
		t.Helper()
		s.pick(f.Matter, "100-01")
		f.SetNarrative(text)
		f.SetHours("0.1")
		f.Save()
		list := s.today().List.Values()
		return list[len(list)-1].Narrative
	}
	if got := record("call client"); got != "call client" {
		t.Errorf("unasked it became %q", got)
	}
	f.SetWriting(func(w *present.Writing) { w.Capital, w.Stop = true, true })
	if got := record("call client"); got != "Call client." {
		t.Errorf("it became %q", got)
	}
	again := sit(t, o, "jlk").today().Form
	if !again.Writing().Capital || !again.Writing().Stop {
		t.Error("the next window has forgotten it")
	}
}
