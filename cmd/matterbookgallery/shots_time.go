package main

import (
	"fmt"

	"matterbook/ui/present"
)

func init() {
	// chosen selects the first n entries.
	chosen := func(s *Stand, n int) *present.Time {
		t := Screen[*present.Time](s)
		t.List.Select(t.List.AllIDs()[:n])
		return t
	}
	act := func(name, id string, n int) Shot {
		return Shot{Route: "time", Name: name, Prepare: func(s *Stand) { chosen(s, n).Do(id) }}
	}
	both := []string{"demo", "long"}
	add(
		Shot{Route: "time", Name: "menu", Stays: true, Prepare: func(s *Stand) {
			s.RightClick(fmt.Sprintf("time.grid/row:%d", Screen[*present.Time](s).List.AllIDs()[3]))
		}},
		Shot{Route: "time", Name: "paste", Prepare: func(s *Stand) {
			s.Clipboard("Date\tTK\tMatter\tHours\tNarrative\n" +
				"2026-10-29\tAVP\t1008-01\t1.5\tTelephone conference with client regarding the setoff of deposits\n" +
				"2026-10-29\tAVP\t9999-01\t0.4\tLetter to opposing counsel\n" +
				"2026-10-30\tAVP\t1014-02\tabc\tReview of the trademark register\n" +
				"2026-10-30\tRMD\t1001-02\t0.8\tDraft inventory of the estate")
			s.Focus("time.grid")
			s.Paste()
		}},
		Shot{Route: "time", Name: "edit", Books: both, Prepare: func(s *Stand) {
			t := Screen[*present.Time](s)
			t.OpenEdit(t.List.AllIDs()[0])
		}},
		act("transfer", "time.transfer", 3), act("rerate", "time.rerate", 5), act("hold", "time.hold", 2), act("write-off", "time.write_off", 2),
		act("split", "time.split", 1), act("combine", "time.combine", 2), act("results", "delete", 6),
		Shot{Route: "time", Name: "missing", Books: both, Prepare: func(s *Stand) { Screen[*present.Time](s).ShowMissing("") }},
		Shot{Route: "time", Name: "expected", Prepare: func(s *Stand) {
			t := Screen[*present.Time](s)
			t.ShowMissing("")
			t.Missing.OpenForm("")
		}},
		Shot{Route: "week", Name: "cell", Books: both, Prepare: func(s *Stand) {
			w := Screen[*present.Week](s)
			for _, id := range w.List.AllIDs() {
				r, _ := w.List.Value(id)
				for day := range r.Days {
					if len(r.Days[day]) > 0 {
						w.MoveTo(id, present.WeekDays[day])
						return
					}
				}
			}
		}},
		Shot{Route: "today", Name: "earlier", Books: both, Prepare: func(s *Stand) { Screen[*present.Today](s).ShowEarlier(true) }},
	)
}
