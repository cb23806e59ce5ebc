package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/outfile"
)

// WriteInvoices asks for files of issued invoices.
type WriteInvoices struct {
	Numbers []string
	Formats []string // of PaperFormats; none: pdf
	Dir     string   // folder, must exist
}

// WrittenPaper is one file.
type WrittenPaper struct {
	Number string
	Format string
	File   outfile.File
}

// WriteInvoices writes papers of issued invoices into a folder: the bytes that
// are kept in the book ([Desk.InvoicePaper]). All are made before the first file
// is written. A file of the same name with other bytes is never overwritten.
func (d *Desk) WriteInvoices(ctx context.Context, req WriteInvoices) ([]WrittenPaper, error) {
	if len(req.Formats) == 0 {
		req.Formats = []string{"pdf"}
	}
	var papers []Paper
	files := []WrittenPaper{}
	for _, number := range req.Numbers {
		for _, format := range req.Formats {
			p, err := d.InvoicePaper(ctx, WritePaper{Number: number, Format: format})
			if err != nil {
				return files, err
			}
			papers = append(papers, p)
			files = append(files, WrittenPaper{Number: number, Format: p.Format})
		}
	}
	for i, p := range papers {
		var err error
		if files[i].File, err = outfile.Write(req.Dir, p.Name, p.Bytes, outfile.Keep); err != nil {
			return files[:i], err
		}
	}
	return files, nil
}

// WritePreBill writes the draft of a pre-bill as PDF for the reviewer. Drafts
// are not kept in the book, and a newer one takes the place of an older file.
func (d *Desk) WritePreBill(ctx context.Context, id int64, dir string) (outfile.File, error) {
	inv, err := d.Preview(ctx, id, 0)
	if err != nil {
		return outfile.File{}, err
	}
	p, err := d.drawPaper(inv, "pdf")
	if err != nil {
		return outfile.File{}, err
	}
	return outfile.Write(dir, outfile.Name("pdf", fmt.Sprintf("prebill-%d", id), inv.Paper.Matter.Code), p.Bytes, outfile.Replace)
}

// WriteStatement writes a client's statement of account as PDF.
func (d *Desk) WriteStatement(ctx context.Context, ask AskStatement, dir string) (bill.Statement, outfile.File, error) {
	s, err := d.Statement(ctx, ask)
	if err != nil {
		return s, outfile.File{}, err
	}
	if d.papers == nil {
		return s, outfile.File{}, fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
	}
	data, err := d.papers.StatementPDF(s)
	if err != nil {
		return s, outfile.File{}, err
	}
	f, err := outfile.Write(dir, outfile.Name("pdf", "statement", s.Client.Code, s.AsOf.String()), data, outfile.Replace)
	return s, f, err
}
