package page

import (
	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// figureRow shows a few figures side by side, each with its caption above it:
// what a ledger holds, beneath the amount that is typed.
type figureRow struct {
	box  *fyne.Container
	last string
	big  bool
}

// newFigureLine is a row that never breaks, for the head of a page.
func newFigureLine() *figureRow {
	f := &figureRow{box: newRow(&spreadLayout{gap: 14, line: true})}
	f.box.Hide()
	return f
}

func newFigureRow(big bool) *figureRow {
	f := &figureRow{box: newRow(&spreadLayout{gap: 14}), big: big}
	f.box.Hide()
	return f
}

// draw shows the figures; true says that its place must be laid out again.
func (f *figureRow) draw(list []present.Figure) (changed bool) {
	key := ""
	for _, x := range list {
		key += x.Label + "\t" + x.Value + "\t" + x.Tip + string(rune('0'+x.Tone)) + "\n"
	}
	if key == f.last {
		return false
	}
	f.last = key
	f.box.Objects = nil
	for _, x := range list {
		label, value := kit.NewCaption(words.Of(x.Label)), kit.NewLabel(x.Value)
		if len(x.Value) > 40 { // words, not a figure
			value.MinWidth = 120
		}
		value.Style = fyne.TextStyle{Bold: f.big || x.Tone != present.Neutral}
		if x.Tone != present.Neutral {
			value.SetTone(kit.Tone(x.Tone))
		}
		var o fyne.CanvasObject = kit.VBox(0, label, value)
		if x.Tip != "" {
			o = kit.NewTip(words.Of(x.Tip), o)
		}
		f.box.Objects = append(f.box.Objects, o)
	}
	setVisible(f.box, len(list) > 0)
	f.box.Refresh()
	return true
}

// figureLines shows figures one beneath the other, the label at the left.
type figureLines struct {
	box  *fyne.Container
	last string
}

func newFigureLines() *figureLines { return &figureLines{box: kit.VBox(1)} }

func (f *figureLines) draw(list []present.Figure) (changed bool) {
	key := ""
	for _, x := range list {
		key += x.Label + "\t" + x.Value + string(rune('0'+x.Tone)) + "\n"
	}
	if key == f.last {
		return false
	}
	f.last = key
	f.box.Objects = nil
	for _, x := range list {
		label, value := kit.NewLabel(x.Label), kit.NewLabel(x.Value)
		label.MinWidth = 60
		value.Style = fyne.TextStyle{Bold: x.Tone != present.Neutral}
		if x.Tone == present.Neutral {
			label.Color, value.Color = kit.ColorMuted, kit.ColorMuted
		} else {
			value.SetTone(kit.Tone(x.Tone))
		}
		f.box.Objects = append(f.box.Objects, GrowRow(10, 0, label, value))
	}
	f.box.Refresh()
	return true
}

// spreadLayout sets objects side by side at their own widths, and in rows of
// two when they do not fit.
type spreadLayout struct {
	gap  float32
	line bool    // always in one line: it asks for its whole width
	wide float32 // as last laid out
}

func (l *spreadLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	total := float32(0)
	for _, o := range objects {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), max(s.Height, m.Height)
		total += m.Width + l.gap
	}
	if l.line {
		return fyne.NewSize(max(total-l.gap, 0), s.Height)
	}
	if l.wide > 0 && total-l.gap > l.wide {
		rows := float32((len(objects) + 1) / 2)
		s.Height = s.Height*rows + 2*(rows-1)
	}
	return s
}

func (l *spreadLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width
	total, high := float32(0), float32(0)
	for _, o := range objects {
		total += o.MinSize().Width + l.gap
		high = max(high, o.MinSize().Height)
	}
	if total-l.gap <= size.Width {
		x, spare := float32(0), float32(0)
		if n := len(objects); n > 1 {
			spare = min((size.Width-total+l.gap)/float32(n-1), 26)
		}
		for _, o := range objects {
			m := o.MinSize()
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(m.Width, high))
			x += m.Width + l.gap + spare
		}
		return
	}
	half := (size.Width - l.gap) / 2
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%2)*(half+l.gap), float32(i/2)*(high+2)))
		o.Resize(fyne.NewSize(half, high))
	}
}
