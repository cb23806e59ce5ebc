package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"matterbook/ui/words"
)

// columnMenu is the menu of the header: what can be done with the column, and the
// chooser of columns.
func (g *Grid) columnMenu(i int) *fyne.Menu {
	items := g.columnActs(i)
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	byIndex := slices.Clone(g.columns)
	slices.SortFunc(byIndex, func(a, b gridColumn) int { return a.index - b.index })
	for _, c := range byIndex {
		if c.Label == "" {
			continue
		}
		item := fyne.NewMenuItem(c.Label, func() { g.ShowColumn(c.Key, c.Hidden) })
		item.Checked = !c.Hidden
		items = append(items, item)
	}
	reset := fyne.NewMenuItem(words.L("Columns as they were at first"), g.ResetColumns)
	return fyne.NewMenu("", append(items, fyne.NewMenuItemSeparator(), reset)...)
}

// columnActs is what can be done with one column.
func (g *Grid) columnActs(i int) []*fyne.MenuItem {
	if i < 0 || i >= len(g.columns) || g.columns[i].Hidden {
		return nil
	}
	c := g.columns[i]
	var items []*fyne.MenuItem
	if c.Sortable && g.OnSort != nil {
		sort := func(desc bool) func() {
			return func() { g.desc, g.sortKey = !desc, c.Key; g.sortBy(g.columnIndex(c.Key)) }
		}
		items = append(items, fyne.NewMenuItem(words.L("Sort by “%s”, lowest first", c.Label), sort(false)),
			fyne.NewMenuItem(words.L("Sort by “%s”, highest first", c.Label), sort(true)))
	}
	if c.Label != "" {
		items = append(items, fyne.NewMenuItem(words.L("Hide “%s”", c.Label), func() { g.ShowColumn(c.Key, false) }))
	}
	widen := func(by float32) func() {
		return func() {
			if i := g.columnIndex(c.Key); i >= 0 {
				g.resizeColumn(i, g.columns[i].w+by*g.textScale())
				g.stateChanged()
			}
		}
	}
	items = append(items, fyne.NewMenuItem(words.L("Fit the width to the content"), func() { g.FitColumn(c.Key) }),
		fyne.NewMenuItem(words.L("Wider"), widen(24)), fyne.NewMenuItem(words.L("Narrower"), widen(-24)))
	if left := g.neighbour(i, -1); left >= 0 {
		items = append(items, fyne.NewMenuItem(words.L("Move to the left"), func() { g.shiftColumn(c.Key, -1) }))
	}
	if right := g.neighbour(i, 1); right >= 0 {
		items = append(items, fyne.NewMenuItem(words.L("Move to the right"), func() { g.shiftColumn(c.Key, 1) }))
	}
	return items
}

// shiftColumn moves a column past its visible neighbour.
func (g *Grid) shiftColumn(key string, step int) bool {
	i := g.columnIndex(key)
	if i < 0 {
		return false
	}
	to := g.neighbour(i, step)
	if to < 0 {
		return false
	}
	g.moveColumn(i, to)
	g.revealColumn()
	g.stateChanged()
	return true
}

// ResetColumns forgets what the user did to order, widths and choice of the
// columns. The sort stays: it belongs to the rows.
func (g *Grid) ResetColumns() {
	s := g.usual
	s.Sort, s.Desc = g.sortKey, g.desc
	for i := range g.columns {
		g.columns[i].Flex = g.columns[i].flex
	}
	g.curCol, g.colEnd = 0, -1
	g.SetState(s)
	g.stateChanged()
}

// rowMenu is the page's menu for the selection with what every list can do: copy
// its rows, and arrange its columns by keys alone.
func (g *Grid) rowMenu() *fyne.Menu {
	m := fyne.NewMenu("")
	if g.OnContext != nil {
		if own := g.OnContext(); own != nil && len(own.Items) > 0 {
			m.Items = append(slices.Clone(own.Items), fyne.NewMenuItemSeparator())
		}
	}
	if g.cursor >= 0 {
		copied := fyne.NewMenuItem(words.N(g.SelectedCount(), "Copy the row", "Copy the rows"), func() { g.copyTo(nil, false) })
		copied.Shortcut = &fyne.ShortcutCopy{}
		m.Items = append(m.Items, copied, fyne.NewMenuItem(words.L("Copy with headings"), func() { g.copyTo(nil, true) }))
	}
	if g.OnPaste != nil {
		paste := fyne.NewMenuItem(words.L("Paste rows from a spreadsheet"), func() { g.pasteFrom(nil) })
		paste.Shortcut = &fyne.ShortcutPaste{}
		m.Items = append(m.Items, paste)
	}
	columns := fyne.NewMenuItem(words.L("Columns"), nil)
	columns.ChildMenu = g.columnMenu(g.curCol)
	m.Items = append(m.Items, columns)
	return m
}
