package present

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"matterbook/app/fault"
	"matterbook/ui/words"
)

// FilePick is the choosing of a file: a path that is typed, and what stands in
// its folder.
type FilePick struct {
	run     Runner
	Ask     FileQuestion
	changed func()

	Path    Field
	Folder  string
	Entries []FileEntry // of the folder, as the typed name narrows them
	all     []FileEntry
	read    Latest
	sep     string
	listed  string
}

// FileEntry is a folder or file.
type FileEntry struct {
	Name   string
	Path   string
	Folder bool
	Size   int64 // bytes
	When   time.Time
}

// NewFilePick begins in a folder; with Save the proposed name stands in it.
func NewFilePick(run Runner, q FileQuestion, folder string, changed func()) *FilePick {
	p := &FilePick{run: run, Ask: q, changed: changed, sep: string(filepath.Separator)}
	if folder != "" && !strings.HasSuffix(folder, p.sep) {
		folder += p.sep
	}
	p.SetPath(folder + q.Name)
	return p
}

// SetPath takes what was typed. "~" is the home folder.
func (p *FilePick) SetPath(text string) {
	if home, err := os.UserHomeDir(); err == nil && (text == "~" || strings.HasPrefix(text, "~"+p.sep)) {
		text = home + text[1:]
	}
	if p.Path.Text == text && p.listed != "" {
		return
	}
	p.Path.Set(text)
	folder, _ := filepath.Split(text)
	if folder == "" {
		folder = "." + p.sep
	}
	if folder == p.listed {
		p.narrow()
		p.changed()
		return
	}
	p.listed = folder
	Ask(&p.read, p.run, func(context.Context) ([]FileEntry, error) { return listFolder(folder, p.Ask.Kinds) }, func(list []FileEntry, err error) {
		p.Folder, p.all = folder, list
		if err != nil {
			p.all = nil // typed half way: nothing to offer yet
		}
		p.narrow()
		p.changed()
	})
}

// listFolder lists folders first, then the files of the kinds; hidden ones not.
func listFolder(folder string, kinds []string) ([]FileEntry, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var folders, files []FileEntry
	for _, e := range found {
		name := e.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		path := filepath.Join(folder, name)
		isFolder := e.IsDir()
		if e.Type()&os.ModeSymlink != 0 {
			if info, err := os.Stat(path); err == nil {
				isFolder = info.IsDir()
			}
		}
		switch {
		case isFolder:
			folders = append(folders, FileEntry{Name: name, Path: path + string(filepath.Separator), Folder: true})
		case len(kinds) == 0 || slices.Contains(kinds, strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))):
			f := FileEntry{Name: name, Path: path}
			if info, err := os.Stat(path); err == nil { // gone meanwhile: without its size
				f.Size, f.When = info.Size(), info.ModTime()
			}
			files = append(files, f)
		}
	}
	return append(folders, files...), nil
}

// Sized is the size in words, blank for a folder.
func (e FileEntry) Sized() string {
	switch {
	case e.Folder:
		return ""
	case e.Size < 1000:
		return words.L("%d bytes", e.Size)
	case e.Size < 1000_000:
		return words.L("%d kB", (e.Size+500)/1000)
	}
	return words.Number(fmt.Sprintf("%.1f", float64(e.Size)/1e6)) + " MB"
}

// mostFolders is how many folders used before are offered.
const mostFolders = 8

// Folders are the places a file is looked for first: the folders used before, the
// newest first, then those every computer has.
func Folders(used []string) []Choice {
	var list []Choice
	add := func(path, more string) {
		info, err := os.Stat(path)
		known := slices.ContainsFunc(list, func(c Choice) bool { return c.Key == path })
		if err == nil && info.IsDir() && !known {
			list = append(list, Choice{Noun: "folder", Key: path, Text: path, More: more})
		}
	}
	for _, path := range used[:min(len(used), mostFolders)] {
		add(path, words.L("used before"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		add(home, words.L("your home folder"))
		for _, name := range []string{"Documents", "Dokumente", "Downloads", "Desktop", "Schreibtisch"} {
			add(filepath.Join(home, name), "")
		}
	}
	return list
}

// UseFolder puts a folder in front of those used before.
func UseFolder(used []string, path string) []string {
	used = slices.DeleteFunc(slices.Clone(used), func(old string) bool { return old == path })
	used = slices.Insert(used, 0, path)
	return used[:min(len(used), mostFolders)]
}

// FoldersKey is where the folders used before are kept for a user.
const FoldersKey = "folders"

// narrow keeps what begins with the typed name; when nothing does, everything.
func (p *FilePick) narrow() {
	_, name := filepath.Split(p.Path.Text)
	p.Entries = p.all
	if name == "" || p.Ask.Save && name == p.Ask.Name {
		return
	}
	var some []FileEntry
	for _, e := range p.all {
		if strings.HasPrefix(strings.ToLower(e.Name), strings.ToLower(name)) {
			some = append(some, e)
		}
	}
	if len(some) > 0 || !p.Ask.Save {
		p.Entries = some
	}
}

// Kind is the ending of the typed name when it is one of those asked for, else
// the first of them.
func (p *FilePick) Kind() string {
	if len(p.Ask.Kinds) == 0 {
		return ""
	}
	if kind := strings.ToLower(strings.TrimPrefix(filepath.Ext(p.Path.Text), ".")); slices.Contains(p.Ask.Kinds, kind) {
		return kind
	}
	return p.Ask.Kinds[0]
}

// SetKind gives the typed name another ending.
func (p *FilePick) SetKind(kind string) {
	text := strings.TrimSpace(p.Path.Text)
	if text == "" || strings.HasSuffix(text, p.sep) {
		return
	}
	if ext := filepath.Ext(text); slices.Contains(p.Ask.Kinds, strings.ToLower(strings.TrimPrefix(ext, "."))) {
		text = strings.TrimSuffix(text, ext)
	}
	p.Ask.Name = "" // no longer the name that was proposed
	p.SetPath(text + "." + kind)
	p.changed()
}

// Complete lengthens the typed path as far as it is certain, as Tab does in a
// shell. False when nothing is certain.
func (p *FilePick) Complete() bool {
	_, name := filepath.Split(p.Path.Text)
	if len(p.Entries) == 0 || name == "" {
		return false
	}
	common := p.Entries[0].Path
	for _, e := range p.Entries[1:] {
		for !strings.HasPrefix(strings.ToLower(e.Path), strings.ToLower(common)) {
			common = common[:len(common)-1]
		}
	}
	if len(common) <= len(p.Path.Text) {
		return false
	}
	p.SetPath(common)
	return true
}

// Enter goes to a folder; a name that was typed or proposed stays.
func (p *FilePick) Enter(folder string) {
	if !strings.HasSuffix(folder, p.sep) {
		folder += p.sep
	}
	name := ""
	if p.Ask.Save {
		_, name = filepath.Split(p.Path.Text)
	}
	p.SetPath(folder + name)
}

// Up goes to the folder above.
func (p *FilePick) Up() {
	folder := filepath.Dir(strings.TrimSuffix(p.Folder, p.sep))
	if !strings.HasSuffix(folder, p.sep) {
		folder += p.sep
	}
	name := ""
	if p.Ask.Save {
		_, name = filepath.Split(p.Path.Text)
	}
	p.SetPath(folder + name)
}

// Choose takes a line: a folder is entered, a file becomes the path. True says
// that a file was chosen.
func (p *FilePick) Choose(e FileEntry) bool {
	if !e.Folder {
		p.SetPath(e.Path)
		return true
	}
	name := ""
	if p.Ask.Save {
		_, name = filepath.Split(p.Path.Text)
	}
	p.SetPath(e.Path + name)
	return false
}

// Done gives the path when it can be used. A file that would be overwritten is
// refused: nothing of ours ever writes over a file.
func (p *FilePick) Done() (path string, err error) {
	text := strings.TrimSpace(p.Path.Text)
	fail := func(format string, args ...any) (string, error) {
		e := fault.New(fault.Invalid, "file.path", format, args...)
		p.Path.Fault = e.Message
		return "", e
	}
	if text == "" || strings.HasSuffix(text, p.sep) {
		return fail("Choose a file, or type its name.")
	}
	if p.Ask.Save && len(p.Ask.Kinds) > 0 && filepath.Ext(text) == "" {
		text += "." + p.Ask.Kinds[0]
	}
	info, err := os.Stat(text)
	switch {
	case err == nil && info.IsDir():
		return fail("%s is a folder; choose a file in it.", text)
	case p.Ask.Save && err == nil:
		return fail("There is a file %s already; choose another name.", filepath.Base(text))
	case p.Ask.Save:
		if info, err := os.Stat(filepath.Dir(text)); err != nil || !info.IsDir() {
			return fail("There is no folder %s.", filepath.Dir(text))
		}
	case err != nil:
		return fail("There is no file %s.", text)
	}
	return filepath.Clean(text), nil
}
