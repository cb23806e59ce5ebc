package present

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"matterbook/app/fault"
)

// Recents are the books opened last, newest first, in a file of their own in the
// user's configuration folder. It is written beside and renamed, so a killed
// program leaves the old list, never half of one.
type Recents struct{ Path string }

// Recent is one of them.
type Recent struct {
	Path string `json:"path"`
	Firm string `json:"firm"`
	User string `json:"user,omitempty"`
}

const mostRecent = 8

// List reads the list; a list that cannot be read is an empty one.
func (r Recents) List() []Recent {
	b, err := os.ReadFile(r.Path)
	if err != nil {
		return nil
	}
	var list []Recent
	if json.Unmarshal(b, &list) != nil {
		return nil
	}
	return slices.DeleteFunc(list, func(x Recent) bool { return x.Path == "" })
}

// Add puts a book at the top.
func (r Recents) Add(x Recent) error {
	list := slices.DeleteFunc(r.List(), func(o Recent) bool { return o.Path == x.Path })
	list = slices.Insert(list, 0, x)
	return r.write(list[:min(len(list), mostRecent)])
}

// Remove takes a book off the list; the file itself is never touched.
func (r Recents) Remove(path string) error {
	return r.write(slices.DeleteFunc(r.List(), func(o Recent) bool { return o.Path == path }))
}

func (r Recents) write(list []Recent) error {
	if list == nil {
		list = []Recent{}
	}
	b, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return fault.Wrap(err, "writing the list of books")
	}
	folder := filepath.Dir(r.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fault.Wrap(err, "making the folder %s", folder)
	}
	f, err := os.CreateTemp(folder, ".recent-*")
	if err != nil {
		return fault.Wrap(err, "writing the list of books")
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), r.Path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return fault.Wrap(err, "writing the list of books")
}

// Gone says whether the book is no longer where it was.
func (x Recent) Gone() bool {
	_, err := os.Stat(x.Path)
	return errors.Is(err, fs.ErrNotExist)
}
