package main

import "matterbook/ui/present"

func init() {
	list := func(s *Stand) *present.Matters { return Screen[*present.Matters](s) }
	add(
		Shot{Route: "matters", Name: "edit", Books: []string{"demo", "long"}, Prepare: func(s *Stand) {
			m := list(s)
			m.List.Select(m.List.AllIDs()[:1])
			m.EditMatter()
		}},
		Shot{Route: "matters", Name: "new", Prepare: func(s *Stand) { list(s).StartMatter() }},
		Shot{Route: "matters", Name: "faults", Prepare: func(s *Stand) {
			m := list(s)
			m.StartMatter()
			m.Side.Set("code", "1001-02")
			m.Side.Send()
		}},
	)
}
