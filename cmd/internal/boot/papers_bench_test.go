package boot

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"matterbook/app"
	"matterbook/app/benchtest"
	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
)

// BenchmarkPapers makes the PDF and the LEDES file of invoices of 60 lines, on
// two workers, through what the acts are handed.
func BenchmarkPapers(b *testing.B) {
	SetMemory() // as the programs do
	inv := sixtyLines()
	var w app.Papers = papers{}
	const many = 100
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	m := benchtest.Start(b, 0)
	defer m.End()
	for b.Loop() {
		var next atomic.Int64
		var group sync.WaitGroup
		for range 2 {
			group.Go(func() {
				for next.Add(1) <= many {
					if _, err := w.InvoicePDF(inv); err != nil {
						b.Error(err)
					}
					if _, err := w.LEDES1998B(inv); err != nil {
						b.Error(err)
					}
				}
			})
		}
		group.Wait()
	}
	benchtest.Rate(b, many, "invoices/s", 150)
}

// sixtyLines is the worked invoice with its fees repeated to sixty lines.
func sixtyLines() bill.Invoice {
	inv := billtest.WorkedInvoice()
	fee := inv.Lines[0]
	for len(inv.Lines) < 60 {
		l := fee
		l.No = len(inv.Lines) + 1
		inv.Lines = append(inv.Lines, l)
		inv.Totals.Fees += l.Amount
		inv.Totals.Total += l.Amount
	}
	return inv
}
