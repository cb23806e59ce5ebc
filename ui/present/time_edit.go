package present

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/ui/words"
)

// The panel of one entry beside the list.

// selected keeps the panel on the entry that is chosen, unless it is being changed.
func (t *Time) selected() {
	if t.Edit != nil && !t.Edit.Edited() {
		if sel := t.List.Selection(); len(sel) == 1 && sel[0] != t.Edit.ID() {
			t.OpenEdit(sel[0])
			return
		}
	}
	t.h.Redraw(t)
}

// OpenEdit opens the panel on an entry of the list.
func (t *Time) OpenEdit(id int64) {
	if r, ok := t.List.Value(id); ok {
		t.openRow(r)
	}
}

func (t *Time) openRow(r app.TimeRow) {
	t.Act, t.Outcome, t.Missing = nil, nil, nil
	f := newEntryForm(t.h, func() { t.formChanged() }, nil)
	f.saved = func(s app.TimeSaved) {
		if t.Edit == f {
			t.Edit = nil
		}
		t.keepTyping()
		offerChange(t.h, f.old.Entry, s)
		t.h.Redraw(t)
	}
	f.loadWords()
	f.edit(r)
	t.Edit = f
	t.h.Redraw(t)
}

// find shows one entry and opens it, whatever the filter was.
func (t *Time) find(key string) {
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return
	}
	Go(t.h.Runner(), func(ctx context.Context) ([]app.TimeRow, error) { return t.fetch(ctx, []int64{id}) }, func(rows []app.TimeRow, err error) {
		switch {
		case err != nil:
			t.h.Fail(err)
		case len(rows) == 0:
			t.h.Say("That time entry is gone.")
		default:
			r := rows[0]
			t.SetFilter(func(f *TimeFilter) {
				*f = TimeFilter{Timekeeper: r.TimekeeperCode, From: r.Date.String(), To: r.Date.String(), Period: "chosen"}
			})
			t.List.Select([]int64{id})
			t.openRow(r)
		}
	})
}

const timeTyping = "time.entry"

// timeTyped is what is kept of the panel while it is typed into.
type timeTyped struct {
	Entry int64
	Form  typing
}

func (t *Time) formChanged() {
	t.typing.Once(t.h.Runner(), keepTyping, t.keepTyping)
	t.h.Redraw(t)
}

// keepTyping keeps in the book what is changed in the panel and not saved.
func (t *Time) keepTyping() {
	t.typing.Stop()
	var kept any
	if f := t.Edit; f != nil && f.Edited() && !f.Saving {
		kept = timeTyped{f.ID(), f.typing()}
	}
	t.h.Keep(timeTyping, func(ctx context.Context) error { return t.h.Desk().SetDraftForm(ctx, timeTyping, kept) })
}

// restoreTyping opens the panel again on an entry whose changes were not saved.
func (t *Time) restoreTyping() {
	Go(t.h.Runner(), func(ctx context.Context) (r struct {
		typed timeTyped
		rows  []app.TimeRow
	}, err error) {
		forms, err := t.h.Desk().DraftForms(ctx)
		if err != nil || forms[timeTyping] == "" || json.Unmarshal([]byte(forms[timeTyping]), &r.typed) != nil {
			return r, err
		}
		r.rows, err = t.fetch(ctx, []int64{r.typed.Entry})
		return r, err
	}, func(r struct {
		typed timeTyped
		rows  []app.TimeRow
	}, err error) {
		t.h.Fail(err)
		if err != nil || len(r.rows) == 0 || r.rows[0].Status.Editable("time entry") != nil {
			return
		}
		t.openRow(r.rows[0])
		t.Edit.restore(r.typed.Form)
		t.h.Tell(Notice{Tone: Info, Text: words.L("Changes of an entry were not saved; they stand in the panel again."), Action: words.L("Throw them away"), Do: func() {
			t.Edit = nil
			t.keepTyping()
			t.h.Redraw(t)
		}})
		t.h.Redraw(t)
	})
}

// faultsOf are the sentences of an error with several faults, blank for others.
func faultsOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Faults) == 0 {
		return ""
	}
	var list []string
	for i, f := range e.Faults {
		if i == 3 {
			list = append(list, "…")
			break
		}
		list = append(list, upper(f.Said(words.Of)))
	}
	return strings.Join(list, " ")
}
