package present

import (
	"context"
	"os"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/ui/words"
)

// AddLate takes the work that came since the run.
func (p *PreBill) AddLate() {
	if p.refuseLocked() {
		return
	}
	p.act(func(n any) string { return words.N(n.(int), "%d line added", "%d lines added", n) }, func(ctx context.Context) (any, error) {
		lines, err := p.h.Desk().AddLateWork(ctx, app.AddLateWork{PreBill: p.ID})
		return len(lines), err
	})
}

// Approve signs the pre-bill off.
func (p *PreBill) Approve() {
	v := p.View.PreBill.RowVersion
	p.act(func(any) string { return words.L("Pre-bill %d approved", p.ID) }, func(ctx context.Context) (any, error) {
		_, err := p.h.Desk().ApprovePreBill(ctx, app.ApprovePreBill{PreBill: p.ID, Version: v})
		return p.ID, err
	})
}

// Unapprove takes the approval back.
func (p *PreBill) Unapprove() {
	p.act(func(any) string { return words.L("Pre-bill %d is pending again", p.ID) }, func(ctx context.Context) (any, error) {
		_, err := p.h.Desk().UnapprovePreBill(ctx, app.UnapprovePreBill{PreBill: p.ID, Reason: "to be changed"})
		return p.ID, err
	})
}

func (p *PreBill) act(say func(v any) string, work func(ctx context.Context) (any, error)) {
	Go(p.h.Runner(), work, func(v any, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Say("%s", say(v))
	})
}

// Print writes the draft for the reviewer and sends it to the printer.
func (p *PreBill) Print() {
	Go(p.h.Runner(), func(ctx context.Context) (string, error) {
		dir, err := os.MkdirTemp("", "matterbook-print-")
		if err != nil {
			return "", fault.Wrap(err, "making room for what is printed")
		}
		f, err := p.h.Desk().WritePreBill(ctx, p.ID, dir)
		return f.Path, err
	}, func(path string, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Print(path)
	})
}

func (p *PreBill) commands() []Command {
	locked := p.Locked()
	approve := Command{ID: "prebill.approve", Title: words.Mark("Approve")}
	if p.View.PreBill.Status == bill.PreBillApproved {
		approve = Command{ID: "prebill.unapprove", Title: words.Mark("Take the approval back")}
	}
	hold := Command{ID: "billing.hold", Title: words.Mark("Hold this pre-bill…")}
	if p.View.PreBill.Held != "" {
		hold.Title = words.Mark("Let this pre-bill go")
	}
	return []Command{approve, {ID: "prebill.finalize", Title: words.Mark("Finalize")}, {ID: "prebill.details", Title: words.Mark("Discount and message"), Off: locked},
		{ID: "billing.forward", Title: words.Mark("Forward to a reviewer…"), Off: locked}, hold,
		{ID: "prebill.late", Title: words.Mark("Add later work"), Off: locked}, {ID: "prebill.transfer", Title: words.Mark("Move lines to another matter"), Off: locked},
		{ID: "prebill.replace", Title: words.Mark("Find and replace in the texts"), Off: locked}, {ID: "prebill.comments", Title: words.Mark("Comments")},
		{ID: "prebill.history", Title: words.Mark("History of this line")}, {ID: "prebill.print", Title: words.Mark("Print the draft")},
		{ID: "previous", Title: words.Mark("Previous pre-bill")}, {ID: "next", Title: words.Mark("Next pre-bill")}}
}

func (p *PreBill) do(id string) bool {
	switch id {
	case "prebill.approve":
		p.Approve()
	case "prebill.unapprove":
		p.Unapprove()
	case "prebill.finalize", "billing.finalize":
		p.b.StartFinalize()
	case "prebill.details":
		p.StartDetails()
	case "billing.forward":
		p.b.StartForward()
	case "billing.hold":
		p.b.Hold()
	case "prebill.late":
		p.AddLate()
	case "prebill.transfer":
		p.StartTransfer()
	case "prebill.replace":
		p.StartReplace()
	case "prebill.comments":
		p.StartComments()
	case "prebill.history":
		p.ShowHistory()
	case "prebill.print":
		p.Print()
	case "previous":
		p.b.Next(-1)
	case "next":
		p.b.Next(1)
	default:
		return false
	}
	return true
}
