package page

import (
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/words"
)

// PageView shows an arranged paper as it will be printed: scroll, zoom, find, and
// a click on a line of the page leads to that line.
type PageView struct {
	// OnLine is told the line of the paper that was clicked; twice says that it was
	// clicked again: the person wants to change it.
	OnLine func(ref paper.Ref, twice bool)

	root    *fyne.Container
	sheets  *sheets
	scroll  *container.Scroll
	pages   *kit.Label
	zooms   *kit.Select
	message *kit.EmptyState
	find    *findBar
	bar     *fyne.Container
	fit     fitting
	has     bool
}

// fitting says what follows the size of the view.
type fitting int

const (
	fitNone  fitting = iota
	fitWidth         // the sheet is as wide as the view
	fitPage          // the whole sheet is in view
)

const (
	sheetGap  = 14        // around and between the sheets
	fullZoom  = 96.0 / 72 // 100 %: a point of the paper in units of the screen
	leastZoom = 0.4 * fullZoom
	mostZoom  = 4 * fullZoom
)

// zoomSteps are offered, in per cent.
var zoomSteps = []int{50, 75, 100, 125, 150, 200}

// NewPageView shows nothing yet. Its parts are named id, id.zoomin and so on.
func NewPageView(id string) *PageView {
	v := &PageView{fit: fitWidth, sheets: newSheets()}
	v.sheets.onLine = func(ref paper.Ref, twice bool) {
		if v.OnLine != nil {
			v.OnLine(ref, twice)
		}
	}
	v.sheets.onZoom = v.ZoomBy
	v.sheets.onFind, v.sheets.onEscape = v.Find, v.closeFind
	v.sheets.onNext = func(step int) { v.next(step) }
	v.sheets.onFit = func(page bool) {
		if v.Fit(); page {
			v.FitPage()
		}
	}
	kit.ID(id, v.sheets)
	v.scroll = container.NewScroll(v.sheets)
	v.scroll.SetMinSize(fyne.NewSize(160, 120))
	v.scroll.OnScrolled = func(fyne.Position) { v.place() }
	v.sheets.scrollBy = func(d float32) { v.scrollTo(v.scroll.Offset.Y + d) }
	button := func(name string, icon fyne.Resource, tip string, f func()) *kit.Button {
		b := kit.NewIconButton(icon, tip, f)
		b.Small = true
		return kit.ID(id+"."+name, b)
	}
	v.pages = kit.NewCaption("")
	v.pages.MinWidth = 80
	v.zooms = kit.ID(id+".zoom", kit.NewSelect(zoomItems(0), func(it kit.Item) { v.zoomTaken(it.ID) }))
	v.zooms.Width = 112
	v.find = newFindBar(id, v)
	v.bar = newRow(&rowLayout{gap: 2, grow: 3, centre: true}, button("back", theme.MoveUpIcon(), words.L("Page before (Shift+Space)"), func() { v.turn(-1) }),
		button("next", theme.MoveDownIcon(), words.L("Next page (Space)"), func() { v.turn(1) }), v.pages, Space(1, 1),
		button("find", theme.SearchIcon(), words.L("Find on the page (Ctrl+F)"), v.Find),
		button("zoomout", theme.ZoomOutIcon(), words.L("Smaller (-)"), func() { v.ZoomBy(-1) }), button("zoomin", theme.ZoomInIcon(), words.L("Larger (+)"), func() { v.ZoomBy(1) }), v.zooms)
	v.message = kit.NewEmpty(nil, "", "", "", nil)
	v.message.Hide()
	body := container.New(&watchLayout{changed: func(fyne.Size) { v.relayout() }}, v.scroll, v.message)
	v.root = Column(0, v.bar, v.find.root, body)
	return v
}

const (
	zoomWidth = "width"
	zoomPage  = "page"
)

// zoomItems are the choices of sizes; an odd size in use is among them.
func zoomItems(now int) []kit.Item {
	list := []kit.Item{{ID: zoomWidth, Text: words.L("Fit width")}, {ID: zoomPage, Text: words.L("Fit page")}}
	steps := slices.Clone(zoomSteps)
	if now > 0 && !slices.Contains(steps, now) {
		steps = append(steps, now)
		slices.Sort(steps)
	}
	for _, n := range steps {
		list = append(list, kit.Item{ID: itoa(n), Text: words.L("%d %%", n)})
	}
	return list
}

func (v *PageView) zoomTaken(id string) {
	switch id {
	case zoomWidth:
		v.Fit()
	case zoomPage:
		v.FitPage()
	default:
		if n, err := strconv.Atoi(id); err == nil && n != v.Zoom() {
			v.SetZoom(float32(n) / 100 * fullZoom)
		}
	}
}

// Focused says whether the page or its find bar has the keyboard.
func (v *PageView) Focused() bool { return v.sheets.focused || v.find.has() }

// Object is the view's root.
func (v *PageView) Object() fyne.CanvasObject { return v.root }

// Show paints another paper; the place in it stays.
func (v *PageView) Show(doc paper.Doc) {
	v.has = true
	if v.message.Visible() {
		v.message.Hide()
		v.scroll.Show()
		v.bar.Show()
	}
	v.sheets.setDoc(doc)
	v.find.again()
	v.relayout()
}

// Say shows words in place of a paper.
func (v *PageView) Say(icon fyne.Resource, title, text string) {
	v.has = false
	v.sheets.setDoc(paper.Doc{})
	v.message.Icon = icon
	v.message.Set(title, text, "", nil)
	v.message.Show()
	v.scroll.Hide()
	v.bar.Hide() // there is nothing to turn or to magnify
	v.pages.SetText("")
}

// Mark lights a line of the paper and brings it into view; the zero Ref lights none.
func (v *PageView) Mark(ref paper.Ref, scroll bool) {
	if v.sheets.mark == ref {
		return
	}
	v.sheets.mark = ref
	v.place()
	if box, ok := v.sheets.markBox(); ok && scroll {
		view := v.scroll.Size()
		if box.Min.Y < v.scroll.Offset.Y || box.Max.Y > v.scroll.Offset.Y+view.Height {
			v.scroll.ScrollToOffset(fyne.NewPos(v.scroll.Offset.X, max(box.Min.Y-view.Height/3, 0)))
			v.place()
		}
	}
}

// Fit makes the sheet as wide as the view.
func (v *PageView) Fit() {
	v.fit = fitWidth
	v.relayout()
}

// FitPage brings the whole sheet into view.
func (v *PageView) FitPage() {
	v.fit = fitPage
	v.relayout()
}

// SetZoom sets the size of a point of the paper on the screen.
func (v *PageView) SetZoom(z float32) {
	v.fit = fitNone
	v.zoomTo(min(max(z, leastZoom), mostZoom))
}

// ZoomBy makes it larger or smaller by a step.
func (v *PageView) ZoomBy(step int) { v.SetZoom(v.sheets.zoom * float32(math.Pow(1.2, float64(step)))) }

// Zoom is the size now, in per cent.
func (v *PageView) Zoom() int { return int(math.Round(float64(v.sheets.zoom / fullZoom * 100))) }

func (v *PageView) zoomTo(z float32) {
	if old := v.sheets.zoom; old > 0 && old != z {
		keep := v.scroll.Offset.Y / old
		v.sheets.setZoom(z)
		v.scroll.Refresh()
		v.scroll.ScrollToOffset(fyne.NewPos(v.scroll.Offset.X, keep*z))
	}
	v.place()
}

func (v *PageView) relayout() {
	view, doc := v.scroll.Size(), v.sheets.doc
	if doc.Width > 0 && view.Width > 4*sheetGap {
		wide := (view.Width - 2*sheetGap - 4) / float32(doc.Width)
		switch v.fit {
		case fitWidth:
			v.zoomTo(max(wide, 0.2))
			return
		case fitPage:
			v.zoomTo(max(min(wide, (view.Height-2*sheetGap)/float32(doc.Height)), 0.2))
			return
		}
	}
	v.scroll.Refresh()
	v.place()
}

// place paints the sheets in view and says which page it is.
func (v *PageView) place() {
	if !v.has {
		return
	}
	v.sheets.look(v.scroll.Offset.Y, v.scroll.Size())
	n := len(v.sheets.doc.Pages)
	v.pages.SetText(words.L("Page %d of %d", min(v.current()+1, max(n, 1)), n))
	id := map[fitting]string{fitWidth: zoomWidth, fitPage: zoomPage}[v.fit]
	if id == "" {
		id = itoa(v.Zoom())
	}
	if v.zooms.SelectedID() != id {
		v.zooms.SetItems(zoomItems(map[bool]int{true: v.Zoom()}[v.fit == fitNone]))
		v.zooms.SetSelected(id)
	}
}

func (v *PageView) scrollTo(y float32) {
	v.scroll.ScrollToOffset(fyne.NewPos(v.scroll.Offset.X, min(max(y, 0), max(v.sheets.MinSize().Height-v.scroll.Size().Height, 0))))
	v.place()
}

// current is the page in the middle of the view.
func (v *PageView) current() int {
	h := v.sheets.pitch()
	if h <= 0 {
		return 0
	}
	return min(max(int((v.scroll.Offset.Y+v.scroll.Size().Height/2)/h), 0), max(len(v.sheets.doc.Pages)-1, 0))
}

func (v *PageView) turn(step int) {
	to := min(max(v.current()+step, 0), len(v.sheets.doc.Pages)-1)
	v.scrollTo(float32(to) * v.sheets.pitch())
}

// watchLayout fills its objects and tells when its size has changed.
type watchLayout struct {
	changed func(fyne.Size)
	last    fyne.Size
}

func (l *watchLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 120) }

func (l *watchLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
	if size != l.last {
		l.last = size
		l.changed(size)
	}
}
