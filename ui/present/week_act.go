package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/work"
	"matterbook/ui/words"
)

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
