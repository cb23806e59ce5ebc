package page

import "math"

// column is one column of a grid.
type column struct {
	label string
	right bool    // figures: never wrapped, set smaller rather than cut
	want  float64 // natural width; 0 with flex
	flex  float64 // share of what is left
	x, w  float64
}

// line is one line of a cell.
type line struct {
	text  string
	face  Face
	size  float64
	color Color
}

// cell is the lines of one column of a row; all lines of a grid share its leading.
type cell []line

// grid is a table that flows over pages and repeats its head.
type grid struct {
	s    *sheet
	name string // of the part, repeated as "Fees, continued"
	part Part
	cols []column
	size float64
	lead float64
}

// newGrid shares the width among the columns: figures get what they need, the
// flexible columns the rest, but at least minFlex together.
func (s *sheet) newGrid(name string, part Part, cols []column) *grid {
	const minFlex = 96
	g := &grid{s: s, name: name, part: part, cols: cols, size: sizeBody, lead: leadBody}
	avail := s.width() - gapCol*float64(len(cols)-1)
	fixed, flex := 0.0, 0.0
	for i := range cols {
		c := &g.cols[i]
		if c.flex == 0 {
			c.want = math.Ceil(math.Max(c.want, s.m.Width(Bold, sizeLabel, c.label)))
			fixed += c.want
		}
		flex += c.flex
	}
	room := avail
	if flex > 0 {
		room = math.Max(avail-math.Min(minFlex*flex, avail*0.6), avail*0.3)
	}
	scale := 1.0
	if fixed > room {
		scale = room / fixed
	}
	x := s.left
	for i := range cols {
		c := &g.cols[i]
		if c.flex > 0 {
			c.w = (avail - fixed*scale) * c.flex / flex
		} else {
			c.w = c.want * scale
		}
		c.x = x
		x += c.w + gapCol
	}
	if flex == 0 && len(cols) > 1 && fixed*scale < avail { // spread what is left between the columns
		extra := (avail - fixed*scale) / float64(len(cols)-1)
		for i := range cols {
			g.cols[i].x += extra * float64(i)
		}
	}
	return g
}

// natural is the width the widest of the texts needs in a table.
func (s *sheet) natural(texts ...string) float64 {
	w := 0.0
	for _, t := range texts {
		w = math.Max(w, s.m.Width(Bold, sizeBody, t))
	}
	return w
}

const headRow = 16 // height of a column head of one line

// start draws the heading and the column heads; after them keep points of the
// first row stay on the same page.
func (g *grid) start(keep float64) {
	g.s.ref = Ref{Part: g.part}
	g.s.heading(g.name, headRow+keep)
	g.head()
}

// again opens a new page and repeats the head.
func (g *grid) again() {
	s := g.s
	ref := s.ref
	s.newPage()
	s.ref = Ref{Part: g.part}
	x := s.left + s.text(s.left, s.y+10, Bold, sizeHead, s.st.Accent, s.clip(Bold, sizeHead, s.width()-60, g.name))
	s.text(x+5, s.y+10, Regular, sizeBody, grey, "continued")
	s.y += headHigh
	g.head()
	s.ref = ref
}

func (g *grid) head() {
	s := g.s
	labels := make([][]string, len(g.cols))
	n := 1
	for i, c := range g.cols {
		labels[i] = wrap(s.m, Bold, sizeLabel, c.w, c.label)
		if len(labels[i]) > 3 {
			labels[i] = labels[i][:3]
		}
		n = max(n, len(labels[i]))
	}
	for i, c := range g.cols {
		for j, l := range labels[i] {
			y := s.y + 9 + float64(n-len(labels[i])+j)*leadTiny
			if c.right {
				s.figure(c.x+c.w, y, c.w, Bold, sizeLabel, grey, l)
			} else {
				s.text(c.x, y, Bold, s.fit(Bold, sizeLabel, c.w, l), grey, l)
			}
		}
	}
	s.y += headRow + float64(n-1)*leadTiny
	s.rule(s.left, s.right, s.y-1.5, 0.7, midline)
}

// txt wraps text into a cell of a column.
func (g *grid) txt(col int, text string) cell { return g.styled(col, text, Regular, ink) }

func (g *grid) styled(col int, text string, face Face, color Color) cell {
	var c cell
	for _, l := range wrap(g.s.m, face, g.size, g.cols[col].w, g.s.clean(text)) {
		c = append(c, line{l, face, g.size, color})
	}
	return c
}

// note adds a small grey remark under a cell.
func (g *grid) note(c cell, col int, text string) cell {
	for _, l := range wrap(g.s.m, Regular, sizeLabel+0.5, g.cols[col].w, g.s.clean(text)) {
		c = append(c, line{l, Regular, sizeLabel + 0.5, grey})
	}
	return c
}

// fig is a cell with one figure.
func (g *grid) fig(text string) cell { return cell{{text, Regular, g.size, ink}} }

func (g *grid) figFace(text string, face Face, color Color) cell {
	return cell{{text, face, g.size, color}}
}

// row draws a row and a hairline under it. A row of a few lines stays whole; a
// longer one may run on to the next page with at least two lines on each side.
// After the row keep points stay on the page (the total below the last row).
func (g *grid) row(ref Ref, cells []cell, keep float64) {
	s := g.s
	s.ref = ref
	total := 1
	for _, c := range cells {
		total = max(total, len(c))
	}
	fresh := false
	for from := 0; from < total; {
		left := total - from
		room := s.bottom - s.y + slack
		n := left
		if float64(left)*g.lead+2*padRow+keep > room {
			n = min(int((room-2*padRow)/g.lead), left-2)
			if whole := left <= 5 && from == 0; !fresh && (whole || n < 2) {
				g.again()
				fresh = true
				continue
			}
			if fresh && float64(left)*g.lead+2*padRow <= room {
				n = left // even an empty page has no room for what should be kept with it
			}
			n = max(n, 1)
		}
		g.draw(cells, from, from+n)
		from += n
		s.y += float64(n)*g.lead + 2*padRow
		if from < total {
			g.again()
			fresh = true
		} else {
			s.rule(s.left, s.right, s.y, 0.35, hairline)
		}
	}
	s.ref = Ref{Part: g.part}
}

func (g *grid) draw(cells []cell, from, to int) {
	s := g.s
	for i, c := range cells {
		col := g.cols[i]
		for j := from; j < min(to, len(c)); j++ {
			l := c[j]
			y := s.y + padRow + float64(j-from)*g.lead + baseline(g.size, g.lead)
			if col.right {
				s.figure(col.x+col.w, y, col.w, l.face, l.size, l.color, l.text)
			} else {
				s.text(col.x, y, l.face, l.size, l.color, l.text)
			}
		}
	}
}

// sum draws a line of totals: a label that ends before the first figure and the
// figures in their columns.
func (g *grid) sum(ref Ref, label string, face Face, figures map[int]string) {
	s := g.s
	labels := g.sumLabel(label, face, figures)
	high := float64(len(labels))*g.lead + 2*padRow - 1.4
	s.room(high)
	s.ref = ref
	if face == Bold {
		s.rule(s.left, s.right, s.y, 0.7, midline)
	}
	s.lines(s.left, s.y+padRow, face, g.size, g.lead, ink, labels)
	for i := range g.cols {
		if f, ok := figures[i]; ok {
			s.figure(g.cols[i].x+g.cols[i].w, s.y+padRow+baseline(g.size, g.lead), g.cols[i].w, face, g.size, ink, f)
		}
	}
	s.y += high
	s.ref = Ref{Part: g.part}
}

func (g *grid) sumLabel(label string, face Face, figures map[int]string) []string {
	first := len(g.cols)
	for i := range figures {
		first = min(first, i)
	}
	if first == 0 || label == "" {
		return []string{""}
	}
	return g.s.wrap(face, g.size, g.cols[first].x-gapCol-g.s.left, label)
}

const sumHigh = leadBody + 2*padRow - 1.4
