package boot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/store/sqlite"

	"filippo.io/age"
)

// Backup is what a backup came to.
type Backup struct {
	Path   string
	Bytes  int64
	SHA256 string // hex
	Sealed bool   // encrypted with a passphrase
}

// MakeBackup writes a checked copy of the book to path, encrypted with age when
// a passphrase is given. A sealed copy counts only after it was decrypted again
// and found equal. An existing file is never overwritten.
func MakeBackup(ctx context.Context, d *app.Desk, path, passphrase string) (Backup, error) {
	if _, err := os.Lstat(path); err == nil {
		return Backup{}, exists(path)
	}
	if passphrase == "" {
		if err := d.Backup(ctx, path); err != nil {
			return Backup{}, err
		}
		return describe(path, false)
	}
	scratch, err := os.MkdirTemp(filepath.Dir(path), ".matterbook-backup-*")
	if err != nil {
		return Backup{}, fault.New(fault.Invalid, "backup.folder", "Nothing can be written beside %s: %v.", path, reason(err)).Advise("Choose a folder you may write to.")
	}
	defer os.RemoveAll(scratch)
	plain, sealed := filepath.Join(scratch, "plain"), filepath.Join(scratch, "sealed")
	if err := d.Backup(ctx, plain); err != nil {
		return Backup{}, err
	}
	if err := seal(plain, sealed, passphrase); err != nil {
		return Backup{}, err
	}
	again := filepath.Join(scratch, "again")
	if err := unseal(sealed, again, passphrase); err != nil {
		return Backup{}, fault.Wrap(err, "reading the sealed backup again")
	}
	a, errA := describe(plain, false)
	b, errB := describe(again, false)
	if err := errors.Join(errA, errB); err != nil {
		return Backup{}, err
	}
	if a.SHA256 != b.SHA256 {
		return Backup{}, fault.New(fault.Internal, "backup.differs", "The sealed backup does not decrypt to the same book; it was not kept.")
	}
	if err := giveName(sealed, path); err != nil {
		return Backup{}, err
	}
	return describe(path, true)
}

// Restore makes a new book of a backup. The backup is decrypted, opened and
// verified whole before the new book takes its name; a present file is never
// touched.
func Restore(ctx context.Context, backup, to, passphrase string, clock cal.Clock) ([]app.Check, error) {
	if _, err := os.Lstat(to); err == nil {
		return nil, exists(to)
	}
	sealed, err := isSealed(backup)
	if err != nil {
		return nil, err
	}
	if sealed && passphrase == "" {
		return nil, fault.New(fault.Invalid, "backup.sealed", "The backup %s is encrypted.", backup).Advise("Give its passphrase with --passphrase-file.")
	}
	scratch, err := os.MkdirTemp(filepath.Dir(to), ".matterbook-restore-*")
	if err != nil {
		return nil, fault.New(fault.Invalid, "book.folder", "Nothing can be written beside %s: %v.", to, reason(err)).Advise("Choose a folder you may write to.")
	}
	defer os.RemoveAll(scratch)
	plain := filepath.Join(scratch, "book")
	if sealed {
		err = unseal(backup, plain, passphrase)
	} else {
		err = copyFile(backup, plain)
	}
	if err != nil {
		return nil, err
	}
	s, err := sqlite.Open(ctx, plain, sqlite.Options{Clock: clock})
	if err != nil {
		return nil, ofBackup(err, plain, backup)
	}
	checks, err := s.Verify(ctx, nil)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	for _, c := range checks {
		if !c.OK {
			return checks, fault.Refuse("backup.damaged", "The backup %s does not verify: %s: %s", backup, c.Name, c.Detail).Advise("Nothing was restored; try an older backup.")
		}
	}
	return checks, giveName(plain, to)
}

// ofBackup says of what cannot be opened that it is the backup: the copy that was
// tried has a name nobody knows.
func ofBackup(err error, copied, backup string) error {
	var e *fault.Error
	if !errors.As(err, &e) || e.Sort == fault.Internal {
		return err
	}
	if whole, err := filepath.Abs(copied); err == nil {
		copied = whole
	}
	said := *e
	said.Message = "The backup " + backup + " cannot be restored: " + strings.ReplaceAll(e.Message, copied, "the file")
	said.Hint = "Nothing was restored; try another backup."
	said.Facts = nil
	return &said
}

const ageHeader = "age-encryption.org/"

func isSealed(path string) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, fault.New(fault.Missing, "backup.missing", "There is no backup %s.", path).Advise("Check the name.")
	}
	if err != nil {
		return false, fault.New(fault.Invalid, "backup.cannot_read", "The backup %s cannot be read: %v.", path, reason(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return false, fault.New(fault.Invalid, "backup.folder", "%s is a folder, not a backup.", path).Advise("Name the file inside it.")
	}
	head := make([]byte, len(ageHeader))
	n, _ := io.ReadFull(f, head) // a shorter file is no sealed backup
	return string(head[:n]) == ageHeader, nil
}

func seal(from, to, passphrase string) error {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return fault.New(fault.Invalid, "passphrase.invalid", "The passphrase cannot be used: %v.", err)
	}
	return through(from, to, func(w io.Writer, r io.Reader) error {
		enc, err := age.Encrypt(w, recipient)
		if err != nil {
			return err
		}
		if _, err := io.Copy(enc, r); err != nil {
			return err
		}
		return enc.Close()
	})
}

func unseal(from, to, passphrase string) error {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return fault.New(fault.Invalid, "passphrase.invalid", "The passphrase cannot be used: %v.", err)
	}
	err = through(from, to, func(w io.Writer, r io.Reader) error {
		dec, err := age.Decrypt(r, identity)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, dec)
		return err
	})
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return fault.Refuse("backup.passphrase", "The passphrase does not open the backup %s.", from).Advise("Check it and try again; nothing was touched.")
	case err != nil:
		return fault.Refuse("backup.damaged", "The backup %s is cut or was altered: %v.", from, err).Advise("Nothing was restored; try another backup.")
	}
	return nil
}

func copyFile(from, to string) error {
	err := through(from, to, func(w io.Writer, r io.Reader) error {
		_, err := io.Copy(w, r)
		return err
	})
	return fault.Wrap(err, "copying %s", from)
}

// through pipes one file into a new, owner-only file and syncs it.
func through(from, to string, pipe func(io.Writer, io.Reader) error) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(pipe(w, r), w.Sync(), w.Close())
}

func describe(path string, sealed bool) (Backup, error) {
	f, err := os.Open(path)
	if err != nil {
		return Backup{}, fault.Wrap(err, "reading %s", path)
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return Backup{Path: path, Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil)), Sealed: sealed}, fault.Wrap(err, "reading %s", path)
}

// ReadPassphrase takes the first line of a file.
func ReadPassphrase(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fault.New(fault.Invalid, "passphrase.file", "The passphrase file %s cannot be read: %v.", path, reason(err))
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", fault.New(fault.Invalid, "passphrase.blank", "The first line of the passphrase file %s is blank.", path)
	}
	return line, nil
}

func exists(path string) error {
	return fault.New(fault.Conflict, "file.exists", "There is a file %s already.", path).Advise("Choose another name; nothing was overwritten.")
}

// reason is the part of an error of the file system that people understand.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
