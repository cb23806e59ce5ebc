package page

import (
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// table ties a list of package present to its grid.
type table struct {
	grid  *kit.Grid
	w     *Window
	model present.Table
	empty *kit.EmptyState
	said  present.Empty
	look  string // as last put into the grid or got from it
	pause present.Pause
}

// Table is the grid of a list.
type Table = kit.Grid

// NewTable draws a list of package present as a grid and names it. Hooks of the
// grid that the list does not need (OnActivate, OnContext, OnEdit, OnKey, OnRune,
// Checks) are the page's to set.
func (w *Window) NewTable(id string, model present.Table) *Table {
	t := &table{w: w, model: model}
	g := kit.NewGrid(tableModel{t}, columns(model.Columns()))
	t.grid = g
	g.Need = model.Need
	g.OnSelect = func() { model.Select(g.Selection().IDs) } // a list that knows its IDs never answers "all"
	g.OnSort = model.SortBy
	g.OnState = func(s kit.GridState) {
		if look, err := json.Marshal(s); err == nil {
			t.look = string(look)
			model.SetLook(look)
		}
	}
	if l, ok := model.(present.Spotter); ok {
		g.OnPlace = func() { t.pause.Restart(w.run, keepSpot, func() { l.SetSpot(t.spot()) }) }
	}
	if l, ok := model.(present.Copier); ok {
		g.OnCopy = func(ids []int64, at []int, headings []string) { l.CopyRows(w.frame, ids, at, headings) }
	}
	t.empty = kit.NewEmpty(nil, "", "", "", nil)
	model.OnChange(t.changed)
	w.lists[g] = model
	t.changed(true)
	return kit.ID(id, g)
}

// keepSpot is the rest after which the place in a list is kept.
const keepSpot = time.Second

// spot is where the person is in the list.
func (t *table) spot() present.Spot {
	s := present.Spot{Row: t.grid.Top()}
	if ids := t.model.IDs(s.Row, s.Row); len(ids) == 1 && s.Row > 0 {
		s.Top = ids[0]
	}
	_, s.At = t.grid.Current()
	return s
}

// goBack brings the list where it was when the window was closed. A row that was
// asked for, as by the finder, comes first.
func (t *table) goBack() {
	l, ok := t.model.(present.Spotter)
	if !ok {
		return
	}
	chosen, ok := t.model.(interface{ Selection() []int64 })
	asked := ok && len(chosen.Selection()) > 0
	s, there := l.TakeSpot()
	if !there || asked {
		return
	}
	if row := t.model.IndexOf(s.At); s.At != 0 && row >= 0 {
		t.grid.SetCursor(row)
	}
	if row := t.model.IndexOf(s.Top); s.Top != 0 && row >= 0 {
		t.grid.SetTop(row)
	} else if s.Top != 0 {
		t.grid.SetTop(s.Row)
	}
}

func (t *table) changed(reload bool) {
	g := t.grid
	if !reload {
		g.Changed()
		return
	}
	defer t.goBack()
	// What the person did to the columns may be read after the list was drawn.
	if look := string(t.model.Look()); look != t.look {
		t.look = look
		var state kit.GridState
		if json.Unmarshal([]byte(look), &state) == nil {
			g.SetState(state)
		}
	}
	if e := t.model.Empty(); e.Title == "" {
		g.Empty = nil
	} else {
		g.Empty = t.empty
		if e.Title != t.said.Title || e.Text != t.said.Text || e.Action != t.said.Action {
			t.said = e
			t.empty.Icon = t.w.Symbol(e.Symbol)
			t.empty.Set(e.Title, e.Text, e.Action, e.Do)
		}
	}
	g.SetSort(t.model.SortedBy())
	g.SetTotals(t.model.Totals())
	g.Reload()
}

func columns(heads []present.Column) []kit.Column {
	cols := make([]kit.Column, len(heads))
	for i, h := range heads {
		c := kit.Column{Key: h.Key, Label: h.Label, Width: h.Width, Min: h.Min, Flex: h.Flex, Sortable: h.Sortable, Hidden: h.Hidden,
			Pills: h.Pills, Icons: h.Icons, Editable: h.Editable, Tip: h.Tip}
		if h.Right {
			c.Align = fyne.TextAlignTrailing
		}
		cols[i] = c
	}
	return cols
}

// tableModel is the list as the grid asks for it.
type tableModel struct{ t *table }

var (
	_ kit.GridModel = tableModel{}
	_ kit.IDLister  = tableModel{}
	_ kit.Indexer   = tableModel{}
)

func (m tableModel) Len() int                    { return m.t.model.Len() }
func (m tableModel) IDs(first, last int) []int64 { return m.t.model.IDs(first, last) }
func (m tableModel) IndexOf(id int64) int        { return m.t.model.IndexOf(id) }

func (m tableModel) Row(i int) (int64, []kit.Cell, bool) {
	id, cells, ok := m.t.model.Row(i)
	if !ok {
		return 0, nil, false
	}
	drawn := make([]kit.Cell, len(cells))
	for j, c := range cells {
		drawn[j] = kit.Cell{Text: cellText(c), Tone: kit.Tone(c.Tone), Pill: c.Pill, Bold: c.Bold, Muted: c.Muted, Negative: c.Negative, Struck: c.Struck, Wrong: c.Wrong}
		if c.Symbol != "" {
			drawn[j].Icon = m.t.w.Symbol(c.Symbol)
		}
	}
	return id, drawn, true
}

// cellText is what a cell shows. A pill holds a word of the program, never a text
// of the firm.
func cellText(c present.Cell) string {
	if c.Pill {
		return words.Of(c.Text)
	}
	return c.Text
}

// symbolOf finds a symbol by name among the handed in ones, then the toolkit's.
var toolkitSymbols = map[string]fyne.ThemeIconName{
	"add": theme.IconNameContentAdd, "search": theme.IconNameSearch, "warning": theme.IconNameWarning, "error": theme.IconNameError,
	"info": theme.IconNameInfo, "done": theme.IconNameConfirm, "edit": theme.IconNameDocumentCreate, "delete": theme.IconNameDelete,
	"copy": theme.IconNameContentCopy, "undo": theme.IconNameContentUndo, "save": theme.IconNameDocumentSave, "play": theme.IconNameMediaPlay,
	"stop": theme.IconNameMediaStop, "pause": theme.IconNameMediaPause, "next": theme.IconNameNavigateNext, "back": theme.IconNameNavigateBack,
	"more": theme.IconNameMoreHorizontal, "history": theme.IconNameHistory, "help": theme.IconNameHelp, "open": theme.IconNameFolderOpen,
	"close": theme.IconNameCancel, "calendar": theme.IconNameCalendar, "down": theme.IconNameMoveDown, "list": theme.IconNameList,
	"document": theme.IconNameDocument, "print": theme.IconNameDocumentPrint, "mail": theme.IconNameMailSend,
}
