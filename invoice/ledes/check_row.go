package ledes

import (
	"bytes"
	"hash/maphash"
	"unicode/utf8"
)

// rowType gives F and E as they are, I for IF, J for IE, 0 for anything else.
func rowType(v []byte) byte {
	switch {
	case len(v) == 1 && (v[0] == 'F' || v[0] == 'E'):
		return v[0]
	case len(v) == 2 && v[0] == 'I' && v[1] == 'F':
		return 'I'
	case len(v) == 2 && v[0] == 'I' && v[1] == 'E':
		return 'J'
	}
	return 0
}

// data checks one row.
func (c *checker) data(line []byte) {
	c.rows++
	if c.lines.tooLong {
		if c.room(b16, Error) {
			c.add(b16, Error, c.line, "", "The line is longer than %d bytes and is not read.", lineMax)
		}
		c.invoices.breakRun(nil)
		return
	}
	row, run := &c.row, &c.invoices
	same := len(run.prefix) > 0 && bytes.HasPrefix(line, run.prefix)
	if same {
		copy(row.bounds[:], run.bounds[:])
		row.split(line, len(run.prefix), prefixFields)
	} else {
		row.split(line, 0, 0)
	}
	if !row.closed && c.room(b03, Error) {
		c.add(b03, Error, c.line, "", "The row does not end in [].")
	}
	if row.count != len(c.format.Fields) || !same && string(line) == c.format.Header() {
		c.wrongCount(line)
		return
	}
	c.repeated(same)
	if row.marks&(classBracket|classControl|classHigh) != 0 {
		c.marked()
	}
	c.rowValues()
}

// wrongCount reports a row that cannot be taken apart. Its money is unknown,
// so the sum of its invoice is not checked.
func (c *checker) wrongCount(line []byte) {
	row := &c.row
	if c.room(b04, Error) {
		want := len(c.format.Fields)
		switch {
		case string(line) == c.format.Marker || string(line) == c.format.Header():
			c.add(b04, Error, c.line, "", "A marker or header stands among the rows: two files were joined.")
		case row.count > want:
			c.add(b04, Error, c.line, "", "The row has %d values and must have %d: a text holds a pipe.", row.count, want)
		case !row.closed:
			c.add(b04, Error, c.line, "", "The row has %d values and must have %d: a text holds a line break.", row.count, want)
		default:
			c.add(b04, Error, c.line, "", "The row has %d values and must have %d.", row.count, want)
		}
	}
	var number []byte
	if row.count > fInvoiceText && row.count != len(c.format.Fields) {
		number = row.value(fInvoiceNumber)
	}
	c.invoices.breakRun(number)
}

// value checks one value by its field alone, and keeps its number or day.
func (c *checker) value(i int, v []byte) {
	f := &c.format.Fields[i]
	if len(v) == 0 {
		if f.Required == Always && c.room(b07, Error) {
			c.add(b07, Error, c.line, f.Name, "%s is empty.", f.Name)
		}
		c.num[i] = number{}
		c.day[i] = 0
		return
	}
	if v[0] == ' ' || v[len(v)-1] == ' ' {
		if c.room(b23, Warning) {
			c.add(b23, Warning, c.line, f.Name, "%s has a blank at its beginning or end.", f.Name)
		}
	}
	if v[0]|0x20 == 'n' && isNull(v) && c.room(b22, Warning) {
		c.add(b22, Warning, c.line, f.Name, "%s is the word %s.", f.Name, v)
	}
	switch f.Kind {
	case DateField:
		day, ok := parseDay(v)
		if !ok {
			day = 0
			if c.room(b05, Error) {
				c.add(b05, Error, c.line, f.Name, "%s is %s, which is no day as YYYYMMDD.", f.Name, quote(v))
			}
		}
		c.day[i] = day
	case MoneyField, NumberField:
		n, whole, state := parseFixed4(v)
		c.num[i] = number{n, true, state == numberOK}
		if state == numberBad {
			if c.room(b06, Error) {
				c.add(b06, Error, c.line, f.Name, "%s is %s, which is no number of the format.", f.Name, quote(v))
			}
		} else if whole > f.Max && c.room(b16, Error) {
			c.add(b16, Error, c.line, f.Name, "%s has %d digits before the point; %d are allowed.", f.Name, whole, f.Max)
		}
	case TypeField:
		// Judged with the row.
	default:
		if len(v) > c.limit[i] {
			if n := utf8.RuneCount(v); n > c.limit[i] && c.room(b16, Error) {
				c.add(b16, Error, c.line, f.Name, "%s has %d characters; %d are allowed.", f.Name, n, c.limit[i])
			}
		}
	}
}

func isNull(v []byte) bool {
	return len(v) == 4 && bytes.EqualFold(v, []byte("NULL")) || len(v) == 3 && bytes.EqualFold(v, []byte("N/A"))
}

// marked looks for the values that hold bytes outside plain text.
func (c *checker) marked() {
	for i, f := range c.format.Fields {
		v := c.row.value(i)
		var marks byte
		at := 0
		for j, b := range v {
			if m := classOf[b]; m&^marks != 0 {
				if m > marks {
					at = j
				}
				marks |= m
			}
		}
		if marks == 0 || c.invoices.isRepeat(i) {
			continue
		}
		if marks&classControl != 0 && c.room(b17, Error) {
			c.add(b17, Error, c.line, f.Name, "%s holds a control character.", f.Name)
		}
		if marks&classHigh != 0 && c.charset != Windows1252 && c.room(b17, Warning) {
			if r, size := utf8.DecodeRune(v[at:]); r != utf8.RuneError || size > 1 {
				c.add(b17, Warning, c.line, f.Name, "%s holds %q (U+%04X), which is not ASCII.", f.Name, string(r), r)
			} else {
				c.add(b17, Warning, c.line, f.Name, "%s holds the byte 0x%02X, which is not ASCII.", f.Name, v[at])
			}
		}
		if marks&classBracket != 0 && c.room(b31, Warning) {
			if bytes.Contains(v, []byte(terminator)) {
				c.add(b31, Warning, c.line, f.Name, "%s holds [], where some receivers end the row.", f.Name)
			} else {
				c.add(b31, Warning, c.line, f.Name, "%s holds a bracket.", f.Name)
			}
		}
	}
}

// rowValues checks the values that belong to the row, one by one and together.
func (c *checker) rowValues() {
	row := &c.row
	for i := fLineNumber; i < len(c.format.Fields); i++ {
		if i != fFirmID && i != fClientMatterID {
			c.value(i, row.value(i))
		}
	}
	typ := row.value(fType)
	c.kind = rowType(typ)
	if c.kind == 0 && len(typ) > 0 && c.room(b08, Error) {
		c.add(b08, Error, c.line, "EXP/FEE/INV_ADJ_TYPE", "The row type is %s and must be F, E, IF or IE.", quote(typ))
	}
	switch c.kind {
	case 'F':
		c.priced()
		c.fee()
	case 'E':
		c.priced()
		if len(row.value(fExpense)) == 0 && c.room(b14, Error) {
			c.add(b14, Error, c.line, "LINE_ITEM_EXPENSE_CODE", "The expense has no expense code.")
		}
	case 'I', 'J':
		c.adjustmentRow()
	}
	c.codesKnown()
	c.arithmetic()
	if units := &c.num[fUnits]; units.ok && units.v < 0 && c.room(b25, Warning) {
		c.add(b25, Warning, c.line, "LINE_ITEM_NUMBER_OF_UNITS", "The units are negative: %s.", units.v)
	}
	run := c.invoices.cur
	if day := c.day[fLineDate]; day != 0 {
		if (run.start != 0 && day < run.start || run.end != 0 && day > run.end) && c.room(b15, Warning) {
			c.add(b15, Warning, c.line, "LINE_ITEM_DATE", "LINE_ITEM_DATE %d is outside the billing period %d to %d.", day, run.start, run.end)
		}
	}
	c.lineNumber(row.value(fLineNumber))
	if total := c.num[fLineTotal]; total.ok {
		run.sum = run.sum.add(wideOf(int64(total.v)))
	} else {
		run.broken = true
	}
}

// priced checks that a fee or expense has units and a price.
func (c *checker) priced() {
	for _, i := range [...]int{fUnits, fUnitCost} {
		if !c.num[i].given && c.room(b07, Error) {
			name := c.format.Fields[i].Name
			c.add(b07, Error, c.line, name, "%s is empty; only IF and IE rows may leave it so.", name)
		}
	}
}

// fee checks the timekeeper of a fee and that no expense code stands there.
func (c *checker) fee() {
	row := &c.row
	id, name, class := row.value(fTimekeeperID), row.value(fTimekeeperName), row.value(fClass)
	if len(id) == 0 && c.room(b13, Error) {
		c.add(b13, Error, c.line, "TIMEKEEPER_ID", "The fee names no timekeeper.")
	}
	if len(name) == 0 && c.room(b13, Warning) {
		c.add(b13, Warning, c.line, "TIMEKEEPER_NAME", "The fee has no name of its timekeeper.")
	}
	if len(class) == 0 && c.room(b13, Warning) {
		c.add(b13, Warning, c.line, "TIMEKEEPER_CLASSIFICATION", "The fee has no class of its timekeeper.")
	}
	if len(row.value(fExpense)) > 0 && c.room(b14, Error) {
		c.add(b14, Error, c.line, "LINE_ITEM_EXPENSE_CODE", "The fee has an expense code, %s.", quote(row.value(fExpense)))
	}
	if len(id) > 0 && len(id) <= timekeeperIDMax {
		c.timekeeper(id, name, class)
	}
}

// adjustmentRow checks that an adjustment of the invoice carries nothing else.
func (c *checker) adjustmentRow() {
	for _, i := range [...]int{fUnits, fUnitCost, fTask, fExpense, fActivity, fTimekeeperID, fTimekeeperName, fClass} {
		if len(c.row.value(i)) > 0 {
			if c.room(b29, Warning) {
				name := c.format.Fields[i].Name
				c.add(b29, Warning, c.line, name, "The adjustment row carries %s.", name)
			}
			return
		}
	}
}

// codesKnown looks the codes of the row up.
func (c *checker) codesKnown() {
	row := &c.row
	look := func(i int, m map[string]bool, what string) {
		if v := row.value(i); len(v) > 0 && !known(m, v) && !isNull(v) && c.room(b18, Warning) {
			c.add(b18, Warning, c.line, c.format.Fields[i].Name, "The %s code %s is in no published set.", what, quote(v))
		}
	}
	look(fTask, c.codes.tasks, "task")
	look(fExpense, c.codes.expenses, "expense")
	look(fActivity, c.codes.activities, "activity")
	if v := row.value(fClass); len(v) > 0 && !known(c.codes.classes, v) && !isNull(v) && c.room(b24, Warning) {
		if now := c.codes.oldClasses[string(v)]; now != "" {
			c.add(b24, Warning, c.line, "TIMEKEEPER_CLASSIFICATION", "The class %s is not in the list of 2014; there it is %s.", quote(v), now)
		} else {
			c.add(b24, Warning, c.line, "TIMEKEEPER_CLASSIFICATION", "The class %s is not in the list of 2014.", quote(v))
		}
	}
}

// arithmetic checks the equation of the line (section "arithmetic" of the
// format: units x unit cost + adjustment = total; an IF or IE row is its
// adjustment, and on reading also units x unit cost + adjustment, because the
// committee's own samples write retainers so).
func (c *checker) arithmetic() {
	units, adj, total, cost := &c.num[fUnits], &c.num[fAdjustment], &c.num[fLineTotal], &c.num[fUnitCost]
	if !total.ok || adj.given && !adj.ok {
		return
	}
	switch c.kind {
	case 'F', 'E':
		if !units.ok || !cost.ok {
			return
		}
	case 'I', 'J':
		if lineDifference(0, 0, adj.v, total.v).within(c.tolerance) {
			return
		}
		if !units.ok || !cost.ok {
			if c.room(b09, Error) {
				c.add(b09, Error, c.line, "LINE_ITEM_TOTAL", "LINE_ITEM_TOTAL is %s but the adjustment is %s.", total.v.Money(2), adj.v.adjustment(2))
			}
			return
		}
	default:
		return
	}
	if lineDifference(units.v, cost.v, adj.v, total.v).within(c.tolerance) || !c.room(b09, Error) {
		return
	}
	want, ok := lineTotal(units.v, cost.v, adj.v)
	if !ok {
		c.add(b09, Error, c.line, "LINE_ITEM_TOTAL", "LINE_ITEM_TOTAL is %s, far from %s x %s + %s.", total.v.Money(2), units.v, cost.v.Money(2), adj.v.adjustment(2))
		return
	}
	c.add(b09, Error, c.line, "LINE_ITEM_TOTAL", "LINE_ITEM_TOTAL is %s but %s x %s + %s is %s.",
		total.v.Money(2), units.v, cost.v.Money(2), adj.v.adjustment(2), want.Money(2))
}

// timekeeper is what the file has said of a timekeeper so far.
type timekeeper struct {
	index       uint64
	id          string
	name, class string
	line        int // where it was said
	day         int32
	cost        Fixed4
}

// Longer ids are reported for their length and not remembered.
const timekeeperIDMax = 64

// rate is the price of a timekeeper's hour on a day.
type rate struct {
	cost Fixed4
	line int
}

// timekeeper checks that one id has one name, one class and one rate a day,
// and that one name has one id.
func (c *checker) timekeeper(id, name, class []byte) {
	tk := c.tkByID[string(id)]
	if tk == nil {
		if len(c.tkByID) >= timekeepersKept {
			c.reach("timekeepers: names and rates of the first 16384 are compared")
			return
		}
		tk = &timekeeper{index: uint64(len(c.tkByID) + 1), id: string(id), name: short(name), class: short(class), line: c.line}
		c.tkByID[tk.id] = tk
		if len(name) > 0 {
			if other, found := c.tkByName.at(maphash.Bytes(c.seed, name)); found && (*other).name == tk.name {
				if c.room(b20, Warning) {
					c.add(b20, Warning, c.line, "TIMEKEEPER_NAME", "The name of timekeeper %s stands for the id %s too (line %d).", quote(id), quote([]byte((*other).id)), (*other).line)
				}
			} else if other != nil && !found {
				*other = tk
			}
		}
	}
	if !same(tk.name, name) && c.room(b20, Warning) {
		c.add(b20, Warning, c.line, "TIMEKEEPER_NAME", "Timekeeper %s is %s here and %s in line %d.", quote(id), quote(name), quote([]byte(tk.name)), tk.line)
	}
	if !same(tk.class, class) && c.room(b20, Warning) {
		c.add(b20, Warning, c.line, "TIMEKEEPER_CLASSIFICATION", "Timekeeper %s is of class %s here and %s in line %d.", quote(id), quote(class), quote([]byte(tk.class)), tk.line)
	}
	day, cost := c.day[fLineDate], c.num[fUnitCost]
	if day == 0 || !cost.ok || day == tk.day && cost.v == tk.cost {
		return
	}
	tk.day, tk.cost = day, cost.v
	r, found := c.rates.at(tk.index<<32 | uint64(uint32(day)))
	switch {
	case r == nil:
		c.reach("rates: the first 131072 pairs of timekeeper and day are compared")
	case !found:
		*r = rate{cost.v, c.line}
	case r.cost != cost.v && c.room(b20, Warning):
		c.add(b20, Warning, c.line, "LINE_ITEM_UNIT_COST", "Timekeeper %s has the rate %s on %d, and %s in line %d.", quote(id), cost.v.Money(2), day, r.cost.Money(2), r.line)
	}
}

// nameKept is how much of a name or class is remembered.
const nameKept = 64

func short(b []byte) string { return string(b[:min(len(b), nameKept)]) }

func same(kept string, b []byte) bool { return kept == string(b[:min(len(b), nameKept)]) }
