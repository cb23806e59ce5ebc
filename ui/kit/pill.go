package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Pill is a status in a rounded box of its tone.
type Pill struct {
	widget.BaseWidget
	Text string
	Tone Tone
}

// NewPill is a status.
func NewPill(text string, tone Tone) *Pill {
	p := &Pill{Text: words.Of(text), Tone: tone}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes text and tone.
func (p *Pill) Set(text string, tone Tone) {
	if text = words.Of(text); p.Text != text || p.Tone != tone {
		p.Text, p.Tone = text, tone
		p.Refresh()
	}
}

// TextShown is the status.
func (p *Pill) TextShown() string { return p.Text }

// CreateRenderer is the toolkit's hook.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	back, text := canvas.NewRectangle(none), canvas.NewText("", none)
	size := func() float32 { return sizeOf(p, theme.SizeNameCaptionText) }
	return newDrawn(p,
		func() fyne.Size {
			return fyne.NewSize(min(float32(int(textWidth(p.Text, size(), fyne.TextStyle{})+16)), 220), lineHeight(size())+3)
		},
		func(s fyne.Size) {
			h := lineHeight(size()) + 3
			y := (s.Height - h) / 2
			label := fitText(p.Text, s.Width-13, size(), fyne.TextStyle{})
			w := min(textWidth(label, size(), fyne.TextStyle{})+15, s.Width)
			text.Text = label
			put(back, 0, y, w, h)
			put(text, 0, y+1.5, w, h-3)
		},
		func() {
			back.FillColor, back.CornerRadius = colorOf(p, p.Tone.Ground()), (lineHeight(size())+3)/2
			ink(text, p.Text, colorOf(p, p.Tone.Text()), size(), fyne.TextStyle{})
			text.Alignment = fyne.TextAlignCenter
		}, back, text)
}
