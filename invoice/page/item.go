package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"matterbook/app/cal"
)

// Kind says what an item is.
type Kind uint8

// Kinds of items.
const (
	Text Kind = iota // a run of text in one face, size and colour
	Rule             // a straight line
	Fill             // a filled rectangle
)

// Face is one of the two faces of every paper. Two are enough for a calm page,
// and each face in a file costs time and bytes.
type Face uint8

// Faces.
const (
	Regular Face = iota
	Bold
)

// Color is a colour on paper.
type Color struct{ R, G, B uint8 }

// Part is the part of a paper an item belongs to.
type Part string

// Parts of papers.
const (
	PartFirm        Part = "firm"
	PartClient      Part = "client"
	PartKey         Part = "key"
	PartMatter      Part = "matter"
	PartSummary     Part = "summary"
	PartMessage     Part = "message"
	PartFees        Part = "fees"
	PartDiscount    Part = "discount"
	PartTimekeepers Part = "timekeepers"
	PartTasks       Part = "tasks"
	PartExpenses    Part = "expenses"
	PartAccount     Part = "account"
	PartTrust       Part = "trust"
	PartPayment     Part = "payment"
	PartTerms       Part = "terms"
	PartSlip        Part = "slip"
	PartFoot        Part = "foot"
	PartMark        Part = "mark" // DRAFT, VOID, COPY behind the text
	PartTable       Part = "table"
	PartReview      Part = "review" // the reviewer's fields of a pre-bill
)

// Ref says what an item shows. Line is the number of the invoice line
// (bill.Line.No) or of the table row, 0 for none.
type Ref struct {
	Part Part
	Line int
}

func (r Ref) String() string {
	if r.Line > 0 {
		return fmt.Sprintf("%s line %d", r.Part, r.Line)
	}
	return string(r.Part)
}

// Item is one thing on a page.
type Item struct {
	Kind Kind

	// Text: X, Y is where the baseline starts and W its advance width.
	// Rule: from X, Y to X+W, Y+H. Fill: from X, Y, W wide and H high.
	X, Y, W, H float64

	Text  string
	Face  Face
	Size  float64 // of the type
	Angle float64 // degrees counter-clockwise about X, Y; marks only

	Thick float64 // of a rule
	Dash  bool
	Color Color
	Ref   Ref
}

// Parts of the type size that letters reach above and below the baseline
// (capitals with accents reach higher than Ascent and still clear the line above).
const (
	Ascent  = 0.78
	Descent = 0.21
)

// Box is the rectangle the item covers: left, top, right, bottom.
func (it Item) Box() (x0, y0, x1, y1 float64) {
	if it.Kind != Text {
		return math.Min(it.X, it.X+it.W), math.Min(it.Y, it.Y+it.H), math.Max(it.X, it.X+it.W), math.Max(it.Y, it.Y+it.H)
	}
	sin, cos := math.Sincos(it.Angle * math.Pi / 180)
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, dx := range []float64{0, it.W} {
		for _, up := range []float64{Ascent * it.Size, -Descent * it.Size} {
			x, y := it.X+dx*cos-up*sin, it.Y-dx*sin-up*cos
			x0, y0, x1, y1 = math.Min(x0, x), math.Min(y0, y), math.Max(x1, x), math.Max(y1, y)
		}
	}
	return x0, y0, x1, y1
}

// Page is what stands on one sheet, in the order of painting.
type Page struct{ Items []Item }

// Doc is an arranged paper.
type Doc struct {
	Title   string
	Author  string // the firm
	Subject string
	Date    cal.Date // of the paper; it alone dates the file, so that a reprint repeats it

	Width, Height float64
	Pages         []Page
	Notes         Notes
}

// At is the topmost item with a reference under the point of a page (counted
// from 0), for a click in a preview.
func (d Doc) At(page int, x, y float64) (Item, bool) {
	if page < 0 || page >= len(d.Pages) {
		return Item{}, false
	}
	const reach = 2
	for _, it := range slices.Backward(d.Pages[page].Items) {
		x0, y0, x1, y1 := it.Box()
		if it.Ref != (Ref{}) && it.Ref.Part != PartMark && x >= x0-reach && x <= x1+reach && y >= y0-reach && y <= y1+reach {
			return it, true
		}
	}
	return Item{}, false
}

// Layout writes the arrangement for people to read and tests to compare: page
// by page, from top to bottom, each item with its place.
func (d Doc) Layout() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s | %s | %s | %s | %.0f x %.0f pt\n", d.Title, d.Author, d.Subject, d.Date, d.Width, d.Height)
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "\npage %d of %d\n", i+1, len(d.Pages))
		for _, it := range p.reading() {
			switch it.Kind {
			case Text:
				face := ' '
				if it.Face == Bold {
					face = 'B'
				}
				fmt.Fprintf(&b, "%7.1f %6.1f %6.1f  %4.1f%c %-12s %s\n", it.Y, it.X, it.X+it.W, it.Size, face, it.Ref.short(), it.Text)
			case Rule:
				dash := "rule"
				if it.Dash {
					dash = "dash"
				}
				fmt.Fprintf(&b, "%7.1f %6.1f %6.1f  %s  %-12s %.2f to %.1f\n", it.Y, it.X, it.X+it.W, dash, it.Ref.short(), it.Thick, it.Y+it.H)
			case Fill:
				fmt.Fprintf(&b, "%7.1f %6.1f %6.1f  fill  %-12s to %.1f\n", it.Y, it.X, it.X+it.W, it.Ref.short(), it.Y+it.H)
			}
		}
	}
	return b.String()
}

func (r Ref) short() string {
	if r.Line > 0 {
		return fmt.Sprintf("%s %d", r.Part, r.Line)
	}
	return string(r.Part)
}

// Words is the text of the page in reading order, one line of the page a line,
// its runs two spaces apart.
func (p Page) Words() string {
	var b strings.Builder
	last := math.Inf(-1)
	for _, it := range p.reading() {
		if it.Kind != Text || it.Ref.Part == PartMark {
			continue
		}
		switch {
		case math.Abs(it.Y-last) < 0.5:
			b.WriteString("  ")
		case b.Len() > 0:
			b.WriteString("\n")
		}
		last = it.Y
		b.WriteString(it.Text)
	}
	return b.String() + "\n"
}

// reading sorts the items from top to bottom, then from left to right.
func (p Page) reading() []Item {
	items := slices.Clone(p.Items)
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(math.Round(a.Y*10), math.Round(b.Y*10)), cmp.Compare(a.X, b.X))
	})
	return items
}
