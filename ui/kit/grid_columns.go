package kit

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
)

// barWide is the room of a scroll bar.
const barWide = 10

// gridColumn is a column with the place it has now.
type gridColumn struct {
	Column
	index int     // place among the model's cells
	flex  float32 // as the page wants it
	asked float32 // width set by the user, at 100 % text size
	need  float32 // what its figures in view take: a figure is never cut
	x, w  float32 // place now
}

// GridState is what a user did to the columns; it is kept as JSON.
type GridState struct {
	Columns []ColumnState `json:"columns"`
	Sort    string        `json:"sort,omitempty"`
	Desc    bool          `json:"desc,omitempty"`
}

// ColumnState is one column of it, in the order shown.
type ColumnState struct {
	Key    string  `json:"key"`
	Width  float32 `json:"width"`
	Hidden bool    `json:"hidden,omitempty"`
}

// State is the present state of the columns.
func (g *Grid) State() GridState {
	s := GridState{Sort: g.sortKey, Desc: g.desc}
	for _, c := range g.columns {
		s.Columns = append(s.Columns, ColumnState{c.Key, c.asked, c.Hidden})
	}
	return s
}

// SetState puts a kept state back. Columns it does not know keep their place at
// the end; columns that no longer exist are passed over. OnSort is not called.
func (g *Grid) SetState(s GridState) {
	rank := map[string]int{}
	for i, c := range s.Columns {
		rank[c.Key] = i + 1
		for j := range g.columns {
			if col := &g.columns[j]; col.Key == c.Key {
				col.Hidden = c.Hidden
				if c.Width >= col.Min {
					col.asked = min(c.Width, 2000)
				}
			}
		}
	}
	place := func(c gridColumn) int {
		if r, ok := rank[c.Key]; ok {
			return r
		}
		return len(s.Columns) + 1 + c.index
	}
	slices.SortStableFunc(g.columns, func(a, b gridColumn) int { return place(a) - place(b) })
	if !slices.ContainsFunc(g.columns, func(c gridColumn) bool { return !c.Hidden }) && len(g.columns) > 0 {
		g.columns[0].Hidden = false
	}
	g.sortKey, g.desc = s.Sort, s.Desc
	g.relayout()
}

// SetSort shows the arrow of a sort that the caller has done.
func (g *Grid) SetSort(key string, desc bool) {
	g.sortKey, g.desc = key, desc
	g.Refresh()
}

// Sort is the column and direction of the sort, "" for none.
func (g *Grid) Sort() (key string, desc bool) { return g.sortKey, g.desc }

func (g *Grid) relayout() {
	g.gen++
	g.layoutColumns()
	g.clampOffset()
	g.Refresh()
}

func (g *Grid) stateChanged() {
	if g.OnState != nil {
		g.OnState(g.State())
	}
}

// innerW is the room for columns: the scroll bar keeps its own, so that it never
// lies on money.
func (g *Grid) innerW() float32 { return max(g.Size().Width-barWide-2, 0) }

// layoutColumns gives each visible column its place; flexible ones share what is
// left over.
func (g *Grid) layoutColumns() {
	if size := g.textSize(); g.needs != size {
		g.needs = size
		for i := range g.columns {
			g.columns[i].need = 0
		}
	}
	scale := g.textScale()
	used, flex := g.leftEdge(), float32(0)
	for i := range g.columns {
		c := &g.columns[i]
		c.w = 0
		if !c.Hidden {
			c.w = float32(math.Ceil(float64(max(float32(int(c.asked*scale)), c.need, g.footNeed(c)))))
			used += c.w
			flex += c.Flex
		}
	}
	spare := g.innerW() - used
	x := g.leftEdge()
	for i := range g.columns {
		c := &g.columns[i]
		if c.Hidden {
			continue
		}
		if c.Flex > 0 {
			// A flexible column also gives room up, down to its least width.
			c.w = max(c.w+float32(math.Floor(float64(spare*c.Flex/flex))), c.Min*scale, c.need, g.footNeed(c))
		}
		c.x = x
		x += c.w
	}
}

// mostNeed is the widest a column grows by itself, at 100 % text size.
const mostNeed = 220

// footNeed is what the total under a column of figures takes.
func (g *Grid) footNeed(c *gridColumn) float32 {
	total := g.footer[c.Key]
	if total == "" || c.Align != fyne.TextAlignTrailing {
		return 0
	}
	return min(textWidth(total, g.textSize(), bold)+2*cellPad, mostNeed*g.textScale())
}

// grow notes what a figure takes. Lines are laid out again when its column is
// too narrow for it: "1,234,5…" is a wrong amount, not a short one.
func (g *Grid) grow(i int, w float32) {
	c := &g.columns[i]
	w = min(w+2*cellPad, mostNeed*g.textScale())
	if w > c.need {
		c.need = w
		g.grew = g.grew || w > c.w+0.5
	}
}

// columnsW is the right edge of the last column.
func (g *Grid) columnsW() float32 {
	w := g.leftEdge()
	for _, c := range g.columns {
		w += c.w
	}
	return w
}

// overflowX is how much wider the columns are than their room.
func (g *Grid) overflowX() float32 {
	if over := g.columnsW() - g.innerW(); over > 0.5 {
		return over
	}
	return 0
}

// edgeAt is the column whose right edge is within 5 pixels of x, or -1.
func (g *Grid) edgeAt(x float32) int {
	for i, c := range g.columns {
		if !c.Hidden {
			if d := x + g.offX - (c.x + c.w); d > -5 && d < 5 {
				return i
			}
		}
	}
	return -1
}

// columnAt is the column at x, or -1.
func (g *Grid) columnAt(x float32) int {
	for i, c := range g.columns {
		if !c.Hidden && x+g.offX >= c.x && x+g.offX < c.x+c.w {
			return i
		}
	}
	return -1
}

// resizeColumn sets a width in pixels.
func (g *Grid) resizeColumn(i int, w float32) {
	c := &g.columns[i]
	c.asked = max(w/g.textScale(), c.Min)
	if c.Flex > 0 {
		// The user's width counts from now on.
		c.Flex = 0
	}
	g.relayout()
}

// FitColumn makes a column as wide as its header and the rows in view need.
func (g *Grid) FitColumn(key string) {
	i := g.columnIndex(key)
	if i < 0 {
		return
	}
	c := g.columns[i]
	w := textWidth(c.Label, g.headSize(), bold) + 34
	first := g.Top()
	for r := first; r < first+int(g.bodyH()/g.rowH())+1; r++ {
		if _, cells, ok := g.row(r); ok && c.index < len(cells) {
			cell := cells[c.index]
			cw := textWidth(cell.Text, g.textSize(), fyne.TextStyle{Bold: cell.Bold}) + 2*cellPad
			if cell.Pill {
				cw += 12
			}
			w = max(w, min(cw, 600))
		}
	}
	g.resizeColumn(i, w)
	g.stateChanged()
}

func (g *Grid) columnIndex(key string) int {
	return slices.IndexFunc(g.columns, func(c gridColumn) bool { return c.Key == key })
}

// ShowColumn shows or hides a column; the last one cannot be hidden.
func (g *Grid) ShowColumn(key string, on bool) {
	i := g.columnIndex(key)
	if i < 0 || g.columns[i].Hidden == !on {
		return
	}
	shown := 0
	for _, c := range g.columns {
		if !c.Hidden {
			shown++
		}
	}
	if !on && shown == 1 {
		return
	}
	g.columns[i].Hidden = !on
	g.relayout()
	g.stateChanged()
}

// moveColumn puts the column at another place among all.
func (g *Grid) moveColumn(from, to int) {
	if from == to || to < 0 || to >= len(g.columns) {
		return
	}
	c := g.columns[from]
	g.columns = slices.Insert(slices.Delete(g.columns, from, from+1), to, c)
	g.curCol, g.colEnd = to, -1
	g.relayout()
}

// neighbour is the next visible column in the direction, or -1.
func (g *Grid) neighbour(i, step int) int {
	for j := i + step; j >= 0 && j < len(g.columns); j += step {
		if !g.columns[j].Hidden {
			return j
		}
	}
	return -1
}

// sortBy is a click on a header: up, then down, then up again.
func (g *Grid) sortBy(i int) {
	c := g.columns[i]
	if !c.Sortable || g.OnSort == nil {
		return
	}
	if g.sortKey == c.Key {
		g.desc = !g.desc
	} else {
		g.sortKey, g.desc = c.Key, false
	}
	g.Refresh()
	g.OnSort(g.sortKey, g.desc)
	g.stateChanged()
}

func (g *Grid) showMenu(m *fyne.Menu, at fyne.Position) {
	if m == nil || len(m.Items) == 0 {
		return
	}
	if c := canvasOf(g); c != nil {
		ShowMenu(m, c, at)
	}
}
