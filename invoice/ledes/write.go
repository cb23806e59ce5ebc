package ledes

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// Write writes finished invoices as one file and reports everything that does
// not stand in it word for word. Before the first byte leaves, the file is
// read again by the strict reader, compared with the invoices to the cent, and
// checked: what a receiver would refuse is not written. An error lists every
// fault of every invoice; nothing was written then, unless it is w's own.
func Write(w io.Writer, opts Options, invoices ...bill.Invoice) (Report, error) {
	b, data, err := render(opts, invoices)
	if err != nil {
		return Report{}, err
	}
	if _, err := w.Write(data); err != nil {
		return Report{}, fault.Wrap(err, "The LEDES file could not be written")
	}
	return b.report, nil
}

// render makes the bytes of a file and proves them.
func render(opts Options, invoices []bill.Invoice) (*built, []byte, error) {
	b, err := build(opts, invoices)
	if err != nil {
		return nil, nil, err
	}
	data := b.bytes()
	if err := b.prove(bytes.NewReader(data)); err != nil {
		return nil, nil, err
	}
	b.report.Bytes = len(data)
	return b, data, nil
}

// bytes joins the rows.
func (b *built) bytes() []byte {
	var buf bytes.Buffer
	eol := b.opts.EOL.bytes()
	buf.WriteString(b.format.Marker + eol + b.format.Header() + eol)
	for _, r := range b.rows {
		for i, v := range r.values {
			if i > 0 {
				buf.WriteByte('|')
			}
			buf.WriteString(v)
		}
		buf.WriteString(terminator + eol)
	}
	return buf.Bytes()
}

// prove reads a written file again and compares: every value with what was
// meant, every amount with the invoices themselves, and the whole with the
// checks a receiver makes.
func (b *built) prove(r io.ReadSeeker) error {
	if err := b.proveRows(r); err != nil {
		return err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return fault.Wrap(err, "The written LEDES file could not be read again")
	}
	got, err := Check(r, CheckOptions{Charset: b.opts.Charset})
	if err != nil {
		return err
	}
	if got.OK {
		return nil
	}
	e := fault.New(fault.Invalid, "ledes.check", "The file would be refused by its receiver, so it was not kept.")
	for _, f := range got.Findings {
		if f.Level == Error {
			e.Faults = append(e.Faults, fault.Fault{Code: f.ID, Path: f.Field, Line: f.Line, Message: f.Message})
		}
	}
	e.Message += fmt.Sprintf(" First: %s (%s, line %d).", strings.TrimSuffix(e.Faults[0].Message, "."), e.Faults[0].Code, e.Faults[0].Line)
	return e.Advise("Mend the line on the bill, then write the file again.")
}

// proveRows reads the rows strictly and compares values and money.
func (b *built) proveRows(r io.Reader) error {
	differs := func(line int, field, got, want string) error {
		return fault.New(fault.Internal, "ledes.read_back",
			"The written file says %q in %s of line %d where the invoice says %q; it was not kept.", got, field, line, want).
			Advise("Nothing was sent. Please report this; another format or the paper invoice is safe to use.")
	}
	rd := NewReader(r, b.opts.Charset)
	sums := make([]wide, len(b.invoices))
	for _, want := range b.rows {
		rec, err := rd.Read()
		if err != nil {
			return unreadable(err)
		}
		for i, f := range b.format.Fields {
			if meant, _ := decode([]byte(want.values[i]), b.opts.Charset); rec.Values[i] != meant {
				return differs(rec.Line, f.Name, rec.Values[i], meant)
			}
		}
		inv := b.invoices[want.invoice]
		head, line := fromRecord(rec)
		if total, _ := amount4(inv.Totals.Total, inv.Currency); head.Total != total {
			return differs(rec.Line, "INVOICE_TOTAL", head.Total.String(), total.String())
		}
		if want.line >= 0 {
			if amount, _ := amount4(inv.Lines[want.line].Amount, inv.Currency); line.Total != amount {
				return differs(rec.Line, "LINE_ITEM_TOTAL", line.Total.String(), amount.String())
			}
		}
		sums[want.invoice] = sums[want.invoice].add(wideOf(int64(line.Total)))
	}
	if _, err := rd.Read(); err != io.EOF {
		return unreadable(err)
	}
	for i, inv := range b.invoices {
		total, _ := amount4(inv.Totals.Total, inv.Currency)
		if got, ok := sums[i].fixed4(); !ok || got != total {
			return differs(0, "the sum of the lines of "+inv.Number, got.String(), total.String())
		}
	}
	return nil
}

// unreadable says that our own file could not be read by our own reader.
func unreadable(err error) error {
	if err == nil {
		err = fmt.Errorf("it has more rows than were written")
	}
	return (&fault.Error{
		Sort: fault.Internal, Code: "ledes.read_back",
		Message: "The written file could not be read again, so it was not kept: " + err.Error(),
	}).Because(err)
}
