package present

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
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

	// Command is the typed line command, in the grammar of bill.CommandHelp.
	Command Field
	// Pending is an edit of money that waits for its reason.
	Pending *PendingEdit
	// Line is the number of the line the cursor stands on, 0 for none.
	Line int
	// Why says how that line came about, a sentence each.
	Why []string

	ask  Latest
	why  Latest
	undo [][]app.EditPreBillLine
	last string // reason used last
}

func newPreBill(b *Billing, id int64) *PreBill {
	p := &PreBill{b: b, h: b.h, ID: id, last: b.lastReason}
	l := &p.Lines
	l.bind(b.h, "billing.lines")
	l.Heads = []Column{
		{Key: "no", Label: "No.", Width: 36, Right: true},
		{Key: "date", Label: "Date", Width: 60},
		{Key: "tk", Label: "Who", Width: 46},
		{Key: "text", Label: "Text", Width: 170, Min: 90, Flex: 1, Editable: true},
		{Key: "worked", Label: "Worked", Width: 62, Right: true, Tip: "Hours worked"},
		{Key: "billed", Label: "Billed", Width: 52, Right: true, Editable: true, Tip: "Hours of time, units of a cost"},
		{Key: "rate", Label: "Rate", Width: 60, Right: true, Editable: true},
		{Key: "amount", Label: "Amount", Width: 74, Right: true, Editable: true},
		{Key: "flag", Label: "", Width: 80, Pills: true},
	}
	l.ID = func(r bill.PreBillLine) int64 { return int64(r.No) }
	l.Cells = p.cells
	l.Selected = func() { p.h.Redraw(p.b) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "list", Title: "No lines", Text: "Everything was moved off this pre-bill. Discard it, or add later work."}
	}
	l.remember()
	return p
}

type preBillRead struct {
	view    app.PreBillView
	draft   *bill.Invoice
	problem error
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
	p.Gone = !r.view.PreBill.Status.Live()
	if r.problem != nil {
		p.DraftFault = Words(r.problem)
	}
	lines := slices.Clone(r.view.Lines)
	slices.SortStableFunc(lines, func(a, b bill.PreBillLine) int {
		return cmp.Or(cmp.Compare(rank01(a.Kind != bill.Fee), rank01(b.Kind != bill.Fee)), a.Date.Compare(b.Date), cmp.Compare(a.No, b.No))
	})
	c := r.view.Computed.Totals
	cur := p.Currency()
	foot := fmt.Sprintf("%d lines", len(lines))
	if len(lines) == 1 {
		foot = "1 line"
	}
	p.Lines.Show(lines, foot, map[string]string{
		"worked": c.WorkedHours.Plain(), "billed": c.Hours.Plain(), "amount": (c.Fees + c.Expenses()).Format(cur)})
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
	bill.LineNoCharge:    {Text: "No charge", Tone: Warn, Pill: true},
	bill.LineHeld:        {Text: "Held", Tone: Neutral, Pill: true},
	bill.LineWrittenOff:  {Text: "Written off", Tone: Bad, Pill: true},
	bill.LineTransferred: {Text: "Moved", Tone: Neutral, Pill: true},
}

func (p *PreBill) cells(l bill.PreBillLine) []Cell {
	cur := p.Currency()
	off := !l.Billed()
	who, worked := "", ""
	if l.Kind == bill.Fee {
		who, worked = p.View.People[l.TimekeeperID].Code, l.Worked.Plain()
	} else if who = l.Expense; who == "" {
		who = "cost"
	}
	day := l.Date.Time().Format("02 Jan")
	if l.Date.Year() != p.View.PreBill.Through.Year() {
		day = l.Date.Time().Format("Jan 2006")
	}
	amount := moneyCell(l.Now.Amount, cur)
	if l.Action == bill.LineNoCharge {
		amount = moneyCell(0, cur)
	}
	edited := l.Now != l.Was
	cells := []Cell{{Text: fmt.Sprint(l.No), Muted: true}, {Text: day}, {Text: who}, {Text: l.Now.Text}, {Text: worked, Muted: true},
		{Text: unitsText(l, l.Now.Units)}, {Text: l.Now.Rate.Format()}, amount, lineFlag(l)}
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
		return c
	}
	switch {
	case l.TrustPaid != "":
		return Cell{Text: "From trust", Tone: Good, Pill: true}
	case l.AboveWorked():
		return Cell{Text: "Above worked", Tone: Bad, Pill: true}
	case l.Now != l.Was:
		return Cell{Text: "Edited", Tone: Info, Pill: true}
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
		why = append(why, fmt.Sprintf("%s worked %s h on %s, recorded as %s h.", people[l.TimekeeperID].Name(), l.Worked.Plain(), l.Date.Short(), l.Was.Units.Plain()))
	}
	if l.EntryID != 0 {
		a, err := d.WhyEntry(ctx, l.EntryID)
		if err != nil {
			return nil, err
		}
		why = append(why, "Rate "+a.Why+".")
	}
	if l.ExpenseID != 0 {
		kind := "The firm's own service, at its price."
		if l.Kind == bill.Hard {
			kind = "Paid to a third party; billed at what was paid."
		}
		if l.TrustPaid != "" {
			kind = strings.ToUpper(l.TrustPaid[:1]) + l.TrustPaid[1:] + "; shown with nothing due."
		}
		why = append(why, kind)
	}
	why = append(why, fmt.Sprintf("%s × %s = %s as it came.", unitsText(l, l.Was.Units), l.Was.Rate.Format(), l.Was.Amount.Format(cur)))
	if !l.Edited() {
		return why, nil
	}
	by := ""
	if l.EditedBy != 0 {
		u, err := app.Read(ctx, d, func(q app.Query) (firm.User, error) { return q.User(l.EditedBy) })
		if err != nil {
			return nil, err
		}
		by = " by " + u.Name
	}
	what := "Changed to " + unitsText(l, l.Now.Units) + " × " + l.Now.Rate.Format() + ", " + l.Now.Amount.Format(cur)
	switch l.Action {
	case bill.LineNoCharge:
		what = "Charged nothing"
	case bill.LineHeld:
		what = "Held for a later bill"
	case bill.LineWrittenOff:
		what = "Written off"
	case bill.LineTransferred:
		what = "Moved to another matter"
	default:
		if l.Now == l.Was {
			what = "Put back as it came"
		}
	}
	reason := ""
	if l.Reason != "" {
		reason = ": " + l.Reason
	}
	return append(why, fmt.Sprintf("%s%s on %s%s.", what, by, l.EditedAt.In(d.Now().Location()).Format("02 Jan 15:04"), reason)), nil
}

// Totals are the figures at the foot.
func (p *PreBill) Totals() []Figure {
	if p.View.Problem != nil {
		return []Figure{{Key: "problem", Label: "Cannot be added up", Value: Words(p.View.Problem), Tone: Bad}}
	}
	c, cur := p.View.Computed.Totals, p.Currency()
	list := []Figure{
		{Key: "hours", Label: "Hours", Value: c.Hours.Plain(), Tip: fmt.Sprintf("Worked %s, at no charge %s", c.WorkedHours.Plain(), c.NoChargeHours.Plain())},
		{Key: "fees", Label: "Fees", Value: c.Fees.Format(cur)},
	}
	if c.Discount != 0 {
		list = append(list, Figure{Key: "discount", Label: "Discount", Value: (-c.Discount).Format(cur)})
	}
	list = append(list, Figure{Key: "costs", Label: "Costs", Value: c.Expenses().Format(cur)})
	if c.WorkedValue > 0 {
		f := Figure{Key: "realization", Label: "Realization", Value: share(c.NetFees(), c.WorkedValue),
			Tip: fmt.Sprintf("Net fees %s of %s worked at the rates they came with", c.NetFees().Format(cur), c.WorkedValue.Format(cur))}
		list = append(list, f)
	}
	return append(list, Figure{Key: "total", Label: "Bill", Value: c.Total.WithSymbol(cur)})
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

// Strip is what the matter has and owes.
func (p *PreBill) Strip() []Figure {
	s, cur := p.View.Strip, p.Currency()
	list := []Figure{}
	m := p.View.Matter
	if m.FeeAmount != 0 {
		list = append(list, Figure{Key: "budget", Label: string(m.Arrangement), Value: m.FeeAmount.WithSymbol(cur), Tip: "Agreed for the whole matter"})
	}
	list = append(list, Figure{Key: "ar", Label: "Prior balance", Value: s.AR.WithSymbol(cur), Tip: "Open on earlier bills of the matter"})
	if s.Unapplied != 0 {
		list = append(list, Figure{Key: "unapplied", Label: "Client credit", Value: s.Unapplied.WithSymbol(cur), Tip: "Received and on no invoice yet"})
	}
	trust := Figure{Key: "trust", Label: "Trust available", Value: s.Trust.WithSymbol(cur), Tip: "May be paid out today"}
	if m.TrustFloor > 0 && s.Trust < m.TrustFloor {
		trust.Tone, trust.Tip = Warn, "Below the agreed floor of "+m.TrustFloor.WithSymbol(cur)
	}
	return append(list, trust)
}

// Title names matter and client.
func (p *PreBill) Title() string {
	if !p.Loaded {
		return fmt.Sprintf("Pre-bill %d", p.ID)
	}
	return p.View.Matter.Code + "  " + p.View.Client.Name + " – " + p.View.Matter.Name
}

// Status is the pill.
func (p *PreBill) Status() Cell { return preBillPill[p.View.PreBill.Status] }

// Instructions of client and matter, shown when the pre-bill is opened.
func (p *PreBill) Instructions() string { return instructions(p.View.Client, p.View.Matter) }

// LateWork says that work came since the run; blank for none.
func (p *PreBill) LateWork() string {
	if p.View.Late == 0 || p.Gone {
		return ""
	}
	n := fmt.Sprintf("%d items, %s,", p.View.Late, p.View.LateAmount.WithSymbol(p.Currency()))
	if p.View.Late == 1 {
		n = fmt.Sprintf("One item, %s,", p.View.LateAmount.WithSymbol(p.Currency()))
	}
	return n + " released since the run, can be added."
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
