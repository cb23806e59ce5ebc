package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// entriesNow reads entries as they stand, before an act that can be taken back.
func entriesNow(ctx context.Context, d *app.Desk, ids []int64) ([]work.Entry, error) {
	return app.Read(ctx, d, func(q app.Query) ([]work.Entry, error) {
		rows, err := q.EntryRowsByID(ids)
		list := make([]work.Entry, len(rows))
		for i, r := range rows {
			list[i] = r.Entry
		}
		return list, err
	})
}

// changesOf says what an act did: entries as they were and as they are now. What
// somebody else changed in the same moment is left out, so that an undo never
// takes their work.
func changesOf(was, now []work.Entry) []app.TimeChange {
	var list []app.TimeChange
	for _, e := range was {
		i := slices.IndexFunc(now, func(n work.Entry) bool { return n.ID == e.ID })
		switch {
		case i < 0:
			list = append(list, app.TimeChange{Was: e})
		case now[i].RowVersion == e.RowVersion+1:
			list = append(list, app.TimeChange{Was: e, Became: now[i]})
		}
	}
	return list
}

// undoTime is the way back from an act on entries.
func undoTime(h Host, done string, changes ...app.TimeChange) Undo {
	if len(changes) == 0 {
		return Undo{}
	}
	key := newKey(h.Desk(), "undo")
	return Undo{Done: done, Back: func(ctx context.Context) error {
		m, err := h.Desk().UndoTime(ctx, app.UndoTime{Request: app.Request{Key: key}, Changes: changes})
		if err == nil && len(m.Not) > 0 {
			h.Runner().Later(func() { tellStayed(h, m) })
		}
		return err
	}}
}

// moving is an act on entries that can be taken back.
type moving struct {
	ids []int64
	do  func(ctx context.Context) (app.Moved, error)
	// said says what was done to so many entries, in a whole sentence.
	said func(n int) string
	// made are ids of entries the act made beside those it changed; nil for none.
	made func() []int64
	// after is called when it is done or refused; nil for nothing. When it answers
	// true, it has told what stayed as it was itself.
	after func(m app.Moved, err error) (told bool)
}

// moveEntries runs an act on entries in the background, says what it did, offers
// to take it back, and tells first what stayed as it was and why.
func moveEntries(h Host, mv moving) {
	type answer struct {
		changes []app.TimeChange
		moved   app.Moved
	}
	Go(h.Runner(), func(ctx context.Context) (a answer, err error) {
		was, err := entriesNow(ctx, h.Desk(), mv.ids)
		if err != nil {
			return a, err
		}
		if a.moved, err = mv.do(ctx); err != nil {
			return a, err
		}
		now, err := entriesNow(ctx, h.Desk(), mv.ids)
		if err != nil {
			return a, nil // it was done; there is only no way back
		}
		a.changes = changesOf(was, now)
		if mv.made == nil {
			return a, nil
		}
		made, err := entriesNow(ctx, h.Desk(), mv.made())
		if err != nil {
			a.changes = nil
		}
		for _, e := range made {
			a.changes = append(a.changes, app.TimeChange{Became: e})
		}
		return a, nil
	}, func(a answer, err error) {
		told := false
		if mv.after != nil {
			told = mv.after(a.moved, err)
		} else {
			h.Fail(err)
		}
		if err != nil || len(a.moved.Done) == 0 {
			return
		}
		done := mv.said(len(a.moved.Done))
		h.Say("%s", done)
		u := undoTime(h, done, a.changes...)
		u.Quiet = len(a.moved.Not) > 0
		h.Undoable(u)
		if !told {
			tellStayed(h, a.moved)
		}
	})
}

// tellStayed says which of many stayed as they were and why.
func tellStayed(h Host, m app.Moved) {
	if len(m.Not) == 0 {
		return
	}
	text := words.N(len(m.Not), "One entry was left as it was: %[1]s", "%[2]s entries were left as they were: %[1]s", m.Not[0].Message, words.Count(len(m.Not)))
	reasons := map[string]int{}
	for _, n := range m.Not {
		reasons[n.Code]++
	}
	if more := len(reasons) - 1; more > 0 {
		text += " " + words.N(more, "There is one other reason.", "There are %d other reasons.", more)
	}
	h.Tell(Notice{Tone: Warn, Text: text})
}
