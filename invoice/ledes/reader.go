package ledes

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// Limits of a file that is read whole (a checked file has none but the line).
const (
	fileMax   = 64 << 20 // bytes
	recordMax = 200_000
	valueMax  = 32 << 10 // bytes of one value
	faultMax  = 100      // faults told at once
)

// Record is one row of a file.
type Record struct {
	Line   int      // in the file, from 1
	Values []string // in the order of the format
}

// Reader reads a flat LEDES file strictly: exact marker and header, every row
// closed, the right count of values, dates and numbers by the rules. The first
// thing out of order ends the reading with an error that names the line. Use
// [Check] to learn everything that is wrong with a file.
type Reader struct {
	lines  *lineScanner
	row    rowScanner
	set    Charset
	format *Format
	read   int64
	rows   int
	err    error
}

// NewReader reads from r. The character set is ASCII or UTF-8 unless
// Windows1252 is said.
func NewReader(r io.Reader, set Charset) *Reader {
	rd := &Reader{set: set}
	rd.lines = newLineScanner(countingReader{r, &rd.read})
	return rd
}

// countingReader counts the bytes, for the limit.
type countingReader struct {
	r io.Reader
	n *int64
}

func (c countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.n += int64(n)
	return n, err
}

// Format is the format of the file; it reads marker and header when that has
// not happened yet.
func (r *Reader) Format() (*Format, error) {
	if r.err != nil {
		return nil, r.err
	}
	if r.format != nil {
		return r.format, nil
	}
	d := Detect(r.lines.peek(4096))
	marker, ok := r.lines.next()
	switch {
	case r.lines.err != nil:
		return nil, r.failRead()
	case !ok:
		return nil, r.fail("", "ledes.empty", "the file is empty")
	case d.Format == nil:
		return nil, r.fail("", "ledes.format", "this is %s, which cannot be read as a flat LEDES file; line 1 must be %s", d.Title, Format1998B.Marker)
	case string(marker) != d.Format.Marker:
		return nil, r.fail("", "ledes.marker", "line 1 must be exactly %s", d.Format.Marker)
	}
	header, ok := r.lines.next()
	if !ok || string(header) != d.Format.Header() {
		return nil, r.fail("", "ledes.header", "line 2 must be exactly the %d field names of %s", len(d.Format.Fields), d.Format.Title)
	}
	r.format = d.Format
	return r.format, nil
}

// Read gives the next row, io.EOF after the last. Blank lines are skipped.
func (r *Reader) Read() (Record, error) {
	if _, err := r.Format(); err != nil {
		return Record{}, err
	}
	for {
		line, ok := r.lines.next()
		switch {
		case r.lines.err != nil:
			return Record{}, r.failRead()
		case r.read > fileMax:
			return Record{}, r.fail("", "ledes.too_large", "the file is larger than %d MB", fileMax>>20)
		case !ok:
			r.err = io.EOF
			return Record{}, io.EOF
		case r.lines.tooLong:
			return Record{}, r.fail("", "ledes.line_length", "the line is longer than %d bytes", lineMax)
		case len(bytes.TrimSpace(line)) == 0:
			continue
		case r.rows == recordMax:
			return Record{}, r.fail("", "ledes.too_large", "the file has more than %d rows", recordMax)
		}
		r.rows++
		return r.record(line)
	}
}

// record takes one row apart and checks each value by the table.
func (r *Reader) record(line []byte) (Record, error) {
	row := &r.row
	row.split(line, 0, 0)
	switch {
	case !row.closed:
		return Record{}, r.fail("", "ledes.terminator", "the row does not end in [] (a line break in a text breaks it)")
	case row.count != len(r.format.Fields):
		return Record{}, r.fail("", "ledes.values", "the row has %d values and must have %d (a pipe in a text adds one)", row.count, len(r.format.Fields))
	case bytes.Contains(row.body, []byte(terminator)):
		return Record{}, r.fail("", "ledes.terminator", "[] stands inside the row, where other programs end it")
	}
	rec := Record{Line: r.lines.number, Values: make([]string, row.count)}
	for i, f := range r.format.Fields {
		v := row.value(i)
		if len(v) > valueMax {
			return Record{}, r.fail(f.Name, "ledes.value_length", "the value is longer than %d bytes", valueMax)
		}
		if why := badValue(f, v); why != "" {
			return Record{}, r.fail(f.Name, "ledes.value", "%s %s", quote(v), why)
		}
		text, ok := decode(v, r.set)
		if !ok {
			return Record{}, r.fail(f.Name, "ledes.charset", "the text is not UTF-8 or holds a control character")
		}
		rec.Values[i] = text
	}
	return rec, nil
}

// badValue says what is wrong with a value by the kind of its field, "" when
// nothing is.
func badValue(f Field, v []byte) string {
	if len(v) == 0 {
		if f.Required == Always {
			return "is required"
		}
		return ""
	}
	switch f.Kind {
	case DateField:
		if _, err := cal.ParseCompact(string(v)); err != nil {
			return "is not a day as YYYYMMDD"
		}
	case MoneyField, NumberField:
		switch n, _, state := parseFixed4(v); {
		case state == numberBad:
			return "is not a number: digits, one point, a leading minus"
		case state == numberTooLong || !n.fits(f.Max):
			return fmt.Sprintf("has more than %d digits before the point", f.Max)
		}
	case TypeField:
		if rowType(v) == 0 {
			return "is not one of F, E, IF, IE"
		}
	}
	return ""
}

// decode gives the text of a value in UTF-8.
func decode(v []byte, set Charset) (string, bool) {
	if set == Windows1252 {
		var b strings.Builder
		for _, c := range v {
			if classOf[c] == classControl {
				return "", false
			}
			b.WriteRune(charmap.Windows1252.DecodeByte(c))
		}
		return b.String(), true
	}
	for _, c := range v {
		if classOf[c] == classControl {
			return "", false
		}
	}
	return string(v), utf8.Valid(v)
}

func (r *Reader) fail(field, code, format string, args ...any) error {
	what := fmt.Sprintf(format, args...)
	line := max(1, r.lines.number)
	at := fmt.Sprintf("Line %d", line)
	if field != "" {
		at += ", " + field
	}
	e := fault.New(fault.Invalid, code, "%s: %s.", at, what).
		Advise("Ask the sender for a correct file, or run the check to see everything that is wrong with it.")
	e.Faults = []fault.Fault{{Code: code, Path: field, Line: line, Message: what}}
	r.err = e
	return e
}

func (r *Reader) failRead() error {
	r.err = fault.Wrap(r.lines.err, "The file could not be read after line %d", r.lines.number)
	return r.err
}
