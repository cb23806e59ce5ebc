package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// Part answers "row:<id>", "row:<id>/col:<key>", "row:<id>/check", "header/col:<key>",
// "footer/col:<key>" and "edit" for tests of the window. Rows out of view have
// no place.
func (g *Grid) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	if path == "edit" {
		if g.edit == nil {
			return
		}
		e := g.edit.entry
		return e.Position(), e.Size(), e.Text, true
	}
	where, colPath, _ := strings.Cut(path, "/")
	col := -1
	if key, is := strings.CutPrefix(colPath, "col:"); is {
		if col = g.columnIndex(key); col < 0 || g.columns[col].Hidden {
			return
		}
	}
	box := func(y, h float32) (fyne.Position, fyne.Size) {
		if col < 0 {
			return fyne.NewPos(0, y), fyne.NewSize(g.Size().Width, h)
		}
		c := g.columns[col]
		return fyne.NewPos(c.x-g.offX, y), fyne.NewSize(c.w, h)
	}
	switch {
	case where == "header":
		pos, size = box(0, g.headerH())
		if col >= 0 {
			text = g.columns[col].Label
		}
		return pos, size, text, true
	case where == "footer" && g.hasFooter():
		pos, size = box(g.Size().Height-g.footerH(), g.footerH())
		text = g.footing
		if col >= 0 {
			text = g.footer[g.columns[col].Key]
		}
		return pos, size, text, true
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(where, "row:"), 10, 64)
	if err != nil || g.r == nil {
		return
	}
	for _, l := range g.r.lines {
		if l.row < 0 || !l.loaded || l.id != id || !l.box.Visible() {
			continue
		}
		_, cells, _ := g.row(l.row)
		text = g.line(cells, "\t")
		if col >= 0 && g.columns[col].index < len(cells) {
			text = cells[g.columns[col].index].Text
		}
		pos, size = box(l.box.Position().Y, float32(g.rowH()))
		if colPath == "check" && g.Checks {
			return fyne.NewPos(0, pos.Y), fyne.NewSize(g.checkW(), size.Height), "", true
		}
		return pos, size, text, true
	}
	return
}
