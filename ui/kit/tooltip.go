package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// TipDelay is how long the mouse rests before a tooltip appears.
const TipDelay = 600 * time.Millisecond

// tipLayer lies over everything and takes no events; it shows one tooltip.
type tipLayer struct {
	widget.BaseWidget
	text  string
	at    fyne.Position // top left corner of the tip
	under fyne.Position // lower edge of what it explains
	stop  func()
	owner fyne.CanvasObject
}

func newTipLayer() *tipLayer {
	l := &tipLayer{}
	l.ExtendBaseWidget(l)
	return l
}

// rest starts the wait for the tooltip of an object.
func (l *tipLayer) rest(owner fyne.CanvasObject, text string) {
	l.restOn(owner, text, func() (fyne.Position, fyne.Size) { return fyne.Position{}, owner.Size() })
}

// restOn is rest for a part of the object, such as one heading of a grid.
func (l *tipLayer) restOn(owner fyne.CanvasObject, text string, part func() (fyne.Position, fyne.Size)) {
	l.hide()
	if text == "" {
		return
	}
	l.owner = owner
	l.stop = after(owner, TipDelay, func() {
		if l.owner == owner {
			pos, size := part()
			l.show(text, fyne.CurrentApp().Driver().AbsolutePositionForObject(owner).Add(pos), size)
		}
	})
}

func (l *tipLayer) show(text string, pos fyne.Position, size fyne.Size) {
	l.text, l.at = text, pos
	l.under = pos.AddXY(0, size.Height+4)
	l.Refresh()
}

// hide takes the tooltip away and ends the wait for one.
func (l *tipLayer) hide() {
	l.owner = nil
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
	if l.text != "" {
		l.text = ""
		l.Refresh()
	}
}

// CreateRenderer is the toolkit's hook.
func (l *tipLayer) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(none)
	const most = 5
	lines := make([]*canvas.Text, most)
	objects := []fyne.CanvasObject{box}
	for i := range lines {
		lines[i] = canvas.NewText("", none)
		objects = append(objects, lines[i])
	}
	layout := func(size fyne.Size) {
		show(box, l.text != "")
		ts := sizeOf(l, theme.SizeNameCaptionText)
		words := wrapText(l.text, min(360, max(size.Width-24, 60)), ts, fyne.TextStyle{}, most)
		w, lh := float32(0), lineHeight(ts)
		for i, t := range lines {
			show(t, l.text != "" && i < len(words))
			if i < len(words) {
				ink(t, words[i], colorOf(l, ColorTipText), ts, fyne.TextStyle{})
				w = max(w, textWidth(words[i], ts, fyne.TextStyle{}))
			}
		}
		w, h := w+16, float32(len(words))*lh+8
		x := min(max(l.under.X, 4), max(size.Width-w-4, 4))
		y := l.under.Y
		if y+h > size.Height-2 {
			y = max(l.at.Y-h-4, 2)
		}
		put(box, x, y, w, h)
		for i, t := range lines {
			put(t, x+8, y+4+float32(i)*lh, w-16, lh)
		}
	}
	return newDrawn(l, func() fyne.Size { return fyne.Size{} }, layout, func() {
		box.FillColor = colorOf(l, ColorTip)
		box.CornerRadius = 4
		layout(l.Size())
	}, objects...)
}

// tipped is what a widget with a tooltip embeds; the widget calls it from its
// mouse hooks.
type tipped struct {
	// Tip is shown when the mouse rests on the widget.
	Tip string
}

func (t *tipped) tipIn(owner fyne.CanvasObject) { t.tipWith(owner, t.Tip) }

// tipWith is tipIn with a text that is made when the mouse comes.
func (t *tipped) tipWith(owner fyne.CanvasObject, text string) {
	if text == "" {
		return
	}
	if h := hostOf(owner); h != nil && h.hostTips() != nil {
		h.hostTips().rest(owner, text)
	}
}

func (t *tipped) tipOut(owner fyne.CanvasObject) {
	if h := hostOf(owner); h != nil && h.hostTips() != nil && h.hostTips().owner == owner {
		h.hostTips().hide()
	}
}

// Tip shows a tooltip over content that has none of its own.
type Tip struct {
	widget.BaseWidget
	tipped
	content fyne.CanvasObject
}

var _ desktop.Hoverable = (*Tip)(nil)

// NewTip wraps content; text is shown when the mouse rests on it.
func NewTip(text string, content fyne.CanvasObject) *Tip {
	t := &Tip{content: content}
	t.Tip = words.Of(text)
	t.ExtendBaseWidget(t)
	return t
}

// MouseIn is the toolkit's hook.
func (t *Tip) MouseIn(*desktop.MouseEvent) { t.tipIn(t) }

// MouseMoved is the toolkit's hook.
func (t *Tip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (t *Tip) MouseOut() { t.tipOut(t) }

// CreateRenderer is the toolkit's hook.
func (t *Tip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }
