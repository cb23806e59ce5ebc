package kit

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestATableFromASpreadsheetIsReadAsItsCells(t *testing.T) {
	for text, want := range map[string][][]string{
		"":           nil,
		"\r\n":       nil,
		"100-01":     {{"100-01"}},
		"a\tb\nc\td": {{"a", "b"}, {"c", "d"}},
		"a\tb\r\n":   {{"a", "b"}},
		" a \t\tb":   {{"a", "", "b"}},
		"a\t\"two\nlines, and a \"\"quote\"\"\"\tc": {{"a", "two\nlines, and a \"quote\"", "c"}},
		"12\" pipe\tb":          {{"12\" pipe", "b"}},
		"a\tb\tc\nonly\nx\ty":   {{"a", "b", "c"}, {"only"}, {"x", "y"}},
		"18.06.2026\t1,5\tText": {{"18.06.2026", "1,5", "Text"}},
	} {
		if got := ParseTable(text); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestGridTakesATableFromTheClipboard(t *testing.T) {
	w, g := openGrid(t, 5)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("2026-06-18\t100-01\t1.5\n2026-06-18\t100-02\t.3")
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip}) // a list that takes none
	var got [][]string
	g.OnPaste = func(rows [][]string) { got = rows }
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if len(got) != 2 || !slices.Equal(got[1], []string{"2026-06-18", "100-02", ".3"}) {
		t.Errorf("pasted %q", got)
	}
	clip.SetContent("")
	got = nil
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if got != nil {
		t.Error("an empty clipboard is no table")
	}
	_ = w
}

func TestGridCopiesARangeOfCells(t *testing.T) {
	w, g := openGrid(t, 20)
	clip := fyne.CurrentApp().Clipboard()
	copied := func() string {
		g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
		return clip.Content()
	}
	clickRow(t, g, 3, "client", 0)
	hold(w, shift, fyne.KeyDown, fyne.KeyRight)
	_, _, client, _ := g.Part("row:3/col:client")
	_, _, matter, _ := g.Part("row:3/col:matter")
	lines := strings.Split(copied(), "\n")
	if len(lines) != 2 || lines[0] != client+"\t"+matter {
		t.Errorf("two cells of two rows: %q", lines)
	}
	if head, _, _ := strings.Cut(g.CopyText(true), "\n"); head != "Client\tMatter" {
		t.Errorf("their headings: %q", head)
	}
	// Alt and the mouse do the same; an arrow without Shift takes whole rows again.
	from, size, _, _ := g.Part("row:2/col:hours")
	to, _, _, _ := g.Part("row:4/col:rate")
	p := fyne.PointEvent{Position: from.AddXY(size.Width/2, 5)}
	g.MouseDown(&desktop.MouseEvent{PointEvent: p, Button: desktop.MouseButtonPrimary, Modifier: fyne.KeyModifierAlt})
	p.Position = to.AddXY(5, 5)
	g.Dragged(&fyne.DragEvent{PointEvent: p})
	g.DragEnd()
	if lines = strings.Split(copied(), "\n"); len(lines) != 3 || strings.Count(lines[2], "\t") != 1 {
		t.Errorf("dragged over three rows of two columns: %q", lines)
	}
	press(w, fyne.KeyDown)
	if got := copied(); strings.Count(got, "\t") < 5 || strings.Contains(got, "\n") {
		t.Errorf("the whole row: %q", got)
	}
}

func TestGridAsksForRowsItHasNotReadBeforeItCopies(t *testing.T) {
	q := &Queue{}
	p := NewPages(q, 50, func(_ context.Context, offset, limit int) ([]GridRow, error) { return nil, nil })
	g := NewGrid(lister{p}, []Column{{Key: "a", Label: "A"}, {Key: "b", Label: "B", Hidden: true}, {Key: "c", Label: "C"}})
	stand(t, Light, 400, 300, g)
	p.total = 3000
	g.Reload()
	var ids []int64
	var columns []int
	var heads []string
	g.OnCopy = func(i []int64, c []int, h []string) { ids, columns, heads = i, c, h }
	g.SelectAll()
	g.copyTo(nil, true)
	if len(ids) != 3000 || !slices.Equal(columns, []int{0, 2}) || !slices.Equal(heads, []string{"A", "C"}) {
		t.Errorf("%d rows, columns %v, headings %v", len(ids), columns, heads)
	}
}

// lister knows the IDs of rows it has not read.
type lister struct{ *Pages }

func (l lister) IDs(first, last int) []int64 {
	var ids []int64
	for i := first; i <= last; i++ {
		ids = append(ids, int64(i+1))
	}
	return ids
}

func TestGridNeverCutsAFigure(t *testing.T) {
	rows := NewRows(GridRow{ID: 1, Cells: []Cell{{Text: "Trustees of the Consolidated Pan-Atlantic Reinsurance Association"}, {Text: "1,234,567,890.12"}, {Text: "0.10"}}})
	g := NewGrid(rows, []Column{{Key: "client", Label: "Client", Width: 200, Flex: 1}, {Key: "fees", Label: "Fees", Width: 60, Align: fyne.TextAlignTrailing},
		{Key: "hours", Label: "Hours", Width: 50, Align: fyne.TextAlignTrailing}})
	stand(t, Light, 420, 300, g)
	g.SetTotals("1 row", map[string]string{"fees": "1,234,567,890.12", "hours": "12,345,678.90"})
	for _, l := range g.r.lines {
		if l.loaded && l.box.Visible() {
			for _, c := range g.columns[1:] {
				if text := l.cells[c.index].text.Text; strings.HasSuffix(text, ellipsis) {
					t.Errorf("column %s is cut to %q", c.Key, text)
				}
			}
		}
	}
	a, b := g.r.feet[1], g.r.feet[2]
	if a.Position().X+a.Size().Width > b.Position().X {
		t.Error("totals lie over one another")
	}
	// Smaller figures give the room back.
	rows.Set([]GridRow{{ID: 1, Cells: []Cell{{Text: "A"}, {Text: "1.00"}, {Text: "0.10"}}}})
	g.SetTotals("", nil)
	g.Reload()
	if w := g.columns[1].w; w != 60 {
		t.Errorf("the column stays %v wide", w)
	}
}

func TestGridColumnsAreArrangedByKeysAlone(t *testing.T) {
	w, g := openGrid(t, 5)
	kept := 0
	g.OnState = func(GridState) { kept++ }
	clickRow(t, g, 2, "client", 0)
	g.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: ctrl | shift})
	if g.columns[1].Key != "client" || g.CurrentColumn() != "client" || kept != 1 {
		t.Errorf("Ctrl+Shift+Left: %v, on %s, kept %d times", g.State().Columns, g.CurrentColumn(), kept)
	}
	menu := g.rowMenu()
	columns := menu.Items[len(menu.Items)-1].ChildMenu
	act := func(label string) {
		t.Helper()
		i := slices.IndexFunc(columns.Items, func(it *fyne.MenuItem) bool { return strings.HasPrefix(it.Label, label) })
		if i < 0 {
			t.Fatalf("the menu has no %q", label)
		}
		columns.Items[i].Action()
	}
	_, before, _, _ := g.Part("header/col:client")
	act("Wider")
	if _, after, _, _ := g.Part("header/col:client"); after.Width != before.Width+24 {
		t.Errorf("wider: %v, was %v", after.Width, before.Width)
	}
	act("Hide “Client”")
	if _, _, _, ok := g.Part("header/col:client"); ok {
		t.Error("the column is still there")
	}
	act("Columns as they were")
	if got := g.State(); got.Columns[2].Key != "client" || got.Columns[2].Hidden || got.Columns[2].Width != g.usual.Columns[2].Width {
		t.Errorf("reset gives %+v", got.Columns)
	}
	_ = w
}

func TestGridShowsWhatIsStruckAndWhatIsWrong(t *testing.T) {
	g := NewGrid(NewRows(GridRow{ID: 1, Cells: []Cell{{Text: "100.00", Struck: true}}}, GridRow{ID: 2, Cells: []Cell{{Text: "abc", Wrong: true}}}),
		[]Column{{Key: "a", Label: "A", Align: fyne.TextAlignTrailing}})
	stand(t, Light, 300, 300, g)
	first, second := g.r.lines[0], g.r.lines[1]
	if cut := first.cells[0].cut; cut == nil || !cut.Visible() || cut.Size().Width < 20 {
		t.Error("no line through what is struck")
	}
	if second.ground.FillColor != colorOf(g, ColorBadGround) || first.ground.FillColor == second.ground.FillColor {
		t.Error("the row with the fault looks like the others")
	}
	g.Model().(*Rows).Set([]GridRow{{ID: 1, Cells: []Cell{{Text: "100.00"}}}})
	g.Reload()
	if first.cells[0].cut.Visible() {
		t.Error("the line stays when the text counts again")
	}
}
