package main

import (
	"context"

	"matterbook/app"
	"matterbook/ui/present"
)

func init() {
	list := func(s *Stand) *present.Matters { return Screen[*present.Matters](s) }
	clients := func(s *Stand) *present.Clients { return Screen[*present.Clients](s) }
	// one opens the page of the second matter, with notes and a party on it.
	one := func(s *Stand, tab string) *present.MatterPage {
		m := list(s)
		rows := m.List.Values()
		r := rows[min(1, len(rows)-1)]
		ctx := context.Background()
		due := s.Desk.Today().AddDays(-1).String()
		for _, n := range []app.AddNote{{Kind: "call", Text: "Counsel for the other side asks for an extension; the client agrees if the deposit stays in escrow."},
			{Kind: "task", Due: due, Text: "Send the mark-up of clause 14.2"}, {Kind: "task", Text: "Order the survey", Done: true}} {
			n.Matter = r.Code
			_, err := s.Desk.AddNote(ctx, n)
			s.Must(err)
		}
		_, err := s.Desk.AddParty(ctx, app.AddParty{Matter: r.Code, Role: "insurer", Name: "Northwestern Consolidated Maritime Insurance & Reinsurance Holdings (Oregon) LLC"})
		s.Must(err)
		m.OpenPage(r.ID, tab)
		return m.Page
	}
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
		Shot{Route: "matters", Name: "expense", Prepare: func(s *Stand) { one(s, present.MatterExpenses).StartExpense() }},
		Shot{Route: "matters", Name: "note", Prepare: func(s *Stand) { one(s, present.MatterNotes).StartNote("task") }},
		Shot{Route: "clients", Name: "edit", Books: []string{"demo", "long"}, Prepare: func(s *Stand) { clients(s).EditClient() }},
		Shot{Route: "clients", Name: "conflicts", Books: []string{"demo", "empty"}, Prepare: func(s *Stand) {
			c := clients(s)
			c.SetTab(present.TabConflicts)
			c.Conflicts.SetName("Harbor")
			c.Conflicts.Check()
		}},
	)
	for _, tab := range present.MatterTabs {
		add(Shot{Route: "matters", Name: tab.Key, Books: []string{"demo", "long"}, Prepare: func(s *Stand) { one(s, tab.Key) }})
	}
}
