package present

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/ui/words"
)

// TimeAct is an act on many entries that needs a word first: to which matter,
// for which reason; a re-rate shows before and after, a division its parts.
type TimeAct struct {
	t   *Time
	key string

	ID     string // "time.transfer", "time.rerate", "time.write_off", "time.take_back", "time.hold", "time.split", "time.combine"
	IDs    []int64
	Reason Field
	Matter *MatterPick // transfer
	ReRate bool        // transfer: look the rate up for the new matter
	Typed  bool        // re-rate: typed rates, too
	Until  Field       // hold: YYYY-MM-DD, blank until it is taken off
	Text   Field       // combine: the narrative
	// Plan is what a re-rate would do, nil until it is known.
	Plan    *app.ReRatePlan
	Lines   *List[app.ReRateLine]
	Parts   []*TimeSplit // division
	Percent bool         // division by per cent instead of hours
	Fault   string       // what has no field
	Running bool
	ask     Latest
	rows    []app.TimeRow // division and combination: the entries, once they are read
}

// takesReason lists the acts that keep a reason with the work.
var takesReason = map[string]bool{"time.transfer": true, "time.rerate": true, "time.write_off": true, "time.take_back": true, "time.hold": true}

// TakesReason says whether the act asks for a reason, and whether it must be given.
func (a *TimeAct) TakesReason() bool { return takesReason[a.ID] }

// OpenAct prepares an act on what is chosen.
func (t *Time) OpenAct(id string) {
	ids := slices.Clone(t.List.Selection())
	if len(ids) == 0 {
		t.h.Say("Choose entries first.")
		return
	}
	if id == "time.combine" && len(ids) < 2 {
		t.h.Say("Choose two entries or more to make one of them.")
		return
	}
	a := &TimeAct{t: t, ID: id, IDs: ids, key: newKey(t.h.Desk(), id)}
	a.Matter = NewMatterPick(t.h, func() { t.h.Redraw(t) })
	a.Matter.Load(func() { t.h.Redraw(t) })
	a.Lines = &List[app.ReRateLine]{
		Run: t.h.Runner(),
		Heads: []Column{{Key: "date", Label: words.Mark("Date"), Width: 98}, {Key: "matter", Label: words.Mark("Matter"), Width: 60, Min: 44, Flex: 1},
			{Key: "before", Label: words.Mark("Before"), Width: 68, Right: true}, {Key: "after", Label: words.Mark("After"), Width: 68, Right: true}},
		ID: func(l app.ReRateLine) int64 { return l.ID },
		Cells: func(l app.ReRateLine) []Cell {
			return []Cell{dateCell(l.Date), {Text: l.Matter}, muted(moneyCell(l.AmountBefore, l.Currency)), boldCell(l.AmountAfter, l.Currency)}
		},
	}
	t.Act, t.Edit, t.Outcome, t.Missing = a, nil, nil, nil
	switch id {
	case "time.rerate":
		a.plan()
	case "time.split":
		a.Parts = []*TimeSplit{a.newPart(), a.newPart()}
		a.Percent = len(ids) > 1
		a.read()
	case "time.combine":
		a.read()
	}
	t.h.Redraw(t)
}

// read reads the entries a division or combination is about.
func (a *TimeAct) read() {
	Ask(&a.ask, a.t.h.Runner(), func(ctx context.Context) ([]app.TimeRow, error) { return a.t.fetch(ctx, a.IDs) }, func(rows []app.TimeRow, err error) {
		a.t.h.Fail(err)
		a.rows = rows
		if a.ID == "time.combine" && a.Text.Text == "" {
			a.Text.Text = joinedTexts(rows)
		}
		a.t.h.Redraw(a.t)
	})
}

// joinedTexts is what the one entry would say: the texts as the act joins them.
func joinedTexts(rows []app.TimeRow) string {
	var texts []string
	for _, r := range rows {
		if s := strings.TrimRight(strings.TrimSpace(r.Narrative), " .;"); s != "" {
			texts = append(texts, s)
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return strings.Join(texts, "; ") + "."
}

// Title is what the panel is about.
func (a *TimeAct) Title() string {
	n := entriesWord(len(a.IDs))
	switch a.ID {
	case "time.transfer":
		return words.L("Transfer %s", n)
	case "time.rerate":
		return words.L("Re-rate %s", n)
	case "time.take_back":
		return words.L("Take %s back", n)
	case "time.hold":
		return words.L("Hold %s", n)
	case "time.split":
		return words.L("Divide %s", n)
	case "time.combine":
		return words.L("Make one of %s", n)
	}
	return words.L("Write off %s", n)
}

// Button is the word on the button.
func (a *TimeAct) Button() string {
	return words.Of(map[string]string{"time.transfer": words.Mark("Transfer"), "time.rerate": words.Mark("Re-rate"), "time.write_off": words.Mark("Write off"),
		"time.take_back": words.Mark("Take back"), "time.hold": words.Mark("Hold"), "time.split": words.Mark("Divide"), "time.combine": words.Mark("Make one")}[a.ID])
}

// Ready says whether the act may run: a re-rate is run only on a plan that was seen.
func (a *TimeAct) Ready() bool {
	switch {
	case a.Running:
		return false
	case a.ID == "time.rerate":
		return a.Plan != nil && len(a.Plan.Lines) > 0
	case a.ID == "time.split":
		return len(a.rows) > 0
	}
	return true
}

// Advice says what will happen.
func (a *TimeAct) Advice() string {
	switch a.ID {
	case "time.transfer":
		return words.L("The hours and the text move; the rate is carried over unless it is looked up anew.")
	case "time.write_off":
		return words.L("They will never be billed. Their value and the reason stay on record; it can be taken back.")
	case "time.take_back":
		return words.L("They are work in progress again and may be billed.")
	case "time.hold":
		return words.L("They stay off bills until the day, or until the hold is taken off.")
	case "time.combine":
		return words.L("Hours are added up, never rounded anew. Only entries that agree in timekeeper, matter, day, codes and rate become one.")
	case "time.split":
		return a.splitAdvice()
	}
	if a.Plan == nil {
		return words.L("Looking the rates up…")
	}
	return a.planText()
}

func (a *TimeAct) planText() string {
	p := a.Plan
	var said []string
	if len(p.Lines) == 0 {
		said = append(said, words.L("No rate would change."))
	} else {
		said = append(said, words.N(len(p.Lines), "%s changes.", "%s change.", entriesWord(len(p.Lines))))
	}
	for i, b := range p.Before {
		said = append(said, words.L("%s becomes %s.", words.Money(b.Amount, b.Currency), words.Money(p.After[i].Amount, b.Currency)))
	}
	if p.Same > 0 {
		said = append(said, words.N(p.Same, "%s stays as it is.", "%s stay as they are.", entriesWord(p.Same)))
	}
	if len(p.Not) > 0 {
		said = append(said, words.N(len(p.Not), "%s cannot: %s", "%s cannot: %s", entriesWord(len(p.Not)), p.Not[0].Message))
	}
	return strings.Join(said, " ")
}

// SetReason takes the reason.
func (a *TimeAct) SetReason(text string) { a.set(&a.Reason, text) }

// SetUntil takes the day a hold ends.
func (a *TimeAct) SetUntil(iso string) { a.set(&a.Until, iso) }

// SetText takes the narrative of a combination.
func (a *TimeAct) SetText(text string) { a.set(&a.Text, text) }

func (a *TimeAct) set(f *Field, text string) {
	if f.Text != text {
		f.Set(text)
		a.Fault = ""
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
	mv, ok := a.moving()
	if !ok {
		a.t.h.Redraw(a.t)
		return
	}
	mv.ids = a.IDs
	mv.after = func(m app.Moved, err error) bool { return a.done(m, err) }
	a.Running, a.Fault = true, ""
	a.t.h.Redraw(a.t)
	moveEntries(a.t.h, mv)
}

// moving is the act as it will run; ok false when something is missing, which then
// stands at its field.
func (a *TimeAct) moving() (mv moving, ok bool) {
	d, req := a.t.h.Desk(), app.MoveTime{Request: app.Request{Key: a.key}, IDs: a.IDs, Reason: a.Reason.Text}
	switch a.ID {
	case "time.transfer":
		move := app.TransferTime{MoveTime: req, To: a.Matter.Choice.Key, ReRate: a.ReRate}
		if move.To == "" {
			a.Matter.Fault = words.L("Choose the matter they go to.")
			return mv, false
		}
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.TransferTime(ctx, move) }
		mv.said = func(n int) string { return words.L("Transferred to %s: %s.", move.To, entriesWord(n)) }
	case "time.rerate":
		rate := app.ReRateTime{Request: req.Request, IDs: a.IDs, Typed: a.Typed, Reason: a.Reason.Text, Confirm: a.Plan.Mark}
		mv.do = func(ctx context.Context) (app.Moved, error) {
			plan, err := d.ReRate(ctx, rate)
			m := app.Moved{Not: plan.Not}
			for _, l := range plan.Lines {
				m.Done = append(m.Done, l.ID)
			}
			return m, err
		}
		mv.said = func(n int) string { return words.L("Re-rated: %s.", entriesWord(n)) }
	case "time.write_off":
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.WriteOffTime(ctx, req) }
		mv.said = func(n int) string { return words.L("Written off: %s.", entriesWord(n)) }
	case "time.take_back":
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.TakeBackTime(ctx, req) }
		mv.said = func(n int) string { return words.L("Work in progress again: %s.", entriesWord(n)) }
	case "time.hold":
		hold := app.HoldTime{MoveTime: req, Until: a.Until.Text}
		mv.do = func(ctx context.Context) (app.Moved, error) { return d.HoldTime(ctx, hold) }
		mv.said = func(n int) string { return words.L("Held: %s.", entriesWord(n)) }
		if day, err := cal.Parse(hold.Until); err == nil {
			mv.said = func(n int) string { return words.L("Held until %s: %s.", words.Date(day), entriesWord(n)) }
		}
	case "time.combine":
		one := app.CombineTime{Request: req.Request, IDs: a.IDs, Narrative: a.Text.Text}
		mv.do = func(ctx context.Context) (app.Moved, error) {
			_, err := d.CombineTime(ctx, one)
			return app.Moved{Done: a.IDs}, err
		}
		mv.said = func(n int) string { return words.L("Made one of %s.", entriesWord(n)) }
	case "time.split":
		return a.splitting()
	default:
		return mv, false
	}
	return mv, true
}

// done takes the answer of the act. What stayed is listed with the way to mend it.
func (a *TimeAct) done(m app.Moved, err error) (told bool) {
	t, d := a.t, a.t.h.Desk()
	a.Running = false
	switch {
	case err == nil:
		t.Act = nil
		told = t.showOutcome(a.Title(), m)
	case fault.Code(err) == "time.plan_changed":
		a.key = newKey(d, a.ID)
		t.h.Fail(err)
		a.plan()
	default:
		a.key = newKey(d, a.ID)
		a.place(err)
	}
	t.h.Redraw(t)
	return told
}

// place puts an error at its field, or into the panel.
func (a *TimeAct) place(err error) {
	fs := Fields{"reason": &a.Reason, "until": &a.Until, "narrative": &a.Text, "to": {}}
	for i, p := range a.Parts {
		n := words.Count(i)
		fs["parts["+n+"].hours"], fs["parts["+n+"].narrative"] = &p.Hours, &p.Text
	}
	if fault.Code(err) == "reason.required" {
		a.Reason.Fault = Words(err)
		return
	}
	if rest := fs.Place(err); rest != nil {
		a.Fault = cmp.Or(faultsOf(rest), Words(rest))
	}
}
