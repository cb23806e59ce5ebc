package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) invoices() *present.Invoices {
	b.t.Helper()
	b.w.Frame().Go("invoices", "")
	return b.w.Frame().Screen().(*present.Invoices)
}

func TestInvoicePagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		v := b.invoices()
		b.fits()
		b.shot("invoices-" + suffix)
		v.ShowAll()
		v.List.Select(v.List.AllIDs()[:2])
		v.Do("invoices.send")
		b.fits()
		b.shot("invoices-send-" + suffix)
		v.Escape()
		v.OpenInvoice("2026-0001")
		b.fits()
		b.shot("invoice-history-" + suffix)
		v.Page.AskWhy(2)
		b.fits()
		b.shot("invoice-why-" + suffix)
		v.Page.SetTab(present.InvoicePapers)
		b.fits()
		b.shot("invoice-papers-" + suffix)
		v.Do("invoice.writeoff")
		b.fits()
		b.shot("invoice-writeoff-" + suffix)
	})
}

func TestInvoicePagesWithoutData(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		v := b.invoices()
		v.ShowAll()
		b.fits()
		b.shot("invoices-empty-" + suffix)
	})
}

func TestAnInvoiceIsReadByKeysAlone(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	v := b.invoices()
	v.ShowAll()
	b.tabs("invoices.pay.button", "invoices.search", "invoices.only", "invoices.send.button", "invoices.write.button", "invoices.grid")
	b.win.Canvas().Focus(b.w.pages["invoices"].First())
	b.keys(fyne.KeyHome, fyne.KeyReturn)
	if v.Page == nil || !v.Page.Loaded {
		t.Fatal("Enter does not open the invoice under the cursor")
	}
	first := v.Page.Number
	b.w.do("next")
	if v.Page.Number == first {
		t.Error("the next invoice was not opened")
	}
	b.w.do("previous")
	if v.Page.Number != first {
		t.Errorf("the one before is %s, want %s", v.Page.Number, first)
	}
	// A click on a line of the page asks why.
	view := b.w.pages["invoices"].(*invoicesPage).paper
	view.view.OnLine(paper.Ref{Part: paper.PartFees, Line: 1}, false)
	if v.Page.Line != 1 || v.Page.Tab != present.InvoiceLines {
		t.Errorf("line %d of %s", v.Page.Line, v.Page.Tab)
	}
	if box, ok := kit.Find(b.win.Canvas(), "invoice.why"); !ok || !box.Visible || box.Text == "" {
		t.Error("the answer is not shown")
	}
	b.w.escape()
	if v.Page != nil {
		t.Error("Escape does not lead back to the register")
	}
}
