package present

import (
	"context"
	"strconv"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// The parts of an opened invoice that stand beside its page.
const (
	InvoiceHistory = "history"
	InvoiceLines   = "lines"
	InvoicePapers  = "papers"
)

// InvoicePage is one issued invoice: its page, what became of it, why each cent
// is what it is, its papers, and what can be done with it.
type InvoicePage struct {
	v      *Invoices
	h      Host
	Number string

	Loaded   bool
	Invoice  *bill.Invoice // a new value after each read
	Standing bill.Standing
	Matter   firm.Matter
	Client   firm.Client
	Trust    money.Amount // available to the matter today

	// Tab is one of InvoiceHistory, InvoiceLines and InvoicePapers.
	Tab     string
	History ShortList[InvoiceEventRow]
	Lines   ShortList[bill.Line]
	Papers  ShortList[app.Paper]

	// Line is the line that was asked about, 0 for the whole; Why answers.
	Line int
	Why  []string
	sum  []string // the answer for the whole
	next int      // line to be asked about once it is read, 0 for none

	ask Latest
	why Latest
}

// InvoiceEventRow is a step in the history of an invoice.
type InvoiceEventRow struct {
	No int64
	app.InvoiceEvent
	cur money.Currency
}

// OpenInvoice opens an issued invoice.
func (v *Invoices) OpenInvoice(number string) {
	tab := InvoiceHistory
	if v.Page != nil {
		v.Page.drop()
		tab = v.Page.Tab
	}
	v.Side, v.Outcome = nil, nil
	v.Page = newInvoicePage(v, number, tab)
	v.Page.Reload()
	v.h.Redraw(v)
}

func newInvoicePage(v *Invoices, number, tab string) *InvoicePage {
	p := &InvoicePage{v: v, h: v.h, Number: number, Tab: tab}
	redraw := func() { v.h.Redraw(v) }

	p.History.bind(v.h, "invoices.history")
	p.History.Heads = []Column{
		{Key: "on", Label: words.Mark("Date"), Width: 90},
		{Key: "what", Label: words.Mark("What"), Width: 130, Min: 110, Flex: 1},
		{Key: "amount", Label: words.Mark("Amount"), Width: 84, Right: true},
		{Key: "balance", Label: words.Mark("Open"), Width: 84, Right: true},
		{Key: "user", Label: words.Mark("By"), Width: 60, Hidden: true},
	}
	p.History.ID = func(r InvoiceEventRow) int64 { return r.No }
	p.History.Cells = eventCells
	p.History.Selected = redraw
	p.History.remember()

	p.Lines.bind(v.h, "invoices.lines")
	p.Lines.Heads = []Column{
		{Key: "no", Label: words.Mark("No."), Width: 40, Right: true},
		{Key: "who", Label: words.Mark("Who"), Width: 52},
		{Key: "text", Label: words.Mark("Text"), Width: 120, Min: 80, Flex: 1},
		{Key: "units", Label: words.Mark("Hours"), Width: 54, Right: true, Tip: words.Mark("Hours of work, units of a cost")},
		{Key: "amount", Label: words.Mark("Amount"), Width: 84, Right: true},
	}
	p.Lines.ID = func(l bill.Line) int64 { return int64(l.No) }
	p.Lines.Cells = func(l bill.Line) []Cell { return lineCells(l, p.Standing.Currency) }
	p.Lines.Selected = func() {
		if ids := p.Lines.Selection(); len(ids) == 1 && int(ids[0]) != p.Line {
			p.AskWhy(int(ids[0]))
		}
	}
	p.Lines.remember()

	p.Papers.bind(v.h, "invoices.papers")
	p.Papers.Heads = []Column{
		{Key: "format", Label: words.Mark("Paper"), Width: 100},
		{Key: "on", Label: words.Mark("Kept on"), Width: 102},
		{Key: "hash", Label: words.Mark("SHA-256"), Width: 110, Min: 80, Flex: 1, Tip: words.Mark("The fingerprint of the bytes: what is written again has the same")},
	}
	p.Papers.ID = func(x app.Paper) int64 { return x.ID }
	p.Papers.Cells = func(x app.Paper) []Cell {
		return []Cell{{Text: paperName(x.Format)}, {Text: words.Date(p.day(x.CreatedAt))}, {Text: x.SHA256, Muted: true}}
	}
	p.Papers.Selected = redraw
	p.Papers.Nothing = func() Empty {
		return Empty{Symbol: "document", Title: words.L("No paper yet"), Text: words.L("The PDF and LEDES files of the invoice are kept here from the first time they are made."),
			Action: words.L("Make the PDF"), Do: func() { p.withPaper("pdf", func(app.Paper) {}) }}
	}
	p.Papers.remember()
	return p
}

func eventCells(r InvoiceEventRow) []Cell {
	amount := quietMoney(r.Amount, r.cur)
	if r.Amount == 0 {
		amount = Cell{}
	}
	what := Cell{Text: eventWords(r.InvoiceEvent)}
	if r.Kind == app.EventVoid || r.Kind == app.EventBack {
		what.Tone = Bad
	}
	return []Cell{dateCell(r.On), what, amount, {Text: words.Amount(r.Balance, r.cur), Muted: true}, {Text: r.User, Muted: true}}
}

// eventWords names what happened, short enough for a column.
func eventWords(e app.InvoiceEvent) string {
	switch e.Kind {
	case app.EventIssued:
		return words.L("Issued")
	case app.EventSent:
		return words.L("Sent by %s", sentWords(e.Ref))
	case app.EventPaid:
		return words.L("Paid by %s", e.Ref)
	case app.EventTrust:
		return words.L("Paid from trust %s", e.Ref)
	case app.EventBack:
		return words.L("Payment taken back")
	case app.EventCredit:
		return words.L("Credited: %s", e.Reason)
	case app.EventVoid:
		return words.L("Void: %s", e.Reason)
	case app.EventWritten:
		return words.L("%s made and kept", paperName(e.Ref))
	}
	return e.Kind
}

// sentWords are the ways an invoice was delivered.
func sentWords(how string) string {
	var list []string
	for _, h := range strings.Split(how, ", ") {
		list = append(list, words.Of(sentHow[h]))
	}
	return strings.Join(list, ", ")
}

var sentHow = map[string]string{"mail": words.Mark("mail"), "email": words.Mark("e-mail"), "portal": words.Mark("portal"), "hand": words.Mark("hand")}

// Event says the selected step whole: who noted it, when, and why.
func (p *InvoicePage) Event() string {
	rows := p.History.Picked()
	if len(rows) != 1 {
		return words.L("Choose a step to read who noted it, when and why.")
	}
	r := rows[0]
	text := words.L("%s: %s.", words.LongDate(r.On), eventWords(r.InvoiceEvent))
	if r.Amount != 0 {
		text += " " + words.L("It moved the balance by %s to %s.", words.Money(r.Amount, r.cur), words.Money(r.Balance, r.cur))
	}
	if r.Reason != "" && r.Kind != app.EventCredit && r.Kind != app.EventVoid {
		text += " " + words.L("Reason: %s.", r.Reason)
	}
	if r.User != "" {
		text += " " + words.L("Noted by %s on %s.", r.User, p.instant(r.At))
	}
	return text
}

func (p *InvoicePage) day(at time.Time) cal.Date { return cal.Of(at.In(p.h.Desk().Now().Location())) }

func (p *InvoicePage) instant(at time.Time) string {
	at = at.In(p.h.Desk().Now().Location())
	return words.Date(cal.Of(at)) + " " + at.Format("15:04")
}

func lineCells(l bill.Line, cur money.Currency) []Cell {
	amount := moneyCell(l.Amount, cur)
	if l.NoCharge {
		amount = Cell{Text: words.L("no charge"), Muted: true}
	}
	return []Cell{{Text: words.Count(l.No), Muted: true, Raw: l.No}, {Text: l.TimekeeperCode}, {Text: l.Text}, {Text: words.Short(l.Units), Raw: l.Units}, amount}
}

// Reload reads it again.
func (p *InvoicePage) Reload() {
	number, today := p.Number, p.h.Today()
	type answer struct {
		inv    bill.Invoice
		st     bill.Standing
		m      firm.Matter
		c      firm.Client
		papers []app.Paper
		trust  money.Amount
		story  []app.InvoiceEvent
		sum    app.InvoiceWhy
	}
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (answer, error) {
		d := p.h.Desk()
		r, err := app.Read(ctx, d, func(q app.Query) (r answer, err error) {
			if r.inv, err = q.InvoiceByNumber(number); err != nil {
				return r, err
			}
			list, err := q.Standings(app.StandingFilter{InvoiceID: r.inv.ID})
			if err != nil {
				return r, err
			}
			if len(list) == 1 {
				r.st = list[0]
			}
			if r.m, err = q.Matter(r.inv.MatterID); err != nil {
				return r, err
			}
			if r.c, err = q.Client(r.inv.ClientID); err != nil {
				return r, err
			}
			if r.papers, err = q.Papers(r.inv.ID); err != nil {
				return r, err
			}
			balances, err := q.TrustBalances(app.TrustFilter{MatterID: r.inv.MatterID}, 0, today)
			for _, b := range balances {
				r.trust += b.Available()
			}
			return r, err
		})
		if err != nil {
			return r, err
		}
		if r.story, err = d.InvoiceHistory(ctx, number); err != nil {
			return r, err
		}
		r.sum, err = d.Why(ctx, number, 0)
		return r, err
	}, func(r answer, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.Loaded, p.Invoice, p.Standing, p.Matter, p.Client, p.Trust = true, &r.inv, r.st, r.m, r.c, r.trust
		rows := make([]InvoiceEventRow, len(r.story))
		for i, e := range r.story {
			rows[i] = InvoiceEventRow{int64(i + 1), e, r.inv.Currency}
		}
		p.History.Show(rows, "", nil)
		p.Lines.Show(r.inv.Lines, words.N(len(r.inv.Lines), "%d line", "%d lines", len(r.inv.Lines)),
			map[string]string{"amount": words.Amount(r.inv.Totals.Total, r.inv.Currency)})
		p.Papers.Show(r.papers, "", nil)
		p.sum = whyWhole(r.sum, p.instant)
		if p.Line == 0 {
			p.Why = p.sum
		}
		if line := p.next; line != 0 {
			p.next = 0
			p.AskWhy(line)
		}
		p.h.Redraw(p.v)
	})
}

// goTo shows a line, given as its number in words, as soon as it is read.
func (p *InvoicePage) goTo(line string) {
	no, err := strconv.Atoi(line)
	switch {
	case err != nil || no <= 0:
	case p.Loaded:
		p.AskWhy(no)
	default:
		p.next = no
	}
}

func (p *InvoicePage) drop() {
	p.ask.Drop()
	p.why.Drop()
}

// SetTab shows another part beside the page.
func (p *InvoicePage) SetTab(tab string) {
	if p.Tab != tab {
		p.Tab = tab
		p.h.Redraw(p.v)
	}
}

// Title names client and matter.
func (p *InvoicePage) Title() string {
	if !p.Loaded {
		return words.L("Invoice %s", p.Number)
	}
	return p.Number + "  " + p.Client.Name + " – " + p.Matter.Name
}

// Place says where the invoice stands in the register, blank when it is not in
// what is listed.
func (p *InvoicePage) Place() string {
	if !p.Loaded {
		return ""
	}
	return p.v.ordinal(p.Invoice.ID)
}

// Status is the pill.
func (p *InvoicePage) Status() Cell {
	if !p.Loaded {
		return Cell{}
	}
	return invoiceStatus(p.Standing)
}

// Figures are what it came to.
func (p *InvoicePage) Figures() []Figure {
	if !p.Loaded {
		return nil
	}
	s, cur := p.Standing, p.Standing.Currency
	list := []Figure{{Key: "total", Label: words.L("Billed"), Value: words.Money(s.Total, cur)}, {Key: "paid", Label: words.L("Paid"), Value: words.Money(s.Paid, cur)}}
	if s.Credited != 0 {
		list = append(list, Figure{Key: "credited", Label: words.L("Credited"), Value: words.Money(s.Credited, cur)})
	}
	open := Figure{Key: "open", Label: words.L("Open"), Value: words.Money(s.Balance(), cur)}
	if late := p.h.Today().Sub(s.DueOn); s.Balance() > 0 && late > 0 {
		open.Tone, open.Tip = Warn, words.N(late, "%d day past due", "%d days past due", late)
	}
	return append(list, open, Figure{Key: "trust", Label: words.L("Trust available"), Value: words.Money(p.Trust, cur)})
}

// WhyTitle heads the answer.
func (p *InvoicePage) WhyTitle() string {
	if p.Line == 0 {
		return words.L("Why this total?")
	}
	return words.L("Why line %d?", p.Line)
}

// AskWhy asks about a line of the page: the rule, the rate, the person, the
// entry behind each cent. Line 0 asks about the total.
func (p *InvoicePage) AskWhy(line int) {
	p.Tab = InvoiceLines
	p.Line, p.Why = line, nil
	if !p.Loaded || line == 0 {
		p.why.Drop()
		p.Line, p.Why = 0, p.sum
		p.Lines.Select(nil)
		p.h.Redraw(p.v)
		return
	}
	p.Lines.Select([]int64{int64(line)})
	inv := p.Invoice
	Ask(&p.why, p.h.Runner(), func(ctx context.Context) ([]string, error) { return whyBilled(ctx, p.h.Desk(), inv, line, p.instant) },
		func(why []string, err error) {
			if err != nil {
				why = []string{Words(err)}
			}
			p.Why = why
			p.h.Redraw(p.v)
		})
}

// whyWhole says how the total came about and what was done with the bill.
func whyWhole(w app.InvoiceWhy, instant func(time.Time) string) []string {
	list := []string{w.Sum}
	for _, s := range w.Steps {
		text := words.L("%s: %s by %s.", instant(s.At), s.Act, s.User)
		if s.Reason != "" {
			text = words.L("%s: %s by %s, %s.", instant(s.At), s.Act, s.User, s.Reason)
		}
		list = append(list, text)
	}
	return list
}

// whyBilled says what the book knows of a line, a sentence each.
func whyBilled(ctx context.Context, d *app.Desk, inv *bill.Invoice, no int, instant func(time.Time) string) ([]string, error) {
	w, err := d.Why(ctx, inv.Number, no)
	if err != nil || len(w.Lines) != 1 {
		return nil, err
	}
	x, cur := w.Lines[0], inv.Currency
	var why []string
	if l := x.Line; x.Entry != nil {
		why = append(why, words.L("%s worked %s h on %s, recorded as %s h.", l.TimekeeperName, words.Hours(x.Entry.Worked), words.Date(x.Entry.Date), words.Hours(x.Was.Units)))
	} else if x.Expense != nil {
		why = append(why, words.L("A cost of %s, recorded as %s.", words.Date(x.Expense.Date), words.Amount(x.Was.Amount, cur)))
	}
	if x.RateWhy != "" {
		why = append(why, words.L("Rate %s.", rateSaid(x.RateWhy)))
	}
	why = append(why, words.L("Priced: %s.", pricedSaid(x, cur)))
	switch {
	case x.Down > 0:
		why = append(why, words.L("Written down by %s from the %s it came with: %s.", words.Amount(x.Down, cur), words.Amount(x.Was.Amount, cur), x.Reason))
	case x.Down < 0:
		why = append(why, words.L("Written up by %s from the %s it came with: %s.", words.Amount(-x.Down, cur), words.Amount(x.Was.Amount, cur), x.Reason))
	}
	for _, s := range x.Steps {
		why = append(why, words.L("Changed by %s on %s: %s.", s.User, instant(s.At), s.Reason))
	}
	if x.DiscountShare != 0 {
		why = append(why, words.L("Its share of the courtesy discount is %s.", words.Amount(x.DiscountShare, cur)))
	}
	return why, nil
}

func (p *InvoicePage) open() bool { return p.Loaded && p.Standing.Balance() > 0 }
