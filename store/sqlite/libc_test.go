package sqlite

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The pure-Go engine is translated C and works only with exactly the runtime
// library its own go.mod names; another one corrupts memory quietly.
func TestTheEngineHasItsOwnRuntimeLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	theirs, err := os.ReadFile(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "modernc.org/libc").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	want := regexp.MustCompile(`modernc.org/libc (v\S+)`).FindStringSubmatch(string(theirs))
	if want == nil || strings.TrimSpace(string(ours)) != want[1] {
		t.Errorf("libc %s, the engine names %v", strings.TrimSpace(string(ours)), want)
	}
}
