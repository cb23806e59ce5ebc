package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"matterbook/app/fault"
)

// Import asks to read a file into the book.
type Import struct {
	Request
	Kind    string    // "time", see [ImportKinds]
	Name    string    // of the file, for messages and the log
	Data    io.Reader // at most 64 MiB are read
	Comma   rune      // between fields; 0: a comma
	DryRun  bool      // do everything and keep nothing
	SkipBad bool      // keep the good rows though others are bad
	Account string    // code of the trust account, for kinds that need one
	Mapping string    // how a bank writes its CSV, see [trust.ParseBankMapping]; blank: as remembered
}

// ImportResult says what became of the rows: Read = Imported + Skipped + BadRows.
type ImportResult struct {
	Kind     string
	Read     int
	Imported int // 0 when a bad row stopped all
	Skipped  int // imported before
	BadRows  int
	Rejected []RejectedRow // the first 1,000 bad rows
	DryRun   bool

	header []string
	bad    []badRow
}

// badRow is a bad row with what the file said.
type badRow struct {
	RejectedRow
	fields []string
}

// RejectedRow is one bad row: the first fault's field and code, and every fault
// in the message.
type RejectedRow struct {
	Line    int
	Path    string
	Code    string
	Message string
}

// maxRejected is how many bad rows are listed; all are counted.
const maxRejected = 1000

// ImportColumn is a column of a kind: it drives the check of the header, the
// help text and the documentation.
type ImportColumn struct {
	Name     string
	Required bool
	Text     string // what it holds
	Example  string
}

// importKind is one kind of file. A kind stands in a file of its own and makes
// itself known with addImportKind; the framework reads, checks the header,
// skips what was imported before, gathers every bad row, and runs everything in
// one transaction.
type importKind struct {
	name    string
	right   right
	columns []ImportColumn
	// stops: rows build on each other, so the first bad one ends the reading.
	stops bool
	// imported finds the ext_ids that are in the book; nil for kinds that are
	// known by a code. Rows without ext_id get one of the file and their line, so
	// that the same file again changes nothing.
	imported func(q Query, extIDs []string) (map[string]int64, error)
	// read reads the file in place of the CSV reader; nil, or (nil, nil) for a
	// file that is CSV.
	read func(data []byte, req Import) (*importSheet, error)
	// begin is called once in the transaction and answers with the step that
	// saves one row. The step says whether the row was there already.
	begin func(run *importRun) (importStep, error)
	// whole takes the place of all this for a kind that is one thing, not rows.
	whole func(ctx context.Context, d *Desk, req Import, data []byte) (ImportResult, error)
}

type importStep func(row importRow) (skipped bool, err error)

// importRun is what the steps of one import share.
type importRun struct {
	desk *Desk
	tx   Tx
	look *lookup
	req  Import
	file string // hash that names the content of the file
}

// importSheet is a file as rows of text.
type importSheet struct {
	header []string
	rows   []importRow
	bad    []badRow // rows the reader itself refused
}

// importRow is one row. Fields are asked for by column name.
type importRow struct {
	line   int
	fields []string
	index  map[string]int
	ext    string
}

// get is the trimmed field of a column, "" when the file has no such column.
func (r importRow) get(column string) string {
	if i, ok := r.index[column]; ok && i < len(r.fields) {
		return strings.TrimSpace(r.fields[i])
	}
	return ""
}

// has says whether the file has the column.
func (r importRow) has(column string) bool { _, ok := r.index[column]; return ok }

var importKinds = map[string]importKind{}

// importOrder is the order in which a new firm needs the kinds.
var importOrder = []string{"timekeepers", "clients", "matters", "rates", "time", "expenses", "trust-accounts", "trust", "bank", "payments"}

// addImportKind makes a kind known; it is called once for each from a variable
// of the kind's file.
func addImportKind(k importKind) struct{} {
	importKinds[k.name] = k
	return struct{}{}
}

// ImportKind describes a kind to help and documentation.
type ImportKind struct {
	Name    string
	Columns []ImportColumn
}

// ImportKinds are the kinds that can be imported, in the order in which a new
// firm needs them.
func ImportKinds() []ImportKind {
	var kinds []ImportKind
	for _, k := range importKinds {
		kinds = append(kinds, ImportKind{Name: k.name, Columns: slices.Clone(k.columns)})
	}
	place := func(name string) int {
		if i := slices.Index(importOrder, name); i >= 0 {
			return i
		}
		return len(importOrder)
	}
	slices.SortFunc(kinds, func(a, b ImportKind) int {
		return cmp.Or(cmp.Compare(place(a.Name), place(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return kinds
}

// errDryRun takes a transaction back that did all it should.
var errDryRun = fault.New(fault.Internal, "import.dry_run", "nothing is kept")

// Import reads a file into the book in one transaction: every row or none,
// unless bad rows are to be skipped. Rows that were imported before are skipped
// and counted. With bad rows the answer lists them beside the error
// ("import.rejected"); with any other error it is empty. Every bad row is
// reported at once, except for kinds whose rows build on each other.
func (d *Desk) Import(ctx context.Context, req Import) (ImportResult, error) {
	kind, ok := importKinds[req.Kind]
	if !ok {
		var names []string
		for _, k := range ImportKinds() {
			names = append(names, k.Name)
		}
		return ImportResult{}, fault.New(fault.Invalid, "import.kind", "There is no kind of import %q.", req.Kind).
			Advise("Choose one of %s.", strings.Join(names, ", "))
	}
	if err := d.may(kind.right); err != nil {
		return ImportResult{}, err
	}
	data, err := readLimited(req.Data)
	if err != nil {
		return ImportResult{}, err
	}
	if kind.whole != nil {
		return kind.whole(ctx, d, req, data)
	}
	sheet, err := kind.sheet(data, req)
	if err != nil {
		return ImportResult{}, err
	}
	hash := sha256.Sum256(data)
	file := hex.EncodeToString(hash[:8])

	var result ImportResult
	s := spec{act: "import." + kind.name, right: kind.right, object: cmp.Or(req.Name, "a file"), req: req.Request}
	kept, err := change(ctx, d, s, func(tx Tx) (ImportResult, error) {
		run := &importRun{desk: d, tx: tx, look: newLookup(tx, d.Today()), req: req, file: file}
		result = ImportResult{Kind: kind.name, Rejected: []RejectedRow{}, DryRun: req.DryRun, header: sheet.header}
		if err := kind.run(ctx, run, sheet, &result); err != nil {
			return result, err
		}
		switch {
		case result.BadRows > 0 && !req.SkipBad:
			result.Imported = 0
			return result, result.refusal(req.Name)
		case req.DryRun:
			return result, errDryRun
		}
		return result, nil
	})
	switch {
	case errors.Is(err, errDryRun):
		return result, nil
	case err == nil:
		return kept, nil
	case fault.Code(err) == "import.rejected":
		return result, err
	}
	return ImportResult{}, err // what was counted on the way was not kept
}

// run saves the rows and fills the result. An error is a fault of the machine.
func (k importKind) run(ctx context.Context, run *importRun, sheet *importSheet, result *ImportResult) error {
	rows, err := k.fresh(run, sheet, result)
	if err != nil {
		return err
	}
	step, err := k.begin(run)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if k.stops && len(result.bad) > 0 {
			break
		}
		skipped, err := step(row)
		switch {
		case ctx.Err() != nil:
			return fault.New(fault.Refused, "import.stopped", "The import was stopped at line %d; nothing of the file is kept.", row.line).Because(ctx.Err())
		case err != nil && fault.Of(err) == fault.Internal:
			return fault.Wrap(err, "importing line %d", row.line)
		case err != nil:
			result.reject(row, rejected(row.line, err))
		case skipped:
			result.Skipped++
		default:
			result.Imported++
		}
	}
	slices.SortStableFunc(result.bad, func(a, b badRow) int { return cmp.Compare(a.Line, b.Line) })
	result.BadRows = len(result.bad)
	for _, b := range result.bad[:min(len(result.bad), maxRejected)] {
		result.Rejected = append(result.Rejected, b.RejectedRow)
	}
	return nil
}

// fresh gives the rows that are not in the book yet, with their ext_id.
func (k importKind) fresh(run *importRun, sheet *importSheet, result *ImportResult) ([]importRow, error) {
	result.Read = len(sheet.rows) + len(sheet.bad)
	result.bad = slices.Clone(sheet.bad)
	if k.imported == nil {
		return sheet.rows, nil
	}
	rows := make([]importRow, 0, len(sheet.rows))
	first := make(map[string]int, len(sheet.rows))
	ids := make([]string, 0, len(sheet.rows))
	for _, row := range sheet.rows {
		if row.ext = row.get("ext_id"); row.ext == "" {
			row.ext = fmt.Sprintf("file:%s:%d", run.file, row.line)
		}
		if i, twice := first[row.ext]; twice {
			if slices.Equal(rows[i].fields, row.fields) {
				result.Skipped++
				continue
			}
			result.reject(row, RejectedRow{Line: row.line, Path: "ext_id", Code: "ext_id.twice",
				Message: fmt.Sprintf("ext_id %q stands on line %d already, with other content.", row.ext, rows[i].line)})
			continue
		}
		first[row.ext] = len(rows)
		rows = append(rows, row)
		ids = append(ids, row.ext)
	}
	known, err := k.imported(run.tx, ids)
	if err != nil {
		return nil, err
	}
	left := rows[:0]
	for _, row := range rows {
		if _, ok := known[row.ext]; ok {
			result.Skipped++
			continue
		}
		left = append(left, row)
	}
	return left, nil
}

// missingColumns are the columns that name a thing by another word than its own.
var missingColumns = map[string]string{"trust_account": "account"}

// rejected makes the answer for a bad row of its error.
func rejected(line int, err error) RejectedRow {
	r := RejectedRow{Line: line, Code: fault.Code(err), Message: err.Error()}
	var e *fault.Error
	if !errors.As(err, &e) {
		return r
	}
	if noun, ok := strings.CutSuffix(e.Code, ".missing"); ok && e.Sort == fault.Missing && len(e.Faults) == 0 {
		r.Path = cmp.Or(missingColumns[noun], noun)
		if e.Facts["key"] == "" {
			r.Code, r.Message = r.Path+".required", r.Path+" is required."
		}
		return r
	}
	if len(e.Faults) == 0 {
		return r
	}
	r.Path, r.Code = e.Faults[0].Path, e.Faults[0].Code
	texts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		texts[i] = f.Message
	}
	r.Message = strings.Join(texts, " ")
	return r
}

func (r *ImportResult) reject(row importRow, why RejectedRow) {
	r.bad = append(r.bad, badRow{RejectedRow: why, fields: row.fields})
}

// refusal is the error of an import that bad rows stopped.
func (r *ImportResult) refusal(name string) error {
	e := fault.New(fault.Invalid, "import.rejected", "%d of %d rows of %s are bad; nothing was imported.", r.BadRows, r.Read, cmp.Or(name, "the file"))
	if first := r.Rejected[0]; r.BadRows == 1 {
		e.Message = fmt.Sprintf("Line %d of %s is bad, so nothing was imported: %s", first.Line, cmp.Or(name, "the file"), first.Message)
	}
	for _, b := range r.Rejected {
		e.Faults = append(e.Faults, fault.Fault{Code: b.Code, Path: b.Path, Line: b.Line, Message: b.Message})
	}
	return e.Advise("Mend the rows and import the file again, or keep the good rows and write the bad ones to a file (--skip-bad --rejects FILE).")
}

// reasonColumn is added to a file of rejects; the reader ignores it, so that
// the mended file can be imported as it is.
const reasonColumn = "import_error"

// WriteRejects writes the bad rows as CSV with the columns of the file, and why.
func (r *ImportResult) WriteRejects(w io.Writer) error {
	reason := slices.Index(r.header, reasonColumn)
	cut := func(fields []string) []string {
		row := make([]string, len(r.header), len(r.header)+1)
		copy(row, fields)
		if reason >= 0 {
			row = slices.Delete(row, reason, reason+1)
		}
		return row
	}
	out := csv.NewWriter(w)
	if err := out.Write(append(cut(r.header), reasonColumn)); err != nil {
		return err
	}
	for _, b := range r.bad {
		if err := out.Write(append(cut(b.fields), b.Message)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// keep takes what the book has where the file has no such column, so that only
// what the file says is compared.
func (r importRow) keep(column string, to *string, kept string) {
	if !r.has(column) {
		*to = kept
	}
}

// same answers for a row whose code is in the book: skipped when it says the
// same, else a conflict. An import never changes what is there.
func same(noun, code string, equal bool) (skipped bool, err error) {
	if equal {
		return true, nil
	}
	return false, fault.New(fault.Conflict, noun+".differs", "The book has a %s %q already, and this row says otherwise; an import changes nothing that is there.", noun, code).
		Advise("Change the %s by itself, or take the row out of the file.", noun)
}
