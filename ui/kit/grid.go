package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// GridModel gives the rows of a [Grid]. Calls come on the UI goroutine and must
// be quick: a row that is still being read answers ok false, the grid draws a
// pale line and asks for it with [Grid.Need]. cells stand in the order the
// columns were given to [NewGrid], whatever order is shown. id names the row for
// selection and must not change with sort or filter.
type GridModel interface {
	Len() int
	Row(i int) (id int64, cells []Cell, ok bool)
}

// IDLister is a model that knows the IDs of rows it has not read yet; with it,
// a range or everything can be selected by ID.
type IDLister interface {
	IDs(first, last int) []int64 // rows first to last, both included
}

// Indexer is a model that can find a row; with it the cursor follows its row
// when the list is sorted or read again. -1 is not there.
type Indexer interface{ IndexOf(id int64) int }

// Cell is one field of a row, ready to be drawn.
type Cell struct {
	Text     string
	Tone     Tone // colour of the text, or of the pill
	Pill     bool // drawn as a pill; the column must allow it
	Bold     bool
	Muted    bool
	Negative bool          // negative money
	Struck   bool          // crossed out
	Wrong    bool          // the row has a fault and stands on a pale red ground
	Icon     fyne.Resource // drawn before the text; the column must allow it
}

// Column describes a column.
type Column struct {
	Key      string // name in state, tests and callbacks
	Label    string
	Width    float32 // at 100 % text size
	Min      float32 // least width, default 36
	Flex     float32 // share of the room that is left over; 0 keeps its width
	Align    fyne.TextAlign
	Sortable bool
	Hidden   bool
	Pills    bool // cells may be pills
	Icons    bool // cells may have an icon
	Editable bool // F2 goes to OnEdit
	Tip      string
}

// Grid is the table of every list: rows by the million, selection by ID, the
// whole keyboard, its own header and a footer with totals. It keeps only the
// lines in view; scrolling makes no new objects.
type Grid struct {
	widget.BaseWidget

	// Need is told which rows are in view and not there yet.
	Need func(first, last int)
	// OnSort is called by a click on a sortable header; the caller sorts, then
	// calls Reload. Without it no header sorts.
	OnSort func(key string, desc bool)
	// OnSelect is called when the cursor or the selection changed.
	OnSelect func()
	// OnActivate is called by Enter and double click.
	OnActivate func(row int, id int64)
	// OnContext gives the menu for the selection; nil or an empty menu is none.
	OnContext func() *fyne.Menu
	// OnEdit begins the edit of a cell; nil refuses it.
	OnEdit func(row int, id int64, key string) *CellEdit
	// OnPaste gets the table on the clipboard, from a spreadsheet or another list,
	// as rows of cells; nil takes no tables.
	OnPaste func(rows [][]string)
	// OnCopy copies selected rows that have not been read: their IDs, and the places
	// of the columns among the cells of a row. Without it such rows are left out.
	OnCopy func(ids []int64, columns []int, headings []string)
	// OnPlace is called when another part of the list came into view or the cursor moved.
	OnPlace func()
	// OnCell is told when the cursor stands in another cell.
	OnCell func(id int64, key string)
	// Sheet makes letters begin an edit and Tab go on to the next cell of it, as in a
	// spreadsheet.
	Sheet bool
	// OnKey and OnRune see keys and letters first; true means used.
	OnKey  func(*fyne.KeyEvent) bool
	OnRune func(r rune) bool
	// OnState is called when widths, order, hidden columns or the sort changed,
	// to be kept per user.
	OnState func(GridState)
	// Checks shows a column of boxes: the selection is what is ticked, and the
	// cursor moves without touching it.
	Checks bool
	// Empty is shown when there are no rows.
	Empty *EmptyState
	// Stripes draws every second row darker. NewGrid sets it.
	Stripes bool
	// MinRows is the least number of rows the grid asks room for.
	MinRows int

	model   GridModel
	columns []gridColumn // in the order shown
	usual   GridState    // before the user changed anything
	needs   float32      // text size the columns' needs were measured at
	grew    bool         // a figure that came into view needs a wider column
	sortKey string
	desc    bool
	footer  map[string]string
	footing string // text at the left of the footer

	off    float64 // pixels scrolled down
	offX   float32
	cursor int // row, -1 for none
	cursID int64
	curCol int // index into columns
	colEnd int // other end of a range of columns, -1 for whole rows
	anchor int
	reveal int // row to bring into view at the first layout, -1 for none
	sel    gridSelection

	focused bool
	hover   int // row under the mouse, -1 for none
	hoverH  int // column under the mouse in the header, -1 for none
	hoverC  int // column under the mouse in a row whose text is cut, -1 for none
	mouse   fyne.Position
	drag    gridDrag
	pressed bool // MouseDown has done what Tapped would do
	lastTap time.Time
	lastRow int
	now     func() time.Time

	toldID  int64 // the cell OnCell was told last
	toldKey string

	edit *gridEdit
	gen  int // raised when every line must be filled again
	r    *gridRenderer
}

var (
	_ fyne.Scrollable        = (*Grid)(nil)
	_ fyne.Draggable         = (*Grid)(nil)
	_ fyne.Tappable          = (*Grid)(nil)
	_ fyne.SecondaryTappable = (*Grid)(nil)
	_ fyne.Focusable         = (*Grid)(nil)
	_ fyne.Shortcutable      = (*Grid)(nil)
	_ desktop.Hoverable      = (*Grid)(nil)
	_ desktop.Mouseable      = (*Grid)(nil)
	_ desktop.Cursorable     = (*Grid)(nil)
	_ Parted                 = (*Grid)(nil)
)

// NewGrid shows the model's rows in the columns.
func NewGrid(model GridModel, columns []Column) *Grid {
	g := &Grid{model: model, cursor: -1, anchor: -1, reveal: -1, hover: -1, hoverH: -1, hoverC: -1, colEnd: -1, lastRow: -1, Stripes: true, MinRows: 4, now: time.Now}
	for i, c := range columns {
		c.Label, c.Tip = words.Of(c.Label), words.Of(c.Tip)
		if c.Min == 0 {
			c.Min = 36
		}
		if c.Width == 0 {
			c.Width = 100
		}
		g.columns = append(g.columns, gridColumn{Column: c, index: i, flex: c.Flex, asked: c.Width})
	}
	g.usual = g.State()
	g.ExtendBaseWidget(g)
	return g
}

// SetModel shows another model and begins at its top.
func (g *Grid) SetModel(m GridModel) {
	g.model = m
	g.cursor, g.cursID, g.anchor, g.off = -1, 0, -1, 0
	g.sel.clear()
	g.Reload()
}

// Model is what is shown.
func (g *Grid) Model() GridModel { return g.model }

// Len is the number of rows.
func (g *Grid) Len() int {
	if g.model == nil {
		return 0
	}
	return g.model.Len()
}

// Reload draws the rows again after they changed. Position, cursor and
// selection stay: the cursor follows its row when the model can find it.
func (g *Grid) Reload() {
	g.gen++
	g.needs = 0
	g.sel.forgetRows()
	n := g.Len()
	if ix, ok := g.model.(Indexer); ok && g.cursor >= 0 {
		if at := ix.IndexOf(g.cursID); at >= 0 {
			// The row keeps its place on the screen when it was in view.
			if y := float64(g.cursor)*g.rowH() - g.off; y >= 0 && y < g.bodyH() {
				g.off = float64(at)*g.rowH() - y
			}
			g.cursor, g.anchor = at, at
		} else if n > 0 {
			g.setCursor(min(g.cursor, n-1))
		}
		g.sel.prune(ix)
	}
	if g.cursor >= n {
		g.cursor = -1
		if n > 0 {
			g.setCursor(n - 1)
		}
	}
	g.meetCursor()
	g.anchor = min(g.anchor, n-1)
	g.clampOffset()
	g.begin() // rows that came after the focus
	g.Refresh()
}

// Changed draws the rows in view again, for rows that have arrived.
func (g *Grid) Changed() {
	g.gen++
	g.meetCursor()
	g.Refresh()
}

// meetCursor takes the ID of the row that is under the cursor now. A selection
// of the one row that was there follows: what an action would work on must be
// what is seen.
func (g *Grid) meetCursor() {
	id, _, ok := g.row(g.cursor)
	if !ok || id == g.cursID {
		return
	}
	old := g.cursID
	g.cursID = id
	if g.Checks || g.sel.all || len(g.sel.ids) > 1 || len(g.sel.ids) == 1 && !g.sel.has(old) {
		return
	}
	g.sel.clear()
	g.sel.set(id, g.cursor, true)
	if g.OnSelect != nil {
		g.OnSelect()
	}
}

func (g *Grid) row(i int) (int64, []Cell, bool) {
	if i < 0 || i >= g.Len() {
		return 0, nil, false
	}
	return g.model.Row(i)
}

// SetTotals shows the footer: a text at the left and totals under their
// columns, by key. An empty text without totals hides it.
func (g *Grid) SetTotals(text string, totals map[string]string) {
	g.footing, g.footer = text, totals
	g.clampOffset()
	g.Refresh()
}

// Current is the row with the keyboard's cursor, -1 for none, and its ID.
func (g *Grid) Current() (row int, id int64) { return g.cursor, g.cursID }

// SetCursor moves the cursor, selects the row alone, and scrolls to it.
func (g *Grid) SetCursor(row int) {
	if n := g.Len(); row >= n {
		row = n - 1
	}
	g.moveTo(row, 0)
}

// ScrollTo brings the row into view.
func (g *Grid) ScrollTo(row int) {
	if row < 0 {
		return
	}
	if g.bodyH() <= 0 { // not laid out yet
		g.reveal = row
		return
	}
	g.reveal = -1
	top := float64(row) * g.rowH()
	if top < g.off {
		g.off = top
	} else if bottom := top + g.rowH(); bottom > g.off+g.bodyH() {
		g.off = bottom - g.bodyH()
	}
	g.clampOffset()
	g.placeLines()
	g.placed()
}

// Top is the first row in view.
func (g *Grid) Top() int { return int(g.off / g.rowH()) }

// SetTop scrolls so that the row is the first in view, as far as the list goes.
func (g *Grid) SetTop(row int) {
	if g.bodyH() <= 0 { // not laid out yet
		g.reveal = row
		return
	}
	g.setOffset(float64(row) * g.rowH())
}

func (g *Grid) placed() {
	if g.OnPlace != nil {
		g.OnPlace()
	}
}

// CurrentColumn is the key of the column the cursor stands in.
func (g *Grid) CurrentColumn() string {
	if g.curCol < 0 || g.curCol >= len(g.columns) {
		return ""
	}
	return g.columns[g.curCol].Key
}

// TextShown describes the grid for tests of the window.
func (g *Grid) TextShown() string {
	_, cells, ok := g.row(g.cursor)
	if !ok {
		return ""
	}
	return g.line(cells, "\t")
}

func (g *Grid) rowH() float64      { return float64(sizeOf(g, SizeRow)) }
func (g *Grid) headerH() float32   { return sizeOf(g, SizeHeader) }
func (g *Grid) textSize() float32  { return sizeOf(g, theme.SizeNameText) }
func (g *Grid) hasFooter() bool    { return g.footing != "" || len(g.footer) > 0 }
func (g *Grid) checkW() float32    { return sizeOf(g, theme.SizeNameInlineIcon) + 14 }
func (g *Grid) textScale() float32 { return g.textSize() / 13 }

// leftEdge is where the first column begins.
func (g *Grid) leftEdge() float32 {
	if g.Checks {
		return g.checkW()
	}
	return 0
}

func (g *Grid) footerH() float32 {
	if !g.hasFooter() {
		return 0
	}
	return g.headerH() + 2
}

// bodyH is the height of the rows' area.
func (g *Grid) bodyH() float64 {
	h := g.Size().Height - g.headerH() - g.footerH()
	if g.overflowX() > 0 {
		h -= barWide
	}
	return float64(max(h, 0))
}

func (g *Grid) maxOffset() float64 {
	return max(float64(g.Len())*g.rowH()-g.bodyH(), 0)
}

func (g *Grid) clampOffset() {
	g.off = min(max(g.off, 0), g.maxOffset())
	g.offX = min(max(g.offX, 0), g.overflowX())
}
