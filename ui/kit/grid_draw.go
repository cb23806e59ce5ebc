package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// cellPad is the space between a column's edge and its text.
const cellPad = 8

// gridLine holds the objects of one line on the screen. Its children stand
// relative to the line, so that scrolling moves one container per line.
type gridLine struct {
	box    *fyne.Container
	ground *canvas.Rectangle
	wait   *canvas.Rectangle // pale line of a row still being read
	tick   *canvas.Image
	tickBg *canvas.Rectangle
	cells  []gridCell

	row    int // row filled in, -1 for none
	gen    int
	id     int64
	loaded bool
	wrong  bool
	looks  lineLook
	drawn  bool
}

type gridCell struct {
	text *canvas.Text
	cut  *canvas.Rectangle // line through a text that is struck; made when it is first needed
	pill *canvas.Rectangle // nil where the column has no pills
	tone *color.Color      // ground of the pill
	icon *canvas.Image     // nil where the column has no icons
}

// lineLook is what the ground of a line depends on.
type lineLook struct{ alt, selected, hover, focus, wrong bool }

// gridRenderer draws the grid. Lines are reused by row modulo their number: a
// step of scrolling fills one line and moves the others.
type gridRenderer struct {
	g       *Grid
	lines   []*gridLine
	objects []fyne.CanvasObject

	body, ring, cellRing       *canvas.Rectangle
	accent                     *canvas.Rectangle
	head, headLine             *canvas.Rectangle
	heads                      []headCell
	arrow                      *canvas.Image
	allTick                    *canvas.Image
	allBg                      *canvas.Rectangle
	foot, footLine             *canvas.Rectangle
	footText                   *canvas.Text
	feet                       []*canvas.Text
	track, thumb, trackX, barX *canvas.Rectangle

	font lineFont
}

type headCell struct {
	ground *canvas.Rectangle
	text   *canvas.Text
	edge   *canvas.Rectangle
}

// lineFont is what the theme gives for the lines, read once per refresh.
type lineFont struct {
	size, height                              float32
	fore, muted, negative                     color.Color
	tones, grounds                            [5]color.Color
	row, alt, hover, selected, quiet, waiting color.Color
}

// CreateRenderer is the toolkit's hook.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	rect := func() *canvas.Rectangle { return canvas.NewRectangle(none) }
	r := &gridRenderer{g: g, body: rect(), ring: rect(), cellRing: rect(), accent: rect(), head: rect(), headLine: rect(),
		arrow: newIcon(nil), allTick: newIcon(nil), allBg: rect(),
		foot: rect(), footLine: rect(), footText: canvas.NewText("", none),
		track: rect(), thumb: rect(), trackX: rect(), barX: rect()}
	for range g.columns {
		h := headCell{rect(), canvas.NewText("", none), rect()}
		r.heads = append(r.heads, h)
		r.feet = append(r.feet, canvas.NewText("", none))
	}
	g.r = r
	r.collect()
	r.Refresh()
	return r
}

func (r *gridRenderer) Destroy()                     {}
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *gridRenderer) MinSize() fyne.Size {
	g := r.g
	return fyne.NewSize(160, g.headerH()+g.footerH()+float32(g.MinRows)*float32(g.rowH()))
}

// collect puts the objects in drawing order: header and footer lie over the
// lines and hide the halves that stick out.
func (r *gridRenderer) collect() {
	o := append(r.objects[:0], r.body)
	for _, l := range r.lines {
		o = append(o, l.box)
	}
	o = append(o, r.accent, r.ring, r.cellRing)
	if r.g.edit != nil {
		o = append(o, r.g.edit.objects()...)
	}
	if r.g.Empty != nil {
		o = append(o, r.g.Empty)
	}
	o = append(o, r.head)
	for _, h := range r.heads {
		o = append(o, h.ground, h.text, h.edge)
	}
	o = append(o, r.arrow, r.allBg, r.allTick, r.headLine, r.foot, r.footLine, r.footText)
	for _, t := range r.feet {
		o = append(o, t)
	}
	r.objects = append(o, r.trackX, r.barX, r.track, r.thumb)
}

func (r *gridRenderer) newLine() *gridLine {
	l := &gridLine{ground: canvas.NewRectangle(none), wait: canvas.NewRectangle(none), row: -1, box: &fyne.Container{}}
	l.wait.CornerRadius = 3
	l.box.Objects = append(l.box.Objects, l.ground, l.wait)
	if r.g.Checks {
		l.tickBg, l.tick = canvas.NewRectangle(none), newIcon(nil)
		l.box.Objects = append(l.box.Objects, l.tickBg, l.tick)
	}
	l.cells = make([]gridCell, len(r.g.columns))
	for _, c := range r.g.columns {
		cell := gridCell{text: canvas.NewText("", none)}
		if c.Pills {
			cell.pill, cell.tone = canvas.NewRectangle(none), new(color.Color)
			l.box.Objects = append(l.box.Objects, cell.pill)
		}
		if c.Icons {
			cell.icon = newIcon(nil)
			l.box.Objects = append(l.box.Objects, cell.icon)
		}
		l.box.Objects = append(l.box.Objects, cell.text)
		l.cells[c.index] = cell
	}
	return l
}

// Layout is the toolkit's hook.
func (r *gridRenderer) Layout(s fyne.Size) {
	g := r.g
	g.layoutColumns()
	g.clampOffset()
	need := int(g.bodyH()/g.rowH()) + 2
	if need > len(r.lines) {
		for len(r.lines) < need {
			r.lines = append(r.lines, r.newLine())
		}
		g.gen++
		r.collect()
	}
	for _, l := range r.lines {
		l.gen-- // widths changed: every line is set again
	}
	r.layoutHead(s)
	r.layoutFoot(s)
	put(r.body, 0, g.headerH(), s.Width, s.Height-g.headerH())
	if g.Empty != nil {
		top := g.headerH()
		put(g.Empty, 0, top, s.Width, s.Height-top-g.footerH())
		show(g.Empty, g.Len() == 0)
	}
	if g.reveal >= 0 {
		g.ScrollTo(g.reveal)
	}
	g.placeLines()
}

// Refresh reads theme and state again.
func (r *gridRenderer) Refresh() {
	g := r.g
	f := &r.font
	f.size = g.textSize()
	f.height = lineHeight(f.size)
	f.fore, f.muted, f.negative = colorOf(g, theme.ColorNameForeground), colorOf(g, ColorMuted), colorOf(g, ColorNegative)
	for t := Neutral; t <= Bad; t++ {
		f.tones[t], f.grounds[t] = colorOf(g, t.Text()), colorOf(g, t.Ground())
	}
	f.row, f.alt, f.hover = colorOf(g, ColorRow), colorOf(g, ColorRowAlt), colorOf(g, ColorRowHover)
	f.selected, f.quiet, f.waiting = colorOf(g, ColorRowSelected), colorOf(g, ColorRowQuiet), colorOf(g, ColorRowWait)

	r.body.FillColor = f.row
	r.ring.StrokeColor, r.ring.StrokeWidth = colorOf(g, ColorRing), 1
	r.cellRing.StrokeColor, r.cellRing.StrokeWidth = colorOf(g, ColorRing), 2
	r.accent.FillColor = colorOf(g, ColorRing)
	r.head.FillColor, r.foot.FillColor = colorOf(g, ColorHeader), colorOf(g, ColorHeader)
	r.headLine.FillColor, r.footLine.FillColor = colorOf(g, ColorLine), colorOf(g, ColorLine)
	r.thumb.FillColor, r.barX.FillColor = colorOf(g, theme.ColorNameScrollBar), colorOf(g, theme.ColorNameScrollBar)
	r.track.FillColor, r.trackX.FillColor = colorOf(g, theme.ColorNameScrollBarBackground), colorOf(g, theme.ColorNameScrollBarBackground)
	r.thumb.CornerRadius, r.barX.CornerRadius = 3, 3
	r.collect()
	if s := g.Size(); !s.IsZero() {
		r.Layout(s)
	}
	for _, o := range r.objects {
		switch o.(type) {
		case *canvas.Rectangle, *canvas.Text:
			o.Refresh()
		}
	}
	canvas.Refresh(g)
}

// placeLines fills the lines that came into view and moves all.
func (g *Grid) placeLines() {
	r := g.r
	if r == nil || len(r.lines) == 0 || g.Size().IsZero() {
		return
	}
	n := g.Len()
	first := int(g.off / g.rowH())
	rowH, headH := g.rowH(), float64(g.headerH())
	needFirst, needLast := -1, -1
	for i := range r.lines {
		row := first + i
		l := r.lines[row%len(r.lines)]
		if row >= n || float64(i)*rowH > g.bodyH()+rowH {
			show(l.box, false)
			l.row = -1
			continue
		}
		if l.row != row || l.gen != g.gen {
			r.fill(l, row)
		}
		if !l.loaded {
			if needFirst < 0 {
				needFirst = row
			}
			needLast = row
		}
		l.box.Move(fyne.NewPos(-g.offX, float32(headH+float64(row)*rowH-g.off)))
		show(l.box, true)
		r.look(l)
	}
	if g.grew { // once: a need only grows, and the lines are filled already
		g.grew = false
		g.gen++
		r.Layout(g.Size())
		return
	}
	r.placeMarks()
	r.placeBars()
	if g.overflowX() > 0 {
		r.layoutHead(g.Size())
		r.layoutFoot(g.Size())
	}
	canvas.Refresh(r.body)
	if needFirst >= 0 && g.Need != nil {
		g.Need(needFirst, needLast)
	}
}

// fill writes a row into a line.
func (r *gridRenderer) fill(l *gridLine, row int) {
	g, f := r.g, &r.font
	id, cells, ok := g.model.Row(row)
	relaid := l.gen != g.gen
	l.row, l.gen, l.id, l.loaded = row, g.gen, id, ok
	l.drawn = false
	rowH := float32(g.rowH())
	if relaid {
		put(l.ground, 0, 0, max(g.columnsW(), g.Size().Width+g.offX), rowH)
		l.wait.FillColor = f.waiting
		put(l.wait, g.leftEdge()+cellPad, rowH/2-4, max(g.innerW()*0.55, 20), 8)
		l.box.Resize(fyne.NewSize(max(g.columnsW(), g.Size().Width), rowH))
	}
	show(l.wait, !ok)
	if l.tick != nil {
		show(l.tickBg, ok)
		show(l.tick, false)
	}
	l.wrong = false
	for i, c := range g.columns {
		cell := &l.cells[c.index]
		if ok && c.index < len(cells) {
			l.wrong = l.wrong || cells[c.index].Wrong
		}
		if c.Hidden || !ok || c.index >= len(cells) {
			show(cell.text, false)
			if cell.cut != nil {
				show(cell.cut, false)
			}
			if cell.pill != nil {
				show(cell.pill, false)
			}
			if cell.icon != nil {
				show(cell.icon, false)
			}
			continue
		}
		if v := &cells[c.index]; c.Align == fyne.TextAlignTrailing && !v.Pill && v.Text != "" {
			g.grow(i, textWidth(v.Text, f.size, fyne.TextStyle{Bold: v.Bold}))
		} else if v.Pill && v.Text != "" {
			g.grow(i, textWidth(v.Text, max(f.size-2, 9), fyne.TextStyle{Bold: v.Bold})+13)
		}
		r.fillCell(*cell, &c, &cells[c.index], rowH, relaid)
		r.strike(l, cell, &c, cells[c.index].Struck, rowH)
	}
}

func (r *gridRenderer) fillCell(o gridCell, c *gridColumn, cell *Cell, rowH float32, relaid bool) {
	f := &r.font
	x, w := c.x+cellPad, c.w-2*cellPad
	if o.icon != nil {
		show(o.icon, cell.Icon != nil)
		if cell.Icon != nil {
			is := sizeOf(r.g, theme.SizeNameInlineIcon) - 1
			put(o.icon, x, (rowH-is)/2, is, is)
			tint := cell.Tone.Text()
			if cell.Muted {
				tint = ColorMuted
			}
			setIcon(o.icon, Tinted(cell.Icon, tint))
			x, w = x+is+5, w-is-5
		}
	}
	pill := o.pill != nil && cell.Pill && cell.Text != ""
	size, height, ink1 := f.size, f.height, f.fore
	style := fyne.TextStyle{Bold: cell.Bold}
	switch {
	case pill:
		size = max(f.size-2, 9)
		height = lineHeight(size)
		ink1 = f.tones[clampTone(cell.Tone)]
	case cell.Negative:
		ink1 = f.negative
	case cell.Muted:
		ink1 = f.muted
	case cell.Tone != Neutral:
		ink1 = f.tones[clampTone(cell.Tone)]
	}
	room := w
	if pill {
		room -= 12
	}
	text := fitText(cell.Text, room, size, style)
	t := o.text
	if o.pill != nil {
		show(o.pill, pill)
		if pill {
			pw := textWidth(text, size, style) + 14
			ph := rowH - 8
			px := x - 2
			if c.Align == fyne.TextAlignTrailing {
				px = x + w - pw + 2
			}
			*o.tone, o.pill.CornerRadius = f.grounds[clampTone(cell.Tone)], ph/2
			o.pill.FillColor = *o.tone
			put(o.pill, px, (rowH-ph)/2, pw, ph)
			o.pill.Refresh()
			x, w = px, pw
		}
	}
	changed := t.Text != text || t.Color != ink1 || t.TextSize != size || t.TextStyle != style
	ink(t, text, ink1, size, style)
	align := c.Align
	if pill {
		align = fyne.TextAlignCenter
	}
	if relaid || o.pill != nil || o.icon != nil || t.Alignment != align {
		t.Alignment = align
		put(t, x, (rowH-height)/2, w, height)
	}
	show(t, text != "")
	if changed {
		t.Refresh()
	}
}

// strike draws the line through a text that no longer counts.
func (r *gridRenderer) strike(l *gridLine, o *gridCell, c *gridColumn, on bool, rowH float32) {
	if o.cut == nil {
		if !on {
			return
		}
		o.cut = canvas.NewRectangle(none)
		l.box.Objects = append(l.box.Objects, o.cut)
	}
	on = on && o.text.Visible()
	show(o.cut, on)
	if !on {
		return
	}
	w := textWidth(o.text.Text, o.text.TextSize, o.text.TextStyle)
	x := o.text.Position().X
	if o.text.Alignment == fyne.TextAlignTrailing {
		x += o.text.Size().Width - w
	}
	o.cut.FillColor = o.text.Color
	put(o.cut, x, rowH/2, w, 1)
	o.cut.Refresh()
}

// look gives the line the ground of its state.
func (r *gridRenderer) look(l *gridLine) {
	g := r.g
	if l.row < 0 {
		return
	}
	selected := l.loaded && g.sel.has(l.id)
	looks := lineLook{alt: g.Stripes && l.row%2 == 1, selected: selected, wrong: l.wrong, hover: l.row == g.hover, focus: g.focused || g.edit != nil}
	if l.drawn && looks == l.looks {
		return
	}
	l.looks, l.drawn = looks, true
	f := &r.font
	c := f.row
	switch {
	case selected && looks.focus:
		c = f.selected
	case selected:
		c = f.quiet
	case looks.wrong:
		c = f.grounds[Bad]
	case looks.hover:
		c = f.hover
	case looks.alt:
		c = f.alt
	}
	if l.ground.FillColor != c {
		l.ground.FillColor = c
		l.ground.Refresh()
	}
	for _, cell := range l.cells {
		if cell.pill == nil || !cell.pill.Visible() {
			continue
		}
		ground := *cell.tone
		if selected { // the tone's ground could drown in the selection's
			ground = f.row
		}
		if cell.pill.FillColor != ground {
			cell.pill.FillColor = ground
			cell.pill.Refresh()
		}
	}
	if l.tick != nil && l.loaded {
		mark := fyne.Resource(nil)
		if selected {
			mark = iconTick
		}
		r.box(l.tickBg, l.tick, mark, 0, float32(g.rowH()))
	}
}

// restyle follows a change of selection, cursor, hover or focus.
func (g *Grid) restyle() {
	if g.r == nil {
		return
	}
	for _, l := range g.r.lines {
		g.r.look(l)
	}
	if g.Checks {
		g.r.layoutHead(g.Size())
	}
	g.r.placeMarks()
	canvas.Refresh(g.r.body)
}

// placeMarks puts the cursor's ring, the accent at its left, and the editor.
func (r *gridRenderer) placeMarks() {
	g := r.g
	y := float64(g.headerH()) + float64(g.cursor)*g.rowH() - g.off
	in := g.cursor >= 0 && y+g.rowH() > float64(g.headerH()) && y < float64(g.headerH())+g.bodyH()
	active := in && g.focused && g.edit == nil
	show(r.accent, in && (g.focused || g.edit != nil))
	show(r.ring, active && (g.Checks || g.SelectedCount() != 1))
	show(r.cellRing, active && (g.OnEdit != nil || g.colEnd >= 0) && g.curCol < len(g.columns) && !g.columns[g.curCol].Hidden)
	if in {
		rowH := float32(g.rowH())
		put(r.accent, 0, float32(y), 3, rowH)
		put(r.ring, 0, float32(y), g.Size().Width-1, rowH)
		if r.cellRing.Visible() {
			a, z, top, height := g.columns[g.curCol], g.columns[g.curCol], float32(y), rowH
			if g.colEnd >= 0 { // the whole range: the rows from the anchor, the columns chosen
				a, z = g.columns[min(g.curCol, g.colEnd)], g.columns[max(g.curCol, g.colEnd)]
				first := max(min(g.cursor, g.anchor), 0)
				if over := float64(g.cursor - first); g.anchor >= 0 {
					top -= float32(over * g.rowH())
					height = float32(g.rowH()) * float32(max(g.cursor, g.anchor)-first+1)
				}
				floor := g.headerH()
				if top < floor {
					top, height = floor, height-(floor-top)
				}
				height = min(height, floor+float32(g.bodyH())-top)
			}
			put(r.cellRing, a.x-g.offX, top, z.x+z.w-a.x, height)
		}
		if g.edit != nil {
			g.edit.place(float32(y))
		}
	}
	r.ring.Refresh()
	g.tellCell()
}
