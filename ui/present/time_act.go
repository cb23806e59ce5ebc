package present

import (
	"context"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/fault"
)

// TimeAct is an act on many entries that needs a word first: to which matter,
// for which reason; a re-rate shows before and after.
type TimeAct struct {
	t   *Time
	key string

	ID     string // "time.transfer", "time.rerate", "time.write_off"
	IDs    []int64
	Reason Field
	Matter *MatterPick // transfer
	ReRate bool        // transfer: look the rate up for the new matter
	Typed  bool        // re-rate: typed rates, too
	// Plan is what a re-rate would do, nil until it is known.
	Plan    *app.ReRatePlan
	Lines   *List[app.ReRateLine]
	Running bool
	ask     Latest
}

// OpenAct prepares an act on what is chosen.
func (t *Time) OpenAct(id string) {
	ids := slices.Clone(t.List.Selection())
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	a := &TimeAct{t: t, ID: id, IDs: ids, key: newKey(t.h.Desk(), id)}
	a.Matter = NewMatterPick(t.h, func() { t.h.Redraw(t) })
	a.Matter.Load(func() { t.h.Redraw(t) })
	a.Lines = &List[app.ReRateLine]{
		Run: t.h.Runner(),
		Heads: []Column{{Key: "date", Label: "Date", Width: 98}, {Key: "matter", Label: "Matter", Width: 60, Min: 44, Flex: 1},
			{Key: "before", Label: "Before", Width: 68, Right: true}, {Key: "after", Label: "After", Width: 68, Right: true}},
		ID: func(l app.ReRateLine) int64 { return l.ID },
		Cells: func(l app.ReRateLine) []Cell {
			return []Cell{{Text: l.Date.Short()}, {Text: l.Matter}, {Text: l.AmountBefore.Format(l.Currency), Muted: true},
				{Text: l.AmountAfter.Format(l.Currency), Bold: true}}
		},
	}
	t.Act, t.Edit = a, nil
	if id == "time.rerate" {
		a.plan()
	}
	t.h.Redraw(t)
}

// Title is what the panel is about.
func (a *TimeAct) Title() string {
	n := entriesWord(len(a.IDs))
	switch a.ID {
	case "time.transfer":
		return "Transfer " + n
	case "time.rerate":
		return "Re-rate " + n
	}
	return "Write off " + n
}

// Button is the word on the button.
func (a *TimeAct) Button() string {
	return map[string]string{"time.transfer": "Transfer", "time.rerate": "Re-rate", "time.write_off": "Write off"}[a.ID]
}

// Ready says whether the act may run: a re-rate is run only on a plan that was seen.
func (a *TimeAct) Ready() bool {
	return !a.Running && (a.ID != "time.rerate" || a.Plan != nil && len(a.Plan.Lines) > 0)
}

// Text says what will happen.
func (a *TimeAct) Text() string {
	switch a.ID {
	case "time.transfer":
		return "The hours and the text move; the rate is carried over unless it is looked up anew."
	case "time.write_off":
		return "They will never be billed. Their value and the reason stay on record; it can be taken back."
	}
	if a.Plan == nil {
		return "Looking the rates up…"
	}
	text := fmt.Sprintf("%s change", entriesWord(len(a.Plan.Lines)))
	if len(a.Plan.Lines) == 0 {
		text = "No rate would change"
	}
	for i, b := range a.Plan.Before {
		text += fmt.Sprintf(", %s becomes %s", b.Amount.WithSymbol(b.Currency), a.Plan.After[i].Amount.WithSymbol(b.Currency))
	}
	if a.Plan.Same > 0 {
		text += fmt.Sprintf("; %d stay", a.Plan.Same)
	}
	if len(a.Plan.Not) > 0 {
		text += fmt.Sprintf("; %d cannot: %s", len(a.Plan.Not), a.Plan.Not[0].Message)
	}
	return text + "."
}

// SetReason takes the reason.
func (a *TimeAct) SetReason(text string) {
	if a.Reason.Text != text {
		a.Reason.Set(text)
		a.t.h.Redraw(a.t)
	}
}

// SetTyped includes rates that were typed by hand.
func (a *TimeAct) SetTyped(on bool) {
	if a.Typed != on {
		a.Typed = on
		a.plan()
	}
}

func (a *TimeAct) plan() {
	a.Plan = nil
	req := app.ReRateTime{IDs: a.IDs, Typed: a.Typed}
	Ask(&a.ask, a.t.h.Runner(), func(ctx context.Context) (app.ReRatePlan, error) { return a.t.h.Desk().PlanReRate(ctx, req) }, func(p app.ReRatePlan, err error) {
		if err != nil {
			a.t.h.Fail(err)
			return
		}
		a.Plan = &p
		a.Lines.Set(p.Lines, "", nil)
		a.t.h.Redraw(a.t)
	})
}

// Run does it.
func (a *TimeAct) Run() {
	if !a.Ready() {
		return
	}
	d, move := a.t.h.Desk(), app.MoveTime{Request: app.Request{Key: a.key}, IDs: a.IDs, Reason: a.Reason.Text}
	do := func(ctx context.Context) (app.Moved, error) { return d.WriteOffTime(ctx, move) }
	done := "Written off"
	switch a.ID {
	case "time.transfer":
		req := app.TransferTime{MoveTime: move, To: a.Matter.Choice.Key, ReRate: a.ReRate}
		if req.To == "" {
			a.Matter.Fault = "Choose the matter they go to."
			a.t.h.Redraw(a.t)
			return
		}
		do, done = func(ctx context.Context) (app.Moved, error) { return d.TransferTime(ctx, req) }, "Transferred to "+req.To
	case "time.rerate":
		req := app.ReRateTime{Request: app.Request{Key: a.key}, IDs: a.IDs, Typed: a.Typed, Reason: a.Reason.Text, Confirm: a.Plan.Mark}
		do, done = func(ctx context.Context) (app.Moved, error) {
			plan, err := d.ReRate(ctx, req)
			m := app.Moved{Not: plan.Not}
			for _, l := range plan.Lines {
				m.Done = append(m.Done, l.ID)
			}
			return m, err
		}, "Re-rated"
	}
	a.Running = true
	a.t.h.Redraw(a.t)
	Go(a.t.h.Runner(), do, func(m app.Moved, err error) {
		a.Running = false
		switch {
		case err == nil:
			a.t.Act = nil
			tellMoved(a.t.h, m, done)
		case fault.Code(err) == "reason.required":
			a.Reason.Fault = Words(err)
		case fault.Code(err) == "time.plan_changed":
			a.key = newKey(d, a.ID)
			a.t.h.Fail(err)
			a.plan()
		default:
			a.key = newKey(d, a.ID)
			a.t.h.Fail(err)
		}
		a.t.h.Redraw(a.t)
	})
}
