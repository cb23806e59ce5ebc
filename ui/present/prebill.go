package present

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// PreBill is a pre-bill being edited: its lines at the left, the page they make
// at the right. Every edit is saved at once and shows on the page; what the
// work came with is kept beside it.
type PreBill struct {
	b  *Billing
	h  Host
	ID int64

	View   app.PreBillView
	Loaded bool
	Gone   bool // it is final or discarded by now
	Lines  ShortList[bill.PreBillLine]

	// Draft is the bill as it would be issued today; a new value after each edit,
	// nil while it cannot be drawn. DraftFault says why.
	Draft      *bill.Invoice
	DraftFault string
	// Faults are what its receiver would refuse, where it leaves as an e-bill.
	Faults []app.EBillFault

	// Command is the typed line command, in the grammar of bill.CommandHelp.
	Command Field
	// Pending is an edit of money that waits for its reason.
	Pending *PendingEdit
	// Line is the number of the line the cursor stands on, 0 for none.
	Line int
	// Why says how that line came about, a sentence each.
	Why []string

	// GoTo is the line the cursor is to stand on once it is read, 0 for the first.
	GoTo int
	// AtPage says that the page has the keyboard when it is opened, not the lines.
	AtPage bool

	ask  Latest
	why  Latest
	last string // reason used last
}

func newPreBill(b *Billing, id int64) *PreBill {
	p := &PreBill{b: b, h: b.h, ID: id, last: b.lastReason}
	l := &p.Lines
	l.bind(b.h, "billing.lines")
	l.Heads = []Column{
		{Key: "no", Label: words.Mark("No."), Width: 36, Right: true},
		{Key: "date", Label: words.Mark("Date"), Width: 60},
		{Key: "tk", Label: words.Mark("Who"), Width: 46},
		{Key: "text", Label: words.Mark("Text"), Width: 170, Min: 90, Flex: 1, Editable: true, Icons: true, Tip: words.Mark("The mark says that a comment is open")},
		{Key: "worked", Label: words.Mark("Worked"), Width: 62, Right: true, Tip: words.Mark("Hours worked")},
		{Key: "billed", Label: words.Mark("Billed"), Width: 52, Right: true, Editable: true, Tip: words.Mark("Hours of time, units of a cost")},
		{Key: "rate", Label: words.Mark("Rate"), Width: 60, Right: true, Editable: true},
		{Key: "amount", Label: words.Mark("Amount"), Width: 74, Right: true, Editable: true},
		{Key: "flag", Label: "", Width: 14, Pills: true},
	}
	l.ID = func(r bill.PreBillLine) int64 { return int64(r.No) }
	l.Cells = p.cells
	l.Selected = func() { p.h.Redraw(p.b) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "list", Title: words.L("No lines"), Text: words.L("Everything was moved off this pre-bill. Discard it, or add later work.")}
	}
	l.remember()
	return p
}

type preBillRead struct {
	view    app.PreBillView
	draft   *bill.Invoice
	problem error
	faults  []app.EBillFault
}

// Reload reads the pre-bill and draws the bill anew, in the background; an
// answer that is no longer wanted is dropped.
func (p *PreBill) Reload() {
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (preBillRead, error) {
		v, err := p.h.Desk().PreBill(ctx, p.ID)
		if err != nil {
			return preBillRead{}, err
		}
		r := preBillRead{view: v}
		if v.PreBill.Status.Live() {
			inv, err := p.h.Desk().Preview(ctx, p.ID, 0)
			if err != nil {
				r.problem = err
			} else {
				r.draft = &inv
			}
			r.faults, err = eBillFaults(ctx, p.h.Desk(), v)
			if err != nil {
				return r, err
			}
		}
		return r, nil
	}, func(r preBillRead, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.take(r)
	})
}

func (p *PreBill) take(r preBillRead) {
	p.View, p.Loaded, p.Draft, p.DraftFault = r.view, true, r.draft, ""
	p.Gone, p.Faults = !r.view.PreBill.Status.Live(), r.faults
	if r.problem != nil {
		p.DraftFault = Words(r.problem)
	}
	lines := slices.Clone(r.view.Lines)
	slices.SortStableFunc(lines, func(a, b bill.PreBillLine) int {
		return cmp.Or(cmp.Compare(rank01(a.Kind != bill.Fee), rank01(b.Kind != bill.Fee)), a.Date.Compare(b.Date), cmp.Compare(a.No, b.No))
	})
	c := r.view.Computed.Totals
	cur := p.Currency()
	p.Lines.Show(lines, words.N(len(lines), "%d line", "%d lines", len(lines)), map[string]string{
		"worked": words.Hours(c.WorkedHours), "billed": words.Hours(c.Hours), "amount": words.Amount(c.Fees+c.Expenses(), cur)})
	if p.Line != 0 {
		p.explain()
	}
	p.h.Redraw(p.b)
}

func (p *PreBill) drop() {
	p.ask.Drop()
	p.why.Drop()
}

// Currency of the bill.
func (p *PreBill) Currency() money.Currency { return p.View.Client.Currency }

// line is a line by its number.
func (p *PreBill) line(no int) (bill.PreBillLine, bool) {
	for _, l := range p.View.Lines {
		if l.No == no {
			return l, true
		}
	}
	return bill.PreBillLine{}, false
}

var lineFlags = map[bill.LineAction]Cell{
	bill.LineNoCharge:    {Text: words.Mark("No charge"), Tone: Warn, Pill: true},
	bill.LineHeld:        {Text: words.Mark("Held"), Tone: Neutral, Pill: true},
	bill.LineWrittenOff:  {Text: words.Mark("Written off"), Tone: Bad, Pill: true},
	bill.LineTransferred: {Text: words.Mark("Moved"), Tone: Neutral, Pill: true},
}

func (p *PreBill) cells(l bill.PreBillLine) []Cell {
	cur := p.Currency()
	off := !l.Billed()
	who, worked := "", Cell{}
	if l.Kind == bill.Fee {
		who, worked = p.View.People[l.TimekeeperID].Code, muted(hoursCell(l.Worked))
	} else if who = l.Expense; who == "" {
		who = words.L("cost")
	}
	day := Cell{Text: words.Day(l.Date), Raw: l.Date}
	if l.Date.Year() != p.View.PreBill.Through.Year() {
		day.Text = words.Month(l.Date)
	}
	amount := moneyCell(l.Now.Amount, cur)
	if l.Action == bill.LineNoCharge {
		amount = moneyCell(0, cur)
	}
	edited := l.Now != l.Was
	text := Cell{Text: l.Now.Text}
	if p.OpenComments(l.No) > 0 {
		text.Symbol = "comment"
	}
	cells := []Cell{{Text: fmt.Sprint(l.No), Muted: true}, day, {Text: who}, text, worked,
		{Text: words.Number(unitsText(l, l.Now.Units)), Raw: l.Now.Units}, rateCell(l.Now.Rate), amount, lineFlag(l)}
	if edited {
		for i, same := range map[int]bool{3: l.Now.Text == l.Was.Text, 5: l.Now.Units == l.Was.Units, 6: l.Now.Rate == l.Was.Rate, 7: l.Now.Amount == l.Was.Amount || l.Action == bill.LineNoCharge} {
			cells[i].Bold = !same
		}
	}
	if off {
		for i := range cells[:8] {
			cells[i].Muted = true
		}
		if l.Action == bill.LineTransferred || l.Action == bill.LineHeld || l.Action == bill.LineWrittenOff {
			cells[7].Text = "–"
		}
	}
	return cells
}

func unitsText(l bill.PreBillLine, q money.Quantity) string {
	if l.Kind == bill.Fee {
		return q.Plain()
	}
	return q.Short()
}

func lineFlag(l bill.PreBillLine) Cell {
	if c, ok := lineFlags[l.Action]; ok {
		c.Text = words.Of(c.Text)
		return c
	}
	switch {
	case l.TrustPaid != "":
		return Cell{Text: words.L("From trust"), Tone: Good, Pill: true}
	case l.AboveWorked():
		return Cell{Text: words.L("Above worked"), Tone: Bad, Pill: true}
	case l.Now != l.Was:
		return Cell{Text: words.L("Edited"), Tone: Info, Pill: true}
	}
	return Cell{}
}

// SetLine says on which line the cursor stands; the page shows it, and why it
// is what it is.
func (p *PreBill) SetLine(no int) {
	if p.Line == no {
		return
	}
	p.Line, p.Why = no, nil
	p.explain()
	p.h.Redraw(p.b)
}

// DraftLine is the number the line has on the page, 0 when it is not on it.
func (p *PreBill) DraftLine(no int) int {
	l, ok := p.line(no)
	if !ok || p.Draft == nil {
		return 0
	}
	for _, x := range p.Draft.Lines {
		if l.EntryID != 0 && x.EntryID == l.EntryID || l.ExpenseID != 0 && x.ExpenseID == l.ExpenseID {
			return x.No
		}
	}
	return 0
}

// LineOfDraft is the pre-bill's number of a line of the page, 0 for none: where
// a click on the page leads.
func (p *PreBill) LineOfDraft(no int) int {
	if p.Draft == nil {
		return 0
	}
	for _, x := range p.Draft.Lines {
		if x.No != no {
			continue
		}
		for _, l := range p.View.Lines {
			if l.EntryID != 0 && x.EntryID == l.EntryID || l.ExpenseID != 0 && x.ExpenseID == l.ExpenseID {
				return l.No
			}
		}
	}
	return 0
}

// explain reads why the line is what it is: the rule behind the rate, then what
// the reviewer did.
func (p *PreBill) explain() {
	l, ok := p.line(p.Line)
	if !ok {
		p.why.Drop()
		p.Why = nil
		return
	}
	Ask(&p.why, p.h.Runner(), func(ctx context.Context) ([]string, error) {
		return whyLine(ctx, p.h.Desk(), l, p.Currency(), p.View.People)
	}, func(why []string, err error) {
		if err != nil {
			why = []string{Words(err)}
		}
		p.Why = why
		p.h.Redraw(p.b)
	})
}

func whyLine(ctx context.Context, d *app.Desk, l bill.PreBillLine, cur money.Currency, people map[int64]firm.Timekeeper) ([]string, error) {
	var why []string
	if l.Kind == bill.Fee {
		why = append(why, words.L("%s worked %s h on %s, recorded as %s h.", people[l.TimekeeperID].Name(), words.Hours(l.Worked), words.Date(l.Date), words.Hours(l.Was.Units)))
	}
	if l.EntryID != 0 {
		a, err := d.WhyEntry(ctx, l.EntryID)
		if err != nil {
			return nil, err
		}
		why = append(why, words.L("Rate %s.", rateSaid(a.Why)))
	}
	if l.ExpenseID != 0 {
		kind := words.L("The firm's own service, at its price.")
		if l.Kind == bill.Hard {
			kind = words.L("Paid to a third party; billed at what was paid.")
		}
		if l.TrustPaid != "" {
			kind = words.L("%s; shown with nothing due.", upper(l.TrustPaid))
		}
		why = append(why, kind)
	}
	why = append(why, words.L("%s × %s = %s as it came.", words.Number(unitsText(l, l.Was.Units)), words.Rate(l.Was.Rate), words.Amount(l.Was.Amount, cur)))
	if !l.Edited() {
		return why, nil
	}
	by := ""
	if l.EditedBy != 0 {
		u, err := app.Read(ctx, d, func(q app.Query) (firm.User, error) { return q.User(l.EditedBy) })
		if err != nil {
			return nil, err
		}
		by = u.Name
	}
	at := l.EditedAt.In(d.Now().Location())
	when := words.L("%s, %s", words.Date(cal.Of(at)), at.Format("15:04"))
	if l.Reason != "" {
		return append(why, words.L("%s by %s on %s: %s.", becameWords(l, cur), by, when, l.Reason)), nil
	}
	return append(why, words.L("%s by %s on %s.", becameWords(l, cur), by, when)), nil
}

// becameWords says what a line was changed to.
func becameWords(l bill.PreBillLine, cur money.Currency) string {
	switch l.Action {
	case bill.LineNoCharge:
		return words.L("Charged nothing")
	case bill.LineHeld:
		return words.L("Held for a later bill")
	case bill.LineWrittenOff:
		return words.L("Written off")
	case bill.LineTransferred:
		return words.L("Moved to another matter")
	}
	if l.Now == l.Was {
		return words.L("Put back as it came")
	}
	return words.L("Changed to %s × %s, %s", words.Number(unitsText(l, l.Now.Units)), words.Rate(l.Now.Rate), words.Amount(l.Now.Amount, cur))
}

// Totals are the figures at the foot.
func (p *PreBill) Totals() []Figure {
	if p.View.Problem != nil {
		return []Figure{{Key: "problem", Label: words.Mark("Cannot be added up"), Value: Words(p.View.Problem), Tone: Bad}}
	}
	c, cur := p.View.Computed.Totals, p.Currency()
	list := []Figure{
		{Key: "hours", Label: words.Mark("Hours"), Value: words.Hours(c.Hours), Tip: words.L("Worked %s, at no charge %s", words.Hours(c.WorkedHours), words.Hours(c.NoChargeHours))},
		{Key: "fees", Label: words.Mark("Fees"), Value: words.Amount(c.Fees, cur)},
	}
	if c.Discount != 0 {
		list = append(list, Figure{Key: "discount", Label: words.Mark("Discount"), Value: words.Amount(-c.Discount, cur)})
	}
	list = append(list, Figure{Key: "costs", Label: words.Mark("Costs"), Value: words.Amount(c.Expenses(), cur)})
	if c.WorkedValue > 0 {
		list = append(list, Figure{Key: "realization", Label: words.Mark("Realization"), Value: words.Number(share(c.NetFees(), c.WorkedValue)),
			Tip: words.L("Net fees %s of %s worked at the rates they came with", words.Amount(c.NetFees(), cur), words.Amount(c.WorkedValue, cur))})
	}
	return append(list, Figure{Key: "total", Label: words.Mark("Bill"), Value: words.Money(c.Total, cur)})
}

// share writes a part of a whole in per cent with two decimals, rounded half
// away from zero, in whole numbers: 87.19 %.
func share(part, whole money.Amount) string {
	neg := part < 0
	n := part.Abs()
	hundredths := (int64(n)*10_000*2 + int64(whole)) / (2 * int64(whole))
	sign := ""
	if neg {
		sign = "-"
	}
	return fmt.Sprintf("%s%d.%02d %%", sign, hundredths/100, hundredths%100)
}

// Title names matter and client.
func (p *PreBill) Title() string {
	if !p.Loaded {
		return words.L("Pre-bill %d", p.ID)
	}
	return p.View.Matter.Code + "  " + p.View.Client.Name + " – " + p.View.Matter.Name
}

// Status is the pill.
func (p *PreBill) Status() Cell { return preBillPill(p.View.PreBill.Status, p.View.PreBill.Held) }

// Instructions of client and matter, shown when the pre-bill is opened.
func (p *PreBill) Instructions() string { return instructions(p.View.Client, p.View.Matter) }

// LateWork says that work came since the run; blank for none.
func (p *PreBill) LateWork() string {
	if p.View.Late == 0 || p.Gone {
		return ""
	}
	return words.N(p.View.Late, "%d item, %s, released since the run, can be added.", "%d items, %s, released since the run, can be added.",
		p.View.Late, words.Money(p.View.LateAmount, p.Currency()))
}

func (p *PreBill) asRow() []QueueRow {
	v := p.View
	return []QueueRow{{PreBillRow: app.PreBillRow{PreBill: v.PreBill, Matter: v.Matter.Code, MatterName: v.Matter.Name, Client: v.Client.Code,
		ClientName: v.Client.Name, Currency: p.Currency(), Total: v.Computed.Totals.Total}}}
}

func (p *PreBill) units(l bill.PreBillLine, text string) (money.Quantity, error) {
	if l.Kind == bill.Fee {
		return work.ParseHours(text)
	}
	return money.ParseQuantity(text)
}
