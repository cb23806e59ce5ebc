package main

import "matterbook/ui/present"

func init() {
	queue := func(s *Stand) *present.Billing { return Screen[*present.Billing](s) }
	// open shows the first pre-bill that can be edited.
	open := func(s *Stand) *present.Billing {
		b := queue(s)
		for _, r := range b.Queue.Rows() {
			if r.Status == "open" {
				b.OpenPreBill(r.ID)
				return b
			}
		}
		s.Fail("no pre-bill is open")
		return nil
	}
	add(
		Shot{Route: "billing", Name: "run", Prepare: func(s *Stand) { queue(s).StartRun() }},
		Shot{Route: "billing", Name: "finalize", Prepare: func(s *Stand) {
			b := queue(s)
			b.Queue.Select(b.Queue.AllIDs()[:2])
			b.StartFinalize()
		}},
		Shot{Route: "billing", Name: "prebill", Books: []string{"demo", "long"}, Prepare: func(s *Stand) { open(s) }},
		Shot{Route: "billing", Name: "prebill-reason", Prepare: func(s *Stand) {
			b := open(s)
			b.Bill.SetLine(b.Bill.View.Lines[1].No)
			b.Bill.Mark("nc")
		}},
		Shot{Route: "billing", Name: "prebill-details", Prepare: func(s *Stand) { open(s).Bill.StartDetails() }},
	)
}
