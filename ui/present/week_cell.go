package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// WeekCell is a place of the sheet: a row and a day, Monday 0.
type WeekCell struct {
	Row int64
	Day int
}

func dayOf(column string) int { return slices.Index(WeekDays[:], column) }

func (w *Week) row(id int64) (WeekRow, bool) {
	for _, r := range w.rows {
		if r.ID == id {
			return r, true
		}
	}
	return WeekRow{}, false
}

// entries are those of a cell.
func (w *Week) entries(c WeekCell) []app.TimeRow {
	if r, ok := w.row(c.Row); ok && c.Day >= 0 {
		return r.Days[c.Day]
	}
	return nil
}

// At is the cell at hand.
func (w *Week) At() WeekCell { return w.at }

// MoveTo moves to a cell; what was typed beside the one before is saved.
func (w *Week) MoveTo(row int64, column string) {
	c := WeekCell{row, dayOf(column)}
	if c == w.at {
		return
	}
	w.saveCell()
	w.at = c
	w.Edit = nil
	w.follow()
	w.h.Redraw(w)
}

// follow shows the entry of the cell at hand, unless it is being changed.
func (w *Week) follow() {
	list := w.entries(w.at)
	if w.Edit != nil {
		i := slices.IndexFunc(list, func(r app.TimeRow) bool { return r.ID == w.Edit.ID() })
		switch {
		case i >= 0 && (w.Edit.Edited() || list[i].RowVersion == w.Edit.old.RowVersion):
			return
		case i >= 0:
			w.open(list[i])
			return
		}
		w.Edit = nil
	}
	if len(list) == 1 {
		w.open(list[0])
	}
}

// Choose opens one of several entries of the cell.
func (w *Week) Choose(id int64) {
	for _, r := range w.entries(w.at) {
		if r.ID == id && (w.Edit == nil || w.Edit.ID() != id) {
			w.saveCell()
			w.open(r)
			w.h.Redraw(w)
		}
	}
}

func (w *Week) open(r app.TimeRow) {
	f := newEntryForm(w.h, func() { w.formChanged() }, nil)
	f.saved = func(s app.TimeSaved) { w.savedCell(f, s) }
	f.loadWords()
	f.edit(r)
	w.Edit = f
}

func (w *Week) savedCell(f *EntryForm, s app.TimeSaved) {
	done := words.L("Changed: %s h on %s, %s.", words.Hours(s.Entry.Hours), words.Day(s.Entry.Date), words.Money(s.Entry.Amount, s.Currency))
	w.h.Say("%s", done)
	u := undoTime(w.h, done, app.TimeChange{Was: f.old.Entry, Became: s.Entry})
	u.Quiet = true
	w.h.Undoable(u)
	if w.Edit == f {
		w.Edit = nil
	}
	w.typing.Stop()
	w.h.Keep(weekTyping, func(ctx context.Context) error { return w.h.Desk().SetDraftForm(ctx, weekTyping, nil) })
	w.reload()
}

func (w *Week) formChanged() {
	if w.ready {
		w.typing.Once(w.h.Runner(), keepTyping, w.keepTyping)
	}
	w.h.Redraw(w)
}

// Escape implements Backer: it gives up what was typed beside the sheet.
func (w *Week) Escape() bool {
	if w.Edit == nil || !w.Edit.Edited() {
		return false
	}
	w.Drop()
	return true
}

// CellTitle says which cell is at hand: the day, and the matter.
func (w *Week) CellTitle() (day, matter string) {
	r, ok := w.row(w.at.Row)
	if !ok || w.at.Day < 0 {
		return "", ""
	}
	return words.LongDate(w.start.AddDays(w.at.Day)), r.Matter.Key + "  " + r.Matter.Text
}

// WeekEntry is one entry of the cell at hand.
type WeekEntry struct {
	ID          int64
	Hours, Text string
	State       Cell
}

// CellEntries are the entries of the cell at hand.
func (w *Week) CellEntries() []WeekEntry {
	var list []WeekEntry
	for _, e := range w.entries(w.at) {
		list = append(list, WeekEntry{e.ID, words.Hours(e.Hours), oneLine(e.Narrative), statusCell(e.Entry)})
	}
	return list
}

// locked is why a cell is not changed here, blank when it is.
func (w *Week) locked(c WeekCell) string {
	list := w.entries(c)
	if len(list) > 1 {
		return words.L("There are %d entries on this day: change one of them beside the sheet.", len(list))
	}
	if len(list) == 0 || list[0].Status == work.Draft {
		return ""
	}
	if list[0].Status == work.Released {
		return words.L("This entry is released and no draft any more. Take its release back first, or change it on the Time page.")
	}
	return Words(list[0].Status.Editable("time entry"))
}

// EditCell is the text a cell is edited as; ok false when it cannot be, which is
// said.
func (w *Week) EditCell(row int64, column string) (text string, ok bool) {
	c := WeekCell{row, dayOf(column)}
	if _, known := w.row(row); !known || c.Day < 0 {
		return "", false
	}
	if why := w.locked(c); why != "" {
		w.h.Say("%s", why)
		return "", false
	}
	if list := w.entries(c); len(list) == 1 {
		return words.Hours(list[0].Hours), true
	}
	return "", true
}

// TypeHours takes the hours typed into a cell: they make a draft, change the one
// that is there, or delete it when nothing or 0 is typed. What cannot be read is
// answered at once; what the book refuses comes as a notice.
func (w *Week) TypeHours(row int64, column, text string) error {
	c := WeekCell{row, dayOf(column)}
	r, ok := w.row(row)
	if !ok || c.Day < 0 || w.locked(c) != "" {
		return nil
	}
	text = strings.TrimSpace(words.Typed(text))
	list := r.Days[c.Day]
	if text == "" || strings.Trim(text, "0.:,") == "" {
		if len(list) == 1 {
			w.remove(list)
		}
		return nil
	}
	if _, err := work.ParseHours(text); err != nil {
		return err
	}
	if len(list) == 1 {
		w.set(list[0], text)
		return nil
	}
	w.record(app.AddTime{Matter: r.Matter.Key, Timekeeper: w.keeper.Code, Date: w.start.AddDays(c.Day).String(), Hours: text, Task: r.key.task,
		Activity: r.key.activity, Draft: true})
	return nil
}

func (w *Week) record(reqs ...app.AddTime) {
	key := newKey(w.h.Desk(), "week")
	Go(w.h.Runner(), func(ctx context.Context) ([]app.TimeSaved, error) {
		var list []app.TimeSaved
		for i, req := range reqs {
			req.Key = fmt.Sprintf("%s %d", key, i)
			s, err := w.h.Desk().AddTime(ctx, req)
			if err != nil {
				return list, err
			}
			list = append(list, s)
		}
		return list, nil
	}, func(list []app.TimeSaved, err error) {
		w.h.Fail(err)
		if len(list) == 0 {
			return
		}
		done := words.L("Recorded as draft: %s.", entriesWord(len(list)))
		var made []app.TimeChange
		for _, s := range list {
			made = append(made, app.TimeChange{Became: s.Entry})
		}
		if len(list) == 1 {
			s := list[0]
			done = words.L("Recorded as draft: %s h on %s, %s.", words.Hours(s.Entry.Hours), words.Day(s.Entry.Date), words.Money(s.Entry.Amount, s.Currency))
		}
		w.h.Say("%s", done)
		u := undoTime(w.h, done, made...)
		u.Quiet = true
		w.h.Undoable(u)
		w.reload()
	})
}

func (w *Week) set(old app.TimeRow, hours string) {
	req := app.SetTime{ID: old.ID, Version: old.RowVersion, Hours: &hours, Request: app.Request{Key: newKey(w.h.Desk(), "week")}}
	Go(w.h.Runner(), func(ctx context.Context) (app.TimeSaved, error) { return w.h.Desk().SetTime(ctx, req) }, func(s app.TimeSaved, err error) {
		if err != nil {
			w.h.Fail(err)
			w.reload()
			return
		}
		f := &EntryForm{old: old}
		w.savedCell(f, s)
	})
}

// remove deletes drafts; it can be undone.
func (w *Week) remove(list []app.TimeRow) { deleteDrafts(w.h, list, func() { w.reload() }) }

// deleteDrafts deletes drafts one by one and offers to take it back; what is no
// draft stays and is told first.
func deleteDrafts(h Host, rows []app.TimeRow, then func()) {
	var gone []app.TimeChange
	Go(h.Runner(), func(ctx context.Context) (m app.Moved, err error) {
		for _, r := range rows {
			id := r.ID
			e, err := h.Desk().DeleteTime(ctx, app.DeleteTime{ID: id})
			switch {
			case err == nil:
				m.Done = append(m.Done, id)
				gone = append(gone, app.TimeChange{Was: e})
			case fault.Of(err) == fault.Internal:
				return m, err
			default:
				m.Not = append(m.Not, app.NotMoved{ID: id, Code: fault.Code(err), Message: Words(err)})
			}
		}
		return m, nil
	}, func(m app.Moved, err error) {
		if len(m.Done) > 0 {
			done := words.L("Deleted: %s.", entriesWord(len(m.Done)))
			h.Say("%s", done)
			u := undoTime(h, done, gone...)
			u.Quiet = len(m.Not) > 0 || err != nil
			h.Undoable(u)
		}
		tellStayed(h, m)
		h.Fail(err)
		then()
	})
}
