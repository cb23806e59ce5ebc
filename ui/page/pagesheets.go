package page

import (
	"fmt"
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
)

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
	onFit    func(page bool)
	onFind   func()
	onNext   func(step int) // of the places found
	onEscape func() bool
	scrollBy func(d float32)
	found    []foundAt
	at       int // of found, the one that is shown
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
	case '0', 'w', 'W':
		s.onFit(false)
	case '1', 'p', 'P':
		s.onFit(true)
	case '/':
		s.onFind()
	case 'n':
		s.onNext(1)
	case 'N':
		s.onNext(-1)
	case ' ':
		s.scrollBy(s.pitch())
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
	case fyne.KeyEscape:
		if s.onEscape() {
			return
		}
		s.hand(ev)
		return
	case fyne.KeySpace:
		return // it comes as a rune
	default:
		s.hand(ev)
		return
	}
	s.scrollBy(step)
}

// hand gives a key to the window.
func (s *sheets) hand(ev *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
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
	finds   []*canvas.Rectangle
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
	r.putFound()
	if s.focused { // where the keys go
		r.ring.StrokeColor, r.ring.StrokeWidth = th.Color(theme.ColorNamePrimary, variant), 2
		r.ring.Move(s.place(max(s.from, 0)).SubtractXY(3, 3))
		r.ring.Resize(size.AddWidthHeight(6, 6))
		if s.from <= s.to {
			r.objects = append(r.objects, r.ring)
		}
	}
}

// The paper is white in both themes, and so are the colours of what is found on it.
var (
	foundColor = color.NRGBA{255, 214, 10, 90}
	foundNow   = color.NRGBA{255, 149, 0, 130}
)

// putFound lights every place that was found, the present one stronger and framed.
func (r *sheetsRenderer) putFound() {
	s := r.s
	n := 0
	for i, f := range s.found {
		for _, b := range f.boxes {
			if b.page < s.from || b.page > s.to {
				continue
			}
			if n == len(r.finds) {
				m := canvas.NewRectangle(color.Transparent)
				m.CornerRadius = 1
				r.finds = append(r.finds, m)
			}
			m := r.finds[n]
			n++
			m.FillColor, m.StrokeColor, m.StrokeWidth = foundColor, color.Transparent, 0
			if i == s.at {
				m.FillColor, m.StrokeColor, m.StrokeWidth = foundNow, color.NRGBA{160, 80, 0, 255}, 1
			}
			m.Move(s.place(b.page).AddXY((b.x0-1)*s.zoom, b.y0*s.zoom))
			m.Resize(fyne.NewSize((b.x1-b.x0+2)*s.zoom, (b.y1-b.y0)*s.zoom))
			r.objects = append(r.objects, m)
		}
	}
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
