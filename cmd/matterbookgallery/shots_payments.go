package main

import (
	"context"

	"matterbook/app"
	"matterbook/ui/present"
)

func init() {
	invoices := func(s *Stand) *present.Invoices { return Screen[*present.Invoices](s) }
	payments := func(s *Stand) *present.Payments { return Screen[*present.Payments](s) }
	board := func(s *Stand) *present.Receivables { return Screen[*present.Receivables](s) }
	// first opens the first invoice of the register.
	first := func(s *Stand) *present.Invoices {
		v := invoices(s)
		v.ShowAll()
		v.List.Need(0, 10)
		if r, ok := v.List.Value(v.List.AllIDs()[0]); ok {
			v.OpenInvoice(r.Number)
		}
		return v
	}
	// owing begins a receipt of the first client that owes anything.
	owing := func(s *Stand) *present.PayForm {
		f := payments(s).Form
		payments(s).Do("next")
		if len(f.Clients) == 0 {
			s.Fail("nobody owes anything")
		}
		f.Set("amount", "1234.56")
		f.Set("reference", "FEDWIRE-2026-0000-8840-1178")
		return f
	}
	both := []string{"demo", "long"}
	add(
		Shot{Route: "invoices", Name: "all", Books: both, Prepare: func(s *Stand) { invoices(s).ShowAll() }},
		Shot{Route: "invoices", Name: "none", Prepare: func(s *Stand) { invoices(s).SetOnly([]string{"void", "ebill"}) }},
		Shot{Route: "invoices", Name: "history", Books: both, Prepare: func(s *Stand) {
			p := first(s).Page
			p.History.Select(p.History.AllIDs()[:1])
		}},
		Shot{Route: "invoices", Name: "why", Books: both, Prepare: func(s *Stand) { first(s).Page.AskWhy(1) }},
		Shot{Route: "invoices", Name: "papers", Prepare: func(s *Stand) { first(s).Page.SetTab(present.InvoicePapers) }},
		Shot{Route: "invoices", Name: "writeoff", Books: both, Prepare: func(s *Stand) { first(s).Do("invoice.writeoff") }},

		Shot{Route: "payments", Name: "laid", Books: both, Prepare: func(s *Stand) { owing(s) }},
		Shot{Route: "payments", Name: "numbers", Prepare: func(s *Stand) {
			f := owing(s)
			f.Set("numbers", f.Items.Rows()[0].Number+" 2026-9999")
		}},
		Shot{Route: "payments", Name: "batch", Books: both, Prepare: func(s *Stand) {
			_, err := s.Desk.AddDeposit(context.Background(), app.AddDeposit{Expected: "98765.43", Account: "Cascade Bank, operating account of the firm 0000 4471 8840 1178"})
			s.Must(err)
			owing(s)
		}},
		Shot{Route: "payments", Name: "list", Books: both, Prepare: func(s *Stand) { payments(s).SetTab(present.PayList); payments(s).List.SetSpan("all") }},
		Shot{Route: "payments", Name: "credits", Books: both, Prepare: func(s *Stand) { payments(s).SetTab(present.PayCredits) }},
		Shot{Route: "payments", Name: "deposits", Books: []string{"demo", "empty"}, Prepare: func(s *Stand) { payments(s).SetTab(present.PayDeposits) }},
		Shot{Route: "payments", Name: "deposit", Prepare: func(s *Stand) { payments(s).Do("payments.deposit") }},

		Shot{Route: "receivables", Name: "matter", Books: both, Prepare: func(s *Stand) { board(s).SetBy(app.ARByMatter) }},
		Shot{Route: "receivables", Name: "note", Books: both, Prepare: func(s *Stand) { board(s).Do("receivables.note") }},
		Shot{Route: "receivables", Name: "run", Prepare: func(s *Stand) { board(s).Do("receivables.run") }},
		Shot{Route: "receivables", Name: "texts", Prepare: func(s *Stand) { board(s).Do("receivables.texts") }},
		Shot{Route: "receivables", Name: "statement", Books: both, Prepare: func(s *Stand) { board(s).Do("receivables.statement") }},
		Shot{Route: "receivables", Name: "letter", Books: both, Prepare: func(s *Stand) {
			v := board(s)
			v.Do("receivables.statement")
			if v.Paper != nil {
				v.Paper.SetLetter(true)
			}
		}},
	)
}
