package app

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"matterbook/app/fault"
)

// Limits of an imported file. Nothing in a file can make the program take more
// memory or time than these allow.
const (
	importBytes   = 64 << 20
	importRows    = 200_000
	importColumns = 256
	importField   = 32 << 10
	importLine    = 1 << 20
)

func badFile(code string, line int, format string, args ...any) *fault.Error {
	e := fault.New(fault.Invalid, code, format, args...)
	e.Faults = []fault.Fault{{Code: code, Line: line, Message: e.Message}}
	return e
}

func readLimited(r io.Reader) ([]byte, error) {
	if r == nil {
		return nil, fault.New(fault.Invalid, "import.file", "There is no file to import.")
	}
	data, err := io.ReadAll(io.LimitReader(r, importBytes+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "import.file", "The file could not be read: %s.", err).Advise("Look whether it is a file, and whether you may read it.").Because(err)
	}
	if len(data) > importBytes {
		return nil, badFile("import.too_large", 0, "The file has more than 64 MiB.").Advise("Divide it into several files.")
	}
	return data, nil
}

// sheet reads the file, by the kind's own reader or as CSV.
func (k importKind) sheet(data []byte, req Import) (*importSheet, error) {
	if k.read != nil {
		if sheet, err := k.read(data, req); err != nil || sheet != nil {
			return sheet, err
		}
	}
	comma := req.Comma
	if comma == 0 {
		comma = ','
	}
	if !strings.ContainsRune(",;\t|", comma) {
		return nil, fault.New(fault.Invalid, "import.comma", "Fields are set apart by a comma, a semicolon, a tab or a bar, not by %q.", comma)
	}
	return readCSV(data, comma, k.columns)
}

// readCSV reads UTF-8, with or without byte order mark, quoted as RFC 4180
// says. The header names every column once, in any order and case; unknown
// columns and missing required ones are refused all at once. Rows of another
// width than the header are bad rows; what cannot be told apart any more (a
// stray quote, bytes that are no text) refuses the file and names the place.
func readCSV(data []byte, comma rune, columns []ImportColumn) (*importSheet, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := checkText(data); err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = comma, -1
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, badFile("import.empty", 0, "The file is empty.").Advise("The first line names the columns: %s.", columnNames(columns))
	}
	if err != nil {
		return nil, csvFault(err)
	}
	sheet := &importSheet{}
	index, err := readHeader(header, comma, columns)
	if err != nil {
		return nil, err
	}
	for name := range index {
		header[index[name]] = name
	}
	sheet.header = header
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return sheet, nil
		}
		if err != nil {
			return nil, csvFault(err)
		}
		line, _ := r.FieldPos(0)
		if blank(fields) {
			continue
		}
		if len(sheet.rows)+len(sheet.bad) == importRows {
			return nil, badFile("import.too_many", line, "The file has more than %d rows.", importRows).Advise("Divide it into several files.")
		}
		row := importRow{line: line, fields: fields, index: index}
		if why := badShape(row, header); why.Code != "" {
			sheet.bad = append(sheet.bad, badRow{RejectedRow: why, fields: fields})
			continue
		}
		sheet.rows = append(sheet.rows, row)
	}
}

func badShape(row importRow, header []string) RejectedRow {
	if len(row.fields) != len(header) {
		return RejectedRow{Line: row.line, Code: "row.fields", Message: fmt.Sprintf("The row has %d fields, the header %d; a field that holds the separator must stand in quotes.", len(row.fields), len(header))}
	}
	for i, f := range row.fields {
		if len(f) > importField {
			return RejectedRow{Line: row.line, Path: header[i], Code: "field.length", Message: fmt.Sprintf("%s has %d bytes; a field has at most 32 KiB.", header[i], len(f))}
		}
	}
	return RejectedRow{}
}

func blank(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return strings.TrimSpace(f) != "" })
}

// checkText refuses bytes that are no text and lines without end, with the place.
func checkText(data []byte) error {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return badFile("import.encoding", 1, "The file is UTF-16.").Advise("Save it as \"CSV UTF-8\".")
	}
	if !bytes.Contains(data, []byte("\n")) && bytes.Count(data, []byte("\r")) > 1 {
		return badFile("import.line_ends", 1, "The lines end in a lone CR, the way of computers of long ago.").Advise("Save the file with line ends CRLF or LF.")
	}
	for line, rest := 1, data; len(rest) > 0; line++ {
		text := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			text, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		if len(text) > importLine {
			return badFile("import.line_length", line, "Line %d has more than 1 MiB.", line).Advise("Look whether a quote is missing, or whether this is a CSV file at all.")
		}
		if at := bytes.IndexByte(text, 0); at >= 0 {
			return badFile("import.nul", line, "Line %d holds a NUL byte at position %d: this is no text.", line, at+1).Advise("Save the file as \"CSV UTF-8\".")
		}
		if !utf8.Valid(text) {
			at := 0
			for at < len(text) {
				r, n := utf8.DecodeRune(text[at:])
				if r == utf8.RuneError && n == 1 {
					break
				}
				at += n
			}
			return badFile("import.encoding", line, "Line %d is not UTF-8 at position %d (byte %#x).", line, at+1, text[at]).
				Advise("Save the file as \"CSV UTF-8\"; names with accents would be wrong otherwise.")
		}
	}
	return nil
}

func csvFault(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return fault.Wrap(err, "reading CSV")
	}
	what := "the quotes are not those of CSV"
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		what = "a quote stands inside a field that is not in quotes"
	case errors.Is(err, csv.ErrQuote):
		what = "a quote that opens a field is not closed, or text follows the one that closes it"
	}
	return badFile("import.quotes", p.StartLine, "Line %d: %s (line %d, column %d), so nobody can tell where fields end from here on.", p.StartLine, what, p.Line, p.Column).
		Advise("Put such a field in quotes and double the quotes inside it: \"so called \"\"notice\"\"\".")
}

// readHeader gives the place of each column by its name.
func readHeader(header []string, comma rune, columns []ImportColumn) (map[string]int, error) {
	if len(header) > importColumns {
		return nil, badFile("import.columns", 1, "The file has %d columns; at most %d are read.", len(header), importColumns)
	}
	var check checks
	index := map[string]int{}
	for i, h := range header {
		name := strings.ToLower(strings.TrimSpace(h))
		known := name == reasonColumn || slices.ContainsFunc(columns, func(c ImportColumn) bool { return c.Name == name })
		_, twice := index[name]
		switch {
		case name == "":
			check.AddLine(1, fmt.Sprintf("column %d", i+1), "column.blank", "Column %d has no name.", i+1)
		case !known:
			check.AddLine(1, clipName(name), "column.unknown", "There is no column %q in this kind of file.", clipName(name))
		case twice:
			check.AddLine(1, name, "column.twice", "Column %q stands there twice.", name)
		default:
			index[name] = i
		}
	}
	for _, c := range columns {
		if _, ok := index[c.Name]; c.Required && !ok {
			check.AddLine(1, c.Name, "column.missing", "Column %q is missing.", c.Name)
		}
	}
	err := check.Check.Result("import.header", "The header")
	var e *fault.Error
	if !errors.As(err, &e) {
		return index, nil
	}
	e.Hint = fmt.Sprintf("The columns are %s.", columnNames(columns))
	for _, other := range ",;\t" {
		if other != comma && len(header) == 1 && strings.ContainsRune(header[0], other) {
			e.Hint = fmt.Sprintf("The fields seem to be set apart by %q: say so (--comma %q).", other, string(other))
		}
	}
	return nil, e
}

func clipName(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// columnNames lists columns, the required ones marked with a star.
func columnNames(columns []ImportColumn) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
		if c.Required {
			names[i] += "*"
		}
	}
	return strings.Join(names, ", ") + " (* required)"
}
