package page

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	paper "matterbook/invoice/page"
)

// Where an arranged paper is painted for the eye. The file of the same paper is
// painted by package pdf from the same items; here the outlines of the same
// fonts are filled at the same places, so that what is seen is what is printed,
// to a fraction of a pixel. The toolkit's own text would kern and cannot be
// turned, so a line would end elsewhere than on paper.

// paintSheet paints a page of a paper into a picture of w by h pixels.
func paintSheet(doc paper.Doc, page, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	if page < 0 || page >= len(doc.Pages) || doc.Width <= 0 || doc.Height <= 0 {
		return img
	}
	p := sheetPainter{img: img, sx: float64(w) / doc.Width, sy: float64(h) / doc.Height}
	for _, it := range doc.Pages[page].Items {
		switch it.Kind {
		case paper.Text:
			p.text(it)
		case paper.Rule:
			p.rule(it)
		case paper.Fill:
			p.quad(it.Color, it.X, it.Y, it.X+it.W, it.Y, it.X+it.W, it.Y+it.H, it.X, it.Y+it.H)
		}
	}
	return img
}

type sheetPainter struct {
	img    *image.RGBA
	sx, sy float64 // pixels of a point
	ras    vector.Rasterizer
}

// fill paints the path that add draws, inside the box given in pixels.
func (p *sheetPainter) fill(c paper.Color, x0, y0, x1, y1 float64, add func(dx, dy float64)) {
	box := image.Rect(int(math.Floor(x0))-1, int(math.Floor(y0))-1, int(math.Ceil(x1))+1, int(math.Ceil(y1))+1)
	if box.Intersect(p.img.Bounds()).Empty() || box.Dx() > 8*p.img.Bounds().Dx() {
		return
	}
	p.ras.Reset(box.Dx(), box.Dy())
	p.ras.DrawOp = draw.Over
	add(float64(box.Min.X), float64(box.Min.Y))
	p.ras.Draw(p.img, box, image.NewUniform(color.RGBA{c.R, c.G, c.B, 255}), image.Point{})
}

// quad fills four corners given in points.
func (p *sheetPainter) quad(c paper.Color, xy ...float64) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := 0; i < len(xy); i += 2 {
		xy[i], xy[i+1] = xy[i]*p.sx, xy[i+1]*p.sy
		x0, y0, x1, y1 = min(x0, xy[i]), min(y0, xy[i+1]), max(x1, xy[i]), max(y1, xy[i+1])
	}
	p.fill(c, x0, y0, x1, y1, func(dx, dy float64) {
		p.ras.MoveTo(float32(xy[0]-dx), float32(xy[1]-dy))
		for i := 2; i < len(xy); i += 2 {
			p.ras.LineTo(float32(xy[i]-dx), float32(xy[i+1]-dy))
		}
		p.ras.ClosePath()
	})
}

// rule draws a line of its thickness, never thinner than half a pixel, so that
// a hairline is seen at any zoom.
func (p *sheetPainter) rule(it paper.Item) {
	length := math.Hypot(it.W, it.H)
	if length == 0 {
		return
	}
	ux, uy := it.W/length, it.H/length
	half := max(it.Thick, 0.5/p.sx) / 2
	piece := func(from, to float64) {
		ax, ay, bx, by := it.X+ux*from, it.Y+uy*from, it.X+ux*to, it.Y+uy*to
		nx, ny := -uy*half, ux*half
		p.quad(it.Color, ax+nx, ay+ny, bx+nx, by+ny, bx-nx, by-ny, ax-nx, ay-ny)
	}
	if !it.Dash {
		piece(0, length)
		return
	}
	const dash, gap = 3, 3 // as package pdf draws them
	for at := 0.0; at < length; at += dash + gap {
		piece(at, min(at+dash, length))
	}
}

// text fills the outlines of a run, glyph by glyph at the advances the paper
// was measured with.
func (p *sheetPainter) text(it paper.Item) {
	sin, cos := math.Sincos(it.Angle * math.Pi / 180)
	at := func(ex, ey float64) (x, y float64) { // em units right and up of the start, to pixels
		ex, ey = ex*it.Size, ey*it.Size
		return (it.X + ex*cos - ey*sin) * p.sx, (it.Y - ex*sin - ey*cos) * p.sy
	}
	x0, y0, x1, y1 := it.Box()
	more := it.Size * 0.3 // accents and descenders that reach past the measured box
	p.fill(it.Color, (x0-more)*p.sx, (y0-more)*p.sy, (x1+more)*p.sx, (y1+more)*p.sy, func(dx, dy float64) {
		pt := func(ex, ey float64) (float32, float32) {
			x, y := at(ex, ey)
			return float32(x - dx), float32(y - dy)
		}
		pen := 0.0
		metrics := paper.Liberation()
		for _, r := range it.Text {
			for _, s := range outline(it.Face, r) {
				ax, ay := pt(pen+s.x[0], s.y[0])
				switch s.op {
				case sfnt.SegmentOpMoveTo:
					p.ras.ClosePath()
					p.ras.MoveTo(ax, ay)
				case sfnt.SegmentOpLineTo:
					p.ras.LineTo(ax, ay)
				case sfnt.SegmentOpQuadTo:
					bx, by := pt(pen+s.x[1], s.y[1])
					p.ras.QuadTo(ax, ay, bx, by)
				case sfnt.SegmentOpCubeTo:
					bx, by := pt(pen+s.x[1], s.y[1])
					cx, cy := pt(pen+s.x[2], s.y[2])
					p.ras.CubeTo(ax, ay, bx, by, cx, cy)
				}
			}
			p.ras.ClosePath()
			pen += metrics.Width(it.Face, 1, string(r))
		}
	})
}

// segment is a piece of a glyph's outline in parts of the type size, y upwards.
type segment struct {
	op   sfnt.SegmentOp
	x, y [3]float64
}

type glyphKey struct {
	face paper.Face
	r    rune
}

// outlines are read from the font once. Pictures are painted on one goroutine
// in the window, on any in tests.
var outlines struct {
	sync.Mutex
	fonts [2]*sfnt.Font
	known map[glyphKey][]segment
}

func outline(face paper.Face, r rune) []segment {
	outlines.Lock()
	defer outlines.Unlock()
	if outlines.known == nil {
		outlines.known = map[glyphKey][]segment{}
	}
	key := glyphKey{face, r}
	if list, ok := outlines.known[key]; ok {
		return list
	}
	list := readOutline(face, r)
	outlines.known[key] = list
	return list
}

// readOutline is the outline of a rune, nil when the font draws nothing for it.
func readOutline(face paper.Face, r rune) []segment {
	f := outlines.fonts[face]
	if f == nil {
		var err error
		if f, err = sfnt.Parse(paper.FontBytes(face)); err != nil {
			return nil
		}
		outlines.fonts[face] = f
	}
	var buf sfnt.Buffer
	g, err := f.GlyphIndex(&buf, r)
	if err != nil {
		return nil
	}
	upem := fixed.Int26_6(f.UnitsPerEm())
	segs, err := f.LoadGlyph(&buf, g, upem, nil) // one font unit is 1/64 pixel: nothing is rounded
	if err != nil {
		return nil
	}
	list := make([]segment, len(segs))
	for i, s := range segs {
		list[i].op = s.Op
		for j, a := range s.Args {
			list[i].x[j], list[i].y[j] = float64(a.X)/float64(upem), -float64(a.Y)/float64(upem)
		}
	}
	return list
}
