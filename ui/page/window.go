package page

import (
	"context"
	"net/url"
	"path/filepath"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// Window draws the frame of package present: side navigation, timer bar,
// notice, the page in view, status line and main menu.
type Window struct {
	*Shell
	frame *present.Frame

	nav    *kit.Nav
	timers *kit.TimerBar
	flag   *kit.Notice // a timer somebody must look at
	panel  *timerPanel
	notice *kit.Notice
	status *kit.StatusBar
	slot   *fyne.Container // the page in view
	over   *kit.Overflow
	column *fyne.Container
	root   *fyne.Container
	work   *workBar

	pages   map[string]Page
	lists   map[*kit.Grid]present.Table // of every grid, for what works on the list in the focus
	drawing bool
	again   bool
	shown   string
}

var _ present.Surface = (*Window)(nil)

// NewWindow draws a frame on the shell. The frame is made by attach, which is
// given the window as its surface.
func newWindow(sh *Shell, attach func(s present.Surface) *present.Frame) *Window {
	w := &Window{Shell: sh, pages: map[string]Page{}, lists: map[*kit.Grid]present.Table{}}
	w.frame = attach(w)
	w.frame.InFocus = func() present.Table {
		g, _ := w.win.Canvas().Focused().(*kit.Grid)
		return w.lists[g]
	}
	var items []kit.NavItem
	group := ""
	for _, r := range w.frame.Routes() {
		it := kit.NavItem{ID: r.Name, Label: words.Of(r.Title), Icon: w.Symbol(r.Icon)}
		if r.Group != group {
			group, it.Section = r.Group, words.Of(r.Group)
		}
		it.Low = r.Name == "settings" || r.Name == "help"
		items = append(items, it)
	}
	w.nav = kit.ID("nav", kit.NewNav(Name, items, func(id string) { w.frame.Go(id, "") }))
	w.nav.OnNarrow = func() { w.do("nav.narrow") }
	w.nav.NarrowTip = w.keys.WithKey(words.L("Narrow or wide navigation"), "nav.narrow")
	w.timers = kit.ID("timers", kit.NewTimerBar())
	w.timers.OnStart = func() { w.frame.Do("timer") }
	t := w.frame.Timers()
	w.timers.OnToggle = func(id string) { t.Toggle(number(id)) }
	w.timers.OnStop = func(id string) { t.Finish(number(id)) }
	w.timers.OnKept = func(id string) { t.Start(number(id)) }
	w.timers.OnMenu = w.keptMenu
	w.flag = kit.ID("timers.flag", kit.NewNotice(kit.Warn, ""))
	w.flag.Hide()
	w.notice = kit.ID("notice", kit.NewNotice(kit.Info, ""))
	w.notice.OnClose = w.frame.CloseNotice
	w.notice.Hide()
	w.status = kit.ID("status", kit.NewStatusBar())
	w.work = newWorkBar()
	w.slot = container.NewStack()
	w.panel = newTimerPanel(w)
	w.over = kit.NewOverflow(w.slot, fyne.NewSize(320, 160))
	w.over.Across = true
	w.column = container.New(&columnLayout{}, w.timers, w.flag, w.panel, w.notice, w.work, w.over)
	return w
}

func number(id string) int64 { n, _ := strconv.ParseInt(id, 10, 64); return n }

// Object is the whole window below the menu.
func (w *Window) object() fyne.CanvasObject {
	// The order of the slice is the order of Tab: the page first, the timer bar
	// and the navigation after it.
	w.root = container.New(&sideLayout{w}, w.column, w.nav, w.status)
	return w.root
}

// sideLayout puts the navigation at the left, the status line at the foot and the
// page between. The navigation shows symbols only when the user wants it so, and
// where its words would take the room the page needs.
type sideLayout struct{ w *Window }

func (l *sideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	page, nav, foot := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(max(page.Width+nav.Width, foot.Width), max(page.Height, nav.Height)+foot.Height)
}

func (l *sideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	page, nav, foot := o[0], o[1], o[2]
	l.w.nav.SetCollapsed(l.w.frame.Look().Narrow || s.Width < 80*theme.TextSize())
	low, wide := foot.MinSize().Height, nav.MinSize().Width
	put := func(x fyne.CanvasObject, at fyne.Position, size fyne.Size) { x.Move(at); x.Resize(size) }
	put(foot, fyne.NewPos(0, s.Height-low), fyne.NewSize(s.Width, low))
	put(nav, fyne.NewPos(0, 0), fyne.NewSize(wide, s.Height-low))
	put(page, fyne.NewPos(wide, 0), fyne.NewSize(s.Width-wide, s.Height-low))
}

// Frame is what is drawn.
func (w *Window) Frame() *present.Frame { return w.frame }

// Changed implements present.Surface.
func (w *Window) Changed(p present.Part) {
	if p&present.PartLook != 0 {
		w.useKeys(w.frame.Keys())
		if w.setLook(w.frame.Look()); w.Shell.window != w {
			return // drawn anew in another language
		}
		if w.root != nil && w.nav.Collapsed() != w.frame.Look().Narrow {
			w.root.Refresh()
		}
		w.refreshMenu()
	}
	if p&present.PartScreen != 0 {
		w.showPage()
	}
	if p&(present.PartContent|present.PartScreen) != 0 {
		w.drawPage()
		w.keepMenu()
	}
	if p&present.PartNav != 0 {
		for _, it := range w.frame.Nav() {
			w.nav.SetBadge(it.Name, it.Badge, kit.Neutral)
			if it.Active && w.nav.Active() != it.Name {
				w.nav.SetActive(it.Name)
			}
		}
	}
	if p&present.PartNotice != 0 {
		w.drawNotice()
	}
	if p&(present.PartTimers|present.PartScreen) != 0 {
		w.drawTimers()
	}
	if p&(present.PartStatus|present.PartTimers) != 0 {
		w.drawStatus()
	}
	if p&present.PartWork != 0 {
		w.work.set(w.frame.Work())
		w.column.Refresh()
	}
}

func (w *Window) showPage() {
	name := w.frame.Place().Route
	if name == w.shown {
		return
	}
	p, ok := w.pages[name]
	if !ok {
		for _, r := range routes {
			if r.route.Name == name {
				p = r.draw(w, w.frame.Screen())
			}
		}
		w.pages[name] = p
	}
	w.shown = name
	w.slot.Objects = []fyne.CanvasObject{p.Object()}
	w.slot.Refresh()
	w.drawPage()
	// After the event: the key that opened the page must not be typed into it.
	w.run.Later(func() {
		if w.shown != name || kit.Modal(w.win.Canvas()) {
			return
		}
		if first := p.First(); first != nil {
			w.win.Canvas().Focus(first)
		}
	})
}

// drawPage draws the page in view. A page that changes its screen while it is
// drawn is drawn once more, never inside itself.
func (w *Window) drawPage() {
	if w.drawing {
		w.again = true
		return
	}
	p, ok := w.pages[w.shown]
	if !ok {
		return
	}
	w.drawing = true
	defer func() {
		w.drawing = false
		w.over.Fit()
	}()
	for range 3 {
		w.again = false
		p.Draw()
		if !w.again {
			return
		}
	}
}

func (w *Window) drawNotice() {
	n := w.frame.Notice()
	if n.Text == "" {
		if w.notice.Visible() {
			w.notice.Hide()
			w.column.Refresh()
		}
		return
	}
	w.notice.SetAction(n.Action, func() {
		w.frame.CloseNotice()
		if n.Do != nil {
			n.Do()
		}
	})
	w.notice.Set(kit.Tone(n.Tone), n.Text)
	w.notice.Show()
	w.column.Refresh()
}

func (w *Window) drawTimers() {
	v := w.frame.Timers().View()
	var current *kit.TimerView
	if v.Current != nil {
		current = &kit.TimerView{ID: strconv.FormatInt(v.Current.ID, 10), Label: v.Current.Label, Elapsed: v.Current.Elapsed, Running: v.Current.Running}
	}
	var kept []kit.TimerView
	for _, k := range v.Kept {
		kept = append(kept, kit.TimerView{ID: strconv.FormatInt(k.ID, 10), Label: k.Label, Elapsed: k.Elapsed})
	}
	if w.sameTimers(v) && current != nil {
		w.timers.SetElapsed(current.Elapsed)
	} else {
		w.timers.SetTimers(current, kept)
		if w.opt.Timers != nil {
			w.opt.Timers(w.frame.Timers())
		}
	}
	w.lastTimers = v
	if had := w.panel.f; had != w.frame.Timers().Form() || had != nil {
		w.panel.set(w.frame.Timers().Form())
		w.column.Refresh()
	}
	if v.Flag != "" {
		w.flag.Set(kit.Warn, v.Flag)
		w.flag.SetAction(words.L("Decide…"), func() { w.frame.Timers().Review() })
	}
	if w.flag.Visible() != (v.Flag != "" && w.panel.f == nil) {
		w.flag.Hidden = v.Flag == "" || w.panel.f != nil
		w.flag.Refresh()
		w.column.Refresh()
	}
}

func (w *Window) sameTimers(v present.TimersView) bool {
	old := w.lastTimers
	if (old.Current == nil) != (v.Current == nil) || len(old.Kept) != len(v.Kept) {
		return false
	}
	same := func(a, b present.TimerLine) bool {
		return a.ID == b.ID && a.Label == b.Label && a.Running == b.Running
	}
	if v.Current != nil && !same(*old.Current, *v.Current) {
		return false
	}
	for i := range v.Kept {
		if !same(old.Kept[i], v.Kept[i]) {
			return false
		}
	}
	return true
}

func (w *Window) drawStatus() {
	s := w.frame.Status()
	w.status.Say(kit.Neutral, s.Text)
	var items []kit.StatusItem
	if s.Period != "" {
		items = append(items, kit.StatusItem{ID: "period", Text: s.Period})
	}
	if s.Book != "" {
		items = append(items, kit.StatusItem{ID: "book", Text: s.Book})
	}
	if s.User != "" {
		items = append(items, kit.StatusItem{ID: "user", Text: s.User, Icon: theme.AccountIcon()})
	}
	if v := w.frame.Timers().View(); v.Current != nil && v.Current.Running {
		items = append(items, kit.StatusItem{ID: "timer", Tone: kit.Good, Icon: theme.HistoryIcon(),
			Text: kit.FormatClock(v.Current.Elapsed.Truncate(time.Second)) + "  " + v.Current.Label})
	}
	if !sameItems(w.lastStatus, items) {
		w.lastStatus = items
		w.status.SetItems(items...)
	}
}

func sameItems(a, b []kit.StatusItem) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Text != b[i].Text || a[i].Tone != b[i].Tone {
			return false
		}
	}
	return true
}

// Remind implements present.Reminder.
func (w *Window) Remind(title, text string) {
	if w.opt.Remind != nil {
		w.opt.Remind(title, text)
	}
}

// Copy implements present.Surface.
func (w *Window) Copy(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

// Show implements present.Surface.
func (w *Window) Show(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)})
}

// MatterFinder is a field that finds matters for a screen.
func (w *Window) MatterFinder(id string, m *present.MatterPick) *kit.Finder {
	f := kit.NewFinder(w.run, "matter", func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := m.Search(ctx, query)
		return items(found), err
	})
	f.PlaceHolder = words.L("Matter number, name or client")
	f.TwoLines = true
	f.Display = func() string { return f.Text } // from its beginning, in a narrow field
	f.Recents = func() []kit.Item { return items(m.Recents()) }
	f.OnPicked = func(it kit.Item) { m.Pick(it.Value.(present.Choice)) }
	f.OnCleared = func() { m.Pick(present.Choice{}) }
	return kit.ID(id, f)
}

func items(choices []present.Choice) []kit.Item {
	list := make([]kit.Item, len(choices))
	for i, c := range choices {
		list[i] = kit.Item{ID: c.Key, Text: c.Text, Secondary: c.More, Muted: c.Muted, Value: c}
	}
	return list
}
