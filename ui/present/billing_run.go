package present

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Commands implements Doer.
func (b *Billing) Commands() []Command {
	switch {
	case b.Bill != nil:
		return b.Bill.commands()
	}
	off := ""
	if len(b.Queue.Selection()) == 0 {
		off = "Select pre-bills first."
	}
	return []Command{
		{ID: "billing.run", Title: "Run pre-bills"},
		{ID: "billing.approve", Title: "Approve", Off: off},
		{ID: "billing.finalize", Title: "Finalize", Off: off},
		{ID: "billing.discard", Title: "Discard", Off: off},
	}
}

// Do implements Doer.
func (b *Billing) Do(id string) bool {
	switch {
	case b.Bill != nil && b.Bill.do(id):
		return true
	case b.Bill != nil:
		return false
	}
	switch id {
	case "new", "billing.run":
		b.StartRun()
	case "billing.approve":
		b.Approve()
	case "billing.finalize":
		b.StartFinalize()
	case "billing.discard":
		b.StartDiscard()
	default:
		return false
	}
	return true
}

// StartRun opens the form that runs pre-bills.
func (b *Billing) StartRun() {
	attorneys := []Choice{{Key: "", Text: "All attorneys"}}
	for _, t := range b.h.Facts().Timekeepers {
		attorneys = append(attorneys, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	through := b.h.Today()
	f := newSideForm(b.h, b, "billing.run", "Run pre-bills", "Run",
		dateIn("through", "Work through", through).hint("Released time and costs to this day"),
		choiceIn("attorney", "Attorney", "", attorneys...).hint("Billing or responsible"),
		textIn("client", "Client code", "").hint("Blank: every client"),
		matterIn("matter", "Matter").hint("Blank: every matter"))
	f.Note = "Takes released work that is on no bill yet. Drafts, held and non-billable work stay where they are."
	f.In("matter").Matter.Open = false
	f.places = map[string]string{"client.missing": "client"}
	f.send = b.sendRun
	b.show(f)
}

func (b *Billing) sendRun(f *SideForm) {
	req := app.RunPreBills{Request: app.Request{Key: f.Key}, Through: f.Date("through"), Attorney: f.Text("attorney"),
		Client: strings.ToUpper(f.Text("client")), Matter: f.Text("matter")}
	if req.Through.IsZero() {
		f.In("through").Fault = "Write the day work is taken to."
		return
	}
	f.Busy = true
	var run app.PreBillRun
	b.h.Working("Running pre-bills", func(ctx context.Context, progress func(done, total int, what string)) error {
		req := req
		req.Tell = func(done, total int) { progress(done, total, "matters looked at") }
		var err error
		run, err = b.h.Desk().RunPreBills(ctx, req)
		return err
	}, func(err error) {
		f.Busy = false
		if err != nil && len(run.Taken)+len(run.Skipped) == 0 {
			f.Failed(err)
			return
		}
		b.ranPreBills(run, err)
	})
}

// ranPreBills lists what a run came to. A matter with no unbilled work is no
// failure and is only counted.
func (b *Billing) ranPreBills(run app.PreBillRun, err error) {
	var rows []OutcomeRow
	if err != nil {
		rows = append(rows, OutcomeRow{Item: "The run stopped", Text: Words(err)})
	}
	idle := 0
	for _, s := range run.Skipped {
		row := OutcomeRow{Item: s.Matter + "  " + s.MatterName, Text: "Skipped: " + s.Reason, Word: "Skipped", Tone: Warn}
		switch {
		case s.PreBill != 0:
			row.Fix, row.Do = fmt.Sprintf("Open pre-bill %d", s.PreBill), func() { b.OpenPreBill(s.PreBill) }
		case s.Reason == "no unbilled work":
			idle++
			continue
		}
		rows = append(rows, row)
	}
	for _, t := range run.Taken {
		text := fmt.Sprintf("%d lines, %s h, %s", t.Lines, t.Hours.Plain(), (t.Fees + t.Costs).WithSymbol(t.Currency))
		if t.Drafts > 0 {
			text += fmt.Sprintf("; %d drafts left behind", t.Drafts)
		}
		if t.Held > 0 {
			text += fmt.Sprintf("; %d held", t.Held)
		}
		rows = append(rows, OutcomeRow{OK: true, Item: fmt.Sprintf("Pre-bill %d  %s  %s", t.ID, t.Matter, t.MatterName), Text: text,
			Fix: "Open", Do: func() { b.OpenPreBill(t.ID) }})
	}
	title := count(len(run.Taken), "pre-bill") + " made"
	if n := len(run.Skipped) - idle; n > 0 {
		title += ", " + count(n, "matter") + " skipped"
	}
	if idle > 0 {
		title += ", " + count(idle, "matter") + " with nothing to bill"
	}
	title = strings.ToUpper(title[:1]) + title[1:]
	b.h.Say("%s", title)
	b.end(newOutcome(title, rows))
}

// each runs an act on each picked pre-bill in the background and lists the
// outcome, failures first.
func (b *Billing) each(title, done string, rows []QueueRow, act func(ctx context.Context, r QueueRow) (string, error), actions ...OutcomeAction) {
	var list []OutcomeRow
	b.h.Working(title, func(ctx context.Context, progress func(done, total int, what string)) error {
		for i, r := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(rows), r.Matter)
			text, err := act(ctx, r)
			row := OutcomeRow{OK: err == nil, Item: fmt.Sprintf("Pre-bill %d  %s  %s", r.ID, r.Matter, r.MatterName), Text: text}
			if err != nil {
				row.Text, row.Fix, row.Do = Words(err), "Open", func() { b.OpenPreBill(r.ID) }
			}
			list = append(list, row)
		}
		return nil
	}, func(err error) {
		if err != nil && !errors.Is(err, context.Canceled) {
			b.h.Fail(err)
		}
		o := newOutcome("", list, actions...)
		o.Title = fmt.Sprintf("%d %s", len(list)-o.Failed(), done)
		if n := o.Failed(); n > 0 {
			o.Title = fmt.Sprintf("%d could not be done, %s", n, o.Title)
		}
		b.h.Say("%s", o.Title)
		if o.Failed() == 0 && len(actions) == 0 {
			b.Side, b.Outcome = nil, nil // success needs no reading
			b.h.Redraw(b)
			return
		}
		b.end(o)
	})
}

// Approve signs off the picked pre-bills.
func (b *Billing) Approve() {
	rows := b.Queue.Picked()
	if len(rows) == 0 {
		b.h.Say("Select the pre-bills to approve.")
		return
	}
	b.each("Approving pre-bills", "approved", rows, func(ctx context.Context, r QueueRow) (string, error) {
		_, err := b.h.Desk().ApprovePreBill(ctx, app.ApprovePreBill{PreBill: r.ID, Version: r.RowVersion})
		return "Approved", err
	})
}

// StartDiscard asks how the picked pre-bills are given up.
func (b *Billing) StartDiscard() {
	rows := b.Queue.Picked()
	if len(rows) == 0 {
		b.h.Say("Select the pre-bills to discard.")
		return
	}
	f := newSideForm(b.h, b, "billing.discard", countTitle("Discard", len(rows)), "Discard",
		textIn("reason", "Reason", "").hint("Kept in the log"),
		checkIn("keep", "Carry the edits over to the time entries", true))
	f.Note = "The work goes back to work in progress and comes with the next run."
	f.Danger = true
	f.send = func(f *SideForm) {
		reason, keep := f.Text("reason"), f.On("keep")
		if reason == "" {
			f.In("reason").Fault = "Say why."
			f.Focus = "reason"
			return
		}
		b.each("Discarding pre-bills", "discarded", rows, func(ctx context.Context, r QueueRow) (string, error) {
			done, err := b.h.Desk().DiscardPreBill(ctx, app.DiscardPreBill{PreBill: r.ID, KeepEdits: keep, Reason: reason})
			text := fmt.Sprintf("%d items went back", done.Returned)
			if len(done.NotKept) > 0 {
				text += fmt.Sprintf("; the edit of lines %v could not be carried over", done.NotKept)
			}
			return text, err
		})
	}
	b.show(f)
}

func count(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func countTitle(verb string, n int) string {
	if n == 1 {
		return verb + " one pre-bill"
	}
	return fmt.Sprintf("%s %d pre-bills", verb, n)
}

// StartFinalize opens the form that numbers the picked pre-bills, or the one
// being edited.
func (b *Billing) StartFinalize() {
	rows := b.Queue.Picked()
	if b.Bill != nil {
		rows = b.Bill.asRow()
	}
	if len(rows) == 0 {
		b.h.Say("Select the pre-bills to finalize.")
		return
	}
	f := newSideForm(b.h, b, "billing.finalize", countTitle("Finalize", len(rows)), "Finalize",
		&Input{Path: "sum", Label: "", Kind: NoteInput, Figures: finalizeFigures(rows)},
		dateIn("date", "Invoice date", b.h.Today()),
		checkIn("trust", "Draw trust for each where the agreement lets it", false))
	f.Note = "Each gets the next invoice number and goes to receivables. From then on it is not changed: a mistake is voided or credited."
	f.send = func(f *SideForm) { b.confirmFinalize(f, rows) }
	b.show(f)
}

func finalizeFigures(rows []QueueRow) []Figure {
	sums := map[money.Currency]money.Amount{}
	var order []money.Currency
	for _, r := range rows {
		if _, ok := sums[r.Currency]; !ok {
			order = append(order, r.Currency)
		}
		sums[r.Currency] += r.Total
	}
	list := []Figure{{Key: "n", Label: "Pre-bills", Value: fmt.Sprint(len(rows))}}
	for _, cur := range order {
		list = append(list, Figure{Key: "total", Label: "To be billed", Value: sums[cur].WithSymbol(cur)})
	}
	return list
}

func (b *Billing) confirmFinalize(f *SideForm, rows []QueueRow) {
	date := f.Date("date")
	if date.IsZero() {
		f.In("date").Fault = "Write the date of the invoices."
		return
	}
	figures := finalizeFigures(rows)
	var sums []string
	for _, x := range figures[1:] {
		sums = append(sums, x.Value)
	}
	what := "this invoice"
	if len(rows) > 1 {
		what = fmt.Sprintf("%d invoices", len(rows))
	}
	b.h.Ask(Question{Title: "Number " + what + "?", Yes: "Number " + what,
		Text: fmt.Sprintf("Dated %s, %s in all. A number once given stays given; it can be voided, never reused.", date.Long(), strings.Join(sums, " and "))},
		func(yes bool) {
			if yes {
				b.finalize(f, rows, f.On("trust"))
			}
		})
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
	b.h.Working("Numbering invoices", func(ctx context.Context, progress func(done, total int, what string)) error {
		req := req
		req.Tell = func(n, total int) { progress(n, total, "invoices") }
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
			list = append(list, OutcomeRow{Item: fmt.Sprintf("Pre-bill %d  %s  %s", r.ID, r.Matter, r.MatterName), Text: w, Fix: "Open", Do: func() { b.OpenPreBill(r.ID) }})
		} else {
			good = append(good, r)
		}
	}
	o := newOutcome(fmt.Sprintf("Nothing was numbered: %d cannot be issued", len(list)), list)
	if len(good) > 0 {
		o.Actions = []OutcomeAction{{Title: countTitle("Finalize", len(good)) + " without them", Do: func() {
			ids := make([]int64, len(good))
			for i, r := range good {
				ids[i] = r.ID
			}
			b.Queue.Select(ids)
			b.StartFinalize()
		}}}
	}
	b.end(o)
}

func (b *Billing) finalized(done []app.Finalized, byID map[int64]QueueRow, err error) {
	var list []OutcomeRow
	if err != nil {
		list = append(list, OutcomeRow{Item: "The run stopped", Text: Words(err)})
	}
	var numbers []string
	for _, d := range done {
		text := fmt.Sprintf("%s, due %s", d.Totals.Total.WithSymbol(d.Currency), d.DueOn.Short())
		if t := d.Trust; t != nil {
			if t.Why != "" {
				text += "; no trust drawn: " + t.Why
			} else {
				text += fmt.Sprintf("; %s drawn from trust, %s", t.Amount.WithSymbol(d.Currency), t.Ref)
			}
		}
		numbers = append(numbers, d.Number)
		list = append(list, OutcomeRow{OK: true, Item: d.Number + "  " + byID[d.PreBill].ClientName + ", " + d.Matter, Text: text,
			Fix: "Open", Do: func() { b.h.Open("invoice", d.Number) }})
	}
	if b.Bill != nil && len(done) == 1 && done[0].PreBill == b.Bill.ID {
		b.Bill.drop()
		b.Bill = nil
	}
	title := count(len(done), "invoice") + " numbered"
	if len(done) == 1 {
		title = "Invoice " + done[0].Number + " numbered, " + done[0].Totals.Total.WithSymbol(done[0].Currency)
	}
	b.h.Say("%s", title)
	b.end(newOutcome(title, list,
		OutcomeAction{"Write files…", func() { b.StartWrite(numbers) }},
		OutcomeAction{"Mark as sent…", func() { b.StartSend(numbers) }}))
}

// StartSend opens the form that notes how and when invoices were delivered.
func (b *Billing) StartSend(numbers []string) { startSend(b, numbers) }

// StartWrite opens the form that writes invoices as files.
func (b *Billing) StartWrite(numbers []string) { startWrite(b, numbers) }
