package present

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// issuable are the rows that can be numbered as they stand: approved, or pending
// without an open comment; neither on hold nor with a reviewer.
func (b *Billing) issuable(rows []QueueRow) []QueueRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r QueueRow) bool {
		return r.Held != "" || r.Status == bill.PreBillReview || r.Total < 0 || r.Status == bill.PreBillOpen && r.Comments > 0
	})
}

// StartFinalize opens the form that numbers the picked pre-bills, or the one
// being edited.
func (b *Billing) StartFinalize() {
	rows := b.Queue.Picked()
	if b.Bill != nil {
		rows = b.Bill.asRow()
	}
	if len(rows) == 0 {
		b.h.Say("%s", words.L("Select the pre-bills to finalize."))
		return
	}
	b.startFinalize(rows)
}

// StartFinalizeAll is StartFinalize for every pre-bill in view that is reviewed.
func (b *Billing) StartFinalizeAll() {
	rows := b.issuable(b.Queue.Values())
	if len(rows) == 0 {
		b.h.Say("%s", words.L("No pre-bill in view can be numbered."))
		return
	}
	b.startFinalize(rows)
}

// startFinalize asks once: the form is the confirmation that numbers need. It
// says how many are numbered and what they come to.
func (b *Billing) startFinalize(rows []QueueRow) {
	n := len(rows)
	f := newSideForm(b.h, b, "billing.finalize", words.N(n, "Finalize %d pre-bill", "Finalize %d pre-bills", n), words.N(n, "Number %d invoice", "Number %d invoices", n),
		&Input{Path: "sum", Label: "", Kind: NoteInput, Figures: finalizeFigures(rows)},
		dateIn("date", words.Mark("Invoice date"), b.h.Today()),
		checkIn("trust", words.Mark("Draw trust for each where the agreement lets it"), false))
	f.Note = words.L("Each gets the next invoice number and goes to receivables. A number once given stays given: a mistake is voided or credited, the number never used again.")
	f.Danger = true
	f.send = func(f *SideForm) {
		if f.Date("date").IsZero() {
			f.In("date").Fault = words.L("Write the date of the invoices.")
			return
		}
		b.finalize(f, rows, f.On("trust"))
	}
	b.show(f)
}

func finalizeFigures(rows []QueueRow) []Figure {
	sums := map[money.Currency]money.Amount{}
	var order []money.Currency
	open, faults := 0, 0
	for _, r := range rows {
		if _, ok := sums[r.Currency]; !ok {
			order = append(order, r.Currency)
		}
		sums[r.Currency] += r.Total
		if r.Status == bill.PreBillOpen {
			open++
		}
		if len(r.Faults) > 0 {
			faults++
		}
	}
	list := []Figure{{Key: "n", Label: words.Mark("Pre-bills"), Value: words.Count(len(rows))}}
	for _, cur := range order {
		list = append(list, Figure{Key: "total", Label: words.Mark("To be billed"), Value: words.Money(sums[cur], cur)})
	}
	if open > 0 {
		list = append(list, Figure{Key: "open", Label: words.Mark("Approved by this"), Value: words.Count(open), Tip: words.Mark("Nobody approved them yet: whoever numbers them approves them")})
	}
	if faults > 0 {
		list = append(list, Figure{Key: "faults", Label: words.Mark("E-bills at fault"), Value: words.Count(faults), Tone: Bad, Tip: words.Mark("They can be numbered, but their receiver would refuse the file")})
	}
	return list
}

func (b *Billing) finalize(f *SideForm, rows []QueueRow, drawTrust bool) {
	byID := map[int64]QueueRow{}
	req := app.Finalize{Request: app.Request{Key: f.Key}, Date: f.Date("date"), ApplyTrust: drawTrust}
	for _, r := range rows {
		byID[r.ID] = r
		req.PreBills = append(req.PreBills, r.ID)
	}
	f.Busy = true
	var done []app.Finalized
	b.h.Working(words.L("Numbering invoices"), func(ctx context.Context, progress func(done, total int, what string)) error {
		req := req
		req.Tell = func(n, total int) { progress(n, total, words.L("invoices")) }
		var err error
		done, err = b.h.Desk().Finalize(ctx, req)
		return err
	}, func(err error) {
		f.Busy = false
		if err != nil && len(done) == 0 {
			b.cannotFinalize(f, rows, err)
			return
		}
		b.finalized(done, byID, err)
	})
}

// cannotFinalize lists which pre-bills kept all of them from being numbered.
func (b *Billing) cannotFinalize(f *SideForm, rows []QueueRow, err error) {
	var e *fault.Error
	if !errors.As(err, &e) || fault.Code(err) != "invoice.cannot_issue" || len(rows) == 1 {
		f.Failed(err)
		return
	}
	why := map[int64]string{}
	for _, x := range e.Faults {
		var id int64
		if _, err := fmt.Sscanf(x.Path, "prebill %d", &id); err == nil {
			why[id] = x.Message
		}
	}
	var list []OutcomeRow
	var good []QueueRow
	for _, r := range rows {
		if w, bad := why[r.ID]; bad {
			list = append(list, OutcomeRow{Item: b.rowItem(r), Text: words.Of(w), Fix: words.Sense("Open", "act"), Do: func() { b.OpenPreBill(r.ID) }})
		} else {
			good = append(good, r)
		}
	}
	o := newOutcome(words.L("Nothing was numbered: %d cannot be issued", len(list)), list)
	if n := len(good); n > 0 {
		o.Actions = []OutcomeAction{{Title: words.N(n, "Finalize %d without them", "Finalize %d without them", n), Do: func() { b.startFinalize(good) }}}
	}
	b.end(o)
}

func (b *Billing) finalized(done []app.Finalized, byID map[int64]QueueRow, err error) {
	var list []OutcomeRow
	if err != nil {
		list = append(list, OutcomeRow{Item: words.L("The run stopped"), Text: Words(err)})
	}
	var numbers []string
	for _, d := range done {
		text := words.L("%s, due %s", words.Money(d.Totals.Total, d.Currency), words.Date(d.DueOn))
		if t := d.Trust; t != nil {
			if t.Why != "" {
				text = words.L("%s; no trust drawn: %s", text, words.Of(t.Why))
			} else {
				text = words.L("%s; %s drawn from trust, %s", text, words.Money(t.Amount, d.Currency), t.Ref)
			}
		}
		numbers = append(numbers, d.Number)
		list = append(list, OutcomeRow{OK: true, Item: d.Number + "  " + byID[d.PreBill].ClientName + ", " + d.Matter, Text: text,
			Fix: words.Sense("Open", "act"), Do: func() { b.h.Open("invoice", d.Number) }})
	}
	if b.Bill != nil && len(done) == 1 && done[0].PreBill == b.Bill.ID {
		b.Bill.drop()
		b.Bill = nil
	}
	title := words.N(len(done), "%d invoice numbered", "%d invoices numbered", len(done))
	if len(done) == 1 {
		title = words.L("Invoice %s numbered, %s", done[0].Number, words.Money(done[0].Totals.Total, done[0].Currency))
	}
	b.h.Say("%s", title)
	b.end(newOutcome(title, list,
		OutcomeAction{words.L("To the outbox"), func() { b.Outcome = nil; b.h.Go(OutboxRoute.Name, "") }},
		OutcomeAction{words.L("Write files…"), func() { b.StartWrite(numbers) }},
		OutcomeAction{words.L("Mark as sent…"), func() { b.StartSend(numbers) }}))
}

// StartSend opens the form that notes how and when invoices were delivered.
func (b *Billing) StartSend(numbers []string) { startSend(b, numbers) }

// StartWrite opens the form that writes invoices as files.
func (b *Billing) StartWrite(numbers []string) { startWrite(b, numbers) }

// StartDrawTrust reads which bills trust can pay, and asks once for all of them.
func (b *Billing) StartDrawTrust() {
	today := b.h.Today()
	Go(b.h.Runner(), func(ctx context.Context) ([]string, error) { return drawable(ctx, b.h.Desk(), today) }, func(numbers []string, err error) {
		switch {
		case err != nil:
			b.h.Fail(err)
		case len(numbers) == 0:
			b.h.Say("%s", words.L("No bill that was sent is open while its matter has money available in trust."))
		default:
			startDrawTrust(b, numbers)
		}
	})
}
