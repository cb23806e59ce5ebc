package present

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
)

// weekSheet is what is read of a week.
type weekSheet struct {
	rows  []app.TimeRow
	days  [7]app.TimeDay
	added []weekAdded
	names []Choice
}

func (w *Week) reload() {
	if !w.ready {
		return
	}
	if all := w.h.Facts().Timekeepers; w.keeper.ID == 0 && len(all) > 0 { // added since
		w.keeper = all[0]
	}
	keeper, start, d := w.keeper, w.start, w.h.Desk()
	if keeper.ID == 0 {
		w.List.Set(nil, "", nil)
		return
	}
	var added []weekAdded
	if w.fresh {
		w.added = nil
		if w.memory.Week == start.String() && (w.memory.Timekeeper == keeper.Code || w.memory.Timekeeper == "" && keeper.ID == w.h.Facts().Me.ID) {
			added = w.memory.Rows
		}
	}
	Ask(&w.read, w.h.Runner(), func(ctx context.Context) (weekSheet, error) {
		return app.Read(ctx, d, func(q app.Query) (weekSheet, error) { return readWeek(q, d, keeper, start, added) })
	}, func(s weekSheet, err error) {
		if err != nil {
			w.h.Fail(err)
			return
		}
		w.takeWeek(s)
	})
}

func readWeek(q app.Query, d *app.Desk, keeper firm.Timekeeper, start cal.Date, added []weekAdded) (s weekSheet, err error) {
	rows, err := q.EntryRows(app.EntryFilter{TimekeeperID: keeper.ID, From: start, To: start.AddDays(6), Oldest: true}, app.Page{})
	if err != nil {
		return s, err
	}
	if s.rows, err = withCurrency(q, rows); err != nil {
		return s, err
	}
	weeks, err := q.WorkWeeks()
	if err != nil {
		return s, err
	}
	for i := range s.days {
		day := start.AddDays(i)
		s.days[i] = app.TimeDay{Date: day, Expected: firm.WorkWeeks(weeks).Expected(keeper, day), Ahead: day > d.Today()}
	}
	for _, r := range s.rows {
		s.days[r.Date.Sub(start)].Recorded += r.Hours
	}
	for _, a := range added {
		m, err := q.MatterByCode(a.Matter)
		if err != nil {
			continue // renamed or gone since: the row had no hours
		}
		c, err := matterChoices(q, []firm.Matter{m})
		if err != nil {
			return s, err
		}
		s.added, s.names = append(s.added, a), append(s.names, c[0])
	}
	return s, nil
}

func (w *Week) takeWeek(s weekSheet) {
	for i, a := range s.added {
		w.addKey(weekKey{s.names[i].ID, a.Task, a.Activity}, s.names[i])
	}
	w.days = s.days
	for i := range w.days { // for files; on the page the day is named
		w.List.Heads[i+3].Label = w.start.AddDays(i).String()
	}
	rows := map[weekKey]*WeekRow{}
	for _, e := range s.rows {
		k := weekKey{e.MatterID, e.Task, e.Activity}
		r := rows[k]
		if r == nil {
			r = &WeekRow{ID: w.rowID(k), key: k, Code: strings.TrimSpace(k.task + " " + k.activity),
				Matter: Choice{Noun: "matter", Key: e.MatterCode, ID: e.MatterID, Text: e.MatterName, More: e.ClientName}}
			rows[k] = r
		}
		day := e.Date.Sub(w.start)
		r.Days[day] = append(r.Days[day], e)
	}
	for _, k := range w.added {
		if rows[k] == nil {
			m := w.names[k.matter]
			_, name, _ := strings.Cut(m.Text, "  ")
			rows[k] = &WeekRow{ID: w.rowID(k), key: k, Code: strings.TrimSpace(k.task + " " + k.activity),
				Matter: Choice{Noun: "matter", Key: m.Key, ID: m.ID, Text: name, More: m.More}}
		}
	}
	w.arrange(rows)
	w.show()
}

func (w *Week) rowID(k weekKey) int64 {
	id, known := w.ids[k]
	if !known {
		id = int64(len(w.ids) + 1)
		w.ids[k] = id
	}
	return id
}

// arrange keeps the rows where they stood, so that none jumps away under the
// cursor; new ones come by matter at the end.
func (w *Week) arrange(rows map[weekKey]*WeekRow) {
	fresh := w.fresh
	if fresh {
		w.order, w.fresh = nil, false
	}
	var list []WeekRow
	for _, k := range w.order {
		if r := rows[k]; r != nil {
			list = append(list, *r)
			delete(rows, k)
		}
	}
	var more []WeekRow
	for _, r := range rows {
		more = append(more, *r)
	}
	slices.SortFunc(more, func(a, b WeekRow) int {
		return cmp.Or(cmp.Compare(a.Matter.Key, b.Matter.Key), cmp.Compare(a.Code, b.Code))
	})
	w.rows = append(list, more...)
	w.order = nil
	for _, r := range w.rows {
		w.order = append(w.order, r.key)
	}
	if _, ok := w.row(w.at.Row); fresh && !ok && len(w.rows) > 0 {
		w.at = WeekCell{w.rows[0].ID, w.today()}
	}
}
