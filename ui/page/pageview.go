package page

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
)

// PageView shows an arranged paper as it will be printed: scroll, zoom, and a
// click on a line of the page leads to that line.
type PageView struct {
	// OnLine is told the line of the paper that was clicked; twice says that it was
	// clicked again: the person wants to change it.
	OnLine func(ref paper.Ref, twice bool)

	root    *fyne.Container
	sheets  *sheets
	scroll  *container.Scroll
	pages   *kit.Label
	percent *kit.Label
	message *kit.EmptyState
	fit     bool
	has     bool
}

const (
	sheetGap  = 14        // around and between the sheets
	fullZoom  = 96.0 / 72 // 100 %: a point of the paper in units of the screen
	leastZoom = 0.4 * fullZoom
	mostZoom  = 4 * fullZoom
)

// NewPageView shows nothing yet. Its parts are named id, id.zoomin and so on.
func NewPageView(id string) *PageView {
	v := &PageView{fit: true, sheets: newSheets()}
	v.sheets.onLine = func(ref paper.Ref, twice bool) {
		if v.OnLine != nil {
			v.OnLine(ref, twice)
		}
	}
	v.sheets.onZoom = v.ZoomBy
	kit.ID(id, v.sheets)
	v.scroll = container.NewScroll(v.sheets)
	v.scroll.SetMinSize(fyne.NewSize(160, 120))
	v.scroll.OnScrolled = func(fyne.Position) { v.place() }
	v.sheets.scrollBy = func(d float32) {
		v.scroll.ScrollToOffset(fyne.NewPos(v.scroll.Offset.X, v.scroll.Offset.Y+d))
		v.place()
	}
	button := func(name string, icon fyne.Resource, tip string, f func()) *kit.Button {
		b := kit.NewIconButton(icon, tip, f)
		b.Small = true
		return kit.ID(id+"."+name, b)
	}
	v.pages, v.percent = kit.NewCaption(""), kit.NewCaption("")
	v.percent.Align = fyne.TextAlignCenter
	v.percent.MinWidth, v.pages.MinWidth = 44, 80
	fit := kit.ID(id+".fit", kit.NewQuiet("Fit width", nil, v.Fit))
	full := kit.ID(id+".full", kit.NewQuiet("100 %", nil, func() { v.SetZoom(fullZoom) }))
	fit.Small, full.Small = true, true
	bar := newRow(&rowLayout{gap: 2, grow: 3, centre: true}, button("back", theme.MoveUpIcon(), "Page before", func() { v.turn(-1) }),
		button("next", theme.MoveDownIcon(), "Next page", func() { v.turn(1) }), v.pages, Space(1, 1), button("zoomout", theme.ZoomOutIcon(), "Smaller", func() { v.ZoomBy(-1) }),
		v.percent, button("zoomin", theme.ZoomInIcon(), "Larger", func() { v.ZoomBy(1) }), full, fit)
	v.message = kit.NewEmpty(nil, "", "", "", nil)
	v.message.Hide()
	body := container.New(&watchLayout{changed: func(fyne.Size) { v.relayout() }}, v.scroll, v.message)
	v.root = Column(0, bar, body)
	return v
}

// Object is the view's root.
func (v *PageView) Object() fyne.CanvasObject { return v.root }

// Show paints another paper; the place in it stays.
func (v *PageView) Show(doc paper.Doc) {
	v.has = true
	if v.message.Visible() {
		v.message.Hide()
		v.scroll.Show()
	}
	v.sheets.setDoc(doc)
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
	v.fit = true
	v.relayout()
}

// SetZoom sets the size of a point of the paper on the screen.
func (v *PageView) SetZoom(z float32) {
	v.fit = false
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
	if v.fit && v.sheets.doc.Width > 0 && v.scroll.Size().Width > 4*sheetGap {
		v.zoomTo(max((v.scroll.Size().Width-2*sheetGap-4)/float32(v.sheets.doc.Width), 0.2))
		return
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
	v.pages.SetText(fmt.Sprintf("Page %d of %d", min(v.current()+1, max(n, 1)), n))
	v.percent.SetText(fmt.Sprintf("%d %%", v.Zoom()))
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
	v.scroll.ScrollToOffset(fyne.NewPos(v.scroll.Offset.X, float32(to)*v.sheets.pitch()))
	v.place()
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

// sheets are the pages one below the other; only those in view are painted.
type sheets struct {
	widget.BaseWidget
	doc      paper.Doc
	zoom     float32
	mark     paper.Ref
	from, to int // pages in view
	wide     float32
	focused  bool

	onLine   func(ref paper.Ref, twice bool)
	onZoom   func(step int)
	scrollBy func(d float32)
	tapped   time.Time
	tappedOn paper.Ref
	version  int
	now      func() time.Time
	r        *sheetsRenderer
}

var (
	_ fyne.Tappable      = (*sheets)(nil)
	_ fyne.Focusable     = (*sheets)(nil)
	_ desktop.Cursorable = (*sheets)(nil)
	_ kit.Parted         = (*sheets)(nil)
)

func newSheets() *sheets {
	s := &sheets{zoom: fullZoom, now: time.Now}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheets) setDoc(doc paper.Doc) {
	s.doc = doc
	s.version++
	s.Refresh()
}

func (s *sheets) setZoom(z float32) {
	s.zoom = z
	s.Refresh()
}

// pitch is the height of a sheet with its gap.
func (s *sheets) pitch() float32 { return float32(s.doc.Height)*s.zoom + sheetGap }

func (s *sheets) left() float32 {
	return max((max(s.wide, s.Size().Width)-float32(s.doc.Width)*s.zoom)/2, sheetGap)
}

func (s *sheets) look(offset float32, view fyne.Size) {
	if s.pitch() <= 0 || len(s.doc.Pages) == 0 {
		s.from, s.to = 0, -1
	} else {
		s.from = max(int((offset-sheetGap)/s.pitch()), 0)
		s.to = min(int((offset+view.Height)/s.pitch()), len(s.doc.Pages)-1)
	}
	s.Refresh()
}

// place is where a page stands.
func (s *sheets) place(page int) fyne.Position {
	return fyne.NewPos(s.left(), sheetGap+float32(page)*s.pitch())
}

// markBox is the place of the lit line on the first page that has it.
func (s *sheets) markBox() (box struct{ Min, Max fyne.Position }, ok bool) {
	boxes := s.boxes(s.mark)
	if len(boxes) == 0 {
		return box, false
	}
	b := boxes[0]
	at := s.place(b.page)
	box.Min, box.Max = at.AddXY(b.x0*s.zoom, b.y0*s.zoom), at.AddXY(b.x1*s.zoom, b.y1*s.zoom)
	return box, true
}

type lineBox struct {
	page           int
	x0, y0, x1, y1 float32
}

// boxes are the places of a line, one a page.
func (s *sheets) boxes(ref paper.Ref) []lineBox {
	if ref.Line == 0 {
		return nil
	}
	var list []lineBox
	for i, p := range s.doc.Pages {
		b := lineBox{page: i, x0: 1e9, y0: 1e9}
		for _, it := range p.Items {
			if it.Ref != ref || it.Kind != paper.Text {
				continue
			}
			x0, y0, x1, y1 := it.Box()
			b.x0, b.y0, b.x1, b.y1 = min(b.x0, float32(x0)), min(b.y0, float32(y0)), max(b.x1, float32(x1)), max(b.y1, float32(y1))
		}
		if b.x1 > 0 {
			list = append(list, b)
		}
	}
	return list
}

// Part implements kit.Parted: "fees:6" is line 6 of the fees, "page:2" a sheet.
func (s *sheets) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	var n int
	if _, err := fmt.Sscanf(path, "page:%d", &n); err == nil && n >= 1 && n <= len(s.doc.Pages) {
		return s.place(n - 1), fyne.NewSize(float32(s.doc.Width)*s.zoom, float32(s.doc.Height)*s.zoom), s.doc.Pages[n-1].Words(), true
	}
	for _, part := range []paper.Part{paper.PartFees, paper.PartExpenses} {
		if _, err := fmt.Sscanf(path, string(part)+":%d", &n); err != nil {
			continue
		}
		for _, b := range s.boxes(paper.Ref{Part: part, Line: n}) {
			for _, it := range s.doc.Pages[b.page].Items {
				if it.Ref == (paper.Ref{Part: part, Line: n}) {
					text += it.Text + " "
				}
			}
			return s.place(b.page).AddXY(b.x0*s.zoom, b.y0*s.zoom), fyne.NewSize((b.x1-b.x0)*s.zoom, (b.y1-b.y0)*s.zoom), text, true
		}
	}
	return pos, size, "", false
}

// TextShown is the words of the pages.
func (s *sheets) TextShown() string {
	text := ""
	for _, p := range s.doc.Pages {
		text += p.Words()
	}
	return text
}

// Tapped finds the line under the mouse.
func (s *sheets) Tapped(ev *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	page := int((ev.Position.Y - sheetGap) / s.pitch())
	at := s.place(page)
	it, ok := s.doc.At(page, float64((ev.Position.X-at.X)/s.zoom), float64((ev.Position.Y-at.Y)/s.zoom))
	if !ok || s.onLine == nil {
		return
	}
	twice := it.Ref == s.tappedOn && s.now().Sub(s.tapped) < 500*time.Millisecond
	s.tappedOn, s.tapped = it.Ref, s.now()
	s.onLine(it.Ref, twice)
}

// Cursor is the toolkit's hook.
func (s *sheets) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// FocusGained is the toolkit's hook.
func (s *sheets) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost is the toolkit's hook.
func (s *sheets) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune zooms.
func (s *sheets) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.onZoom(1)
	case '-':
		s.onZoom(-1)
	}
}

// TypedKey scrolls; what it does not use goes to the window.
func (s *sheets) TypedKey(ev *fyne.KeyEvent) {
	step := float32(0)
	switch ev.Name {
	case fyne.KeyDown:
		step = 40
	case fyne.KeyUp:
		step = -40
	case fyne.KeyPageDown:
		step = s.pitch() / 2
	case fyne.KeyPageUp:
		step = -s.pitch() / 2
	case fyne.KeyHome:
		step = -1e6
	case fyne.KeyEnd:
		step = 1e6
	default:
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(ev)
		}
		return
	}
	s.scrollBy(step)
}

// TypedShortcut hands every shortcut on.
func (s *sheets) TypedShortcut(sc fyne.Shortcut) { kit.ForwardShortcut(s, sc) }

// CreateRenderer is the toolkit's hook.
func (s *sheets) CreateRenderer() fyne.WidgetRenderer {
	s.r = &sheetsRenderer{s: s, pages: map[int]*sheet{}, ground: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	return s.r
}

// sheet is a page as it is painted: the picture is made again only when the
// paper or the size in pixels is another.
type sheet struct {
	page    int
	version int
	paper   *canvas.Raster
	edge    *canvas.Rectangle
	picture *image.RGBA
}

type sheetsRenderer struct {
	s       *sheets
	pages   map[int]*sheet
	ground  *canvas.Rectangle
	ring    *canvas.Rectangle
	marks   []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *sheetsRenderer) Destroy() {}

func (r *sheetsRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *sheetsRenderer) MinSize() fyne.Size {
	n := float32(len(r.s.doc.Pages))
	return fyne.NewSize(float32(r.s.doc.Width)*r.s.zoom+2*sheetGap, sheetGap+n*r.s.pitch())
}

func (r *sheetsRenderer) Layout(size fyne.Size) {
	r.s.wide = size.Width
	r.put()
}

func (r *sheetsRenderer) Refresh() {
	r.put()
	canvas.Refresh(r.s)
}

func (r *sheetsRenderer) put() {
	s := r.s
	th, variant := s.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	r.ground.FillColor = th.Color(kit.ColorSurface, variant)
	r.ground.Resize(s.Size())
	size := fyne.NewSize(float32(s.doc.Width)*s.zoom, float32(s.doc.Height)*s.zoom)
	r.objects = []fyne.CanvasObject{r.ground}
	for n := range r.pages {
		if n < s.from-1 || n > s.to+1 {
			delete(r.pages, n)
		}
	}
	for n := s.from; n <= s.to; n++ {
		p := r.pages[n]
		if p == nil {
			p = &sheet{page: n, edge: canvas.NewRectangle(color.Transparent), version: s.version}
			p.paper = canvas.NewRaster(func(w, h int) image.Image { return r.picture(p, w, h) })
			r.pages[n] = p
		}
		if p.version != s.version {
			p.version, p.picture = s.version, nil
			p.paper.Refresh()
		}
		at := s.place(n)
		p.edge.FillColor, p.edge.StrokeColor, p.edge.StrokeWidth = color.White, th.Color(kit.ColorLine, variant), 1
		p.edge.Move(at.SubtractXY(1, 1))
		p.edge.Resize(size.AddWidthHeight(2, 2))
		p.paper.Move(at)
		if p.paper.Size() != size {
			p.paper.Resize(size)
		}
		r.objects = append(r.objects, p.edge, p.paper)
	}
	r.putMarks(th.Color(theme.ColorNamePrimary, fyne.CurrentApp().Settings().ThemeVariant()))
}

func (r *sheetsRenderer) putMarks(c color.Color) {
	s := r.s
	boxes := s.boxes(s.mark)
	for len(r.marks) < len(boxes) {
		m := canvas.NewRectangle(color.Transparent)
		m.CornerRadius = 2
		r.marks = append(r.marks, m)
	}
	red, green, blue, _ := c.RGBA()
	for i, b := range boxes {
		if b.page < s.from || b.page > s.to {
			continue
		}
		m := r.marks[i]
		m.FillColor = color.NRGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), 34}
		m.Move(s.place(b.page).AddXY((b.x0-5)*s.zoom, (b.y0-2.5)*s.zoom))
		m.Resize(fyne.NewSize((b.x1-b.x0+10)*s.zoom, (b.y1-b.y0+5)*s.zoom))
		r.objects = append(r.objects, m)
	}
}

func (r *sheetsRenderer) picture(p *sheet, w, h int) image.Image {
	if p.picture == nil || p.picture.Bounds().Dx() != w || p.picture.Bounds().Dy() != h {
		p.picture = paintSheet(r.s.doc, p.page, w, h)
	}
	return p.picture
}
