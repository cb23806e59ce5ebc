package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What only reads works on a book that may not be written, such as an archived
// one, and leaves every byte; what writes is refused with the reason.
func TestABookThatMayNotBeWrittenCanBeRead(t *testing.T) {
	dir := t.TempDir()
	do := func(args ...string) {
		t.Helper()
		if code, _, errs := ctl(t, dir, args...); code != exitDone {
			t.Fatalf("%q: %d, %s", args, code, errs)
		}
	}
	do("init", "--firm", "Marlow & Dunne PLLC")
	do("timekeeper", "add", "--code", "RMD", "--last-name", "Dunne", "--first-name", "Ruth", "--class", "PARTNR", "--standard-rate", "325")
	do("client", "add", "--code", "DEVI", "--name", "Anjali Devi")
	do("matter", "add", "--code", "DEVI-001", "--client", "DEVI", "--name", "Lease dispute", "--opened-on", "2026-01-05")
	do("time", "add", "--matter", "DEVI-001", "--timekeeper", "RMD", "--date", "2026-06-02", "--hours", "1", "--text", "Review lease.")
	do("trust", "account", "add", "--code", "IOLTA", "--title", "Client Trust Account")
	do("trust", "receive", "--account", "IOLTA", "--matter", "DEVI-001", "--amount", "100", "--date", "2026-06-02", "--party", "Devi", "--purpose", "Advance", "--instrument", "wire")
	do("prebill", "run")
	do("invoice", "finalize", "1")

	book := filepath.Join(dir, "firm.matterbook")
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(book, 0o400); err != nil {
		t.Fatal(err)
	}
	with := map[string][]string{
		"report": {"wip"}, "statement": {"--client", "DEVI", "--as-of", "2026-06-30"}, "client show": {"DEVI"}, "matter show": {"DEVI-001"},
		"rate why": {"--matter", "DEVI-001", "--timekeeper", "RMD", "--date", "2026-06-02"}, "time why": {"1"}, "prebill show": {"1"},
		"invoice show": {"2026-0001"}, "invoice why": {"2026-0001"}, "trust ledger": {"--account", "IOLTA", "--matter", "DEVI-001"},
		"trust reconcile": {"--account", "IOLTA"}, "matter party list": {"--matter", "DEVI-001"},
	}
	for _, name := range reading {
		code, _, errs := ctl(t, dir, append(strings.Fields(name), with[name]...)...)
		if code != exitDone {
			t.Errorf("%s: %d, %s", name, code, errs)
		}
	}
	code, _, errs := ctl(t, dir, "--json", "time", "add", "--matter", "DEVI-001", "--timekeeper", "RMD", "--date", "2026-06-02", "--hours", "1", "--text", "Review lease.")
	if code != exitNo || !strings.Contains(errs, `"code":"book.read_only"`) || !strings.Contains(errs, book) {
		t.Errorf("an act: %d, %s", code, errs)
	}
	if after, err := os.ReadFile(book); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the book was changed (%v)", err)
	}
}
