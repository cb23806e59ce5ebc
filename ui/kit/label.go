package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Label is a line of text, or several with Wrap, that follows the theme and
// never grows past its place: what does not fit ends in an ellipsis. It costs a
// tenth of the toolkit's label.
type Label struct {
	widget.BaseWidget
	Text  string
	Color fyne.ThemeColorName // default: foreground
	Scale fyne.ThemeSizeName  // default: text
	Style fyne.TextStyle
	Align fyne.TextAlign
	// Wrap breaks the text at its width; MaxLines 0 is no limit.
	Wrap     bool
	MaxLines int
	// MinWidth is the least width asked for; 0 asks for the whole text without
	// Wrap and for almost nothing with it.
	MinWidth float32

	lines []string
}

// NewLabel is plain text.
func NewLabel(text string) *Label {
	l := &Label{Text: text}
	l.ExtendBaseWidget(l)
	return l
}

// NewHeading is the title of a page.
func NewHeading(text string) *Label {
	l := NewLabel(words.Of(text))
	l.Scale, l.Style, l.MinWidth = theme.SizeNameHeadingText, bold, 40
	return l
}

// NewSubheading is the title of a part of a page.
func NewSubheading(text string) *Label {
	l := NewLabel(words.Of(text))
	l.Scale, l.Style, l.MinWidth = theme.SizeNameSubHeadingText, bold, 40
	return l
}

// NewCaption is small muted text.
func NewCaption(text string) *Label {
	l := NewLabel(words.Of(text))
	l.Scale, l.Color = theme.SizeNameCaptionText, ColorMuted
	return l
}

// NewProse is text that wraps.
func NewProse(text string) *Label {
	l := NewLabel(words.Of(text))
	l.Wrap = true
	return l
}

// SetText changes the words; the same words cost nothing.
func (l *Label) SetText(text string) {
	if l.Text == text {
		return
	}
	l.Text = text
	l.Refresh()
}

// SetTone colours the text; Neutral is the muted colour.
func (l *Label) SetTone(tone Tone) {
	if l.Color != tone.Text() {
		l.Color = tone.Text()
		l.Refresh()
	}
}

func (l *Label) textSize() float32 {
	if l.Scale == "" {
		return sizeOf(l, theme.SizeNameText)
	}
	return sizeOf(l, l.Scale)
}

// CreateRenderer is the toolkit's hook.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	r := &labelRenderer{l: l}
	r.Refresh()
	return r
}

type labelRenderer struct {
	l       *Label
	texts   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *labelRenderer) Destroy()                     {}
func (r *labelRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *labelRenderer) MinSize() fyne.Size {
	l := r.l
	size := l.textSize()
	h := lineHeight(size)
	if l.Wrap {
		return fyne.NewSize(max(l.MinWidth, 24), h*float32(max(len(l.lines), 1)))
	}
	w := l.MinWidth
	if w == 0 {
		w = float32(int(textWidth(l.Text, size, l.Style) + 1))
	}
	return fyne.NewSize(w, h)
}

func (r *labelRenderer) Layout(s fyne.Size) {
	l := r.l
	size := l.textSize()
	width := s.Width
	if width <= 0 {
		width = 240 // before the first layout
	}
	if l.Wrap {
		l.lines = wrapText(l.Text, width, size, l.Style, l.MaxLines)
	} else {
		l.lines = append(l.lines[:0], fitText(l.Text, width+1, size, l.Style))
	}
	for len(r.texts) < len(l.lines) {
		t := canvas.NewText("", none)
		r.texts = append(r.texts, t)
		r.objects = append(r.objects, t)
	}
	h := lineHeight(size)
	top := float32(0)
	if !l.Wrap {
		top = (s.Height - h) / 2
	}
	name := l.Color
	if name == "" {
		name = theme.ColorNameForeground
	}
	c := colorOf(l, name)
	for i, t := range r.texts {
		if i >= len(l.lines) {
			show(t, false)
			continue
		}
		ink(t, l.lines[i], c, size, l.Style)
		t.Alignment = l.Align
		put(t, 0, top+float32(i)*h, s.Width, h)
		show(t, true)
	}
}

func (r *labelRenderer) Refresh() {
	r.Layout(r.l.Size())
	for _, t := range r.texts {
		t.Refresh()
	}
}
