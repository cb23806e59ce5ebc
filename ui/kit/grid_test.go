package kit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

const ctrl = fyne.KeyModifierShortcutDefault
const shift = fyne.KeyModifierShift

func openGrid(t testing.TB, n int) (fyne.Window, *Grid) {
	g := NewGrid(entries{n}, entryColumns())
	w, _ := stand(t, Light, 1100, 600, g)
	w.Canvas().Focus(g)
	return w, g
}

func ids(g *Grid) []int64 { return g.Selection().IDs }

func click(g *Grid, x, y float32, mods fyne.KeyModifier) {
	p := fyne.PointEvent{Position: fyne.NewPos(x, y), AbsolutePosition: fyne.NewPos(x, y)}
	g.MouseDown(&desktop.MouseEvent{PointEvent: p, Button: desktop.MouseButtonPrimary, Modifier: mods})
	g.Tapped(&p)
}

// clickRow clicks the row on the screen that shows the ID.
func clickRow(t testing.TB, g *Grid, id int64, key string, mods fyne.KeyModifier) {
	t.Helper()
	pos, size, _, ok := g.Part(fmt.Sprintf("row:%d/col:%s", id, key))
	if !ok {
		t.Fatalf("row %d is not in view", id)
	}
	click(g, pos.X+size.Width/2, pos.Y+size.Height/2, mods)
}

func TestGridKeysWalkAMillionRows(t *testing.T) {
	w, g := openGrid(t, 1_000_000)
	press(w, fyne.KeyDown, fyne.KeyDown)
	if row, id := g.Current(); row != 2 || id != 3 {
		t.Errorf("after two downs: row %d id %d", row, id)
	}
	press(w, fyne.KeyEnd)
	if row, id := g.Current(); row != 999_999 || id != 1_000_000 {
		t.Errorf("End: row %d id %d", row, id)
	}
	// The last row stands wholly above the lower edge, to the pixel, at 24 million pixels.
	pos, size, text, ok := g.Part("row:1000000/col:date")
	if !ok || pos.Y+size.Height != g.Size().Height || !strings.Contains(text, "Nov 2026") {
		t.Errorf("last row at %v+%v of %v, %q %v", pos.Y, size.Height, g.Size().Height, text, ok)
	}
	press(w, fyne.KeyPageUp)
	if row, _ := g.Current(); row >= 999_999 || row < 999_950 {
		t.Errorf("PgUp: row %d", row)
	}
	press(w, fyne.KeyHome)
	if row, _ := g.Current(); row != 0 || g.off != 0 {
		t.Errorf("Home: row %d at %v", row, g.off)
	}
	press(w, fyne.KeyUp)
	if row, _ := g.Current(); row != 0 {
		t.Error("Up on the first row must stay")
	}
}

func TestGridShowsTheKeyboardsRowWhenRowsComeAfterTheFocus(t *testing.T) {
	for _, checks := range []bool{false, true} {
		g := NewGrid(entries{0}, entryColumns())
		g.Checks = checks
		told := 0
		g.OnSelect = func() { told++ }
		w, _ := stand(t, Light, 1100, 600, g)
		w.Canvas().Focus(g)
		g.SetModel(entries{5})
		if row, id := g.Current(); row != 0 || id != 1 || told != 1 {
			t.Errorf("checks %v: row %d id %d, told %d times", checks, row, id, told)
		}
	}
}

func TestGridSelectsAsPeopleExpect(t *testing.T) {
	w, g := openGrid(t, 500)
	clickRow(t, g, 3, "client", 0)
	clickRow(t, g, 6, "client", shift)
	if got := ids(g); !slices.Equal(got, []int64{3, 4, 5, 6}) {
		t.Errorf("shift click: %v", got)
	}
	clickRow(t, g, 5, "client", ctrl)
	clickRow(t, g, 9, "client", ctrl)
	if got := ids(g); !slices.Equal(got, []int64{3, 4, 6, 9}) {
		t.Errorf("ctrl clicks: %v", got)
	}
	press(w, fyne.KeyDown)
	if got := ids(g); !slices.Equal(got, []int64{10}) {
		t.Errorf("an arrow selects one: %v", got)
	}
	hold(w, shift, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if got := ids(g); !slices.Equal(got, []int64{10, 11}) {
		t.Errorf("shift arrows: %v", got)
	}
	press(w, fyne.KeySpace)
	if got := ids(g); !slices.Equal(got, []int64{10}) {
		t.Errorf("space takes the current row away: %v", got)
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := g.SelectedCount(); n != 500 {
		t.Errorf("select all: %d", n)
	}
}

func TestGridSelectionIsByIDAndFollowsASort(t *testing.T) {
	rows := NewRows()
	var list []GridRow
	for i := range 200 {
		list = append(list, GridRow{ID: int64(i + 1), Cells: []Cell{{Text: fmt.Sprint(i)}}})
	}
	rows.Set(list)
	g := NewGrid(rows, []Column{{Key: "n", Label: "Number", Sortable: true, Flex: 1}})
	stand(t, Light, 400, 300, g)
	g.SetCursor(150)
	y, _, _, _ := g.Part("row:151")
	slices.Reverse(list)
	rows.Set(list)
	g.Reload()
	if row, id := g.Current(); row != 49 || id != 151 || !slices.Equal(ids(g), []int64{151}) {
		t.Errorf("after the sort: row %d id %d selected %v", row, id, ids(g))
	}
	if y2, _, _, ok := g.Part("row:151"); !ok || y2 != y {
		t.Errorf("the row must keep its place on the screen: %v then %v", y, y2)
	}
	// A row that is gone is selected no more.
	rows.Set(list[:40])
	g.Reload()
	if slices.Contains(ids(g), 151) {
		t.Error("a row that is gone is still selected")
	}
}

func TestGridTicksStayWhileTheCursorMoves(t *testing.T) {
	g := NewGrid(entries{50}, entryColumns())
	g.Checks = true
	w, _ := stand(t, Light, 1100, 600, g)
	w.Canvas().Focus(g)
	press(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	clickRow(t, g, 20, "client", 0)
	if got := ids(g); !slices.Equal(got, []int64{1, 3}) {
		t.Errorf("ticked: %v", got)
	}
	pos, size, _, _ := g.Part("row:7")
	click(g, 12, pos.Y+size.Height/2, 0)
	pos, size, _, _ = g.Part("row:10")
	click(g, 12, pos.Y+size.Height/2, shift)
	if got := ids(g); !slices.Equal(got, []int64{1, 3, 7, 8, 9, 10}) {
		t.Errorf("box and shift box: %v", got)
	}
	click(g, 12, 10, 0)
	if g.SelectedCount() != 50 {
		t.Error("the box of the header ticks all")
	}
	g.now = func() time.Time { return time.Unix(1e9, 0) }
	click(g, 12, 10, 0)
	if g.SelectedCount() != 0 {
		t.Error("and unticks all")
	}
}

func TestGridOpensByEnterAndDoubleClickOnly(t *testing.T) {
	w, g := openGrid(t, 50)
	var opened []int64
	g.OnActivate = func(_ int, id int64) { opened = append(opened, id) }
	clock := time.Unix(1e9, 0)
	g.now = func() time.Time { return clock }
	clickRow(t, g, 4, "client", 0)
	clock = clock.Add(300 * time.Millisecond)
	clickRow(t, g, 4, "client", 0)
	clock = clock.Add(100 * time.Millisecond)
	clickRow(t, g, 4, "client", 0) // a third click opens nothing again
	clock = clock.Add(time.Second)
	clickRow(t, g, 5, "client", 0)
	clock = clock.Add(time.Second)
	clickRow(t, g, 5, "client", 0) // too slow
	clock = clock.Add(100 * time.Millisecond)
	clickRow(t, g, 6, "client", 0) // another row
	press(w, fyne.KeyReturn)
	if !slices.Equal(opened, []int64{4, 6}) {
		t.Errorf("opened %v", opened)
	}
}

func TestGridSortsByHeader(t *testing.T) {
	_, g := openGrid(t, 50)
	var asked []string
	g.OnSort = func(key string, desc bool) { asked = append(asked, fmt.Sprint(key, " ", desc)) }
	head := func(key string) {
		pos, size, _, _ := g.Part("header/col:" + key)
		click(g, pos.X+size.Width/2, 10, 0)
	}
	head("client")
	head("client")
	head("amount")
	head("code") // not sortable
	if want := []string{"client false", "client true", "amount false"}; !slices.Equal(asked, want) {
		t.Errorf("asked %v", asked)
	}
}

func TestGridColumnsResizeMoveHideAndAreRemembered(t *testing.T) {
	_, g := openGrid(t, 50)
	var kept GridState
	g.OnState = func(s GridState) { kept = s }
	pos, size, _, _ := g.Part("header/col:client")
	edge := pos.X + size.Width
	p := fyne.PointEvent{Position: fyne.NewPos(edge-2, 10)}
	g.MouseMoved(&desktop.MouseEvent{PointEvent: p})
	if g.Cursor() != desktop.HResizeCursor {
		t.Error("no resize cursor at the edge")
	}
	g.MouseDown(&desktop.MouseEvent{PointEvent: p, Button: desktop.MouseButtonPrimary})
	p.Position.X += 40
	g.Dragged(&fyne.DragEvent{PointEvent: p, Dragged: fyne.NewDelta(40, 0)})
	g.DragEnd()
	if _, after, _, _ := g.Part("header/col:client"); after.Width != size.Width+40 {
		t.Errorf("width %v after a drag of 40 from %v", after.Width, size.Width)
	}
	g.ShowColumn("code", false)
	g.moveColumn(0, 1)
	g.stateChanged()

	data, err := json.Marshal(kept)
	if err != nil {
		t.Fatal(err)
	}
	var back GridState
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	other := NewGrid(entries{5}, append(entryColumns(), Column{Key: "new", Label: "New column"}))
	stand(t, Light, 1100, 600, other)
	back.Columns = append(back.Columns, ColumnState{Key: "gone", Width: 50})
	other.SetState(back)
	got := other.State()
	if got.Columns[0].Key != "tk" || got.Columns[1].Key != "date" || !got.Columns[4].Hidden || got.Columns[2].Width != 180 {
		t.Errorf("state put back: %+v", got.Columns)
	}
	if last := got.Columns[len(got.Columns)-1]; last.Key != "new" || last.Hidden {
		t.Errorf("a column the state does not know stays at the end: %+v", last)
	}
	for _, c := range entryColumns() {
		other.ShowColumn(c.Key, false)
	}
	other.ShowColumn("new", false)
	if slices.IndexFunc(other.State().Columns, func(c ColumnState) bool { return !c.Hidden }) < 0 {
		t.Error("the last column can be hidden")
	}
}

func TestGridHeaderMenuChoosesColumns(t *testing.T) {
	_, g := openGrid(t, 5)
	menu := g.columnMenu(2)
	i := slices.IndexFunc(menu.Items, func(it *fyne.MenuItem) bool { return it.Label == "Code" })
	if i < 0 || !menu.Items[i].Checked {
		t.Fatal("the menu lists every column, ticked")
	}
	menu.Items[i].Action()
	if _, _, _, ok := g.Part("header/col:code"); ok {
		t.Error("the column is still shown")
	}
}

func TestGridCopiesTabSeparatedText(t *testing.T) {
	w, g := openGrid(t, 20)
	g.ShowColumn("text", false)
	clickRow(t, g, 2, "client", 0)
	clickRow(t, g, 4, "client", ctrl)
	clip := fyne.CurrentApp().Clipboard()
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	lines := strings.Split(clip.Content(), "\n")
	if len(lines) != 2 || strings.Count(lines[0], "\t") != 8 || !strings.HasSuffix(lines[1], "Draft") && !strings.HasSuffix(lines[1], "Billed") && !strings.HasSuffix(lines[1], "Released") && !strings.HasSuffix(lines[1], "Written off") {
		t.Errorf("copied %q", clip.Content())
	}
	if head, _, _ := strings.Cut(g.CopyText(true), "\n"); head != "Date\tTK\tClient\tMatter\tCode\tHours\tRate\tAmount\tStatus" {
		t.Errorf("headings %q", head)
	}
	_ = w
}

func TestGridEditsInPlace(t *testing.T) {
	w, g := openGrid(t, 20)
	var saved []string
	g.OnEdit = func(row int, id int64, key string) *CellEdit {
		return &CellEdit{Text: "1.5", Commit: func(text string) error {
			if text == "x" {
				return errors.New("“x” is not hours")
			}
			saved = append(saved, fmt.Sprint(id, " ", key, " ", text))
			return nil
		}}
	}
	clickRow(t, g, 3, "hours", 0)
	press(w, fyne.KeyF2)
	if !g.Editing() {
		t.Fatal("F2 opens no editor")
	}
	if _, _, text, ok := g.Part("edit"); !ok || text != "1.5" {
		t.Errorf("editor shows %q", text)
	}
	typeText(w, "x") // replaces: the text is selected
	press(w, fyne.KeyReturn)
	if !g.Editing() || g.edit.fault == "" {
		t.Error("a wrong text must keep the editor open with its reason")
	}
	if _, _, text, _ := g.Part("edit"); text != "x" {
		t.Errorf("what was typed is gone: %q", text)
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -250)})
	if !g.Editing() {
		t.Error("a scroll must not lose a wrong text")
	}
	press(w, fyne.KeyBackspace)
	typeText(w, "2.3")
	press(w, fyne.KeyReturn)
	if g.Editing() || w.Canvas().Focused() != fyne.Focusable(g) {
		t.Error("the editor must close and the grid have the focus")
	}
	press(w, fyne.KeyF2)
	typeText(w, "9")
	press(w, fyne.KeyEscape)
	press(w, fyne.KeyF2)
	typeText(w, "4")
	clickRow(t, g, 8, "client", 0) // leaving keeps
	if want := []string{"3 hours 2.3", "3 hours 4"}; !slices.Equal(saved, want) {
		t.Errorf("saved %v", saved)
	}
	// The editor on a cell that cannot be edited goes to the first that can.
	press(w, fyne.KeyF2)
	if g.CurrentColumn() != "text" {
		t.Errorf("editing %q", g.CurrentColumn())
	}
}

func TestGridHandsUnusedKeysOn(t *testing.T) {
	g := NewGrid(entries{5}, entryColumns())
	w, s := stand(t, Light, 900, 400, g)
	var did []string
	s.Keys.Do = func(id string) bool { did = append(did, id); return true }
	s.Keys.Escape = func() bool { did = append(did, "escape"); return true }
	w.Canvas().Focus(g)
	press(w, fyne.KeyF5, fyne.KeyEscape, fyne.KeyF2)
	g.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: ctrl})
	if want := []string{"timer", "escape", "edit", "find"}; !slices.Equal(did, want) {
		t.Errorf("did %v", did)
	}
}

func TestGridContextMenuByKeyAndMouse(t *testing.T) {
	w, g := openGrid(t, 20)
	asked := 0
	g.OnContext = func() *fyne.Menu {
		asked++
		return fyne.NewMenu("", fyne.NewMenuItem("Release", func() {}))
	}
	clickRow(t, g, 2, "client", 0)
	clickRow(t, g, 5, "client", shift)
	pos, _, _, _ := g.Part("row:4")
	test.TapSecondaryAt(g, pos.AddXY(200, 5))
	if asked != 1 || g.SelectedCount() != 4 {
		t.Errorf("a right click inside the selection keeps it: %d", g.SelectedCount())
	}
	if len(w.Canvas().Overlays().List()) != 1 {
		t.Error("no menu")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	pos, _, _, _ = g.Part("row:9")
	test.TapSecondaryAt(g, pos.AddXY(200, 5))
	if !slices.Equal(ids(g), []int64{9}) {
		t.Errorf("a right click elsewhere selects that row: %v", ids(g))
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	w.Canvas().Focus(g)
	hold(w, shift, fyne.KeyF10)
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	w.Canvas().Focus(g)
	press(w, desktop.KeyMenu)
	if asked != 4 {
		t.Errorf("menu asked %d times", asked)
	}
}

func TestGridReadsPagesAndDropsLateAnswers(t *testing.T) {
	q := &Queue{}
	var filter string
	p := NewPages(q, 50, func(_ context.Context, offset, limit int) ([]GridRow, error) {
		var rows []GridRow
		for i := range limit {
			rows = append(rows, GridRow{ID: int64(offset + i + 1), Cells: []Cell{{Text: fmt.Sprint(filter, offset+i)}}})
		}
		return rows, nil
	})
	g := NewGrid(nil, []Column{{Key: "t", Label: "Text", Flex: 1}})
	stand(t, Light, 400, 300, g)
	p.Bind(g)
	p.Reset(1_000_000)
	if _, _, _, ok := g.Part("row:1"); ok || q.Len() == 0 {
		t.Fatal("rows must come in the background")
	}
	old := q.Len()
	filter = "b"
	p.Reset(1000) // the filter changed before the answer came
	if q.Len() <= old {
		t.Fatal("the new list was not asked for")
	}
	g.setOffset(500 * 24)
	q.Drain()
	if _, _, text, ok := g.Part("row:501"); !ok || text != "b500" {
		t.Errorf("row shows %q %v", text, ok)
	}
	// Only what was in view was read: three pages at most.
	if len(p.pages) > 3 {
		t.Errorf("%d pages were read", len(p.pages))
	}
}

func TestGridPageFailureIsToldOnceAndCanBeRetried(t *testing.T) {
	fail := true
	told := 0
	p := NewPages(Inline{}, 50, func(context.Context, int, int) ([]GridRow, error) {
		if fail {
			return nil, errors.New("the book is busy")
		}
		return []GridRow{{ID: 1, Cells: []Cell{{Text: "here"}}}}, nil
	})
	p.OnError = func(error) { told++ }
	g := NewGrid(nil, []Column{{Key: "t", Label: "Text", Flex: 1}})
	stand(t, Light, 400, 300, g)
	p.Bind(g)
	p.Reset(1)
	g.Refresh()
	g.Refresh()
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	fail = false
	p.Retry()
	if _, _, text, ok := g.Part("row:1"); !ok || text != "here" {
		t.Error("retry")
	}
}

func TestGridMakesNoObjectsWhileScrolling(t *testing.T) {
	_, g := openGrid(t, 1_000_000)
	rows := int(g.bodyH()/g.rowH()) + 2
	count := func() int {
		n := len(g.r.objects)
		for _, l := range g.r.lines {
			n += len(l.box.Objects)
		}
		return n
	}
	before := count()
	if most := (rows+2)*(len(g.columns)+3)*1 + 4*len(g.columns) + rows + 24; before > most {
		t.Errorf("%d objects, at most %d wanted", before, most)
	}
	seen := map[fyne.CanvasObject]bool{}
	for _, l := range g.r.lines {
		for _, o := range l.box.Objects {
			seen[o] = true
		}
	}
	for i := range 50 {
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25*float32(i*i))})
	}
	if count() != before {
		t.Errorf("%d objects became %d", before, count())
	}
	for _, l := range g.r.lines {
		for _, o := range l.box.Objects {
			if !seen[o] {
				t.Fatal("a scroll made a new object")
			}
		}
	}
}

func TestGridColumnsLineUpAndNeverOverlap(t *testing.T) {
	_, g := openGrid(t, 300)
	g.SetTotals("300 entries", map[string]string{"hours": "1,234.5", "amount": "-12,345.00"})
	for _, l := range g.r.lines {
		if !l.box.Visible() {
			continue
		}
		for i, c := range g.columns {
			text := l.cells[c.index].text
			if !text.Visible() || c.Pills {
				continue
			}
			right := text.Position().X + text.Size().Width
			if w := textWidth(text.Text, text.TextSize, text.TextStyle); w > text.Size().Width+0.5 {
				t.Errorf("column %s: %q is %v wide in %v", c.Key, text.Text, w, text.Size().Width)
			}
			if right > g.columns[i].x+g.columns[i].w {
				t.Errorf("column %s sticks out", c.Key)
			}
		}
	}
	for i, c := range g.columns {
		if c.Align != fyne.TextAlignTrailing || !g.r.feet[i].Visible() {
			continue
		}
		foot := g.r.feet[i]
		if edge := foot.Position().X + foot.Size().Width; edge != c.x+c.w-cellPad {
			t.Errorf("total of %s ends at %v, its column at %v", c.Key, edge, c.x+c.w-cellPad)
		}
	}
}

func TestGridIsEmptyWithWordsAndAnAction(t *testing.T) {
	done := false
	g := NewGrid(NewRows(), entryColumns())
	g.Empty = NewEmpty(nil, "No time yet", "Record the first entry.", "New entry", func() { done = true })
	stand(t, Light, 800, 400, g)
	if !g.Empty.Visible() {
		t.Fatal("the empty state is hidden")
	}
	test.Tap(g.Empty.action)
	if !done {
		t.Error("the action did nothing")
	}
	g.SetModel(entries{3})
	if g.Empty.Visible() {
		t.Error("the empty state stays over rows")
	}
}

func TestGridKeepsWhatIsSeenAndWhatIsActedOnTheSame(t *testing.T) {
	// A model that cannot find rows was filtered: the cursor's row number now
	// holds another record, and the selection of one goes with it.
	var off int64
	m := &fakeModel{n: 10, id: func(i int) int64 { return int64(i) + off }}
	g := NewGrid(m, []Column{{Key: "a", Label: "A"}})
	stand(t, Light, 300, 300, g)
	g.SetCursor(2)
	off = 100
	g.Reload()
	if !reflect.DeepEqual(ids(g), []int64{102}) {
		t.Errorf("selected %v", ids(g))
	}
}

type fakeModel struct {
	n  int
	id func(int) int64
}

func (m *fakeModel) Len() int { return m.n }
func (m *fakeModel) Row(i int) (int64, []Cell, bool) {
	return m.id(i), []Cell{{Text: "x"}}, true
}
