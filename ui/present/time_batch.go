package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// Commands implements Doer.
func (t *Time) Commands() []Command {
	sel := t.List.Selection()
	off := ""
	if len(sel) == 0 {
		off = words.L("Choose entries first.")
	}
	all, two := off, off
	if len(sel) == 1 {
		two = words.L("Choose two entries or more.")
	}
	if !t.h.Desk().MayAllTime() {
		all = words.L("The billing desk does this.")
	}
	return []Command{
		{ID: "new", Title: words.L("Record time")}, {ID: "edit.panel", Title: words.L("Change the entry"), Off: off},
		{ID: "time.release", Title: words.L("Release"), Off: off}, {ID: "time.unrelease", Title: words.L("Take the release back"), Off: off},
		{ID: "time.transfer", Title: words.L("Transfer to another matter"), Off: all}, {ID: "time.rerate", Title: words.L("Look the rates up anew"), Off: all},
		{ID: "time.split", Title: words.L("Divide over matters"), Off: off}, {ID: "time.combine", Title: words.L("Make one entry of several"), Off: two},
		{ID: "time.hold", Title: words.L("Hold off bills"), Off: all}, {ID: "time.unhold", Title: words.L("Take the hold off"), Off: all},
		{ID: "time.write_off", Title: words.L("Write off"), Off: all}, {ID: "time.take_back", Title: words.L("Take the write-off back"), Off: all},
		{ID: "delete", Title: words.L("Delete the drafts"), Off: off}, {ID: "duplicate", Title: words.L("Duplicate as draft of today"), Off: off},
		{ID: "why", Title: words.L("Why this rate"), Off: off}, {ID: "time.missing", Title: words.L("Show the days that lack time")},
		{ID: "filter.clear", Title: words.L("Show everything")},
		{ID: "preset.mine", Title: words.L("Show my drafts")}, {ID: "preset.unbilled", Title: words.L("Show what is unbilled")},
		{ID: "preset.old", Title: words.L("Show work in progress older than 60 days")}, {ID: "preset.uncoded", Title: words.L("Show work without its codes")},
		{ID: "preset.untold", Title: words.L("Show work without a text")}, {ID: "preset.held", Title: words.L("Show work on hold")},
	}
}

// Do implements Doer.
func (t *Time) Do(id string) bool {
	one := func() int64 {
		if sel := t.List.Selection(); len(sel) == 1 {
			return sel[0]
		}
		return 0
	}
	switch id {
	case "new":
		t.h.Go(todayName, "")
	case "edit.panel", "edit":
		t.OpenEdit(one())
	case "save":
		switch {
		case t.Act != nil:
			t.Act.Run()
		case t.Edit != nil:
			t.Edit.Save()
		default:
			return false
		}
	case "time.release", "time.unrelease", "time.unhold":
		t.move(id)
	case "time.transfer", "time.rerate", "time.write_off", "time.take_back", "time.hold", "time.split", "time.combine":
		t.OpenAct(id)
	case "delete":
		t.Delete()
	case "duplicate":
		t.Duplicate()
	case "time.missing":
		t.ShowMissing("")
	case "why":
		if r, ok := t.List.Value(one()); ok {
			tellWhy(t.h, r)
		} else {
			t.h.Say("Choose one entry to ask why it has its rate.")
		}
	case "filter.clear":
		t.ClearFilter()
	default:
		preset, ok := strings.CutPrefix(id, "preset.")
		if ok {
			t.UsePreset(preset)
		}
		return ok
	}
	return true
}

// move runs an act that needs no more to be said.
func (t *Time) move(id string) {
	ids := slices.Clone(t.List.Selection())
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	req := app.MoveTime{Request: app.Request{Key: newKey(t.h.Desk(), id)}, IDs: ids}
	d := t.h.Desk()
	mv := moving{ids: ids, after: func(m app.Moved, err error) bool {
		t.h.Fail(err)
		return err == nil && t.showOutcome(t.titleOf(id, len(ids)), m)
	}}
	switch id {
	case "time.unrelease":
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.UnreleaseTime(ctx, req) }
		mv.said = func(n int) string { return words.L("Drafts again: %s.", entriesWord(n)) }
	case "time.unhold":
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.UnholdTime(ctx, req) }
		mv.said = func(n int) string { return words.L("No longer held: %s.", entriesWord(n)) }
	default:
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.ReleaseTime(ctx, req) }
		mv.said = func(n int) string { return words.L("Released: %s.", entriesWord(n)) }
	}
	moveEntries(t.h, mv)
}

func (t *Time) titleOf(id string, n int) string {
	switch id {
	case "time.unrelease":
		return words.L("Take the release of %s back", entriesWord(n))
	case "time.unhold":
		return words.L("Take the hold off %s", entriesWord(n))
	}
	return words.L("Release %s", entriesWord(n))
}

// Delete takes the chosen drafts away; it can be undone. Released work is written
// off instead, with a reason.
func (t *Time) Delete() {
	ids := slices.Clone(t.List.Selection())
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	d := t.h.Desk()
	moveEntries(t.h, moving{ids: ids,
		do: func(ctx context.Context) (m app.Moved, err error) {
			for _, id := range ids {
				_, err := d.DeleteTime(ctx, app.DeleteTime{ID: id})
				switch {
				case err == nil:
					m.Done = append(m.Done, id)
				case fault.Of(err) == fault.Internal:
					return m, err
				default:
					m.Not = append(m.Not, app.NotMoved{ID: id, Code: fault.Code(err), Message: Words(err)})
				}
			}
			return m, nil
		},
		said: func(n int) string { return words.L("Deleted: %s.", entriesWord(n)) },
		after: func(m app.Moved, err error) bool {
			t.h.Fail(err)
			return t.showOutcome(words.L("Delete %s", entriesWord(len(ids))), m)
		},
	})
}

// Duplicate makes a draft of today like each chosen entry.
func (t *Time) Duplicate() {
	ids := slices.Clone(t.List.Selection())
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	key, d, today := newKey(t.h.Desk(), "duplicate"), t.h.Desk(), t.h.Today()
	Go(t.h.Runner(), func(ctx context.Context) (made []app.TimeChange, err error) {
		rows, err := t.fetch(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i, r := range rows {
			req := again(r)
			req.Key, req.Date, req.ExtID = fmt.Sprintf("%s %d", key, i), today.String(), ""
			s, err := d.AddTime(ctx, req)
			if err != nil {
				return made, err
			}
			made = append(made, app.TimeChange{Became: s.Entry})
		}
		return made, nil
	}, func(made []app.TimeChange, err error) {
		if len(made) > 0 {
			done := words.L("Duplicated as draft on %s: %s.", words.Date(today), entriesWord(len(made)))
			t.h.Say("%s", done)
			u := undoTime(t.h, done, made...)
			u.Quiet = err != nil
			t.h.Undoable(u)
		}
		t.h.Fail(err)
	})
}

// showOutcome lists what an act on many came to when some of it was refused:
// failures first, each with the way to mend it. Success needs no reading. It
// answers whether there was something to list.
func (t *Time) showOutcome(title string, m app.Moved) bool {
	if len(m.Not) == 0 {
		return false
	}
	ids := make([]int64, 0, len(m.Not)+len(m.Done))
	for _, n := range m.Not {
		ids = append(ids, n.ID)
	}
	ids = append(ids, m.Done...)
	if len(ids) > outcomeMost {
		ids = ids[:outcomeMost]
	}
	Go(t.h.Runner(), func(ctx context.Context) ([]app.TimeRow, error) { return t.fetch(ctx, ids) }, func(rows []app.TimeRow, err error) {
		t.h.Fail(err)
		o := newOutcome(title, t.outcomeRows(rows, m))
		o.close = func() {
			t.Outcome = nil
			t.h.Redraw(t)
		}
		t.Act, t.Edit, t.Outcome = nil, nil, o
		t.h.Redraw(t)
	})
	return true
}

// outcomeMost is how many results are listed; nobody reads more.
const outcomeMost = 1000

func (t *Time) outcomeRows(rows []app.TimeRow, m app.Moved) []OutcomeRow {
	not := map[int64]app.NotMoved{}
	for _, n := range m.Not {
		not[n.ID] = n
	}
	var list []OutcomeRow
	for _, r := range rows {
		o := OutcomeRow{Item: words.L("%s, %s, %s h", words.Date(r.Date), r.MatterCode, words.Hours(r.Hours)), Text: oneLine(r.Narrative)}
		n, failed := not[r.ID]
		if o.OK = !failed; failed {
			o.Text = strings.TrimSpace(n.Message + "\n" + o.Text)
			o.Fix, o.Do = t.mend(r, n)
		}
		list = append(list, o)
	}
	return list
}

// mend is the way out of a refusal.
func (t *Time) mend(r app.TimeRow, n app.NotMoved) (title string, do func()) {
	switch {
	case n.Code == "work.state":
		return "", nil // it is where it was to go
	case r.Status == work.OnPreBill && r.PreBillID != 0:
		return words.L("Open the pre-bill"), func() { t.h.Open("prebill", fmt.Sprint(r.PreBillID)) }
	case r.Status == work.WrittenOff:
		return words.L("Take the write-off back"), func() {
			t.List.Select([]int64{r.ID})
			t.OpenAct("time.take_back")
		}
	case !r.Status.Open():
		return words.L("Show the day"), func() { t.h.Go(todayName, r.Date.String()+" "+r.TimekeeperCode) }
	case n.Code == "time.not_draft":
		return words.L("Take the release back"), func() {
			t.List.Select([]int64{r.ID})
			t.move("time.unrelease")
		}
	}
	return words.L("Change the entry"), func() { t.openRow(r) }
}

// Summary is what is chosen, beside the buttons of the acts.
func (t *Time) Summary() string {
	n := len(t.List.Selection())
	if n < 2 {
		return ""
	}
	hours := money.Quantity(0)
	amounts := map[money.Currency]money.Amount{}
	known := 0
	chosen := map[int64]bool{}
	for _, id := range t.List.Selection() {
		chosen[id] = true
	}
	for _, r := range t.List.Values() {
		if chosen[r.ID] {
			hours += r.Hours
			amounts[r.Currency] += r.Amount
			known++
		}
	}
	if known == n && len(amounts) == 1 {
		for cur, a := range amounts {
			return words.L("%s chosen: %s h, %s", entriesWord(n), words.Hours(hours), words.Money(a, cur))
		}
	}
	return words.L("%s chosen", entriesWord(n))
}
