package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Notice is a bar with a message in a tone, at most one action, and a cross.
// It stands above the part of the page it is about.
type Notice struct {
	widget.BaseWidget
	Tone Tone
	Text string
	// OnClose is called by the cross; without it there is no cross.
	OnClose func()
	// Raised draws a shadow: the notice floats over the page.
	Raised bool

	action *Button
	cross  *Button
	memo   wrapMemo
}

// NewNotice is a message without an action.
func NewNotice(tone Tone, text string) *Notice {
	n := &Notice{Tone: tone, Text: words.Of(text)}
	n.action = NewButton("", nil)
	n.action.Small = true
	n.action.Hide()
	n.cross = NewIconButton(theme.CancelIcon(), "Close", func() {
		if n.OnClose != nil {
			n.OnClose()
		}
	})
	n.cross.Small = true
	n.ExtendBaseWidget(n)
	return n
}

// SetAction shows a button such as "Show the entry"; "" takes it away.
func (n *Notice) SetAction(text string, onTapped func()) {
	n.action.Text, n.action.OnTapped = words.Of(text), onTapped
	show(n.action, text != "")
	n.Refresh()
}

// Set changes tone and text.
func (n *Notice) Set(tone Tone, text string) {
	if text = words.Of(text); n.Tone == tone && n.Text == text {
		return
	}
	n.Tone, n.Text = tone, text
	n.Refresh()
}

// TextShown is the message.
func (n *Notice) TextShown() string { return n.Text }

func toneIcon(t Tone) fyne.Resource {
	switch t {
	case Good:
		return theme.ConfirmIcon()
	case Warn:
		return theme.WarningIcon()
	case Bad:
		return theme.ErrorIcon()
	}
	return theme.InfoIcon()
}

// CreateRenderer is the toolkit's hook.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	back, edge := canvas.NewRectangle(none), canvas.NewRectangle(none)
	icon := newIcon(nil)
	const most = 6
	var texts [most]*canvas.Text
	objects := []fyne.CanvasObject{back, edge, icon}
	for i := range texts {
		texts[i] = canvas.NewText("", none)
		objects = append(objects, texts[i])
	}
	objects = append(objects, n.action, n.cross)
	ts := func() float32 { return sizeOf(n, theme.SizeNameText) }
	is := func() float32 { return sizeOf(n, theme.SizeNameInlineIcon) + 2 }
	room := func(w float32) float32 {
		w -= 12 + is() + 10 + 10
		if n.action.Visible() {
			w -= n.action.MinSize().Width + 8
		}
		if n.OnClose != nil {
			w -= n.cross.MinSize().Width + 2
		}
		return max(w, 80)
	}
	lines := func(w float32) []string {
		if w == 0 {
			w = 400
		}
		return n.memo.get(n.Text, room(w), ts(), most)
	}
	return newDrawn(n,
		func() fyne.Size {
			h := float32(len(lines(n.Size().Width)))*lineHeight(ts()) + 14
			return fyne.NewSize(220, max(h, sizeOf(n, SizeControl)+2))
		},
		func(s fyne.Size) {
			put(back, 0, 0, s.Width, s.Height)
			put(edge, 0, 0, 4, s.Height)
			words := lines(s.Width)
			lh := lineHeight(ts())
			top := (s.Height - float32(len(words))*lh) / 2
			put(icon, 12, max(top+(lh-is())/2, 0), is(), is())
			x := 12 + is() + 10
			for i, t := range texts {
				show(t, i < len(words))
				if i < len(words) {
					ink(t, words[i], colorOf(n, theme.ColorNameForeground), ts(), fyne.TextStyle{})
					put(t, x, top+float32(i)*lh, room(s.Width), lh)
				}
			}
			right := s.Width - 6
			show(n.cross, n.OnClose != nil)
			if n.OnClose != nil {
				m := n.cross.MinSize()
				put(n.cross, right-m.Width, (s.Height-m.Height)/2, m.Width, m.Height)
				right -= m.Width + 4
			}
			if n.action.Visible() {
				m := n.action.MinSize()
				put(n.action, right-m.Width, (s.Height-m.Height)/2, m.Width, m.Height)
			}
		},
		func() {
			back.FillColor, back.CornerRadius = colorOf(n, n.Tone.Ground()), 4
			edge.FillColor = colorOf(n, n.Tone.Text())
			edge.TopLeftCornerRadius, edge.BottomLeftCornerRadius = 4, 4
			back.Shadow = canvas.Shadow{}
			if n.Raised {
				back.Shadow = canvas.Shadow{Color: colorOf(n, theme.ColorNameShadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
			}
			setIcon(icon, Tinted(toneIcon(n.Tone), n.Tone.Text()))
		},
		objects...)
}
