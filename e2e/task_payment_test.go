//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// bills is a firm whose first client has five matters with an invoice of each,
// all of 2 March and long past due.
func (h *Home) bills(book string) {
	for i := range 5 {
		matter := fmt.Sprintf("300-0%d", i+1)
		if i == 0 {
			h.Ctl("client", "add", "--book", book, "--code", "300", "--name", "Brightwater plc")
		}
		h.Ctl("matter", "add", "--book", book, "--code", matter, "--client", "300", "--name", fmt.Sprintf("Lease %d", i+1), "--opened-on", "2026-01-05")
		h.Ctl("time", "add", "--book", book, "--matter", matter, "--timekeeper", "RMD", "--date", "2026-03-02", "--hours", fmt.Sprintf("%d.0", i+1), "--text", "Review lease")
	}
	h.Ctl("prebill", "run", "--book", book, "--client", "300", "--through", "2026-03-02")
	h.Ctl("invoice", "finalize", "--book", book, "--date", "2026-03-02", "1", "2", "3", "4", "5")
}

// Task 11: one check pays five matters of a client.
func TestTaskOneCheckPaysFiveMatters(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	h.bills(book)
	d := h.Start(book)
	d.WaitFocus("today.matter")

	k := d.Task(11, "One check paying five matters", 4)
	k.Key("ctrl+8")
	d.WaitFocus("payment.client")
	k.Fill("300", "Return")
	d.WaitFocus("payment.amount")
	k.Fill("4000", "")
	d.WaitText("sum.laid", "4,000.00")
	d.Shot("task-11-laid")
	k.Key("ctrl+s")
	d.WaitText("status", "laid on 5 invoices")
	k.Done()
	d.Quit()

	out := h.Ctl("payment", "list", "--book", book, "--json")
	if !strings.Contains(out, `"amount": "4000.00"`) || strings.Count(out, `"invoice":`) != 5 {
		t.Errorf("the book has %s", out)
	}
	h.Ctl("verify", "--book", book)
}

// Task 14: statements and reminder letters for all that is more than 30 days
// late, from the board of receivables.
func TestTaskStatementAndReminderRun(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	h.bills(book)
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Key("ctrl+shift+a")
	d.WaitFocus("receivables.grid")
	d.WaitText("receivables.client", "Brightwater")
	d.Shot("task-14-board")

	k := d.Task(14, "Statement and reminder run for > 30 days", 2)
	k.Click("receivables.run.button")
	d.Wait("receivables.run.days")
	d.Shot("task-14-run")
	k.Key("ctrl+s")
	d.WaitText("status", "1 client was written to")
	d.Shot("task-14-outcome")
	k.Done()
	d.Quit()

	out := h.Ctl("ar", "show", "--client", "300", "--book", book, "--json")
	if strings.Count(out, `"kind": "reminder"`) != 1 {
		t.Errorf("the board has no contact: %s", out)
	}
	h.Ctl("verify", "--book", book)
}

// A call is noted on the board of receivables.
func TestTaskReceivableCallNote(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	h.bills(book)
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Key("ctrl+shift+a")
	d.WaitFocus("receivables.grid")
	d.WaitText("receivables.client", "Brightwater")

	k := d.Task(16, "Note a call about a receivable", 3)
	k.Key("n")
	d.WaitFocus("receivables.note.text")
	k.Fill("Spoke to the controller, pays on Monday", "")
	k.Key("ctrl+s")
	d.WaitText("status", "Noted on Brightwater plc")
	k.Done()
	d.Shot("task-16-noted")
	d.Quit()

	if out := h.Ctl("ar", "show", "--client", "300", "--book", book, "--json"); !strings.Contains(out, "pays on Monday") {
		t.Errorf("the book has %s", out)
	}
}
