package present

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/ui/words"
)

// recentDays is how far back the list of earlier work goes.
const recentDays = 28

// newEarlier is the list of the person's earlier work, newest first and the same
// work once, from which a day is filled: choose, Enter.
func (t *Today) newEarlier() {
	t.Earlier = &List[app.TimeRow]{
		Run: t.h.Runner(),
		Heads: []Column{{Key: "date", Label: words.Mark("Date"), Width: 62}, {Key: "matter", Label: words.Mark("Matter"), Width: 70, Min: 50},
			{Key: "narrative", Label: words.Mark("Narrative"), Width: 120, Min: 60, Flex: 1}, {Key: "hours", Label: words.Mark("Hours"), Width: 52, Right: true}},
		ID: func(r app.TimeRow) int64 { return r.ID },
		Cells: func(r app.TimeRow) []Cell {
			return []Cell{{Text: words.Day(r.Date), Muted: true, Raw: r.Date}, {Text: r.MatterCode}, {Text: oneLine(r.Narrative)}, hoursCell(r.Hours)}
		},
		Fail: t.h.Fail,
		Nothing: func() Empty {
			return Empty{Symbol: "history", Title: words.L("No earlier work"), Text: words.L("What was recorded in the four weeks before stands here, to be copied to this day.")}
		},
	}
}

// ShowEarlier shows or hides the list of earlier work beside the day.
func (t *Today) ShowEarlier(on bool) {
	if t.memory.Earlier != on {
		t.memory.Earlier = on
		t.keepMemory()
		t.readEarlier()
		t.h.Redraw(t)
	}
}

// EarlierShown says whether the list of earlier work is shown.
func (t *Today) EarlierShown() bool { return t.memory.Earlier }

func (t *Today) readEarlier() {
	if !t.memory.Earlier || t.keeper.ID == 0 || !t.ready {
		return
	}
	keeper, day, d := t.keeper.ID, t.day, t.h.Desk()
	Ask(&t.earlier, t.h.Runner(), func(ctx context.Context) ([]app.TimeRow, error) {
		return app.Read(ctx, d, func(q app.Query) ([]app.TimeRow, error) {
			rows, err := q.EntryRows(app.EntryFilter{TimekeeperID: keeper, From: day.AddDays(-recentDays), To: day.AddDays(-1)}, app.Page{Limit: 400})
			if err != nil {
				return nil, err
			}
			return withCurrency(q, onceEach(rows))
		})
	}, func(rows []app.TimeRow, err error) {
		t.h.Fail(err)
		if err == nil {
			t.Earlier.Set(rows, words.N(len(rows), "One kind of work", "%d kinds of work", len(rows)), nil)
			t.h.Redraw(t)
		}
	})
}

// onceEach leaves the newest of entries with the same matter, codes and text.
func onceEach(rows []app.EntryRow) []app.EntryRow {
	seen := map[string]bool{}
	var list []app.EntryRow
	for _, r := range rows {
		key := fmt.Sprintf("%d %s %s %s", r.MatterID, r.Task, r.Activity, strings.ToLower(oneLine(r.Narrative)))
		if !seen[key] {
			seen[key] = true
			list = append(list, r)
		}
	}
	return list
}

// CopyEarlier makes a draft of the day shown like an entry of an earlier day.
func (t *Today) CopyEarlier(id int64) {
	if r, ok := t.Earlier.Value(id); ok {
		t.copyTo(t.day, r)
	}
}
