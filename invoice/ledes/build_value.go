package ledes

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

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
