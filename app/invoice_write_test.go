package app_test

import (
	"bytes"
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
)

// counted writes papers that differ each time they are drawn.
type counted struct {
	app.Papers
	drawn atomic.Int64
}

func (c *counted) MailDraft(bill.Mail) ([]byte, error) { return nil, nil }

func (c *counted) InvoicePDF(inv bill.Invoice) ([]byte, error) {
	return fmt.Appendf(nil, "pdf %s %d", inv.Number, c.drawn.Add(1)), nil
}
func (c *counted) StatementPDF(bill.Statement) ([]byte, error) { return nil, nil }
func (c *counted) DepositPDF(bill.DepositSlip) ([]byte, error) { return nil, nil }
func (c *counted) ReminderPDF(bill.Reminder) ([]byte, error)   { return nil, nil }
func (c *counted) LEDES1998B(inv bill.Invoice) ([]byte, error) {
	return fmt.Appendf(nil, "ledes %s %d", inv.Number, c.drawn.Add(1)), nil
}

// Papers that are written together are drawn once, kept in one act, and the same
// bytes ever after; a void invoice that has no paper stops all of them.
func TestPapersOfManyInvoicesAreKeptTogether(t *testing.T) {
	b := billingDesk(t)
	var papers counted
	d := must(app.Open(b.Store(), b.clock, &papers).SignIn(ctx, ""))(t)
	var numbers []string
	for range 5 {
		b.time("DEVI-001", "RMD", "2026-06-01", "0.5", "Review file")
		numbers = append(numbers, b.invoice("DEVI-001").Number)
	}
	one := must(d.InvoicePaper(ctx, app.WritePaper{Number: numbers[2], Format: "pdf"}))(t)
	acts := func() (n int) {
		lines := must(app.Read(ctx, d, func(q app.Query) ([]app.AuditLine, error) {
			return q.AuditLines(app.AuditFilter{Act: "invoice.paper"}, app.Page{})
		}))(t)
		return len(lines)
	}
	dir := t.TempDir()
	ask := app.WriteInvoices{Numbers: append(numbers, numbers[0]), Formats: []string{"PDF", "ledes1998b"}, Dir: dir}
	files := must(d.WriteInvoices(ctx, ask))(t)
	if len(files) != 12 || acts() != 2 {
		t.Fatalf("%d files, %d acts: one for the first paper, one for the rest", len(files), acts())
	}
	for i, f := range files {
		kept := must(d.InvoicePaper(ctx, app.WritePaper{Number: f.Number, Format: f.Format}))(t)
		got := must(os.ReadFile(f.File.Path))(t)
		if !bytes.Equal(got, kept.Bytes) || f.Number != ask.Numbers[i/2] || kept.SHA256 == "" {
			t.Errorf("file %d %s holds %q, the book %q", i, f.File.Path, got, kept.Bytes)
		}
		if f.Number == one.Name[:len(f.Number)] && f.Format == "pdf" && !bytes.Equal(got, one.Bytes) {
			t.Errorf("the paper that was kept before became %q", got)
		}
	}
	drawn := papers.drawn.Load()
	again := must(d.WriteInvoices(ctx, ask))(t)
	if len(again) != 12 || papers.drawn.Load() != drawn || acts() != 2 {
		t.Errorf("written again: %d files, %d drawn, %d acts", len(again), papers.drawn.Load()-drawn, acts())
	}

	b.time("DEVI-001", "RMD", "2026-06-01", "0.5", "Review file")
	void := b.invoice("DEVI-001").Number
	must(b.VoidInvoice(ctx, app.VoidInvoice{Number: void, Reason: "wrong address"}))(t)
	b.time("DEVI-001", "RMD", "2026-06-01", "0.5", "Review file")
	last := b.invoice("DEVI-001").Number
	empty := t.TempDir()
	_, err := d.WriteInvoices(ctx, app.WriteInvoices{Numbers: []string{last, void}, Dir: empty})
	if fault.Code(err) != "invoice.void" || len(must(os.ReadDir(empty))(t)) != 0 || acts() != 2 {
		t.Errorf("a void invoice: %v", err)
	}
}
