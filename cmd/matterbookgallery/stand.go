package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/assets"
	"matterbook/cmd/internal/boot"
	"matterbook/ui/kit"
	"matterbook/ui/page"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// Stand is a window on a copy of a canned book, without a display. Work runs at
// once; timers wait for Wait.
type Stand struct {
	Win     fyne.Window
	Shell   *page.Shell
	Run     *runner
	Clock   *cal.Fixed
	Desk    *app.Desk        // nil on the welcome page
	Welcome *present.Welcome // nil once a book is open

	look present.Look
	stop []func()
}

// runner runs work at once. With Halfway set the work never ends: what is shown
// is what it told of its progress.
type runner struct {
	presenttest.Runner
	Halfway bool
}

// Start implements present.Runner.
func (r *runner) Start(work func(context.Context) (any, error), done func(any, error)) (cancel func()) {
	if !r.Halfway {
		return r.Runner.Start(work, done)
	}
	ctx, stop := context.WithCancel(context.Background())
	work(ctx)
	return stop
}

// failure is a step of Prepare that could not be done; draw tells it.
type failure struct{ text string }

// Fail gives the state up, with the reason.
func (s *Stand) Fail(format string, args ...any) { panic(failure{fmt.Sprintf(format, args...)}) }

// Must gives the state up on an error.
func (s *Stand) Must(err error) {
	if err != nil {
		s.Fail("%v", err)
	}
}

// newStand opens the window of a shot; folder holds the canned books.
func newStand(folder string, j job, look present.Look, size fyne.Size) (s *Stand, err error) {
	s = &Stand{Clock: &cal.Fixed{T: bookTime(j.book)}, look: look}
	s.Run = &runner{Runner: presenttest.Runner{Clock: s.Clock}}
	test.NewApp()
	s.Win = test.NewWindow(nil)
	s.Shell = page.NewShell(s.Win, page.Options{Version: "1.0", Symbols: assets.Symbols(), Translations: assets.Translations(), Runner: s.Run, Help: assets.Help, Notices: assets.ThirdPartyNotices, Quit: func() {}, Welcome: func() {},
		OpenPath: func(string) {}, Recent: func() []string { return []string{"/home/dana/Documents/Castellan.matterbook"} }})
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if j.shot.Route == "welcome" {
		return s, s.openWelcome(size)
	}
	scratch, err := os.MkdirTemp("", "matterbook-gallery-*")
	if err != nil {
		return s, err
	}
	s.stop = append(s.stop, func() { os.RemoveAll(scratch) })
	path := filepath.Join(scratch, "book.matterbook")
	data, err := os.ReadFile(bookPath(folder, j.book))
	if err != nil {
		return s, err
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return s, err
	}
	ctx := context.Background()
	book, err := boot.Open(ctx, path, s.Clock)
	if err != nil {
		return s, err
	}
	s.stop = append(s.stop, func() { book.Close() })
	if s.Desk, err = book.SignIn(ctx, j.shot.User); err != nil {
		return s, err
	}
	if err := s.Desk.SetPreference(ctx, "look", look); err != nil {
		return s, err
	}
	w := s.Shell.ShowBook(func(f present.Surface) *present.Frame { return present.NewFrame(s.Desk, s.Run, f, page.Routes()) })
	s.stop = append(s.stop, w.Frame().Close)
	var started error
	w.Frame().Start(func(err error) { started = err })
	if started != nil {
		return s, started
	}
	s.Win.Resize(size)
	if j.shot.Route != "window" {
		w.Frame().Go(j.shot.Route, "")
		if got := w.Frame().Place().Route; got != j.shot.Route {
			return s, fmt.Errorf("there is no screen %q", j.shot.Route)
		}
	}
	return s, nil
}

func (s *Stand) openWelcome(size fyne.Size) error {
	scratch, err := os.MkdirTemp("", "matterbook-gallery-*")
	if err != nil {
		return err
	}
	s.stop = append(s.stop, func() { os.RemoveAll(scratch) })
	recent := present.Recents{Path: filepath.Join(scratch, "recent.json")}
	for _, r := range []present.Recent{{Path: "/home/dana/Documents/Castellan.matterbook", Firm: "Castellan & Ruiz LLP"}, {Path: "/home/dana/Documents/Dunne & Keller.matterbook", Firm: "Dunne & Keller LLP"}} {
		if err := recent.Add(r); err != nil {
			return err
		}
	}
	books := present.Books{Recent: recent, Folder: "/home/dana/Documents", Open: func(ctx context.Context, path, user string) (*app.Desk, error) {
		_, err := boot.Open(ctx, path, s.Clock)
		return nil, err
	}}
	s.Welcome = s.Shell.ShowWelcome(func(changed func()) *present.Welcome {
		return present.NewWelcome(s.Run, books, changed, func(*app.Desk, present.Recent) {})
	})
	s.Win.Resize(size)
	return nil
}

// close ends the window and takes its book away.
func (s *Stand) close() {
	for i := len(s.stop) - 1; i >= 0; i-- {
		s.stop[i]()
	}
}

// SetLook shows another theme, density or text size.
func (s *Stand) SetLook(l present.Look) {
	if l == s.look && s.Welcome == nil {
		return
	}
	s.look = l
	if s.Desk == nil {
		mode, density := kit.Light, kit.Compact
		if l.Theme == "dark" {
			mode = kit.Dark
		}
		if l.Density == "comfortable" {
			density = kit.Comfortable
		}
		fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(mode, density, l.Scale))
		return
	}
	s.Frame().SetLook(func(now *present.Look) { *now = l })
}

// Window is the window on the book.
func (s *Stand) Window() *page.Window { return s.Shell.Window() }

// Frame is what the window shows.
func (s *Stand) Frame() *present.Frame { return s.Window().Frame() }

// Screen is the screen in view, of the type the route has.
func Screen[T present.Screen](s *Stand) T {
	x, ok := s.Frame().Screen().(T)
	if !ok {
		s.Fail("the screen in view is %T", s.Frame().Screen())
	}
	return x
}

// Do runs a command as its key does: "new", "find", "billing.run".
func (s *Stand) Do(id string) {
	if !s.Shell.Stage().Keys.Do(id) {
		s.Fail("%q does nothing here", id)
	}
}

// Wait lets time pass: pauses of typing end, timers go on.
func (s *Stand) Wait(d time.Duration) { s.Run.Advance(d) }

// box is where a name stands.
func (s *Stand) box(path string) kit.Box {
	b, ok := kit.Find(s.Win.Canvas(), path)
	if !ok || !b.Visible {
		s.Fail("%q is not on the screen", path)
	}
	return b
}

// Focus gives a named field the keyboard.
func (s *Stand) Focus(id string) {
	f, ok := s.box(id).Object.(fyne.Focusable)
	if !ok {
		s.Fail("%q takes no keyboard", id)
	}
	s.Win.Canvas().Focus(f)
}

// Type sends letters to whatever has the keyboard.
func (s *Stand) Type(text string) {
	for _, r := range text {
		f := s.Win.Canvas().Focused()
		if f == nil {
			s.Fail("nothing has the keyboard for %q", text)
		}
		f.TypedRune(r)
	}
}

// Press sends keys: fyne.KeyDown, fyne.KeyReturn. Tab moves on.
func (s *Stand) Press(keys ...fyne.KeyName) {
	for _, k := range keys {
		c := s.Win.Canvas()
		f := c.Focused()
		if k == fyne.KeyTab {
			if t, ok := f.(fyne.Tabbable); !ok || !t.AcceptsTab() {
				c.FocusNext()
				continue
			}
		}
		if f == nil {
			s.Fail("nothing has the keyboard for %s", k)
		}
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// Clipboard puts a text on the clipboard.
func (s *Stand) Clipboard(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

// Paste is the paste key.
func (s *Stand) Paste() {
	f, ok := s.Win.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		s.Fail("nothing takes a paste")
	}
	f.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
}

// Click clicks the middle of a name or of its part, "time.list/row:3".
func (s *Stand) Click(path string) {
	b := s.box(path)
	test.TapCanvas(s.Win.Canvas(), b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2))
}

// RightClick opens the menu of a name or of its part.
func (s *Stand) RightClick(path string) {
	b := s.box(path)
	o, ok := b.Object.(fyne.SecondaryTappable)
	if !ok {
		s.Fail("%q has no menu", path)
	}
	at := b.Pos.AddXY(min(b.Size.Width/2, 200), b.Size.Height/2)
	in := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(b.Object))
	o.TappedSecondary(&fyne.PointEvent{Position: in, AbsolutePosition: at})
}

// Hover rests the mouse on a name until its tooltip shows.
func (s *Stand) Hover(path string) {
	b := s.box(path)
	o, ok := b.Object.(desktop.Hoverable)
	if !ok {
		s.Fail("%q does not know the mouse", path)
	}
	at := b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2)
	in := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(b.Object))
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: in, AbsolutePosition: at}}
	o.MouseIn(ev)
	o.MouseMoved(ev)
	s.Wait(kit.TipDelay + time.Millisecond)
}
