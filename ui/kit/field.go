package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Field puts a label above a control and a line beneath it: a hint in muted
// text, or the fault in its place. The line keeps its room, so that a form does
// not jump when a fault appears.
type Field struct {
	widget.BaseWidget
	// Path is the name that faults carry ("hours"); a [Dialog] uses it to bring
	// each fault to its field.
	Path     string
	Label    string
	Hint     string
	Required bool
	// NoLine leaves out the line beneath, for places where height is dear. A
	// fault then makes the field taller.
	NoLine bool
	// Width is the least width; 0 is the control's.
	Width float32

	control fyne.CanvasObject
	fault   string
	lines   []string
	memo    wrapMemo
}

// NewField labels the control.
func NewField(label string, control fyne.CanvasObject) *Field {
	f := &Field{Label: words.Of(label), control: control}
	if b, ok := control.(faultBearer); ok {
		f.fault = b.Fault()
		b.listen(func(m string) {
			f.fault = m
			f.Refresh()
		})
	}
	f.ExtendBaseWidget(f)
	return f
}

// WithHint sets the muted line beneath and returns the field.
func (f *Field) WithHint(hint string) *Field { f.Hint = words.Of(hint); f.Refresh(); return f }

// WithPath names the field for faults and returns it.
func (f *Field) WithPath(path string) *Field { f.Path = path; return f }

// SetHint changes the muted line.
func (f *Field) SetHint(hint string) {
	if f.Hint != hint {
		f.Hint = hint
		f.Refresh()
	}
}

// Control is what the field is about.
func (f *Field) Control() fyne.CanvasObject { return f.control }

// Fault is the message shown now.
func (f *Field) Fault() string { return f.fault }

// SetFault shows the message beneath the control; "" takes it away.
func (f *Field) SetFault(message string) {
	if b, ok := f.control.(faultBearer); ok {
		b.SetFault(message)
		return
	}
	if f.fault != message {
		f.fault = message
		f.Refresh()
	}
}

// TextShown is the label with the line beneath.
func (f *Field) TextShown() string {
	if f.fault != "" {
		return f.Label + ": " + f.fault
	}
	return f.Label
}

func (f *Field) line() string {
	if f.fault != "" {
		return f.fault
	}
	return f.Hint
}

const maxFaultLines = 3

// CreateRenderer is the toolkit's hook.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	label, star := canvas.NewText("", none), canvas.NewText("*", none)
	var notes [maxFaultLines]*canvas.Text
	objects := []fyne.CanvasObject{label, star, f.control}
	for i := range notes {
		notes[i] = canvas.NewText("", none)
		objects = append(objects, notes[i])
	}
	cs := func() float32 { return sizeOf(f, theme.SizeNameCaptionText) }
	labelH := func() float32 {
		if f.Label == "" {
			return 0
		}
		return lineHeight(cs()) + 2
	}
	noteH := func() float32 {
		n := len(f.lines)
		if !f.NoLine {
			n = max(n, 1)
		}
		h := float32(n) * lineHeight(cs())
		if len(f.lines) > 0 { // not to be read with the label of the next field
			h += 3
		}
		return h
	}
	wrap := func(width float32) {
		f.lines = nil
		if t := f.line(); t != "" {
			f.lines = f.memo.get(t, max(width, 60), cs(), maxFaultLines)
		}
	}
	return newDrawn(f,
		func() fyne.Size {
			c := f.control.MinSize()
			wrap(f.Size().Width)
			return fyne.NewSize(max(c.Width, f.Width, 40), labelH()+c.Height+1+noteH())
		},
		func(s fyne.Size) {
			wrap(s.Width)
			lh := lineHeight(cs())
			label.Text = fitText(f.Label, s.Width-10, cs(), fyne.TextStyle{})
			lw := textWidth(label.Text, cs(), fyne.TextStyle{})
			put(label, 1, 0, lw+1, lh)
			put(star, lw+4, 0, 8, lh)
			top := labelH()
			h := f.control.MinSize().Height
			if _, grows := f.control.(*TextArea); grows {
				h = max(h, s.Height-top-1-noteH())
			}
			put(f.control, 0, top, s.Width, h)
			name := ColorMuted
			if f.fault != "" {
				name = theme.ColorNameError
			}
			for i, t := range notes {
				show(t, i < len(f.lines))
				if i < len(f.lines) {
					ink(t, f.lines[i], colorOf(f, name), cs(), fyne.TextStyle{})
					put(t, 1, top+h+1+float32(i)*lh, s.Width, lh)
				}
			}
		},
		func() {
			ink(label, f.Label, colorOf(f, ColorMuted), cs(), fyne.TextStyle{})
			ink(star, "*", colorOf(f, theme.ColorNameError), cs(), fyne.TextStyle{})
			show(star, f.Required)
			show(label, f.Label != "")
		},
		objects...)
}
