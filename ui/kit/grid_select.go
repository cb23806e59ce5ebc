package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Selection is the selected rows by ID. With All, every row is selected except
// those in IDs: a list of a million unread rows cannot name each one.
type Selection struct {
	All bool
	IDs []int64
}

// gridSelection holds IDs with the row each was last seen at, -1 when unknown.
type gridSelection struct {
	all bool
	ids map[int64]int
}

func (s *gridSelection) has(id int64) bool {
	_, in := s.ids[id]
	return in != s.all
}

func (s *gridSelection) clear() { s.all, s.ids = false, nil }

func (s *gridSelection) set(id int64, row int, on bool) {
	if s.ids == nil {
		s.ids = map[int64]int{}
	}
	if on != s.all {
		s.ids[id] = row
	} else {
		delete(s.ids, id)
	}
}

// forgetRows is for a list that was read again: the rows may have moved.
func (s *gridSelection) forgetRows() {
	for id := range s.ids {
		s.ids[id] = -1
	}
}

// prune drops IDs that are no longer in the list.
func (s *gridSelection) prune(ix Indexer) {
	for id := range s.ids {
		if at := ix.IndexOf(id); at < 0 {
			delete(s.ids, id)
		} else {
			s.ids[id] = at
		}
	}
}

// Selection is what an action works on: the selected rows, or the cursor's row
// when nothing is ticked.
func (g *Grid) Selection() Selection {
	if len(g.sel.ids) == 0 && !g.sel.all {
		if g.cursor >= 0 && g.cursID != 0 {
			return Selection{IDs: []int64{g.cursID}}
		}
		return Selection{}
	}
	s := Selection{All: g.sel.all}
	for id := range g.sel.ids {
		s.IDs = append(s.IDs, id)
	}
	// In the order of the list where it is known, else by ID.
	slices.SortFunc(s.IDs, func(a, b int64) int {
		if ra, rb := g.sel.ids[a], g.sel.ids[b]; ra != rb && ra >= 0 && rb >= 0 {
			return ra - rb
		}
		return int(min(max(a-b, -1), 1))
	})
	return s
}

// SelectedCount is the number of rows selected or ticked.
func (g *Grid) SelectedCount() int {
	if g.sel.all {
		return g.Len() - len(g.sel.ids)
	}
	return len(g.sel.ids)
}

// Select selects the rows of the IDs and no other. OnSelect is not called.
func (g *Grid) Select(ids ...int64) {
	g.sel.clear()
	ix, _ := g.model.(Indexer)
	for _, id := range ids {
		row := -1
		if ix != nil {
			row = ix.IndexOf(id)
		}
		g.sel.set(id, row, true)
	}
	g.restyle()
}

// SelectAll selects every row.
func (g *Grid) SelectAll() {
	g.sel.clear()
	if l, ok := g.model.(IDLister); ok && g.Len() > 0 {
		ids := l.IDs(0, g.Len()-1)
		g.sel.ids = make(map[int64]int, len(ids))
		for i, id := range ids {
			g.sel.ids[id] = i
		}
	} else {
		g.sel.all = true
	}
	g.selectionChanged()
}

// ClearSelection unticks everything.
func (g *Grid) ClearSelection() {
	g.sel.clear()
	g.selectionChanged()
}

func (g *Grid) selectionChanged() {
	g.restyle()
	if g.OnSelect != nil {
		g.OnSelect()
	}
}

func (g *Grid) setCursor(row int) {
	g.cursor = row
	g.cursID = 0
	if id, _, ok := g.row(row); ok {
		g.cursID = id
	} else if l, ok := g.model.(IDLister); ok && row >= 0 {
		if ids := l.IDs(row, row); len(ids) == 1 {
			g.cursID = ids[0]
		}
	}
}

// moveTo moves the cursor as a key or click does: alone it selects the row, with
// Shift the range from the anchor, with Ctrl the row is added or taken away.
func (g *Grid) moveTo(row int, mods fyne.KeyModifier) {
	if row < 0 || row >= g.Len() {
		return
	}
	g.endEdit(true)
	g.setCursor(row)
	if mods&fyne.KeyModifierShift == 0 {
		g.colEnd = -1
	}
	switch {
	case mods&fyne.KeyModifierShift != 0:
		if g.anchor < 0 {
			g.anchor = row
		}
		if !g.Checks {
			g.sel.clear()
		}
		g.selectRange(g.anchor, row)
	case mods&fyne.KeyModifierShortcutDefault != 0:
		g.anchor = row
		if g.cursID != 0 {
			g.sel.set(g.cursID, row, !g.sel.has(g.cursID))
		}
	default:
		g.anchor = row
		if !g.Checks {
			g.sel.clear()
			if g.cursID != 0 {
				g.sel.set(g.cursID, row, true)
			}
		}
	}
	g.ScrollTo(row)
	g.selectionChanged()
	g.placed()
}

func (g *Grid) selectRange(a, b int) {
	if a > b {
		a, b = b, a
	}
	if l, ok := g.model.(IDLister); ok {
		for i, id := range l.IDs(a, b) {
			g.sel.set(id, a+i, true)
		}
		return
	}
	for i := a; i <= b; i++ {
		if id, _, ok := g.row(i); ok {
			g.sel.set(id, i, true)
		}
	}
}

// toggle ticks or unticks the row.
func (g *Grid) toggle(row int) {
	if id, _, ok := g.row(row); ok {
		g.anchor = row
		g.sel.set(id, row, !g.sel.has(id))
		g.selectionChanged()
	}
}

// toggleAll ticks everything, or nothing when everything is ticked.
func (g *Grid) toggleAll() {
	if g.Len() > 0 && g.SelectedCount() == g.Len() {
		g.ClearSelection()
		return
	}
	g.SelectAll()
}

// selectedRows are the rows of the selection when each is known.
func (g *Grid) selectedRows() (rows []int, known bool) {
	if g.sel.all {
		return nil, false
	}
	if len(g.sel.ids) == 0 {
		if g.cursor < 0 {
			return nil, true
		}
		return []int{g.cursor}, true
	}
	for _, r := range g.sel.ids {
		if r < 0 {
			return nil, false
		}
		rows = append(rows, r)
	}
	slices.Sort(rows)
	return rows, true
}
