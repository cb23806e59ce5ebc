package pdf_test

import (
	"testing"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"
)

// sixtyLines is a bill of 60 lines, the size a busy matter has.
func sixtyLines() bill.Invoice {
	inv := billtest.WorkedInvoice()
	base := inv.Lines
	inv.Lines = nil
	for i := range 60 {
		l := base[i%len(base)]
		l.No = i + 1
		inv.Lines = append(inv.Lines, l)
	}
	return inv
}

func BenchmarkInvoice(b *testing.B) {
	inv := sixtyLines()
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := pdf.Invoice(inv, page.Style{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "invoices/s")
	})
	b.Run("parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, _, err := pdf.Invoice(inv, page.Style{}); err != nil {
					b.Error(err)
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "invoices/s")
	})
	b.Run("arrange", func(b *testing.B) {
		for b.Loop() {
			page.Invoice(inv, page.Style{})
		}
	})
}

// BenchmarkInvoiceCyrillic needs the whole fonts.
func BenchmarkInvoiceCyrillic(b *testing.B) {
	inv := sixtyLines()
	inv.Lines[0].Text = "Прочитать дело"
	for b.Loop() {
		if _, _, err := pdf.Invoice(inv, page.Style{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "invoices/s")
}
