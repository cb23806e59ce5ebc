//go:build !windows

package printer_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"matterbook/app/fault"
	"matterbook/cmd/internal/printer"
)

// tools puts programs of these names and scripts on a path of their own.
func tools(t *testing.T, scripts map[string]string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder)
	return folder
}

func program() (name, flag string) {
	if runtime.GOOS == "darwin" {
		return "lpr", "-P"
	}
	return "lp", "-d"
}

func paper(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte("%PDF-1.4"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPrintersAreListedTheUsualOneFirst(t *testing.T) {
	tools(t, map[string]string{"lpstat": `if [ "$1" = -e ]; then printf 'Front_desk\nOffice\nLabels\n'; else echo "system default destination: Office"; fi`})
	got, err := printer.System{}.Printers(context.Background())
	if err != nil || strings.Join(got, " ") != "Office Front_desk Labels" {
		t.Errorf("%v %v", got, err)
	}
}

func TestNoPrinterIsAnEmptyList(t *testing.T) {
	tools(t, map[string]string{"lpstat": `echo "lpstat: No destinations added." >&2; exit 1`})
	if got, err := (printer.System{}).Printers(context.Background()); err != nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
}

func TestFilesGoToThePrinterAsOneJob(t *testing.T) {
	name, flag := program()
	folder := tools(t, map[string]string{name: `printf '%s\n' "$@" > "$(/usr/bin/dirname "$0")/asked"`})
	one, two := paper(t, "a bill.pdf"), paper(t, "-d.pdf")
	if err := (printer.System{}).Print(context.Background(), "Office", one, two); err != nil {
		t.Fatal(err)
	}
	asked, err := os.ReadFile(filepath.Join(folder, "asked"))
	if err != nil {
		t.Fatal(err)
	}
	if want := flag + "\nOffice\n" + one + "\n" + two + "\n"; string(asked) != want {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

func TestARefusalIsToldWithTheRemedy(t *testing.T) {
	name, _ := program()
	tools(t, map[string]string{name: `echo "lp: The printer or class does not exist." >&2; exit 1`})
	err := printer.System{}.Print(context.Background(), "Gone", paper(t, "bill.pdf"))
	if fault.Code(err) != "print.failed" || !strings.Contains(err.Error(), "does not exist") || !strings.Contains(err.Error(), "choose another printer") {
		t.Errorf("%v", err)
	}
}

func TestAComputerWithoutPrintingSaysSo(t *testing.T) {
	tools(t, nil)
	if _, err := (printer.System{}).Printers(context.Background()); fault.Code(err) != "print.missing" || !strings.Contains(err.Error(), "cups-client") {
		t.Errorf("%v", err)
	}
	if err := (printer.System{}).Print(context.Background(), "", paper(t, "bill.pdf")); fault.Code(err) != "print.missing" {
		t.Errorf("%v", err)
	}
}

func TestAFileThatIsNotThereIsNotPrinted(t *testing.T) {
	name, _ := program()
	folder := tools(t, map[string]string{name: `: > "$(/usr/bin/dirname "$0")/asked"`})
	err := printer.System{}.Print(context.Background(), "", paper(t, "bill.pdf"), filepath.Join(folder, "none.pdf"))
	if fault.Code(err) != "print.file" {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "asked")); err == nil {
		t.Error("the other file went to the printer all the same")
	}
}
