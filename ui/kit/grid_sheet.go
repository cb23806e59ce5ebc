package kit

import (
	"fyne.io/fyne/v2"
)

// A grid as a sheet: a letter typed on a cell begins its edit in place of what
// stands there; Enter keeps it and goes down, Tab keeps it and goes right.

// SetCell moves the cursor to a cell and scrolls to it.
func (g *Grid) SetCell(row int, key string) {
	if i := g.columnIndex(key); i >= 0 {
		g.curCol = i
	}
	g.SetCursor(row)
	if g.Size().Width > 0 {
		g.revealColumn()
		g.placeLines()
	}
}

// SetLabel gives a column another heading.
func (g *Grid) SetLabel(key, label string) {
	if i := g.columnIndex(key); i >= 0 && g.columns[i].Label != label {
		g.columns[i].Label = label
		g.Refresh()
	}
}

// tellCell tells the page, after the event, that the cursor stands elsewhere.
func (g *Grid) tellCell() {
	if g.OnCell == nil || g.cursor < 0 || g.curCol >= len(g.columns) {
		return
	}
	id, key := g.cursID, g.columns[g.curCol].Key
	if id == g.toldID && key == g.toldKey {
		return
	}
	g.toldID, g.toldKey = id, key
	later(g, func() { g.OnCell(id, key) })
}

// typeOver begins the edit of the cell under the cursor with a letter in place of
// what stands there.
func (g *Grid) typeOver(r rune) bool {
	if !g.Sheet || g.curCol >= len(g.columns) || !g.columns[g.curCol].Editable || !g.BeginEdit() {
		return false
	}
	g.edit.entry.SetText("")
	g.edit.entry.TypedRune(r)
	return true
}

// sheetKey moves on from an edit as spreadsheets do.
func (g *Grid) sheetKey(ev *fyne.KeyEvent) bool {
	if !g.Sheet || ev.Name != fyne.KeyTab {
		return false
	}
	step := 1
	if heldModifiers()&fyne.KeyModifierShift != 0 {
		step = -1
	}
	if g.endEdit(true) {
		if n := g.neighbour(g.curCol, step); n >= 0 && g.columns[n].Editable {
			g.curCol = n
			g.revealColumn()
			g.placeLines()
		}
	}
	return true
}
