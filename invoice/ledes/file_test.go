package ledes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// names lists what stands in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Name())
	}
	return out
}

func TestWriteFileSaysWhatStandsOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	inv := workedInvoice()
	f, err := WriteFile(dir, FileName(inv), Options{}, inv)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "B240117_C0412.txt"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "worked_1998b.txt", data)
	hash := sha256.Sum256(data)
	if f.SHA256 != hex.EncodeToString(hash[:]) || f.Bytes != len(data) || f.Path != filepath.Join(dir, "B240117_C0412.txt") || f.Same {
		t.Errorf("answer: %+v", f)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
	again, err := WriteFile(dir, FileName(inv), Options{}, inv)
	if err != nil || !again.Same || again.SHA256 != f.SHA256 {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
}

func TestAnotherFileIsNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "bill.txt")
	if err := os.WriteFile(path, []byte("what was sent in May"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := WriteFile(dir, "bill.txt", Options{}, workedInvoice())
	if fault.Of(err) != fault.Conflict || fault.Code(err) != "ledes.exists" {
		t.Errorf("got %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "what was sent in May" {
		t.Errorf("the old file is now %q", data)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWhatFailsLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	bad := workedInvoice()
	bad.Totals.Total++
	if _, err := WriteFile(dir, "bill.txt", Options{}, bad); fault.Of(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
	for _, name := range []string{"", "../bill.txt", "a/b.txt", ".hidden", "-rf.txt", "CON.txt", "lpt1.txt", "con.tar.txt", "bill.", "bill .txt", "büll.txt", strings.Repeat("x", 81)} {
		if _, err := WriteFile(dir, name, Options{}, workedInvoice()); fault.Code(err) != "ledes.name" {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("the folder holds %v", got)
	}
	if _, err := WriteFile(filepath.Join(dir, "nowhere"), "bill.txt", Options{}, workedInvoice()); fault.Code(err) != "ledes.folder" {
		t.Errorf("a folder that does not exist: %v", err)
	}
}

// A part file that a run killed long ago left behind goes with the next file
// of that name; a young one may be another writer's and stays.
func TestOldPartFilesAreSwept(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{".bill.txt.OLD.part": 48 * time.Hour, ".bill.txt.YOUNG.part": -48 * time.Hour, ".other.txt.OLD.part": 48 * time.Hour} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		when := info.ModTime().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := WriteFile(dir, "bill.txt", Options{}, workedInvoice()); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(names(t, dir), " "); got != ".bill.txt.YOUNG.part .other.txt.OLD.part bill.txt" {
		t.Errorf("the folder holds %s", got)
	}
}

// Many writers, one name: each ends with the one file or a clear conflict,
// and the file is whole.
func TestWritersOfOneName(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wait.Go(func() {
			inv := workedInvoice()
			if i%2 == 1 {
				inv.Paper.Description = "Another text"
			}
			_, errs[i] = WriteFile(dir, "bill.txt", Options{}, inv)
		})
	}
	wait.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else if fault.Of(err) != fault.Conflict {
			t.Errorf("got %v", err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "bill.txt"))
	if err != nil || done != len(errs)/2 {
		t.Fatalf("%d done, %v", done, err)
	}
	if got, err := ReadInvoices(bytes.NewReader(data), ASCII); err != nil || got[0].Total != 18290600 {
		t.Errorf("the file: %v %v", got, err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// On a file system without hard links the name is taken first.
func TestMoveOver(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.WriteFile("part", []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := moveOver(root, "part", "bill.txt"); err != nil {
		t.Fatal(err)
	}
	if err := root.WriteFile("part", []byte("newer"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := moveOver(root, "part", "bill.txt"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file that stands there: %v", err)
	}
	if data, _ := root.ReadFile("bill.txt"); string(data) != "new" {
		t.Errorf("the file is now %q", data)
	}
	if err := moveOver(root, "nothing", "other.txt"); err == nil {
		t.Error("a part file that is gone was moved")
	}
	if got := strings.Join(names(t, dir), " "); got != "bill.txt part" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestFileNames(t *testing.T) {
	for want, in := range map[string][2]string{
		"2026-0125_DEVI.txt":             {"2026-0125", "DEVI"},
		"CON.x.txt":                      {"CON.x", ""},
		"a-b-c_d.txt":                    {"a/b\\c", "d"},
		"etc-passwd_x.txt":               {"../etc/passwd", "x"},
		"invoice.txt":                    {"..", "."},
		strings.Repeat("9", 76) + ".txt": {strings.Repeat("9", 200), "x"},
		"B-1_C-2.txt":                    {"B|1", "Cé2"},
		"invoice-nul_.txt":               {"nul", ""},
	} {
		inv := bill.Invoice{Number: in[0]}
		inv.Paper.Client.Code = in[1]
		got := FileName(inv)
		if err := checkName(got); err != nil {
			t.Errorf("%v gives the name %q: %v", in, got, err)
		}
		if strings.HasPrefix(want, "CON") || strings.HasPrefix(want, "invoice-nul") {
			if !strings.HasPrefix(got, "invoice-") {
				t.Errorf("%v gives the name %q, which Windows takes for a device", in, got)
			}
			continue
		}
		if got != want {
			t.Errorf("%v gives the name %q, want %q", in, got, want)
		}
	}
}
