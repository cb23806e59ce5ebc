package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// AskFile implements present.Surface: a path that is typed, with the folder's
// content beneath it, and the toolkit's own chooser behind a button.
func (sh *Shell) AskFile(q present.FileQuestion, answer func(path string)) {
	folder := sh.lastFolder
	if folder == "" {
		folder, _ = os.UserHomeDir()
	}
	var pick *present.FilePick
	path := kit.ID("file.path", kit.NewEntry())
	rows := kit.NewRows()
	grid := kit.ID("file.list", kit.NewGrid(rows, []kit.Column{{Key: "name", Label: "Name", Flex: 1, Icons: true}}))
	grid.MinRows = 11
	field := kit.NewField("File", path).WithPath("path")
	body := Column(6, field, grid)
	var kinds *kit.Tabs
	if q.Save && len(q.Kinds) > 1 {
		kinds = kit.ID("file.kind", kit.NewSegments(kindTabs(q.Kinds), func(kind string) {
			if pick != nil && kind != pick.Kind() {
				pick.SetKind(kind)
			}
		}))
		body = Column(6, field, Row(0, kinds), grid)
	}
	d := kit.NewDialog(q.Title, body, map[bool]string{true: "Save", false: "Open"}[q.Save], nil)
	d.Width = 640
	d.WithFields(field)

	draw := func() {
		if pick == nil {
			return
		}
		if path.Text != pick.Path.Text {
			path.SetText(pick.Path.Text)
			path.CursorColumn = len([]rune(path.Text))
			path.Refresh()
		}
		path.SetFault(pick.Path.Fault)
		if kinds != nil && kinds.Selected() != pick.Kind() {
			kinds.SetSelected(pick.Kind())
		}
		list := []kit.GridRow{{ID: 1, Cells: []kit.Cell{{Text: "..", Icon: theme.MoveUpIcon()}}}}
		for i, e := range pick.Entries {
			icon := theme.FileIcon()
			if e.Folder {
				icon = theme.FolderIcon()
			}
			list = append(list, kit.GridRow{ID: int64(i + 2), Cells: []kit.Cell{{Text: e.Name, Icon: icon}}})
		}
		rows.Set(list)
		grid.Reload()
	}
	pick = present.NewFilePick(sh.run, q, folder, func() { draw() })
	draw()
	path.KeepCursor = true
	path.OnChanged = pick.SetPath
	path.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDown:
			sh.win.Canvas().Focus(grid)
			return true
		case fyne.KeyRight:
			return path.CursorColumn == len([]rune(path.Text)) && pick.Complete()
		}
		return false
	}
	d.OnSubmit = func(d *kit.Dialog) {
		chosen, err := pick.Done()
		if err != nil {
			path.SetFault(pick.Path.Fault)
			return
		}
		d.Close()
		sh.lastFolder = filepath.Dir(chosen)
		answer(chosen)
	}
	grid.OnActivate = func(row int, id int64) {
		switch {
		case id == 1:
			pick.Up()
		case pick.Choose(pick.Entries[id-2]) && !q.Save:
			d.Submit()
		}
	}
	d.AddButton(kit.NewButton("Browse…", func() { sh.browse(q, filepath.Dir(pick.Path.Text), pick.SetPath) }))
	d.Open(sh.win.Canvas())
}

// kindTabs are formats of a file; the order is always the same.
func kindTabs(kinds []string) []kit.Tab {
	var tabs []kit.Tab
	for _, k := range slices.Sorted(slices.Values(kinds)) {
		tabs = append(tabs, kit.Tab{ID: k, Text: strings.ToUpper(k)})
	}
	return tabs
}

// browse is the toolkit's own file dialog.
func (sh *Shell) browse(q present.FileQuestion, folder string, chosen func(path string)) {
	var f *dialog.FileDialog
	if q.Save {
		f = dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
			if err == nil && w != nil {
				path := w.URI().Path()
				w.Close()
				// The dialog has made the file; ours is written later, and only where none is.
				if info, err := os.Stat(path); err == nil && info.Size() == 0 {
					os.Remove(path)
				}
				chosen(path)
			}
		}, sh.win)
		f.SetFileName(q.Name)
	} else {
		f = dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if err == nil && r != nil {
				defer r.Close()
				chosen(r.URI().Path())
			}
		}, sh.win)
	}
	if len(q.Kinds) > 0 {
		var endings []string
		for _, k := range q.Kinds {
			endings = append(endings, "."+k)
		}
		f.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	if at, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		f.SetLocation(at)
	}
	f.Resize(fyne.NewSize(820, 560))
	f.Show()
}
