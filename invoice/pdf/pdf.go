// Package pdf writes papers as PDF files: [Invoice], [Statement] and [Table]
// arrange with package page and paint what it arranged. It is the only package
// that knows the PDF library.
//
// The same value gives the same bytes, on every machine and in any number of
// goroutines at once: a file is dated by the paper, never by the clock. Fonts are
// embedded as subsets, text can be searched and copied, and a file holds no link,
// script or attachment. A text with characters that the fonts lack is printed
// with a substitute for them and the notes say so; no text makes the library
// fail the caller: a panic inside becomes an error that names the paper.
package pdf

import (
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/trust"
	"matterbook/invoice/page"
)

// Invoice writes a bill. The notes list what could not be printed as written.
func Invoice(inv bill.Invoice, style page.Style) ([]byte, page.Notes, error) {
	name := "invoice " + inv.Number
	if inv.Draft {
		name = "draft of " + inv.Paper.Matter.Code
	}
	return write(name, func() page.Doc { return page.Invoice(inv, style) })
}

// Statement writes a statement of account.
func Statement(st bill.Statement, style page.Style) ([]byte, page.Notes, error) {
	return write("statement of "+st.Client.Code, func() page.Doc { return page.Statement(st, style) })
}

// DepositSlip writes the slip of a deposit at the bank.
func DepositSlip(d bill.DepositSlip, style page.Style) ([]byte, page.Notes, error) {
	return write(fmt.Sprintf("deposit slip %d", d.No), func() page.Doc { return page.DepositSlip(d, style) })
}

// Reminder writes a letter that asks for what is past due.
func Reminder(r bill.Reminder, style page.Style) ([]byte, page.Notes, error) {
	return write("reminder of "+r.Client.Code, func() page.Doc { return page.Reminder(r, style) })
}

// Proof writes a three-way reconciliation of a trust account.
func Proof(p trust.ProofPaper, style page.Style) ([]byte, page.Notes, error) {
	return write("reconciliation of "+p.Code, func() page.Doc { return page.Proof(p, style) })
}

// TrustRequests writes letters that ask for trust deposits, one after the other.
func TrustRequests(list []trust.RequestPaper, style page.Style) ([]byte, page.Notes, error) {
	return write("trust requests", func() page.Doc { return page.TrustRequests(list, style) })
}

// Table writes a report.
func Table(t page.Report, style page.Style) ([]byte, page.Notes, error) {
	return write("report "+t.Title, func() page.Doc { return page.Table(t, style) })
}

// Write paints a paper that is already arranged.
func Write(doc page.Doc) ([]byte, error) {
	out, _, err := write(doc.Title, func() page.Doc { return doc })
	return out, err
}

func write(name string, arrange func() page.Doc) (out []byte, notes page.Notes, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, notes = nil, page.Notes{}
			err = fault.New(fault.Internal, "pdf.failed", "The PDF of %s could not be made: %v.", name, r).
				Advise("Nothing was sent or saved. Look for unusual characters in its texts and report the defect.")
		}
	}()
	doc := arrange()
	out, err = paint(doc)
	if err != nil {
		return nil, page.Notes{}, fault.Wrap(err, "The PDF of %s could not be made", name)
	}
	return out, doc.Notes, nil
}
