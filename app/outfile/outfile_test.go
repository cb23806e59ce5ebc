package outfile_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"matterbook/app/fault"
	"matterbook/app/outfile"

	"pgregory.net/rapid"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		want string
		in   []string
	}{
		{"2026-0125_DEVI.pdf", []string{"2026-0125", "DEVI"}},
		{"INV-26-0001_a-b.pdf", []string{"INV/26/0001", "a b"}},
		{"etc-passwd.pdf", []string{"../../etc/passwd"}},
		{"file-CON.pdf", []string{"CON"}},
		{"file-lpt1.x.pdf", []string{"lpt1.x"}},
		{"file.pdf", []string{"...", ""}},
		{"M-ller.pdf", []string{"Müller"}},
	} {
		if got := outfile.Name("pdf", c.in...); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
	shape := regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]{0,75}\.pdf$`)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.String()).Draw(t, "parts")
		if n := outfile.Name("pdf", parts...); !shape.MatchString(n) || len(n) > 80 {
			t.Fatalf("%q gives %q", parts, n)
		}
	})
}

func TestWriteLeavesNothingBehindAndNothingOutside(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "out")
	if err := os.Mkdir(in, 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := outfile.Write(in, "a.pdf", []byte("one"), outfile.Keep)
	if err != nil || f.Bytes != 3 || f.SHA256 != "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed" || f.Same {
		t.Fatalf("%+v %v", f, err)
	}
	if f, err = outfile.Write(in, "a.pdf", []byte("one"), outfile.Keep); err != nil || !f.Same {
		t.Errorf("the same again: %+v %v", f, err)
	}
	if _, err = outfile.Write(in, "a.pdf", []byte("two"), outfile.Keep); fault.Code(err) != "file.exists" {
		t.Errorf("another file: %v", err)
	}
	if got, _ := os.ReadFile(filepath.Join(in, "a.pdf")); string(got) != "one" {
		t.Errorf("the old file became %q", got)
	}
	if _, err = outfile.Write(in, "a.pdf", []byte("two"), outfile.Replace); err != nil {
		t.Errorf("replace: %v", err)
	}
	if got, _ := os.ReadFile(filepath.Join(in, "a.pdf")); string(got) != "two" {
		t.Errorf("the replaced file is %q", got)
	}
	for _, name := range []string{"", "../b.pdf", "/b.pdf", "b/c.pdf", ".b", "-b", "NUL", "b\x00.pdf", "b\\c", "a:b", "b.", "b ", "a?b", "\xff"} {
		if _, err := outfile.Write(in, name, nil, outfile.Keep); fault.Of(err) != fault.Invalid {
			t.Errorf("name %q: %v", name, err)
		}
	}
	if _, err := outfile.Write(in, "Bericht für Müller, Juni.csv", []byte("x"), outfile.Keep); err != nil {
		t.Errorf("a name that a person chose: %v", err)
	}
	if _, err := outfile.Write(filepath.Join(dir, "nowhere"), "a.pdf", nil, outfile.Keep); fault.Code(err) != "file.folder" {
		t.Errorf("no folder: %v", err)
	}
	if err := os.Symlink(filepath.Join(dir, "secret"), filepath.Join(in, "link.pdf")); err == nil {
		if _, err := outfile.Write(in, "link.pdf", []byte("x"), outfile.Replace); err == nil {
			if _, err := os.Stat(filepath.Join(dir, "secret")); err == nil {
				t.Error("a link led out of the folder")
			}
		}
	}
	entries, _ := os.ReadDir(in)
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".part" {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}
