package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

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
