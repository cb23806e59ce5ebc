package main

import (
	"fmt"

	"matterbook/ui/present"
)

func init() {
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
	)
}
