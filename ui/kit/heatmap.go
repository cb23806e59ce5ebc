package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// HeatCell is a place of a [HeatMap]. The figure says what the shade says.
type HeatCell struct {
	Text string
	// Step is the shade: 0 none, 4 the deepest; -1 is a place that does not count.
	Step int
	Tip  string
}

// HeatRow is a line of a [HeatMap].
type HeatRow struct {
	ID    string
	Label string
	Cells []HeatCell
	// Ends are the figures at the right, under EndLabels; the last one warns when Short.
	Ends  []string
	Short bool
}

// HeatMap shows a figure for each row and column with a shade behind it, as the
// hours of people by day. Arrows move, Enter or a click opens a place.
type HeatMap struct {
	widget.BaseWidget
	// Columns are the headings; Quiet ones, such as weekends, are drawn paler.
	Columns   []string
	Quiet     []bool
	EndLabels []string
	// OnOpen is told the row's ID and the column.
	OnOpen func(id string, column int)

	rows    []HeatRow
	at      fyne.Position // row and column of the cursor, as Y and X
	hover   int           // row*1000+column under the mouse, -1 for none
	first   int           // first row in view
	focused bool
	r       *heatRenderer
	cellW   float32
	narrow  bool // little room: labels are the IDs, and only the last of the ends is shown
	visible int
}

var (
	_ fyne.Focusable    = (*HeatMap)(nil)
	_ fyne.Tappable     = (*HeatMap)(nil)
	_ fyne.Scrollable   = (*HeatMap)(nil)
	_ desktop.Hoverable = (*HeatMap)(nil)
	_ Parted            = (*HeatMap)(nil)
)

// NewHeatMap is empty.
func NewHeatMap() *HeatMap {
	h := &HeatMap{hover: -1}
	h.ExtendBaseWidget(h)
	return h
}

// Set shows other rows; the cursor stays.
func (h *HeatMap) Set(rows []HeatRow) {
	h.rows = rows
	h.first = max(min(h.first, len(rows)-1), 0)
	h.move(int(h.at.Y), int(h.at.X))
	h.Refresh()
}

// Current is the row's ID and the column of the cursor; "" without rows.
func (h *HeatMap) Current() (id string, column int) {
	if row := int(h.at.Y); row < len(h.rows) {
		return h.rows[row].ID, int(h.at.X)
	}
	return "", 0
}

// TextShown describes the place of the cursor for tests of the window.
func (h *HeatMap) TextShown() string {
	row, col := int(h.at.Y), int(h.at.X)
	if row >= len(h.rows) || col >= len(h.rows[row].Cells) {
		return ""
	}
	return h.rows[row].Cells[col].Tip
}

// Part answers "row:<id>/col:<n>", the column counted from 1.
func (h *HeatMap) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	for i, row := range h.rows {
		for j, c := range row.Cells {
			if path == "row:"+row.ID+"/col:"+strconv.Itoa(j+1) {
				if i < h.first || i >= h.first+h.visible {
					return
				}
				return fyne.NewPos(h.labelW()+float32(j)*h.cellW, h.headH()+float32(i-h.first)*h.rowH()), fyne.NewSize(h.cellW, h.rowH()), c.Text, true
			}
		}
	}
	return
}

func (h *HeatMap) rowH() float32  { return sizeOf(h, SizeRow) }
func (h *HeatMap) headH() float32 { return sizeOf(h, SizeHeader) }
func (h *HeatMap) scale() float32 { return sizeOf(h, theme.SizeNameText) / 13 }
func (h *HeatMap) labelW() float32 {
	if h.narrow {
		return 58 * h.scale()
	}
	return 150 * h.scale()
}

// ends is how many of the figures at the right are left out.
func (h *HeatMap) ends() (from int) {
	if h.narrow {
		return max(len(h.EndLabels)-1, 0)
	}
	return 0
}

// fitWidth gives the columns their width, and makes room where there is little.
func (h *HeatMap) fitWidth(width float32) {
	n := float32(max(len(h.Columns), 1))
	for _, h.narrow = range []bool{false, true} {
		h.cellW = (width - h.labelW() - float32(len(h.EndLabels)-h.ends())*h.endW() - barWide) / n
		if h.cellW >= 26*h.scale() {
			return
		}
	}
	h.cellW = max(h.cellW, h.leastCell())
}

// leastCell is what a figure takes where there is little room; a map that has less
// asks for more, and its page is scrolled.
func (h *HeatMap) leastCell() float32 {
	return textWidth("0.0", h.smallText(), fyne.TextStyle{}) + 3
}

// smallText is the size of the figures where there is little room.
func (h *HeatMap) smallText() float32 { return max(sizeOf(h, theme.SizeNameText)-3, 9) }

func (h *HeatMap) endW() float32 { return 66 * h.scale() }

func (h *HeatMap) move(row, col int) {
	row = max(min(row, len(h.rows)-1), 0)
	col = max(min(col, len(h.Columns)-1), 0)
	h.at = fyne.NewPos(float32(col), float32(row))
	if h.visible > 0 {
		h.first = max(min(h.first, row), row-h.visible+1)
	}
}

// TypedKey moves and opens.
func (h *HeatMap) TypedKey(ev *fyne.KeyEvent) {
	row, col := int(h.at.Y), int(h.at.X)
	switch ev.Name {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown:
		row++
	case fyne.KeyLeft:
		col--
	case fyne.KeyRight:
		col++
	case fyne.KeyHome:
		col = 0
	case fyne.KeyEnd:
		col = len(h.Columns) - 1
	case fyne.KeyPageUp:
		row -= max(h.visible-1, 1)
	case fyne.KeyPageDown:
		row += max(h.visible-1, 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.open()
		return
	default:
		forward(h, ev)
		return
	}
	h.move(row, col)
	h.tip(int(h.at.Y), int(h.at.X))
	h.Refresh()
}

func (h *HeatMap) open() {
	if id, col := h.Current(); id != "" && h.OnOpen != nil {
		later(h, func() { h.OnOpen(id, col) })
	}
}

// TypedRune is the toolkit's hook.
func (h *HeatMap) TypedRune(rune) {}

// TypedShortcut hands keys with modifiers on.
func (h *HeatMap) TypedShortcut(s fyne.Shortcut) { forwardShortcut(h, s) }

// FocusGained is the toolkit's hook.
func (h *HeatMap) FocusGained() { h.focused = true; h.Refresh() }

// FocusLost is the toolkit's hook.
func (h *HeatMap) FocusLost() { h.focused = false; h.Refresh() }

func (h *HeatMap) placeAt(p fyne.Position) (row, col int, ok bool) {
	if h.cellW <= 0 || p.Y < h.headH() || p.X < h.labelW() {
		return 0, 0, false
	}
	row, col = h.first+int((p.Y-h.headH())/h.rowH()), int((p.X-h.labelW())/h.cellW)
	return row, col, row < len(h.rows) && row < h.first+h.visible && col < len(h.Columns)
}

// Tapped opens the place.
func (h *HeatMap) Tapped(ev *fyne.PointEvent) {
	focusOn(h)
	if row, col, ok := h.placeAt(ev.Position); ok {
		h.move(row, col)
		h.Refresh()
		h.open()
	}
}

// Scrolled moves three rows a notch.
func (h *HeatMap) Scrolled(ev *fyne.ScrollEvent) {
	h.first = max(min(h.first-int(ev.Scrolled.DY/25*3), len(h.rows)-h.visible), 0)
	h.Refresh()
}

// MouseIn is the toolkit's hook.
func (h *HeatMap) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved tells of the place under the mouse.
func (h *HeatMap) MouseMoved(ev *desktop.MouseEvent) {
	row, col, ok := h.placeAt(ev.Position)
	place := -1
	if ok {
		place = row*1000 + col
	}
	if place == h.hover {
		return
	}
	h.hover = place
	if t := hostOf(h); t != nil && t.hostTips() != nil {
		t.hostTips().hide()
	}
	if ok {
		h.tip(row, col)
	}
	h.Refresh()
}

// MouseOut is the toolkit's hook.
func (h *HeatMap) MouseOut() {
	h.hover = -1
	if t := hostOf(h); t != nil && t.hostTips() != nil {
		t.hostTips().hide()
	}
	h.Refresh()
}

func (h *HeatMap) tip(row, col int) {
	t := hostOf(h)
	if t == nil || t.hostTips() == nil || row >= len(h.rows) || col >= len(h.rows[row].Cells) {
		return
	}
	t.hostTips().hide()
	if text := h.rows[row].Cells[col].Tip; text != "" {
		t.hostTips().restOn(h, text, func() (fyne.Position, fyne.Size) {
			return fyne.NewPos(h.labelW()+float32(col)*h.cellW, h.headH()+float32(row-h.first)*h.rowH()), fyne.NewSize(h.cellW, h.rowH())
		})
	}
}

// heatRenderer keeps the objects of the rows in view.
type heatRenderer struct {
	h           *HeatMap
	objects     []fyne.CanvasObject
	back, head  *canvas.Rectangle
	line, ring  *canvas.Rectangle
	bar, barBg  *canvas.Rectangle
	heads, ends []*canvas.Text
	quiet       []*canvas.Rectangle
	lines       []heatLine
}

type heatLine struct {
	label  *canvas.Text
	shades []*canvas.Rectangle
	texts  []*canvas.Text
	ends   []*canvas.Text
}

// CreateRenderer is the toolkit's hook.
func (h *HeatMap) CreateRenderer() fyne.WidgetRenderer {
	rect := func() *canvas.Rectangle { return canvas.NewRectangle(none) }
	h.r = &heatRenderer{h: h, back: rect(), head: rect(), line: rect(), ring: rect(), bar: rect(), barBg: rect()}
	h.r.Refresh()
	return h.r
}

func (r *heatRenderer) Destroy()                     {}
func (r *heatRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *heatRenderer) MinSize() fyne.Size {
	h := r.h
	least := 58*h.scale() + float32(len(h.Columns))*h.leastCell() + h.endW() + barWide
	return fyne.NewSize(max(420, least), h.headH()+6*h.rowH())
}

// Layout is the toolkit's hook.
func (r *heatRenderer) Layout(s fyne.Size) {
	h := r.h
	h.fitWidth(s.Width)
	h.visible = max(int((s.Height-h.headH())/h.rowH()), 1)
	h.first = max(min(h.first, len(h.rows)-h.visible), 0)
	r.fit()
	r.paint(s)
}

// Refresh is the toolkit's hook.
func (r *heatRenderer) Refresh() {
	if s := r.h.Size(); !s.IsZero() {
		r.Layout(s)
	}
	for _, o := range r.objects {
		o.Refresh()
	}
	canvas.Refresh(r.h)
}

// fit makes as many objects as the rows in view need.
func (r *heatRenderer) fit() {
	h := r.h
	text := func() *canvas.Text { return canvas.NewText("", none) }
	for len(r.heads) < len(h.Columns) {
		r.heads, r.quiet = append(r.heads, text()), append(r.quiet, canvas.NewRectangle(none))
	}
	for len(r.ends) < len(h.EndLabels) {
		r.ends = append(r.ends, text())
	}
	for len(r.lines) < min(h.visible, len(h.rows)) {
		r.lines = append(r.lines, heatLine{label: text()})
	}
	for i := range r.lines {
		l := &r.lines[i]
		for len(l.texts) < len(h.Columns) {
			shade := canvas.NewRectangle(none)
			shade.CornerRadius = 2
			l.shades, l.texts = append(l.shades, shade), append(l.texts, text())
		}
		for len(l.ends) < len(h.EndLabels) {
			l.ends = append(l.ends, text())
		}
	}
	o := append(r.objects[:0], r.back)
	for _, q := range r.quiet {
		o = append(o, q)
	}
	o = append(o, r.head, r.line)
	for _, t := range append(append([]*canvas.Text{}, r.heads...), r.ends...) {
		o = append(o, t)
	}
	for _, l := range r.lines {
		o = append(o, l.label)
		for i := range l.texts {
			o = append(o, l.shades[i], l.texts[i])
		}
		for _, t := range l.ends {
			o = append(o, t)
		}
	}
	r.objects = append(o, r.ring, r.barBg, r.bar)
}

// shades of the five steps over the ground, light enough for text to stand on.
var shades = [5]float64{0, 0.12, 0.23, 0.34, 0.44}

func (r *heatRenderer) paint(s fyne.Size) {
	h := r.h
	ts := sizeOf(h, theme.SizeNameText)
	small := max(ts-1, 9)
	if h.narrow {
		small = h.smallText()
	}
	fore, muted, ground := colorOf(h, theme.ColorNameForeground), colorOf(h, ColorMuted), colorOf(h, ColorRow)
	r.back.FillColor, r.head.FillColor, r.line.FillColor = ground, colorOf(h, ColorHeader), colorOf(h, ColorLine)
	put(r.back, 0, 0, s.Width, s.Height)
	put(r.head, 0, 0, s.Width, h.headH())
	put(r.line, 0, h.headH()-1, s.Width, 1)
	headText := colorOf(h, ColorHeaderText)
	for i, t := range r.heads {
		in := i < len(h.Columns)
		show(t, in)
		show(r.quiet[i], in && i < len(h.Quiet) && h.Quiet[i])
		if !in {
			continue
		}
		c := headText
		if r.quiet[i].Visible() {
			c = muted
			r.quiet[i].FillColor = colorOf(h, ColorRowAlt)
			put(r.quiet[i], h.labelW()+float32(i)*h.cellW, h.headH(), h.cellW, float32(min(h.visible, len(h.rows)))*h.rowH())
		}
		r.write(t, h.Columns[i], c, small, fyne.TextStyle{}, fyne.TextAlignCenter, h.labelW()+float32(i)*h.cellW, 0, h.cellW, h.headH())
	}
	right := s.Width - barWide - float32(len(h.EndLabels))*h.endW()
	from := h.ends()
	for i, t := range r.ends {
		show(t, i < len(h.EndLabels) && i >= from)
		if t.Visible() {
			r.write(t, h.EndLabels[i], headText, small, fyne.TextStyle{}, fyne.TextAlignTrailing, right+float32(i)*h.endW(), 0, h.endW()-8, h.headH())
		}
	}
	for i := range r.lines {
		r.paintLine(&r.lines[i], h.first+i, i, right, ts, small, fore, muted, ground)
	}
	r.mark()
	more := len(h.rows) > h.visible
	show(r.bar, more)
	show(r.barBg, more)
	if more {
		body := s.Height - h.headH()
		r.bar.FillColor, r.barBg.FillColor, r.bar.CornerRadius = colorOf(h, theme.ColorNameScrollBar), colorOf(h, theme.ColorNameScrollBarBackground), 3
		tall := max(body*float32(h.visible)/float32(len(h.rows)), 24)
		put(r.barBg, s.Width-barWide, h.headH(), barWide, body)
		put(r.bar, s.Width-barWide+2, h.headH()+(body-tall)*float32(h.first)/float32(len(h.rows)-h.visible), barWide-4, tall)
	}
}

func (r *heatRenderer) paintLine(l *heatLine, row, at int, right, ts, small float32, fore, muted, ground color.Color) {
	h := r.h
	in := row < len(h.rows) && at < h.visible
	y := h.headH() + float32(at)*h.rowH()
	show(l.label, in)
	var line HeatRow
	if in {
		line = h.rows[row]
		label := line.Label
		if h.narrow {
			label = line.ID
		}
		r.write(l.label, fitText(label, h.labelW()-16, ts, fyne.TextStyle{}), fore, ts, fyne.TextStyle{}, fyne.TextAlignLeading, 8, y, h.labelW()-12, h.rowH())
	}
	warm := colorOf(h, ColorWarn)
	for i, t := range l.texts {
		on := in && i < len(line.Cells) && i < len(h.Columns)
		show(t, on)
		show(l.shades[i], on && line.Cells[i].Step > 0)
		if !on {
			continue
		}
		c := line.Cells[i]
		ink := fore
		if c.Step < 0 {
			ink = muted
		}
		x := h.labelW() + float32(i)*h.cellW
		if c.Step > 0 {
			l.shades[i].FillColor = blend(ground, warm, shades[min(c.Step, 4)])
			put(l.shades[i], x+1, y+1, h.cellW-2, h.rowH()-2)
		}
		r.write(t, c.Text, ink, small, fyne.TextStyle{Bold: c.Step == 4 && !h.narrow}, fyne.TextAlignCenter, x, y, h.cellW, h.rowH())
	}
	for i, t := range l.ends {
		on := in && i < len(line.Ends) && i >= h.ends()
		show(t, on)
		if on {
			c := fore
			if i == len(line.Ends)-1 && line.Short {
				c = warm
			}
			r.write(t, line.Ends[i], c, ts, fyne.TextStyle{}, fyne.TextAlignTrailing, right+float32(i)*h.endW(), y, h.endW()-8, h.rowH())
		}
	}
}

// mark draws the ring of the cursor, and a paler one under the mouse.
func (r *heatRenderer) mark() {
	h := r.h
	row, col := int(h.at.Y), int(h.at.X)
	width := float32(2)
	if !h.focused {
		if h.hover < 0 {
			show(r.ring, false)
			return
		}
		row, col, width = h.hover/1000, h.hover%1000, 1
	}
	in := row >= h.first && row < h.first+h.visible && row < len(h.rows)
	show(r.ring, in)
	if in {
		r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = colorOf(h, ColorRing), width, 2
		put(r.ring, h.labelW()+float32(col)*h.cellW, h.headH()+float32(row-h.first)*h.rowH(), h.cellW, h.rowH())
	}
}

func (r *heatRenderer) write(t *canvas.Text, text string, c color.Color, size float32, style fyne.TextStyle, align fyne.TextAlign, x, y, w, height float32) {
	ink(t, text, c, size, style)
	t.Alignment = align
	lh := lineHeight(size)
	put(t, x, y+(height-lh)/2, w, lh)
}
