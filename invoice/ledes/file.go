package ledes

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
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// File says what was written where. The hash is that of the bytes that were
// read back from the disk.
type File struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	Same   bool   `json:"same"` // the file stood there already with these bytes
	Report Report `json:"report"`
}

// WriteFile writes finished invoices as one file of the folder. The bytes go
// to a temporary file first, are synced, read again from the disk and compared
// with the invoices to the cent, and only then get their name. A file of that
// name with other bytes is never overwritten. What fails leaves nothing behind.
func WriteFile(dir, name string, opts Options, invoices ...bill.Invoice) (File, error) {
	if err := checkName(name); err != nil {
		return File{}, err
	}
	b, data, err := render(opts, invoices)
	if err != nil {
		return File{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return File{}, fault.New(fault.Invalid, "ledes.folder", "The folder %s cannot be opened.", dir).
			Advise("Choose a folder that exists and that you may write to.").Because(err)
	}
	defer root.Close()
	hash := sha256.Sum256(data)
	out := File{Path: filepath.Join(dir, name), Bytes: len(data), SHA256: hex.EncodeToString(hash[:]), Report: b.report}
	if out.Same, err = standsAlready(root, name, data); err != nil || out.Same {
		return keep(out, err)
	}
	temp := "." + name + "." + rand.Text() + partSuffix // nobody else's: two writers never share one
	if err := writeTemp(root, temp, data, b); err != nil {
		_ = root.Remove(temp)
		return File{}, err
	}
	if err := publish(root, temp, name); err != nil {
		_ = root.Remove(temp)
		if errors.Is(err, fs.ErrExist) { // it appeared in the meantime
			out.Same, err = standsAlready(root, name, data)
			return keep(out, err)
		}
		return File{}, fault.Wrap(err, "The file %s could not be given its name", name)
	}
	sweep(root, name)
	return keep(out, syncFolder(root))
}

const partSuffix = ".part"

// sweep removes part files of the same name that runs killed long ago have
// left. It is a courtesy: what cannot be removed stays. Ages are measured
// against the file just written, so no clock but that of the disk is asked.
func sweep(root *os.Root, name string) {
	written, err := root.Stat(name)
	if err != nil {
		return
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "."+name+".") || !strings.HasSuffix(e.Name(), partSuffix) {
			continue
		}
		if info, err := e.Info(); err == nil && written.ModTime().Sub(info.ModTime()) > time.Hour {
			_ = root.Remove(e.Name())
		}
	}
}

func keep(f File, err error) (File, error) {
	if err != nil {
		return File{}, err
	}
	return f, nil
}

// standsAlready says whether the file stands there with these bytes; other
// bytes are a conflict.
func standsAlready(root *os.Root, name string, data []byte) (bool, error) {
	old, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fault.Wrap(err, "The file %s could not be looked at", name)
	}
	defer old.Close()
	got, err := io.ReadAll(io.LimitReader(old, int64(len(data))+1))
	if err == nil && bytes.Equal(got, data) {
		return true, nil
	}
	return false, fault.New(fault.Conflict, "ledes.exists", "The file %s stands there already and is another one.", name).
		Advise("Choose another folder or name, or remove the old file first if it was never sent.").Because(err)
}

// writeTemp writes and syncs the temporary file and proves what is on the disk.
func writeTemp(root *os.Root, temp string, data []byte, b *built) (err error) {
	f, err := root.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.Wrap(err, "The file could not be created")
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fault.Wrap(cerr, "The file could not be closed")
		}
	}()
	if _, err := f.Write(data); err != nil {
		return fault.Wrap(err, "The file could not be written; is the disk full?")
	}
	if err := f.Sync(); err != nil {
		return fault.Wrap(err, "The file could not be brought to the disk")
	}
	got := make([]byte, len(data)+1)
	n, err := f.ReadAt(got, 0)
	if err != io.EOF || !bytes.Equal(got[:n], data) {
		return fault.New(fault.Internal, "ledes.read_back", "The disk gives back other bytes than were written; the file was not kept.").
			Advise("Try another folder, and have the disk checked.").Because(err)
	}
	return b.prove(bytes.NewReader(got[:n]))
}

// publish gives the temporary file its name, never that of another file.
func publish(root *os.Root, temp, name string) error {
	err := root.Link(temp, name)
	if err == nil {
		return root.Remove(temp)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	return moveOver(root, temp, name)
}

// moveOver is publish on a file system without hard links: it takes the name
// first, then moves the file over the empty one that holds it.
func moveOver(root *os.Root, temp, name string) error {
	holder, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := holder.Close(); err != nil {
		return err
	}
	if err := root.Rename(temp, name); err != nil {
		_ = root.Remove(name)
		return err
	}
	return nil
}

// syncFolder makes the new name survive a power cut.
func syncFolder(root *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there; the system keeps its own journal
	}
	d, err := root.Open(".")
	if err != nil {
		return fault.Wrap(err, "The folder could not be opened")
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fault.Wrap(err, "The folder could not be brought to the disk")
	}
	return nil
}

// nameMax is the longest name of a file, without its extension.
const nameMax = 76

// safeName keeps letters, digits, dot, dash and underscore.
func safeName(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r)) {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	s = strings.Trim(b.String(), ".-_")
	if len(s) > nameMax {
		s = strings.TrimRight(s[:nameMax], ".-_")
	}
	if s == "" {
		s = "invoice"
	}
	if isDevice(s) {
		s = "invoice-" + s
	}
	return s
}

// checkName refuses a name that some system cannot keep.
func checkName(name string) error {
	base := strings.TrimSuffix(name, filepath.Ext(name))
	ok := name != "" && len(name) <= 80 && !strings.ContainsAny(name[:1], ".-") && !strings.ContainsAny(name[len(name)-1:], ". ") && !isDevice(base)
	for _, r := range name {
		ok = ok && r < 0x80 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
	}
	if !ok {
		return fault.New(fault.Invalid, "ledes.name", "%q cannot be the name of a file on every system.", name).
			Advise("Use letters, digits, dot, dash and underscore, at most 80 characters.")
	}
	return nil
}

// isDevice says that Windows takes the name, whatever its extension, for a
// device.
func isDevice(s string) bool {
	s, _, _ = strings.Cut(strings.ToUpper(s), ".")
	switch s {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(s) == 4 && (strings.HasPrefix(s, "COM") || strings.HasPrefix(s, "LPT")) && s[3] >= '0' && s[3] <= '9'
}
