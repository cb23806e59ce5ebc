package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// EmptyState fills a place that has nothing to show yet: an icon, one sentence
// that teaches, and one action.
type EmptyState struct {
	widget.BaseWidget
	Icon  fyne.Resource
	Title string
	Text  string

	action *Button
}

// NewEmpty returns the state; an empty action shows no button.
func NewEmpty(icon fyne.Resource, title, text, action string, onAction func()) *EmptyState {
	e := &EmptyState{Icon: icon, Title: words.Of(title), Text: words.Of(text), action: NewPrimary(action, nil, onAction)}
	show(e.action, action != "")
	e.ExtendBaseWidget(e)
	return e
}

// Set changes the words, as when a filter rather than an empty book is the cause.
func (e *EmptyState) Set(title, text, action string, onAction func()) {
	e.Title, e.Text = words.Of(title), words.Of(text)
	e.action.Text, e.action.OnTapped = words.Of(action), onAction
	show(e.action, action != "")
	e.action.Refresh()
	e.Refresh()
}

// TextShown is title and sentence.
func (e *EmptyState) TextShown() string { return e.Title + " " + e.Text }

// CreateRenderer is the toolkit's hook.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	icon := newIcon(nil)
	title := canvas.NewText("", none)
	const most = 4
	var texts [most]*canvas.Text
	objects := []fyne.CanvasObject{icon, title}
	for i := range texts {
		texts[i] = canvas.NewText("", none)
		objects = append(objects, texts[i])
	}
	objects = append(objects, e.action)
	return newDrawn(e,
		func() fyne.Size { return fyne.NewSize(160, 96) },
		func(s fyne.Size) {
			ts, hs := sizeOf(e, theme.SizeNameText), sizeOf(e, theme.SizeNameSubHeadingText)
			words := wrapText(e.Text, min(440, s.Width-32), ts, fyne.TextStyle{}, most)
			lh, hh := lineHeight(ts), lineHeight(hs)
			const iconSize = 40
			h := iconSize + 8 + hh + 4 + float32(len(words))*lh
			if e.action.Visible() {
				h += 14 + e.action.MinSize().Height
			}
			y := max((s.Height-h)*0.42, 4)
			tight := h > s.Height-8
			show(icon, e.Icon != nil && !tight)
			put(icon, (s.Width-iconSize)/2, y, iconSize, iconSize)
			if !tight {
				y += iconSize + 8
			}
			ink(title, fitText(e.Title, s.Width-24, hs, bold), colorOf(e, theme.ColorNameForeground), hs, bold)
			title.Alignment = fyne.TextAlignCenter
			put(title, 0, y, s.Width, hh)
			y += hh + 4
			for i, t := range texts {
				show(t, i < len(words))
				if i < len(words) {
					ink(t, words[i], colorOf(e, ColorMuted), ts, fyne.TextStyle{})
					t.Alignment = fyne.TextAlignCenter
					put(t, 0, y, s.Width, lh)
					y += lh
				}
			}
			m := e.action.MinSize()
			put(e.action, (s.Width-m.Width)/2, y+14, m.Width, m.Height)
		},
		func() { setIcon(icon, Tinted(e.Icon, ColorMuted)) },
		objects...)
}
