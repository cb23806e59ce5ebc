package kit

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

var matters = []Item{
	{ID: "1", Text: "10241-03 Brightwater plc", Secondary: "Lease of the Dockside warehouse"},
	{ID: "2", Text: "10241-07 Brightwater plc", Secondary: "Employment claim"},
	{ID: "3", Text: "10004-04 Harrow & Lyle LLP", Secondary: "General advice"},
}

func TestFinderFindsByThreeLetters(t *testing.T) {
	f, next := NewFinder(Inline{}, "matter", StaticSource(matters)), NewEntry()
	var picked []string
	f.OnPicked = func(it Item) { picked = append(picked, it.ID) }
	w, _ := stand(t, Light, 600, 400, VBox(2, f, next))
	w.Canvas().Focus(f)
	typeText(w, "emp")
	if !f.drop.open() || len(f.items) != 1 {
		t.Fatalf("the list shows %d", len(f.items))
	}
	if !f.Focused() {
		t.Error("the list must not take the focus from the field")
	}
	press(w, fyne.KeyReturn)
	if f.ItemID() != "2" || f.Text != matters[1].Text || f.drop.open() || len(picked) != 1 {
		t.Errorf("picked %v, text %q", picked, f.Text)
	}
	// Typing over it, then Escape, brings it back.
	press(w, fyne.KeyBackspace)
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	typeText(w, "brig")
	press(w, fyne.KeyDown, fyne.KeyEscape)
	if f.ItemID() != "2" || f.Text != matters[1].Text {
		t.Errorf("escape must restore, has %q", f.Text)
	}
	// Tab takes the marked line and moves on.
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	typeText(w, "10241")
	press(w, fyne.KeyDown, fyne.KeyUp, fyne.KeyTab)
	if f.ItemID() != "1" || !next.Focused() {
		t.Errorf("tab: item %q, next focused %v", f.ItemID(), next.Focused())
	}
}

func TestFinderMovesOnAfterEnter(t *testing.T) {
	f, next := NewFinder(Inline{}, "matter", StaticSource(matters)), NewEntry()
	f.MoveOn = true
	w, _ := stand(t, Light, 600, 400, VBox(2, f, next))
	w.Canvas().Focus(f)
	typeText(w, "emp")
	press(w, fyne.KeyReturn)
	typeText(w, "what was done")
	if f.ItemID() != "2" || f.Text != matters[1].Text || next.Text != "what was done" {
		t.Errorf("item %q, text %q, next has %q", f.ItemID(), f.Text, next.Text)
	}
}

func TestFinderKeepsWhatIsNoMatchAndSaysSo(t *testing.T) {
	f, next := NewFinder(Inline{}, "matter", StaticSource(matters)), NewEntry()
	field := NewField("Matter", f)
	w, _ := stand(t, Light, 600, 400, VBox(2, field, next))
	w.Canvas().Focus(f)
	typeText(w, "zzz")
	if !strings.Contains(f.list.note, "zzz") {
		t.Errorf("note %q", f.list.note)
	}
	press(w, fyne.KeyTab)
	if f.Text != "zzz" || !strings.Contains(field.Fault(), "matter") {
		t.Errorf("text %q fault %q", f.Text, field.Fault())
	}
	if _, ok := f.Item(); ok {
		t.Error("nothing was picked")
	}
	f.Required = true
	f.Clear()
	if f.Check() {
		t.Error("required")
	}
}

func TestFinderOffersRecents(t *testing.T) {
	f := NewFinder(Inline{}, "matter", StaticSource(matters))
	f.Recents = func() []Item { return matters[2:] }
	w, _ := stand(t, Light, 600, 400, VBox(2, f))
	w.Canvas().Focus(f)
	press(w, fyne.KeyDown, fyne.KeyReturn)
	if f.ItemID() != "3" {
		t.Errorf("picked %q", f.ItemID())
	}
}

func TestFinderDropsOvertakenAnswers(t *testing.T) {
	q := &Queue{}
	f := NewFinder(q, "matter", func(_ context.Context, query string) ([]Item, error) {
		return []Item{{ID: query, Text: "found " + query}}, nil
	})
	w, s := stand(t, Light, 600, 400, VBox(2, f))
	s.Runner = q
	w.Canvas().Focus(f)
	typeText(w, "a")
	q.Step(0) // the pause is over, the question is out
	typeText(w, "b")
	for q.Len() > 0 { // the answers come in the wrong order
		q.Step(q.Len() - 1)
	}
	if len(f.items) != 1 || f.items[0].ID != "ab" {
		t.Errorf("shows %v", f.items)
	}
	// Enter before the answer takes its first line when it comes.
	f.Clear()
	typeText(w, "xy")
	press(w, fyne.KeyReturn)
	if f.ItemID() != "" {
		t.Error("too early")
	}
	q.Drain()
	if f.ItemID() != "xy" {
		t.Errorf("picked %q", f.ItemID())
	}
}

func TestFinderShowsAFailedSearch(t *testing.T) {
	f := NewFinder(Inline{}, "matter", func(context.Context, string) ([]Item, error) { return nil, errors.New("The book is busy.") })
	w, _ := stand(t, Light, 600, 400, VBox(2, f))
	w.Canvas().Focus(f)
	typeText(w, "a")
	if f.list.note != "The book is busy." {
		t.Errorf("note %q", f.list.note)
	}
}

func TestSelectIsChangedOnlyOnPurpose(t *testing.T) {
	var got []string
	s := NewTextSelect([]string{"Hourly", "Flat fee", "Contingent", "Capped fee"}, func(id string) { got = append(got, id) })
	s.SetSelected("Hourly")
	next := NewEntry()
	w, _ := stand(t, Light, 600, 400, VBox(2, s, next))
	w.Canvas().Focus(s)
	press(w, fyne.KeyRight, fyne.KeyLeft, fyne.KeyRight)
	if s.SelectedID() != "Hourly" || s.drop.open() {
		t.Error("Left and Right must change nothing")
	}
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if s.SelectedID() != "Flat fee" {
		t.Errorf("down, down, enter: %q", s.SelectedID())
	}
	typeText(w, "c")
	if s.list.items[s.list.marked].ID != "Contingent" {
		t.Error("c goes to Contingent")
	}
	typeText(w, "a")
	if s.list.items[s.list.marked].ID != "Capped fee" {
		t.Error("ca goes to Capped fee")
	}
	press(w, fyne.KeyEscape)
	if s.SelectedID() != "Flat fee" {
		t.Error("Escape must change nothing")
	}
	s.ForgetTyped()
	s.TypedShortcut(MustChord("Alt+Down").Shortcut())
	press(w, fyne.KeyEnd, fyne.KeyTab)
	if s.SelectedID() != "Capped fee" || !next.Focused() {
		t.Errorf("Tab takes the mark: %q", s.SelectedID())
	}
	if len(got) != 2 {
		t.Errorf("told %v", got)
	}
}

func TestSelectByMouse(t *testing.T) {
	s := NewTextSelect([]string{"Hourly", "Flat fee"}, nil)
	w, _ := stand(t, Light, 600, 400, VBox(2, s))
	s.Tapped(&fyne.PointEvent{})
	s.list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 4+s.list.lineHeight()*1.5)})
	if s.SelectedID() != "Flat fee" || s.drop.open() {
		t.Errorf("picked %q", s.SelectedID())
	}
	s.Open()
	d := s.drop
	d.back.Tapped(&fyne.PointEvent{})
	if s.drop.open() || w.Canvas().Focused() != fyne.Focusable(s) {
		t.Error("a click elsewhere closes the list and keeps the focus")
	}
}

func TestTabsChipsAndChecksByKeyboard(t *testing.T) {
	var tab string
	tabs := NewTabs([]Tab{{ID: "a", Text: "A"}, {ID: "b", Text: "B"}}, func(id string) { tab = id })
	var on []string
	chips := NewChips([]Tab{{ID: "x", Text: "X"}, {ID: "y", Text: "Y"}}, func(ids []string) { on = ids })
	ticked := false
	check := NewCheck("c", func(v bool) { ticked = v })
	w, _ := stand(t, Light, 400, 300, VBox(2, tabs, chips, check))
	w.Canvas().Focus(tabs)
	press(w, fyne.KeyRight, fyne.KeyRight)
	if tab != "b" {
		t.Errorf("tab %q", tab)
	}
	w.Canvas().Focus(chips)
	press(w, fyne.KeySpace, fyne.KeyRight, fyne.KeySpace)
	if strings.Join(on, "") != "xy" {
		t.Errorf("on %v", on)
	}
	chips.Single = true
	press(w, fyne.KeyLeft, fyne.KeySpace)
	if strings.Join(on, "") != "" { // x was on: it goes off, and y with it
		t.Errorf("single: %v", on)
	}
	w.Canvas().Focus(check)
	press(w, fyne.KeySpace)
	if !ticked {
		t.Error("check")
	}
}
