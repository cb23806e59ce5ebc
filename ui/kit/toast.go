package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ToastTime is how long a toast stays.
const ToastTime = 6 * time.Second

// toastLayer stacks short messages over the lower right of the page. It takes
// no events except on the toasts themselves.
type toastLayer struct {
	widget.BaseWidget
	stage *Stage
	list  []*Notice
	box   *fyne.Container
}

func newToastLayer(s *Stage) *toastLayer {
	l := &toastLayer{stage: s, box: &fyne.Container{}}
	l.ExtendBaseWidget(l)
	return l
}

// Toast shows a message that goes away by itself, with at most one action such
// as "Undo". It never takes the focus. The returned function takes it away.
func (s *Stage) Toast(tone Tone, text, action string, onAction func()) (dismiss func()) {
	l := s.toasts
	n := NewNotice(tone, text)
	n.Raised = true
	dismiss = func() { l.remove(n) }
	n.OnClose = dismiss
	if action != "" {
		n.SetAction(action, func() {
			dismiss()
			onAction()
		})
	}
	if len(l.list) == 3 {
		l.remove(l.list[0])
	}
	l.list = append(l.list, n)
	l.box.Objects = append(l.box.Objects, n)
	l.Refresh()
	if _, inline := s.Runner.(Inline); !inline && s.Runner != nil {
		s.Runner.After(ToastTime, dismiss)
	}
	return dismiss
}

// Toasts lists the texts on show, oldest first.
func (s *Stage) Toasts() []string {
	var texts []string
	for _, n := range s.toasts.list {
		texts = append(texts, n.Text)
	}
	return texts
}

func (l *toastLayer) remove(n *Notice) {
	for i, x := range l.list {
		if x == n {
			l.list = append(l.list[:i:i], l.list[i+1:]...)
			l.box.Objects = append(l.box.Objects[:i:i], l.box.Objects[i+1:]...)
			l.Refresh()
			return
		}
	}
}

// CreateRenderer is the toolkit's hook.
func (l *toastLayer) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(l, func() fyne.Size { return fyne.Size{} }, func(size fyne.Size) {
		w := min(420, size.Width-24)
		y := size.Height - sizeOf(l, SizeStatus) - 10
		put(l.box, 0, 0, size.Width, size.Height)
		for i := len(l.list) - 1; i >= 0; i-- {
			n := l.list[i]
			n.Resize(fyne.NewSize(w, n.MinSize().Height))
			h := n.MinSize().Height
			y -= h
			put(n, size.Width-w-16, y, w, h)
			y -= 8
		}
	}, func() {}, l.box)
}
