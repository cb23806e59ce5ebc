package app

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/trust"
)

// AskReport says which report, of which days, and of whom; blank fields do not
// limit. Zero days mean today, and the first day of its month.
type AskReport struct {
	Name       string // of ReportNames
	AsOf       cal.Date
	From, To   cal.Date
	Client     string // codes
	Matter     string
	Timekeeper string
	Account    string
	// Responsible is a timekeeper: only the matters that one is responsible for.
	Responsible string
	Currency    string // blank: the firm's, or the client's when one is named
}

// reportOf is one report the program knows.
type reportOf struct {
	ReportInfo
	make func(r *reporter) (*report.Table, error)
}

// reports lists every report; a new one is a function in a file report_*.go and
// a line here.
var reports = []reportOf{
	{ReportInfo{"wip", "Work in progress", OfWork, "What is unbilled, by matter and age?", ByDay | ByClient | ByMatter | ByKeeper | ByResponsible}, wipReport},
	{ReportInfo{"wip-rollforward", "Work in progress roll-forward", OfWork, "How did work in progress come from one day to another: worked, billed, written off?", ByPeriod | ByClient | ByMatter | ByKeeper | ByResponsible}, wipRollForward},
	{ReportInfo{"unbilled-costs", "Unbilled costs", OfWork, "Which costs wait to be billed, and which hard costs are older than 60 days?", ByDay | ByClient | ByMatter | ByResponsible}, unbilledCostsReport},
	{ReportInfo{"budget", "Budgets", OfWork, "How much of each agreed budget is billed, how much is unbilled, and what is left?", ByDay | ByClient | ByMatter | ByResponsible}, budgetReport},
	{ReportInfo{"invoice-register", "Invoice register", OfBills, "Which invoices were issued, and what has become of each?", ByPeriod | ByClient | ByMatter | ByResponsible}, invoiceRegister},
	{ReportInfo{"number-gaps", "Invoice numbers", OfBills, "Is every invoice number accounted for?", 0}, numberGaps},
	{ReportInfo{"months", "Billed and collected by month", OfBills, "What was billed and what was collected, month by month?", ByPeriod | ByResponsible}, monthsReport},
	{ReportInfo{"aging", "Aging of receivables", OfReceivables, "Who owes how much, and for how long?", ByDay | ByClient | ByMatter | ByResponsible}, agingReport},
	{ReportInfo{"collections", "Collections", OfReceivables, "What was received, and what was it laid on?", ByPeriod | ByClient | ByMatter | ByKeeper | ByResponsible}, collectionsReport},
	{ReportInfo{"ar-rollforward", "Receivables roll-forward", OfReceivables, "How did receivables come from one day to another: invoiced, paid, credited, void?", ByPeriod | ByClient | ByMatter | ByResponsible}, arRollForward},
	{ReportInfo{"statement-of-account", "Statement of account", OfReceivables, "What has passed on the account of one client?", ByDay | FromDay | ByClient | NeedsClient}, statementReport},
	{ReportInfo{"productivity", "Productivity", OfPeople, "What did each timekeeper work, bill and bring in?", ByPeriod | ByClient | ByMatter | ByKeeper | ByResponsible}, productivityReport},
	{ReportInfo{"realization", "Realization", OfPeople, "How much of the value of the work was billed, and how much of that collected?", ByPeriod | ByClient | ByMatter | ByKeeper | ByResponsible}, realizationReport},
	{ReportInfo{"origination", "Origination", OfPeople, "What did the matters bring in that each timekeeper brought to the firm?", ByPeriod | ByClient | ByMatter | ByKeeper | ByResponsible}, originationReport},
	{ReportInfo{"missing-time", "Missing time", OfPeople, "On which working days has a timekeeper recorded nothing?", ByPeriod | ByKeeper}, missingTimeReport},
	{ReportInfo{"trust-listing", "Trust listing", OfTrust, "What is held for each client, and what of it may be paid out?", ByDay | ByClient | ByMatter | ByAccount | ByResponsible}, trustListing},
	{ReportInfo{"trust-floors", "Trust below the floor", OfTrust, "Which matters hold less trust money than was agreed, and how much is to be asked for?", ByDay | ByClient | ByMatter | ByResponsible}, trustFloors},
	{ReportInfo{"trust-receipts", "Trust receipts journal", OfTrust, "What went into the trust accounts?", ByPeriod | ByClient | ByMatter | ByAccount}, trustReceipts},
	{ReportInfo{"trust-disbursements", "Trust disbursements journal", OfTrust, "What was paid out of the trust accounts?", ByPeriod | ByClient | ByMatter | ByAccount}, trustDisbursements},
	{ReportInfo{"check-register", "Check register", OfTrust, "Every movement of an account with the balance after it.", ByPeriod | ByAccount}, checkRegister},
	{ReportInfo{"three-way", "Three-way proof of trust", OfTrust, "Do bank, journal and clients' ledgers agree?", ByDay | ByAccount}, threeWay},
	{ReportInfo{"trust-exceptions", "Trust exceptions", OfTrust, "What should a reviewer of the trust accounts look at?", ByDay | ByAccount}, trustExceptions},
	{ReportInfo{"audit", "Audit trail", OfControl, "Who did what, when and why?", ByPeriod}, auditReport},
}

// Groups of reports, by what they are about.
const (
	OfWork        = "Work"
	OfBills       = "Bills"
	OfReceivables = "Receivables"
	OfPeople      = "People"
	OfTrust       = "Trust"
	OfControl     = "Control"
)

// ReportAsk is what a report may be asked with.
type ReportAsk uint

// What may be asked. A report that is neither ByDay nor ByPeriod is of now.
const (
	ByDay    ReportAsk = 1 << iota // AsOf
	ByPeriod                       // From and To
	FromDay                        // From beside AsOf
	ByClient
	ByMatter
	ByKeeper
	ByResponsible
	ByAccount
	NeedsClient // the client cannot be left out
)

// ReportInfo describes a report: what it answers, and what it may be asked with.
type ReportInfo struct {
	Name, Title string
	Group       string
	About       string
	Asks        ReportAsk
}

// Reports lists the reports that can be asked for, by group.
func Reports() []ReportInfo {
	list := make([]ReportInfo, len(reports))
	for i, r := range reports {
		list[i] = r.ReportInfo
	}
	return list
}

// TableFormats are the forms a list or a report leaves the window in.
var TableFormats = []string{"csv", "xlsx", "pdf"}

// WriteTable opens a file's writer for a list or a report; the answer takes the
// rows. t is the table without them.
func (d *Desk) WriteTable(ctx context.Context, w io.Writer, t *report.Table, format string) (report.Writer, error) {
	if d.papers == nil {
		return nil, fault.New(fault.Internal, "papers.none", "This program writes no papers.")
	}
	f, err := view(ctx, d, func(q Query) (firm.Firm, error) { return q.Firm() })
	if err != nil {
		return nil, err
	}
	return d.papers.Table(w, t, f.Name, format)
}

// reporter is one report being made: what was asked, and the names it shows.
type reporter struct {
	names
	q        Query
	now      time.Time
	today    cal.Date
	firm     firm.Firm
	ask      AskReport
	info     reportOf
	asOf     cal.Date
	from, to cal.Date
	client   *firm.Client
	matter   *firm.Matter
	keeper   *firm.Timekeeper
	lead     *firm.Timekeeper // responsible for the matters
	account  *trust.Account
	people   map[int64]firm.Timekeeper
	currency money.Currency
}

// Report makes a report as plain data, all of it from one snapshot of the book.
func (d *Desk) Report(ctx context.Context, ask AskReport) (*report.Table, error) {
	i := slices.IndexFunc(reports, func(r reportOf) bool { return r.Name == strings.ToLower(strings.TrimSpace(ask.Name)) })
	if i < 0 {
		var known []string
		for _, r := range reports {
			known = append(known, r.Name)
		}
		return nil, fault.New(fault.Invalid, "report.unknown", "There is no report %q.", ask.Name).Advise("Use one of: %s.", strings.Join(known, ", "))
	}
	return read(ctx, d, func(q Query) (*report.Table, error) {
		r := &reporter{q: q, now: d.Now(), today: d.Today(), ask: ask, info: reports[i]}
		if err := r.load(); err != nil {
			return nil, err
		}
		t, err := r.info.make(r)
		if err != nil {
			return nil, err
		}
		return t, t.Sum()
	})
}

func (r *reporter) load() error {
	var err error
	if r.firm, err = r.q.Firm(); err != nil {
		return err
	}
	if r.names, err = loadNames(r.q); err != nil {
		return err
	}
	if r.people, err = peopleByID(r.q); err != nil {
		return err
	}
	if r.asOf = r.ask.AsOf; r.asOf.IsZero() {
		r.asOf = r.today
	}
	if r.to = r.ask.To; r.to.IsZero() {
		r.to = r.asOf
	}
	if r.from = r.ask.From; r.from.IsZero() {
		r.from = r.to.MonthStart()
	}
	if r.from > r.to {
		return fault.New(fault.Invalid, "report.period", "The report would begin on %s, after its last day %s.", r.from, r.to)
	}
	r.currency = r.firm.Currency
	if r.ask.Matter != "" {
		m, err := r.q.MatterByCode(r.ask.Matter)
		if err != nil {
			return err
		}
		c := r.clients[m.ClientID]
		r.matter, r.currency = &m, c.Currency
	}
	if r.ask.Client != "" {
		c, err := r.q.ClientByCode(r.ask.Client)
		if err != nil {
			return err
		}
		r.client, r.currency = &c, c.Currency
	}
	if r.ask.Timekeeper != "" {
		k, err := r.q.TimekeeperByCode(r.ask.Timekeeper)
		if err != nil {
			return err
		}
		r.keeper = &k
	}
	if r.ask.Responsible != "" {
		k, err := r.q.TimekeeperByCode(r.ask.Responsible)
		if err != nil {
			return err
		}
		r.lead = &k
	}
	if r.ask.Account != "" {
		a, err := r.q.TrustAccountByCode(r.ask.Account)
		if err != nil {
			return err
		}
		r.account, r.currency = &a, a.Currency
	}
	if r.ask.Currency != "" {
		r.currency, err = money.ParseCurrency(r.ask.Currency)
		if err != nil {
			return fault.New(fault.Invalid, "currency.unknown", "%s.", err)
		}
	}
	return nil
}

// wants says whether the matter is asked for. Matters of clients billed in
// another currency are never mixed in; the table notes them.
func (r *reporter) wants(matterID int64) bool {
	m := r.matters[matterID]
	switch {
	case r.matter != nil && r.matter.ID != matterID, r.client != nil && r.client.ID != m.ClientID, !r.leads(m):
		return false
	}
	return r.clients[m.ClientID].Currency == r.currency
}

// leads says whether the timekeeper asked for is responsible for the matter.
func (r *reporter) leads(m firm.Matter) bool { return r.lead == nil || m.ResponsibleID == r.lead.ID }

func (r *reporter) wantsKeeper(id int64) bool { return r.keeper == nil || r.keeper.ID == id }

// table starts the table of an as-of report.
func (r *reporter) table(columns ...report.Column) *report.Table {
	t := report.New(r.info.Name, r.info.Title, r.currency, columns...)
	t.AsOf, t.Filter = r.asOf, r.limits()
	r.noteCurrencies(t)
	return t
}

// periodTable starts the table of a report over days.
func (r *reporter) periodTable(columns ...report.Column) *report.Table {
	t := report.New(r.info.Name, r.info.Title, r.currency, columns...)
	t.From, t.To, t.Filter = r.from, r.to, r.limits()
	r.noteCurrencies(t)
	return t
}

// limits says what the report was limited to, of what it can be limited to.
func (r *reporter) limits() (list []string) {
	add := func(by ReportAsk, word, code, name string) {
		if r.info.Asks&by != 0 {
			list = append(list, strings.TrimSpace(word+" "+code+" "+name))
		}
	}
	if r.client != nil {
		add(ByClient, "client", r.client.Code, r.client.Name)
	}
	if r.matter != nil {
		add(ByMatter, "matter", r.matter.Code, r.matter.Name)
	}
	if r.keeper != nil {
		add(ByKeeper, "timekeeper", r.keeper.Code, r.keeper.Name())
	}
	if r.lead != nil {
		add(ByResponsible, "matters of", r.lead.Code, r.lead.Name())
	}
	if r.account != nil {
		add(ByAccount, "account", r.account.Code, r.account.Title)
	}
	return list
}

func (r *reporter) noteCurrencies(t *report.Table) {
	var other []string
	for _, c := range r.clients {
		if c.Currency != r.currency && !slices.Contains(other, string(c.Currency)) {
			other = append(other, string(c.Currency))
		}
	}
	if len(other) > 0 && r.client == nil && r.matter == nil {
		slices.Sort(other)
		t.Note("In " + string(r.currency) + " only; clients billed in " + strings.Join(other, ", ") + " are in reports of those currencies.")
	}
}

// standings are invoices as of a day that the report wants.
func (r *reporter) standings(f StandingFilter) ([]standingOf, error) {
	if r.client != nil {
		f.ClientID = r.client.ID
	}
	if r.matter != nil {
		f.MatterID = r.matter.ID
	}
	list, err := r.q.Standings(f)
	if err != nil {
		return nil, err
	}
	var kept []standingOf
	for _, s := range list {
		if s.Currency == r.currency && r.leads(r.matters[s.MatterID]) {
			kept = append(kept, standingOf{Standing: s, client: r.clients[s.ClientID], matter: r.matters[s.MatterID]})
		}
	}
	return kept, nil
}

// Columns that many reports share.
var (
	colClient     = report.Column{Key: "client", Label: "Client", Type: report.Text}
	colClientName = report.Column{Key: "client_name", Label: "Client name", Type: report.Text}
	colMatter     = report.Column{Key: "matter", Label: "Matter", Type: report.Text}
	colMatterName = report.Column{Key: "matter_name", Label: "Matter name", Type: report.Text}
	colDate       = report.Column{Key: "date", Label: "Date", Type: report.Date}
	colInvoice    = report.Column{Key: "invoice", Label: "Invoice", Type: report.Text}
)

func colMoney(key, label string) report.Column {
	return report.Column{Key: key, Label: label, Type: report.Money, Sum: true}
}

func colHours(key, label string) report.Column {
	return report.Column{Key: key, Label: label, Type: report.Hours, Sum: true}
}
