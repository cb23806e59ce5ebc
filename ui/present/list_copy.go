package present

import (
	"context"
	"strings"

	"matterbook/ui/words"
)

// copyMost is the most rows that are put on the clipboard; what is longer is for
// an export.
const copyMost = 100_000

// CopyRows implements Copier: the rows are read beside the window, then put on
// the clipboard as lines of tab-separated cells. at are the places of the cells
// that are wanted; headings, where there are any, come first.
func (l *List[R]) CopyRows(h Host, ids []int64, at []int, headings []string) {
	if len(ids) > copyMost {
		h.Tell(Notice{Tone: Info, Text: words.L("%d rows are too many for the clipboard. Export the list instead.", len(ids))})
		return
	}
	h.Working(words.L("Copying rows"), func(ctx context.Context, progress func(done, total int, what string)) error {
		var rows []R
		for begin := 0; begin < len(ids); begin += 1000 {
			if err := ctx.Err(); err != nil {
				return err
			}
			more, err := l.Fetch(ctx, ids[begin:min(begin+1000, len(ids))])
			if err != nil {
				return err
			}
			rows = append(rows, more...)
			progress(len(rows), len(ids), "")
		}
		l.Run.Later(func() { l.copied(h, ids, rows, at, headings) })
		return nil
	}, h.Fail)
}

// copied puts rows that were read on the clipboard, in the order of the list.
func (l *List[R]) copied(h Host, ids []int64, rows []R, at []int, headings []string) {
	byID := make(map[int64]R, len(rows))
	for _, r := range rows {
		byID[l.ID(r)] = r
	}
	var lines []string
	if len(headings) > 0 {
		lines = append(lines, strings.Join(headings, "\t"))
	}
	n := 0
	for _, id := range ids {
		r, ok := byID[id]
		if !ok {
			continue // gone meanwhile
		}
		cells := l.Cells(r)
		texts := make([]string, len(at))
		for i, place := range at {
			texts[i] = strings.Join(strings.Fields(cells[place].Text), " ")
		}
		lines = append(lines, strings.Join(texts, "\t"))
		n++
	}
	h.Copy(strings.Join(lines, "\n"))
	h.Say("%s", words.N(n, "%d row copied.", "%d rows copied.", n))
}
