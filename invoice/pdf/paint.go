package pdf

import (
	"bytes"
	"time"

	"github.com/jung-kurt/gofpdf"

	"matterbook/app/cal"
	"matterbook/invoice/page"
)

const family = "liberation"

var styles = [...]string{page.Regular: "", page.Bold: "B"}

// paint turns an arranged paper into the bytes of a PDF.
func paint(doc page.Doc) ([]byte, error) {
	size := gofpdf.SizeType{Wd: doc.Width, Ht: doc.Height}
	f := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	f.SetCatalogSort(true)
	f.SetCreationDate(noon(doc.Date))
	f.SetModificationDate(noon(doc.Date))
	f.SetTitle(doc.Title, true)
	f.SetAuthor(doc.Author, true)
	f.SetSubject(doc.Subject, true)
	f.SetCreator("Matterbook", true)
	f.SetProducer("Matterbook", true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	for face, ttf := range fontsFor(doc) {
		f.AddUTF8FontFromBytes(family, styles[face], ttf)
	}
	if err := f.Error(); err != nil {
		return nil, err
	}

	p := painter{f: f}
	for _, pg := range doc.Pages {
		f.AddPageFormat("P", size)
		p.forget()
		for _, it := range pg.Items {
			p.item(it)
		}
	}
	var out bytes.Buffer
	out.Grow(64 << 10)
	if err := f.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// noon dates the file by the day of the paper; the hour only keeps readers in
// any time zone on that day.
func noon(d cal.Date) time.Time {
	if d.IsZero() {
		d = cal.First
	}
	return d.Time().Add(12 * time.Hour)
}

// painter remembers what is set, so that nothing is set twice.
type painter struct {
	f    *gofpdf.Fpdf
	face page.Face
	size float64
	ink  page.Color
	pen  pen
	fill page.Color
	has  struct{ font, ink, pen, fill bool }
}

type pen struct {
	color page.Color
	thick float64
	dash  bool
}

// forget is called for each page: a page starts with nothing set.
func (p *painter) forget() { p.has = struct{ font, ink, pen, fill bool }{} }

func (p *painter) item(it page.Item) {
	f := p.f
	switch it.Kind {
	case page.Text:
		if !p.has.font || p.face != it.Face || p.size != it.Size {
			f.SetFont(family, styles[it.Face], it.Size)
			p.face, p.size, p.has.font = it.Face, it.Size, true
		}
		if !p.has.ink || p.ink != it.Color {
			f.SetTextColor(int(it.Color.R), int(it.Color.G), int(it.Color.B))
			p.ink, p.has.ink = it.Color, true
		}
		if it.Angle != 0 {
			f.TransformBegin()
			f.TransformRotate(it.Angle, it.X, it.Y)
			f.Text(it.X, it.Y, it.Text)
			f.TransformEnd()
			return
		}
		f.Text(it.X, it.Y, it.Text)
	case page.Rule:
		if want := (pen{it.Color, it.Thick, it.Dash}); !p.has.pen || p.pen != want {
			f.SetDrawColor(int(it.Color.R), int(it.Color.G), int(it.Color.B))
			f.SetLineWidth(it.Thick)
			if it.Dash {
				f.SetDashPattern([]float64{3, 3}, 0)
			} else if p.pen.dash || !p.has.pen {
				f.SetDashPattern([]float64{}, 0)
			}
			p.pen, p.has.pen = want, true
		}
		f.Line(it.X, it.Y, it.X+it.W, it.Y+it.H)
	case page.Fill:
		if !p.has.fill || p.fill != it.Color {
			f.SetFillColor(int(it.Color.R), int(it.Color.G), int(it.Color.B))
			p.fill, p.has.fill = it.Color, true
		}
		f.Rect(it.X, it.Y, it.W, it.H, "F")
	}
}
