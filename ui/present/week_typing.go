package present

import (
	"context"
	"encoding/json"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"
	"matterbook/ui/words"
)

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
