package page

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// keyMap is the table of keys: the kit's, and those of this window.
func keyMap() *kit.KeyMap {
	m := kit.DefaultKeyMap()
	add := func(group, id, title, key, twin string) {
		m.Add(kit.Accel{ID: id, Title: title, Group: group, Key: kit.MustChord(key), Twin: kit.MustChord(twin)})
	}
	for _, r := range routes {
		add(kit.GoTo, "go."+r.route.Name, r.route.Title, r.route.Key, "")
	}
	add(kit.Working, "timer.pause", words.Mark("Pause the timer, or let it go on"), "Ctrl+Shift+Space", "")
	add(kit.Working, "day.earlier", words.Mark("Copy from earlier days"), "Ctrl+Alt+Y", "")
	add(kit.Working, "timer.edit", words.Mark("Change the timer while it runs"), "Ctrl+Alt+S", "")
	for i, title := range []string{words.Mark("Start the first timer that waits"), words.Mark("Start the second timer that waits"), words.Mark("Start the third timer that waits")} {
		add(kit.Working, "timer.kept."+itoa(i+1), title, "Ctrl+Alt+"+itoa(i+1), "")
	}
	add(kit.Working, "time.release", words.Mark("Release"), "Ctrl+Shift+E", "")
	for _, a := range []struct{ id, title, key string }{
		{"time.unrelease", words.Mark("Take the release back"), "Ctrl+Alt+E"}, {"time.transfer", words.Mark("Transfer to another matter"), "Ctrl+Alt+T"},
		{"time.rerate", words.Mark("Look the rates up anew"), "Ctrl+Alt+R"}, {"time.split", words.Mark("Divide over matters"), "Ctrl+Alt+D"},
		{"time.combine", words.Mark("Make one entry of several"), "Ctrl+Alt+J"}, {"time.hold", words.Mark("Hold off bills"), "Ctrl+Alt+H"},
		{"time.write_off", words.Mark("Write off"), "Ctrl+Alt+W"}, {"time.missing", words.Mark("Show the days that lack time"), "Ctrl+Alt+M"},
	} {
		add(kit.Working, a.id, a.title, a.key, "")
	}
	add(kit.Working, "why", words.Mark("Why this rate"), "Ctrl+Shift+Y", "")
	add(kit.Records, "undo", words.Mark("Undo the last change of a draft"), "Ctrl+Alt+Z", "")
	add(kit.Everywhere, "export", words.Mark("Export what is shown"), "Ctrl+Shift+X", "")
	add(kit.Everywhere, "list.copy", words.Mark("Copy the whole list"), "Ctrl+Shift+C", "")
	add(kit.GoTo, "conflicts", words.Mark("Check a name for conflicts"), "Ctrl+Shift+N", "")
	add(kit.Everywhere, "keys", words.Mark("All keys on one page"), "Ctrl+Shift+K", "")
	add(kit.Everywhere, "text.larger", words.Mark("Larger text"), "Ctrl+Plus", "Ctrl+=")
	add(kit.Everywhere, "text.smaller", words.Mark("Smaller text"), "Ctrl+Minus", "")
	add(kit.Everywhere, "text.usual", words.Mark("Usual text size"), "Ctrl+0", "")
	add(kit.Everywhere, "nav.narrow", words.Mark("Narrow or wide navigation"), "Ctrl+Alt+B", "")
	return m
}

// menu is the main menu. It holds every accelerator: a menu's key works from any
// field, an entry would swallow it.
func (sh *Shell) menu() *fyne.MainMenu {
	can := sh.offered()
	item := func(id string) *fyne.MenuItem {
		it := sh.keys.MenuItem(id, sh.win.Canvas)
		if off, known := can[id]; known && off != "" {
			it.Disabled = true
		}
		return it
	}
	do := sh.menuAct
	line := fyne.NewMenuItemSeparator

	file := []*fyne.MenuItem{do(words.L("Open or start a book…"), "book.welcome")}
	if sh.opt.Recent != nil && sh.opt.OpenPath != nil {
		recent := fyne.NewMenuItem(words.L("Recent books"), nil)
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
	file = append(file, line(), item("new"), item("save"), item("save.new"), line(), item("export"), item("list.copy"), item("print"), do(words.L("Choose the printer…"), "printer"), line(),
		do(words.L("Back up the book…"), "book.backup"), line(), quit)

	edit := []*fyne.MenuItem{item("undo"), line(), item("edit"), item("duplicate"), item("repeat"), item("delete"), line(), item("search"), item("choose"),
		line(), item("previous"), item("next"), line(), item("time.release"), item("why"), item("preview"), item("pay")}

	look := func(title, id string, on bool) *fyne.MenuItem {
		it := do(title, id)
		it.Checked = on
		return it
	}
	l := sh.lookNow()
	view := []*fyne.MenuItem{
		look(words.L("Light"), "theme.light", l.Theme == "light"), look(words.L("Dark"), "theme.dark", l.Theme == "dark"),
		look(words.L("As the system"), "theme.system", l.Theme == "system" || l.Theme == ""), line(),
		look(words.L("Compact rows"), "density.compact", l.Density != "comfortable"), look(words.L("Comfortable rows"), "density.comfortable", l.Density == "comfortable"), line(),
		item("text.larger"), item("text.smaller"), item("text.usual"), line(), item("nav.narrow"), item("reload"), item("pane.next"), item("menu"),
	}

	goTo := []*fyne.MenuItem{item("find"), item("conflicts"), item("back"), line()}
	group := ""
	for _, r := range routes {
		if r.route.Group != group {
			group = r.route.Group
			goTo = append(goTo, line())
		}
		goTo = append(goTo, item("go."+r.route.Name))
	}
	goTo = append(goTo, line(), item("timer"), item("timer.pause"), item("timer.edit"), item("timer.kept.1"), item("timer.kept.2"), item("timer.kept.3"))

	menus := []*fyne.Menu{fyne.NewMenu(words.L("File"), file...), fyne.NewMenu(words.L("Edit"), edit...), fyne.NewMenu(words.L("View"), view...),
		fyne.NewMenu(words.L("Go"), goTo...)}
	if acts := sh.screenItems(); len(acts) > 0 {
		menus = append(menus, fyne.NewMenu(words.L("Act"), acts...))
	}
	help := []*fyne.MenuItem{item("help"), item("keys"), line(), do(words.L("About Matterbook"), "about")}
	return fyne.NewMainMenu(append(menus, fyne.NewMenu(words.L("Help"), help...))...)
}

// menuAct is an item without a key of its own.
func (sh *Shell) menuAct(title, id string) *fyne.MenuItem {
	return fyne.NewMenuItem(title, func() {
		if !kit.Modal(sh.win.Canvas()) {
			sh.do(id)
		}
	})
}

// screenCommands are what the screen in view can do.
func (sh *Shell) screenCommands() []present.Command {
	if sh.window == nil {
		return nil
	}
	if d, ok := sh.window.frame.Screen().(present.Doer); ok {
		return d.Commands()
	}
	return nil
}

// screenItems are the commands of the screen in view, for the menu.
func (sh *Shell) screenItems() []*fyne.MenuItem {
	var list []*fyne.MenuItem
	for _, c := range sh.screenCommands() {
		it := sh.menuAct(words.Of(c.Title), c.ID)
		it.Disabled = c.Off != ""
		if a, ok := sh.keys.Map.Get(c.ID); ok {
			it.Shortcut = a.Key.Shortcut()
		}
		list = append(list, it)
	}
	return list
}

// offered says of the window's own actions why they cannot be done now. What it
// does not name may be tried.
func (sh *Shell) offered() map[string]string {
	off := map[string]string{}
	if sh.window == nil {
		return off
	}
	f := sh.window.frame
	if a, ok := f.Screen().(present.Acter); ok {
		for _, id := range pageActs {
			off[id] = words.L("There is nothing to do it with on this page.")
		}
		for _, id := range a.Acts() {
			off[id] = ""
		}
	}
	for _, c := range f.Commands() {
		off[c.ID] = c.Off
	}
	if f.BackTitle() == "" {
		if _, ok := f.Screen().(present.Backer); !ok {
			off["back"] = words.L("There is no page before this one.")
		}
	}
	return off
}

// pageActs are the window's actions that a page answers or not.
var pageActs = []string{"new", "save", "save.new", "edit", "duplicate", "repeat", "delete", "search", "previous", "next", "time.release", "why", "preview", "pay", "export", "print"}

// refreshMenu shows the ticks of the look, the keys and the language as they are now.
func (sh *Shell) refreshMenu() {
	if sh.window != nil {
		sh.menuShown = sh.menuKey()
		sh.win.SetMainMenu(kit.MainMenu(sh.menu()))
	}
}

// menuKey says whether the menu would look otherwise.
func (sh *Shell) menuKey() string {
	var b strings.Builder
	for _, c := range sh.screenCommands() {
		b.WriteString(c.ID + "\x00" + c.Title)
		if c.Off != "" {
			b.WriteByte('!')
		}
		b.WriteByte('\n')
	}
	off := sh.offered()
	for _, id := range append([]string{"back", "undo"}, pageActs...) {
		if off[id] != "" {
			b.WriteString(id + " ")
		}
	}
	return b.String()
}

// keepMenu brings the menu up to what can be done now, after a pause: building a
// menu costs more than a key press may.
func (sh *Shell) keepMenu() {
	sh.menuPause.Once(sh.run, menuWait, func() {
		if sh.window != nil && sh.menuKey() != sh.menuShown {
			sh.refreshMenu()
		}
	})
}

// dropMenu opens the menu by key: the toolkit opens its own only on Alt.
func (sh *Shell) dropMenu() {
	var items []*fyne.MenuItem
	for _, m := range sh.menu().Items {
		it := fyne.NewMenuItem(m.Label, nil)
		it.ChildMenu = kit.WithKeys(m)
		items = append(items, it)
	}
	kit.ShowMenu(fyne.NewMenu("", items...), sh.win.Canvas(), fyne.NewPos(4, 4))
}

// contextMenu is a menu of commands; those that cannot be done now are left out.
func (w *Window) contextMenu(ids ...string) *fyne.Menu {
	commands := w.frame.Commands()
	var list []*fyne.MenuItem
	for _, id := range ids {
		title, off := "", ""
		if i := slices.IndexFunc(commands, func(c present.Command) bool { return c.ID == id }); i >= 0 {
			title, off = words.Of(commands[i].Title), commands[i].Off
		}
		a, ok := w.keys.Map.Get(id)
		if ok && title == "" {
			title = a.Name()
		}
		if title == "" {
			continue // not offered now
		}
		it := fyne.NewMenuItem(title, func() { w.do(id) })
		if ok {
			it.Shortcut = a.Key.Shortcut()
		}
		it.Disabled = off != ""
		list = append(list, it)
	}
	return fyne.NewMenu("", list...)
}

// menuUnder opens a menu of commands beneath a button.
func (w *Window) menuUnder(b *kit.Button, ids ...string) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
	kit.ShowMenu(w.contextMenu(ids...), w.win.Canvas(), at.AddXY(0, b.Size().Height))
}
