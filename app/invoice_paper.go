package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// PaperFormats are the forms an invoice is written in here, with the ending of
// their file names.
var PaperFormats = []string{"pdf", "ledes1998b"}

// WritePaper asks for an invoice as a file.
type WritePaper struct {
	Request
	Number string
	Format string // one of PaperFormats
}

// InvoicePaper gives an issued invoice as the bytes that leave the firm. The
// first time they are made and kept with their hash; from then on the same
// bytes are given again, so that a reprint is the paper that was sent.
//
// Refused for a void invoice that was never written ("invoice.void"). Whoever
// may only read gets a kept paper, and a new one without its being kept.
func (d *Desk) InvoicePaper(ctx context.Context, req WritePaper) (Paper, error) {
	format := strings.ToLower(strings.TrimSpace(req.Format))
	type found struct {
		inv  bill.Invoice
		kept Paper
	}
	f, err := read(ctx, d, func(q Query) (found, error) {
		inv, err := q.InvoiceByNumber(req.Number)
		if err != nil {
			return found{}, err
		}
		kept, err := q.Paper(inv.ID, format)
		if fault.Of(err) == fault.Missing {
			err = nil
		}
		return found{inv, kept}, err
	})
	if err != nil || f.kept.ID != 0 {
		return f.kept, err
	}
	if f.inv.Status == bill.Void {
		return Paper{}, voidUnwritten(f.inv.Number)
	}
	p, err := d.drawPaper(f.inv, format)
	if err != nil || !d.can(mayInvoice) {
		return p, err
	}
	s := spec{act: "invoice.paper", right: mayInvoice, object: "invoice " + f.inv.Number + " " + format, req: req.Request}
	kept, err := change(ctx, d, s, func(tx Tx) (Paper, error) {
		if now, err := tx.Paper(f.inv.ID, format); fault.Of(err) != fault.Missing {
			now.Bytes = nil // somebody else was faster: theirs is the paper
			return now, err
		}
		p := p
		err := tx.AddPaper(&p)
		p.Bytes = nil // the answer of a repeated request is kept; the bytes are in the book already
		return p, err
	})
	if err != nil {
		return Paper{}, err
	}
	return view(ctx, d, func(q Query) (Paper, error) { return q.Paper(kept.InvoiceID, format) })
}

func voidUnwritten(number string) error {
	return fault.Refuse("invoice.void", "Invoice %s is void and was never written; there is no paper of it.", number)
}

// drawPaper makes the bytes, outside of any transaction.
func (d *Desk) drawPaper(inv bill.Invoice, format string) (Paper, error) {
	if d.papers == nil {
		return Paper{}, fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
	}
	p := Paper{InvoiceID: inv.ID, Format: format, CreatedAt: d.Now().UTC()}
	name := strings.NewReplacer("/", "-", "\\", "-", ":", "-").Replace(inv.Number)
	var err error
	switch format {
	case "pdf":
		p.Name = name + ".pdf"
		p.Bytes, err = d.papers.InvoicePDF(inv)
	case "ledes1998b":
		p.Name = name + "-LEDES1998B.txt"
		p.Bytes, err = d.papers.LEDES1998B(inv)
	default:
		err = fault.New(fault.Invalid, "format.unknown", "%q is no form an invoice is written in.", format).Advise("Use one of: %s.", strings.Join(PaperFormats, ", "))
	}
	if err != nil {
		return Paper{}, err
	}
	sum := sha256.Sum256(p.Bytes)
	p.SHA256 = hex.EncodeToString(sum[:])
	return p, nil
}

// InvoicePapers lists what was kept of an invoice, without the bytes.
func (d *Desk) InvoicePapers(ctx context.Context, number string) ([]Paper, error) {
	return read(ctx, d, func(q Query) ([]Paper, error) {
		inv, err := q.InvoiceByNumber(number)
		if err != nil {
			return nil, err
		}
		return q.Papers(inv.ID)
	})
}
