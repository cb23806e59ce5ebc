package main

import (
	"context"
	"os"

	"matterbook/app"
	"matterbook/ui/present"
)

func init() {
	outbox := func(s *Stand) *present.Outbox { return Screen[*present.Outbox](s) }
	// ruled gives the clients of the first bills their ways; one of them has no
	// address.
	ruled := func(s *Stand) *present.Outbox {
		ctx, o := context.Background(), outbox(s)
		for _, p := range preBillsToIssue(s) {
			_, err := s.Desk.Finalize(ctx, app.Finalize{PreBills: []int64{p}})
			s.Must(err)
		}
		folder, err := os.MkdirTemp("", "matterbook-outbox-*")
		s.Must(err)
		s.stop = append(s.stop, func() { os.RemoveAll(folder) })
		o.Folder = folder
		on := true
		for i, r := range o.List.Values() {
			how, address := []string{"email", "portal", "hand", "mail"}[i%4], []string{"claims@insurer.example", "CounselGate", "", ""}[i%4]
			req := app.SetDelivery{Client: r.Client.Code, How: &how, Address: &address}
			if how == "portal" {
				req.LEDES = &on
			}
			_, err := s.Desk.SetDelivery(ctx, req)
			s.Must(err)
		}
		return o
	}
	add(
		Shot{Route: "outbox", Name: "ways", Books: []string{"demo", "long"}, Prepare: func(s *Stand) { ruled(s) }},
		Shot{Route: "outbox", Name: "rule", Prepare: func(s *Stand) {
			o := ruled(s)
			if rows := o.List.Values(); len(rows) > 0 {
				o.StartRule(rows[0].Client.Code)
			}
		}},
		Shot{Route: "outbox", Name: "delivered", Prepare: func(s *Stand) { ruled(s).Deliver() }},
	)
}

// preBillsToIssue are the pre-bills that can be numbered as they stand.
func preBillsToIssue(s *Stand) []int64 {
	rows, err := s.Desk.PreBills(context.Background(), app.PreBillFilter{Live: true})
	s.Must(err)
	var list []int64
	for _, r := range rows {
		if r.Status != "review" && r.Held == "" && r.Total > 0 {
			list = append(list, r.ID)
		}
	}
	return list
}
