package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// workBar shows long work above the page: what is done, how far, and Cancel. The
// window can be used meanwhile.
type workBar struct {
	widget.BaseWidget
	bar    *kit.Bar
	cancel *kit.Button
	box    *fyne.Container
	stop   func()
}

func newWorkBar() *workBar {
	b := &workBar{bar: kit.ID("work", kit.NewBar())}
	b.cancel = kit.ID("work.cancel", kit.NewButton(words.L("Cancel"), func() {
		if b.stop != nil {
			b.cancel.Disable()
			b.stop()
		}
	}))
	b.cancel.Small = true
	b.box = Pad(6, 6, 14, 14, GrowRow(12, 0, b.bar, b.cancel))
	b.Hide()
	b.ExtendBaseWidget(b)
	return b
}

func (b *workBar) set(w *present.Work) {
	if w == nil {
		b.Hide()
		return
	}
	b.stop = w.Cancel
	b.cancel.SetEnabled(w.Cancel != nil && !w.Stopped)
	b.bar.Set(w.Done, w.Total, w.Text())
	b.bar.SetLeft(w.Left())
	b.Show()
}

// CreateRenderer is the toolkit's hook.
func (b *workBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }
