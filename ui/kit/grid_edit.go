package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/words"
)

// CellEdit is an edit in place. Commit gets what was typed; an error keeps the
// editor open with the message beneath it and the text as it was typed.
type CellEdit struct {
	Text   string
	Commit func(text string) error
}

type gridEdit struct {
	g      *Grid
	spec   *CellEdit
	entry  *Entry
	note   *canvas.Text
	noteBg *canvas.Rectangle
	column int
	fault  string
	ending bool
}

// BeginEdit edits the current cell; where that one cannot be edited, the first
// editable cell of the row. False says that there is none.
func (g *Grid) BeginEdit() bool {
	id, _, ok := g.row(g.cursor)
	if !ok || g.OnEdit == nil || g.edit != nil {
		return false
	}
	try := []int{g.curCol}
	for i := range g.columns {
		try = append(try, i)
	}
	for _, i := range try {
		if i < 0 || i >= len(g.columns) || g.columns[i].Hidden || !g.columns[i].Editable {
			continue
		}
		if spec := g.OnEdit(g.cursor, id, g.columns[i].Key); spec != nil {
			g.curCol = i
			g.openEdit(spec)
			return true
		}
	}
	return false
}

// Editing says whether a cell is being edited.
func (g *Grid) Editing() bool { return g.edit != nil }

func (g *Grid) openEdit(spec *CellEdit) {
	e := &gridEdit{g: g, spec: spec, entry: NewEntry(), note: canvas.NewText("", none), noteBg: canvas.NewRectangle(none), column: g.curCol}
	e.entry.Text = spec.Text
	e.entry.TakesTab = g.Sheet
	e.entry.OnEnter = func() {
		if g.endEdit(true) && g.Sheet {
			g.SetCursor(g.cursor + 1)
		}
	}
	e.entry.OnLeave = func() { g.leaveEdit(e) }
	e.entry.OnKey = func(ev *fyne.KeyEvent) bool {
		if g.sheetKey(ev) {
			return true
		}
		switch ev.Name {
		case fyne.KeyEscape:
			g.endEdit(false)
		case fyne.KeyUp, fyne.KeyDown:
			step := 1
			if ev.Name == fyne.KeyUp {
				step = -1
			}
			if g.endEdit(true) {
				g.SetCursor(max(g.cursor+step, 0))
			}
		default:
			return false
		}
		return true
	}
	g.edit = e
	g.ScrollTo(g.cursor)
	g.revealColumn()
	if g.r != nil {
		g.r.collect()
	}
	g.Refresh()
	if c := canvasOf(g); c != nil {
		c.Focus(e.entry)
	}
}

// leaveEdit is the focus going elsewhere: what can be kept is kept, what is
// wrong stays open with its message.
func (g *Grid) leaveEdit(e *gridEdit) {
	if g.edit == e && !e.ending {
		g.finish(true, false)
	}
}

// endEdit closes the editor, keeping the text when keep is set, and takes the
// focus back. False says that the text was refused and the editor is still open.
func (g *Grid) endEdit(keep bool) bool {
	if g.edit == nil {
		return true
	}
	return g.finish(keep, true)
}

func (g *Grid) finish(keep, refocus bool) bool {
	e := g.edit
	if keep && e.entry.Text != e.spec.Text {
		if err := e.spec.Commit(e.entry.Text); err != nil {
			e.fault = words.Err(err)
			e.entry.SetFault(e.fault)
			g.Refresh()
			return false
		}
	}
	e.ending = true
	g.edit = nil
	if g.r != nil {
		g.r.collect()
	}
	if refocus {
		focusOn(g)
	}
	g.Changed()
	return true
}

func (e *gridEdit) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{e.noteBg, e.note, e.entry}
}

// place puts the editor over its cell; the message stands beneath, or above
// when the row is the last in view.
func (e *gridEdit) place(y float32) {
	g := e.g
	c := g.columns[e.column]
	h := max(e.entry.MinSize().Height, float32(g.rowH()))
	w := max(c.w, 72)
	x := max(min(c.x-g.offX, g.Size().Width-w-barWide), 0)
	if c.Align == fyne.TextAlignTrailing {
		x = max(c.x-g.offX+c.w-w, 0)
	}
	put(e.entry, x, y-(h-float32(g.rowH()))/2, w, h)
	show(e.note, e.fault != "")
	show(e.noteBg, e.fault != "")
	if e.fault == "" {
		return
	}
	ts := sizeOf(g, theme.SizeNameCaptionText)
	text := fitText(e.fault, g.Size().Width-32, ts, fyne.TextStyle{})
	nw, nh := textWidth(text, ts, fyne.TextStyle{})+16, lineHeight(ts)+8
	nx := max(min(x, g.Size().Width-nw-barWide-2), 2)
	ny := y + h
	if float64(ny+nh) > float64(g.headerH())+g.bodyH() {
		ny = y - nh - 3
	}
	e.noteBg.FillColor, e.noteBg.CornerRadius = colorOf(g, ColorBadGround), 4
	e.noteBg.StrokeColor, e.noteBg.StrokeWidth = colorOf(g, theme.ColorNameError), 1
	ink(e.note, text, colorOf(g, ColorBad), ts, fyne.TextStyle{})
	put(e.noteBg, nx, ny, nw, nh)
	put(e.note, nx+8, ny+4, nw-16, nh-8)
}
