package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// host is what carries focusable widgets: the window's [Stage] or an open
// dialog. Unused keys, tooltips and timers find it from any widget.
type host interface {
	hostKey(from fyne.CanvasObject, ev *fyne.KeyEvent) bool
	hostShortcut(s fyne.Shortcut) bool
	hostTips() *tipLayer
	hostRunner() Runner
}

// Stage is the root of a window: the page below, tooltips and toasts above it.
// Attach connects the keyboard.
type Stage struct {
	widget.BaseWidget
	Keys   *Keys
	Runner Runner

	content fyne.CanvasObject
	tips    *tipLayer
	toasts  *toastLayer
	r       *drawn
}

// NewStage returns the root for content. keys may be nil.
func NewStage(content fyne.CanvasObject, keys *Keys, run Runner) *Stage {
	s := &Stage{Keys: keys, Runner: run, content: content, tips: newTipLayer()}
	s.toasts = newToastLayer(s)
	s.ExtendBaseWidget(s)
	return s
}

// Attach makes the stage the window's content and sends it the keys that no
// focused widget takes.
func (s *Stage) Attach(w fyne.Window) {
	w.SetPadded(false)
	w.SetContent(s)
	c := w.Canvas()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { forwardOn(c, nil, ev) })
	s.Listen(c)
}

// Listen hears the keys of the table as they are now, when no widget has the
// focus. A key the table no longer has does nothing.
func (s *Stage) Listen(c fyne.Canvas) {
	if s.Keys == nil || s.Keys.Map == nil {
		return
	}
	for _, a := range s.Keys.Map.All() {
		for _, chord := range []Chord{a.Key, a.Twin} {
			if chord.Mod != 0 {
				c.AddShortcut(chord.Shortcut(), func(sc fyne.Shortcut) {
					if h := hostOn(c); h != nil {
						h.hostShortcut(sc)
					}
				})
			}
		}
	}
}

// CreateRenderer is the toolkit's hook.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	s.r = newDrawn(s,
		func() fyne.Size { return s.content.MinSize() },
		func(size fyne.Size) {
			put(s.content, 0, 0, size.Width, size.Height)
			put(s.toasts, 0, 0, size.Width, size.Height)
			put(s.tips, 0, 0, size.Width, size.Height)
		},
		func() {}, s.content, s.toasts, s.tips)
	return s.r
}

// SetContent puts another page on the stage.
func (s *Stage) SetContent(o fyne.CanvasObject) {
	s.content = o
	if s.r != nil {
		s.r.objects[0] = o
		s.Refresh()
	}
}

func (s *Stage) hostKey(_ fyne.CanvasObject, ev *fyne.KeyEvent) bool { return s.Keys.TypedKey(ev) }
func (s *Stage) hostShortcut(sc fyne.Shortcut) bool                  { return s.Keys.TypedShortcut(sc) }
func (s *Stage) hostTips() *tipLayer                                 { return s.tips }
func (s *Stage) hostRunner() Runner                                  { return s.Runner }

// canvasOf is the canvas the object is on, or nil.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}

// hostOn is the top dialog of the canvas, else its stage, else nil.
func hostOn(c fyne.Canvas) host {
	if c == nil {
		return nil
	}
	list := c.Overlays().List()
	for i := len(list) - 1; i >= 0; i-- {
		switch o := list[i].(type) {
		case *dropdown: // belongs to the field that opened it
		case host:
			return o
		default:
			return nil
		}
	}
	h, _ := c.Content().(host)
	return h
}

func hostOf(o fyne.CanvasObject) host { return hostOn(canvasOf(o)) }

// forward hands a key that the widget did not use to the dialog or the window.
func forward(from fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	return forwardOn(canvasOf(from), from, ev)
}

func forwardOn(c fyne.Canvas, from fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	h := hostOn(c)
	if h == nil {
		return false
	}
	if t := h.hostTips(); t != nil {
		t.hide()
	}
	return h.hostKey(from, ev)
}

func forwardShortcut(from fyne.CanvasObject, s fyne.Shortcut) bool {
	h := hostOf(from)
	return h != nil && h.hostShortcut(s)
}

// windowKeys are the keys of the window the object is on, or nil.
func windowKeys(o fyne.CanvasObject) *Keys {
	if c := canvasOf(o); c != nil {
		if s, ok := c.Content().(*Stage); ok {
			return s.Keys
		}
	}
	return nil
}

// later runs f after the current event.
func later(o fyne.CanvasObject, f func()) {
	if h := hostOf(o); h != nil && h.hostRunner() != nil {
		h.hostRunner().Later(f)
		return
	}
	fyne.Do(f)
}

// after runs f on the UI goroutine when d has passed.
func after(o fyne.CanvasObject, d time.Duration, f func()) (stop func()) {
	if h := hostOf(o); h != nil && h.hostRunner() != nil {
		return h.hostRunner().After(d, f)
	}
	return wallAfter(d, f)
}

// Modal says whether something on the canvas must be answered first. Commands
// ask it: the toolkit fires menu keys even over a dialog.
func Modal(c fyne.Canvas) bool {
	for _, o := range c.Overlays().List() {
		if _, list := o.(*dropdown); !list {
			return true
		}
	}
	return false
}

// focusOn gives the object the focus.
func focusOn(o fyne.Focusable) {
	if c := canvasOf(o.(fyne.CanvasObject)); c != nil && c.Focused() != o {
		c.Focus(o)
	}
}

// FirstFocus gives the focus to the first enabled, visible field of the top
// dialog or of the window.
func FirstFocus(c fyne.Canvas) {
	c.Unfocus()
	c.FocusNext()
}

// filler is an empty, invisible object that takes taps, so that nothing below
// it does.
type filler struct {
	widget.BaseWidget
	onTap func()
}

func newFiller(onTap func()) *filler {
	f := &filler{onTap: onTap}
	f.ExtendBaseWidget(f)
	return f
}

func (f *filler) Tapped(*fyne.PointEvent) {
	if f.onTap != nil {
		f.onTap()
	}
}
func (f *filler) TappedSecondary(*fyne.PointEvent) {
	if f.onTap != nil {
		f.onTap()
	}
}
func (f *filler) Scrolled(*fyne.ScrollEvent)     {}
func (f *filler) MouseIn(*desktop.MouseEvent)    {}
func (f *filler) MouseMoved(*desktop.MouseEvent) {}
func (f *filler) MouseOut()                      {}

// CreateRenderer is the toolkit's hook.
func (f *filler) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(none))
}
