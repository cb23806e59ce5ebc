package main

import "matterbook/ui/present"

func init() {
	centre := func(s *Stand) *present.Reports { return Screen[*present.Reports](s) }
	log := func(s *Stand) *present.Audit { return Screen[*present.Audit](s) }
	report := func(name string, books ...string) Shot {
		return Shot{Route: "reports", Name: name, Books: books, Prepare: func(s *Stand) { centre(s).Show(name, nil) }}
	}
	add(
		report("aging", bookNames...), report("wip", "demo", "long"), report("productivity"), report("months"), report("invoice-register", "demo", "long"), report("statement-of-account"),
		Shot{Route: "reports", Name: "search", Prepare: func(s *Stand) { centre(s).SetSearch("trust") }},
		Shot{Route: "reports", Name: "save", Prepare: func(s *Stand) {
			r := centre(s)
			r.Show("wip", nil)
			r.StartSave()
			r.Side.Send()
		}},
		Shot{Route: "audit", Name: "line", Books: []string{"demo", "long"}, Prepare: func(s *Stand) {
			a := log(s)
			if ids := a.List.AllIDs(); len(ids) > 0 {
				a.List.Select(ids[:1])
			}
		}},
		Shot{Route: "audit", Name: "checks", Prepare: func(s *Stand) { log(s).Verify() }},
	)
}
