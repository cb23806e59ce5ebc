package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Bar is a plain progress bar with words: it stands still between steps, as
// nothing in this program moves without need.
type Bar struct {
	widget.BaseWidget
	done, total int
	text, left  string
}

// NewBar is an empty bar.
func NewBar() *Bar {
	b := &Bar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows done of total and what is being done. Total 0 is "not known yet".
func (b *Bar) Set(done, total int, text string) {
	b.done, b.total, b.text = done, total, text
	b.Refresh()
}

// SetLeft says at the right edge how long it will take.
func (b *Bar) SetLeft(text string) {
	if b.left != text {
		b.left = text
		b.Refresh()
	}
}

// TextShown is the words over the bar.
func (b *Bar) TextShown() string {
	if b.total > 0 {
		return words.L("%d of %d", b.done, b.total) + "  " + b.text
	}
	return b.text
}

// CreateRenderer is the toolkit's hook.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	track, fill, text, left := canvas.NewRectangle(none), canvas.NewRectangle(none), canvas.NewText("", none), canvas.NewText("", none)
	left.Alignment = fyne.TextAlignTrailing
	ts := func() float32 { return sizeOf(b, theme.SizeNameText) }
	return newDrawn(b,
		func() fyne.Size { return fyne.NewSize(200, lineHeight(ts())+14) },
		func(s fyne.Size) {
			room := s.Width
			if b.left != "" {
				room -= textWidth(b.left, ts(), fyne.TextStyle{}) + 16
			}
			text.Text = fitText(b.TextShown(), room, ts(), fyne.TextStyle{})
			put(text, 0, 0, room, lineHeight(ts()))
			put(left, 0, 0, s.Width, lineHeight(ts()))
			y := lineHeight(ts()) + 5
			put(track, 0, y, s.Width, 7)
			share := float32(0)
			if b.total > 0 {
				share = min(max(float32(b.done)/float32(b.total), 0), 1)
			}
			show(fill, share > 0)
			put(fill, 0, y, max(s.Width*share, 7), 7)
		},
		func() {
			track.FillColor, track.CornerRadius = colorOf(b, ColorRowWait), 3.5
			fill.FillColor, fill.CornerRadius = colorOf(b, theme.ColorNamePrimary), 3.5
			ink(text, b.TextShown(), colorOf(b, theme.ColorNameForeground), ts(), fyne.TextStyle{})
			ink(left, b.left, colorOf(b, ColorMuted), ts(), fyne.TextStyle{})
		}, track, fill, text, left)
}
