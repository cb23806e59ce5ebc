// Package outfile is the one door through which files leave the book: papers,
// reports, exports.
//
// [Write] puts bytes into a folder under a name made by [Name]: to a temporary
// file first, synced, read back, and only then given its name. What fails leaves
// nothing behind, and nothing is ever written outside the folder.
package outfile

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"matterbook/app/fault"
)

// File says what was written where.
type File struct {
	Path   string // as the folder was named, with the name of the file
	Bytes  int
	SHA256 string // of the bytes, hex
	Same   bool   // it stood there already with these bytes
}

// nameMax is the longest name with its extension.
const nameMax = 80

// Name makes a file name of parts that people typed, such as an invoice number
// and a client code: letters, digits, dot, dash and underscore; anything else
// becomes a dash. It never begins with a dot or dash, is no device name, and has
// at most 80 characters with the extension (given without a dot).
func Name(ext string, parts ...string) string {
	var b strings.Builder
	for _, r := range strings.Join(parts, "_") {
		if safe(r) {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), ".-_")
	if longest := nameMax - len(ext) - 1; len(s) > longest {
		s = strings.TrimRight(s[:longest], ".-_")
	}
	if s == "" || device(s) {
		s = strings.TrimRight("file-"+s, "-")
	}
	return s + "." + ext
}

func safe(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_'
}

// bare says that a name, made by [Name] or chosen by a person, names one file in
// the folder on every system.
func bare(name string) bool {
	if name == "" || len(name) > 240 || name[0] == '.' || name[0] == '-' || device(name) || strings.TrimRight(name, ". ") != name {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune(`/\<>:"|?*`, r) || r == utf8.RuneError
	})
}

// device says that Windows takes the name for a device.
func device(s string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(s), ".")
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && base[3] >= '0' && base[3] <= '9'
}

// Over says what to do with a file of the same name and other bytes.
type Over bool

// A final paper never takes the place of another file; a draft may.
const (
	Keep    Over = false
	Replace Over = true
)

// Write puts the bytes into the folder under the name. Invalid
// ("file.folder", "file.name"), Conflict ("file.exists") when another file stands
// there and must be kept.
func Write(dir, name string, data []byte, over Over) (File, error) {
	if !bare(name) {
		return File{}, fault.New(fault.Invalid, "file.name", "%q is no name for a file.", name).
			Advise("Use a name without folders, control characters or any of <>:\"|?*, such as aging.csv.")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return File{}, fault.New(fault.Invalid, "file.folder", "The folder %s cannot be opened.", dir).
			Advise("Choose a folder that exists and that you may write to.").Because(err)
	}
	defer root.Close()
	hash := sha256.Sum256(data)
	out := File{Path: filepath.Join(dir, name), Bytes: len(data), SHA256: hex.EncodeToString(hash[:])}
	old, err := stands(root, name, data)
	switch {
	case err != nil:
		return File{}, err
	case old == same:
		out.Same = true
		return out, nil
	case old == other && over == Keep:
		return File{}, exists(name)
	}
	temp := "." + name + "." + rand.Text() + ".part"
	if err := writeTemp(root, temp, data); err != nil {
		_ = root.Remove(temp)
		return File{}, err
	}
	if err := publish(root, temp, name, over); err != nil {
		_ = root.Remove(temp)
		return File{}, err
	}
	return out, syncFolder(root)
}

func exists(name string) error {
	return fault.New(fault.Conflict, "file.exists", "The file %s stands there already and is another one.", name).
		Advise("Choose another folder, or move the old file away first.")
}

type found int

const (
	none found = iota
	same
	other
)

func stands(root *os.Root, name string, data []byte) (found, error) {
	f, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return none, nil
	}
	if err != nil {
		return none, fault.New(fault.Invalid, "file.unreadable", "The file %s stands there and cannot be read.", name).Because(err)
	}
	defer f.Close()
	got, err := io.ReadAll(io.LimitReader(f, int64(len(data))+1))
	if err == nil && bytes.Equal(got, data) {
		return same, nil
	}
	return other, nil
}

func writeTemp(root *os.Root, temp string, data []byte) (err error) {
	f, err := root.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.Wrap(err, "the file could not be created")
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fault.Wrap(cerr, "the file could not be closed")
		}
	}()
	if _, err := f.Write(data); err != nil {
		return fault.Wrap(err, "the file could not be written; is the disk full?")
	}
	if err := f.Sync(); err != nil {
		return fault.Wrap(err, "the file could not be brought to the disk")
	}
	got := make([]byte, len(data)+1)
	if n, err := f.ReadAt(got, 0); err != io.EOF || !bytes.Equal(got[:n], data) {
		return fault.New(fault.Internal, "file.read_back", "The disk gives back other bytes than were written; the file was not kept.").
			Advise("Try another folder, and have the disk checked.").Because(err)
	}
	return nil
}

// publish gives the temporary file its name; a file that appeared meanwhile is
// not overwritten unless that was asked for.
func publish(root *os.Root, temp, name string, over Over) error {
	if over == Keep {
		switch err := root.Link(temp, name); {
		case err == nil:
			return fault.Wrap(root.Remove(temp), "the temporary file could not be removed")
		case errors.Is(err, fs.ErrExist):
			return exists(name)
		}
		// A file system without hard links: take the name first.
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return exists(name)
		}
		if err != nil {
			return fault.Wrap(err, "the file %s could not be created", name)
		}
		if err := f.Close(); err != nil {
			return fault.Wrap(err, "the file %s could not be closed", name)
		}
	}
	return fault.Wrap(root.Rename(temp, name), "the file %s could not be given its name", name)
}

// syncFolder makes the new name survive a power cut.
func syncFolder(root *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	d, err := root.Open(".")
	if err != nil {
		return fault.Wrap(err, "the folder could not be opened")
	}
	defer d.Close()
	return fault.Wrap(d.Sync(), "the folder could not be brought to the disk")
}
