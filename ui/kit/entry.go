package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Entry is a line of text. Beyond the toolkit's entry it selects its text when
// the focus comes, hands over the keys it does not use, can be marked as wrong,
// and can show its value formatted and right-aligned while it is not edited.
type Entry struct {
	widget.Entry
	faulty
	// OnEnter is called on Enter. Without it Enter submits the dialog around the
	// entry, or moves on when the window is set so.
	OnEnter func()
	// OnLeave is called when the focus goes.
	OnLeave func()
	// OnKey sees every plain key first; true means used.
	OnKey func(*fyne.KeyEvent) bool
	// Display gives what is shown while the entry has no focus; nil shows the
	// text itself. Right aligns it at the right edge.
	Display func() string
	Right   bool
	// Width is the least width.
	Width float32
	// KeepCursor leaves the text unselected when the focus comes.
	KeepCursor bool
	// TakesTab hands Tab to OnKey instead of going on to the next widget.
	TakesTab bool

	focused bool
	self    fyne.CanvasObject // the widget on the canvas: a type that embeds Entry, or the entry
}

var (
	_ fyne.Focusable    = (*Entry)(nil)
	_ fyne.Shortcutable = (*Entry)(nil)
)

// NewEntry is an empty line.
func NewEntry() *Entry {
	e := &Entry{}
	e.init(e)
	return e
}

// NewSearch is the search box of a list: changed is called on every letter,
// Escape empties it.
func NewSearch(placeholder string, changed func(string)) *Entry {
	e := NewEntry()
	e.Icon = Tinted(theme.SearchIcon(), ColorMuted)
	e.PlaceHolder = words.Of(placeholder)
	e.Width = 120
	e.OnChanged = changed
	e.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyEscape && e.Text != "" {
			e.SetText("")
			return true
		}
		return false
	}
	return e
}

// NewPassword is a line whose letters are hidden.
func NewPassword() *Entry {
	e := &Entry{}
	e.Password = true
	e.init(e)
	return e
}

// init ties the toolkit's entry to the outer widget.
func (e *Entry) init(outer fyne.Widget) {
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.repaint = e.Refresh
	e.self = outer
	e.ExtendBaseWidget(outer)
}

// TextShown is what the reader sees.
func (e *Entry) TextShown() string {
	if e.Password {
		return ""
	}
	if !e.focused && e.Display != nil && e.fault == "" {
		return e.Display()
	}
	return e.Text
}

// Focused says whether the entry is being edited.
func (e *Entry) Focused() bool { return e.focused }

// replace sets the text with the cursor at its end and nothing selected. The
// toolkit's SetText leaves an old selection behind, which the next letter would
// then wipe out.
func (e *Entry) replace(text string) {
	e.SetText(text)
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// AcceptsTab is the toolkit's hook.
func (e *Entry) AcceptsTab() bool { return e.TakesTab }

// FocusGained is the toolkit's hook.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	reveal(e.self)
	if !e.KeepCursor && !e.MultiLine && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// FocusLost is the toolkit's hook.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// TypedKey edits, or hands the key on.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.MultiLine {
			e.Entry.TypedKey(ev)
			return
		}
		e.enter(ev)
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if e.MultiLine || !forward(e.self, ev) {
			e.Entry.TypedKey(ev)
		}
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyTab:
		e.Entry.TypedKey(ev)
	default:
		forward(e.self, ev)
	}
}

func (e *Entry) enter(ev *fyne.KeyEvent) {
	if e.OnSubmitted != nil {
		e.OnSubmitted(e.Text)
	}
	if e.OnEnter != nil {
		e.OnEnter()
		return
	}
	if forward(e.self, ev) {
		return
	}
	if k := windowKeys(e.self); k != nil && k.EnterMovesOn {
		canvasOf(e.self).FocusNext()
	}
}

// TypedShortcut edits (cut, copy, paste, undo, word moves) or hands the key on.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if cs, ok := s.(*desktop.CustomShortcut); ok {
		switch cs.KeyName {
		case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
			if cs.Modifier&fyne.KeyModifierAlt == 0 {
				e.Entry.TypedShortcut(s)
				return
			}
		}
		forwardShortcut(e.self, s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// CreateRenderer adds the formatted value and the fault outline to the
// toolkit's drawing.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), e: e,
		cover: canvas.NewRectangle(none), outline: canvas.NewRectangle(none), value: canvas.NewText("", none), strip: newEntryStrip(e)}
	r.dress()
	return r
}

type entryRenderer struct {
	fyne.WidgetRenderer
	e              *Entry
	cover, outline *canvas.Rectangle
	value          *canvas.Text
	strip          *entryStrip
	objects        []fyne.CanvasObject
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	r.objects = append(r.objects[:0], r.WidgetRenderer.Objects()...)
	// The cover lies over the text and under the icon and button at the ends.
	r.objects = append(r.objects, r.strip, r.cover, r.value, r.outline)
	return r.objects
}

func (r *entryRenderer) MinSize() fyne.Size {
	s := r.WidgetRenderer.MinSize()
	if !r.e.MultiLine {
		s.Height = sizeOf(r.e, SizeControl)
	}
	s.Width = max(s.Width, r.e.Width*growth(r.e))
	return s
}

func (r *entryRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	put(r.outline, 0, 0, s.Width, s.Height)
	left, right := r.insets()
	edge := sizeOf(r.e, theme.SizeNameInputBorder) // the border stays in view
	lh := lineHeight(sizeOf(r.e, theme.SizeNameText))
	strip := max((sizeOf(r.e, SizeControl)-lh)/2-2, 5)          // the tails of letters stay in view
	put(r.strip, 3, s.Height-2-strip, s.Width-6-right, strip-1) // and the border
	put(r.cover, max(edge, left), edge, s.Width-max(edge, left)-max(edge, right), s.Height-2*edge)
	r.dress()
	put(r.value, left+r.pad(), (s.Height-lh)/2, r.room(s), lh)
}

// insets is what the symbols at both ends take of the line.
func (r *entryRenderer) insets() (left, right float32) {
	if r.e.Icon != nil {
		left = sizeOf(r.e, theme.SizeNameInlineIcon) + sizeOf(r.e, theme.SizeNameLineSpacing)
	}
	if r.e.ActionItem != nil {
		right = r.e.ActionItem.MinSize().Width
	}
	return left, right
}

func (r *entryRenderer) pad() float32 { return 2*sizeOf(r.e, theme.SizeNameInnerPadding) - 4 }

func (r *entryRenderer) room(s fyne.Size) float32 {
	left, right := r.insets()
	return s.Width - 2*r.pad() - left - right
}

func (r *entryRenderer) shown() string {
	switch {
	case r.e.Text == "":
		return r.e.PlaceHolder
	case r.e.fault != "" || r.e.Display == nil:
		return r.e.Text
	}
	return r.e.Display()
}

// covered says whether a line of our own stands in place of the toolkit's text: a
// value as it is written, or a text that is longer than the field and ends in an
// ellipsis where the toolkit would show a bar and a shadow.
func (r *entryRenderer) covered(size float32) bool {
	e := r.e
	if e.focused || e.MultiLine || e.Password {
		return false
	}
	if e.Text != "" && (e.Display != nil || e.Right) {
		return true
	}
	s := e.Size()
	return s.Width > 0 && textWidth(r.shown(), size, e.TextStyle) > r.room(s)
}

func (r *entryRenderer) dress() {
	e := r.e
	size := sizeOf(e, theme.SizeNameText)
	covered := r.covered(size)
	show(r.cover, covered)
	show(r.value, covered)
	r.cover.FillColor = colorOf(e, theme.ColorNameInputBackground)
	r.cover.CornerRadius = max(sizeOf(e, theme.SizeNameInputRadius)-1, 0)
	name := theme.ColorNameForeground
	switch {
	case e.Text == "":
		name = theme.ColorNamePlaceHolder
	case e.Disabled():
		name = theme.ColorNameDisabled
	}
	text := r.shown()
	if s := e.Size(); covered && s.Width > 0 {
		text = fitText(text, r.room(s), size, e.TextStyle)
	}
	ink(r.value, text, colorOf(e, name), size, e.TextStyle)
	r.value.Alignment = fyne.TextAlignLeading
	if e.Right && e.Text != "" {
		r.value.Alignment = fyne.TextAlignTrailing
	}
	show(r.strip, !e.MultiLine)
	r.strip.Refresh()
	show(r.outline, e.fault != "" || e.focused || covered)
	r.outline.CornerRadius = sizeOf(e, theme.SizeNameInputRadius)
	r.outline.StrokeWidth = 1.5
	switch {
	case e.fault != "":
		r.outline.StrokeColor = colorOf(e, theme.ColorNameError)
	case e.focused:
		r.outline.StrokeColor = colorOf(e, ColorRing)
	default: // over the corners of what is covered
		r.outline.StrokeColor, r.outline.StrokeWidth = colorOf(e, theme.ColorNameInputBorder), sizeOf(e, theme.SizeNameInputBorder)
	}
}

func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.dress()
	if s := r.e.Size(); !s.IsZero() {
		r.Layout(s)
	}
	canvas.Refresh(r.value)
}

// entryStrip lies over the scroll bar that the toolkit's entry shows under a
// text longer than itself. It hides the bar and passes the mouse on to the entry.
type entryStrip struct {
	widget.BaseWidget
	e *Entry
}

var (
	_ desktop.Mouseable  = (*entryStrip)(nil)
	_ desktop.Hoverable  = (*entryStrip)(nil)
	_ desktop.Cursorable = (*entryStrip)(nil)
	_ fyne.Draggable     = (*entryStrip)(nil)
)

func newEntryStrip(e *Entry) *entryStrip {
	s := &entryStrip{e: e}
	s.ExtendBaseWidget(s)
	return s
}

func (s *entryStrip) lift(p fyne.Position) fyne.Position {
	return fyne.NewPos(p.X+s.Position().X, s.e.Size().Height/2)
}

func (s *entryStrip) MouseDown(ev *desktop.MouseEvent) {
	up := *ev
	up.Position = s.lift(ev.Position)
	s.e.MouseDown(&up)
}

func (s *entryStrip) MouseUp(ev *desktop.MouseEvent) { s.e.MouseUp(ev) }

func (s *entryStrip) Dragged(ev *fyne.DragEvent) {
	up := *ev
	up.Position = s.lift(ev.Position)
	s.e.Dragged(&up)
}

func (s *entryStrip) DragEnd()                       { s.e.DragEnd() }
func (s *entryStrip) MouseIn(*desktop.MouseEvent)    {}
func (s *entryStrip) MouseMoved(*desktop.MouseEvent) {}
func (s *entryStrip) MouseOut()                      {}
func (s *entryStrip) Cursor() desktop.Cursor         { return desktop.TextCursor }

func (s *entryStrip) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(none)
	return newDrawn(s, func() fyne.Size { return fyne.Size{} },
		func(z fyne.Size) { put(back, 0, 0, z.Width, z.Height) },
		func() { back.FillColor = colorOf(s.e, theme.ColorNameInputBackground) }, back)
}
