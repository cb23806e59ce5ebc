package ledes

import (
	"errors"
	"io"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// FileInvoice is an invoice as a file tells it: the values of its first row
// and all its lines.
type FileInvoice struct {
	Line        int // of its first row in the file
	Number      string
	Date        cal.Date
	ClientID    string
	FirmID      string
	Total       Fixed4
	From, To    cal.Date
	Description string
	Lines       []FileLine
}

// FileLine is one row of a file.
type FileLine struct {
	Line           int // in the file
	Number         string
	Type           string // F, E, IF, IE
	MatterID       string // the firm's
	ClientMatterID string
	Date           cal.Date
	Units          Fixed4
	UnitCost       Fixed4
	Adjustment     Fixed4
	Total          Fixed4
	Task           string
	Expense        string
	Activity       string
	TimekeeperID   string
	TimekeeperName string
	Class          string
	Text           string
}

// ReadInvoices reads a whole file strictly and groups its rows into invoices,
// in the order of their first rows. The invoices must agree with themselves:
// the same total on every row, and the sum of the lines.
func ReadInvoices(r io.Reader, set Charset) ([]FileInvoice, error) {
	rd := NewReader(r, set)
	at := map[string]int{}
	var out []FileInvoice
	var check fault.Check
	for {
		rec, err := rd.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		head, line := fromRecord(rec)
		i, known := at[head.Number]
		if !known {
			i = len(out)
			at[head.Number] = i
			out = append(out, head)
		} else if out[i].Total != head.Total && len(check.Faults()) < faultMax {
			check.AddLine(rec.Line, "INVOICE_TOTAL", "ledes.total_differs", "INVOICE_TOTAL %s differs from %s in line %d.",
				head.Total.Money(2), out[i].Total.Money(2), out[i].Line)
		}
		out[i].Lines = append(out[i].Lines, line)
	}
	for _, inv := range out {
		var sum wide
		for _, l := range inv.Lines {
			sum = sum.add(wideOf(int64(l.Total)))
		}
		if v, ok := sum.fixed4(); (!ok || v != inv.Total) && len(check.Faults()) < faultMax {
			check.AddLine(inv.Line, "INVOICE_TOTAL", "ledes.total", "INVOICE_TOTAL %s is not the sum of the lines, %s.", inv.Total.Money(2), v.Money(2))
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "ledes.no_rows", "The file has no rows below its header.").Advise("Ask the sender for the whole file.")
	}
	if err := check.Result("ledes.file", "The file"); err != nil {
		return nil, err
	}
	return out, nil
}

// fromRecord reads the values of a row, which the reader has checked.
func fromRecord(rec Record) (FileInvoice, FileLine) {
	v := rec.Values
	day := func(i int) cal.Date {
		d, _ := cal.ParseCompact(v[i])
		return d
	}
	num := func(i int) Fixed4 {
		n, _, _ := parseFixed4([]byte(v[i]))
		return n
	}
	head := FileInvoice{
		Line: rec.Line, Number: v[fInvoiceNumber], Date: day(fInvoiceDate), ClientID: v[fClientID],
		FirmID: v[fFirmID], Total: num(fInvoiceTotal), From: day(fStartDate), To: day(fEndDate), Description: v[fInvoiceText],
	}
	return head, FileLine{
		Line: rec.Line, Number: v[fLineNumber], Type: v[fType], MatterID: v[fFirmMatterID], ClientMatterID: v[fClientMatterID],
		Date: day(fLineDate), Units: num(fUnits), UnitCost: num(fUnitCost), Adjustment: num(fAdjustment), Total: num(fLineTotal),
		Task: v[fTask], Expense: v[fExpense], Activity: v[fActivity],
		TimekeeperID: v[fTimekeeperID], TimekeeperName: v[fTimekeeperName], Class: v[fClass], Text: v[fLineText],
	}
}
