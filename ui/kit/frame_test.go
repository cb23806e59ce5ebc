package kit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestDefaultKeysDoNotConflict(t *testing.T) {
	m := DefaultKeyMap()
	if bad := m.Conflicts(); len(bad) > 0 {
		t.Errorf("conflicts: %v", bad)
	}
	for _, a := range m.All() {
		if strings.HasPrefix(a.Key.String(), "F") && a.Twin.Mod == 0 {
			t.Errorf("%s has no twin for keyboards without F keys", a.ID)
		}
		for _, c := range []Chord{a.Key, a.Twin} {
			if back, err := ParseChord(c.String()); err != nil || back.normal() != c.normal() {
				t.Errorf("%q reads back as %v %v", c.String(), back, err)
			}
		}
	}
}

func TestRebindRefusesWhatIsTaken(t *testing.T) {
	m := DefaultKeyMap()
	for _, chord := range []string{"Ctrl+N", "Ctrl+C", "Enter", "x", "Shift+X"} {
		if err := m.Rebind("timer", MustChord(chord), Chord{}); err == nil {
			t.Errorf("%s was accepted", chord)
		}
	}
	if a, _ := m.Get("timer"); a.Key != MustChord("F5") {
		t.Error("a refused change changed something")
	}
	if err := m.Rebind("timer", MustChord("Ctrl+B"), Chord{}); err != nil {
		t.Error(err)
	}
	if a, ok := m.Find(MustChord("Ctrl+B")); !ok || a.ID != "timer" {
		t.Error("the new key does not find its action")
	}
	for _, bad := range []string{"Ctrl+", "Hyper+K", "Ctrl+Kk", "F99x"} {
		if _, err := ParseChord(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestMenuItemsRestWhileADialogIsOpen(t *testing.T) {
	w, s := stand(t, Light, 400, 300, NewLabel(""))
	did := 0
	s.Keys.Do = func(string) bool { did++; return true }
	item := s.Keys.MenuItem("new", w.Canvas)
	item.Action()
	d := Inform(w.Canvas(), "x", "y")
	item.Action()
	d.Close()
	if did != 1 {
		t.Errorf("did %d", did)
	}
}

func TestKeysWithoutAFocusReachTheWindow(t *testing.T) {
	w, s := stand(t, Light, 400, 300, NewLabel(""))
	var did []string
	s.Keys.Do = func(id string) bool { did = append(did, id); return true }
	press(w, fyne.KeyF5)
	hold(w, shift, fyne.KeyF5) // another chord: not ours
	if !slices.Equal(did, []string{"timer"}) {
		t.Errorf("did %v", did)
	}
}

func TestNamesFindWidgetsAndParts(t *testing.T) {
	g := NewGrid(entries{100}, entryColumns())
	hidden := NewButton("Hidden", nil)
	box := Pad(0, 0, 0, 0, hidden)
	w, _ := stand(t, Light, 1000, 400, Frame(0, box, nil, nil, nil, g))
	ID("test.grid", g)
	ID("test.hidden", hidden)
	b, ok := Find(w.Canvas(), "test.grid/row:3/col:client")
	if !ok || b.Text != sampleClients[2*7919%104729%6] || b.Height != 24 {
		t.Errorf("%+v %v", b, ok)
	}
	// The box is where a click lands.
	test.TapCanvas(w.Canvas(), b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2))
	if _, id := g.Current(); id != 3 {
		t.Errorf("a click in the box went to row %d", id)
	}
	if _, ok := Find(w.Canvas(), "test.grid/row:99/col:client"); ok {
		t.Error("a row out of view has no box")
	}
	if _, ok := Find(w.Canvas(), "test.nothing"); ok {
		t.Error("an unknown name was found")
	}
	if b, _ := Find(w.Canvas(), "test.hidden"); !b.Visible {
		t.Error("visible")
	}
	box.Hide()
	if b, _ := Find(w.Canvas(), "test.hidden"); b.Visible {
		t.Error("a widget in a hidden box is not visible")
	}
	// The same name again replaces the old widget.
	ID("test.hidden", NewButton("Other", nil))
	if b, _ := Find(w.Canvas(), "test.hidden"); b.Text != "Other" {
		t.Errorf("text %q", b.Text)
	}
}

func TestTimerBarTellsWhatIsPressed(t *testing.T) {
	b := NewTimerBar()
	w, _ := stand(t, Light, 900, 100, VBox(0, b))
	var did []string
	b.OnStart = func() { did = append(did, "start") }
	b.OnToggle = func(id string) { did = append(did, "toggle "+id) }
	b.OnStop = func(id string) { did = append(did, "stop "+id) }
	b.OnKept = func(id string) { did = append(did, "kept "+id) }
	tap := func(part string) {
		t.Helper()
		pos, _, _, ok := b.Part(part)
		if !ok {
			t.Fatalf("no %s", part)
		}
		test.TapCanvas(w.Canvas(), pos.AddXY(6, 8))
	}
	tap("start")
	b.SetTimers(&TimerView{ID: "7", Label: "10241-03", Running: true, Elapsed: 59 * time.Second}, []TimerView{{ID: "k", Label: "Kept"}})
	b.SetElapsed(3661 * time.Second)
	if b.TextShown() != "1:01:01 10241-03" {
		t.Errorf("%q", b.TextShown())
	}
	tap("toggle")
	tap("stop")
	tap("kept:k")
	if _, _, _, ok := b.Part("start"); ok {
		t.Error("start stays beside a timer")
	}
	if want := []string{"start", "toggle 7", "stop 7", "kept k"}; !slices.Equal(did, want) {
		t.Errorf("did %v", did)
	}
}

func TestNavIsWorkedByKeysAndMouse(t *testing.T) {
	var went []string
	n := NewNav("M", []NavItem{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}, {ID: "c", Label: "C", Low: true}}, func(id string) { went = append(went, id) })
	w, s := stand(t, Light, 300, 400, Frame(0, nil, nil, n, nil, NewLabel("")))
	w.Canvas().Focus(n)
	press(w, fyne.KeyDown, fyne.KeyReturn)
	pos, _, _, _ := n.Part("item:c")
	test.TapCanvas(w.Canvas(), pos.AddXY(10, 5))
	if !slices.Equal(went, []string{"b", "c"}) || n.Active() != "c" {
		t.Errorf("went %v", went)
	}
	n.SetCollapsed(true)
	n.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, pos.Y+4)}})
	if s.tips.text != "C" {
		t.Errorf("a collapsed item names itself: %q", s.tips.text)
	}
}

func TestTooltipsComeAndGo(t *testing.T) {
	b := NewButton("x", nil).WithTip("Explains")
	_, s := stand(t, Light, 300, 200, VBox(0, b))
	q := &Queue{}
	s.Runner = q
	b.MouseIn(nil)
	b.MouseOut()
	q.Drain()
	if s.tips.text != "" {
		t.Error("the mouse left before the time")
	}
	b.MouseIn(nil)
	q.Drain()
	if s.tips.text != "Explains" {
		t.Error("no tooltip")
	}
	b.MouseOut()
	if s.tips.text != "" {
		t.Error("the tooltip stays")
	}
}

func TestToastsStackAndCarryAnAction(t *testing.T) {
	w, s := stand(t, Light, 800, 400, NewEntry())
	q := &Queue{}
	s.Runner = q
	undone := false
	s.Toast(Good, "One", "", nil)
	s.Toast(Good, "Two", "Undo", func() { undone = true })
	if !slices.Equal(s.Toasts(), []string{"One", "Two"}) {
		t.Errorf("%v", s.Toasts())
	}
	n := s.toasts.list[1]
	test.TapCanvas(w.Canvas(), n.Position().Add(n.action.Position()).AddXY(5, 5))
	if !undone || !slices.Equal(s.Toasts(), []string{"One"}) {
		t.Errorf("undone %v, left %v", undone, s.Toasts())
	}
	q.Drain()
	if len(s.Toasts()) != 0 {
		t.Error("toasts go by themselves")
	}
}

func TestSplitKeepsItsFixedPaneAndItsLimits(t *testing.T) {
	left, right := NewGrid(entries{3}, entryColumns()), NewGrid(entries{3}, entryColumns())
	s := NewSplit(left, right, 300, true)
	w, _ := stand(t, Light, 1000, 400, s)
	if right.Size().Width != 300 {
		t.Errorf("fixed pane %v", right.Size().Width)
	}
	w.Resize(fyne.NewSize(1200, 400))
	if right.Size().Width != 300 {
		t.Errorf("after the window grew %v", right.Size().Width)
	}
	var kept float32
	s.OnMoved = func(v float32) { kept = v }
	test.Drag(w.Canvas(), fyne.NewPos(s.line.Position().X+3, 100), -100, 0)
	if right.Size().Width != 400 || kept != 400 {
		t.Errorf("dragged to %v, kept %v", right.Size().Width, kept)
	}
	test.Drag(w.Canvas(), fyne.NewPos(s.line.Position().X+3, 100), -5000, 0)
	if left.Size().Width < left.MinSize().Width {
		t.Error("a pane was dragged below its least width")
	}
	right.Hide()
	s.Refresh()
	if left.Size().Width != 1200 {
		t.Error("a hidden pane must give its room away")
	}
}

func TestChartAxisIsRound(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{0, 97000, "0 25k 50k 75k 100k"}, {-8, 62, "-20 0 20 40 60 80"}, {0, 1, "0 0.3 0.5 0.8 1"}, {0, 3_400_000, "0 1M 2M 3M 4M"}} {
		var got []string
		for _, v := range steps(c.lo, c.hi, 5) {
			got = append(got, shortNumber(v))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v to %v: %s", c.lo, c.hi, s)
		}
	}
}

func TestOverflowScrollsOnlyWhereItMustAndShowsTheFocus(t *testing.T) {
	fields := &fyne.Container{Layout: vbox{}}
	var entries []*Entry
	for range 12 {
		e := NewEntry()
		entries = append(entries, e)
		fields.Add(e)
	}
	o := NewOverflow(fields, fyne.NewSize(80, 60))
	w, _ := stand(t, Light, 300, 500, o)
	if o.Overflowing() || o.down.Visible() {
		t.Error("there is room for everything, and yet a bar")
	}
	w.Resize(fyne.NewSize(300, 160))
	if !o.Overflowing() || !o.down.Visible() {
		t.Fatal("the last fields cannot be reached")
	}
	w.Canvas().Focus(entries[11])
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(entries[11])
	if at.Y < 0 || at.Y+entries[11].Size().Height > 160 {
		t.Errorf("the field with the keyboard stands at %v", at.Y)
	}
	w.Canvas().Focus(entries[0])
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(entries[0]); at.Y < 0 {
		t.Errorf("back at the first field it stands at %v", at.Y)
	}
	fields.Objects = fields.Objects[:2]
	o.Fit()
	if o.Overflowing() {
		t.Error("two fields need no bar")
	}
}

// vbox stacks objects.
type vbox struct{}

func (vbox) MinSize(objects []fyne.CanvasObject) (s fyne.Size) {
	for _, o := range objects {
		s.Width, s.Height = max(s.Width, o.MinSize().Width), s.Height+o.MinSize().Height
	}
	return s
}

func (vbox) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		put(o, 0, y, size.Width, o.MinSize().Height)
		y += o.MinSize().Height
	}
}
