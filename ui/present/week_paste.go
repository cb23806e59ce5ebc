package present

import (
	"slices"
	"strings"

	"matterbook/app/work"
	"matterbook/ui/words"
)

// PasteTable makes of a range of hours, copied from a spreadsheet, the rows of a
// [TimePaste]: the range lies with its first cell on the cell at hand, each line
// on the next row of the sheet and each column on the next day. Blank cells and
// zeros say nothing. A table that is no range of hours is passed on as it is.
//
// A range that does not fit, or lies on hours that are there, is refused as a
// whole, which is said; then the answer is nil.
func (w *Week) PasteTable(rows [][]string) [][]string {
	if !hoursOnly(rows) {
		return rows
	}
	ids := w.List.AllIDs()
	first := slices.Index(ids, w.at.Row)
	if _, ok := w.row(w.at.Row); !ok || w.at.Day < 0 || first < 0 {
		w.h.Say("Choose a day of a row first.")
		return nil
	}
	table := [][]string{{"date", "matter", "hours", "task", "activity"}}
	for i, line := range rows {
		for j, text := range line {
			if noHours(text) {
				continue
			}
			day := w.at.Day + j
			if day > 6 {
				w.h.Say("The range is wider than the week: nothing was pasted.")
				return nil
			}
			r, ok := WeekRow{}, false
			if first+i < len(ids) {
				r, ok = w.row(ids[first+i])
			}
			if !ok {
				w.h.Say("The range has more lines than there are matters from here on. Add their rows first.")
				return nil
			}
			if len(r.Days[day]) > 0 {
				w.h.Say("%s has hours in the row of %s already: nothing was pasted.", words.LongDate(w.start.AddDays(day)), r.Matter.Key)
				return nil
			}
			table = append(table, []string{w.start.AddDays(day).String(), r.Matter.Key, text, r.key.task, r.key.activity})
		}
	}
	return table
}

// hoursOnly says that every cell is blank or hours of one day, and one at least
// is not blank.
func hoursOnly(rows [][]string) bool {
	some := false
	for _, line := range rows {
		for _, text := range line {
			if noHours(text) {
				continue
			}
			if q, err := work.ParseHours(words.Typed(text)); err != nil || q > work.DayHours {
				return false
			}
			some = true
		}
	}
	return some
}

// noHours says that a cell of a spreadsheet stands for nothing.
func noHours(text string) bool { return strings.Trim(text, " 0.:,-–") == "" }
