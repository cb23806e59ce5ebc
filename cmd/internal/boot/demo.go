package boot

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"matterbook/app/fault"
	"matterbook/cmd/internal/demo"
)

// CreateDemo makes a book of the invented firm. It is made beside path and takes
// its name when it is whole: an existing file is refused, and what fails or is
// cancelled leaves no file.
func CreateDemo(ctx context.Context, path string, o demo.Options) (demo.Counts, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fault.Wrap(err, "finding %s", path)
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, exists(path)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "book.folder", "The folder %s cannot be made: %v.", folder, reason(err)).Advise("Choose a folder you may write to.")
	}
	scratch, err := os.MkdirTemp(folder, ".matterbook-demo-*")
	if err != nil {
		return nil, fault.New(fault.Invalid, "book.folder", "Nothing can be written beside %s: %v.", path, reason(err)).Advise("Choose a folder you may write to.")
	}
	defer os.RemoveAll(scratch)
	made := filepath.Join(scratch, "book")
	counts, err := makeDemo(ctx, made, o)
	if err != nil && ctx.Err() != nil {
		return nil, fault.New(fault.Conflict, "cancelled", "The demo firm was stopped before it was done; no book was made.").Because(err)
	}
	if err != nil {
		return nil, err
	}
	return counts, giveName(made, path)
}

func makeDemo(ctx context.Context, path string, o demo.Options) (counts demo.Counts, err error) {
	name, preset, id, err := demo.Name()
	if err != nil {
		return nil, err
	}
	clock := demo.Clock(o)
	book, err := Create(ctx, path, clock, NewBook{Firm: name, Preset: preset, LEDESFirmID: id})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	return demo.Make(ctx, book, clock, o)
}

// giveName moves a finished file to its name, never over a present one.
func giveName(from, to string) error {
	err := os.Link(from, to)
	if errors.Is(err, os.ErrExist) {
		return exists(to)
	}
	if err != nil { // a file system without links, such as that of a memory stick
		if _, there := os.Lstat(to); there == nil {
			return exists(to)
		}
		err = os.Rename(from, to)
	}
	return fault.Wrap(err, "giving %s its name", to)
}
