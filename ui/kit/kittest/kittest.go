// Package kittest opens a page in a window without a display and works it as a
// person does: by keys, by letters, by clicks on named places.
//
//	w := kittest.Open(t, kit.Light, 1366, 768, func() fyne.CanvasObject { return page.New(...) })
//	w.Press("Ctrl+N")
//	w.Type("10241")
//	w.Press("Tab")
//	w.Click("entries.grid/row:7/col:hours")
//	w.CheckTexts()
//	w.Shot("entries-light")
//
// Run the tests with -tags migrated_fynedo,no_animations. Shot keeps pictures
// when KIT_SHOTS names a folder. There is one window at a time: the headless
// driver takes the last one for every object.
package kittest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"matterbook/ui/kit"
)

// Window is a page under test.
type Window struct {
	fyne.Window
	Stage *kit.Stage
	// Did lists the actions that keys started.
	Did []string

	t testing.TB
}

// Open shows the content that build makes, under our theme. Work given to
// Stage.Runner runs at once.
func Open(t testing.TB, mode kit.Mode, width, height float32, build func() fyne.CanvasObject) *Window {
	t.Helper()
	return OpenTheme(t, kit.NewTheme(mode, kit.Compact, 100), width, height, build)
}

// OpenTheme is Open under another density or text size.
func OpenTheme(t testing.TB, th *kit.Theme, width, height float32, build func() fyne.CanvasObject) *Window {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(th)
	w := &Window{Window: test.NewWindow(nil), t: t}
	keys := &kit.Keys{Map: kit.DefaultKeyMap(), Do: func(id string) bool { w.Did = append(w.Did, id); return true }}
	w.Stage = kit.NewStage(build(), keys, kit.Inline{})
	w.Stage.Attach(w.Window)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// Press sends keys as the window's driver does: "Down", "F2", "Ctrl+S",
// "Shift+F10", "Tab". Letters with modifiers only; text goes through Type.
func (w *Window) Press(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		c, err := kit.ParseChord(k)
		if err != nil {
			w.t.Fatal(err)
		}
		w.press(c)
	}
}

func (w *Window) press(c kit.Chord) {
	release := kit.HoldModifiers(c.Mod)
	defer release()
	focused := w.Canvas().Focused()
	if c.Mod&^fyne.KeyModifierShift != 0 {
		s := shortcut(c)
		if f, ok := focused.(fyne.Shortcutable); ok {
			f.TypedShortcut(s)
		} else if cs, ok := w.Canvas().(interface{ TypedShortcut(fyne.Shortcut) }); ok {
			cs.TypedShortcut(s)
		}
		return
	}
	if c.Key == fyne.KeyTab {
		if t, ok := focused.(fyne.Tabbable); !ok || !t.AcceptsTab() {
			if c.Mod != 0 {
				w.Canvas().FocusPrevious()
			} else {
				w.Canvas().FocusNext()
			}
			return
		}
	}
	ev := &fyne.KeyEvent{Name: c.Key}
	if focused != nil {
		focused.TypedKey(ev)
		if c.Key == fyne.KeySpace {
			if f := w.Canvas().Focused(); f != nil {
				f.TypedRune(' ')
			}
		}
	} else if f := w.Canvas().OnTypedKey(); f != nil {
		f(ev)
	}
}

func shortcut(c kit.Chord) fyne.Shortcut {
	clip := fyne.CurrentApp().Clipboard()
	if c.Mod == fyne.KeyModifierShortcutDefault {
		switch c.Key {
		case fyne.KeyC:
			return &fyne.ShortcutCopy{Clipboard: clip}
		case fyne.KeyX:
			return &fyne.ShortcutCut{Clipboard: clip}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{Clipboard: clip}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: c.Key, Modifier: c.Mod}
}

// Type sends letters to whatever has the focus.
func (w *Window) Type(text string) {
	w.t.Helper()
	for _, r := range text {
		f := w.Canvas().Focused()
		if f == nil {
			w.t.Fatalf("nothing has the focus to type %q into", text)
		}
		f.TypedRune(r)
	}
}

// Box is the place of "name" or "name/part"; it fails the test when it is not
// on the screen.
func (w *Window) Box(path string) kit.Box {
	w.t.Helper()
	b, ok := kit.Find(w.Canvas(), path)
	if !ok || !b.Visible {
		w.t.Fatalf("%s is not on the screen; known names: %s", path, strings.Join(kit.Names(), " "))
	}
	return b
}

// Text is what the named place shows.
func (w *Window) Text(path string) string { w.t.Helper(); return w.Box(path).Text }

// Focus gives the named field the focus.
func (w *Window) Focus(path string) {
	w.t.Helper()
	f, ok := w.Box(path).Object.(fyne.Focusable)
	if !ok {
		w.t.Fatalf("%s takes no focus", path)
	}
	w.Canvas().Focus(f)
}

// Click clicks the middle of the named place.
func (w *Window) Click(path string) {
	w.t.Helper()
	b := w.Box(path)
	if f, ok := b.Object.(fyne.Focusable); ok && b.Part == "" {
		if _, taps := b.Object.(*kit.Button); !taps {
			w.Canvas().Focus(f)
		}
	}
	test.TapCanvas(w.Canvas(), b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2))
}

// RightClick opens the menu of the named place.
func (w *Window) RightClick(path string) {
	w.t.Helper()
	b := w.Box(path)
	o, ok := b.Object.(fyne.SecondaryTappable)
	if !ok {
		w.t.Fatalf("%s has no menu", path)
	}
	at := b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2)
	in := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(b.Object))
	o.TappedSecondary(&fyne.PointEvent{Position: in, AbsolutePosition: at})
}

// Shot keeps a picture of the window.
func (w *Window) Shot(name string) {
	w.t.Helper()
	dir := os.Getenv("KIT_SHOTS")
	if dir == "" {
		dir = w.t.TempDir()
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		w.t.Fatal(err)
	}
}

// TabStops lists what Tab reaches, in order, beginning with nothing focused.
func (w *Window) TabStops() []fyne.Focusable {
	c := w.Canvas()
	c.Unfocus()
	var stops []fyne.Focusable
	for range 500 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || len(stops) > 0 && f == stops[0] {
			break
		}
		stops = append(stops, f)
	}
	c.Unfocus()
	return stops
}

// CheckTexts fails the test for every visible text that is wider than its place
// or sticks out of the window. Entries and grids cut what is in them.
func (w *Window) CheckTexts() {
	w.t.Helper()
	for _, root := range append([]fyne.CanvasObject{w.Canvas().Content()}, w.Canvas().Overlays().List()...) {
		w.check(root, fyne.Position{}, "", false)
	}
}

func (w *Window) check(o fyne.CanvasObject, at fyne.Position, path string, cuts bool) {
	w.t.Helper()
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch x := o.(type) {
	case *canvas.Text:
		if cuts || x.Text == "" {
			return
		}
		width := fyne.MeasureText(x.Text, x.TextSize, x.TextStyle).Width
		if width > x.Size().Width+1.5 {
			w.t.Errorf("%s: %q is %.0f wide in a place of %.0f", path, x.Text, width, x.Size().Width)
		}
		if right := at.X + width; !strings.Contains(path, "Grid") && x.Alignment == fyne.TextAlignLeading && right > w.Canvas().Size().Width+1 {
			w.t.Errorf("%s: %q ends at %.0f, outside the window", path, x.Text, right)
		}
	case *fyne.Container:
		for _, child := range x.Objects {
			w.check(child, at, path, cuts)
		}
	case fyne.Widget:
		_, scrolls := x.(fyne.Scrollable)
		_, grid := x.(*kit.Grid)
		name := strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", x), "*"), "kit.")
		for _, child := range test.WidgetRenderer(x).Objects() {
			w.check(child, at, path+"/"+name, cuts || scrolls && !grid)
		}
	}
}
