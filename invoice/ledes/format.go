package ledes

import (
	"bytes"
	"fmt"
	"strings"
)

// Kind is what may stand in a field.
type Kind string

// Kinds of fields.
const (
	DateField   Kind = "date"   // YYYYMMDD, a real day
	IDField     Kind = "id"     // compared character by character by receivers; never altered or cut
	CodeField   Kind = "code"   // UTBMS code or timekeeper class
	NameField   Kind = "name"   // a person; the end may be cut
	TextField   Kind = "text"   // free text; altered to fit the character set, cut only on request
	TypeField   Kind = "type"   // F, E, IF, IE
	NumberField Kind = "number" // units, up to four decimals
	MoneyField  Kind = "money"  // up to four decimals, written with two
)

// Requirement says when a field must be filled.
type Requirement string

// Requirements.
const (
	Always           Requirement = "required"
	Optional         Requirement = "optional"
	UnlessAdjustment Requirement = "F and E rows"
	OnFees           Requirement = "F rows"
	OnExpenses       Requirement = "E rows"
	InPractice       Requirement = "in practice" // the format allows a blank, nearly all receivers do not
)

// Level says how far a value reaches.
type Level string

// Levels.
const (
	FileLevel    Level = "file"    // the same in the whole file
	InvoiceLevel Level = "invoice" // the same on every row of an invoice
	RowLevel     Level = "row"
)

// Field is one column of a flat LEDES format.
type Field struct {
	Number   int    // 1..n, as in the specification
	Name     string // as it stands in the header row
	Kind     Kind
	Max      int // characters; for numbers the digits before the point
	Decimals int // most decimals of a number
	Required Requirement
	Level    Level
	Doc      string

	value func(h *head, e *entry) string // what the writer puts in, before it is fitted
}

// Type is the short form of the specification: "C20", "M12.4", "D8".
func (f Field) Type() string {
	switch f.Kind {
	case DateField:
		return "D8"
	case NumberField:
		return fmt.Sprintf("N%d.%d", f.Max, f.Decimals)
	case MoneyField:
		return fmt.Sprintf("M%d.%d", f.Max, f.Decimals)
	}
	return fmt.Sprintf("C%d", f.Max)
}

// Format is a flat LEDES format: a marker line, a header row, then one row per
// fee, expense or adjustment. Its first 24 fields are those of 1998B.
type Format struct {
	Word   string // "ledes1998b": the word of the command line and of JSON
	Title  string // "LEDES 1998B"
	Marker string // line 1, exactly
	Fields []Field

	header string
}

// Header is line 2: the field names joined by pipes, closed by [].
func (f *Format) Header() string { return f.header }

// Index is the place of the named field from 0, -1 when there is none.
func (f *Format) Index(name string) int {
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			return i
		}
	}
	return -1
}

// newFormat numbers the fields and joins the header.
func newFormat(f Format) *Format {
	names := make([]string, len(f.Fields))
	for i := range f.Fields {
		f.Fields[i].Number = i + 1
		names[i] = f.Fields[i].Name
	}
	f.header = strings.Join(names, "|") + terminator
	return &f
}

// terminator closes every line of a flat file, the first two included.
const terminator = "[]"

// Formats are the formats that can be written, read and checked.
func Formats() []*Format { return []*Format{Format1998B} }

// FormatByWord finds a format by its command line word, nil when there is none.
func FormatByWord(word string) *Format {
	for _, f := range Formats() {
		if f.Word == word {
			return f
		}
	}
	return nil
}

// Detection is what the first bytes of a file say about it.
type Detection struct {
	Word   string  // "ledes1998b", "ledes1998bi", "ledesxml", or "unknown"
	Title  string  // for people
	Format *Format // the table; nil when the format is known but has none here
}

// Detect tells the format of a file from its first bytes (a few hundred are
// enough). It is lenient: a byte order mark, a marker with small slips or a
// missing marker above the right header are still recognised, for the checker
// to complain about.
func Detect(first []byte) Detection {
	first = bytes.TrimPrefix(first, []byte(utf8BOM))
	trimmed := bytes.TrimLeft(first, " \t\r\n")
	if bytes.HasPrefix(trimmed, []byte("<")) {
		return Detection{Word: "ledesxml", Title: "LEDES XML"}
	}
	line, rest := cutLine(trimmed)
	for _, f := range Formats() {
		if string(line) == f.Marker {
			return Detection{f.Word, f.Title, f}
		}
	}
	marker := strings.ToUpper(string(bytes.TrimSpace(line)))
	if strings.HasPrefix(marker, "LEDES98BI") || strings.HasPrefix(marker, "LEDES1998BI") {
		return Detection{Word: "ledes1998bi", Title: "LEDES 1998BI"}
	}
	if strings.HasPrefix(marker, "LEDES1998") || strings.HasPrefix(marker, "LEDES98B") {
		return Detection{Format1998B.Word, Format1998B.Title, Format1998B}
	}
	second, _ := cutLine(rest)
	for _, l := range [][]byte{line, second} {
		if bytes.HasPrefix(l, []byte("INVOICE_DATE|INVOICE_NUMBER|")) {
			if bytes.Contains(l, []byte("|CLIENT_TAX_ID|")) {
				return Detection{Word: "ledes1998bi", Title: "LEDES 1998BI"}
			}
			return Detection{Format1998B.Word, Format1998B.Title, Format1998B}
		}
	}
	return Detection{Word: "unknown", Title: "no LEDES format"}
}

const utf8BOM = "\xef\xbb\xbf"

func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		return b, nil
	}
	return b[:i], bytes.TrimLeft(b[i:], "\r\n")
}

// Manual prints the field table of a format as text: number, name, type, when
// it is required, how far it reaches, meaning.
func Manual(f *Format) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nLine 1   %s\nLine 2   the %d field names joined by |, closed by []\nLine 3+  one row each: %d values joined by |, closed by []\n\n",
		f.Title, f.Marker, len(f.Fields), len(f.Fields))
	const layout = "%3s  %-28s %-7s %-13s %-8s %s\n"
	fmt.Fprintf(&b, layout, "No.", "Name", "Type", "Required", "Level", "Meaning")
	for _, fd := range f.Fields {
		fmt.Fprintf(&b, layout, fmt.Sprint(fd.Number), fd.Name, fd.Type(), fd.Required, fd.Level, fd.Doc)
	}
	b.WriteString("\nTypes: D8 day as YYYYMMDD, Cn text of at most n characters, Nn.d and Mn.d number or money of at\n" +
		"most n digits before and d after the point. Rows: F fee, E expense, IF and IE adjustment of the\n" +
		"fees or expenses of the whole invoice.\n\nChecks\n\n")
	for _, r := range Rules() {
		fmt.Fprintf(&b, "%s %s  %s\n", r.ID, r.Level, r.Title)
	}
	return b.String()
}
