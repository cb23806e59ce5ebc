package present_test

import (
	"context"
	"errors"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/money"
	"matterbook/ui/present"
)

func TestFrameGoesAndComesBack(t *testing.T) {
	s := sit(t, month(t), "admin")
	f := s.frame
	if f.Place().Route != "today" {
		t.Fatalf("begins at %q", f.Place().Route)
	}
	f.Do("go.time")
	if f.Place().Route != "time" || f.BackTitle() != "Today" || !f.Nav()[1].Active {
		t.Errorf("at %+v, back to %q", f.Place(), f.BackTitle())
	}
	r := s.time()
	r.SetFilter(func(x *present.TimeFilter) { x.Statuses = []string{"draft"} })
	r.OpenEdit(0)
	if !f.Back() || f.Place().Route != "today" {
		t.Errorf("back leads to %q", f.Place().Route)
	}
	if f.Back() {
		t.Error("there is nothing before the first place")
	}
	f.Do("go.time")
	if s.time() != r || len(r.Filter().Statuses) != 1 {
		t.Error("the screen forgot its filter")
	}
}

func TestEscapeShutsThePanelFirst(t *testing.T) {
	s := sit(t, month(t), "admin")
	r := s.time()
	r.List.Need(0, 4)
	r.OpenEdit(r.List.IDs(0, 0)[0])
	if !s.frame.Back() || r.Edit != nil || s.frame.Place().Route != "time" {
		t.Error("Escape does not shut the panel first")
	}
}

func TestNextWindowBeginsWhereTheLastOneWas(t *testing.T) {
	o := month(t)
	sit(t, o, "admin").frame.Go("time", "")
	if again := sit(t, o, "admin"); again.frame.Place().Route != "time" {
		t.Errorf("begins at %q", again.frame.Place().Route)
	}
	if other := sit(t, o, "bea"); other.frame.Place().Route != "today" {
		t.Error("another user's place")
	}
}

func TestLookIsKeptPerUser(t *testing.T) {
	o := month(t)
	f := sit(t, o, "admin").frame
	f.Do("theme.dark")
	f.Do("density.comfortable")
	for range 9 {
		f.Do("text.larger")
	}
	want := present.Look{Theme: "dark", Density: "comfortable", Scale: 150}
	if f.Look() != want {
		t.Errorf("the look is %+v", f.Look())
	}
	if got := sit(t, o, "admin").frame.Look(); got != want {
		t.Errorf("the next window has %+v", got)
	}
	if got := sit(t, o, "bea").frame.Look(); got.Theme != "system" {
		t.Errorf("another user has %+v", got)
	}
}

func TestFinderFindsEverything(t *testing.T) {
	s, m := sitAtMatters(t, month(t), "admin")
	s.frame.Go("today", "")
	x := s.frame.Finder()
	x.Load(func() {})
	nouns := func(text string) map[string]int {
		found, err := x.Search(ctx, text)
		noErr(t, err)
		m := map[string]int{}
		for _, c := range found {
			m[c.Noun]++
		}
		return m
	}
	if m := nouns("devi"); m["matter"] == 0 || m["client"] != 1 {
		t.Errorf("devi finds %v", m)
	}
	if m := nouns("go to time"); m["command"] != 1 {
		t.Errorf("a command is found as %v", m)
	}
	first := func(list []present.Choice) present.Choice { // beneath the heading of its group
		for _, c := range list {
			if c.Noun != "head" {
				return c
			}
		}
		return present.Choice{}
	}
	found, err := x.Search(ctx, "100-02")
	noErr(t, err)
	if c := first(found); c.Noun != "matter" || c.Key != "100-02" {
		t.Fatalf("a number finds %+v first", c)
	}
	x.Choose(first(found))
	if s.frame.Place().Route != "matters" || m.Page == nil || m.Page.Row.Code != "100-02" {
		t.Errorf("chosen, it shows %+v of %+v", m.Page, s.frame.Place())
	}
	again := s.frame.Finder()
	again.Load(func() {})
	if first(again.Recents()).Key != "100-02" {
		t.Error("what was used last does not stand first")
	}
}

func TestErrorsAreToldInTheirWords(t *testing.T) {
	s := sit(t, month(t), "admin")
	s.frame.Fail(context.Canceled)
	if s.frame.Notice().Text != "" {
		t.Error("cancelled work is told as an error")
	}
	s.frame.Fail(errors.New("disk full"))
	if n := s.frame.Notice(); n.Tone != present.Bad || n.Text != "disk full" {
		t.Errorf("told %+v", n)
	}
	s.frame.CloseNotice()
	if s.frame.Notice().Text != "" {
		t.Error("the notice cannot be closed")
	}
}

func TestLongWorkIsShownAndOnlyOneRuns(t *testing.T) {
	s := sit(t, month(t), "admin")
	s.run.Hold = true
	done := 0
	work := func(context.Context, func(int, int, string)) error { return nil }
	s.frame.Working("First", work, func(error) { done++ })
	if w := s.frame.Work(); w == nil || w.Title != "First" || w.Cancel == nil {
		t.Fatalf("shown: %+v", w)
	}
	s.frame.Working("Second", work, func(error) { done++ })
	s.notice("First")
	s.run.Release(false)
	if done != 1 || s.frame.Work() != nil {
		t.Errorf("%d done, still shown: %v", done, s.frame.Work())
	}
}

func TestFactsFollowTheActs(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "admin")
	_, err := s.frame.Desk().AddTimekeeper(ctx, app.AddTimekeeper{Code: "NEW", LastName: "New", Class: "ASSOC", StandardRate: "200"})
	noErr(t, err)
	if n := len(s.frame.Facts().Timekeepers); n != 4 || s.frame.Facts().Currency() != money.USD {
		t.Errorf("%d timekeepers are known", n)
	}
}

func TestClosedFrameHearsNothing(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.frame.Close()
	s.surface.Take()
	add(t, o, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Hours: "1"})
	s.run.Advance(60 * second)
	if p := s.surface.Take(); p != 0 {
		t.Errorf("a closed frame draws %v", p)
	}
}

func TestSavesOfAKeyKeepTheirOrderAndTheNewestWins(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.run.Hold = true
	for _, v := range []string{"first", "second", "third"} {
		s.frame.Prefer("test", v)
	}
	if s.run.Held() != 1 {
		t.Errorf("%d saves run side by side", s.run.Held())
	}
	s.run.Release(true)
	s.run.Release(true)
	if s.run.Held() != 0 {
		t.Error("more saves than needed")
	}
	got := ""
	noErr(t, o.As("jlk").Preference(ctx, "test", &got))
	if got != "third" {
		t.Errorf("kept %q, want the newest", got)
	}
}

func TestClosingWaitsForWhatIsTyped(t *testing.T) {
	o := apptest.New(t).Seed()
	s := sit(t, o, "jlk")
	s.today().Form.SetNarrative("Nearly lost")
	s.run.Hold = true
	closed := false
	s.frame.CloseThen(func() { closed = true })
	if closed {
		t.Fatal("closed before the typing was kept")
	}
	s.run.Release(false)
	if !closed {
		t.Error("closing is never told of")
	}
	if again := sit(t, o, "jlk"); again.today().Form.Narrative.Text != "Nearly lost" {
		t.Errorf("the next window has %q", again.today().Form.Narrative.Text)
	}
}
