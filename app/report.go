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
	Currency   string // blank: the firm's, or the client's when one is named
}

// reportOf is one report the program knows.
type reportOf struct {
	name  string
	title string
	make  func(r *reporter) (*report.Table, error)
}

// reports lists every report; a new one is a function in a file report_*.go and
// a line here.
var reports = []reportOf{
	{"wip", "Work in progress", wipReport},
	{"aging", "Aging of receivables", agingReport},
	{"unbilled-costs", "Unbilled costs", unbilledCostsReport},
	{"invoice-register", "Invoice register", invoiceRegister},
	{"collections", "Collections", collectionsReport},
	{"statement-of-account", "Statement of account", statementReport},
	{"productivity", "Productivity", productivityReport},
	{"realization", "Realization", realizationReport},
	{"origination", "Origination", originationReport},
	{"missing-time", "Missing time", missingTimeReport},
	{"trust-listing", "Trust listing", trustListing},
	{"trust-receipts", "Trust receipts journal", trustReceipts},
	{"trust-disbursements", "Trust disbursements journal", trustDisbursements},
	{"trust-exceptions", "Trust exceptions", trustExceptions},
	{"check-register", "Check register", checkRegister},
	{"three-way", "Three-way proof of trust", threeWay},
	{"ar-rollforward", "Receivables roll-forward", arRollForward},
	{"wip-rollforward", "Work in progress roll-forward", wipRollForward},
	{"audit", "Audit trail", auditReport},
	{"number-gaps", "Invoice numbers", numberGaps},
}

// ReportInfo names a report.
type ReportInfo struct {
	Name, Title string
}

// Reports lists the reports that can be asked for.
func Reports() []ReportInfo {
	list := make([]ReportInfo, len(reports))
	for i, r := range reports {
		list[i] = ReportInfo{r.name, r.title}
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
	account  *trust.Account
	people   map[int64]firm.Timekeeper
	currency money.Currency
}

// Report makes a report as plain data, all of it from one snapshot of the book.
func (d *Desk) Report(ctx context.Context, ask AskReport) (*report.Table, error) {
	i := slices.IndexFunc(reports, func(r reportOf) bool { return r.name == strings.ToLower(strings.TrimSpace(ask.Name)) })
	if i < 0 {
		var known []string
		for _, r := range reports {
			known = append(known, r.name)
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
	case r.matter != nil && r.matter.ID != matterID, r.client != nil && r.client.ID != m.ClientID:
		return false
	}
	return r.clients[m.ClientID].Currency == r.currency
}

func (r *reporter) wantsKeeper(id int64) bool { return r.keeper == nil || r.keeper.ID == id }

// table starts the table of an as-of report.
func (r *reporter) table(columns ...report.Column) *report.Table {
	t := report.New(r.info.name, r.info.title, r.currency, columns...)
	t.AsOf = r.asOf
	r.noteCurrencies(t)
	return t
}

// periodTable starts the table of a report over days.
func (r *reporter) periodTable(columns ...report.Column) *report.Table {
	t := report.New(r.info.name, r.info.title, r.currency, columns...)
	t.From, t.To = r.from, r.to
	r.noteCurrencies(t)
	return t
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
		if s.Currency == r.currency {
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
