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

// billable gives matters of the firm released work, n entries each.
func billable(h *Home, book string, n int, matters ...string) {
	h.t.Helper()
	for _, m := range matters {
		for i := range n {
			h.Ctl("time", "add", "--book", book, "--matter", m, "--timekeeper", "RMD", "--date", "2026-06-02", "--hours", "1.0", "--text", fmt.Sprintf("Review of file %d", i+1))
		}
	}
}

// moreMatters adds matters of client 100, as many as are asked for.
func moreMatters(h *Home, book string, n int) []string {
	h.t.Helper()
	rows, codes := "code,client,name,responsible\n", []string{}
	for i := range n {
		code := fmt.Sprintf("100-%02d", i+10)
		codes = append(codes, code)
		rows += fmt.Sprintf("%s,100,Lease of house %d,RMD\n", code, i+1)
	}
	h.Ctl("import", "matters", h.Write("more.csv", rows), "--book", book)
	return codes
}

func invoices(h *Home, book string) []map[string]any {
	h.t.Helper()
	var v struct {
		Invoices []map[string]any `json:"invoices"`
	}
	if err := json.Unmarshal([]byte(h.Ctl("invoice", "list", "--book", book, "--json")), &v); err != nil {
		h.t.Fatal(err)
	}
	return v.Invoices
}

// printer puts a printer "Office" on the path of the window; what is printed is
// listed in the file whose path is given back.
func printer(h *Home) string {
	h.t.Helper()
	bin := h.File("bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		h.t.Fatal(err)
	}
	printed := h.File("printed")
	for name, script := range map[string]string{
		"lpstat": "if [ \"$1\" = -e ]; then echo Office; else echo 'system default destination: Office'; fi",
		"lp":     "for f in \"$@\"; do echo \"$f\" >> '" + printed + "'; done",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			h.t.Fatal(err)
		}
	}
	h.t.(*testing.T).Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return printed
}

// Task 5: the run of all matters of an attorney is kept by name; choosing it shows
// what it takes, and one key makes the pre-bills.
func TestTask05RunOfAnAttorney(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	billable(h, book, 1, "100-01", "100-02", "200-01")
	d := h.Start(book)
	d.WaitFocus("today.matter") // the first screen is there
	d.Key("ctrl+3")
	d.WaitFocus("billing.queue")
	// Kept by name, the first time; that is not part of the task.
	d.Key("ctrl+n")
	d.WaitFocus("billing.run.rule")
	d.Click("billing.run.name")
	d.WaitFocus("billing.run.name")
	d.Type("Dunne, today")
	d.WaitText("billing.run.name", "Dunne, today")
	d.Key("ctrl+s")
	d.WaitText("billing.make", "Make 3 pre-bills")
	d.Key("Escape")
	d.Wait("billing.saved.1")

	k := d.Task(5, "pre-bill run for all matters of an attorney", 3)
	k.Click("billing.saved.1")
	d.WaitText("billing.make", "Make 3 pre-bills")
	d.Shot("task-05-review")
	k.Click("billing.make")
	d.WaitText("status", "3 pre-bills made")
	d.Shot("task-05-made")
	k.Done()
}

// Tasks 6 and 7: a line is written down with its reason by one typed command, and
// another is moved to the matter it belongs to.
func TestTask06And07Lines(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	billable(h, book, 3, "100-01")
	h.Ctl("prebill", "run", "--book", book)
	d := h.Start(book)
	d.WaitFocus("today.matter") // the first screen is there
	d.Key("ctrl+3")
	d.WaitFocus("billing.queue")
	d.Key("Home", "Return")
	d.WaitText("prebill.page", "Review of file 2")
	d.WaitFocus("prebill.lines")

	k := d.Task(6, "write down one line with its reason", 1)
	k.Fill("2 h 0.5 duplicate effort", "Return")
	d.WaitText("status", "written down $162.50")
	d.WaitText("prebill.lines/row:2/col:billed", "0.50")
	k.Done()

	d.WaitFocus("prebill.lines")
	k = d.Task(7, "transfer a line to another matter", 2)
	k.Fill("1 mv 200-01 belongs to the general file", "Return")
	d.WaitText("prebill.lines/row:1/col:flag", "Moved")
	d.Shot("task-07-moved")
	k.Done()
}

// Task 8: twenty reviewed bills are numbered.
func TestTask08FinalizeTwenty(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	billable(h, book, 1, moreMatters(h, book, 20)...)
	h.Ctl("prebill", "run", "--book", book)
	d := h.Start(book)
	d.WaitFocus("today.matter") // the first screen is there
	d.Key("ctrl+3")
	d.WaitFocus("billing.queue")
	d.WaitText("billing.queue/row:20/col:status", "Pending")

	k := d.Task(8, "approve and finalise 20 reviewed bills", 2)
	k.Key("shift+f")
	d.WaitText("billing.finalize.submit", "Number 20 invoices")
	d.Shot("task-08-asks")
	k.Key("ctrl+s")
	d.WaitText("status", "20 invoices numbered")
	k.Done()
	if n := len(invoices(h, book)); n != 20 {
		t.Errorf("%d invoices", n)
	}
}

// Tasks 9, 10 and 15: finals leave by each client's way in one act, trust pays
// what it may, and the e-bill files of the run are written and tested.
func TestTask09And10And15Outbox(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	printed := printer(h)
	h.Ctl("client", "delivery", "200", "--book", book, "--how", "portal", "--ledes", "--address", "CounselGate")
	h.Ctl("trust", "account", "add", "--book", book, "--code", "IOLTA", "--title", "Client trust", "--kind", "pooled")
	h.Ctl("trust", "receive", "--book", book, "--account", "IOLTA", "--matter", "100-01", "--amount", "500", "--date", "2026-06-01", "--party", "Devi", "--instrument", "wire", "--purpose", "Advance")
	billable(h, book, 1, "100-01", "100-02", "200-01")
	h.Ctl("prebill", "run", "--book", book)
	h.Ctl("invoice", "finalize", "1", "2", "3", "--book", book)
	d := h.Start(book)
	d.WaitFocus("today.matter")

	k := d.Task(15, "LEDES files for the run, tested first", 2)
	k.Key("ctrl+shift+o")
	d.WaitText("outbox.list/row:3/col:check", "Sound")
	k.Click("outbox.ebills.button")
	d.WaitText("status", "1 e-bill file written")
	d.Shot("task-15-ebills")
	k.Done()
	files, _ := filepath.Glob(filepath.Join(h.Path, "Documents", "Matterbook outbox", "*", "*LEDES1998B.txt"))
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	d.Key("Escape")
	d.WaitText("outbox.deliver.button", "Deliver all 3")

	k = d.Task(9, "deliver finals by each client's way", 1)
	k.Click("outbox.deliver.button")
	d.WaitText("status", "3 deliveries made")
	d.Shot("task-09-delivered")
	k.Done()
	lines, err := os.ReadFile(printed)
	if err != nil || strings.Count(string(lines), ".pdf") != 2 {
		t.Errorf("printed %q %v", lines, err)
	}
	for _, inv := range invoices(h, book) {
		if inv["status"] != "sent" {
			t.Errorf("%v is %v", inv["number"], inv["status"])
		}
	}

	k = d.Task(10, "apply trust to all bills of the run", 2)
	k.Click("outcome.action.2")
	d.Wait("billing.trust.submit")
	k.Click("billing.trust.submit")
	d.WaitText("status", "1 transfer from trust, $325.00")
	d.Shot("task-10-trust")
	k.Done()
	// The schedule is printed; that is what is left to be done with it.
	d.Click("outcome.action.1")
	d.Until("the schedule to be printed", func() bool {
		lines, err := os.ReadFile(printed)
		return err == nil && strings.Contains(string(lines), "trust-transfers")
	})
}
