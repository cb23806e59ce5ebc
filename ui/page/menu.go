package page

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
)

// keyMap is the table of keys: the kit's, and those of this window.
func keyMap() *kit.KeyMap {
	m := kit.DefaultKeyMap()
	add := func(group, id, title, key, twin string) {
		m.Add(kit.Accel{ID: id, Title: title, Group: group, Key: kit.MustChord(key), Twin: kit.MustChord(twin)})
	}
	for i, r := range routes {
		key := r.route.Key
		if key == "" && i < 9 {
			key = fmt.Sprintf("Ctrl+%d", i+1)
		}
		add("Go to", "go."+r.route.Name, r.route.Title, key, "")
	}
	add("Time and bills", "timer.pause", "Pause the timer, or let it go on", "Ctrl+Shift+Space", "")
	add("Time and bills", "time.release", "Release", "Ctrl+Shift+E", "")
	add("Time and bills", "why", "Why this rate", "Ctrl+Shift+Y", "")
	add("Records", "undo", "Undo the last change of a draft", "Ctrl+Alt+Z", "")
	add("Everywhere", "export", "Export what is shown", "Ctrl+Shift+X", "")
	add("Everywhere", "text.larger", "Larger text", "Ctrl+Plus", "Ctrl+=")
	add("Everywhere", "text.smaller", "Smaller text", "Ctrl+Minus", "")
	add("Everywhere", "text.usual", "Usual text size", "Ctrl+0", "")
	return m
}

// menu is the main menu. It holds every accelerator: a menu's key works from any
// field, an entry would swallow it.
func (sh *Shell) menu() *fyne.MainMenu {
	item := func(id string) *fyne.MenuItem { return sh.keys.MenuItem(id, sh.win.Canvas) }
	do := func(title, id string) *fyne.MenuItem {
		return fyne.NewMenuItem(title, func() {
			if !kit.Modal(sh.win.Canvas()) {
				sh.do(id)
			}
		})
	}
	line := fyne.NewMenuItemSeparator

	file := []*fyne.MenuItem{do("Open or start a book…", "book.welcome")}
	if sh.opt.Recent != nil && sh.opt.OpenPath != nil {
		recent := fyne.NewMenuItem("Recent books", nil)
		recent.ChildMenu = fyne.NewMenu("")
		for _, path := range sh.opt.Recent() {
			recent.ChildMenu.Items = append(recent.ChildMenu.Items, fyne.NewMenuItem(filepath.Base(path), func() { sh.opt.OpenPath(path) }))
		}
		if len(recent.ChildMenu.Items) > 0 {
			file = append(file, recent)
		}
	}
	quit := item("quit")
	quit.IsQuit = true
	file = append(file, line(), item("new"), item("save"), item("save.new"), line(), item("export"), item("print"), do("Choose the printer…", "printer"), line(), quit)

	edit := []*fyne.MenuItem{item("undo"), line(), item("edit"), item("duplicate"), item("repeat"), item("delete"), line(), item("search"), item("choose"),
		line(), item("previous"), item("next"), line(), item("time.release"), item("why"), item("spell"), item("preview"), item("pay")}

	look := func(title, id string, on bool) *fyne.MenuItem {
		it := do(title, id)
		it.Checked = on
		return it
	}
	l := sh.lookNow()
	view := []*fyne.MenuItem{
		look("Light", "theme.light", l.Theme == "light"), look("Dark", "theme.dark", l.Theme == "dark"),
		look("As the system", "theme.system", l.Theme == "system" || l.Theme == ""), line(),
		look("Compact rows", "density.compact", l.Density != "comfortable"), look("Comfortable rows", "density.comfortable", l.Density == "comfortable"), line(),
		item("text.larger"), item("text.smaller"), item("text.usual"), line(), item("reload"), item("pane.next"),
	}

	goTo := []*fyne.MenuItem{item("find"), item("back"), line()}
	for _, r := range routes {
		goTo = append(goTo, item("go."+r.route.Name))
	}
	goTo = append(goTo, line(), item("timer"), item("timer.pause"))

	help := []*fyne.MenuItem{item("help"), do("About Matterbook", "about")}
	return fyne.NewMainMenu(fyne.NewMenu("File", file...), fyne.NewMenu("Edit", edit...), fyne.NewMenu("View", view...),
		fyne.NewMenu("Go", goTo...), fyne.NewMenu("Help", help...))
}

// refreshMenu shows the ticks of the look as it is now.
func (sh *Shell) refreshMenu() {
	if sh.window != nil {
		sh.win.SetMainMenu(sh.menu())
	}
}

// contextMenu is a menu of commands; those that cannot be done now are left out.
func (w *Window) contextMenu(ids ...string) *fyne.Menu {
	off := map[string]string{}
	titles := map[string]string{}
	for _, c := range w.frame.Commands() {
		off[c.ID], titles[c.ID] = c.Off, c.Title
	}
	var list []*fyne.MenuItem
	for _, id := range ids {
		title := titles[id]
		if a, ok := w.keys.Map.Get(id); ok && title == "" {
			title = a.Title
		}
		it := fyne.NewMenuItem(title, func() { w.do(id) })
		if a, ok := w.keys.Map.Get(id); ok {
			it.Shortcut = a.Key.Shortcut()
		}
		it.Disabled = off[id] != ""
		list = append(list, it)
	}
	return fyne.NewMenu("", list...)
}
