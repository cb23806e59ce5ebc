package app

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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
	files := []WrittenPaper{}
	var wanted []WritePaper
	for _, number := range req.Numbers {
		for _, format := range req.Formats {
			wanted = append(wanted, WritePaper{Number: number, Format: strings.ToLower(strings.TrimSpace(format))})
		}
	}
	var papers []Paper
	for part := range slices.Chunk(wanted, papersAtOnce) {
		made, err := d.makePapers(ctx, part)
		if err != nil {
			return files, err
		}
		for i, p := range made {
			files = append(files, WrittenPaper{Number: part[i].Number, Format: p.Format})
		}
		papers = append(papers, made...)
	}
	for i, p := range papers {
		var err error
		if files[i].File, err = outfile.Write(req.Dir, p.Name, p.Bytes, outfile.Keep); err != nil {
			return files[:i], err
		}
	}
	return files, nil
}

// papersAtOnce is how many papers are drawn side by side and then kept in one act.
const papersAtOnce = 128

// makePapers gives the papers wanted: those that are kept, and new ones, drawn on
// all cores and kept together. The rules are those of [Desk.InvoicePaper].
func (d *Desk) makePapers(ctx context.Context, wanted []WritePaper) ([]Paper, error) {
	papers := make([]Paper, len(wanted))
	invoices := map[string]bill.Invoice{}
	var missing []int
	err := d.store.View(ctx, func(q Query) error {
		for i, w := range wanted {
			inv, known := invoices[w.Number]
			if !known {
				var err error
				if inv, err = q.InvoiceByNumber(w.Number); err != nil {
					return err
				}
				invoices[w.Number] = inv
			}
			kept, err := q.Paper(inv.ID, w.Format)
			switch {
			case err == nil:
				papers[i] = kept
			case fault.Of(err) != fault.Missing:
				return err
			case inv.Status == bill.Void:
				return voidUnwritten(inv.Number)
			default:
				missing = append(missing, i)
			}
		}
		return nil
	})
	if err != nil || len(missing) == 0 {
		return papers, err
	}
	if err := d.drawAll(ctx, wanted, invoices, missing, papers); err != nil || !d.can(mayInvoice) {
		return papers, err
	}
	first, last := wanted[missing[0]].Number, wanted[missing[len(missing)-1]].Number
	object := "invoices " + first + " to " + last
	if first == last {
		object = "invoice " + first
	}
	type nothing struct{}
	_, err = change(ctx, d, spec{act: "invoice.paper", right: mayInvoice, object: object}, func(tx Tx) (nothing, error) {
		for _, i := range missing {
			p := papers[i]
			kept, err := tx.Paper(p.InvoiceID, p.Format)
			if err == nil { // somebody else was faster, or it was wanted twice: that is the paper
				papers[i] = kept
				continue
			}
			if fault.Of(err) != fault.Missing {
				return nothing{}, err
			}
			if err := tx.AddPaper(&p); err != nil {
				return nothing{}, err
			}
		}
		return nothing{}, nil
	})
	return papers, err
}

// drawAll draws the missing papers, the first error in their order.
func (d *Desk) drawAll(ctx context.Context, wanted []WritePaper, invoices map[string]bill.Invoice, missing []int, papers []Paper) error {
	errs := make([]error, len(missing))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(missing)) {
		workers.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(missing) && ctx.Err() == nil; n = int(next.Add(1)) - 1 {
				i := missing[n]
				papers[i], errs[n] = d.drawPaper(invoices[wanted[i].Number], wanted[i].Format)
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return fault.Wrap(ctx.Err(), "drawing papers")
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// WritePreBill writes the draft of a pre-bill as PDF for the reviewer. Drafts
// are not kept in the book, and a newer one takes the place of an older file. A
// pre-bill that was issued or discarded has none: its draft would show the work
// as unbilled beside the invoice that bills it.
func (d *Desk) WritePreBill(ctx context.Context, id int64, dir string) (outfile.File, error) {
	inv, err := view(ctx, d, func(q Query) (bill.Invoice, error) {
		b, err := loadPreBill(q, id)
		if err != nil {
			return bill.Invoice{}, err
		}
		switch b.pre.Status {
		case bill.PreBillFinal:
			return bill.Invoice{}, fault.Refuse("prebill.not_live", "Pre-bill %d was issued as an invoice; there is no draft of it any more.", id).Advise("Write the invoice.")
		case bill.PreBillDiscarded:
			return bill.Invoice{}, fault.Refuse("prebill.not_live", "Pre-bill %d was discarded; its work went back.", id)
		}
		return drawInvoice(q, b, d.Today())
	})
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
