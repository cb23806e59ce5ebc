package page

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// Name is the program's, and the exact title of its one window: desktops find
// the window's icon by it.
const Name = "Matterbook"

// Options is what the program hands in.
type Options struct {
	Version string
	Symbols map[string][]byte // one-colour SVG by name
	// Translations are the tables of other languages, JSON by tag: what the code
	// says in English, and how it is said.
	Translations map[string][]byte
	// System runs work beside the window; package cmd hands in kit.Background.
	Runner present.Runner
	// Printer prints; nil where nothing can be printed.
	Printer present.Printer
	// Quit ends the program after the book is closed.
	Quit func()
	// OpenBook and NewFirm lead back to the welcome page; nil hides them.
	Welcome func()
	// OpenPath opens another book in place of this one.
	OpenPath func(path string)
	// Timers is told of the timers as the bar shows them, for a menu of the desktop;
	// nil where there is none.
	Timers func(t *present.Timers)
	// Remind tells something on the desktop, outside the window; nil where it cannot.
	Remind func(title, text string)
	// Recent are books opened before.
	Recent func() []string
	// Book is what can be done with the file of the open book; nil where nothing can.
	Book present.BookKeeper
	// Help gives the topics of the help in a language as texts by name.
	Help func(language string) map[string]string
	// Notices are the licences of everything that is linked in.
	Notices string
	// Facts say what the program is made of: Go, toolkit, folder of the log, by name.
	Facts [][2]string
	// TablePDF writes a table as a paper.
	TablePDF present.TableWriter
}

// Shell is the program's one window: the stage, its keys, menu and dialogs. It
// shows the welcome page or a [Window] on a book.
type Shell struct {
	win   fyne.Window
	run   present.Runner
	opt   Options
	stage *kit.Stage
	keys  *kit.Keys
	look  *kit.Theme

	window       *Window
	shownWelcome *welcomePage
	symbols      map[string]fyne.Resource
	lastTimers   present.TimersView
	lastStatus   []kit.StatusItem
	folders      []string // files were chosen from, newest first
	menuShown    string   // what the menu was built from
	menuPause    present.Pause
}

// menuWait is how long after a change the menu may still show what could be done
// before it.
const menuWait = 250 * time.Millisecond

// NewShell prepares the window. Nothing is shown yet.
func NewShell(win fyne.Window, opt Options) *Shell {
	sh := &Shell{win: win, run: opt.Runner, opt: opt, symbols: map[string]fyne.Resource{}}
	sh.look = kit.NewTheme(kit.System, kit.Compact, 100)
	fyne.CurrentApp().Settings().SetTheme(sh.look)
	for name, svg := range opt.Symbols {
		sh.symbols[name] = kit.SVG("matterbook-"+name, svg)
	}
	sh.setLanguage("")
	sh.keys = &kit.Keys{Map: keyMap(), Do: sh.do, Escape: sh.escape}
	sh.stage = kit.NewStage(kit.NewLabel(""), sh.keys, opt.Runner)
	sh.stage.Attach(win)
	return sh
}

// Stage is the root of the window.
func (sh *Shell) Stage() *kit.Stage { return sh.stage }

// Canvas is the window's.
func (sh *Shell) Canvas() fyne.Canvas { return sh.win.Canvas() }

// Runner runs work beside the window.
func (sh *Shell) Runner() present.Runner { return sh.run }

// Window is the book's window, nil on the welcome page.
func (sh *Shell) Window() *Window { return sh.window }

// ShowBook puts a frame into the window. attach makes the frame on the surface
// it is given; the caller starts it.
func (sh *Shell) ShowBook(attach func(s present.Surface) *present.Frame) *Window {
	w := newWindow(sh, attach)
	sh.window, sh.shownWelcome = w, nil
	sh.lastTimers, sh.lastStatus = present.TimersView{}, nil // of another drawing
	sh.stage.SetContent(w.object())
	sh.refreshMenu()
	return w
}

// Symbol is a symbol by name: one of those handed in, else one of the toolkit's.
func (sh *Shell) Symbol(name string) fyne.Resource {
	if r, ok := sh.symbols[name]; ok {
		return r
	}
	if icon, ok := toolkitSymbols[name]; ok {
		return theme.Icon(icon)
	}
	return nil
}

// setLook changes theme, density, text size and language.
func (sh *Shell) setLook(l present.Look) {
	next := kit.Theme{ScalePercent: l.Scale}
	switch l.Theme {
	case "light":
		next.Mode = kit.Light
	case "dark":
		next.Mode = kit.Dark
	}
	if l.Density == "comfortable" {
		next.Density = kit.Comfortable
	}
	sh.keys.EnterMovesOn = l.EnterMovesOn
	if *sh.look != next {
		sh.look = &next
		fyne.CurrentApp().Settings().SetTheme(sh.look)
	}
	if !sh.setLanguage(l.Language) || sh.window == nil {
		return
	}
	if sh.window.frame.Screen() == nil { // nothing is drawn yet but the frame
		sh.redress()
		return
	}
	// After the event: the choice was made in the drawing that goes.
	sh.run.Later(sh.redress)
}

// do runs an action of the key table or the menu.
func (sh *Shell) do(id string) bool {
	switch id {
	case "quit":
		sh.opt.Quit()
		return true
	case "help":
		sh.help("")
		return true
	case "keys":
		sh.help("keys")
		return true
	case "about":
		sh.help("about")
		return true
	case "menu":
		sh.dropMenu()
		return true
	case "choose":
		return sh.choose()
	case "book.backup":
		if sh.window != nil {
			sh.window.frame.Go("settings", "book backup")
		}
		return true
	case "book.welcome":
		if sh.opt.Welcome != nil {
			sh.opt.Welcome()
		}
		return true
	}
	w := sh.window
	if w == nil {
		return false
	}
	switch id {
	case "find":
		w.showFinder()
		return true
	case "pane.next":
		sh.nextPane()
		return true
	}
	// The page first: some actions are its widgets' ("search" goes to the search box).
	if p, ok := w.pages[w.shown].(interface{ Do(id string) bool }); ok && p.Do(id) {
		return true
	}
	if w.frame.Do(id) {
		return true
	}
	if a, ok := sh.keys.Map.Get(id); ok {
		w.frame.Say("%s: there is nothing to do it with on this page.", a.Name())
	}
	return false
}

// choose opens the list or calendar of the field that has the focus.
func (sh *Shell) choose() bool {
	switch f := sh.win.Canvas().Focused().(type) {
	case interface{ OpenCalendar() }:
		f.OpenCalendar()
	case interface{ Open() }:
		f.Open()
	default:
		return false
	}
	return true
}

func (sh *Shell) escape() bool {
	if sh.window != nil {
		return sh.window.frame.Back()
	}
	return sh.shownWelcome != nil && sh.shownWelcome.m.Back()
}

// nextPane moves the focus between the page, the timer bar and the navigation.
func (sh *Shell) nextPane() {
	c := sh.win.Canvas()
	if c.Focused() == fyne.Focusable(sh.window.nav) {
		if p, ok := sh.window.pages[sh.window.shown]; ok {
			if f := p.First(); f != nil {
				c.Focus(f)
				return
			}
		}
		kit.FirstFocus(c)
		return
	}
	c.Focus(sh.window.nav)
}

// Ask implements present.Surface.
func (sh *Shell) Ask(q present.Question, answer func(yes bool)) {
	d := kit.ID("ask", kit.Confirm(sh.win.Canvas(), q.Title, q.Text, q.Yes, q.Danger, func() { answer(true) }))
	d.OnCancel = func() { answer(false) }
}

// Form opens a dialog of fields for a page; see kit.NewForm.
func (sh *Shell) Form(title, submit string, fields []*kit.Field, onSubmit func(*kit.Dialog)) *kit.Dialog {
	d := kit.NewForm(title, submit, fields, onSubmit)
	d.Open(sh.win.Canvas())
	return d
}
