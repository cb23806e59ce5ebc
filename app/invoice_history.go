package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// The kinds of an [InvoiceEvent].
const (
	EventIssued  = "issued"
	EventSent    = "sent"
	EventPaid    = "paid"
	EventTrust   = "trust" // drawn from trust
	EventBack    = "taken back"
	EventCredit  = "credited"
	EventVoid    = "void"
	EventWritten = "written" // a paper was made and kept
)

// InvoiceEvent is one thing that became of an invoice, with who noted it and when.
type InvoiceEvent struct {
	Kind    string
	On      cal.Date  // the day it counts from
	At      time.Time // when it was noted; zero when the log does not say
	User    string    // who noted it; blank when the log does not say
	Amount  money.Amount
	Balance money.Amount // what is owed after it
	Ref     string       // check number, way of sending, format of the paper
	Reason  string
	Payment int64 // the payment of it, 0 for none
}

// InvoiceHistory is what became of an invoice, oldest first: issued, sent,
// written, paid, drawn from trust, taken back, credited, void.
func (d *Desk) InvoiceHistory(ctx context.Context, number string) ([]InvoiceEvent, error) {
	return view(ctx, d, func(q Query) ([]InvoiceEvent, error) {
		inv, err := q.InvoiceByNumber(strings.TrimSpace(number))
		if err != nil {
			return nil, err
		}
		h := &history{q: q, inv: inv, zone: d.Now().Location()}
		for _, part := range []func() error{h.invoice, h.payments, h.credits, h.papers} {
			if err := part(); err != nil {
				return nil, err
			}
		}
		return h.settle(), nil
	})
}

type history struct {
	q    Query
	inv  bill.Invoice
	zone *time.Location // of the day a paper was kept on
	list []InvoiceEvent
}

// noted are the acts that wrote a row, oldest first.
func (h *history) noted(table string, id int64) ([]AuditLine, error) {
	lines, err := h.q.AuditLines(AuditFilter{Table: table, RowID: id}, Page{})
	slices.Reverse(lines)
	return lines, err
}

func (h *history) add(e InvoiceEvent, lines []AuditLine, act func(AuditLine) bool) {
	for _, l := range lines {
		if act == nil || act(l) {
			e.At, e.User = l.At, l.User
			if act == nil {
				break // the first one made it
			}
		}
	}
	h.list = append(h.list, e)
}

func (h *history) invoice() error {
	lines, err := h.noted("invoice", h.inv.ID)
	if err != nil {
		return err
	}
	h.add(InvoiceEvent{Kind: EventIssued, On: h.inv.Date, Amount: h.inv.Totals.Total}, lines, nil)
	if !h.inv.SentOn.IsZero() {
		h.add(InvoiceEvent{Kind: EventSent, On: h.inv.SentOn, Ref: h.inv.SentHow}, lines, func(l AuditLine) bool { return l.Act == "invoice.send" })
	}
	if h.inv.Status == bill.Void {
		h.add(InvoiceEvent{Kind: EventVoid, On: h.inv.VoidedOn, Amount: -h.inv.Totals.Total, Reason: h.inv.VoidReason}, lines,
			func(l AuditLine) bool { return l.Act == "invoice.void" })
	}
	return nil
}

func (h *history) payments() error {
	list, err := h.q.Payments(PaymentFilter{InvoiceID: h.inv.ID}, Page{})
	if err != nil {
		return err
	}
	for _, p := range list {
		for _, a := range p.Allocations {
			if a.InvoiceID != h.inv.ID {
				continue
			}
			e := InvoiceEvent{Kind: EventPaid, On: a.AppliedOn, Amount: -a.Amount, Ref: strings.TrimSpace(string(p.Method) + " " + p.Reference), Payment: p.ID, Reason: p.Reason}
			switch {
			case p.ReversesID != 0:
				e.Kind = EventBack
			case p.Method == bill.ByTrust:
				e.Kind, e.Ref = EventTrust, p.Reference
			}
			lines, err := h.noted("allocation", a.ID)
			if err != nil {
				return err
			}
			h.add(e, lines, nil)
		}
	}
	return nil
}

func (h *history) credits() error {
	list, err := h.q.Credits(h.inv.ID)
	if err != nil {
		return err
	}
	for _, c := range list {
		lines, err := h.noted("credit", c.ID)
		if err != nil {
			return err
		}
		h.add(InvoiceEvent{Kind: EventCredit, On: c.Date, Amount: -c.Amount, Reason: c.Reason}, lines, nil)
	}
	return nil
}

func (h *history) papers() error {
	list, err := h.q.Papers(h.inv.ID)
	if err != nil {
		return err
	}
	for _, p := range list {
		lines, err := h.noted("paper", p.ID)
		if err != nil {
			return err
		}
		e := InvoiceEvent{Kind: EventWritten, On: cal.Of(p.CreatedAt.In(h.zone)), Ref: p.Format}
		h.add(e, lines, nil)
	}
	return nil
}

// settle sorts by day, then as it was noted, and says what was owed after each.
func (h *history) settle() []InvoiceEvent {
	slices.SortStableFunc(h.list, func(a, b InvoiceEvent) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), a.On.Compare(b.On), a.At.Compare(b.At))
	})
	owed := money.Amount(0)
	for i := range h.list {
		owed += h.list[i].Amount
		h.list[i].Balance = owed
	}
	return h.list
}

// rank puts the issue first: a paper written on the same day follows it.
func (e InvoiceEvent) rank() int {
	if e.Kind == EventIssued {
		return 0
	}
	return 1
}
