package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// EBillFault is one thing that keeps a bill from being written as an e-bill.
type EBillFault struct {
	Text string
	Line int // of the pre-bill or invoice, 0: the bill as a whole
	// Noun and Key say where it is set: "client" "100", "matter" "100-01", "firm" "".
	// Blank: on the line.
	Noun, Key string
}

// CheckEBill tests an issued invoice as its receiver would, without writing
// anything: no fault means that the file can be written.
func (d *Desk) CheckEBill(ctx context.Context, number string) ([]EBillFault, error) {
	inv, err := read(ctx, d, func(q Query) (bill.Invoice, error) { return q.InvoiceByNumber(number) })
	if err != nil {
		return nil, err
	}
	return d.eBillFaults(inv, nil)
}

// CheckPreBillsForEBilling tests live pre-bills before they are numbered, while
// all can still be mended. Lines are those of the pre-bill.
func (d *Desk) CheckPreBillsForEBilling(ctx context.Context, ids []int64) (map[int64][]EBillFault, error) {
	type drawn struct {
		id    int64
		inv   bill.Invoice
		lines []bill.PreBillLine
	}
	list, err := read(ctx, d, func(q Query) ([]drawn, error) {
		var list []drawn
		for _, id := range ids {
			b, err := loadPreBill(q, id)
			if err != nil {
				return nil, err
			}
			inv, err := drawInvoice(q, b, d.Today())
			if err != nil {
				continue // it cannot be issued at all, which its page says
			}
			list = append(list, drawn{id, inv, b.lines})
		}
		return list, nil
	})
	if err != nil {
		return nil, err
	}
	found := map[int64][]EBillFault{}
	for _, x := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		inv := x.inv
		inv.Draft, inv.Status, inv.Number = false, bill.Final, "PREFLIGHT"
		faults, err := d.eBillFaults(inv, x.lines)
		if err != nil {
			return nil, err
		}
		if len(faults) > 0 {
			found[x.id] = faults
		}
	}
	return found, nil
}

// eBillFaults writes the file for nobody and reads what stands against it.
// lines, when given, are those of the pre-bill the invoice is drawn from.
func (d *Desk) eBillFaults(inv bill.Invoice, lines []bill.PreBillLine) ([]EBillFault, error) {
	if d.papers == nil {
		return nil, fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
	}
	_, err := d.papers.LEDES1998B(inv)
	if err == nil {
		return nil, nil
	}
	var e *fault.Error
	if !errors.As(err, &e) || e.Sort == fault.Internal {
		return nil, err
	}
	if len(e.Faults) == 0 {
		return []EBillFault{{Text: err.Error()}}, nil
	}
	var list []EBillFault
	for _, f := range e.Faults {
		x := EBillFault{Text: strings.TrimPrefix(f.Message, "Invoice "+inv.Number+": ")}
		x.place(inv, f, lines)
		list = append(list, x)
	}
	return list, nil
}

// place says what the fault is of: the line, or where the value is set.
func (x *EBillFault) place(inv bill.Invoice, f fault.Fault, lines []bill.PreBillLine) {
	path := strings.TrimPrefix(f.Path, inv.Number+".")
	var i int
	if _, err := fmt.Sscanf(path, "lines[%d]", &i); err == nil && i >= 0 && i < len(inv.Lines) {
		l := inv.Lines[i]
		x.Line = l.No
		for _, p := range lines {
			if p.EntryID == l.EntryID && p.ExpenseID == l.ExpenseID {
				x.Line = p.No
			}
		}
		return
	}
	switch {
	case strings.HasPrefix(path, "firm.") || strings.Contains(f.Message, "LAW_FIRM_ID"):
		x.Noun = "firm"
	case strings.Contains(f.Message, "CLIENT_MATTER_ID"), strings.Contains(f.Message, "LAW_FIRM_MATTER_ID"):
		x.Noun, x.Key = "matter", inv.Paper.Matter.Code
	case strings.Contains(f.Message, "CLIENT_ID"):
		x.Noun, x.Key = "client", inv.Paper.Client.Code
	case f.Line > 2: // a finding of the checker names the line of the file: marker, header, then the bill's lines
		if n := f.Line - 3; n < len(inv.Lines) {
			x.Line = inv.Lines[n].No
		}
	}
}
