package present

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
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

// weekTyped is what is kept of the text beside the sheet while it is typed.
type weekTyped struct {
	Entry  int64
	Day    cal.Date
	Keeper string
	Form   typing
}

func (w *Week) keepTyping() {
	w.typing.Stop()
	var kept any
	if f := w.Edit; f != nil && f.Edited() && !f.Saving {
		kept = weekTyped{f.ID(), f.old.Date, f.old.TimekeeperCode, f.typing()}
	}
	w.h.Keep(weekTyping, func(ctx context.Context) error { return w.h.Desk().SetDraftForm(ctx, weekTyping, kept) })
}

// restoreTyping puts text that was not saved back beside its entry.
func (w *Week) restoreTyping(kept string) {
	var t weekTyped
	if kept == "" || json.Unmarshal([]byte(kept), &t) != nil || t.Entry == 0 {
		return
	}
	Go(w.h.Runner(), func(ctx context.Context) ([]app.TimeRow, error) {
		return app.Read(ctx, w.h.Desk(), func(q app.Query) ([]app.TimeRow, error) {
			rows, err := q.EntryRowsByID([]int64{t.Entry})
			if err != nil {
				return nil, err
			}
			return withCurrency(q, rows)
		})
	}, func(rows []app.TimeRow, err error) {
		if err != nil || len(rows) == 0 || rows[0].Status != work.Draft {
			return // it went its way without the text
		}
		w.take(t.Day.String() + " " + t.Keeper)
		r := rows[0]
		w.at = WeekCell{w.rowID(weekKey{r.MatterID, r.Task, r.Activity}), r.Date.Sub(w.start)}
		w.open(r)
		w.Edit.restore(t.Form)
		w.h.Tell(Notice{Tone: Info, Text: words.L("A text you were typing was not saved; it stands beside its day again."), Action: words.L("Throw it away"), Do: w.Drop})
		w.h.Redraw(w)
	})
}

// Drop gives up what was typed beside the sheet.
func (w *Week) Drop() {
	w.Edit = nil
	w.keepTyping()
	w.follow()
	w.h.Redraw(w)
}

// saveCell saves what was changed beside the sheet, before it shows another cell.
func (w *Week) saveCell() {
	if f := w.Edit; f != nil && f.Edited() && !f.Saving && f.Locked() == "" {
		f.Save()
	}
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

func (w *Week) addKey(k weekKey, m Choice) {
	if !slices.Contains(w.added, k) {
		w.added = append(w.added, k)
	}
	w.names[k.matter] = m
}

// addPicked makes a row of the matter that was chosen above the sheet.
func (w *Week) addPicked() {
	m := w.Matter.Choice
	if m.Key == "" {
		return
	}
	k := weekKey{matter: m.ID}
	w.addKey(k, m)
	w.Matter.Put(Choice{})
	w.keepMemory()
	w.saveCell()
	w.at, w.Edit = WeekCell{w.rowID(k), w.today()}, nil
	w.h.Say("Row added: %s. Type the hours into its days.", m.Key)
	w.reload()
}

// CopyRows takes the rows of the week before, without their hours.
func (w *Week) CopyRows() {
	keeper, start, d := w.keeper, w.start, w.h.Desk()
	type copied struct {
		keys []weekKey
		list []Choice
	}
	Go(w.h.Runner(), func(ctx context.Context) (copied, error) {
		return app.Read(ctx, d, func(q app.Query) (c copied, err error) {
			rows, err := q.EntryRows(app.EntryFilter{TimekeeperID: keeper.ID, From: start.AddDays(-7), To: start.AddDays(-1), Oldest: true}, app.Page{})
			if err != nil {
				return c, err
			}
			for _, r := range rows {
				k := weekKey{r.MatterID, r.Task, r.Activity}
				if slices.Contains(c.keys, k) {
					continue
				}
				m, err := q.Matter(r.MatterID)
				if err != nil {
					return c, err
				}
				if m.Status != firm.MatterOpen {
					continue // it takes no new work
				}
				c.keys = append(c.keys, k)
				c.list = append(c.list, Choice{Noun: "matter", Key: r.MatterCode, ID: r.MatterID, Text: r.MatterCode + "  " + r.MatterName, More: r.ClientName})
			}
			return c, nil
		})
	}, func(c copied, err error) {
		switch {
		case err != nil:
			w.h.Fail(err)
			return
		case len(c.keys) == 0:
			w.h.Say("The week before has no rows to copy.")
			return
		}
		for i, k := range c.keys {
			w.addKey(k, c.list[i])
		}
		w.keepMemory()
		w.h.Say("%s", words.N(len(c.keys), "One row copied from the week before.", "%d rows copied from the week before.", len(c.keys)))
		w.reload()
	})
}

// Repeat copies the entry of the day before in the same row, text and all.
func (w *Week) Repeat() { w.again(w.at.Day-1, w.at.Day) }

// Duplicate copies the cell's entries to the next day.
func (w *Week) Duplicate() { w.again(w.at.Day, w.at.Day+1) }

func (w *Week) again(from, to int) {
	r, ok := w.row(w.at.Row)
	switch {
	case !ok || w.at.Day < 0:
		w.h.Say("Choose a day of a row first.")
		return
	case from < 0 || to > 6:
		w.h.Say("The day beside it lies in another week.")
		return
	case len(r.Days[from]) == 0:
		w.h.Say("There is nothing on %s in this row to copy.", words.LongDate(w.start.AddDays(from)))
		return
	case len(r.Days[to]) > 0:
		w.h.Say("%s has hours in this row already.", words.LongDate(w.start.AddDays(to)))
		return
	}
	var reqs []app.AddTime
	for _, e := range r.Days[from] {
		req := again(e)
		req.Date, req.ExtID = w.start.AddDays(to).String(), ""
		reqs = append(reqs, req)
	}
	w.record(reqs...)
}

// Clear deletes the drafts of the cell, or takes an empty row away.
func (w *Week) Clear() {
	list := w.entries(w.at)
	if len(list) > 0 {
		w.remove(list)
		return
	}
	if r, ok := w.row(w.at.Row); ok && r.Sum() == 0 {
		w.added = slices.DeleteFunc(w.added, func(k weekKey) bool { return k == r.key })
		w.keepMemory()
		w.h.Say("Row taken away: %s.", r.Matter.Key)
		w.reload()
	}
}

// drafts are those of the week.
func (w *Week) drafts() (ids []int64, bare int) {
	for _, r := range w.rows {
		for _, day := range r.Days {
			for _, e := range day {
				if e.Status != work.Draft {
					continue
				}
				ids = append(ids, e.ID)
				if strings.TrimSpace(e.Narrative) == "" {
					bare++
				}
			}
		}
	}
	return ids, bare
}

// Drafts counts the drafts of the week, and those without a text.
func (w *Week) Drafts() (n, bare int) {
	ids, bare := w.drafts()
	return len(ids), bare
}

// NextBare goes to the next cell whose draft has no text yet; false for none.
func (w *Week) NextBare() bool {
	var cells []WeekCell
	from := 0
	for _, r := range w.rows {
		for day, list := range r.Days {
			c := WeekCell{r.ID, day}
			if c == w.at {
				from = len(cells)
			}
			if c != w.at && slices.ContainsFunc(list, func(e app.TimeRow) bool { return e.Status == work.Draft && strings.TrimSpace(e.Narrative) == "" }) {
				cells = append(cells, c)
			}
		}
	}
	if len(cells) == 0 {
		return false
	}
	c := cells[from%len(cells)]
	w.MoveTo(c.Row, WeekDays[c.Day])
	return true
}

// Release makes the drafts of the week work in progress.
func (w *Week) Release() {
	w.saveCell()
	ids, _ := w.drafts()
	if len(ids) == 0 {
		w.h.Say("No drafts to release.")
		return
	}
	req := app.MoveTime{Request: app.Request{Key: newKey(w.h.Desk(), "release")}, IDs: ids}
	moveEntries(w.h, moving{ids: ids,
		do:   func(ctx context.Context) (app.Moved, error) { return w.h.Desk().ReleaseTime(ctx, req) },
		said: func(n int) string { return words.L("Released: %s.", entriesWord(n)) },
	})
}

// TimerFor implements Starter: F5 starts a timer for the row.
func (w *Week) TimerFor() TimerWish {
	r, _ := w.row(w.at.Row)
	wish := TimerWish{Matter: r.Matter.Key, Timekeeper: w.keeper.Code, Task: r.key.task, Activity: r.key.activity}
	if w.Edit != nil {
		wish.Narrative = w.Edit.Narrative.Text
	}
	return wish
}

// Commands implements Doer.
func (w *Week) Commands() []Command {
	off := ""
	if _, ok := w.row(w.at.Row); !ok || w.at.Day < 0 {
		off = words.L("Choose a day of a row first.")
	}
	none := ""
	if n, _ := w.Drafts(); n == 0 {
		none = words.L("No drafts to release.")
	}
	return []Command{
		{ID: "new", Title: words.L("Add a row")}, {ID: "week.copy", Title: words.L("Copy last week's rows")}, {ID: "save", Title: words.L("Save the text")},
		{ID: "repeat", Title: words.L("Copy the day before"), Off: off}, {ID: "duplicate", Title: words.L("Copy to the next day"), Off: off},
		{ID: "delete", Title: words.L("Delete the hours of the cell"), Off: off}, {ID: "time.release", Title: words.L("Release the drafts of the week"), Off: none},
		{ID: "week.text", Title: words.L("Go to the next cell without a text")}, {ID: "week.day", Title: words.L("Open the day"), Off: off},
		{ID: "previous", Title: words.L("Previous week")}, {ID: "next", Title: words.L("Next week")}, {ID: "week.now", Title: words.L("This week")},
	}
}

// Do implements Doer.
func (w *Week) Do(id string) bool {
	switch id {
	case "week.copy":
		w.CopyRows()
	case "save", "save.new":
		if w.Edit == nil {
			return false
		}
		w.Edit.Save()
	case "repeat":
		w.Repeat()
	case "duplicate":
		w.Duplicate()
	case "delete":
		w.Clear()
	case "time.release":
		w.Release()
	case "week.text":
		if !w.NextBare() {
			w.h.Say("Every draft of the week has its text.")
		}
	case "week.day":
		if w.at.Day >= 0 {
			w.h.Go(todayName, w.start.AddDays(w.at.Day).String()+" "+w.keeper.Code)
		}
	case "why":
		if w.Edit == nil {
			return false
		}
		tellWhy(w.h, w.Edit.old)
	case "previous":
		w.Move(-1)
	case "next":
		w.Move(1)
	case "week.now":
		w.SetWeek(w.h.Today())
	default:
		return false
	}
	return true
}
