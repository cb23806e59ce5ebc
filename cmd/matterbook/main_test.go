package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	t.Setenv("MATTERBOOK_BOOK", "")
	for line, want := range map[string]arguments{
		"":                 {},
		"firm.matterbook":  {path: "firm.matterbook"},
		"firm.mb --as bea": {path: "firm.mb", user: "bea"},
		"--as=bea firm.mb": {path: "firm.mb", user: "bea"},
		"--as bea":         {user: "bea"},
	} {
		got, err := parse(strings.Fields(line))
		if err != nil || got != want {
			t.Errorf("%q is read as %+v (%v), want %+v", line, got, err, want)
		}
	}
	for _, line := range []string{"a b", "--frob", "--as", "-x a"} {
		if got, err := parse(strings.Fields(line)); err == nil {
			t.Errorf("%q is taken as %+v", line, got)
		}
	}
	t.Setenv("MATTERBOOK_BOOK", "home.mb")
	if got, _ := parse(nil); got.path != "home.mb" {
		t.Errorf("the variable MATTERBOOK_BOOK is not used: %+v", got)
	}
}

func TestCrashIsWrittenWithoutWhatWasOnTheScreen(t *testing.T) {
	c := newCrashLog(t.TempDir())
	if c.last() != "" {
		t.Fatal("an incident before any")
	}
	n := c.write("client Devi owes 300", []byte("goroutine 1 [running]"))
	b, err := os.ReadFile(filepath.Join(c.folder, n+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Devi") || !strings.Contains(string(b), "goroutine 1") || !strings.Contains(string(b), n) {
		t.Errorf("the crash file says:\n%s", b)
	}
	if info, _ := os.Stat(filepath.Join(c.folder, n+".txt")); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the crash file: %v", info.Mode())
	}
	if got := c.last(); got != n {
		t.Errorf("told of %q, want %q", got, n)
	}
	if c.last() != "" {
		t.Error("an incident is told twice")
	}
	second := c.write("again", nil)
	if second == n || c.last() != second {
		t.Errorf("two incidents of one second have the same number %q", second)
	}
}
