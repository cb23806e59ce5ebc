package page

import (
	"fmt"
	"math"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// sheet is a paper being arranged: a cursor that moves down the page and opens
// the next one when the foot is reached.
type sheet struct {
	m   Metrics
	st  Style
	doc *Doc
	cur money.Currency

	left, right, top, bottom float64

	y   float64 // where the next thing begins
	ref Ref     // what is being drawn
}

func newSheet(st Style, title, author, subject string, date cal.Date, cur money.Currency, landscape bool) *sheet {
	st = st.withDefaults()
	s := &sheet{m: st.Metrics, st: st, cur: cur}
	w, h := st.Size.points()
	if landscape {
		w, h = h, w
	}
	s.doc = &Doc{Date: date, Width: w, Height: h}
	s.doc.Title = oneLine(s.clean(title))
	s.doc.Author = oneLine(s.clean(author))
	s.doc.Subject = oneLine(s.clean(subject))
	s.doc.Notes = Notes{} // the same texts stand on the paper and are noted there
	s.left, s.right, s.top, s.bottom = marginSide, w-marginSide, marginTop, h-marginFoot
	s.doc.Pages = append(s.doc.Pages, Page{})
	s.y = s.top
	return s
}

func (s *sheet) add(it Item) {
	it.Ref = s.ref
	p := &s.doc.Pages[len(s.doc.Pages)-1]
	p.Items = append(p.Items, it)
}

func (s *sheet) clean(text string) string { return clean(text, s.m, &s.doc.Notes, s.ref) }

func (s *sheet) width() float64 { return s.right - s.left }

// newPage opens the next page, with a thin accent rule where the first has the
// letterhead.
func (s *sheet) newPage() {
	s.doc.Pages = append(s.doc.Pages, Page{})
	ref := s.ref
	s.ref = Ref{Part: PartFirm}
	s.add(Item{Kind: Rule, X: s.left, Y: s.top - 12, W: s.width(), Thick: 0.8, Color: s.st.Accent})
	s.ref = ref
	s.y = s.top + 6
}

// room opens a new page unless h points are left on this one.
func (s *sheet) room(h float64) {
	if s.y+h > s.bottom+slack && s.y > s.top+6 {
		s.newPage()
	}
}

// text draws clean text from x along the baseline y and returns its width.
func (s *sheet) text(x, y float64, face Face, size float64, color Color, text string) float64 {
	if text == "" {
		return 0
	}
	w := s.m.Width(face, size, text)
	s.add(Item{Kind: Text, X: x, Y: y, W: w, Text: text, Face: face, Size: size, Color: color})
	return w
}

// textRight draws text that ends at x.
func (s *sheet) textRight(x, y float64, face Face, size float64, color Color, text string) {
	s.text(x-s.m.Width(face, size, text), y, face, size, color, text)
}

// figure draws a figure that ends at x and never leaves its column: one that is
// too wide is set smaller, never cut.
func (s *sheet) figure(x, y, w float64, face Face, size float64, color Color, text string) {
	s.textRight(x, y, face, s.fit(face, size, w, text), color, text)
}

// fit is the type size at which the text is no wider than w.
func (s *sheet) fit(face Face, size, w float64, text string) float64 {
	if full := s.m.Width(face, size, text); full > w {
		return math.Floor(size*w/full*100) / 100
	}
	return size
}

// clip shortens text with an ellipsis to fit; only where the same text stands
// in full elsewhere.
func (s *sheet) clip(face Face, size, w float64, text string) string {
	if s.m.Width(face, size, text) <= w {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if short := string(runes[:n]) + "…"; s.m.Width(face, size, short) <= w {
			return short
		}
	}
	return ""
}

// row draws a label at x0 and its figure, which takes what the label leaves.
func (s *sheet) row(x0, x1, y float64, face Face, size float64, color Color, label, figure string) {
	w := s.text(x0, y, face, size, color, label)
	s.figure(x1, y, x1-x0-w-10, face, size, color, figure)
}

func (s *sheet) rule(x0, x1, y, thick float64, color Color) {
	s.add(Item{Kind: Rule, X: x0, Y: y, W: x1 - x0, Thick: thick, Color: color})
}

func (s *sheet) fill(x, y, w, h float64, color Color) {
	s.add(Item{Kind: Fill, X: x, Y: y, W: w, H: h, Color: color})
}

// lines draws lines of text from the top edge y downwards and returns the lower edge.
func (s *sheet) lines(x, y float64, face Face, size, lead float64, color Color, lines []string) float64 {
	for _, l := range lines {
		s.text(x, y+baseline(size, lead), face, size, color, l)
		y += lead
	}
	return y
}

// baseline is how far below the top of a line of the given leading its text stands.
func baseline(size, lead float64) float64 { return (lead-size)/2 + size*0.8 }

// few keeps the first n lines where a place has no room for more, and notes it.
func (s *sheet) few(n int, lines []string) []string {
	if len(lines) <= n {
		return lines
	}
	noteOnce(&s.doc.Notes.Cut, s.ref)
	lines = lines[:n:n]
	last := []rune(lines[n-1])
	lines[n-1] = string(last[:max(len(last)-2, 0)]) + "…"
	return lines
}

// wrap cleans and breaks text.
func (s *sheet) wrap(face Face, size, width float64, text string) []string {
	return wrap(s.m, face, size, width, s.clean(text))
}

// paragraph flows wrapped text down the page and over as many pages as it takes,
// never leaving a single line behind.
func (s *sheet) paragraph(x, width float64, face Face, size, lead float64, color Color, text string) {
	lines := s.wrap(face, size, width, text)
	for len(lines) > 0 {
		n := min(len(lines), int((s.bottom-s.y+slack)/lead))
		if len(lines)-n == 1 {
			n--
		}
		if n < min(2, len(lines)) {
			s.newPage()
			continue
		}
		s.y = s.lines(x, s.y, face, size, lead, color, lines[:n])
		if lines = lines[n:]; len(lines) > 0 {
			s.newPage()
		}
	}
}

// heading begins a part of the paper; after it at least keep points stay on the
// same page.
func (s *sheet) heading(title string, keep float64) {
	if s.y > s.top+6 {
		s.y += gapPart
	}
	s.room(headHigh + keep)
	s.text(s.left, s.y+10, Bold, sizeHead, s.st.Accent, title)
	s.y += headHigh
}

const headHigh = 17

// mark lays a large word across every page, over the tinted fields and under
// everything else.
func (s *sheet) mark(word string) {
	const size, angle = 118, 52
	w := s.m.Width(Bold, size, word)
	sin, cos := math.Sincos(angle * math.Pi / 180)
	it := Item{
		Kind: Text, Text: word, Face: Bold, Size: size, Angle: angle, W: w, Color: ghost, Ref: Ref{Part: PartMark},
		X: s.doc.Width/2 - w/2*cos + size*0.36*sin,
		Y: s.doc.Height/2 + w/2*sin + size*0.36*cos,
	}
	for i := range s.doc.Pages {
		p := &s.doc.Pages[i]
		var fills, rest []Item
		for _, x := range p.Items {
			if x.Kind == Fill {
				fills = append(fills, x)
			} else {
				rest = append(rest, x)
			}
		}
		p.Items = slices.Concat(fills, []Item{it}, rest)
	}
}

// feet writes the foot of every page, when their number is known.
func (s *sheet) feet(left string) {
	s.ref = Ref{Part: PartFoot}
	y := s.doc.Height - 34
	for i := range s.doc.Pages {
		p := &s.doc.Pages[i]
		num := fmt.Sprintf("Page %d of %d", i+1, len(s.doc.Pages))
		w := s.m.Width(Regular, sizeLabel, num)
		p.Items = append(p.Items,
			Item{Kind: Rule, X: s.left, Y: y - 11, W: s.width(), Thick: 0.4, Color: hairline, Ref: s.ref},
			Item{Kind: Text, X: s.right - w, Y: y, W: w, Text: num, Size: sizeLabel, Color: grey, Ref: s.ref})
		if text := s.clip(Regular, sizeLabel, s.width()-w-20, left); text != "" {
			p.Items = append(p.Items, Item{Kind: Text, X: s.left, Y: y, W: s.m.Width(Regular, sizeLabel, text),
				Text: text, Size: sizeLabel, Color: grey, Ref: s.ref})
		}
	}
}

// amount is a figure for a table: "1,234.50".
func (s *sheet) amount(a money.Amount) string { return a.Format(s.cur) }

// money is an amount with its sign: "$1,234.50", or "1,234.50 KRW" when the font
// lacks the sign.
func (s *sheet) money(a money.Amount) string {
	for _, r := range s.cur.Symbol() {
		if !s.m.Has(r) {
			return a.Format(s.cur) + " " + string(s.cur)
		}
	}
	return a.WithSymbol(s.cur)
}
