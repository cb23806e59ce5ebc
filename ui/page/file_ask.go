package page

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// AskFile implements present.Surface: a path that is typed, with the folder's
// content beneath it and the folders used before beside it.
func (sh *Shell) AskFile(q present.FileQuestion, answer func(path string)) {
	folder, _ := os.UserHomeDir()
	if len(sh.folders) > 0 {
		folder = sh.folders[0]
	}
	var pick *present.FilePick
	path := kit.ID("file.path", kit.NewEntry())
	rows := kit.NewRows()
	grid := kit.ID("file.list", kit.NewGrid(rows, []kit.Column{{Key: "name", Label: words.Mark("Name"), Width: 240, Flex: 1, Icons: true},
		{Key: "size", Label: words.Mark("Size"), Width: 84, Align: fyne.TextAlignTrailing}, {Key: "when", Label: words.Mark("Changed"), Width: 104}}))
	grid.MinRows = 11
	field := kit.NewField(words.L("File"), path).WithPath("path")
	places := kit.ID("file.places", kit.NewSelect(nil, func(it kit.Item) { pick.Enter(it.ID) }))
	places.PlaceHolder = words.L("Go to a folder…")
	line := GrowRow(8, 0, places)
	body := Column(6, field, line, grid)
	var kinds *kit.Tabs
	if q.Save && len(q.Kinds) > 1 {
		kinds = kit.ID("file.kind", kit.NewSegments(kindTabs(q.Kinds), func(kind string) {
			if pick != nil && kind != pick.Kind() {
				pick.SetKind(kind)
			}
		}))
		body = Column(6, field, GrowRow(8, 0, places, kinds), grid)
	}
	d := kit.NewDialog(q.Title, body, map[bool]string{true: words.L("Save"), false: words.Sense("Open", "act")}[q.Save], nil)
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
		list := []kit.GridRow{{ID: 1, Cells: []kit.Cell{{Text: words.L("The folder above"), Icon: theme.MoveUpIcon(), Muted: true}, {}, {}}}}
		for i, e := range pick.Entries {
			icon := theme.FileIcon()
			if e.Folder {
				icon = theme.FolderIcon()
			}
			list = append(list, kit.GridRow{ID: int64(i + 2), Cells: []kit.Cell{{Text: e.Name, Icon: icon}, {Text: e.Sized(), Muted: true}, {Text: when(e), Muted: true}}})
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
		sh.useFolder(filepath.Dir(chosen))
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
	offer := func() { places.SetItems(items(present.Folders(sh.folders))) }
	offer()
	sh.readFolders(offer)
	d.Open(sh.win.Canvas())
}

// when is the day a file was changed.
func when(e present.FileEntry) string {
	if e.When.IsZero() {
		return ""
	}
	return words.Date(cal.Of(e.When))
}

// readFolders brings the folders the user chose from before.
func (sh *Shell) readFolders(done func()) {
	if sh.window == nil || len(sh.folders) > 0 {
		return
	}
	desk := sh.window.frame.Desk()
	present.Go(sh.run, func(ctx context.Context) ([]string, error) {
		var used []string
		err := desk.Preference(ctx, present.FoldersKey, &used)
		return used, err
	}, func(used []string, err error) {
		if err == nil && len(sh.folders) == 0 { // without them those of the computer are offered
			sh.folders = used
			done()
		}
	})
}

// useFolder remembers a folder for the next question.
func (sh *Shell) useFolder(path string) {
	sh.folders = present.UseFolder(sh.folders, path)
	if sh.window != nil {
		sh.window.frame.Prefer(present.FoldersKey, sh.folders)
	}
}

// kindTabs are formats of a file; the order is always the same.
func kindTabs(kinds []string) []kit.Tab {
	var tabs []kit.Tab
	for _, k := range slices.Sorted(slices.Values(kinds)) {
		tabs = append(tabs, kit.Tab{ID: k, Text: strings.ToUpper(k)})
	}
	return tabs
}
