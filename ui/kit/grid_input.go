package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// gridDrag is what the mouse is dragging.
type gridDrag struct {
	what   dragKind
	column int
	from   float32 // x or y at the start
	width  float32 // column width at the start
	off    float64 // scroll at the start
	moved  bool
	cells  bool // Alt is held: columns are chosen as well as rows
}

type dragKind int

const (
	dragNothing dragKind = iota
	dragEdge             // right edge of a column
	dragHead             // a header, to another place
	dragThumb            // the scroll bar
	dragThumbX           // the bar at the bottom
	dragRows             // a range of rows
)

const doubleClick = 400 * time.Millisecond

// rowAt is the row at y, or -1.
func (g *Grid) rowAt(y float32) int {
	top := g.headerH()
	if y < top || float64(y-top) >= g.bodyH() {
		return -1
	}
	r := int((g.off + float64(y-top)) / g.rowH())
	if r >= g.Len() {
		return -1
	}
	return r
}

func (g *Grid) onBar(p fyne.Position) bool {
	return g.maxOffset() > 0 && p.X >= g.Size().Width-barWide-2 && p.Y >= g.headerH() && float64(p.Y-g.headerH()) < g.bodyH()
}

func (g *Grid) onBarX(p fyne.Position) bool {
	y := g.headerH() + float32(g.bodyH())
	return g.overflowX() > 0 && p.Y >= y && p.Y < y+barWide
}

// MouseDown selects at once; waiting for the tap would feel slow.
func (g *Grid) MouseDown(ev *desktop.MouseEvent) {
	g.pressed = true
	g.press(ev.Position, ev.Modifier|testModifiers, ev.Button == desktop.MouseButtonSecondary)
}

// MouseUp is the toolkit's hook.
func (g *Grid) MouseUp(*desktop.MouseEvent) {}

func (g *Grid) press(p fyne.Position, mods fyne.KeyModifier, secondary bool) {
	g.drag = gridDrag{}
	if t := hostOf(g); t != nil && t.hostTips() != nil {
		t.hostTips().hide()
	}
	switch {
	case p.Y < g.headerH():
		g.pressHeader(p, secondary)
		return
	case g.onBar(p):
		g.pressBar(p)
		return
	case g.onBarX(p):
		g.drag = gridDrag{what: dragThumbX, from: p.X, width: g.offX}
		return
	}
	if g.edit != nil && !g.endEdit(true) {
		return
	}
	focusOn(g)
	row := g.rowAt(p.Y)
	if row < 0 {
		return
	}
	if c := g.columnAt(p.X); c >= 0 {
		g.curCol = c
	}
	id, _, ok := g.row(row)
	switch {
	case secondary && ok && g.sel.has(id) && !g.sel.all: // the menu is for all of the selection
		g.setCursor(row)
		g.restyle()
	case secondary:
		g.moveTo(row, 0)
	case g.Checks && p.X+g.offX < g.leftEdge():
		if mods&fyne.KeyModifierShift != 0 {
			g.moveTo(row, mods)
			return
		}
		g.setCursor(row)
		g.toggle(row)
	default:
		g.moveTo(row, mods)
		g.drag = gridDrag{what: dragRows, from: p.Y, cells: mods&fyne.KeyModifierAlt != 0}
	}
}

func (g *Grid) pressHeader(p fyne.Position, secondary bool) {
	if secondary {
		return
	}
	if e := g.edgeAt(p.X); e >= 0 {
		g.drag = gridDrag{what: dragEdge, column: e, from: p.X, width: g.columns[e].w}
		return
	}
	if c := g.columnAt(p.X); c >= 0 {
		g.drag = gridDrag{what: dragHead, column: c, from: p.X}
	}
}

func (g *Grid) pressBar(p fyne.Position) {
	top, h := g.thumb()
	switch {
	case p.Y < top:
		g.scrollBy(-g.bodyH() + g.rowH())
	case p.Y > top+h:
		g.scrollBy(g.bodyH() - g.rowH())
	default:
		g.drag = gridDrag{what: dragThumb, from: p.Y, off: g.off}
	}
}

// thumb is the place of the scroll bar's handle.
func (g *Grid) thumb() (top, height float32) {
	body := g.bodyH()
	total := float64(g.Len()) * g.rowH()
	if total <= body || body <= 0 {
		return g.headerH(), float32(body)
	}
	h := max(body*body/total, 24)
	return g.headerH() + float32((body-h)*g.off/g.maxOffset()), float32(h)
}

// Dragged is the toolkit's hook.
func (g *Grid) Dragged(ev *fyne.DragEvent) {
	p := ev.Position
	d := &g.drag
	switch d.what {
	case dragEdge:
		d.moved = true
		g.resizeColumn(d.column, d.width+p.X-d.from)
	case dragHead:
		if !d.moved && abs(p.X-d.from) < 8 {
			return
		}
		d.moved = true
		over := g.columnAt(p.X)
		if over < 0 || over == d.column {
			return
		}
		// The neighbour gives way when the mouse has passed its middle.
		mid := g.columns[over].x + g.columns[over].w/2 - g.offX
		if over > d.column && p.X > mid || over < d.column && p.X < mid {
			g.moveColumn(d.column, over)
			d.column = over
		}
	case dragThumb:
		_, h := g.thumb()
		if room := g.bodyH() - float64(h); room > 0 {
			g.setOffset(d.off + float64(p.Y-d.from)*g.maxOffset()/room)
		}
	case dragThumbX:
		g.offX = d.width + (p.X-d.from)*g.columnsW()/max(g.innerW(), 1)
		g.clampOffset()
		g.placeLines()
	case dragRows:
		if row := g.rowAt(p.Y); row >= 0 && row != g.cursor && !g.Checks {
			g.moveTo(row, fyne.KeyModifierShift)
		}
		if col := g.columnAt(p.X); d.cells && col >= 0 && col != g.curCol {
			if g.colEnd < 0 {
				g.colEnd = g.curCol
			}
			g.curCol = col
			g.restyle()
		}
	}
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

// DragEnd is the toolkit's hook.
func (g *Grid) DragEnd() {
	if d := g.drag; d.moved && (d.what == dragEdge || d.what == dragHead) {
		g.stateChanged()
	}
	g.drag = gridDrag{}
}

// Tapped sorts by a header and finds double clicks. The toolkit's own double tap
// would hold every click back for its waiting time.
func (g *Grid) Tapped(ev *fyne.PointEvent) {
	if !g.pressed {
		g.press(ev.Position, heldModifiers(), false)
	}
	g.pressed = false
	p := ev.Position
	twice := g.now().Sub(g.lastTap) < doubleClick
	g.lastTap = g.now()
	if p.Y < g.headerH() {
		g.lastRow = -1
		switch e := g.edgeAt(p.X); {
		case e >= 0 && twice:
			g.FitColumn(g.columns[e].Key)
		case e >= 0:
		case g.Checks && p.X+g.offX < g.leftEdge():
			g.toggleAll()
		default:
			if c := g.columnAt(p.X); c >= 0 && !g.drag.moved {
				g.sortBy(c)
			}
		}
		return
	}
	row := g.rowAt(p.Y)
	if row >= 0 && twice && row == g.lastRow && !(g.Checks && p.X+g.offX < g.leftEdge()) {
		g.lastRow = -1
		g.activate()
		return
	}
	g.lastRow = row
}

// TappedSecondary opens the menu of the header or of the rows.
func (g *Grid) TappedSecondary(ev *fyne.PointEvent) {
	if !g.pressed {
		g.press(ev.Position, 0, true)
	}
	g.pressed = false
	if ev.Position.Y < g.headerH() {
		g.showMenu(g.columnMenu(g.columnAt(ev.Position.X)), ev.AbsolutePosition)
		return
	}
	g.showMenu(g.rowMenu(), ev.AbsolutePosition)
}

func (g *Grid) activate() {
	if g.OnActivate != nil && g.cursor >= 0 {
		row, id := g.cursor, g.cursID
		later(g, func() { g.OnActivate(row, id) })
	}
}

// Scrolled moves three rows a notch (a notch is 25 pixels of the driver); Shift
// or a sideways wheel moves to the side.
func (g *Grid) Scrolled(ev *fyne.ScrollEvent) {
	if g.edit != nil && !g.endEdit(true) {
		return
	}
	dx, dy := ev.Scrolled.DX, ev.Scrolled.DY
	if heldModifiers()&fyne.KeyModifierShift != 0 && dx == 0 {
		dx, dy = dy, 0
	}
	if dx != 0 {
		g.offX -= dx * 2
	}
	g.scrollBy(-float64(dy) / 25 * 3 * g.rowH())
}

func (g *Grid) scrollBy(d float64) { g.setOffset(g.off + d) }

func (g *Grid) setOffset(off float64) {
	g.off = off
	g.clampOffset()
	if g.hover >= 0 {
		g.hover = g.rowAt(g.mouse.Y)
	}
	g.placeLines()
	g.placed()
}

// MouseIn is the toolkit's hook.
func (g *Grid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved lights the row or header under the mouse.
func (g *Grid) MouseMoved(ev *desktop.MouseEvent) {
	g.mouse = ev.Position
	row, head := g.rowAt(ev.Position.Y), -1
	if ev.Position.Y < g.headerH() {
		head = g.columnAt(ev.Position.X)
	}
	if head != g.hoverH {
		g.hoverH = head
		g.headTip(head)
		g.Refresh()
	}
	if row != g.hover {
		g.hover = row
		g.restyle()
	}
	if c := g.columnAt(ev.Position.X); head < 0 {
		g.cellTip(row, c)
	}
}

// cellTip says the whole text of a cell that is cut.
func (g *Grid) cellTip(row, col int) {
	full := ""
	if id, cells, ok := g.row(row); ok && col >= 0 && g.r != nil && g.columns[col].index < len(cells) {
		for _, l := range g.r.lines {
			if l.row == row && l.loaded && l.id == id {
				text := cellText(cells[g.columns[col].index].Text)
				if drawn := l.cells[g.columns[col].index].text.Text; drawn != text && text != "" {
					full = cells[g.columns[col].index].Text
				}
			}
		}
	}
	at := -1
	if full != "" {
		at = row*len(g.columns) + col
	}
	if at == g.hoverC {
		return
	}
	g.hoverC = at
	h := hostOf(g)
	if h == nil || h.hostTips() == nil {
		return
	}
	h.hostTips().hide()
	if at >= 0 {
		h.hostTips().restOn(g, full, func() (fyne.Position, fyne.Size) {
			c := g.columns[col]
			y := float32(float64(g.headerH()) + float64(row)*g.rowH() - g.off)
			return fyne.NewPos(max(c.x-g.offX, 0), y), fyne.NewSize(c.w, float32(g.rowH()))
		})
	}
}

func (g *Grid) headTip(i int) {
	h := hostOf(g)
	if h == nil || h.hostTips() == nil {
		return
	}
	h.hostTips().hide()
	if i < 0 {
		return
	}
	tip := g.columns[i].Tip
	if label := g.columns[i].Label; tip == "" && g.r != nil && i < len(g.r.heads) && g.r.heads[i].text.Text != label {
		tip = label // it is cut
	}
	if tip != "" {
		h.hostTips().restOn(g, tip, func() (fyne.Position, fyne.Size) {
			c := g.columns[i]
			return fyne.NewPos(c.x-g.offX, 0), fyne.NewSize(c.w, g.headerH())
		})
	}
}

// MouseOut is the toolkit's hook.
func (g *Grid) MouseOut() {
	if g.hover >= 0 || g.hoverH >= 0 {
		g.hover, g.hoverH, g.hoverC = -1, -1, -1
		g.headTip(-1)
		g.Refresh()
	}
}

// Cursor shows the arrows of a column edge.
func (g *Grid) Cursor() desktop.Cursor {
	if g.drag.what == dragEdge || g.mouse.Y < g.headerH() && g.edgeAt(g.mouse.X) >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// FocusGained puts the cursor on the first row when there is none.
func (g *Grid) FocusGained() {
	g.focused = true
	reveal(g)
	g.begin()
	g.restyle()
}

// begin puts the cursor of a grid that has the keyboard on the first row in
// view, so that a person sees where it is and Enter has a meaning.
func (g *Grid) begin() {
	if !g.focused || g.cursor >= 0 || g.Len() == 0 {
		return
	}
	g.setCursor(g.Top())
	g.anchor = g.cursor
	if !g.Checks && g.SelectedCount() == 0 && g.cursID != 0 {
		g.sel.set(g.cursID, g.cursor, true)
	}
	if g.OnSelect != nil {
		g.OnSelect()
	}
}

// FocusLost is the toolkit's hook.
func (g *Grid) FocusLost() {
	g.focused = false
	g.restyle()
}

// TypedKey moves, selects, opens and edits; what it does not use goes on.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	if g.OnKey != nil && g.OnKey(ev) {
		return
	}
	mods := heldModifiers()
	page := max(int(g.bodyH()/g.rowH())-1, 1)
	last := g.Len() - 1
	to := func(row int) { g.moveTo(min(max(row, 0), last), mods&fyne.KeyModifierShift) }
	switch ev.Name {
	case fyne.KeyDown:
		to(g.cursor + 1)
	case fyne.KeyUp:
		to(g.cursor - 1)
	case fyne.KeyPageDown:
		to(g.cursor + page)
	case fyne.KeyPageUp:
		to(g.cursor - page)
	case fyne.KeyHome:
		to(0)
	case fyne.KeyEnd:
		to(last)
	case fyne.KeyLeft:
		g.sideways(-1)
	case fyne.KeyRight:
		g.sideways(1)
	case fyne.KeySpace:
		g.toggle(g.cursor)
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.OnActivate == nil || g.cursor < 0 {
			forward(g, ev)
			return
		}
		g.activate()
	case fyne.KeyF2:
		if !g.BeginEdit() {
			forward(g, ev)
		}
	case desktop.KeyMenu:
		g.menuAtCursor()
	case fyne.KeyF10:
		if mods&fyne.KeyModifierShift == 0 {
			forward(g, ev)
			return
		}
		g.menuAtCursor()
	default:
		forward(g, ev)
	}
}

// sideways moves the current cell where cells can be edited, else scrolls. With
// Shift it widens or narrows the range of columns that is copied.
func (g *Grid) sideways(step int) {
	if heldModifiers()&fyne.KeyModifierShift != 0 {
		if g.colEnd < 0 {
			g.colEnd = g.curCol
		}
		if n := g.neighbour(g.curCol, step); n >= 0 {
			g.curCol = n
		}
		g.revealColumn()
		g.placeLines()
		return
	}
	g.colEnd = -1
	if g.OnEdit == nil {
		g.offX += float32(step) * 60
		g.clampOffset()
		g.placeLines()
		return
	}
	if n := g.neighbour(g.curCol, step); n >= 0 {
		g.curCol = n
		g.revealColumn()
		g.placeLines()
	}
}

func (g *Grid) revealColumn() {
	c := g.columns[g.curCol]
	g.offX = max(min(g.offX, c.x), c.x+c.w-g.innerW())
	g.clampOffset()
}

func (g *Grid) menuAtCursor() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	y := float64(g.headerH()) + float64(g.cursor+1)*g.rowH() - g.off
	g.showMenu(g.rowMenu(), at.AddXY(g.leftEdge()+40, float32(min(max(y, 0), float64(g.Size().Height)))))
}

// TypedRune offers letters to the page ("F finalise, H hold").
func (g *Grid) TypedRune(r rune) {
	if r == ' ' || g.OnRune != nil && g.OnRune(r) {
		return
	}
	g.typeOver(r)
}

// TypedShortcut copies and selects all; the rest goes on.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		g.copyTo(s.Clipboard, false)
	case *fyne.ShortcutPaste:
		g.pasteFrom(s.Clipboard)
	case *fyne.ShortcutSelectAll:
		g.SelectAll()
	case *desktop.CustomShortcut:
		if g.typedChord(s) {
			return
		}
		forwardShortcut(g, s)
	default:
		forwardShortcut(g, s)
	}
}

func (g *Grid) typedChord(s *desktop.CustomShortcut) bool {
	ctrl := s.Modifier&fyne.KeyModifierShortcutDefault != 0
	shift := s.Modifier & fyne.KeyModifierShift
	switch {
	case ctrl && shift != 0 && s.KeyName == fyne.KeyC:
		g.copyTo(nil, true)
	case ctrl && shift != 0 && s.KeyName == fyne.KeyLeft:
		return g.shiftColumn(g.CurrentColumn(), -1)
	case ctrl && shift != 0 && s.KeyName == fyne.KeyRight:
		return g.shiftColumn(g.CurrentColumn(), 1)
	case ctrl && s.KeyName == fyne.KeyHome:
		g.moveTo(0, shift)
	case ctrl && s.KeyName == fyne.KeyEnd:
		g.moveTo(g.Len()-1, shift)
	default:
		return false
	}
	return true
}
