package main

import (
	"context"
	"time"

	"matterbook/app"
	"matterbook/ui/present"
)

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
		Shot{Route: "billing", Name: "run", Prepare: func(s *Stand) {
			b := queue(s)
			for _, name := range []string{"Month end, all", "Dunne through last week", "Estates and trusts of the Seattle office"} {
				b.SaveRun(present.SavedRun{Name: name, Through: present.ThroughLastMonth})
			}
			b.StartRun()
		}},
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
		Shot{Route: "billing", Name: "review", Books: []string{"demo", "long"}, Prepare: func(s *Stand) {
			b := queue(s)
			discard(s, b)
			b.StartRun()
			b.Side.Send()
		}},
		Shot{Route: "billing", Name: "made", Prepare: func(s *Stand) {
			b := queue(s)
			discard(s, b)
			b.StartRun()
			b.Side.Send()
			b.Review.Make()
		}},
		Shot{Route: "billing", Name: "working", Stays: true, Prepare: func(s *Stand) {
			b := queue(s)
			b.Queue.Select(b.Queue.AllIDs())
			s.Run.Halfway = true
			b.Approve()
		}},
		Shot{Route: "billing", Name: "states", Prepare: func(s *Stand) {
			b := queue(s)
			ids := b.Queue.AllIDs()
			b.Queue.Select(ids[:1])
			b.Hold()
			b.Side.Set("reason", "Settlement pending")
			b.Side.Send()
			b.Queue.Select(ids[len(ids)-1:])
			b.StartForward()
			b.Side.Set("note", "Is the rate of the second line agreed?")
			b.Side.Send()
			s.Clock.Advance(6 * 24 * time.Hour)
			s.Do("reload")
		}},
		Shot{Route: "billing", Name: "numbered", Prepare: func(s *Stand) {
			b := queue(s)
			b.StartFinalizeAll()
			b.Side.Send()
		}},
		Shot{Route: "billing", Name: "prebill-find", Prepare: func(s *Stand) {
			open(s)
			s.Click("prebill.page.find")
			s.Focus("prebill.page.find.text")
			s.Type("the")
		}},
		Shot{Route: "billing", Name: "prebill-zoom", Prepare: func(s *Stand) {
			open(s)
			for range 4 {
				s.Click("prebill.page.zoomin")
			}
		}},
		Shot{Route: "billing", Name: "prebill-comments", Prepare: func(s *Stand) {
			b := open(s)
			b.Bill.SetLine(b.Bill.View.Lines[1].No)
			b.Bill.StartComments()
			b.Side.Set("text", "Was this call agreed with the client?")
			b.Side.Send()
			b.Bill.StartComments()
		}},
		Shot{Route: "billing", Name: "prebill-history", Prepare: func(s *Stand) {
			b := open(s)
			b.Bill.Mark("nc")
			b.Bill.Accept("Client relations")
			b.Bill.ShowHistory()
		}},
		Shot{Route: "billing", Name: "prebill-replace", Prepare: func(s *Stand) {
			b := open(s)
			b.Bill.StartReplace()
			b.Side.Set("find", "re")
		}},
		Shot{Route: "billing", Name: "prebill-details", Prepare: func(s *Stand) { open(s).Bill.StartDetails() }},
	)
}

// discard gives every pre-bill up, so that there is work to be run.
func discard(s *Stand, b *present.Billing) {
	for _, r := range b.Queue.Rows() {
		_, err := s.Desk.DiscardPreBill(context.Background(), app.DiscardPreBill{PreBill: r.ID, Reason: "for the picture"})
		s.Must(err)
	}
}
