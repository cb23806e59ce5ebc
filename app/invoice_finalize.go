package app

import (
	"context"
	"errors"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// Finalize asks that pre-bills be issued as invoices.
type Finalize struct {
	Request
	PreBills   []int64
	Date       cal.Date // of the invoices; zero: today
	ApplyTrust bool     // draw trust for each, where the agreement lets it be drawn on the date
	// Tell is told how far a long run has come; it may be nil.
	Tell func(done, total int) `json:"-"`
}

// Finalized is one invoice that was issued.
type Finalized struct {
	ID       int64
	Number   string
	PreBill  int64
	Client   string
	Matter   string
	Date     cal.Date
	DueOn    cal.Date
	Currency money.Currency
	Totals   bill.Totals
	Trust    *TrustDrawn // nil unless asked for
}

// TrustDrawn says what trust paid of an invoice, or why it paid nothing.
type TrustDrawn struct {
	Amount money.Amount
	Ref    string // reference of the transfer
	Why    string // blank when it was drawn
}

// finalizeAhead is how many days after today an invoice may be dated: bills
// prepared before a weekend carry the last day of the month.
const finalizeAhead = 31

// sentWithTrustNotice is how an invoice counts as sent when trust is drawn with
// its issue: the client is given the bill as the notice of the draw.
const sentWithTrustNotice = "trust notice"

// Finalize numbers pre-bills and posts them to receivables: one act each, in
// the order given. Before the first is numbered, all are drawn, so that a
// pre-bill that cannot be issued stops the call with nothing done. Should one
// fail all the same (somebody else was faster), those before it stay issued and
// are answered beside the error.
//
// A pre-bill that was not approved is approved by whoever issues it, if the role
// may approve; one that is with a reviewer is refused ("prebill.with_reviewer").
//
// With ApplyTrust an invoice whose matter has money available in trust, and
// whose agreement needs no days between sending and drawing, is marked as sent
// on its date ("trust notice": the bill is the notice of the draw, because trust
// is drawn only for a bill the client has), and as much as is owed and available
// is drawn. Where nothing is drawn the reason stands beside the invoice, which
// stays issued and is not marked as sent.
func (d *Desk) Finalize(ctx context.Context, req Finalize) ([]Finalized, error) {
	list := []Finalized{}
	if err := d.may(mayInvoice); err != nil {
		return list, err
	}
	if req.ApplyTrust {
		if err := d.may(mayTrust); err != nil {
			return list, err
		}
	}
	if req.Date.IsZero() {
		req.Date = d.Today()
	}
	if len(req.PreBills) == 0 {
		return list, fault.New(fault.Invalid, "prebill.required", "Say which pre-bills are to be issued.")
	}
	seen := map[int64]bool{}
	for _, id := range req.PreBills {
		if seen[id] {
			return list, fault.New(fault.Invalid, "prebill.twice", "Pre-bill %d is named twice.", id)
		}
		seen[id] = true
	}
	if err := d.finalizable(ctx, req); err != nil {
		return list, err
	}
	for i, id := range req.PreBills {
		done, err := d.finalize(ctx, req, id)
		if done.ID != 0 {
			list = append(list, done)
		}
		if err != nil {
			return list, partly(err, len(list), "%d of %d pre-bills were issued as invoices and stay so.", len(list), len(req.PreBills))
		}
		if req.Tell != nil {
			req.Tell(i+1, len(req.PreBills))
		}
	}
	return list, nil
}

// finalizable draws every pre-bill once before any is numbered. With a request
// key those that are final already are left to be answered from before.
func (d *Desk) finalizable(ctx context.Context, req Finalize) error {
	return d.store.View(ctx, func(q Query) error {
		f, err := q.Firm()
		if err != nil {
			return err
		}
		if err := mayDateInvoice(d, req.Date); err != nil {
			return err
		}
		if err := closed(f, req.Date, "an invoice"); err != nil {
			return err
		}
		if _, err := bill.ParsePattern(f.InvoiceSeries); err != nil {
			return err
		}
		var check fault.Check
		for _, id := range req.PreBills {
			b, err := toIssue(q, d, id)
			if err != nil && req.Key != "" && b.pre.Status == bill.PreBillFinal {
				continue
			}
			if err == nil {
				_, err = drawInvoice(q, b, req.Date)
			}
			if err == nil {
				continue
			}
			if len(req.PreBills) == 1 {
				return err
			}
			if s := fault.Of(err); s == fault.Internal || s == fault.Missing {
				return err
			}
			check.Add(fmt.Sprintf("prebill %d", id), fault.Code(err), "%s", err)
		}
		if err := check.Result("invoice.cannot_issue", "The pre-bills"); err != nil {
			var e *fault.Error
			if errors.As(err, &e) {
				e.Sort = fault.Refused
			}
			return err
		}
		return nil
	})
}

func mayDateInvoice(d *Desk, date cal.Date) error {
	if latest := d.Today().AddDays(finalizeAhead); date > latest {
		return fault.Refuse("invoice.date_ahead", "An invoice cannot be dated %s, more than %d days ahead.", date, finalizeAhead).
			Advise("Date it %s or before.", latest)
	}
	return nil
}

// toIssue loads a pre-bill that may be issued by the user.
func toIssue(q Query, d *Desk, id int64) (aPreBill, error) {
	b, err := livePreBill(q, d, id)
	if err != nil {
		return b, err
	}
	if b.pre.Status == bill.PreBillReview {
		return b, fault.Refuse("prebill.with_reviewer", "Pre-bill %d is with %s for review.", id, b.pre.Holder).
			Advise("Have it approved, or take it back first.")
	}
	if b.pre.Held != "" {
		return b, fault.Refuse("prebill.held", "Pre-bill %d waits: %s.", id, b.pre.Held).Advise("Let it go, then issue it.")
	}
	if b.pre.Status == bill.PreBillOpen && !d.can(mayApprove) {
		return b, fault.Refuse("prebill.not_approved", "Pre-bill %d is not approved, and the role %s may not approve it.", id, d.User.Role).
			Advise("Have it approved first.")
	}
	return b, nil
}

func (d *Desk) finalize(ctx context.Context, req Finalize, id int64) (Finalized, error) {
	r := req.Request
	if r.Key != "" {
		r.Key = fmt.Sprintf("%s/%d", r.Key, id)
	}
	s := spec{act: "invoice.finalize", right: mayInvoice, object: preBillObject(id), req: r}
	done, err := change(ctx, d, s, func(tx Tx) (Finalized, error) { return issue(tx, d, id, req.Date, req.ApplyTrust) })
	if err != nil || !req.ApplyTrust {
		return done, err
	}
	drawn, err := d.drawFor(ctx, done, r)
	done.Trust = &drawn
	return done, err
}

// issue is the one transaction that makes an invoice: number, invoice, work and
// pre-bill together.
func issue(tx Tx, d *Desk, id int64, date cal.Date, applyTrust bool) (Finalized, error) {
	var drawn *TrustDrawn
	b, err := toIssue(tx, d, id)
	if err != nil {
		return Finalized{}, err
	}
	f, err := tx.Firm()
	if err != nil {
		return Finalized{}, err
	}
	if err := closed(f, date, "an invoice"); err != nil {
		return Finalized{}, err
	}
	inv, err := drawInvoice(tx, b, date)
	if err != nil {
		return Finalized{}, err
	}
	pattern, err := bill.ParsePattern(f.InvoiceSeries)
	if err != nil {
		return Finalized{}, err
	}
	n, err := tx.NextNumber(pattern.Series(date))
	if err != nil {
		return Finalized{}, err
	}
	if inv.Number, err = pattern.Number(n, date); err != nil {
		return Finalized{}, err
	}
	inv.Draft = false
	if why := whyNotDrawn(inv, b.matter); applyTrust && why == "" {
		inv.Status, inv.SentOn, inv.SentHow = bill.Sent, date, sentWithTrustNotice
	} else if applyTrust {
		drawn = &TrustDrawn{Why: why}
	}
	if err := tx.AddInvoice(&inv); err != nil {
		return Finalized{}, err
	}
	for _, l := range b.lines {
		if err := settle(tx, l, inv.ID); err != nil {
			return Finalized{}, err
		}
	}
	if b.pre.Status != bill.PreBillApproved {
		approve(&b.pre, d)
	}
	b.pre.Status, b.pre.InvoiceID = bill.PreBillFinal, inv.ID
	if err := tx.SetPreBill(&b.pre); err != nil {
		return Finalized{}, err
	}
	tx.Concerning("invoice " + inv.Number)
	return Finalized{ID: inv.ID, Number: inv.Number, PreBill: id, Client: b.client.Code, Matter: b.matter.Code, Date: inv.Date, DueOn: inv.DueOn,
		Currency: inv.Currency, Totals: inv.Totals, Trust: drawn}, nil
}

// whyNotDrawn says why trust cannot be drawn for an invoice on the day it is
// issued; blank when it can.
func whyNotDrawn(inv bill.Invoice, m firm.Matter) string {
	switch {
	case inv.Totals.Total == 0:
		return "nothing is owed"
	case inv.Paper.Trust == nil || inv.Paper.Trust.ToApply == 0:
		return "the matter has nothing available in trust"
	case m.TrustWaitDays > 0:
		return fmt.Sprintf("trust is drawn %d days after the bill is sent", m.TrustWaitDays)
	}
	return ""
}

// settle moves the work of a line to where the bill leaves it. The work keeps
// its own hours, rate and text; what was billed stands on the invoice line. A
// held line goes back to work in progress and comes with the next run.
func settle(tx Tx, l bill.PreBillLine, invoiceID int64) error {
	var status work.Status
	var off string
	switch l.Action {
	case bill.LineTransferred:
		return nil
	case bill.LineKept:
		status = work.Billed
	case bill.LineNoCharge:
		status = work.NoCharge
	case bill.LineHeld:
		status, invoiceID = work.Released, 0
	case bill.LineWrittenOff:
		status, invoiceID, off = work.WrittenOff, 0, l.Reason
	}
	if l.EntryID != 0 {
		e, err := tx.Entry(l.EntryID)
		if err != nil {
			return err
		}
		e.Status, e.PreBillID, e.InvoiceID, e.WhyOff = status, 0, invoiceID, off
		return tx.SetEntry(&e)
	}
	x, err := tx.Expense(l.ExpenseID)
	if err != nil {
		return err
	}
	x.Status, x.PreBillID, x.InvoiceID, x.WhyOff = status, 0, invoiceID, off
	return tx.SetExpense(&x)
}

// drawFor applies trust to an invoice just issued. A rule that says no leaves
// the invoice issued and is answered; a fault of the machine is an error.
func (d *Desk) drawFor(ctx context.Context, inv Finalized, r Request) (TrustDrawn, error) {
	if inv.Trust != nil {
		return *inv.Trust, nil
	}
	if r.Key != "" {
		r.Key += "/trust"
	}
	applied, err := d.ApplyTrust(ctx, ApplyTrust{Request: r, Invoice: inv.Number, Date: inv.Date})
	if err != nil {
		if fault.Of(err) == fault.Internal {
			return TrustDrawn{Why: err.Error()}, err
		}
		return TrustDrawn{Why: err.Error()}, nil
	}
	return TrustDrawn{Amount: applied.Payment.Amount, Ref: applied.Transfer.Reference}, nil
}
