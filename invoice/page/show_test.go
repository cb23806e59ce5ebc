package page_test

import (
	"strings"
	"testing"

	"matterbook/app/bill/billtest"
	"matterbook/app/firm"
	"matterbook/invoice/page"
)

// What the firm leaves off its papers is on no page, and the sums still stand.
func TestInvoicesShowWhatTheFirmChose(t *testing.T) {
	inv := billtest.WorkedInvoice()
	all := words(page.Invoice(inv, page.Style{}))
	for _, want := range []string{"Rate", "Hours", "L120", "Please detach"} {
		if !strings.Contains(all, want) {
			t.Fatalf("the whole paper lacks %q", want)
		}
	}
	inv.Paper.Show = firm.Paper{Size: firm.A4, HideCodes: true, HideHours: true, HideRates: true, NoSlip: true, Foot: "VAT 12 345"}
	doc := page.Invoice(inv, page.Style{})
	if doc.Width < 595 || doc.Width > 596 {
		t.Errorf("the sheet is %.0f wide", doc.Width)
	}
	got := words(doc)
	for _, hidden := range []string{"Rate", "Hours", "L120", "Please detach"} {
		if strings.Contains(got, hidden) {
			t.Errorf("the paper shows %q", hidden)
		}
	}
	if !strings.Contains(got, "VAT 12 345") || !strings.Contains(got, "Total fees") {
		t.Error("the foot or the sum is missing")
	}
	if review := words(page.Invoice(inv, page.Style{Review: true})); !strings.Contains(review, "Rate") || !strings.Contains(review, "L120") {
		t.Error("the reviewer does not see everything")
	}
}
