package ledes

import (
	"bytes"
	"hash/maphash"
	"io"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// DefaultTolerance is how far a line total may be from units x unit cost +
// adjustment: half a cent, inclusive.
const DefaultTolerance money.Rate = 50

// ParseTolerance reads the tolerance of a flag or setting, "0.005". Blank is the
// default; zero means none, which [CheckOptions] writes as a negative rate.
func ParseTolerance(s string) (money.Rate, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
	}
	r, err := money.ParseRate(s)
	if err != nil || r < 0 {
		return 0, fault.New(fault.Invalid, "ledes.tolerance", "The tolerance %q is not an amount from zero up.", s).
			Advise("Write it with at most four decimals, like 0.005.").Because(err)
	}
	if r == 0 {
		return -1, nil
	}
	return r, nil
}

// Receiver is what is known of a program or client that takes files.
type Receiver struct {
	Word  string         // "brightflag"
	Title string         // for people
	Max   map[string]int // field name -> characters taken, where fewer than the format allows
	Quiet []string       // ids of warnings that do not matter to it
}

// Receivers are the profiles whose limits are published.
func Receivers() []Receiver {
	return []Receiver{
		{"brightflag", "Brightflag", map[string]int{"LINE_ITEM_DESCRIPTION": 1023}, nil},
		{"collaborati", "Collaborati (Mitratech)", map[string]int{"INVOICE_DESCRIPTION": 2000}, nil},
	}
}

// CheckOptions say what a file is checked against. The zero value is the
// format itself with the published code sets.
type CheckOptions struct {
	Tolerance   money.Rate // of rule B09; 0: half a cent, negative: none
	Codes       *Codes     // nil: UTBMS
	Today       cal.Date   // for dates in the future; none: not checked
	Charset     Charset    // Windows1252: the receiver takes its letters, no warning
	Receiver    *Receiver
	MaxFindings int // listed of each rule and level; 0: 100
}

// Result is what a check says of a file.
type Result struct {
	Format    string         `json:"format"` // word of the format, "unknown" when it is none
	Rows      int            `json:"rows"`
	Invoices  int            `json:"invoices"`
	OK        bool           `json:"ok"` // no finding of level E
	Findings  []Finding      `json:"findings"`
	Errors    int            `json:"errors"`     // findings of level E, also those not listed
	Warnings  int            `json:"warnings"`   // of level W
	NotListed map[string]int `json:"not_listed"` // findings beyond the most that are listed, by id
	Limits    []string       `json:"limits"`     // what could not be followed to the end, in words
}

// Check reads a file, however broken, and lists everything a receiver will
// refuse or may dislike. It streams: memory is bounded, whatever the length of
// the file (see the limits in memory.go; Result.Limits names those that were
// reached). The error is of the reading alone; a bad file is a Result.
func Check(r io.Reader, opts CheckOptions) (Result, error) {
	c := newChecker(r, opts)
	c.run()
	if err := c.lines.err; err != nil {
		return Result{}, fault.Wrap(err, "The file could not be read after line %d", c.lines.number)
	}
	return c.result(), nil
}

// checker holds the state of one check.
type checker struct {
	findings
	lines *lineScanner
	row   rowScanner

	word      string
	format    *Format
	codes     *Codes
	today     int32
	tolerance int64 // with eight decimals
	charset   Charset
	limit     [maxFields]int // characters taken, by field

	rows int
	line int  // of the row at hand
	kind byte // of the row at hand, see rowType
	num  [fieldCount]number
	day  [fieldCount]int32 // 0: none or bad

	firstEnd  lineEnd
	saidEnds  bool
	blank     int // line of a blank line that may prove to stand between rows
	saidBlank bool

	seed     maphash.Seed
	invoices invoiceMemory

	tkByID   map[string]*timekeeper
	tkByName table[*timekeeper]
	rates    table[rate]
	reached  map[string]bool // limits reached
	limitsIn []string
}

// number is a value of the row at hand.
type number struct {
	v     Fixed4
	given bool
	ok    bool // given and by the rules
}

func newChecker(r io.Reader, opts CheckOptions) *checker {
	c := &checker{lines: newLineScanner(r), codes: opts.Codes, charset: opts.Charset, seed: maphash.MakeSeed()}
	if c.codes == nil {
		c.codes = UTBMS()
	}
	if !opts.Today.IsZero() {
		c.today, _ = parseDay([]byte(opts.Today.Compact()))
	}
	tolerance := opts.Tolerance
	if tolerance == 0 {
		tolerance = DefaultTolerance
	}
	const most = 1_000_000 * money.RateScale // keeps the tolerance in 64 bits
	c.tolerance = int64(min(max(0, tolerance), most)) * scale4
	c.most = opts.MaxFindings
	if c.most <= 0 {
		c.most = 100
	}
	c.tkByID = map[string]*timekeeper{}
	c.tkByName.most, c.rates.most = timekeepersKept, ratesKept
	c.invoices.init()
	c.reached = map[string]bool{}
	c.setFormat(Format1998B, opts.Receiver)
	return c
}

func (c *checker) setFormat(f *Format, rc *Receiver) {
	c.format = f
	for i, fd := range f.Fields {
		c.limit[i] = fd.Max
		if rc != nil && rc.Max[fd.Name] > 0 {
			c.limit[i] = min(fd.Max, rc.Max[fd.Name])
		}
	}
	if rc != nil {
		for id, r := range rules {
			for _, q := range rc.Quiet {
				c.quiet[id] = c.quiet[id] || r.ID == q
			}
		}
	}
}

// run checks the whole file.
func (c *checker) run() {
	if !c.top() {
		return
	}
	for {
		line, ok := c.next()
		if !ok {
			break
		}
		if !isBlank(line) || c.lines.tooLong {
			c.data(line)
		}
	}
	if c.lines.err != nil {
		return
	}
	c.closeFile()
	if c.rows == 0 && c.room(b32, Error) {
		c.add(b32, Error, max(1, c.lines.number), "", "The file has no rows below its header.")
	}
}

// next takes a line and watches line ends and blank lines.
func (c *checker) next() ([]byte, bool) {
	line, ok := c.lines.next()
	if !ok {
		return nil, false
	}
	c.line = c.lines.number
	if end := c.lines.ended; end != c.firstEnd && end != endNone {
		if c.firstEnd == endNone {
			c.firstEnd = end
		} else if !c.saidEnds && c.room(b30, Warning) {
			c.saidEnds = true
			c.add(b30, Warning, c.line, "", "This line ends in %s, the first one in %s.", end, c.firstEnd)
		}
	}
	if isBlank(line) && !c.lines.tooLong {
		if c.blank == 0 && c.line > 1 { // a blank first line is a missing marker
			c.blank = c.line
		}
		return line, true
	}
	if c.blank > 0 && !c.saidBlank && c.room(b30, Warning) {
		c.saidBlank = true
		c.add(b30, Warning, c.blank, "", "A blank line stands between the lines of the file.")
	}
	return line, true
}

func isBlank(line []byte) bool {
	return len(line) == 0 || line[0] <= ' ' && len(bytes.TrimSpace(line)) == 0
}

// top checks marker and header; false when the rest cannot be read as rows.
func (c *checker) top() bool {
	head := c.lines.peek(4096)
	if len(head) == 0 {
		c.word = "unknown"
		if c.lines.err == nil {
			c.rowless(b01, "The file is empty.")
		}
		return false
	}
	if isUTF16(head) {
		c.word = "unknown"
		c.rowless(b01, "The file is UTF-16; it must be plain ASCII.")
		return false
	}
	d := Detect(head)
	c.word = d.Word
	switch {
	case d.Format != nil:
		c.format = d.Format
	case d.Word == "unknown" && bytes.IndexByte(head, '|') >= 0:
		// Rows may stand below a marker and a header that nobody knows.
	default:
		c.rowless(b01, "This is "+d.Title+", not "+c.format.Title+": line 1 must be "+c.format.Marker)
		return false
	}
	if bytes.HasPrefix(head, []byte(utf8BOM)) {
		c.lines.skip(len(utf8BOM))
		if c.room(b01, Error) {
			c.add(b01, Error, 1, "", "A byte order mark stands before the marker.")
		}
	}
	line, ok := c.next()
	switch {
	case !ok:
		c.rowless(b01, "The file has no lines.")
		return false
	case string(line) == c.format.Marker:
		line, ok = c.next()
	default:
		if c.room(b01, Error) {
			c.add(b01, Error, 1, "", "Line 1 is %s and must be %s.", quote(line), c.format.Marker)
		}
		if string(line) != c.format.Header() && !looksLikeRow(line) {
			line, ok = c.next()
		}
	}
	return c.header(line, ok)
}

// header checks line 2, which was read already. Blank lines before it are
// rule B30, as between rows.
func (c *checker) header(line []byte, ok bool) bool {
	for ok && isBlank(line) && !c.lines.tooLong {
		line, ok = c.next()
	}
	switch {
	case !ok:
		if c.lines.err == nil && c.room(b02, Error) {
			c.add(b02, Error, max(1, c.lines.number), "", "The header row is missing.")
		}
	case string(line) == c.format.Header():
	case looksLikeRow(line):
		if c.room(b02, Error) {
			c.add(b02, Error, c.line, "", "The header row is missing: a data row stands in its place.")
		}
		c.data(line)
	default:
		if c.room(b02, Error) {
			c.headerDiffers(line)
		}
	}
	return true
}

// headerDiffers names the first field name that is not as it must be.
func (c *checker) headerDiffers(line []byte) {
	text := strings.TrimSuffix(string(line), terminator)
	names := strings.Split(text, "|")
	for i, f := range c.format.Fields {
		if i >= len(names) {
			break
		}
		if names[i] != f.Name {
			c.add(b02, Error, c.line, f.Name, "Name %d of the header is %s and must be %s.", i+1, quote([]byte(names[i])), f.Name)
			return
		}
	}
	if len(names) != len(c.format.Fields) {
		c.add(b02, Error, c.line, "", "The header has %d names and must have %d.", len(names), len(c.format.Fields))
		return
	}
	c.add(b02, Error, c.line, "", "The header does not end in [].")
}

// rowless notes a fault of the whole file, which then counts as without rows.
func (c *checker) rowless(id ruleID, message string) {
	if c.room(id, Error) {
		c.add(id, Error, 1, "", "%s", message)
	}
}

// looksLikeRow says that a line begins with a date and has many values.
func looksLikeRow(line []byte) bool {
	return len(line) > 8 && line[8] == '|' && bytes.Count(line, []byte("|")) > 10 && bytes.IndexFunc(line[:8], func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) ||
		len(head) > 3 && (head[1] == 0 && head[3] == 0 || head[0] == 0 && head[2] == 0)
}

// reach notes, once, that a limit was reached.
func (c *checker) reach(what string) {
	if !c.reached[what] {
		c.reached[what] = true
		c.limitsIn = append(c.limitsIn, what)
	}
}

func (c *checker) result() Result {
	r := Result{
		Format: c.word, Rows: c.rows, Invoices: c.invoices.count, Findings: c.sorted(),
		Errors: sum(c.errs), Warnings: sum(c.warns), NotListed: c.notListed(), Limits: c.limitsIn,
	}
	if r.Limits == nil {
		r.Limits = []string{}
	}
	r.OK = r.Errors == 0
	return r
}
