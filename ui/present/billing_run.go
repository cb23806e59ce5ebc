package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// StartRun opens the form that says which work is to be billed.
func (b *Billing) StartRun() { b.startRun(SavedRun{Through: ThroughToday}) }

func (b *Billing) startRun(r SavedRun) {
	attorneys := []Choice{{Key: "", Text: words.L("All attorneys")}}
	for _, t := range b.h.Facts().Timekeepers {
		attorneys = append(attorneys, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	rule, day := r.Through, b.h.Today()
	if !slices.ContainsFunc(throughChoices(), func(c Choice) bool { return c.Key == rule }) {
		rule, day = ThroughDay, throughDay(r.Through, day)
	}
	f := newSideForm(b.h, b, "billing.run", words.L("Run pre-bills"), words.L("Review"),
		choiceIn("rule", words.Mark("Work through"), rule, throughChoices()...),
		dateIn("through", words.Mark("Day"), day).hint(words.Mark("Released time and costs to this day")),
		choiceIn("attorney", words.Mark("Attorney"), r.Attorney, attorneys...).hint(words.Mark("Billing or responsible")),
		choiceIn("practice", words.Mark("Practice area"), r.Practice, Choice{Key: "", Text: words.L("All practice areas")}),
		textIn("client", words.Mark("Client code"), r.Client).hint(words.Mark("Blank: every client")).optional(),
		matterIn("matter", words.Mark("Matter")).hint(words.Mark("Blank: every matter")).optional(),
		moneyIn("threshold", words.Mark("Only from this worth on"), r.Threshold).hint(words.Mark("Blank: any")).optional(),
		textIn("name", words.Mark("Keep this run as"), r.Name).hint(words.Mark("A name, to run it again in one step")).optional())
	f.Note = words.L("Takes released work that is on no bill yet. Drafts, held and non-billable work stay where they are. Nothing is made before you have seen what it takes.")
	f.In("matter").Matter.Open = false
	f.places = map[string]string{"client.missing": "client"}
	f.edited = func(f *SideForm, path string) {
		if path == "rule" {
			if rule := f.Text("rule"); rule != ThroughDay {
				f.In("through").Field.Set(throughDay(rule, b.h.Today()).String())
			}
		}
		if path == "through" {
			f.In("rule").Field.Set(ThroughDay)
		}
	}
	if r.Matter != "" {
		f.Put("matter", Choice{Noun: "matter", Key: r.Matter, Text: r.Matter})
	}
	f.send = b.sendRun
	b.readPractices(f)
	b.show(f)
}

// readPractices offers the practice areas that matters have.
func (b *Billing) readPractices(f *SideForm) {
	Go(b.h.Runner(), func(ctx context.Context) ([]string, error) {
		return app.Read(ctx, b.h.Desk(), func(q app.Query) ([]string, error) {
			matters, err := q.Matters(app.MatterFilter{OpenOnly: true})
			var areas []string
			for _, m := range matters {
				if m.PracticeArea != "" && !slices.Contains(areas, m.PracticeArea) {
					areas = append(areas, m.PracticeArea)
				}
			}
			slices.Sort(areas)
			return areas, err
		})
	}, func(areas []string, err error) {
		if err != nil {
			return // every area is billed
		}
		in := f.In("practice")
		for _, a := range areas {
			in.Choices = append(slices.Clone(in.Choices), Choice{Key: a, Text: a})
		}
		in.Hidden = len(areas) == 0
		b.h.Redraw(b)
	})
}

func (b *Billing) sendRun(f *SideForm) {
	r := SavedRun{Name: f.Text("name"), Through: f.Text("rule"), Attorney: f.Text("attorney"), Practice: f.Text("practice"),
		Client: strings.ToUpper(f.Text("client")), Matter: f.Text("matter"), Threshold: f.Text("threshold")}
	if r.Through == ThroughDay {
		if r.Through = f.Text("through"); f.Date("through").IsZero() {
			f.In("through").Fault = words.L("Write the day work is taken to.")
			f.Focus = "through"
			return
		}
	}
	f.Busy = true
	b.preview(r, func(run app.PreBillRun, err error) {
		f.Busy = false
		if err != nil {
			f.Failed(err)
			return
		}
		if r.Name != "" {
			b.SaveRun(r)
		}
		b.reviewed(r, run)
	})
}

// review shows what a kept run takes.
func (b *Billing) review(r SavedRun) {
	b.preview(r, func(run app.PreBillRun, err error) {
		if err != nil {
			b.h.Fail(err)
			return
		}
		b.reviewed(r, run)
	})
}

func (b *Billing) preview(r SavedRun, done func(app.PreBillRun, error)) {
	req := r.request(b.h.Today())
	Go(b.h.Runner(), func(ctx context.Context) (app.PreBillRun, error) { return b.h.Desk().PreviewPreBills(ctx, req) }, done)
}

// RunReview is what a run would take, before anything is made: matters that are
// unticked are left out.
type RunReview struct {
	Run     SavedRun
	List    ShortList[app.PreBillTaken]
	Skipped []app.PreBillSkipped // with work that is not taken, and why
	Idle    int                  // matters with nothing to bill
	// Ticked are the matters to be taken, by id; the page keeps it.
	Ticked []int64

	b   *Billing
	key string
}

func (b *Billing) reviewed(r SavedRun, run app.PreBillRun) {
	v := &RunReview{Run: r, b: b, key: newKey(b.h.Desk(), "prebill.run")}
	l := &v.List
	l.bind(b.h, "billing.review")
	l.Heads = []Column{
		{Key: "matter", Label: words.Mark("Matter"), Width: 92, Sortable: true},
		{Key: "name", Label: words.Mark("Client and matter"), Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "lines", Label: words.Mark("Lines"), Width: 56, Right: true, Sortable: true},
		{Key: "hours", Label: words.Mark("Hours"), Width: 70, Right: true, Sortable: true},
		{Key: "fees", Label: words.Mark("Fees"), Width: 100, Right: true, Sortable: true},
		{Key: "costs", Label: words.Mark("Costs"), Width: 90, Right: true, Sortable: true},
		{Key: "total", Label: words.Mark("Total"), Width: 104, Right: true, Sortable: true},
		{Key: "left", Label: words.Mark("Left behind"), Width: 130, Min: 80, Flex: 0.3, Tip: words.Mark("Drafts that nobody released, and held work")},
	}
	l.ID = func(t app.PreBillTaken) int64 { return t.MatterID }
	l.Cells = func(t app.PreBillTaken) []Cell {
		return []Cell{{Text: t.Matter}, {Text: t.ClientName + " – " + t.MatterName}, countCell(t.Lines), hoursCell(t.Hours), moneyCell(t.Fees, t.Currency),
			quietMoney(t.Costs, t.Currency), boldCell(t.Fees+t.Costs, t.Currency), {Text: leftBehind(t), Muted: true}}
	}
	l.By = map[string]func(a, b app.PreBillTaken) int{
		"matter": by(func(t app.PreBillTaken) string { return t.Matter }), "name": by(func(t app.PreBillTaken) string { return t.ClientName + t.MatterName }),
		"lines": by(func(t app.PreBillTaken) int { return t.Lines }), "hours": by(func(t app.PreBillTaken) money.Quantity { return t.Hours }),
		"fees": by(func(t app.PreBillTaken) money.Amount { return t.Fees }), "costs": by(func(t app.PreBillTaken) money.Amount { return t.Costs }),
		"total": by(func(t app.PreBillTaken) money.Amount { return t.Fees + t.Costs }),
	}
	l.Nothing = func() Empty {
		return Empty{Symbol: "billing", Title: words.L("Nothing to bill"), Text: words.L("No matter of this run has released work that is on no bill yet."),
			Action: words.L("Choose other work"), Do: func() { b.Review = nil; b.startRun(r) }}
	}
	l.remember()
	for _, s := range run.Skipped {
		if s.Reason == "no unbilled work" {
			v.Idle++
			continue
		}
		v.Skipped = append(v.Skipped, s)
	}
	for _, t := range run.Taken {
		v.Ticked = append(v.Ticked, t.MatterID)
	}
	l.Show(run.Taken, words.N(len(run.Taken), "%d matter", "%d matters", len(run.Taken)), nil)
	v.sum()
	b.Side, b.Outcome, b.Bill, b.Review = nil, nil, nil, v
	b.h.Redraw(b)
}

func leftBehind(t app.PreBillTaken) string {
	var list []string
	if t.Drafts > 0 {
		list = append(list, words.N(t.Drafts, "%d draft", "%d drafts", t.Drafts))
	}
	if t.Held > 0 {
		list = append(list, words.L("%d held", t.Held))
	}
	return strings.Join(list, ", ")
}

// Tick says which matters are to be taken.
func (v *RunReview) Tick(ids []int64) {
	if slices.Equal(ids, v.Ticked) {
		return
	}
	v.Ticked = slices.Clone(ids)
	v.sum()
	v.b.h.Redraw(v.b)
}

// sum adds up what is ticked.
func (v *RunReview) sum() {
	sums := map[money.Currency]*[3]money.Amount{}
	var hours money.Quantity
	n := 0
	for _, t := range v.List.Rows() {
		if !slices.Contains(v.Ticked, t.MatterID) {
			continue
		}
		n++
		if sums[t.Currency] == nil {
			sums[t.Currency] = &[3]money.Amount{}
		}
		for i, a := range []money.Amount{t.Fees, t.Costs, t.Fees + t.Costs} {
			sums[t.Currency][i] += a
		}
		hours += t.Hours
	}
	totals := map[string]string{"hours": words.Hours(hours)}
	for cur, s := range sums {
		if len(sums) == 1 {
			totals["fees"], totals["costs"], totals["total"] = words.Amount(s[0], cur), words.Amount(s[1], cur), words.Amount(s[2], cur)
		}
	}
	v.List.found.Text = words.L("%d of %d matters taken", n, len(v.List.Rows()))
	v.List.found.Totals = totals
	v.List.text, v.List.totals = v.List.found.Text, totals
}

// Totals are the figures above the list.
func (v *RunReview) Totals() (text string, byColumn map[string]string) { return v.List.Totals() }

// Title says which run it is.
func (v *RunReview) Title() string {
	if v.Run.Name != "" {
		return v.Run.Name
	}
	return words.L("What the run takes")
}

// Says is the run in words.
func (v *RunReview) Says() string { return upper(v.Run.Words(v.b.h.Today())) }

// SkippedWord counts what is not taken; blank for nothing.
func (v *RunReview) SkippedWord() string {
	var list []string
	if n := len(v.Skipped); n > 0 {
		list = append(list, words.N(n, "%d matter is skipped", "%d matters are skipped", n))
	}
	if v.Idle > 0 {
		list = append(list, words.N(v.Idle, "%d has nothing to bill", "%d have nothing to bill", v.Idle))
	}
	return strings.Join(list, ", ")
}

// MakeWord names the act.
func (v *RunReview) MakeWord() string {
	n := len(v.Ticked)
	return words.N(n, "Make %d pre-bill", "Make %d pre-bills", n)
}

// ShowSkipped lists what is not taken, with the reason and the way to mend it.
func (v *RunReview) ShowSkipped() {
	b := v.b
	b.end(newOutcome(v.SkippedWord(), skippedRows(b, v.Skipped)))
}

// Make makes the pre-bills of the ticked matters.
func (v *RunReview) Make() {
	b := v.b
	req := v.Run.request(b.h.Today())
	req.Key = v.key
	for _, t := range v.List.Rows() {
		if slices.Contains(v.Ticked, t.MatterID) {
			req.Only = append(req.Only, t.Matter)
		}
	}
	if len(req.Only) == 0 {
		b.h.Say("%s", words.L("Tick the matters to be billed."))
		return
	}
	var run app.PreBillRun
	b.h.Working(words.L("Running pre-bills"), func(ctx context.Context, progress func(done, total int, what string)) error {
		req := req
		req.Tell = func(done, total int) { progress(done, total, words.L("matters looked at")) }
		var err error
		run, err = b.h.Desk().RunPreBills(ctx, req)
		return err
	}, func(err error) {
		if err != nil && len(run.Taken)+len(run.Skipped) == 0 {
			b.h.Fail(err)
			return
		}
		b.Review = nil
		b.ranPreBills(run, v.Skipped, err)
	})
}

// skippedRows are matters with work that were not taken.
func skippedRows(b *Billing, skipped []app.PreBillSkipped) []OutcomeRow {
	var rows []OutcomeRow
	for _, s := range skipped {
		row := OutcomeRow{Item: s.Matter + "  " + s.MatterName, Text: words.L("Skipped: %s", words.Of(s.Reason)), Word: words.L("Skipped"), Tone: Warn,
			Fix: words.L("Open matter %s", s.Matter), Do: func() { b.h.Open("matter", s.Matter) }}
		if s.PreBill != 0 {
			row.Fix, row.Do = words.L("Open pre-bill %d", s.PreBill), func() { b.OpenPreBill(s.PreBill) }
		}
		rows = append(rows, row)
	}
	return rows
}

// ranPreBills lists what a run came to, what was skipped first. A matter with no
// unbilled work is no failure and is only counted.
func (b *Billing) ranPreBills(run app.PreBillRun, skipped []app.PreBillSkipped, err error) {
	var rows []OutcomeRow
	if err != nil {
		rows = append(rows, OutcomeRow{Item: words.L("The run stopped"), Text: Words(err)})
	}
	idle := 0
	for _, s := range run.Skipped {
		if s.Reason == "no unbilled work" {
			idle++
			continue
		}
		skipped = append(slices.Clone(skipped), s)
	}
	rows = append(rows, skippedRows(b, skipped)...)
	for _, t := range run.Taken {
		text := words.L("%d lines, %s h, %s", t.Lines, words.Hours(t.Hours), words.Money(t.Fees+t.Costs, t.Currency))
		if left := leftBehind(t); left != "" {
			text = words.L("%s; left behind: %s", text, left)
		}
		rows = append(rows, OutcomeRow{OK: true, Item: fmt.Sprintf("%s  %s  %s", words.L("Pre-bill %d", t.ID), t.Matter, t.MatterName), Text: text,
			Fix: words.Sense("Open", "act"), Do: func() { b.OpenPreBill(t.ID) }})
	}
	list := []string{words.N(len(run.Taken), "%d pre-bill made", "%d pre-bills made", len(run.Taken))}
	if n := len(skipped); n > 0 {
		list = append(list, words.N(n, "%d matter skipped", "%d matters skipped", n))
	}
	if idle > 0 {
		list = append(list, words.N(idle, "%d matter with nothing to bill", "%d matters with nothing to bill", idle))
	}
	title := strings.Join(list, ", ")
	b.h.Say("%s", title)
	b.end(newOutcome(title, rows))
}
