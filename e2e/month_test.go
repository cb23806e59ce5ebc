//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A month of a small firm in the real window: work is recorded, gathered on a
// pre-bill, cut down with a reason, numbered, written and sent; the client's
// retainer comes into trust, pays part of the bill, and a check pays the rest.
func TestAMonthFromWorkToMoney(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	d := h.Start(book)

	// Work of the day: 2.0 and 0.7 hours.
	d.WaitFocus("today.matter")
	for i, x := range []struct{ hours, text string }{{"2", "Draft answer and counterclaim"}, {"0.7", "Confer with counsel re mediation"}} {
		d.Click("today.matter")
		d.WaitFocus("today.matter")
		d.Key("ctrl+a")
		d.Type("100-01")
		d.WaitText("today.matter", "100-01")
		d.Key("Return")
		d.WaitText("today.matter", "Harbor")
		d.Click("today.narrative")
		d.WaitFocus("today.narrative")
		d.Key("ctrl+a")
		d.Type(x.text)
		d.WaitText("today.narrative", x.text)
		d.Click("today.hours")
		d.WaitFocus("today.hours")
		d.Key("ctrl+a")
		d.Type(x.hours)
		d.WaitText("today.hours", x.hours)
		d.Key("Return")
		d.WaitText("status", "Saved as draft")
		d.Until("the entry to be in the book", func() bool { return len(entries(t, h, book)) == i+1 })
	}
	release := []string{"time", "release", "--book", book}
	for _, e := range entries(t, h, book) {
		release = append(release, fmt.Sprint(e["id"]))
	}
	h.Ctl(release...)

	// A pre-bill of it.
	d.Key("ctrl+3")
	d.Wait("billing.queue")
	d.Shot("month-1-empty-queue")
	d.Key("ctrl+n")
	d.WaitFocus("billing.run.rule")
	d.Click("billing.run.submit")
	d.WaitText("billing.make", "Make 1 pre-bill")
	d.Click("billing.make")
	d.WaitText("outcome.text", "Pre-bill 1")
	d.Shot("month-2-run")
	d.Click("outcome.fix")
	d.WaitText("prebill.title", "100-01")
	d.WaitText("prebill.page", "Draft answer and counterclaim")

	// The second line is cut to 0.5 hours, with a reason, by the keyboard alone.
	d.WaitFocus("prebill.lines")
	d.Key("Home", "Down", "Right", "Right", "Right", "Right", "Right", "F2")
	d.WaitText("prebill.lines/edit", "0.70")
	d.Key("ctrl+a")
	d.Type("0.5")
	d.Key("Return")
	d.WaitFocus("prebill.reason")
	d.Shot("month-3-reason")
	d.Type("2")
	d.Key("Return")
	d.WaitText("status", "written down")
	d.WaitText("prebill.lines/row:2/col:flag", "Edited")
	d.Shot("month-4-prebill")

	// Numbered when the form says what it comes to.
	d.Click("prebill.finalize.button")
	d.WaitText("billing.finalize.submit", "Number 1 invoice")
	d.Shot("month-5-question")
	d.Click("billing.finalize.submit")
	d.WaitText("outcome.text", "-0001")
	text := d.Find("outcome.text").Text
	number, _, _ := strings.Cut(text, " ")
	d.Shot("month-6-numbered")

	// Written as a PDF that is kept.
	folder := filepath.Join(h.Path, "bills")
	d.Click("outcome.action.2")
	d.WaitFocus("invoice.write.folder")
	d.Key("ctrl+a")
	d.Type(folder)
	d.WaitText("invoice.write.folder", folder)
	d.Click("invoice.write.submit")
	var pdf []byte
	d.Until("the PDF", func() bool {
		var err error
		pdf, err = os.ReadFile(filepath.Join(folder, number+".pdf"))
		return err == nil
	})
	if !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Fatalf("%s.pdf is no PDF", number)
	}

	// Sent.
	d.Key("ctrl+7")
	d.Click("invoices.grid/row:1")
	d.Until("the invoice to be chosen", func() bool { return d.Find("invoices.send.button").Enabled })
	d.Click("invoices.send.button")
	d.Click("invoice.send.submit")
	d.WaitText("invoices.grid/row:1/col:status", "Sent")
	d.Shot("month-7-invoices")

	// The retainer comes into a trust account that is opened for it.
	d.Key("ctrl+4")
	d.Wait("trust.empty")
	d.Shot("month-8-no-trust-account")
	d.Key("ctrl+n")
	d.Fill("trust.account.title", "Client Trust Account (IOLTA)")
	d.Click("trust.account.submit")
	d.WaitText("status", "Trust account IOLTA added")
	d.Key("ctrl+n")
	d.WaitFocus("trust.receipt.matter")
	d.Type("100-01")
	d.WaitText("trust.receipt.matter", "100-01")
	d.Key("Return")
	d.WaitText("trust.receipt.matter", "Harbor")
	d.Click("trust.receipt.amount")
	d.Fill("trust.receipt.amount", "250")
	d.Click("trust.receipt.party")
	d.Fill("trust.receipt.party", "Anjali Devi")
	d.Key("Return")
	d.Fill("trust.receipt.purpose", "Advance for fees")
	d.Click("trust.receipt.instrument")
	d.Type("wire")
	d.Key("Return")
	d.WaitText("trust.receipt.instrument", "Wire")
	d.Shot("month-9-receipt")
	d.Click("trust.receipt.submit")
	d.WaitText("status", "The ledger holds $250.00, $250.00 available")

	// More than the ledger holds is refused at the field.
	d.Click("trust.payment.button")
	d.WaitFocus("trust.payment.amount")
	d.Fill("trust.payment.amount", "250.01")
	d.Click("trust.payment.party")
	d.Fill("trust.payment.party", "Clerk of Court")
	d.Key("Return")
	d.Fill("trust.payment.purpose", "Filing fee")
	d.Click("trust.payment.reference")
	d.Fill("trust.payment.reference", "1001")
	d.Click("trust.payment.submit")
	d.WaitFocus("trust.payment.amount")
	d.Shot("month-10-refused")
	d.Key("Escape")

	// All of it pays the invoice in part.
	d.Click("trust.apply.button")
	d.WaitText("trust.apply.invoice", number)
	d.Click("trust.apply.submit")
	d.WaitText("status", "$250.00 drawn for invoice "+number)
	d.Shot("month-11-applied")

	// A check pays the rest.
	d.Key("ctrl+7")
	d.WaitText("invoices.grid/row:1/col:status", "Part paid")
	d.Click("invoices.grid/row:1")
	d.Click("invoices.pay.button")
	d.WaitFocus("payment.amount")
	d.Click("payment.reference")
	d.Fill("payment.reference", "4411")
	d.Shot("month-12-payment")
	d.Click("payment.submit")
	d.WaitText("status", "Payment of")
	d.Key("ctrl+7")
	d.Click("invoices.only/chip:paid")
	d.WaitText("invoices.grid/row:1/col:status", "Paid")
	d.Click("invoices.grid/row:1")
	d.Key("Return")
	d.WaitText("invoice.title", number)
	d.Shot("month-13-paid")
	d.Quit()

	// The book agrees with what was seen, and is sound.
	var shown struct {
		Status  string `json:"status"`
		Balance string `json:"balance"`
	}
	out := h.Ctl("invoice", "show", number, "--book", book, "--json")
	if err := json.Unmarshal([]byte(out), &shown); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if shown.Status != "paid" || shown.Balance != "0.00" {
		t.Errorf("the book says %+v of the invoice\n%s", shown, out)
	}
	if out := h.Ctl("trust", "balance", "--book", book, "--json"); !strings.Contains(out, `"0.00"`) || strings.Contains(out, "250.00") {
		t.Errorf("trust still holds money: %s", out)
	}
	h.Ctl("verify", "--book", book)
}
