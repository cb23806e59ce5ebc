package main

import "matterbook/ui/present"

func init() {
	desk := func(s *Stand) *present.Trust { return Screen[*present.Trust](s) }
	add(
		Shot{Route: "trust", Name: "account", Books: []string{"empty"}, Prepare: func(s *Stand) { desk(s).StartAccount() }},
		Shot{Route: "trust", Name: "receipt", Prepare: func(s *Stand) { desk(s).StartReceipt() }},
		Shot{Route: "trust", Name: "refused", Books: []string{"demo", "long"}, Prepare: func(s *Stand) {
			t := desk(s)
			t.StartPayment()
			t.Side.Set("amount", "500000000.00")
			t.Side.Set("party", "Expert witness")
			t.Side.Set("purpose", "Report")
			t.Side.Set("reference", "1090")
			t.Side.Send()
		}},
		Shot{Route: "trust", Name: "apply", Prepare: func(s *Stand) { desk(s).StartApply() }},
		Shot{Route: "trust", Name: "proof", Prepare: func(s *Stand) { desk(s).StartProof() }},
	)
}
