package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app/fault"
)

// ctl runs the program on a folder's book and answers with what it printed.
func ctl(t *testing.T, dir string, args ...string) (code int, out, errs string) {
	t.Helper()
	env := map[string]string{"MATTERBOOK_BOOK": filepath.Join(dir, "firm.matterbook"), "MATTERBOOK_NOW": "2026-06-30T12:00:00Z"}
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &o, &e, func(k string) string { return env[k] })
	return code, o.String(), e.String()
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bad.csv"), []byte("code\nA\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		want int
		args []string
	}{
		{exitDone, []string{"help"}},
		{exitUsage, []string{}},
		{exitUsage, []string{"nonsense"}},
		{exitUsage, []string{"status", "--colour"}},
		{exitUsage, []string{"status", "more"}},
		{exitUsage, []string{"init"}},
		{exitNo, []string{"status"}},
		{exitDone, []string{"init", "--firm", "Marlow & Dunne PLLC"}},
		{exitNo, []string{"init", "--firm", "Marlow & Dunne PLLC"}},
		{exitDone, []string{"status"}},
		{exitDone, []string{"verify"}},
		{exitNo, []string{"status", "--as", "nobody"}},
		{exitNo, []string{"import", "clients", filepath.Join(dir, "bad.csv")}},
		{exitNo, []string{"import", "clients", dir}},
		{exitNo, []string{"ledes", "check", filepath.Join(dir, "bad.csv")}},
		{exitNo, []string{"invoice", "show", "2026-0001"}},
		{exitUsage, []string{"invoice", "finalize", "first"}},
		{exitUsage, []string{"report", "wip", "--as-of", "June"}},
		{exitNo, []string{"report", "horoscope"}},
		{exitNo, []string{"backup", filepath.Join(dir, "nowhere", "copy")}},
		{exitNo, []string{"restore", dir, "--to", filepath.Join(dir, "new")}},
	} {
		code, _, errs := ctl(t, dir, x.args...)
		if code != x.want || code == exitDone && errs != "" {
			t.Errorf("%q: exit code %d, want %d; it said %q", x.args, code, x.want, errs)
		}
	}
}

func TestManyFaultsAreCutForPeopleAndWholeAsJSON(t *testing.T) {
	e := fault.New(fault.Invalid, "import.rejected", "Many rows are bad.")
	for i := range 1000 {
		e.Faults = append(e.Faults, fault.Fault{Line: i + 2, Path: "hours", Code: "hours.format", Message: fmt.Sprintf("fault %d.", i)})
	}
	var text, doc bytes.Buffer
	(&cli{errs: &text}).writeError(e)
	if n := strings.Count(text.String(), "\n"); n > 30 || !strings.Contains(text.String(), "and 975 more; --json lists them all") {
		t.Errorf("%d lines: %s", n, text.String())
	}
	(&cli{errs: &doc, json: true}).writeError(e)
	if n := strings.Count(doc.String(), `"path":"hours"`); n != 1000 {
		t.Errorf("%d faults in JSON", n)
	}
}
