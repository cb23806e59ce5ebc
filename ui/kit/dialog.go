package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Dialog is a question over the window. The first field has the focus, Enter
// submits, Escape cancels, a fault goes to its field. It is not for the daily
// loop: a page with fields is better there.
type Dialog struct {
	widget.BaseWidget
	Title string
	// OnSubmit is called by Enter and the main button. It calls Close when all is
	// well, or SetFaults; work in between goes through the runner, with Busy.
	OnSubmit func(d *Dialog)
	// OnCancel is called after Escape or Cancel closed the dialog.
	OnCancel func()
	// Width is the least width, default 420.
	Width float32

	body   fyne.CanvasObject
	fields []*Field
	notice *Notice
	submit *Button
	cancel *Button
	extra  []fyne.CanvasObject
	busy   bool
	canvas fyne.Canvas
	run    Runner
	tips   *tipLayer
	back   *filler
}

var _ host = (*Dialog)(nil)

// NewDialog has a title, a body, and a main button named after what it does
// ("Void the invoice"), never "OK".
func NewDialog(title string, body fyne.CanvasObject, submit string, onSubmit func(*Dialog)) *Dialog {
	d := &Dialog{Title: words.Of(title), OnSubmit: onSubmit, Width: 420, body: body, notice: NewNotice(Bad, ""), tips: newTipLayer(), back: newFiller(nil)}
	d.submit = NewPrimary(submit, nil, d.Submit)
	d.cancel = NewButton("Cancel", d.Cancel)
	if submit == "" {
		d.cancel.SetText("Close") // nothing to give up
	}
	show(d.submit, submit != "")
	d.notice.Hide()
	d.ExtendBaseWidget(d)
	return d
}

// NewForm is a dialog of fields, one above the other.
func NewForm(title, submit string, fields []*Field, onSubmit func(*Dialog)) *Dialog {
	box := VBox(4)
	for _, f := range fields {
		box.Objects = append(box.Objects, f)
	}
	d := NewDialog(title, box, submit, onSubmit)
	d.fields = fields
	return d
}

func container(l fyne.Layout, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: l, Objects: objects}
}

// Confirm asks before an act that cannot be taken back. yes names the act.
func Confirm(c fyne.Canvas, title, text, yes string, danger bool, onYes func()) *Dialog {
	p := NewProse(text)
	p.MinWidth = 380
	d := NewDialog(title, p, yes, func(d *Dialog) {
		d.Close()
		onYes()
	})
	if danger {
		d.submit.Importance = Danger
	}
	d.Open(c)
	return d
}

// Inform shows a message with one button.
func Inform(c fyne.Canvas, title, text string) *Dialog {
	p := NewProse(text)
	p.MinWidth = 380
	d := NewDialog(title, p, "", nil)
	d.cancel.SetText("Close")
	d.OnSubmit = func(d *Dialog) { d.Close() }
	d.Open(c)
	return d
}

// AddButton puts another button at the left of the foot.
func (d *Dialog) AddButton(o fyne.CanvasObject) { d.extra = append(d.extra, o) }

// WithFields tells the dialog which fields are in its body, so that faults find
// them.
func (d *Dialog) WithFields(fields ...*Field) *Dialog { d.fields = fields; return d }

// SubmitButton is the main button, to be disabled or made dangerous.
func (d *Dialog) SubmitButton() *Button { return d.submit }

// Open shows the dialog on the canvas and focuses its first field.
func (d *Dialog) Open(c fyne.Canvas) {
	if d.canvas != nil {
		return
	}
	if h := hostOn(c); h != nil {
		d.run = h.hostRunner()
		if t := h.hostTips(); t != nil {
			t.hide()
		}
	}
	d.canvas = c
	c.Overlays().Add(d)
	d.Refresh()
	FirstFocus(c)
}

// Close takes the dialog away; the focus is then where it was.
func (d *Dialog) Close() {
	if d.canvas == nil {
		return
	}
	c := d.canvas
	d.canvas = nil
	c.Overlays().Remove(d)
}

// IsOpen says whether the dialog is on the screen.
func (d *Dialog) IsOpen() bool { return d.canvas != nil }

// Cancel closes without submitting, unless work is under way.
func (d *Dialog) Cancel() {
	if d.busy {
		return
	}
	d.Close()
	call(d.OnCancel)
}

// Submit checks every field that can be checked, then calls OnSubmit.
func (d *Dialog) Submit() {
	if d.busy || d.OnSubmit == nil || d.submit.Disabled() {
		return
	}
	d.SetNotice("")
	for _, f := range d.fields {
		if c, ok := f.control.(interface{ Check() bool }); ok {
			if !c.Check() {
				d.focusField(f)
				return
			}
			continue
		}
		f.SetFault("")
	}
	d.OnSubmit(d)
}

// Busy shows that work is under way and refuses a second submit.
func (d *Dialog) Busy(on bool) {
	d.busy = on
	d.submit.SetEnabled(!on)
	d.cancel.SetEnabled(!on)
}

// SetFaults brings each message to the field of its path and focuses the first;
// messages without a field, and text, go into a notice. It ends Busy.
func (d *Dialog) SetFaults(text string, faults map[string]string) {
	d.Busy(false)
	rest := text
	left := make(map[string]string, len(faults))
	for p, m := range faults {
		left[p] = m
	}
	var first *Field
	for _, f := range d.fields {
		m := left[f.Path]
		f.SetFault(m)
		if m != "" {
			delete(left, f.Path)
			if first == nil {
				first = f
			}
		}
	}
	if first != nil && len(left) == 0 {
		rest = "" // the field says it
	}
	for _, m := range left {
		if rest == "" {
			rest = m
		}
	}
	d.SetNotice(rest)
	if first != nil {
		d.focusField(first)
	}
	d.Refresh()
}

// SetNotice shows a message above the buttons; "" takes it away.
func (d *Dialog) SetNotice(text string) {
	d.notice.Set(Bad, text)
	show(d.notice, text != "")
	d.Refresh()
}

func (d *Dialog) focusField(f *Field) {
	if fo, ok := f.control.(fyne.Focusable); ok && d.canvas != nil {
		d.canvas.Focus(fo)
	}
}

// TextShown is title and notice.
func (d *Dialog) TextShown() string { return d.Title + " " + d.notice.Text }

func (d *Dialog) hostKey(_ fyne.CanvasObject, ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		d.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.OnSubmit == nil {
			d.Cancel()
			return true
		}
		d.runner().Later(d.Submit)
	case fyne.KeyUp:
		d.canvas.FocusPrevious()
	case fyne.KeyDown:
		d.canvas.FocusNext()
	default:
		return false
	}
	return true
}

func (d *Dialog) hostShortcut(s fyne.Shortcut) bool {
	ks, ok := s.(fyne.KeyboardShortcut)
	if !ok {
		return false
	}
	c := Chord{ks.Key(), ks.Mod()}.normal()
	if c == MustChord("Ctrl+Enter") || c == MustChord("Ctrl+S") {
		d.runner().Later(d.Submit)
		return true
	}
	return false
}

func (d *Dialog) hostTips() *tipLayer { return d.tips }
func (d *Dialog) hostRunner() Runner  { return d.run }

func (d *Dialog) runner() Runner {
	if d.run == nil {
		return directRunner{}
	}
	return d.run
}

// directRunner serves a dialog on a canvas without a stage.
type directRunner struct{ Inline }

func (directRunner) Later(f func()) { fyne.Do(f) }

// CreateRenderer is the toolkit's hook.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	shade, panel, foot, line := canvas.NewRectangle(none), canvas.NewRectangle(none), canvas.NewRectangle(none), canvas.NewRectangle(none)
	title := canvas.NewText("", none)
	r := &drawn{w: d}
	pad := func() float32 { return sizeOf(d, SizeGap) + 6 }
	hs := func() float32 { return sizeOf(d, theme.SizeNameSubHeadingText) + 1 }
	r.min = func() fyne.Size { return fyne.Size{} }
	r.layout = func(s fyne.Size) {
		put(d.back, 0, 0, s.Width, s.Height)
		put(shade, 0, 0, s.Width, s.Height)
		put(d.tips, 0, 0, s.Width, s.Height)
		bm := d.submit.MinSize()
		footH := bm.Height + 20
		w := min(max(d.Width, d.body.MinSize().Width+2*pad()), s.Width-24)
		// Text in the body wraps at this width; only then is its height known.
		d.body.Resize(fyne.NewSize(w-2*pad(), d.body.Size().Height))
		noteH := float32(0)
		if d.notice.Visible() {
			d.notice.Resize(fyne.NewSize(w-2*pad(), d.notice.Size().Height))
			noteH = d.notice.MinSize().Height + 10
		}
		head := pad() + lineHeight(hs()) + 10
		bodyH := min(d.body.MinSize().Height, s.Height-24-head-noteH-footH-8)
		h := head + bodyH + 8 + noteH + footH
		x, y := float32(int((s.Width-w)/2)), float32(int(max((s.Height-h)*0.4, 8)))
		put(panel, x, y, w, h)
		title.Text = fitText(d.Title, w-2*pad(), hs(), bold)
		put(title, x+pad(), y+pad()-4, w-2*pad(), lineHeight(hs()))
		put(d.body, x+pad(), y+head, w-2*pad(), bodyH)
		if noteH > 0 {
			put(d.notice, x+pad(), y+head+bodyH+6, w-2*pad(), noteH-10)
		}
		put(foot, x, y+h-footH, w, footH)
		put(line, x, y+h-footH, w, 1)
		right := x + w - pad()
		for _, b := range []*Button{d.submit, d.cancel} {
			if !b.Visible() {
				continue
			}
			m := b.MinSize()
			m.Width = max(m.Width, 76)
			right -= m.Width
			put(b, right, y+h-footH+10, m.Width, m.Height)
			right -= 8
		}
		left := x + pad()
		for _, o := range d.extra {
			m := o.MinSize()
			put(o, left, y+h-footH+(footH-m.Height)/2, m.Width, m.Height)
			left += m.Width + 8
		}
	}
	r.paint = func() {
		r.objects = append(r.objects[:0], d.back, shade, panel, foot, line, title, d.body, d.notice)
		r.objects = append(r.objects, d.extra...)
		r.objects = append(r.objects, d.cancel, d.submit, d.tips)
		shade.FillColor = blendShade
		radius := sizeOf(d, theme.SizeNameDialogRadius)
		panel.FillColor, panel.CornerRadius = colorOf(d, theme.ColorNameOverlayBackground), radius
		panel.StrokeColor, panel.StrokeWidth = colorOf(d, ColorLine), 1
		panel.Shadow = canvas.Shadow{Color: colorOf(d, theme.ColorNameShadow), BlurRadius: 24, Offset: fyne.NewPos(0, 8)}
		foot.FillColor = colorOf(d, ColorSurface)
		foot.BottomLeftCornerRadius, foot.BottomRightCornerRadius = radius, radius
		line.FillColor = colorOf(d, ColorLine)
		ink(title, d.Title, colorOf(d, theme.ColorNameForeground), hs(), bold)
	}
	r.paint()
	return r
}

// blendShade darkens the window behind a dialog in both themes.
var blendShade = rgba(0x0B1119, 0x66)
