package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StatusItem is a short fact at the right of the status bar: the period, the
// user, the state of the last backup.
type StatusItem struct {
	ID   string
	Text string
	Icon fyne.Resource
	Tone Tone
}

// StatusBar is the line at the foot of the window: what was done last at the
// left, standing facts at the right.
type StatusBar struct {
	widget.BaseWidget
	text  string
	tone  Tone
	items []StatusItem
	boxes []navBox // x and width of the items
}

var _ Parted = (*StatusBar)(nil)

// NewStatusBar is empty.
func NewStatusBar() *StatusBar {
	b := &StatusBar{}
	b.ExtendBaseWidget(b)
	return b
}

// Say shows the result of what was done: "Saved 1.3 h on 10241-03".
func (b *StatusBar) Say(tone Tone, text string) {
	if b.text != text || b.tone != tone {
		b.text, b.tone = text, tone
		b.Refresh()
	}
}

// SetItems shows the facts at the right.
func (b *StatusBar) SetItems(items ...StatusItem) {
	b.items = items
	b.Refresh()
}

// TextShown is what was done last.
func (b *StatusBar) TextShown() string { return b.text }

// Part answers "item:<id>".
func (b *StatusBar) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, it := range b.items {
		if path == "item:"+it.ID && i < len(b.boxes) {
			return fyne.NewPos(b.boxes[i].y, 0), fyne.NewSize(b.boxes[i].h, b.Size().Height), it.Text, true
		}
	}
	return
}

// CreateRenderer is the toolkit's hook.
func (b *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	back, line := canvas.NewRectangle(none), canvas.NewRectangle(none)
	icon, text := newIcon(nil), canvas.NewText("", none)
	const most = 6
	var icons [most]*canvas.Image
	var texts [most]*canvas.Text
	objects := []fyne.CanvasObject{back, line, icon, text}
	for i := range texts {
		icons[i], texts[i] = newIcon(nil), canvas.NewText("", none)
		objects = append(objects, icons[i], texts[i])
	}
	cs := func() float32 { return sizeOf(b, theme.SizeNameCaptionText) }
	return newDrawn(b,
		func() fyne.Size { return fyne.NewSize(200, sizeOf(b, SizeStatus)-4) },
		func(s fyne.Size) {
			put(back, 0, 0, s.Width, s.Height)
			put(line, 0, 0, s.Width, 1)
			is := sizeOf(b, theme.SizeNameInlineIcon) - 2
			lh := lineHeight(cs())
			y := (s.Height - lh) / 2
			right := s.Width - 12
			b.boxes = append(b.boxes[:0], make([]navBox, len(b.items))...)
			for i := len(texts) - 1; i >= 0; i-- {
				on := i < len(b.items)
				show(texts[i], on)
				show(icons[i], on && b.items[min(i, max(len(b.items)-1, 0))].Icon != nil)
				if !on {
					continue
				}
				it := b.items[i]
				label := fitText(it.Text, max(s.Width*0.3, 60), cs(), fyne.TextStyle{})
				w := textWidth(label, cs(), fyne.TextStyle{})
				end := right
				right -= w
				name := ColorMuted
				if it.Tone != Neutral {
					name = it.Tone.Text()
				}
				ink(texts[i], label, colorOf(b, name), cs(), fyne.TextStyle{})
				put(texts[i], right, y, w+1, lh)
				if it.Icon != nil {
					right -= is + 5
					put(icons[i], right, (s.Height-is)/2, is, is)
					setIcon(icons[i], Tinted(it.Icon, name))
				}
				b.boxes[i] = navBox{right, end - right}
				right -= 20
			}
			x := float32(12)
			show(icon, b.tone != Neutral && b.text != "")
			if b.tone != Neutral {
				put(icon, x, (s.Height-is)/2, is, is)
				x += is + 6
			}
			ts := sizeOf(b, theme.SizeNameText) - 1
			text.TextSize = ts
			text.Text = fitText(b.text, right-x, ts, fyne.TextStyle{})
			put(text, x, (s.Height-lineHeight(ts))/2, max(right-x, 0), lineHeight(ts))
		},
		func() {
			back.FillColor, line.FillColor = colorOf(b, ColorSurface), colorOf(b, ColorLine)
			name := theme.ColorNameForeground
			if b.tone != Neutral {
				name = b.tone.Text()
				setIcon(icon, Tinted(toneIcon(b.tone), name))
			}
			ink(text, b.text, colorOf(b, name), sizeOf(b, theme.SizeNameText)-1, fyne.TextStyle{})
		}, objects...)
}
