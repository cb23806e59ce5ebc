package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
)

// A book that is cut, overwritten or flipped is refused by its name with the
// remedy, or opens and fails the verification; it is not changed by a look, and
// it is never taken for a fault of the program.
func TestADamagedBookIsRefusedByName(t *testing.T) {
	folder := t.TempDir()
	good := filepath.Join(folder, "good.matterbook")
	s, err := Create(t.Context(), good, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"text": []byte(strings.Repeat("This is a letter, not a book. ", 40))}
	for _, n := range []int{1, 15, 16, 99, 100, 512, 4095, 4096, 4097, 8192, len(whole) / 2, len(whole) - 4096, len(whole) - 1} {
		damaged[fmt.Sprint("cut at ", n)] = whole[:n]
	}
	flipped := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 0xff
		return b
	}
	for at := range 100 { // the head of the file
		damaged[fmt.Sprint("head flipped at ", at)] = flipped(at)
	}
	for page := 4096; page < len(whole); page += 4 * 4096 {
		b := bytes.Clone(whole)
		clear(b[page : page+4096])
		damaged[fmt.Sprint("page blanked at ", page)] = b
	}
	path := filepath.Join(folder, "damaged.matterbook")
	refused, failed := 0, 0
	for name, content := range damaged {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err != nil {
			refused++
			var e *fault.Error
			if !errors.As(err, &e) || (e.Sort != fault.Invalid && e.Code != "book.newer") || !strings.Contains(e.Message, path) || e.Hint == "" {
				t.Errorf("%s: %v (%s) does not name the file and the remedy", name, err, fault.Of(err))
			}
		} else {
			checks, err := s.Verify(t.Context(), nil)
			if err != nil && fault.Of(err) == fault.Internal {
				t.Errorf("%s: verify: %v", name, err)
			}
			if err != nil || !allHold(checks) {
				failed++
			}
			if err := s.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, content) {
			t.Errorf("%s: a look changed the file (%v)", name, err)
		}
	}
	if refused < 30 || failed < 15 {
		t.Errorf("%d of %d damaged files were refused, %d failed the verification", refused, len(damaged), failed)
	}
}

func allHold(checks []app.Check) bool {
	for _, c := range checks {
		if !c.OK {
			return false
		}
	}
	return true
}
