package main

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"matterbook/ui/page"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// tray is the menu of the desktop's tray: the timers, and the way back to the
// window. It is never the only way to anything.
type tray struct {
	app  fyne.App
	win  fyne.Window
	menu *fyne.Menu
	quit func()
}

// newTray is nil where the desktop has no tray.
func newTray(a fyne.App, win fyne.Window, quit func()) *tray {
	if _, ok := a.(desktop.App); !ok || !sessionBus() {
		return nil
	}
	return &tray{app: a, win: win, quit: quit}
}

// sessionBus says whether the desktop can be spoken to. On Linux tray and
// notifications are asked for on the session's bus; without it the toolkit
// would complain on the terminal at every try.
func sessionBus() bool {
	return runtime.GOOS != "linux" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != ""
}

// show puts the timers into the menu; nil leaves the window alone in it.
func (t *tray) show(timers *present.Timers) {
	if t == nil {
		return
	}
	item := func(text string, do func()) *fyne.MenuItem { return fyne.NewMenuItem(text, do) }
	window := func() {
		t.win.Show()
		t.win.RequestFocus()
	}
	items := []*fyne.MenuItem{item(words.L("Show Matterbook"), window)}
	if timers != nil {
		items = append(items, fyne.NewMenuItemSeparator())
		v := timers.View()
		if c := v.Current; c != nil && c.Running {
			items = append(items, item(words.L("Pause %s", c.Label), func() { timers.Toggle(c.ID) }), item(words.L("Stop and record %s", c.Label), func() {
				window()
				timers.Finish(c.ID)
			}))
		} else if c != nil {
			items = append(items, item(words.L("Go on with %s", c.Label), func() { timers.Toggle(c.ID) }))
		}
		for _, k := range v.Kept {
			items = append(items, item(words.L("Start %s", k.Label), func() { timers.Start(k.ID) }))
		}
		if v.Current == nil || !v.Current.Running {
			items = append(items, item(words.L("Start a timer"), func() { timers.StartNew(present.TimerWish{}) }))
		}
	}
	quit := item(words.L("Quit"), t.quit)
	quit.IsQuit = true
	items = append(items, fyne.NewMenuItemSeparator(), quit)
	if t.menu == nil {
		t.menu = fyne.NewMenu(page.Name, items...)
		t.app.(desktop.App).SetSystemTrayMenu(t.menu)
		return
	}
	t.menu.Items = items
	t.menu.Refresh()
}

// remind tells something on the desktop.
func remind(a fyne.App) func(title, text string) {
	if !sessionBus() {
		return nil
	}
	return func(title, text string) { a.SendNotification(fyne.NewNotification(title, text)) }
}
