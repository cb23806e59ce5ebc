package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// The tabs of a matter's page.
const (
	MatterSummary  = "summary"
	MatterTime     = "time"
	MatterExpenses = "expenses"
	MatterBills    = "bills"
	MatterTrust    = "trust"
	MatterNotes    = "notes"
	MatterParties  = "parties"
)

// MatterTabs are the tabs in their order.
var MatterTabs = []Choice{{Key: MatterSummary, Text: words.Mark("Summary")}, {Key: MatterTime, Text: words.Mark("Time")}, {Key: MatterExpenses, Text: words.Mark("Expenses")},
	{Key: MatterBills, Text: words.Mark("Bills")}, {Key: MatterTrust, Text: words.Mark("Trust")}, {Key: MatterNotes, Text: words.Mark("Notes")}, {Key: MatterParties, Text: words.Mark("Parties")}}

func knownTab(tab string) bool {
	return slices.ContainsFunc(MatterTabs, func(c Choice) bool { return c.Key == tab })
}

// MatterPage is one matter in full: what it is, what is on it, and what comes next.
type MatterPage struct {
	m   *Matters
	h   Host
	Row app.MatterRow
	Tab string

	Strip    *Strip
	Summary  MatterSummaryView
	Time     *List[app.TimeRow]
	Expenses ShortList[app.ExpenseRow]
	Bills    ShortList[MatterBill]
	Trust    ShortList[MatterTrustLine]
	Balances []Figure // of the trust ledgers
	Notes    ShortList[app.NoteRow]
	Parties  ShortList[firm.Party]
	Search   Field // of the notes
	Loaded   bool

	facts matterFacts
	came  bool // from another screen: Escape goes back there
	read  Latest

	jump   any // list in which a row is selected once it is there
	jumpTo int64
	cursor int64
}

// MatterBill is a pre-bill or an invoice in the list of a matter's bills.
type MatterBill struct {
	ID       int64 // of the row: invoices as they are, pre-bills negative
	PreBill  bill.PreBill
	Invoice  bill.Standing
	Late     int          // days past due, while anything is open
	Amount   money.Amount // billed, or what stands on the pre-bill
	Currency money.Currency
}

// MatterTrustLine is a line of a trust ledger of the matter.
type MatterTrustLine struct {
	trust.LedgerLine
	Account trust.Account
}

// matterFacts is what a page reads at once.
type matterFacts struct {
	rates    []firm.RateRow
	client   firm.Client
	notes    []app.NoteRow
	parties  []firm.Party
	expenses []app.ExpenseRow
	bills    []MatterBill
	open     []bill.Standing
	lines    []MatterTrustLine
	balances []app.BalanceRow
	billed   money.Amount // of the budget
	drafts   int64
}

func newMatterPage(m *Matters) *MatterPage {
	p := &MatterPage{m: m, h: m.h, Tab: MatterSummary}
	if knownTab(m.pageTab) {
		p.Tab = m.pageTab
	}
	p.Strip = NewStrip(m.h, func() { p.h.Redraw(m) })
	p.bindTime()
	p.bindExpenses()
	p.bindBills()
	p.bindTrust()
	p.bindNotes()
	p.bindParties()
	return p
}

// open shows another matter; lists begin anew, the tab stays.
func (p *MatterPage) open(r app.MatterRow) {
	other := p.Row.ID != r.ID
	p.Row = r
	if other {
		p.Loaded, p.facts = false, matterFacts{}
		p.Search.Set("")
		for _, clear := range []func([]int64){p.Time.Select, p.Expenses.Select, p.Bills.Select, p.Trust.Select, p.Notes.Select, p.Parties.Select} {
			clear(nil)
		}
		p.Strip.Show(r.ID)
	}
	p.reload()
}

// take shows the matter as it was read again.
func (p *MatterPage) take(r app.MatterRow) {
	p.Row = r
	p.Strip.Again()
	p.reload()
}

// SetTab shows another tab; it is kept for the user.
func (p *MatterPage) SetTab(tab string) {
	if p.Tab == tab || !knownTab(tab) {
		return
	}
	p.setTab(tab)
	p.m.keep()
	p.m.closeSide()
	p.h.Redraw(p.m)
}

func (p *MatterPage) setTab(tab string) { p.Tab, p.m.pageTab = tab, tab }

func (p *MatterPage) reload() {
	r, today, d := p.Row, p.h.Today(), p.h.Desk()
	if p.Tab == MatterTime || p.Time.Loaded() {
		p.Time.Reload()
	}
	Ask(&p.read, p.h.Runner(), func(ctx context.Context) (matterFacts, error) {
		f, err := app.Read(ctx, d, func(q app.Query) (matterFacts, error) { return readMatter(q, r, today) })
		if err != nil {
			return f, err
		}
		f.expenses, err = d.ListExpenses(ctx, app.ListTime{Matter: r.Code}, app.Page{})
		if err != nil {
			return f, err
		}
		if f.balances, err = d.TrustBalances(ctx, app.AskBalances{Matter: r.Code}); err != nil {
			return f, err
		}
		live, err := d.PreBills(ctx, app.PreBillFilter{MatterID: r.ID, Live: true})
		for _, x := range live {
			f.bills = slices.Insert(f.bills, 0, MatterBill{ID: -x.ID, PreBill: x.PreBill, Amount: x.Total, Currency: x.Currency})
		}
		return f, err
	}, func(f matterFacts, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.facts, p.Loaded = f, true
		p.show()
		p.h.Redraw(p.m)
	})
}

// show puts what was read into the lists.
func (p *MatterPage) show() {
	p.showExpenses()
	p.showBills()
	p.showTrust()
	p.showNotes()
	p.Parties.Show(p.facts.parties, words.N(len(p.facts.parties), "%d party", "%d parties", len(p.facts.parties)), nil)
	p.Summary = p.summary()
	p.landed()
}

// Count is what stands after the word of a tab, 0 for nothing.
func (p *MatterPage) Count(tab string) int {
	switch tab {
	case MatterExpenses:
		return len(p.facts.expenses)
	case MatterBills:
		return len(p.facts.bills)
	case MatterNotes:
		return len(p.facts.notes)
	case MatterParties:
		return len(p.facts.parties)
	}
	return 0
}

// List is the list of the tab in view, nil for the summary.
func (p *MatterPage) List() Table {
	switch p.Tab {
	case MatterTime:
		return p.Time
	case MatterExpenses:
		return &p.Expenses
	case MatterBills:
		return &p.Bills
	case MatterTrust:
		return &p.Trust
	case MatterNotes:
		return &p.Notes
	case MatterParties:
		return &p.Parties
	}
	return nil
}
