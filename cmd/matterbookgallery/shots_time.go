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
	)
}
