package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer is the toolkit's hook.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartRenderer{c: c}
	r.Refresh()
	return r
}

// chartRenderer keeps pools of primitives; a drawing takes them in order.
type chartRenderer struct {
	c       *Chart
	rects   []*canvas.Rectangle
	lines   []*canvas.Line
	texts   []*canvas.Text
	nr      int
	nl      int
	nt      int
	objects []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *chartRenderer) MinSize() fyne.Size {
	if r.c.Kind == Sparkline {
		return fyne.NewSize(40, 14)
	}
	return fyne.NewSize(160, 84)
}

func (r *chartRenderer) rect(name fyne.ThemeColorName, x, y, w, h float32) *canvas.Rectangle {
	if r.nr == len(r.rects) {
		r.rects = append(r.rects, canvas.NewRectangle(none))
	}
	o := r.rects[r.nr]
	r.nr++
	*o = canvas.Rectangle{FillColor: colorOf(r.c, name)}
	put(o, x, y, w, h)
	r.objects = append(r.objects, o)
	return o
}

func (r *chartRenderer) line(name fyne.ThemeColorName, width, x1, y1, x2, y2 float32) {
	if r.nl == len(r.lines) {
		r.lines = append(r.lines, canvas.NewLine(none))
	}
	o := r.lines[r.nl]
	r.nl++
	o.StrokeColor, o.StrokeWidth = colorOf(r.c, name), width
	o.Position1, o.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.objects = append(r.objects, o)
}

func (r *chartRenderer) text(s string, name fyne.ThemeColorName, align fyne.TextAlign, x, y, w float32, style fyne.TextStyle) {
	if r.nt == len(r.texts) {
		r.texts = append(r.texts, canvas.NewText("", none))
	}
	o := r.texts[r.nt]
	r.nt++
	size := sizeOf(r.c, theme.SizeNameCaptionText)
	ink(o, s, colorOf(r.c, name), size, style)
	o.Alignment = align
	put(o, x, y, w, lineHeight(size))
	r.objects = append(r.objects, o)
}

func (r *chartRenderer) Refresh() {
	r.Layout(r.c.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
	canvas.Refresh(r.c)
}

func (r *chartRenderer) Layout(s fyne.Size) {
	c := r.c
	r.objects = r.objects[:0]
	r.nr, r.nl, r.nt = 0, 0, 0
	if s.Width < 8 || s.Height < 8 || len(c.series) == 0 {
		return
	}
	if c.Kind == Sparkline {
		r.spark(s)
		return
	}
	cs := lineHeight(sizeOf(c, theme.SizeNameCaptionText))
	lo, hi := c.span()
	marks := c.marks(lo, hi, max(int(s.Height/44), 2))
	if len(marks) > 0 {
		lo, hi = min(lo, marks[0]), max(hi, marks[len(marks)-1])
	}
	left, top, bottom := c.axisW(), float32(4), s.Height-cs-6
	if r.legend(s, cs) {
		top = cs + 10
	} else if len(c.series) == 1 && len(c.series[0].Texts) > 0 {
		top = cs + 5 // the value over the highest bar
	}
	y := func(v float64) float32 { return bottom - float32((v-lo)/(hi-lo))*(bottom-top) }
	for _, v := range marks {
		r.rect(ColorLine, left, float32(int(y(v))), s.Width-left, 1)
		r.text(c.format(v), ColorMuted, fyne.TextAlignTrailing, 0, y(v)-cs/2, left-7, fyne.TextStyle{})
	}
	n := len(c.labels)
	if n == 0 {
		return
	}
	band := (s.Width - left) / float32(n)
	if c.hover >= 0 && c.hover < n {
		mark := r.rect(theme.ColorNameHover, left+band*float32(c.hover), top, band, bottom-top)
		mark.CornerRadius = 3
		if c.focused {
			mark.StrokeColor, mark.StrokeWidth = colorOf(c, ColorRing), 1.5
		}
	}
	if c.Kind == Lines {
		r.plotLines(left, band, y)
	} else {
		r.plotBars(left, band, y, lo)
	}
	r.captions(left, band, bottom+4, s.Width)
}

// captions writes the labels that fit, at even steps.
func (r *chartRenderer) captions(left, band, y, width float32) {
	c := r.c
	size := sizeOf(c, theme.SizeNameCaptionText)
	widest := float32(1)
	for _, l := range c.labels {
		widest = max(widest, textWidth(l, size, fyne.TextStyle{}))
	}
	every := max(int(math.Ceil(float64((widest+8)/band))), 1)
	for i, l := range c.labels {
		if i%every != 0 {
			continue
		}
		w := band * float32(every)
		x := left + band*float32(i) + band/2 - w/2
		x = min(max(x, left-4), max(width-w, left-4))
		style := fyne.TextStyle{Bold: i == c.hover}
		r.text(fitText(l, w, size, style), ColorMuted, fyne.TextAlignCenter, x, y, w, style)
	}
}

func (r *chartRenderer) plotBars(left, band float32, y func(float64) float32, lo float64) {
	c := r.c
	zero := y(max(lo, 0))
	if lo < 0 {
		zero = y(0)
	}
	gap := max(band*0.22, 2)
	for i := range c.labels {
		x := left + band*float32(i) + gap/2
		w := band - gap
		if c.Kind == StackedBars {
			r.stack(i, x, min(w, 46), (w-min(w, 46))/2, y)
			continue
		}
		each := min(w/float32(len(c.series)), 34)
		x += (w - each*float32(len(c.series))) / 2
		for k, s := range c.series {
			if i >= len(s.Values) || s.Values[i] == 0 {
				continue
			}
			v := y(s.Values[i])
			bar := r.rect(c.seriesColor(k), x+each*float32(k), min(v, zero), max(each-1.5, 1), max(abs(v-zero), 1))
			if v < zero {
				bar.TopLeftCornerRadius, bar.TopRightCornerRadius = min(3, each/3), min(3, each/3)
			} else {
				bar.BottomLeftCornerRadius, bar.BottomRightCornerRadius = min(3, each/3), min(3, each/3)
			}
			r.pattern(k, bar)
			if len(c.series) == 1 && s.Values[i] > 0 {
				r.above(k, i, x+each/2, v, band)
			}
		}
	}
}

// pattern tells a series apart for those who do not see its colour: the second is
// striped, the third is an outline, and so on.
func (r *chartRenderer) pattern(k int, bar *canvas.Rectangle) {
	p, s := bar.Position(), bar.Size()
	switch k % 3 {
	case 1:
		for y := p.Y + 4; y < p.Y+s.Height-2; y += 5 {
			r.rect(theme.ColorNameBackground, p.X, y, s.Width, 1.5)
		}
	case 2:
		bar.StrokeColor, bar.StrokeWidth = bar.FillColor, 1.5
		bar.FillColor = none
	}
}

// above writes the value over a bar where it has room.
func (r *chartRenderer) above(k, i int, middle, y, band float32) {
	c := r.c
	if i >= len(c.series[k].Texts) {
		return
	}
	size := sizeOf(c, theme.SizeNameCaptionText)
	text := c.series[k].Texts[i]
	if textWidth(text, size, fyne.TextStyle{}) > band-4 || y < lineHeight(size) {
		return
	}
	r.text(text, theme.ColorNameForeground, fyne.TextAlignCenter, middle-band/2, y-lineHeight(size)-1, band, fyne.TextStyle{})
}

func (r *chartRenderer) stack(i int, x, w, inset float32, y func(float64) float32) {
	up, down := 0.0, 0.0
	for k, s := range r.c.series {
		if i >= len(s.Values) || s.Values[i] == 0 {
			continue
		}
		from := up
		if s.Values[i] < 0 {
			from = down
			down += s.Values[i]
		} else {
			up += s.Values[i]
		}
		a, b := y(from), y(from+s.Values[i])
		r.pattern(k, r.rect(r.c.seriesColor(k), x+inset, min(a, b), w, max(abs(a-b)-1, 1)))
	}
}

func (r *chartRenderer) plotLines(left, band float32, y func(float64) float32) {
	for k, s := range r.c.series {
		name := r.c.seriesColor(k)
		for i := range s.Values {
			x := left + band*(float32(i)+0.5)
			if i > 0 {
				r.line(name, 2, x-band, y(s.Values[i-1]), x, y(s.Values[i]))
			}
			if size := float32(6); len(s.Values) <= 40 || i == r.c.hover {
				if i == r.c.hover {
					size = 8
				}
				r.rect(name, x-size/2, y(s.Values[i])-size/2, size, size).CornerRadius = size / 2
			}
		}
	}
}

// legend names the series, or shows the values under the mouse; a single series
// without a name needs none.
func (r *chartRenderer) legend(s fyne.Size, h float32) bool {
	c := r.c
	if len(c.series) == 1 && c.series[0].Name == "" && c.hover < 0 {
		return false
	}
	size := sizeOf(c, theme.SizeNameCaptionText)
	x := c.axisW()
	if c.hover >= 0 && c.hover < len(c.labels) {
		l := c.labels[c.hover]
		r.text(l, theme.ColorNameForeground, fyne.TextAlignLeading, x, 0, 200, bold)
		x += textWidth(l, size, bold) + 14
	}
	for k, se := range c.series {
		label := se.Name
		if c.hover >= 0 && c.hover < len(se.Values) {
			label = c.valueText(k, c.hover)
		}
		w := textWidth(label, size, fyne.TextStyle{})
		if x+w+14 > s.Width && k > 0 {
			break
		}
		swatch := r.rect(c.seriesColor(k), x, (h-9)/2, 9, 9)
		swatch.CornerRadius = 2
		r.pattern(k, swatch)
		r.text(fitText(label, s.Width-x-14, size, fyne.TextStyle{}), ColorMuted, fyne.TextAlignLeading, x+14, 0, w+2, fyne.TextStyle{})
		x += w + 30
	}
	return true
}

func (r *chartRenderer) spark(s fyne.Size) {
	v := r.c.series[0].Values
	if len(v) < 2 {
		return
	}
	lo, hi := r.c.span()
	at := func(i int) (float32, float32) {
		return 3 + (s.Width-6)*float32(i)/float32(len(v)-1), s.Height - 3 - float32((v[i]-lo)/(hi-lo))*(s.Height-6)
	}
	name := r.c.seriesColor(0)
	for i := 1; i < len(v); i++ {
		x1, y1 := at(i - 1)
		x2, y2 := at(i)
		r.line(name, 1.5, x1, y1, x2, y2)
		r.rect(name, x1-0.75, y1-0.75, 1.5, 1.5).CornerRadius = 0.75
	}
	x, y := at(len(v) - 1)
	r.rect(name, x-2.5, y-2.5, 5, 5).CornerRadius = 2.5
}
