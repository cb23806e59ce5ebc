package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/work"
)

// entries reads entries as they stand now.
func entries(t *testing.T, d *app.Desk, ids ...int64) []work.Entry {
	t.Helper()
	list, err := app.Read(ctx, d, func(q app.Query) ([]work.Entry, error) {
		rows, err := q.EntryRowsByID(ids)
		all := make([]work.Entry, len(rows))
		for i, r := range rows {
			all[i] = r.Entry
		}
		return all, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// took is what an act did to entries: what they were, and what they are now.
func took(t *testing.T, d *app.Desk, was []work.Entry) []app.TimeChange {
	t.Helper()
	changes := make([]app.TimeChange, len(was))
	for i, e := range was {
		changes[i].Was = e
		if now := entries(t, d, e.ID); len(now) == 1 {
			changes[i].Became = now[0]
		}
	}
	return changes
}

// asWas is an entry but for what an undo never gives back.
func asWas(e work.Entry) work.Entry {
	e.RowVersion, e.ID = 0, 0
	return e
}

func TestUndoGivesBackWhatEachActTook(t *testing.T) {
	o := apptest.New(t).Seed()
	record := func(hours string) int64 {
		s, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: hours, Narrative: "Review lease", Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		return s.Entry.ID
	}
	a, b := record("1.0"), record("0.5")
	rate := "400"
	for name, act := range map[string]func() error{
		"change": func() error {
			_, err := o.SetTime(ctx, app.SetTime{ID: a, Rate: &rate})
			return err
		},
		"release": func() error { _, err := o.ReleaseTime(ctx, app.MoveTime{IDs: []int64{a, b}}); return err },
		"transfer": func() error {
			_, err := o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{a, b}, Reason: "x"}, To: "100-02"})
			return err
		},
		"hold": func() error {
			_, err := o.HoldTime(ctx, app.HoldTime{MoveTime: app.MoveTime{IDs: []int64{a}, Reason: "ask"}, Until: "2026-07-01"})
			return err
		},
		"write-off": func() error {
			_, err := o.WriteOffTime(ctx, app.MoveTime{IDs: []int64{a, b}, Reason: "x"})
			return err
		},
	} {
		was := entries(t, o.Desk, a, b)
		if err := act(); err != nil {
			t.Fatal(name, err)
		}
		m, err := o.UndoTime(ctx, app.UndoTime{Changes: took(t, o.Desk, was)})
		if err != nil || len(m.Not) > 0 {
			t.Errorf("%s: %+v %v", name, m, err)
		}
		for i, now := range entries(t, o.Desk, a, b) {
			if asWas(now) != asWas(was[i]) {
				t.Errorf("%s: it is\n%+v, it was\n%+v", name, now, was[i])
			}
		}
	}
	o.Sound()
}

func TestUndoOfDeletionDivisionAndCombinationKeepsTheHours(t *testing.T) {
	o := apptest.New(t).Seed()
	s, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "2.0", Narrative: "Review lease", ExtID: "x-1"})
	if err != nil {
		t.Fatal(err)
	}
	id := s.Entry.ID
	was := entries(t, o.Desk, id)
	parts, err := o.SplitTime(ctx, app.SplitTime{ID: id, Parts: []app.TimePart{{Hours: "1.5"}, {Hours: "0.5", Matter: "100-02"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.UndoTime(ctx, app.UndoTime{Changes: append(took(t, o.Desk, was), app.TimeChange{Became: parts[1]})}); err != nil {
		t.Fatal(err)
	}
	if now := entries(t, o.Desk, id, parts[1].ID); len(now) != 1 || asWas(now[0]) != asWas(was[0]) {
		t.Fatalf("after the division: %+v", now)
	}

	again, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "0.3", Narrative: "Call"})
	if err != nil {
		t.Fatal(err)
	}
	was = entries(t, o.Desk, id, again.Entry.ID)
	if _, err := o.CombineTime(ctx, app.CombineTime{IDs: []int64{id, again.Entry.ID}}); err != nil {
		t.Fatal(err)
	}
	m, err := o.UndoTime(ctx, app.UndoTime{Changes: took(t, o.Desk, was)})
	if err != nil || len(m.Done) != 2 {
		t.Fatal(m, err)
	}
	for i, now := range entries(t, o.Desk, m.Done...) {
		if asWas(now) != asWas(was[i]) {
			t.Errorf("after the combination it is\n%+v, it was\n%+v", now, was[i])
		}
	}

	draft, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "0.7", Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	was = entries(t, o.Desk, draft.Entry.ID)
	if _, err := o.DeleteTime(ctx, app.DeleteTime{ID: draft.Entry.ID}); err != nil {
		t.Fatal(err)
	}
	req := app.UndoTime{Request: app.Request{Key: "twice"}, Changes: took(t, o.Desk, was)}
	for range 2 { // a double click brings it back once
		if m, err = o.UndoTime(ctx, req); err != nil || len(m.Done) != 1 {
			t.Fatal(m, err)
		}
	}
	list, err := o.ListTime(ctx, app.ListTime{}, app.Page{})
	if err != nil || len(list) != 3 {
		t.Errorf("%d entries, want 3 (%v)", len(list), err)
	}
	o.Sound()
}

func TestUndoGoesBackStepByStep(t *testing.T) {
	o := apptest.New(t).Seed()
	s, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "2.0", Narrative: "Review", Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	id := s.Entry.ID
	steps := [][]app.TimeChange{{{Became: s.Entry}}}
	text := "Other"
	for _, act := range []func() error{
		func() error { _, err := o.SetTime(ctx, app.SetTime{ID: id, Narrative: &text}); return err },
		func() error { _, err := o.ReleaseTime(ctx, app.MoveTime{IDs: []int64{id}}); return err },
	} {
		was := entries(t, o.Desk, id)
		if err := act(); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, took(t, o.Desk, was))
	}
	for len(steps) > 0 {
		if _, err := o.UndoTime(ctx, app.UndoTime{Changes: steps[len(steps)-1]}); err != nil {
			t.Fatalf("step %d: %v", len(steps), err)
		}
		steps = steps[:len(steps)-1]
	}
	if left := entries(t, o.Desk, id); len(left) != 0 {
		t.Errorf("it is still there: %+v", left)
	}
	o.Sound()
}

func TestUndoStopsBeforeWhatSomebodyElseDid(t *testing.T) {
	o := apptest.New(t).Seed()
	s, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-17", Hours: "2.0", Narrative: "Review"})
	if err != nil {
		t.Fatal(err)
	}
	id := s.Entry.ID
	was := entries(t, o.Desk, id)
	mine, theirs := "Mine", "Theirs"
	if _, err := o.SetTime(ctx, app.SetTime{ID: id, Narrative: &mine}); err != nil {
		t.Fatal(err)
	}
	changes := took(t, o.Desk, was)
	if _, err := o.As("bea").SetTime(ctx, app.SetTime{ID: id, Narrative: &theirs}); err != nil {
		t.Fatal(err)
	}
	_, err = o.UndoTime(ctx, app.UndoTime{Changes: changes})
	apptest.Wants(t, err, "time.changed_since")
	_, err = o.As("jlk").UndoTime(ctx, app.UndoTime{Changes: changes})
	apptest.Wants(t, err, "time.not_own")
	_, err = o.As("amy").UndoTime(ctx, app.UndoTime{Changes: changes})
	apptest.Wants(t, err, "user.not_allowed")
	forged := was[0]
	forged.Amount *= 2
	_, err = o.UndoTime(ctx, app.UndoTime{Changes: []app.TimeChange{{Was: forged, Became: was[0]}}})
	apptest.Wants(t, err, "time.not_as_was")
	foreign := was[0]
	foreign.ExtID = "another"
	_, err = o.UndoTime(ctx, app.UndoTime{Changes: []app.TimeChange{{Was: foreign, Became: entries(t, o.Desk, id)[0]}}})
	apptest.Wants(t, err, "time.not_as_was")
	_, err = o.UndoTime(ctx, app.UndoTime{})
	apptest.Wants(t, err, "ids.count")

	// An attorney who changed own time cannot lift a hold by undoing.
	own, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "JLK", Date: "2026-06-17", Hours: "1.0", Narrative: "Own"})
	if err != nil {
		t.Fatal(err)
	}
	was = entries(t, o.Desk, own.Entry.ID)
	if _, err := o.HoldTime(ctx, app.HoldTime{MoveTime: app.MoveTime{IDs: []int64{own.Entry.ID}, Reason: "ask"}}); err != nil {
		t.Fatal(err)
	}
	_, err = o.As("jlk").UndoTime(ctx, app.UndoTime{Changes: took(t, o.Desk, was)})
	apptest.Wants(t, err, "user.not_allowed")

	// Hours never come back to a closed day.
	draft, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-05-17", Hours: "0.7", Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	was = entries(t, o.Desk, draft.Entry.ID)
	if _, err := o.DeleteTime(ctx, app.DeleteTime{ID: draft.Entry.ID}); err != nil {
		t.Fatal(err)
	}
	priced, err := o.AddTime(ctx, app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-05-18", Hours: "0.7", Narrative: "Call"})
	if err != nil {
		t.Fatal(err)
	}
	before, rate := entries(t, o.Desk, priced.Entry.ID), "400"
	if _, err := o.SetTime(ctx, app.SetTime{ID: priced.Entry.ID, Rate: &rate}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}); err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]work.Entry{was, before} {
		_, err = o.UndoTime(ctx, app.UndoTime{Changes: took(t, o.Desk, list)})
		apptest.Wants(t, err, "books.closed")
	}
	o.Sound()
}

// Work does not come back to a matter that was closed since, and figures of a
// closed day are not moved from matter to matter.
func TestUndoLeavesClosedMattersAndDaysAlone(t *testing.T) {
	o := apptest.New(t).Seed()
	record := func(matter, day string) work.Entry {
		s, err := o.AddTime(ctx, app.AddTime{Matter: matter, Timekeeper: "RMD", Date: day, Hours: "1.0", Narrative: "Review lease", Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		return s.Entry
	}
	gone := record("100-02", "2026-06-17")
	if _, err := o.DeleteTime(ctx, app.DeleteTime{ID: gone.ID}); err != nil {
		t.Fatal(err)
	}
	moved := record("100-02", "2026-06-17")
	if _, err := o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{moved.ID}, Reason: "wrong matter"}, To: "100-01"}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.CloseMatter(ctx, app.CloseMatter{Code: "100-02"}); err != nil {
		t.Fatal(err)
	}
	_, err := o.UndoTime(ctx, app.UndoTime{Changes: []app.TimeChange{{Was: gone}}})
	apptest.Wants(t, err, "matter.closed")
	_, err = o.UndoTime(ctx, app.UndoTime{Changes: took(t, o.Desk, []work.Entry{moved})})
	apptest.Wants(t, err, "matter.closed")

	here := record("100-01", "2026-05-04")
	if _, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}); err != nil {
		t.Fatal(err)
	}
	there := here
	there.MatterID = record("200-01", "2026-06-17").MatterID
	_, err = o.UndoTime(ctx, app.UndoTime{Changes: []app.TimeChange{{Became: here}, {Was: there}}})
	apptest.Wants(t, err, "books.closed")
}
