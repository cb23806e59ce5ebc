package ledes

import (
	"fmt"
	"strconv"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Row types of field 10.
const (
	typeFee           = "F"
	typeExpense       = "E"
	typeFeeAdjustment = "IF" // of the fees of the whole invoice
	typeCostAdjust    = "IE" // of the expenses of the whole invoice
)

// head is what every row of an invoice repeats.
type head struct {
	number, clientID, firmMatterID, clientMatterID, firmID, text string

	date, from, to cal.Date
	total          Fixed4
	decimals       int // of the currency, written at least
}

// entry is what one row says, before it is fitted to the fields.
type entry struct {
	number, kind               string
	units, unitCost            string // blank on adjustments
	adjustment, total          Fixed4
	date                       cal.Date
	task, expense, activity    string
	timekeeperID, class        string
	timekeeperName, text, line string // line: the path of the line for faults
}

// row is one finished row: the values as they will stand in the file.
type row struct {
	invoice int // index of the invoice it belongs to
	line    int // index of the bill's line, -1 for a row of the whole invoice
	values  []string
}

// builder turns invoices into rows and gathers everything that stands against
// it, so that all faults are told at once.
type builder struct {
	opts   Options
	format *Format
	rows   []row
	report Report
	check  fault.Check

	invalid bool // some fault is of the input, not a rule that refuses
	seen    map[string]bool
	firmID  string
	cur     money.Currency // of the file
	name    string         // of the invoice at hand, for paths
}

// built is a file in the making: rows that are known to be right.
type built struct {
	opts     Options
	format   *Format
	invoices []bill.Invoice
	rows     []row
	report   Report
}

// build makes the rows of all invoices or says, at once, everything that
// stands against it.
func build(opts Options, invoices []bill.Invoice) (*built, error) {
	b := &builder{opts: opts, format: opts.format(), seen: map[string]bool{}}
	b.report = Report{Format: b.format.Word, Changes: []Change{}, Notes: []Note{}}
	if len(invoices) == 0 {
		return nil, fault.New(fault.Invalid, "ledes.empty", "There is no invoice to write.").
			Advise("Choose at least one finalized invoice.")
	}
	for i, inv := range invoices {
		b.invoice(i, inv)
	}
	if err := b.result(); err != nil {
		return nil, err
	}
	b.report.Invoices = len(invoices)
	b.report.Rows = len(b.rows)
	return &built{opts, b.format, invoices, b.rows, b.report}, nil
}

// fail notes a fault of the input.
func (b *builder) fail(path, code, format string, args ...any) {
	b.invalid = true
	b.refuse(path, code, format, args...)
}

// refuse notes that a rule does not allow it.
func (b *builder) refuse(path, code, format string, args ...any) {
	if b.name != "" {
		path = strings.TrimSuffix(b.name+"."+path, ".")
	}
	b.check.Add(path, code, "%s", b.prefix()+fmt.Sprintf(format, args...))
}

func (b *builder) prefix() string {
	if b.name == "" {
		return ""
	}
	return "Invoice " + b.name + ": "
}

func (b *builder) note(line, code, format string, args ...any) {
	b.report.Notes = append(b.report.Notes, Note{b.name, line, code, fmt.Sprintf(format, args...)})
}

func (b *builder) result() error {
	err := b.check.Result("ledes.invoice", "The LEDES file")
	e, ok := err.(*fault.Error)
	if !ok {
		return err
	}
	if !b.invalid {
		e.Sort = fault.Refused
	}
	if len(e.Faults) == 1 {
		e.Code = e.Faults[0].Code
	}
	return e.Advise("Nothing was written; mend this and write the file again.").With("format", b.format.Word)
}

// invoice makes the rows of one invoice.
func (b *builder) invoice(index int, inv bill.Invoice) {
	b.name = inv.Number
	if inv.Draft || inv.Number == "" {
		b.name = strings.TrimSpace(inv.Number)
		b.refuse("", "ledes.draft", "a draft has no number and cannot be sent as LEDES. Finalize it first.")
		return
	}
	if inv.Status == bill.Void {
		b.refuse("status", "ledes.void", "it was voided on %s and cannot be sent. Write the invoice that replaces it.", inv.VoidedOn)
		return
	}
	if b.seen[inv.Number] {
		b.fail("number", "ledes.number_twice", "it is given twice; a receiver takes a number once.")
		return
	}
	b.seen[inv.Number] = true
	before := len(b.check.Faults())
	b.currency(inv)

	h := b.head(inv)
	entries := b.entries(inv, h)
	if len(entries) == 0 && before == len(b.check.Faults()) {
		b.fail("lines", "ledes.no_rows", "no line is left to write, and a file without rows is refused. Keep lines of 0.00 in the file, or do not send it.")
		return
	}
	sum := wide{}
	for _, e := range entries {
		sum = sum.add(wideOf(int64(e.row.total)))
	}
	if total, ok := sum.fixed4(); (!ok || total != h.total) && before == len(b.check.Faults()) {
		b.fail("totals", "ledes.totals", "its rows add up to %s but its total is %s. The invoice does not agree with itself; it is not sent.",
			total.Money(h.decimals), h.total.Money(h.decimals))
		return
	}
	heads := b.headValues(h)
	for _, e := range entries {
		b.rows = append(b.rows, row{index, e.index, b.values(h, heads, e)})
	}
}

// currency checks what the file cannot say.
func (b *builder) currency(inv bill.Invoice) {
	want := b.opts.Currency
	if want == "" {
		want = money.USD
	}
	switch {
	case !inv.Currency.Known():
		b.fail("currency", "ledes.currency", "its currency %q is not known.", string(inv.Currency))
	case b.cur == "":
		b.cur = inv.Currency
	case b.cur != inv.Currency:
		b.refuse("currency", "ledes.currencies", "it is in %s and another invoice of the file in %s; %s cannot tell them apart. Write one file per currency.",
			string(inv.Currency), string(b.cur), b.format.Title)
	}
	if inv.Currency.Known() && inv.Currency != want {
		b.note("", "ledes.currency", "The amounts are %s, and %s has no field to say so: the receiver will read them as %s.",
			string(inv.Currency), b.format.Title, string(want))
	}
}

// head gathers what every row repeats.
func (b *builder) head(inv bill.Invoice) *head {
	p := inv.Paper
	h := &head{
		number: inv.Number, firmMatterID: p.Matter.Code, clientMatterID: p.Matter.ClientMatterID,
		clientID: first(p.Client.LEDESClientID, p.Client.Code),
		firmID:   first(b.opts.FirmID, p.Firm.LEDESFirmID),
		text:     p.Description,
		date:     inv.Date, from: inv.PeriodFrom, to: inv.PeriodTo,
		decimals: inv.Currency.Digits(),
	}
	if b.firmID == "" {
		b.firmID = h.firmID
	} else if h.firmID != "" && h.firmID != b.firmID {
		b.fail("firm.ledes_firm_id", "ledes.firm_ids", "its LAW_FIRM_ID %q differs from %q of another invoice; a file has one. Write one file per invoice.", h.firmID, b.firmID)
	}
	if inv.Totals.Discount != 0 && b.opts.NoDiscountLine {
		b.refuse("totals.discount", "ledes.discount", "it has a courtesy discount, and this receiver takes no IF row. Spread the discount over the lines.")
	}
	ok := false
	if h.total, ok = amount4(inv.Totals.Total, inv.Currency); !ok {
		b.fail("totals.total", "ledes.too_large", "INVOICE_TOTAL is too large for the file.")
	}
	b.period(inv, h)
	if strings.TrimSpace(h.clientMatterID) == "" {
		b.note("", "ledes.client_matter", "CLIENT_MATTER_ID is blank: nearly all receivers route on it. It is set on the matter.")
	}
	return h
}

// period fills a missing billing period from the lines and checks its order.
func (b *builder) period(inv bill.Invoice, h *head) {
	derived := false
	for _, l := range inv.Lines {
		if l.Date.IsZero() {
			continue
		}
		if inv.PeriodFrom.IsZero() && (h.from.IsZero() || l.Date < h.from) {
			h.from, derived = l.Date, true
		}
		if inv.PeriodTo.IsZero() && l.Date > h.to {
			h.to, derived = l.Date, true
		}
	}
	if derived {
		b.note("", "ledes.period", "The bill has no whole billing period; the file says %s to %s, after its lines.", h.from, h.to)
	}
	if !h.from.IsZero() && !h.to.IsZero() && h.from > h.to {
		b.fail("period", "ledes.period", "BILLING_START_DATE %s is after BILLING_END_DATE %s.", h.from, h.to)
	}
}

// made is an entry with the place of the line it came from.
type made struct {
	row   entry
	index int
}

// entries makes what the rows say: the lines, then the discount, tax and
// interest of the whole invoice.
func (b *builder) entries(inv bill.Invoice, h *head) []made {
	var out []made
	last := 0
	numbers := map[int]bool{}
	for i, l := range inv.Lines {
		if l.No <= 0 || numbers[l.No] {
			b.fail(fmt.Sprintf("lines[%d].no", i), "ledes.line_number", "line number %d is not unique and above zero.", l.No)
		}
		numbers[l.No] = true
		last = max(last, l.No)
		if e, ok := b.line(inv, i, l); ok {
			out = append(out, made{e, i})
		}
	}
	whole := func(kind, text, expense string, a money.Amount, path string) {
		v, ok := amount4(a, inv.Currency)
		if !ok {
			b.fail(path, "ledes.too_large", "%s is too large for the file.", text)
			return
		}
		last++
		e := entry{number: strconv.Itoa(last), kind: kind, text: text, expense: expense, total: v, date: h.to, line: path}
		if e.date.IsZero() {
			e.date = h.date
		}
		if kind == typeExpense {
			e.units, e.unitCost = oneUnit(&e, v, h.decimals)
		} else {
			e.adjustment = v
		}
		out = append(out, made{e, -1})
	}
	t := inv.Totals
	if t.Discount != 0 {
		whole(typeFeeAdjustment, first(inv.Paper.DiscountText, "Courtesy discount on fees"), "", -t.Discount, "totals.discount")
	}
	if t.Tax != 0 {
		if b.opts.TaxCode == "" {
			b.refuse("totals.tax", "ledes.tax", "it carries tax of %s, and %s has no tax field. Use a format with tax, or have the tax written as an expense row (E124).",
				t.Tax.Plain(inv.Currency), b.format.Title)
		} else {
			whole(typeExpense, "Tax", b.opts.TaxCode, t.Tax, "totals.tax")
		}
	}
	if t.Interest != 0 {
		if b.opts.InterestCode == "" {
			b.refuse("totals.interest", "ledes.interest", "it carries interest of %s, and %s has no field for it. Bill the interest on paper, or have it written as an expense row (E124).",
				t.Interest.Plain(inv.Currency), b.format.Title)
		} else {
			whole(typeExpense, "Interest", b.opts.InterestCode, t.Interest, "totals.interest")
		}
	}
	return out
}
