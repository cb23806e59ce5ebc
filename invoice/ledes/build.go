package ledes

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

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

// oneUnit writes an amount as one unit of that price; a negative amount is
// carried by the adjustment, because a negative price is refused.
func oneUnit(e *entry, v Fixed4, decimals int) (units, cost string) {
	if v < 0 {
		e.adjustment = v
		return "1", Fixed4(0).Money(decimals)
	}
	e.adjustment = 0
	return "1", v.Money(decimals)
}

// line makes the entry of one line of the bill; false when it is left out.
func (b *builder) line(inv bill.Invoice, i int, l bill.Line) (entry, bool) {
	no := strconv.Itoa(l.No)
	path := fmt.Sprintf("lines[%d]", i)
	if l.TrustPaid != "" && !b.opts.ShowTrustPaid && l.Amount == 0 {
		b.note(no, "ledes.trust_paid", "Line %s was paid from trust; nothing is due on it and it is not in the file.", no)
		return entry{}, false
	}
	if b.opts.DropZero && l.Amount == 0 {
		b.note(no, "ledes.zero_line", "Line %s charges nothing and is not in the file.", no)
		return entry{}, false
	}
	e := entry{number: no, date: l.Date, text: l.Text, line: path}
	total, ok := amount4(l.Amount, inv.Currency)
	if !ok {
		b.fail(path+".amount", "ledes.too_large", "line %s: LINE_ITEM_TOTAL is too large for the file.", no)
	}
	e.total = total
	if l.Date.IsZero() {
		b.fail(path+".date", "ledes.required", "line %s: LINE_ITEM_DATE is required and the line has no date.", no)
	} else if !inv.PeriodFrom.IsZero() && l.Date < inv.PeriodFrom || !inv.PeriodTo.IsZero() && l.Date > inv.PeriodTo {
		b.note(no, "ledes.period", "Line %s is dated %s, outside the billing period: some receivers ask why.", no, l.Date)
	}
	if strings.TrimSpace(l.Text) == "" {
		b.note(no, "ledes.no_text", "Line %s has no description; most receivers want one.", no)
	}
	switch l.Kind {
	case bill.Fee:
		if strings.TrimSpace(l.TimekeeperCode) == "" && l.EntryID == 0 {
			b.flatFee(&e, inv.Currency.Digits())
			return e, true
		}
		e.kind, e.task, e.activity = typeFee, l.Task, l.Activity
		e.timekeeperID, e.timekeeperName = l.TimekeeperCode, first(l.LEDESName, l.TimekeeperName)
		e.class = l.Class
		if mapped, ok := b.opts.Classes[l.Class]; ok {
			e.class = mapped
		}
		if strings.TrimSpace(e.timekeeperName) == "" || strings.TrimSpace(e.class) == "" {
			b.note(no, "ledes.timekeeper", "Line %s: the timekeeper has no name or no class; most receivers want both.", no)
		}
	case bill.Hard, bill.Soft:
		e.kind, e.expense = typeExpense, first(l.Expense, b.opts.ExpenseCode)
	default:
		b.fail(path+".kind", "ledes.kind", "line %s is neither a fee nor a cost (%q).", no, string(l.Kind))
		return e, true
	}
	b.price(&e, inv, l, path)
	return e, true
}

// flatFee writes a fee that nobody's hours stand behind.
func (b *builder) flatFee(e *entry, decimals int) {
	if b.opts.FlatFee != FlatAsFee {
		e.kind, e.adjustment = typeFeeAdjustment, e.total
		return
	}
	e.kind, e.class = typeFee, "FLTFEE"
	if mapped, ok := b.opts.Classes[e.class]; ok {
		e.class = mapped
	}
	e.timekeeperID, e.timekeeperName = first(b.opts.FlatFeeTimekeeper, "FLATFEE"), "Flat Fee"
	e.units, e.unitCost = oneUnit(e, e.total, decimals)
}

// price sets units, unit cost and adjustment so that the equation of the line
// holds: total = units x unit cost + adjustment. Whatever the bill charges
// below or above units x rate (a write-down, a no-charge line, a credit) is
// the adjustment. Units and price stay positive; the sign sits in the amounts.
func (b *builder) price(e *entry, inv bill.Invoice, l bill.Line, path string) {
	units, rate := l.Units, l.Rate
	if units == 0 && l.Amount != 0 {
		e.units, e.unitCost = oneUnit(e, e.total, inv.Currency.Digits())
		b.note(e.number, "ledes.units", "Line %s has no units on the bill; it is written as one unit.", e.number)
		return
	}
	if units < 0 || rate < 0 {
		units, rate = max(units, -units), max(rate, -rate)
		b.note(e.number, "ledes.sign", "Line %s is a credit: units and price are written positive, the sign stands in the adjustment.", e.number)
	}
	if !Fixed4(units).fits(10) || !Fixed4(rate).fits(10) {
		b.fail(path+".units", "ledes.too_large", "line %s: its units or its rate have more than ten digits.", e.number)
		return
	}
	value, err := rate.Times(units, inv.Currency)
	value4, ok := amount4(value, inv.Currency)
	if err != nil || !ok || !value4.fits(10) || !e.total.fits(10) {
		b.fail(path+".amount", "ledes.too_large", "line %s: units x rate is too large for the file.", e.number)
		return
	}
	e.units, e.unitCost = units.Short(), rate.Plain()
	e.adjustment = e.total - value4
	beyond := lineDifference(Fixed4(units), Fixed4(rate), e.adjustment, e.total)
	if b.opts.Rounding == Exact || !beyond.within(int64(DefaultTolerance)*scale4) {
		whole, _ := lineTotal(Fixed4(units), Fixed4(rate), 0) // fits: its rounded value does
		e.adjustment = e.total - whole
		if !lineDifference(Fixed4(units), Fixed4(rate), e.adjustment, e.total).isZero() {
			b.note(e.number, "ledes.not_exact", "Line %s: units x rate has more than four decimals; the line is exact to the fourth.", e.number)
		}
	}
}

// headValues fits what all rows repeat, so that its changes are listed once.
func (b *builder) headValues(h *head) map[int]string {
	out := map[int]string{}
	for i, f := range b.format.Fields {
		if f.Level != RowLevel || i == fFirmMatterID || i == fClientMatterID { // a bill of ours has one matter
			out[i] = b.value(f, f.value(h, &entry{}), "", "")
		}
	}
	return out
}

// values fits one row.
func (b *builder) values(h *head, heads map[int]string, m made) []string {
	out := make([]string, len(b.format.Fields))
	for i, f := range b.format.Fields {
		if v, ok := heads[i]; ok {
			out[i] = v
			continue
		}
		v := b.value(f, f.value(h, &m.row), m.row.number, m.row.line)
		if v == "" && b.missing(f, m.row.kind) {
			b.fail(m.row.line, "ledes.required", "line %s: %s is required on %s rows and is blank.", m.row.number, f.Name, m.row.kind)
		}
		out[i] = v
	}
	return out
}

// missing says that a blank in the field is refused on rows of that type.
// Name and class of a timekeeper are asked for by most receivers but not by
// the format; the note of the line tells.
func (b *builder) missing(f Field, kind string) bool {
	switch f.Required {
	case Always:
		return true
	case UnlessAdjustment:
		return kind == typeFee || kind == typeExpense
	case OnFees:
		return kind == typeFee && f.Kind == IDField
	case OnExpenses:
		return kind == typeExpense
	}
	return false
}

// value fits a text into a field: the character set, then the length.
func (b *builder) value(f Field, s, line, path string) string {
	at := ""
	if line != "" {
		at = "line " + line + ": "
	}
	if path == "" {
		path = strings.ToLower(f.Name)
	}
	switch f.Kind {
	case MoneyField, NumberField:
		if s != "" {
			v, whole, state := parseFixed4([]byte(s))
			if state != numberOK || !v.fits(f.Max) {
				b.fail(path, "ledes.too_large", "%s%s %s has %d digits before the point; the format allows %d.", at, f.Name, s, whole, f.Max)
			}
		}
		return s
	case DateField:
		if s == "" && line == "" && f.Required == Always {
			b.fail(path, "ledes.required", "%s is required and is blank.", f.Name)
		}
		return s
	case TypeField:
		return s
	}
	text := fit(s, b.opts.Charset)
	if f.Kind == IDField || f.Kind == CodeField {
		b.identifier(f, s, text, at, path, line)
		return text.bytes
	}
	for _, c := range text.changes {
		from := fmt.Sprintf("U+%04X", c.from)
		if c.kind != dropped && c.from >= 0x20 && c.from != utf8.RuneError {
			from += " " + string(c.from)
		}
		b.report.Changes = append(b.report.Changes, Change{b.name, line, f.Name, string(c.kind), from, c.to, c.count})
		if c.kind == lost {
			b.report.Lost += c.count
		}
	}
	return b.cut(f, text.bytes, at, path, line)
}

// identifier refuses what would be another identifier than the firm's own.
func (b *builder) identifier(f Field, s string, text fitted, at, path, line string) {
	switch {
	case text.bytes == "" && line == "" && f.Required == Always:
		b.fail(path, "ledes.required", "%s is required and is blank.%s", f.Name, whereSet(f.Name))
	case len(text.changes) > 0:
		b.fail(path, "ledes.identifier", "%s%s %q holds a character that cannot stand in the file (%q). It would be another identifier, so it is not altered: change it where it is set, or use the identifier the receiver knows.",
			at, f.Name, s, string(text.changes[0].from))
	case len(text.bytes) > f.Max:
		b.fail(path, "ledes.too_long", "%s%s %q has %d characters; the format allows %d, and an identifier is not cut.",
			at, f.Name, s, len(text.bytes), f.Max)
	}
}

// whereSet says where a missing identifier is entered.
func whereSet(field string) string {
	switch field {
	case "LAW_FIRM_ID":
		return " Enter the LEDES firm id (federal tax id) in the firm's settings."
	case "CLIENT_ID":
		return " Enter the client's LEDES id or code."
	}
	return ""
}

// cut brings a text to its length: a name always, free text only on request.
func (b *builder) cut(f Field, s, at, path, line string) string {
	limit := f.Max
	if f.Kind == TextField && b.opts.CutText > 0 {
		limit = min(limit, b.opts.CutText)
	}
	if len(s) <= limit {
		return s
	}
	if f.Kind == TextField && b.opts.CutText <= 0 {
		b.fail(path, "ledes.too_long", "%s%s has %d characters; the format allows %d. Shorten it, or allow the text to be cut.", at, f.Name, len(s), f.Max)
		return s
	}
	short := strings.TrimRight(s[:limit], " ,") // one byte is one character here
	b.report.Changes = append(b.report.Changes, Change{b.name, line, f.Name, "cut",
		fmt.Sprintf("%d characters", len(s)), fmt.Sprintf("%d characters", len(short)), 1})
	return short
}

// first is the first text that is not blank.
func first(texts ...string) string {
	for _, s := range texts {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
