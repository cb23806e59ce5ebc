package ledes

import (
	"bytes"
	"hash/maphash"
)

// prefixFields is how many fields from the first an invoice repeats on every
// row without a break: those up to INVOICE_DESCRIPTION.
const prefixFields = fInvoiceText + 1

// repeats are the fields that are as a rule the same on all rows of an
// invoice, in the order of invoiceState.hash.
var repeats = [...]int{fInvoiceDate, fInvoiceNumber, fClientID, fFirmMatterID, fInvoiceTotal, fStartDate, fEndDate, fInvoiceText, fFirmID, fClientMatterID}

const repeatCount = len(repeats)

// invoiceState is what is remembered of an invoice to the end of the file, in
// a fixed number of bytes.
type invoiceState struct {
	number     [20]byte
	numberSize uint8
	broken     bool // a row could not be read: its sum is not known
	saidSplit  bool
	saidMatter bool
	totalOK    bool

	start, end int32 // of the billing period, 0 when not known
	line       int
	sum        wide
	total      Fixed4
	other      Fixed4 // the first total that differs from total, with its line; 0: none
	otherLine  int
	low, high  uint64 // run of line numbers seen: low to high without a gap
	hash       [repeatCount]uint32
	key        uint64
}

// invoiceMemory follows the invoices of a file: the one at hand closely, the
// ones before by their invoiceState.
type invoiceMemory struct {
	states []invoiceState
	index  table[uint32] // hash of the number -> place in states + 1
	spare  invoiceState  // for an invoice beyond those kept
	count  int           // of invoices

	cur    *invoiceState // never nil
	open   bool          // a row of cur was read
	repeat [repeatCount][]byte
	isSame [repeatCount]bool // in the row at hand, the value is the repeated one

	prefix []byte // of the first row of the run, up to and with the pipe after the description
	bounds [prefixFields + 1]int32

	extra        table[struct{}] // line numbers outside the run of their invoice
	brokenNumber []byte          // invoice number of a row that could not be read
}

func (m *invoiceMemory) init() {
	m.index.most = invoicesKept
	m.extra.most = lineNumbersKept
	m.cur = &m.spare
}

// breakRun notes that a row could not be read; number is the invoice it seems
// to belong to, nil: the one at hand.
func (m *invoiceMemory) breakRun(number []byte) {
	if len(number) == 0 || m.open && bytes.Equal(number, m.repeat[1]) {
		m.cur.broken = true
		return
	}
	m.brokenNumber = append(m.brokenNumber[:0], number[:min(len(number), 64)]...)
}

// isRepeat says that the field is one whose value was looked at in an earlier
// row of the invoice.
func (m *invoiceMemory) isRepeat(field int) bool {
	for k, f := range repeats {
		if f == field {
			return m.isSame[k]
		}
	}
	return false
}

// repeated compares what the row repeats with the invoice at hand, or goes
// over to another invoice. Values that are as in the first row were judged
// there.
func (c *checker) repeated(samePrefix bool) {
	row, m := &c.row, &c.invoices
	if !samePrefix && (!m.open || !bytes.Equal(row.value(fInvoiceNumber), m.repeat[1])) {
		c.enter()
		return
	}
	from := 0
	if samePrefix {
		from = prefixFields
	}
	for k := range repeats {
		if k < from {
			m.isSame[k] = true
			continue
		}
		v := row.value(repeats[k])
		m.isSame[k] = bytes.Equal(v, m.repeat[k])
		if !m.isSame[k] {
			c.value(repeats[k], v)
			c.differs(k, v)
		}
	}
}

// enter goes over to the invoice of the row at hand.
func (c *checker) enter() {
	row, m := &c.row, &c.invoices
	c.leave()
	m.open = true
	m.prefix = append(m.prefix[:0], row.body[:row.bounds[prefixFields]+1]...)
	copy(m.bounds[:], row.bounds[:])
	for k, f := range repeats {
		m.repeat[k] = append(m.repeat[k][:0], row.value(f)...)
		m.isSame[k] = false
	}
	number := m.repeat[1]
	key := maphash.Bytes(c.seed, number)
	at, found := m.index.at(key)
	if found {
		c.comeBack(&m.states[*at-1])
		return
	}
	state := invoiceState{key: key, line: c.line}
	state.numberSize = uint8(copy(state.number[:], number))
	state.broken = len(m.brokenNumber) > 0 && bytes.Equal(number, m.brokenNumber)
	m.brokenNumber = m.brokenNumber[:0]
	for k, v := range m.repeat {
		state.hash[k] = uint32(maphash.Bytes(c.seed, v))
		c.value(repeats[k], v)
	}
	if start, end := c.day[fStartDate], c.day[fEndDate]; start <= end || end == 0 {
		state.start, state.end = start, end // a reversed period is told once, not for every line
	}
	total := c.num[fInvoiceTotal]
	state.total, state.totalOK = total.v, total.ok
	m.count++
	if at == nil {
		c.reach("invoices: numbers used twice are looked for among the first 131072 invoices")
		m.spare = state
		m.cur = &m.spare
	} else {
		m.states = append(m.states, state)
		*at = uint32(len(m.states))
		m.cur = &m.states[len(m.states)-1]
	}
	c.newInvoice()
}

// newInvoice checks what an invoice says once.
func (c *checker) newInvoice() {
	date, start, end := c.day[fInvoiceDate], c.day[fStartDate], c.day[fEndDate]
	if start != 0 && end != 0 && start > end && c.room(b15, Error) {
		c.add(b15, Error, c.line, "BILLING_START_DATE", "The billing period begins on %d, after its end on %d.", start, end)
	}
	if date != 0 && end != 0 && date < end && c.room(b27, Warning) {
		c.add(b27, Warning, c.line, "INVOICE_DATE", "The invoice is dated %d, before the billing period ends on %d.", date, end)
	}
	if date != 0 && c.today != 0 && date > c.today && c.room(b27, Warning) {
		c.add(b27, Warning, c.line, "INVOICE_DATE", "The invoice is dated %d, in the future.", date)
	}
	if len(c.invoices.repeat[9]) == 0 && c.room(b21, Warning) {
		c.add(b21, Warning, c.line, "CLIENT_MATTER_ID", "CLIENT_MATTER_ID is empty.")
	}
}

// comeBack goes on with an invoice whose rows another invoice has split.
func (c *checker) comeBack(state *invoiceState) {
	m := &c.invoices
	m.cur = state
	conflict := false
	for k := range repeats {
		v := m.repeat[k]
		if m.isSame[k] = state.hash[k] == uint32(maphash.Bytes(c.seed, v)); m.isSame[k] {
			continue
		}
		c.value(repeats[k], v)
		conflict = conflict || repeats[k] == fInvoiceDate || repeats[k] == fClientID
		if repeats[k] != fClientID {
			c.differs(k, v)
		}
	}
	switch {
	case conflict:
		if c.room(b28, Error) {
			c.add(b28, Error, c.line, "INVOICE_NUMBER", "Invoice %s stands here with another date or client than in line %d: the number is used twice.", quote(m.repeat[1]), state.line)
		}
	case !state.saidSplit && c.room(b28, Warning):
		c.add(b28, Warning, c.line, "INVOICE_NUMBER", "The rows of invoice %s, which begins in line %d, are split by another invoice.", quote(m.repeat[1]), state.line)
	}
	state.saidSplit = true
}

// differs reports a value that should have been that of the first row.
func (c *checker) differs(k int, v []byte) {
	i, state := repeats[k], c.invoices.cur
	name := c.format.Fields[i].Name
	switch i {
	case fInvoiceTotal:
		n := c.num[i]
		if !n.ok || !state.totalOK || n.v == state.total {
			return
		}
		if state.otherLine == 0 {
			state.other, state.otherLine = n.v, c.line
		}
		if c.room(b10, Error) {
			c.add(b10, Error, c.line, name, "INVOICE_TOTAL is %s here and %s in line %d, the first row of the invoice.", n.v.Money(2), state.total.Money(2), state.line)
		}
	case fClientID:
		if c.room(b28, Error) {
			c.add(b28, Error, c.line, name, "The invoice has another CLIENT_ID than in line %d: its number is used twice.", state.line)
		}
	case fFirmMatterID, fClientMatterID:
		if i == fClientMatterID && len(v) == 0 && c.room(b21, Warning) {
			c.add(b21, Warning, c.line, name, "CLIENT_MATTER_ID is empty.")
		}
		if !state.saidMatter && c.room(b26, Warning) {
			c.add(b26, Warning, c.line, name, "The invoice has another matter than in line %d.", state.line)
		}
		state.saidMatter = true
	default:
		if c.room(b19, Warning) {
			c.add(b19, Warning, c.line, name, "%s differs from line %d, the first row of the invoice.", name, state.line)
		}
	}
}

// lineNumber checks that the number is new in its invoice. Numbers in
// sequence take no memory; the others are kept by their hash.
func (c *checker) lineNumber(v []byte) {
	if len(v) == 0 {
		return
	}
	m, state := &c.invoices, c.invoices.cur
	n, numeric := sequence(v)
	var key uint64
	if numeric {
		switch {
		case state.high == 0:
			state.low, state.high = n, n
			return
		case n >= state.low && n <= state.high:
			c.lineNumberTwice(v)
			return
		case n == state.high+1 && m.extra.n == 0:
			state.high = n
			return
		}
		key = (n ^ state.key) * 0xff51afd7ed558ccd
	} else {
		key = maphash.Bytes(c.seed, v) ^ state.key*0xc4ceb9fe1a85ec53
	}
	_, found := m.extra.at(key)
	switch {
	case found:
		c.lineNumberTwice(v)
	case m.extra.n >= m.extra.most:
		c.reach("line numbers: of an invoice whose lines are not in sequence, the first 1048576 are compared")
	}
	if numeric && n == state.high+1 && !found {
		state.high = n
	}
}

func (c *checker) lineNumberTwice(v []byte) {
	if c.room(b12, Error) {
		c.add(b12, Error, c.line, "LINE_ITEM_NUMBER", "Line number %s stands twice in the invoice.", quote(v))
	}
}

// sequence reads a plain whole number above zero, without leading zeros.
func sequence(v []byte) (uint64, bool) {
	if len(v) > 18 || v[0] == '0' {
		return 0, false
	}
	var n uint64
	for _, b := range v {
		d := b - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint64(d)
	}
	return n, true
}

// leave ends the run of the invoice at hand. Its sum is judged at the end of
// the file, because rows may still come; one that is not kept is judged now.
func (c *checker) leave() {
	m := &c.invoices
	if m.open && m.cur == &m.spare {
		c.judge(m.cur)
	}
	if m.extra.n > m.extra.most/2 {
		m.extra.clear()
	}
	m.open = false
}

// judge checks that the total of an invoice is the sum of its lines. Where
// its rows say two totals, both are judged: at least one of them is wrong.
func (c *checker) judge(s *invoiceState) {
	if s.broken || !s.totalOK {
		return
	}
	c.judgeTotal(s, s.total, s.line)
	if s.otherLine != 0 {
		c.judgeTotal(s, s.other, s.otherLine)
	}
}

func (c *checker) judgeTotal(s *invoiceState, total Fixed4, line int) {
	v, ok := s.sum.fixed4()
	if ok && v == total || !c.room(b11, Error) {
		return
	}
	number := quote(s.number[:s.numberSize])
	if !ok {
		c.add(b11, Error, line, "INVOICE_TOTAL", "INVOICE_TOTAL of %s is %s, far from the sum of its lines.", number, total.Money(2))
		return
	}
	c.add(b11, Error, line, "INVOICE_TOTAL", "INVOICE_TOTAL of %s is %s but its lines add up to %s.", number, total.Money(2), v.Money(2))
}

// closeFile judges the invoices.
func (c *checker) closeFile() {
	c.leave()
	for i := range c.invoices.states {
		c.judge(&c.invoices.states[i])
	}
}
