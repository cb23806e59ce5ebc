package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/report"
)

// invoiceRegister lists the invoices dated in a period, voids too, with what
// has become of them to its last day.
func invoiceRegister(r *reporter) (*report.Table, error) {
	t := r.periodTable(colInvoice, colDate, report.Column{Key: "due", Label: "Due", Type: report.Date}, colClient, colMatter,
		colHours("hours", "Hours"), colMoney("fees", "Fees"), colMoney("discount", "Discount"), colMoney("hard", "Hard costs"), colMoney("soft", "Soft costs"),
		colMoney("tax", "Tax"), colMoney("interest", "Interest"), colMoney("total", "Total"), colMoney("paid", "Paid"), colMoney("credited", "Credited"),
		colMoney("void", "Void"), colMoney("balance", "Balance"), report.Column{Key: "status", Label: "Status", Type: report.Text})
	list, err := r.standings(StandingFilter{AsOf: r.to, From: r.from, To: r.to})
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		inv, err := r.q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		x := inv.Totals
		t.Add(report.T(s.Number), report.D(s.Date), report.D(s.DueOn), report.T(s.client.Code), report.T(s.matter.Code), report.H(x.Hours),
			report.M(x.Fees), report.M(x.Discount), report.M(x.Hard), report.M(x.Soft), report.M(x.Tax), report.M(x.Interest), report.M(x.Total),
			report.M(s.Paid), report.M(s.Credited), report.M(s.Voided), report.M(s.Balance()), report.T(s.Word()))
	}
	t.Note("Paid, credited and void are as of " + r.to.String() + ". Total - paid - credited - void = balance.")
	return t, nil
}

// collectionsReport lists what was received in a period: a row for each invoice
// money was laid on, by part, and one for what stays as credit. Money laid later
// on an invoice stands on the day it was laid.
func collectionsReport(r *reporter) (*report.Table, error) {
	t := r.periodTable(colDate, colClient, report.Column{Key: "payment", Label: "Payment", Type: report.Count}, report.Column{Key: "method", Label: "Method", Type: report.Text},
		report.Column{Key: "reference", Label: "Reference", Type: report.Text}, colInvoice, colMatter, colMoney("fees", "Fees"), colMoney("hard", "Hard costs"), colMoney("soft", "Soft costs"),
		colMoney("tax", "Tax"), colMoney("interest", "Interest"), colMoney("unapplied", "To credit"), colMoney("total", "Total"))
	all, err := r.standings(StandingFilter{})
	if err != nil {
		return nil, err
	}
	invoices := map[int64]standingOf{}
	for _, s := range all {
		invoices[s.InvoiceID] = s
	}
	payments, err := r.q.Payments(PaymentFilter{To: r.to}, Page{})
	if err != nil {
		return nil, err
	}
	in := func(d cal.Date) bool { return d >= r.from && d <= r.to }
	var rows []collected
	for _, p := range payments {
		if p.Currency != r.currency || r.client != nil && p.ClientID != r.client.ID {
			continue
		}
		credit := map[cal.Date]money.Amount{p.Date: p.Amount} // what came, less what was laid, by day
		for _, a := range p.Allocations {
			credit[a.AppliedOn] -= a.Amount
			inv, wanted := invoices[a.InvoiceID]
			if !wanted || !in(a.AppliedOn) {
				continue
			}
			row := collected{payment: p, on: a.AppliedOn, invoice: inv, parts: map[bill.Part]money.Amount{}}
			row.matches = r.keeper == nil
			for _, s := range a.Shares {
				if r.keeper != nil && s.TimekeeperID != r.keeper.ID {
					continue
				}
				row.parts[s.Part] += s.Amount
				row.matches = true
			}
			if row.matches {
				rows = append(rows, row)
			}
		}
		if r.matter != nil || r.keeper != nil || r.lead != nil {
			continue
		}
		for on, amount := range credit {
			if amount != 0 && in(on) {
				rows = append(rows, collected{payment: p, on: on, credit: amount})
			}
		}
	}
	slices.SortFunc(rows, func(a, b collected) int {
		return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.payment.ID, b.payment.ID), cmp.Compare(a.invoice.InvoiceID, b.invoice.InvoiceID))
	})
	for _, c := range rows {
		total := c.credit
		for _, v := range c.parts {
			total += v
		}
		method := string(c.payment.Method)
		if c.payment.ReversesID != 0 {
			method += " taken back"
		}
		t.Add(report.D(c.on), report.T(r.clients[c.payment.ClientID].Code), report.N(int(c.payment.ID)), report.T(method), report.T(c.payment.Reference),
			report.T(c.invoice.Number), report.T(c.invoice.matter.Code), report.M(c.parts[bill.PartFees]), report.M(c.parts[bill.PartHard]), report.M(c.parts[bill.PartSoft]),
			report.M(c.parts[bill.PartTax]), report.M(c.parts[bill.PartInterest]), report.M(c.credit), report.M(total))
	}
	t.Note("To credit is money received and not laid on an invoice that day; negative when credit of an earlier day was laid. Credit is never income.")
	return t, nil
}

type collected struct {
	payment bill.Payment
	on      cal.Date
	invoice standingOf
	parts   map[bill.Part]money.Amount
	credit  money.Amount
	matches bool
}

// statementReport is the statement of account of one client as a table.
func statementReport(r *reporter) (*report.Table, error) {
	if r.client == nil {
		return nil, fault.New(fault.Invalid, "client.required", "A statement of account is of one client: say which.")
	}
	s, err := statement(r.q, *r.client, r.ask.From, r.asOf)
	if err != nil {
		return nil, err
	}
	t := r.table(colDate, report.Column{Key: "kind", Label: "Kind", Type: report.Text}, report.Column{Key: "reference", Label: "Reference", Type: report.Text}, colMatter,
		report.Column{Key: "text", Label: "Text", Type: report.Text}, colMoney("amount", "Amount"), report.Column{Key: "balance", Label: "Balance", Type: report.Money})
	if s.Opening != 0 || !s.From.IsZero() {
		t.Add(report.D(s.From), report.T("opening"), report.T(""), report.T(""), report.T("Balance before"), report.M(s.Opening), report.M(s.Opening))
	}
	for _, m := range s.Movements {
		t.Add(report.D(m.Date), report.T(m.Kind), report.T(m.Ref), report.T(m.Matter), report.T(m.Text), report.M(m.Amount), report.M(m.Balance))
	}
	t.Note(fmt.Sprintf("%s: balance %s, of which %s unapplied credit; %s held in trust, no part of the balance.", s.Client.Name,
		s.Closing.Format(r.currency), s.Unapplied.Format(r.currency), s.TrustHeld.Format(r.currency)))
	return t, nil
}

// numberGaps lists what happened to each invoice number: voids and numbers that
// are missing. Numbers come gapless from a counter, so a missing one means that
// the book was changed from outside.
func numberGaps(r *reporter) (*report.Table, error) {
	t := r.table(report.Column{Key: "series", Label: "Series", Type: report.Text}, report.Column{Key: "number", Label: "Number", Type: report.Text},
		colDate, colClient, report.Column{Key: "what", Label: "What", Type: report.Text}, report.Column{Key: "reason", Label: "Reason", Type: report.Text})
	pattern, err := bill.ParsePattern(r.firm.InvoiceSeries)
	if err != nil {
		return nil, err
	}
	list, err := r.q.Standings(StandingFilter{})
	if err != nil {
		return nil, err
	}
	type series struct {
		numbers map[int64]bool
		top     int64
		on      cal.Date
	}
	all := map[string]*series{}
	other, void := 0, 0
	for _, s := range list {
		if s.Status == bill.Void {
			inv, err := r.q.Invoice(s.InvoiceID)
			if err != nil {
				return nil, err
			}
			void++
			t.Add(report.T(pattern.Series(s.Date)), report.T(s.Number), report.D(s.Date), report.T(r.clients[s.ClientID].Code), report.T("void on "+inv.VoidedOn.String()), report.T(inv.VoidReason))
		}
		n, ok := pattern.Counter(s.Number, s.Date)
		if !ok {
			other++
			continue
		}
		name := pattern.Series(s.Date)
		if all[name] == nil {
			all[name] = &series{numbers: map[int64]bool{}, on: s.Date}
		}
		x := all[name]
		x.numbers[n] = true
		x.top = max(x.top, n)
	}
	gaps := 0
	for name, x := range all {
		for n := int64(1); n < x.top; n++ {
			if x.numbers[n] {
				continue
			}
			number, err := pattern.Number(n, x.on)
			if err != nil {
				return nil, err
			}
			gaps++
			t.Add(report.T(name), report.T(number), report.Empty(), report.T(""), report.T("missing"), report.T("no invoice has this number"))
		}
	}
	slices.SortFunc(t.Rows, func(a, b []report.Cell) int {
		return cmp.Or(strings.Compare(a[0].Text, b[0].Text), strings.Compare(a[1].Text, b[1].Text))
	})
	t.Note(fmt.Sprintf("%d invoices, %d void, %d numbers missing.", len(list), void, gaps))
	if other > 0 {
		t.Note(fmt.Sprintf("%d invoices were numbered with another pattern than %s and are not tested for gaps.", other, pattern))
	}
	return t, nil
}
