package present

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

// Commands implements Doer.
func (b *Billing) Commands() []Command {
	switch {
	case b.Bill != nil:
		return b.Bill.commands()
	case b.Review != nil:
		return []Command{{ID: "billing.make", Title: words.Mark("Make the pre-bills")}, {ID: "billing.skipped", Title: words.Mark("Show what is skipped")}}
	}
	off := ""
	if len(b.Queue.Selection()) == 0 {
		off = words.L("Select pre-bills first.")
	}
	all := ""
	if len(b.issuable(b.Queue.Values())) == 0 {
		all = words.L("No pre-bill in view can be numbered.")
	}
	list := []Command{
		{ID: "billing.run", Title: words.Mark("Run pre-bills")},
		{ID: "billing.edit", Title: words.Mark("Edit the pre-bill (E)"), Off: off},
		{ID: "billing.preview", Title: words.Mark("Look at the page (P)"), Off: off},
		{ID: "billing.approve", Title: words.Mark("Approve"), Off: off},
		{ID: "billing.forward", Title: words.Mark("Forward to a reviewer…"), Off: off},
		{ID: "billing.return", Title: words.Mark("Return to the billing desk (R)"), Off: off},
		{ID: "billing.hold", Title: words.Mark("Hold, or let go (H)"), Off: off},
		{ID: "billing.finalize", Title: words.Mark("Finalize"), Off: off},
		{ID: "billing.finalize.all", Title: words.Mark("Finalize all that are reviewed (Shift+F)"), Off: all},
		{ID: "billing.discard", Title: words.Mark("Discard"), Off: off},
		{ID: "billing.trust", Title: words.Mark("Draw trust for bills that were sent…")},
	}
	for _, r := range b.Saved {
		list = append(list, Command{ID: "billing.saved " + r.Name, Title: words.L("Run pre-bills: %s", r.Name)})
	}
	return list
}

// Do implements Doer.
func (b *Billing) Do(id string) bool {
	switch {
	case b.Bill != nil && b.Bill.do(id):
		return true
	case b.Bill != nil:
		return false
	case b.Review != nil:
		return b.Review.do(id)
	}
	for _, r := range b.Saved {
		if id == "billing.saved "+r.Name {
			b.OpenRun(r.Name)
			return true
		}
	}
	switch id {
	case "new", "billing.run":
		b.StartRun()
	case "billing.edit", "edit":
		b.openPicked(false)
	case "billing.preview", "preview":
		b.openPicked(true)
	case "billing.approve":
		b.Approve()
	case "billing.forward":
		b.StartForward()
	case "billing.return":
		b.Return()
	case "billing.hold":
		b.Hold()
	case "billing.finalize":
		b.StartFinalize()
	case "billing.finalize.all":
		b.StartFinalizeAll()
	case "billing.discard":
		b.StartDiscard()
	case "billing.trust":
		b.StartDrawTrust()
	default:
		return false
	}
	return true
}

func (v *RunReview) do(id string) bool {
	switch id {
	case "billing.make", "save", "billing.run":
		v.Make()
	case "billing.skipped":
		v.ShowSkipped()
	default:
		return false
	}
	return true
}

// openPicked opens the first pre-bill that is selected, at its lines or its page.
func (b *Billing) openPicked(page bool) {
	rows := b.Queue.Picked()
	if len(rows) == 0 {
		b.h.Say("%s", words.L("Select a pre-bill first."))
		return
	}
	b.openPreBill(rows[0].ID, 0, page)
}

func (b *Billing) rowItem(r QueueRow) string {
	return fmt.Sprintf("%s  %s  %s", words.L("Pre-bill %d", r.ID), r.Matter, r.MatterName)
}

// each runs an act on each picked pre-bill in the background and lists the
// outcome, failures first. done says the count of those that went well; back,
// when given, takes one back.
func (b *Billing) each(title string, done func(n int) string, rows []QueueRow, act func(ctx context.Context, r QueueRow) (string, error), back func(ctx context.Context, r QueueRow) error) {
	var list []OutcomeRow
	var good []QueueRow
	b.h.Working(title, func(ctx context.Context, progress func(done, total int, what string)) error {
		for i, r := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(rows), r.Matter)
			text, err := act(ctx, r)
			row := OutcomeRow{OK: err == nil, Item: b.rowItem(r), Text: text}
			if err != nil {
				row.Text, row.Fix, row.Do = Words(err), words.Sense("Open", "act"), func() { b.OpenPreBill(r.ID) }
			} else {
				good = append(good, r)
			}
			list = append(list, row)
		}
		return nil
	}, func(err error) {
		if err != nil && !errors.Is(err, context.Canceled) {
			b.h.Fail(err)
		}
		o := newOutcome("", list)
		o.Title = done(len(good))
		if back != nil && len(good) > 0 {
			b.h.Undoable(Undo{Done: o.Title + ".", Quiet: o.Failed() > 0, Back: func(ctx context.Context) error {
				for _, r := range good {
					if err := back(ctx, r); err != nil {
						return err
					}
				}
				return nil
			}})
		}
		if n := o.Failed(); n > 0 {
			o.Title = words.L("%s, %s", words.N(n, "%d could not be done", "%d could not be done", n), o.Title)
		}
		b.h.Say("%s", o.Title)
		if o.Failed() == 0 {
			b.Side, b.Outcome = nil, nil // success needs no reading
			b.h.Redraw(b)
			return
		}
		b.end(o)
	})
}

// picked are the rows an act works on, or the pre-bill being edited; false says that there are none, and tells it.
func (b *Billing) picked() ([]QueueRow, bool) {
	rows := b.Queue.Picked()
	if b.Bill != nil {
		rows = b.Bill.asRow()
	}
	if len(rows) == 0 {
		b.h.Say("%s", words.L("Select pre-bills first."))
	}
	return rows, len(rows) > 0
}

// Approve signs off the picked pre-bills.
func (b *Billing) Approve() {
	rows, ok := b.picked()
	if !ok {
		return
	}
	b.each(words.L("Approving pre-bills"), func(n int) string { return words.N(n, "%d pre-bill approved", "%d pre-bills approved", n) }, rows,
		func(ctx context.Context, r QueueRow) (string, error) {
			_, err := b.h.Desk().ApprovePreBill(ctx, app.ApprovePreBill{PreBill: r.ID, Version: r.RowVersion})
			return words.L("Approved"), err
		}, func(ctx context.Context, r QueueRow) error {
			_, err := b.h.Desk().UnapprovePreBill(ctx, app.UnapprovePreBill{PreBill: r.ID, Reason: "taken back"})
			return err
		})
}

// Return takes the picked pre-bills back to the billing desk: from the reviewer,
// or from their approval.
func (b *Billing) Return() {
	rows, ok := b.picked()
	if !ok {
		return
	}
	b.each(words.L("Returning pre-bills"), func(n int) string {
		return words.N(n, "%d pre-bill is back at the billing desk", "%d pre-bills are back at the billing desk", n)
	}, rows, func(ctx context.Context, r QueueRow) (string, error) {
		if r.Status == bill.PreBillApproved {
			_, err := b.h.Desk().UnapprovePreBill(ctx, app.UnapprovePreBill{PreBill: r.ID, Reason: "returned"})
			return words.L("The approval is taken back."), err
		}
		nobody := ""
		_, err := b.h.Desk().SetPreBill(ctx, app.SetPreBill{PreBill: r.ID, Holder: &nobody})
		return words.L("Back at the billing desk."), err
	}, nil)
}

// StartForward asks who is to look at the picked pre-bills.
func (b *Billing) StartForward() {
	rows, ok := b.picked()
	if !ok {
		return
	}
	var people []Choice
	for _, u := range b.h.Facts().Users {
		if u.Active {
			people = append(people, Choice{Key: u.Name, Text: u.Name})
		}
	}
	first := ""
	if len(people) > 0 {
		first = people[0].Key
	}
	f := newSideForm(b.h, b, "billing.forward", words.N(len(rows), "Forward %d pre-bill", "Forward %d pre-bills", len(rows)), words.L("Forward"),
		choiceIn("holder", words.Mark("To"), first, people...), longIn("note", words.Mark("What to look at"), "").optional())
	f.Note = words.L("They are with the reviewer until they are approved or returned; meanwhile they are not numbered.")
	f.send = func(f *SideForm) {
		holder, note := f.Text("holder"), f.Text("note")
		if holder == "" {
			f.In("holder").Fault = words.L("Choose who is to look at them.")
			return
		}
		b.each(words.L("Forwarding pre-bills"), func(n int) string { return words.N(n, "%d pre-bill forwarded", "%d pre-bills forwarded", n) }, rows,
			func(ctx context.Context, r QueueRow) (string, error) {
				_, err := b.h.Desk().SetPreBill(ctx, app.SetPreBill{PreBill: r.ID, Holder: &holder})
				if err == nil && note != "" {
					_, err = b.h.Desk().CommentPreBill(ctx, app.CommentPreBill{PreBill: r.ID, Text: note})
				}
				return words.L("With %s", holder), err
			}, nil)
	}
	b.show(f)
}

// Hold keeps the picked pre-bills from being numbered; when all of them wait, it
// lets them go.
func (b *Billing) Hold() {
	rows, ok := b.picked()
	if !ok {
		return
	}
	if !slices.ContainsFunc(rows, func(r QueueRow) bool { return r.Held == "" }) {
		b.each(words.L("Letting pre-bills go"), func(n int) string { return words.N(n, "%d pre-bill no longer waits", "%d pre-bills no longer wait", n) }, rows,
			func(ctx context.Context, r QueueRow) (string, error) {
				_, err := b.h.Desk().HoldPreBill(ctx, app.HoldPreBill{PreBill: r.ID, Go: true})
				return words.L("It no longer waits."), err
			}, func(ctx context.Context, r QueueRow) error {
				_, err := b.h.Desk().HoldPreBill(ctx, app.HoldPreBill{PreBill: r.ID, Reason: r.Held})
				return err
			})
		return
	}
	f := newSideForm(b.h, b, "billing.hold", words.N(len(rows), "Hold %d pre-bill", "Hold %d pre-bills", len(rows)), words.L("Hold"),
		textIn("reason", words.Mark("Reason"), "").hint(words.Mark("Shown in the queue")))
	f.Note = words.L("They keep their work and their edits and are not numbered until they are let go.")
	f.send = func(f *SideForm) {
		reason := f.Text("reason")
		if reason == "" {
			f.In("reason").Fault = words.L("Say what they wait for.")
			f.Focus = "reason"
			return
		}
		b.each(words.L("Holding pre-bills"), func(n int) string { return words.N(n, "%d pre-bill on hold", "%d pre-bills on hold", n) }, rows,
			func(ctx context.Context, r QueueRow) (string, error) {
				_, err := b.h.Desk().HoldPreBill(ctx, app.HoldPreBill{PreBill: r.ID, Reason: reason})
				return words.L("On hold"), err
			}, func(ctx context.Context, r QueueRow) error {
				_, err := b.h.Desk().HoldPreBill(ctx, app.HoldPreBill{PreBill: r.ID, Go: true})
				return err
			})
	}
	b.show(f)
}

// StartDiscard asks how the picked pre-bills are given up.
func (b *Billing) StartDiscard() {
	rows, ok := b.picked()
	if !ok {
		return
	}
	f := newSideForm(b.h, b, "billing.discard", words.N(len(rows), "Discard %d pre-bill", "Discard %d pre-bills", len(rows)), words.L("Discard"),
		textIn("reason", words.Mark("Reason"), "").hint(words.Mark("Kept in the log")),
		checkIn("keep", words.Mark("Carry the edits over to the time entries"), true))
	f.Note = words.L("The work goes back to work in progress and comes with the next run.")
	f.Danger = true
	f.send = func(f *SideForm) {
		reason, keep := f.Text("reason"), f.On("keep")
		if reason == "" {
			f.In("reason").Fault = words.L("Say why.")
			f.Focus = "reason"
			return
		}
		b.each(words.L("Discarding pre-bills"), func(n int) string { return words.N(n, "%d pre-bill discarded", "%d pre-bills discarded", n) }, rows,
			func(ctx context.Context, r QueueRow) (string, error) {
				done, err := b.h.Desk().DiscardPreBill(ctx, app.DiscardPreBill{PreBill: r.ID, KeepEdits: keep, Reason: reason})
				text := words.N(done.Returned, "%d item went back", "%d items went back", done.Returned)
				if len(done.NotKept) > 0 {
					text = words.L("%s; the edit of lines %v could not be carried over", text, done.NotKept)
				}
				return text, err
			}, nil)
	}
	b.show(f)
}
